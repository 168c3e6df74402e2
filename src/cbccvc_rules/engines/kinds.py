"""The engines there are: the one list that choices, docs and the conformance tests read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.base import Engine, Judgement, subjects
from cbccvc_rules.engines.reference import Env, judge
from cbccvc_rules.engines.sql.engine import SqlEngine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Ruleset


class ReferenceEngine:
    """Evaluates every rule on every subject, one at a time."""

    def judgements(self, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
        """Yield the verdicts in order of rule, then of row."""
        for rule in ruleset.rules:
            env = Env(world, ruleset.bindings.of(rule.pack), ruleset.governs[rule.pack])
            for subject in subjects(rule, ruleset, world):
                yield Judgement(rule, subject, judge(rule, subject, env))


KINDS: Mapping[str, type[Engine]] = {"reference": ReferenceEngine, "sql": SqlEngine}
