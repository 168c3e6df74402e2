"""The plain way in which spreadsheets write most sheets, read by rows instead of by elements.

It finds just what `Scan` finds, and the cells besides, or nothing: whatever is written otherwise,
formulas, errors, texts of their own, is left to the scan of every element and the reader after it.
"""

from __future__ import annotations

import re
from dataclasses import field
from itertools import compress, pairwise, repeat
from operator import getitem, itemgetter, lt
from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import Line
from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.sheet_runs import ATTRIBUTES, STYLED, Runs, taken
from cbccvc_rules.intake.sheet_scan import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_CELLS,
    MAX_TEXT_BYTES,
)
from cbccvc_rules.intake.sheet_values import OddError
from cbccvc_rules.model.values import ShownNumber
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import column_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cbccvc_rules.intake.sheet_runs import Found, Run
    from cbccvc_rules.intake.sheet_scan import Scan
    from cbccvc_rules.intake.sheet_values import Reader, Values
    from cbccvc_rules.intake.workbook_shared import IdFormat

    Padding = Callable[[list[object]], tuple[object, ...]] | None

# Cells name their row as the row does. Texts are told by their number, numbers as they are.
_CELL = (
    rb'<c r="[A-Z]{1,3}+\1"(?:' + STYLED + rb")?+"
    rb'(?:/>| t="s"><v>[0-9]{1,7}+</v></c>|(?: t="n")?+><v>[0-9.eE+-]{1,30}+</v></c>)'
)


def a_row(cell: bytes) -> re.Pattern[bytes]:
    """Return what finds rows of such cells: the number, what else is said of the row, the cells."""
    return re.compile(
        rb'<row r="([1-9][0-9]{0,6})"(' + ATTRIBUTES + rb")"
        rb"(?:/>|>((?:" + cell + rb")*+)</row>)"
    )


_ATTRIBUTES = re.compile(ATTRIBUTES)
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


def readers_of(values: Values, shape: Shape, cells: bytes) -> tuple[Reader, ...]:
    """Return what reads the cells of a row of a shape."""
    if shape.readers is not None:
        return shape.readers
    if all(one is None for one in shape.styled):
        plain = values.numbers["number"]
        shape.readers = tuple(values.texts if text else plain for text in shape.texts)
        return shape.readers
    styles = tuple(STYLE.findall(cells))
    found = shape.by_styles.get(styles)
    if found is None:
        found = tuple(
            values.texts if text else values.of_style(None if at is None else styles[at])
            for text, at in zip(shape.texts, shape.styled, strict=True)
        )
        shape.by_styles[styles] = found
    return found


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
        self.key = b""  # the shape of the row that was read last
        self.runs = Runs()
        # Where fonts tell more of a cell than its value, each row is looked at by itself.
        self.in_runs = values is not None and not scan.styles.fonts
        self.some_empty = 0 in scan.sizes
        self.values = values
        self.found: list[Line] = []

    def read(self, body: bytes) -> bool:
        """Read every row; return whether all are written plainly."""
        at: int | None = 0
        before = b""
        while at is not None and at < len(body):
            match = self.rows.match(body, at)
            if match is None:
                return False
            written, more, cells = match.groups()
            number = int(written)
            if not self.last < number <= LAST_ROW:
                return False
            at, self.last = match.end(), number
            if more and not self._more(number, more):
                return False
            if cells and not self.row(number, cells):
                return False
            if cells and self.in_runs:
                run = self.runs.after(cells, self.key, before)
                at = at if run is None else self._run(body, at, run)
            before = self.key
        return at is not None

    def _more(self, number: int, more: bytes) -> bool:
        """Take what is said of a row beside its number."""
        hides = self.attributes.get(more)
        if hides is None:
            names = _NAMES.findall(more)
            if b"r" in names or len(set(names)) < len(names):
                return False
            if _ATTRIBUTES.fullmatch(more) is None:
                return False
            hides = self.attributes[more] = _HIDDEN.search(more) is not None
        if hides:
            self.hidden.add(number)
        return True

    def _run(self, body: bytes, at: int, run: Run) -> int | None:
        """Read the rows on end that are like the one before; return where they end.

        None where one of them is not written plainly after all.
        """
        for end, rows in run.pieces(body, at):
            try:
                if not self._take_all(run, rows):
                    return None
            except LookupError:
                return None  # a text there is not
            self.cells += run.cells * len(rows) if run.every else body.count(b"<c ", at, end)
            at = end
        return at

    def _take_all(self, run: Run, rows: Found) -> bool:
        """Read many rows on end; return whether they are in order.

        Raises:
            OddError: for a cell that readers may differ about.
            LookupError: for a text there is not.
        """
        written, more, *columns = zip(*rows, strict=True)
        numbers = list(map(int, written))
        if not (self.last < numbers[0] and numbers[-1] <= LAST_ROW):
            return False
        if not all(map(lt, numbers, numbers[1:])):
            return False
        self.last = numbers[-1]
        for one in dict.fromkeys(more):
            if not self._more(0, one):
                return False
        self.hidden.discard(0)
        self.hidden.update(compress(numbers, map(self.attributes.__getitem__, more)))
        told = taken(run, iter(columns), self.column, some_empty=self.some_empty)
        if told.last < 0:
            return True
        self.height = numbers[told.last]
        self.width = max(self.width, *told.columns)
        nothing = [""] * len(rows)
        reach = range(1, self.width + 1)
        cells = zip(*(told.columns.get(at, nothing) for at in reach), strict=True)
        found = map(Line, numbers, cells)
        if told.counts:
            self.told.update(compress(zip(numbers, told.counts, strict=True), told.counts))
            self.found.extend(compress(found, told.counts))
        else:
            self.told.update(zip(numbers, repeat(len(told.columns))))
            self.found.extend(found)
        return True

    def column(
        self, kind: str, styles: Sequence[bytes | None], written: Sequence[bytes]
    ) -> Sequence[object]:
        """Read the cells of rows on end that stand under one another; numbers may have styles."""
        values = self.values
        if values is None or kind not in {"s", "n"}:
            raise OddError
        if kind == "s":
            return values.texts.each(written)
        numbers = {one: one and one[len(b' s="') : -1] for one in {*styles}}
        known = {one: values.of_style(style) for one, style in numbers.items()}
        ids = {
            one: self.scan.styles.ids[int(style)]
            for one, style in numbers.items()
            if style and int(style) in self.scan.styles.ids
        }
        if len(known) > 1:
            found = [known[style][one] for style, one in zip(styles, written, strict=True)]
        else:
            found = next(iter(known.values()), values.numbers["number"]).each(written)
        if not ids:
            return found
        return [
            _as_id(one, ids[style]) if style in ids else one
            for style, one in zip(styles, found, strict=True)
        ]

    def row(self, number: int, cells: bytes) -> bool:
        """Read the cells of a row; return whether they are written plainly."""
        key = self.key = cells.translate(None, NO_SHAPE)
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
        found = list(map(getitem, readers_of(self.values, shape, cells), written))
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
                told[column - 1] = _as_id(told[column - 1], shown)
            cells = tuple(told)
        return Line(line.number, cells)


def _as_id(cell: object, shown: IdFormat) -> object:
    """Return a whole number as its format shows it."""
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return ShownNumber(cell, shown.show(cell))
    return cell


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
