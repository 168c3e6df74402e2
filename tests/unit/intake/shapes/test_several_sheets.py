"""A list on several sheets: each by its own headings and answers, every cell with its own place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from cbccvc_rules.errors import BatchError
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.scale import packaged_labels
from unit.intake.shapes.books import (
    ALL_ONE,
    NAMES,
    Shape,
    asked,
    chosen,
    codes,
    people_of,
    place_of,
    read_shape,
)

if TYPE_CHECKING:
    from pathlib import Path

LEADERS = Shape(
    ["TT", "Chức vụ", "Họ và tên", "Cấp duyệt", "Đơn vị công tác"],
    [[1, "Giám đốc", NAMES[0], "HTXSNV", "Văn phòng"]],
    above=[["LÃNH ĐẠO NĂM 2024"]],
    name="Lãnh đạo",
)
OTHERS = Shape(
    ["TT", "Họ và tên", "Đơn vị công tác", "Mức xếp loại", "Mức xếp loại"],
    [[1, NAMES[1], "Phòng 1", "HTXSNV", "HTTNV"], [2, NAMES[2], "Phòng 1", "HTTNV", "HTNV"]],
    name="Nhân viên",
)
BOTH = ("Lãnh đạo!=staff", "Nhân viên!=staff")
COLUMNS = ("'Nhân viên'!D=self_rating", "'Nhân viên'!E=rating")


def test_two_lists_in_one_workbook_are_offered_to_be_read_together(tmp_path: Path) -> None:
    (question,) = asked(tmp_path, LEADERS, OTHERS, told=chosen(fill={"category": "VC"}))
    assert question.code == "sheets-open"
    assert '`--map "Lãnh đạo!=staff"`, `--map "Nhân viên!=staff"`' in question.say("vi")


def test_each_sheet_is_read_by_its_own_headings_and_answers(tmp_path: Path) -> None:
    fill = {"category": "VC", "Lãnh đạo!role": "head", "'Nhân viên'!role": "staff"}
    batch = read_shape(tmp_path, LEADERS, OTHERS, told=chosen(*BOTH, *COLUMNS, fill=fill))
    columns = ("name", "unit_id", "role", "self_rating", "rating")
    assert people_of(batch, *columns) == [
        (NAMES[0], "Văn phòng", "head", None, "HTXSNV"),
        (NAMES[1], "Phòng 1", "staff", "HTXSNV", "HTTNV"),
        (NAMES[2], "Phòng 1", "staff", "HTTNV", "HTNV"),
    ]
    assert [row.key for row in batch.tables["staff"]] == [
        "Lãnh đạo-dòng-3",
        "Nhân viên-dòng-2",
        "Nhân viên-dòng-3",
    ]
    assert place_of(batch, 0, "rating") == "'Lãnh đạo'!D3"
    assert place_of(batch, 1, "rating") == "'Nhân viên'!E2"
    assert [one.sheet for one in batch.mappings] == ["Lãnh đạo", "Nhân viên"]
    lacks = [one.say("vi") for one in batch.problems if one.code == "sheet-lacks-columns"]
    assert "`self_rating`" in lacks[0]
    assert "`position`" in lacks[1]


def test_what_is_open_on_either_sheet_is_asked(tmp_path: Path) -> None:
    told = chosen(*BOTH, fill={"category": "VC"})
    (question,) = asked(tmp_path, LEADERS, OTHERS, told=told)
    assert (question.code, question.place.sheet) == ("columns-open", "Nhân viên")


def test_a_sheet_without_roles_beside_one_with_them_is_asked_about(tmp_path: Path) -> None:
    told = chosen(*BOTH, *COLUMNS, fill={"category": "VC", "Lãnh đạo!role": "head"})
    (question,) = asked(tmp_path, LEADERS, OTHERS, told=told)
    assert question.code == "sheet-lacks-role"
    assert "--fill \"'Nhân viên'!role=…\"" in question.say("vi")


def test_a_list_told_not_to_be_used_is_no_error(tmp_path: Path) -> None:
    told = chosen("Lãnh đạo!=-", "D=self_rating", "E=rating", fill={"category": "VC"})
    batch = read_shape(tmp_path, LEADERS, OTHERS, told=told)
    assert people_of(batch, "name") == [(NAMES[1],), (NAMES[2],)]
    assert "sheet-told-off" in codes(list(batch.problems))


def test_a_value_for_a_sheet_that_is_not_read_is_refused(tmp_path: Path) -> None:
    fill = {"category": "VC", "Lãnh dạo!role": "head"}
    problems = asked(tmp_path, LEADERS, OTHERS, told=chosen(*BOTH, *COLUMNS, fill=fill))
    assert codes(problems) == ["fill-no-sheet"]


def test_other_tables_stand_on_one_sheet(tmp_path: Path) -> None:
    told = chosen("Lãnh đạo!=units", "Nhân viên!=units")
    assert codes(asked(tmp_path, LEADERS, OTHERS, told=told)) == ["sheet-twice"]


def _hiding(path: Path, *, first: str, very: bool) -> Path:
    with xlsxwriter.Workbook(path) as book:
        shown, hidden = book.add_worksheet("DS"), book.add_worksheet("Kho")
        shown.write_row(0, 0, [first])
        if first == "Mã số":
            shown.write_row(0, 0, ["Mã số", "Họ và tên", "Xếp loại"])
            shown.write_row(1, 0, ["V1", NAMES[0], "HTTNV"])
        hidden.write_row(0, 0, ["Mã số", "Họ và tên", "Xếp loại"])
        hidden.write_row(1, 0, ["V2", NAMES[1], "HTNV"])
        (hidden.very_hidden if very else hidden.hide)()
    return path


@pytest.mark.parametrize("very", [False, True])
def test_a_hidden_sheet_is_read_and_told(tmp_path: Path, *, very: bool) -> None:
    path = _hiding(tmp_path / "ds.xlsx", first="Ghi chú: xem trang sau", very=very)
    batch = read_batch(path, packaged_labels(), period="2024")
    assert people_of(batch, "name") == [(NAMES[1],)]
    (told,) = [one for one in batch.problems if one.code == "sheet-hidden"]
    assert (told.severity, str(told.place)) == ("notice", "ds.xlsx, Kho")


def test_where_sheets_are_offered_it_is_said_which_are_hidden(tmp_path: Path) -> None:
    path = _hiding(tmp_path / "ds.xlsx", first="Mã số", very=False)
    with pytest.raises(BatchError) as error:
        read_batch(path, packaged_labels(), period="2024")
    (question,) = error.value.problems
    assert "`DS`, `Kho` (ẩn)" in question.say("vi")


@pytest.mark.parametrize("row", [[1, NAMES[1], "HTNV"], [None, NAMES[1], "x"], [3, NAMES[1]]])
def test_a_sheet_that_goes_on_with_people_without_headings_is_asked_about(
    tmp_path: Path, row: list[object]
) -> None:
    first = Shape(["STT", "Họ và tên", "Xếp loại"], [[1, NAMES[0], "HTTNV"]], name="DS")
    more = Shape([], [], above=[row], name="Tiếp")
    (question,) = asked(tmp_path, first, more, told=chosen(fill=ALL_ONE))
    assert question.code == "sheet-goes-on"
    assert '`--map "Tiếp!=-"`' in question.message("vi")
    batch = read_shape(tmp_path, first, more, told=chosen("Tiếp!=-", fill=ALL_ONE))
    assert people_of(batch, "name") == [(NAMES[0],)]
