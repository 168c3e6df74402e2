"""Workbooks of the old Excel format (`.xls`, 97 to 2003): values and styles, within limits.

A stream of records, each with its number and length; cells say their row, column and style. They
are read here, for python-calamine ends the whole process on some damaged ones.
"""

from __future__ import annotations

import re
import struct
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.exact import exact_number
from cbccvc_rules.intake.biff_remarks import REMARK_KINDS, OldRemarks
from cbccvc_rules.intake.biff_texts import font_of, shared_texts, text_of
from cbccvc_rules.intake.compound import stream_of
from cbccvc_rules.intake.old_letters import old_font
from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.sheet_scan import MAX_CELLS, MAX_MERGES, MAX_TEXT_BYTES, Budget, Scan
from cbccvc_rules.intake.workbook_index import MAX_SHEETS
from cbccvc_rules.intake.workbook_shared import SHOWS_NOTHING, Styles, id_format
from cbccvc_rules.model.values import FormulaFault, day_of_number
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.old_letters import Font

_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_FILEPASS, _BOUNDSHEET, _SST, _FONT, _FORMAT, _XF = 0x2F, 0x85, 0xFC, 0x31, 0x41E, 0xE0
_LABELSST, _NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0xFD, 0x203, 0x27E, 0xBD, 0x06, 0x205
_LABEL, _RSTRING, _STRING, _DATEMODE = 0x204, 0xD6, 0x207, 0x22
_CELLS = frozenset({_LABELSST, _NUMBER, _FORMULA, _BOOLERR, _LABEL, _RSTRING})
_MERGES, _ROW, _COLUMNS, _HIDDEN_ROW = 0xE5, 0x208, 0x7D, 0x20
_LAST_COLUMN = 255
_BIFF8 = 0x0600
_BIFF8_ONLY = Text("Excel cũ hơn 97 (.xls)", "Excel before 97 (.xls)")
_WORKSHEET = 0
_STRUCK = 8
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

STREAM = "Workbook"
Record = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class OldSheet:
    """A sheet: its name, what was found in it, and its rows from the first on."""

    name: str
    scan: Scan
    rows: Sequence[Sequence[object]]


@dataclass(slots=True)
class _Shared:
    """What the sheets of a workbook share.

    `sheets` are the name of each, where it starts, and whether it is hidden.
    """

    sheets: list[tuple[str, int, bool]] = field(default_factory=list)
    styles: Styles = field(default_factory=Styles)
    days: set[int] = field(default_factory=set)  # the styles that show a number as a day
    texts: list[str] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)  # the numbers of texts that are struck through
    from_1904: bool = False


def old_sheets(data: bytes) -> tuple[bool, list[OldSheet]] | None:
    """Return whether days count from 1904, and the sheets; None where it is no such workbook.

    Raises:
        RefusedError: when it is damaged, locked, too large or of an older format.
    """
    stream = stream_of(data, STREAM)
    if stream is None:
        return None
    if len(stream) > MAX_TEXT_BYTES:
        limit = f"{MAX_TEXT_BYTES // 1_000_000} MB"
        raise RefusedError("workbook-too-large", {"limit": limit})
    shared = _globals(stream)
    if not shared.sheets:
        raise RefusedError("workbook-not-one")
    if len(shared.sheets) > MAX_SHEETS:
        most = Text(f"{MAX_SHEETS} trang", f"{MAX_SHEETS} sheets")
        raise RefusedError("workbook-too-large", {"limit": most})
    budget = Budget()
    return shared.from_1904, [
        _sheet(stream, name, start, shared, budget, is_hidden=is_hidden)
        for name, start, is_hidden in shared.sheets
    ]


def _sheet(
    stream: bytes, name: str, start: int, shared: _Shared, budget: Budget, *, is_hidden: bool
) -> OldSheet:
    cells = _Cells(shared, Scan((), shared.styles, budget, is_hidden=is_hidden))
    try:
        for kind, data in _records(stream, start):
            cells.take(kind, data)
        cells.finish()
    except RefusedError as refused:
        raise refused.in_sheet(name) from None
    except (struct.error, IndexError):
        raise RefusedError("workbook-broken", sheet=name) from None
    return OldSheet(name, cells.scan, cells.rows())


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """Yield the records of a part of the stream, up to its end."""
    at, depth = start, 0
    while True:
        if at + 4 > len(stream):
            raise RefusedError("workbook-broken")
        kind, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        if len(data) < length or (depth == 0 and kind != _BOF):
            raise RefusedError("workbook-broken")
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1 or kind == _EOF:
            yield kind, data
        if depth == 0:
            return
        at += 4 + length


