"""Which parts of the rules the cases reach: every verdict, every condition both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.authoring.cases import case_batch, case_ruleset, case_world
from cbccvc_rules.engines.base import subjects
from cbccvc_rules.engines.reference import Env, judge, truth
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.authoring.cases import Case
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.packs.library import Library


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A part of a rule with an outcome: a verdict, or a condition or exception with its truth."""

    rule: str
    part: str
    outcome: str


def unreached(cases: Iterable[Case], library: Library) -> list[Part]:
    """Return the parts that no case reaches, in order."""
    wanted = {part for rule in library.rules.values() for part in _parts(rule)}
    met = {part for case in cases if case.judged for part in _met(case, library)}
    return sorted(wanted - met)


def _parts(rule: Rule) -> Iterator[Part]:
    for verdict in (Verdict.KEPT, Verdict.BROKEN, Verdict.UNKNOWN):
        yield Part(rule.id, "verdict", verdict.value)
    for one in (*rule.unless, *rule.require):
        if one.id:
            yield Part(rule.id, one.id, "true")
            yield Part(rule.id, one.id, "false")


def _met(case: Case, library: Library) -> Iterator[Part]:
    """Yield what one case reaches; a condition counts only where its rule applies."""
    batch = case_batch(case.spec)
    world = case_world(batch, library)
    ruleset = case_ruleset(case, library, world)
    rule = next((rule for rule in ruleset.rules if rule.id == case.rule), None)
    if rule is None:
        return
    env = Env(world, ruleset.bindings.of(rule.pack), ruleset.governs[rule.pack])
    for subject in subjects(rule, ruleset, world):
        yield Part(rule.id, "verdict", judge(rule, subject, env).value)
        when = truth(rule.when, subject, subject, env)
        for one in (*rule.unless, *rule.require):
            value = truth(one.node, subject, subject, env)
            if when is not False and value is not None:
                yield Part(rule.id, one.id, "true" if value else "false")
