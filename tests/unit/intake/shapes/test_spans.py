"""A heading over columns of grades that says they are something else is weighed, as titles are."""

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

TOLD = chosen(fill=ALL_ONE)
GRADES = ["HTXSNV", "HTTNV", "HTNV", "KHTNV"]
ELSE = (
    "Tập thể",
    "Nữ",
    "Thi đua",
    "Công đoàn",
    "Bồi dưỡng",
    "Nguyện vọng",
    "Chuẩn nghề nghiệp",
    "Kế hoạch",
    "Xếp loại công đoàn viên",
)
NAMED = ("Xếp loại năm 2024", "Kết quả đánh giá", "Cả năm", "Cấp có thẩm quyền quyết định")


def _marked(span: str) -> Shape:
    people = [[1, NAMES[0], "x", None, None, None], [2, NAMES[1], None, "x", None, None]]
    return Shape(["STT", "Họ và tên", (span, GRADES)], people)


def _totals(span: str) -> Shape:
    return Shape(["STT", "Đơn vị", (span, GRADES)], [[1, "Xã A", 1, 3, 0, 0]], name="Tổng hợp")


def _single(span: str) -> Shape:
    headings = ["STT", "Họ và tên", (span, ["Điểm", "Xếp loại"])]
    return Shape(headings, [[1, NAMES[0], 90, "HTTNV"]])


@pytest.mark.parametrize("span", ELSE)
def test_marks_below_what_says_something_else_are_asked_about(tmp_path: Path, span: str) -> None:
    (question,) = asked(tmp_path, _marked(span), told=TOLD)
    assert (question.code, question.read) == ("span-open", span)
    letters = zip("CDEF", GRADES, strict=True)
    told = chosen(*(f"{at}=rating.{code}" for at, code in letters), fill=ALL_ONE)
    batch = read_shape(tmp_path, _marked(span), told=told)
    assert people_of(batch, "rating") == [("HTXSNV",), ("HTTNV",)]


def test_marks_that_are_said_not_to_be_used_are_left_out(tmp_path: Path) -> None:
    shape = _marked("Tập thể")
    shape.headings.append("Mức xếp loại")
    shape.rows = [[*row, "HTNV"] for row in shape.rows]
    told = chosen(*(f"{at}=-" for at in "CDEF"), fill=ALL_ONE)
    assert people_of(read_shape(tmp_path, shape, told=told), "rating") == [("HTNV",)] * 2


@pytest.mark.parametrize("span", ELSE)
def test_totals_below_what_says_something_else_are_asked_about(tmp_path: Path, span: str) -> None:
    fill = {"category": "VC"}
    (question,) = asked(tmp_path, _totals(span), told=chosen(fill=fill))
    assert (question.code, question.read) == ("span-open", span)
    columns = [f"{at}={code}" for at, code in zip("CDEF", GRADES, strict=True)]
    batch = read_shape(tmp_path, _totals(span), told=chosen(*columns, fill=fill))
    (row,) = batch.tables["counts"]
    assert [row.values[one] for one in GRADES] == [1, 3, 0, 0]


@pytest.mark.parametrize("span", ["Quý IV", "Đề xuất", "Cá nhân tự xếp loại", "Đảng viên"])
def test_totals_of_a_part_a_proposal_or_the_party_are_asked_about(
    tmp_path: Path, span: str
) -> None:
    problems = asked(tmp_path, _totals(span), told=chosen(fill={"category": "VC"}))
    assert codes(problems) == ["span-open"]


def test_totals_of_another_category_than_is_told_are_asked_about(tmp_path: Path) -> None:
    told = chosen(fill={"category": "VC"})
    assert codes(asked(tmp_path, _totals("Công chức"), told=told)) == ["span-open"]
    read_shape(tmp_path, _totals("Viên chức"), told=told)


@pytest.mark.parametrize("span", ELSE)
def test_a_grade_below_what_says_something_else_is_asked_about(tmp_path: Path, span: str) -> None:
    (question,) = asked(tmp_path, _single(span), told=TOLD)
    assert question.code == "column-open"
    assert "`--map D=-`" in question.say("vi")


@pytest.mark.parametrize("span", NAMED)
def test_what_says_no_more_than_that_grades_stand_below_is_not_asked(
    tmp_path: Path, span: str
) -> None:
    batch = read_shape(tmp_path, _marked(span), told=TOLD)
    assert people_of(batch, "rating") == [("HTXSNV",), ("HTTNV",)]
    assert people_of(read_shape(tmp_path, _single(span), told=TOLD), "rating") == [("HTTNV",)]
    read_shape(tmp_path, _totals(span), told=chosen(fill={"category": "VC"}))


