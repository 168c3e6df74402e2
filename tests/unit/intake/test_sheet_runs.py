"""Rows on end that are written one as the other are read together: to what each by itself is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.intake import sheet_plain, sheet_runs, workbook_copy, workbook_read
from cbccvc_rules.intake.base import Contents, TakenFile
from cbccvc_rules.intake.sheet_runs import run_of
from cbccvc_rules.intake.workbook_read import read_workbook
from cbccvc_rules.sources import column_letters
from unit.intake.workbooks import MAIN, parts_of, zipped

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="165" formatCode="h:mm"/>'
    '<numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="2"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="164"/>'
    "</cellXfs></styleSheet>"
)
STRINGS = (
    f'<sst xmlns="{MAIN}"><si><t>một</t></si><si><t>hai</t></si><si><t></t></si>'
    '<si><t xml:space="preserve"> ba</t></si></sst>'
)
F = "<f>A1&amp;&quot;P&quot;</f>"
texts = some.sampled_from(["", "a", "Lê &amp; Lý", "Phòng", "b s=&quot;", "x>y", "Đỗ Thị Ánh"])
odd_texts = some.sampled_from([" a", "a_x000D_b", "a "])
numbers = some.sampled_from(["1", "007", "45640", "2.5", "-3", "1E3", "12345678901234567"])
few = some.sampled_from(["", ' s="1"', ' s="2"'])
styles = some.sampled_from("0124")
CELLS: dict[str, tuple[str, some.SearchStrategy[str]]] = {
    "shared": ('<c r="{at}" t="s"><v>{told}</v></c>', some.sampled_from("0123")),
    "shared, wrong": ('<c r="{at}" t="s"><v>{told}</v></c>', some.sampled_from(["0", "01", "9"])),
    "number": ('<c r="{at}"><v>{told}</v></c>', numbers),
    "styled": ('<c r="{at}" s="{told}</v></c>', styles.map(lambda one: f'{one}"><v>45640')),
    "id": ('<c r="{at}" s="4"><v>{told}</v></c>', numbers),
    "truth as an id": ('<c r="{at}" s="4" t="b"><v>{told}</v></c>', some.sampled_from("01")),
    "text as an id": ('<c r="{at}" s="4" t="s"><v>{told}</v></c>', some.sampled_from("0123")),
    "hour": ('<c r="{at}" s="3"><v>{told}</v></c>', some.sampled_from(["1", "0.5"])),
    "worked": ('<c r="{at}"><f t="shared" si="0"/><v>{told}</v></c>', numbers),
    "not worked": ('<c r="{at}"><f>A1</f>{told}</c>', some.sampled_from(["", "<v>1</v>"])),
    "text of formula": ('<c r="{at}" t="str">' + F + "<v>{told}</v></c>", texts | odd_texts),
    "inside": ('<c r="{at}" t="inlineStr"><is><t>{told}</t></is></c>', texts),
    "inside, odd": ('<c r="{at}" t="inlineStr"><is><t>{told}</t></is></c>', odd_texts),
    "kept": (
        '<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{told}</t></is></c>',
        texts | odd_texts,
    ),
    "truth": ('<c r="{at}" t="b"><v>{told}</v></c>', some.sampled_from("01")),
    "fault": ('<c r="{at}" t="e"><v>{told}</v></c>', some.sampled_from(["#N/A", "#REF!"])),
    "blank": ('<c r="{at}"{told}/>', few),
    "none": ("{told}", some.just("")),
}
SURE = frozenset({"shared", "number", "styled", "id", "blank", "none"})
rows_said = some.sampled_from(["", ' spans="1:4"', ' hidden="1"', ' ht="0" customHeight="1"'])


@some.composite
def rows_in_runs(draw: some.DrawFn, kinds: tuple[str, ...]) -> str:
    """Return rows, several of a shape on end, each with what it tells."""
    made, number = "", 0
    for _ in range(draw(some.integers(1, 3))):
        shape = draw(some.lists(some.sampled_from(kinds), min_size=1, max_size=4))
        for _ in range(draw(some.integers(1, 7))):
            number += draw(some.sampled_from([1, 1, 1, 2]))
            cells = "".join(
                CELLS[kind][0].format(at=f"{'ABCD'[at]}{number}", told=draw(CELLS[kind][1]))
                for at, kind in enumerate(shape)
            )
            made += f'<row r="{number}"{draw(rows_said)}>{cells}</row>'
    return made


def a_book(rows: str) -> TakenFile:
    made = zipped(parts_of(f"<sheetData>{rows}</sheetData>", strings=STRINGS, styles=STYLES))
    return TakenFile("t.xlsx", ".xlsx", made)


def read_with(file: TakenFile, name: str, instead: Callable[..., None]) -> Contents:
    """Read a workbook with a part of the reader put aside."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workbook_copy if name == "plain_frame" else sheet_plain, name, instead)
        return read_workbook(file)


class NoRuns(sheet_runs.Runs):
    """Finds no rows on end."""

    def after(self, *_: bytes) -> None:
        """Find nothing."""


def nothing(*_: object) -> None:
    """Find nothing."""


