"""Days of decisions that lie before the end of the period: the grades may be of the one before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.grades import cells_under
from cbccvc_rules.intake.shapes.questions import place_of
from cbccvc_rules.intake.shapes.readings import chosen_for, options
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import CellFault, read_date, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.sources import Text

_DECISION = re.compile(r"ngày (?:ra |ký |ban hành )?(?:quyết định|qđ)(?: (?:xếp loại|công nhận))?")
_FIRST_MONTH = 11
"""In which grades of a year may be decided."""


def decided_early(
    grid: Grid, people: Sequence[Line], asked: Asked, made: Columns
) -> Iterator[Problem]:
    """Ask about days of decisions all of which lie well before the end of the period.

    A grade is decided when the year ends, or after; one of January is of the year before.
    """
    if asked.period is None or asked.period.last is None:
        return
    if RATING_COLUMNS[asked.stage] not in made.at:
        return
    first = asked.period.last.replace(month=_FIRST_MONTH, day=1)
    for heading in made.strangers:
        if not _DECISION.fullmatch(heading_key(heading.own)) or chosen_for(heading, asked):
            continue
        days = [day for cell in cells_under(heading.at, people) if (day := _day(cell)) is not None]
        if days and max(days) < first:
            params: dict[str, str | Text] = {
                "last": max(days).isoformat(),
                "period": asked.period.text,
                "option": options(heading, (NOT_USED,)),
                "decided": options(heading, ("decided_on",)),
            }
            place = place_of(grid, heading)
            yield Problem("decisions-early", place, params, read=shown(heading.text))


def _day(cell: object) -> date | None:
    try:
        return read_date(cell)
    except CellFault:
        return None
