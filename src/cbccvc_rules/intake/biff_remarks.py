"""Comments on the cells of a workbook of the old Excel format.

A comment stands in two places: a record says which object is on which cell, and another, before or
after it, what text that object shows.
"""

from __future__ import annotations

import struct
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.intake.biff_texts import text_of
from cbccvc_rules.intake.workbook_remarks import LONGEST, MOST
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOTE, _OBJECT, _TEXT, _CONTINUE = 0x1C, 0x5D, 0x1B6, 0x3C
_OF_A_COMMENT = (0x15, 0x19)  # what an object begins with, and its sort
REMARK_KINDS = frozenset({_NOTE, _OBJECT, _TEXT, _CONTINUE})


@dataclass(slots=True)
class OldRemarks:
    """Hears the records of the comments on a sheet."""

    _objects: dict[tuple[int, int], int] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)
    _object: int | None = None  # whose text comes next
    _missing: int = 0  # letters of it that are still to come

    def take(self, kind: int, data: bytes) -> None:
        """Take one record.

        Raises:
            struct.error, IndexError: where it is shorter than it must be.
        """
        if kind == _NOTE:
            row, column, _, number = struct.unpack_from("<HHHH", data)
            if len(self._objects) < MOST:
                self._objects[row + 1, column + 1] = number
        elif kind == _OBJECT:
            first, _, sort, number = struct.unpack_from("<HHHH", data)
            self._object = number if (first, sort) == _OF_A_COMMENT else None
            self._missing = 0
        elif kind == _TEXT:
            self._missing = struct.unpack_from("<H", data, 10)[0] if self._object else 0
        elif self._object is not None and self._missing:
            self._go_on(self._object, data)

    def _go_on(self, number: int, data: bytes) -> None:
        """Take a part of a text; it says anew how wide its letters are."""
        here = min(self._missing, (len(data) - 1) // (1 + (data[0] & 1)))
        said = self._texts.get(number, "")
        if len(self._texts) < MOST and len(said) < LONGEST:
            self._texts[number] = said + text_of(data, -1, here)
        self._missing -= here

    def by_cell(self) -> Mapping[tuple[int, int], str]:
        """Return the comments that say something, by row and column."""
        told = {at: self._texts.get(number, "").strip() for at, number in self._objects.items()}
        return {at: text for at, text in told.items() if text}
