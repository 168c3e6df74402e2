"""OpenDocument workbooks become grids as Excel's do; what is no cell of a sheet is passed over."""

from __future__ import annotations

import io
import shutil
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from cbccvc_rules.intake.base import Merge
from cbccvc_rules.intake.old_letters import TCVN3
from cbccvc_rules.model.values import FormulaFault, ShownNumber
from unit.intake.shapes.test_saved_by_libreoffice import saved_anew
from unit.intake.workbooks import (
    OPEN_NAMES,
    an_open_cell,
    an_open_row,
    contents,
    open_parts,
    refused_for,
    rows,
    zipped,
)

if TYPE_CHECKING:
    from pathlib import Path


MORNING = datetime.fromisoformat("2024-12-14T08:30:00")


def cells(told: str, **more: str) -> list[object]:
    """Return the cells of the first row."""
    return rows(zipped(open_parts(an_open_row(told), **more)))[0]


def text(told: str) -> str:
    return f"<text:p>{told}</text:p>"


def number(value: str, shown: str, kind: str = "float") -> str:
    return an_open_cell(text(shown), kind, office_value=value)


def test_cells_keep_their_types() -> None:
    told = [
        an_open_cell(text("001")),
        number("5", "5"),
        number("4.4000000000000004", "4,4"),
        number("0.125", "12,5%", "percentage"),
        an_open_cell(text("TRUE"), "boolean", office_boolean_value="true"),
        an_open_cell(text("14/12/24"), "date", office_date_value="2024-12-14"),
        an_open_cell(text("14/12/24"), "date", office_date_value="2024-12-14T00:00:00"),
        an_open_cell(text("14/12/24 8:30"), "date", office_date_value="2024-12-14T08:30:00"),
        an_open_cell(text("08:30"), "time", office_time_value="PT08H30M00S"),
        an_open_cell(kind=""),
    ]
    day = date(2024, 12, 14)
    assert cells("".join(told)) == [
        *("001", 5, Fraction(22, 5), Fraction(1, 8), True, day, day),
        *(MORNING, "08:30"),
    ]


@pytest.mark.parametrize(
    ("value", "shown", "read"),
    [
        ("7", "00007", ShownNumber(7, "00007")),
        ("7", "CC007", ShownNumber(7, "CC007")),
        ("7", "7", 7),
        ("1000", "1.000", 1000),
        ("7", "7 người", 7),
        ("7", "Quý 7", 7),
        ("7", "8", 7),
    ],
)
def test_a_number_shown_as_an_id_is_one(value: str, shown: str, read: object) -> None:
    assert cells(number(value, shown)) == [read]


def test_paragraphs_are_lines_and_comments_and_drawings_are_none() -> None:
    comment = f"<office:annotation>{text('Khá')}</office:annotation>"
    drawing = f"<drawing:frame>{text('HTNV')}</drawing:frame>"
    told = f"{comment}<text:p>Hoàn thành <text:span>tốt</text:span></text:p>{text('nhiệm')}"
    told += f'<text:p>vụ<text:s text:c="2"/>A<text:line-break/>B{drawing}</text:p>'
    assert cells(an_open_cell(told)) == ["Hoàn thành tốt\nnhiệm\nvụ  A\nB"]


def test_formulas_that_failed_or_were_not_worked_out_are_faults() -> None:
    told = an_open_cell(text("#N/A"), formula="of:=NA()")
    told += an_open_cell(text("Err:502"), formula="of:=X(1)")
    told += an_open_cell("", "", formula="of:=A1")
    told += an_open_cell("", formula="of:=A1", office_string_value="")
    told += an_open_cell(text("#N/A"))
    assert cells(told) == [
        FormulaFault("cell-formula-failed", "#N/A"),
        FormulaFault("cell-formula-failed", "Err:502"),
        FormulaFault("cell-formula-uncomputed", "=A1"),
        "",
        "#N/A",
    ]


def test_what_repeats_is_read_as_often() -> None:
    blank = an_open_cell(kind="", number_columns_repeated="2")
    twice = an_open_cell(text("x"), number_columns_repeated="2")
    told = an_open_row(blank + twice, number_rows_repeated="2")
    told += an_open_row(blank, number_rows_repeated="3") + an_open_row(twice)
    (grid,) = contents(zipped(open_parts(told))).grids
    assert [(line.number, line.cells) for line in grid.lines] == [
        (1, ("", "", "x", "x")),
        (2, ("", "", "x", "x")),
        (6, ("x", "x", "", "")),
    ]


def test_merged_and_hidden_cells_are_told() -> None:
    wide = an_open_cell(text("x"), number_columns_spanned="2", number_rows_spanned="3")
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    columns += '<table:table-column table:visibility="collapse"/>'
    hidden = an_open_row(an_open_cell(text("y")), visibility="collapse")
    blank = an_open_row("", visibility="filter", number_rows_repeated="1000")
    told = columns + an_open_row("") + hidden + an_open_row(wide) + blank
    (grid,) = contents(zipped(open_parts(told))).grids
    assert grid.layout.merges == (Merge(3, 1, 5, 2),)
    assert (grid.layout.hidden_rows, grid.layout.hidden_columns) == ({2}, {3})


def test_a_sheet_that_is_not_shown_is_told_as_hidden() -> None:
    styles = (
        '<style:style style:name="ta1" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>'
    )
    parts = open_parts(*[an_open_row(an_open_cell(text("x")))] * 2, styles=styles)
    content = str(parts["content.xml"]).replace('"Trang 2"', '"Trang 2" table:style-name="ta1"')
    grids = contents(zipped({**parts, "content.xml": content})).grids
    assert [grid.layout.is_hidden for grid in grids] == [False, True]


