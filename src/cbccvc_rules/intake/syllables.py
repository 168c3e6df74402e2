"""What a Vietnamese syllable is made of: an onset, a rhyme, a tone. A grammar, no list of words.

It tells whether a text that is no ASCII may be Vietnamese as it stands, or once it is read
otherwise. The rhymes are those of the orthography, loans such as `oong` among them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_SHAPES = "\u0302\u0306\u031b"  # hat, breve, horn
_STOPPED = ("c", "ch", "p", "t")
# A syllable that ends in a stop has one of these two tones, or is written without any.
_OF_STOPPED = "\u0301\u0323"

_ONSETS = (
    *("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"),
    *"bcdđghklmnprstvx",
    "",
)
# What may follow each vowel; `-` nothing.
_CODAS = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- ch m n nh p t u",
    "i": "- a ch m n nh p t u",
    "iê": "c m n ng p t u",
    "o": "- c i m n ng p t",
    "oa": "- c ch i m n ng nh o p t y",
    "oă": "c m n ng t",
    "oe": "- m n o t",
    "oo": "c ng",
    "ô": "- c i m n ng p t",
    "ôô": "ng",
    "ơ": "- i m n p t",
    "u": "- a c i m n ng p t",
    "uâ": "n ng t y",
    "uê": "- ch n nh t",
    "uơ": "-",
    "uô": "c i m n ng t",
    "uy": "- a ch n nh p t u",
    "uyê": "n t",
    "ư": "- a c i m n ng t u",
    "ươ": "c i m n ng p t u",
    "y": "-",
    "yê": "m n ng t u",
}
_RHYMES = frozenset(
    vowel + coda.strip("-") for vowel, codas in _CODAS.items() for coda in codas.split()
)
# After `qu` the vowel that follows is written as after any other onset, and `y` stands for `i`.
_AFTER_QU = _RHYMES | {"ych", "ynh", "yn", "yp", "yt", "yu"}
_SOFT = "eêiy"
_HARD_ONSETS = frozenset({"c", "g", "ng"})
_SOFT_ONSETS = frozenset({"k", "gh", "ngh"})
# A vowel of a shape of its own carries the tone; else the first one does, but for these.
_SHAPED = frozenset("ăâêôơư")
_EITHER = frozenset({"oa", "oe", "uy", "ooc", "oong"})
_ON_SECOND = ("oa", "oe", "uy")
_VOWELS = frozenset("aăâeêioôơuưy")

# Whatever ends a word; digits do not, for `10µm` is one.
_BETWEEN = re.compile(r"[\s!-/:-@\[-`{-~\u2013-\u2026\u00a0]+")


def words(text: str) -> list[str]:
    """Return the words of a text that are not in ASCII letters alone.

    >>> words("Phòng Tổ chức (TC-HC), 2024")
    ['Phòng', 'Tổ', 'chức']
    """
    return [one for one in _BETWEEN.split(text) if not one.isascii()]


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Return whether a word is a possible syllable; `hoà` and `hòa` both are.

    >>> [is_syllable(word) for word in ("nghiệm", "Hoà", "thuý", "giêng", "quốc", "HOÀN")]
    [True, True, True, True, True, True]
    >>> [is_syllable(word) for word in ("nhiÖm", "cafộ", "tèt", "Müller", "kàn", "Maõ")]
    [False, False, False, False, False, False]
    """
    letters, tones = _apart(word)
    if len(tones) > 1:
        return False
    for onset in _ONSETS:
        if letters.startswith(onset):
            rhyme = letters[len(onset) :]
            fits = _fits(onset, rhyme)
            if fits and all(_carries(rhyme, at - len(onset), tone) for at, tone in tones):
                return True
    return False


def is_abbreviation(word: str) -> bool:
    """Return whether a word is of capitals without a vowel, `QĐ`: no syllable, and no fault.

    >>> is_abbreviation("QĐ"), is_abbreviation("QĐi"), is_abbreviation("đ")
    (True, False, False)
    """
    return word.isupper() and not _VOWELS & set(_apart(word)[0])


def _apart(word: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the letters of a word in small type, and its tones with the letter each stands on."""
    letters: list[str] = []
    tones: list[tuple[int, str]] = []
    for one in unicodedata.normalize("NFD", word.casefold()):
        if one in _TONES:
            tones.append((len(letters) - 1, one))
        elif one in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + one)
        else:
            letters.append(one)
    return "".join(letters), tones


def _fits(onset: str, rhyme: str) -> bool:
    """Return whether a rhyme stands after an onset as the orthography writes it."""
    if onset == "qu":
        return rhyme in _AFTER_QU
    if rhyme not in _RHYMES:
        return False
    if onset in _SOFT_ONSETS:
        return rhyme[0] in _SOFT
    if onset in _HARD_ONSETS:
        # `gì`, `giếng`: the i of the rhyme is that of the onset.
        return rhyme[0] not in _SOFT or (onset == "g" and rhyme[0] == "i")
    return True


def _carries(rhyme: str, at: int, tone: str) -> bool:
    """Return whether a rhyme may have a tone, and that letter of it the mark."""
    if rhyme.endswith(_STOPPED) and tone not in _OF_STOPPED:
        return False
    shaped = [number for number, one in enumerate(rhyme) if one in _SHAPED]
    if shaped:
        return at == shaped[-1]
    if rhyme in _EITHER:
        return at in {0, 1}
    return at == (1 if rhyme.startswith(_ON_SECOND) else 0)
