"""Raw cells become values: one call of the model a row, and a problem for each cell that fails.

A cell that cannot be understood counts as not told; the rest of its row is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.draft import Draft
from cbccvc_rules.model.taken_as import Marks, is_torn, marks_in, taken_as
from cbccvc_rules.model.values import (
    A_TRUTH,
    CellFault,
    canonical,
    is_told,
    same_as_typed,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.model.rows import RawRow, RawTable, Sheet
    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.sources import Text
    from cbccvc_rules.trace import Value


def understand(raw: RawTable, labels: Labels) -> tuple[list[Draft], list[Problem]]:
    """Read every cell of a table."""
    marks = marks_in(raw)
    problems: list[Problem] = []
    drafts: list[Draft] = []
    for row in raw.rows:
        draft, faults = _understand_row(raw.sheet, row, marks, labels)
        drafts.append(draft)
        problems.extend(faults)
    return drafts, [*taken_as(raw, marks, drafts, labels), *problems]


def _understand_row(
    sheet: Sheet, raw: RawRow, marks: Marks, labels: Labels
) -> tuple[Draft, list[Problem]]:
    model = TABLES[sheet.table]
    cells = dict(raw.cells)
    for column in marks.alone:
        if not is_told(cells.get(column)):
            cells[column] = False
    problems: list[Problem] = []
    bad = {column for column in marks.torn if is_torn(marks, column, cells.get(column))}
    for column in sorted(bad, key=lambda one: sheet.headings[one][0] or 0):
        del cells[column]
        problems.append(_problem(sheet, raw, column, CellFault("cell-mark-doubtful", A_TRUTH)))
    try:
        told = model.model_validate(cells, context=labels)
    except ValidationError as fault:
        for column, cell_fault in sorted(
            _cell_faults(fault), key=lambda one: sheet.headings[one[0]][0] or 0
        ):
            bad.add(column)
            problems.append(_problem(sheet, raw, column, cell_fault))
        told = model.model_validate(
            {c: v for c, v in cells.items() if c not in bad}, context=labels
        )
    values: dict[str, Value] = dict(told.__dict__)
    typed = {
        column: cell if isinstance(cell, str) else canonical(cell)
        for column, cell in raw.cells.items()
        if not same_as_typed(values[column], cell)
    }
    return Draft(sheet.table, sheet, raw.number, values, typed, bad), problems


def _cell_faults(fault: ValidationError) -> Iterator[tuple[str, CellFault]]:
    """Yield the columns that failed and why, by the errors' type and context."""
    for error in fault.errors(include_url=False, include_input=False):
        cause = error.get("ctx", {}).get("error") if error["type"] == "value_error" else None
        known = cause if isinstance(cause, CellFault) else CellFault("cell-not-understood")
        yield str(error["loc"][0]), known


def _problem(sheet: Sheet, raw: RawRow, column: str, fault: CellFault) -> Problem:
    heading = sheet.headings[column][1]
    params: dict[str, str | Text] = {"heading": shown(heading), **fault.params}
    place = sheet.place(raw.number, column)
    return Problem(
        fault.code, place, params, read=shown(raw.cells[column]), expected=fault.expected
    )
