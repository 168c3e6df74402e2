"""Web pages with an ending of Excel: what their tables say, read as Excel reads them.

Many systems send a table of HTML to be opened in Excel. All its tables stand below one another in
one sheet; what a cell spans beyond itself is blank. Nothing in a page is run, fetched or expanded.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    Contents,
    Grid,
    Layout,
    Line,
    Merge,
)
from cbccvc_rules.intake.encoding import damaged, page_text
from cbccvc_rules.intake.html_fields import Fields
from cbccvc_rules.intake.html_style import Styles
from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.sheet_scan import MAX_MERGES
from cbccvc_rules.model.rows import MAX_ROWS
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.intake.base import TakenFile

MAX_MEGABYTES = 20  # of text; a page of a hundred thousand rows
MAX_CELLS = 500_000
MAX_TAGS = 2_000_000
_LONGEST_TAG = 10_000
_ENOUGH_ROWS, _ENOUGH_CELLS = 2, 2

_LONG_TAG = re.compile(f"<[^<>]{{{_LONGEST_TAG}}}")
_NOT_SHOWN = frozenset({"script", "style", "title", "head"})
_CELLS = frozenset({"td", "th"})
_STRIKES = frozenset({"s", "strike", "del"})
# Elements that have no end; a hidden one of them hides nothing.
_ENDLESS = frozenset({"br", "img", "input", "hr", "col", "wbr", "meta", "link"})
_FAULT = re.compile(
    r"\b(?:fatal|parse|server|runtime) error\b|\bexception\b|\bstack trace\b|"
    r"\b(?:time|memory size) (?:of .{1,40} )?exceeded\b|\bexhausted\b|\btimed? ?out\b|"
    r"\blỗi (?:hệ thống|máy chủ|truy vấn|kết nối)\b",
    re.IGNORECASE,
)
_LONGEST_FAULT = 20_000
_CELLS_NAMED = 12
_BREAKS = frozenset({"br", "p", "div", "li"})


def read_page(file: TakenFile) -> Contents:
    """Read the tables of a page; one that holds no list is told for what it is."""
    read = page_text(file)
    place = Place(file.source)
    if isinstance(read, Problem):
        return Contents(problems=(read,))
    if len(read.text) > MAX_MEGABYTES * 1_000_000 or read.text.count("<") > MAX_TAGS:
        limit = {"limit": f"{MAX_MEGABYTES} MB"}
        return Contents(problems=(Problem("workbook-too-large", place, limit),))
    try:
        tables = _tables(read.text)
        lines = tables.lines()
    except RefusedError as refused:
        return Contents(problems=(Problem(refused.code, place, refused.params),))
    told = [line for line in lines if sum(cell != "" for cell in line.cells) >= _ENOUGH_CELLS]
    if len(told) < _ENOUGH_ROWS:
        return Contents(problems=(Problem("workbook-html", place),))
    if tables.is_cut:
        return Contents(problems=(Problem("page-cut", place),))
    layout = Layout(
        tuple(tables.merges),
        frozenset(tables.hidden_rows),
        frozenset(tables.hidden_columns),
        frozenset(tables.struck),
    )
    notes = tables.notes(place)
    notes += damaged(read.text, place)
    grid = Grid(file.source, None, lines, layout=layout, notes=notes, western=read.western)
    return Contents((grid,))


def _tables(text: str) -> _Tables:
    """Return the tables of a page.

    Raises:
        RefusedError: for a page that is too large, or made to be slow to read.
    """
    if _LONG_TAG.search(text) is not None:
        raise RefusedError("workbook-broken")
    tables = _Tables()
    # What is left open at the end is not closed: looking for its end again and again is slow.
    tables.feed(text)
    tables.end_row()
    return tables


class _Tables(HTMLParser):
    """Hears the cells of all tables; of a table in a cell, the text alone is taken."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.struck: set[tuple[int, int]] = set()
        self.hidden_texts: set[tuple[int, int]] = set()
        self.fields: set[tuple[int, int]] = set()
        self._fields = Fields()
        self._styles = Styles()
        self._in_style = False
        self._ends = False  # some row or cell is closed, so that an open table is cut off
        self._behind: list[str] = []  # what stands behind the last table
        self._hider = ""  # the tag in a cell that hides what is in it, and how deep it is in itself
        self._hider_depth = 0
        self._striking = 0
        self._row_struck = False
        self._is_hidden = False  # the table that is read is not shown
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = 1
        self._depth = 0
        self._hidden = 0
        self._held: dict[int, int] = {}  # into how many rows below a cell of a column reaches
        self._above: frozenset[int] = frozenset()  # the columns of this row that one reaches into
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._is_hidden = self._styles.hides(attrs)
                self._behind.clear()
        self._in_style = tag == "style"
        self._hide(tag, attrs)
        if tag in _NOT_SHOWN:
            self._hidden += 1
        if self._depth > 1:
            if tag in _CELLS and self._cell is not None:
                self._cell.append(" ")
            return
        self._see(self._fields.start(tag, attrs))
        if tag == "tr":
            self.end_row()
            self._begin_row()
            if self._is_hidden or self._styles.hides(attrs):
                self.hidden_rows.add(len(self.rows) + 1)
        elif tag in _CELLS and self._depth:
            self._end_cell()
            if self._row is None:
                self._begin_row()
            told = dict(attrs)
            across = _number(told.get("colspan"))
            if self._styles.hides(attrs) and self._row is not None:
                left = len(self._row) + 1
                self.hidden_columns.update(range(left, left + across))
            self._begin_cell(across, _number(told.get("rowspan")))
        elif tag in _BREAKS and self._cell is not None:
            self._cell.append(" ")
        self._strike(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """End what was begun; what a page forgets to end, the next beginning ends."""
        self._in_style = False
        self._see(self._fields.end(tag))
        self._ends = self._ends or tag == "tr" or tag in _CELLS
        if tag == self._hider:
            self._hider_depth -= 1
            self._hider = tag if self._hider_depth else ""
        if tag in _NOT_SHOWN:
            self._hidden = max(0, self._hidden - 1)
        if tag in _STRIKES:
            self._striking = max(0, self._striking - 1)
        if tag == "table":
            if self._depth == 1:
                self.end_row()
                self._held.clear()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self.end_row()

    def handle_data(self, data: str) -> None:
        """Keep what stands in a cell; of what is not shown in it, the place alone."""
        if self._in_style:
            self._styles.learn(data)
        elif not self._depth and not self._hidden and data.strip() and self.rows:
            self._behind.append(data[:_LONGEST_FAULT])
        if self._hider and self._row is not None and data.strip():
            self.hidden_texts.add((len(self.rows) + 1, len(self._row) + 1))
        elif self._cell is not None and not self._hidden and not self._fields.take(data):
            self._cell.append(data)
            if self._striking and self._row is not None and data.strip():
                self.struck.add((len(self.rows) + 1, len(self._row) + 1))

    @property
    def is_cut(self) -> bool:
        """Whether the page ends within a table, or a fault of the program stands behind the last.

        A page that closes no row or cell at all is written so; one that does would close its table.
        """
        behind = " ".join(self._behind)[:_LONGEST_FAULT]
        return (self._depth > 0 and self._ends) or _FAULT.search(behind) is not None

    def notes(self, place: Place) -> tuple[Problem, ...]:
        """Tell of the cells in which something is hidden, and not read, and of fields of forms."""
        found = {"cells-hidden-text": self.hidden_texts, "cells-of-form": self.fields}
        return tuple(
            Problem(code, place, {"cells": _named(cells)}, severity="warning")
            for code, cells in found.items()
            if cells
        )

    def _see(self, seen: str | None) -> None:
        """Take what is seen of a field in a cell."""
        if seen is not None and self._cell is not None and self._row is not None:
            self._cell.append(f" {seen} ")
            self.fields.add((len(self.rows) + 1, len(self._row) + 1))

    def _hide(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Take note of a tag in a cell that hides what stands in it, up to its own end."""
        if tag == self._hider:
            self._hider_depth += 1
        elif self._cell is None or tag in _CELLS or tag in {"tr", "table"}:
            self._hider, self._hider_depth = "", 0
        elif not self._hider and tag not in _ENDLESS and self._styles.hides(attrs):
            self._hider, self._hider_depth = tag, 1

    def _strike(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Take note of what is struck through: by a tag, or all of a cell or row by its style."""
        struck = self._styles.strikes(attrs)
        if tag == "tr":
            self._row_struck = struck
        elif tag in _STRIKES:
            self._striking += 1
        struck = struck or (tag in _CELLS and self._row_struck)
        if struck and self._cell is not None and self._row is not None:
            self.struck.add((len(self.rows) + 1, len(self._row) + 1))

    def _begin_row(self) -> None:
        if len(self.rows) > MAX_ROWS:
            raise RefusedError("too-many-rows", {"limit": str(MAX_ROWS)})
        self._above = frozenset(self._held)
        self._held = {column: rows - 1 for column, rows in self._held.items() if rows > 1}
        self._row = []
        self._skip_held()

    def _begin_cell(self, across: int, down: int) -> None:
        row = self._row if self._row is not None else []
        for column in range(len(row), len(row) + across):
            if down > 1:
                self._held[column] = down - 1
        if (across > 1 or down > 1) and len(self.merges) < MAX_MERGES:
            top, left = len(self.rows) + 1, len(row) + 1
            self.merges.append(Merge(top, left, top + down - 1, left + across - 1))
        self._cell, self._span = [], across
        self._cells += across
        if self._cells > MAX_CELLS or len(row) + across > MAX_COLUMNS + 1:
            raise RefusedError("sheet-too-large", {"limit": str(MAX_CELLS)})

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        text = " ".join("".join(self._cell).split())
        if len(text) > MAX_CELL_CHARACTERS:
            raise RefusedError("cell-too-long", {"limit": str(MAX_CELL_CHARACTERS)})
        self._row += [text, *[""] * (self._span - 1)]
        self._cell = None
        self._skip_held()

    def _skip_held(self) -> None:
        """Leave the columns blank that a cell above reaches down into."""
        row = self._row
        while row is not None and len(row) in self._above:
            row.append("")

    def lines(self) -> tuple[Line, ...]:
        """Return the rows, all of one width."""
        width = max((len(row) for row in self.rows), default=0)
        return tuple(
            Line(number, tuple(row + [""] * (width - len(row))))
            for number, row in enumerate(self.rows, 1)
        )

    def end_row(self) -> None:
        """Finish a row."""
        self._end_cell()
        if self._row is not None:
            self.rows.append(self._row)
            self._row = None


def _named(cells: set[tuple[int, int]]) -> str:
    """Return the first of some cells by their names."""
    first = sorted(cells)[:_CELLS_NAMED]
    told = ", ".join(f"{column_letters(at)}{row}" for row, at in first)
    return told + ", …" if len(cells) > len(first) else told


def _number(told: str | None) -> int:
    """Return how far a cell spans; what is no small number is 1."""
    text = (told or "").strip()
    if text.isascii() and text.isdigit() and len(text) <= 4:
        return min(max(int(text), 1), MAX_COLUMNS)
    return 1
