"""One SELECT being written: where its rows come from, what is joined to them, what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlglot import exp

from cbccvc_rules.engines.sql.tables import pairs_name, rows_name
from cbccvc_rules.engines.sql.terms import all_of, both, called, column, compare, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    `tables` has the table of each alias, and what its columns are joined to.
    """

    first: exp.Table
    spot: Spot
    subject: Spot
    keys: list[Cell]
    chain: Chain = ()
    columns: dict[str, Tree] = field(default_factory=dict)
    tables: dict[str, tuple[str, Sequence[tuple[str, Cell]]]] = field(default_factory=dict)
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
        self.tables[alias] = (table, on)
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

    def beside(self, other: Frame, name: str) -> dict[str, str] | None:
        """Take in the columns of another frame over the same rows; return what each is called here.

        None where that cannot be: where one goes on to other rows, or needs a query around.
        """
        if self._joins or self._layers or other._joins or other._layers:
            return None
        if (self.first, self.keys, self.spot.alias) != (other.first, other.keys, other.spot.alias):
            return None
        self._cells = {**self._cells, **other._cells}
        known = {tree: one for one, tree in self.columns.items()}
        new = {f"{name}_{one}": tree for one, tree in other.columns.items() if tree not in known}
        self.columns = {**self.columns, **new}
        known.update((tree, one) for one, tree in new.items())
        return {one: known[tree] for one, tree in other.columns.items()}

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

    def body(self, name: str) -> Tree | None:
        """Return the expression that a column of a query around stands for."""
        level = self._levels.get(name)
        return None if level is None else self._layers[level - 1][name]

    def reached(self, trees: Iterable[Tree]) -> dict[str, Cell | None]:
        """Return every column that expressions come down to; of one of a table, its cell."""
        found: dict[str, Cell | None] = {}
        left = list(trees)
        while left:
            for one in left.pop().find_all(exp.Column):
                name = one.name
                if name not in found:
                    found[name] = self._cells.get(name)
                    if (body := self.body(name)) is not None:
                        left.append(body)
        return found

    def asked_of(self, table: str, trees: Iterable[Tree] | None = None) -> set[str]:
        """Return the columns of a table that expressions, or all of this, come down to."""
        cells = (
            self._cells.values() if trees is None else filter(None, self.reached(trees).values())
        )
        asked = {*cells, *self.keys}
        left = [alias for alias, _ in asked]
        for alias in left:
            joined = [cell for _, cell in self.tables.get(alias, ("", ()))[1]]
            asked.update(joined)
            left += [one for one, _ in joined if one not in left]
        named = {alias for alias, (name, _) in self.tables.items() if name == table}
        return {name for alias, name in asked if alias in named} | {
            own for alias in left if alias in named for own, _ in self.tables[alias][1]
        }

    def select(self, *, grouped: bool) -> exp.Select:
        """Return the SELECT; grouped by its keys, `k1`, `k2`, …, where its rows are counted."""
        keys = [self._cell(key) for key in self.keys]
        query = self._inside(self._cells, self._joins, self.first)
        ends = [called(key, f"k{place}") for place, key in enumerate(keys, 1)]
        query = _around(query, len(self._layers) + 1, [*ends, *_called(self.columns)])
        if grouped:
            query.set("group", exp.Group(expressions=keys))
        return query

    def giving(self, columns: Mapping[str, Tree], table: str) -> exp.Select:
        """Return a SELECT of other columns, from another table in place of the first.

        What they do not come down to is left out.
        """
        keys = [self._cell(key) for key in self.keys]
        reached = self.reached([*keys, *columns.values()])
        cells = {name: cell for name, cell in reached.items() if cell is not None}
        aliases = {alias for alias, _ in cells.values()}
        joins: list[exp.Join] = []
        for one in reversed(self._joins):
            alias = one.alias_or_name
            if alias in aliases or one.kind != "LEFT":
                joins.insert(0, one)
                aliases |= {at for _, (at, _) in self.tables[alias][1]}
        query = self._inside(cells, joins, _table(table, self.spot.alias), reached)
        ends = [called(key, f"k{place}") for place, key in enumerate(keys, 1)]
        return _around(query, len(self._layers) + 1, [*ends, *_called(columns)])

    def _inside(
        self,
        cells: Mapping[str, Cell],
        joins: Sequence[exp.Join],
        first: exp.Table,
        reached: Mapping[str, object] | None = None,
    ) -> exp.Select:
        """Return a SELECT of the cells, and of the expressions worked out of them, or of some."""
        query = exp.Select(
            expressions=[called(column(name, at), known) for known, (at, name) in cells.items()]
        )
        query.set("from_", exp.From(this=first))
        query.set("joins", list(joins))
        for number, layer in enumerate(self._layers, 1):
            here = {
                name: tree for name, tree in layer.items() if reached is None or name in reached
            }
            query = _around(query, number, [exp.Star(), *_called(here)])
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
    spot, name = Spot("s", record), table or rows_name(record)
    return Frame(_table(name, "s"), spot, spot, [("s", "no")], tables={"s": (name, ())})


def through(record: str, relation: str, target: str) -> Frame:
    """Return a frame with a row for each pair of a relation, told apart by where it starts."""
    pairs = pairs_name((record, relation))
    frame = Frame(
        _table(pairs, "p"),
        Spot("p", ""),
        Spot("p", ""),
        [("p", "from_no")],
        tables={"p": (pairs, ())},
    )
    rows = frame._join("INNER", rows_name(target), [("no", ("p", "to_no"))], "t")
    frame.spot = frame.subject = Spot(rows, target)
    return frame
