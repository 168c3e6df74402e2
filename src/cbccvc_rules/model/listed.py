"""A list of people that stays in its file, as the assembly of a batch asks it for them.

No file is read here. Nobody is made a row of but those of whom something is wrong, and those whom a
finding is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.column import Kind
    from cbccvc_rules.model.period import Period
    from cbccvc_rules.model.references import KnownIds
    from cbccvc_rules.model.rows import Row, Sheet, Unplaced
    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.model.told_cells import ToldCell, ToldCells
    from cbccvc_rules.model.unit_tree import UnitTree


@dataclass(frozen=True, slots=True)
class ColumnSql:
    """How SQL says the value of a column; of a list, its place among `lists`.

    `join` is what has to be joined for it. `told` are the distinct cells, but those of plain texts.
    """

    name: str
    kind: Kind
    value: str
    is_text: bool
    join: str = ""
    denied: str = ""
    faulty: str = ""
    parts: int = 1
    most: int = 0
    told: tuple[ToldCell, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What the people of a list come to; `strange` are the rows that something is wrong with.

    These are by row number; `aside` are the numbers of those that cannot be used at all.
    """

    problems: tuple[Problem, ...]
    strange: Mapping[int, Row]
    aside: frozenset[int]
    unplaced: tuple[Unplaced, ...]
    dropped: int
    kept: int


class Listed(Protocol):
    """A list of people in its file."""

    @property
    def sheet(self) -> Sheet:
        """The file and its headings."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the headings."""

    @property
    def strangers(self) -> tuple[str, ...]:
        """The headings that mean no column."""

    @property
    def size(self) -> int:
        """How many rows it has."""

    @property
    def people(self) -> int:
        """How many people of it are to be judged."""

    def understood(self, labels: Labels) -> list[Problem]:
        """Read what every column holds."""

    def cells(self) -> ToldCells:
        """Return the distinct cells of columns, as they were read."""

    def units_named(self) -> Iterable[str]:
        """Return the units that the rows name, in the order in which they do."""

    def settle(self, tree: UnitTree, period: Period) -> Settled:
        """Check the people against the units, and each other."""

    def known(self, asked: Iterable[str]) -> KnownIds:
        """Return which of some ids are of somebody listed, and those that they may be slips of."""

    def has_values(self, column: str) -> bool:
        """Return whether any cell of a column of codes has one."""

    def told_anywhere(self, column: str) -> bool:
        """Return whether any cell of a column holds anything."""

    @property
    def settled(self) -> Settled | None:
        """What the people came to, None before they were settled."""

    @property
    def columns(self) -> Mapping[str, ColumnSql]:
        """How SQL says the value of each column."""

    @property
    def deciders(self) -> Mapping[str, str | None]:
        """Whoever is told to have decided, with the id of the person that it is."""

    def value(self, name: str) -> str:
        """Return what SQL says the value of a column is; NULL where there is no such column."""

    def scanned(self, names: Iterable[str]) -> str:
        """Return the list as `l`, joined to what the values of these columns need."""

    def name_in_scan(self, column: str) -> str:
        """Return what a column of the file is called in the table `list`."""

    def ask(self, statement: str, told: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return what a query of the database of the list gives."""

    def make(self, statement: str, told: Sequence[object] = ()) -> None:
        """Make a table there; `units` and the numbers of `strange` rows stand in it already."""

    def make_all(self, statements: Sequence[str]) -> None:
        """Make tables and views there, several at the same time; each after those it names."""

    def number_of(self, id_: str) -> int | None:
        """Return the row of a person who is to be judged, None where nobody has that id."""

    def rows(self, numbers: Sequence[int], columns: Collection[str] | None = None) -> list[Row]:
        """Return the rows of these numbers that are to be judged, in order.

        Where `columns` are named, what the others say may be left out.
        """
