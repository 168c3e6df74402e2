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
from cbccvc_rules.intake.shapes.words import ORDER
from cbccvc_rules.model.headings import column_called, heading_key, known_among
from cbccvc_rules.model.values import canonical, shown
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Line
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
                params = {"row": str(line.number)}
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
