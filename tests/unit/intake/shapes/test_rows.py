"""Rows, titles and groups around a list: set aside with a word, or asked about; never misread."""

from __future__ import annotations

from dataclasses import replace
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


def test_hidden_rows_and_columns_are_read_and_mentioned(tmp_path: Path) -> None:
    rows = [[f"V{at}", "A", "VC", "HTTNV"] for at in range(3)]
    shape = Shape(["Mã số", "Mã đơn vị", "Loại đối tượng", "Xếp loại"], rows, hidden=[3])
    batch = read_shape(tmp_path, shape)
    assert batch.people == 3
    (told,) = [one for one in batch.problems if one.code == "rows-hidden"]
    assert told.message("en").endswith(": 3")


def test_headings_that_stand_again_on_every_page_are_no_people(tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "Đơn vị công tác", "Xếp loại"]
    rows = [[1, NAMES[0], "A", "HTTNV"], headings, [2, NAMES[1], "A", "HTTNV"]]
    batch = read_shape(tmp_path, Shape(headings, rows), told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "name") == [(NAMES[0],), (NAMES[1],)]


def test_a_row_that_names_nobody_is_an_error(tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "Đơn vị công tác", "Xếp loại"]
    rows = [[1, NAMES[0], "A", "HTTNV"], [2, None, "A", "HTTNV"], [3, NAMES[1], "A", "HTTNV"]]
    batch = read_shape(tmp_path, Shape(headings, rows), told=chosen(fill={"category": "VC"}))
    assert (batch.people, batch.dropped) == (2, 1)
    (wrong,) = [one for one in batch.problems if one.code == "row-without-name"]
    assert str(wrong.place) == "danh-sach.xlsx, Sheet1:3"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("DANH SÁCH XẾP LOẠI NĂM 2023", "title-of-other-year"),
        ("DANH SÁCH XẾP LOẠI QUÝ III NĂM 2024", "title-of-part"),
    ],
)
def test_a_title_of_another_time_is_asked_about(tmp_path: Path, title: str, code: str) -> None:
    shape = Shape(["Mã số", "Mã đơn vị", "Xếp loại"], [["A", "U", "HTTNV"]], above=[[title], []])
    told = chosen(fill={"category": "VC"})
    assert codes(asked(tmp_path, shape, told=told)) == [code]
    told = chosen("A1=-", fill={"category": "VC"})
    assert read_shape(tmp_path, shape, told=told).people == 1


def test_the_year_of_the_decision_is_not_that_of_the_title(tmp_path: Path) -> None:
    above = [["XẾP LOẠI NĂM 2024"], ["(Quyết định số 1/QĐ-SNV-2025 ngày 05/01/2025)"], []]
    shape = Shape(["Mã số", "Mã đơn vị", "Xếp loại"], [["A", "U", "HTTNV"]], above=above)
    assert read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"})).people == 1


def test_a_column_of_years_may_be_that_of_the_decisions(tmp_path: Path) -> None:
    rows = [["A", "U", 2025, "HTTNV"], ["B", "U", 2024, "HTTNV"]]
    shape = Shape(["Mã số", "Mã đơn vị", "Năm", "Xếp loại"], rows)
    fill = {"category": "VC"}
    assert codes(asked(tmp_path, shape, told=chosen(fill=fill))) == ["column-open"]
    assert read_shape(tmp_path, shape, told=chosen("Năm=-", fill=fill)).people == 2
    batch = read_shape(tmp_path, shape, told=chosen("Năm=period", fill=fill))
    assert people_of(batch, "staff_id") == [("B",)]
    assert any("rows" in one.params for one in batch.problems if one.code == "rows-aside")


def test_grades_of_another_year_are_not_taken(tmp_path: Path) -> None:
    years = ("Kết quả xếp loại", ["Năm 2023", "Năm 2024"])
    shape = Shape(
        ["Mã số", "Mã đơn vị", ("Năm 2023", ["Mức xếp loại"]), years], [["A", "U", "HTNV"]]
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "rating") == [(None,)]


