"""Figures that cannot all be true."""

from __future__ import annotations

import pytest

from cbccvc_rules.model.batch import Batch
from unit.model.records import a_batch, a_person, a_unit, codes, only, person

PAIRS = [
    ("tasks_completed", "tasks_total"),
    ("tasks_on_time_quality", "tasks_completed"),
    ("tasks_exceeded", "tasks_completed"),
    ("criteria_completed", "criteria_total"),
    ("criteria_deficient", "criteria_total"),
]


@pytest.mark.parametrize(("part", "whole"), PAIRS)
def test_a_part_may_be_the_whole(part: str, whole: str) -> None:
    assert codes(a_batch(a_person(**{part: 10, whole: 10}), units=[a_unit()])) == []


@pytest.mark.parametrize(("part", "whole"), PAIRS)
def test_a_part_above_the_whole_makes_both_unknown(part: str, whole: str) -> None:
    batch = a_batch(a_person(**{part: 11, whole: 10}), units=[a_unit()])
    problem = only(batch, "figures-contradict")
    assert (problem.severity, problem.read, problem.params["number"]) == ("error", "11", "10")
    assert person(batch).values[part] is None
    assert person(batch).values[whole] is None
    assert person(batch).typed == {part: "11", whole: "10"}


def test_every_contradiction_of_a_row_is_reported() -> None:
    batch = a_batch(a_person(tasks_total=5, tasks_completed=6, tasks_exceeded=7), units=[a_unit()])
    assert codes(batch) == ["figures-contradict", "figures-contradict"]


def test_a_figure_that_is_not_told_contradicts_nothing() -> None:
    assert codes(a_batch(a_person(tasks_completed=6, tasks_total=""), units=[a_unit()])) == []


def counted(**figures: object) -> Batch:
    return Batch.from_records(counts=[{"unit_id": "U", **figures}], units=[a_unit()], period="2024")


FULL = {"HTXSNV": 1, "HTTNV": 2, "HTNV": 3, "KHTNV": 0, "not_rated": 1}


@pytest.mark.parametrize(("total", "noticed"), [(7, False), (6, True), (8, True)])
def test_totals_must_add_up(total: int, noticed: bool) -> None:
    batch = counted(total=total, **FULL)
    assert codes(batch) == (["counts-do-not-add-up"] if noticed else [])
    assert batch.tables["counts"][0].values["total"] == total


@pytest.mark.parametrize(
    ("total", "noticed"), [(3, []), (9, ["counts-left-over"]), (2, ["counts-do-not-add-up"])]
)
def test_people_beyond_the_grades_told_have_an_unknown_grade(
    total: int, noticed: list[str]
) -> None:
    assert codes(counted(total=total, HTXSNV=1, HTTNV=2)) == noticed


def test_how_many_are_left_over_is_said_with_the_grades_that_are_not_told() -> None:
    problem = only(counted(total=9, HTXSNV=1, HTTNV=2), "counts-left-over")
    assert problem.params["rest"] == "6"
    assert problem.params["empty"] == "`KHTNV`, `HTNV`, `not_rated`"


def test_a_notice_about_totals_is_no_error() -> None:
    assert only(counted(total=1, **FULL), "counts-do-not-add-up").severity == "notice"
