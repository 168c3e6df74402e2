"""Cells that say “as above”: what stands above them holds, and that is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.people import texts_in
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.body import Body
    from cbccvc_rules.intake.shapes.carried import Elsewhere
    from cbccvc_rules.intake.shapes.known import Columns

# A grade is never taken from the row above: such a cell stays a label that is not known.
_COLUMNS = ("unit_id", "category", "position", "peer_group")
_AS_ABOVE = frozenset({"nt", "n.t", "như trên", '"', "''", "“", "”", "〃", "như trên nt"})


def is_ditto(cell: object) -> bool:
    """Return whether a cell says that it tells what the one above it does.

    >>> is_ditto("-nt-"), is_ditto("Như trên."), is_ditto("NT2")
    (True, True, False)
    """
    return isinstance(cell, str) and 0 < len(cell) < 12 and heading_key(cell) in _AS_ABOVE


def dittos(grid: Grid, body: Body, columns: Columns, elsewhere: Elsewhere) -> Iterator[Problem]:
    """Tell people what stands above a cell that says so, not beyond the head of their group."""
    blocks = {at for at, _ in body.groups}
    cells: list[str] = []
    for name in _COLUMNS:
        heading = columns.at.get(name)
        # What is told are far fewer things than there are people.
        if heading is not None and any(map(is_ditto, texts_in(heading.at, body.people))):
            body.people = list(_resolved(name, heading.at, body.people, blocks, elsewhere, cells))
    if cells:
        params = {"cells": ", ".join(cells)}
        yield Problem("cells-ditto", grid.whole, params, severity="notice")


def _resolved(
    name: str,
    at: int,
    people: Sequence[Line],
    blocks: Collection[int],
    elsewhere: Elsewhere,
    cells: list[str],
) -> Iterator[Line]:
    above: tuple[object, tuple[int, int]] | None = None
    for index, line in enumerate(people):
        cell = _at(line, at)
        if index in blocks:
            above = None
        if not is_ditto(cell):
            above = (cell, (line.number, at))
            yield line
            continue
        cells.append(f"{column_letters(at)}{line.number}")
        if above is not None:
            elsewhere.setdefault(line.number, {})[name] = above
        yield replace(line, cells=(*line.cells[: at - 1], None, *line.cells[at:]))


def _at(line: Line, at: int) -> object:
    return line.cells[at - 1] if at <= len(line.cells) else None
