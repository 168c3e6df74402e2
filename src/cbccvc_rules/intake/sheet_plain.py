"""The plain way in which spreadsheets write most sheets, read by rows instead of by elements.

It finds just what `Scan` finds, and the cells besides, or nothing: whatever is written otherwise,
formulas, errors, texts of their own, is left to the scan of every element and the reader after it.
"""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date, timedelta
from itertools import pairwise
from operator import getitem, itemgetter
from typing import TYPE_CHECKING

from cbccvc_rules.exact import number_of_sheet
from cbccvc_rules.intake.base import Line
from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.sheet_scan import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_CELLS,
    MAX_TEXT_BYTES,
)
from cbccvc_rules.model.values import ShownNumber
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import column_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cbccvc_rules.intake.sheet_scan import Scan
    from cbccvc_rules.intake.workbook_shared import Shown, Styles

    Reader = dict[bytes, object]
    Padding = Callable[[list[object]], tuple[object, ...]] | None

# Cells name their row as the row does. Texts are told by their number, numbers as they are.
_CELL = (
    rb'<c r="[A-Z]{1,3}+\1"(?: s="[0-9]{1,5}+")?+'
    rb'(?:/>| t="s"><v>[0-9]{1,7}+</v></c>|(?: t="n")?+><v>[0-9.eE+-]{1,30}+</v></c>)'
)


def a_row(cell: bytes) -> re.Pattern[bytes]:
    """Return what finds rows of such cells: the number, what else is said of the row, the cells."""
    return re.compile(
        rb'<row r="([1-9][0-9]{0,6})"((?: [a-zA-Z0-9:]{1,30}="[^"<&\x80-\xff]{0,99}"){0,20})'
        rb"(?:/>|>((?:" + cell + rb")*+)</row>)"
    )


_NAMES = re.compile(rb' ([a-zA-Z0-9:]{1,30})="')
_REACHED = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"( s="[0-9]{1,5}")?( t="s")?(?: t="n")?(/)?')
_TOLD = re.compile(rb"<v>([^<]*)")
STYLE = re.compile(rb' s="([0-9]{1,5})"')
_SHOWN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}" s="([0-9]{1,5})"(?: t="n")?><v>')
_HIDDEN = re.compile(rb' (?:hidden="(?:1|true)"|ht="0(?:\.0)?")')
NO_SHAPE = b"0123456789.+-"


@dataclass(slots=True)
class Shape:
    """Where the cells of a row stand, whatever is told in them: rows of one shape are many.

    `at` puts what is told, and one empty text behind it, into its columns. `readers` has for each
    cell that is told what reads it; where some numbers have styles (`styled` are their places among
    all styles of the row), it hangs on these (`by_styles`).
    """

    cells: int
    texts: tuple[bool, ...]
    reach: int
    at: Padding
    styled: tuple[int | None, ...]
    readers: tuple[Reader, ...] | None = None
    by_styles: dict[tuple[bytes, ...], tuple[Reader, ...]] = field(default_factory=dict)


class OddError(ValueError):
    """A cell is one that readers may differ about."""


