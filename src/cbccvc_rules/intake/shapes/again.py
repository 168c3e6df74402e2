"""Headings that stand again below: the same ones are passed over, others are asked about.

A second table on the sheet may have its columns in another order; read by the headings above, one
grade would be taken for another.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.band import is_numbering
from cbccvc_rules.intake.shapes.words import ORDER
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.headings import column_called, heading_key, known_among
from cbccvc_rules.model.values import canonical, shown
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.body import Keys, RowKind
    from cbccvc_rules.intake.shapes.paths import Heading

_ENOUGH = 2
_DIGIT = re.compile(r"\d")


def looks_like_headings(line: Line) -> bool:
    """Return whether a row without any number holds words that are headings of people."""
    words: list[str] = []
    for one in line.cells:
        if isinstance(one, str):
            if _DIGIT.search(one) is not None:
                return False
            if one.strip():
                words.append(one)
        elif one is not None:
            return False
    return len(words) > _ENOUGH and known_among("staff", words) >= _ENOUGH


def other_headings(
    grid: Grid, repeated: Iterable[Line], headings: Sequence[Heading]
) -> Iterator[Problem]:
    """Yield the rows of headings that are not the ones above, at the first cell that differs."""
    above = {one.at: {heading_key(part) for part in one.path} for one in headings}
    for line in repeated:
        told = [(at, one) for at, one in enumerate(line.cells, 1) if not is_blank_cell(one)]
        if not any(isinstance(one, str) and looks_like_word(one) for _, one in told):
            continue  # the numbers of the columns
        for at, cell in told:
            if heading_key(canonical(cell)) not in above.get(at, set()):
                place = Place(grid.source, line.number, at, grid.sheet, shown(canonical(cell)))
                option = f"`--map {column_letters(at)}{line.number}={NOT_USED}`"
                params = {"row": str(line.number), "option": option}
                yield Problem("headings-again", place, params, read=shown(canonical(cell)))
                break


def tables_beside(grid: Grid, headings: Sequence[Heading]) -> Iterator[Problem]:
    """Yield a problem where two tables of people stand side by side: half of them would be lost."""
    names = [one for one in headings if column_called("staff", one.own) == "name"]
    orders = [one for one in headings if heading_key(one.own) in ORDER]
    apart = len(names) > 1 and any(
        right.at - left.at > 1 and right.path == left.path for left, right in pairwise(names)
    )
    if apart and len(orders) > 1:
        second = names[1]
        place = Place(grid.source, second.row, second.at, grid.sheet, second.own)
        yield Problem("tables-beside", place, read=shown(second.text))


def looks_like_word(text: str) -> bool:
    """Return whether a text is more than a number of a column, such as `(3)` or `4=2+3`."""
    return sum(letter.isalpha() for letter in text) > 1


def printed_again(
    lines: Sequence[Line], titles: Sequence[Line], band: Sequence[Line]
) -> dict[int, RowKind]:
    """Return the rows that are headings word for word, and titles that stand right above such.

    A title that stands elsewhere may well be the head of a group.
    """
    above, headings = ({_bare(line.cells) for line in part} for part in (titles, band))
    firsts = {cells[0] for cells in (*above, *headings) if cells}
    found: dict[int, RowKind] = {}
    below = False
    for line in reversed(lines):
        cells = _bare(line.cells) if line.cells[0] in firsts else ()
        if cells in headings:
            found[line.number] = "repeated"
        elif below and cells in above:
            found[line.number] = "page"
        below = line.number in found
    return found


_COMBINED = "\u0300"  # below it a letter is whole by itself, so another one begins another word


def is_heading(line: Line, keys: Keys) -> bool:
    """Return whether headings stand here again: the same, as on every printed page, or others."""
    return has_headings(line, keys) or (keys.of_people and looks_like_headings(line))


def has_headings(line: Line, keys: Keys) -> bool:
    """Return whether a row holds the words of the headings that people are known by."""
    same = 0
    cells = line.cells
    for at, heading in keys.headings.items():
        cell = cells[at - 1] if at <= len(cells) else None
        if isinstance(cell, str) and cell.strip():
            first = cell[0]
            if first.isalpha() and first.casefold() != heading[:1] and first < _COMBINED:
                return False
            if heading_key(cell) != heading:
                return False
            same += 1
    return same > 0


def _bare(cells: tuple[object, ...]) -> tuple[object, ...]:
    """Return the cells of a row up to the last that tells anything."""
    last = len(cells)
    while last and is_blank_cell(cells[last - 1]):
        last -= 1
    return cells[:last]


def numbers_columns(line: Line, keys: Keys) -> bool:
    """Return whether a row numbers the columns, as it stands again on every printed page."""
    cells = line.cells
    name = None if keys.name is None or keys.name > len(cells) else cells[keys.name - 1]
    if name is None or (isinstance(name, str) and len(name) > 1 and name[0].isalpha()):
        return False
    return is_numbering(line)
