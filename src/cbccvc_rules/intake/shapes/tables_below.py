"""Tables of something else below a list, on the same sheet: their rows are no people.

One of plain figures is set aside and told; what any other one is, whoever knows the list says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.again import has_headings, looks_like_headings
from cbccvc_rules.intake.shapes.name_words import is_heading_word
from cbccvc_rules.intake.shapes.no_names import (
    is_figure,
    is_rated,
    why_no_name,
)
from cbccvc_rules.intake.shapes.row_cells import answer_of
from cbccvc_rules.intake.shapes.words import ORDER, is_foot, speaks_of_grade
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.body import Keys

_ENOUGH = 2
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_DIGIT = re.compile(r"\d")


def tables_below(
    lines: Sequence[Line], keys: Keys, passed: Collection[int] = ()
) -> list[Sequence[Line]]:
    """Return the tables that begin below the list: all rows of each, its headings first.

    At none of the rows that are `passed` one begins. One with the headings of people is a list; it
    is none of ours where somebody says so.
    """

    def left_out(line: Line) -> bool:
        first = next((one for one in line.cells if not is_blank_cell(one)), None)
        numbers = isinstance(first, str) and heading_key(first) in ORDER
        return numbers or looks_like_headings(line)

    found: list[Sequence[Line]] = []
    if not keys.of_people or (keys.name is None and keys.id is None):
        return found
    own = frozenset(keys.headings.values())
    at = 0
    while at < len(lines):
        if lines[at].number in passed:
            at += 1
        elif (answer_of(lines[at], keys) == NOT_USED and left_out(lines[at])) or _begins(
            lines[at], own, keys
        ):
            found.append(list(_rows(lines[at:], keys)))
            at += len(found[-1])
        else:
            at += 1
    return found


def _begins(line: Line, own: frozenset[str], keys: Keys) -> bool:
    """Return whether a row holds the headings of another table."""
    told: list[str] = []
    for cell in line.cells:
        if isinstance(cell, str):
            if len(cell) > _LONGEST or (_DIGIT.search(cell) and _DIGIT.search(_bare(cell))):
                return False
            if cell.strip():
                told.append(cell)
        elif cell is not None:
            return False
    if len(told) < _ENOUGH or looks_like_headings(line):
        return False
    if has_headings(line, keys) or is_rated(line, keys):
        return False
    if all(keys.labels.read(one) is not None for one in told):
        return False  # a legend: each label with what it means
    here = [heading_key(one) for one in told]
    if here[0] in ORDER:
        return not own.issuperset(here[1:]) and any(map(is_heading_word, told[1:]))
    return not own.issuperset(here) and all(map(_is_heading, told))


_LONGEST = 60


def _bare(text: str) -> str:
    return _IN_BRACKETS.sub("", text)


def _is_heading(text: str) -> bool:
    return is_heading_word(_bare(text)) or (
        speaks_of_grade(text) and len(text.split()) <= _FEW_WORDS
    )


_FEW_WORDS = 5


def _rows(lines: Sequence[Line], keys: Keys) -> Iterator[Line]:
    """Yield the rows of a table from its headings on: up to an empty row, a foot, our headings."""
    before = lines[0].number
    for line in lines:
        first = next((canonical(one) for one in line.cells if not is_blank_cell(one)), "")
        again = line is not lines[0] and has_headings(line, keys)
        if line.number > before + 1 or is_foot(first) or again:
            return
        yield line
        before = line.number


def are_figures(rows: Sequence[Line], keys: Keys) -> bool:
    """Return whether all rows below the headings are figures of grades and of kinds of people."""
    return len(rows) > 1 and all(_is_of_figures(line, keys) for line in rows[1:])


def _is_of_figures(line: Line, keys: Keys) -> bool:
    cells = [one for one in line.cells if not is_blank_cell(one)]
    words = [canonical(one) for one in cells if not is_figure(one)]
    figures = len(cells) - len(words)
    return (
        len(words) == 1
        and figures > 0
        and (
            why_no_name(words[0], keys.labels) in {"grade", "word"}
            or heading_key(words[0]).startswith(("tổng", "cộng"))
        )
    )
