"""What a round held open remembers: the verdicts on kinds of subjects, whoever they are on.

One person's row may be read anew; units, tables and laws are as they were. What was judged of
somebody with the same in every cell that a rule looks at holds of them, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cbccvc_rules.engines.alike import Alike, Seen
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.bodies import Bodies
from cbccvc_rules.engines.reference import judge

if TYPE_CHECKING:
    from collections.abc import Hashable

    from cbccvc_rules.engines.alike import Apart
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
        self._known: dict[str, _Known] = {}

    def judgement(self, rule: Rule, row: Row, env: Env) -> Judgement:
        """Return the verdict of a rule on a subject; of those alike it is worked out once."""
        known = self._known.get(rule.id)
        if known is None:
            known = self._known[rule.id] = (self._key(rule), {})
        key, verdicts = known
        told = key(row, env)
        if told is None:
            return Judgement(rule, row, judge(rule, row, env))
        verdict = verdicts.get(told)
        if verdict is None:
            verdict = verdicts[told] = judge(rule, row, env)
        return Judgement(rule, row, verdict, (self, told))

    def _key(self, rule: Rule) -> _Key:
        """Return what tells the subjects of a rule apart."""
        if rule.judges == "staff":
            alike = Alike(rule, self._world, self._seen)
            return _nothing if alike.nobody else _of_row(alike.whole)
        if rule.judges == "batch":
            return _nothing
        told = self._bodies.told_apart(rule)
        return lambda row, env: told.key(row, env.world, env.governed)


_Key = Callable[["Row", "Env"], "Hashable"]
_Known = tuple[_Key, dict["Hashable", "Verdict"]]


def _nothing(_row: Row, _env: Env) -> None:
    return None


def _of_row(apart: Apart) -> _Key:
    key = apart.key if apart.has_fine else apart.coarse
    return lambda row, _env: key(row)


def recall(ruleset: Ruleset, world: World) -> Recall:
    """Return what a round remembers of the verdicts of some rules."""
    found = world.asked.get(id(ruleset))
    if not isinstance(found, Recall):
        found = world.asked[id(ruleset)] = Recall(ruleset, world)
    return found
