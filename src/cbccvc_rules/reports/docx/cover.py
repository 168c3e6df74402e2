"""Nobody else is told: ids and names of other people are covered, and a written file is searched.

A text is taken word by word. An id or a name is told where its words stand side by side, whatever
their case, with some marks left out or all, and whatever stands between them (`CC 007`, `CC.007`);
one that is part of a longer text that may be told (the person's own name, the name of a unit) is
not. An id that could be a figure or a word of the law, and a name of one word, tell
nobody; what stands for an id in the round itself is covered all the same, so these do not come in
either.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZipFile

from cbccvc_rules.model.alone import SIGN
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\s:;,()=“”\u2018\u2019\"'\[\]{}<>|._/\\–—-]+")
_EDGES = "!?…·*"
_LONGEST_FIGURE = 4
_SHORTEST_ID, _SHORTEST_WORD, _SHORTEST_APART = 3, 6, 4
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of a text and where it stands: its letters without marks, and the marks."""

    letters: str
    marks: tuple[str, ...]
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """A text that is not to be told, or one that may be: the marks of its letters."""

    marks: Counter[str]
    secret: bool
    words: int


class Cover:
    """What is not to be told, and what may be."""

    def __init__(self, ids: Iterable[str], names: Iterable[str], told: Iterable[str]) -> None:
        """Keep ids and full names of others, and the texts that may be told."""
        self._ids, self._names, self._told = tuple(ids), tuple(names), tuple(told)

    @cached_property
    def _known(self) -> dict[str, list[_Known]]:
        """The texts by their letters, run together and without marks."""
        secret = [one for one in self._ids if tells(one)]
        secret += [one for one in self._names if len(_pieces(one)) > 1]
        known: dict[str, list[_Known]] = {}
        for texts, hidden in ((secret, True), (self._told, False)):
            for text in texts:
                if pieces := _pieces(text):
                    one = _Known(_marks(pieces), hidden, len(pieces))
                    known.setdefault(_letters(pieces), []).append(one)
        return known

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._known), default=0)

    def found(self, text: str) -> Iterator[tuple[int, int, Words]]:
        """Yield where a text tells of another, and by which words."""
        pieces = _pieces(text)
        at = 0
        while at < len(pieces):
            length = self._match(pieces, at)
            if length > 0:
                words = tuple(piece.letters for piece in pieces[at : at + length])
                yield pieces[at].start, pieces[at + length - 1].end, words
            at += abs(length) or 1

    def _match(self, pieces: list[_Piece], at: int) -> int:
        """Return how many words from here are a text that is not to be told; negative: that is."""
        best, letters = 0, ""
        for last in range(at, len(pieces)):
            letters += pieces[last].letters
            if len(letters) > self._longest:
                break
            secret = self._is_secret(pieces[at : last + 1], letters)
            if secret is not None:
                best = (last + 1 - at) * (1 if secret else -1)
        return best

    def _is_secret(self, pieces: list[_Piece], letters: str) -> bool | None:
        """Return whether words are not to be told; None where nothing is known of them.

        Words as they are known go before words that others write alike without marks; of these,
        what may be told goes first, as it may be meant.
        """
        marks = _marks(pieces)
        alike = [one for one in self._known.get(letters, ()) if _same_words(one, pieces, marks)]
        exact = [one for one in alike if one.marks == marks]
        return all(one.secret for one in exact or alike) if alike else None

    def over(self, text: str, instead: str) -> str:
        """Return a text in which others are covered by other words."""
        text = SIGN.sub(instead, text)
        parts: list[str] = []
        done = 0
        for start, end, _ in self.found(text):
            parts += [text[done:start], instead]
            done = end
        return "".join([*parts, text[done:]])


def tells(key: str) -> bool:
    """Return whether an id tells a person wherever it stands: no figure, no word of a language.

    >>> [tells(one) for one in ("CC007", "12", "A", "038190012345", "An")]
    [True, False, False, True, False]
    """
    if key.isdigit():
        return len(key) > _LONGEST_FIGURE
    least = _SHORTEST_ID if any(one.isdigit() for one in key) else _SHORTEST_WORD
    return len(key) >= least


def _same_words(one: _Known, pieces: list[_Piece], marks: Counter[str]) -> bool:
    """Return whether words may be those of a known text: written alike, or without some marks.

    Where the text was told without marks, only capitals tell a name from words of the language.
    """
    letters = "".join(piece.letters for piece in pieces)
    if one.words != len(pieces) and (letters.isdigit() or len(letters) < _SHORTEST_APART):
        return False
    if marks <= one.marks:
        return True
    return one.secret and one.marks <= marks and all(piece.capital for piece in pieces)


def _marks(pieces: Iterable[_Piece]) -> Counter[str]:
    return Counter(mark for piece in pieces for mark in piece.marks)


def _letters(pieces: Iterable[_Piece]) -> str:
    return "".join(piece.letters for piece in pieces)


def _pieces(text: str) -> list[_Piece]:
    found: list[_Piece] = []
    for one in _WORD.finditer(text):
        word = one[0]
        start = one.start() + len(word) - len(word.lstrip(_EDGES.replace("!", "")))
        end = one.end() - len(word) + len(word.rstrip(_EDGES))
        if start < end:
            own = text[start:end]
            apart = unicodedata.normalize("NFD", own.casefold()).replace("đ", f"d{_BAR}")
            letters = "".join(one for one in apart if not unicodedata.combining(one))
            marks = tuple(one for one in apart if unicodedata.combining(one))
            found.append(_Piece(letters, marks, start, end, own[0].isupper()))
    return found


_BAR = "\u0335"  # the stroke of đ, which Unicode takes for no mark


def told_in(document: bytes, cover: Cover) -> frozenset[Words]:
    """Return who is told of in a Word document, read back from its file; nobody, if all is well.

    Every part of the file is looked through: paragraphs as they are read, and all other text.
    """
    texts: set[str] = set()
    with ZipFile(BytesIO(document)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                texts.update(_texts(ElementTree.fromstring(package.read(name))))
    found = {words for text in texts for *_, words in cover.found(text)}
    return frozenset(found | {(sign,) for text in texts for sign in SIGN.findall(text)})


def _texts(root: ElementTree.Element) -> Iterator[str]:
    for paragraph in root.iter(_PARAGRAPH):
        yield "".join(one.text or "" for one in paragraph.iter(_TEXT))
    for one in root.iter():
        if one.tag != _TEXT:
            yield one.text or ""
        yield from one.attrib.values()
