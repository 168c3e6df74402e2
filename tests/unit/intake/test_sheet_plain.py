"""What is written plainly is scanned by rows: with the same result, or left to the slower scan."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.sheet_plain import plain_frame
from cbccvc_rules.intake.sheet_scan import Budget, Scan
from cbccvc_rules.intake.texts_plain import plain_sizes
from cbccvc_rules.intake.workbook_index import scan
from cbccvc_rules.intake.workbook_shared import IdFormat, SharedTexts, Styles
from unit.intake.workbooks import MAIN, a_workbook

FORMATS = Styles({3: IdFormat("CC", 3)})


def a_sheet(rows: str, more: str = "") -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{more}</worksheet>'.encode()


def scans(data: bytes, sizes: list[int]) -> tuple[Scan, Scan] | None:
    """Return the sheet as scanned by rows and by elements; None where it is not plain."""
    fast, slow = Scan(sizes, FORMATS, Budget()), Scan(sizes, FORMATS, Budget())
    frame = plain_frame(data, fast)
    if frame is None:
        return None
    scan(frame, fast)
    scan(data, slow)
    return fast, slow


def alike(fast: Scan, slow: Scan) -> bool:
    names = ("told", "odd", "ids", "height", "width", "hidden_rows", "hidden_columns", "budget")
    same = all(getattr(fast, name) == getattr(slow, name) for name in names)
    return same and fast.layout() == slow.layout()


texts = some.text(some.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
cells = some.one_of(
    texts, some.integers(-9999, 9999), some.none(), some.dates(date(1990, 1, 1), date(2099, 1, 1))
)


@given(some.lists(some.lists(cells, max_size=5), max_size=5))
def test_what_spreadsheets_write_is_scanned_alike(table: list[list[object]]) -> None:
    with zipfile.ZipFile(io.BytesIO(a_workbook(S=table))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        shared = SharedTexts()
        if "xl/sharedStrings.xml" in archive.namelist():
            data = archive.read("xl/sharedStrings.xml")
            scan(data, shared)
            assert plain_sizes(data) in (None, shared.sizes)
    both = scans(sheet, shared.sizes)
    assert both is None or alike(*both)


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><v>5</v></c></row>', ""),
        (
            '<row r="2" hidden="1" spans="1:2"><c r="A2" s="1"/><c r="B2" s="3"><v>7</v></c></row>',
            "",
        ),
        ('<row r="1"><c r="A1" t="s"><v>1</v></c></row><row r="4"/><row r="9"></row>', ""),
        ('<row r="1"><c r="A1" t="n"><v>1.5E-3</v></c><c r="XFD1"/></row>', ""),
        ("", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
    ],
)
def test_a_plain_sheet_is_scanned_alike(rows: str, more: str) -> None:
    both = scans(a_sheet(rows, more), [3, 0])
    assert both is not None
    assert alike(*both)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A2"><v>1</v></c></row>',  # in another row than its own
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="2"/><row r="1"/>',
        '<row r="1048577"/>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',  # a text there is not
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="1"> <c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v></v></c></row>',
        '<row r="1"><c r="A1"><v>&#49;</v></c></row>',
        "<row><c><v>1</v></c></row>",
        '<row r="1"><c r="A1"><v>1</v></c>',
        "<!-- --><row/>",
        '<row r="1" r="2"/>',
        '<row r="1" spans="1" spans="2"/>',
    ],
)
def test_whatever_is_written_otherwise_is_left_to_the_slower_scan(rows: str) -> None:
    fresh = Scan([3, 0], FORMATS, Budget())
    assert plain_frame(a_sheet(rows), fresh) is None
    assert (fresh.told, fresh.height, fresh.budget) == ({}, 0, Budget())


def test_cells_beside_the_rows_are_left_to_the_slower_scan() -> None:
    for more in ('<c r="A9"><v>1</v></c>', '<x:row xmlns:x="a"/>', "<sheetData></sheetData>"):
        assert plain_frame(a_sheet("", more), Scan([], Styles(), Budget())) is None


def test_too_many_cells_are_refused_as_ever() -> None:
    data = a_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>')
    with pytest.raises(RefusedError):
        plain_frame(data, Scan([], Styles(), Budget(cells=1)))
    texts_of = a_sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    with pytest.raises(RefusedError):
        plain_frame(texts_of, Scan([9], Styles(), Budget(text_bytes=8)))


@pytest.mark.parametrize(
    "text",
    [
        "<si><r><t>a</t></r></si>",
        "<si><t>a&amp;b</t></si>",
        "<si><t>a\x01</t></si>",
        "<si><t>a]]>b</t></si>",
        "<si/>",
        "<!DOCTYPE x><si><t>a</t></si>",
        "<si><t>a</t></si> ",
    ],
)
def test_texts_that_are_not_plain_are_left_to_the_slower_way(text: str) -> None:
    assert plain_sizes(f'<sst xmlns="{MAIN}">{text}</sst>'.encode()) is None


def test_plain_texts_have_the_sizes_of_their_bytes() -> None:
    told = f'<sst xmlns="{MAIN}"><si><t>ấ</t></si><si><t xml:space="preserve"> a</t></si></sst>'
    assert plain_sizes(told.encode()) == [3, 2]
    assert plain_sizes(b"\xff") is None
    assert plain_sizes(b"") is None
