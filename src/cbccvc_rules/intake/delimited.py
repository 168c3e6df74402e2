"""CSV files: comma, semicolon or tab; quotes as in RFC 4180; one grid a file."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS, Contents, FileKind, Grid, Line, TakenFile
from cbccvc_rules.intake.encoding import damaged, table_text
from cbccvc_rules.model.rows import MAX_ROWS
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

# In this order where two occur as often: commas stand in many Vietnamese headings.
DELIMITERS = ("\t", ";", ",")
# The line by which Excel is told the delimiter; a spreadsheet does not show it.
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)


def read_delimited(file: TakenFile) -> Contents:
    """Read one table; a file whose cells cannot be told apart is not read at all."""
    read = table_text(file)
    if isinstance(read, Problem):
        return Contents(problems=(read,))
    text = read.text
    told = _SEPARATOR_LINE.match(text)
    if told is not None:
        text = text[told.end() :]
    delimiter = told[1] if told is not None else delimiter_of(text)
    lines: list[Line] = []
    number = 0
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if any(len(cell) > MAX_CELL_CHARACTERS for cell in cells):
                limit = {"limit": str(MAX_CELL_CHARACTERS)}
                return Contents(
                    problems=(Problem("cell-too-long", Place(file.source, number), limit),)
                )
            if cells:  # a million blank lines are nothing
                lines.append(Line(number, tuple(map(_kept_text, cells))))
            if len(lines) > MAX_ROWS + 1:  # below the headings
                limit = {"limit": str(MAX_ROWS)}
                return Contents(problems=(Problem("too-many-rows", Place(file.source), limit),))
    except csv.Error as fault:
        place = Place(file.source, number + 1)
        if _TOO_LONG in str(fault):
            limit = {"limit": str(MAX_CELL_CHARACTERS)}
            return Contents(problems=(Problem("cell-too-long", place, limit),))
        return Contents(problems=(Problem("csv-quotes", place),))
    notes = damaged(text, Place(file.source))
    return Contents((Grid(file.source, None, tuple(lines), notes=notes, western=read.western),))


_TOO_LONG = "field larger than field limit"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text one by one; a stream over it would hold it once more."""
    return (line[0] for line in _LINE.finditer(text))


# How a file for Excel says that an id is no number: the formula of a text.
_TEXT_FORMULA = re.compile(r'="([^"]*)"')


def _kept_text(cell: str) -> str:
    """Return a cell without the formula that keeps it a text.

    >>> _kept_text('="007"')
    '007'
    """
    match = _TEXT_FORMULA.fullmatch(cell) if cell.startswith("=") else None
    return cell if match is None else match[1]


def delimiter_of(text: str) -> str:
    """Return the delimiter that the first line with any of them uses most, outside quotes.

    A title above the headings has none.

    >>> delimiter_of('Mã số;"Đạo đức; lối sống";Mức xếp loại')
    ';'
    """
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted = False
    for one in text.lstrip("\r\n"):
        if one == '"':
            quoted = not quoted
        elif one in "\r\n" and not quoted and any(counts.values()):
            break
        elif one in counts and not quoted:
            counts[one] += 1
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])


CSV = FileKind("csv", (".csv", ".tsv"), read_delimited)
