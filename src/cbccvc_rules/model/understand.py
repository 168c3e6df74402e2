"""Raw cells become values, each by the kind of its column, and a problem for each that fails.

A cell that cannot be understood counts as not told; the rest of its row is kept.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.column import DENIABLE
from cbccvc_rules.model.columns import columns_of, kinds_of
from cbccvc_rules.model.draft import Draft
from cbccvc_rules.model.taken_as import Marks, doubt_of, marks_in, taken_as
from cbccvc_rules.model.told_cells import raw_cells, told_cells
from cbccvc_rules.model.values import (
    CellFault,
    as_typed,
    is_told,
    same_as_typed,
    shown,
)

if TYPE_CHECKING:
    from cbccvc_rules.model.rows import RawRow, RawTable, Sheet
    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.sources import Text
    from cbccvc_rules.trace import Value


Known = dict[tuple[str, type, object], tuple["Value", bool]]
"""What cells were read as, by column; and whether they were written just so."""
_PLAIN = frozenset({str, int, bool, date})
_MOST_KNOWN = 50_000


def understand(raw: RawTable, labels: Labels) -> tuple[list[Draft], list[Problem]]:
    """Read every cell of a table."""
    marks = marks_in(raw.sheet, raw_cells(raw.rows))
    problems: list[Problem] = []
    drafts: list[Draft] = []
    known: Known = {}
    for row in raw.rows:
        draft, faults = understand_row(raw.sheet, row, marks, labels, known)
        drafts.append(draft)
        problems.extend(faults)
    cells = told_cells(raw.rows, drafts)
    return drafts, [*taken_as(raw.sheet, marks, cells, labels), *problems]


def understand_row(
    sheet: Sheet, raw: RawRow, marks: Marks, labels: Labels, known: Known | None = None
) -> tuple[Draft, list[Problem]]:
    """Read every cell of one row; `known` has what the same was read as in the rows before."""
    known = {} if known is None else known
    kinds = kinds_of(sheet.table)
    cells = dict(raw.cells)
    for column in marks.alone:
        if not is_told(cells.get(column)):
            cells[column] = False
    problems: list[Problem] = []
    looked = marks.torn | marks.month_first
    found = {column: doubt_of(marks, column, cells.get(column)) for column in looked}
    doubts = {column: doubt for column, doubt in found.items() if doubt is not None}
    bad = set(doubts)
    for column in sorted(bad, key=lambda one: sheet.headings[one][0] or 0):
        del cells[column]
        problems.append(_problem(sheet, raw, column, doubts[column]))
    values: dict[str, Value] = dict.fromkeys(kinds)
    faults: dict[str, CellFault] = {}
    same: set[str] = set()
    for column, cell in cells.items():
        key = (column, type(cell), cell) if type(cell) in _PLAIN else None
        told = None if key is None else known.get(key)
        if told is None:
            try:
                value = kinds[column].value(cell, labels)
            except CellFault as fault:
                faults[column] = fault
                continue
            told = (value, same_as_typed(value, cell))
            if key is not None and kinds[column].name != "text" and len(known) < _MOST_KNOWN:
                known[key] = told
        values[column] = told[0]
        if told[1] and column not in marks.alone:
            same.add(column)
    for column in sorted(faults, key=lambda one: sheet.headings[one][0] or 0):
        bad.add(column)
        problems.append(_problem(sheet, raw, column, faults[column]))
    typed = {
        column: as_typed(cell)
        for column, cell in raw.cells.items()
        if not (column in same or same_as_typed(values[column], cell))
    }
    denied = frozenset(
        column
        for column in typed
        if column in _deniable(sheet.table) and column not in bad and values[column] is None
        if is_told(raw.cells[column])
    )
    return Draft(sheet.table, sheet, raw.number, values, typed, bad, denied), problems


@cache
def _deniable(table: str) -> frozenset[str]:
    """Return the columns whose cells may say that there is none."""
    return frozenset(one.name for one in columns_of(table) if one.form in DENIABLE)


def _problem(sheet: Sheet, raw: RawRow, column: str, fault: CellFault) -> Problem:
    heading = sheet.headings[column][1]
    params: dict[str, str | Text] = {"heading": shown(heading), **fault.params}
    place = sheet.place(raw.number, column)
    return Problem(
        fault.code, place, params, read=shown(raw.cells[column]), expected=fault.expected
    )
