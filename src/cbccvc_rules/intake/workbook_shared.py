"""What the cells of all sheets share: texts, of which only the sizes matter here, and formats."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS
from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.safe_xml import local

if TYPE_CHECKING:
    from collections.abc import Mapping

# A number format of zeros alone: 7 is shown as 00007, and that is what somebody took as the id.
_ZEROS = re.compile(r"0{2,20}")


@dataclass(slots=True)
class SharedTexts:
    """Hears the shared texts; `sizes` are their bytes in UTF-8, 0 for an empty one."""

    sizes: list[int] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _inside: bool = False
    _aside: int = 0  # inside the reading aid of a text (furigana), which is no part of it

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Begin a text, or a run of it."""
        element = local(name)
        if element == "si":
            self._parts.clear()
        elif element == "rPh":
            self._aside += 1
        elif element == "t":
            self._inside = not self._aside

    def end(self, name: str) -> None:
        """Finish a text, or a run of it."""
        element = local(name)
        if element == "si":
            text = "".join(self._parts)
            if len(text) > MAX_CELL_CHARACTERS:
                raise RefusedError("cell-too-long", {"limit": str(MAX_CELL_CHARACTERS)})
            self.sizes.append(len(text.encode("utf-8", "surrogatepass")))
        elif element == "rPh":
            self._aside -= 1
        elif element == "t":
            self._inside = False

    def text(self, text: str) -> None:
        """Keep what stands in a run."""
        if self._inside:
            self._parts.append(text)


@dataclass(slots=True)
class Styles:
    """Hears the styles; `padded` leads from a style that shows leading zeros to how many digits."""

    padded: dict[int, int] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _within: bool = False
    _count: int = 0

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Take a number format, or the style that uses one."""
        element = local(name)
        if element == "numFmt":
            self._codes[told.get("numFmtId", "")] = told.get("formatCode", "")
        elif element == "cellXfs":
            self._within = True
        elif element == "xf" and self._within:
            code = self._codes.get(told.get("numFmtId", ""), "")
            if _ZEROS.fullmatch(code):
                self.padded[self._count] = len(code)
            self._count += 1

    def end(self, name: str) -> None:
        """Leave the styles of cells."""
        if local(name) == "cellXfs":
            self._within = False

    def text(self, text: str) -> None:
        """Nothing is told by text."""
