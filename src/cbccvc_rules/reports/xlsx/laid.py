"""The data of a round as sheets of the workbook, and where each place of the round is in them.

A workbook is copied, other files are laid out by their rows and columns; what has none, or must not
be shown as it stands, is laid out from the rows that were read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.exact import show_number
from cbccvc_rules.explain.words import TABLE_OF_RECORD, show_cell, show_value
from cbccvc_rules.intake.base import take
from cbccvc_rules.intake.kinds import kind_of
from cbccvc_rules.intake.recoded import recoded
from cbccvc_rules.model.columns import TABLE_TITLES, columns_of
from cbccvc_rules.model.masked import IDS
from cbccvc_rules.model.values import ShownNumber
from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.xlsx.copied import copied
from cbccvc_rules.reports.xlsx.pen import LONGEST, Pen, put_text
from cbccvc_rules.reports.xlsx.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from cbccvc_rules.intake.base import Grid, TakenFile
    from cbccvc_rules.model.column import Column
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.rows import Row, SourceFile
    from cbccvc_rules.model.workings import Workings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.xlsx.copied import Copy
    from cbccvc_rules.reports.xlsx.pen import Book, Cell, Sheet
    from cbccvc_rules.sources import Lang, Place, Text
    from cbccvc_rules.trace import Value

_RECORD_OF = {table: record for record, table in TABLE_OF_RECORD.items()}
_HEADING_ROW = 1
Spot = tuple["Sheet", int, int]
"""A cell of the workbook."""


@dataclass(slots=True)
class Laid:
    """The workbook with the data of the round in it.

    `sheets` leads from a file and sheet that was laid out to where it is now, with what is to be
    told of it; `cells` and `rows` from what was laid out otherwise. `lines` tell what the sheets
    are of, `lost` what was left out.
    """

    pen: Pen
    sheets: dict[tuple[str, str | None], Sheet] = field(default_factory=dict)
    about: list[tuple[Sheet, str]] = field(default_factory=list)
    cells: dict[Place, Spot] = field(default_factory=dict)
    rows: dict[tuple[str, str], tuple[Sheet, int]] = field(default_factory=dict)
    ratings: dict[tuple[str, str, str], Spot] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    lost: Counter[Text] = field(default_factory=Counter)

    def at(self, place: Place | None) -> Spot | None:
        """Return where a place of the round is in the workbook."""
        if place is None:
            return None
        if (found := self.cells.get(place)) is not None:
            return found
        sheet = self.sheets.get((place.source, place.sheet))
        if sheet is None or place.row is None:
            return None
        return sheet, place.row, place.column or 1

    def rating_of(self, row: Row, column: str) -> Spot | None:
        """Return the cell that the rating of a row is written in."""
        return self.ratings.get((row.table, row.key, column)) or self.at(row.place(column))


def laid_out(editor: ModuleType, findings: Findings, options: Options) -> Laid:
    """Return a workbook with the data of a round in it."""
    told = findings.workings
    if told is None:
        return Laid(Pen(editor, new_book(editor)))
    if told.masked or options.names is False:
        laid = Laid(Pen(editor, new_book(editor)))
        laid.lines.append(WORDS["masked"].in_(options.lang))
        _lay_rows(laid, told, frozenset(told.tables), options.lang, nameless=True)
        return laid
    files = {one.path: one for one in findings.round.sources}
    paths = dict.fromkeys(_sources(told))
    found = [_Found(files[path], options.lang) for path in paths if path in files]
    laid = _begun(editor, found, options.lang)
    for one in found:
        _lay_file(laid, one, options.lang)
    left = frozenset(table for table in told.tables if not _is_there(laid, told.tables[table]))
    _lay_rows(laid, told, left, options.lang, nameless=False)
    return laid


def new_book(editor: ModuleType) -> Book:
    """Return a workbook without sheets; it has one until there is another."""
    book: Book = editor.Workbook()
    for sheet in list(book.worksheets):
        book.remove(sheet)
    return book


def _sources(told: Workings) -> Iterator[str]:
    """Yield the files that rows of the round stand in; those of earlier rounds are none of it."""
    for table, rows in told.tables.items():
        for sheet in {id(row.sheet): row.sheet for row in rows if row.sheet is not None}.values():
            if sheet.table == table:
                yield sheet.source
                yield from (place.source for place in sheet.edited.values())


class _Found:
    """A file of the round as it is now; None where it is not what was checked."""

    def __init__(self, source: SourceFile, lang: Lang) -> None:
        self.source = source
        self.lang = lang
        self.copy: Copy | None = None
        self.file: TakenFile | None = None
        taken = None if source.file is None else take(source.file, source.path)
        if taken is not None and not isinstance(taken, Problem):
            self.file = taken if taken.source_file.sha256 == source.sha256 else None

    @property
    def is_workbook(self) -> bool:
        """Whether it is a file that can be copied."""
        return self.file is not None and self.file.data.startswith(b"PK")


def _begun(editor: ModuleType, found: Sequence[_Found], lang: Lang) -> Laid:
    """Return the first workbook of the round as a copy, or a new one where there is none."""
    for one in found:
        kind = kind_of(one.source.path[one.source.path.rfind(".") :])
        if one.file is None or not one.is_workbook or kind is None or kind.name != "xlsx":
            continue
        one.copy = copied(editor, one.file)
        if one.copy is None:
            break
        laid = Laid(Pen(editor, one.copy.book), lost=one.copy.lost)
        by_title = {sheet.title: sheet for sheet in laid.pen.book.worksheets}
        for name, title in one.copy.titles.items():
            laid.sheets[one.source.path, name] = by_title[title]
            said = WORDS["of_copy"].in_(lang).format(one.source.path)
            laid.about.append((by_title[title], said))
        laid.lines.append(WORDS["copy_of"].in_(lang).format(one.source.path))
        return laid
    return Laid(Pen(editor, new_book(editor)))


def _lay_file(laid: Laid, one: _Found, lang: Lang) -> None:
    """Lay a file out by its rows and columns, unless it is copied."""
    path = one.source.path
    if one.copy is not None:
        return
    if one.file is None:
        laid.lines.append(WORDS["changed"].in_(lang).format(path))
        return
    if one.is_workbook:
        laid.lines.append(WORDS["not_opened"].in_(lang).format(path))
    kind = kind_of(one.file.suffix)
    contents = None if kind is None else recoded(kind.read(one.file))
    for grid in () if contents is None or contents.problems else contents.grids:
        if grid.marks is not None or grid.is_blank:
            continue
        sheet = laid.pen.sheet(path if grid.sheet is None else grid.sheet)
        _lay_grid(laid.pen, sheet, grid)
        laid.sheets[path, grid.sheet] = sheet
        laid.about.append((sheet, WORDS["of_table"].in_(lang).format(path)))
    if any(source == path for source, _ in laid.sheets):
        laid.lines.append(WORDS["table_of"].in_(lang).format(path))


def _lay_grid(pen: Pen, sheet: Sheet, grid: Grid) -> None:
    widths: Counter[int] = Counter()
    for line in grid.lines:
        for column, value in enumerate(line.cells, 1):
            if value is not None and value != "":
                _put(sheet.cell(line.number, column), value)
                widths[column] = max(widths[column], len(str(value)))
    last = max(widths, default=0)
    pen.widths(sheet, [max(8, min(32, widths[at] + 2)) for at in range(1, last + 1)])
    pen.print_wide(sheet)


def _put(cell: Cell, value: object) -> None:
    """Write a value as it was read: text as text, a number as a number."""
    match value:
        case bool():
            cell.value = value
        case int():
            cell.value = value
        case Fraction():
            put_text(cell, show_number(value, "vi"))
        case date():
            cell.value = value
            cell.number_format = "dd/mm/yyyy"
        case ShownNumber():
            put_text(cell, value.text)
        case _:
            put_text(cell, str(value)[:LONGEST])


def _is_there(laid: Laid, rows: Sequence[Row]) -> bool:
    """Return whether rows can be pointed at where they are laid out already."""
    sheets = {id(row.sheet): row.sheet for row in rows}
    return all(
        sheet is not None
        and (sheet.source, sheet.sheet) in laid.sheets
        and (sheet.marks is None or all(laid.at(place) for place in sheet.marks.values()))
        for sheet in sheets.values()
    )


def _lay_rows(
    laid: Laid, told: Workings, tables: frozenset[str], lang: Lang, *, nameless: bool
) -> None:
    """Lay tables out from their rows, a column each that any row tells something in."""
    for table in TABLE_TITLES:
        rows = told.tables.get(table, ())
        if table not in tables or not rows:
            continue
        title = TABLE_TITLES[table].in_(lang)
        sheet = laid.pen.sheet(title)
        columns = [one for one in columns_of(table) if _is_shown(one, rows, nameless=nameless)]
        for at, column in enumerate(columns, 1):
            laid.pen.text(sheet, _HEADING_ROW, at, column.title.in_(lang), "heading")
        for number, row in enumerate(rows, _HEADING_ROW + 1):
            laid.rows[table, row.key] = (sheet, number)
            for at, column in enumerate(columns, 1):
                _lay_value(laid, (sheet, number, at), row, column, lang)
        laid.pen.widths(sheet, [max(12, min(30, len(one.title.in_(lang)))) for one in columns])
        sheet.freeze_panes = "B2"
        laid.pen.print_wide(sheet, heading=_HEADING_ROW)
        laid.about.append((sheet, WORDS["of_rows"].in_(lang).format(title)))
        laid.lines.append(WORDS["rows_of"].in_(lang).format(title))


def _is_shown(column: Column, rows: Sequence[Row], *, nameless: bool) -> bool:
    if nameless and column.kind == "text" and column.name not in IDS and column.form != "period":
        return False
    return any(row.values[column.name] is not None or column.name in row.typed for row in rows)


def _lay_value(laid: Laid, spot: Spot, row: Row, column: Column, lang: Lang) -> None:
    sheet, number, at = spot
    if (place := row.place(column.name)) is not None:
        laid.cells[place] = spot
    if column.name in {"rating", "proposed_rating", "self_rating"}:
        laid.ratings[row.table, row.key, column.name] = spot
    words = _words(row, column, lang)
    if isinstance(words, str):
        put_text(sheet.cell(number, at), words)
    elif words is not None:
        _put(sheet.cell(number, at), words)


def _words(row: Row, column: Column, lang: Lang) -> str | int | date | None:
    """Return what is shown of a value: what was typed, else the value in words."""
    value: Value = row.values[column.name]
    typed = row.typed.get(column.name)
    if typed is not None:
        return typed
    if value is None:
        return None
    if isinstance(value, (int, date)) and not isinstance(value, bool):
        return value
    if column.kind in {"number", "list", "whole"}:
        return show_value(value, lang)
    return show_cell(value, lang, f"{_RECORD_OF[row.table]}.{column.name}")
