"""A sheet as it was sent becomes a raw table: headings, columns and rows found, each said how."""

from __future__ import annotations

from dataclasses import field, replace
from string import ascii_uppercase
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.again import other_headings, tables_beside
from cbccvc_rules.intake.shapes.band import is_turned
from cbccvc_rules.intake.shapes.beside import in_full, without_beside
from cbccvc_rules.intake.shapes.carried import (
    carried_down,
    marks_spanning,
    merged_down,
    units_in_rows,
)
from cbccvc_rules.intake.shapes.cells import ragged, raw_rows
from cbccvc_rules.intake.shapes.columns import columns_of_sheet
from cbccvc_rules.intake.shapes.completeness import numbers_missing
from cbccvc_rules.intake.shapes.derived import (
    filled,
    good_and_better,
    named_by_parts,
    of_period,
    told_by_row,
    with_totals,
    without_period,
)
from cbccvc_rules.intake.shapes.ditto import dittos
from cbccvc_rules.intake.shapes.doubts import grades_in_rows, told_without_heading
from cbccvc_rules.intake.shapes.group_words import without_count
from cbccvc_rules.intake.shapes.groups import grouped, without_empty
from cbccvc_rules.intake.shapes.heads import heads_open, units_in_heads, with_grades_of_heads
from cbccvc_rules.intake.shapes.keys import keys_of
from cbccvc_rules.intake.shapes.known import Columns
from cbccvc_rules.intake.shapes.legends import legends_against
from cbccvc_rules.intake.shapes.name_notes import notes_open, notes_told, without_notes
from cbccvc_rules.intake.shapes.notes import notes_of_columns, notes_of_rows, rows_aside
from cbccvc_rules.intake.shapes.paths import headings_of
from cbccvc_rules.intake.shapes.placed import names_of, placed
from cbccvc_rules.intake.shapes.reasons import reasons_open
from cbccvc_rules.intake.shapes.remarks import remarks_open, remarks_told
from cbccvc_rules.intake.shapes.rows import (
    beside_people,
    heads_and_answers,
    told_apart,
)
from cbccvc_rules.intake.shapes.same_people import births, same_people
from cbccvc_rules.intake.shapes.struck import other_struck, without_struck
from cbccvc_rules.intake.shapes.sums import no_units
from cbccvc_rules.intake.shapes.title import lists_below, title_problems, titles_below
from cbccvc_rules.intake.shapes.title_grades import title_grades
from cbccvc_rules.intake.shapes.turned import turned
from cbccvc_rules.intake.shapes.words import STAGE_COLUMNS
from cbccvc_rules.model.column_read import ColumnRead, HeadingsRead
from cbccvc_rules.model.rows import RawTable, Sheet
from cbccvc_rules.model.values import canonical, clean, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import column_letters, column_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.band import Band
    from cbccvc_rules.intake.shapes.body import Body, Keys
    from cbccvc_rules.intake.shapes.carried import Elsewhere
    from cbccvc_rules.intake.shapes.cells import Moved
    from cbccvc_rules.intake.shapes.derived import OfPeriod
    from cbccvc_rules.intake.shapes.groups import Groups
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.intake.shapes.placed import Placed
    from cbccvc_rules.model.chosen import Choice
    from cbccvc_rules.model.rows import RawRow


@dataclass(slots=True)
class Told:
    """What was made of a sheet; questions (`open`) leave no table.

    `strangers` are the headings that mean no column, `met` the choices that named something.
    """

    table: RawTable | None = None
    strangers: tuple[Heading, ...] = ()
    columns: frozenset[str] = frozenset()
    met: set[Choice] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    open: list[Problem] = field(default_factory=list)


