"""What a round held open remembers: the verdicts on kinds of subjects, whoever they are on.

One person's row may be read anew; units, tables and laws are as they were. What was judged of
somebody with the same in every cell that a rule looks at holds of them, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cbccvc_rules.engines.alike import OF_PEOPLE, Alike, Seen, cells_of, relations_of, rows_of
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.bodies import Bodies
from cbccvc_rules.engines.reference import judge, truth
from cbccvc_rules.lang.nodes import Parameter, Reading, Sum, Tally
from cbccvc_rules.lang.rules import below

if TYPE_CHECKING:
    from collections.abc import Container, Hashable

    from cbccvc_rules.engines.alike import Apart
    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Bindings, Judged, Rule, Ruleset
    from cbccvc_rules.model.finding import Verdict
    from cbccvc_rules.model.rows import Row


class Recall:
    """Verdicts by rule, by readings and by what tells subjects apart; kept with the round."""

    def __init__(self, ruleset: Ruleset, world: World) -> None:
        """Remember nothing."""
        self._ruleset = ruleset  # as long as it is kept, no other ruleset has its number
        self._world = world
        self._seen = Seen(changing=True)
        self._bodies = Bodies(world, self._seen)
        self._keys: dict[str, _Key] = {}
        self._known: dict[tuple[str, int], _Known] = {}
        self._verdicts: dict[Hashable, _Verdicts] = {}
        self._of_kind: dict[str, list[Rule]] = {}
        self._asked: dict[int, tuple[Container[str], list[Rule]]] = {}
        self._sieve = tuple(rule for rule in ruleset.law if _told_by_few(rule, world, self._seen))
        self._sieved: dict[Hashable, frozenset[str]] = {}

    def rules(self, judges: Judged, asked: Container[str] | None) -> list[Rule]:
        """Return the rules on a kind of subject, in their order; where told, those asked for."""
        if judges not in self._of_kind:
            self._of_kind[judges] = [one for one in self._ruleset.rules if one.judges == judges]
        if asked is None:
            return self._of_kind[judges]
        found = self._asked.get(id(asked))
        if found is None:
            rules = [rule for rule in self._of_kind[judges] if rule.id in asked]
            # What is asked is kept, so that nothing else has its number.
            found = self._asked[id(asked)] = (asked, rules)
        return found[1]

    def not_for(self, row: Row, env: Env) -> frozenset[str]:
        """Return the rules that do not apply to a person by category, role and grade alone."""
        values = row.values
        key = (*[values[name] for name in _FEW], row.bad, row.denied)
        found = self._sieved.get(key)
        if found is None:
            not_for = [one.id for one in self._sieve if truth(one.when, row, row, env) is False]
            found = self._sieved[key] = frozenset(not_for)
        return found

    def judgement(self, rule: Rule, row: Row, env: Env) -> Judgement:
        """Return the verdict of a rule on a subject; of those alike it is worked out once."""
        verdict, alike = self.verdict(rule, row, env)
        return Judgement(rule, row, verdict, alike)

    def verdict(self, rule: Rule, row: Row, env: Env) -> tuple[Verdict, Hashable]:
        """Return the verdict under the readings of an environment, and what those alike share."""
        known = self._known.get((rule.id, id(env.bindings)))
        if known is None:
            known = (self._key(rule), self._verdicts_of(rule, env.bindings), env.bindings)
            self._known[rule.id, id(env.bindings)] = known
        key, verdicts, _ = known
        told = key(row, env)
        if told is None:
            return judge(rule, row, env), None
        found = verdicts.get(told)
        if found is None:
            found = verdicts[told] = (judge(rule, row, env), (self, told))
        return found

    def _verdicts_of(self, rule: Rule, bindings: Bindings) -> _Verdicts:
        """Return the verdicts of a rule where the readings and figures that it takes are these."""
        readings = tuple(bindings.reading(name) for name in sorted(rule.readings()))
        figures = tuple(bindings.parameters.get(name) for name in sorted(rule.parameters()))
        return self._verdicts.setdefault((rule.id, readings, figures), {})

    def _key(self, rule: Rule) -> _Key:
        """Return what tells the subjects of a rule apart."""
        if rule.id not in self._keys:
            self._keys[rule.id] = self._key_of(rule)
        return self._keys[rule.id]

    def _key_of(self, rule: Rule) -> _Key:
        if rule.judges == "staff":
            alike = Alike(rule, self._world, self._seen)
            return _nothing if alike.nobody or _counts_people(rule) else _of_row(rule, alike.whole)
        if rule.judges == "batch":
            return _nothing
        told = self._bodies.told_apart(rule)
        return lambda row, env: told.key(row, env.world, env.governed)


_FEW = ("category", "role", "rating")
"""Most rules say by these alone to whom they apply."""


def _told_by_few(rule: Rule, world: World, seen: Seen) -> bool:
    """Return whether these say to whom a rule applies, under whatever readings and figures."""
    chosen = any(isinstance(one, (Reading, Parameter)) for one in below([rule.when]))
    return rule.judges == "staff" and not chosen and cells_of([rule.when], world, seen) <= {*_FEW}


_Key = Callable[["Row", "Env"], "Hashable"]
_Verdicts = dict["Hashable", tuple["Verdict", "Hashable"]]
_Known = tuple[_Key, _Verdicts, "Bindings"]
"""The bindings are kept, so that no others have their number."""


def _nothing(_row: Row, _env: Env) -> None:
    return None


def _counts_people(rule: Rule) -> bool:
    """Return whether a rule on a person counts other people: their rows may be read anew, too."""
    nodes = (one for one in below(rule.nodes()) if isinstance(one, (Tally, Sum)))
    return not OF_PEOPLE.isdisjoint(one.population.relation for one in nodes)


def _of_row(rule: Rule, apart: Apart) -> _Key:
    key = apart.key if apart.has_fine else apart.coarse
    paths = (path for node in below(rule.nodes()) for path in rows_of(node))
    if not any("staff" in relations_of(path) for path in paths):
        return lambda row, _env: key(row)
    # From rows of another table the rule goes back to the person, and may read any cell there.
    return lambda row, env: None if apart.has_others(row, env.world) else key(row)


def recall(ruleset: Ruleset, world: World) -> Recall:
    """Return what a round remembers of the verdicts of some rules."""
    found = world.asked.get(id(ruleset))
    if not isinstance(found, Recall):
        found = world.asked[id(ruleset)] = Recall(ruleset, world)
    return found
