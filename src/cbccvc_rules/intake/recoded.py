"""Texts of old encodings are put into Unicode, with a note for each sheet; torn UTF-8 is refused.

What stood in a cell stays beside what it says.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import Contents, Grid, Line
from cbccvc_rules.intake.old_letters import ENCODINGS, read_as, torn
from cbccvc_rules.intake.old_texts import encoding_of, old_texts
from cbccvc_rules.model.values import Recoded, shown
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.old_texts import At, OldTexts

_MANY_PERCENT = 50  # of the cells of a column beyond ASCII: it is torn as a whole


def recoded(contents: Contents) -> Contents:
    """Put the texts of a file into Unicode; one whose UTF-8 is torn is not read."""
    grids: list[Grid] = []
    problems: list[Problem] = []
    for grid in contents.grids:
        whole = encoding_of(grid.lines) if grid.western else None
        if grid.western and whole is None:
            problems.extend(_no_encoding(grid))
        fonts = {at: font.encoding for at, font in grid.fonts.items()}
        found = old_texts(grid.lines, fonts, whole)
        fault = _torn_column(grid, found)
        if fault is not None:
            problems.append(fault)
        grids.append(in_unicode(grid, found))
    if problems:
        return Contents(problems=tuple(problems))
    return replace(contents, grids=tuple(grids))


def _no_encoding(grid: Grid) -> Iterator[Problem]:
    """Say that a file is in no encoding that is known, at the first cell that shows it."""
    shows = (
        (line.number, column)
        for line in grid.lines
        for column, cell in enumerate(line.cells, 1)
        if isinstance(cell, str) and not cell.isascii()
    )
    for number, column in islice(shows, 1):
        known = ", ".join(ENCODINGS)
        yield Problem("encoding-unknown", grid.place(number, column, ""), {"known": known})


def in_unicode(grid: Grid, found: OldTexts) -> Grid:
    """Put the cells found into Unicode."""
    if not (found.encodings or found.torn):
        return grid
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), encoding in found.encodings.items():
        rows[row][column] = encoding
    lines = tuple(
        _in_unicode(grid, line, rows[line.number]) if line.number in rows else line
        for line in grid.lines
    )
    notes = (*grid.notes, *_notes(grid, found.encodings), *_torn_cells(grid, found.torn))
    left = tuple(_left(grid, lines)) if found.encodings else ()
    return replace(grid, lines=lines, notes=(*notes, *left))


_SIGNS = re.compile(
    "[\u00a1-\u00bf\u00c4-\u00c7\u00d0\u00d1\u00d6-\u00d8\u00dc\u00de\u00df"
    "\u00e4-\u00e7\u00f0\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
"""Letters and signs that old encodings use for Vietnamese letters, and Vietnamese never."""


def _left(grid: Grid, lines: Sequence[Line]) -> Iterator[Problem]:
    """Tell of cells that were left as they are, where others are of an old encoding."""
    at = [
        (line.number, column)
        for line in lines
        for column, cell in enumerate(line.cells, 1)
        if isinstance(cell, str) and not cell.isascii() and _SIGNS.search(cell)
    ]
    if at:
        cells = ", ".join(f"{column_letters(column)}{row}" for row, column in at[:_NAMED])
        params = {"cells": cells + (", …" if len(at) > _NAMED else "")}
        place = grid.place(*at[0], "")
        yield Problem(
            "text-not-recoded", place, params, severity="warning", read=shown(_text(grid, at[0]))
        )


_NAMED = 12


def _in_unicode(grid: Grid, line: Line, encodings: Mapping[int, str]) -> Line:
    cells = list(line.cells)
    for column, encoding in encodings.items():
        typed = str(cells[column - 1])
        text = read_as(typed, encoding)
        font = grid.fonts.get((line.number, column))
        if font is not None and font.capitals and font.encoding == encoding:
            text = text.upper()
        cells[column - 1] = Recoded(text, typed)
    return Line(line.number, tuple(cells))


def _notes(grid: Grid, encodings: Mapping[At, str]) -> Iterator[Problem]:
    """Say for each encoding which columns were in it, with the first cell as an example."""
    for encoding in dict.fromkeys(encodings.values()):
        cells = sorted(at for at, one in encodings.items() if one == encoding)
        typed = _text(grid, cells[0])
        params = {
            "encoding": encoding,
            "columns": _columns(column for _, column in cells),
            "cells": str(len(cells)),
            "example": shown(read_as(typed, encoding)),
        }
        place = grid.place(*cells[0], "")
        yield Problem("text-recoded", place, params, severity="notice", read=shown(typed))


def _columns(columns: Iterable[int]) -> str:
    return ", ".join(column_letters(column) for column in sorted(set(columns)))


def _torn_column(grid: Grid, found: OldTexts) -> Problem | None:
    """Return why a grid is not read: most of what a column holds beyond ASCII is torn."""
    if not found.torn:
        return None
    broken = Counter(column for _, column in found.torn)
    whole = Counter(
        column
        for line in grid.lines
        for column, cell in enumerate(line.cells, 1)
        if column in broken and isinstance(cell, str) and not cell.isascii()
    )
    bad = [one for one in broken if broken[one] * 100 >= _MANY_PERCENT * whole[one]]
    if not bad:
        return None
    cells = [at for at in found.torn if at[1] in bad]
    return _torn(grid, "text-torn", cells, _columns(bad))


def _torn_cells(grid: Grid, cells: tuple[At, ...]) -> Iterator[Problem]:
    if cells:
        columns = _columns(column for _, column in cells)
        yield replace(_torn(grid, "text-torn-cells", cells, columns), severity="warning")


def _torn(grid: Grid, code: str, cells: list[At] | tuple[At, ...], columns: str) -> Problem:
    typed = _text(grid, cells[0])
    params = {
        "columns": columns,
        "cells": str(len(cells)),
        "example": shown(torn(typed) or ""),
    }
    return Problem(code, grid.place(*cells[0], ""), params, read=shown(typed))


def _text(grid: Grid, at: At) -> str:
    line = next(line for line in grid.lines if line.number == at[0])
    return str(line.cells[at[1] - 1])