def test_spanning_headings_that_are_not_merged_reach_as_far_as_their_columns(
    tmp_path: Path,
) -> None:
    shape = Shape(
        [
            "STT",
            "Họ và tên",
            ("Cá nhân tự chấm", ["Điểm", "Mức xếp loại"]),
            ("Quyết định", ["Mức"]),
        ],
        [[1, NAMES[0], 95, "HTXSNV", "HTTNV"]],
        merged=False,
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert people_of(batch, "self_rating", "rating") == [("HTXSNV", "HTTNV")]


def test_groups_of_unknown_meaning_are_asked_about(tmp_path: Path) -> None:
    rows = [["I", "Lãnh đạo"], [1, NAMES[0], "HTTNV"], ["II", "Nhân viên"], [2, NAMES[1], "HTNV"]]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    assert codes(asked(tmp_path, shape, told=chosen(fill={"category": "VC"}))) == ["group-open"]
    told = chosen("groups=peer_group", fill=ALL_ONE)
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "peer_group") == [("Lãnh đạo",), ("Nhân viên",)]
    batch = read_shape(tmp_path, shape, told=chosen("groups=-", fill=ALL_ONE))
    assert people_of(batch, "name", "unit_id") == [(NAMES[0], "Sở A"), (NAMES[1], "Sở A")]


