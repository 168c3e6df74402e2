"""What is changed by hand in a round: a cell, a row more or a row less, as in the file itself.

An edit is put into the raw tables, so that what it says is read as any other cell is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.model.assemble import KEYS
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.model.headings import column_called
from cbccvc_rules.model.rows import RawRow, RawTable, Sheet
from cbccvc_rules.model.values import CellFault, read_text
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.model.batch import Batch

SOURCE = "sửa"
"""What an edit is called where its cells are named, with its number."""
_OWNERS = ("staff_id", "unit_id")


@dataclass(frozen=True, slots=True)
class SetCells:
    """Cells of one row, told by its id and, where that is not enough, its table, set anew."""

    id: str
    cells: Mapping[str, object]
    table: str | None = None


@dataclass(frozen=True, slots=True)
class AddRow:
    """A row more in a table."""

    table: str
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """A row less, told by its id."""

    id: str
    table: str | None = None


Edit = SetCells | AddRow | RemoveRow


Touched = set[tuple[str, int]]
"""Rows, by table and number."""


def edited(
    batch: Batch, tables: Sequence[RawTable], edits: Iterable[Edit], first: int
) -> tuple[tuple[RawTable, ...], Touched]:
    """Return the raw tables of a batch with edits put in, numbered from `first` on; and the rows.

    Raises:
        UsageError: for a table, an id or a column that there is not; with all that are wrong.
    """
    now = {raw.sheet.table: raw for raw in tables}
    problems: list[Problem] = []
    touched: Touched = set()
    for number, edit in enumerate(edits, first):
        try:
            table = _put(batch, now, edit, f"{SOURCE} {number}", touched)
        except UsageError as wrong:
            problems.extend(wrong.problems)
        else:
            now[table.sheet.table] = table
    if problems:
        raise UsageError(*problems)
    return tuple(now[name] for name in TABLES if name in now), touched


def _put(
    batch: Batch, tables: Mapping[str, RawTable], edit: Edit, name: str, touched: Touched
) -> RawTable:
    match edit:
        case AddRow(table, cells):
            raw = tables.get(_table(table)) or _empty(table)
            number = max((row.number for row in raw.rows), default=0) + 1
            told = _columns(table, cells)
            key = str(told.get(next(iter(KEYS[table]), "")) or number)
            raw = replace(raw, rows=(*raw.rows, RawRow(number, {})))
            return _with(raw, number, told, f"{name}: {table}:{key}", touched)
        case RemoveRow(id_, table):
            raw, number = _found(batch, tables, id_, table, ())
            touched.add((raw.sheet.table, number))
            return replace(raw, rows=tuple(row for row in raw.rows if row.number != number))
        case SetCells(id_, cells, table):
            raw, number = _found(batch, tables, id_, table, cells)
            told = _columns(raw.sheet.table, cells)
            return _with(raw, number, told, f"{name}: {id_}", touched)


def _with(
    raw: RawTable, number: int, cells: Mapping[str, object], name: str, touched: Touched
) -> RawTable:
    """Return a table with cells of one row set; a column that it had not, it has now."""
    sheet = raw.sheet
    new = {column: (None, column) for column in cells if column not in sheet.headings}
    places = {(number, column): Place(f"{name}.{column}") for column in cells}
    sheet = replace(sheet, headings={**sheet.headings, **new}, edited={**sheet.edited, **places})
    touched.add((sheet.table, number))
    rows = tuple(
        [
            row if row.number != number else replace(row, cells={**row.cells, **cells})
            for row in raw.rows
        ]
    )
    return replace(raw, sheet=sheet, rows=rows)


def _table(name: str) -> str:
    if name in TABLES:
        return name
    params = {"table": name, "known": ", ".join(TABLES), "nearest": nearest(name, TABLES) or ""}
    raise UsageError(Problem("edit-table-unknown", None, params))


def _empty(table: str) -> RawTable:
    """Return a table that the round did not have, with its key and nothing else."""
    headings = {column: (None, column) for column in KEYS[table]}
    return RawTable(Sheet(table, SOURCE, table, headings), ())


def _columns(table: str, cells: Mapping[str, object]) -> dict[str, object]:
    """Return cells by canonical column, whatever the column is called.

    Raises:
        UsageError: naming each column that the table has not, and one that is near.
    """
    found: dict[str, object] = {}
    problems: list[Problem] = []
    known = [one.name for one in columns_of(table)]
    for name, cell in cells.items():
        column = column_called(table, name)
        if column is None:
            near = nearest(name, known) or ""
            params = {"column": name, "table": table, "known": ", ".join(known), "nearest": near}
            problems.append(Problem("edit-column-unknown", None, params))
        else:
            found[column] = cell
    if problems:
        raise UsageError(*problems)
    return found


def _found(
    batch: Batch,
    tables: Mapping[str, RawTable],
    id_: str,
    table: str | None,
    columns: Iterable[str],
) -> tuple[RawTable, int]:
    """Return where a row stands: the table that has its id and such columns, and its number.

    Raises:
        UsageError: where no row has the id, or several have.
    """
    asked, id_ = list(columns), _id(id_)
    names = TABLES if table is None else (_table(table),)
    hits = [(raw, number) for name in names for raw, number in _rows(tables.get(name), id_)]
    if len(hits) > 1 and table is None:
        exact = [hit for hit in hits if hit[0].sheet.table in {"staff", "units"}] or hits
        fit = [hit for hit in exact if all(column_called(hit[0].sheet.table, one) for one in asked)]
        hits = fit or exact
    if len(hits) == 1:
        return hits[0]
    if hits:
        ways = ", ".join(f"`{raw.sheet.table}:{id_}#{number}`" for raw, number in hits)
        raise UsageError(Problem("edit-row-of-several", None, {"id": id_, "ways": ways}))
    asked_of = [raw for name in names if (raw := tables.get(name)) is not None]
    ids = {key for raw in asked_of for key in _keys(raw)}
    made = {row.key for row in batch.tables.get("units", ()) if row.sheet is None}
    if id_ in made:
        raise UsageError(Problem("edit-unit-not-told", None, {"id": id_}))
    raise UsageError(
        Problem("edit-row-unknown", None, {"id": id_, "nearest": nearest(id_, ids) or ""})
    )


def _rows(raw: RawTable | None, id_: str) -> Iterator[tuple[RawTable, int]]:
    """Yield the rows of an id: all that have it, or the one whose number follows it (`A#3`)."""
    if raw is None:
        return
    keys = _keys(raw)
    numbers = [row.number for row, key in zip(raw.rows, keys, strict=True) if key == id_]
    if not numbers:
        own, _, number = id_.rpartition("#")
        numbers = [
            row.number
            for row, key in zip(raw.rows, keys, strict=True)
            if key == own and str(row.number) == number
        ]
    yield from ((raw, number) for number in numbers)


def _keys(raw: RawTable) -> list[str]:
    """Return the id in each raw row as it is read; empty where none was told."""
    column, *others = KEYS[raw.sheet.table] or _OWNERS
    cells = [row.cells.get(column) for row in raw.rows]
    keys = [_id_of_text(cell) if type(cell) is str else _id(cell) for cell in cells]
    if column != _OWNERS[0] or not others:
        return keys
    owners = [_id(row.cells.get(others[0])) for row in raw.rows]
    return [key or owner for key, owner in zip(keys, owners, strict=True)]


@lru_cache(maxsize=16_384)
def _id_of_text(cell: str) -> str:
    return _id(cell)  # the ids of a round are looked through for every edit


def _id(cell: object) -> str:
    try:
        return read_text(cell) or ""
    except CellFault:
        return ""
