"""Cells of OpenDocument workbooks: what was heard of one becomes text, a number, a day, a fault."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date, datetime
from typing import TYPE_CHECKING

from cbccvc_rules.exact import number_of_sheet
from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS
from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.model.values import FormulaFault, ShownNumber
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

# How a number is shown that is an id: zeros before it, or letters.
_AS_ID = re.compile(r"([^\W\d_][^\s\d]{0,19})?([0-9]{1,20})")
_FAULTS = re.compile(r"#.+|Err:[0-9]{3}")
_ROOMY = 4  # spaces around a text are taken away once it is whole


@dataclass(slots=True)
class Cell:
    """A cell that is heard: its attributes, its text by lines, what is remarked on it."""

    told: Mapping[str, str]
    lines: list[list[str]] = field(default_factory=list)
    size: int = 0
    is_struck: bool = False
    remark: list[str] = field(default_factory=list)

    @property
    def is_unseen(self) -> bool:
        """Whether it shows nothing, whatever it holds: the line it shows is written, and empty."""
        return bool(self.lines) and not any("".join(line).strip() for line in self.lines)

    def add(self, text: str) -> None:
        """Add to the last line; of what is far too long, no more is kept than shows it."""
        self.size += len(text)
        if self.size > _ROOMY * MAX_CELL_CHARACTERS:
            raise RefusedError("cell-too-long", {"limit": str(MAX_CELL_CHARACTERS)})
        self.lines[-1].append(text)


def number_told(told: Mapping[str, str], name: str) -> int:
    """Return how often something repeats, or how far it spans."""
    written = told.get(name)
    if written is None:
        return 1
    if not (written.isascii() and written.isdigit() and len(written) <= 8 and int(written)):
        raise RefusedError("workbook-broken")
    return int(written)


def value_of(cell: Cell) -> object:
    """Return what a cell tells; an empty text for nothing.

    Raises:
        RefusedError: for a text that is longer than a cell holds.
    """
    told = cell.told
    kind, formula = told.get("office:value-type", ""), told.get("table:formula")
    text = "\n".join("".join(line).strip(" ") for line in cell.lines)
    written = told.get("office:string-value") or text
    if len(written) > MAX_CELL_CHARACTERS:
        raise RefusedError("cell-too-long", {"limit": str(MAX_CELL_CHARACTERS)})
    failed = formula is not None and kind in {"string", ""} and _FAULTS.fullmatch(written)
    if told.get("calcext:value-type") == "error" or failed:
        return FormulaFault("cell-formula-failed", written or "#N/A")
    if not kind and formula is not None and not written:
        return FormulaFault("cell-formula-uncomputed", formula.partition(":")[2] or formula)
    match kind:
        case "float" | "percentage" | "currency":
            return _figure(told.get("office:value", ""), text, kind)
        case "date":
            return _day(told.get("office:date-value", ""), text)
        case "boolean":
            written = told.get("office:boolean-value", "")
            return {"true": True, "false": False}.get(written, text or written)
        case _:
            return written


def _figure(written: str, text: str, kind: str) -> object:
    """Return a number, as it is shown where that is an id."""
    number = number_of_sheet(written.encode()) if written.isascii() else None
    if number is None:
        return text or written
    shown = _AS_ID.fullmatch(text) if kind == "float" and isinstance(number, int) else None
    if shown is None or int(shown[2]) != number or str(number) == text:
        return number
    return ShownNumber(number, text)


def _day(written: str, text: str) -> object:
    """Return a day, or a day with its time; what is neither is read as it is shown."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        pass
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return text or written
    return found if found.time().replace(microsecond=0) != datetime.min.time() else found.date()
