"""Where no grade fits, the finding shows the person's own cells and supposes none."""

from __future__ import annotations

from cbccvc_rules import Finding, check, explain
from unit.api.people import a_batch, a_person

IN_THE_GAP = {
    "role": "staff",
    "rating": "HTNV",
    "general_1": "met",
    "general_2": "met",
    "general_3": "met",
    "general_4": "met",
    "degradation_finding": False,
    "criteria_total": 10,
    "criteria_completed": 10,
    "criteria_deficient": 3,
}


def the_gap() -> Finding:
    batch = a_batch(a_person(**IN_THE_GAP), disciplines=[])
    (one,) = [one for one in check(batch).findings if one.rule == "no-grade-fits"]
    return one


def test_no_fact_of_the_finding_tells_another_grade_than_the_cell() -> None:
    facts = [step.fact for top in the_gap().trace for step in top.walk() if step.fact is not None]
    assert facts
    assert {fact.value for fact in facts if fact.column == "rating"} <= {"HTNV"}


def test_both_sides_of_the_gap_are_told_with_their_figures() -> None:
    words = str(explain(the_gap(), "en"))
    assert "3 ≤ 2" in words
    assert "3 > 5" in words
