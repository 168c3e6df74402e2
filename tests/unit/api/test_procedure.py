"""Steps of procedure, Party grades and consequences beside the grades; from the clauses named."""

from __future__ import annotations

import pytest

from cbccvc_rules import Batch, Finding, check, permitted

PERSON: dict[str, object] = {
    "staff_id": "A",
    "category": "VC",
    "unit_id": "U",
    "role": "staff",
    "months_worked": 12,
    "leave_months": 0,
    "maternity": False,
    "general_1": "met",
    "general_2": "met",
    "general_3": "met",
    "general_4": "met",
    "degradation_finding": False,
    "tasks_total": 10,
    "tasks_completed": 10,
    "tasks_on_time_quality": 10,
    "tasks_exceeded": 0,
    "effectiveness": "normal",
    "rating": "HTTNV",
}
HISTORY: list[dict[str, object]] = [{"staff_id": "A", "period": "2023", "rating": "KHTNV"}]


def a_round(occasion: str = "annual", **facts: object) -> Batch:
    return Batch.from_records(
        staff=[{**PERSON, **facts}],
        disciplines=[],
        history=HISTORY,
        period="2024",
        occasion=occasion,
    )


def found(occasion: str = "annual", **facts: object) -> dict[str, Finding]:
    findings = check(a_round(occasion, **facts)).findings
    return {one.rule: one for one in findings if one.subject.id == "A"}


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"decided_on": "2024-12-15"}, "decided-late"),
        ({"minutes": "không có"}, "meeting-without-minutes"),
        ({"proposed_rating": "HTXSNV"}, "decided-unlike-proposal"),
        ({"party_rating": "HTXSNV"}, "party-excellent-under-later-rules"),
    ],
)
def test_a_step_or_a_party_grade_makes_no_grade_permitted_or_forbidden(
    facts: dict[str, object], rule: str
) -> None:
    assert rule in found(**facts)
    (one,) = permitted(a_round(**facts))
    assert one.permitted == ("HTTNV", "HTNV")
    assert rule not in {reason.rule for reason in one.excluded}


def test_the_decree_and_the_directive_make_one_finding_of_one_step() -> None:
    one = found(decided_on="2024-12-10", notified_on="chưa")["not-notified-in-writing"]
    assert one.also == ("rated-person-not-told",)
    assert {cite.act for cite in one.cites} >= {"90/2020/NĐ-CP", "Chỉ thị"}
    assert one.severity == "violation"


def test_what_neither_can_decide_is_one_finding_with_every_cell_that_is_missing() -> None:
    one = found(decided_on="", notified_on="2024-12-12")["not-notified-in-writing"]
    assert (one.verdict.value, one.also) == ("unknown", ("rated-person-not-told",))
    assert [fact.column for fact in one.missing] == ["decided_on"]


def test_on_another_occasion_the_directive_speaks_alone() -> None:
    one = found("pre_appointment", decided_on="2024-06-10", notified_on="chưa")
    assert "not-notified-in-writing" not in one
    assert (one["rated-person-not-told"].severity, one["rated-person-not-told"].also) == (
        "warning",
        (),
    )


def test_a_message_quotes_the_cell_that_says_that_there_is_none() -> None:
    one = found(decided_on="2024-12-10", notified_on="Chưa")["not-notified-in-writing"]
    assert "notice: Chưa" in one.message.en


def test_a_consequence_is_a_notice_that_arises_for_consideration() -> None:
    facts: dict[str, object] = {"rating": "KHTNV", "degradation_finding": True}
    consequences = {
        rule: one
        for rule, one in found(**facts).items()
        if rule.startswith(("public-employee-failed", "pay-step", "non-completion-to-be"))
    }
    assert set(consequences) == {
        "public-employee-failed-two-years-running",
        "pay-step-delayed",
        "non-completion-to-be-moved",
    }
    assert {one.severity for one in consequences.values()} == {"notice"}
    said = [one.message.en for one in consequences.values()]
    assert all("consider" in words for words in said)


def test_a_step_without_its_column_is_not_checkable() -> None:
    rules = {one.rule: one.missing for one in check(a_round()).not_checkable}
    assert rules["meeting-without-minutes"] == ("minutes",)
    assert rules["decided-late"] == ("decided_on",)
    assert rules["rated-by-oneself"] == ("decided_by",)
