"""Columns and groups that may be what is judged are asked about, never passed over as unknown."""

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
HEADINGS = ["STT", "Họ và tên", "Mức xếp loại"]


def test_a_lone_column_of_grades_under_another_heading_is_asked_about(tmp_path: Path) -> None:
    shape = Shape(
        ["STT", "Họ và tên", ("Kết quả xếp loại", ["6 tháng đầu năm", "Cả năm"])],
        [[1, NAMES[0], "HTXSNV", "HTTNV"]],
    )
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert question.code == "column-open"
    assert "`--map D=rating`" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("D=rating", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",)]


def test_several_such_columns_are_asked_about_together(tmp_path: Path) -> None:
    shape = Shape(
        ["STT", "Họ và tên", "Tổ chuyên môn xếp loại", "Hiệu trưởng xếp loại"],
        [[1, NAMES[0], "HTXSNV", "HTTNV"]],
    )
    assert codes(asked(tmp_path, shape, told=TOLD)) == ["columns-open"]


def test_a_column_of_grades_beside_the_rating_is_asked_about(tmp_path: Path) -> None:
    shape = Shape([*HEADINGS, "Kết quả đánh giá"], [[1, NAMES[0], "HTNV", "HTTNV"]])
    assert codes(asked(tmp_path, shape, told=TOLD)) == ["column-open"]
    batch = read_shape(tmp_path, shape, told=chosen("D=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTNV",)]


def test_a_column_of_grades_without_a_heading_is_asked_about(tmp_path: Path) -> None:
    shape = Shape([*HEADINGS, ""], [[1, NAMES[0], "HTTNV", "HTNV"]])
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert question.code == "column-open"
    assert "`--map D=-`" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("D=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",)]


def test_the_grade_of_an_individual_is_not_taken_for_the_own_one(tmp_path: Path) -> None:
    shape = Shape(
        ["STT", "Họ và tên", "Xếp loại tập thể", "Xếp loại cá nhân"],
        [[1, NAMES[0], "HTXSNV", "HTTNV"]],
    )
    assert codes(asked(tmp_path, shape, told=TOLD)) == ["columns-open"]


def test_a_heading_with_its_year_is_the_heading(tmp_path: Path) -> None:
    shape = Shape(
        ["STT", "Họ và tên", "Xếp loại năm 2023", "Xếp loại năm 2024"],
        [[1, NAMES[0], "HTXSNV", "HTTNV"]],
    )
    batch = read_shape(tmp_path, shape, told=TOLD)
    assert people_of(batch, "rating") == [("HTTNV",)]


def test_what_is_proposed_to_the_party_is_no_proposal_of_ours(tmp_path: Path) -> None:
    party = ("Xếp loại đảng viên", ["Chi bộ đề xuất", "Mức xếp loại"])
    own = ("Xếp loại viên chức", ["Tự nhận", "Mức xếp loại"])
    shape = Shape(
        ["STT", "Họ và tên", party, own], [[1, NAMES[0], "HTXSNV", "HTTNV", "HTXSNV", "HTNV"]]
    )
    batch = read_shape(tmp_path, shape, told=TOLD)
    columns = ("self_rating", "rating", "party_rating")
    assert people_of(batch, *columns) == [("HTXSNV", "HTNV", "HTTNV")]
    assert "proposed_rating" not in batch.columns["staff"]


def test_letters_marked_below_whose_grade_it_is_are_marks(tmp_path: Path) -> None:
    letters = ["A", "B", "C", "D"]
    shape = Shape(
        [
            "STT",
            "Họ và tên",
            ("Cá nhân tự nhận", letters),
            ("Cấp thẩm quyền quyết định", letters),
        ],
        [[1, NAMES[0], "x", None, None, None, None, "x"]],
    )
    labels = {"A": "HTXSNV", "B": "HTTNV", "C": "HTNV", "D": "KHTNV"}
    batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE, **labels))
    assert people_of(batch, "self_rating", "rating") == [("HTXSNV", "HTTNV")]


