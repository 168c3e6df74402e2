"""Which ratings are lawful for one person; expectations from the clauses named."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules import Batch, Finding, check, permitted
from cbccvc_rules.reports.permitted import permitted_json, permitted_text

if TYPE_CHECKING:
    from cbccvc_rules.model.answers import Permitted

GOOD: dict[str, object] = {
    "staff_id": "A",
    "category": "VC",
    "unit_id": "U",
    "role": "staff",
    "months_worked": 12,
    "leave_months": 0,
    "maternity": False,
    "general_1": "good",
    "general_2": "good",
    "general_3": "good",
    "general_4": "good",
    "degradation_finding": False,
    "tasks_total": 10,
    "tasks_completed": 10,
    "tasks_on_time_quality": 10,
    "tasks_exceeded": 5,
    "effectiveness": "high",
    "rating": "HTTNV",
}


def a_round(**facts: object) -> Batch:
    return Batch.from_records(staff=[{**GOOD, **facts}], disciplines=[], period="2024")


def the_person(**facts: object) -> Permitted:
    (one,) = permitted(a_round(**facts))
    return one


def grade_findings(**facts: object) -> list[Finding]:
    return [one for one in check(a_round(**facts)).broken if one.subject.kind == "staff"]


def test_half_of_the_tasks_exceeded_permits_excellent() -> None:
    """Điều 12 khoản 1 điểm b: at least 50%."""
    assert the_person().permitted == ("HTXSNV", "HTTNV", "HTNV")


def test_four_in_ten_exceeded_permits_good_at_most() -> None:
    assert the_person(tasks_exceeded=4).permitted == ("HTTNV", "HTNV")


def test_non_completion_needs_a_ground() -> None:
    """Điều 15 khoản 1: one of its points."""
    excluded = {one.rating: one.rule for one in the_person().excluded}
    assert "KHTNV" in excluded


def test_a_degradation_finding_permits_non_completion_alone() -> None:
    """Điều 15 khoản 1 điểm a."""
    assert the_person(degradation_finding=True).permitted == ("KHTNV",)


def test_three_months_of_leave_permit_completion_at_most() -> None:
    """Điều 2 khoản 3 đoạn 2."""
    assert the_person(months_worked=9, leave_months=3).permitted == ("HTNV",)


def test_under_six_months_only_not_rated_is_permitted() -> None:
    """Điều 2 khoản 3 đoạn 1."""
    assert the_person(months_worked=5).permitted == ("not_rated",)


def test_between_a_fifth_and_half_deficient_no_grade_fits() -> None:
    """Điều 14 khoản 1 điểm b: at most 20%; Điều 15 khoản 1 điểm b: more than 50%."""
    facts = {"criteria_total": 20, "criteria_completed": 20, "criteria_deficient": 7}
    one = the_person(tasks_on_time_quality=6, **facts)
    assert one.permitted == ()
    assert one.no_grade_fits


def test_the_gap_is_one_notice_in_place_of_blaming_completion() -> None:
    facts = {"criteria_total": 20, "criteria_completed": 20, "criteria_deficient": 7}
    found = grade_findings(tasks_on_time_quality=6, rating="HTNV", **facts)
    assert [(one.rule, one.severity) for one in found] == [("no-grade-fits", "notice")]
    provisions = {cite.provision("vi") for cite in found[0].cites}
    assert {"Điều 14 khoản 1 điểm b", "Điều 15 khoản 1"} <= {
        text if text.startswith("Điều 14") else text[: len("Điều 15 khoản 1")]
        for text in provisions
    }


def test_in_the_gap_a_good_rating_stays_broken() -> None:
    facts = {"criteria_total": 20, "criteria_completed": 20, "criteria_deficient": 7}
    found = grade_findings(tasks_on_time_quality=6, rating="HTTNV", **facts)
    assert [one.severity for one in found] == ["violation"]


def test_a_grade_lower_than_the_best_permitted_is_never_broken() -> None:
    """A person who meets the criteria of excellent may be rated completion."""
    assert grade_findings(rating="HTNV") == []


def test_a_fact_not_told_leaves_a_grade_open_not_permitted() -> None:
    one = the_person(tasks_exceeded=None)
    assert "HTXSNV" not in one.permitted
    assert any(excluded.open and excluded.rating == "HTXSNV" for excluded in one.excluded)


def test_the_law_and_the_directive_exclude_a_grade_with_one_sentence() -> None:
    """Điều 41 khoản 2 điểm b Luật Viên chức; the directive's 3.b says the same."""
    head = {**GOOD, "role": "head", "general_5a": "good"}
    unit = {"unit_id": "U", "rating": "HTNV", "targets_total": 10, "targets_completed": 10}
    batch = Batch.from_records(staff=[head], units=[unit], disciplines=[], period="2024")
    (one,) = permitted(batch)
    (cap,) = [
        reason
        for reason in one.excluded
        if reason.rating == "HTTNV" and "leader-above-unit-led" in (reason.rule, *reason.also)
    ]
    assert (cap.rule, cap.also) == ("public-employee-above-unit-led", ("leader-above-unit-led",))
    assert {cite.act for cite in cap.cites} == {"58/2010/QH12", "Chỉ thị"}


def at_the_end_of_2026(**facts: object) -> Permitted:
    batch = Batch.from_records(
        staff=[{**GOOD, "score": 85, **facts}],
        units=[{"unit_id": "U", "own_regulation_on": "2026-11-20"}],
        disciplines=[],
        period="2026",
        on=date(2026, 12, 14),
    )
    (one,) = permitted(batch)
    return one


def test_where_no_provision_speaks_of_not_rating_the_answer_says_so() -> None:
    """Decree 335: no rule was found that leaves out somebody with twelve months of work."""
    one = at_the_end_of_2026(category="CC")
    assert "not_rated" in one.permitted
    assert one.not_rating_unprovided
    said = permitted_text([one], "en")
    assert "no provision was found that allows such a person not to be rated" in said
    (told,) = json.loads(permitted_json([one], named=False))["staff"]
    assert told["note"]["not_rating_unprovided"] is True


def test_where_the_law_provides_for_not_rating_nothing_is_said() -> None:
    """Điều 2 khoản 3 đoạn 1 of Decree 90; Điều 14 khoản 1 of Decree 233."""
    for one in (the_person(months_worked=5), at_the_end_of_2026(months_worked=5)):
        assert one.permitted == ("not_rated",)
        assert not one.not_rating_unprovided
        assert "no provision was found" not in permitted_text([one], "en")


def test_where_not_rating_is_excluded_nothing_is_said_of_it() -> None:
    assert "not_rated" not in the_person().permitted
    assert not the_person().not_rating_unprovided
