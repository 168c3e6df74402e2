"""A known batch in every shape, carried by every kind of file: read back equal, or asked about."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow
import pytest
from hypothesis import HealthCheck, given, settings

from cbccvc_rules import Batch, read_frames
from cbccvc_rules.errors import BatchError
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.chosen import NOTHING_CHOSEN
from cbccvc_rules.model.scale import packaged_labels
from properties.lists import batches
from properties.more_lists import FORMS
from unit.intake.shapes.carriers import CARRIERS, WITHOUT_CASE, a_frame, carries, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.model.chosen import Chosen
    from properties.lists import Person, Told

JUDGED = {
    "staff": (
        "name",
        "unit_id",
        "category",
        "position",
        "self_rating",
        "proposed_rating",
        "rating",
        "role",
    ),
    "counts": ("unit_id", "category", "total", "HTXSNV", "HTTNV", "HTNV", "KHTNV", "not_rated"),
}
LABELS = packaged_labels()


def read_back(told: Told, path: Path, how: Chosen) -> Batch:
    return read_batch(path, LABELS, period="2024", stage=told.stage, chosen=how)


def rows_of(batch: Batch, table: str, *, folded: bool = False) -> list[dict[str, object]]:
    """Return what is judged of each row, and what it says of ids that were expected."""
    rows = []
    for row in batch.tables[table]:
        found = {one: row.values.get(one) for one in (*JUDGED[table], "staff_id")}
        rows.append(case_aside(found) if folded else found)
    return rows


def places_of(batch: Batch, table: str) -> list[tuple[int | None, int | None]]:
    """Return the row and column of everything that is judged, row by row."""
    places = (
        row.place(name)
        for row in batch.tables[table]
        for name in JUDGED[table]
        if name in batch.columns[table]
    )
    return [(one.row, one.column) for one in places if one is not None]


def case_aside(row: dict[str, object]) -> dict[str, object]:
    return {
        name: one.casefold()
        if isinstance(one, str) and name in {"name", "unit_id", "position"}
        else one
        for name, one in row.items()
    }


def expected_of(told: Told, *, folded: bool = False) -> list[dict[str, object]]:
    """Return what has to be read; what a shape does not tell must not be read from it."""
    names = (*JUDGED[told.table], "staff_id")
    rows = [{name: one.get(name) for name in names} for one in told.expected]
    return [case_aside(one) for one in rows] if folded else rows


def unequal(found: Sequence[dict[str, object]], expected: Sequence[dict[str, object]]) -> list[str]:
    """Return what was read that does not stand there; a cell that is unknown is no answer."""
    wrong = [] if len(found) == len(expected) else [f"{len(found)} rows of {len(expected)}"]
    for at, (row, told) in enumerate(zip(found, expected, strict=False)):
        by_row = told["staff_id"] is None
        wrong += [
            f"row {at}: {name} {row[name]!r}, not {told[name]!r}"
            for name in row
            if row[name] not in {None, told[name]} and not (name == "staff_id" and by_row)
        ]
    return wrong


def unknown(found: Sequence[dict[str, object]], expected: Sequence[dict[str, object]]) -> list[str]:
    return [
        f"row {at}: {name} is not read"
        for at, (row, told) in enumerate(zip(found, expected, strict=False))
        for name in row
        if row[name] is None and told[name] is not None
    ]


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(people=batches())
def test_a_batch_reads_back_equal_or_is_asked_about(form: str, people: list[Person]) -> None:
    told = FORMS[form](people)
    places: list[tuple[int | None, int | None]] = []
    with TemporaryDirectory() as folder:
        for name, write in CARRIERS.items():
            if not carries(name, told.sheets[0]):
                continue
            ending, data = write(*told.sheets)
            path = Path(folder) / f"danh-sach{ending}"
            path.write_bytes(data)
            folded = name in WITHOUT_CASE
            expected = expected_of(told, folded=folded)
            batch = read_back(told, path, told.answers)
            found = rows_of(batch, told.table, folded=folded)
            assert unequal(found, expected) + unknown(found, expected) == [], name
            places = places or places_of(batch, told.table)
            assert places_of(batch, told.table) == places, name
            try:
                batch = read_back(told, path, NOTHING_CHOSEN)
            except BatchError as error:
                assert any(one.severity == "error" for one in error.problems), name
                continue
            found = rows_of(batch, told.table, folded=folded)
            assert unequal(found, expected) == [], name
            assert not unknown(found, expected) or batch.problems, name


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(people=batches())
def test_records_and_frames_of_a_shape_are_read_equal_or_told_off(
    form: str, people: list[Person]
) -> None:
    told = FORMS[form](people)
    if not carries("parquet", told.sheets[0]):
        return  # titles above, or headings in several rows: no table of columns
    rows = records(told.sheets[0])
    texts = {
        name: [None if row[name] is None else str(row[name]) for row in rows]
        for row in rows
        for name in row
    }
    table = {"staff": rows} if told.table == "staff" else {"counts": rows}
    frames = {name: pyarrow.table(texts) for name in table}
    for make in (
        lambda: Batch.from_records(**table, period="2024", stage=told.stage),
        lambda: read_frames(**frames, period="2024", stage=told.stage),
        lambda: read_frames(
            **{name: one.to_pandas() for name, one in frames.items()},
            period="2024",
            stage=told.stage,
        ),
    ):
        try:
            batch = make()
        except BatchError as error:
            assert any(one.severity == "error" for one in error.problems)
            continue
        found = rows_of(batch, told.table)
        if not any(one.severity == "error" for one in batch.problems):
            assert unequal(found, expected_of(told)) + unknown(found, expected_of(told)) == []


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(people=batches())
def test_a_frame_of_a_whole_sheet_reads_back_equal_with_the_same_answers(
    form: str, people: list[Person]
) -> None:
    told = FORMS[form](people)
    if len(told.sheets) > 1:
        return  # a frame is one sheet
    batch = read_frames(
        **{told.table: a_frame(told.sheets[0])},
        period="2024",
        stage=told.stage,
        columns={one.column: one.field for one in told.answers.columns},
        fill=told.answers.fill,
        labels=told.answers.labels,
    )
    found, expected = rows_of(batch, told.table), expected_of(told)
    assert unequal(found, expected) + unknown(found, expected) == []
