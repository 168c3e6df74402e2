"""What was saved of one year's headings is held against the next year's: it fits, or is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.model.chosen_file import choices_told, read_choices
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
from unit.intake.shapes.test_several_sheets import BOTH, COLUMNS, LEADERS, OTHERS
from unit.intake.shapes.test_totals import LABELS, f6

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.chosen import Chosen

TWICE = Shape(
    ["STT", "Họ và tên", "Mức xếp loại", "Điểm", "Mức xếp loại", "Ghi chú"],
    [[1, NAMES[0], "HTXSNV", 90, "HTTNV", None]],
    above=[["KẾT QUẢ THÁNG 12/2024"]],
)
TOLD = chosen("A1=-", "C=self_rating", "E=rating", "Điểm=-", fill=ALL_ONE)


def saved(batch: Batch) -> Chosen:
    chosen_again, problems = read_choices(choices_told(batch.mappings, batch.chosen), "m.yaml")
    assert problems == []
    return chosen_again


def with_headings(shape: Shape, *headings: str) -> Shape:
    rows = [[*row, *[None] * (len(headings) - len(row))] for row in shape.rows]
    return replace(shape, headings=list(headings), rows=rows)


def test_which_of_the_same_headings_is_meant_is_saved_and_read_back(tmp_path: Path) -> None:
    batch = read_shape(tmp_path, TWICE, told=TOLD)
    again = saved(batch)
    assert {one.column: one.field for one in again.columns} == {
        "Mức xếp loại #1": "self_rating",
        "Mức xếp loại #2": "rating",
        "Điểm": "-",
        "KẾT QUẢ THÁNG 12/2024": "-",
    }
    batch = read_shape(tmp_path, TWICE, told=again)
    assert people_of(batch, "self_rating", "rating") == [("HTXSNV", "HTTNV")]
    assert saved(batch) == again


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (("STT", "Họ và tên", "Tháng sinh", "Mức xếp loại", "Điểm", "Mức xếp loại"), "differ"),
        (("STT", "Họ và tên", "Mức xếp loại", "Điểm", "Ghi chú"), "differ"),
        (("STT", "Họ và tên", "Điểm", "Mức xếp loại", "Mức xếp loại", "Ghi chú"), "moved"),
    ],
)
def test_where_headings_are_the_same_any_other_row_of_headings_is_refused(
    tmp_path: Path, headings: tuple[str, ...], code: str
) -> None:
    again = saved(read_shape(tmp_path, TWICE, told=TOLD))
    problems = asked(tmp_path, with_headings(TWICE, *headings), told=again)
    assert f"headings-{code}" in codes(problems)


ONCE = Shape(
    ["STT", "Họ và tên", "Đơn vị", "Kết luận", "Ghi chú"],
    [[1, NAMES[0], "Phòng 1", "HTTNV", None]],
)
SAID = chosen("Kết luận=rating", "Đơn vị=unit_id", fill={"category": "CC"})


def test_headings_that_mean_nothing_may_come_and_go(tmp_path: Path) -> None:
    again = saved(read_shape(tmp_path, ONCE, told=SAID))
    shape = with_headings(ONCE, "STT", "Họ và tên", "Đơn vị", "Kết luận", "Quê quán")
    assert people_of(read_shape(tmp_path, shape, told=again), "rating") == [("HTTNV",)]


@pytest.mark.parametrize(
    "headings",
    [
        ("STT", "Họ và tên", "Đơn vị", "Kết luận khác", "Mức xếp loại"),
        ("STT", "Họ và tên", "Đơn vị", "Kết luận", "Mức xếp loại"),
        ("STT", "Họ và tên", "Phòng", "Kết luận", "Ghi chú"),
        ("STT", "Họ và tên", "Đơn vị", "Kết luận", "Kết luận"),
        ("STT", "Họ và tên", "Đơn vị", "Kết luận năm 2023", "Kết luận năm 2024"),
    ],
)
def test_other_headings_that_mean_something_are_refused_with_what_differs(
    tmp_path: Path, headings: tuple[str, ...]
) -> None:
    again = saved(read_shape(tmp_path, ONCE, told=SAID))
    problems = asked(tmp_path, with_headings(ONCE, *headings), told=again)
    (differ,) = [one for one in problems if one.code == "headings-differ"]
    new = next(one for one in headings if one not in ONCE.headings or headings.count(one) > 1)
    assert f"`{new}`" in differ.say("en")


def test_a_heading_that_others_span_now_is_another_one(tmp_path: Path) -> None:
    again = saved(read_shape(tmp_path, ONCE, told=SAID))
    spanned = replace(
        ONCE,
        headings=["STT", "Họ và tên", "Đơn vị", ("Cá nhân tự đánh giá", ["Kết luận", "Ghi chú"])],
    )
    assert "headings-differ" in codes(asked(tmp_path, spanned, told=again))


def test_another_title_than_the_one_that_was_answered_is_asked_about_again(tmp_path: Path) -> None:
    again = saved(read_shape(tmp_path, TWICE, told=TOLD))
    other = replace(TWICE, above=[["KẾT QUẢ QUÝ II NĂM 2024"]])
    problems = asked(tmp_path, other, told=again)
    assert codes(problems) == ["title-of-part", "map-column-unknown"]


def test_several_sheets_are_saved_each_with_its_own_headings(tmp_path: Path) -> None:
    fill = {"category": "VC", "Lãnh đạo!role": "head", "'Nhân viên'!role": "staff"}
    batch = read_shape(tmp_path, LEADERS, OTHERS, told=chosen(*BOTH, *COLUMNS, fill=fill))
    again = saved(batch)
    assert {(one.table, one.sheet) for one in again.headings} == {
        ("staff", "Lãnh đạo"),
        ("staff", "Nhân viên"),
    }
    assert people_of(read_shape(tmp_path, LEADERS, OTHERS, told=again), "rating") == [
        ("HTXSNV",),
        ("HTTNV",),
        ("HTNV",),
    ]


def test_the_columns_of_totals_are_saved_by_their_headings(tmp_path: Path) -> None:
    shape = f6(*LABELS, third="Viện chức")
    told = chosen("G=category.VC", fill={"unit_id": "X"})
    batch = read_shape(tmp_path, shape, told=told)
    again = saved(batch)
    assert {one.column: one.field for one in again.columns} == {
        "Viện chức / Số lượng": "category.VC"
    }
    counts = read_shape(tmp_path, shape, told=again).tables["counts"]
    assert [row.values["category"] for row in counts] == ["CC", "VC"]


def test_a_column_without_a_heading_may_be_named_by_its_letter(tmp_path: Path) -> None:
    shape = Shape(["STT", "Họ và tên", "", "Ghi chú"], [[1, NAMES[0], "HTTNV", "x"]])
    batch = read_shape(tmp_path, shape, told=chosen("C=rating", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",)]


def test_a_choice_that_names_a_cell_of_somebodys_row_has_no_effect_and_is_refused(
    tmp_path: Path,
) -> None:
    problems = asked(tmp_path, ONCE, told=chosen("D2=-", "Kết luận=rating", "C=unit_id", fill=ALL))
    assert codes(problems) == ["map-without-effect"]


ALL = {"category": "CC"}


def test_heads_are_saved_without_how_many_people_they_count(tmp_path: Path) -> None:
    def year(*counts: int) -> Shape:
        names = ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ")
        rows: list[list[object]] = []
        for name, number, count in zip(names, ("I", "II"), counts, strict=True):
            rows.append([number, f"{name}: {count:02} đồng chí", None])
            rows.extend([[at + 1, f"{name} {at}", None] for at in range(count)])
        return Shape(["STT", "Họ và tên", "Xếp loại"], rows)

    told = chosen("B2=rating.HTXSNV", "B5=rating.HTTNV", fill=ALL_ONE)
    again = saved(read_shape(tmp_path, year(2, 1), told=told))
    assert [one.column for one in again.columns] == [
        "Hoàn thành xuất sắc nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
    ]
    batch = read_shape(tmp_path, year(1, 2), told=again)
    assert people_of(batch, "rating") == [("HTXSNV",), ("HTTNV",), ("HTTNV",)]
