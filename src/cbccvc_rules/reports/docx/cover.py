"""Nobody else is told: ids and names of other people are covered, and a written file is searched.

A text is taken word by word. An id or a name is told where its words stand side by side, whatever
their case; one that is part of a longer text that may be told (the person's own name, the name of
a unit) is not. An id that could be a figure or a word of the law, and a name of one word, tell
nobody; what stands for an id in the round itself is covered all the same, so these do not come in
either.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZipFile

from cbccvc_rules.model.alone import SIGN
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\s:;,()=“”\u2018\u2019\"'\[\]{}<>|]+")
_EDGES = ".!?…–—-·*_/\\"
_LONGEST_FIGURE = 4
_SHORTEST_ID, _SHORTEST_WORD = 3, 6
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of a text, without the marks around it, and where it stands."""

    word: str
    start: int
    end: int


class Cover:
    """What is not to be told, and what may be."""

    def __init__(self, ids: Iterable[str], names: Iterable[str], told: Iterable[str]) -> None:
        """Keep ids and full names of others, and the texts that may be told."""
        self._ids, self._names, self._told = tuple(ids), tuple(names), tuple(told)

    @cached_property
    def _known(self) -> dict[Words, bool]:
        """Whether each text is not to be told, by its words."""
        secret = [one for one in self._ids if tells(one)]
        secret += [one for one in self._names if len(_pieces(one)) > 1]
        known = {_words(one): True for one in secret}
        known |= {_words(one): False for one in self._told}
        known.pop((), None)
        return known

    @cached_property
    def _longest(self) -> dict[str, int]:
        """How many words the longest text has that begins with a word."""
        longest: dict[str, int] = {}
        for first, *rest in self._known:
            longest[first] = max(longest.get(first, 0), 1 + len(rest))
        return longest

    def found(self, text: str) -> Iterator[tuple[int, int, Words]]:
        """Yield where a text tells of another, and by which words."""
        pieces = _pieces(text)
        at = 0
        while at < len(pieces):
            length = self._match(pieces, at)
            words = tuple(piece.word for piece in pieces[at : at + abs(length)])
            if length > 0:
                yield pieces[at].start, pieces[at + length - 1].end, words
            at += abs(length) or 1

    def _match(self, pieces: list[_Piece], at: int) -> int:
        """Return how many words from here are a text that is not to be told; negative: that is."""
        longest = min(self._longest.get(pieces[at].word, 0), len(pieces) - at)
        for length in range(longest, 0, -1):
            secret = self._known.get(tuple(piece.word for piece in pieces[at : at + length]))
            if secret is not None:
                return length if secret else -length
        return 0

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


def _words(text: str) -> Words:
    return tuple(piece.word for piece in _pieces(text))


def _pieces(text: str) -> list[_Piece]:
    found: list[_Piece] = []
    for one in _WORD.finditer(text):
        word = one[0]
        start = one.start() + len(word) - len(word.lstrip(_EDGES.replace("!", "")))
        end = one.end() - len(word) + len(word.rstrip(_EDGES))
        if start < end:
            bare = unicodedata.normalize("NFC", text[start:end]).casefold()
            found.append(_Piece(bare, start, end))
    return found


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
