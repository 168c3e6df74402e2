"""The plain way in which spreadsheets write their shared texts: found without any event."""

from __future__ import annotations

import re

from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS

_HEAD = re.compile(
    r'(?:<\?xml version="1\.0" encoding="[uU][tT][fF]-8"(?: standalone="(?:yes|no)")?\?>\s*)?'
    r'<sst(?: [a-zA-Z:]{1,20}="[^"<&]{0,200}"){0,9}>'
)
_TEXT = re.compile(r'<si><t( xml:space="preserve")?>([^<&]*)</t></si>')
# What another reader may take for something else than it is written as.
_ESCAPED = re.compile("_x[0-9a-fA-F]{4}_")
_TAIL = "</sst>"
# What no XML may hold; half of a character (a surrogate) is no UTF-8 to begin with.
_REFUSED = ("\ufffe", "\uffff")
_NO_TEXT = bytes(range(9)) + b"\x0b\x0c" + bytes(range(14, 32))


_OPEN, _CLOSE = "<si><t>", "</t></si>"
_TAGS_OF_ONE = 4


def _split(body: str) -> list[str] | None:
    """Return texts that are written one as the other, without a space around any."""
    if not (body.startswith(_OPEN) and body.endswith(_CLOSE)) or "&" in body or "]]>" in body:
        return None
    texts = body[len(_OPEN) : -len(_CLOSE)].split(_CLOSE + _OPEN)
    if body.count("<") != _TAGS_OF_ONE * len(texts):  # one more stands inside a text
        return None
    if max(map(len, texts)) > MAX_CELL_CHARACTERS or list(map(str.strip, texts)) != texts:
        return None
    return texts


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _is_odd(text: str) -> bool:
    return "\r" in text or ("_x" in text and _ESCAPED.search(text) is not None)


def _holds_no_text(data: bytes, text: str) -> bool:
    """Return whether anything stands in a text that no XML may hold."""
    if len(data.translate(None, _NO_TEXT)) < len(data):
        return True
    return any(one in text for one in _REFUSED)


def plain_texts(data: bytes) -> tuple[list[int], list[str] | None] | None:
    """Return the size of each text in UTF-8, and the texts; None where they are written otherwise.

    No texts where readers may not agree on some of them.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    head = _HEAD.match(text)
    end = len(text.rstrip()) - len(_TAIL)
    if head is None or not text.startswith(_TAIL, max(end, 0)) or _holds_no_text(data, text):
        return None
    at = head.end()
    found = _split(text[at:end])
    odd = _is_odd(text)
    if found is not None and not odd:
        return list(map(len, map(str.encode, found))), found
    sizes: list[int] = []
    texts: list[str] = []
    same = not odd
    for match in _TEXT.finditer(text, at, end):
        preserved, one = match.groups()
        if match.start() != at or len(one) > MAX_CELL_CHARACTERS or "]]>" in one:
            return None
        at = match.end()
        sizes.append(_size(one))
        texts.append(one)
        same = same and (preserved is not None or one == one.strip())
    return (sizes, texts if same else None) if at == end else None
