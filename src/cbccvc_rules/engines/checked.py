"""A found verdict is judged again by the reference engine before anybody hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from cbccvc_rules.engines.reference import Env, judge
from cbccvc_rules.errors import EngineDisagreement, Problem
from cbccvc_rules.model.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.engines.base import Engine, Judgement
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Ruleset

ONE_IN = 50
"""Of the verdicts that nobody will look at, one in so many is judged again."""

_OPEN = frozenset({Verdict.BROKEN, Verdict.UNKNOWN})


@dataclass(slots=True)
class Checked:
    """Passes on what another engine finds: all that is broken or open, and a sample of the rest.

    The sample hangs on the names of rule and subject alone, so that a round is always judged alike.
    """

    engine: Engine
    name: str
    again: int = 0
    sampled: int = 0

    def judgements(self, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
        """Yield the verdicts in order of rule, then of row.

        Raises:
            EngineDisagreement: where the reference engine judges otherwise.
        """
        for one in self.engine.judgements(ruleset, world):
            if one.verdict in _OPEN:
                self.again += 1
                self._judge_again(one, ruleset, world)
            elif crc32(f"{one.rule.id}|{one.subject.key}".encode()) % ONE_IN == 0:
                self.sampled += 1
                self._judge_again(one, ruleset, world)
            yield one

    def _judge_again(self, one: Judgement, ruleset: Ruleset, world: World) -> None:
        rule = one.rule
        env = Env(world, ruleset.bindings.of(rule.pack), ruleset.governs[rule.pack])
        verdict = judge(rule, one.subject, env)
        if verdict is not one.verdict:
            params = {
                "engine": self.name,
                "rule": rule.id,
                "subject": one.subject.key,
                "found": one.verdict.value,
                "reference": verdict.value,
            }
            raise EngineDisagreement(Problem("engines-disagree", None, params))