def test_a_grade_below_another_heading_than_those_that_tell_whose_it_is_is_asked_about(
    tmp_path: Path,
) -> None:
    own, unit = ("Cá nhân", ["Điểm", "Xếp loại"]), ("Đơn vị", ["Điểm", "Xếp loại"])
    shape = Shape(["STT", "Họ và tên", own, unit], [[1, NAMES[0], 90, "HTXSNV", 80, "HTTNV"]])
    (question,) = asked(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert (question.code, str(question.place)) == ("column-open", "danh-sach.xlsx, Sheet1!F2")
    batch = read_shape(tmp_path, shape, told=chosen("F=proposed_rating", fill=ALL_ONE))
    assert people_of(batch, "self_rating", "proposed_rating") == [("HTXSNV", "HTTNV")]


@pytest.mark.parametrize("post", ["Hiệu trưởng", "Trưởng phòng", "Cục trưởng", "Chánh Văn phòng"])
def test_a_post_that_signs_elsewhere_is_somebodys_in_the_column_of_posts(
    tmp_path: Path, post: str
) -> None:
    rows = [[NAMES[0], post, "HTTNV"], [NAMES[1], "Giám đốc", "HTTNV"]]
    foot = [[], [None, None, post.upper()], [], [None, None, "Trần Y"]]
    shape = Shape(["Họ và tên", "Chức vụ", "Xếp loại"], rows, foot=foot)
    batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert people_of(batch, "name") == [(NAMES[0],), (NAMES[1],)]


@pytest.mark.parametrize(
    "again",
    [
        ["STT", "Họ và tên", "Đơn vị công tác", "Mức xếp loại", "Tự xếp loại"],
        ["STT", "Họ và tên", "Chức vụ", "Tự xếp loại", "Mức xếp loại"],
        ["TT", "Họ và tên viên chức", "Khoa", "Mức xếp loại", "Tự xếp loại"],
    ],
    ids=["swapped", "another column", "other words"],
)
def test_other_headings_below_are_asked_about(tmp_path: Path, again: list[str]) -> None:
    headings = ["STT", "Họ và tên", "Đơn vị công tác", "Tự xếp loại", "Mức xếp loại"]
    rows = [
        [1, NAMES[0], "A", "HTXSNV", "HTTNV"],
        again,
        [2, NAMES[1], "A", "HTNV", "HTXSNV"],
    ]
    told = chosen(fill={"category": "VC"})
    (question,) = asked(tmp_path, Shape(headings, rows), told=told)
    assert question.code == "headings-again"
    assert question.place is not None
    assert question.place.row == 3


def test_a_unit_told_once_does_not_reach_into_the_next_group(tmp_path: Path) -> None:
    rows = [
        ["I", "Khối Đảng"],
        [1, NAMES[0], "Ban A", "HTTNV"],
        [2, NAMES[1], None, "HTTNV"],
        ["II", "Khối chính quyền"],
        [3, NAMES[2], None, "HTTNV"],
        [4, "Lý Bốn", "Phòng X", "HTTNV"],
        [5, "Lý Năm", None, "HTTNV"],
    ]
    headings = ["STT", "Họ và tên", "Đơn vị công tác", "Xếp loại"]
    told = chosen("groups=-", "C=unit_id.down", fill={"category": "VC"})
    batch = read_shape(tmp_path, Shape(headings, rows), told=told)
    assert [unit for (unit,) in people_of(batch, "unit_id")] == [
        "Ban A",
        "Ban A",
        None,
        "Phòng X",
        "Phòng X",
    ]


def test_a_second_list_in_the_workbook_is_not_left_out_without_an_error(tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "Đơn vị công tác", "Xếp loại"]
    lists = [
        Shape(headings, [[1, NAMES[at], "A", "HTTNV"]], name=sheet)
        for at, sheet in enumerate(("Danh sách", "Danh sách (2)"))
    ]
    told = chosen(fill={"category": "VC"})
    batch = read_shape(tmp_path, *lists, told=told)
    (problem,) = [one for one in batch.problems if one.code == "list-not-used"]
    assert problem.severity == "error"
    lists = [replace(one, name=name) for one, name in zip(lists, ("Ban A", "Ban B"), strict=True)]
    said = chosen("Ban B!=staff", fill={"category": "VC"})
    batch = read_shape(tmp_path, *lists, told=said)
    assert people_of(batch, "name") == [(NAMES[1],)]
    assert "list-not-used" not in {one.code for one in batch.problems}


IN_LEVELS = Shape(
    ["STT", "Họ và tên", "Xếp loại"],
    [
        ["A", "Cơ sở 1"],
        ["I", "Công chức"],
        [1, NAMES[0], "HTTNV"],
        ["II", "Viên chức"],
        [2, NAMES[1], "HTTNV"],
        ["B", "Cơ sở 2"],
        [3, NAMES[2], "HTNV"],
        ["I", "Công chức"],
        [4, "Lý Bốn Chín", "HTNV"],
    ],
)


def test_a_category_does_not_outlive_the_group_above_it(tmp_path: Path) -> None:
    batch = read_shape(tmp_path, IN_LEVELS, told=chosen("groups=unit_id"))
    assert people_of(batch, "unit_id", "category") == [
        ("Cơ sở 1", "CC"),
        ("Cơ sở 1", "VC"),
        ("Cơ sở 2", None),
        ("Cơ sở 2", "CC"),
    ]


def test_each_level_of_groups_is_answered_by_itself(tmp_path: Path) -> None:
    rows = [
        ["I", "Cơ sở 1"],
        ["A", "Nhóm giảng dạy"],
        [1, NAMES[0], "HTTNV"],
        ["B", "Nhóm phục vụ"],
        [2, NAMES[1], "HTTNV"],
        ["II", "Cơ sở 2"],
        [3, NAMES[2], "HTNV"],
    ]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    told = chosen("groups=unit_id", fill={"category": "VC"})
    problems = asked(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert codes(problems) == ["group-open", "group-open"]
    assert "`--map groups.1=unit_id`" in problems[0].say("vi")
    told = chosen("groups.2=unit_id", "groups.1=peer_group", fill={"category": "VC"})
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "name", "unit_id", "peer_group")[0][0] == NAMES[0]


def test_one_head_of_a_group_may_be_answered_by_its_words(tmp_path: Path) -> None:
    rows = [["I", "Lãnh đạo"], [1, NAMES[0], "HTTNV"], ["II", "Cơ sở 2"], [2, NAMES[1], "HTNV"]]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    (question,) = asked(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert "`Lãnh đạo` (B2), `Cơ sở 2` (B4)" in question.say("vi")
    told = chosen("Lãnh đạo=peer_group", "Cơ sở 2=unit_id", fill={"category": "VC"})
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "unit_id", "peer_group") == [(None, "Lãnh đạo"), ("Cơ sở 2", None)]


def test_a_group_said_to_be_what_a_column_is_already_is_asked_about(tmp_path: Path) -> None:
    rows = [
        ["I", "Lãnh đạo"],
        [1, NAMES[0], "P1", "HTTNV"],
        ["II", "Khác"],
        [2, NAMES[1], "P2", "x"],
    ]
    shape = Shape(["STT", "Họ và tên", "Đơn vị công tác", "Xếp loại"], rows)
    told = chosen("groups=unit_id", fill={"category": "VC"})
    (question,) = asked(tmp_path, shape, told=told)
    assert question.code == "groups-beside-column"
    assert "`--map C=-`" in question.say("vi")


def test_an_answer_that_meets_no_open_group_is_said_to(tmp_path: Path) -> None:
    rows = [["I", "Phòng 1"], [1, NAMES[0], "HTTNV"], ["II", "Phòng 2"], [2, NAMES[1], "HTNV"]]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    fill = {"category": "VC"}
    problems = asked(tmp_path, shape, told=chosen("groups=peer_group", fill=fill))
    assert codes(problems) == ["groups-told-otherwise"]
    batch = read_shape(tmp_path, shape, told=chosen("groups.1=peer_group", fill=ALL_ONE))
    assert people_of(batch, "peer_group") == [("Phòng 1",), ("Phòng 2",)]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows[1:2])
    problems = asked(tmp_path, shape, told=chosen("groups=unit_id", fill=ALL_ONE))
    assert codes(problems) == ["map-no-groups"]


