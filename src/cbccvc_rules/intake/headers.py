"""A grid becomes a raw table: its headings found, its rows cut into columns, none shifted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import MAX_COLUMNS, Grid, Line
from cbccvc_rules.model.headings import Headings, match_headings
from cbccvc_rules.model.rows import RawRow, RawTable, Sheet
from cbccvc_rules.model.values import canonical, is_told
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Headed:
    """A table whose headings are known; `fatal` problems leave no table."""

    table: RawTable | None
    problems: tuple[Problem, ...] = ()
    fatal: tuple[Problem, ...] = ()


def headed(grid: Grid, table: str) -> Headed:
    """Take the first row with anything in it as the headings, and the rows below as data."""
    lines = [line for line in grid.lines if not line.is_blank]
    if not lines:
        code = "empty-table" if grid.marks is not None else "table-blank"  # keys are the headings
        return Headed(None, grid.lost, fatal=(Problem(code, grid.whole),))
    number, top = lines[0].number, tuple(canonical(cell) for cell in lines[0].cells)
    if len(top) > MAX_COLUMNS:
        params = {"columns": str(len(top)), "limit": str(MAX_COLUMNS)}
        return Headed(None, fatal=(Problem("too-many-columns", grid.whole, params),))
    matched = match_headings(
        table,
        enumerate(top, 1),
        lambda column, heading: grid.place(number, column, heading),
    )
    rows, lost, ragged = _rows(grid, lines[1:], top, matched.headings)
    sheet = Sheet(table, grid.source, grid.sheet, matched.headings, grid.marks)
    raw = RawTable(sheet, rows, lost + len(grid.lost), matched.strangers)
    return Headed(raw, (*matched.problems, *grid.lost, *ragged))


def _rows(
    grid: Grid, lines: Sequence[Line], top: Sequence[str], matched: Headings
) -> tuple[tuple[RawRow, ...], int, list[Problem]]:
    """Cut rows into columns; a row with too many cells is lost, as its values may have shifted."""
    positions = {column: at for column, (at, _) in matched.items() if at is not None}
    rows: list[RawRow] = []
    problems: list[Problem] = []
    needed = max((at for at, heading in enumerate(top, 1) if heading.strip()), default=0)
    lost = 0
    for line in lines:
        cells = line.cells
        if any(is_told(cell) for cell in cells[len(top) :]):
            problems.append(_ragged("row-too-long", grid, line, len(top)))
            lost += 1
            continue
        if len(cells) < needed:
            problems.append(_ragged("row-too-short", grid, line, len(top)))
        here = {column: cells[at - 1] for column, at in positions.items() if at <= len(cells)}
        rows.append(RawRow(line.number, here))
    return tuple(rows), lost, problems


def _ragged(code: str, grid: Grid, line: Line, columns: int) -> Problem:
    params = {"cells": str(len(line.cells)), "columns": str(columns)}
    place = Place(grid.source, line.number, sheet=grid.sheet)
    return Problem(code, place, params, severity="error" if code == "row-too-long" else "warning")
