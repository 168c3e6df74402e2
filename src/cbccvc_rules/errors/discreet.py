"""Problems told where nobody is to be named: to machines, and in the log of a run.

What stands in a cell where a name may stand by mistake is told by its place and kind. What mends
the cell stays: a figure, a code, a label that is near to a known one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cbccvc_rules.errors.catalogue_batch import BATCH
from cbccvc_rules.errors.catalogue_files import FILES
from cbccvc_rules.errors.catalogue_joined import JOINED
from cbccvc_rules.errors.catalogue_lists import LISTS
from cbccvc_rules.errors.catalogue_shapes import SHAPES
from cbccvc_rules.errors.surnames import NO_NAMES, PLAIN_WORDS, SURNAMES, UNIT_WORDS
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.errors.problem import Problem

HIDDEN = "***"
"""What stands for a text that may hold an id or a name in the midst of other words."""

_OF_DATA = {**FILES, **LISTS, **BATCH, **JOINED, **SHAPES}
"""The problems that quote what stands in the files of a round."""

_OF_CELLS = frozenset({"id", "ids", "who", "people", "told", "before", "example", "unit"})
"""The parameters that quote cells; others quote headings, sheets and files."""

_OF_HEADINGS = frozenset(
    {"columns-open", "marks-open", "span-open"}
    | {code for code, text in _OF_DATA.items() if "cột `{read}`" in text.vi}
)
"""The problems that quote a heading: only what looks like nothing but a name is hidden in it."""

_OF_ASKED = frozenset(
    {"subject-unknown", "edit-row-unknown", "edit-row-of-several", "edit-unit-not-told"}
)
"""The problems of what was asked that tell or suggest an id of the round."""

_WORD = r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*"
_WORDS = re.compile(_WORD)
_ROW_OF_WORDS = re.compile(rf"{_WORD}(?:[.,]?\s+{_WORD})+")
_PIECE = re.compile(r"[^`“”\"\u2018;:,=()\[\]{}|/→…\n\t<>]+")
_VOWEL = re.compile("[aeiouyAEIOUY]")
_MOST_WORDS = 6


def bare(text: str) -> str:
    """Return a text without case, tone and vowel marks; white space is single.

    >>> bare("Đỗ  Thị Ánh")
    'do thi anh'
    """
    apart = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    kept = (one for one in apart if not unicodedata.combining(one))
    return " ".join("".join(kept).split())


def _seen(text: str) -> str:
    """Return a text as it looks: composed, without what is not seen."""
    return "".join(
        one for one in unicodedata.normalize("NFC", text) if unicodedata.category(one) != "Cf"
    )


@lru_cache(maxsize=4096)
def may_name(text: str) -> bool:
    """Return whether a text of a cell may be somebody's name, wherever the cell stands.

    >>> may_name("Ksor H'Bia"), may_name("nguyen van an"), may_name("Ngân")
    (True, True, True)
    >>> may_name("HTTTNV"), may_name("khá"), may_name("12 tháng"), may_name("Phòng Nội vụ")
    (False, False, False, False)
    """
    seen = _seen(text)
    words = _WORDS.findall(seen)
    known = all(bare(word) in PLAIN_WORDS for word in words)
    if _starts_like_unit(seen) or (known and not _all_capital(words)) or "nhiem vu" in bare(seen):
        return False
    if _ROW_OF_WORDS.search(seen):
        return True
    if re.search(r"\d", seen):
        return False
    # Of one word alone: an abbreviation has no vowel, so nobody is called so.
    return any(len(word) > 1 and _VOWEL.search(bare(word)) for word in words) and not known


def _all_capital(words: list[str]) -> bool:
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _starts_like_unit(text: str) -> bool:
    return _starts_with(text, UNIT_WORDS)


def _starts_with(text: str, heads: frozenset[str]) -> bool:
    """Return whether a text begins with one of some words; marks may be left out throughout it."""
    small = " ".join(text.casefold().split())
    known = _without_marks(heads) if small.isascii() else heads
    words = small.split(" ")
    return any(" ".join(words[:number]) in known for number in range(1, 4))


@lru_cache
def _without_marks(words: frozenset[str]) -> frozenset[str]:
    """Return words without marks, but for those that are family names then."""
    return frozenset(bare(one) for one in words) - _BARE_SURNAMES


@lru_cache(maxsize=65536)
def is_name(text: str) -> bool:
    """Return whether a text looks like nothing but a full name: a family name, and capitals.

    >>> is_name("Lê Thị Hoa"), is_name("LÊ THỊ HOA"), is_name("Ksor H'Bia")
    (True, True, True)
    >>> is_name("Lý do"), is_name("Hà Nội"), is_name("Văn phòng Sở"), is_name("Chuyên viên")
    (False, False, False, False)
    """
    seen = _seen(text).strip(" .*-")
    words = seen.split()
    if not 1 < len(words) <= _MOST_WORDS or not all(map(_WORDS.fullmatch, words)):
        return False
    if _starts_with(seen, NO_NAMES) or _starts_like_unit(seen):
        return False
    first = words[0].casefold()
    family = first in SURNAMES or (seen.isascii() and first in _BARE_SURNAMES)
    return family and all(word[0].isupper() for word in words)


_BARE_SURNAMES = frozenset(bare(one) for one in SURNAMES)


def without_names(words: str, stand_in: str = HIDDEN) -> str:
    """Return words in which what looks like nothing but a full name is replaced.

    >>> without_names("cột `Trần Văn Bình`, cột `Ghi chú`")
    'cột `***`, cột `Ghi chú`'
    """

    def said(piece: re.Match[str]) -> str:
        whole = piece[0]
        inner = whole.strip()
        return whole.replace(inner, stand_in) if inner and is_name(inner) else whole

    return _PIECE.sub(said, words)


def discreet(problem: Problem) -> Problem:
    """Return a problem that names nobody, as far as what is in the files can be told from names."""
    if problem.code in _OF_ASKED:
        return _asked(problem)
    if problem.code not in _OF_DATA:
        return problem
    near = problem.params.get("nearest")
    # What is near to a name is a name: it mends the cell, but it is not for a log.
    mended = bool(near) and not (isinstance(near, str) and is_name(near))
    read = problem.read
    names = is_name if problem.code in _OF_HEADINGS else may_name
    hidden = read is not None and not mended and names(read)
    params: dict[str, str | Text] = {
        name: value if isinstance(value, Text) else _said(name, value, mended=mended)
        for name, value in problem.params.items()
    }
    if read is not None and hidden:
        params["read"] = kind_of(read)
    place = problem.place
    if place is not None and place.heading is not None and is_name(place.heading):
        place = replace(place, heading=HIDDEN)
    same = not hidden and place is problem.place and _same(params, problem.params)
    return (
        problem
        if same
        else replace(problem, place=place, params=params, read=HIDDEN if hidden else read)
    )


def _asked(problem: Problem) -> Problem:
    """Return a problem with what was asked for; no id that is a name is told or suggested."""
    params = {
        name: _no_id_that_names(name, value) if isinstance(value, str) else value
        for name, value in problem.params.items()
    }
    if _same(params, problem.params):
        return problem
    id_, ways = problem.params.get("id"), problem.params.get("ways")
    if isinstance(id_, str) and isinstance(ways, str):
        params["ways"] = ways.replace(id_, HIDDEN)
    return replace(problem, params=params)


def _no_id_that_names(name: str, value: str) -> str | Text:
    if not (" " in value and may_name(value)):
        return value
    return "" if name == "nearest" else kind_of(value)


def _same(one: Mapping[str, str | Text], other: Mapping[str, str | Text]) -> bool:
    return dict(one) == dict(other)


def _said(name: str, value: str, *, mended: bool) -> str | Text:
    if name not in _OF_CELLS or mended:
        return without_names(value)
    pieces = value.split(", ")
    if len(pieces) == 1:
        return kind_of(value) if may_name(value) else value
    return ", ".join(HIDDEN if may_name(piece) else piece for piece in pieces)


def kind_of(text: str) -> Text:
    """Return what is said of a text in place of itself."""
    words = len(_WORDS.findall(_seen(text)))
    return Text(f"(chữ, {words} từ)", f"(text, {words} words)" if words != 1 else "(text, 1 word)")
