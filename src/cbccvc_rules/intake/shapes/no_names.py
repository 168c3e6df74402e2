"""Rows that look like somebody's and name nobody: figures, notes, heads, several people at once.

What stands where a name would is a grade, a heading, a unit, a figure. Rows of plain figures are
set aside and told; of all others, whoever knows the list says whose they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.errors.discreet import is_name
from cbccvc_rules.errors.surnames import SURNAMES
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.body import Group
from cbccvc_rules.intake.shapes.group_words import category_of_group, group_name, is_unit_name
from cbccvc_rules.intake.shapes.name_words import (
    UNITS_AND_OTHERS,
    WORDS_OF_FIGURES,
    beginnings,
    first_words,
    is_heading_word,
    known_words,
)
from cbccvc_rules.intake.shapes.words import is_foot, is_total
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import canonical, mark_of
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.body import Keys
    from cbccvc_rules.model.scale import Labels

NoName = Literal["grade", "word", "unit", "empty", "note", "crowd", "post", "phrase"]
"""Why a text is nobody's name."""
Instead = Literal["figures", "vacant", "strange", "together", "unnumbered"]
"""What a row is that names nobody, or more than one."""

_OF_LABEL = re.compile(r"^(?:(?:trong đó|mức|loại|xếp loại|đạt|số)\s+)+")
_CROWD = re.compile(
    r"\b[0-9]+ (?:người|đồng chí|đ/c|cán bộ|công chức|viên chức|giáo viên|nhân viên)\b|^và [0-9]"
)
_APART = re.compile(r"\s*(?:[\n;,/&+]|\bvà\b)\s*")
_FIGURE = re.compile(r"[\d\s.,:/%()+-]*\d[\d\s.,:/%()+-]*(?:người|đ/c|đồng chí|%)?\s*\.?", re.I)
_NOBODY_YET = frozenset({"khuyết", "trống", "thiếu", "chưa có", "chưa bổ nhiệm", "chưa tuyển"})
_POST = re.compile(
    r"(?:phó|trưởng|bí thư|chủ tịch|giám đốc|hiệu trưởng|hiệu phó|chánh|chuyên viên|nhân viên|"
    r"giáo viên|kế toán|văn thư|bảo vệ|tạp vụ|lái xe)\b"
)
_VACANT = re.compile(r"\W*|\(.*\)|\[.*\]", re.DOTALL)


_BEGUN = re.compile(r"^[^ \n]+ [^ \n]+", re.MULTILINE)
"""The first two words of each line."""


_FAMILIES = SURNAMES - UNITS_AND_OTHERS


def _first(text: str) -> str:
    return text.partition(" ")[0]


