"""The yearly tables as a workbook with the look of an official paper, a sheet for each table.

The agency stands left above them, the national motto right; a row numbers the columns; sums are
formulas; below stand the places for signatures. The same round gives the same bytes.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.extras import workbook_writer
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.reports.summary.tables import (
    adds_up,
    by_agency,
    grade_legend,
    head_lines,
    tables_of,
)
from cbccvc_rules.reports.summary.words import WORDS
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.model.summary import Summary, SummedRound
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.summary.tables import Item, Table
    from cbccvc_rules.sources import Lang

# Part of every workbook; the day on which Decree 90/2020/NĐ-CP took effect, never the clock's.
_CREATED = datetime(2020, 8, 20)  # noqa: DTZ001 - a workbook keeps no time zone
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_A4 = 9
_TEXT_IS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_WIDE = {
    "unit": 40,
    "agency": 40,
    "category": 16,
    "post": 20,
    "reason": 60,
    "cites": 60,
    "group": 40,
    "name": 26,
    "checked": 66,
    "verdict": 18,
}
_NARROW, _USUAL = 5, 11
_LINE = 16


class _Sheet(Protocol):
    def write_string(self, row: int, column: int, text: str, style: object = None) -> object: ...
    def write_number(self, row: int, column: int, number: int, style: object = None) -> object: ...
    def write_formula(
        self, row: int, column: int, formula: str, style: object, value: int
    ) -> object: ...
    def merge_range(
        self, row: int, column: int, last: int, far: int, text: str, style: object
    ) -> object: ...
    def set_column(self, first: int, last: int, width: int, style: object = None) -> object: ...
    def set_row(self, row: int, height: int) -> object: ...
    def freeze_panes(self, row: int, column: int) -> object: ...
    def set_landscape(self) -> object: ...
    def set_paper(self, size: int) -> object: ...
    def fit_to_pages(self, wide: int, high: int) -> object: ...
    def repeat_rows(self, first: int, last: int) -> object: ...


class _Book(Protocol):
    def add_worksheet(self, name: str) -> _Sheet: ...
    def add_format(self, properties: Mapping[str, object]) -> object: ...
    def set_properties(self, properties: Mapping[str, object]) -> object: ...
    def close(self) -> object: ...


def summary_xlsx(rounds: Sequence[SummedRound], options: Options) -> bytes:
    """Return the bytes of the workbook; of several rounds, a sheet for their sums goes first."""
    file = BytesIO()
    book: _Book = workbook_writer().Workbook(file, _TEXT_IS_TEXT)
    book.set_properties({"created": _CREATED, "author": options.tool})
    paper = _Paper(book, options.lang)
    told = [(one.name, one.summary) for one in rounds if one.summary is not None]
    several = len(rounds) > 1
    if several or not told:
        paper.agencies(rounds)
    for number, (_, one) in enumerate(told, 1):
        for table in tables_of(one, options.lang, names=options.names is not False):
            before = f"{number}. " if several else ""
            paper.table(one, table, f"{before}{WORDS[table.name].in_(options.lang)}")
    book.close()
    return file.getvalue()


def _height(items: Sequence[Item], widths: Sequence[int]) -> int:
    """Return how high a row is whose words are wrapped to the widths of its columns."""
    lines = max(1 + len(str(item)) // width for item, width in zip(items, widths, strict=True))
    return _LINE * lines + 2


class _Paper:
    """Sheets of one look."""

    def __init__(self, book: _Book, lang: Lang) -> None:
        self.book = book
        self.lang: Lang = lang
        centre = {**_FONT, "align": "center", "valign": "vcenter", "text_wrap": True}
        cell = {**_FONT, "border": 1, "valign": "top", "text_wrap": True}
        made = {
            "plain": {**_FONT, "text_wrap": True, "valign": "top"},
            "centre": centre,
            "bold": {**centre, "bold": True},
            "motto": {**centre, "bold": True, "underline": 1},
            "title": {**centre, "bold": True, "font_size": 14},
            "italic": {**centre, "italic": True},
            "heading": {**centre, "bold": True, "border": 1, "bg_color": "#DDEBF7"},
            "numbers": {**centre, "italic": True, "font_size": 10, "border": 1},
            "cell": cell,
            "number": {**cell, "align": "right"},
            "row": {**cell, "align": "center"},
            "sum": {**cell, "bold": True},
            "sum_number": {**cell, "bold": True, "align": "right"},
            **{f"deep{depth}": {**cell, "indent": depth} for depth in range(1, 10)},
        }
        self.styles = {name: book.add_format(look) for name, look in made.items()}

    def words(self, name: str) -> str:
        """Return words of our own."""
        return WORDS[name].in_(self.lang)

    def agencies(self, rounds: Sequence[SummedRound]) -> None:
        """Write the table of all rounds, and which of them could not be summed up."""
        table = by_agency(rounds, self.lang)
        sheet = self.book.add_worksheet(self.words("agencies"))
        columns = len(table.headings)
        row = self._letterhead(sheet, None, columns)
        told = [one.summary for one in rounds if one.summary is not None]
        periods = ", ".join(dict.fromkeys(one.period for one in told))
        titles = [self.words("title").format(periods)] if told else []
        notes = [grade_legend(self.lang)]
        for one in rounds:
            said = "; ".join(problem.say(self.lang) for problem in one.refused)
            kept = one.summary
            words = said if kept is None else adds_up(kept, self.lang)
            name = printable(one.name)
            head = name if kept is not None else f"{self.words('refused')}: {name}"
            notes.append(printable(f"{head}: {words}"))
        self._table(sheet, table, row, [*titles, self.words("agencies")], notes)

    def table(self, one: Summary, table: Table, title: str) -> None:
        """Write a table of a round on a sheet of its own."""
        sheet = self.book.add_worksheet(title)
        lines = [*head_lines(one, self.lang), self.words(table.name)]
        row = self._letterhead(sheet, one.agency, max(len(table.headings), 6))
        notes = [self.words("own_people"), grade_legend(self.lang), adds_up(one, self.lang)]
        self._table(sheet, table, row, lines, notes)

    def _letterhead(self, sheet: _Sheet, agency: str | None, columns: int) -> int:
        """Write the agency left and the motto right; return the row below."""
        left, right = max(columns * 2 // 5, 2), max(columns * 3 // 5, 3)
        who = self.words("left_open") if agency is None else printable(agency).upper()
        sheet.merge_range(0, 0, 0, left - 1, who, self.styles["bold"])
        sheet.merge_range(0, right, 0, columns - 1, self.words("state"), self.styles["bold"])
        sheet.merge_range(1, right, 1, columns - 1, self.words("motto"), self.styles["motto"])
        return 3

    def _table(
        self,
        sheet: _Sheet,
        table: Table,
        row: int,
        titles: Sequence[str],
        notes: Sequence[str],
    ) -> None:
        """Write titles, headings, their numbers, rows, sums, notes and signatures."""
        columns = max(len(table.headings), 6)
        for at, title in enumerate(titles):
            style = ("title", "italic", "bold")[min(at, 2)]
            sheet.merge_range(row, 0, row, columns - 1, title, self.styles[style])
            row += 1
        row += 1
        for column, width in enumerate(self._widths(table)):
            sheet.set_column(column, column, width)
        sheet.set_row(row, _height(table.headings, self._widths(table)))
        for column, heading in enumerate(table.headings):
            sheet.write_string(row, column, heading, self.styles["heading"])
            sheet.write_string(row + 1, column, f"({column + 1})", self.styles["numbers"])
        sheet.freeze_panes(row + 2, 2)
        sheet.repeat_rows(row, row + 1)
        first = row + 2
        row = self._rows(sheet, table, first)
        if table.sums is not None:
            self._sums(sheet, table.sums, first, row)
            row += 1
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        self._below(sheet, notes, row + 1, columns)

    def _widths(self, table: Table) -> list[int]:
        known = {WORDS[name].in_(self.lang): width for name, width in _WIDE.items()}
        return [_NARROW, *(known.get(heading, _USUAL) for heading in table.headings[1:])]

    def _rows(self, sheet: _Sheet, table: Table, row: int) -> int:
        widths = self._widths(table)
        for at, items in enumerate(table.rows):
            sheet.set_row(row, _height(items, widths))
            deep = table.deep[at] if table.deep else 0
            for column, item in enumerate(items):
                style = f"deep{min(deep, 9)}" if deep and column == 1 else ""
                self._item(sheet, row, column, item, style)
            row += 1
        if not table.rows:
            sheet.write_string(row, 1, self.words("nobody"), self.styles["plain"])
            row += 1
        return row

    def _item(self, sheet: _Sheet, row: int, column: int, item: Item, style: str) -> None:
        if isinstance(item, int):
            look = "row" if column == 0 else "number"
            sheet.write_number(row, column, item, self.styles[look])
            return
        is_share = item.endswith("%")
        look = style or ("number" if is_share else "cell")
        sheet.write_string(row, column, item, self.styles[look])

    def _sums(self, sheet: _Sheet, sums: Sequence[Item], first: int, row: int) -> None:
        """Write the sums: of numbers as formulas, with what they come to."""
        for column, item in enumerate(sums):
            if isinstance(item, int) and row > first:
                letters = column_letters(column + 1)
                formula = f"=SUM({letters}{first + 1}:{letters}{row})"
                sheet.write_formula(row, column, formula, self.styles["sum_number"], item)
            elif isinstance(item, int):
                sheet.write_number(row, column, item, self.styles["sum_number"])
            else:
                look = "sum_number" if item.endswith("%") else "sum"
                sheet.write_string(row, column, item, self.styles[look])

    def _below(self, sheet: _Sheet, notes: Sequence[str], row: int, columns: int) -> None:
        """Write notes, and the places for those who drew it up and who answer for it."""
        for note in notes:
            sheet.merge_range(row, 0, row, columns - 1, note, self.styles["plain"])
            sheet.set_row(row, 34)
            row += 1
        row += 1
        half = columns // 2
        dated, centre, bold = self.words("dated"), self.styles["italic"], self.styles["bold"]
        sheet.merge_range(row, half, row, columns - 1, dated, centre)
        for at, (left, right, style) in enumerate(
            (("made", "head", bold), ("sign", "sign_seal", centre)), row + 1
        ):
            sheet.merge_range(at, 0, at, half - 1, self.words(left), style)
            sheet.merge_range(at, half, at, columns - 1, self.words(right), style)
