"""Columns called after grades under a heading that says that they are something else: asked about.

So are those of totals; a year that is not asked about is only told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.codes import category_called
from cbccvc_rules.intake.shapes.questions import place_of
from cbccvc_rules.intake.shapes.span_words import is_of_other_year, says_else
from cbccvc_rules.intake.shapes.title_words import is_of_part
from cbccvc_rules.intake.shapes.words import speaks_of_party, stages_in
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.headings import column_called
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.model.values import shown
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.intake.shapes.marks import Marked
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.intake.shapes.readings import Reading

COUNTED = frozenset({*GRADES, "good_or_better", "total"})


def marks_spanned(grid: Grid, marks: Marked, asked: Asked, made: Columns) -> Marked | None:
    """Return marks as what spans them says; None: they are of another year, or asked about.

    Those of the Party are its own, as a column of grades is.
    """
    above = marks.above
    if marks.told or marks.kind == "counts" or not above:
        return marks
    if is_of_other_year(above, asked):
        made.aside.extend((one, "other-year") for one in marks.headings)
        return None
    if marks.column != "rating" or marks.kind != "marks":
        return marks
    if any(map(speaks_of_party, above)):
        return replace(marks, column="party_rating")
    text = next((one for one in above if not stages_in(one) and says_else(one, asked)), None)
    if text is None or is_of_part(text):  # months and quarters are asked about with their columns
        return marks
    fields = [f"{marks.column}.{code}" for code in marks.codes]
    made.open.append(_open(grid, text, marks.headings, fields))
    return None


def of_year(groups: Sequence[Marked], made: Columns) -> list[Marked]:
    """Leave out marks of a month or a quarter where others beside them are not of one."""
    of_whole = {
        one.column for one in groups if one.kind != "counts" and (one.told or not _is_of_part(one))
    }
    parts = [one for one in groups if not one.told and _is_of_part(one) and one.column in of_whole]
    whole = [one for one in groups if one not in parts]
    made.aside.extend((one, "part-of-year") for marks in parts for one in marks.headings)
    return whole


def _is_of_part(marks: Marked) -> bool:
    return any(map(is_of_part, marks.above))


def totals_else(
    grid: Grid, claims: dict[str, list[tuple[Heading, Reading]]], asked: Asked, made: Columns
) -> None:
    """Take out of what claims to be totals what a spanning heading says to be something else."""
    found: dict[str, list[tuple[Heading, str]]] = {}
    for column in sorted(claims.keys() & COUNTED):
        for one in [*claims[column]]:
            heading, reading = one
            if reading.rule == "told" or not heading.above:
                continue
            text = next((text for text in heading.above if _total_else(text, asked)), None)
            other_year = is_of_other_year(heading.above, asked)
            if other_year or text is not None:
                claims[column].remove(one)
            if other_year:
                made.aside.append((heading, "other-year"))
            elif text is not None:
                found.setdefault(text, []).append((heading, column))
        if not claims[column]:
            del claims[column]
    for text, told in found.items():
        told.sort(key=_at)
        headings = [heading for heading, _ in told]
        made.open.append(_open(grid, text, headings, [column for _, column in told]))


def _at(found: tuple[Heading, str]) -> int:
    return found[0].at


def _total_else(text: str, asked: Asked) -> bool:
    """Return whether a heading over totals says something else, or of others than is told."""
    if column_called("counts", text) in COUNTED:
        return False
    category, told = category_called(text), asked.chosen.fill.get("category")
    if category is not None:
        return told is not None and (category_called(told) or told) != category
    return says_else(text, asked)


def _open(grid: Grid, text: str, headings: Sequence[Heading], fields: Sequence[str]) -> Problem:
    letters = [column_letters(one.at) for one in headings]
    told = ", ".join(f"--map {one}={name}" for one, name in zip(letters, fields, strict=True))
    none = ", ".join(f"--map {one}={NOT_USED}" for one in letters)
    params = {"columns": ", ".join(letters), "used": told, "none": none}
    return Problem("span-open", place_of(grid, headings[0]), params, read=shown(text))