def _globals(stream: bytes) -> _Shared:
    """Read what all sheets share."""
    found = _Shared()
    fonts: list[Font | None] = []
    striking: set[int] = set()
    codes: dict[int, str] = {}
    shared: list[bytes] = []
    last = style = 0
    try:
        for kind, data in _records(stream, 0):
            if kind == _BOF and struct.unpack_from("<H", data)[0] != _BIFF8:
                raise RefusedError("workbook-other-format", {"format": _BIFF8_ONLY})
            if kind == _FILEPASS:
                raise RefusedError("workbook-encrypted")
            if kind == _DATEMODE:
                found.from_1904 = data[:1] == b"\1"
            elif kind == _FONT:
                if data[2] & _STRUCK:
                    striking.add(len(fonts))
                fonts.append(old_font(text_of(data, 14, data[14])))
            elif kind == _FORMAT:
                (number, length) = struct.unpack_from("<HH", data)
                codes[number] = text_of(data, 3, length)
            elif kind == _XF:
                _style(style, data, fonts, codes, found)
                if font_of(data) in striking:
                    found.styles.struck.add(style)
                style += 1
            elif kind == _BOUNDSHEET:
                start, state, sort, length = struct.unpack_from("<LBBB", data)
                if sort == _WORKSHEET:
                    found.sheets.append((text_of(data, 6, length), start, bool(state & 3)))
            elif kind == _SST or (kind == _CONTINUE and last == _SST):
                shared.append(data)
                kind = _SST
            last = kind
        found.texts = shared_texts(shared, striking, found.struck)
    except (struct.error, IndexError):
        raise RefusedError("workbook-broken") from None
    return found


_DAY_CODES = frozenset({14, 15, 16, 17, 22})  # those that need no code written out
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def _style(
    number: int, data: bytes, fonts: Sequence[Font | None], codes: dict[int, str], found: _Shared
) -> None:
    (code,) = struct.unpack_from("<H", data, 2)
    written = codes.get(code, "")
    shown = id_format(written)
    if shown is not None:
        found.styles.ids[number] = shown
    if SHOWS_NOTHING.fullmatch(written):
        found.styles.unseen.add(number)
    if code in _DAY_CODES or set(_QUOTED.sub("", written).lower()) & set("dy"):
        found.days.add(number)
    font = font_of(data)
    named = fonts[font] if font < len(fonts) else None
    if named is not None:
        found.styles.fonts[number] = named


