"""Grades of several years beside each other: each column tells rows of its own, of one year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.intake.headers import headed
from cbccvc_rules.intake.shapes.band import find_band
from cbccvc_rules.intake.shapes.derived import of_year_in_heading
from cbccvc_rules.intake.shapes.grades import holds_grades
from cbccvc_rules.intake.shapes.paths import headings_of
from cbccvc_rules.intake.shapes.placed import placed
from cbccvc_rules.intake.shapes.readings import chosen_for
from cbccvc_rules.intake.shapes.words import speaks_of_part, speaks_of_party, stages_in, years_in
from cbccvc_rules.model.chosen import Choice
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.intake.headers import Headed
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.paths import Heading


def grades_by_years(grid: Grid, asked: Asked) -> dict[int, int]:
    """Return the years of the columns that hold grades under a year, each of another one.

    Columns that somebody says something of are not among them.
    """
    lines = [line for line in grid.lines if not line.is_blank]
    band = find_band("history", lines, grid.layout) or find_band("staff", lines, grid.layout)
    if grid.marks is not None or band is None:
        return {}
    headings = headings_of(lines, band, grid.layout)[0]
    said = placed(grid, "history", headings, lines, asked).asked
    below = lines[band.body :]
    found = {
        one.at: next(iter(years))
        for one in headings
        if len(years := frozenset().union(*map(years_in, one.path))) == 1
        and not chosen_for(one, said)
        and not _is_else(one)
        and holds_grades(one.at, below, asked.labels)
    }
    return found if len(set(found.values())) == len(found) else {}


def _is_else(heading: Heading) -> bool:
    """Return whether words above a column say that its grades are not those decided in a year."""
    return any(
        stages_in(text) - {"decided"} or speaks_of_part(text) or speaks_of_party(text)
        for text in heading.path
    )


def headed_by_years(grid: Grid, years: dict[int, int], asked: Asked) -> Iterator[Headed]:
    """Yield the grades of each year: earlier ones, or those of the round itself."""
    for at, year in years.items():
        own = Choice(column_letters(at), "rating")
        chosen = replace(asked.chosen, columns=(*asked.chosen.columns, own))
        table = "staff" if asked.names_year(year) else "history"
        made = headed(grid, table, replace(asked, chosen=chosen), years.keys() - {at})
        raw = made.table
        if raw is not None:
            reads = tuple(
                replace(one, rule="values") if one.at == at else one for one in raw.sheet.reads
            )
            raw = replace(raw, sheet=replace(raw.sheet, reads=reads))
            raw = of_year_in_heading(raw) if table == "history" else raw
        yield replace(made, table=raw, met=made.met - {own})
