"""Values that a sheet tells once for several rows: in merged cells, or atop a block."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.people import column
from cbccvc_rules.intake.shapes.readings import GRADED
from cbccvc_rules.model.chosen import DOWN
from cbccvc_rules.model.values import mark_of, shown
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Layout, Line, Merge
    from cbccvc_rules.intake.shapes.body import Body
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.intake.shapes.paths import Heading

Elsewhere = dict[int, dict[str, tuple[object, tuple[int, int]]]]
"""By row and column: a value that stands elsewhere, with the row and position of where it does."""

UNIT = "unit_id"
_FEW = 2
_OF_ONE_ROW = frozenset({"staff_id", "name"})


def merged_down(
    grid: Grid, people: Sequence[Line], columns: Columns, elsewhere: Elsewhere
) -> Iterator[Problem]:
    """Tell every row of merged cells what stands in the first; people are one row each.

    That several people have one grade is told: the cells may have been merged for other reasons.
    """
    by_column = _by_column(columns)
    merges = [one for one in grid.layout.merges if one.left in by_column]
    tall = [one for one in merges if one.bottom > one.top]
    by_row = {line.number: line for line in people} if merges else {}
    graded: list[str] = []
    for merge in tall:
        first = by_row.get(merge.top)
        if first is None or merge.left > len(first.cells):
            continue
        column, code = by_column[merge.left]
        value = first.cells[merge.left - 1]
        told = code if code is not None and mark_of(value) is not None else value
        lines = (by_row.get(number) for number in range(merge.top + 1, merge.bottom + 1))
        below = [one for one in lines if one is not None and is_blank_cell(_at(one, merge.left))]
        for line in below:
            elsewhere.setdefault(line.number, {})[column] = (told, (merge.top, merge.left))
        if below and column in GRADED and not is_blank_cell(value):
            letters = column_letters(merge.left)
            graded.append(f"{letters}{merge.top}:{letters}{merge.bottom}")
            if columns.rules[column] != "told":
                columns.rules[column] = "merged"
    if graded:
        params = {"cells": ", ".join(graded)}
        yield Problem("grades-merged", grid.whole, params, severity="notice")
    across = list(_merged_across(merges, by_row, columns, by_column, elsewhere))
    if across:
        params = {"cells": ", ".join(across)}
        yield Problem("grades-merged-across", grid.whole, params, severity="notice")


def _merged_across(
    merges: Sequence[Merge],
    by_row: Mapping[int, Line],
    columns: Columns,
    by_column: Mapping[int, tuple[str, str | None]],
    elsewhere: Elsewhere,
) -> Iterator[str]:
    """Tell each of several grades of a person what stands in one cell over them; yield its cells.

    `Không đánh giá` over the own, the proposed and the decided grade is said of all three.
    """
    for merge in merges:
        first = by_row.get(merge.top)
        if merge.right == merge.left or first is None or not _is_graded(by_column[merge.left]):
            continue
        value = _at(first, merge.left)
        across = [at for at in range(merge.left + 1, merge.right + 1) if at in by_column]
        names = [by_column[at][0] for at in across if _is_graded(by_column[at])]
        if is_blank_cell(value) or not names:
            continue
        for number in range(merge.top, merge.bottom + 1):
            told = {name: (value, (merge.top, merge.left)) for name in names if number in by_row}
            elsewhere.setdefault(number, {}).update(told)
        for name in names:
            if columns.rules[name] != "told":
                columns.rules[name] = "merged"
        letters = column_letters(merge.left), column_letters(merge.right)
        yield f"{letters[0]}{merge.top}:{letters[1]}{merge.bottom}"


def _is_graded(column: tuple[str, str | None]) -> bool:
    name, code = column
    return name in GRADED and code is None


def _by_column(columns: Columns) -> dict[int, tuple[str, str | None]]:
    """Return the columns that are used, by where they stand, with the grade that a mark means."""
    found: dict[int, tuple[str, str | None]] = {
        one.at: (name, None) for name, one in columns.at.items() if name not in _OF_ONE_ROW
    }
    for name, marks in columns.marked.items():
        for heading, code in zip(marks.headings, marks.codes, strict=True):
            found[heading.at] = (name, code)
    return found


def marks_spanning(layout: Layout, people: list[Line], columns: Columns) -> list[Line]:
    """Put a mark that is merged over several grades under each: which is meant is open."""
    places = {one.at for marks in columns.marked.values() for one in marks.headings}
    wide: dict[int, list[Merge]] = {}
    for one in layout.merges if places else ():
        if one.left in places and one.left + 1 in places and one.right > one.left:
            for row in range(one.top, one.bottom + 1):
                wide.setdefault(row, []).append(one)
    return [_spanned(line, wide.get(line.number, ())) for line in people] if wide else people


def _spanned(line: Line, merges: Sequence[Merge]) -> Line:
    cells = list(line.cells) if merges else []
    for one in merges:
        if one.left < len(cells) and is_blank_cell(cells[one.left]):
            cells[one.left] = cells[one.left - 1]
    return replace(line, cells=tuple(cells)) if merges else line


def _at(line: Line, at: int) -> object:
    return line.cells[at - 1] if at <= len(line.cells) else None


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
    first row of its block. Where units stand in rows on end, or are codes, which are mostly told in
    every row, and hardly any is missing, an empty cell is one that was forgotten. All else has two
    readings and is asked.
    """
    heading = columns.at.get(UNIT)
    if heading is None or columns.down is False or not people:
        return
    told = column(heading.at, people)
    if elsewhere:
        told = [_unit(line, heading, elsewhere) for line in people]
    empty = sum(number for one, number in Counter(told).items() if is_blank_cell(one))
    if not empty or empty == len(told) or is_blank_cell(told[0]):
        return
    if columns.down is None:
        on_end = any(left == right and not is_blank_cell(left) for left, right in pairwise(told))
        is_code = columns.rules[UNIT] == "exact"
        if (on_end or is_code) and (empty < _FEW or 3 * empty < len(told) - empty):
            return
        if on_end or is_code or 2 * empty < len(told):
            yield _which(grid, heading, empty)
            return
    columns.rules[UNIT] = "down"
    _fill(people, told, heading, elsewhere, blocks)


def units_in_rows(body: Body, columns: Columns, elsewhere: Elsewhere) -> None:
    """Tell people the unit that stands above them in a row of its own."""
    heading = columns.at.get(UNIT)
    if heading is None or not body.units:
        return
    columns.rules[UNIT] = "down"
    above = iter(body.units)
    group, after = None, next(above, None)
    for line in body.people:
        while after is not None and after.row < line.number:
            group, after = after, next(above, None)
        if group is not None:
            elsewhere.setdefault(line.number, {})[UNIT] = (group.name, (group.row, group.at))


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
