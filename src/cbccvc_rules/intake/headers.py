"""A grid becomes a raw table: its headings found, its rows cut into columns, none shifted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import MAX_COLUMNS, Grid, Line
from cbccvc_rules.model.headings import Headings, known_among, match_headings
from cbccvc_rules.model.rows import RawRow, RawTable, Sheet
from cbccvc_rules.model.values import canonical, is_told, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


# How far below a title the headings are looked for, and how many of them must be known there.
_LOOKED_AT = 30
_ENOUGH = 2
_NAMED = 5
_OTHER_SEPARATORS = ("|", ":", "~", "^", "/")


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
    fault = None if grid.marks is not None else _no_headings(grid, table, lines, top)
    if fault is not None and not _offered(matched.problems):
        return Headed(None, fatal=(fault,)) if table == "staff" else Headed(None, (fault,))
    rows, lost, ragged = _rows(grid, lines[1:], top, matched.headings)
    sheet = Sheet(table, grid.source, grid.sheet, matched.headings, grid.marks)
    raw = RawTable(sheet, rows, lost + len(grid.lost), matched.strangers)
    return Headed(raw, (*matched.problems, *grid.lost, *ragged))


def _offered(problems: Iterable[Problem]) -> bool:
    """Return whether a heading looks like a known one: it is mistyped, and the row is right."""
    return any(one.params.get("nearest") for one in problems)


def _no_headings(
    grid: Grid, table: str, lines: Sequence[Line], top: Sequence[str]
) -> Problem | None:
    """Say why the first row holds no headings: a title above, another separator, or none at all.

    One cell alone is a title, even where a column is called so, if headings stand below it.
    """
    told = [cell for cell in top if cell.strip()]
    known = known_among(table, told)
    if known and len(told) > 1:
        return None
    place = Place(grid.source, lines[0].number, sheet=grid.sheet)
    for line in lines[1:_LOOKED_AT]:
        if known_among(table, map(canonical, line.cells)) >= _ENOUGH:
            return Problem("headings-below", place, {"row": str(line.number)})
    if known:
        return None
    for sign in _OTHER_SEPARATORS:
        if len(told) == 1 and known_among(table, told[0].split(sign)) >= _ENOUGH:
            return Problem("separator-unread", place, {"sign": sign})
    found = ", ".join(f"`{shown(cell)}`" for cell in told[:_NAMED])
    more = "…" if len(told) > _NAMED else ""
    return Problem("no-heading-known", place, {"found": found + more})


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
