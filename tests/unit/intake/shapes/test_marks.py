"""Columns called after grades: split headings, signs for grades, ticks and what is no tick."""

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
    place_of,
    read_shape,
    rules_of,
)

if TYPE_CHECKING:
    from pathlib import Path

TOLD = chosen(fill=ALL_ONE)
GRADES = ["HTXSNV", "HTTNV", "HTNV", "KHTNV"]


def ticked(*headings: object, tick: object = "x", rest: object = None) -> Shape:
    """Describe four people, each ticked under the next of four columns."""
    rows = [
        [at + 1, f"Lý Thị {at}", *(tick if at == one else rest for one in range(4))]
        for at in range(4)
    ]
    return Shape(["STT", "Họ và tên", *headings], rows)


SPLIT = (
    "Kết quả",
    [
        ("Hoàn thành", ["xuất sắc nhiệm vụ", "tốt nhiệm vụ", "nhiệm vụ"]),
        "Không hoàn thành nhiệm vụ",
    ],
)
SIGNED = (
    "Xếp loại",
    [("A", ["(Xuất sắc)"]), ("B", ["(Tốt)"]), ("C", ["(HT)"]), ("D", ["(KHT)"])],
)


LETTERED = ("Xếp loại", ["A (HTXSNV)", "B (HTTNV)", "Loại C: HTNV", "D - KHTNV"])


@pytest.mark.parametrize("heading", [SPLIT, SIGNED, LETTERED], ids=["split", "signed", "lettered"])
def test_a_grade_told_by_two_rows_of_headings_is_one_grade(tmp_path: Path, heading: object) -> None:
    batch = read_shape(tmp_path, ticked(heading), told=TOLD)
    assert people_of(batch, "rating") == [(one,) for one in GRADES]
    assert not [one for one in batch.problems if one.code == "heading-unknown"]


def test_totals_under_a_grade_told_by_two_rows_are_its_totals(tmp_path: Path) -> None:
    shape = Shape(
        ["TT", "Đơn vị", "Tổng số", SPLIT], [[1, "Xã A", 10, 1, 6, 2, 1]], name="Số lượng"
    )
    (row,) = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"})).tables["counts"]
    assert [row.values[one] for one in GRADES] == [1, 6, 2, 1]


@pytest.mark.parametrize("family", ["Họ, đệm", "Họ và chữ đệm", "Họ lót", "Họ và tên lót"])
def test_family_names_may_be_called_in_many_ways(tmp_path: Path, family: str) -> None:
    rows = [[1, "Nguyễn Văn", "An", "HTT"]]
    batch = read_shape(tmp_path, Shape(["STT", family, "Tên", "Xếp loại"], rows), told=TOLD)
    assert people_of(batch, "name") == [("Nguyễn Văn An",)]


@pytest.mark.parametrize(
    ("tick", "rest"), [("x", "-"), ("X", "–"), (True, False)], ids=["dash", "long dash", "false"]
)
def test_a_dash_and_a_false_are_no_ticks(tmp_path: Path, tick: object, rest: object) -> None:
    batch = read_shape(tmp_path, ticked(*GRADES, tick=tick, rest=rest), told=TOLD)
    assert people_of(batch, "rating") == [(one,) for one in GRADES]


def test_ticks_under_numbers_are_asked_about_with_answers_that_work(tmp_path: Path) -> None:
    shape = ticked(("Xếp loại", ["1", "2", "3", "4"]))
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert question.code == "marks-open"
    marks = str(question.params["marks"])
    answers = [one.strip().removeprefix("--map ") for one in marks.split(",")]
    assert answers[0] == "C=rating.HTXSNV"
    batch = read_shape(tmp_path, shape, told=chosen(*answers, fill=ALL_ONE))
    assert people_of(batch, "rating") == [(one,) for one in GRADES]


