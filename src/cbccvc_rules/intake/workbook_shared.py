"""What the cells of all sheets share: texts, of which only the sizes matter here, and formats."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS
from cbccvc_rules.intake.old_letters import old_font
from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.safe_xml import local
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.intake.old_letters import Font

_LONGEST_FONT_NUMBER = 6
_READ_OTHERWISE = re.compile("_x[0-9a-fA-F]{4}_|\r")
# Formats that show a number as an id: 7 as 00007 or CC007. That is what somebody took as the id.
_ID_FORMAT = re.compile(r"""((?:"[^"]{1,20}"|\\[^\s"]){0,20})(0{1,20})""")


@dataclass(frozen=True, slots=True)
class IdFormat:
    """How a number format shows a whole number: text before it, and zeros up to so many digits."""

    before: str
    digits: int

    def show(self, number: int) -> str:
        """Return a number as the sheet shows it.

        >>> IdFormat("CC", 3).show(7)
        'CC007'
        """
        return self.before + str(number).zfill(self.digits)


def id_format(code: str) -> IdFormat | None:
    """Return the way a number format makes ids of numbers, None where it does not.

    >>> id_format('"CC"000'), id_format("0"), id_format("0.00")
    (IdFormat(before='CC', digits=3), None, None)
    """
    match = _ID_FORMAT.fullmatch(code)
    if match is None or (not match[1] and len(match[2]) < 2):
        return None
    return IdFormat(re.sub(r'["\\]', "", match[1]), len(match[2]))


Shown = Literal["number", "day", "other"]
_NUMBERS = frozenset({"", "0", "1", "2", "3", "4", "9", "10", "11", "12", "13", "49"})
_DAYS = frozenset({"14", "15", "16", "17"})
_OF_NUMBER = re.compile(r'(?:[0#?,.%\s()-]|"[^"]{0,20}"){1,40}')
_OF_DAY = re.compile(r"(?:\[\$-[0-9a-fA-F]{3,8}\])?d{1,2}([/.\\ -]{1,2})m{1,2}\1y{2,4}(?:;@)?")


def shown_as(number: str, code: str | None) -> Shown:
    """Return what a number format shows numbers as, where that is plain: a number, or a day.

    >>> shown_as("14", None), shown_as("164", "dd/mm/yyyy"), shown_as("165", "0.00")
    ('day', 'day', 'number')
    """
    if code is None:
        return "number" if number in _NUMBERS else "day" if number in _DAYS else "other"
    if _OF_DAY.fullmatch(code):
        return "day"
    return "number" if _OF_NUMBER.fullmatch(code) else "other"


SHOWS_NOTHING = re.compile(r'(?:""|\s)*;(?:(?:""|\s)*;?){0,3}')


def is_struck(element: str, told: Mapping[str, str]) -> bool:
    """Return whether an element of a font, or of a run of text, strikes through what it shows."""
    return element == "strike" and told.get("val") not in {"0", "false"}


@dataclass(slots=True)
class SharedTexts:
    """Hears the shared texts; `sizes` are their bytes in UTF-8, 0 for an empty one.

    `texts` are the texts themselves; None where readers may differ about one of them. `struck` are
    the numbers of those that are struck through, in whole or in part.
    """

    sizes: list[int] = field(default_factory=list)
    texts: list[str] | None = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    _parts: list[str] = field(default_factory=list)
    _run: int = 0  # the first part of the run that is heard
    _keeps_spaces: bool = False
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
            self._run = len(self._parts)
            self._keeps_spaces = told.get("xml:space") == "preserve"
        elif is_struck(element, told):
            self.struck.add(len(self.sizes))

    def end(self, name: str) -> None:
        """Finish a text, or a run of it."""
        element = local(name)
        if element == "si":
            text = "".join(self._parts)
            if len(text) > MAX_CELL_CHARACTERS:
                raise RefusedError("cell-too-long", {"limit": str(MAX_CELL_CHARACTERS)})
            self.sizes.append(len(text.encode("utf-8", "surrogatepass")))
            if self.texts is not None:
                self.texts.append(text)
                if _READ_OTHERWISE.search(text) is not None:
                    self.texts = None
        elif element == "rPh":
            self._aside -= 1
        elif element == "t":
            self._inside = False
            run = "" if self._keeps_spaces else "".join(self._parts[self._run :])
            if run != run.strip():
                self.texts = None

    def text(self, text: str) -> None:
        """Keep what stands in a run."""
        if self._inside:
            self._parts.append(text)


@dataclass(slots=True)
class Styles:
    """Hears the styles.

    `ids` leads from a style that shows numbers as ids to how it does, `fonts` from one of an old
    encoding to its font; `shows` tells of each style what it shows numbers as, `struck` are those
    that strike through what they show, `unseen` those that show nothing.
    """

    ids: dict[int, IdFormat] = field(default_factory=dict)
    fonts: dict[int, Font] = field(default_factory=dict)
    shows: list[Shown] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    _named: list[str] = field(default_factory=list)
    _striking: set[int] = field(default_factory=set)
    _in_fonts: bool = False
    _codes: dict[str, str] = field(default_factory=dict)
    _within: bool = False
    _count: int = 0

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Take a number format, or the style that uses one."""
        element = local(name)
        if element == "numFmt":
            self._codes[told.get("numFmtId", "")] = told.get("formatCode", "")
        elif element == "fonts":
            self._in_fonts = True
        elif element == "font" and self._in_fonts:
            self._named.append("")
        elif element == "name" and self._in_fonts and self._named:
            self._named[-1] = told.get("val", "")
        elif self._in_fonts and is_struck(element, told):
            self._striking.add(len(self._named) - 1)
        elif element == "cellXfs":
            self._within = True
        elif element == "xf" and self._within:
            number = told.get("numFmtId", "")
            code = self._codes.get(number, "")
            self.shows.append(shown_as(number, self._codes.get(number)))
            found = id_format(code)
            if found is not None:
                self.ids[self._count] = found
            at = self._number(told.get("fontId", ""))
            font = old_font(self._named[at]) if at < len(self._named) else None
            if font is not None:
                self.fonts[self._count] = font
            if at in self._striking:
                self.struck.add(self._count)
            if SHOWS_NOTHING.fullmatch(code):
                self.unseen.add(self._count)
            self._count += 1

    def end(self, name: str) -> None:
        """Leave the fonts, or the styles of cells."""
        element = local(name)
        if element == "cellXfs":
            self._within = False
        elif element == "fonts":
            self._in_fonts = False

    def _number(self, told: str) -> int:
        known = told.isascii() and told.isdigit() and len(told) < _LONGEST_FONT_NUMBER
        return int(told) if known else len(self._named)

    def text(self, text: str) -> None:
        """Nothing is told by text."""
