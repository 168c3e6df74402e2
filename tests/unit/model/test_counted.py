"""`counted_in` stands only if the period it names was rated non-completion (Điều 2 khoản 5.b)."""

from __future__ import annotations

import pytest

from cbccvc_rules import check
from unit.model.records import Record, a_batch, a_person, codes

DECISION: Record = {
    "staff_id": "A",
    "violation_id": "V",
    "track": "administrative",
    "issued_on": "2025-02-20",
    "effective_on": "2025-02-20",
    "duty_related": True,
}


def verdict(counted_in: str, *history: Record) -> list[str]:
    """Say what the round of 2025 concludes of a violation, and which faults it has."""
    batch = a_batch(
        a_person(months_worked=12, leave_months=0, maternity=False),
        period="2025",
        disciplines=[{**DECISION, "counted_in": counted_in}],
        history=list(history) or None,
    )
    found = check(batch, select=["disciplined-but-rated"]).findings
    faults = [code for code in codes(batch) if code.startswith(("counted", "cell", "period"))]
    return [one.verdict.value for one in found] + faults


def rated(rating: str) -> Record:
    return {"staff_id": "A", "period": "2024", "rating": rating}


def test_a_violation_that_led_to_non_completion_before_is_not_counted_again() -> None:
    assert verdict("2024", rated("KHTNV")) == []
    assert verdict("2024") == []


@pytest.mark.parametrize("rating", ["HTNV", "HTXSNV", "not_rated"])
def test_a_violation_said_to_have_led_to_it_when_it_did_not_is_a_question(rating: str) -> None:
    assert verdict("2024", rated(rating)) == ["unknown", "counted-in-contradicts"]


def test_a_violation_cannot_have_been_counted_in_a_later_period() -> None:
    assert verdict("2026") == ["unknown", "counted-in-later"]


def test_a_period_that_cannot_be_read_is_not_taken_for_none() -> None:
    assert verdict("abc")[0] == "unknown"


def test_a_violation_counted_nowhere_before_counts() -> None:
    assert verdict("") == ["broken"]