def test_somebody_without_a_grade_is_no_group_and_a_lone_grade_is_nobodys(tmp_path: Path) -> None:
    rows = [
        ["I", "Cơ sở 1"],
        [1, NAMES[0], "HTTNV"],
        [None, "Nguyễn Thị Không"],
        [None, None, "HTNV"],
        [2, NAMES[1], "HTNV"],
    ]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    batch = read_shape(tmp_path, shape, told=chosen("groups=unit_id", fill={"category": "VC"}))
    assert people_of(batch, "name", "unit_id", "rating") == [
        (NAMES[0], "Cơ sở 1", "HTTNV"),
        ("Nguyễn Thị Không", "Cơ sở 1", None),
        (NAMES[1], "Cơ sở 1", "HTNV"),
    ]
    assert [str(one.place) for one in batch.problems if one.code == "row-without-name"] == [
        "danh-sach.xlsx, Sheet1:5"
    ]


def test_a_name_alone_that_may_be_a_group_is_asked_about(tmp_path: Path) -> None:
    rows = [[None, "Cơ sở Hai"], [1, NAMES[0], "HTTNV"], [None, "Y Sơn"], [2, NAMES[1], "HTNV"]]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    fill = {"category": "VC"}
    (question,) = asked(tmp_path, shape, told=chosen(fill=fill))
    assert question.code == "row-open"
    assert "`Cơ sở Hai` (B2), `Y Sơn` (B4)" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("B2=unit_id", "B4=name", fill=fill))
    assert people_of(batch, "name", "unit_id") == [
        (NAMES[0], "Cơ sở Hai"),
        ("Y Sơn", "Cơ sở Hai"),
        (NAMES[1], "Cơ sở Hai"),
    ]
    batch = read_shape(tmp_path, shape, told=chosen("B2=-", "B4=-", fill=ALL_ONE))
    assert people_of(batch, "name") == [(NAMES[0],), (NAMES[1],)]