def test_marks_of_the_party_and_of_another_year_are_not_taken_for_the_grade(
    tmp_path: Path,
) -> None:
    shape = _marked("Xếp loại viên chức")
    shape.headings += [("Xếp loại đảng viên", GRADES), ("Năm 2023", GRADES)]
    more = [None, None, "x", None, None, None, None, "x"]
    shape.rows = [[*row, *more] for row in shape.rows]
    batch = read_shape(tmp_path, shape, told=TOLD)
    assert people_of(batch, "rating", "party_rating") == [("HTXSNV", "HTNV"), ("HTTNV", "HTNV")]


def test_totals_of_two_years_are_those_of_the_period(tmp_path: Path) -> None:
    headings = ["STT", "Đơn vị", ("Năm 2023", GRADES), ("Năm 2024", GRADES)]
    shape = Shape(headings, [[1, "Xã A", 9, 9, 9, 9, 1, 3, 0, 0]], name="Tổng hợp")
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    (row,) = batch.tables["counts"]
    assert [row.values[one] for one in GRADES] == [1, 3, 0, 0]


@pytest.mark.parametrize(
    "headings",
    [
        [("Mức độ hoàn thành", ["Cá nhân tự nhận", "Phòng", "Sở quyết định"])],
        [("Xếp loại", ["Cá nhân tự", "Đơn vị", "Mức xếp loại chính thức"])],
        ["Tự xếp loại", "Đơn vị", "Xếp loại"],
    ],
)
def test_a_unit_that_is_full_of_grades_is_asked_about(tmp_path: Path, headings: list) -> None:
    rows = [[1, NAMES[0], "HTXSNV", "HTTNV", "HTTNV"], [2, NAMES[1], "HTTNV", "HTNV", "HTNV"]]
    shape = Shape(["STT", "Họ và tên", *headings], rows)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, question.place.column) == ("column-open", 4)
    told = chosen("D=proposed_rating", fill=ALL_ONE)
    batch = read_shape(tmp_path, shape, told=told)
    columns = ("self_rating", "proposed_rating", "rating")
    assert people_of(batch, *columns)[0] == ("HTXSNV", "HTTNV", "HTTNV")


def test_members_of_the_party_below_grades_have_grades_of_the_party(tmp_path: Path) -> None:
    shape = Shape(
        ["STT", "Họ và tên", ("Xếp loại", ["Đảng viên", "Mức xếp loại"])],
        [[1, NAMES[0], "HTXSNV", "HTTNV"]],
    )
    batch = read_shape(tmp_path, shape, told=TOLD)
    assert people_of(batch, "party_rating", "rating") == [("HTXSNV", "HTTNV")]


def test_individuals_full_of_grades_are_asked_about(tmp_path: Path) -> None:
    shape = Shape(["STT", "Họ và tên", "Cá nhân", "Xếp loại"], [[1, NAMES[0], "HTXSNV", "HTTNV"]])
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, question.place.column) == ("column-open", 3)
    batch = read_shape(tmp_path, shape, told=chosen("C=self_rating", fill=ALL_ONE))
    assert people_of(batch, "self_rating", "rating") == [("HTXSNV", "HTTNV")]


def test_a_name_beside_the_name_is_told_as_unused(tmp_path: Path) -> None:
    shape = Shape(
        ["STT", "Họ và tên", "Họ tên người đánh giá", "Xếp loại"],
        [[1, NAMES[0], NAMES[1], "HTTNV"]],
    )
    problems = read_shape(tmp_path, shape, told=TOLD).problems
    assert any("`Họ tên người đánh giá` (C)" in one.say("vi") for one in problems)


@pytest.mark.parametrize(
    "beside", ["Số năm công tác", "Số tháng công tác tại đơn vị cũ", "Thâm niên"]
)
def test_months_beside_years_of_service_or_months_elsewhere_are_asked_about(
    tmp_path: Path, beside: str
) -> None:
    headings = ["STT", "Họ và tên", beside, "Số tháng công tác", "Xếp loại"]
    shape = Shape(headings, [[1, NAMES[0], 1, 2, "HTTNV"]])
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, question.params["beside"]) == ("months-open", beside)
    for answer, months in (("D=months_worked", 2), ("D=-", None)):
        batch = read_shape(tmp_path, shape, told=chosen(answer, fill=ALL_ONE))
        assert batch.tables["staff"][0].values.get("months_worked") == months


def test_months_of_the_year_are_not_asked_about(tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "Số năm công tác", "Số tháng công tác trong năm", "Xếp loại"]
    shape = Shape(headings, [[1, NAMES[0], 1, 2, "HTTNV"]])
    batch = read_shape(tmp_path, shape, told=TOLD)
    assert batch.tables["staff"][0].values["months_worked"] == 2
