"""A workbook to fill, written: headings with notes, drop-down lists, limits, formats of cells.

The same request gives the same bytes: nothing in the file tells when or where it was made.
"""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.authoring.template_words import (
    COLUMNS_HEADINGS,
    column_note,
    guide_lines,
    guide_rows,
    how_written,
    list_items,
)
from cbccvc_rules.extras import workbook_writer
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.sheets import (
    HEADER_SHEET,
    HEADER_SHEET_HEADINGS,
    SHEET_TITLES,
    header_fields,
    header_kinds,
)
from cbccvc_rules.model.values import read_date
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.authoring.template import Template, TemplateSheet
    from cbccvc_rules.model.column import Column
    from cbccvc_rules.model.header import Wishes
    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.sources import Lang

# Part of every workbook; the day on which Decree 90/2020/NĐ-CP took effect, never the clock's.
_CREATED = datetime(2020, 8, 20)  # noqa: DTZ001 - a workbook keeps no time zone
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
_LAST_ROW = 1_048_575
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
_NOTE_LETTERS = 55
_AUTHOR = "cbccvc"
# Columns that hold the id of a row of another table, which can then be chosen.
_KEYS = {"units": "unit_id", "staff": "staff_id"}
_POINTS_TO = {"unit_id": "units", "parent_id": "units", "staff_id": "staff", "head_id": "staff"}
_FORMATS: Mapping[str, str] = {
    "number": "General",
    "whole": "0",
    "date": "dd/mm/yyyy",
    "share": "0.0%",
}
_TEXT_FORMAT = "@"


class _Sheet(Protocol):
    def write_string(self, row: int, column: int, text: str, style: object = None) -> object: ...
    def write_datetime(self, row: int, column: int, day: date, style: object) -> object: ...
    def write_blank(self, row: int, column: int, blank: None, style: object) -> object: ...
    def write_comment(
        self, row: int, column: int, text: str, options: Mapping[str, object]
    ) -> object: ...
    def data_validation(
        self, row: int, column: int, last: int, far: int, options: Mapping[str, object]
    ) -> object: ...
    def set_column(self, first: int, last: int, width: int, style: object = None) -> object: ...
    def set_row(self, row: int, height: int) -> object: ...
    def freeze_panes(self, row: int, column: int) -> object: ...
    def set_landscape(self) -> object: ...
    def repeat_rows(self, row: int) -> object: ...
    def hide(self) -> object: ...


class _Book(Protocol):
    def add_worksheet(self, name: str) -> _Sheet: ...
    def add_format(self, properties: Mapping[str, object]) -> object: ...
    def set_properties(self, properties: Mapping[str, object]) -> object: ...
    def close(self) -> object: ...


def template_workbook(template: Template, labels: Labels, lang: Lang) -> bytes:
    """Return the bytes of a workbook to fill."""
    file = BytesIO()
    book: _Book = workbook_writer().Workbook(file, {"in_memory": True})
    book.set_properties({"created": _CREATED, "author": _AUTHOR})
    _Writing(book, template, labels, lang).all()
    book.close()
    return file.getvalue()


