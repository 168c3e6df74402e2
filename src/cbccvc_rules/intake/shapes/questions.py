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
    from cbccvc_rules.intake.shapes.marks import Marked
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
    base, _, code = name.partition(".")
    title = column_title("staff", base) or column_title("counts", base) or Text(base, base)
    return Text(f"{title.vi}: {code}", f"{title.en}: {code}") if code else title


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


def which_marks(
    grid: Grid, column: str, headings: Sequence[Heading], groups: Mapping[Heading, Marked]
) -> Problem:
    """Ask which columns tell a grade where some of them do so by marks, a column for each grade."""
    told: list[list[tuple[Heading, str]]] = []
    for one in headings:
        group = groups.get(one)
        if group is None:
            told.append([(one, column)])
        else:
            codes = (f"{column}.{code}" for code in group.codes)
            told.append(list(zip(group.headings, codes, strict=True)))
    ways = ["`" + " ".join(_map(one, name) for one, name in way) + "`" for way in told]
    none = ["`" + " ".join(_map(one, NOT_USED) for one, _ in way) + "`" for way in told]
    letters = [f"{column_letters(way[0][0].at)}–{column_letters(way[-1][0].at)}" for way in told]
    places = zip(headings, letters, strict=True)
    params: dict[str, str | Text] = {
        "title": _title(column),
        "column": column,
        "others": ", ".join(f"`{shown(one.text)}` ({at})" for one, at in places),
        "options": "; ".join(ways),
        "none": "; ".join(none),
        "settled_by": "",
    }
    return Problem("marks-which", place_of(grid, headings[0]), params, read=shown(headings[0].text))


def _map(heading: Heading, name: str) -> str:
    return f"--map {column_letters(heading.at)}={name}"


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