@dataclass(slots=True)
class NoNames:
    """The rows of one sheet: which of those that look like somebody's are nobody's.

    `units` are the words of the column of units; `numbered`: of those who have a grade, most
    have a number, or, where nobody has, most have a grade; the last who has one stands in the row
    `last`. `units_apart`: there is a
    column of units, and nobody has one in it. `beginnings`: the first two words of headings and
    of labels of grades.
    """

    keys: Keys
    units: frozenset[str]
    numbered: bool
    last: int
    units_apart: bool
    beginnings: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[Line], keys: Keys) -> NoNames:
        """Look at what all rows have in common."""
        units: set[str] = set()
        numbers = others = last = unrated = 0
        within = False
        name, order, unit = (one and one - 1 for one in (keys.name, keys.order, keys.unit))
        for line in lines:
            cells = line.cells
            told = cells[unit] if unit is not None and unit < len(cells) else None
            if isinstance(told, str):
                units.add(told)
            if name is None or name >= len(cells) or is_blank_cell(cells[name]):
                continue
            within = within or not is_blank_cell(told)
            if order is not None and order < len(cells) and is_figure(cells[order]):
                numbers, last = numbers + 1, line.number
            elif not is_rated(line, keys):
                unrated += order is None
            elif order is None:  # where nobody is numbered, all are graded
                numbers, others = numbers + 1, others + unrated
                last, unrated = line.number, 0
            else:
                others += 1
        apart = unit is not None and not within
        begun = beginnings((*known_words(), *keys.labels.codes))
        return cls(keys, frozenset(units), numbers > others, last, apart, begun)

    def tells_unit_alone(self, line: Line) -> bool:
        """Return whether a row is the unit of those below, under the heading of units."""
        if not self.units_apart or self.keys.unit is None:
            return False
        texts = [at for at, cell in enumerate(line.cells, 1) if not is_blank_cell(cell)]
        texts = [at for at in texts if at != self.keys.order]
        told = _cell(line, self.keys.unit)
        is_unit = isinstance(told, str) and category_of_group(group_name(told)) is None
        return texts == [self.keys.unit] and is_unit

    def is_unit(self, line: Line) -> bool:
        """Return whether a unit stands where names do."""
        return self._why(_text(line, self.keys.name), self.keys.name) == "unit"

    def may_be(self, line: Line) -> bool:
        """Return whether a row that has an id is to be looked at: quick, and rarely so."""
        keys = self.keys
        if not keys.of_people:  # nothing is said of others
            return False
        name = None if keys.name is None else _cell(line, keys.name)
        quick = isinstance(name, str) and self.is_plain_name(name)
        text = _text(line, keys.id)
        if text and not any(map(str.isdigit, text)) and self._why(text, keys.id) is not None:
            return True
        return not quick and self._why(_text(line, keys.name), keys.name) is not None

    def is_plain_name(self, text: str) -> bool:
        """Return whether a text is letters that begin as names do, and as nothing else: quick."""
        words = text.casefold().split(" ", 2)
        return (
            len(words) > 1
            and words[0] in SURNAMES
            and words[0] not in UNITS_AND_OTHERS
            and f"{words[0]} {words[1]}" not in self.beginnings
            and text.replace(" ", "").isalpha()
            and " và " not in text
            and text not in self.units
        )

    def are_plain_names(self, texts: Sequence[str]) -> bool:
        """Return whether all texts surely are so, by what they are together: quicker still."""
        whole = "\n".join(texts)
        begun = _BEGUN.findall(whole.casefold())
        return (
            len(begun) == len(texts) == whole.count("\n") + 1
            and whole.replace(" ", "").replace("\n", "").isalpha()
            and " và " not in whole
            and self.units.isdisjoint(texts)
            and self.beginnings.isdisjoint(begun)
            and _FAMILIES.issuperset(map(_first, set(begun)))
        )

    def instead(self, line: Line) -> Instead | None:
        """Return what a row is that seems to be somebody's, None where it may well be."""
        keys = self.keys
        no_name = keys.name is None and not _text(line, keys.id)
        if not keys.of_people or no_name:
            return None
        name = self._name(line)
        if not name and self.counts_a_grade(line, keys):
            return "figures"
        numbered = _has_number(line, keys)
        by_id = _text(line, keys.id) if keys.id is not None else ""
        why = self._why(name, keys.name)
        if by_id and why in {None, "empty"} and not any(map(str.isdigit, by_id)):
            why = self._why(by_id, keys.id) or why
        if why in {None, "phrase"}:
            if self._is_note(line):
                return "figures"
            alone = by_id or not self.numbered or numbered
            found = None if alone else self._without_number(line, name)
            odd = why == "phrase" and not by_id and not is_rated(line, keys)
            return found or ("strange" if odd else None)
        if why == "crowd" and _are_names(name):
            return "together"
        if why == "crowd" or is_rated(line, keys) or (numbered and why not in {"empty"}):
            return "strange"
        if why == "empty":
            return "vacant"
        others = list(self._others(line))
        plain = why in {"grade", "word"} and all(
            is_figure(one) or self._why(canonical(one), keys.name) in {"grade", "word"}
            for one in others
        )
        return "figures" if why == "note" or (plain and others) else "strange"

    def _without_number(self, line: Line, name: str) -> Instead | None:
        """Return what a row is that has neither an id, nor a number as others have."""
        order = self.keys.order
        lettered = order is not None and bool(_text(line, order))
        if is_rated(line, self.keys):
            return "strange" if lettered and not is_name(name) else None
        told = [cell for cell in line.cells if not is_blank_cell(cell)]
        if (len(told) == 1 or is_name(name)) and line.number < self.last:
            return None
        if len(told) == 1 and not name:
            return None
        return "unnumbered"

    def _is_note(self, line: Line) -> bool:
        """Return whether a row begins with words of a note where numbers stand: `Ngày họp:`."""
        order = "" if self.keys.order is None else _text(line, self.keys.order)
        return ":" in order and not any(map(str.isdigit, order)) and not is_rated(line, self.keys)

    @staticmethod
    def counts_a_grade(line: Line, keys: Keys) -> bool:
        """Return whether a row names a grade and figures, and nothing else: so many have it.

        A grade in the column of grades is somebody's, though they have but a number.
        """
        if is_rated(line, keys):
            return False
        told = [canonical(cell) for cell in line.cells if not is_blank_cell(cell)]
        words = [text for text in told if not _FIGURE.fullmatch(text)]
        return len(words) == 1 and len(told) > 1 and why_no_name(words[0], keys.labels) == "grade"

    def _name(self, line: Line) -> str:
        """Return who a row names; a figure where given names stand is no part of a name."""
        given, family = _text(line, self.keys.name), _text(line, self.keys.family)
        if not family:
            return given
        return family if not given or _FIGURE.fullmatch(given) else f"{family} {given}"

    def _others(self, line: Line) -> Iterator[object]:
        keys = self.keys
        named = {keys.order, keys.name, keys.family}
        if _text(line, keys.family) and _FIGURE.fullmatch(_text(line, keys.name)):
            named.discard(keys.name)
        for at, cell in enumerate(line.cells, 1):
            if at not in named and not is_blank_cell(cell):
                yield cell

    def _why(self, text: str, at: int | None) -> NoName | None:
        """Return why what stands in a column is nobody's name or id."""
        if not text:
            return None
        if at == self.keys.id and at != self.keys.name:
            total = is_total(text) or is_foot(text)
            return "note" if total else why_no_name(text, self.keys.labels)
        if at == self.keys.name and text in self.units and not is_name(text):
            return "unit"
        return why_no_name(text, self.keys.labels)