class _Writing:
    """A workbook being written: its styles, and the lists of items that its cells offer."""

    def __init__(self, book: _Book, template: Template, labels: Labels, lang: Lang) -> None:
        self.book = book
        self.template = template
        self.labels = labels
        self.lang: Lang = lang
        self.lists: dict[tuple[str, ...], str] = {}
        top = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
        self.needed = book.add_format({**top, "bg_color": "#1F4E78", "font_color": "#FFFFFF"})
        self.heading = book.add_format({**top, "bg_color": "#DDEBF7"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self.styles = {
            code: book.add_format({"num_format": code})
            for code in dict.fromkeys((_TEXT_FORMAT, *_FORMATS.values()))
        }

    def all(self) -> None:
        """Write every sheet: the guide, the round, the tables, the lists."""
        guide = self._add("guide")
        header = self._add(HEADER_SHEET)
        tables = [self._add(sheet.table) for sheet in self.template.sheets]
        self._guide(guide)
        self._header(header)
        for sheet, made in zip(tables, self.template.sheets, strict=True):
            self._table(sheet, made)
        self._lists(self._add("lists"))

    def _add(self, name: str) -> _Sheet:
        return self.book.add_worksheet(SHEET_TITLES[name].in_(self.lang))

    def _guide(self, sheet: _Sheet) -> None:
        for column, width in enumerate((16, 30, 44, 34, 10, 60)):
            sheet.set_column(column, column, width)
        row = 0
        for row, line in enumerate(guide_lines(self.template, self.lang)):
            sheet.write_string(row, 0, line, self.title if row == 0 else None)
        row += 2
        for column, heading in enumerate(COLUMNS_HEADINGS):
            sheet.write_string(row, column, heading.in_(self.lang), self.heading)
        for number, cells in enumerate(guide_rows(self.template, self.lang), row + 1):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell, self.wrapped)

    def _header(self, sheet: _Sheet) -> None:
        for column, width in enumerate((24, 24, 60)):
            sheet.set_column(column, column, width)
        for column, heading in enumerate(HEADER_SHEET_HEADINGS):
            sheet.write_string(0, column, heading.in_(self.lang), self.heading)
        told = _told(self.template.wishes)
        for row, (key, kind) in enumerate(header_kinds().items(), 1):
            about = header_fields()[key]
            needed = key == "period"
            sheet.write_string(
                row, 0, about.title.in_(self.lang), self.needed if needed else self.heading
            )
            sheet.write_string(row, 2, about.says.in_(self.lang), self.wrapped)
            style = self.styles[_FORMATS.get(kind.name, _TEXT_FORMAT)]
            titles = {code.name: code.title.in_(self.lang) for code in kind.codes}
            value = told.get(key)
            if isinstance(value, date):
                sheet.write_datetime(row, 1, value, style)
            elif value is not None:
                sheet.write_string(row, 1, titles.get(value, value), style)
            else:
                sheet.write_blank(row, 1, None, style)
            options = _one_of(self._items(tuple(titles.values()))) if titles else {}
            if kind.name == "date":
                options = _A_DAY
            if options:
                sheet.data_validation(row, 1, row, 1, options)

    def _table(self, sheet: _Sheet, made: TemplateSheet) -> None:
        sheet.set_row(0, 48)
        sheet.freeze_panes(1, 2 if made.table == "staff" else 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        for at, one in enumerate(made.columns):
            column = one.column
            title = column.title.in_(self.lang)
            code = _FORMATS.get("share" if column.form == "share" else column.kind, _TEXT_FORMAT)
            sheet.set_column(at, at, max(12, min(26, len(title))), self.styles[code])
            sheet.write_string(0, at, title, self.needed if one.needed else self.heading)
            note = column_note(one, self.lang)
            size = {
                "width": 360,
                "height": 20 + 18 * sum(1 + len(x) // 55 for x in note.split("\n")),
            }
            sheet.write_comment(0, at, note, {"author": _AUTHOR, "font_size": 9, **size})
            options = {**self._limits(made.table, column), **_message(title, note)}
            sheet.data_validation(1, at, _LAST_ROW, at, options)

    def _limits(self, table: str, column: Column) -> Mapping[str, object]:
        """Return what a cell offers and refuses; what is refused says what would be taken."""
        error = {
            "error_title": _cut(column.title.in_(self.lang), _LONGEST_TITLE),
            "error_message": _cut(how_written(column).in_(self.lang), _LONGEST_MESSAGE),
        }
        if items := list_items(column, self.labels, self.lang):
            return {**_one_of(self._items(items)), **error}
        if ids := self._ids(table, column.name):
            return {**_one_of(ids), "show_error": False}
        match column.kind:
            case "date":
                return {**_A_DAY, **error}
            case "number" | "whole":
                return {**_between(column), **error}
            case _:
                return {"validate": "any"}

    def _ids(self, table: str, column: str) -> str | None:
        """Return the ids that a column may point to, as many as are told; None if to none."""
        target = _POINTS_TO.get(column)
        if target is None or (table, column) == (target, _KEYS[target]):
            return None
        for sheet in self.template.sheets:
            if sheet.table == target:
                names = [one.column.name for one in sheet.columns]
                letters = column_letters(names.index(_KEYS[target]) + 1)
                name = _quoted(SHEET_TITLES[target].in_(self.lang))
                told = f"COUNTA({name}!${letters}:${letters})-1"
                return f"=OFFSET({name}!${letters}$2,0,0,MAX(1,{told}),1)"
        return None

    def _items(self, items: tuple[str, ...]) -> str:
        """Return the cells that hold the items of a list; each list is there once."""
        if items not in self.lists:
            letters = column_letters(len(self.lists) + 1)
            name = _quoted(SHEET_TITLES["lists"].in_(self.lang))
            self.lists[items] = f"={name}!${letters}$1:${letters}${len(items)}"
        return self.lists[items]

    def _lists(self, sheet: _Sheet) -> None:
        for column, items in enumerate(self.lists):
            sheet.set_column(column, column, max(map(len, items)))
            for row, item in enumerate(items):
                sheet.write_string(row, column, item)
        sheet.hide()


_A_DAY: Mapping[str, object] = {
    "validate": "date",
    "criteria": "between",
    "minimum": _FIRST_DAY,
    "maximum": _LAST_DAY,
    # A day typed where the computer writes months first stays a text; it is still understood.
    "error_type": "warning",
}


def _told(wishes: Wishes) -> Mapping[str, str | date]:
    """Return what is known of the round, as the header sheet is to have it."""
    told = {
        "period": wishes.period,
        "occasion": wishes.occasion or "annual",
        "on": read_date(wishes.on),
        "stage": wishes.stage or next(iter(RATING_COLUMNS)),
    }
    return {key: value for key, value in told.items() if value is not None}


def _one_of(source: str) -> Mapping[str, object]:
    return {"validate": "list", "source": source}


def _between(column: Column) -> Mapping[str, object]:
    kind = "integer" if column.kind == "whole" else "decimal"
    least = column.least or 0
    if column.most is None:
        return {"validate": kind, "criteria": ">=", "value": least}
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": column.most}


def _note_box(note: str) -> Mapping[str, object]:
    """Return how a note is shown: wide enough to be read, high enough for every line."""
    lines = sum(1 + len(line) // _NOTE_LETTERS for line in note.split("\n"))
    return {"author": _AUTHOR, "font_size": 9, "width": 360, "height": 20 + 18 * lines}


def _message(title: str, note: str) -> Mapping[str, object]:
    """Return what shows beside a chosen cell: as many whole lines of the note as there is room."""
    lines: list[str] = []
    for line in note.split("\n"):
        if len("\n".join((*lines, line))) > _LONGEST_MESSAGE:
            break
        lines.append(line)
    return {
        "input_title": _cut(title, _LONGEST_TITLE),
        "input_message": "\n".join(lines or (_cut(note, _LONGEST_MESSAGE),)),
    }


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"