def test_groups_without_numbers_nest_as_they_first_follow_each_other(tmp_path: Path) -> None:
    rows = [
        ["Khoa Nội"],
        ["Viên chức"],
        [1, NAMES[0], "HTTNV"],
        ["Hợp đồng lao động"],
        [2, NAMES[1], "HTTNV"],
        ["Khoa Ngoại"],
        [3, NAMES[2], "HTNV"],
    ]
    batch = read_shape(tmp_path, Shape(["STT", "Họ và tên", "Xếp loại"], rows))
    assert people_of(batch, "unit_id", "category") == [
        ("Khoa Nội", "VC"),
        ("Khoa Nội", "HD"),
        ("Khoa Ngoại", None),
    ]


def test_brackets_that_tell_units_apart_stay(tmp_path: Path) -> None:
    rows = [
        ["I", "Khoa Nội (cơ sở 1)"],
        [1, NAMES[0], "HTTNV"],
        ["II", "Khoa Nội (cơ sở 2) (Tổng số: 3 người)"],
        [2, NAMES[1], "HTNV"],
    ]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "unit_id") == [("Khoa Nội (cơ sở 1)",), ("Khoa Nội (cơ sở 2)",)]


BAND = ["STT", "Họ và tên", "Đơn vị công tác", ("Kết quả", ["Tự nhận", "Xếp loại"])]


@pytest.mark.parametrize("numbering", [[1, 2, 3, 4, 5], ["(1)", "(2)", "(3)", "(4)", "(5)"]])
def test_what_stands_again_on_a_printed_page_is_nobody(
    tmp_path: Path, numbering: list[object]
) -> None:
    page = [
        ["KẾT QUẢ XẾP LOẠI NĂM 2024"],
        ["STT", "Họ và tên", "Đơn vị công tác", "Kết quả"],
        [None, None, None, "Tự nhận", "Xếp loại"],
        numbering,
    ]
    people = [[at, name, "A", "HTTNV", "HTNV"] for at, name in enumerate(NAMES, 1)]
    rows = [people[0], ["Trang 1/3"], *page, people[1], numbering, people[2]]
    shape = Shape(BAND, rows, above=page[:1], numbering=numbering)
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "name", "rating") == [(name, "HTNV") for name in NAMES]
    told = [one.say("en") for one in batch.problems if one.code == "rows-aside"]
    assert [one.partition(" (")[2] for one in told] == [
        "titles and numbers of printed pages): 6-7",
        "headings again): 8-10, 12",
    ]


def test_a_numbering_below_ids_that_are_numbers_is_nobody(tmp_path: Path) -> None:
    headings = ["STT", "Mã số", "Họ và tên", "Đơn vị công tác", "Xếp loại"]
    numbering = [1, 2, 3, 4, 5]
    rows = [[1, 2, NAMES[0], "A", "HTTNV"], numbering, [2, 3, NAMES[1], "A", "HTTNV"]]
    shape = Shape(headings, rows, numbering=numbering)
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "staff_id") == [("2",), ("3",)]


def test_a_title_that_stands_below_alone_heads_a_group(tmp_path: Path) -> None:
    rows = [["PHÒNG A"], [1, NAMES[0], "HTTNV"], ["SỞ B"], [2, NAMES[1], "HTNV"]]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows, above=[["SỞ B"]])
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "unit_id") == [("PHÒNG A",), ("SỞ B",)]


RATED = ["STT", "Họ và tên", "Xếp loại"]


