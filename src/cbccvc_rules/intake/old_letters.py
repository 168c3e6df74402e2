"""How Vietnamese was written before Unicode: three encodings, as they look where one is not known.

Each is read from the letters that Western Windows (code page 1252) shows for its bytes, for that is
what stands in a cell that was typed with an old font. The tables are those published by the
vietunicode project (vietunicode.sourceforge.net/charset); the bytes of TCVN3 are those of TCVN
5712:1993, which iconv knows as TCVN5712-1. Code page 1258 is Python's own.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

_BYTES = [
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256)
]  # the five bytes that the code page leaves out are control characters
WESTERN = "".join(_BYTES)
"""The 256 letters of Western Windows, in the order of their bytes."""
_BYTE_OF = {ord(letter): byte for byte, letter in enumerate(WESTERN)} | {
    byte: byte for byte in range(0x80, 0xA0)
}

_ROMAN = "àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ"
_TCVN3_SMALL = "µ¶·¸¹ »¼½¾Æ ÇÈÉÊË ÌÎÏÐÑ ÒÓÔÕÖ ×ØÜÝÞ ßáâãä åæçèé êëìíî ïñòóô õö÷øù úûüýþ"  # noqa: RUF001
_TCVN3: Mapping[str, str] = MappingProxyType(
    {
        **dict(zip(_TCVN3_SMALL, _ROMAN, strict=True)),
        **dict(zip("¨©ª«¬\u00ad®", "ăâêôơưđ", strict=True)),
        **dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True)),
        " ": " ",
    }
)

# VNI writes a vowel, then the letter that stands for its marks; a few letters hold theirs.
_VNI_MARKS = {
    "aeiouyôö": dict(zip("øûõùï", "\u0300\u0309\u0303\u0301\u0323", strict=True)),
    "aeo": {
        "â": "\u0302",
        **{
            sign: f"\u0302{tone}"
            for sign, tone in zip("àåãáä", "\u0300\u0309\u0303\u0301\u0323", strict=True)
        },
    },
    "a": {
        "ê": "\u0306",
        **{
            sign: f"\u0306{tone}"
            for sign, tone in zip("èúüéë", "\u0300\u0309\u0303\u0301\u0323", strict=True)
        },
    },
}
_VNI_WHOLE = dict(zip("ñìæóíòôöî", "đìỉĩíịơưỵ", strict=True))


def _vni() -> Mapping[str, str]:
    pairs = dict(_VNI_WHOLE)
    for vowels, marks in _VNI_MARKS.items():
        for vowel in vowels:
            for sign, mark in marks.items():
                letter = _VNI_WHOLE.get(vowel, vowel)
                pairs[vowel + sign] = unicodedata.normalize("NFC", letter + mark)
    capitals = {pair.upper(): letter.upper() for pair, letter in pairs.items()}
    # After a capital the marks may be those of small letters.
    mixed = {pair[0].upper() + pair[1:]: letter.upper() for pair, letter in pairs.items()}
    return MappingProxyType({**mixed, **capitals, **pairs})


_VNI = _vni()
_VNI_PAIRS = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

TCVN3, VNI, CP1258 = "TCVN3 (ABC)", "VNI", "Windows-1258"
ENCODINGS = (TCVN3, VNI, CP1258)


@dataclass(frozen=True, slots=True)
class Font:
    """A font of an old encoding; `capitals`: it shows small letters as capitals."""

    encoding: str
    capitals: bool = False


def old_font(name: str) -> Font | None:
    """Return which old encoding a font is made for, None for any other font.

    >>> old_font(".VnTimeH"), old_font("VNI-Times"), old_font("Times New Roman")
    (Font(encoding='TCVN3 (ABC)', capitals=True), Font(encoding='VNI', capitals=False), None)
    """
    folded = name.strip().casefold()
    if folded.startswith(".vn"):
        return Font(TCVN3, folded.endswith("h"))
    return Font(VNI) if folded.startswith("vni-") else None


def bytes_of(text: str) -> bytes | None:
    """Return the bytes that Western Windows shows as a text; None where it cannot show it."""
    try:
        return bytes(_BYTE_OF[ord(one)] for one in text)
    except KeyError:
        return None


def from_bytes(data: bytes) -> str:
    """Return bytes as Western Windows shows them, each as one letter."""
    return data.decode("latin-1").translate(_SHOWN)


_SHOWN = {byte: letter for byte, letter in enumerate(WESTERN) if ord(letter) != byte}


def read_as(text: str, encoding: str) -> str:
    """Return what a text says in an old encoding; letters that it does not use stay.

    >>> read_as("Hä vµ tªn", TCVN3), read_as("Hoï vaø teân", VNI), read_as("nhiêòm vuò", CP1258)
    ('Họ và tên', 'Họ và tên', 'nhiệm vụ')
    """
    if encoding == TCVN3:
        return text.translate(_TCVN3_TABLE)
    if encoding == VNI:
        return _VNI_PAIRS.sub(lambda match: _VNI[match[0]], text)
    return unicodedata.normalize("NFC", text.translate(_CP1258_TABLE))


def uses(text: str, encoding: str) -> bool:
    """Return whether each letter beyond ASCII means something in an encoding.

    >>> uses("Kr«ng", TCVN3), uses("Kr«ng", VNI)
    (True, False)
    """
    letters = _LETTERS[encoding]
    return all(one.isascii() or one in letters for one in text)


_TCVN3_TABLE = str.maketrans(dict(_TCVN3))
_CP1258_TABLE = {
    ord(letter): other
    for byte, letter in enumerate(WESTERN)
    if byte >= 0xC0 and (other := bytes([byte]).decode("cp1258", errors="ignore")) != letter
    if other
}
_LETTERS = {
    TCVN3: frozenset(_TCVN3),
    VNI: frozenset("".join(_VNI)),
    CP1258: frozenset(WESTERN[0xC0:]),
}

# What UTF-8 looks like where it is taken for Western or Vietnamese Windows: a lead and what trails.
_TRAILS = "".join({*WESTERN[0x80:0xC0], *map(chr, range(0x80, 0xC0)), " "})
_TORN = re.compile(f"(?:[ÂÃĂÄÅÆ]|á[º»])[{re.escape(_TRAILS)}]")


def torn(text: str) -> str | None:
    """Return the Vietnamese that a text was before its UTF-8 was taken for another encoding.

    None where it is no such text. A no-break space may have become a space on the way.

    >>> torn("nhiá»‡m vá»¥"), torn("HoÃ n"), torn("Hoàn"), torn("CÃ")
    ('nhiệm vụ', 'Hoàn', None, None)
    """
    pairs = _TORN.findall(text)
    if not pairs:
        return None
    whole = _TORN.sub(_mended, text)
    return None if whole == text else whole


def _mended(match: re.Match[str]) -> str:
    pair = match[0].replace("Ă", "Ã")
    data = bytes_of(pair[:-1] + ("\u00a0" if pair[-1] == " " else pair[-1]))
    try:
        letter = "" if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    # A sign such as `°` after `Â` is no letter, but it is torn all the same.
    return letter if letter.isalpha() or not letter.isspace() else match[0]
