"""The workbook to fill, as a spreadsheet opens it."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from cbccvc_rules.api import library
from cbccvc_rules.api.template import blank_workbook
from cbccvc_rules.authoring.template import template
from cbccvc_rules.authoring.template_words import column_note
from cbccvc_rules.model.columns import TABLE_TITLES, TABLES
from cbccvc_rules.model.header import Wishes
from cbccvc_rules.model.sheets import SHEET_TITLES, header_kinds, header_titles

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

DATA = blank_workbook(period="2024")
BOOK = load_workbook(BytesIO(DATA))
STAFF = BOOK["Danh sách"]


def heading(sheet: Worksheet, title: str) -> str:
    """Return the letters of the column under a heading."""
    (cell,) = [cell for cell in sheet[1] if cell.value == title]
    return str(cell.column_letter)


def validation(sheet: Worksheet, title: str) -> DataValidation:
    letters = heading(sheet, title)
    (found,) = [one for one in sheet.data_validations.dataValidation if f"{letters}2" in one.sqref]
    return found


def number_format(sheet: Worksheet, title: str) -> str:
    """Return the format of the cells below a heading; neighbours of one format share an entry."""
    column = column_index_from_string(heading(sheet, title))
    (found,) = [one for one in sheet.column_dimensions.values() if one.min <= column <= one.max]
    return str(found.number_format)


def offered(book: Workbook, rule: DataValidation) -> list[object]:
    sheet, cells = rule.formula1.split("!")
    return [cell.value for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]


def test_the_sheets_are_the_guide_the_round_the_tables_and_the_lists() -> None:
    names = ("guide", "batch", "staff", "units", "disciplines", "history", "scorecards", "lists")
    assert BOOK.sheetnames == [SHEET_TITLES[name].vi for name in names]
    assert BOOK["Danh mục"].sheet_state == "hidden"


def test_english_sheets_have_english_names() -> None:
    book = load_workbook(BytesIO(blank_workbook(lang="en", everything=True)))
    titles = [TABLE_TITLES[table].en for table in TABLES]
    assert book.sheetnames == ["Guide", "Rating round", *titles, "Lists"]


def test_every_heading_carries_its_note() -> None:
    made = template(library(), Wishes(period="2024"))
    for table in made.sheets:
        sheet = BOOK[TABLE_TITLES[table.table].vi]
        assert [cell.value for cell in sheet[1]] == [one.column.title.vi for one in table.columns]
        for cell, one in zip(sheet[1], table.columns, strict=True):
            assert cell.comment.text == column_note(one, "vi")


def test_the_headings_stay_in_sight() -> None:
    assert STAFF.freeze_panes == "C2"
    assert BOOK["Đơn vị"].freeze_panes == "B2"


@pytest.mark.parametrize(
    ("title", "style"),
    [("Mã số", "@"), ("Mã đơn vị", "@"), ("Số tháng công tác", "General"), ("Mức xếp loại", "@")],
)
def test_ids_are_text_so_that_their_zeros_stay(title: str, style: str) -> None:
    assert number_format(STAFF, title) == style


def test_days_are_written_day_first() -> None:
    sheet = BOOK["Kỷ luật"]
    assert number_format(sheet, "Ngày ra quyết định kỷ luật") == "dd/mm/yyyy"
    assert validation(sheet, "Ngày ra quyết định kỷ luật").errorStyle == "warning"


def test_closed_lists_are_dropped_down_from_the_sheet_of_lists() -> None:
    assert offered(BOOK, validation(STAFF, "Nghỉ thai sản")) == ["có", "không"]
    assert offered(BOOK, validation(STAFF, "Loại đối tượng")) == [
        "cán bộ",
        "công chức",
        "viên chức",
        "hợp đồng lao động",
    ]
    assert offered(BOOK, validation(STAFF, "Mức xếp loại"))[-1] == "Không xếp loại"
    same = {validation(STAFF, title).formula1 for title in ("Nghỉ thai sản", "Vai trò")}
    assert len(same) == 2


def test_ids_of_other_tables_are_offered_but_not_imposed() -> None:
    rule = validation(STAFF, "Mã đơn vị")
    assert rule.formula1 == "OFFSET('Đơn vị'!$A$2,0,0,MAX(1,COUNTA('Đơn vị'!$A:$A)-1),1)"
    assert not rule.showErrorMessage
    assert validation(STAFF, "Mã số").type is None or validation(STAFF, "Mã số").type == "none"
    assert "Danh sách" in validation(BOOK["Kỷ luật"], "Mã số").formula1
    assert "Đơn vị" in validation(BOOK["Đơn vị"], "Mã đơn vị cấp trên").formula1


def test_numbers_have_the_limits_of_the_model() -> None:
    rule = validation(STAFF, "Số tháng công tác")
    assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "12")
    assert rule.error == "số từ 0 đến 12; một số, ví dụ `5,5`"
    tasks = validation(STAFF, "Số nhiệm vụ được giao")
    assert (tasks.type, tasks.operator, tasks.formula1) == ("whole", "greaterThanOrEqual", "0")


def test_a_chosen_cell_says_what_goes_there() -> None:
    for sheet in (STAFF, BOOK["Đơn vị"], BOOK["Kỷ luật"]):
        for rule in sheet.data_validations.dataValidation:
            assert 0 < len(rule.promptTitle) <= 32
            assert 0 < len(rule.prompt) <= 255
    assert "Điều 2 khoản 3 đoạn 1" in validation(STAFF, "Số tháng công tác").prompt


def test_the_sheet_of_the_round_has_a_row_a_key_and_what_is_known() -> None:
    data = blank_workbook(
        period="2023-2024", on=date(2024, 6, 28), stage="proposed", categories=["VC"]
    )
    sheet = load_workbook(BytesIO(data))["Đợt xếp loại"]
    rows = [[cell.value for cell in row[:2]] for row in sheet.iter_rows(min_row=2)]
    assert [title for title, _ in rows] == [header_titles()[key].vi for key in header_kinds()]
    period, occasion, on, stage = (value for _, value in rows)
    assert (period, occasion, on.date(), stage) == (
        "2023-2024",
        "hằng năm",
        date(2024, 6, 28),
        "đề xuất",
    )


def test_the_same_request_gives_the_same_bytes() -> None:
    assert blank_workbook(period="2024") == DATA


def test_nothing_in_the_file_tells_when_it_was_made() -> None:
    assert BOOK.properties.created.isoformat() == "2020-08-20T00:00:00"
    assert BOOK.properties.modified == BOOK.properties.created
    with zipfile.ZipFile(BytesIO(DATA)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_cell_holds_a_formula() -> None:
    types = {cell.data_type for sheet in BOOK for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n"}  # `n` is what openpyxl calls an empty cell, too
