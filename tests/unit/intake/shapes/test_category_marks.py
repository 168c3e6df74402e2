"""Categories told by ticks: under each category, or under the grades that it spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.intake.shapes.books import (
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

GRADES = ["HTXSNV", "HTTNV", "HTNV", "KHTNV"]
UNIT = {"unit_id": "Sở A"}
LETTERS = "CDEFGHIJ"


def spanned(*rows: list[object], first: tuple[object, ...] = ()) -> Shape:
    headings = ["STT", "Họ và tên", *first, ("Công chức", GRADES), ("Viên chức", GRADES)]
    return Shape(headings, [[at, NAMES[at - 1], *row] for at, row in enumerate(rows, 1)])


CIVIL: list[object] = [None, "x"]
PUBLIC: list[object] = [None, None, None, None, "x"]
PEOPLE = [(NAMES[0], "CC", "HTTNV"), (NAMES[1], "VC", "HTXSNV")]


def test_a_tick_below_a_category_and_a_grade_tells_both(tmp_path: Path) -> None:
    batch = read_shape(tmp_path, spanned(CIVIL, PUBLIC), told=chosen(fill=UNIT))
    assert people_of(batch, "name", "category", "rating") == PEOPLE
    assert "heading-unknown" not in codes(batch.problems)


def test_each_grade_of_each_category_may_be_said(tmp_path: Path) -> None:
    told = [f"{at}=rating.{code}" for at, code in zip(LETTERS, GRADES * 2, strict=True)]
    batch = read_shape(tmp_path, spanned(CIVIL, PUBLIC), told=chosen(*told, fill=UNIT))
    assert people_of(batch, "name", "category", "rating") == PEOPLE


def test_ticks_in_both_categories_are_nobodys(tmp_path: Path) -> None:
    both: list[object] = [None, "x", None, None, "x"]
    batch = read_shape(tmp_path, spanned(both, PUBLIC), told=chosen(fill=UNIT))
    assert people_of(batch, "category", "rating") == [(None, None), ("VC", "HTXSNV")]
    assert codes(batch.problems).count("cell-marks-several") == 2


def test_a_category_for_all_is_refused_where_ticks_tell_it(tmp_path: Path) -> None:
    told = chosen(fill={**UNIT, "category": "VC"})
    assert "fill-told" in codes(asked(tmp_path, spanned(CIVIL, PUBLIC), told=told))


def test_a_column_of_categories_is_held_against_the_ticks(tmp_path: Path) -> None:
    same = spanned(["Công chức", *CIVIL], ["VC", *PUBLIC], first=("Đối tượng",))
    batch = read_shape(tmp_path, same, told=chosen(fill=UNIT))
    assert people_of(batch, "name", "category", "rating") == PEOPLE
    other = spanned(["VC", *CIVIL], ["VC", *PUBLIC], first=("Đối tượng",))
    assert codes(asked(tmp_path, other, told=chosen(fill=UNIT))) == ["marks-which"]


def of_columns(*rows: list[object], above: str | None = None) -> Shape:
    names = ["Cán bộ", "Công chức", "Viên chức"]
    headings = ["STT", "Họ và tên", *([(above, names)] if above else names), "Xếp loại"]
    return Shape(headings, [[at, NAMES[at - 1], *row] for at, row in enumerate(rows, 1)])


@pytest.mark.parametrize("above", [None, "Đối tượng"])
def test_a_tick_below_a_category_tells_it(tmp_path: Path, above: str | None) -> None:
    shape = of_columns([None, "x", None, "HTT"], ["x", None, None, "HT"], above=above)
    batch = read_shape(tmp_path, shape, told=chosen(fill=UNIT))
    assert people_of(batch, "category", "rating") == [("CC", "HTTNV"), ("CB", "HTNV")]


def test_categories_may_be_said_of_columns(tmp_path: Path) -> None:
    shape = of_columns([None, "x", None, "HTT"], ["x", None, None, "HT"])
    told = chosen("C=category.HD", "D=category.CC", "E=-", fill=UNIT)
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "category") == [("CC",), ("HD",)]


def test_somebody_without_a_tick_or_with_two_has_no_category(tmp_path: Path) -> None:
    shape = of_columns([None, None, None, "HTT"], ["x", None, "x", "HT"])
    shape.rows.append([3, NAMES[2], None, None, "x", "HT"])
    batch = read_shape(tmp_path, shape, told=chosen(fill=UNIT))
    assert people_of(batch, "category") == [(None,), (None,), ("VC",)]
    assert {"category-missing", "cell-marks-several"} <= set(codes(batch.problems))


def test_a_head_that_tells_another_category_than_a_tick_is_held_against_it(tmp_path: Path) -> None:
    shape = of_columns([None, "x", None, "HTT"], [None, None, "x", "HT"])
    shape.rows.insert(0, ["Công chức"])
    shape.rows.append([3, NAMES[2], None, None, None, "HT"])
    batch = read_shape(tmp_path, shape, told=chosen(fill=UNIT))
    assert people_of(batch, "category") == [("CC",), (None,), ("CC",)]
    assert "cell-marks-several" in codes(batch.problems)


def test_columns_with_more_than_ticks_tell_no_category(tmp_path: Path) -> None:
    shape = of_columns(["3", "x", "5", "HTT"], ["2", None, "1", "HT"])
    batch = read_shape(tmp_path, shape, told=chosen(fill={**UNIT, "category": "CC"}))
    assert people_of(batch, "category") == [("CC",), ("CC",)]
