"""People whom a rule cannot tell apart: every cell that its verdict may hang on is the same.

Most rules read a handful of a person's cells, and in a round many people have the same in them:
what holds of one holds of all. Where a rule looks at the person as such (what only they have in
another table, or who they are), nobody is alike.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from cbccvc_rules.engines.certificate import ORIGINS
from cbccvc_rules.engines.world import TABLES
from cbccvc_rules.lang.nodes import (
    Field,
    Follow,
    Given,
    Named,
    Node,
    Population,
    Recorded,
    RowNode,
    Sum,
    Tally,
    parts_of,
)
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

Cells = frozenset[str]
"""Columns of the person that decide which row is meant."""
_ITSELF = None
"""The row is the person."""
_NOBODY = "staff_id"
_ONE: Mapping[str, str] = {
    "unit": "unit_id",
    "own_body": "unit_id",
    "staff": _NOBODY,
}
_MANY: Mapping[str, Cells] = {
    "led_units": frozenset({"leads", "role"}),
    "bodies_managed": frozenset({"leads", "role", "unit_id"}),
}


@dataclass(frozen=True, slots=True)
class Alike:
    """What tells people apart for one rule; without `cells`, everybody is told apart."""

    cells: Callable[[Mapping[str, Value]], Hashable] | None

    def key(self, row: Row) -> Hashable:
        """Return a key that those have in common whom the rule cannot tell apart, None for none."""
        if self.cells is None:
            return None
        return (self.cells(row.values), row.bad, row.denied)


def alike(rule: Rule, world: World) -> Alike:
    """Return what tells people apart for a rule on people."""
    if rule.judges != "staff":
        return Alike(None)
    read = frozenset(cell for node in rule.nodes() for cell in _cells(node, _ITSELF, world))
    if _NOBODY in read:
        return Alike(None)
    if read & ORIGINS.keys():  # a fact from the unit: which unit, if it is not known
        read |= {"unit_id"}
    return Alike(itemgetter(*sorted(read | {"category"})))


def _cells(node: Node, this: Cells | None, world: World) -> Iterator[str]:
    """Yield the cells of the person on which an expression at a row may hang."""
    match node:
        case Field(row, name):
            yield from _read(_at(row, this), name)
        case Given(item) | Recorded(item):
            yield from _cells(item, this, world)
        case Named(row=row, body=body):
            at = _at(row, this)
            yield from at or ()
            yield from _cells(body, at, world)
        case Tally(population=population):
            yield from _of_rows(population, None, this, world)
        case Sum(item, population):
            yield from _of_rows(population, item, this, world)
        case _:
            for part in parts_of(node):
                yield from _cells(part, this, world)


def _read(at: Cells | None, name: str) -> Cells:
    return frozenset({name}) if at is _ITSELF else at


def _at(row: RowNode, this: Cells | None) -> Cells | None:
    """Return the cells that decide which row a path leads to."""
    if isinstance(row, Follow):
        base = _at(row.base, this)
        return frozenset({_ONE.get(row.relation, _NOBODY)}) if base is _ITSELF else base
    if row.which == "this":
        return this
    return _ITSELF if row.which == "subject" else frozenset()


def _of_rows(
    population: Population, item: Node | None, this: Cells | None, world: World
) -> Iterator[str]:
    """Yield the cells on which a count or a sum hangs; each row of it is decided with the whole."""
    base = _at(population.base, this)
    if base is _ITSELF:
        table = TABLES.get(population.record, "")
        own = population.relation in {"disciplines", "history"}
        if own and table not in world.batch.columns:
            base = frozenset()  # nobody's are known
        else:
            base = _MANY.get(population.relation, frozenset({_NOBODY}))
    yield from base
    for node in (population.where, item):
        if node is not None:
            yield from _cells(node, base, world)