def why_no_name(text: str, labels: Labels) -> NoName | None:
    """Return why a text is nobody's name, None where it may be one.

    >>> from cbccvc_rules.model.scale import packaged_labels
    >>> told = packaged_labels()
    >>> [why_no_name(one, told) for one in ("HTTNV", "Số người", "Phòng A", "...", "Nguồn:")]
    ['grade', 'word', 'unit', 'empty', 'note']
    >>> [why_no_name(one, told) for one in ("Lý A, Lý B", "Nguyễn Thị Hà", "Vũ Khoa")]
    ['crowd', None, None]
    """
    if text.isalpha() and len(text) == 1:
        return None
    if not text.replace(" ", "").isalpha():
        text = text.lstrip("-–+*• ") or text
        if _VACANT.fullmatch(text) is not None or is_figure(text):
            return "empty"
        if ":" in text:
            return "note"
    if _is_crowd(text):
        return "crowd"
    first = text.split(None, 1)[0].casefold()
    if first not in first_words() and labels.read(text) is None:
        return "phrase" if _is_phrase(text, first) else None
    key = heading_key(text)
    if key in _NOBODY_YET:
        return "empty"
    if _POST.match(key) is not None and not is_name(text):
        return "post"
    if labels.read(text) is not None or labels.read(_OF_LABEL.sub("", key)) is not None:
        return "grade"
    bare = _OF_LABEL.sub("", key)
    if bare in WORDS_OF_FIGURES or is_heading_word(text) or category_of_group(text) is not None:
        return "word"
    if is_unit_name(text) and not _is_called_so(key):
        return "unit"
    return "phrase" if _is_phrase(text, first) else None