def test_ticks_under_letters_need_to_know_what_the_letters_are(tmp_path: Path) -> None:
    shape = ticked(*(f"Loại {one}" for one in "ABCD"))
    batch = read_shape(tmp_path, shape, told=TOLD)
    assert people_of(batch, "rating") == [(None,)] * 4
    assert [one.code for one in batch.problems].count("grade-label-doubtful") == 4
    told = chosen(fill=ALL_ONE, **dict(zip("ABCD", GRADES, strict=True)))
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "rating") == [(one,) for one in GRADES]


def test_ticks_of_a_quarter_beside_those_of_the_year_are_not_the_year_s(tmp_path: Path) -> None:
    rows = [
        [1, NAMES[0], "x", None, None, None, "x", None],
        [2, NAMES[1], None, "x", None, None, None, "x"],
    ]
    shape = Shape(["STT", "Họ và tên", ("Quý IV", GRADES[:3]), ("Cả năm", GRADES[:3])], rows)
    batch = read_shape(tmp_path, shape, told=TOLD)
    assert people_of(batch, "rating") == [("HTTNV",), ("HTNV",)]
    assert place_of(batch, 0, "rating") == "Sheet1!G3"
    assert [one.code for one in batch.problems if one.code == "columns-aside"]


def test_ticks_of_a_quarter_beside_those_of_the_party_are_asked_about(tmp_path: Path) -> None:
    rows = [[1, NAMES[0], "x", None, "x", None], [2, NAMES[1], None, "x", None, "x"]]
    shape = Shape(["STT", "Họ và tên", ("Quý IV", GRADES[:2]), ("Đảng viên", GRADES[:2])], rows)
    assert asked(tmp_path, shape, told=TOLD)


