"""People whom the rules cannot tell apart, judged once: told apart by their answers, in numbers.

What the rules ask of a person comes down to comparisons, each true, false or unknown, and to codes.
These are the digits of a few whole numbers: those of a person's own cells, and those of the counts
that only some people have. The verdicts are found of each combination that is met.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlglot import exp

from cbccvc_rules.engines.sql.frame import over
from cbccvc_rules.engines.sql.tables import rows_name
from cbccvc_rules.engines.sql.terms import (
    case,
    column,
    compare,
    in_brackets,
    is_null,
    no,
    null,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from cbccvc_rules.engines.sql.frame import Frame
    from cbccvc_rules.engines.sql.terms import Tree

ALIKE = "alike"
"""The table of the combinations that are met, and how many people have each."""
COUNTED = "staff_counted"
"""The numbers of those who have counts of their own."""
_ROOM = 1 << 62
_TRUTHS, _FEW = 3, 8


@dataclass(slots=True)
class Numbers:
    """Whole numbers made of digits; digit 0 is what is not known."""

    letter: str
    digits: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    trees: dict[str, Tree] = field(default_factory=dict)
    _next: tuple[int, int] = (1, 1)

    def add(self, name: str, tree: Tree, base: int) -> None:
        """Add a digit for an expression: a truth, or a code below `base` - 1."""
        if name in self.digits:
            return
        place, unit = self._next
        if unit * base > _ROOM:
            place, unit = place + 1, 1
        self._next = (place, unit * base)
        self.digits[name] = (place, unit, base)
        self.trees[name] = tree

    @property
    def names(self) -> list[str]:
        """The columns of the numbers."""
        return [f"{self.letter}{place}" for place in range(1, self._next[0] + 1)]

    def packed(self, suffix: str = "") -> Iterator[str]:
        """Yield each number as SQL makes it out of columns of the digits."""
        for at, name in enumerate(self.names, 1):
            terms = [
                _digit(f"{one}{suffix}", unit, base)
                for one, (place, unit, base) in self.digits.items()
                if place == at
            ]
            yield f"{' + '.join(terms or ['CAST(0 AS BIGINT)'])} AS {name}"

    def unpacked(self) -> Iterator[str]:
        """Yield each digit as SQL makes it out of the numbers: a code, 1, 0 or NULL."""
        for one, (place, unit, base) in self.digits.items():
            digit = f"({self.letter}{place} // {unit}) % {base}"
            yield f"CAST(NULLIF({digit}, 0) - 1 AS INTEGER) AS {one}"


def _digit(name: str, unit: int, base: int) -> str:
    """Return what a digit adds to its number; DuckDB is quickest at choosing between constants."""
    if base == _TRUTHS:
        yes, not_so = (f"CAST({digit * unit} AS BIGINT)" for digit in (2, 1))
        return f"CASE WHEN {name} THEN {yes} WHEN {name} IS NULL THEN 0 ELSE {not_so} END"
    if base > _FEW:
        return f"CAST(COALESCE({name}, -1) + 1 AS BIGINT) * {unit}"
    codes = (f"WHEN {code} THEN CAST({(code + 1) * unit} AS BIGINT)" for code in range(base - 1))
    return f"CASE {name} {' '.join(codes)} ELSE 0 END"


@dataclass(slots=True)
class Alike:
    """What tells people apart, taken out of the frame of their rules.

    `codes` has the largest code of each column that is kept as it is, `plain` the columns that the
    list tells by itself: what hangs on these alone is worked out before anything is joined. `frame`
    has the rules again, asked of the table of combinations.
    """

    people: Frame
    codes: Mapping[str, int]
    plain: Collection[str]
    frame: Frame = field(init=False)
    first: Numbers = field(default_factory=lambda: Numbers("o"))
    own: Numbers = field(default_factory=lambda: Numbers("p"))
    others: Numbers = field(default_factory=lambda: Numbers("q"))
    _known: dict[Tree, Tree] = field(default_factory=dict)
    _worked: dict[str, Tree] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the rules of the frame again to combinations."""
        self.frame = over("staff", f"{ALIKE}_told")
        for name, tree in self.people.columns.items():
            self.frame.columns[name] = self._told(tree)

    def _told(self, tree: Tree) -> Tree:
        """Return an expression asked of a combination."""
        told: Tree = tree.transform(self._put)
        return told

    def _put(self, node: Tree) -> Tree:
        if isinstance(node, exp.Column):
            return self._column(node.name)
        if isinstance(node, exp.Predicate) and any(map(self._is_large, self._values(node))):
            known = self._known.get(node)
            if known is None:
                known = self._known[node] = self._answer(node)
            return known.copy()
        return node

    def _column(self, name: str) -> Tree:
        body = self.people.body(name)
        if body is None:
            return self._code(name)
        if name not in self._worked:
            self._worked[name] = in_brackets(self.frame.worked_out(self._told(body)))
        return self._worked[name].copy()

    def _code(self, cell: str) -> Tree:
        name = cell.removeprefix("s_")
        numbers = self.first if name in self.plain else self.own
        if name not in numbers.digits:
            numbers.add(name, column(cell), self.codes[name] + 2)
        return self.frame.cell(self.frame.spot, name)

    def _values(self, tree: Tree) -> Iterator[str]:
        """Yield the cells whose values an expression passes on or compares, not those it asks."""
        for part in tree.iter_expressions():
            match part:
                case exp.Column():
                    body = self.people.body(part.name)
                    yield from (part.name,) if body is None else self._values(_holding(body))
                case exp.Case():
                    ends = [one.args["true"] for one in part.args["ifs"]]
                    ends += [other] if (other := part.args.get("default")) is not None else []
                    yield from self._values(_holding(*ends))
                case exp.Predicate() | exp.Connector() | exp.Not():
                    pass
                case _:
                    yield from self._values(part)

    def _is_large(self, cell: str) -> bool:
        """Return whether a cell holds anything but a code."""
        return not cell.startswith("s_") or cell.removeprefix("s_") not in self.codes

    def _answer(self, asked: Tree) -> Tree:
        """Return what a combination says of a condition."""
        reached = self.people.reached([asked])
        counts = {
            name for name, cell in reached.items() if cell is not None and self._is_late(cell[0])
        }
        plain = all(
            cell is not None and cell[0] == self.people.spot.alias and cell[1] in self.plain
            for cell in reached.values()
        )
        numbers = self.others if counts else self.first if plain else self.own
        name = f"{numbers.letter}_{len(numbers.digits) + 1}"
        numbers.add(name, asked, _TRUTHS)
        told = self.frame.cell(self.frame.spot, name)
        if not counts:
            return compare("=", told, whole(1))
        none = self._told(self._without(asked, counts))
        here = compare("=", self.frame.cell(self.frame.spot, "counted"), whole(1))
        flag = case((here, told), (none, whole(1)), (no(none), whole(0)))
        return compare("=", self.frame.worked_out(flag), whole(1))

    def suppose(self, cell: str, codes: Sequence[int]) -> bool:
        """Tell people apart by what each code in a cell would come to, beside that in it.

        And by which of the larger cells are there: what is not known hangs on these. Return whether
        no count that only some people have hangs on the cell.
        """
        here = {**self.first.trees, **self.own.trees}
        for name, tree in here.items():
            whole_ = self._inlined(tree)
            cells = {one.name for one in whole_.find_all(exp.Column)}
            for one in cells:
                if one != cell and self._is_large(one):
                    self.own.add(f"{one}_there", no(is_null(column(one))), _TRUTHS)
            if cell in cells and not isinstance(whole_, exp.Column):
                for code in codes:
                    self.own.add(f"{name}_{code}", _put_in(whole_, cell, code), _TRUTHS)
        return not any(cell in self.people.reached([tree]) for tree in self.others.trees.values())

    def _inlined(self, tree: Tree) -> Tree:
        """Return an expression without names of others: all in one."""

        def put(node: Tree) -> Tree:
            body = self.people.body(node.name) if isinstance(node, exp.Column) else None
            return node if body is None else in_brackets(self._inlined(body))

        told: Tree = tree.copy().transform(put)
        return told

    def _without(self, tree: Tree, counts: set[str]) -> Tree:
        """Return a condition as it is asked of somebody who has no counts."""

        def put(node: Tree) -> Tree:
            match node:
                case exp.Coalesce(this=exp.Column()) if node.this.name in counts:
                    other: Tree = node.expressions[0].copy()
                    return other
                case exp.Column():
                    if node.name in counts:
                        return null()
                    body = self.people.body(node.name)
                    if body is None or counts.isdisjoint(self.people.reached([body])):
                        return node
                    return in_brackets(self.people.worked_out(self._without(body, counts)))
                case _:
                    return node

        told: Tree = tree.transform(put)
        return told

    def _is_late(self, alias: str) -> bool:
        """Return whether a joined table is there only once people are counted."""
        table, on = self.people.tables[alias]
        if alias == self.people.spot.alias:
            return False
        return table != rows_name("unit") or any(self._is_late(one) for _, (one, _) in on)

    def before(self, source: str, prefix: str = "") -> str:
        """Return a SELECT of a source with the first numbers; of its columns by their prefix."""

        def put(node: Tree) -> Tree:
            plain = isinstance(node, exp.Column)
            return column(node.name.replace("s_", prefix, 1)) if plain else node

        digits = (
            f", {tree.transform(put).sql('duckdb')} AS {name}_digit"
            for name, tree in self.first.trees.items()
        )
        packed = ", ".join(self.first.packed("_digit"))
        kept = f"* EXCLUDE ({', '.join(f'{name}_digit' for name in self.first.trees)})"
        if not self.first.trees:
            kept = "*"
        return f"SELECT {kept}, {packed} FROM (SELECT *{''.join(digits)} FROM {source})"

    def at_first(self, columns: Sequence[str]) -> Callable[[str], str]:
        """Return how to read from a table some columns of people, and their own numbers."""
        kept = [*(name for name in columns if name != "no"), *self.first.names]
        cells = {name: self.people.cell(self.people.spot, name) for name in kept}
        told = ", ".join(["k1 AS no", *kept, *self.own.packed()])

        def read(table: str) -> str:
            query = self.people.giving({**cells, **self.own.trees}, table)
            return f"SELECT {told} FROM ({query.sql('duckdb', copy=False)})"

        return read

    def needed(self) -> set[str]:
        """Return the columns of the list that have to be there once the counts are made."""
        return self.people.asked_of(rows_name("staff"), self.others.trees.values())

    def counted(self) -> Iterator[tuple[str, str]]:
        """Yield the statements that find who has counts of their own, and their numbers."""
        aliases = {
            cell[0]
            for cell in self.people.reached(self.others.trees.values()).values()
            if cell is not None and self._is_late(cell[0])
        }
        ways = [self.people.tables[alias] for alias in sorted(aliases)]
        everybody = any(on[0] != ("k1", ("s", "no")) for _, on in ways)
        ids = " UNION ALL ".join(f"SELECT k1 FROM {table}" for table, _ in ways)
        where = f" WHERE no IN ({ids})" if ways and not everybody else ""
        if not ways:
            where = " LIMIT 0"
        yield "VIEW", f"{COUNTED}_rows AS FROM {rows_name('staff')}{where}"
        query = self.people.giving(self.others.trees, f"{COUNTED}_rows").sql("duckdb", copy=False)
        packed = ", ".join(self.others.packed())
        yield "TABLE", f"{COUNTED} AS SELECT k1 AS no, {packed} FROM ({query})"

    def combinations(self, those: str = "") -> Iterator[tuple[str, str]]:
        """Yield the statements that find combinations, and who has which: all, or `those`."""
        own, others = [*self.first.names, *self.own.names], self.others.names
        numbers = ", ".join([*own, *others])
        keys = ", ".join(
            [f"s.{name}" for name in own] + [f"COALESCE(c.{name}, -1) AS {name}" for name in others]
        )
        yield (
            "VIEW",
            f"{ALIKE}_keys AS SELECT s.no, {keys} FROM {rows_name('staff')} AS s "
            f"LEFT JOIN {COUNTED} AS c ON c.no = s.no{those}",
        )
        yield (
            "TABLE",
            f"{ALIKE} AS SELECT row_number() OVER () AS no, {numbers}, count(*) AS many "
            f"FROM {ALIKE}_keys GROUP BY {numbers}",
        )
        same = " AND ".join(f"a.{name} = k.{name}" for name in (*own, *others))
        yield (
            "TABLE",
            f"staff_{ALIKE} AS SELECT k.no, CAST(a.no AS INTEGER) AS alike "
            f"FROM {ALIKE}_keys AS k JOIN {ALIKE} AS a ON {same}",
        )
        digits = ", ".join(
            one for part in (self.first, self.own, self.others) for one in part.unpacked()
        )
        flag = f"CAST({others[0]} >= 0 AS INTEGER) AS counted"
        yield "VIEW", f"{ALIKE}_told AS SELECT no, many, {flag}, {digits} FROM {ALIKE}"


def _put_in(tree: Tree, cell: str, code: int) -> Tree:
    def put(node: Tree) -> Tree:
        return whole(code) if isinstance(node, exp.Column) and node.name == cell else node

    told: Tree = tree.copy().transform(put)
    return told


def _holding(*trees: Tree) -> Tree:
    return exp.Tuple(expressions=[*trees])
