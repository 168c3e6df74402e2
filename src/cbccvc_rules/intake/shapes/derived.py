"""What a table needs and a sheet tells otherwise: ids by rows, names in parts, a value for all."""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import Line
from cbccvc_rules.intake.shapes.words import years_in
from cbccvc_rules.model.chosen import PERIOD
from cbccvc_rules.model.column_read import ColumnRead
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.period import canonical_period
from cbccvc_rules.model.rows import RawRow
from cbccvc_rules.model.values import CellFault, canonical, is_told, read_count, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.body import Body
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.model.column_read import Rule
    from cbccvc_rules.model.rows import RawTable, Sheet

Made = tuple["Sheet", list[RawRow]]
_BY_ROW = "dòng"
_BETTER = "good_or_better"
_PARTS = ("family_name", "middle_name", "given_name")
_MIDDLE = re.compile(r"\b(?:đệm|lót)\b")


def named_by_parts(columns: Columns) -> None:
    """Put a name together that stands in several columns; the parts are no columns of ours.

    Where a column of family names has the middle ones as well, one of those says them again.
    """
    family, middle, given = (columns.at.pop(one, None) for one in _PARTS)
    if family is not None and middle is not None and _MIDDLE.search(heading_key(family.own)):
        columns.aside.append((middle, "other"))
        middle = None
    told = tuple(one for one in (family, middle, given) if one is not None)
    if told and "name" not in columns.at:
        columns.at["name"], columns.rules["name"] = told[0], "derived"
        columns.joined["name"] = told


@dataclass(slots=True)
class OfPeriod:
    """The rows of the period asked for, those of others, and those that tell none as others do."""

    people: list[Line]
    others: list[Line]
    untold: list[Line] = field(default_factory=list)
    heading: Heading | None = None


def of_period(
    table: str,
    people: Sequence[Line],
    columns: Columns,
    told_off: Collection[int],
    asked: Asked,
) -> OfPeriod:
    """Part the rows of the period asked for from those that say they are of another.

    Those `told_off` are said to be of another.
    """
    others = [line for line in people if line.number in told_off]
    people = [line for line in people if line.number not in told_off] if others else list(people)
    heading = columns.at.pop(PERIOD, None) if table == "staff" else None
    if heading is None or asked.period is None:
        return OfPeriod(people, others)
    found = OfPeriod([], others, heading=heading)
    for line in people:
        cell = line.cells[heading.at - 1] if heading.at <= len(line.cells) else None
        period = canonical_period(canonical(cell).strip())
        if not is_told(cell):
            found.untold.append(line)
        else:
            (found.people if period == asked.period.text else found.others).append(line)
    return found if len(found.untold) < len(people) else OfPeriod(people, others)


def without_period(grid: Grid, found: OfPeriod, asked: Asked) -> Iterator[Problem]:
    """Say of which rows it is not known whether they are of the period."""
    for line in found.untold:
        if found.heading is not None and asked.period is not None:
            heading = found.heading
            params = {"heading": shown(heading.text), "period": asked.period.text}
            place = Place(grid.source, line.number, heading.at, grid.sheet, heading.own)
            yield Problem("row-without-period", place, params)


def with_totals(table: str, people: Sequence[Line], body: Body, columns: Columns) -> list[Line]:
    """Keep the row that adds up groups of similar tasks: without a group it is the whole unit's."""
    heading = columns.at.get("peer_group")
    totals = body.aside.get("total", [])
    if table != "counts" or heading is None or len(totals) != 1:
        return list(people)
    (line,) = body.aside.pop("total")
    body.whole_unit = line
    cells = list(line.cells)
    cells[heading.at - 1] = ""
    return [*people, Line(line.number, tuple(cells))]


def _with(made: Made, column: str, rule: Rule, heading: str, cells: Mapping[int, object]) -> Made:
    """Return a table with a column more, that no column of the sheet is."""
    sheet, rows = made
    read = ColumnRead(column, heading, None, rule)
    kept = tuple(one for one in sheet.reads if one.column != column)
    sheet = replace(
        sheet, headings={**sheet.headings, column: (None, heading)}, reads=(*kept, read)
    )
    told = [RawRow(row.number, {**row.cells, column: cells[row.number]}) for row in rows]
    return sheet, told


