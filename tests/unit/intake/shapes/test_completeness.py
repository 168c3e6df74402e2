"""What a list says of how many people it holds, examples in it, and lines of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.intake.shapes.books import (
    ALL_ONE,
    NAMES,
    Shape,
    asked,
    chosen,
    people_of,
    read_shape,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

HEADINGS = ["STT", "Họ và tên", "Chức vụ", "Xếp loại"]
ONE = [1, NAMES[0], "Kế toán", "HTTNV"]
TWO = [2, NAMES[1], "Văn thư", "HTNV"]
TOLD = chosen(fill=ALL_ONE)


def said(batch: Batch, code: str) -> list[str]:
    return [one.say("vi") for one in batch.problems if one.code == code]


@pytest.mark.parametrize(
    ("foot", "number"),
    [
        (["Ấn định danh sách này có 03 người./."], 1),
        (["(Danh sách gồm 3 đồng chí)"], 1),
        (["Tổng số: 02 người"], 0),
        (["Tổng số nữ: 1 người"], 0),
    ],
)
def test_a_foot_that_counts_other_people_than_are_read_is_told(
    tmp_path: Path, foot: list[object], number: int
) -> None:
    batch = read_shape(tmp_path, Shape(HEADINGS, [ONE, TWO], foot=[foot]), told=TOLD)
    found = said(batch, "people-counted-otherwise")
    assert len(found) == number
    assert all("ghi 3 người, nhưng đọc được 2" in one for one in found)


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ([1, 2, 4, 7], "không có 3, 5-6"),
        (["1.", "2.", "4."], "không có 3"),
        ([1, 2, 1, 2], None),
        ([5, 3, 9], None),
    ],
)
def test_numbers_that_are_passed_over_are_told(
    tmp_path: Path, numbers: list[object], missing: str | None
) -> None:
    rows = [[one, f"Lý Thị {at}", "Kế toán", "HTTNV"] for at, one in enumerate(numbers)]
    found = said(read_shape(tmp_path, Shape(HEADINGS, rows), told=TOLD), "numbers-missing")
    assert len(found) == (missing is not None)
    assert all(str(missing) in one for one in found)


def test_a_row_that_is_left_out_as_chosen_is_not_missing(tmp_path: Path) -> None:
    rows = [ONE, [2, "Phòng Nội vụ", None, None], [3, NAMES[2], "Kế toán", "HTTNV"]]
    batch = read_shape(tmp_path, Shape(HEADINGS, rows), told=chosen("B3=-", fill=ALL_ONE))
    assert said(batch, "numbers-missing") == []


def test_the_example_of_a_template_is_asked_about(tmp_path: Path) -> None:
    shape = Shape(HEADINGS, [["VD", "Nguyễn Văn A", "Chuyên viên", "HTTNV"], ONE])
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, str(question.place)) == ("row-example", "danh-sach.xlsx, Sheet1!B2")
    for answer, people in (("-", 1), ("name", 2)):
        batch = read_shape(tmp_path, shape, told=chosen(f"B2={answer}", fill=ALL_ONE))
        assert batch.people == people


def test_a_second_post_is_told_as_more_of_somebody(tmp_path: Path) -> None:
    rows = [ONE, TWO, [None, None, "Chủ tịch", None], [3, NAMES[2], "Kế toán", "HTTNV"]]
    batch = read_shape(tmp_path, Shape(HEADINGS, rows), told=TOLD)
    assert len(people_of(batch, "name")) == 3
    assert said(batch, "rows-aside") == [
        "danh-sach.xlsx, Sheet1: các dòng không phải là người (dòng viết tiếp của người ở trên, "
        "không dùng): 4"
    ]


@pytest.mark.parametrize(("post", "number"), [("Kế toán", 1), ("Văn thư", 0), (None, 1)])
def test_one_name_twice_in_a_unit_is_told_unless_posts_differ(
    tmp_path: Path, post: str | None, number: int
) -> None:
    rows = [ONE, [2, NAMES[0], post, "HTNV"]]
    batch = read_shape(tmp_path, Shape(HEADINGS, rows), told=TOLD)
    assert len(said(batch, "person-named-twice")) == number
