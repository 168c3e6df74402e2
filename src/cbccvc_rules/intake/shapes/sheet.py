"""A sheet as it was sent becomes a raw table: headings, columns and rows found, each said how."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.again import other_headings
from cbccvc_rules.intake.shapes.band import is_turned
from cbccvc_rules.intake.shapes.carried import carried_down, merged_down
from cbccvc_rules.intake.shapes.cells import ragged, raw_rows
from cbccvc_rules.intake.shapes.columns import Columns, columns_of_sheet
from cbccvc_rules.intake.shapes.derived import (
    filled,
    good_and_better,
    named_by_parts,
    of_period,
    told_by_row,
    with_totals,
)
from cbccvc_rules.intake.shapes.groups import grouped
from cbccvc_rules.intake.shapes.notes import notes_of_columns, notes_of_rows, rows_aside
from cbccvc_rules.intake.shapes.paths import headings_of
from cbccvc_rules.intake.shapes.readings import reading_of
from cbccvc_rules.intake.shapes.rows import Keys, told_apart
from cbccvc_rules.intake.shapes.title import title_problems
from cbccvc_rules.intake.shapes.turned import turned
from cbccvc_rules.intake.shapes.words import ORDER
from cbccvc_rules.model.column_read import ColumnRead
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.rows import RawTable, Sheet
from cbccvc_rules.model.values import shown
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.band import Band
    from cbccvc_rules.intake.shapes.carried import Elsewhere
    from cbccvc_rules.intake.shapes.cells import Moved
    from cbccvc_rules.intake.shapes.groups import Groups
    from cbccvc_rules.intake.shapes.paths import Heading


@dataclass(slots=True)
class Told:
    """What was made of a sheet; questions (`open`) leave no table.

    `strangers` are the headings that mean no column.
    """

    table: RawTable | None = None
    strangers: tuple[Heading, ...] = ()
    columns: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    open: list[Problem] = field(default_factory=list)


def told_by(grid: Grid, table: str, lines: Sequence[Line], band: Band, asked: Asked) -> Told:
    """Read a sheet of which the headings are found."""
    made = Told()
    headings, under_merged = headings_of(lines, band, grid.layout)
    if table == "counts" and is_turned(lines[band.body :]):
        return _turned(grid, lines, band, headings, asked)
    body = told_apart(lines[band.body :], _keys(table, headings, asked), grid.layout)
    columns = columns_of_sheet(grid, table, headings, body.people, asked)
    elsewhere: Elsewhere = {}
    groups = grouped(grid, table, body, columns, asked, elsewhere)
    merged_down(grid.layout, body.people, columns, elsewhere)
    made.open.extend(title_problems(grid, lines[: band.first], asked))
    made.open.extend((*columns.open, *groups.open))
    made.open.extend(other_headings(grid, body.aside.get("repeated", ()), headings))
    if table == "staff":
        blocks = {at for at, _ in body.groups}
        made.open.extend(carried_down(grid, body.people, columns, elsewhere, blocks))
    if made.open:
        return made
    named_by_parts(columns)
    needed = max((one.at for one in headings), default=0)
    people, problems = ragged(grid, body.people, lines[band.last], needed)
    made.problems.extend(problems)
    lost = sum(one.severity == "error" for one in problems) + len(body.nameless)
    people = with_totals(table, people, body, columns)
    people, others = of_period(table, people, columns, asked)
    moved: Moved = {}
    rows = raw_rows(people, columns, elsewhere, moved)
    sheet = _sheet(grid, table, columns, groups, moved)
    if asked.ids_by_rows:
        sheet, rows, problems = told_by_row(grid, sheet, rows)
        made.problems.extend(problems)
    sheet, rows = good_and_better(sheet, rows)
    sheet, rows, wrong = filled(grid, sheet, rows, asked)
    made.open.extend(wrong)
    made.problems.extend(notes_of_rows(grid, body, groups))
    made.problems.extend(rows_aside(grid, "other-period", others))
    made.problems.extend(notes_of_columns(grid, columns, under_merged))
    made.strangers = tuple(columns.strangers)
    made.columns = frozenset(sheet.headings)
    made.table = RawTable(sheet, tuple(rows), lost, tuple(one.text for one in made.strangers))
    return made


def _turned(
    grid: Grid, lines: Sequence[Line], band: Band, headings: Sequence[Heading], asked: Asked
) -> Told:
    """Read totals whose grades stand in rows."""
    made = Told()
    found = turned(grid, headings, lines[band.body :], asked)
    made.open.extend((*title_problems(grid, lines[: band.first], asked), *found.open))
    made.problems.extend(found.problems)
    made.problems.extend(notes_of_columns(grid, Columns(aside=found.aside), ()))
    if found.table is None:
        made.open = made.open or [Problem("empty-table", grid.whole)]
        return made
    sheet, rows, wrong = filled(grid, found.table.sheet, list(found.table.rows), asked)
    made.open.extend(wrong)
    made.columns = frozenset(sheet.headings)
    made.table = RawTable(sheet, tuple(rows))
    return made


def _keys(table: str, headings: Sequence[Heading], asked: Asked) -> Keys:
    """Return by which columns people are known: those that are told, or whose headings say so."""
    found: dict[str, int] = {}
    order = None
    for heading in headings:
        reading = reading_of(table, heading, asked)
        if heading_key(heading.own) in ORDER and order is None:
            order = heading.at
        if len(reading.fields) == 1 or reading.rule == "told":
            for column in reading.fields:
                found.setdefault(column, heading.at)
    name = found.get("name") or found.get("given_name")
    id_ = found.get("staff_id")
    if table != "staff" and id_ is None:
        id_ = found.get("unit_id")
    keys = {order, name, id_}
    words = {one.at: heading_key(one.own) for one in headings if one.at in keys}
    return Keys(order, name, id_, words, table == "staff", found.get("position"))


def _sheet(grid: Grid, table: str, columns: Columns, groups: Groups, moved: Moved) -> Sheet:
    headings: dict[str, tuple[int | None, str]] = {
        column: (one.at, _heading(one, column, columns)) for column, one in columns.at.items()
    }
    reads = list(columns.reads())
    for column, group in groups.columns.items():
        headings[column] = (group.at, group.name)
        reads.append(ColumnRead(column, shown(group.name), None, "groups"))
    return Sheet(
        table, grid.source, grid.sheet, headings, grid.marks, moved=moved, reads=tuple(reads)
    )


def _heading(heading: Heading, column: str, columns: Columns) -> str:
    """Return what a column is called in messages; under marks it is what spans them."""
    if column in columns.marked and heading.above:
        return heading.above[-1]
    return heading.own if len(heading.path) == 1 else heading.text
