"""People whom a rule cannot tell apart: every cell that its verdict may hang on is the same.

Most rules read a handful of a person's cells, and in a round many people have the same in them:
what holds of one holds of all. Where a rule asks who somebody is, it mostly asks whether they are
the one whom a cell names; and what only they have in another table, most have nothing of.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from cbccvc_rules.engines.tables import ORIGINS, TABLES
from cbccvc_rules.lang.nodes import (
    Compare,
    Field,
    Follow,
    Named,
    Node,
    Population,
    Reading,
    RowNode,
    Sum,
    Tally,
    parts_of,
)
from cbccvc_rules.lang.rules import below

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

Cells = frozenset[str]
Way = Cells | str | None
"""Which row is meant: the person's own (None), a unit by its path, or one that cells decide."""
_ITSELF = None
_NOBODY = "staff_id"
_UNIT = "unit_id"
_ONE_UNIT = frozenset({"unit", "own_body", "parent", "superior"})
_TABLES_OF_THEIRS = frozenset({"disciplines", "history", "scorecards"})
OF_PEOPLE = frozenset({"staff", "members"})
"""How one goes from a unit or a group to its people."""
# Cells are told by their names: a person's own as they are, those of a unit as `unit.body` (with no
# name: whether the unit is there), those of the units led as `led_units*.body`, the rows of another
# table as `history#`, and whether a cell names the person themselves as `=decider`.
_TABLE, _SELF, _EACH = "#", "=", "*"
PEOPLE = "people#"
"""Told where the people of a unit or a group are counted."""
_THEIRS = frozenset({"leads", _UNIT})
# The units that a relation leads to, and what tells which they are.
_WHICH: Mapping[str, Cells] = {
    "led_units*": _THEIRS,
    "bodies_managed*": _THEIRS,
    "children*": frozenset({_UNIT}),
}


class Seen:
    """What expressions look at: rules have many of them in common.

    Where a round may change, a cell that names nobody may come to name somebody.
    """

    def __init__(self, *, changing: bool = False) -> None:
        """Have seen nothing."""
        self.cells: dict[tuple[int, Way], Cells] = {}
        self.changing = changing