@pytest.mark.parametrize(
    "name", ["Tổng Số", "Cộng", "Trưởng Ban", "Người Lập Biểu", "Ngày Tháng Năm", "Hiệu Trưởng"]
)
def test_a_row_with_a_grade_that_reads_like_a_total_or_signature_is_asked_about(
    tmp_path: Path, name: str
) -> None:
    shape = Shape(RATED, [[1, NAMES[0], "HTTNV"], [None, name, "HTNV"]])
    (question,) = asked(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert (question.code, str(question.place)) == ("row-rated", "danh-sach.xlsx, Sheet1!B3")
    batch = read_shape(tmp_path, shape, told=chosen("B3=name", fill=ALL_ONE))
    assert people_of(batch, "name") == [(NAMES[0],), (name,)]
    batch = read_shape(tmp_path, shape, told=chosen("B3=-", fill=ALL_ONE))
    assert people_of(batch, "name") == [(NAMES[0],)]


@pytest.mark.parametrize("name", ["Lê Ký Tên", "Tổng Văn Cộng", "Trần Thị Tổng", "Đỗ Văn Tháng"])
def test_people_called_like_totals_or_below_the_foot_are_people(tmp_path: Path, name: str) -> None:
    rows = [
        [None, name, "HTTNV"],
        ["Hà Nội, ngày 1 tháng 12 năm 2024"],
        [None, NAMES[1], "HTNV"],
        [None, "NGƯỜI LẬP BIỂU", None],
        [None, "Trần Văn Lập", None],
    ]
    batch = read_shape(tmp_path, Shape(RATED, rows), told=chosen(fill=ALL_ONE))
    assert people_of(batch, "name", "rating") == [(name, "HTTNV"), (NAMES[1], "HTNV")]


def test_marks_are_grades_and_counts_in_a_total_are_none(tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
    rows = [[1, NAMES[0], "x"], ["Tổng cộng", None, 1], [None, NAMES[1], None, "x"]]
    batch = read_shape(tmp_path, Shape(headings, rows), told=chosen(fill=ALL_ONE))
    assert people_of(batch, "name", "rating") == [(NAMES[0], "HTXSNV"), (NAMES[1], "HTTNV")]


@pytest.mark.parametrize(
    ("heading", "told", "said"),
    [
        ("Ngày sinh", ("07/12/1986", "7.12.1986"), "họ tên và ngày sinh"),
        ("Chức vụ", ("Giáo viên", "giáo viên"), "họ tên và chức vụ"),
        ("Ngày sinh", ("07/12/1986", "8.12.1986"), None),
        ("Ghi chú", ("x", "x"), None),
    ],
)
@pytest.mark.parametrize("units", [("A", "B"), ("A", "A")])
def test_a_person_in_two_units_of_a_list_without_ids_is_told(
    tmp_path: Path, heading: str, told: tuple[str, str], said: str | None, units: tuple[str, str]
) -> None:
    headings = ["Họ và tên", heading, "Đơn vị công tác", "Loại đối tượng", "Xếp loại"]
    rows = [["Lý Thị Hòa", one, unit, "VC", "HTNV"] for one, unit in zip(told, units, strict=True)]
    batch = read_shape(tmp_path, Shape(headings, rows))
    found = [one.say("vi") for one in batch.problems if one.code == "person-in-two-units"]
    assert len(found) == (said is not None and units == ("A", "B"))
    assert all(said in one and "dòng 2" in one for one in found)


def test_figures_below_a_list_head_no_group(tmp_path: Path) -> None:
    rows = [
        [1, NAMES[0], "HTTNV"],
        ["Tổng cộng: 2 người"],
        ["- HTXSNV: 1 người"],
        ["Hà Nội, ngày 1 tháng 12 năm 2024"],
        [None, NAMES[1], "HTNV"],
    ]
    batch = read_shape(tmp_path, Shape(RATED, rows), told=chosen(fill=ALL_ONE))
    assert people_of(batch, "name", "rating") == [(NAMES[0], "HTTNV"), (NAMES[1], "HTNV")]


@pytest.mark.parametrize("numbering", [["A", "B", "C", 1], ["A", "B", 1, 2], ["a", "b", "c", "d"]])
def test_letters_number_columns_of_words(tmp_path: Path, numbering: list[object]) -> None:
    rows = [[1, NAMES[0], "Kế toán", "HTTNV"]]
    shape = Shape(["STT", "Họ và tên", "Chức vụ", "Xếp loại"], rows, numbering=numbering)
    batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert people_of(batch, "name", "rating") == [(NAMES[0], "HTTNV")]
