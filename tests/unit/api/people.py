"""Builders of rounds of Python records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules import Batch, Finding, Findings, check

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = dict[str, object]
RULE = "rated-under-six-months"
SHARE = "excellent-share"


def a_person(staff_id: str = "A", **more: object) -> Record:
    """Return a public employee whom nothing can be held against."""
    told: Record = {"staff_id": staff_id, "unit_id": "U", "category": "VC", "rating": "HTTNV"}
    return {**told, "months_worked": 12, "leave_months": 0, "maternity": False, **more}


def a_batch(*staff: Record, **more: object) -> Batch:
    """Return a round of 2024; of one person if nobody is named."""
    told: Record = {"period": "2024", **more}
    return Batch.from_records(staff=list(staff) or [a_person()], **told)


def of_shares(excellent: int, others: int, **more: object) -> Batch:
    """Return a round of one unit with so many rated excellent, and so many good."""
    grades = ["HTXSNV"] * excellent + ["HTTNV"] * others
    people = [a_person(f"S{number}", rating=grade) for number, grade in enumerate(grades, 1)]
    return a_batch(*people, **more)


def verdicts(batch: Batch, rule: str = RULE, **asked: object) -> Mapping[str, str]:
    """Return what a rule says, by subject: broken or unknown."""
    found: Findings = check(batch, select=[rule], **asked)
    return {one.subject.id: one.verdict.value for one in found.findings}


def only(batch: Batch, rule: str = RULE, **asked: object) -> Finding:
    """Return the one finding of a rule."""
    (one,) = check(batch, select=[rule], **asked).findings
    return one
