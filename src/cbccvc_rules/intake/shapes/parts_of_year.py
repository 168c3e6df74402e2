"""Columns of months and quarters beside a grade: whether it is the year's is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.readings import chosen_for
from cbccvc_rules.intake.shapes.words import (
    month_in,
    quarter_in,
    speaks_of_part,
    speaks_of_whole_year,
)
from cbccvc_rules.model.values import shown
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.paths import Heading

MONTHS = 12
QUARTERS = 4


def parts_open(
    grid: Grid, headings: Sequence[Heading], grades: Sequence[Heading], asked: Asked
) -> Iterator[Problem]:
    """Ask whose time grades are of, where a sheet has months or quarters and not all of the year.

    `grades` are the columns of grades of which nobody says what they are.
    """
    grades = [one for one in grades if not any(map(speaks_of_whole_year, one.path))]
    others = [one for one in headings if one not in grades and not chosen_for(one, asked)]
    months = {month for one in others for text in one.path if (month := month_in(text))}
    quarters = {part for one in others for text in one.path if (part := quarter_in(text))}
    if len(months) == MONTHS or len(quarters) == QUARTERS:
        return
    answered = any(_is_part(one) for one in headings if chosen_for(one, asked))
    first = next((one for one in others if _is_part(one)), None)
    if first is None or answered or not grades:
        return
    letters = [column_letters(one.at) for one in grades]
    params = {
        "columns": ", ".join(letters),
        "letters": column_letters(first.at),
        "not_used": ", ".join(f"`--map {one}=-`" for one in letters),
    }
    place = Place(grid.source, first.row, first.at, grid.sheet, first.own)
    yield Problem("part-column-open", place, params, read=shown(first.text))


def _is_part(heading: Heading) -> bool:
    return any(
        speaks_of_part(text) and "công tác" not in text.casefold() and "nghỉ" not in text.casefold()
        for text in heading.path
    )
