"""Where the headings of a sheet stand: the rows from the first heading to the last, and no more."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.codes import categories_called
from cbccvc_rules.intake.shapes.words import (
    OPEN,
    ORDER,
    SYNONYMS,
    USUAL,
    is_number_of,
    speaks_of_grade,
    speaks_of_names,
    stages_in,
    years_in,
)
from cbccvc_rules.model.headings import column_called, heading_key
from cbccvc_rules.model.values import canonical
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.intake.base import Grid, Layout, Line, Merge

LOOKED_AT = 40
"""How many rows that hold anything are looked at for headings: more stand above no real list."""
DEEPEST = 4
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of headings by their index among the rows told, first and last; and their numbering.

    `body` is the index of the first row below.
    """

    first: int
    last: int
    numbering: int | None
    body: int


def known_headings(table: str, line: Line) -> int:
    """Return how many headings of a row are known for a table; the usual ones count as one."""
    columns: set[str] = set()
    usual = False
    for cell in line.cells:
        if isinstance(cell, str) and (key := heading_key(cell)):
            column = column_called(table, cell) or SYNONYMS.get(table, {}).get(key)
            if column is not None:
                columns.add(column)
            elif key in OPEN.get(table, {}):
                columns.add(key)
            usual = usual or key in USUAL
    return len(columns) + usual


def find_band(table: str, lines: Sequence[Line], layout: Layout) -> Band | None:
    """Find the headings; the first row that has some and goes on below is taken.

    The first row of all is taken even with one heading that is known, if it has others beside it,
    and not one word with what it is: `Năm đánh giá: | 2024`.
    """
    in_rows = table == "counts" and is_turned(lines)
    for at, line in enumerate(lines[:LOOKED_AT]):
        known = known_headings(table, line)
        if in_rows and _told(line) > 1:
            known += sum(map(_counts_people, line.cells))
        elif table == "staff" and known == 1 and _told(line) > 1:
            known += any(map(_heads_grades, line.cells))
        elif table == "history" and known:
            known += any(isinstance(cell, str) and years_in(cell) for cell in line.cells)
        told = _told(line)
        if known >= _ENOUGH or (at == 0 and known and told > 1 and not _is_pair(lines)):
            first = _up(lines, at, layout)
            last = _down(table, lines, at, layout)
            numbered = last + 1 < len(lines) and is_numbering(lines[last + 1])
            numbering = last + 1 if numbered else None
            return Band(first, last, numbering, last + 1 + (numbering is not None))
    return Band(0, 0, None, 1) if lines and known_headings(table, lines[0]) else None


def _is_pair(lines: Sequence[Line]) -> bool:
    """Return whether the first row is a word with what it is, not two headings.

    The word has a colon, or a year beside it; or headings stand below, and such pairs between.
    """
    told = [canonical(cell).strip() for cell in lines[0].cells if not is_blank_cell(cell)]
    if len(told) != _ENOUGH:
        return False
    if told[0].endswith(":") or _YEAR.fullmatch(told[1]) is not None:
        return True
    below = next((line for line in lines[1:LOOKED_AT] if _told(line) > _ENOUGH), None)
    return below is not None and known_headings("staff", below) >= _ENOUGH


def tables_like(grid: Grid) -> tuple[str, ...]:
    """Return the tables that a sheet of any name may hold, by its headings: people, or totals.

    A list of people names them, or tells their ids; totals are of units and of several grades.
    """
    lines = [line for line in grid.lines[: 2 * LOOKED_AT] if not line.is_blank][:LOOKED_AT]
    # Somebody graded excellent, somebody graded good: their rows are no headings of totals.
    headings = [line for line in lines if not any(map(_is_number, line.cells))]
    found: list[str] = []
    for table, asked in (("staff", _OF_PEOPLE), ("counts", _OF_TOTALS)):
        of_table = lines if table == "staff" else headings
        told = {column for line in of_table for column in _columns(table, line)}
        if table == "staff" and any(_names_people(line) for line in lines):
            told.add("name")
        if any(one <= told for one in asked) or (table == "counts" and is_turned(lines)):
            found.append(table)
    return tuple(found)


_LONGEST_HEADING = 80


def _heads_grades(cell: object) -> bool:
    """Return whether a cell may be the heading of grades, though it is none that is known."""
    return isinstance(cell, str) and len(cell) <= _LONGEST_HEADING and speaks_of_grade(cell)


