"""Totals of several categories side by side: each is read for itself, all become one table.

`Cán bộ` over four grades, beside `Công chức` over four grades, tells two rows of each unit.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.several import stacked
from cbccvc_rules.intake.shapes.band import is_turned
from cbccvc_rules.intake.shapes.codes import categories_called
from cbccvc_rules.intake.shapes.known import Columns
from cbccvc_rules.intake.shapes.notes import notes_of_columns
from cbccvc_rules.intake.shapes.paths import headings_of
from cbccvc_rules.intake.shapes.placed import names_of, placed
from cbccvc_rules.intake.shapes.questions import place_of
from cbccvc_rules.intake.shapes.readings import reading_of
from cbccvc_rules.intake.shapes.sheet import Told, told_by
from cbccvc_rules.intake.shapes.span import COUNTED
from cbccvc_rules.intake.shapes.words import is_number_of, is_total
from cbccvc_rules.model.chosen import NOT_USED, Chosen
from cbccvc_rules.model.column_read import ColumnRead, HeadingsRead
from cbccvc_rules.model.headings import column_called, heading_key
from cbccvc_rules.model.rows import RawRow, RawTable
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.model.values import CellFault, canonical, clean, is_told, read_count, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.band import Band
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.intake.shapes.placed import Placed
    from cbccvc_rules.model.chosen import Choice
    from cbccvc_rules.model.column_read import Rule

_SEVERAL = 2
CATEGORIES = ("CB", "CC", "VC")


@dataclass(slots=True)
class _Split:
    """The columns of each category, its first heading and the words in it; what is left out.

    `mixed` are the columns under words for several categories, by these words; `met` the choices
    that say what they are, `answers` the same by their words, `open` the questions about others.
    """

    columns: dict[str, set[int]] = field(default_factory=dict)
    named: dict[str, tuple[Heading, str]] = field(default_factory=dict)
    mixed: dict[str, list[Heading]] = field(default_factory=dict)
    sums: list[Heading] = field(default_factory=list)
    told: list[Heading] = field(default_factory=list)
    met: set[Choice] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    open: list[Problem] = field(default_factory=list)

    def add(self, category: str, heading: Heading, text: str) -> None:
        """Count a column to a category."""
        self.columns.setdefault(category, set()).add(heading.at)
        self.named.setdefault(category, (heading, text))


def told_of(
    grid: Grid,
    table: str,
    lines: Sequence[Line],
    band: Band,
    asked: Asked,
    without: Collection[int] = (),
) -> Told:
    """Read a sheet of which the headings are found; of totals, each category for itself."""
    if without or table != "counts" or is_turned(lines[band.body :]):
        return told_by(grid, table, lines, band, asked, without)
    headings = headings_of(lines, band, grid.layout)[0]
    split = _split(headings, asked)
    if split is None:
        return told_by(grid, table, lines, band, asked)
    _settle(grid, split, lines[band.first : band.body], placed(grid, table, headings, lines, asked))
    if split.open:
        return Told(met=split.met, open=split.open)
    made = Told(met=split.met)
    tables: list[RawTable] = []
    for category, own in split.columns.items():
        others = {at for columns in split.columns.values() for at in columns} - own
        others |= {one.at for one in (*split.sums, *split.told)}
        part = told_by(grid, table, lines, band, _asked(asked, others), others)
        made.met |= part.met
        _add(made.problems, part.problems)
        _add(made.open, part.open)
        made.strangers = tuple(dict.fromkeys((*made.strangers, *part.strangers)))
        made.columns |= part.columns | {"category"}
        if part.table is not None:
            heading, text = split.named[category]
            rule: Rule = "told" if clean(text) in split.answers else "spanning"
            tables.append(_of_category(part.table, category, heading, text, rule))
    aside = Columns(aside=[(one, "sum") for one in split.sums])
    aside.aside.extend((one, "told") for one in split.told)
    made.problems.extend(notes_of_columns(grid, aside, ()))
    made.problems.extend(_not_sums(grid, split, tables))
    if made.open or len(tables) < len(split.columns):
        return made
    read = _headings_read(headings, split.answers)
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
    found = _Split()
    beside: list[tuple[str, Heading]] = []
    for heading in headings:
        fields = set(reading_of("counts", heading, asked).fields)
        if "category" in fields:
            return None
        called = ((text, categories_called(text)) for text in heading.path)
        text, categories = next((one for one in called if one[1]), ("", ()))
        if not fields & COUNTED:
            beside.append((text, heading))
            continue
        above = heading.above[-1] if heading.above else heading.own
        if len(categories) == 1:
            found.add(categories[0], heading, text)
        elif 1 < len(categories) < len(CATEGORIES):
            found.mixed.setdefault(text, []).append(heading)
        elif categories or is_total(above) or is_number_of(above) or fields == {"total"}:
            found.sums.append(heading)
        else:
            return None
    if len(found.columns) + len(found.mixed) < _SEVERAL:
        return None
    for text, heading in beside:  # what counts nobody is of its category as well
        categories = categories_called(text)
        if len(categories) == 1 and categories[0] in found.columns:
            found.columns[categories[0]].add(heading.at)
        elif text in found.mixed:
            found.mixed[text].append(heading)
    return found


def _settle(grid: Grid, split: _Split, rows: Sequence[Line], found: Placed) -> None:
    """Take what is said of the columns of several categories together, or ask.

    Who is of which is not told, so nobody is counted to one of them unless that is said.
    """
    said = {one.column: one.field for one in found.asked.chosen.columns if one.is_cell}
    for text, headings in split.mixed.items():
        at = headings[0].at
        row = next(
            line.number
            for line in rows
            if heading_key(canonical(_at(line, at))) == heading_key(text)
        )
        cell = f"{column_letters(at)}{row}"
        choice = said.get(cell)
        category = (choice or "").removeprefix("category.")
        if choice == NOT_USED:
            split.told.extend(headings)
        elif choice is not None and category in CATEGORIES:
            for heading in headings:
                split.add(category, heading, text)
        else:
            options = (*(f"category.{one}" for one in categories_called(text)), NOT_USED)
            params = {
                "columns": ", ".join(column_letters(one.at) for one in headings),
                "options": ", ".join(f"--map {cell}={one}" for one in options),
            }
            place = Place(grid.source, row, at, grid.sheet, text)
            split.open.append(Problem("categories-open", place, params, read=shown(text)))
            continue
        split.answers[clean(text)] = choice
        if cell in found.by_cell:
            split.met.add(found.by_cell[cell])


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


def _of_category(raw: RawTable, category: str, heading: Heading, text: str, rule: Rule) -> RawTable:
    """Tell each row of a table its category, by the words that say it."""
    read = ColumnRead("category", shown(text), None, rule)
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


def _headings_read(headings: Sequence[Heading], answers: Mapping[str, str]) -> HeadingsRead:
    named = tuple((at, name, nth) for at, (name, nth) in names_of(headings).items())
    return HeadingsRead(named, answers=tuple(answers.items()))


def _add(problems: list[Problem], more: Sequence[Problem]) -> None:
    """Add problems, each once."""
    problems.extend(one for one in more if one not in problems)
