"""Whatever bytes a workbook holds: it is read as it was written, or it is refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.scale import packaged_labels
from unit.intake.workbooks import a_sheet, a_workbook, contents, rows, zipped

texts = some.text(
    some.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=12
)
cells = some.one_of(
    texts.filter(lambda text: text != ""),
    some.booleans(),
    some.integers(-(10**9), 10**9),
    some.fractions(max_denominator=1000).filter(lambda number: abs(number) < 10**6),
    some.dates(date(1900, 3, 1), date(2199, 12, 31)),
    some.none(),
)
HEADINGS = ["staff_id", "unit_id", "category", "rating", "months_worked", "decided_on"]
GOOD = a_workbook(
    batch=[["period", 2024], ["on", date(2024, 12, 10)]],
    staff=[
        HEADINGS,
        ["001", "U", "VC", "HTTNV", 12, date(2024, 12, 10)],
        ["002", "U", "VC", "HTNV", 5.5, date(2024, 12, 10)],
    ],
    units=[["unit_id", "name", "body"], ["U", "Phòng A", True]],
)
with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
    PARTS = {name: archive.read(name) for name in archive.namelist()}
READ = [(one.sheet, tuple(line.cells for line in one.lines)) for one in contents(GOOD).grids]

changes = some.lists(
    some.tuples(
        some.floats(0, 1, exclude_max=True), some.sampled_from("rid"), some.binary(max_size=4)
    ),
    min_size=1,
    max_size=4,
)


def changed(data: bytes, how: list[tuple[float, str, bytes]]) -> bytes:
    """Replace, insert or delete a few bytes; `at` is a share of the length."""
    for share, what, new in how:
        at = int(share * len(data))
        kept = at if what == "i" else at + max(1, len(new))
        data = data[:at] + (b"" if what == "d" else new) + data[kept:]
    return data


def told(path: Path, data: bytes) -> tuple[Problem, ...]:
    """Return the problems of a round; that they are said is part of it."""
    path.write_bytes(data)
    try:
        problems = read_batch(path, packaged_labels()).problems
    except BatchError as error:
        problems = error.problems
        assert problems
    for problem in problems:
        assert problem.say("vi")
        assert problem.say("en")
    return problems


@given(some.lists(some.lists(cells, max_size=5), max_size=5))
def test_cells_are_read_as_they_were_written(table: list[list[object]]) -> None:
    writable = [
        [str(cell) if isinstance(cell, Fraction) else cell for cell in row] for row in table
    ]
    read = contents(a_workbook(S=writable))
    assert read.problems == ()
    found = {
        (line.number, column): cell
        for line in read.grids[0].lines
        for column, cell in enumerate(line.cells, 1)
        if cell != ""
    }
    expected = {
        (number, column): cell
        for number, row in enumerate(writable, 1)
        for column, cell in enumerate(row, 1)
        if cell is not None
    }
    assert found == expected
    assert all(type(found[at]) is type(cell) for at, cell in expected.items())


@given(some.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_the_shortest_that_is_written_so(number: float) -> None:
    (cell,) = rows(a_sheet(f'<c r="A1"><v>{number!r}</v></c>'))[0]
    if isinstance(cell, str):
        assert abs(number) >= 1e30 or 0 < abs(number) < 1e-29
    else:
        assert float(cell) == number


@given(changes)
def test_damage_to_the_file_is_refused_or_changes_nothing(
    how: list[tuple[float, str, bytes]],
) -> None:
    read = contents(changed(GOOD, how))
    if not read.problems:
        found = [(one.sheet, tuple(line.cells for line in one.lines)) for one in read.grids]
        assert found == READ
        assert read.header is not None


@given(some.sampled_from(sorted(PARTS)), changes)
def test_damage_inside_the_file_is_refused_or_judged(
    part: str, how: list[tuple[float, str, bytes]]
) -> None:
    with TemporaryDirectory() as folder:
        told(Path(folder) / "r.xlsx", zipped({**PARTS, part: changed(PARTS[part], how)}))


@given(
    some.binary(max_size=300),
    some.sampled_from([b"", b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_any_bytes_are_refused(data: bytes, start: bytes) -> None:
    with TemporaryDirectory() as folder:
        assert told(Path(folder) / "r.xlsx", start + data)


@given(some.lists(some.lists(cells, max_size=6), max_size=4))
def test_any_cells_under_the_headings_are_judged_or_refused(table: list[list[object]]) -> None:
    writable = [
        [str(cell) if isinstance(cell, Fraction) else cell for cell in row] for row in table
    ]
    with TemporaryDirectory() as folder:
        told(
            Path(folder) / "r.xlsx",
            a_workbook(batch=[["period", 2024]], staff=[HEADINGS, *writable]),
        )
