"""OpenDocument workbooks (`.ods`): every sheet is heard from one part, within limits.

What repeats is told once and counted as often as it repeats, before any of it is made; what is
not a cell of a sheet (drawings, what was copied from other files) is passed over.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS, Grid, Line
from cbccvc_rules.intake.old_letters import old_font
from cbccvc_rules.intake.opendocument_cells import Cell, number_told, value_of
from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.sheet_scan import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_CELLS,
    MAX_TEXT_BYTES,
    Budget,
    Scan,
)
from cbccvc_rules.intake.workbook_index import MAX_SHEETS, scan
from cbccvc_rules.intake.workbook_shared import Styles
from cbccvc_rules.model.rows import MAX_ROWS
from cbccvc_rules.model.values import FormulaFault
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.intake.old_letters import Font
    from cbccvc_rules.intake.package import Package

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_LOCKED = (b"encryption-data", b"encrypted-package")
_NAMESPACES = {
    f"xmlns:{prefix}": f"urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"
    for prefix in ("office", "table", "text")
}
MAX_ELEMENTS = 6_000_000
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_HIDDEN = frozenset({"collapse", "filter"})
_SPACES = re.compile(r"[ \t\r\n]+")


def is_open_document(package: Package) -> bool:
    """Return whether a zip says that it is a workbook of this format.

    Raises:
        RefusedError: when Excel would read something else in it.
    """
    told = package.has("mimetype") and b"opendocument.spreadsheet" in package.read("mimetype")
    if told and package.has("[Content_Types].xml"):
        raise RefusedError("workbook-broken")
    return told


def open_document_grids(source: str, package: Package) -> Iterator[Grid]:
    """Yield every sheet.

    Raises:
        RefusedError: when it is locked, damaged, too large, or not what a spreadsheet writes.
    """
    if package.has(_MANIFEST):
        manifest = package.read(_MANIFEST)
        if any(one in manifest for one in _LOCKED):
            raise RefusedError("workbook-encrypted")
    book = _Book()
    scan(package.read(_CONTENT), book)
    if not book.sheets:
        raise RefusedError("workbook-not-one")
    for sheet in book.sheets:
        found = sheet.scan
        lines = tuple(
            Line(number, (*cells, *[""] * (found.width - len(cells))))
            for number, cells in sheet.rows.items()
        )
        yield Grid(source, sheet.name, lines, layout=found.layout(), fonts=found.fonts)


@dataclass(slots=True)
class _Sheet:
    """A sheet as far as it was heard: its rows by number; `at` is the place before the next one."""

    name: str
    scan: Scan
    rows: dict[int, tuple[object, ...]] = field(default_factory=dict)
    at: int = 0
    columns: int = 0
    styles: list[tuple[range, str]] = field(default_factory=list)  # of columns, where they matter
    is_copy: bool = False  # of cells of another file, which is kept for its formulas alone


@dataclass(slots=True)
class _Row:
    """A row that is heard: its cells up to the last that is told; `blank`: how many come after."""

    times: int
    style: str
    is_hidden: bool
    cells: list[object] = field(default_factory=list)
    odd: dict[int, FormulaFault] = field(default_factory=dict)
    fonts: dict[int, Font] = field(default_factory=dict)
    struck: set[int] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    remarks: dict[int, str] = field(default_factory=dict)
    told: int = 0
    blank: int = 0


class _Book:
    """Hears the one part in which all sheets stand."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self._path: list[str] = []
        self._elements = self._rows = 0
        self._budget = Budget()
        self._sheet: _Sheet | None = None
        self._row: _Row | None = None
        self._cell: Cell | None = None
        self._aside = 0  # how deep inside what is no part of the text of a cell
        self._style = ""
        self._fonts: dict[str, Font] = {}
        self._striking: set[str] = set()  # styles of cells, and of runs of text
        self._hiding: set[str] = set()  # styles of sheets that are not shown
        self._remarks = False  # what is passed over is a remark on a cell

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Begin a sheet, a row, a cell, or a part of its text."""
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise RefusedError("sheet-too-large", {"limit": str(MAX_CELLS)})
        if not self._path:
            _as_usual(told)
        elif _NAMESPACES.keys() & told.keys():
            raise RefusedError("workbook-broken")  # another meaning for the same names
        self._path.append(name)
        if self._aside:
            self._aside += 1
        elif self._cell is not None:
            self._in_cell(self._cell, name, told)
        elif name == "table:table" and self._path[-2] == "office:spreadsheet":
            self._begin_sheet(told)
        elif self._sheet is not None:
            self._in_sheet(self._sheet, name, told)
        elif name == "style:style":
            self._style = told.get("style:name", "")
        elif name == "style:table-properties" and told.get("table:display") == "false":
            self._hiding.add(self._style)
        elif name == "style:text-properties" and self._style:
            font = old_font(told.get("style:font-name", "") or told.get("fo:font-family", ""))
            if font is not None:
                self._fonts[self._style] = font
            if any(told.get(one, "none") != "none" for one in _THROUGH):
                self._striking.add(self._style)

    def end(self, name: str) -> None:
        """Finish what was begun."""
        self._path.pop()
        if self._aside:
            self._aside -= 1
        elif self._cell is not None:
            if name in _CELLS:
                self._end_cell(self._cell)
                self._cell = None
        elif self._row is not None and self._sheet is not None:
            if name == "table:table-row":
                self._end_row(self._sheet, self._row)
                self._row = None
        elif name == "table:table" and self._sheet is not None:
            self._end_sheet(self._sheet)
            self._sheet = None

    def text(self, text: str) -> None:
        """Keep what stands in a paragraph of a cell."""
        if self._cell is None:
            return
        if self._aside and self._remarks and self._path[-1] in _WORDS:
            if len(self._cell.remark) < MOST_OF_REMARK:
                self._cell.remark.append(text)
        elif self._cell.lines and not self._aside:
            self._cell.add(_SPACES.sub(" ", text))

    def _begin_sheet(self, told: Mapping[str, str]) -> None:
        if len(self.sheets) >= MAX_SHEETS:
            most = Text(f"{MAX_SHEETS} trang", f"{MAX_SHEETS} sheets")
            raise RefusedError("workbook-too-large", {"limit": most})
        found = Scan((), Styles(), self._budget)
        found.is_hidden = told.get("table:style-name") in self._hiding
        self._sheet = _Sheet(told.get("table:name", ""), found)

    def _in_sheet(self, sheet: _Sheet, name: str, told: Mapping[str, str]) -> None:
        if name in _CELLS:
            if self._row is None:
                raise RefusedError("workbook-broken")
            self._cell = Cell(told)
        elif name == "table:table-row":
            if self._row is not None:
                raise RefusedError("workbook-broken")
            times = number_told(told, "table:number-rows-repeated")
            style = told.get("table:default-cell-style-name", "")
            self._row = _Row(times, style, told.get("table:visibility") in _HIDDEN)
        elif name == "table:table-column":
            first = sheet.columns + 1
            sheet.columns += number_told(told, "table:number-columns-repeated")
            if told.get("table:visibility") in _HIDDEN and sheet.columns <= LAST_COLUMN:
                sheet.scan.hidden_columns.update(range(first, sheet.columns + 1))
            style = told.get("table:default-cell-style-name", "")
            if style in self._fonts or style in self._striking:
                sheet.styles.append((range(first, sheet.columns + 1), style))
        elif name == "table:table-source":
            sheet.is_copy = True
        elif name in {"table:table", "table:shapes", "office:forms"}:
            self._aside = 1

    def _in_cell(self, cell: Cell, name: str, told: Mapping[str, str]) -> None:
        """Hear the text of a cell; its paragraphs are lines."""
        if name in {"text:p", "text:h"}:
            cell.lines.append([])
        elif name == "text:s" and cell.lines:
            cell.add(" " * min(number_told(told, "text:c"), MAX_CELL_CHARACTERS))
        elif name in {"text:tab", "text:line-break"} and cell.lines:
            cell.add("\n" if name == "text:line-break" else "\t")
        elif name == "text:span" and told.get("text:style-name") in self._striking:
            cell.is_struck = True
        elif name in _NOT_TEXT or not name.startswith("text:"):
            self._aside = 1
            self._remarks = name == "office:annotation"

    def _end_cell(self, cell: Cell) -> None:
        row = self._row
        if row is None or self._sheet is None:
            raise RefusedError("workbook-broken")
        times = number_told(cell.told, "table:number-columns-repeated")
        value = value_of(cell)
        if value == "":
            row.blank += times
            return
        first = len(row.cells) + row.blank + 1
        if first + times - 1 > LAST_COLUMN:
            raise RefusedError("workbook-broken")
        self._spend(value, times * row.times)
        row.cells += [*[""] * row.blank, *[value] * times]
        row.blank = 0
        style = self._style_of(self._sheet, row, first, cell)
        if cell.is_struck or style in self._striking:
            row.struck.update(range(first, first + times))
        if cell.is_unseen and not isinstance(value, FormulaFault):
            row.unseen.update(range(first, first + times))
        if cell.remark:
            row.remarks[first] = " ".join(cell.remark)
        for column in range(first, first + times):
            if isinstance(value, FormulaFault):
                row.odd[column] = value
            else:
                row.told += 1
            if style in self._fonts and isinstance(value, str):
                row.fonts[column] = self._fonts[style]
        self._merge(self._sheet, first, cell.told)

    @staticmethod
    def _style_of(sheet: _Sheet, row: _Row, column: int, cell: Cell) -> str:
        """Return the style of a cell: its own, its row's, its column's."""
        style = cell.told.get("table:style-name", "") or row.style
        return style or next((one for columns, one in sheet.styles if column in columns), "")

    def _spend(self, value: object, times: int) -> None:
        budget = self._budget
        budget.cells -= times
        if budget.cells < 0:
            raise RefusedError("sheet-too-large", {"limit": str(MAX_CELLS)})
        if isinstance(value, str):
            budget.text_bytes -= len(value.encode("utf-8", "surrogatepass")) * times
        if budget.text_bytes < 0:
            limit = f"{MAX_TEXT_BYTES // 1_000_000} MB"
            raise RefusedError("workbook-too-large", {"limit": limit})

    @staticmethod
    def _merge(sheet: _Sheet, column: int, told: Mapping[str, str]) -> None:
        across = number_told(told, "table:number-columns-spanned")
        down = number_told(told, "table:number-rows-spanned")
        top, right = sheet.at + 1, column + across - 1
        if (across > 1 or down > 1) and right <= LAST_COLUMN and top + down - 1 <= LAST_ROW:
            first, last = column_letters(column), column_letters(right)
            sheet.scan.merges.append(f"{first}{top}:{last}{top + down - 1}")

    def _end_row(self, sheet: _Sheet, row: _Row) -> None:
        first = sheet.at + 1
        sheet.at += row.times
        if sheet.at > LAST_ROW:
            raise RefusedError("workbook-broken")
        if not row.cells:
            return
        found, cells = sheet.scan, tuple(row.cells)
        self._rows += row.times
        if self._rows > MAX_ROWS + MAX_SHEETS:  # of all sheets, each with its headings
            raise RefusedError("too-many-rows", {"limit": str(MAX_ROWS)})
        for number in range(first, sheet.at + 1):
            sheet.rows[number] = cells
            if row.is_hidden:
                found.hidden_rows.add(number)
            found.told[number] = row.told
            if row.odd:
                found.odd[number] = row.odd
            found.struck.update((number, column) for column in row.struck)
            found.unseen.update((number, column) for column in row.unseen)
            found.remarks.update(((number, at), text) for at, text in row.remarks.items())
            for column, font in row.fonts.items():
                found.fonts[number, column] = font
        found.height, found.width = sheet.at, max(found.width, len(cells))

    def _end_sheet(self, sheet: _Sheet) -> None:
        if sheet.is_copy:
            return
        try:
            sheet.scan.check_area()
        except RefusedError as refused:
            raise refused.in_sheet(sheet.name) from None
        self.sheets.append(sheet)


_THROUGH = ("style:text-line-through-style", "style:text-line-through-type")
_WORDS = frozenset({"text:p", "text:span", "text:a"})
MOST_OF_REMARK = 50  # runs of text
_NOT_TEXT = frozenset({"text:note", "text:ruby-text"})


def _as_usual(told: Mapping[str, str]) -> None:
    """Refuse a part in which the names do not mean what they always do."""
    if any(told.get(name) != meaning for name, meaning in _NAMESPACES.items()):
        raise RefusedError("workbook-broken")
