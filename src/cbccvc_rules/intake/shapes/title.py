"""What the rows above the headings say of when a list is for: a year, or only a part of it.

The day of a decision is no year of the rating: grades of 2024 may be decided in January 2025.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.values import clean, shown
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked

_DAYS = re.compile(
    r"ngày\s*[0-9.…_ ]*\s*tháng\s*[0-9.…_ ]*\s*năm\s*[0-9.…_ ]*|"
    r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
)
_ACTS = re.compile(r"\b[0-9]+[/-](?:19|20)[0-9]{2}[/-][\w-]+|\b(?:luật|nghị định|thông tư)\b.*")
_YEARS = re.compile(r"\bnăm(?: học)?\s*:?\s*((?:19|20)[0-9]{2})(?:\s*[-–/]\s*((?:19|20)[0-9]{2}))?")
_PART = re.compile(
    r"\btháng\s*:?\s*[0-9]{1,2}\b|\bquý\s*:?\s*(?:[ivx]+|[1-4])\b|\b(?:6|sáu|9|chín) tháng\b"
)


def year_of(text: str) -> tuple[int, int] | None:
    """Return the years that a title says it is for; days and numbers of documents are none.

    >>> year_of("KẾT QUẢ XẾP LOẠI NĂM 2024 (Quyết định ngày 10 tháng 01 năm 2025)")
    (2024, 2024)
    """
    match = _YEARS.search(_without_days(text))
    return None if match is None else (int(match[1]), int(match[2] or match[1]))


def is_of_part(text: str) -> bool:
    """Return whether a title says that it is for a month or a quarter.

    >>> is_of_part("XẾP LOẠI - Tháng 5/2024"), is_of_part("ngày 5 tháng 5 năm 2024")
    (True, False)
    """
    return _PART.search(_without_days(text)) is not None


def _without_days(text: str) -> str:
    folded = clean(text).casefold()
    return _ACTS.sub(" ", _DAYS.sub(" ", folded))


def title_problems(grid: Grid, above: Sequence[Line], asked: Asked) -> Iterator[Problem]:
    """Yield what the titles have against the period asked for, each to be settled by a choice."""
    dismissed = {one.column for one in asked.chosen.columns if one.field == NOT_USED}
    for line in above:
        for at, cell in enumerate(line.cells, 1):
            if not isinstance(cell, str) or not cell.strip():
                continue
            name = f"{column_letters(at)}{line.number}"
            if name in dismissed:
                continue
            place = Place(grid.source, line.number, at, grid.sheet, cell)
            years = year_of(cell)
            if is_of_part(cell):
                yield Problem("title-of-part", place, {"cell": name}, read=shown(cell))
            elif years is None:
                continue
            elif asked.period is None:
                period = str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"
                params = {"period": period}
                yield Problem("title-tells-period", place, params, read=shown(cell))
            elif years != (asked.period.first_year, asked.period.last_year):
                params = {"cell": name, "period": asked.period.text}
                yield Problem("title-of-other-year", place, params, read=shown(cell))