class Apart:
    """What tells people apart for some expressions.

    The `coarse` key comes from the row alone, and few of them go a long way; the `fine` one, None
    where there is none, from units and from who somebody is.
    """

    def __init__(self, read: Iterable[str], world: World) -> None:
        """Take down the cells that the expressions may look at."""
        read = set(read)
        self.of_people = PEOPLE in read
        read.discard(PEOPLE)
        if "decider" in read:  # where it is not known, what was written instead
            read.add("decided_by")
        if read & ORIGINS.keys():  # a fact from the unit: whether there is one, if it is not known
            read.add("unit.")
        self.nobody = _NOBODY in read
        selves = [cell[1:] for cell in read if cell.startswith(_SELF)]
        tables = [cell[:-1] for cell in read if cell.endswith(_TABLE)]
        plain = [cell for cell in read if not cell.startswith(_SELF) and not cell.endswith(_TABLE)]
        self.own = sorted(cell for cell in plain if "." not in cell and cell != _UNIT)
        self.tables = sorted(tables)
        self._cells = itemgetter(*self.own) if self.own else _nothing
        of_units = sorted(tuple(cell.split(".")) for cell in plain if "." in cell)
        self._of_unit = [one for one in of_units if not one[0].endswith(_EACH)]
        self._of_led: dict[str, list[str]] = {}
        for path, name in of_units:
            if path.endswith(_EACH):
                self._of_led.setdefault(path[:-1], []).append(name)
        self._selves = sorted(tuple(cell.rpartition(".")[::2]) for cell in selves)
        self.which_unit = _UNIT in read
        self.has_fine = bool(of_units or self._selves or self.which_unit)
        self.own_alone = not self.nobody and not self.which_unit and not self._selves
        self._world = world
        self._units: dict[Value, Hashable] = {}

    def coarse(self, row: Row) -> Hashable:
        """Return what those have in common who may be alike."""
        if not self.tables:
            return (self._cells(row.values), row.bad, row.denied)
        theirs = tuple(
            row.key if self._world.many(row, relation, frozenset()).rows else None
            for relation in self.tables
        )
        return (self._cells(row.values), row.bad, row.denied, theirs)

    def has_others(self, row: Row, world: World) -> bool:
        """Return whether rows of another table that are looked at are a person's."""
        return any(world.many(row, relation, frozenset()).rows for relation in self.tables)

    def fine(self, row: Row) -> Hashable:
        """Return what those have in common, of those who may be alike, who are."""
        unit = row.values[_UNIT]
        if unit not in self._units:
            self._units[unit] = tuple(self._unit(row))
        which = unit if self.which_unit else None
        if not self._selves and not self._of_led:
            return (self._units[unit], which)
        return (self._units[unit], which, *self._self(row), *self._led(row))

    def key(self, row: Row) -> Hashable:
        """Return what all those have in common who are alike."""
        return (self.coarse(row), self.fine(row)) if self.has_fine else self.coarse(row)

    def _unit(self, row: Row) -> Iterator[Hashable]:
        """Yield what may be looked at in the rows of a person's unit."""
        for path, name in self._of_unit:
            at = _end(row, path, self._world)
            if at is None:
                yield None
            else:
                yield (at.values[name] if name else True, name in at.bad, name in at.denied)

    def _self(self, row: Row) -> Iterator[bool | None]:
        """Yield whether cells name the person themselves, None where they name nobody."""
        for path, name in self._selves:
            at = _end(row, path, self._world) if path else row
            named = None if at is None else at.values[name]
            yield None if named is None else named == row.values[_NOBODY]

    def _led(self, row: Row) -> Iterator[Hashable]:
        """Yield what may be looked at in the rows of the units led, or of those below a unit."""
        for relation, names in self._of_led.items():
            if relation != "children":
                leads = row.values["leads"]
                yield (leads is None, not leads)
                if not leads:
                    continue
            units = self._world.many(row, relation, frozenset())
            yield (units.unread, units.absent)
            for at in units.rows:
                yield tuple(at.values[name] if name else True for name in names)
                yield (at.bad, at.denied) if at.bad or at.denied else None


def _nothing(_values: Mapping[str, Value]) -> None:
    return None


class Alike:
    """What tells people apart for one rule.

    Those to whom it does not apply are told apart by less: by what its condition looks at; `when`
    has that, unless a reading decides there, too.
    """

    def __init__(self, rule: Rule, world: World, seen: Seen, also: Iterable[Node] = ()) -> None:
        """Take down the cells that the rule may look at, the person's own and those of the unit.

        `seen` keeps what expressions look at: rules have many in common. What is `also` looked at
        tells people apart, too.
        """
        self.whole = Apart({"category", *cells_of((*rule.nodes(), *also), world, seen)}, world)
        when = Apart({"category", *cells_of([rule.when], world, seen)}, world)
        read = any(isinstance(one, Reading) for one in below([rule.when]))
        self.when = None if read or when.nobody else when
        self.nobody = rule.judges != "staff" or self.whole.nobody
        self.by_unit = self.whole.which_unit

    @property
    def tells_alike(self) -> bool:
        """Return whether anybody can be alike: the rule does not ask who they are."""
        return not self.nobody

    def key(self, row: Row) -> Hashable:
        """Return a key that those have in common whom the rule cannot tell apart, None for none."""
        return None if self.nobody else self.whole.key(row)


def cells_of(nodes: Iterable[Node], world: World, seen: Seen) -> Cells:
    """Return the cells of a person on which expressions may hang."""
    return Cells().union(*(_cells(node, _ITSELF, world, seen) for node in nodes))


