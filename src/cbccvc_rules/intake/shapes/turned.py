"""Totals whose grades stand in rows and whose categories stand in columns, turned into our rows."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.codes import category_called
from cbccvc_rules.intake.shapes.readings import chosen_for, options
from cbccvc_rules.intake.shapes.row_numbers import numbers_told
from cbccvc_rules.intake.shapes.words import (
    is_foot,
    is_number_of,
    is_share_of,
    is_total,
    speaks_of_part,
    speaks_of_whole_year,
)
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.column_read import ColumnRead
from cbccvc_rules.model.rows import RawRow, RawTable, Sheet
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.model.values import canonical, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.paths import Heading

TOTAL = "total"
_PART = re.compile(r"\s*(?:[-–+•*]|trong (?:đó|số đó)\b)\s*", re.IGNORECASE)
"""Begins the label of a row that counts a part of the row above."""
_OPTIONS = ("category.CB", "category.CC", "category.VC", NOT_USED)


@dataclass(slots=True)
class Turned:
    """The table that was made, the rows and headings passed over, the questions."""

    table: RawTable | None = None
    aside: list[tuple[Heading, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    open: list[Problem] = field(default_factory=list)


def turned(grid: Grid, headings: Sequence[Heading], body: Sequence[Line], asked: Asked) -> Turned:
    """Make a row of each category; the column that adds them up is left out where there are any."""
    made = Turned()
    at = _column_of_grades(body)
    rows = _grades(grid, body, at, asked, made)
    groups = _categories(grid, [one for one in headings if one.at > at], asked, made)
    if len(groups) > 1 and None in groups:
        made.aside.append((groups.pop(None), "sum"))
    if made.open or not groups:
        return made
    several = set(groups) != {None}  # where one column counts all, none tells the category
    moved: dict[tuple[int, str], tuple[int, int]] = {}
    raws: list[RawRow] = []
    for category, heading in groups.items():
        number = heading.at
        cells: dict[str, object] = {"category": category} if several else {}
        moved[number, "category"] = (heading.row, heading.at)
        for column, line in rows.items():
            cells[column] = line.cells[heading.at - 1] if heading.at <= len(line.cells) else None
            moved[number, column] = (line.number, heading.at)
        raws.append(RawRow(number, cells))
    first = next(iter(groups.values()))
    names = {column: shown(line.cells[at - 1]) for column, line in rows.items()}
    places = {column: (at, name) for column, name in names.items()}
    told: dict[str, tuple[int | None, str]] = dict(places)
    reads = tuple(ColumnRead(column, names[column], at, "exact") for column in rows)
    if several:
        told["category"] = (first.at, first.text)
        reads = (ColumnRead("category", first.text, first.at, "spanning"), *reads)
    sheet = Sheet("counts", grid.source, grid.sheet, told, moved=moved, reads=reads)
    made.table = RawTable(sheet, tuple(raws))
    return made


def _column_of_grades(body: Sequence[Line]) -> int:
    """Return the column in which most texts stand: the labels of the rows."""
    told: dict[int, int] = {}
    for line in body:
        for at, cell in enumerate(line.cells, 1):
            if isinstance(cell, str) and any(one.isalpha() for one in cell):
                told[at] = told.get(at, 0) + 1
    return max(told, key=lambda at: (told[at], -at), default=1)


def _grades(
    grid: Grid, body: Sequence[Line], at: int, asked: Asked, made: Turned
) -> Mapping[str, Line]:
    """Return the row of each grade, and of the total; labels that are not just these are asked."""
    rows: dict[str, Line] = {}
    labels: list[str] = []
    doubtful = False
    others: list[Line] = []
    for line in body:
        cell = line.cells[at - 1] if at <= len(line.cells) else None
        numbers = any(not is_blank_cell(one) for one in line.cells[at:])
        if is_blank_cell(cell) or not numbers:
            others.append(line)
            continue
        label = canonical(cell)
        if rows and _PART.match(label) and asked.labels.read(_PART.sub("", label)) is None:
            others.append(line)
            continue
        column = TOTAL if is_total(label) else asked.labels.read(label)
        if column is None and is_foot(label):
            others.append(line)
            continue
        if column != TOTAL:
            labels.append(shown(label))
        doubtful = doubtful or column is None or column in rows
        if column is not None:
            rows.setdefault(column, line)
    if doubtful or not set(GRADES) <= rows.keys():
        told = ", ".join(f"`{one}`" for one in labels)
        made.open.append(Problem("grades-open", grid.whole, {"labels": told}))
    if others:
        what = Text("không phải mức xếp loại", "no grades")
        params: dict[str, str | Text] = {"rows": numbers_told(others), "what": what}
        made.problems.append(Problem("rows-aside", grid.whole, params, severity="notice"))
    return rows


def _categories(
    grid: Grid, headings: Sequence[Heading], asked: Asked, made: Turned
) -> dict[str | None, Heading]:
    """Return the column of numbers of each category; None: of all."""
    groups: dict[str | None, Heading] = {}
    of_year = any(speaks_of_whole_year(text) for one in headings for text in one.path)
    for heading in headings:
        told = [one.field for one in chosen_for(heading, asked)]
        spanning = heading.above[-1] if heading.above else heading.own
        if told == [NOT_USED]:
            made.aside.append((heading, "told"))
            continue
        if is_share_of(heading.own):
            made.aside.append((heading, "share"))
            continue
        if of_year and not told and any(map(speaks_of_part, heading.path)):
            made.aside.append((heading, "part-of-year"))
            continue
        named = told[0].partition(".")[2] if told else category_called(spanning)
        of_all = is_total(spanning) or is_number_of(spanning) or speaks_of_whole_year(spanning)
        every = not told and of_all
        category = None if every else named
        if (category is None and not every) or category in groups:
            place = Place(grid.source, heading.row, heading.at, grid.sheet, heading.own)
            params: dict[str, str | Text] = {"options": options(heading, _OPTIONS)}
            made.open.append(Problem("column-open", place, params, read=shown(heading.text)))
            continue
        groups[category] = heading
    return groups