def _is_called_so(key: str) -> bool:
    """Return whether a text is a full name whose family name units begin with: Ban Văn Bê."""
    words = key.split()
    return len(words) > _FEW and words[1] in _IN_THE_MIDDLE and words[2] not in _OF_LETTERS


_FEW = 2
_OF_LETTERS = frozenset({"hóa", "hoá", "thư", "phòng", "nghệ", "học", "xã", "tin"})
"""What follows `văn` in names of units: culture, letters, offices."""


def _is_phrase(text: str, first: str) -> bool:
    """Return whether a text goes on in small letters after a word that is no family name."""
    second = text.split(None, 2)[1:2]
    small = bool(second) and second[0][0].islower() and second[0][0] in _LARGE_TOO
    return small and not text.isascii() and first not in SURNAMES


_LARGE_TOO = frozenset("abcdefghijklmnopqrstuvwxyzđăâêôơư")
"""Small letters that an old encoding (TCVN3) has as large ones: it writes `Trần ánh` for `Ánh`."""


def _is_crowd(text: str) -> bool:
    if any(map(str.isdigit, text)) and _CROWD.search(text.casefold()) is not None:
        return True
    return (any(sign in text for sign in "\n;,/&+") or " và " in text) and _are_names(text)


def _are_names(text: str) -> bool:
    """Return whether a text is several names, each with a family name and another word."""
    parts = [one.split() for one in _APART.split(text) if one.strip()]
    return len(parts) > 1 and all(
        len(one) > 1
        and one[0][0].isupper()
        and one[0].casefold() in SURNAMES
        and one[-1].casefold() not in _IN_THE_MIDDLE
        for one in parts
    )


_IN_THE_MIDDLE = frozenset({"thị", "văn"})
"""A name that ends so goes on in the next line of its cell."""


def stranger(line: Line, keys: Keys) -> Group:
    """Return a row that names nobody: where the words that are none stand, and the words."""
    id_, name = _text(line, keys.id), _text(line, keys.name)
    by_id = (
        bool(id_)
        and (not name or why_no_name(name, keys.labels) is None)
        and not any(map(str.isdigit, id_))
        and why_no_name(id_, keys.labels) is not None
    )
    at = keys.id if by_id else keys.name
    return Group(line.number, at or 1, id_ if by_id else name)


def is_rated(line: Line, keys: Keys) -> bool:
    """Return whether a grade stands where grades do; numbers may count those who have it."""
    if not keys.of_people:
        return False
    cells = (_cell(line, at) for at in keys.grades)
    marks = (_cell(line, at) for at in keys.marked)
    return any(isinstance(one, str) and keys.labels.read(one) is not None for one in cells) or any(
        one is True or mark_of(one) is not None for one in marks
    )


def _has_number(line: Line, keys: Keys) -> bool:
    cell = None if keys.order is None else _cell(line, keys.order)
    return is_figure(cell) or (isinstance(cell, str) and any(map(str.isdigit, cell)))


def is_figure(cell: object) -> bool:
    """Return whether a cell is a number, a share, an hour: no word.

    >>> [is_figure(one) for one in (3, "50%", "2/2", "02 người", "P1", True)]
    [True, True, True, True, False, False]
    """
    if isinstance(cell, str):
        return _FIGURE.fullmatch(cell) is not None
    return cell is not None and not isinstance(cell, bool)


def is_count(cell: object) -> bool:
    """Return whether a cell says how many there are, in brackets or not.

    >>> is_count("(02 người)"), is_count(3), is_count("Trưởng phòng")
    (True, True, False)
    """
    return is_figure(cell.strip(" ()") if isinstance(cell, str) else cell)


def _cell(line: Line, at: int) -> object:
    return line.cells[at - 1] if at <= len(line.cells) else None


def _text(line: Line, at: int | None) -> str:
    cell = None if at is None else _cell(line, at)
    return canonical(cell).strip() if not is_blank_cell(cell) else ""