def test_a_word_of_two_scales_beside_one_of_another_is_asked_about(tmp_path: Path) -> None:
    shape = Shape(HEADINGS, [[1, NAMES[0], "Tốt"], [2, NAMES[1], "Khá"]])
    assert codes(asked(tmp_path, shape, told=TOLD)) == ["scale-open"]
    told = chosen(fill=ALL_ONE, Tốt="HTTNV")
    assert people_of(read_shape(tmp_path, shape, told=told), "rating") == [("HTTNV",), (None,)]


def test_two_tables_side_by_side_are_refused(tmp_path: Path) -> None:
    shape = Shape([*HEADINGS, "", *HEADINGS], [[1, NAMES[0], "HTTNV", None, 1, NAMES[1], "HTNV"]])
    assert "tables-beside" in codes(asked(tmp_path, shape, told=TOLD))


def test_a_list_of_another_year_below_is_refused(tmp_path: Path) -> None:
    rows = [
        [1, NAMES[0], "HTTNV"],
        ["DANH SÁCH XẾP LOẠI NĂM 2023"],
        HEADINGS,
        [1, NAMES[0], "HTXSNV"],
    ]
    problems = asked(tmp_path, Shape(HEADINGS, rows), told=TOLD)
    assert "list-below" in codes(problems)


SCHOOLS = [
    ["TRƯỜNG THCS A"],
    ["Tổ Toán"],
    [1, NAMES[0], "HTTNV"],
    ["Tổ Văn"],
    [2, NAMES[1], "HTNV"],
    ["TRƯỜNG THCS B"],
    ["Tổ Toán"],
    [3, NAMES[2], "HTTNV"],
]


def test_units_within_units_are_asked_about_and_never_put_together(tmp_path: Path) -> None:
    shape = Shape(HEADINGS, SCHOOLS)
    fill = {"category": "VC"}
    assert codes(asked(tmp_path, shape, told=chosen(fill=fill))) == [
        "levels-both",
        "unit-under-two",
    ]
    problems = asked(tmp_path, shape, told=chosen("groups.1=-", fill=fill))
    assert codes(problems) == ["unit-under-two"]
    one = chosen("groups.1=-", "groups.2=unit_id", fill=fill)
    batch = read_shape(tmp_path, shape, told=one)
    assert people_of(batch, "unit_id") == [("Tổ Toán",), ("Tổ Văn",), ("Tổ Toán",)]
    level = chosen("groups.1=unit_id", "groups.2=unit_id", fill=fill)
    batch = read_shape(tmp_path, shape, told=level)
    assert people_of(batch, "unit_id") == [("Tổ Toán",), ("Tổ Văn",), ("Tổ Toán",)]
    told = chosen("groups.2=peer_group", fill=fill)
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "unit_id", "peer_group") == [
        ("TRƯỜNG THCS A", "Tổ Toán"),
        ("TRƯỜNG THCS A", "Tổ Văn"),
        ("TRƯỜNG THCS B", "Tổ Toán"),
    ]


@pytest.mark.parametrize("above", ["Tập thể", "Đơn vị", "Nhà trường"])
def test_a_grade_below_the_name_of_a_body_may_be_the_bodys(tmp_path: Path, above: str) -> None:
    shape = Shape(["STT", "Họ và tên", (above, ["Mức xếp loại"])], [[1, NAMES[0], "HTTNV"]])
    assert codes(asked(tmp_path, shape, told=TOLD)) == ["column-open"]


def test_a_result_after_review_beside_the_rating_is_asked_about(tmp_path: Path) -> None:
    shape = Shape([*HEADINGS, "Kết quả sau phúc tra"], [[1, NAMES[0], "HTXSNV", "HTTNV"]])
    assert codes(asked(tmp_path, shape, told=TOLD)) == ["column-open"]


def test_a_group_may_be_said_to_be_of_a_category(tmp_path: Path) -> None:
    rows = [["A", "Viên chức"], [1, NAMES[0], "HTTNV"], ["B", "Hợp đồng 68"], [2, NAMES[1], "HTNV"]]
    shape = Shape(HEADINGS, rows)
    fill = {"unit_id": "U"}
    (question,) = asked(tmp_path, shape, told=chosen(fill=fill))
    assert "`--map groups=category.HD`" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("groups=category.HD", fill=fill))
    assert people_of(batch, "category") == [("VC",), ("HD",)]
    batch = read_shape(tmp_path, shape, told=chosen("Hợp đồng 68=category.HD", fill=fill))
    assert people_of(batch, "category") == [("VC",), ("HD",)]


