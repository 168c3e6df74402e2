"""Other ways in which spreadsheets write a sheet, read by rows too: formulas, texts in their cells.

A formula counts as its result; one without is left to the slower way, as is whatever two readers
may take for different texts.
"""

from __future__ import annotations

import re
from dataclasses import field
from itertools import pairwise
from operator import getitem
from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import Line
from cbccvc_rules.intake.sheet_plain import NO_SHAPE, STYLE, Rows, a_row, padded
from cbccvc_rules.intake.sheet_runs import FORMULA, KEPT, STYLED, TEXT
from cbccvc_rules.intake.sheet_scan import LAST_COLUMN
from cbccvc_rules.intake.sheet_values import FaultReader, Reader, TextReader
from cbccvc_rules.model.values import FormulaFault
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import column_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.intake.old_letters import Font
    from cbccvc_rules.intake.sheet_plain import Padding
    from cbccvc_rules.intake.sheet_scan import At, Scan
    from cbccvc_rules.intake.sheet_values import Values
    from cbccvc_rules.intake.workbook_shared import IdFormat

_CELL = (
    rb'<c r="[A-Z]{1,3}+\1"(?:' + STYLED + rb")?+(?:/>"
    rb'| t="s"><v>[0-9]{1,7}+</v></c>'
    rb'|(?: t="n")?+>' + FORMULA + rb"<v>[0-9.eE+-]{1,30}+</v></c>"
    rb'| t="str">' + FORMULA + rb"<v" + KEPT + rb">" + TEXT + rb"</v></c>"
    rb'| t="inlineStr"><is><t' + KEPT + rb">" + TEXT + rb"</t></is></c>"
    rb'| t="b">' + FORMULA + rb"<v>[01]</v></c>"
    rb'| t="e">' + FORMULA + rb"<v>[#A-Z0-9/!?_]{1,20}</v></c>)"
)
_INSIDE = re.compile(rb">([^<]+)<")
_FILLED = b">\0<"  # stands for a text, so that rows of one shape look alike
_CELLS = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"( s="[0-9]{1,5}")?(?: t="([a-zA-Z]{1,9})")?(?:(/>)|>)'
)
_PARTS = re.compile(rb'<([fvt])(?: [^>]*?)??( xml:space="preserve")?>(\0)?')
_REFUSED = ("\ufffe".encode(), "\uffff".encode())
_BEGIN_OF_BOTH = _REFUSED[0][:2]
_NO_TEXT = bytes(range(9)) + b"\x0b\x0c" + bytes(range(14, 32)) + b"\r"


def written_surely(body: bytes) -> bool:
    """Return whether rows hold nothing that XML refuses, or that readers take differently."""
    if b"<f" in body:  # what is not a formula is decoded as it is read
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            return False
    if b"]]>" in body or (_BEGIN_OF_BOTH in body and any(one in body for one in _REFUSED)):
        return False
    return len(body.translate(None, _NO_TEXT)) == len(body)


@dataclass(slots=True)
class _Styled:
    """What the styles of a row make of its cells."""

    readers: tuple[Reader, ...]
    ids: tuple[tuple[int, IdFormat], ...] = ()  # the columns
    fonts: tuple[tuple[int, int, Font], ...] = ()  # the place among the told, the column


@dataclass(slots=True)
class _Shape:
    """Where the cells of a row stand and of what kind each is that is told.

    `at` puts what is told, and one empty text behind it, into its columns. `places` are those of
    what is told among all pieces of the row, -1 for an empty text; `styles` those of its styles
    among all styles.
    """

    cells: int
    kinds: tuple[str, ...]
    places: tuple[int, ...]
    columns: tuple[int, ...]
    styles: tuple[int | None, ...]
    at: Padding
    has_styles: bool
    has_faults: bool
    plain: _Styled | None = None
    by_styles: dict[tuple[bytes, ...], _Styled] = field(default_factory=dict)


_TEXT_KINDS = frozenset({"s", "str", "inlineStr", "kept"})


