"""Workbooks become grids: cells of their own types, at the places a spreadsheet shows."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from python_calamine import CalamineError, CalamineWorkbook

from cbccvc_rules.intake.sheet_scan import Budget, Scan
from cbccvc_rules.intake.workbook import XLSX
from cbccvc_rules.intake.workbook_index import scan
from cbccvc_rules.intake.workbook_shared import Styles
from cbccvc_rules.model.rows import MAX_ROWS
from cbccvc_rules.model.values import FormulaFault, ShownNumber
from unit.intake.workbooks import (
    MAIN,
    a_row,
    a_sheet,
    a_workbook,
    contents,
    parts_of,
    refused_for,
    rows,
    zipped,
)


def formats(*codes: str) -> str:
    """Return styles of which style n has the n-th format, from 1."""
    listed = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(codes)
    )
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(codes)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{listed}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="164"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
    )


def uncomputed(formula: str) -> FormulaFault:
    return FormulaFault("cell-formula-uncomputed", formula)


def failed(error: str) -> FormulaFault:
    return FormulaFault("cell-formula-failed", error)


def test_cells_keep_their_types() -> None:
    day = date(2024, 12, 14)
    data = a_workbook(S=[["Mã số", "x"], ["001", 5, 5.5, True, False, day, 4.4000000000000004]])
    assert rows(data) == [
        ["Mã số", "x", "", "", "", "", ""],
        ["001", 5, Fraction(11, 2), True, False, day, Fraction(22, 5)],
    ]
    assert [type(cell) for cell in rows(data)[1][1:4]] == [int, Fraction, bool]


def test_a_number_is_read_by_its_shortest_text() -> None:
    data = a_sheet(
        '<c r="A1"><v>1.1000000000000001</v></c><c r="B1"><v>0.28270000000000001</v></c>'
    )
    assert rows(data) == [[Fraction(11, 10), Fraction(2827, 10000)]]


def test_numbers_that_are_none_stay_as_text() -> None:
    cells = '<c r="A1"><v>1e999</v></c><c r="B1"><v>NaN</v></c><c r="C1"><v>abc</v></c>'
    assert rows(a_sheet(cells)) == [["inf", "nan", "abc"]]


def test_days_are_days_and_hours_are_text() -> None:
    cells = "".join(
        f'<c r="{letter}1" s="{style}"><v>{value}</v></c>'
        for letter, style, value in (("A", 1, 31753), ("B", 1, 45640.5), ("C", 2, 0.5), ("D", 1, 0))
    )
    assert rows(a_sheet(cells, styles=formats("dd/mm/yyyy", "hh:mm"))) == [
        [date(1986, 12, 7), datetime.fromisoformat("2024-12-14T12:00"), "12:00:00", "00:00:00"]
    ]


def test_days_may_be_counted_from_1904() -> None:
    cell = '<c r="A1" s="1"><v>44178</v></c>'
    book = '<workbookPr date1904="1"/>'
    data = zipped(parts_of(a_row(cell), styles=formats("dd/mm/yyyy"), book=book))
    assert rows(data) == [[date(2024, 12, 14)]]


def test_leading_zeros_that_only_the_format_shows_are_part_of_an_id() -> None:
    cells = "".join(
        f'<c r="{letter}1" s="{style}"><v>{value}</v></c>'
        for letter, style, value in (("A", 1, 7), ("B", 2, 7), ("C", 1, 7.5), ("D", 1, 123456))
    )
    assert rows(a_sheet(cells, styles=formats("00000", "0"))) == [
        [ShownNumber(7, "00007"), 7, Fraction(15, 2), ShownNumber(123456, "123456")]
    ]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("&quot;CC&quot;000", "CC007"),
        ("\\V\\C0000", "VC0007"),
        ("&quot;P-&quot;0", "P-7"),
        ("000", "007"),
        ("0", None),
        ("0.00", None),
        ("000.0", None),
        ("0&quot; tháng&quot;", None),
        ("#,##0", None),
    ],
)
def test_what_a_format_shows_before_a_number_is_part_of_the_id(
    code: str, shown: str | None
) -> None:
    cell = '<c r="A1" s="1"><v>7</v></c>'
    expected = 7 if shown is None else ShownNumber(7, shown)
    assert rows(a_sheet(cell, styles=formats(code))) == [[expected]]


def test_a_day_without_its_format_counts_from_1904_where_the_book_does() -> None:
    cells = '<c r="A1"><v>44178</v></c><c r="B1"><v>12</v></c><c r="C1" s="1"><v>44178</v></c>'
    book = '<workbookPr date1904="1"/>'
    data = zipped(parts_of(a_row(cells), styles=formats("000000"), book=book))
    day = date(2024, 12, 14)
    assert rows(data) == [[ShownNumber(44178, "44178", day), 12, ShownNumber(44178, "044178", day)]]


def test_texts_are_read_however_they_are_kept() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>một</t></si><si><r><t>h</t></r><r><t>ai</t></r>'
        "<rPh><t>x</t></rPh></si><si/></sst>"
    )
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
        '<c r="D1" t="inlineStr"><is><r><t>b</t></r><r><t>a &amp; b</t></r></is></c>'
        '<c r="E1" t="str"><f>A1</f><v>bốn</v></c>'
    )
    assert rows(a_sheet(cells, strings=strings)) == [["một", "hai", "", "ba & b", "bốn"]]


def test_failed_formulas_are_kept_as_faults() -> None:
    cells = (
        '<c r="A1"><v>1</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="C1" t="e"><v>#N/A</v></c>'
    )
    assert rows(a_sheet(cells)) == [[1, failed("#DIV/0!"), failed("#N/A")]]


def test_formulas_without_a_result_are_kept_as_faults() -> None:
    cells = (
        '<c r="A1"><f>B1+1</f></c><c r="B1"><f>C1</f><v></v></c><c r="C1" t="str"><f>D1</f></c>'
        '<c r="D1"><f t="shared" si="0"/></c>'
    )
    assert rows(a_sheet(cells)) == [[uncomputed(one) for one in ("=B1+1", "=C1", "=D1", "=")]]


def test_formulas_of_a_program_that_works_nothing_out_are_faults() -> None:
    book = openpyxl.Workbook()
    book.active.append(["001", "=1+1", date(2024, 12, 14), True, 5, "=#N/A"])
    file = BytesIO()
    book.save(file)
    assert rows(file.getvalue()) == [
        ["001", uncomputed("=1+1"), date(2024, 12, 14), True, 5, uncomputed("=#N/A")]
    ]


def test_a_formula_whose_result_is_no_text_is_empty() -> None:
    assert rows(a_sheet('<c r="A1"><v>1</v></c><c r="B1" t="str"><f>C1</f><v></v></c>')) == [
        [1, ""]
    ]


def test_a_formula_beside_the_cells_is_no_cell() -> None:
    after = '<dataValidations><x14:f xmlns:x14="x">Lists!A1</x14:f></dataValidations>'
    sheet = a_row('<c r="A1"><v>1</v></c><c r="B1" s="0"/>') + after
    assert rows(zipped(parts_of(sheet))) == [[1]]


def test_a_row_of_faults_alone_is_a_row() -> None:
    read = contents(a_sheet('<c r="C1" t="e"><v>#N/A</v></c>'))
    assert read.grids[0].lines[0].cells == ("", "", failed("#N/A"))


def test_rows_and_columns_are_those_a_spreadsheet_shows() -> None:
    sheet = '<sheetData><row r="3"><c r="B3"><v>1</v></c></row><row r="7"><c r="D7"><v>2</v></c>'
    grid = contents(zipped(parts_of(f"{sheet}</row></sheetData>"))).grids[0]
    assert [(line.number, line.cells) for line in grid.lines] == [
        (3, ("", 1, "", "")),
        (7, ("", "", "", 2)),
    ]


def test_places_need_not_be_written_out() -> None:
    sheet = "<sheetData><row/><row><c><v>1</v></c><c/><c><v>2</v></c></row></sheetData>"
    grid = contents(zipped(parts_of(sheet))).grids[0]
    assert [(line.number, line.cells) for line in grid.lines] == [(2, (1, "", 2))]


def test_blank_cells_with_a_style_do_not_make_a_sheet_larger() -> None:
    cells = '<c r="A1"><v>1</v></c><c r="XFD1" s="0"/>'
    size = '<dimension ref="A1:XFD1048576"/>'
    assert rows(zipped(parts_of(size + a_row(cells)))) == [[1]]


KINDS = ("", *(f't="{kind}"' for kind in ("n", "s", "str", "inlineStr", "b", "d", "e", "z")))
INSIDE = (
    "",
    "<v/>",
    "<v></v>",
    "<v> </v>",
    "<v>0</v>",
    "<is/>",
    "<is><t/></is>",
    "<f/>",
    "<t/>",
    "<z/>",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("inside", INSIDE)
def test_the_scan_sees_every_cell_that_the_reader_makes_room_for(kind: str, inside: str) -> None:
    sheet = a_row(f'<c r="C9" {kind}>{inside}</c>', 9)
    strings = f'<sst xmlns="{MAIN}"><si><t></t></si></sst>'
    data = zipped(parts_of(sheet, strings=strings))
    try:
        sheet_read = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    except CalamineError:
        return
    scanned = Scan([0], Styles(), Budget())
    scan(f"<worksheet>{sheet}</worksheet>".encode(), scanned)
    read = sheet_read.to_python(skip_empty_area=False)
    assert scanned.height >= len(read)
    assert scanned.width >= max(map(len, read), default=0)


def test_a_prefix_is_understood() -> None:
    sheet = f'<x:worksheet xmlns:x="{MAIN}">{a_row(A1)}</x:worksheet>'.replace("<", "<x:")
    text = sheet.replace("<x:x:", "<x:").replace("<x:/", "</").replace("</", "</x:")
    data = zipped({**parts_of(""), "xl/worksheets/sheet1.xml": text.replace("x:x:", "x:")})
    assert rows(data) == [[1]]


A1 = '<c r="A1"><v>1</v></c>'


def test_sheets_come_in_their_order_by_their_names() -> None:
    data = a_workbook(Danh_sách=[["a"]], Trống=[], Sheet3=[["b"]])
    grids = contents(data).grids
    assert [(grid.sheet, grid.is_blank) for grid in grids] == [
        ("Danh sách", False),
        ("Trống", True),
        ("Sheet3", False),
    ]
    assert {grid.source for grid in grids} == {"t.xlsx"}


def test_the_sheet_that_tells_of_the_round_is_no_table() -> None:
    read = contents(a_workbook(Đợt_xếp_loại=[["Kỳ xếp loại", "2024"]], staff=[["Mã số"]]))
    assert [grid.sheet for grid in read.grids] == ["staff"]
    assert read.header is not None
    assert read.header.data == {"period": "2024"}


def test_names_of_parts_are_found_whatever_their_case_and_slashes() -> None:
    parts = parts_of(a_row(A1))
    links = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = links.replace("worksheets/", "/XL\\Worksheets\\")
    assert rows(zipped(parts)) == [[1]]


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def stream(name: str) -> bytes:
    return COMPOUND + name.encode("utf-16-le") + b"\0" * 60


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (stream("EncryptedPackage"), "workbook-encrypted"),
        (stream("Book"), "workbook-other-format"),
        (stream("WordDocument"), "workbook-not-one"),
        (b"<html><table><tr><td>M\xc3\xa3</td></tr></table></html>", "workbook-html"),
        (b"\xef\xbb\xbf\r\n <!DOCTYPE html>", "workbook-html"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "workbook-other-format",
        ),
        (b"staff_id,rating\nA,HTTNV\n", "workbook-other-format"),
        ("Mã số\tHọ tên\nA\tB\n".encode("utf-16"), "workbook-other-format"),
        (b"\0\1\2\3", "workbook-not-one"),
        (b"\n\n", "workbook-not-one"),
        (zipped({}), "workbook-not-one"),
        (zipped({"word/document.xml": "<w/>"}), "workbook-not-one"),
        (zipped(parts_of()), "workbook-not-one"),
        (zipped({"xl/workbook.bin": b"\0"}), "workbook-other-format"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "workbook-not-one"),
        (zipped({**parts_of(""), "xl/worksheets/sheet1.xml": "<worksheet>"}), "workbook-broken"),
        (a_sheet('<c r="A1" t="b"><v>2</v></c>'), "workbook-broken"),
        (a_sheet('<c r="A1" t="zz"><v>2</v></c>'), "workbook-broken"),
        (a_sheet(A1)[:-1], "workbook-broken"),
        (a_sheet(A1)[:200], "workbook-broken"),
    ],
)
def test_what_is_no_workbook_is_told_for_what_it_is(data: bytes, code: str) -> None:
    assert refused_for(data) == code


@pytest.mark.parametrize("length", range(0, len(a_sheet(A1)), 7))
def test_a_workbook_cut_short_is_refused(length: int) -> None:
    assert refused_for(a_sheet(A1)[:length]) in {"workbook-broken", "workbook-not-one"}


def test_a_part_that_is_missing_is_refused() -> None:
    parts = parts_of(a_row(A1))
    del parts["xl/worksheets/sheet1.xml"]
    assert refused_for(zipped(parts)) == "workbook-broken"


def test_a_refusal_names_the_sheet() -> None:
    bad = '<sheetData><row r="1"><c r="B1"/><c r="A1"/></row></sheetData>'
    (problem,) = contents(zipped(parts_of(a_row(A1), bad, names=["Một", "Hai"]))).problems
    assert str(problem.place) == "t.xlsx, Hai"


def test_a_row_that_two_readers_read_differently_is_named() -> None:
    hidden = '<c r="A4" t="str"><v><![CDATA[VC001]]></v></c>'
    (problem,) = contents(zipped(parts_of(a_row(hidden, 4), names=["Một"]))).problems
    assert (problem.code, str(problem.place)) == ("sheet-misread", "t.xlsx, Một:4")


def test_files_that_look_like_workbooks_are_taken_up_and_not_offered() -> None:
    assert ".xlsb" in XLSX.lookalikes
    assert ".xlsb" not in XLSX.suffixes


def test_more_rows_than_any_round_has_are_refused() -> None:
    cells = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(MAX_ROWS + 2))
    (problem,) = contents(zipped(parts_of(f"<sheetData>{cells}</sheetData>"))).problems
    assert problem.code == "too-many-rows"
