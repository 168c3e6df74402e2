"""The people of a round in crowds: those whom no rule tells apart by their own cells are one.

A rule then goes by the crowds, not by the people: it joins those whom it cannot tell apart, and
looks at people one by one only where it asks for more than their own cells.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cbccvc_rules.engines.alike import Alike, Apart, Seen
from cbccvc_rules.engines.base import Alikes
from cbccvc_rules.engines.bodies import Bodies
from cbccvc_rules.engines.reference import Env, judge, truth
from cbccvc_rules.model.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row

Rows = list["Row"]


class Crowds:
    """The people whom any rule of a set governs, by what the rules look at in their own cells."""

    def __init__(self, rules: Iterable[Rule], world: World) -> None:
        """Put those together whom no rule tells apart."""
        seen = Seen()
        self._bodies = Bodies(world, seen)
        self._world = world
        self._told = {rule.id: Alike(rule, world, seen) for rule in rules if rule.judges == "staff"}
        wholes = [one.whole for one in self._told.values() if not one.nobody]
        read = {cell for whole in wholes for cell in (*whole.own, *(f"{t}#" for t in whole.tables))}
        apart = Apart({"category", *read}, world)
        crowds: dict[Hashable, Rows] = {}
        standing = world.standings.of
        for row in world.staff:
            crowds.setdefault((standing(row), apart.coarse(row)), []).append(row)
        self._crowds = list(crowds.values())

    def judged(self, rule: Rule, env: Env) -> Iterator[Alikes]:
        """Yield the verdicts of a rule on all whom it governs, those alike together."""
        told = self._told[rule.id]
        if told.nobody:
            for row in self._world.staff_governed(env.governed):
                yield Alikes(rule, judge(rule, row, env), (row,))
            return
        standing = self._world.standings.of
        crowds: list[Rows] = [rows for rows in self._crowds if standing(rows[0]) in env.governed]
        if told.when is not None:
            asked, crowds = joined(crowds, told.when), []
            for key, those in asked.items():
                if truth(rule.when, those[0][0], those[0][0], env) is False:
                    yield Alikes(rule, Verdict.NOT_APPLICABLE, _all(those), ("when", key))
                else:
                    crowds += those
        for key, those in joined(crowds, told.whole).items():
            yield Alikes(rule, judge(rule, those[0][0], env), _all(those), key)

    def judged_as_wholes(self, rule: Rule, env: Env, subjects: Iterable[Row]) -> Iterator[Alikes]:
        """Yield the verdicts of a rule on units or groups, those alike together."""
        told = self._bodies.told_apart(rule)
        found: dict[Hashable, Rows] = {}
        for row in subjects:
            key = told.key(row, self._world, env.governed)
            if key is None:
                yield Alikes(rule, judge(rule, row, env), (row,))
            else:
                found.setdefault(key, []).append(row)
        for key, rows in found.items():
            yield Alikes(rule, judge(rule, rows[0], env), rows, key)


def joined(crowds: Iterable[Rows], apart: Apart) -> dict[Hashable, list[Rows]]:
    """Join the crowds that are alike, and part those that are not."""
    found: dict[Hashable, list[Rows]] = {}
    for rows in crowds:
        coarse = apart.coarse(rows[0])
        if not apart.has_fine:
            found.setdefault(coarse, []).append(rows)
            continue
        parts: dict[Hashable, Rows] = {}
        for row in rows:
            parts.setdefault(apart.fine(row), []).append(row)
        for fine, those in parts.items():
            found.setdefault((coarse, fine), []).append(those)
    return found


def _all(crowds: list[Rows]) -> Rows:
    return crowds[0] if len(crowds) == 1 else list(chain.from_iterable(crowds))