def test_ticks_of_two_groups_are_asked_about_group_by_group(tmp_path: Path) -> None:
    rows = [
        [1, NAMES[0], "x", None, None, "x"],
        [2, NAMES[1], None, "x", "x", None],
    ]
    headings = ["STT", "Họ và tên", ("Xếp loại", GRADES[:2]), ("Kết quả xếp loại", GRADES[:2])]
    plain = Shape(headings, rows)
    (question,) = asked(tmp_path, plain, told=TOLD)
    assert question.code == "marks-which"
    first = str(question.params["options"]).split(";")[0].strip("` ")
    answers = [one.strip() for one in first.split("--map ") if one.strip()]
    assert answers == ["C=rating.HTXSNV", "D=rating.HTTNV"]
    batch = read_shape(tmp_path, plain, told=chosen(*answers, fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTXSNV",), ("HTTNV",)]
    last = chosen("C=-", "D=-", fill=ALL_ONE)
    assert people_of(read_shape(tmp_path, plain, told=last), "rating") == [("HTTNV",), ("HTXSNV",)]


def test_a_tick_under_one_grade_that_belies_the_grade_is_asked_about(tmp_path: Path) -> None:
    rows = [[1, NAMES[0], "x", "HTTNV"], [2, NAMES[1], None, "HTNV"]]
    shape = Shape(["STT", "Họ và tên", "HTNV", "Xếp loại"], rows)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, str(question.place).rpartition("!")[2]) == ("column-otherwise", "C2")
    batch = read_shape(tmp_path, shape, told=chosen("C=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",), ("HTNV",)]


def test_a_tick_under_one_grade_that_agrees_is_only_told(tmp_path: Path) -> None:
    rows = [[1, NAMES[0], "x", "HTNV"], [2, NAMES[1], None, "HTTNV"]]
    batch = read_shape(tmp_path, Shape(["STT", "Họ và tên", "HTNV", "Xếp loại"], rows), told=TOLD)
    assert people_of(batch, "rating") == [("HTNV",), ("HTTNV",)]


def test_ticks_under_not_rated_alone_are_asked_about(tmp_path: Path) -> None:
    rows = [[1, NAMES[0], "x"], [2, NAMES[1], None]]
    shape = Shape(["STT", "Họ và tên", "Không xếp loại"], rows)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert "`--map C=rating.not_rated`" in question.message("vi")
    batch = read_shape(tmp_path, shape, told=chosen("C=rating.not_rated", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("not_rated",), (None,)]


STAGES = ["Tự xếp loại", "Đề xuất xếp loại", "Xếp loại"]
OF_STAGES = ("self_rating", "proposed_rating", "rating")


def test_one_cell_over_several_grades_is_said_of_each_with_a_notice(tmp_path: Path) -> None:
    rows = [
        [1, NAMES[0], "HTXS", "HTT", "HTT"],
        [2, NAMES[1], "Không đánh giá", None, None],
        [3, NAMES[2], "HT", "HT", None],
    ]
    shape = Shape(["STT", "Họ và tên", *STAGES], rows, wide=[(1, 2, 4)])
    batch = read_shape(tmp_path, shape, told=TOLD)
    assert people_of(batch, *OF_STAGES) == [
        ("HTXSNV", "HTTNV", "HTTNV"),
        ("not_rated", "not_rated", "not_rated"),
        ("HTNV", "HTNV", None),
    ]
    assert place_of(batch, 1, "rating") == "Sheet1!C3"
    (told,) = [one for one in batch.problems if one.code == "grades-merged-across"]
    assert told.params["cells"] == "C3:E3"
    assert rules_of(batch)["E rating"] == "merged"


def test_a_name_in_three_columns_is_one_name(tmp_path: Path) -> None:
    rows = [[1, "Nguyễn", "Văn", "An", "HTT"], [2, "Lê", None, "Bình", "HT"]]
    shape = Shape(["STT", "Họ", "Tên đệm", "Tên", "Xếp loại"], rows)
    batch = read_shape(tmp_path, shape, told=TOLD)
    assert people_of(batch, "name") == [("Nguyễn Văn An",), ("Lê Bình",)]
    assert rules_of(batch)["C name"] == "derived"


def test_middle_names_that_stand_twice_are_in_the_name_once(tmp_path: Path) -> None:
    rows = [[1, "Nguyễn Văn", "Văn", "An", "HTT"]]
    shape = Shape(["STT", "Họ và tên đệm", "Tên đệm", "Tên", "Xếp loại"], rows)
    assert people_of(read_shape(tmp_path, shape, told=TOLD), "name") == [("Nguyễn Văn An",)]


def test_the_first_of_three_beside_đạt_is_asked_about(tmp_path: Path) -> None:
    labels = ("Tốt", "Đạt", "Chưa đạt")
    rows = [[at, f"Lý Thị {at}", one] for at, one in enumerate(labels, 1)]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, question.read) == ("scale-open", "Tốt")


def test_a_column_of_ông_bà_may_be_the_names(tmp_path: Path) -> None:
    shape = Shape(["STT", "Ông/Bà", "Chức vụ", "Xếp loại"], [[1, NAMES[0], "Chuyên viên", "HTT"]])
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert "`--map B=name`" in question.message("vi")
    batch = read_shape(tmp_path, shape, told=chosen("B=name", fill=ALL_ONE))
    assert people_of(batch, "name", "rating") == [(NAMES[0], "HTTNV")]


def test_without_names_and_ids_the_answer_may_be_a_column_of_names(tmp_path: Path) -> None:
    shape = Shape(["STT", "Người được xét", "Chức vụ", "Xếp loại"], [[1, NAMES[0], "CV", "HTT"]])
    told = [one for one in asked(tmp_path, shape, told=TOLD) if one.code == "column-missing"]
    assert "`--map CỘT=name`" in told[0].message("vi")


def test_an_empty_column_between_marks_parts_them_not(tmp_path: Path) -> None:
    """Where a sheet is split for printing, or a column was emptied and not taken out."""
    shape = Shape(
        ["STT", "Họ và tên", ("Xếp loại", ["HTXS", "", "HTT", "HT", "KHT"])],
        [[1, NAMES[0], "x"], [2, NAMES[1], "", "", "x"], [3, NAMES[2], "", "", "", "x"]],
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTXSNV",), ("HTTNV",), ("HTNV",)]
