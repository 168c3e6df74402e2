"""The plain way in which spreadsheets write most sheets, scanned by rows instead of by elements.

It finds just what `Scan` finds, some ten times as fast, or nothing: whatever is written otherwise,
formulas, errors, texts of their own, is left to the scan of every element.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.sheet_scan import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_CELLS,
    MAX_TEXT_BYTES,
)
from cbccvc_rules.sources import column_number

if TYPE_CHECKING:
    from cbccvc_rules.intake.sheet_scan import Scan

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
# Cells name their row as the row does. Texts are told by their number, numbers as they are.
_CELL = (
    rb'<c r="[A-Z]{1,3}\1"(?: s="[0-9]{1,5}")?'
    rb'(?:/>| t="s"><v>[0-9]{1,7}</v></c>|(?: t="n")?><v>[0-9.eE+-]{1,30}</v></c>)'
)
_ROW = re.compile(
    rb'<row r="([1-9][0-9]{0,6})"((?: [a-zA-Z0-9:]{1,30}="[^"<&\x80-\xff]{0,99}"){0,20})'
    rb"(?:/>|>((?:" + _CELL + rb")*)</row>)"
)
_NAMES = re.compile(rb' ([a-zA-Z0-9:]{1,30})="')
_LETTERS = re.compile(rb'<c r="([A-Z]{1,3})')
_TEXT = re.compile(rb't="s"><v>([0-9]{1,7})<')
_SHOWN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}" s="([0-9]{1,5})"(?: t="n")?><v>')
_BLANK = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?/>')
_ELSEWHERE = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)[\s/>]")
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')


def plain_frame(data: bytes, scan: Scan) -> bytes | None:
    """Scan the rows of a plainly written sheet, and return the rest of it, which is still to scan.

    None, and nothing scanned, where it is written otherwise, and where texts may be in an old font.

    Raises:
        RefusedError: when the sheet holds too much.
    """
    if scan.styles.fonts or data.count(_OPEN) != 1 or data.count(_CLOSE) != 1:
        return None
    begin, end = data.index(_OPEN) + len(_OPEN), data.index(_CLOSE)
    frame = data[:begin] + data[end:]
    if end < begin or _ELSEWHERE.search(frame) is not None:
        return None
    rows = _Rows(scan)
    if not rows.read(data[begin:end]):
        return None
    rows.settle()
    return frame


class _Rows:
    """What the rows hold, kept apart from the scan until it is sure that all are plain."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.told: dict[int, int] = {}
        self.cells = self.text_bytes = self.height = self.width = self.last = 0
        self.hidden: set[int] = set()
        self.shown: list[tuple[int, bytes, int]] = []
        self.reach: dict[tuple[bytes, ...], int] = {}
        self.attributes: dict[bytes, bool] = {}

    def read(self, body: bytes) -> bool:
        """Read every row; return whether all are written plainly."""
        at = 0
        some_empty = 0 in self.scan.sizes
        for match in _ROW.finditer(body):
            written, more, cells = match.groups()
            number = int(written)
            if match.start() != at or not self.last < number <= LAST_ROW:
                return False
            at, self.last = match.end(), number
            if more:
                hides = self.attributes.get(more)
                if hides is None:
                    names = _NAMES.findall(more)
                    if b"r" in names or len(set(names)) < len(names):
                        return False
                    hides = self.attributes[more] = _HIDDEN.search(more) is not None
                if hides:
                    self.hidden.add(number)
            if cells and not self._row(number, cells, some_empty=some_empty):
                return False
        return at == len(body) and self._texts(body)

    def _row(self, number: int, cells: bytes, *, some_empty: bool) -> bool:
        columns = tuple(_LETTERS.findall(cells))
        told = cells.count(b"<v>")
        reach = self.reach.get(columns)
        if reach is None:
            reach = self.reach[columns] = self._reach(columns)
        if not reach:
            return False
        self.cells += len(columns)
        if told:
            if told != len(columns):
                last = _LETTERS.findall(_BLANK.sub(b"", cells))[-1]
                reach = column_number(last.decode())
            self.height, self.width = number, max(self.width, reach)
            if some_empty:
                told -= sum(self._size(one) == 0 for one in _TEXT.findall(cells))
            if told:
                self.told[number] = told
        if self.scan.styles.ids:
            self.shown += [(number, column, int(style)) for column, style in _SHOWN.findall(cells)]
        return True

    def _size(self, number: bytes) -> int:
        at = int(number)
        return self.scan.sizes[at] if at < len(self.scan.sizes) else 1

    def _texts(self, body: bytes) -> bool:
        """Add up what the texts hold; return whether all of them are there."""
        try:
            self.text_bytes = sum(map(self.scan.sizes.__getitem__, map(int, _TEXT.findall(body))))
        except IndexError:
            return False
        return True

    def _reach(self, columns: tuple[bytes, ...]) -> int:
        """Return the last of columns in order; 0 where they are in none."""
        numbers = [column_number(one.decode()) for one in columns]
        rising = all(left < right for left, right in pairwise(numbers))
        return numbers[-1] if rising and numbers[-1] <= LAST_COLUMN else 0

    def settle(self) -> None:
        """Tell the scan what was found, within its budget."""
        scan, budget = self.scan, self.scan.budget
        budget.cells -= self.cells
        if budget.cells < 0:
            raise RefusedError("sheet-too-large", {"limit": str(MAX_CELLS)})
        budget.text_bytes -= self.text_bytes
        if budget.text_bytes < 0:
            limit = f"{MAX_TEXT_BYTES // 1_000_000} MB"
            raise RefusedError("workbook-too-large", {"limit": limit})
        scan.told, scan.hidden_rows = self.told, self.hidden
        scan.height, scan.width = self.height, self.width
        for number, column, style in self.shown:
            shown = scan.styles.ids.get(style)
            if shown is not None:
                scan.ids.setdefault(number, {})[column_number(column.decode())] = shown
