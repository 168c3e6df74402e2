"""Which cells of a grid are written in an old encoding, decided by column, and what they say.

A text is only ever read otherwise where it cannot be Vietnamese as it stands and, read so, is made
of syllables; a column with nothing like that in it stays as it is, whatever its letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from cbccvc_rules.intake.old_letters import ENCODINGS, bytes_of, read_as, torn, uses
from cbccvc_rules.intake.syllables import is_abbreviation, is_syllable, words
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Line

At = tuple[int, int]
"""Where a cell stands: its row as a spreadsheet shows it, and its column, from 1."""

ENOUGH_WORDS = 3
"""So many different words decide for an encoding; fewer follow what the rest of the sheet is."""

_MISS_PERCENT = 10  # names of other peoples, slips
_ODD_PERCENT = 30  # of the words of a column in an old encoding, at least so many cannot stand


class Shape(Enum):
    """What the letters of a text say of it."""

    PLAIN = "plain"  # ASCII, or signs that no encoding of Vietnamese makes a difference to
    UNICODE = "unicode"  # has letters that only Unicode has: it is what it says
    OPEN = "open"  # Western letters: may be Vietnamese as it stands, or in an old encoding
    TORN = "torn"  # UTF-8 that was taken for another encoding


_OF_UNICODE = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9\u0300-\u0303\u0306\u0309\u031b\u0323]")


def shape_of(text: str) -> Shape:
    """Return what the letters of a text say of it.

    >>> [shape_of(text).name for text in ("A01", "Lê Đức", "Lê Hà", "nhiÖm", "HoÃ n thÃ nh")]
    ['PLAIN', 'UNICODE', 'OPEN', 'OPEN', 'TORN']
    """
    if text.isascii():
        return Shape.PLAIN
    mended = torn(text)
    if mended is not None and all(map(_stands, words(mended))):
        return Shape.TORN
    if _OF_UNICODE.search(text):
        return Shape.UNICODE
    return Shape.PLAIN if bytes_of(text) is None or not words(text) else Shape.OPEN


# Letters that no Vietnamese word has in Unicode.
_FOREIGN = re.compile("[^a-zàáâãèéêìíòóôõùúýăđĩũơư\u1ea0-\u1ef9]", re.IGNORECASE)


def _stands(word: str) -> bool:
    return is_syllable(word) or is_abbreviation(word)


@dataclass(slots=True)
class Weighed:
    """How the words of some cells do in one encoding.

    `odd` are those that are no syllable as they stand and are one in it, `missed` are none in it.
    """

    odd: set[str] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)
    whole: int = 0

    @property
    def fits(self) -> bool:
        """Whether nearly all words are syllables."""
        return len(self.missed) * 100 <= _MISS_PERCENT * self.whole

    @property
    def holds(self) -> bool:
        """Whether nearly all words are syllables, and enough of them only so."""
        enough = len(self.odd) * 100 >= _ODD_PERCENT * self.whole
        return bool(self.odd) and self.fits and enough


def weigh(texts: Iterable[str], encoding: str) -> Weighed:
    """Weigh the words of some texts in an encoding, each word once."""
    weighed = Weighed()
    for word in {word for text in texts for word in words(text)}:
        read = read_as(word, encoding)
        if is_abbreviation(read):
            continue
        weighed.whole += 1
        if not is_syllable(read):
            weighed.missed.add(word)
        elif not is_syllable(word):
            weighed.odd.add(word)
    return weighed


@dataclass(slots=True)
class _Group:
    """Cells of a column that are decided on together; `mixed`: Unicode stands among them.

    `best` is the encoding that their `words` speak for.
    """

    cells: Sequence[tuple[At, str]]
    mixed: bool
    font: str | None
    best: str | None = None
    words: set[str] = field(default_factory=set)

    @property
    def texts(self) -> set[str]:
        """What stands in the cells."""
        return {text for _, text in self.cells}


@dataclass(frozen=True, slots=True)
class OldTexts:
    """The encoding of each cell that is in an old one, and the cells whose UTF-8 is torn."""

    encodings: Mapping[At, str]
    torn: tuple[At, ...]


def old_texts(lines: Sequence[Line], fonts: Mapping[At, str], whole: str | None = None) -> OldTexts:
    """Find the cells of a grid that are in an old encoding.

    `fonts` has the cells whose font is of an encoding; with `whole`, every cell is in an old one,
    and in this one unless its column says otherwise.
    """
    shapes = {text: shape for text in _texts(lines) if (shape := shape_of(text)) is not Shape.PLAIN}
    if whole is None and not any(map(_is_odd, shapes, shapes.values())):
        return OldTexts({}, ())  # as nearly every sheet is: it is not looked at cell by cell
    columns: dict[int, list[tuple[At, str, Shape]]] = defaultdict(list)
    for line in lines:
        for column, cell in enumerate(line.cells, 1):
            if isinstance(cell, str) and cell in shapes:
                columns[column].append(((line.number, column), cell, shapes[cell]))
    broken = [at for cells in columns.values() for at, _, shape in cells if shape is Shape.TORN]
    groups = [group for cells in columns.values() for group in _groups(cells, fonts)]
    for group in groups:
        _choose(group)
    sure = _sure(groups)
    found: dict[At, str] = {}
    for group in groups:
        encoding = _encoding(group, sure, whole)
        if encoding is not None:
            found.update(_read_so(group, encoding, fonts))
    return OldTexts(found, tuple(sorted(broken)))


def _texts(lines: Iterable[Line]) -> set[str]:
    """Return the different texts of a grid that are not in ASCII alone."""
    cells: set[object] = set()
    for line in lines:
        try:
            cells.update(line.cells)
        except TypeError:  # a list, in a document
            cells.update(cell for cell in line.cells if isinstance(cell, str))
    return {cell for cell in cells if isinstance(cell, str) and not cell.isascii()}


def _is_odd(text: str, shape: Shape) -> bool:
    """Return whether a text cannot stand as it is."""
    return shape is Shape.TORN or (shape is Shape.OPEN and not all(map(_stands, words(text))))


def encoding_of(lines: Iterable[Line]) -> str | None:
    """Return the old encoding that a file is in as a whole; None where its words fit none."""
    texts = _texts(lines)
    weighed = {encoding: weigh(texts, encoding) for encoding in ENCODINGS}
    fitting = {name: len(one.odd) for name, one in weighed.items() if one.odd and one.fits}
    ranked = sorted(fitting, key=lambda name: -fitting[name])
    tied = len(ranked) > 1 and fitting[ranked[0]] == fitting[ranked[1]]
    return ranked[0] if ranked and not tied else None


def _groups(cells: Sequence[tuple[At, str, Shape]], fonts: Mapping[At, str]) -> Iterator[_Group]:
    """Cut a column where Unicode begins and ends: old headings stand over new names."""
    plain = [at[0] for at, _, shape in cells if shape is Shape.UNICODE]
    first, last = (plain[0], plain[-1]) if plain else (None, None)
    parts: dict[str, list[tuple[At, str]]] = defaultdict(list)
    for at, text, shape in cells:
        if shape is Shape.OPEN:
            above = first is None or at[0] < first
            part = "above" if above else "below" if last is None or at[0] > last else "among"
            parts[part].append((at, text))
    for part, held in parts.items():
        named = Counter(fonts[at] for at, _ in held if at in fonts)
        font = max(named, key=lambda one: named[one]) if named else None
        yield _Group(held, part == "among", font)


def _choose(group: _Group) -> None:
    """Find the encoding that the words of a group speak for, and those words."""
    texts = group.texts
    if group.mixed:  # whatever can stand as it is stands
        texts = {text for text in texts if not all(map(_stands, words(text)))}
    weighed = {encoding: weigh(texts, encoding) for encoding in ENCODINGS}
    holding = {encoding: one for encoding, one in weighed.items() if one.holds}
    if group.font in holding:
        group.best, group.words = group.font, holding[group.font].odd
        return
    ranked = sorted(holding, key=lambda encoding: -len(holding[encoding].odd))
    tied = len(ranked) > 1 and len(holding[ranked[0]].odd) == len(holding[ranked[1]].odd)
    if ranked and not tied:
        group.best, group.words = ranked[0], holding[ranked[0]].odd


def _sure(groups: Iterable[_Group]) -> frozenset[str]:
    """Return the encodings that are met in a sheet for sure."""
    spoken: dict[str, set[str]] = defaultdict(set)
    sure: set[str] = set()
    for group in groups:
        if group.best is not None:
            spoken[group.best] |= group.words
            if group.font == group.best:
                sure.add(group.best)
    return frozenset(sure | {one for one, found in spoken.items() if len(found) >= ENOUGH_WORDS})


def _encoding(group: _Group, sure: frozenset[str], whole: str | None) -> str | None:
    """Return the encoding of a group; None where it stays as it is."""
    if group.best is not None and group.best in sure:
        return group.best
    if whole is not None:
        return whole
    if group.font is not None and group.font in sure:
        return group.font
    # A column of names that are no syllables, in a sheet of one old encoding.
    if len(sure) == 1 and not group.mixed:
        (only,) = sure
        weighed = weigh(group.texts, only)
        strange = {word for word in weighed.missed if not _stands(word)}
        told = weighed.odd | strange
        fits = all(uses(text, only) for text in group.texts)
        if fits and any(map(_FOREIGN.search, told)):
            return only if len(told) * 100 >= _ODD_PERCENT * weighed.whole else None
    return None


def _read_so(group: _Group, encoding: str, fonts: Mapping[At, str]) -> Iterator[tuple[At, str]]:
    """Yield the cells of a group that say something else in its encoding."""
    for at, text in group.cells:
        if group.mixed and fonts.get(at) != encoding:
            told = words(text)
            reads = all(_stands(read_as(word, encoding)) for word in told)
            if all(map(_stands, told)) or not reads:
                continue
        if read_as(text, encoding) != unicodedata.normalize("NFC", text):
            yield at, encoding
