"""One SELECT being written: where its rows come from, what is joined to them, what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlglot import exp

from cbccvc_rules.engines.sql.tables import pairs_name, rows_name
from cbccvc_rules.engines.sql.terms import all_of, both, called, column, compare, size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.engines.sql.terms import Tree
    from cbccvc_rules.lang.nodes import RowNode


@dataclass(frozen=True, slots=True)
class Spot:
    """A row that an expression is at: its alias, its record; `sure` if there always is one.

    `pairs` is the alias of the pairs through which it was reached.
    """

    alias: str
    record: str
    sure: bool = True
    pairs: str = "p"


Cell = tuple[str, str]
"""An alias and a column of it."""

Chain = tuple[tuple["RowNode", str, str], ...]
"""The populations gone through from a judged subject: where from, by which relation, to what."""


LARGEST = 16
"""An expression of more nodes than this is worked out once, as a column that others name."""


@dataclass(slots=True)
class Frame:
    """A SELECT: its first table, its joins, the keys that tell its rows, and its columns.

    Expressions name columns of the joined tables as `alias_column`. Those that grow large become
    columns of a query around, so that nothing is written twice and nothing grows without bound.
    """

    first: exp.Table
    spot: Spot
    subject: Spot
    keys: list[Cell]
    chain: Chain = ()
    columns: dict[str, Tree] = field(default_factory=dict)
    _joins: list[exp.Join] = field(default_factory=list)
    _joined: dict[tuple[object, ...], str] = field(default_factory=dict)
    _cells: dict[str, Cell] = field(default_factory=dict)
    _layers: list[dict[str, Tree]] = field(default_factory=list)
    _levels: dict[str, int] = field(default_factory=dict)
    _names: dict[Tree, str] = field(default_factory=dict)

    def cell(self, spot: Spot, name: str) -> Tree:
        """Return a column of a row that the frame reaches."""
        return self._cell((spot.alias, name))

    def _cell(self, cell: Cell) -> Tree:
        called_ = "_".join(cell)
        self._cells[called_] = cell
        return column(called_)

    def follow(self, spot: Spot, relation: str, record: str) -> Spot:
        """Return the row that a relation to one row leads to; it may be missing."""
        on = (("no", (spot.alias, f"{relation}_no")),)
        return Spot(self.joined(rows_name(record), on, f"{relation}_"), record, sure=False)

    def joined(self, table: str, on: Sequence[tuple[str, Cell]], name: str = "g") -> str:
        """Join a table whose rows are told apart by the columns named; return its alias."""
        key = (table, *on)
        if key not in self._joined:
            self._joined[key] = self._join("LEFT", table, on, name)
        return self._joined[key]

    def entered(self, spot: Spot, relation: str, record: str) -> Spot:
        """Go on to the many rows that a relation leads to: a row of the frame for each."""
        table = pairs_name((spot.record, relation))
        pairs = self._join("INNER", table, [("from_no", (spot.alias, "no"))], "p")
        rows = self._join("INNER", rows_name(record), [("no", (pairs, "to_no"))], "t")
        return Spot(rows, record, pairs=pairs)

    def _join(self, side: str, table: str, on: Sequence[tuple[str, Cell]], name: str) -> str:
        alias = f"{name}{len(self._joins) + 1}"
        parts = [compare("=", column(own, alias), column(other, at)) for own, (at, other) in on]
        source = _table(table, alias)
        self._joins.append(exp.Join(this=source, on=both(parts), side="", kind=side))
        return alias

    def counted_at(self, table: str, columns: Mapping[str, str]) -> None:
        """Start from the rows themselves instead of the pairs that lead to them.

        What was asked of the pairs is asked of the rows of `table` by the name in `columns`.
        """
        self.first = _table(table, self.spot.alias)
        self._joins = self._joins[1:]
        self._cells = {
            called: (self.spot.alias, columns[name]) if at == self.spot.pairs else (at, name)
            for called, (at, name) in self._cells.items()
        }

    def worked_out(self, tree: Tree) -> Tree:
        """Return an expression, by the name of a column of its own where it has grown large."""
        if size(tree) <= LARGEST:
            return tree
        known = self._names.get(tree)
        if known is None:
            level = max(
                (self._levels.get(one.name, 0) for one in tree.find_all(exp.Column)), default=0
            )
            known = self._names[tree] = f"x{len(self._names) + 1}"
            self._levels[known] = level + 1
            while len(self._layers) <= level:
                self._layers.append({})
            self._layers[level][known] = tree
        return column(known)

    def named(self, value: Tree) -> str:
        """Return the name of a column that has a value; one value has one column."""
        known = self._names.get(value)
        if known is None:
            known = self._names[value] = f"n{len(self.columns) + 1}"
            self.columns[known] = value
        return known

    def select(self, *, grouped: bool) -> exp.Select:
        """Return the SELECT; grouped by its keys, `k1`, `k2`, …, where its rows are counted."""
        keys = [self._cell(key) for key in self.keys]
        cells = [called(column(name, at), known) for known, (at, name) in self._cells.items()]
        query = exp.Select(expressions=cells)
        query.set("from_", exp.From(this=self.first))
        query.set("joins", self._joins)
        for number, layer in enumerate(self._layers, 1):
            query = _around(query, number, [exp.Star(), *_called(layer)])
        ends = [called(key, f"k{place}") for place, key in enumerate(keys, 1)]
        query = _around(query, len(self._layers) + 1, [*ends, *_called(self.columns)])
        if grouped:
            query.set("group", exp.Group(expressions=keys))
        return query


def _called(columns: Mapping[str, Tree]) -> list[Tree]:
    return [called(tree, name) for name, tree in columns.items()]


def _around(query: exp.Select, number: int, expressions: Sequence[Tree]) -> exp.Select:
    """Return a query over the rows of another."""
    name = f"q{number}"
    alias = exp.TableAlias(this=exp.Identifier(this=name))
    # Oracle takes no bare star beside other columns.
    cells = [all_of(name) if isinstance(one, exp.Star) else one for one in expressions]
    outer = exp.Select(expressions=cells)
    outer.set("from_", exp.From(this=exp.Subquery(this=query, alias=alias)))
    return outer


def _table(name: str, alias: str) -> exp.Table:
    return exp.Table(
        this=exp.Identifier(this=name), alias=exp.TableAlias(this=exp.Identifier(this=alias))
    )


def over(record: str, table: str | None = None) -> Frame:
    """Return a frame with a row for each row of a record, or of a table with some of its rows."""
    spot = Spot("s", record)
    return Frame(_table(table or rows_name(record), "s"), spot, spot, [("s", "no")])


def through(record: str, relation: str, target: str) -> Frame:
    """Return a frame with a row for each pair of a relation, told apart by where it starts."""
    frame = Frame(
        _table(pairs_name((record, relation)), "p"),
        Spot("p", ""),
        Spot("p", ""),
        [("p", "from_no")],
    )
    rows = frame._join("INNER", rows_name(target), [("no", ("p", "to_no"))], "t")
    frame.spot = frame.subject = Spot(rows, target)
    return frame
