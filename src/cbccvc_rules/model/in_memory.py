"""Tables that a Python caller hands over: the names of their columns, and their rows as they are.

Whose columns have our own names is a raw table at once. Any other is read as the sheet of a file
is, by the room that finds the headings of sheets; it makes itself known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.model.chosen import NOTHING_CHOSEN
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.headings import match_headings
from cbccvc_rules.model.rows import MAX_ROWS, RawRow, RawTable, Sheet
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import RECORDS, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.model.chosen import Chosen
    from cbccvc_rules.model.header import Round
    from cbccvc_rules.model.scale import Labels

Cells = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class InMemory:
    """One table: for each column its name, below the names that span it; and its rows by number.

    Rows count from 1. No name at all: the first rows have the headings. `lost` tells of records
    that are none.
    """

    table: str
    names: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[int, Cells], ...]
    lost: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadTables:
    """What was made of such tables; `fatal` problems leave no batch."""

    tables: tuple[RawTable, ...]
    problems: tuple[Problem, ...] = ()
    fatal: tuple[Problem, ...] = ()


class ReadsHeadings(Protocol):
    """Reads tables as the sheets of a file are read."""

    def __call__(
        self, tables: Sequence[InMemory], round_: Round, labels: Labels, chosen: Chosen
    ) -> ReadTables:
        """Return what was made of them."""
        ...


_READERS: list[ReadsHeadings] = []


def reads_headings(reader: ReadsHeadings) -> ReadsHeadings:
    """Make the reading of headings known to those who may not climb to its room."""
    _READERS[:] = [reader]
    return reader


def of_records(table: str, records: Sequence[object]) -> InMemory:
    """Return records as a table; the keys that any of them has are the names of its columns.

    Raises:
        BatchError: when there are more of them than any round has people.
    """
    if len(records) > MAX_ROWS:
        place = Place(RECORDS, sheet=table)
        raise BatchError(Problem("too-many-rows", place, {"limit": str(MAX_ROWS)}))
    told = {number: _told(record) for number, record in enumerate(records, 1)}
    mappings = {number: mapping for number, mapping in told.items() if mapping is not None}
    lost = tuple(
        Problem("record-not-keys", Place(RECORDS, number, sheet=table))
        for number, mapping in told.items()
        if mapping is None
    )
    keys = tuple(dict.fromkeys(key for mapping in mappings.values() for key in mapping))
    rows = tuple(
        (number, tuple(mapping.get(key) for key in keys)) for number, mapping in mappings.items()
    )
    return InMemory(table, tuple((key,) for key in keys), rows, lost)


def read_tables(
    tables: Sequence[InMemory], round_: Round, labels: Labels, chosen: Chosen
) -> ReadTables:
    """Read tables: those with our own names as they are, the others as sheets are.

    Where anything is said of columns, all are sheets: what is said must name something.
    """
    plain: list[InMemory] = []
    others: list[InMemory] = []
    for one in tables:
        (plain if chosen == NOTHING_CHOSEN and _has_our_names(one) else others).append(one)
    made = [_named(one) for one in plain]
    problems = [problem for _, found in made for problem in found]
    if not others:
        return ReadTables(tuple(raw for raw, _ in made), tuple(problems))
    read = _READERS[0](others, round_, labels, chosen)
    return ReadTables(
        (*(raw for raw, _ in made), *read.tables), (*problems, *read.problems), read.fatal
    )


def _has_our_names(told: InMemory) -> bool:
    """Return whether columns are called as ours are; an empty table says that there is no row.

    People without ids are read as those of a list are, too.
    """
    names = {name[-1] for name in told.names if len(name) == 1}
    ours = {column.name for column in columns_of(told.table)}
    if not told.rows:
        return True
    if not told.names:
        return False
    unlike = len(names) < len(told.names) or not names <= ours
    return not unlike and (told.table != "staff" or "staff_id" in names or "name" not in names)


def _named(told: InMemory) -> tuple[RawTable, tuple[Problem, ...]]:
    """Return a table whose columns have our names; one without any row has every column."""
    keys = [name[-1] for name in told.names]
    if not told.rows and not told.lost:
        keys = [column.name for column in columns_of(told.table)]
    matched = match_headings(
        told.table,
        ((None, key) for key in keys),
        lambda _, key: Place(RECORDS, sheet=told.table, heading=key),
    )
    columns = {heading: column for column, (_, heading) in matched.headings.items()}
    at = [(columns[key], at) for at, key in enumerate(keys) if key in columns]
    rows = tuple(
        RawRow(number, {column: cells[where] for column, where in at})
        for number, cells in told.rows
    )
    sheet = Sheet(told.table, RECORDS, told.table, matched.headings)
    raw = RawTable(sheet, rows, len(told.lost), matched.strangers)
    return raw, (*told.lost, *matched.problems)


def _told(record: object) -> Mapping[str, object] | None:
    """Return the columns of a record, None of what is none."""
    given = getattr(record, "model_fields_set", None)
    if isinstance(given, set):
        return {str(name): getattr(record, name) for name in given}
    return {str(key): cell for key, cell in record.items()} if isinstance(record, Mapping) else None