class _Numbers(dict[bytes, object]):
    """Leads from a number as written to what a cell of a format tells by it."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.shown = shown

    def __missing__(self, written: bytes) -> object:
        """Read a number that was not met before."""
        number = number_of_sheet(written)
        made: object = number
        if self.shown == "day":
            sure = isinstance(number, int) and _FIRST_SURE_DAY <= number <= _LAST_DAY
            made = _DAY_0 + timedelta(days=int(number)) if sure and number is not None else None
        if made is None or self.shown == "other":
            raise OddError
        self[written] = made
        return made


class Values:
    """What reads the cells of a sheet: texts by their numbers, numbers by how they are shown."""

    def __init__(self, texts: Sequence[str], styles: Styles) -> None:
        self.texts: Reader = dict(zip(map(b"%d".__mod__, range(len(texts))), texts, strict=True))
        self.styles = styles
        self.numbers: dict[Shown, Reader] = {
            "number": _Numbers("number"),
            "day": _Numbers("day"),
            "other": _Numbers("other"),
        }

    def readers(self, shape: Shape, cells: bytes) -> tuple[Reader, ...]:
        """Return what reads the cells of a row of a shape."""
        if shape.readers is not None:
            return shape.readers
        if all(one is None for one in shape.styled):
            plain = self.numbers["number"]
            shape.readers = tuple(self.texts if text else plain for text in shape.texts)
            return shape.readers
        styles = tuple(STYLE.findall(cells))
        found = shape.by_styles.get(styles)
        if found is None:
            found = tuple(
                self.texts if text else self.of_style(None if at is None else styles[at])
                for text, at in zip(shape.texts, shape.styled, strict=True)
            )
            shape.by_styles[styles] = found
        return found

    def of_style(self, style: bytes | None) -> Reader:
        """Return what reads a number of a style."""
        shows = self.styles.shows
        if style is None:
            return self.numbers["number"]
        return self.numbers[shows[int(style)] if int(style) < len(shows) else "other"]


# Before 1 March 1900 spreadsheets count a day that there was not.
_DAY_0, _FIRST_SURE_DAY, _LAST_DAY = date(1899, 12, 30), 61, 2_958_465


class Rows:
    """What the rows hold, kept apart from the scan until it is sure that all are plain."""

    rows = a_row(_CELL)

    def __init__(self, scan: Scan, values: Values | None) -> None:
        self.scan = scan
        self.told: dict[int, int] = {}
        self.cells = self.text_bytes = self.height = self.width = self.last = 0
        self.hidden: set[int] = set()
        self.shown: list[tuple[int, bytes, int]] = []
        self.shapes: dict[bytes, Shape | None] = {}
        self.attributes: dict[bytes, bool] = {}
        self.some_empty = 0 in scan.sizes
        self.values = values
        self.found: list[Line] = []

    def read(self, body: bytes) -> bool:
        """Read every row; return whether all are written plainly."""
        at = 0
        for match in self.rows.finditer(body):
            written, more, cells = match.groups()
            number = int(written)
            if match.start() != at or not self.last < number <= LAST_ROW:
                return False
            at, self.last = match.end(), number
            if more and not self._more(number, more):
                return False
            if cells and not self.row(number, cells):
                return False
        return at == len(body)

    def _more(self, number: int, more: bytes) -> bool:
        """Take what is said of a row beside its number."""
        hides = self.attributes.get(more)
        if hides is None:
            names = _NAMES.findall(more)
            if b"r" in names or len(set(names)) < len(names):
                return False
            hides = self.attributes[more] = _HIDDEN.search(more) is not None
        if hides:
            self.hidden.add(number)
        return True

    def row(self, number: int, cells: bytes) -> bool:
        """Read the cells of a row; return whether they are written plainly."""
        key = cells.translate(None, NO_SHAPE)
        if key in self.shapes:
            shape = self.shapes[key]
        else:
            shape = self.shapes[key] = _shape_of(cells, self.width)
        if shape is None:
            return False
        self.cells += shape.cells
        if not shape.texts:
            return True
        written = _TOLD.findall(cells)
        self.height, self.width = number, max(self.width, shape.reach)
        try:
            empty = self._take(number, cells, written, shape)
        except LookupError:
            return False  # a text there is not
        told = len(written) - empty
        if told:
            self.told[number] = told
        if self.scan.styles.ids:
            self.shown += [(number, column, int(style)) for column, style in _SHOWN.findall(cells)]
        return True

    def _take(self, number: int, cells: bytes, written: list[bytes], shape: Shape) -> int:
        """Read the cells of a row, or add up what its texts hold; return how many are empty.

        Texts are not held once more, however many cells tell them: they take nothing of the budget.

        Raises:
            OddError: for a cell that readers may differ about.
            LookupError: for a text there is not.
        """
        if self.values is None:
            sizes = [
                self.scan.sizes[int(one)]
                for one, text in zip(written, shape.texts, strict=True)
                if text
            ]
            self.text_bytes += sum(sizes)
            return sizes.count(0)
        found = list(map(getitem, self.values.readers(shape, cells), written))
        empty = found.count("") if self.some_empty else 0
        if empty < len(found):
            if shape.at is None:
                self.found.append(Line(number, tuple(found)))
            else:
                self.found.append(Line(number, shape.at([*found, ""])))
        return empty

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
        if self.values is not None:
            scan.lines = list(map(self._line, self.found))

    def forget(self, most: int) -> None:
        """Begin anew below the rows that were settled; of what was met, keep no more than so many.

        A stream of rows is settled piece by piece.
        """
        self.cells = self.text_bytes = 0
        self.told, self.hidden, self.shown, self.found = {}, set(), [], []
        self.scan.ids.clear()
        for one in self.caches():
            if len(one) > most:
                one.clear()
        if len(self.shapes) > most:
            self.shapes.clear()
        if len(self.attributes) > most:
            self.attributes.clear()

    def caches(self) -> list[Reader]:
        """Return what is kept of values that were met."""
        return [] if self.values is None else list(self.values.numbers.values())

    def _line(self, line: Line) -> Line:
        """Return a row as wide as the sheet, its ids as they are shown."""
        cells, ids = line.cells, self.scan.ids.get(line.number)
        if len(cells) == self.width and not ids:
            return line
        cells = (*cells, *[""] * (self.width - len(cells)))
        if ids:
            told = list(cells)
            for column, shown in ids.items():
                cell = told[column - 1]
                if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
                    told[column - 1] = ShownNumber(cell, shown.show(cell))
            cells = tuple(told)
        return Line(line.number, cells)


def padded(told: Sequence[int], width: int) -> Padding:
    """Return what puts what is told, and one empty text behind it, into columns from the first.

    It reaches as far as the sheet does so far, so that few rows are widened later. None where it
    would change nothing.
    """
    reach = max(told[-1], width)
    if len(told) == reach:
        return None
    where = {column: at for at, column in enumerate(told)}
    return itemgetter(*(where.get(column, len(told)) for column in range(1, reach + 1)))


def _shape_of(cells: bytes, width: int) -> Shape | None:
    """Return where the cells of a row stand, None where they are in no order."""
    columns: list[int] = []
    told: list[int] = []
    texts: list[bool] = []
    styled: list[int | None] = []
    styles = 0
    for name, style, text, blank in _REACHED.findall(cells):
        columns.append(column_number(name.decode()))
        if not blank:
            told.append(columns[-1])
            texts.append(bool(text))
            styled.append(styles if style and not text else None)
        styles += bool(style)
    if columns[-1] > LAST_COLUMN or any(left >= right for left, right in pairwise(columns)):
        return None
    at = padded(told, width) if told else None
    return Shape(len(columns), tuple(texts), told[-1] if told else 0, at, tuple(styled))