def told_by(
    grid: Grid,
    table: str,
    lines: Sequence[Line],
    band: Band,
    asked: Asked,
    without: Collection[int] = (),
) -> Told:
    """Read a sheet of which the headings are found; some columns may be left out."""
    own, under_merged = headings_of(lines, band, grid.layout, without)
    found = placed(grid, table, own, lines, asked)
    made = Told(met=set(found.met), open=list(found.problems))
    headings, asked = found.headings, found.asked
    above, below = lines[: band.first], lines[band.body :]
    if table == "counts" and is_turned(below):
        return _turned(grid, lines, band, own, found, made)
    keys = keys_of(table, headings, below, asked, grid.layout)
    body = _rows_of(grid, table, lines, band, headings, keys, asked)
    columns = columns_of_sheet(grid, table, headings, body.people, asked)
    elsewhere: Elsewhere = {}
    made.problems.extend(_as_meant(grid, body, columns, elsewhere, below, keys))
    groups = grouped(grid, table, body, columns, asked, elsewhere)
    made.problems.extend(merged_down(grid, body.people, columns, elsewhere))
    titles = [*above, *titles_below(body)]
    _settle_titles(title_problems(grid, table, titles, _grades(table, columns), asked), made)
    made.open.extend((*columns.open, *groups.open))
    made.open.extend(other_headings(grid, body.aside.get("repeated", ()), headings))
    if table in {"counts", "units"}:
        made.open.extend(no_units(grid, table, body, columns, keys.order, asked))
    else:
        made.open.extend(_beside_list(grid, table, above, headings, body, columns, asked))
    said = _said_of_grades(grid, table, above, body, columns, asked)
    made.open.extend(one for one in said.values() if one is not None)
    _met(found, titles, heads_and_answers(body) | said.keys(), groups.levels, made)
    if table == "staff":
        made.open.extend(_told_above(grid, above, body, groups, columns, elsewhere, asked))
    if made.open:
        return made
    named_by_parts(columns)
    needed = max((one.at for one in headings), default=0)
    people, problems = ragged(grid, body.people, lines[band.last], needed)
    made.problems.extend(problems)
    people = with_totals(table, people, body, columns)
    of_round = of_period(table, people, columns, groups.others, asked)
    lost = sum(one.severity == "error" for one in problems)
    lost, people = lost + len(body.nameless) + len(of_round.untold), of_round.people
    moved: Moved = {}
    rows = raw_rows(people, columns, elsewhere, moved)
    sheet = _sheet(grid, table, columns, groups, moved, _read(own, columns, found, lines))
    if table == "staff":
        sheet = replace(sheet, born=births(headings, people))
    sheet, rows = _derived(grid, sheet, rows, asked, made)
    made.problems.extend(_notes_of_rows(grid, body, groups, of_round, asked))
    made.problems.extend(notes_of_columns(grid, columns, under_merged))
    made.problems.extend(_notes_of_cells(grid, headings, people, body, columns))
    made.strangers = tuple(columns.strangers)
    made.columns = frozenset(sheet.headings)
    made.table = RawTable(sheet, tuple(rows), lost, tuple(one.text for one in made.strangers))
    return made


def _rows_of(
    grid: Grid,
    table: str,
    lines: Sequence[Line],
    band: Band,
    headings: Sequence[Heading],
    keys: Keys,
    asked: Asked,
) -> Body:
    """Tell the rows apart; what stands beside the list has no part in that."""
    above, titles, below = lines[: band.first], lines[band.first : band.body], lines[band.body :]
    narrow = without_beside(table, below, headings, keys, asked)
    body = told_apart(narrow, keys, grid.layout, above, titles)
    return body if narrow is below else in_full(body, below)


def _notes_of_cells(
    grid: Grid,
    headings: Sequence[Heading],
    people: Sequence[Line],
    body: Body,
    columns: Columns,
) -> Iterator[Problem]:
    """Tell of cells that may mean more, or less, than what stands in them."""
    yield from other_struck(grid, people, columns)
    yield from remarks_told(grid, people)
    yield from notes_told(grid, body.name_notes, columns)
    yield from told_without_heading(grid, headings, body.people)


