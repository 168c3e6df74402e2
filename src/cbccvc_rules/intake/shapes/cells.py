"""The rows of people become raw rows: each column from where it stands, marks and parts joined."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.marks import is_ticked
from cbccvc_rules.model.rows import RawRow
from cbccvc_rules.model.values import FormulaFault, canonical, clean, is_told, mark_of
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.carried import Elsewhere
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.intake.shapes.marks import Marked

Moved = dict[tuple[int, str], tuple[int, int]]


def raw_rows(
    people: Sequence[Line], columns: Columns, elsewhere: Elsewhere, moved: Moved
) -> list[RawRow]:
    """Cut rows into columns; `moved` takes note of what stands elsewhere."""
    plain = {
        column: one.at
        for column, one in columns.at.items()
        if column not in columns.marked and column not in columns.joined
    }
    if not plain:
        return [
            RawRow(line.number, _cells(line, {}, columns, elsewhere.get(line.number), moved))
            for line in people
        ]
    names, last = tuple(plain), max(plain.values())
    # The first stands twice, so that there are always several to take.
    taken = itemgetter(*(at - 1 for at in plain.values()), next(iter(plain.values())) - 1)
    ticks = columns.marked or columns.categories
    as_they_stand = not (columns.joined or ticks or elsewhere)
    if as_they_stand and min((len(line.cells) for line in people), default=last) >= last:
        return [
            RawRow(line.number, dict(zip(names, taken(line.cells), strict=False)))
            for line in people
        ]
    rows: list[RawRow] = []
    for line in people:
        if len(line.cells) < last:
            told = {name: line.cells[at - 1] for name, at in plain.items() if at <= len(line.cells)}
        else:
            told = dict(zip(names, taken(line.cells), strict=False))
        if columns.joined or ticks or line.number in elsewhere:
            told = _cells(line, told, columns, elsewhere.get(line.number), moved)
        rows.append(RawRow(line.number, told))
    return rows


def _cells(
    line: Line,
    told: dict[str, object],
    columns: Columns,
    elsewhere: dict[str, tuple[object, tuple[int, int]]] | None,
    moved: Moved,
) -> dict[str, object]:
    """Return the cells of a row with those that are put together, marked, or told elsewhere."""
    cells = line.cells
    width = len(cells)
    for column, headings in columns.joined.items():
        parts = [cells[one.at - 1] for one in headings if one.at <= width]
        told[column] = clean(" ".join(canonical(one) for one in parts if is_told(one)))
    for column, marks in columns.marked.items():
        told[column], at = _marked(line, marks)
        if at is not None:
            moved[line.number, column] = (line.number, at)
    if columns.categories is not None:
        told["category"], at = _marked(line, columns.categories)
        if at is not None:
            moved[line.number, "category"] = (line.number, at)
    for column, (value, where) in (elsewhere or {}).items():
        if _is_against(column, value, told, columns):
            told[column] = FormulaFault("cell-marks-several", f"{value}, {told[column]}")
        if is_blank_cell(told.get(column)):
            told[column] = value
            moved[line.number, column] = where
    return told


def _is_against(column: str, value: object, told: Mapping[str, object], columns: Columns) -> bool:
    """Return whether the head of a group tells another category than a tick does."""
    of_ticks = column == "category" and columns.categories is not None
    return of_ticks and isinstance(told[column], str) and told[column] != value


def _marked(line: Line, marks: Marked) -> tuple[object, int | None]:
    """Return the grade that is marked, and where; two marks are none, and whatever else is said."""
    found = [
        (one.at, code, line.cells[one.at - 1])
        for one, code in zip(marks.headings, marks.codes, strict=True)
        if one.at <= len(line.cells) and is_ticked(line.cells[one.at - 1])
    ]
    if not found:
        return None, None
    at, code, cell = found[0]
    if isinstance(cell, FormulaFault):
        return cell, at
    if len(found) > 1:
        told = ", ".join(code for _, code, _ in found)
        return FormulaFault("cell-marks-several", told), at
    if mark_of(cell) is None and cell is not True and canonical(cell) != "1":
        return FormulaFault("cell-mark-unknown", canonical(cell)), at
    return code, at


def ragged(
    grid: Grid, people: Iterable[Line], top: Line, needed: int
) -> tuple[list[Line], list[Problem]]:
    """Part the rows with too many cells from the others: their values may have shifted.

    `needed` is the last column with a heading.
    """
    kept: list[Line] = []
    problems: list[Problem] = []
    width = len(top.cells)
    for line in people:
        cells = line.cells
        if len(cells) > width and any(is_told(cell) for cell in cells[max(width, needed) :]):
            problems.append(_ragged("row-too-long", grid, line, width))
            continue
        if len(cells) < needed:
            problems.append(_ragged("row-too-short", grid, line, width))
        kept.append(line)
    return kept, problems


def _ragged(code: str, grid: Grid, line: Line, columns: int) -> Problem:
    params = {"cells": str(len(line.cells)), "columns": str(columns)}
    place = Place(grid.source, line.number, sheet=grid.sheet)
    return Problem(code, place, params, severity="error" if code == "row-too-long" else "warning")