def test_a_head_by_whose_number_people_below_are_numbered_is_theirs(tmp_path: Path) -> None:
    rows = [["1", "Phòng Nội vụ"], ["1.1", NAMES[0], "HTTNV"], ["1.2", NAMES[1], "HTNV"]]
    batch = read_shape(tmp_path, Shape(HEADINGS, rows), told=chosen(fill={"category": "CC"}))
    assert people_of(batch, "name", "unit_id") == [
        (NAMES[0], "Phòng Nội vụ"),
        (NAMES[1], "Phòng Nội vụ"),
    ]


RATED = [[1, NAMES[0], "HTTNV", None], [2, NAMES[1], "HTXSNV", "Hoàn thành tốt nhiệm vụ"]]


@pytest.mark.parametrize("heading", ["Kết luận", "Điều chỉnh", "Ghi chú", "Thông báo", ""])
def test_a_column_of_grades_that_says_otherwise_is_asked_about(
    tmp_path: Path, heading: str
) -> None:
    shape = Shape([*HEADINGS, heading], RATED)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert question.code in {"column-otherwise", "column-open"}
    assert "`--map D=-`" in question.say("vi")
    assert "`--map D=rating`" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("D=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",), ("HTXSNV",)]


@pytest.mark.parametrize(
    "words",
    [
        "Hạ xuống hoàn thành nhiệm vụ",
        "điều chỉnh từ HTTNV thành HTNV theo QĐ 12",
        "Xếp lại: Không hoàn thành nhiệm vụ",
    ],
)
@pytest.mark.parametrize("heading", ["Ghi chú", ""])
def test_words_that_change_a_grade_are_asked_about(
    tmp_path: Path, words: str, heading: str
) -> None:
    rows = [[1, NAMES[0], "HTTNV", "nghỉ ốm"], [2, NAMES[1], "HTTNV", words]]
    shape = Shape([*HEADINGS, heading], rows)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, question.read) == ("column-otherwise", words)
    assert str(question.place) == "danh-sach.xlsx, Sheet1!D3"
    assert read_shape(tmp_path, shape, told=chosen("D=-", fill=ALL_ONE)).people == 2


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Ghi chú", "Hoàn thành tốt nhiệm vụ"),
        ("Ghi chú", "hạ từ HTXSNV xuống HTTNV"),
        ("Sức khỏe", "Xuất sắc"),
        ("Xếp loại thi đua", "HTXSNV"),
        ("Ghi chú", "chuyển công tác từ Sở B"),
    ],
)
def test_a_column_that_says_nothing_else_is_only_told(
    tmp_path: Path, heading: str, words: str
) -> None:
    shape = Shape([*HEADINGS, heading], [[1, NAMES[0], "HTTNV", words]])
    assert people_of(read_shape(tmp_path, shape, told=TOLD), "rating") == [("HTTNV",)]


def test_words_without_a_heading_are_told(tmp_path: Path) -> None:
    shape = Shape([*HEADINGS, ""], [[1, NAMES[0], "HTTNV", "nghỉ thai sản từ tháng 3"]])
    batch = read_shape(tmp_path, shape, told=TOLD)
    (told,) = [one for one in batch.problems if one.code == "column-nameless"]
    assert str(told.place) == "danh-sach.xlsx, Sheet1!D2"
    assert "thai sản" in told.say("vi")


def test_a_column_of_the_year_that_says_otherwise_is_asked_about(tmp_path: Path) -> None:
    headings = [*HEADINGS[:2], "Xếp loại năm 2024", "Đề xuất năm 2024", "Tập thể bầu năm 2023"]
    shape = Shape(headings, [[1, NAMES[0], "HTTNV", "HTXSNV", "HTNV"]])
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, question.read) == ("column-otherwise", "HTXSNV")
    told = chosen("D=proposed_rating", fill=ALL_ONE)
    assert people_of(read_shape(tmp_path, shape, told=told), "proposed_rating") == [("HTXSNV",)]


