"""Totals of several categories side by side: each is read for itself, all become one table.

`Cán bộ` over four grades, beside `Công chức` over four grades, tells two rows of each unit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.several import stacked
from cbccvc_rules.intake.shapes.band import is_turned
from cbccvc_rules.intake.shapes.grades import category_called
from cbccvc_rules.intake.shapes.known import Columns
from cbccvc_rules.intake.shapes.notes import notes_of_columns
from cbccvc_rules.intake.shapes.paths import headings_of
from cbccvc_rules.intake.shapes.placed import names_of
from cbccvc_rules.intake.shapes.questions import place_of
from cbccvc_rules.intake.shapes.readings import reading_of
from cbccvc_rules.intake.shapes.sheet import Told, told_by
from cbccvc_rules.intake.shapes.span import COUNTED
from cbccvc_rules.intake.shapes.words import is_number_of, is_total
from cbccvc_rules.model.chosen import Chosen
from cbccvc_rules.model.column_read import ColumnRead, HeadingsRead
from cbccvc_rules.model.headings import column_called
from cbccvc_rules.model.rows import RawRow, RawTable
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.model.values import CellFault, is_told, read_count, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.band import Band
    from cbccvc_rules.intake.shapes.paths import Heading

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class _Split:
    """The columns of each category, those that add categories up, and the heading of each."""

    columns: dict[str, frozenset[int]]
    named: dict[str, Heading]
    sums: tuple[Heading, ...]


def told_of(grid: Grid, table: str, lines: Sequence[Line], band: Band, asked: Asked) -> Told:
    """Read a sheet of which the headings are found; of totals, each category for itself."""
    split = None
    if table == "counts" and not is_turned(lines[band.body :]):
        split = _split(headings_of(lines, band, grid.layout)[0], asked)
    if split is None:
        return told_by(grid, table, lines, band, asked)
    made = Told()
    tables: list[RawTable] = []
    for category, own in split.columns.items():
        others = {at for columns in split.columns.values() for at in columns} - own
        others |= {one.at for one in split.sums}
        part = told_by(grid, table, lines, band, _asked(asked, others), others)
        made.met |= part.met
        _add(made.problems, part.problems)
        _add(made.open, part.open)
        made.strangers = tuple(dict.fromkeys((*made.strangers, *part.strangers)))
        made.columns |= part.columns | {"category"}
        if part.table is not None:
            tables.append(_of_category(part.table, category, split.named[category]))
    aside = Columns(aside=[(one, "sum") for one in split.sums])
    made.problems.extend(notes_of_columns(grid, aside, ()))
    made.problems.extend(_not_sums(grid, split, tables))
    if made.open or len(tables) < len(split.columns):
        return made
    read = _headings_read(headings_of(lines, band, grid.layout)[0])
    whole = stacked([replace(one, sheet=replace(one.sheet, read=read)) for one in tables])
    _add(made.problems, whole.problems)
    made.table = whole.table
    return made


def _split(headings: Sequence[Heading], asked: Asked) -> _Split | None:
    """Return the columns of each category, None where not all that counts people is of one.

    What counts those of all categories adds them up.
    """
    if "category" in asked.chosen.fill:
        return None
    found: dict[str, set[int]] = {}
    named: dict[str, Heading] = {}
    sums: list[Heading] = []
    beside: list[tuple[str | None, int]] = []
    for heading in headings:
        fields = set(reading_of("counts", heading, asked).fields)
        if "category" in fields:
            return None
        category = next(filter(None, map(category_called, heading.path)), None)
        if not fields & COUNTED:
            beside.append((category, heading.at))
            continue
        above = heading.above[-1] if heading.above else heading.own
        if category is not None:
            found.setdefault(category, set()).add(heading.at)
            named.setdefault(category, heading)
        elif is_total(above) or is_number_of(above) or fields == {"total"}:
            sums.append(heading)
        else:
            return None
    if len(found) < _SEVERAL:
        return None
    for category, at in beside:
        if category in found:
            found[category].add(at)  # what counts nobody is of its category as well
    columns = {category: frozenset(own) for category, own in found.items()}
    return _Split(columns, named, tuple(sums))


def _not_sums(grid: Grid, split: _Split, tables: Sequence[RawTable]) -> Iterator[Problem]:
    """Tell of totals that are not the sum of the categories: others may not be told."""
    by_row: dict[int, dict[str, int]] = {}
    for table in tables:
        for row in table.rows:
            found = by_row.setdefault(row.number, {})
            for name in (*GRADES, "not_rated"):
                number = _count(row.cells.get(name))
                found[name] = found.get(name, 0) + number
                found["total"] = found.get("total", 0) + number
    lines = {line.number: line for line in grid.lines}
    for heading in split.sums:
        name = column_called("counts", heading.own) or "total"
        wrong = [
            number
            for number, found in by_row.items()
            if name in found and not _is(_at(lines[number], heading.at), found[name])
        ]
        if wrong:
            params = {
                "heading": shown(heading.text),
                "letters": column_letters(heading.at),
                "rows": ", ".join(map(str, wrong[:_NAMED])) + ("…" if len(wrong) > _NAMED else ""),
            }
            yield Problem("sums-differ", place_of(grid, heading), params, severity="warning")


_NAMED = 12


def _is(cell: object, number: int) -> bool:
    """Return whether a cell tells a number, or nothing."""
    return not is_told(cell) or _count(cell) == number


def _count(cell: object) -> int:
    try:
        return read_count(cell) or 0
    except CellFault:
        return 0


def _at(line: Line, at: int) -> object:
    return line.cells[at - 1] if at <= len(line.cells) else None


def _asked(asked: Asked, others: Collection[int]) -> Asked:
    """Leave out what is said of the columns of other categories by their letters."""
    letters = {column_letters(at) for at in others}
    columns = tuple(one for one in asked.chosen.columns if one.letters not in letters)
    chosen = Chosen(columns, asked.chosen.fill, asked.chosen.labels)
    return replace(asked, chosen=chosen)


def _of_category(raw: RawTable, category: str, heading: Heading) -> RawTable:
    """Tell each row of a table its category."""
    text = next(one for one in heading.path if category_called(one) is not None)
    read = ColumnRead("category", shown(text), None, "spanning")
    sheet = replace(
        raw.sheet,
        headings={**raw.sheet.headings, "category": (heading.at, text)},
        reads=(read, *raw.sheet.reads),
        moved={
            **raw.sheet.moved,
            **{(row.number, "category"): (heading.row, heading.at) for row in raw.rows},
        },
    )
    rows = tuple(RawRow(row.number, {**row.cells, "category": category}) for row in raw.rows)
    return replace(raw, sheet=sheet, rows=rows)


def _headings_read(headings: Sequence[Heading]) -> HeadingsRead:
    names = names_of(headings)
    return HeadingsRead(tuple((at, name, nth) for at, (name, nth) in names.items()))


def _add(problems: list[Problem], more: Sequence[Problem]) -> None:
    """Add problems, each once."""
    problems.extend(one for one in more if one not in problems)
