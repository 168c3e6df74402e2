"""The order of the Vietnamese alphabet: what every sorted output is put in order by.

Letters first (a ă â b c d đ e ê …), whatever their tones and case; then tones (ngang, huyền, hỏi,
ngã, sắc, nặng), then small letters before capitals. Ids stay in the order of their codes. No locale
of the machine has a say.
"""

from __future__ import annotations

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: rank for rank, letter in enumerate(_LETTERS)}
_TONES = {tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", 1)}
_SHAPES = frozenset("\u0302\u0306\u031b")

Order = tuple[bool, str, tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...], str]


def in_order(text: str) -> Order:
    r"""Return what a text is put in order by.

    >>> sorted(["đất", "dân", "Ân", "ăn", "an", "án", "àn"], key=in_order)
    ['an', 'àn', 'án', 'ăn', 'Ân', 'dân', 'đất']
    >>> sorted(["b", "\u0301", "a"], key=in_order) == ["\u0301", "a", "b"]
    True
    >>> sorted(["P10", "P2", "Tổ 1", "KHTC", "Ban"], key=in_order)
    ['KHTC', 'P10', 'P2', 'Ban', 'Tổ 1']
    """
    if is_code(text):
        return False, text, (), (), (), text
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for one in unicodedata.normalize("NFC", text):
        small = one.lower()
        apart = unicodedata.normalize("NFD", small)
        tone = max((_TONES.get(mark, 0) for mark in apart), default=0)
        bare = "".join(mark for mark in apart if mark not in _TONES)
        # A tone on no letter is a sign of its own.
        letters.append(_place(unicodedata.normalize("NFC", bare or small)))
        tones.append(tone)
        capitals.append(one != small)
    return True, "", tuple(letters), tuple(tones), tuple(capitals), text


def is_code(text: str) -> bool:
    """Return whether a text is an id rather than a name: `P1`, `KHTC`, `a-2`.

    >>> is_code("P1"), is_code("Ban"), is_code("TỔ 1")
    (True, False, False)
    """
    if not text.isascii() or " " in text:
        return False
    return text == text.upper() or any(one.isdigit() for one in text)


def _place(letter: str) -> tuple[int, int]:
    """Return the place of a letter: signs, digits, our letters, those of others."""
    rank = _RANKS.get(letter)
    if rank is not None:
        return 2, rank
    first = ord(letter[0])
    if letter.isalpha():
        return 3, first
    return (1 if letter.isdigit() else 0), first
