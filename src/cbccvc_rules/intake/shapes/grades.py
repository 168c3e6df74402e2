"""What the cells under headings of grades are: grades in words, marks, or counts of votes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.exact import exact_number, read_number
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.codes import category_called
from cbccvc_rules.intake.shapes.people import column, texts_in
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.model.scale import Labels


AROUND = " .:()"
_LETTERED = re.compile(r"(?:loại|mức)?\s*[a-dA-D1-4]\+?\s*[(:=–-]\s*([^()]+?)\s*\)?", re.IGNORECASE)
"""A letter or digit for a grade, with the grade itself: `A (HTXSNV)`."""
_DEEPEST = 3


def cells_under(at: int, people: Iterable[Line]) -> Iterator[object]:
    """Yield what is told in a column."""
    for cell in column(at, people):
        if not is_blank_cell(cell):
            yield cell


def holds_grades(at: int, people: Sequence[Line], labels: Labels) -> bool:
    """Return whether a column tells grades: at least one, and no more of what is none."""
    return _half(column(at, people), labels, labels.doubts.keys())


def tells_grades(at: int, people: Sequence[Line], labels: Labels) -> bool:
    """Return whether a column tells grades by their names; letters and digits may be any order."""
    return _half(column(at, people), labels, frozenset())


_AT_ONCE = 4096


def _half(cells: Sequence[object], labels: Labels, doubts: Collection[str]) -> bool:
    """Return whether some of what is told is a grade, and at least half of it.

    Of a long column no more is looked at than it takes to know.
    """
    known = labels.codes.keys()
    grades = others = 0
    for begin in range(0, len(cells), _AT_ONCE):
        told = Counter(cells[begin : begin + _AT_ONCE])
        texts = [cell for cell in told if isinstance(cell, str) and cell.strip()]
        here = sum(
            told[text]
            for text, folded in zip(texts, folded_each(texts), strict=True)
            if folded in known or folded in doubts
        )
        blank = sum(number for cell, number in told.items() if is_blank_cell(cell))
        grades, others = grades + here, others + told.total() - blank - here
        if others > grades + max(0, len(cells) - begin - _AT_ONCE):
            return False  # whatever follows
    return grades > 0


def folded_each(texts: Sequence[str]) -> list[str]:
    r"""Return the folded form of each text; where all are clean, as mostly, in one go.

    >>> folded_each(["Khá", "HTTNV"]), folded_each(["Khá", " HTTNV"])
    (['khá', 'httnv'], ['khá', 'httnv'])
    """
    whole = "\n".join(texts)
    folded = whole.casefold().split("\n")
    clean_already = (
        len(folded) == len(texts)
        and whole.replace("\n", "").isprintable()
        and not any(one in f"\n{whole}\n" for one in ("  ", "\n ", " \n"))
        and unicodedata.is_normalized("NFC", whole)
    )
    return folded if clean_already else [fold(one) for one in texts]


_OF_OTHERS = frozenset(
    ["khá", "trung bình", "trung bình khá", "yếu", "kém", "giỏi", "đạt", "chưa đạt", "không đạt"]
)
_OF_BOTH = frozenset({"tốt"})  # the highest is the same on either


def of_other_scale(at: int, people: Iterable[Line], told: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a column that may be of another scale than ours, as others in it are.

    Where somebody is rated `Khá`, `Tốt` is the second of five, beside `Đạt` the first of three;
    those that are `told` are known.
    """
    known = {heading_key(one) for one in told}
    words = {heading_key(cell): cell for cell in texts_in(at, people)}
    if not words.keys() & _OF_OTHERS:
        return ()
    return tuple(words[key] for key in sorted(words.keys() & _OF_BOTH - known))


def grade_called(heading: Heading, labels: Labels) -> tuple[str | None, int]:
    """Return the grade that a column is called after, and how many of its headings say so.

    One that is split is read together: `Hoàn thành` over `tốt nhiệm vụ`. Where its end alone means
    another grade than all of it, it means none.
    """
    found: dict[str, int] = {}
    for depth in range(1, min(len(heading.path), _DEEPEST) + 1):
        whole = " ".join(one.strip(AROUND) for one in heading.path[-depth:])
        lettered = _LETTERED.fullmatch(whole)
        told = labels.read(whole) or (labels.read(lettered[1]) if lettered else None)
        if told is not None:
            found.setdefault(told, depth)
    if len(found) != 1:
        return None, 0
    ((code, depth),) = found.items()
    return code, depth


def holds_numbers(at: int, people: Sequence[Line]) -> bool:
    """Return whether a column tells nothing but numbers of which some are no single digit."""
    large = False
    for cell in cells_under(at, people):
        number = read_number(cell) if isinstance(cell, str) else exact_number(cell)
        if number is None:
            return False
        large = large or number > 4 or number.denominator != 1
    return large


def holds_categories(at: int, people: Sequence[Line]) -> bool:
    """Return whether a column tells nothing but categories of people."""
    told = list(cells_under(at, people))
    return bool(told) and all(
        isinstance(cell, str) and category_called(cell) is not None for cell in told
    )
