"""Totals of several categories side by side, and totals whose grades stand in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.intake.shapes.books import Shape, asked, chosen, read_shape

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.chosen import Chosen

GRADES = ["HTXSNV", "HTTNV", "HTNV", "KHTNV"]


def counts(batch: Batch) -> dict[tuple[object, object], list[object]]:
    """Return the figures of each unit and category, with the total if one is told."""
    return {
        (row.values["unit_id"], row.values["category"]): [row.values[one] for one in GRADES]
        for row in batch.tables["counts"]
    }


def place(batch: Batch, unit: str, category: str, column: str) -> str:
    row = next(
        one
        for one in batch.tables["counts"]
        if (one.values["unit_id"], one.values["category"]) == (unit, category)
    )
    return str(row.place(column)).partition(", ")[2]


BY_CATEGORY = {
    ("Xã A", "CB"): [1, 2, 0, 0],
    ("Xã A", "CC"): [2, 5, 1, 0],
    ("Xã B", "CB"): [0, 3, 0, 0],
    ("Xã B", "CC"): [1, 6, 1, 0],
}
ROWS: list[list[object]] = [
    [1, "Xã A", 1, 2, 0, 0, 2, 5, 1, 0],
    [2, "Xã B", 0, 3, 0, 0, 1, 6, 1, 0],
]


def test_two_categories_side_by_side_are_both_read(tmp_path: Path) -> None:
    shape = Shape(["STT", "Đơn vị", ("Cán bộ", GRADES), ("Công chức", GRADES)], ROWS)
    batch = read_shape(tmp_path, shape)
    assert counts(batch) == BY_CATEGORY
    assert place(batch, "Xã B", "CC", "HTTNV") == "Sheet1!H4"
    assert place(batch, "Xã B", "CC", "category").startswith("Sheet1!G")
    assert not [one for one in batch.problems if one.severity == "error"]


def test_what_adds_the_categories_up_is_told_and_not_counted(tmp_path: Path) -> None:
    rows = [[*row[:2], sum(map(int, row[2:])), *row[2:], "x"] for row in ROWS]
    headings = ["TT", "Đơn vị", "Tổng số", ("Cán bộ", GRADES), ("Công chức", GRADES), "Ghi chú"]
    batch = read_shape(tmp_path, Shape(headings, rows))
    assert counts(batch) == BY_CATEGORY
    assert [row.values["total"] for row in batch.tables["counts"]] == [None] * 4
    (aside,) = [one for one in batch.problems if one.code == "columns-aside"]
    assert "`Tổng số` (C)" in aside.message("vi")
    assert [one.read for one in batch.problems if one.code == "heading-unknown"] == ["Ghi chú"]


def test_a_total_that_is_not_the_sum_of_the_categories_is_told(tmp_path: Path) -> None:
    rows = [[*row[:2], sum(map(int, row[2:])) + at, *row[2:]] for at, row in enumerate(ROWS)]
    headings = ["TT", "Đơn vị", "Tổng số", ("Cán bộ", GRADES), ("Công chức", GRADES)]
    batch = read_shape(tmp_path, Shape(headings, rows))
    (told,) = [one for one in batch.problems if one.code == "sums-differ"]
    assert (told.params["rows"], told.severity) == ("4", "warning")
    assert counts(batch) == BY_CATEGORY


def test_each_category_may_tell_its_own_total(tmp_path: Path) -> None:
    both = ["Tổng số", *GRADES]
    rows = [[1, "Xã A", 3, 1, 2, 0, 0, 8, 2, 5, 1, 0]]
    shape = Shape(["TT", "Đơn vị", ("Cán bộ", both), ("Viên chức", both)], rows)
    batch = read_shape(tmp_path, shape)
    assert [row.values["total"] for row in batch.tables["counts"]] == [3, 8]
    assert [row.values["category"] for row in batch.tables["counts"]] == ["CB", "VC"]


def test_categories_below_grades_are_read_as_grades_below_categories_are(tmp_path: Path) -> None:
    headings = ["TT", "Đơn vị", *((one, ["Cán bộ", "Công chức"]) for one in GRADES)]
    rows = [
        [*row[:2], *(cell for at in range(4) for cell in (row[2 + at], row[6 + at]))]
        for row in ROWS
    ]
    batch = read_shape(tmp_path, Shape(headings, rows, name="Số lượng"))
    assert counts(batch) == BY_CATEGORY
    assert place(batch, "Xã A", "CC", "HTTNV") == "'Số lượng'!F3"


def test_a_total_below_each_category_is_that_of_the_category(tmp_path: Path) -> None:
    both = ["Tổng", *GRADES]
    rows = [[1, "Xã A", 11, 3, 1, 2, 0, 0, 8, 2, 5, 1, 0]]
    shape = Shape(["TT", "Đơn vị", "Tổng số", ("Công chức", both), ("Viên chức", both)], rows)
    batch = read_shape(tmp_path, shape)
    assert [row.values["total"] for row in batch.tables["counts"]] == [3, 8]
    assert not [one for one in batch.problems if one.code == "heading-unknown"]


def test_what_is_of_no_category_beside_them_is_still_asked_about(tmp_path: Path) -> None:
    rows = [[1, "Xã A", 1, 2, 0, 0, 2, 5, 1, 0, 1, 1, 0, 0]]
    headings = ["TT", "Đơn vị", ("Cán bộ", GRADES), ("Công chức", GRADES), ("Nữ", GRADES)]
    shape = Shape(headings, rows)
    assert {one.code for one in asked(tmp_path, shape)} >= {"span-open"}
    told = chosen("K=-", "L=-", "M=-", "N=-")
    assert counts(read_shape(tmp_path, shape, told=told)) == {
        ("Xã A", "CB"): [1, 2, 0, 0],
        ("Xã A", "CC"): [2, 5, 1, 0],
    }


TOGETHER = Shape(["STT", "Đơn vị", ("Cán bộ, công chức", GRADES), ("Viên chức", GRADES)], ROWS)


def test_several_categories_together_beside_another_are_asked_about(tmp_path: Path) -> None:
    (question,) = asked(tmp_path, TOGETHER)
    assert (question.code, question.read) == ("categories-open", "Cán bộ, công chức")
    assert question.params["columns"] == "C, D, E, F"
    options = "--map C1=category.CB, --map C1=category.CC, --map C1=-"
    assert question.params["options"] == options


def test_what_is_said_of_several_categories_holds_for_all_their_columns(tmp_path: Path) -> None:
    of_staff = {("Xã A", "VC"): [2, 5, 1, 0], ("Xã B", "VC"): [1, 6, 1, 0]}
    of_others = {("Xã A", "CC"): [1, 2, 0, 0], ("Xã B", "CC"): [0, 3, 0, 0]}
    batch = read_shape(tmp_path, TOGETHER, told=chosen("C1=category.CC"))
    assert counts(batch) == of_staff | of_others
    assert place(batch, "Xã B", "CC", "HTTNV") == "Sheet1!D4"
    assert not [one for one in batch.problems if one.severity == "error"]
    by_words = chosen("Cán bộ, công chức=category.CC")  # as it is saved for the next year
    assert counts(read_shape(tmp_path, TOGETHER, told=by_words)) == of_staff | of_others
    without = read_shape(tmp_path, TOGETHER, told=chosen("C1=-"))
    assert counts(without) == of_staff
    (aside,) = [one for one in without.problems if one.code == "columns-aside"]
    assert "(C)" in aside.message("vi")
    assert "(F)" in aside.message("vi")


def test_what_is_said_of_several_categories_is_saved(tmp_path: Path) -> None:
    batch = read_shape(tmp_path, TOGETHER, told=chosen("C1=category.CC"))
    for mapping in batch.mappings:
        assert mapping.read.answers == (("Cán bộ, công chức", "category.CC"),)
    rules = [one.rule for mapping in batch.mappings for one in mapping.columns]
    assert (rules.count("told"), rules.count("spanning")) == (1, 1)


def test_all_categories_together_beside_some_add_them_up(tmp_path: Path) -> None:
    rows = [
        [*row[:2], *(int(str(row[2 + at])) + int(str(row[6 + at])) for at in range(4)), *row[2:]]
        for row in ROWS
    ]
    together = ("Cán bộ, công chức, viên chức", GRADES)
    headings = ["STT", "Đơn vị", together, ("Cán bộ", GRADES), ("Công chức", GRADES)]
    assert counts(read_shape(tmp_path, Shape(headings, rows))) == BY_CATEGORY


def in_rows(*headings: str, figures: int = 1, labels: tuple[str, ...] = tuple(GRADES)) -> Shape:
    rows = [
        [at, label, *(10 * at + one for one in range(figures))]
        for at, label in enumerate(labels, 1)
    ]
    return Shape(["TT", *headings], rows)


BOTH = ["Số lượng", "Tỷ lệ"]
UNIT = chosen(fill={"unit_id": "Sở A"})
CC = chosen(fill={"unit_id": "Sở A", "category": "CC"})


@pytest.mark.parametrize("told", [CC, UNIT], ids=["told", "not told"])
def test_grades_in_rows_of_all_together_tell_no_category(tmp_path: Path, told: Chosen) -> None:
    labels = ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ")
    shape = in_rows("Nội dung", "Số lượng", labels=(*labels, "Không hoàn thành nhiệm vụ"))
    (row,) = read_shape(tmp_path, shape, told=told).tables["counts"]
    assert [row.values[one] for one in GRADES] == [10, 20, 30, 40]
    assert row.values["category"] == told.fill.get("category")


@pytest.mark.parametrize(
    ("headings", "figures", "read"),
    [
        (["Mức độ hoàn thành nhiệm vụ", "Công chức", "Viên chức"], 2, [30, 31]),
        (["Nội dung", ("Công chức", BOTH), ("Viên chức", BOTH)], 4, [30, 32]),
        (["Mức", *BOTH], 2, [30]),
    ],
)
def test_a_title_above_grades_in_rows_hides_no_headings(
    tmp_path: Path, headings: list[str], figures: int, read: list[int]
) -> None:
    labels = ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ")
    shape = in_rows(*headings, figures=figures, labels=(*labels, "Không hoàn thành nhiệm vụ"))
    shape.above = [["BIỂU TỔNG HỢP KẾT QUẢ XẾP LOẠI NĂM 2024"]]
    rows = read_shape(tmp_path, shape, told=UNIT).tables["counts"]
    assert [row.values["HTNV"] for row in rows] == read


def test_codes_of_grades_in_rows_with_categories_beside_are_totals(tmp_path: Path) -> None:
    shape = in_rows("Mức", "Công chức", "Viên chức", figures=2)
    shape.rows.insert(1, [None, "- Lãnh đạo", 1, 1])
    batch = read_shape(tmp_path, shape, told=UNIT)
    assert [row.values["category"] for row in batch.tables["counts"]] == ["CC", "VC"]
    assert [row.values["HTXSNV"] for row in batch.tables["counts"]] == [10, 11]


def test_quarters_beside_the_year_are_left_out(tmp_path: Path) -> None:
    shape = in_rows("Mức", "Quý I", "Quý II", "Cả năm", figures=3)
    batch = read_shape(tmp_path, shape, told=CC)
    (row,) = batch.tables["counts"]
    assert [row.values[one] for one in GRADES] == [12, 22, 32, 42]
    assert [one.code for one in batch.problems if one.code == "columns-aside"]


def test_people_with_the_highest_and_the_lowest_grade_are_no_totals(tmp_path: Path) -> None:
    rows = [[1, "Lý An", "HTXSNV"], [2, "Lý Bình", "KHTNV"]]
    shape = Shape(["STT", "Họ và tên", "Xếp loại"], rows)
    told = chosen(fill={"category": "CC", "unit_id": "U1"})
    assert len(read_shape(tmp_path, shape, told=told).tables["staff"]) == len(rows)


SHORT = ["HTXS", "HTT", "HT", "KHT"]


@pytest.mark.parametrize("name", ["Sheet1", "Số lượng"])
@pytest.mark.parametrize(
    "headings",
    [
        SHORT,
        ["Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Không hoàn thành"],
        [("Kết quả xếp loại", SHORT)],
        [(one, ["Số lượng", "Tỷ lệ %"]) for one in SHORT],
    ],
)
def test_totals_under_short_names_of_grades_are_read(
    tmp_path: Path, headings: list, name: str
) -> None:
    shares = len(headings) == 4 and isinstance(headings[0], tuple)
    rows = [
        [at, unit, *(cell for one in own for cell in ([one, "10%"] if shares else [one]))]
        for at, (unit, own) in enumerate((("Xã A", [1, 2, 3, 0]), ("Xã B", [0, 4, 2, 1])), 1)
    ]
    total = [
        "",
        "Cộng",
        *(cell for one in (1, 6, 5, 1) for cell in ([one, ""] if shares else [one])),
    ]
    shape = Shape(["TT", "Đơn vị", *headings], [*rows, total], name=name)
    batch = read_shape(tmp_path, shape)
    assert counts(batch) == {("Xã A", None): [1, 2, 3, 0], ("Xã B", None): [0, 4, 2, 1]}


def test_a_signature_below_grades_in_rows_is_no_grade(tmp_path: Path) -> None:
    shape = in_rows("Mức", "Công chức", "Viên chức", figures=2)
    shape.foot = [[], [None, "NGƯỜI LẬP BIỂU", None, "THỦ TRƯỞNG ĐƠN VỊ"]]
    rows = read_shape(tmp_path, shape, told=UNIT).tables["counts"]
    assert [row.values["HTNV"] for row in rows] == [30, 31]


def test_parts_of_a_row_do_not_part_a_head_from_the_rows_it_adds_up(tmp_path: Path) -> None:
    rows = [
        ["I", "Khối phòng ban", 3, 5, 3, 1],
        [1, "Phòng A", 1, 2, 1, 0],
        ["", "Trong đó: nữ", 1, 1, 0, 0],
        [2, "Phòng B", 2, 3, 2, 1],
    ]
    batch = read_shape(tmp_path, Shape(["TT", "Đơn vị", *GRADES], rows))
    assert counts(batch) == {("Phòng A", None): [1, 2, 1, 0], ("Phòng B", None): [2, 3, 2, 1]}
