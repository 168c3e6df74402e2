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


DONE = {
    "role": "staff",
    "general_1": "good",
    "general_2": "good",
    "general_3": "good",
    "general_4": "good",
    "degradation_finding": False,
    "tasks_total": 10,
    "tasks_completed": 10,
    "tasks_on_time_quality": 10,
    "tasks_exceeded": 0,
    "effectiveness": "high",
}
GOOD_UNMET = "public-employee-good-criteria-unmet"


def test_what_is_asked_does_not_change_which_grades_are_permitted() -> None:
    """Điều 13 khoản 1 điểm b is not met, whether or not the rule on excellent is asked as well."""
    person = a_person(**{**DONE, "tasks_completed": 3, "tasks_on_time_quality": 3})
    batch = a_batch(person, disciplines=[])
    everything = check(batch)
    alone = check(batch, select=[GOOD_UNMET])
    without = check(batch, ignore=["public-employee-excellent-criteria-unmet"])
    for findings in (everything, alone, without):
        assert GOOD_UNMET in {one.rule for one in findings.broken}


def test_a_lower_grade_than_permitted_hinges_on_no_reading_that_changes_nothing() -> None:
    """HTTNV is permitted under every reading, so that HTNV breaks nothing under any."""
    criteria = {"criteria_total": 10, "criteria_completed": 9, "criteria_deficient": 3}
    batch = a_batch(a_person(**{**DONE, **criteria, "rating": "HTNV"}), disciplines=[])
    findings = check(batch)
    assert findings.broken == ()
    assert [one.rule for one in findings.hinges if one.subject.id == "A"] == []


def cited(on: str, period: str) -> set[str]:
    """Return what a rating of non-completion without a ground is told to rest on."""
    ungrounded = a_person(**{**DONE, "rating": "KHTNV"})
    batch = a_batch(ungrounded, disciplines=[], period=period, on=on)
    (one,) = check(batch, select=["public-employee-non-completion-without-ground"]).broken
    steps = [below for step in one.trace for below in step.walk()]
    cites = [*one.cites, *(cite for step in steps for cite in step.cites)]
    return {cite.text("vi") for cite in cites}


def test_a_round_before_the_amendment_cites_the_text_of_its_day() -> None:
    """Điều 2 khoản 5 was added, Điều 15 khoản 1 điểm c amended, on 2023-09-15."""
    before, after = cited("2023-09-14", "2022-2023"), cited("2023-09-15", "2022-2023")
    assert not any("48/2023" in text for text in before)
    assert "Điều 15 khoản 1 điểm c Nghị định 90/2020/NĐ-CP" in before
    changed = "Điều 15 khoản 1 điểm c Nghị định 90/2020/NĐ-CP (sửa đổi bởi Nghị định 48/2023/NĐ-CP)"
    assert changed in after
    assert any(text.startswith("Điều 2 khoản 5 ") for text in after)
