"""Bytes become text: UTF-8; of a table, UTF-16 with its mark and the old encodings as well.

A document is UTF-8 or it is not read; what else it may be is guessed for the advice alone.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.old_letters import from_bytes
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from cbccvc_rules.intake.base import TakenFile

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip (xlsx), a compound file (xls)


@dataclass(frozen=True, slots=True)
class TableText:
    """The text of a table; a `western` one is shown as Western Windows would show its bytes.

    Which old encoding it is in, its words tell once they are in columns.
    """

    text: str
    western: bool = False


def table_text(file: TakenFile) -> TableText | Problem:
    """Return the text of a file that is a table."""
    data = file.data
    if data.startswith(_UTF16_MARKS):
        try:
            return TableText(data.decode("utf-16"))
        except UnicodeDecodeError:
            return Problem("wrong-encoding", Place(file.source), {"guess": "UTF-16"})
    text = decoded(file)
    if not isinstance(text, Problem):
        return TableText(text)
    if text.code != "wrong-encoding":
        return text
    return text if b"\0" in data else TableText(from_bytes(data), western=True)


_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_-]{3,20})""")
_WESTERN = frozenset({"windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii", "ascii"})
_BEYOND = re.compile(
    rb"&#(?:x1[0-9a-f]{2}|x1e[0-9a-f]{2}|2[5-9][0-9]|[3-9][0-9]{2}|7[0-9]{3});", re.IGNORECASE
)


def page_text(file: TakenFile) -> TableText | Problem:
    """Return the text of a web page.

    Excel saves Vietnamese as Western Windows text with references for all letters beyond that:
    where a page says so and has such, no old encoding is in it.
    """
    read = table_text(file)
    if isinstance(read, Problem) or not read.western:
        return read
    told = _CHARSET.search(file.data[:_LOOKED_AT])
    charset = "" if told is None else told[1].decode("ascii").lower()
    if charset in _WESTERN and _BEYOND.search(file.data) is not None:
        return TableText(read.text)
    if charset == "windows-1258":
        return TableText(unicodedata.normalize("NFC", file.data.decode("cp1258", "replace")))
    return read


_LOOKED_AT = 4096


def decoded(file: TakenFile) -> str | Problem:
    """Return the text of a file, without a byte order mark."""
    data = file.data
    if data.startswith(_WORKBOOK_MARKS):
        return Problem("file-is-workbook", Place(file.source), {"suffix": file.suffix})
    if data.startswith(_UTF16_MARKS):
        return Problem("wrong-encoding", Place(file.source), {"guess": "UTF-16"})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if _is_binary(data):
            return Problem("file-not-text", Place(file.source))
        line = data.count(b"\n", 0, fault.start) + 1
        if _is_broken_utf_8(data):
            return Problem("utf-8-broken", Place(file.source, line))
        guess = "UTF-16" if _is_wide(data) else _guess(data)
        return Problem("wrong-encoding", Place(file.source, line), {"guess": guess})
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Problem("nul-bytes", Place(file.source, line))
    return text


LOST = "\ufffd"
"""What programs write in the place of a letter that they could not read."""


def damaged(text: str, place: Place) -> tuple[Problem, ...]:
    """Tell of a text in which letters were lost before it came here."""
    times = text.count(LOST)
    if not times:
        return ()
    line = text.count("\n", 0, text.index(LOST)) + 1
    params = {"times": str(times), "line": str(line)}
    return (Problem("letters-lost", place, params, severity="warning", read=LOST),)


def _is_binary(data: bytes) -> bool:
    """Return whether control characters stand in the bytes as often as no text has them.

    UTF-16 without its mark is text all the same: much of it is zeros.
    """
    start = data[:100_000]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in start)
    return controls * 100 > len(start) and start.count(0) * 10 < len(start)


def _is_wide(data: bytes) -> bool:
    """Return whether each letter takes two bytes, as much of them is zeros."""
    start = data[:10_000]
    return start.count(0) * 10 > len(start)


def _is_broken_utf_8(data: bytes) -> bool:
    """Return whether bytes are UTF-8 but for a few: those of an old encoding hardly ever fit."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(not one.isascii() for one in text) > 2 * broken


def _guess(data: bytes) -> str:
    """Return which old encoding of Vietnamese the bytes look like.

    In Windows-1258 a tone mark follows its vowel and forms one letter with it; in TCVN3 the same
    bytes are whole letters, so that they stand after anything.
    """
    text = unicodedata.normalize("NFC", data[:100_000].decode("cp1258", errors="replace"))
    letters = sum("\u1ea0" <= one <= "\u1ef9" for one in text)
    strays = sum(unicodedata.combining(one) > 0 for one in text)
    return "Windows-1258" if letters > strays else "TCVN3 (ABC) / VNI"
