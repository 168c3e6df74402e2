"""A grid becomes a raw table: its headings found, its rows cut into columns, none shifted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

from cbccvc_rules.errors import Problem, is_name
from cbccvc_rules.intake.base import MAX_COLUMNS, Grid, Line
from cbccvc_rules.intake.shapes.asked import NOTHING_ASKED, Asked
from cbccvc_rules.intake.shapes.band import LOOKED_AT, Band, find_band
from cbccvc_rules.intake.shapes.categories import told_of
from cbccvc_rules.model.headings import (
    heading_key,
    known_among,
    match_headings,
    near_heading,
    unknown_heading,
)
from cbccvc_rules.model.rows import RawRow, RawTable, Sheet
from cbccvc_rules.model.values import canonical, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text, column_letters, column_number

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cbccvc_rules.intake.shapes.sheet import Told
    from cbccvc_rules.model.chosen import Choice, Chosen

_ENOUGH = 2
_NAMED = 5
_OTHER_SEPARATORS = ("|", ":", "~", "^", "/")


@dataclass(frozen=True, slots=True)
class Headed:
    """A table whose headings are known; `fatal` problems leave no table.

    `met` are the choices that named something on the sheet.
    """

    table: RawTable | None
    problems: tuple[Problem, ...] = ()
    fatal: tuple[Problem, ...] = ()
    met: frozenset[Choice] = frozenset()


def headed(
    grid: Grid, table: str, asked: Asked = NOTHING_ASKED, without: Collection[int] = ()
) -> Headed:
    """Find the headings, and the rows below as data; some columns may be left out."""
    lines = [line for line in grid.lines if not line.is_blank]
    if not lines:
        code = "empty-table" if grid.marks is not None else "table-blank"  # keys are the headings
        return Headed(None, grid.lost, fatal=(Problem(code, grid.whole),))
    if grid.marks is not None:
        return _of_document(grid, table, lines)
    band = find_band(table, lines, grid.layout)
    if band is None and _offered(table, lines[0]):
        band = Band(0, 0, None, 1)
    band = band or _told_of(grid, lines, asked.chosen)
    if band is None:
        fault = _no_headings(grid, table, lines[0])
        return Headed(None, fatal=(fault,)) if table == "staff" else Headed(None, (fault,))
    columns = max(len(line.cells) for line in lines[band.first : band.last + 1])
    if columns > MAX_COLUMNS:
        params = {"columns": str(columns), "limit": str(MAX_COLUMNS)}
        return Headed(None, fatal=(Problem("too-many-columns", grid.whole, params),))
    made = told_of(grid, table, lines, band, asked, without)
    if made.open or made.table is None:
        return Headed(None, tuple(made.problems), tuple(made.open), frozenset(made.met))
    raw = made.table
    if grid.lost:
        raw = RawTable(raw.sheet, raw.rows, raw.lost + len(grid.lost), raw.strangers)
    told = (*_strangers(grid, table, made), *grid.lost, *made.problems)
    return Headed(raw, told, met=frozenset(made.met))


def _strangers(grid: Grid, table: str, made: Told) -> tuple[Problem, ...]:
    return tuple(
        unknown_heading(
            table,
            one.own,
            Place(grid.source, one.row, one.at, grid.sheet, one.own),
            made.columns,
        )
        for one in made.strangers
    )


def _of_document(grid: Grid, table: str, lines: Sequence[Line]) -> Headed:
    """Take the first line as the headings: they are the keys of the document."""
    number, top = lines[0].number, tuple(canonical(cell) for cell in lines[0].cells)
    if len(top) > MAX_COLUMNS:
        params = {"columns": str(len(top)), "limit": str(MAX_COLUMNS)}
        return Headed(None, fatal=(Problem("too-many-columns", grid.whole, params),))
    matched = match_headings(
        table,
        enumerate(top, 1),
        lambda column, heading: grid.place(number, column, heading),
    )
    positions = {column: at for column, (at, _) in matched.headings.items() if at is not None}
    rows = tuple(
        RawRow(
            line.number,
            {name: line.cells[at - 1] for name, at in positions.items() if at <= len(line.cells)},
        )
        for line in lines[1:]
    )
    sheet = Sheet(table, grid.source, grid.sheet, matched.headings, grid.marks)
    raw = RawTable(sheet, rows, len(grid.lost), matched.strangers)
    return Headed(raw, (*matched.problems, *grid.lost))


def _offered(table: str, line: Line) -> bool:
    """Return whether a heading looks like a known one: it is mistyped, and the row is right."""
    told = [cell for cell in map(canonical, line.cells) if cell.strip()]
    return len(told) > 1 and any(near_heading(table, one, {}) for one in told)


def _told_of(grid: Grid, lines: Sequence[Line], chosen: Chosen) -> Band | None:
    """Return the row that has words in most of the columns that somebody says what they are."""
    told = [
        one
        for one in chosen.columns
        if not (one.whole_file or one.sheet is not None or one.is_cell or one.is_of_groups)
        if one.within in {None, grid.sheet}
    ]
    met = [_named_in(line, told) for line in lines[:LOOKED_AT]]
    most = max(met, default=0)
    if not most or 2 * most < len(told):
        return None
    at = met.index(most)
    return Band(at, at, None, at + 1)


def _named_in(line: Line, told: Sequence[Choice]) -> int:
    """Return how many choices name words of a row; a row of one text alone holds no headings."""
    words = {at: heading_key(cell) for at, cell in enumerate(line.cells, 1) if _is_word(cell)}
    if len(words) < _ENOUGH:
        return 0
    keys = set(words.values())
    return sum(
        heading_key(one.name) in keys
        if one.letters is None
        else column_number(one.letters) in words
        for one in told
    )


def _is_word(cell: object) -> TypeGuard[str]:
    return isinstance(cell, str) and bool(cell.strip())


def _no_headings(grid: Grid, table: str, first: Line) -> Problem:
    """Say why no row holds headings: another separator, or none that is known."""
    told = [cell for cell in map(canonical, first.cells) if cell.strip()]
    place = Place(grid.source, first.number, sheet=grid.sheet)
    for sign in _OTHER_SEPARATORS:
        if len(told) == 1 and known_among(table, told[0].split(sign)) >= _ENOUGH:
            return Problem("separator-unread", place, {"sign": sign})
    more = "…" if len(told) > _NAMED else ""
    if any(map(_is_of_data, told)):
        return Problem("no-headings-but-data", place, {"kinds": _kinds(first, more)})
    found = ", ".join(f"`{shown(cell)}`" for cell in told[:_NAMED])
    return Problem("no-heading-known", place, {"found": found + more})


def _is_of_data(cell: str) -> bool:
    """Return whether a cell is none of a row of headings: a figure, a day, somebody's name."""
    return is_name(cell) or _FIGURES.fullmatch(cell) is not None


_FIGURES = re.compile(r"[\d\s.,/:%-]*\d[\d\s.,/:%-]*")


def _kinds(line: Line, more: str) -> Text:
    """Return what kind of thing stands in which column; what it is may be about somebody."""
    told = [
        (column_letters(at), _FIGURES.fullmatch(text) is not None)
        for at, text in enumerate(map(canonical, line.cells), 1)
        if text.strip()
    ][:_NAMED]
    vi = ", ".join(f"{letters} {'số' if figure else 'chữ'}" for letters, figure in told)
    en = ", ".join(f"{letters} {'figures' if figure else 'text'}" for letters, figure in told)
    return Text(vi + more, en + more)