def _notes_of_rows(
    grid: Grid, body: Body, groups: Groups, of_round: OfPeriod, asked: Asked
) -> Iterator[Problem]:
    """Tell of rows that are nobody's, or not of the round."""
    yield from without_period(grid, of_round, asked)
    yield from notes_of_rows(grid, body, groups)
    yield from rows_aside(grid, "other-period", of_round.others)


def _said_of_grades(
    grid: Grid,
    table: str,
    above: Sequence[Line],
    body: Body,
    columns: Columns,
    asked: Asked,
) -> dict[int, Problem | None]:
    """Return the rows in which words beside a grade, or a comment on it, say another one."""
    said = dict(grades_in_rows(grid, (*above, *beside_people(body)), asked))
    if table == "staff":
        said |= dict(remarks_open(grid, body.people, columns, asked))
        said |= dict(notes_open(grid, body.people, body.name_notes, columns, asked))
    return said


def _told_above(
    grid: Grid,
    above: Sequence[Line],
    body: Body,
    groups: Groups,
    columns: Columns,
    elsewhere: Elsewhere,
    asked: Asked,
) -> Iterator[Problem]:
    """Tell people the units that stand above them; yield what heads have against the columns.

    So with the grades that heads, and titles, tell.
    """
    units_in_rows(body, columns, elsewhere)
    yield from units_in_heads(grid, groups.below, columns, elsewhere, asked)
    yield from carried_down(grid, body.people, columns, elsewhere, dict(body.groups))
    yield from heads_open(grid, groups.below, body.people, columns, elsewhere, asked)
    with_grades_of_heads(body, groups.below, columns)
    told = groups.columns.keys() | asked.chosen.fill.keys()
    yield from title_grades(grid, above, body.people, columns, told, asked)


def _beside_list(
    grid: Grid,
    table: str,
    above: Sequence[Line],
    headings: Sequence[Heading],
    body: Body,
    columns: Columns,
    asked: Asked,
) -> Iterator[Problem]:
    """Yield what stands beside, above or below a list of people, and may tell of it otherwise."""
    if table == "staff":
        yield from tables_beside(grid, headings)
        yield from legends_against(grid, above, body, columns, asked)
        yield from lists_below(grid, body, asked)
        yield from reasons_open(grid, body.people, columns, asked)


def _as_meant(
    grid: Grid,
    body: Body,
    columns: Columns,
    elsewhere: Elsewhere,
    lines: Sequence[Line],
    keys: Keys,
) -> Iterator[Problem]:
    """Take cells for what they mean: struck through, merged over several grades, as above."""
    body.people = without_struck(grid.layout, body.people, columns)
    body.people = marks_spanning(grid.layout, body.people, columns)
    without_notes(body, columns)
    yield from dittos(grid, body, columns, elsewhere)
    yield from numbers_missing(grid, body, lines, keys)
    without_empty(body, columns)


def _derived(
    grid: Grid, sheet: Sheet, rows: list[RawRow], asked: Asked, made: Told
) -> tuple[Sheet, list[RawRow]]:
    """Tell what a table needs and the sheet tells otherwise."""
    if asked.ids_by_rows:
        sheet, rows, problems = told_by_row(grid, sheet, rows, asked)
        made.problems.extend(problems)
        made.problems.extend(same_people(sheet, rows) if problems else ())
    sheet, rows = good_and_better(sheet, rows)
    sheet, rows, wrong = filled(grid, sheet, rows, asked)
    made.open.extend(wrong)
    return sheet, rows


def _settle_titles(problems: Iterable[Problem], made: Told) -> None:
    """Take questions of titles, and what is only told of them."""
    for one in problems:
        (made.open if one.severity == "error" else made.problems).append(one)


def _grades(table: str, columns: Columns) -> dict[str, tuple[str, bool]]:
    """Return where grades stand, by whose they are, and whether somebody says so."""
    if table == "counts":
        return {"rating": ("", False)}
    return {
        name: (column_letters(one.at), columns.rules[name] == "told")
        for name, one in columns.at.items()
        if name in STAGE_COLUMNS.values()
    }