def told_by_row(
    grid: Grid, sheet: Sheet, rows: list[RawRow], asked: Asked
) -> tuple[Sheet, list[RawRow], list[Problem]]:
    """Call people by their rows where a list has names and no ids; names are never ids."""
    if sheet.table != "staff" or "staff_id" in sheet.headings or "name" not in sheet.headings:
        return sheet, rows, []
    of_sheet = f"{grid.sheet}-" if asked.of_several else ""
    ids = {row.number: f"{of_sheet}{_BY_ROW}-{row.number}" for row in rows}
    example = {"example": f"{of_sheet}{_BY_ROW}-17"}
    told = Problem("ids-by-rows", grid.whole, example, severity="notice")
    return *_with((sheet, rows), "staff_id", "rows", _BY_ROW, ids), [told]


def good_and_better(sheet: Sheet, rows: list[RawRow]) -> Made:
    """Work out how many are good where a form tells those that are good or better."""
    found = sheet.headings.get(_BETTER)
    if found is None:
        return sheet, rows
    heading = found[1]
    left = {name: at for name, at in sheet.headings.items() if name != _BETTER}
    sheet = replace(
        sheet, headings=left, reads=tuple(one for one in sheet.reads if one.column != _BETTER)
    )
    better = {row.number: _count(row.cells.get(_BETTER)) for row in rows}
    rows = [
        RawRow(row.number, {name: cell for name, cell in row.cells.items() if name != _BETTER})
        for row in rows
    ]
    if "HTTNV" in sheet.headings or "HTXSNV" not in sheet.headings:
        return sheet, rows
    good: dict[int, object] = {}
    for row in rows:
        whole, best = better[row.number], _count(row.cells.get("HTXSNV"))
        good[row.number] = None
        if whole is not None and best is not None and whole >= best:
            good[row.number] = whole - best
    return _with((sheet, rows), "HTTNV", "derived", heading, good)


def _count(cell: object) -> int | None:
    try:
        return read_count(cell)
    except CellFault:
        return None


def filled(
    grid: Grid, sheet: Sheet, rows: list[RawRow], asked: Asked
) -> tuple[Sheet, list[RawRow], list[Problem]]:
    """Tell every row what whoever asks says of all; what the sheet tells is not overruled."""
    wrong: list[Problem] = []
    known = {one.name for one in columns_of(sheet.table)}
    for column, value in asked.chosen.fill.items():
        of_history = sheet.table == "history" and column == PERIOD
        if sheet.table == "staff" and column == PERIOD:
            params = {"field": column, "column": "--fill", "nearest": ""}
            wrong.append(Problem("field-unknown", None, params, read=column))
            continue
        if (sheet.table not in {"staff", "counts"} and not of_history) or column not in known:
            continue
        if column in sheet.headings:
            params = {"column": column, "heading": sheet.headings[column][1]}
            wrong.append(Problem("fill-told", grid.whole, params, read=f"{column}={value}"))
            continue
        cells = dict.fromkeys((row.number for row in rows), value)
        sheet, rows = _with((sheet, rows), column, "filled", value, cells)
    return sheet, rows, wrong


def of_year_in_heading(raw: RawTable) -> RawTable:
    """Tell the rows of earlier grades their year where no column does and their heading names it.

    Nothing is told where it names none, or several.
    """
    if PERIOD in raw.sheet.headings or "rating" not in raw.sheet.headings:
        return raw
    heading = raw.sheet.headings["rating"][1]
    years = years_in(heading)
    if len(years) != 1:
        return raw
    cells = dict.fromkeys((row.number for row in raw.rows), str(next(iter(years))))
    sheet, rows = _with((raw.sheet, list(raw.rows)), PERIOD, "derived", heading, cells)
    return replace(raw, sheet=sheet, rows=tuple(rows))