def test_words_that_change_a_grade_are_held_against_the_mark(tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "HTXSNV", "HTTNV", "HTNV", "KHTNV", "Ghi chú"]
    row = [1, NAMES[0], None, None, "x", None, "hạ từ HTT xuống HT"]
    assert people_of(read_shape(tmp_path, Shape(headings, [row]), told=TOLD), "rating") == [
        ("HTNV",)
    ]
    other = Shape(headings, [[*row[:6], "hạ xuống KHTNV"]])
    assert codes(asked(tmp_path, other, told=TOLD)) == ["column-otherwise"]


@pytest.mark.parametrize("heading", ["Loại kỷ luật", "Ghi chú", ""])
def test_a_column_of_the_list_that_tells_of_disciplines_is_asked_about(
    tmp_path: Path, heading: str
) -> None:
    rows = [[1, NAMES[0], "HTTNV", None], [2, NAMES[1], "KHTNV", "bị kỷ luật cảnh cáo"]]
    shape = Shape([*HEADINGS, heading], rows)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, str(question.place)) == (
        "column-disciplines",
        "danh-sach.xlsx, Sheet1!D3",
    )
    assert read_shape(tmp_path, shape, told=chosen("D=-", fill=ALL_ONE)).people == 2


@pytest.mark.parametrize("words", ["Chờ duyệt", "chưa được phê duyệt", "Bị trả lại", "Dự kiến"])
def test_a_column_that_says_that_grades_are_not_decided_is_asked_about(
    tmp_path: Path, words: str
) -> None:
    rows = [[1, NAMES[0], "HTTNV", "Đã duyệt"], [2, NAMES[1], "HTTNV", words]]
    shape = Shape([*HEADINGS, "Trạng thái"], rows)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, question.read) == ("column-pending", words)
    assert read_shape(tmp_path, shape, told=chosen("D=-", fill=ALL_ONE)).people == 2


WORDS = "QĐ 15: bà Hai từ HTTNV xuống HTNV"


@pytest.mark.parametrize("above", [True, False])
def test_words_beside_a_list_that_change_a_grade_are_asked_about(
    tmp_path: Path, *, above: bool
) -> None:
    rows = [[1, NAMES[0], "HTTNV"], [2, NAMES[1], "HTTNV"]]
    foot = [] if above else [["Ghi chú: " + WORDS]]
    shape = Shape(HEADINGS, rows, above=[[WORDS]] if above else [], foot=foot)
    cell = "A1" if above else "A4"
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert question.code == "row-changes-grade"
    assert f"`--map {cell}=-`" in question.say("vi")
    assert read_shape(tmp_path, shape, told=chosen(f"{cell}=-", fill=ALL_ONE)).people == 2


def test_a_list_of_people_who_are_not_rated_is_asked_about(tmp_path: Path) -> None:
    title = ["DANH SÁCH VIÊN CHỨC KHÔNG XẾP LOẠI NĂM 2024"]
    shape = Shape(HEADINGS, [[1, NAMES[0], None]], above=[title])
    assert codes(asked(tmp_path, shape, told=TOLD)) == ["title-of-others"]


def test_marks_beside_those_of_grades_may_be_one_more(tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "HTXSNV", "HTTNV", "HTNV", "KHTNV", "Không XL"]
    rows = [[1, NAMES[0], "x"], [2, NAMES[1], None, None, None, None, "x"]]
    shape = Shape(headings, rows)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert "`--map G=rating.not_rated`" in question.say("vi")
    grades = [f"{letter}=rating.{code}" for letter, code in zip("CDEF", headings[2:], strict=False)]
    told = chosen(*grades, "G=rating.not_rated", fill=ALL_ONE)
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "rating") == [("HTXSNV",), ("not_rated",)]
    batch = read_shape(tmp_path, shape, told=chosen("G=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTXSNV",), (None,)]


def test_a_column_called_after_grades_of_which_no_word_is_known_is_asked_about(
    tmp_path: Path,
) -> None:
    rows = [[1, NAMES[0], "Mức I"], [2, NAMES[1], "Mức II"]]
    shape = Shape(["STT", "Họ và tên", "Mức độ xếp loại"], rows)
    assert codes(asked(tmp_path, shape, told=TOLD)) == ["column-open"]
    told = chosen("C=rating", fill=ALL_ONE, **{"Mức I": "HTXSNV", "Mức II": "HTTNV"})
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "rating") == [("HTXSNV",), ("HTTNV",)]
