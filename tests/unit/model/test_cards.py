"""Scorecards: whose each row is, criteria told twice, and cells that cannot stand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from unit.model.records import Record, a_batch, a_person, a_unit, codes, only

if TYPE_CHECKING:
    from cbccvc_rules.model.batch import Batch


def a_card(*rows: Record, **more: object) -> Batch:
    return a_batch(a_person("A"), a_person("B"), units=[a_unit()], scorecards=list(rows), **more)


def figures(batch: Batch) -> list[object]:
    return [row.values["points"] for row in batch.tables["scorecards"]]


def test_figures_are_exact_and_kinds_go_by_their_vietnamese_names() -> None:
    row = {"Mã số": "A", "Tiêu chí": "Số hồ sơ", "Loại tiêu chí": "Khối lượng"}
    batch = a_card(row | {"Điểm tối đa": "30", "Chỉ tiêu": "120", "Thực hiện": 118, "Điểm": "29,5"})
    (card,) = batch.tables["scorecards"]
    assert set(codes(batch)) == {"headings-read-as"}
    assert (card.values["kind"], card.values["weight"]) == ("quantity", 30)
    assert (card.values["target"], card.values["actual"]) == (120, 118)
    assert card.values["points"] == Fraction(59, 2)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("số lượng", "quantity"),
        ("chất lượng", "quality"),
        ("thời gian hoàn thành", "progress"),
        ("giải pháp sáng tạo", "innovation"),
        ("Tiêu chí chung", "general"),
    ],
)
def test_a_kind_is_read_by_the_words_of_the_directive(label: str, kind: str) -> None:
    (card,) = a_card({"staff_id": "A", "kind": label}).tables["scorecards"]
    assert card.values["kind"] == kind


def test_an_unknown_kind_is_told_with_the_nearest_one() -> None:
    problem = only(a_card({"staff_id": "A", "kind": "khối luợng"}), "cell-code-unknown")
    assert "khối lượng" in problem.say("vi")


@pytest.mark.parametrize("column", ["weight", "target", "actual", "points"])
def test_a_negative_figure_is_out_of_range(column: str) -> None:
    batch = a_card({"staff_id": "A", column: "-1"})
    assert only(batch, "cell-out-of-range").place.heading == column


def test_a_row_of_nobody_is_not_used() -> None:
    batch = a_card({"staff_id": "", "criterion": "Số hồ sơ", "points": 8})
    assert only(batch, "scorecard-of-nobody").place.heading == "criterion"
    assert batch.tables["scorecards"] == ()


def test_a_row_of_a_person_and_a_unit_leaves_the_cards_of_both_open() -> None:
    batch = a_card({"staff_id": "A", "unit_id": "U", "points": 8, "weight": 10})
    problem = only(batch, "scorecard-of-two")
    assert (problem.place.heading, problem.params) == ("unit_id", {"staff": "A", "unit": "U"})
    (row,) = batch.tables["scorecards"]
    assert (row.values["points"], row.bad) == (None, {"points", "weight"})


def test_unknown_owners_are_named_with_the_nearest_id() -> None:
    batch = a_card({"staff_id": " a", "points": 8}, {"staff_id": "", "unit_id": "u", "points": 8})
    assert only(batch, "staff-unknown").params["nearest"] == "A"
    assert only(batch, "unit-unknown").params["nearest"] == "U"


def test_a_criterion_told_twice_leaves_its_figures_open() -> None:
    rows = [
        {"staff_id": "A", "criterion": "Số hồ sơ", "points": 8},
        {"staff_id": "A", "criterion": "SỐ  HỒ SƠ", "points": 9},
        {"staff_id": "B", "criterion": "Số hồ sơ", "points": 7},
    ]
    batch = a_card(*rows)
    problem = only(batch, "duplicate-id")
    assert problem.params["id"] == "A / Số hồ sơ"
    assert problem.params["rows"] == "2"
    assert figures(batch) == [None, None, 7]


def test_rows_without_a_criterion_are_not_taken_for_one_another() -> None:
    batch = a_card({"staff_id": "A", "points": 8}, {"staff_id": "A", "points": 9})
    assert codes(batch) == []
    assert figures(batch) == [8, 9]


def test_a_table_that_says_whose_nothing_is_cannot_be_used() -> None:
    batch = a_card({"criterion": "Số hồ sơ", "points": 8})
    assert only(batch, "column-missing").params["column"] == "staff_id"
    assert "scorecards" not in batch.columns
