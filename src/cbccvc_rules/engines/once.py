"""The reference engine on a round, those alike judged once: what holds of one holds of all."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.engines.alike import Alike, Seen
from cbccvc_rules.engines.alike_groups import AlikeGroups, cells_of
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.chosen import governed_rules
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.reference import judge
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from cbccvc_rules.engines.base import Subjects
    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.finding import Verdict
    from cbccvc_rules.model.rows import Row


@dataclass(slots=True)
class Once:
    """Judges one subject of a round after another; those alike for a rule, once.

    `telling`: what a rule names beside its verdict, its measures and lets, tells apart, too.
    """

    ruleset: Ruleset
    world: World
    telling: bool = False
    _known: dict[tuple[str, Hashable], Verdict] = field(default_factory=dict)
    _rules: dict[str, tuple[Env, Callable[[Row], Hashable]]] = field(default_factory=dict)
    _seen: Seen = field(default_factory=Seen)

    def key(self, rule: Rule, subject: Row) -> Hashable:
        """Return what subjects have in common that a rule cannot tell apart, None for none."""
        return self._of(rule)[1](subject)

    def alike(self, rule: Rule) -> Alike:
        """Return what tells people apart for a rule."""
        also = (*rule.lets.values(), *rule.measures.values()) if self.telling else ()
        return Alike(rule, self.world, self._seen, also)

    def _of(self, rule: Rule) -> tuple[Env, Callable[[Row], Hashable]]:
        found = self._rules.get(rule.id)
        if found is None:
            env = environment(rule, self.ruleset, self.world)
            found = self._rules[rule.id] = (env, self._told_apart(rule, env))
        return found

    def _told_apart(self, rule: Rule, env: Env) -> Callable[[Row], Hashable]:
        if rule.judges == "staff":
            return self.alike(rule).key
        also = (*rule.lets.values(), *rule.measures.values()) if self.telling else ()
        groups = AlikeGroups(rule, self.world, env.governed, also)
        kind = cells_of(groups.of_people)
        return lambda row: groups.key(row, kind)

    def verdict(self, rule: Rule, subject: Row) -> Verdict:
        """Return the verdict on a subject."""
        return self.judgement(rule, subject).verdict

    def judgement(self, rule: Rule, subject: Row) -> Judgement:
        """Return the verdict on a subject, told which are alike."""
        env, told_apart = self._of(rule)
        alike = told_apart(subject)
        if alike is None:
            return Judgement(rule, subject, judge(rule, subject, env))
        verdict = self._known.get((rule.id, alike))
        if verdict is None:
            verdict = self._known[rule.id, alike] = judge(rule, subject, env)
        return Judgement(rule, subject, verdict, alike)

    def judgements_on(self, chosen: Subjects) -> Iterator[Judgement]:
        """Yield the verdict of every rule on each of the subjects that it governs, by subject."""
        for rule, row in governed_rules(self.ruleset, self.world, chosen):
            yield self.judgement(rule, row)
