"""Questions about single rows of a list: whose each is, and whether it is anybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.group_words import is_unit_name
from cbccvc_rules.intake.shapes.questions import question
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.values import shown
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.intake.shapes.body import Body, Group
    from cbccvc_rules.intake.shapes.known import Columns

OF_GROUPS = (
    "unit_id",
    "peer_group",
    *(f"category.{code}" for code in ("CB", "CC", "VC", "HD")),
    NOT_USED,
)
_OF_ROWS = ("name", *OF_GROUPS)
_OF_STRANGERS = ("name", "unit_id", NOT_USED)
_NAMED = 8


def row_by_row(grid: Grid, body: Body, columns: Columns) -> Iterator[Problem]:
    """Ask about single rows: what each of them is, only people can say."""
    strangers = [one.name for one in body.strange]
    swapped = [] if body.people else list(_swapped(grid, strangers, columns))
    yield from _of_all(grid, "row-open", body.doubtful, _OF_ROWS)
    yield from swapped or _of_all(grid, "row-no-name", body.strange, _OF_STRANGERS)
    yield from _of_all(grid, "row-unnumbered", body.unnumbered, _OF_STRANGERS)
    for one in body.together:
        yield _of_one(grid, "row-of-several", one, ("name", NOT_USED))
    for code, rows in (
        ("row-rated", body.rated),
        ("row-struck", body.struck),
        ("row-example", body.examples),
    ):
        for one in rows:
            yield _of_one(grid, code, one, ("name", NOT_USED))
    for one in body.tables:
        yield _of_one(grid, "table-below", one, (NOT_USED,))


def _swapped(grid: Grid, names: Sequence[str], columns: Columns) -> Iterator[Problem]:
    """Ask about a column of names in which only units stand: two columns were swapped."""
    heading = columns.at.get("name")
    if heading is None or columns.rules["name"] == "told":
        return
    if len(names) > 1 and all(map(is_unit_name, names)):
        yield question(grid, heading, ("unit_id", "name", NOT_USED), settled=False)


def named(groups: Sequence[Group]) -> str:
    """Return what some rows are called and where they stand, the first of them."""
    told = ", ".join(f"`{shown(one.name)}` ({_cell(one)})" for one in groups[:_NAMED])
    return told + (", …" if len(groups) > _NAMED else "")


def _cell(group: Group) -> str:
    return f"{column_letters(group.at)}{group.row}"


def _of_all(
    grid: Grid, code: str, groups: Sequence[Group], fields: Sequence[str]
) -> Iterator[Problem]:
    """Ask of several rows at once, each to be answered by itself."""
    if groups:
        first = groups[0]
        options = ", ".join(f"`--map {_cell(first)}={one}`" for one in fields)
        params = {"rows": named(groups), "options": options}
        place = Place(grid.source, first.row, first.at, grid.sheet, first.name)
        yield Problem(code, place, params, read=shown(first.name))


def _of_one(grid: Grid, code: str, one: Group, fields: Sequence[str]) -> Problem:
    """Ask of one row: a total with a grade, a name struck through."""
    options = ", ".join(f"`--map {_cell(one)}={field}`" for field in fields)
    place = Place(grid.source, one.row, one.at, grid.sheet, one.name)
    return Problem(code, place, {"options": options}, read=shown(one.name))
