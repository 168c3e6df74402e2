"""Which heading means which column: exactly, by name, title or alias; what is near is only offered.

Nothing is mapped by likeness: a wrong guess here would judge people by another column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.values import fold, shown
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.model.column import Column
    from cbccvc_rules.sources import Place

Headings = Mapping[str, tuple[int | None, str]]
_CLOSE_PERCENT = 85


@dataclass(frozen=True, slots=True)
class Matched:
    """Where each column stands, the headings that mean no column, and what is wrong with them."""

    headings: dict[str, tuple[int | None, str]]
    strangers: tuple[str, ...]
    problems: tuple[Problem, ...]


def match_headings(
    table: str,
    found: Iterable[tuple[int | None, str]],
    place: Callable[[int | None, str], Place],
) -> Matched:
    """Match the headings of a table with its columns.

    A column that two headings claim is left out: which of them is meant is a question.
    """
    known = _known(table)
    matched: dict[str, tuple[int | None, str]] = {}
    twice: set[str] = set()
    strangers: list[tuple[int | None, str]] = []
    problems: list[Problem] = []
    for position, heading in found:
        column = known.get(heading_key(heading))
        if column is None:
            strangers.append((position, heading))
        elif column in matched:
            twice.add(column)
            params = {"column": column, "other": shown(matched[column][1])}
            at = place(position, heading)
            problems.append(Problem("heading-twice", at, params, read=shown(heading)))
        else:
            matched[column] = (position, heading)
    strangers = [one for one in strangers if heading_key(one[1])]
    problems.extend(
        unknown_heading(table, word, place(at, word), matched) for at, word in strangers
    )
    return Matched(
        {name: at for name, at in matched.items() if name not in twice},
        tuple(heading for _, heading in strangers),
        tuple(problems),
    )


def unknown_heading(table: str, heading: str, place: Place, matched: Container[str]) -> Problem:
    """Say that a heading means no column, and which one of those not `matched` it looks like."""
    near = near_heading(table, heading, matched)
    return Problem(
        "heading-unknown",
        place,
        {"nearest": near or ""},
        severity="notice" if near is None else "warning",
        read=shown(heading),
    )


def known_among(table: str, headings: Iterable[str]) -> int:
    """Return how many columns of a table are among headings."""
    return len(columns_among(table, headings))


def columns_among(table: str, headings: Iterable[str]) -> set[str]:
    """Return which columns of a table are among headings."""
    known = _known(table)
    return {known[key] for one in headings if (key := heading_key(one)) in known}


def column_called(table: str, name: str) -> str | None:
    """Return the column that a name, a title or another heading of it means."""
    return _known(table).get(heading_key(name))


def near_heading(table: str, heading: str, matched: Container[str]) -> str | None:
    """Return the known heading that an unknown one looks like, of a column not yet matched.

    What it plainly speaks of is offered before what it is written like.
    """
    key = heading_key(heading)
    for column in columns_of(table) if table == "staff" else ():
        words = _SPEAKS_OF.get(column.name)
        if words is not None and column.name not in matched and words.search(key):
            return column.title.vi
    bare = bare_letters(heading)
    best = _CLOSE_PERCENT
    near: Column | None = None
    for known, column in _bare_known(table):
        if column.name in matched:
            continue
        likeness = int(100 * SequenceMatcher(None, known, bare).ratio())
        if likeness >= best:
            best, near = likeness + 1, column
    if near is None:
        return None
    return near.name if heading.isascii() else near.title.vi


_SPEAKS_OF: Mapping[str, re.Pattern[str]] = {
    "maternity": re.compile(r"\bthai sản\b(?<!không kể thai sản)"),
    "leave_months": re.compile(
        r"\b(?:thời gian|số tháng|tháng) nghỉ\b(?! hưu| thai)|"
        r"^nghỉ (?:ốm|không (?:hưởng )?lương|việc riêng|chữa bệnh)\b"
    ),
    "months_worked": re.compile(
        r"^(?:thời gian|số tháng|tháng) (?:công tác|làm việc)\b"
        r"(?!.*\b(?:tại|từ|bắt đầu|đơn vị|nơi|cũ|khác|ở|khi|đến|vào)\b)"
    ),
}
"""What headings speak of in words that are written otherwise than our own."""


def heading_key(heading: str) -> str:
    r"""Return the form in which headings are compared: case, spaces and signs around are noise.

    >>> heading_key("Chức danh, \n chức vụ.")
    'chức danh, chức vụ'
    """
    return fold(heading).strip(" .:;*-")


@lru_cache
def _known(table: str) -> Mapping[str, str]:
    return {heading_key(heading): one.name for one in columns_of(table) for heading in one.headings}


@lru_cache
def _bare_known(table: str) -> tuple[tuple[str, Column], ...]:
    """Return known headings to compare with; what they have in brackets is often left out."""
    return tuple(
        (bare_letters(form), one)
        for one in columns_of(table)
        for heading in one.headings
        for form in dict.fromkeys((heading, heading.partition(" (")[0]))
    )


def bare_letters(heading: str) -> str:
    """Return a heading without case, tone and vowel marks, spaces and signs."""
    apart = unicodedata.normalize("NFD", fold(heading)).replace("đ", "d")
    return "".join(one for one in apart if one.isalnum())
