"""What is struck through: a grade that was taken back, somebody who was taken out of a list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.readings import GRADED
from cbccvc_rules.model.values import FormulaFault, canonical
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Layout, Line
    from cbccvc_rules.intake.shapes.known import Columns


def without_struck(layout: Layout, people: list[Line], columns: Columns) -> list[Line]:
    """Put faults where grades are struck through: whether they hold is not known."""
    if not layout.struck:
        return people
    struck: dict[int, list[int]] = {}
    graded = _graded(columns)
    for row, at in layout.struck:
        if at in graded:
            struck.setdefault(row, []).append(at)
    return [_without(line, struck.get(line.number, ())) for line in people]


def _graded(columns: Columns) -> set[int]:
    """Return the columns in which grades stand, or marks of them."""
    graded = {one.at for name, one in columns.at.items() if name in GRADED}
    return graded | {one.at for marks in columns.marked.values() for one in marks.headings}


def _without(line: Line, struck: Sequence[int]) -> Line:
    cells = list(line.cells)
    for at in struck:
        if at <= len(cells) and not is_blank_cell(cells[at - 1]):
            cells[at - 1] = FormulaFault("cell-struck", canonical(cells[at - 1]))
    return replace(line, cells=tuple(cells)) if struck else line


def other_struck(grid: Grid, people: Sequence[Line], columns: Columns) -> Iterator[Problem]:
    """Tell of other cells that are struck through, and read all the same."""
    if not grid.layout.struck:
        return
    rows = {line.number for line in people}
    used = {one.at for one in columns.at.values()} - _graded(columns)
    cells = sorted(at for at in grid.layout.struck if at[0] in rows and at[1] in used)
    if cells:
        told = ", ".join(f"{column_letters(column)}{row}" for row, column in cells)
        yield Problem("cells-struck", grid.whole, {"cells": told}, severity="warning")
