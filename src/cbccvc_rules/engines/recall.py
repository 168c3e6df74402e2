"""What a round held open remembers: the verdicts on kinds of subjects, whoever they are on.

One person's row may be read anew; units, tables and laws are as they were. What was judged of
somebody with the same in every cell that a rule looks at holds of them, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.alike import Alike, Seen
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.bodies import Bodies, ToldApart
from cbccvc_rules.engines.reference import judge

if TYPE_CHECKING:
    from collections.abc import Hashable

    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.finding import Verdict
    from cbccvc_rules.model.rows import Row


class Recall:
    """Verdicts by rule and by what tells subjects apart; kept with the round."""

    def __init__(self, ruleset: Ruleset, world: World) -> None:
        """Remember nothing."""
        self._ruleset = ruleset  # as long as it is kept, no other ruleset has its number
        self._world = world
        self._seen = Seen(changing=True)
        self._bodies = Bodies(world, self._seen)
        self._people: dict[str, Alike] = {}
        self._others: dict[str, ToldApart] = {}
        self._verdicts: dict[tuple[str, Hashable], Verdict] = {}

    def judgement(self, rule: Rule, row: Row, env: Env) -> Judgement:
        """Return the verdict of a rule on a subject; of those alike it is worked out once."""
        told = self._key(rule, row, env)
        if told is None:
            return Judgement(rule, row, judge(rule, row, env))
        key = (rule.id, told)
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = self._verdicts[key] = judge(rule, row, env)
        return Judgement(rule, row, verdict, (self, told))

    def _key(self, rule: Rule, row: Row, env: Env) -> Hashable:
        if rule.judges == "staff":
            alike = self._people.get(rule.id)
            if alike is None:
                alike = self._people[rule.id] = Alike(rule, self._world, self._seen)
            return alike.key(row)
        if rule.judges == "batch":
            return None
        told = self._others.get(rule.id)
        if told is None:
            told = self._others[rule.id] = self._bodies.told_apart(rule)
        return told.key(row, env.world, env.governed)


def recall(ruleset: Ruleset, world: World) -> Recall:
    """Return what a round remembers of the verdicts of some rules."""
    found = world.asked.get(id(ruleset))
    if not isinstance(found, Recall):
        found = world.asked[id(ruleset)] = Recall(ruleset, world)
    return found
