"""What tells units and groups apart for a rule: their cells, and how many of each kind are there.

A rule that counts the people of a unit looks at a few cells of each; units with as many people of
each kind have the same counts, whoever the people are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.engines.alike import OF_PEOPLE, Apart, Seen, cells_of, hangs_on_subject
from cbccvc_rules.lang.nodes import Sum, Tally, parts_of
from cbccvc_rules.lang.rules import below

if TYPE_CHECKING:
    from collections.abc import Hashable

    from cbccvc_rules.engines.members import Members
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row


class Bodies:
    """What tells units and groups apart, for the rules that judge them."""

    def __init__(self, world: World, seen: Seen) -> None:
        """Know no rule yet."""
        self._world = world
        self._seen = seen
        self._kinds: dict[frozenset[str], Kinds] = {}

    def told_apart(self, rule: Rule) -> ToldApart:
        """Return what tells units or groups apart for a rule."""
        apart = Apart(cells_of(rule.nodes(), self._world, self._seen), self._world)
        if apart.nobody or not apart.of_people:
            return ToldApart(None if apart.nobody else apart, None)
        nodes = [node for one in below(rule.nodes()) for node in _counted(one)]
        cells = cells_of(nodes, self._world, self._seen)
        if cells not in self._kinds:
            self._kinds[cells] = Kinds(Apart(cells, self._world))
        kinds = self._kinds[cells]
        alone = kinds.apart.own_alone and not any(hangs_on_subject(node) for node in nodes)
        return ToldApart(apart if alone else None, kinds)


class ToldApart:
    """What tells units and groups apart for one rule; nothing, where each is a kind of its own."""

    def __init__(self, apart: Apart | None, kinds: Kinds | None) -> None:
        """Take what tells them apart, and the kinds of their people if these are counted."""
        self._apart = apart
        self._kinds = kinds

    def key(self, row: Row, world: World, governed: frozenset[str]) -> Hashable:
        """Return what those have in common whom the rule cannot tell apart, None for none."""
        if self._apart is None or self._kinds is None:
            return None if self._apart is None else self._apart.key(row)
        relation = "members" if row.table == "groups" else "staff"
        members = world.many(row, relation, governed)
        if members.possible or members.unread != 0 or world.sizes:
            return None
        return (self._apart.key(row), self._kinds.of(members))


class Kinds:
    """The kinds of people, each by a number."""

    def __init__(self, apart: Apart) -> None:
        """Take what tells people apart."""
        self.apart = apart
        self._numbers: dict[Hashable, int] = {}
        self._of: dict[int, int] = {}
        self._rows: list[Row] = []
        self._counts: dict[int, tuple[Members, Counter[int], Hashable]] = {}

    def of(self, members: Members) -> Hashable:
        """Return how many people there are of each kind."""
        return self._counted(members)[2]

    def _counted(self, members: Members) -> tuple[Members, Counter[int], Hashable]:
        known = self._counts.get(id(members))
        if known is None:
            was = members.was
            if was is not None and id(was[0]) in self._counts:
                number = Counter(self._counts[id(was[0])][1])
                number[self._kind(was[1])] -= 1
                number[self._kind(was[2])] += 1
            else:
                number = Counter([self._kind(row) for row in members.rows])
            told = frozenset(one for one in number.items() if one[1])
            known = self._counts[id(members)] = (members, number, told)
        return known

    def _kind(self, row: Row) -> int:
        known = self._of.get(id(row))
        if known is None:
            number = self._numbers.setdefault(self.apart.key(row), len(self._numbers))
            known = self._of[id(row)] = number
            self._rows.append(row)  # as long as it is kept, no other row has its number
        return known


def _counted(node: Node) -> tuple[Node, ...]:
    """Return what is asked of each of the people that are counted."""
    counts = isinstance(node, (Tally, Sum)) and node.population.relation in OF_PEOPLE
    return parts_of(node) if counts else ()
