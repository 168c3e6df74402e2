"""Choices that speak of a column, a cell or a sheet that there is not: said, never passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.band import LOOKED_AT
from cbccvc_rules.model.chosen import GROUPS
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import shown
from cbccvc_rules.sources import column_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.model.chosen import Choice, Chosen


def not_there(chosen: Chosen, grids: Sequence[Grid]) -> Iterator[Problem]:
    """Yield the choices whose column no sheet has."""
    if not chosen.columns:
        return
    words = dict(_words(grids))
    for one in chosen.columns:
        if one.column == GROUPS or one.is_cell or one.sheet is not None or _is_met(one, words):
            continue
        letters = one.letters
        if letters is not None and any(_reaches(grid, column_number(letters)) for grid in grids):
            continue
        near = nearest(heading_key(one.column), words)
        params = {"column": one.column, "nearest": "" if near is None else words[near]}
        yield Problem("map-column-unknown", one.place, params, read=one.column)


def _is_met(one: Choice, words: dict[str, str]) -> bool:
    """Return whether a heading is there; one with others above is named by all of them."""
    return all(heading_key(part) in words for part in one.column.split(" / "))


def _reaches(grid: Grid, column: int) -> bool:
    return any(len(line.cells) >= column for line in grid.lines[:LOOKED_AT])


def _words(grids: Sequence[Grid]) -> Iterator[tuple[str, str]]:
    for grid in grids:
        for line in grid.lines[:LOOKED_AT]:
            for cell in line.cells:
                if isinstance(cell, str) and not is_blank_cell(cell):
                    yield heading_key(cell), shown(cell)