def test_what_is_remarked_on_a_cell_is_kept_beside_it() -> None:
    remark = (
        f"<office:annotation><dc:creator>A</dc:creator>{text('Sửa lại: HT')}</office:annotation>"
    )
    names = OPEN_NAMES + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    told = an_open_row(an_open_cell(remark + text("HTT")))
    (grid,) = contents(zipped(open_parts(told, names=names))).grids
    assert grid.lines[0].cells == ("HTT",)
    assert grid.layout.remarks == {(1, 1): "Sửa lại: HT"}


def test_the_fonts_of_old_encodings_are_told_by_cells_rows_and_columns() -> None:
    styles = (
        '<style:style style:name="ce1"><style:text-properties style:font-name=".VnTime"/>'
        '</style:style><style:style style:name="ce2">'
        '<style:text-properties style:font-name="Arial"/></style:style>'
    )
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="ce1"/>'
    told = an_open_row(an_open_cell(text("Hä"), style_name="ce1") + an_open_cell(text("tªn")))
    told += an_open_row(an_open_cell(text("Hà"), style_name="ce2"), default_cell_style_name="ce1")
    (grid,) = contents(zipped(open_parts(columns + told, styles=styles))).grids
    assert {at: font.encoding for at, font in grid.fonts.items()} == {(1, 1): TCVN3, (1, 2): TCVN3}


def test_copies_of_other_files_are_no_sheets() -> None:
    row = an_open_row(an_open_cell(text("x")))
    copy = '<table:table-source xlink:href="file:///tmp/x.ods"/>' + row
    names = OPEN_NAMES + ' xmlns:xlink="x"'
    grids = contents(zipped(open_parts(row, copy, names=names))).grids
    assert [grid.sheet for grid in grids] == ["Trang 1"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (an_open_row("", number_rows_repeated="x"), "workbook-broken"),
        (an_open_row("", number_rows_repeated="1048577"), "workbook-broken"),
        (an_open_row(an_open_row("")), "workbook-broken"),
        (an_open_cell(text("x")), "workbook-broken"),
        (an_open_row(an_open_cell(text("x" * 32_768))), "cell-too-long"),
        ('<table:table-row xmlns:text="x"></table:table-row>', "workbook-broken"),
        (
            an_open_row(an_open_cell(kind="", number_columns_repeated="16384"))
            + an_open_row(an_open_cell(text("x"), number_columns_repeated="16385")),
            "workbook-broken",
        ),
    ],
)
def test_what_no_spreadsheet_writes_is_refused(told: str, code: str) -> None:
    assert refused_for(zipped(open_parts(told))) == code


def test_a_book_without_sheets_is_refused() -> None:
    assert refused_for(zipped(open_parts())) == "workbook-not-one"


@given(
    some.lists(
        some.lists(
            some.one_of(
                some.none(),
                some.integers(-(10**9), 10**9),
                some.text("aăâbcđeê ", min_size=1, max_size=6).map(
                    lambda told: " ".join(told.split())  # more spaces are one, in this format
                ),
                some.booleans(),
                some.dates(date(1900, 3, 1), date(2100, 1, 1)),
            ),
            max_size=4,
        ),
        max_size=5,
    )
)
def test_cells_are_read_as_another_reader_reads_them(told: list[list[object]]) -> None:
    made = "".join(an_open_row("".join(map(a_cell, row))) for row in told)
    data = zipped({**open_parts(made), "META-INF/manifest.xml": "<manifest/>"})
    (grid,) = contents(data).grids
    other = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    there = other.to_python(skip_empty_area=False)
    read = {line.number: list(line.cells) for line in grid.lines}
    for at, row in enumerate(there, 1):
        filled = [cell for cell in row if cell != ""]
        assert [one for one in read.get(at, []) if one != ""] == filled
    assert max(read, default=0) <= len(there)


def a_cell(cell: object) -> str:
    match cell:
        case None | "":
            return an_open_cell(kind="")
        case bool():
            return an_open_cell(kind="boolean", office_boolean_value=str(cell).lower())
        case int():
            return number(str(cell), str(cell))
        case date():
            return an_open_cell(kind="date", office_date_value=cell.isoformat())
        case _:
            return an_open_cell(text(str(cell)))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_book_of_libreoffice_is_read_as_the_one_it_was_made_of(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Danh sách")
        hidden = book.add_worksheet("Ẩn")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.merge_range(0, 0, 0, 5, "DANH SÁCH")
        id_, day = (book.add_format({"num_format": code}) for code in ("00000", "dd/mm/yyyy"))
        font = book.add_format({"font_name": ".VnTime"})
        for row in range(1, 5):
            sheet.write_number(row, 0, row, id_)
            sheet.write_datetime(row, 1, MORNING + timedelta(days=row), day)
            sheet.write_string(row, 2, "Hä vµ\ntªn", font)
            sheet.write_number(row, 3, 4.4)
            sheet.write_boolean(row, 4, row == 1)
        sheet.write_formula(5, 0, "=A2+1", None, 2)
        sheet.write_formula(5, 1, "=NA()", None, "#N/A")
        sheet.write_formula(5, 2, '=""', None, "")
        hidden.write_string(3, 3, "x")
        hidden.hide()
    saved = saved_anew(tmp_path, [path], "ods") / "a.ods"
    before, after = contents(path.read_bytes()), contents(saved.read_bytes())
    assert after.problems == ()
    for one, other in zip(before.grids, after.grids, strict=True):
        assert (other.sheet, other.lines) == (one.sheet, one.lines)
        assert other.fonts == one.fonts
        assert (other.layout.merges, other.layout.hidden_rows) == (
            one.layout.merges,
            one.layout.hidden_rows,
        )
