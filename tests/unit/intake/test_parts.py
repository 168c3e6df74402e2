"""Which sheet of a file is which table; nothing is passed over without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.intake.base import Contents, Grid, Line
from cbccvc_rules.intake.parts import Parts, part_for_table, parts_of_round
from cbccvc_rules.marked import read_marked

if TYPE_CHECKING:
    from cbccvc_rules.errors import Problem


def a_sheet(name: str | None, *rows: str) -> Grid:
    """Make a sheet of rows whose cells stand between bars."""
    lines = tuple(Line(number, tuple(row.split("|"))) for number, row in enumerate(rows, 1))
    return Grid("round.xlsx", name, lines)


def a_round(*names: str | None, blank: tuple[str, ...] = (), header: str = "") -> Contents:
    sheets = [a_sheet(name, "Mã số", "A") for name in names]
    sheets += [a_sheet(name) for name in blank]
    return Contents(tuple(sheets), header=read_marked(header, "round.xlsx") if header else None)


def taken(parts: Parts) -> dict[str, str | None]:
    return {table: grid.sheet for table, grid in parts.tables.items()}


def said(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(one.code, one.params.get("sheet", "")) for one in problems]


def test_sheets_are_found_by_name_or_title_whatever_the_case() -> None:
    parts = parts_of_round(a_round("DANH SÁCH", "Units", "kỷ luật"), {})
    assert taken(parts) == {"staff": "DANH SÁCH", "units": "Units", "disciplines": "kỷ luật"}
    assert parts.problems == parts.fatal == []


def test_the_only_sheet_is_the_staff_whatever_its_name() -> None:
    assert taken(parts_of_round(a_round("Sheet1", blank=("Sheet2", "Sheet3")), {})) == {
        "staff": "Sheet1"
    }
    assert taken(parts_of_round(a_round(None), {})) == {"staff": None}


def test_the_only_sheet_is_the_table_it_names() -> None:
    assert taken(parts_of_round(a_round("Số lượng"), {})) == {"counts": "Số lượng"}


def test_a_sheet_that_is_no_table_is_named() -> None:
    parts = parts_of_round(a_round("Danh sách", "Ghi nhớ", "Don vi"), {})
    assert said(parts.problems) == [("sheet-not-used", "Ghi nhớ"), ("sheet-not-used", "Don vi")]
    assert [one.severity for one in parts.problems] == ["notice", "warning"]
    assert "`Đơn vị`?" in parts.problems[1].say("vi")


def test_of_several_unknown_sheets_none_is_guessed() -> None:
    parts = parts_of_round(a_round("Sheet1", "Sheet2"), {})
    assert parts.tables == {}
    assert said(parts.problems) == [("sheet-not-used", "Sheet1"), ("sheet-not-used", "Sheet2")]


def test_an_unknown_sheet_beside_a_known_one_is_no_staff_list() -> None:
    parts = parts_of_round(a_round("Đơn vị", "Sheet1"), {})
    assert taken(parts) == {"units": "Đơn vị"}
    assert said(parts.problems) == [("sheet-not-used", "Sheet1")]


def test_guides_and_lists_hold_no_data() -> None:
    parts = parts_of_round(a_round("Hướng dẫn", "Danh sách 2024", "Danh mục"), {})
    assert taken(parts) == {"staff": "Danh sách 2024"}
    assert parts.problems == []


def test_two_sheets_for_one_table_are_a_question() -> None:
    parts = parts_of_round(a_round("staff", "Danh sách"), {})
    assert said(parts.fatal) == [("sheet-twice", "staff")]
    assert parts.fatal[0].params["other"] == "Danh sách"


@pytest.mark.parametrize(
    ("table", "rows"), [("units", 0), ("units", 1), ("counts", 1), ("disciplines", 0)]
)
def test_a_sheet_that_nobody_filled_in_is_a_table_not_told(table: str, rows: int) -> None:
    sheets = (a_sheet("staff", "Mã số", "A"), a_sheet(table, *["Mã"] * rows))
    parts = parts_of_round(Contents(sheets), {})
    assert taken(parts) == {"staff": "staff"}
    assert [(one.code, one.severity) for one in parts.problems] == [("sheet-unfilled", "notice")]


def test_headings_alone_tell_that_nobody_is_disciplined_and_that_is_said() -> None:
    sheets = (a_sheet("staff", "Mã số", "A"), a_sheet("disciplines", "", "Mã số"))
    parts = parts_of_round(Contents(sheets), {})
    assert set(taken(parts)) == {"staff", "disciplines"}
    assert [(one.code, one.severity) for one in parts.problems] == [("disciplines-none", "notice")]


def test_history_and_scorecards_may_be_headings_alone() -> None:
    sheets = (a_sheet("staff", "Mã số", "A"), a_sheet("history", "Mã số"))
    assert parts_of_round(Contents(sheets), {}).problems == []


def test_a_blank_sheet_that_is_all_there_is_stays_to_be_refused() -> None:
    assert taken(parts_of_round(a_round(blank=("staff",)), {})) == {"staff": "staff"}


def test_the_header_may_name_the_sheets() -> None:
    parts = parts_of_round(a_round("CBCC 2024", "staff"), {"staff": ("cbcc 2024",)})
    assert taken(parts) == {"staff": "CBCC 2024"}
    assert said(parts.fatal) == [("sheet-twice", "CBCC 2024")]


def test_a_sheet_named_in_the_header_must_be_there() -> None:
    contents = a_round("CBCC 2024", "Phòng", header="tables:\n  staff: CBCC 2023\n")
    parts = parts_of_round(contents, {"staff": ("CBCC 2023",)})
    (problem,) = parts.fatal
    assert (problem.code, problem.params["nearest"]) == ("sheet-missing", "CBCC 2024")
    assert str(problem.place) == "round.xlsx:2:10"


def test_an_unknown_table_named_in_the_header_is_the_matter_of_the_header() -> None:
    assert parts_of_round(a_round("staff"), {"staf": ("staff",)}).fatal == []


def test_a_file_of_a_folder_holds_one_table_whatever_its_sheet_is_called() -> None:
    parts = part_for_table(a_round("Sheet1", blank=("Sheet2",)), "units")
    assert taken(parts) == {"units": "Sheet1"}
    assert parts.problems == []


def test_of_several_sheets_of_a_file_the_named_one_is_taken_and_the_rest_is_named() -> None:
    parts = part_for_table(a_round("Sheet1", "Đơn vị", header="period: 2024"), "units")
    assert taken(parts) == {"units": "Đơn vị"}
    assert said(parts.problems) == [("sheet-not-used", "Sheet1"), ("header-not-used", "")]


def test_of_several_sheets_of_a_file_none_is_guessed() -> None:
    parts = part_for_table(a_round("Sheet1", "Sheet2"), "units")
    assert parts.tables == {}
    (problem,) = parts.fatal
    assert problem.code == "which-sheet"
    assert "`Sheet1`, `Sheet2`" in problem.say("vi")


def test_a_file_of_blank_sheets_is_left_to_be_refused_as_an_empty_table() -> None:
    assert taken(part_for_table(a_round(blank=("Sheet1", "Sheet2")), "staff")) == {
        "staff": "Sheet1"
    }


def test_a_file_without_any_sheet_is_refused() -> None:
    assert said(part_for_table(Contents(), "staff").fatal) == [("which-sheet", "")]
