"""Lists one below another on a sheet, and units that stand in rows of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.intake.shapes.books import (
    ALL_ONE,
    NAMES,
    Shape,
    asked,
    chosen,
    codes,
    people_of,
    read_shape,
)

if TYPE_CHECKING:
    from pathlib import Path

LIST = ["STT", "Họ và tên", "Xếp loại"]
VC = {"category": "VC"}
SIGNED = [[None, "Hiệu trưởng"], [None, "Nguyễn Văn Ký"]]


@pytest.mark.parametrize("foot", [SIGNED, []])
def test_blocks_of_several_schools_each_with_its_headings_keep_their_units(
    tmp_path: Path, foot: list[list[object]]
) -> None:
    rows = [
        [1, NAMES[0], "HTTNV"],
        *foot,
        ["Trường THCS B"],
        LIST,
        [1, NAMES[1], "HTNV"],
        *foot,
    ]
    shape = Shape(LIST, rows, above=[["Trường THCS A"]])
    batch = read_shape(tmp_path, shape, told=chosen(fill=VC))
    expected = [(NAMES[0], "Trường THCS A"), (NAMES[1], "Trường THCS B")]
    assert people_of(batch, "name", "unit_id") == expected


def test_a_list_of_others_below_the_signature_is_asked_about(tmp_path: Path) -> None:
    rows = [
        [1, NAMES[0], "HTTNV"],
        ["Người lập biểu"],
        ["Danh sách người nghỉ"],
        [1, NAMES[1], None],
    ]
    (question,) = asked(tmp_path, Shape(LIST, rows), told=chosen(fill=ALL_ONE))
    assert (question.code, str(question.place)) == ("head-bears", "danh-sach.xlsx, Sheet1!A4")


IN_COLUMN = ["STT", "Đơn vị", "Họ và tên", "Xếp loại"]


@pytest.mark.parametrize("numbers", [(1, "1.1", 2, "2.1"), (None, 1, None, 2), ("I", 1, "II", 2)])
def test_a_unit_alone_in_the_column_of_units_is_that_of_those_below(
    tmp_path: Path, numbers: tuple[object, ...]
) -> None:
    rows = [
        [numbers[0], "Phòng A"],
        [numbers[1], None, NAMES[0], "HTTNV"],
        [numbers[2], "Phòng B"],
        [numbers[3], None, NAMES[1], "HTNV"],
    ]
    shape = Shape(IN_COLUMN, rows)
    for told in (chosen(fill=VC), chosen("B=unit_id.down", fill=VC)):
        batch = read_shape(tmp_path, shape, told=told)
        assert people_of(batch, "name", "unit_id") == [(NAMES[0], "Phòng A"), (NAMES[1], "Phòng B")]
        (notice,) = [one for one in batch.problems if one.code == "rows-aside"]
        assert "2 “Phòng A”, 4 “Phòng B”" in notice.message("vi")


def test_a_row_with_a_unit_and_no_name_is_an_error_where_people_have_units(tmp_path: Path) -> None:
    rows = [[1, "Phòng A", NAMES[0], "HTTNV"], [2, "Phòng A"], [3, "Phòng B", NAMES[1], "HTNV"]]
    batch = read_shape(tmp_path, Shape(IN_COLUMN, rows), told=chosen(fill=VC))
    assert "row-without-name" in codes(batch.problems)


def test_heads_that_are_units_above_an_empty_column_of_units_are_asked_about(
    tmp_path: Path,
) -> None:
    headings = ["STT", "Họ và tên", "Đơn vị", "Xếp loại"]
    rows = [
        ["I", "Lãnh đạo Sở"],
        [1, NAMES[0], "Sở", "HTTNV"],
        ["II", "Văn phòng"],
        [2, NAMES[1], None, "HTNV"],
    ]
    shape = Shape(headings, rows)
    (question,) = asked(tmp_path, shape, told=chosen(fill=VC))
    assert question.code == "units-in-heads"
    assert "`--map C=-`" in question.message("vi")
    assert "`--map groups.1=-`" in question.message("vi")
    told = chosen("C=-", "groups=unit_id", fill=VC)
    batch = read_shape(tmp_path, shape, told=told)
    assert [unit for (unit,) in people_of(batch, "unit_id")] == ["Lãnh đạo Sở", "Văn phòng"]
    batch = read_shape(tmp_path, shape, told=chosen("groups.1=-", fill=VC))
    assert [unit for (unit,) in people_of(batch, "unit_id")] == ["Sở", None]


def test_a_category_alone_in_the_column_of_units_is_no_unit(tmp_path: Path) -> None:
    rows = [["I", "KHỐI CÔNG CHỨC"], [1, None, NAMES[0], "HTTNV"]]
    batch = read_shape(tmp_path, Shape(IN_COLUMN, rows), told=chosen())
    assert people_of(batch, "category", "unit_id") == [("CC", None)]


def test_the_day_of_the_list_in_figures_is_its_foot(tmp_path: Path) -> None:
    rows = [[1, NAMES[0], "HTTNV"], [None, "Hà Nội, ngày 5/12/2024"], [None, "TM. TẬP THỂ"]]
    batch = read_shape(tmp_path, Shape(LIST, rows), told=chosen(fill=ALL_ONE))
    assert batch.people == 1