def read_alike_either_way(file: TakenFile, at_once: int, several: int) -> None:
    """Hold what is read by runs, so many rows at once, to what both slower ways read."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sheet_runs, "_AT_ONCE", at_once)
        patched.setattr(sheet_runs, "_SEVERAL", several)
        fast = read_workbook(file)
    assert fast == read_with(file, "plain_frame", nothing)
    assert fast == read_with(file, "Runs", NoRuns)


@given(rows_in_runs(tuple(CELLS)), some.sampled_from([2, 3, 4096]), some.sampled_from([0, 2, 99]))
def test_rows_in_runs_are_read_alike_either_way(rows: str, at_once: int, several: int) -> None:
    read_alike_either_way(a_book(rows), at_once, several)


@given(rows_in_runs(tuple(sorted(SURE))))
def test_plain_rows_in_runs_are_read_alike_either_way(rows: str) -> None:
    file = a_book(rows)
    fast = read_workbook(file)
    assert fast == read_with(file, "plain_frame", nothing)


@some.composite
def rows_with_gaps(draw: some.DrawFn) -> str:
    """Return rows of a few columns, each of a kind of its own, with cells that are not there."""
    kinds = draw(some.lists(some.sampled_from(sorted(CELLS)), min_size=1, max_size=4))
    made = ""
    for number in range(1, draw(some.integers(1, 12)) + 1):
        cells = ""
        for at, kind in enumerate(kinds):
            other = draw(some.sampled_from(["none", "blank", "shared", "number", "inside"]))
            form, told = CELLS[draw(some.sampled_from([kind, kind, other]))]
            cells += form.format(at=f"{'ABCD'[at]}{number}", told=draw(told))
        made += f'<row r="{number}"{draw(rows_said)}>{cells}</row>'
    return made


@given(rows_with_gaps(), some.sampled_from([2, 4096]), some.sampled_from([0, 2]))
def test_rows_with_gaps_are_read_alike_either_way(rows: str, at_once: int, several: int) -> None:
    read_alike_either_way(a_book(rows), at_once, several)


def in_rows(cells: str, count: int = 9) -> str:
    rows = range(1, count + 1)
    return "".join(f'<row r="{row}">{cells.replace("#", str(row))}</row>' for row in rows)


def test_rows_of_one_shape_are_found_by_a_way_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(workbook_read, "CalamineWorkbook", opened)
    looked_at: list[int] = []
    one_by_one = sheet_plain.Rows.row

    def row(self: sheet_plain.Rows, number: int, cells: bytes) -> bool:
        looked_at.append(number)
        return one_by_one(self, number, cells)

    monkeypatch.setattr(sheet_plain.Rows, "row", row)
    rows = in_rows('<c r="A#"><v>#</v></c><c r="C#" t="s"><v>1</v></c>')
    lines = read_workbook(a_book(rows)).grids[0].lines
    assert looked_at == [1, 2]  # the third is like the second, and so is every other
    assert [line.cells for line in lines] == [(number, "", "hai") for number in range(1, 10)]


def test_rows_with_gaps_are_found_by_their_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    one_by_one = sheet_plain.Rows.row

    def row(self: sheet_plain.Rows, number: int, cells: bytes) -> bool:
        looked_at.append(number)
        return one_by_one(self, number, cells)

    monkeypatch.setattr(sheet_plain.Rows, "row", row)
    rows, told = "", []
    for number in range(1, 200):
        second = f'<c r="B{number}" t="s"><v>1</v></c>' if number % 2 else ""
        third = f'<c r="C{number}" s="1"><v>{number}</v></c>' if number % 3 else ""
        rows += f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>{second}{third}</row>'
        told.append((number, "hai" if number % 2 else "", number if number % 3 else ""))
    lines = read_workbook(a_book(rows)).grids[0].lines
    assert looked_at[-1] < 20
    assert [line.cells for line in lines] == told


@pytest.mark.parametrize(
    "wrong",
    [
        '<row r="9"><c r="A9"><v>9</v></c></row><row r="9"><c r="A9"><v>9</v></c></row>',
        '<row r="8"><c r="A8"><v>9</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>9</v></c></row>',
        '<row r="10"><c r="A9"><v>9</v></c></row>',
        '<row r="10" r="11"><c r="A10"><v>9</v></c></row>',
    ],
)
def test_rows_in_a_run_that_are_out_of_order_are_refused_as_ever(wrong: str) -> None:
    file = a_book(in_rows('<c r="A#"><v>#</v></c>') + wrong)
    fast = read_workbook(file)
    assert fast == read_with(file, "plain_frame", nothing)
    assert fast.problems


def test_a_run_finds_nothing_behind_a_row_that_is_another_one() -> None:
    run = run_of(b'<c r="A1"><v>1</v></c>')
    assert run is not None
    alike = b'<row r="2"><c r="A2"><v>2</v></c></row>'
    body = alike + b'<row r="3"><c r="B3"><v>3</v></c></row>' + alike.replace(b"2", b"4")
    assert list(run.pieces(body, 0)) == [(len(alike), [(b"2", b"", b"2")])]
    assert list(run.pieces(body, len(alike))) == []


@pytest.mark.parametrize("cells", [b'<c r="A1" t="e"><v>#N/A</v></c>', b'<c r="A1"/>'])
def test_rows_with_faults_or_without_anything_are_looked_at_one_by_one(cells: bytes) -> None:
    assert run_of(cells) is None


def test_very_wide_rows_are_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    real = sheet_runs._row

    def counted(parts: Iterable[bytes]) -> re.Pattern[bytes]:
        kept = list(parts)
        made.append(len(kept))
        return real(kept)

    monkeypatch.setattr(sheet_runs, "_row", counted)
    monkeypatch.setattr(sheet_runs, "_MOST_CELLS", 100)
    rows, told = "", []
    for number in range(1, 60):
        left_out = number // 2 % 30
        columns = [at for at in range(1, 31) if at != left_out]
        cells = "".join(f'<c r="{column_letters(at)}{number}"><v>{at}</v></c>' for at in columns)
        rows += f'<row r="{number}">{cells}</row>'
        told.append(tuple("" if at == left_out else at for at in range(1, 31)))
    lines = read_workbook(a_book(rows)).grids[0].lines
    assert [line.cells for line in lines] == told
    assert 0 < sum(made) <= 100