def _counts_people(cell: object) -> bool:
    """Return whether a heading says that people are counted below it: all, or some categories."""
    return isinstance(cell, str) and (is_number_of(cell) or bool(categories_called(cell)))


_HIGHEST = frozenset({"hoàn thành xuất sắc nhiệm vụ", "hoàn thành xuất sắc", "htxsnv", "htxs"})
_LOWEST = frozenset({"không hoàn thành nhiệm vụ", "không hoàn thành", "khtnv", "kht"})


def is_turned(lines: Sequence[Line]) -> bool:
    """Return whether grades stand in rows: the highest and the lowest one below each other.

    Figures stand beside them; where there are none yet, both are called in full.
    """
    seen: set[int] = set()
    for line in lines[:LOOKED_AT]:
        keys = [heading_key(cell) if isinstance(cell, str) else "" for cell in line.cells]
        highest, lowest = _first(_HIGHEST, line, keys), _first(_LOWEST, line, keys)
        if highest is not None and lowest is None:
            seen.add(highest)
        elif lowest in seen and highest is None:
            return True
    return False


def _first(labels: frozenset[str], line: Line, keys: Sequence[str]) -> int | None:
    """Return where the first of these labels stands in a row."""
    at = next((at for at, key in enumerate(keys) if key in labels), None)
    if at is None or keys[at].endswith("nhiệm vụ"):
        return at
    return at if any(map(_is_number, line.cells[at + 1 :])) else None


_OF_PEOPLE = (
    frozenset({"name"}),
    frozenset({"family_name", "given_name"}),
    frozenset({"staff_id", "rating"}),
    frozenset({"staff_id", "unit_id"}),
)


def _names_people(line: Line) -> bool:
    """Return whether a row with others has a heading of names, if with something else in it."""
    texts = [cell for cell in line.cells if isinstance(cell, str) and cell.strip()]
    if len(texts) > _ENOUGH and any(map(speaks_of_names, texts)):
        return True
    keys = {heading_key(one) for one in texts}
    return bool(keys & ORDER and keys & _PERSONS and not keys & _NO_PERSONS)


_PERSONS = frozenset(key for key, fields in OPEN["staff"].items() if "name" in fields)
_NO_PERSONS = frozenset({"tập thể", "tổng số", "số lượng"})
"""Beside one of these, `Cá nhân` counts people."""


_OF_TOTALS = (
    frozenset({"total", "HTXSNV"}),
    frozenset({"total", "good_or_better"}),
    frozenset({"HTXSNV", "HTTNV", "KHTNV"}),
)


def _columns(table: str, line: Line) -> set[str]:
    synonyms = SYNONYMS.get(table, {})
    told = (cell for cell in line.cells if isinstance(cell, str) and cell.strip())
    found = (column_called(table, cell) or synonyms.get(heading_key(cell)) for cell in told)
    return {one for one in found if one is not None}


def _told(line: Line) -> int:
    return sum(not is_blank_cell(cell) for cell in line.cells)


def _up(lines: Sequence[Line], at: int, layout: Layout) -> int:
    """Take the row above along where it holds headings over some of the columns."""
    if at == 0 or lines[at - 1].number != lines[at].number - 1:
        return at
    above, below = lines[at - 1].cells, lines[at].cells
    told = [column for column, cell in enumerate(above) if not is_blank_cell(cell)]
    begun = next(column for column, cell in enumerate(below) if not is_blank_cell(cell))
    spans = _wide(layout, lines[at - 1].number)
    over_all = any(one.left <= begun + 1 and one.right >= len(below) for one in spans)
    if over_all or not told or told[0] <= begun:
        return at
    speak = any(stages_in(text) or speaks_of_grade(text) for text in map(canonical, above))
    return at - 1 if speak else at


def _wide(layout: Layout, row: int) -> list[Merge]:
    return [one for one in layout.merges if one.top <= row <= one.bottom and one.right > one.left]


def _down(table: str, lines: Sequence[Line], at: int, layout: Layout) -> int:
    """Go down as far as headings are merged, or stand under others that span them."""
    top = lines[at].number
    last = at
    for below in range(at + 1, min(at + DEEPEST, len(lines))):
        line = lines[below]
        if line.number != lines[last].number + 1 or _numbers_all(lines[at], line):
            break
        if not (_merged_into(layout, top, line) or _stands_under(table, lines[at], line)):
            break
        last = below
    return last


