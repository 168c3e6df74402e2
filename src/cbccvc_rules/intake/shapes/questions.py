"""Questions about columns, each with its options: what one is, or which of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.readings import GRADED
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.columns import column_title
from cbccvc_rules.model.values import shown
from cbccvc_rules.sources import Place, Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.intake.shapes.readings import Reading

    Found = tuple[Heading, Reading]


def place_of(grid: Grid, heading: Heading) -> Place:
    """Return where a heading stands."""
    return Place(grid.source, heading.row, heading.at, grid.sheet, heading.own)


def _title(name: str) -> Text:
    """Return what a field is called, as an option of a question explains it."""
    if name == NOT_USED:
        return Text("không dùng", "not used")
    if name == "period":
        return Text("kỳ được xếp loại", "the period that is rated")
    title = column_title("staff", name) or column_title("counts", name)
    return title or Text(name, name)


def question(
    grid: Grid,
    heading: Heading,
    fields: Sequence[str],
    code: str = "column-open",
    *,
    settled: bool = True,
) -> Problem:
    """Ask what one column is."""
    said = [(f"`--map {column_letters(heading.at)}={name}`", _title(name)) for name in fields]
    params: dict[str, str | Text] = {
        "options": Text(
            "; ".join(f"{option} ({title.vi})" for option, title in said),
            "; ".join(f"{option} ({title.en})" for option, title in said),
        ),
        "settled_by": fields[0] if settled else "",
    }
    return Problem(code, place_of(grid, heading), params, read=shown(heading.text))


OF_GRADES = ("self_rating", "proposed_rating", "rating", "party_rating")


def which(
    grid: Grid,
    column: str,
    headings: Sequence[Heading],
    claims: Mapping[str, Sequence[Found]],
) -> Problem:
    """Ask which of several columns is one of ours; grades may be somebody else's as well."""
    free = [one for one in OF_GRADES if not claims.get(one)]
    fields = (column, *(free if column in GRADED else ()), NOT_USED)
    titles = [(name, _title(name)) for name in dict.fromkeys(fields)]
    first = headings[0]
    params: dict[str, str | Text] = {
        "column": column,
        "title": _title(column),
        "others": ", ".join(f"`{shown(one.text)}` ({column_letters(one.at)})" for one in headings),
        "options": ", ".join(f"`--map {column_letters(one.at)}={column}`" for one in headings),
        "fields": Text(
            "; ".join(f"`{name}` ({title.vi})" for name, title in titles),
            "; ".join(f"`{name}` ({title.en})" for name, title in titles),
        ),
    }
    return Problem("columns-open", place_of(grid, first), params, read=shown(first.text))