def _met(
    found: Placed,
    above: Sequence[Line],
    rows: Collection[int],
    levels: Collection[int],
    made: Told,
) -> None:
    """Note which choices name a title, or a row that heads a group or was asked about."""
    named = {line.number for line in above} | set(rows)
    for cell, one in found.by_cell.items():
        if int(cell.lstrip(ascii_uppercase)) in named:
            made.met.add(one)
    for one in found.by_name:
        of_groups = one.level in levels if one.level is not None else bool(levels)
        if of_groups or not one.is_of_groups:
            made.met.add(one)


def _read(
    own: Sequence[Heading], columns: Columns, found: Placed, lines: Sequence[Line]
) -> HeadingsRead:
    """Return what is saved beside the columns, for the next list of the kind."""
    names = names_of(own)
    told = tuple((at, name, nth) for at, (name, nth) in names.items())
    unused = tuple(one.at for one, why in columns.aside if why == "told")
    answers: dict[str, str] = {}
    chosen = [one for one in found.asked.chosen.columns if one.is_cell]
    by_number = {line.number: line for line in lines} if chosen else {}
    for one in chosen:
        if one.is_cell:
            bare = one.column.lstrip(ascii_uppercase)
            at = column_number(one.column.removesuffix(bare))
            cells = by_number[int(bare)].cells
            text = clean(canonical(cells[at - 1]))
            answers[without_count(text) or text] = one.field
    return HeadingsRead(told, unused, tuple(answers.items()))


def _turned(
    grid: Grid,
    lines: Sequence[Line],
    band: Band,
    own: Sequence[Heading],
    place: Placed,
    made: Told,
) -> Told:
    """Read totals whose grades stand in rows."""
    above, asked = lines[: band.first], place.asked
    _met(place, above, (), frozenset(), made)
    found = turned(grid, place.headings, lines[band.body :], asked)
    titles = title_problems(grid, "counts", above, _grades("counts", Columns()), asked)
    _settle_titles(titles, made)
    made.open.extend(found.open)
    made.problems.extend(found.problems)
    made.problems.extend(notes_of_columns(grid, Columns(aside=found.aside), ()))
    if found.table is None:
        made.open = made.open or [Problem("empty-table", grid.whole)]
        return made
    sheet, rows, wrong = filled(grid, found.table.sheet, list(found.table.rows), asked)
    made.open.extend(wrong)
    made.columns = frozenset(sheet.headings)
    sheet = replace(sheet, read=_read(own, Columns(), place, lines))
    made.table = RawTable(sheet, tuple(rows))
    return made


def _sheet(
    grid: Grid, table: str, columns: Columns, groups: Groups, moved: Moved, read: HeadingsRead
) -> Sheet:
    headings: dict[str, tuple[int | None, str]] = {
        column: (one.at, _heading(one, column, columns)) for column, one in columns.at.items()
    } | columns.headed()
    reads = list(columns.reads())
    for column, group in groups.columns.items():
        headings[column] = (group.at, group.name)
        reads.append(ColumnRead(column, shown(group.name), None, "groups"))
    for one in groups.below:
        column, _, code = (one.group.told or "").partition(".")
        if code and column in STAGE_COLUMNS.values():
            reads.append(ColumnRead(column, shown(one.group.name), None, "groups", code))
    return Sheet(
        table,
        grid.source,
        grid.sheet,
        headings,
        grid.marks,
        moved=moved,
        reads=tuple(reads),
        read=read,
    )


def _heading(heading: Heading, column: str, columns: Columns) -> str:
    """Return what a column is called in messages; under marks it is what spans them."""
    if column in columns.marked and heading.above:
        return heading.above[-1]
    return heading.own if len(heading.path) == 1 else heading.text
