"""Values that a sheet tells once for several rows: in merged cells, or atop a block."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.model.chosen import DOWN
from cbccvc_rules.model.values import shown
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Layout, Line
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.intake.shapes.paths import Heading

Elsewhere = dict[int, dict[str, tuple[object, tuple[int, int]]]]
"""By row and column: a value that stands elsewhere, with the row and position of where it does."""

UNIT = "unit_id"
_OF_ONE_ROW = frozenset({"staff_id", "name"})


def merged_down(
    layout: Layout, people: Sequence[Line], columns: Columns, elsewhere: Elsewhere
) -> None:
    """Tell every row of merged cells what stands in the first; people are one row each."""
    by_column = {one.at: name for name, one in columns.at.items() if name not in _OF_ONE_ROW}
    tall = [one for one in layout.merges if one.bottom > one.top and one.left in by_column]
    if not tall:
        return
    by_row = {line.number: line for line in people}
    for merge in tall:
        first = by_row.get(merge.top)
        if first is None or merge.left > len(first.cells):
            continue
        value, column = first.cells[merge.left - 1], by_column[merge.left]
        for number in range(merge.top + 1, merge.bottom + 1):
            line = by_row.get(number)
            held = line is not None and merge.left <= len(line.cells)
            if line is not None and not (held and not is_blank_cell(line.cells[merge.left - 1])):
                elsewhere.setdefault(number, {})[column] = (value, (merge.top, merge.left))


def carried_down(
    grid: Grid,
    people: Sequence[Line],
    columns: Columns,
    elsewhere: Elsewhere,
    blocks: Collection[int] = (),
) -> Iterator[Problem]:
    """Tell people the unit that stands in the first row of their block, if it stands there alone.

    No unit reaches beyond the head of a group; `blocks` are the places in `people` of those heads.

    Where nothing is empty, or nothing is told above the first empty cell, there is nothing to tell.
    Where no unit stands twice on end and no fewer cells are empty than told, each stands in the
    first row of its block. Where units stand in rows on end and hardly any is missing, an empty
    cell is one that was forgotten. All else has two readings and is asked, and so is a column of
    codes, which are mostly told in every row.
    """
    heading = columns.at.get(UNIT)
    if heading is None or columns.down is False or not people:
        return
    told = [_unit(line, heading, elsewhere) for line in people]
    empty = sum(is_blank_cell(one) for one in told)
    if not empty or empty == len(told) or is_blank_cell(told[0]):
        return
    if columns.down is None:
        on_end = any(left == right and not is_blank_cell(left) for left, right in pairwise(told))
        if on_end and 3 * empty < len(told) - empty:
            return
        if on_end or 2 * empty < len(told) or columns.rules[UNIT] == "exact":
            yield _which(grid, heading, empty)
            return
    columns.rules[UNIT] = "down"
    _fill(people, told, heading, elsewhere, blocks)


def _unit(line: Line, heading: Heading, elsewhere: Elsewhere) -> object:
    merged = elsewhere.get(line.number, {}).get(UNIT)
    if merged is not None:
        return merged[0]
    return line.cells[heading.at - 1] if heading.at <= len(line.cells) else None


def _fill(
    people: Sequence[Line],
    told: Sequence[object],
    heading: Heading,
    elsewhere: Elsewhere,
    blocks: Collection[int],
) -> None:
    above: tuple[object, tuple[int, int]] | None = None
    for at, (line, value) in enumerate(zip(people, told, strict=True)):
        if at in blocks:
            above = None
        if not is_blank_cell(value):
            above = (value, (line.number, heading.at))
        elif above is not None:
            elsewhere.setdefault(line.number, {})[UNIT] = above


def _which(grid: Grid, heading: Heading, empty: int) -> Problem:
    letters = column_letters(heading.at)
    place = Place(grid.source, heading.row, heading.at, grid.sheet, heading.own)
    params = {
        "empty": str(empty),
        "down": f"--map {letters}={UNIT}.{DOWN}",
        "each": f"--map {letters}={UNIT}",
    }
    return Problem("carried-open", place, params, read=shown(heading.text))
