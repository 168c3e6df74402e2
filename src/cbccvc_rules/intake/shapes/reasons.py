"""Columns that may tell why a grade is not the one that somebody claimed, or was proposed for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.people import column
from cbccvc_rules.intake.shapes.questions import question
from cbccvc_rules.intake.shapes.readings import chosen_for
from cbccvc_rules.intake.shapes.row_cells import cell_at
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.intake.shapes.paths import Heading

_REASON = re.compile(r"(?:các )?(?:lý do|lí do|căn cứ|ghi chú|giải trình|nhận xét|thuyết minh)\b.*")
_JUDGED, _REASONS = "rating", "rating_reason"
_CLAIMED = ("self_rating", "proposed_rating")


def reasons_open(
    grid: Grid, people: Sequence[Line], columns: Columns, asked: Asked
) -> Iterator[Problem]:
    """Ask what a column of reasons or notes is that says something just where grades differ."""
    judged = columns.at.get(_JUDGED)
    if judged is None or _REASONS in columns.at or _JUDGED in columns.marked:
        return
    headings = [
        one
        for one in columns.strangers
        if _REASON.fullmatch(heading_key(one.own)) is not None and not chosen_for(one, asked)
    ]
    if not headings:
        return
    claimed = [columns.at[one].at for one in _CLAIMED if one in columns.at]
    claimed = [at for at in claimed if at not in {one.at for one in _marks(columns)}]
    for heading in headings:
        for line, cell in zip(people, column(heading.at, people), strict=True):
            says = cell != "" and _has_words(cell)
            if says and any(_unlike(line, at, judged.at, asked) for at in claimed):
                yield question(grid, heading, (_REASONS, NOT_USED), "reason-open", settled=False)
                return


def _marks(columns: Columns) -> Iterator[Heading]:
    for marks in columns.marked.values():
        yield from marks.headings


def _unlike(line: Line, at: int, judged: int, asked: Asked) -> bool:
    cells = (cell_at(line, at), cell_at(line, judged))
    told = [asked.labels.read(one) for one in cells if isinstance(one, str)]
    return len(told) == len(cells) and None not in told and told[0] != told[1]


def _has_words(cell: object) -> bool:
    return not is_blank_cell(cell) and any(map(str.isalpha, canonical(cell)))
