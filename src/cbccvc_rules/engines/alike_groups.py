"""Groups that a rule cannot tell apart: the same cells of their own, and people of the same kinds.

A rule that counts people by a few of their cells asks how many there are of each kind, not who they
are. Groups with the same counts have one verdict, and changes add the same in them. Where a rule
goes further than that (to other units, to what people have in other tables), none are alike.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.engines.members import Members
from cbccvc_rules.lang.nodes import (
    Field,
    Follow,
    Named,
    Node,
    RowNode,
    Sum,
    Tally,
    parts_of,
)
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row

Way = tuple[str, ...] | None
"""The relations from the subject to one row; None: one of the people who are counted."""
_PEOPLE = frozenset({"members", "staff"})


class _FurtherError(Exception):
    """A rule looks at more than the subject, its units and its people's own cells."""


@dataclass(slots=True)
class AlikeGroups:
    """What tells the groups or units apart that one rule judges."""

    rule: Rule
    world: World
    governed: frozenset[str]
    also: Iterable[Node] = ()
    kinds: bool = field(default=True, init=False)
    of_people: frozenset[str] = field(default=frozenset(), init=False)
    _own: dict[Way, tuple[str, ...]] = field(default_factory=dict, init=False)
    _people: str = field(default="", init=False)

    def __post_init__(self) -> None:
        """Take down the cells that the rule looks at."""
        read: dict[Way, set[str]] = {}
        try:
            for node in (*self.rule.nodes(), *self.also):
                self._look(node, (), read)
        except _FurtherError:
            self.kinds = False
        self.kinds = self.kinds and self.rule.judges in {"group", "unit"}
        self.of_people = frozenset(read.pop(None, ()))
        self._own = {way: tuple(sorted(names)) for way, names in read.items()}

    def _look(self, node: Node, this: Way, read: dict[Way, set[str]]) -> None:
        if isinstance(node, Field):
            if (at := self._at(node.row, this)) != ("batch",):
                read.setdefault(at, set()).add(node.name)
        elif isinstance(node, Named):
            self._look(node.body, self._at(node.row, this), read)
        elif isinstance(node, (Tally, Sum)):
            population = node.population
            if self._at(population.base, this) != () or population.relation not in _PEOPLE:
                raise _FurtherError
            self._people = population.relation
            for part in parts_of(node):
                self._look(part, None, read)
        else:
            for part in parts_of(node):
                self._look(part, this, read)

    def _at(self, row: RowNode, this: Way) -> Way:
        if isinstance(row, Follow):
            base = self._at(row.base, this)
            if base is None:
                raise _FurtherError
            return (*base, row.relation)
        if row.which == "this":
            return this
        return () if row.which == "subject" else ("batch",)

    def key(
        self, row: Row, kind: Callable[[Row], Hashable], people: Members | None = None
    ) -> Hashable:
        """Return what groups have in common that the rule cannot tell apart, None for none.

        `kind` says what kind of person somebody is, by the cells `of_people` at least; `people`
        are those counted, where they were looked up already.
        """
        if not self.kinds:
            return None
        members = people or self.people(row)
        counted: dict[Hashable, int] = {}
        if members.possible or not self._count(members, kind, counted):
            return None
        return (self.cells(row), members.unread, frozenset(counted.items()))

    def plain(self, columns: Collection[str]) -> bool:
        """Return whether the rule counts people by some columns of theirs alone."""
        return self.kinds and self.of_people <= set(columns)

    @property
    def by_unit(self) -> bool:
        """Whether all groups of a unit have the same cells."""
        return () not in self._own or self.rule.judges == "unit"

    def people(self, row: Row) -> Members:
        """Return the people whom the rule counts in a group, if it counts any."""
        if not self._people:
            return Members(())
        return self.world.many(row, self._people, self.governed)

    def _count(
        self, members: Members, kind: Callable[[Row], Hashable], counted: dict[Hashable, int]
    ) -> bool:
        """Count people by their kinds; return whether it is known how many there are."""
        sizes = self.world.sizes
        for one in members.rows:
            size = sizes.get(one.key, 1)
            if size is None:
                return False
            known = kind(one)
            counted[known] = counted.get(known, 0) + size
        return True

    def cells(self, row: Row) -> Hashable:
        """Return what the rule looks at beside people: of the subject and the units it is of."""
        return tuple(self._cells(row))

    def _cells(self, row: Row) -> Iterator[Hashable]:
        for way, names in self._own.items():
            at: Row | None = row
            for relation in way or ():
                at = None if at is None else self.world.one(at, relation)
            if at is None:
                yield None
            else:
                yield from ((at.values[one], one in at.bad, one in at.denied) for one in names)


def cells_of(names: Iterable[str]) -> Callable[[Row], Hashable]:
    """Return what tells of a person, by some cells of theirs, of which kind they are."""
    told = sorted(names)

    def kind(row: Row) -> Hashable:
        return tuple((row.values[one], one in row.bad, one in row.denied) for one in told)

    return kind
