"""What a sheet itself says that its labels mean; where that is not how they are read, it is asked.

Nothing is read by such a legend: whoever asks says what a label means.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.grades import cells_under
from cbccvc_rules.intake.shapes.readings import GRADED
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.values import fold, shown
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.body import Body
    from cbccvc_rules.intake.shapes.known import Columns

_PARTS = re.compile(r"[;,\n]|\.\s")
_MEANS = re.compile(r"\s*(?:=|:|→|\blà\b|\s[-–—]\s)\s*")


def meanings_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what may be a label with what it is said to mean.

    >>> list(meanings_in("Ký hiệu: HT = Hoàn thành tốt; HTT = Hoàn thành xuất sắc."))
    [('HT', 'Hoàn thành tốt'), ('HTT', 'Hoàn thành xuất sắc')]
    """
    for part in _PARTS.split(text):
        told = [one.strip(" -–+*•()“”\"'.") for one in _MEANS.split(part)]
        if len(told) > 1 and told[-1] and told[-2]:
            yield told[-2], told[-1]


def legends_against(
    grid: Grid, above: Sequence[Line], body: Body, columns: Columns, asked: Asked
) -> Iterator[Problem]:
    """Ask of each label that a person has and a legend says otherwise of, once."""
    lines = (*above, *(line for lines in body.aside.values() for line in lines))
    told = [
        (line.number, at, label, meaning)
        for line in lines
        for at, cell in enumerate(line.cells, 1)
        if isinstance(cell, str)
        for label, meaning in meanings_in(cell)
        if asked.labels.read(label) not in {None, asked.labels.read(meaning)}
        if asked.labels.read(meaning) is not None
    ]
    if not told:
        return
    used = {
        fold(cell)
        for name in GRADED & columns.at.keys() - columns.marked.keys()
        for cell in cells_under(columns.at[name].at, body.people)
        if isinstance(cell, str)
    }
    settled = {fold(one) for one in asked.chosen.labels}
    dismissed = {one.name for one in asked.chosen.columns if one.field == NOT_USED}
    for row, at, label, meaning in told:
        key = fold(label)
        if key not in used or key in settled or f"{column_letters(at)}{row}" in dismissed:
            continue
        settled.add(key)
        says, reads = asked.labels.read(meaning), asked.labels.read(label)
        params = {
            "label": shown(label),
            "meaning": shown(meaning),
            "says": says or "",
            "reads": reads or "",
        }
        place = Place(grid.source, row, at, grid.sheet, shown(label))
        yield Problem("legend-against", place, params, read=shown(label))
