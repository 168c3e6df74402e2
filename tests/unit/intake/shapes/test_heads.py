"""Heads of groups that speak of the grades below, or against their columns, are asked about."""

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
    place_of,
    read_shape,
)
from unit.intake.shapes.test_saved_mapping import saved

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ["STT", "Họ và tên", "Đơn vị công tác", "Loại đối tượng", "Xếp loại"]
FIRST = [1, NAMES[0], "Phòng A", "Viên chức", "HTTNV"]
SECOND = [2, NAMES[1], "Phòng A", "Viên chức", "HTXSNV"]


def under(head: list[object]) -> Shape:
    return Shape(HEADINGS, [FIRST, head, SECOND])


@pytest.mark.parametrize(
    "head",
    [
        "NGƯỜI KHÔNG XẾP LOẠI",
        "Trường hợp không được đánh giá, xếp loại",
        "Bộ phận chưa đánh giá",
        "Quý IV",
        "6 tháng đầu năm",
        "ĐỀ NGHỊ XÉT LẠI",
        "Danh sách đề xuất bổ sung",
        "Không đánh giá",
        "HOÀN THÀNH TỐT NHIỆM VỤ",
        "Nghỉ thai sản",
        "Chuyển công tác trong năm",
        "Những người bị kỷ luật",
        "Năm 2023",
    ],
)
@pytest.mark.parametrize("numbered", [False, True])
def test_a_head_that_may_speak_of_the_grades_below_is_asked_about(
    tmp_path: Path, head: str, *, numbered: bool
) -> None:
    cell = "B3" if numbered else "A3"
    shape = under(["II", head] if numbered else [head])
    (question,) = asked(tmp_path, shape)
    assert (question.code, question.read) == ("head-bears", head)
    assert f"`--map {cell}=-`" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen(f"{cell}=-"))
    assert people_of(batch, "rating") == [("HTTNV",), ("HTXSNV",)]
    assert read_shape(tmp_path, shape, told=chosen(f"{head}=-")).people == 2


@pytest.mark.parametrize(
    "head", ["Khối hành chính", "Bổ nhiệm", "Phòng Khảo thí và Đánh giá", "Danh sách nữ"]
)
def test_a_head_that_bears_on_nothing_is_told(tmp_path: Path, head: str) -> None:
    batch = read_shape(tmp_path, Shape(HEADINGS, [[head], [*FIRST[:2], "P1", *FIRST[3:]]]))
    (told,) = [one for one in batch.problems if one.code == "rows-aside"]
    assert (told.severity, head in told.say("vi")) == ("notice", True)


def test_a_head_may_be_said_to_tell_that_those_below_are_not_rated(tmp_path: Path) -> None:
    shape = under(["NGƯỜI KHÔNG XẾP LOẠI"])
    assert "`--map A3=rating.not_rated`" in asked(tmp_path, shape)[0].say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("A3=rating.not_rated"))
    assert people_of(batch, "rating") == [("HTTNV",), ("not_rated",)]
    assert [place_of(batch, at, "rating") for at in (0, 1)] == ["Sheet1!E2", "Sheet1!A3"]


def test_heads_that_are_grades_may_be_the_only_ones(tmp_path: Path) -> None:
    rows = [
        ["I. Hoàn thành xuất sắc nhiệm vụ (1 người)"],
        FIRST[:4],
        ["II. Hoàn thành tốt nhiệm vụ: 1 người"],
        SECOND[:4],
    ]
    shape = Shape(HEADINGS[:4], rows)
    questions = asked(tmp_path, shape)
    assert codes(questions) == ["head-bears", "head-bears"]
    assert "`--map groups.1=rating`" in questions[0].say("en")
    batch = read_shape(tmp_path, shape, told=chosen("groups.1=rating"))
    assert people_of(batch, "rating") == [("HTXSNV",), ("HTTNV",)]


def test_heads_that_say_what_the_column_says_are_no_question(tmp_path: Path) -> None:
    rows = [["Hoàn thành tốt nhiệm vụ"], FIRST, ["Hoàn thành xuất sắc nhiệm vụ"], SECOND]
    assert read_shape(tmp_path, Shape(HEADINGS, rows)).people == 2


def test_people_below_a_head_of_another_time_may_be_left_out(tmp_path: Path) -> None:
    batch = read_shape(tmp_path, under(["Quý IV"]), told=chosen("A3=period"))
    assert people_of(batch, "name") == [(NAMES[0],)]
    (told,) = [one for one in batch.problems if one.code == "rows-aside"]
    assert told.say("en").endswith(": 4")