def _numbers_all(top: Line, line: Line) -> bool:
    """Return whether a row numbers the columns from the first on, not those of grades alone."""
    begun = [
        next((at for at, cell in enumerate(one.cells) if not is_blank_cell(cell)), 0)
        for one in (top, line)
    ]
    return begun[1] <= begun[0] and is_numbering(line)


def _merged_into(layout: Layout, top: int, line: Line) -> bool:
    """Return whether headings further up are merged down into a row, or span what stands in it."""
    for one in layout.merges:
        if one.top < top or one.top >= line.number or one.top - top >= DEEPEST:
            continue
        if one.bottom >= line.number and one.right - one.left < len(line.cells) - 1:
            return True
        spans = one.right > one.left and one.bottom == line.number - 1
        inside = line.cells[one.left - 1 : one.right]
        if spans and sum(isinstance(cell, str) and bool(cell.strip()) for cell in inside) > 1:
            first = line.cells[: one.left - 1]
            return all(is_blank_cell(cell) for cell in first) or _merged_beside(layout, one, line)
    return False


def _merged_beside(layout: Layout, spanning: Merge, line: Line) -> bool:
    """Return whether other headings beside a spanning one reach down to a row as well."""
    return any(
        one.top <= spanning.bottom and one.bottom >= line.number and one.right < spanning.left
        for one in layout.merges
    )


def _stands_under(table: str, top: Line, line: Line) -> bool:
    """Return whether a row without merged cells goes on with the headings of the row above.

    It tells nothing where people are named or numbered, and what it tells are words of headings.
    """
    told = [(at, cell) for at, cell in enumerate(line.cells) if not is_blank_cell(cell)]
    if len(told) < _ENOUGH or not all(isinstance(cell, str) for _, cell in told):
        return False
    if any(_is_number(cell) for _, cell in told):
        return False
    for at, cell in enumerate(top.cells):
        names = column_called(table, canonical(cell)) in {"staff_id", "name", "unit_id"}
        if (names or heading_key(canonical(cell)) in ORDER) and any(one == at for one, _ in told):
            return False
    blank_above = sum(at < len(top.cells) and is_blank_cell(top.cells[at]) for at, _ in told)
    return blank_above > 0 and told[0][0] > 0


_FIGURE = re.compile(r"\s*[0-9]{1,3}(?:[.,]?[0-9]{1,3}){0,4}\s*%?\s*")
_YEAR = re.compile(r"\s*(?:19|20)[0-9]{2}\s*")


def _is_number(cell: object) -> bool:
    """Return whether a cell holds a figure, as a number or as its text; a year may head a column.

    >>> [_is_number(one) for one in (3, "12,5%", "2024", "T1", "")]
    [True, True, False, False, False]
    """
    if not isinstance(cell, str):
        return isinstance(cell, (int, Fraction)) and not isinstance(cell, bool)
    return _FIGURE.fullmatch(cell) is not None and _YEAR.fullmatch(cell) is None


_NUMBER = re.compile(r"\(?\s*([0-9]{1,3}|[a-zA-Z])\s*\)?\s*(?:\(?\s*=.*\)?)?", re.DOTALL)


def is_numbering(line: Line) -> bool:
    """Return whether a row numbers the columns: `1`, `(2)`, `3 (=4+5)`, rising to the right.

    By custom columns of words have letters: `A`, `B`, `C`, and those of figures numbers, from 1.
    """
    found: list[str] = []
    for cell in line.cells:
        if not is_blank_cell(cell):
            told = _NUMBER.fullmatch(canonical(cell).strip())
            if told is None:  # as in most rows, by the first cell
                return False
            found.append(told[1])
    if len(found) <= _ENOUGH:
        return False
    numbers = [int(one) for one in found if one.isdecimal()]
    letters = [one.lower() for one in found if not one.isdecimal()]
    if len(letters) > 1 and _counts_on(letters, numbers):
        return True
    rising = all(left < right for left, right in pairwise(numbers))
    return len(numbers) > _ENOUGH and rising


def _counts_on(letters: Sequence[str], numbers: Sequence[int]) -> bool:
    """Return whether letters go on from A without a gap, and numbers from 1."""
    return list(letters) == list(ascii_lowercase[: len(letters)]) and list(numbers) == list(
        range(1, len(numbers) + 1)
    )
