"""A round as flat tables of whole numbers and texts, with the ways between rows as tables of pairs.

Truths are 1 and 0, days are 20241214, codes are their place in their list, and a column of
fractions counts in equal parts of one. What is not known is NULL.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.terms import text, whole
from cbccvc_rules.engines.tables import TABLES
from cbccvc_rules.exact import Number, Range
from cbccvc_rules.lang.types import Coded, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cbccvc_rules.engines.sql.needs import Column, Needs, Way
    from cbccvc_rules.engines.sql.terms import Tree
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.types import Type
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

Cell = int | str | None
LARGEST = 10**15
"""No number kept is larger: a column with one that is goes to the reference engine."""

GOVERNED: frozenset[Way] = frozenset({("group", "members"), ("unit", "staff")})
"""The ways to people of whom a rule counts only those whom its own instrument governs."""


@dataclass(slots=True)
class Table:
    """A table to load: its columns, each with its type and cells."""

    name: str
    columns: dict[str, list[Cell]]
    texts: frozenset[str] = frozenset()


@dataclass(slots=True)
class Layout:
    """What the compiler must know of the tables.

    `parts`: of how many parts a column counts in; `ranged`: columns known only between two bounds;
    `unsure`: ways that may lead to further rows; `counted`: whether rows stand for many people;
    `too_large`: columns with numbers that the tables do not hold; `standings`: how people may
    stand, where the tables tell it by the place in this list.
    """

    parts: dict[Column, int] = field(default_factory=dict)
    ranged: set[Column] = field(default_factory=set)
    unsure: set[Way] = field(default_factory=set)
    counted: bool = False
    too_large: set[Column] = field(default_factory=set)
    standings: tuple[str, ...] = ()

    def stands(self, names: Iterable[str]) -> list[Tree]:
        """Return standings as the tables tell them, in order."""
        if not self.standings:
            return [text(one) for one in sorted(names)]
        return [whole(self.standings.index(one)) for one in sorted(names)]


class Numbering:
    """The rows of each record with their numbers, from 0."""

    def __init__(self, world: World, groups: Iterable[Row] | None = None) -> None:
        """Number what may be judged; who stands for many, and who is only possible, follow."""
        self.rows: dict[str, list[Row]] = {
            record: list(world.batch.tables.get(table, ())) for record, table in TABLES.items()
        }
        self.rows["staff"] = [*world.staff, *world.totals]
        self.rows["unit"] = list(world.units.values())
        self.rows["group"] = list(world.groups() if groups is None else groups)
        self._numbers = {
            id(row): number for rows in self.rows.values() for number, row in enumerate(rows)
        }
        self.judged = {record: len(rows) for record, rows in self.rows.items()}
        self.judged["staff"] = len(world.staff)

    def of(self, row: Row) -> int:
        """Return the number of a row; a person met for the first time gets the next."""
        known = self._numbers.get(id(row))
        if known is None:
            known = self._numbers[id(row)] = len(self.rows["staff"])
            self.rows["staff"].append(row)
        return known


def tables_of(world: World, needs: Needs, numbers: Numbering) -> tuple[list[Table], Layout]:
    """Return the tables that the rules need of a round, and their layout."""
    layout = Layout(counted=bool(world.sizes))
    # The ways to people first: whom they meet for the first time is a row that others start from.
    ways = sorted(needs.manys, key=lambda way: way not in GOVERNED)
    led = [pairs(world, way, numbers, layout) for way in ways]
    tables = [records(world, record, needs, numbers, layout) for record in numbers.rows]
    unread = {way: counts for (way, counts, _) in led}
    for table in tables:
        for (record, relation), counts in unread.items():
            if rows_name(record) == table.name:
                table.columns[f"{relation}_unread"] = counts
    return [*tables, *(table for _, _, table in led)], layout


def records(world: World, record: str, needs: Needs, numbers: Numbering, layout: Layout) -> Table:
    """Return the rows of a record as a table."""
    rows = numbers.rows[record]
    table = Table(rows_name(record), {"no": list(range(len(rows)))})
    texts: set[str] = set()
    for (of, name), kind in needs.columns.items():
        if of == record:
            table.columns.update(
                _cells((of, name), kind, [row.values[name] for row in rows], layout)
            )
            if kind in {Scalar.TEXT, Scalar.LIST}:
                texts.add(name)
    for of, name in sorted(needs.doubted):
        if of == record:
            told = [told_flag(row.values[name] is not None, name in row.bad) for row in rows]
            table.columns[f"{name}_given"] = list(told)
    for of, name in sorted(needs.denied):
        if of == record:
            said = [said_flag(row.values[name] is not None, name in row.denied) for row in rows]
            table.columns[f"{name}_recorded"] = list(said)
    for of, relation in needs.ones:
        if of == record:
            ends = (world.one(row, relation) for row in rows)
            table.columns[f"{relation}_no"] = [
                None if end is None else numbers.of(end) for end in ends
            ]
    if record == "staff":
        table.columns.update(_people(world, rows))
        texts |= {"standing", "category_told"}
    table.texts = frozenset(texts)
    return table


def told_flag(told: bool, bad: bool) -> int | None:
    """Return whether a cell is given; nobody knows of one that cannot be understood."""
    if told:
        return 1
    return None if bad else 0


def said_flag(told: bool, denied: bool) -> int | None:
    """Return whether a cell is recorded: given, or told to be none."""
    if told:
        return 1
    return 0 if denied else None


def _people(world: World, rows: Sequence[Row]) -> dict[str, list[Cell]]:
    sizes = world.sizes
    standings = [world.standings.of(row) for row in rows]
    categories = [row.values["category"] for row in rows]
    return {
        "standing": list(standings),
        "category_told": [None if told is None else str(told) for told in categories],
        "persons": [sizes.get(row.key, 1) for row in rows],
        "counted": [int(row.key in sizes) for row in rows],
    }


def _cells(
    column: Column, kind: Type, values: Sequence[Value], layout: Layout
) -> dict[str, list[Cell]]:
    name = column[1]
    if kind is Scalar.NUMBER:
        return _numbers(column, values, layout)
    if isinstance(kind, Coded):
        return {name: list(_codes(kind, values))}
    return {name: [_cell(value) for value in values]}


def _numbers(column: Column, values: Sequence[Value], layout: Layout) -> dict[str, list[Cell]]:
    ends = [ends_of(value) for value in values]
    told: list[Number] = [end for pair in ends for end in pair if end is not None]
    parts = lcm(*(end.denominator for end in told)) if told else 1
    if any(max(end, -end) * parts > LARGEST for end in told):
        layout.too_large.add(column)
        return {column[1]: [None] * len(values)}
    layout.parts[column] = parts
    found: dict[str, list[Cell]] = {column[1]: [_kept(low, parts) for low, _ in ends]}
    if any(isinstance(value, Range) for value in values):
        layout.ranged.add(column)
        found[f"{column[1]}_most"] = [_kept(high, parts) for _, high in ends]
    return found


def ends_of(value: Value) -> tuple[Number | None, Number | None]:
    """Return the bounds of a number."""
    if isinstance(value, Range):
        return value.lo, value.hi
    number = value if isinstance(value, (int, Fraction)) else None
    return number, number


def _kept(number: Number | None, parts: int) -> int | None:
    return None if number is None else int(number * parts)


def _codes(kind: Coded, values: Iterable[Value]) -> Iterable[int | None]:
    """Yield the place of each code in its list; what is not in it gets a place after the last."""
    places = {word: place for place, word in enumerate(kind.words)}
    for value in values:
        yield None if value is None else places.setdefault(str(value), len(places))


def day_number(day: date) -> int:
    """Return a day as a whole number that sorts: 20241214."""
    return day.year * 10_000 + day.month * 100 + day.day


def _cell(value: Value) -> Cell:
    match value:
        case None | str():
            return value
        case bool():
            return int(value)
        case date():
            return day_number(value)
        case _:
            return repr(value)


def pairs(
    world: World, way: Way, numbers: Numbering, layout: Layout
) -> tuple[Way, list[Cell], Table]:
    """Return the rows that a relation leads to as pairs, and how many more it may lead to."""
    record = way[0]
    starts: list[Cell] = []
    ends: list[Cell] = []
    sure: list[Cell] = []
    unread: list[Cell] = []
    for number, row in enumerate(tuple(numbers.rows[record])):
        rows, possible, more = _reached(world, way, row)
        starts += [number] * (len(rows) + len(possible))
        ends += [numbers.of(one) for one in (*rows, *possible)]
        sure += [1] * len(rows) + [0] * len(possible)
        unread.append(more)
    if not all(sure):
        layout.unsure.add(way)
    columns = {"from_no": starts, "to_no": ends, "sure": sure}
    return way, unread, Table(pairs_name(way), columns)


def rows_name(record: str) -> str:
    """Return the name of the table of a record."""
    return f"{record}_row"


def pairs_name(way: Way) -> str:
    """Return the name of the table of the pairs of a relation."""
    return f"{way[0]}_to_{way[1]}"


def _reached(world: World, way: Way, row: Row) -> tuple[Sequence[Row], Sequence[Row], int | None]:
    if way in GOVERNED:
        people, others, lost = world.listed(row)
        return people, [one.row for one in others if one.row is not None], lost
    members = world.many(row, way[1], frozenset())
    possible = [one.row for one in members.possible if one.row is not None]
    return members.rows, possible, members.unread


def sql_types(table: Table) -> Mapping[str, str]:
    """Return the type of each column."""
    return {name: "VARCHAR" if name in table.texts else "BIGINT" for name in table.columns}
