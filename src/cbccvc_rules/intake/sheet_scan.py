"""A sheet is scanned before it is read: how far it reaches, how much it holds, what is no value.

The reader proper is fast and trusting. It makes room for every cell up to the farthest one, and it
takes a failed formula, or one whose result nobody has worked out, for an empty cell.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS, Layout, Line, Merge
from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.safe_xml import local
from cbccvc_rules.intake.workbook_shared import is_struck
from cbccvc_rules.model.rows import MAX_ROWS
from cbccvc_rules.model.values import FormulaFault
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import column_letters, column_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from cbccvc_rules.intake.old_letters import Font
    from cbccvc_rules.intake.workbook_shared import IdFormat, Styles

MAX_CELLS = 2_000_000
MAX_ELEMENTS_ASIDE = (
    1_100_000  # rows, and what is said beside the cells; a sheet has 1,048,576 rows
)
MAX_TEXT_BYTES = 60_000_000
# The sheets may be this large whatever they hold; larger ones must be filled to a tenth.
ROOMY_AREA = 500_000
FILLED_TO = 10
MAX_AREA = 4_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}):\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_YES = frozenset({"1", "true"})
_NO_SIZE = frozenset({"0", "0.0"})
MAX_MERGES = 50_000
At = tuple[int, int]


@dataclass(slots=True)
class Budget:
    """What the sheets of one workbook may hold together; each scan takes its part."""

    cells: int = MAX_CELLS
    text_bytes: int = MAX_TEXT_BYTES
    area: int = MAX_AREA
    blank_area: int = ROOMY_AREA


@dataclass(slots=True)
class Scan:
    """Hears one sheet.

    `told` counts by row the cells that hold something the reader must find too; `odd` leads from
    row and column to what the reader cannot tell, an error or a formula without a result; `ids` to
    how a number is shown as an id; `fonts` to the font of a text, where it is of an old encoding.
    `lines` are the rows themselves, where the sheet is written so plainly that they were read along
    with the scan. `merges` are ranges as written; `hidden` rows and columns are those that the
    sheet does not show. `struck` are the cells that are struck through, by their style, by a run of
    their own text, or as they show one of the `struck_texts`; `unseen` those whose format shows
    nothing; `remarks` are the comments on cells.
    """

    sizes: Sequence[int]
    styles: Styles
    budget: Budget
    told: dict[int, int] = field(default_factory=dict)
    odd: dict[int, dict[int, FormulaFault]] = field(default_factory=dict)
    ids: dict[int, dict[int, IdFormat]] = field(default_factory=dict)
    fonts: dict[At, Font] = field(default_factory=dict)
    lines: list[Line] | None = None
    merges: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck_texts: Set[int] = frozenset()
    struck: set[At] = field(default_factory=set)
    unseen: set[At] = field(default_factory=set)
    remarks: dict[At, str] = field(default_factory=dict)
    is_hidden: bool = False  # the sheet itself is not shown
    height: int = 0  # the last row with a cell that the reader may make room for
    width: int = 0  # the farthest column with one
    _at: At = (0, 0)
    _kind: str = ""
    _style: str = ""
    _inside: str = ""  # v, f or t, within a cell
    _parts: list[str] = field(default_factory=list)
    _formula: str | None = None
    _value: str | None = None
    _is_struck: bool = False
    _is_filled: bool = False  # has anything inside
    _aside: int = 0
    _letters: dict[str, int] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)  # sizes by the number of a text as written

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Begin a cell, or a part of one."""
        if name not in _CELL_PARTS:
            name = local(name)
        if name == "c":
            self._begin(told)
            return
        self._is_filled = True
        if name in _CELL_PARTS:
            self._inside = name
            self._parts.clear()
        else:
            self._aside += 1
            if self._aside > MAX_ELEMENTS_ASIDE:
                raise RefusedError("sheet-too-large", {"limit": str(MAX_CELLS)})
            if name == "row":
                self._row(told.get("r"))
                if told.get("hidden") in _YES or told.get("ht") in _NO_SIZE:
                    self.hidden_rows.add(self._at[0])
            elif name == "mergeCell":
                self.merges.append(told.get("ref", ""))
            elif is_struck(name, told):
                self._is_struck = True
            elif name == "col" and (told.get("hidden") in _YES or told.get("width") in _NO_SIZE):
                self._hide(told.get("min", ""), told.get("max", ""))

    def _hide(self, first: str, last: str) -> None:
        if first.isdecimal() and last.isdecimal() and int(last) <= LAST_COLUMN:
            self.hidden_columns.update(range(int(first), int(last) + 1))

    def layout(self) -> Layout:
        """Return how the sheet shows its cells; a range that is none is passed over."""
        merges = (_RANGE.fullmatch(one) for one in self.merges[:MAX_MERGES])
        return Layout(
            tuple(
                Merge(int(one[2]), column_number(one[1]), int(one[4]), column_number(one[3]))
                for one in merges
                if one is not None
            ),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            frozenset(self.struck),
            self.is_hidden,
            frozenset(self.unseen),
            self.remarks,
        )

    def text(self, text: str) -> None:
        """Keep what stands in a part of a cell."""
        if self._inside:
            self._parts.append(text)

    def end(self, name: str) -> None:
        """Finish a cell, or a part of one."""
        if name not in _CELL_PARTS:
            name = local(name)
        if name == "c":
            self._finish()
        elif self._inside and name == self._inside:
            text = "".join(self._parts)
            if name == "f":
                self._formula = text
            else:
                self._value = (self._value or "") + text
            self._inside = ""

    def _row(self, told: str | None) -> None:
        row = self._at[0] + 1 if told is None else _number(told)
        if not self._at[0] < row <= LAST_ROW:
            raise RefusedError("workbook-broken")
        self._at = (row, 0)

    def _begin(self, told: Mapping[str, str]) -> None:
        reference = told.get("r")
        at = (self._at[0], self._at[1] + 1) if reference is None else self._place(reference)
        # Cells stand in order. Of two for one place, no two readers would take the same.
        if at <= self._at or not 0 < at[0] <= LAST_ROW or at[1] > LAST_COLUMN:
            raise RefusedError("workbook-broken")
        self._at = at
        self._kind, self._style = told.get("t", "n"), told.get("s", "")
        self._formula = self._value = None
        self._is_filled = self._is_struck = False
        self.budget.cells -= 1
        if self.budget.cells < 0:
            raise RefusedError("sheet-too-large", {"limit": str(MAX_CELLS)})

    def _place(self, reference: str) -> At:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise RefusedError("workbook-broken")
        letters = match[1]
        column = self._letters.get(letters)
        if column is None:
            column = self._letters[letters] = column_number(letters)
        return int(match[2]), column

    def _finish(self) -> None:
        row, column = self._at
        value = self._value or ""
        if self._is_filled or self._kind != "n":  # an empty text is a text
            self.height, self.width = row, max(self.width, column)
        fault = self._fault(value.strip())
        if fault is not None:
            self.odd.setdefault(row, {})[column] = fault
        elif self._is_told(value):
            self.told[row] = self.told.get(row, 0) + 1
            if self._is_struck or self._shows_struck(value):
                self.struck.add((row, column))
            if self.styles.unseen and self._style and _number(self._style) in self.styles.unseen:
                self.unseen.add((row, column))
            if self.styles.fonts and self._style and self._kind in _TEXT_KINDS:
                font = self.styles.fonts.get(_number(self._style))
                if font is not None:
                    self.fonts[row, column] = font

    def _shows_struck(self, value: str) -> bool:
        """Whether the style of a cell, or the shared text in it, is struck through."""
        if self.styles.struck and self._style and _number(self._style) in self.styles.struck:
            return True
        texts = self.struck_texts
        return bool(texts) and self._kind == "s" and _number(value.strip()) in texts

    def _fault(self, value: str) -> FormulaFault | None:
        if self._kind == "e" and value:
            return FormulaFault("cell-formula-failed", value)
        if self._formula is not None and not value and not self._is_empty_text():
            return FormulaFault("cell-formula-uncomputed", f"={self._formula}")
        return None

    def _is_empty_text(self) -> bool:
        """Whether a formula was worked out, and its result is a text without characters."""
        return self._kind == "str" and self._value is not None

    def _is_told(self, value: str) -> bool:
        if self._kind == "s":
            size = self._known.get(value)
            if size is None:
                size = self._known[value] = self._size(value)
            self.budget.text_bytes -= size
            if self.budget.text_bytes < 0:
                limit = f"{MAX_TEXT_BYTES // 1_000_000} MB"
                raise RefusedError("workbook-too-large", {"limit": limit})
            return size > 0
        if self._kind in {"str", "inlineStr"}:
            if len(value) > MAX_CELL_CHARACTERS:
                raise RefusedError("cell-too-long", {"limit": str(MAX_CELL_CHARACTERS)})
            return value != ""
        if not value.strip():
            return False
        if self._style and (shown := self.styles.ids.get(_number(self._style))) is not None:
            self.ids.setdefault(self._at[0], {})[self._at[1]] = shown
        return True

    def _size(self, value: str) -> int:
        if not value.strip():
            return 0
        at = _number(value.strip())
        if at >= len(self.sizes):
            raise RefusedError("workbook-broken")
        return self.sizes[at]

    def check_area(self) -> None:
        """Take the room that the sheet needs.

        Raises:
            RefusedError: when it is too large, or reaches so far out that it is all but empty.
        """
        if len(self.told) > MAX_ROWS + 1:  # below the headings
            raise RefusedError("too-many-rows", {"limit": str(MAX_ROWS)})
        held = sum(self.told.values()) + sum(len(row) for row in self.odd.values())
        area = self.height * self.width
        self.budget.area -= area
        self.budget.blank_area -= area - FILLED_TO * held
        if self.budget.blank_area < 0:
            cell = f"{column_letters(self.width)}{self.height}"
            raise RefusedError("sheet-too-sparse", {"cell": cell, "held": str(held)})
        if self.budget.area < 0:
            raise RefusedError("sheet-too-large", {"limit": str(MAX_AREA)})


_TEXT_KINDS = frozenset({"s", "str", "inlineStr"})
_CELL_PARTS = frozenset({"c", "v", "f", "t"})


def _number(text: str) -> int:
    """Return a short whole number without a sign."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise RefusedError("workbook-broken")
    return int(text)
