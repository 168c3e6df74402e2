"""Raw cells become values: one call of the model a row, and a problem for each cell that fails.

A cell that cannot be understood counts as not told; the rest of its row is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.model.rows import RawRow, RawTable, Row, Sheet
from cbccvc_rules.model.values import CellFault, canonical, fold, is_told, same_as_typed, shown
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.trace import Value


@dataclass(slots=True)
class Draft:
    """A row that is still being put together; `bad` columns hold what could not be understood."""

    table: str
    sheet: Sheet | None
    number: int
    values: dict[str, Value]
    typed: dict[str, str] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)

    def place(self, column: str) -> Place | None:
        """Return where a value was written, None where it was not."""
        return None if self.sheet is None else self.sheet.place(self.number, column)

    def heading(self, column: str) -> str:
        """Return what the file calls a column."""
        found = None if self.sheet is None else self.sheet.headings.get(column)
        return column if found is None else shown(found[1])

    def text(self, column: str) -> str | None:
        """Return a text, None where not told."""
        value = self.values[column]
        return value if isinstance(value, str) else None

    def quoted(self, column: str) -> str:
        """Return a value as a message quotes it."""
        return shown(self.values[column])

    def spoil(self, column: str) -> None:
        """Take a value back: it was told, and it cannot stand."""
        self.typed.setdefault(column, canonical(self.values[column]))
        self.values[column] = None
        self.bad.add(column)

    def row(self, key: str) -> Row:
        """Return the finished row."""
        bad = frozenset(self.bad)
        return Row(self.table, key, self.values, self.sheet, self.number, self.typed, bad)


def understand(raw: RawTable, labels: Labels) -> tuple[list[Draft], list[Problem]]:
    """Read every cell of a table."""
    marks = _mark_columns(raw)
    problems = list(_mark_notices(raw, marks))
    drafts: list[Draft] = []
    for row in raw.rows:
        draft, faults = _understand_row(raw.sheet, row, marks, labels)
        drafts.append(draft)
        problems.extend(faults)
    return drafts, problems


def _understand_row(
    sheet: Sheet, raw: RawRow, marks: Mapping[str, int], labels: Labels
) -> tuple[Draft, list[Problem]]:
    model = TABLES[sheet.table]
    cells = dict(raw.cells)
    for column in marks:
        if not is_told(cells.get(column)):
            cells[column] = False
    problems: list[Problem] = []
    bad: set[str] = set()
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


def _mark_columns(raw: RawTable) -> dict[str, int]:
    """Return the yes/no columns whose only mark is `x`, with how many cells are empty."""
    found: dict[str, int] = {}
    for column in columns_of(raw.sheet.table):
        if column.kind != "truth" or column.name not in raw.sheet.headings:
            continue
        cells = [row.cells.get(column.name) for row in raw.rows]
        told = [cell for cell in cells if is_told(cell)]
        if told and all(isinstance(cell, str) and fold(cell) == "x" for cell in told):
            found[column.name] = len(cells) - len(told)
    return found


def _mark_notices(raw: RawTable, marks: Mapping[str, int]) -> Iterator[Problem]:
    for column, empty in marks.items():
        heading = raw.sheet.headings[column][1]
        place = Place(raw.sheet.source, sheet=raw.sheet.sheet, heading=heading)
        params = {"heading": shown(heading), "empty": str(empty)}
        yield Problem("mark-column", place, params, severity="notice")
