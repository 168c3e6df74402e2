"""Comments on the cells of a workbook: where each stands, and what it says."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.intake.safe_xml import local
from cbccvc_rules.intake.workbook_index import related_parts, scan
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import column_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.intake.package import Package

LONGEST = 2_000
MOST = 20_000
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# What Excel writes into the comment that stands for a discussion, for older programs.
_THREADED = re.compile(r"^\[Threaded comment\].*?(?:Comment|Bình luận|Nhận xét):\s*", re.DOTALL)


def remarks_on(package: Package, path: str) -> dict[tuple[int, int], str]:
    """Return the comments on a sheet, by row and column.

    Raises:
        RefusedError: when they are no XML that a spreadsheet writes.
    """
    found = _Remarks()
    for kind, part in related_parts(package, path):
        if kind == "comments" and package.has(part):
            scan(package.read(part), found)
    return found.by_cell


@dataclass(slots=True)
class _Remarks:
    """Hears comments."""

    by_cell: dict[tuple[int, int], str] = field(default_factory=dict)
    _at: tuple[int, int] | None = None
    _parts: list[str] = field(default_factory=list)
    _size: int = 0
    _inside: bool = False

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Begin a comment, or a run of its text."""
        element = local(name)
        if element == "comment":
            at = _CELL.fullmatch(told.get("ref", ""))
            self._at = None if at is None else (int(at[2]), column_number(at[1]))
            self._parts.clear()
            self._size = 0
        self._inside = element == "t"

    def end(self, name: str) -> None:
        """Finish a comment."""
        self._inside = False
        if local(name) == "comment" and self._at is not None and len(self.by_cell) < MOST:
            text = _THREADED.sub("", "".join(self._parts)).strip()
            if text:
                self.by_cell[self._at] = text

    def text(self, text: str) -> None:
        """Keep what a comment says, as far as anybody reads on."""
        if self._inside and self._size < LONGEST:
            self._parts.append(text)
            self._size += len(text)
