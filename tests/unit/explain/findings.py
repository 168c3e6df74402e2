"""Findings of every rule of the library, made from the cases beside the rules."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cbccvc_rules.api import library
from cbccvc_rules.api.finding import finding
from cbccvc_rules.authoring.cases import Case, case_batch, case_ruleset, case_world, cases_of_packs
from cbccvc_rules.engines.detail import detail
from cbccvc_rules.engines.kinds import ReferenceEngine
from cbccvc_rules.sources import packaged_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.model.finding import Finding

EACH = 1  # a finding of each rule and verdict; more of them say nothing new


@cache
def all_cases() -> tuple[Case, ...]:
    return tuple(cases_of_packs(packaged_rules(), library()))


@cache
def findings_of(verdict: str) -> tuple[Finding, ...]:
    """A few findings of each rule with a verdict that its cases expect."""
    found: dict[str, list[Finding]] = {}
    for case in all_cases():
        mine = found.setdefault(case.rule, [])
        expected = {one.subject for one in case.spec.expect if one.verdict == verdict}
        if expected and len(mine) < EACH:
            mine.extend(one for one in _of(case) if one.subject.id in expected)
    return tuple(one for mine in found.values() for one in mine[:EACH])


def _of(case: Case) -> Iterator[Finding]:
    batch = case_batch(case.spec)
    world = case_world(batch, library())
    ruleset = case_ruleset(case, library(), world)
    for judgement in ReferenceEngine().judgements(ruleset, world):
        if judgement.rule.id == case.rule:
            yield finding(detail(judgement, ruleset, world), batch, world, judgement.rule.severity)


def names_of(findings: tuple[Finding, ...]) -> list[str]:
    """Ids for the parameters of a test."""
    return [f"{one.rule}-{one.subject.id}" for one in findings]
