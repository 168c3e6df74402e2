"""Vietnamese written in the old encodings: the other way round from what the library does."""

from __future__ import annotations

import unicodedata

from cbccvc_rules.intake.old_letters import CP1258, TCVN3, VNI, from_bytes, read_as

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SMALL = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
LETTERS = _SMALL + _SMALL.upper()
"""Every letter of Vietnamese beyond ASCII."""
# The fonts of TCVN3 have no capitals with a tone: small letters stand among the capitals.
TCVN3_LETTERS = _SMALL + "ĂÂÊÔƠƯĐ"

_ONE = {
    name: {
        read: shown
        for shown in map(from_bytes, (bytes([byte]) for byte in range(0xA1, 0xFF)))
        if (read := read_as(shown, name)) != shown
    }
    for name in (TCVN3, VNI)
}
_VOWEL_SIGNS = {"a": "aâê", "e": "eâ", "o": "oâ"}


def tcvn3(text: str) -> str:
    """Return a text as TCVN3 is seen in Western letters; capitals with a tone become small."""
    table = _ONE[TCVN3]
    return "".join(table.get(one) or table.get(one.lower()) or one for one in _nfc(text))


_VNI_TONES = dict(zip(_TONES, "øùõûï", strict=True))
_VNI_HAT = dict(zip(_TONES, "àáãåä", strict=True)) | {"": "â"}
_VNI_BREVE = dict(zip(_TONES, "èéüúë", strict=True)) | {"": "ê"}
_VNI_WHOLE = dict(zip("đìỉĩíịỵ", "ñìæóíòî", strict=True))


def vni(text: str) -> str:
    """Return a text as VNI is seen in Western letters, the marks of a capital as capitals."""
    return "".join(map(_vni, _nfc(text)))


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in _VNI_WHOLE:
        made = _VNI_WHOLE[small]
    else:
        apart = unicodedata.normalize("NFD", small)
        tone = "".join(one for one in apart if one in _TONES)
        base = unicodedata.normalize("NFC", "".join(one for one in apart if one not in _TONES))
        signs = {"â": _VNI_HAT, "ê": _VNI_HAT, "ô": _VNI_HAT, "ă": _VNI_BREVE}.get(base)
        if signs is not None:
            made = unicodedata.normalize("NFD", base)[0] + signs[tone]
        else:
            made = {"ơ": "ô", "ư": "ö"}.get(base, base) + (_VNI_TONES[tone] if tone else "")
    return made.upper() if letter != small else made


def windows_1258(text: str) -> str:
    """Return a text as Windows writes it, a letter and its tone after it, in Western letters."""
    return from_bytes(b"".join(map(_windows_1258, _nfc(text))))


def _windows_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(one for one in apart if one in _TONES)
        base = unicodedata.normalize("NFC", "".join(one for one in apart if one not in _TONES))
        return (base + tone).encode("cp1258")


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


WRITTEN = {TCVN3: tcvn3, VNI: vni, CP1258: windows_1258}
"""How a text is written in each old encoding."""
