"""What the cells of a sheet tell: from the bytes of each as written to its value.

Equal bytes are read once; of many cells under one another, those of a column in which hardly any
two are alike are read together.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cbccvc_rules.exact import SURE_DIGITS, number_of_sheet
from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS
from cbccvc_rules.model.values import FormulaFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.intake.workbook_shared import Shown, Styles

_FEW, _LOOKED_AT = 4, 128
"""Where of the first cells of a column fewer than one in so many differ, each is looked up."""


class OddError(ValueError):
    """A cell is one that readers may differ about."""


class Reader(dict[bytes, object]):
    """Leads from what is written in a cell to what it tells."""

    def each(self, written: Sequence[bytes]) -> list[object]:
        """Read cells that stand under one another.

        Raises:
            OddError: for a cell that readers may differ about.
            LookupError: for one that tells nothing there is.
        """
        first = written[:_LOOKED_AT]
        if _FEW * len(set(first)) > len(first):
            found = self.together(written)
            if found is not None:
                return found
        return list(map(self.__getitem__, written))

    def together(self, written: Sequence[bytes]) -> list[object] | None:
        """Read cells in one go, None where they have to be looked at one by one."""
        return None


class SharedReader(Reader):
    """Leads from the number of a shared text to the text."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self.shared = texts

    def __missing__(self, written: bytes) -> object:
        """Look up a text that was not met before."""
        at = int(written)
        if written != b"%d" % at:
            raise LookupError
        made = self[written] = self.shared[at]
        return made

    def together(self, written: Sequence[bytes]) -> list[object] | None:
        """Read texts by their numbers, none of which is written with a zero before it."""
        return list(map(self.shared.__getitem__, map(int, written)))


class NumberReader(Reader):
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

    def together(self, written: Sequence[bytes]) -> list[object] | None:
        """Read whole numbers."""
        whole = self.shown == "number" and b"".join(written).isdigit()
        return list(map(int, written)) if whole and max(map(len, written)) <= SURE_DIGITS else None


# Before 1 March 1900 spreadsheets count a day that there was not.
_DAY_0, _FIRST_SURE_DAY, _LAST_DAY = date(1899, 12, 30), 61, 2_958_465

_ENTITY = re.compile("&(amp|lt|gt|quot|apos);")
_MEANT = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile("_x[0-9a-fA-F]{4}_")
_BETWEEN = "\1"
"""What no text of XML holds."""


class TextReader(Reader):
    """Leads from a text as written in its cell to the text; `kept`: with the space around it."""

    def __init__(self, *, kept: bool) -> None:
        super().__init__()
        self.kept = kept

    def __missing__(self, written: bytes) -> object:
        """Read a text that was not met before."""
        try:
            text = written.decode()
        except UnicodeDecodeError:
            raise OddError from None
        if "&" in text:
            text = _ENTITY.sub(lambda match: _MEANT[match[1]], text)
        odd = "_x" in text and _ESCAPED.search(text) is not None
        odd = odd or (not self.kept and text != text.strip())
        if odd or len(text) > MAX_CELL_CHARACTERS:
            raise OddError
        self[written] = text
        return text

    def together(self, written: Sequence[bytes]) -> list[object] | None:
        """Read texts in which nothing stands for something else."""
        try:
            whole = _BETWEEN.encode().join(written).decode()
        except UnicodeDecodeError:
            raise OddError from None
        if "&" in whole or "_x" in whole:
            return None
        texts = whole.split(_BETWEEN)
        if len(texts) != len(written) or max(map(len, texts)) > MAX_CELL_CHARACTERS:
            return None
        if not self.kept and list(map(str.strip, texts)) != texts:
            raise OddError
        return [*texts]


class FaultReader(Reader):
    """Leads from an error as written to the fault that it is."""

    def __missing__(self, written: bytes) -> object:
        """Make a fault that was not met before."""
        made = self[written] = FormulaFault("cell-formula-failed", written.decode())
        return made


class Values:
    """What reads the cells of a sheet: texts by their numbers, numbers by how they are shown."""

    def __init__(self, texts: Sequence[str], styles: Styles) -> None:
        """Begin with nothing met."""
        self.texts: Reader = SharedReader(texts)
        self.styles = styles
        self.numbers: dict[Shown, Reader] = {
            "number": NumberReader("number"),
            "day": NumberReader("day"),
            "other": NumberReader("other"),
        }

    def of_style(self, style: bytes | None) -> Reader:
        """Return what reads a number of a style."""
        shows = self.styles.shows
        if style is None:
            return self.numbers["number"]
        return self.numbers[shows[int(style)] if int(style) < len(shows) else "other"]
