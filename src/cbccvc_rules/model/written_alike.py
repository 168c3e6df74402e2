"""The forms in which names of people and of units are compared, however they are written."""

from __future__ import annotations

import re
import unicodedata

from cbccvc_rules.model.values import fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def name_key(name: str) -> str:
    """Return the form in which names are compared: where the mark of a tone stands is no matter.

    >>> name_key("Nguyễn Hòa") == name_key("nguyễn  Hoà"), name_key("Hòa") == name_key("Hóa")
    (True, False)
    """
    words = unicodedata.normalize("NFD", fold(name)).split()
    return " ".join(
        "".join(one for one in word if one not in _TONES)
        + "".join(one for one in word if one in _TONES)
        for word in words
    )


_SPACES = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")  # "P 1" is P1, and "K1 1" is not K11
_AROUND = " .:;,-–"


def unit_key(name: str) -> str:
    """Return the form in which units are compared.

    >>> unit_key("Phòng  Hòa giải.") == unit_key("PHÒNG HOÀ GIẢI"), unit_key("K1") == unit_key("K2")
    (True, False)
    """
    bare = name.strip(_AROUND)
    key = bare.casefold() if name.isascii() else name_key(bare)
    return _SPACES.sub("", key) if " " in key else key