class MoreRows(Rows):
    """What the rows hold, kept apart from the scan until it is sure that all are readable so."""

    rows = a_row(_CELL)

    def __init__(self, scan: Scan, values: Values) -> None:
        """Begin with what reads shared texts and numbers."""
        super().__init__(scan, values)
        self.numbers_of = values.of_style
        self.some_empty = True
        self.more: dict[bytes, _Shape | None] = {}
        self.odd: dict[int, dict[int, FormulaFault]] = {}
        self.ids: dict[int, dict[int, IdFormat]] = {}
        self.fonts: dict[At, Font] = {}
        kept = TextReader(kept=True)
        self.readers: dict[str, Reader] = {
            "s": values.texts,
            "str": kept,
            "kept": kept,
            "inlineStr": TextReader(kept=False),
            "b": Reader({b"0": False, b"1": True}),
            "e": FaultReader(),
        }

    def row(self, number: int, cells: bytes) -> bool:
        """Read the cells of a row; return whether they are in order."""
        pieces = _INSIDE.split(cells)
        bare = _FILLED.join(pieces[::2])
        key = self.key = bare.translate(None, NO_SHAPE)
        if key not in self.more:
            self.more[key] = _shape_of(bare, self.width)
        shape = self.more[key]
        if shape is None:
            return False
        self.cells += shape.cells
        if not shape.kinds:
            return True
        self.height = number
        if shape.columns[-1] > self.width:
            self.width = shape.columns[-1]
        styled = self._styled(shape, bare) if shape.plain is None else shape.plain
        pieces.append(b"")
        try:
            found = list(map(getitem, styled.readers, map(pieces.__getitem__, shape.places)))
        except LookupError:
            return False  # a text there is not
        told = len(found) - found.count("")
        if told:
            line = tuple(found) if shape.at is None else shape.at([*found, ""])
            self.found.append(Line(number, line))
            self.told[number] = told
        if shape.has_faults or styled.ids or styled.fonts:
            self._note(number, shape, styled, found)
        return True

    def column(
        self, kind: str, styles: Sequence[bytes | None], written: Sequence[bytes]
    ) -> Sequence[object]:
        """Read the cells of rows on end that stand under one another."""
        if kind == "n":
            return super().column(kind, styles, written)
        return self.readers[kind].each(written)

    def _note(self, number: int, shape: _Shape, styled: _Styled, found: list[object]) -> None:
        """Take note of what the cells of a row are beside their values."""
        pairs = zip(shape.columns, found, strict=True)
        odd = {column: one for column, one in pairs if isinstance(one, FormulaFault)}
        if odd:
            self.odd[number] = odd
            self.told[number] -= len(odd)
            if not self.told[number]:
                del self.told[number]
        if styled.ids:
            self.ids[number] = dict(styled.ids)
        for at, column, font in styled.fonts:
            if found[at] != "":
                self.fonts[number, column] = font

    def _styled(self, shape: _Shape, bare: bytes) -> _Styled:
        """Return what reads the cells of a row of a shape."""
        if not shape.has_styles:
            shape.plain = self._made(shape, ())
            return shape.plain
        styles = tuple(STYLE.findall(bare))
        made = shape.by_styles.get(styles)
        if made is None:
            made = shape.by_styles[styles] = self._made(shape, styles)
        return made

    def _made(self, shape: _Shape, styles: tuple[bytes, ...]) -> _Styled:
        told = [None if at is None else int(styles[at]) for at in shape.styles]
        known = self.scan.styles
        numbered = list(zip(shape.columns, shape.kinds, told, strict=True))
        return _Styled(
            tuple(
                self.numbers_of(None if style is None else b"%d" % style)
                if kind == "n"
                else self.readers[kind]
                for _, kind, style in numbered
            ),
            tuple(
                (column, known.ids[style])
                for column, kind, style in numbered
                if style in known.ids and kind in {"n", "b"} and style is not None
            ),
            tuple(
                (at, column, known.fonts[style])
                for at, (column, kind, style) in enumerate(numbered)
                if style in known.fonts and kind in _TEXT_KINDS and style is not None
            ),
        )

    def caches(self) -> list[Reader]:
        """Return what is kept of values that were met."""
        texts = [self.readers[kind] for kind in ("kept", "inlineStr", "e")]
        return [*super().caches(), *texts]

    def forget(self, most: int) -> None:
        """Begin anew below the rows that were settled."""
        super().forget(most)
        self.odd, self.ids, self.fonts = {}, {}, {}
        if len(self.more) > most:
            self.more.clear()

    def settle(self) -> None:
        """Tell the scan what was found, within its budget."""
        self.scan.odd, self.scan.ids, self.scan.fonts = self.odd, self.ids, self.fonts
        super().settle()


def _shape_of(bare: bytes, width: int) -> _Shape | None:
    """Return where the cells of a row stand, None where they are in no order."""
    columns: list[int] = []
    told: list[tuple[int, str, int | None]] = []
    styles = 0
    for name, style, kind, blank in _CELLS.findall(bare):
        columns.append(column_number(name.decode()))
        if not blank:
            told.append((columns[-1], kind.decode() or "n", styles if style else None))
        styles += bool(style)
    if columns[-1] > LAST_COLUMN or any(left >= right for left, right in pairwise(columns)):
        return None
    places: list[int] = []
    kept: list[bool] = []
    filled = 0
    for part, preserved, text in _PARTS.findall(bare):
        filled += bool(text)
        if part != b"f":
            places.append(2 * filled - 1 if text else -1)
            kept.append(bool(preserved))
    kinds = tuple("kept" if keeps else kind for keeps, (_, kind, _) in zip(kept, told, strict=True))
    named = tuple(column for column, _, _ in told)
    return _Shape(
        len(columns),
        kinds,
        tuple(places),
        named,
        tuple(style for _, _, style in told),
        padded(named, width) if named else None,
        has_styles=any(style is not None for _, _, style in told),
        has_faults="e" in kinds,
    )