def test_a_head_of_another_category_than_the_column_is_asked_about(tmp_path: Path) -> None:
    shape = under(["III. KHỐI NGƯỜI LAO ĐỘNG"])
    (question,) = asked(tmp_path, shape)
    assert question.code == "heads-against"
    batch = read_shape(tmp_path, shape, told=chosen("groups.1=-"))
    assert people_of(batch, "category") == [("VC",), ("VC",)]
    rows = [["KHỐI VIÊN CHỨC"], FIRST, ["III. KHỐI NGƯỜI LAO ĐỘNG"], SECOND]
    batch = read_shape(tmp_path, Shape(HEADINGS, rows), told=chosen("D=-"))
    assert people_of(batch, "category") == [("VC",), ("HD",)]


@pytest.mark.parametrize(
    ("units", "heads"),
    [
        (("Trường A", "Trường A"), ("Trường A", "Trường B")),
        (("P1", "P1"), ("Phòng A", "Phòng B")),
        (("Sở X", "Sở X"), ("Phòng A", "Phòng B")),
        (("P1", "P1"), (None, "Phòng B")),
    ],
)
def test_a_head_of_another_unit_than_the_column_is_asked_about(
    tmp_path: Path, units: tuple[str, str], heads: tuple[str | None, str]
) -> None:
    people = [[1, NAMES[0], units[0], *FIRST[3:]], [2, NAMES[1], units[1], *FIRST[3:]]]
    rows = [row for head, row in zip(heads, people, strict=True) for row in ([head], row) if row[0]]
    shape = Shape(HEADINGS, rows)
    (question,) = asked(tmp_path, shape)
    assert question.code == "heads-against"
    batch = read_shape(tmp_path, shape, told=chosen("groups.1=-"))
    assert people_of(batch, "unit_id") == [(one,) for one in units]


@pytest.mark.parametrize(
    ("units", "heads"),
    [
        (("Phòng A", "Phòng B"), ("PHÒNG A", "II. Phòng B.")),
        (("P1", "P2"), ("Phòng A", "Phòng B")),
        (("Phòng A", "Phòng B"), ("Sở X", None)),
    ],
)
def test_a_head_that_names_the_unit_of_the_column_is_only_told(
    tmp_path: Path, units: tuple[str, str], heads: tuple[str, str | None]
) -> None:
    people = [[1, NAMES[0], units[0], *FIRST[3:]], [2, NAMES[1], units[1], *FIRST[3:]]]
    rows = [row for head, row in zip(heads, people, strict=True) for row in ([head], row) if row[0]]
    batch = read_shape(tmp_path, Shape(HEADINGS, rows))
    assert people_of(batch, "unit_id") == [(one,) for one in units]


def test_answers_of_heads_are_saved_by_their_words(tmp_path: Path) -> None:
    shape = under(["NGƯỜI KHÔNG XẾP LOẠI"])
    again = saved(read_shape(tmp_path, shape, told=chosen("A3=rating.not_rated")))
    assert ("NGƯỜI KHÔNG XẾP LOẠI", "rating.not_rated") in {
        (one.column, one.field) for one in again.columns
    }
    later = Shape(HEADINGS, [FIRST, FIRST, ["NGƯỜI KHÔNG XẾP LOẠI"], SECOND])
    batch = read_shape(tmp_path, later, told=again)
    assert people_of(batch, "rating") == [("HTTNV",), ("HTTNV",), ("not_rated",)]


def test_a_head_that_says_bodies_is_asked_about_and_its_rows_can_be_left_out(
    tmp_path: Path,
) -> None:
    rows = [
        ["A", "TẬP THỂ", None],
        [1, "Phòng Nội vụ", "HTXSNV"],
        ["B", "CÁ NHÂN", None],
        [1, NAMES[0], "HTTNV"],
    ]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    (question,) = asked(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert (question.code, str(question.place)) == ("head-bears", "danh-sach.xlsx, Sheet1!B2")
    assert "`--map B2=period`" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("B2=period", fill=ALL_ONE))
    assert people_of(batch, "name", "rating") == [(NAMES[0], "HTTNV")]
    (told, *_) = [one for one in batch.problems if "không thuộc lần xếp loại này" in one.say("vi")]
    assert told.code == "rows-aside"


@pytest.mark.parametrize("again", ["Phòng A (tiếp)", "PHÒNG A (tiếp theo)", "II. Phòng A [tiếp]"])
def test_a_head_that_goes_on_heads_the_same_group(tmp_path: Path, again: str) -> None:
    rows: list[list[object]] = [
        ["Phòng A"],
        [1, NAMES[0], "HTT"],
        ["Phòng B"],
        [2, NAMES[1], "HT"],
        [again],
        [3, NAMES[2], "HT"],
    ]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "unit_id") == [("Phòng A",), ("Phòng B",), ("Phòng A",)]
