"""Comments on the cells of people, and cells that the sheet does not show: told, or asked about.

A comment on a grade that names another one may be the later word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.doubts import grades_named
from cbccvc_rules.intake.shapes.readings import GRADED
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.values import canonical, shown
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.known import Columns

_NAMED = 20


def remarks_open(
    grid: Grid, people: Sequence[Line], columns: Columns, asked: Asked
) -> Iterator[tuple[int, Problem | None]]:
    """Yield the rows whose grade has a comment that names another, with a question each.

    None where it is answered.
    """
    chosen = {one.column for one in asked.chosen.columns if one.is_cell}
    for (row, at), text, own in _on_grades(grid, people, columns):
        labels = asked.labels
        if not {*grades_named(text, labels)} - {labels.read(own) or own}:
            continue
        cell = f"{column_letters(at)}{row}"
        place = Place(grid.source, row, at, grid.sheet, text)
        params = {"grade": shown(own), "option": f"--map {cell}={NOT_USED}"}
        question = Problem("remark-changes-grade", place, params, read=shown(text))
        yield row, None if cell in chosen else question


def remarks_told(grid: Grid, people: Sequence[Line]) -> Iterator[Problem]:
    """Tell which cells of people have comments, and which are not shown."""
    rows = {line.number for line in people}
    for code, cells in (
        ("cells-remarked", grid.layout.remarks.keys()),
        ("cells-unseen", grid.layout.unseen),
    ):
        told = sorted(at for at in cells if at[0] in rows) if cells else []
        if told:
            named = [f"{column_letters(at)}{row}" for row, at in told]
            more = ["…"] if len(named) > _NAMED else []
            params = {"cells": ", ".join([*named[:_NAMED], *more])}
            yield Problem(code, grid.whole, params, severity="notice")


_OF_REPORT = re.compile(r"\[[0-9, ]+\] ")
"""A finding that a report put to the cell, by its number: it quotes the grade."""


def _on_grades(
    grid: Grid, people: Sequence[Line], columns: Columns
) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Yield the comments on grades, each with its place and the grade in the cell."""
    remarks = grid.layout.remarks
    if not remarks:
        return
    by_row = {line.number: line for line in people}
    marks: Mapping[int, str] = {
        heading.at: code
        for one in columns.marked.values()
        for heading, code in zip(one.headings, one.codes, strict=True)
    }
    graded = {one.at for name, one in columns.at.items() if name in GRADED} | marks.keys()
    for (row, at), text in sorted(remarks.items()):
        line = by_row.get(row)
        if line is not None and at in graded and _OF_REPORT.match(text) is None:
            cell = line.cells[at - 1] if at <= len(line.cells) else None
            yield (row, at), text, marks.get(at) or canonical(cell)
