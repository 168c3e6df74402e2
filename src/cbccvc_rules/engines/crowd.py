"""The people of a round in crowds: those whom no rule tells apart by their own cells are one.

A rule then goes by the crowds, not by the people: it joins those whom it cannot tell apart, and
looks at people one by one only where it asks for more than their own cells.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from cbccvc_rules.engines.alike import (
    OF_PEOPLE,
    Alike,
    Apart,
    Seen,
    cells_of,
    hangs_on_subject,
)
from cbccvc_rules.engines.base import Alikes
from cbccvc_rules.engines.reference import Env, judge, truth
from cbccvc_rules.lang.nodes import Sum, Tally, parts_of
from cbccvc_rules.lang.rules import below
from cbccvc_rules.model.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row

Rows = list["Row"]


class Crowds:
    """The people whom any rule of a set governs, by what the rules look at in their own cells."""

    def __init__(self, rules: Iterable[Rule], world: World) -> None:
        """Put those together whom no rule tells apart."""
        seen: Seen = {}
        self._world = world
        self._peopled: dict[frozenset[str], _Kinds] = {}
        self._seen = seen
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
        apart = Apart(cells_of(rule.nodes(), self._world, self._seen), self._world)
        kinds = self._kinds(rule) if apart.of_people else None
        found: dict[Hashable, Rows] = {}
        for row in subjects:
            key = None if apart.nobody else self._key(row, apart, kinds, env)
            if key is None:
                yield Alikes(rule, judge(rule, row, env), (row,))
            else:
                found.setdefault(key, []).append(row)
        for key, rows in found.items():
            yield Alikes(rule, judge(rule, rows[0], env), rows, key)

    def _key(self, row: Row, apart: Apart, kinds: _Kinds | None, env: Env) -> Hashable:
        """Return what tells a unit or a group from others, None where nothing else is like it."""
        if kinds is None:
            return None if apart.of_people else apart.key(row)
        relation = "members" if row.table == "groups" else "staff"
        members = self._world.many(row, relation, env.governed)
        if members.possible or members.unread != 0 or self._world.sizes:
            return None
        return (apart.key(row), kinds.of(members.rows))

    def _kinds(self, rule: Rule) -> _Kinds | None:
        """Return what tells the people apart whom a rule counts, None if it tells one from all."""
        nodes = [node for one in below(rule.nodes()) for node in _counted(one)]
        cells = cells_of(nodes, self._world, self._seen)
        if cells not in self._peopled:
            self._peopled[cells] = _Kinds(Apart(cells, self._world))
        kinds = self._peopled[cells]
        alone = kinds.apart.own_alone and not any(hangs_on_subject(node) for node in nodes)
        return kinds if alone else None


def _counted(node: Node) -> tuple[Node, ...]:
    """Return what is asked of each of the people that are counted."""
    counts = isinstance(node, (Tally, Sum)) and node.population.relation in OF_PEOPLE
    return parts_of(node) if counts else ()


class _Kinds:
    """The kinds of people, each by a number."""

    def __init__(self, apart: Apart) -> None:
        self.apart = apart
        self._numbers: dict[Hashable, int] = {}
        self._of: dict[str, int] = {}

    def of(self, rows: Iterable[Row]) -> Hashable:
        """Return how many people there are of each kind."""
        return frozenset(Counter(map(self._kind, rows)).items())

    def _kind(self, row: Row) -> int:
        known = self._of.get(row.key)
        if known is None:
            number = self._numbers.setdefault(self.apart.key(row), len(self._numbers))
            known = self._of[row.key] = number
        return known


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
