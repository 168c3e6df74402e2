"""People whom a rule cannot tell apart: every cell that its verdict may hang on is the same.

Most rules read a handful of a person's cells, and in a round many people have the same in them:
what holds of one holds of all. Where a rule looks at what a person has in another table, those who
have nothing there are alike; where it looks at who they are, nobody is.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.engines.certificate import ORIGINS
from cbccvc_rules.engines.tables import TABLES
from cbccvc_rules.lang.nodes import (
    Field,
    Follow,
    Named,
    Node,
    Population,
    RowNode,
    Sum,
    Tally,
    parts_of,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

Cells = frozenset[str]
Way = Cells | Literal["unit", "own_body"] | None
"""Which row is meant: the person's own (None), that of their unit, or one that cells decide."""
Seen = dict[tuple[int, Way], Cells]
_ITSELF = None
_NOBODY = "staff_id"
_UNIT = "unit_id"
_OF_THEIRS = "#"
"""Before the name of a relation to rows that are one person's alone."""
_TABLES_OF_THEIRS = frozenset({"disciplines", "history", "scorecards"})
_UNIT_OF_LEADER = "?unit_id"
"""The own unit of somebody who leads any: of others it says nothing about whom they lead."""
_MANY: Mapping[str, Cells] = {
    "led_units": frozenset({"leads", "role"}),
    "bodies_managed": frozenset({"leads", "role", _UNIT_OF_LEADER}),
}


class Alike:
    """What tells people apart for one rule."""

    def __init__(self, rule: Rule, world: World, seen: Seen, also: Iterable[Node] = ()) -> None:
        """Take down the cells that the rule may look at, the person's own and those of the unit.

        `seen` keeps what expressions look at: rules have many in common. What is `also` looked at
        tells people apart, too.
        """
        nodes = (*rule.nodes(), *also)
        read = set[str]().union(*(_cells(node, _ITSELF, world, seen) for node in nodes))
        if read & ORIGINS.keys():  # a fact from the unit: which unit, if it is not known
            read.add(_UNIT)
        self._nobody = rule.judges != "staff" or _NOBODY in read
        self._theirs = sorted(cell[1:] for cell in read if cell.startswith(_OF_THEIRS))
        self._leading = _UNIT_OF_LEADER in read
        read = {cell for cell in read - {_UNIT_OF_LEADER} if not cell.startswith(_OF_THEIRS)}
        own = sorted({"category", *(cell for cell in read if "." not in cell)})
        self._own = itemgetter(*own)
        self.by_unit = _UNIT in own
        self._of_unit = sorted(cell.split(".") for cell in read if "." in cell)
        self._world = world
        self._units: dict[Value, Hashable] = {}

    @property
    def tells_alike(self) -> bool:
        """Return whether anybody can be alike: the rule does not ask who they are."""
        return not self._nobody

    def key(self, row: Row) -> Hashable:
        """Return a key that those have in common whom the rule cannot tell apart, None for none."""
        if self._nobody or self._has_rows(row):
            return None
        leading = row.values[_UNIT] if self._leading and row.values["leads"] else None
        if not self._of_unit:
            return (self._own(row.values), row.bad, row.denied, leading)
        unit = row.values[_UNIT]
        if unit not in self._units:
            self._units[unit] = tuple(self._unit(row))
        return (self._own(row.values), row.bad, row.denied, leading, self._units[unit])

    def _has_rows(self, row: Row) -> bool:
        """Return whether a person has rows of their own in a table that the rule looks into."""
        return any(self._world.many(row, one, frozenset()).rows for one in self._theirs)

    def _unit(self, row: Row) -> Iterator[Hashable]:
        """Yield what the rule may look at in the rows of a person's unit."""
        for relation, name in self._of_unit:
            at = self._world.one(row, relation)
            if at is None:
                yield None
            else:
                yield (at.values[name] if name else True, name in at.bad, name in at.denied)


def _cells(node: Node, this: Way, world: World, seen: Seen) -> Cells:
    """Return the cells on which an expression at a row may hang; those of units as `unit.kind`."""
    key = (id(node), this)
    if key not in seen:
        seen[key] = frozenset(_cells_in(node, this, world, seen))
    return seen[key]


def _cells_in(node: Node, this: Way, world: World, seen: Seen) -> Iterator[str]:
    if isinstance(node, Field):
        yield from _read(_at(node.row, this), node.name)
    elif isinstance(node, Named):
        at = _at(node.row, this)
        yield from _read(at, "") if at is not _ITSELF else ()
        yield from _cells(node.body, at, world, seen)
    elif isinstance(node, Tally):
        yield from _of_rows(node.population, None, this, world, seen)
    elif isinstance(node, Sum):
        yield from _of_rows(node.population, node.item, this, world, seen)
    else:
        for part in parts_of(node):
            yield from _cells(part, this, world, seen)


def _read(at: Way, name: str) -> Cells:
    if isinstance(at, frozenset):
        return at
    return frozenset({name if at is _ITSELF else f"{at}.{name}"})


def _at(row: RowNode, this: Way) -> Way:
    """Return which row a path leads to."""
    if isinstance(row, Follow):
        base = _at(row.base, this)
        if base is not _ITSELF:
            return base if isinstance(base, frozenset) else frozenset({_UNIT})
        if row.relation == "unit":
            return "unit"
        if row.relation == "own_body":
            return "own_body"
        return frozenset({_NOBODY})
    if row.which == "this":
        return this
    return _ITSELF if row.which == "subject" else frozenset()


def _of_rows(
    population: Population, item: Node | None, this: Way, world: World, seen: Seen
) -> Iterator[str]:
    """Yield the cells on which a count or a sum hangs; each row of it is decided with the whole."""
    base = _at(population.base, this)
    table = TABLES.get(population.record, "")
    if base is _ITSELF and population.relation in _TABLES_OF_THEIRS:
        known = table in world.batch.columns
        # Where the table is not there, nobody's are known.
        base = frozenset({_OF_THEIRS + population.relation}) if known else frozenset()
    elif base is _ITSELF:
        base = _MANY.get(population.relation, frozenset({_NOBODY}))
    elif not isinstance(base, frozenset):
        base = frozenset({_UNIT})
    yield from base
    for node in (population.where, item):
        if node is not None:
            yield from _cells(node, base, world, seen)