def _end(row: Row, path: str, world: World) -> Row | None:
    """Return the row to which the relations of a path lead."""
    at: Row | None = row
    for relation in path.split("/"):
        at = None if at is None else world.one(at, relation)
    return at


def _cells(node: Node, this: Way, world: World, seen: Seen) -> Cells:
    """Return the cells on which an expression at a row may hang; those of units as `unit.kind`."""
    key = (id(node), this)
    if key not in seen.cells:
        seen.cells[key] = frozenset(_cells_in(node, this, world, seen))
    return seen.cells[key]


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
    elif isinstance(node, Compare) and (named := _named(node, this)) is not None:
        yield from _whether_self(named, this, world, changing=seen.changing)
    else:
        for part in parts_of(node):
            yield from _cells(part, this, world, seen)


def _named(node: Compare, this: Way) -> Field | None:
    """Return the cell that a comparison holds against who the person is, None for any other."""
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(one, Field) and one.name == _NOBODY and _at(one.row, this) is _ITSELF:
            if not isinstance(other, Field) or other.name == _NOBODY:
                return None
            at = _at(other.row, this)
            return other if at is _ITSELF or (isinstance(at, str) and _EACH not in at) else None
    return None


def _whether_self(
    named: Field, this: Way, world: World, *, changing: bool = False
) -> Iterator[str]:
    """Yield what tells whether a cell names the person: nothing where it names nobody at all."""
    at = _at(named.row, this)
    rows: Iterable[Row] = world.staff if at is _ITSELF else world.units.values()
    if at is _ITSELF:
        yield named.name
    else:
        yield from _read(at, "")
    if changing or any(row.values[named.name] is not None for row in rows):
        yield f"{_SELF}{named.name}" if at is _ITSELF else f"{_SELF}{at}.{named.name}"


def _read(at: Way, name: str) -> Cells:
    if isinstance(at, frozenset):
        return at
    return frozenset({name if at is _ITSELF else f"{at}.{name}"})


def _at(row: RowNode, this: Way) -> Way:
    """Return which row a path leads to."""
    if isinstance(row, Follow):
        base = _at(row.base, this)
        if isinstance(base, frozenset):
            return base
        if base is not _ITSELF:
            return _WHICH.get(base) or f"{base}/{row.relation}"
        return row.relation if row.relation in _ONE_UNIT else frozenset({_NOBODY})
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
        base = frozenset({population.relation + _TABLE}) if known else frozenset()  # or none known
    elif base is _ITSELF and population.relation in OF_PEOPLE:
        yield PEOPLE
        return
    elif base is _ITSELF:
        each = population.relation + _EACH
        base = each if each in _WHICH else _of_nobody(population, world)
    elif not isinstance(base, frozenset):
        base = _WHICH.get(base) or frozenset({_UNIT})
    yield from _read(base, "")
    for node in (population.where, item):
        if node is not None:
            yield from _cells(node, base, world, seen)


def _of_nobody(population: Population, world: World) -> Cells:
    """Return what a population hangs on that tells everybody apart; nothing if nothing is known."""
    if population.relation == "weighed_unlike" and TABLES["scorecard"] not in world.batch.columns:
        return frozenset()
    return frozenset({_NOBODY})


def hangs_on_subject(node: Node) -> bool:
    """Return whether an expression about a row looks at the judged subject besides."""
    return any(_from_subject(row) for one in below([node]) for row in rows_of(one))


def rows_of(node: Node) -> tuple[RowNode, ...]:
    """Return the paths to rows that a node itself goes."""
    if isinstance(node, (Field, Named)):
        return (node.row,)
    return (node.population.base,) if isinstance(node, (Tally, Sum)) else ()


def relations_of(row: RowNode) -> Iterator[str]:
    """Yield the relations of a path, the last one first."""
    while isinstance(row, Follow):
        yield row.relation
        row = row.base


def _from_subject(row: RowNode) -> bool:
    while isinstance(row, Follow):
        row = row.base
    return row.which == "subject"
