"""What the cells of one row say: its words, its number, what it is called, what is said of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.exact import exact_number
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.body import Group
from cbccvc_rules.intake.shapes.group_words import (
    ROMAN,
    category_of_group,
    group_name,
    is_unit_name,
    numbered_text,
)
from cbccvc_rules.model.values import canonical
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.body import Keys


def headings_of(line: Line) -> Group:
    """Return a row of headings: where it begins, and its words."""
    told = [(at, canonical(cell)) for at, cell in enumerate(line.cells, 1) if cell is not None]
    told = [(at, text) for at, text in told if text.strip()]
    return Group(line.number, told[0][0], " | ".join(text for _, text in told))


def somebody(line: Line, keys: Keys) -> Group:
    """Return a row that may be somebody's: where who it is stands, and what stands there."""
    at = keys.name or keys.id or 1
    if is_blank_cell(cell_at(line, at)):
        at, _ = words_of(line, keys)
    return Group(line.number, at, canonical(cell_at(line, at)))


def unit_of(line: Line, keys: Keys) -> Group:
    """Return a row that holds a unit alone, in the column of units."""
    at = keys.unit or 1
    return Group(line.number, at, canonical(cell_at(line, at)))


def group_of(line: Line, keys: Keys) -> Group:
    """Return a row as the head of a group."""
    at, text = words_of(line, keys)
    first = next(canonical(cell) for cell in line.cells if not is_blank_cell(cell))
    number = first if first != text else numbered_text(text)
    return Group(line.number, at, group_name(text), number, answer_of(line, keys))


def answer_of(line: Line, keys: Keys) -> str | None:
    """Return what is said of a row by one of its cells."""
    if not keys.answers:
        return None
    cells = (f"{column_letters(at)}{line.number}" for at in range(1, len(line.cells) + 1))
    return next((keys.answers[one] for one in cells if one in keys.answers), None)


def is_of_group(text: str) -> bool:
    """Return whether a text is called as units and categories are."""
    name = group_name(text)
    return is_unit_name(name) or category_of_group(name) is not None


def words_of(line: Line, keys: Keys) -> tuple[int, str]:
    """Return the first words of a row and where they stand, after a number of a group alone."""
    told = [
        (at, canonical(cell)) for at, cell in enumerate(line.cells, 1) if not is_blank_cell(cell)
    ]
    numbered = is_letter(told[0][1]) or is_number(told[0][1])
    if len(told) > 1 and told[0][0] == keys.order and numbered:
        return told[1]
    return told[0]


def cell_at(line: Line, at: int) -> object:
    """Return the cell in a column, None where the row ends before it."""
    return line.cells[at - 1] if at <= len(line.cells) else None


def is_letter(text: str) -> bool:
    """Return whether a text is a number as groups have: I, II, A."""
    bare = text.strip().rstrip(".)")
    return ROMAN.fullmatch(bare) is not None or bare in set("ABCDEFGH")


_WHOLE = re.compile(r"\s*[0-9]{1,6}\s*[.)]?\s*")


def is_number(cell: object) -> bool:
    """Return whether a cell is a number as people have: 1, `2.`."""
    if isinstance(cell, str):
        return _WHOLE.fullmatch(cell) is not None
    return cell is not None and not isinstance(cell, bool) and exact_number(cell) is not None
