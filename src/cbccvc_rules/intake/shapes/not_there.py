"""Choices that speak of a column, a cell or a sheet that there is not: said, never passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.band import LOOKED_AT
from cbccvc_rules.model.chosen import of_sheet
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import fold, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.model.chosen import Choice, Chosen


def not_there(chosen: Chosen, met: Collection[Choice], grids: Sequence[Grid]) -> Iterator[Problem]:
    """Yield the choices that are not among those `met`: nothing on any sheet is named so."""
    left = [one for one in chosen.columns if one.sheet is None and one not in met]
    words = dict(_words(grids)) if left else {}
    sheets = {fold(grid.sheet or "") for grid in grids}
    for one in left:
        if one.within is not None and fold(one.within) not in sheets:
            params = {"column": one.column, "sheet": one.within}
            yield Problem("map-no-sheet", one.place, params, read=one.column)
        elif one.is_of_groups:
            yield Problem("map-no-groups", one.place, {"column": one.name}, read=one.column)
        elif one.is_cell or heading_key(one.name) in words:
            yield Problem("map-without-effect", one.place, {"column": one.column}, read=one.column)
        else:
            near = nearest(heading_key(one.name), words)
            params = {"column": one.column, "nearest": "" if near is None else words[near]}
            yield Problem("map-column-unknown", one.place, params, read=one.column)
    for name in chosen.fill:
        sheet = of_sheet(name)[0]
        if sheet is not None and fold(sheet) not in sheets:
            yield Problem("fill-no-sheet", None, {"fill": name, "sheet": sheet}, read=name)
    if chosen.labels_here:
        yield from _labels(chosen, grids)


def _words(grids: Sequence[Grid]) -> Iterator[tuple[str, str]]:
    for grid in grids:
        for line in grid.lines[:LOOKED_AT]:
            for cell in line.cells:
                if isinstance(cell, str) and not is_blank_cell(cell):
                    yield heading_key(cell), shown(cell)


def _labels(chosen: Chosen, grids: Sequence[Grid]) -> Iterator[Problem]:
    """Yield the labels that stand in no cell: nothing is read by them."""
    left = {fold(one): one for one in chosen.labels}
    for line in (line for grid in grids for line in grid.lines):
        if not left:
            return
        for cell in line.cells:
            if isinstance(cell, str):
                left.pop(fold(cell), None)
                left.pop(heading_key(cell), None)
    for one in left.values():
        yield Problem("label-unmet", None, {"label": one}, read=one)