class _Cells:
    """Takes the cells of a sheet, and what of them is told apart."""

    def __init__(self, shared: _Shared, scan: Scan) -> None:
        self.scan = scan
        self._shared = shared
        self._cells: dict[int, dict[int, object]] = {}
        self._waiting: tuple[int, int, int] | None = None  # a formula whose text comes after it
        self._remarks = OldRemarks()

    def take(self, kind: int, data: bytes) -> None:
        """Take one record."""
        if kind == _STRING:
            if self._waiting is not None:
                self._put(*self._waiting, text_of(data, 1, struct.unpack_from("<H", data)[0]))
            self._waiting = None
        elif kind in {_MULRK, _RK}:
            row, column = struct.unpack_from("<HH", data)
            for at in range(4, len(data) - 5, 6):
                style, number = struct.unpack_from("<HL", data, at)
                self._put(row, column + (at - 4) // 6, style, _of_rk(number))
        elif kind in {_MERGES, _ROW, _COLUMNS}:
            self._show(kind, data)
        elif kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", data)
            self._take(kind, data, (row, column, style))
        elif kind in REMARK_KINDS:
            self._remarks.take(kind, data)

    def finish(self) -> None:
        """Take what is known of the sheet only once all of it was heard."""
        self.scan.remarks.update(self._remarks.by_cell())
        self.scan.check_area()

    def _show(self, kind: int, data: bytes) -> None:
        """Take what is said of how cells are shown: merged, hidden."""
        scan = self.scan
        if kind == _MERGES:
            for at in range(2, len(data) - 7, 8):
                if len(scan.merges) >= MAX_MERGES:
                    break
                top, bottom, left, right = struct.unpack_from("<HHHH", data, at)
                first, last = column_letters(left + 1), column_letters(right + 1)
                scan.merges.append(f"{first}{top + 1}:{last}{bottom + 1}")
        elif kind == _ROW and struct.unpack_from("<H", data, 12)[0] & _HIDDEN_ROW:
            scan.hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _COLUMNS and struct.unpack_from("<H", data, 8)[0] & 1:
            first_hidden, last_hidden = struct.unpack_from("<HH", data)
            last_hidden = min(last_hidden, _LAST_COLUMN)
            scan.hidden_columns.update(range(first_hidden + 1, last_hidden + 2))

    def _take(self, kind: int, data: bytes, at: tuple[int, int, int]) -> None:
        value: object
        if kind == _LABELSST:
            (number,) = struct.unpack_from("<L", data, 6)
            if number >= len(self._shared.texts):
                raise RefusedError("workbook-broken")
            value = self._shared.texts[number]
            if number in self._shared.struck:
                self.scan.struck.add((at[0] + 1, at[1] + 1))
        elif kind == _NUMBER:
            (value,) = struct.unpack_from("<d", data, 6)
        elif kind == _BOOLERR:
            value = _fault(data[6]) if data[7] else data[6] != 0
        elif kind == _FORMULA:
            if data[12:14] == b"\xff\xff":
                if data[6] == 0:
                    self._waiting = at
                    return
                value = {1: data[8] != 0, 2: _fault(data[8])}.get(data[6], "")
            else:
                (value,) = struct.unpack_from("<d", data, 6)
        else:
            value = text_of(data, 7, struct.unpack_from("<H", data, 6)[0])
        self._put(*at, value)

    def _put(self, row: int, column: int, style: int, value: object) -> None:
        """Keep a cell, in the way that its style shows it."""
        scan, at = self.scan, (row + 1, column + 1)
        here = self._cells.setdefault(at[0], {})
        scan.budget.cells -= 1
        if at[1] in here or column > _LAST_COLUMN:
            raise RefusedError("workbook-broken")  # of two for one place, which is meant?
        if scan.budget.cells < 0:
            raise RefusedError("sheet-too-large", {"limit": str(MAX_CELLS)})
        if isinstance(value, FormulaFault):
            scan.odd.setdefault(at[0], {})[at[1]] = value
            value = ""
        elif isinstance(value, str):
            scan.budget.text_bytes -= len(value)
            font = scan.styles.fonts.get(style)
            if font is not None:
                scan.fonts[at] = font
        elif not isinstance(value, bool):
            value = self._number(value, style, at)
        if scan.budget.text_bytes < 0:
            limit = f"{MAX_TEXT_BYTES // 1_000_000} MB"
            raise RefusedError("workbook-too-large", {"limit": limit})
        here[at[1]] = value
        scan.height, scan.width = max(scan.height, at[0]), max(scan.width, at[1])
        if value != "" and style in scan.styles.struck:
            scan.struck.add(at)
        if value != "" and style in scan.styles.unseen:
            scan.unseen.add(at)
        if value != "":
            scan.told[at[0]] = scan.told.get(at[0], 0) + 1

    def _number(self, value: object, style: int, at: tuple[int, int]) -> object:
        """Return a number, or the day that it counts to."""
        shown = self.scan.styles.ids.get(style)
        if shown is not None:
            self.scan.ids.setdefault(at[0], {})[at[1]] = shown
        number = exact_number(value)
        if number is None:
            return str(value)
        is_day = style in self._shared.days and not self._shared.from_1904
        day = day_of_number(number) if is_day else None
        return number if day is None else day

    def rows(self) -> list[list[object]]:
        """Return the rows from the first on, blank cells as empty texts."""
        made: list[list[object]] = []
        for number in range(1, self.scan.height + 1):
            row: list[object] = [""] * self.scan.width if number in self._cells else []
            for column, value in self._cells.get(number, {}).items():
                row[column - 1] = value
            made.append(row)
        return made


def _of_rk(number: int) -> object:
    """Return a number kept in 30 bits: whole or not, and perhaps so many hundredths."""
    if number & 2:
        whole = (number >> 2) - ((number >> 31) << 30)
        return Fraction(whole, 100) if number & 1 else whole
    (value,) = struct.unpack("<d", struct.pack("<LL", 0, number & 0xFFFFFFFC))
    return value / 100 if number & 1 else value


def _fault(code: int) -> FormulaFault:
    return FormulaFault("cell-formula-failed", _ERRORS.get(code, "#N/A"))
