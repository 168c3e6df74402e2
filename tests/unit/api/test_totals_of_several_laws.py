"""A total whose category is not told, on a day with several laws: each may govern it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, check
from cbccvc_rules.engines.kinds import KINDS

if TYPE_CHECKING:
    from cbccvc_rules import Finding


def shares(category: str, engine: str = "reference") -> dict[str, Finding]:
    """What is found on the shares of a unit told as a total: 12 of 20 excellent, 8 good."""
    total = {"unit_id": "U", "category": category, "total": 20, "HTXSNV": 12, "HTTNV": 8}
    batch = Batch.from_records(
        units=[{"unit_id": "U", "own_regulation_on": "2026-08-01"}],
        counts=[{**total, "HTNV": 0, "KHTNV": 0, "not_rated": 0}],
        period="2026",
        on="2026-12-14",
    )
    found = check(batch, engine=engine).findings
    return {one.rule: one for one in found if one.rule.endswith("excellent-share")}


@pytest.mark.parametrize("engine", KINDS)
def test_no_law_is_passed_over(engine: str) -> None:
    found = shares("", engine)
    assert {rule: one.verdict.value for rule, one in found.items()} == {
        "civil-servant-excellent-share": "unknown",
        "public-employee-excellent-share": "unknown",
    }
    facts = {(fact.record, fact.column) for one in found.values() for fact in one.missing}
    assert facts == {("counts", "category")}


@pytest.mark.parametrize("engine", KINDS)
def test_told_the_category_the_law_is_applied(engine: str) -> None:
    found = shares("CC", engine)
    assert {rule: one.verdict.value for rule, one in found.items()} == {
        "civil-servant-excellent-share": "broken"
    }
