"""The plain way in which spreadsheets write their shared texts: sizes found without any event."""

from __future__ import annotations

import re

from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS

_HEAD = re.compile(
    r'(?:<\?xml version="1\.0" encoding="[uU][tT][fF]-8"(?: standalone="(?:yes|no)")?\?>\s*)?'
    r'<sst(?: [a-zA-Z:]{1,20}="[^"<&]{0,200}"){0,9}>'
)
_TEXT = re.compile(r'<si><t(?: xml:space="preserve")?>([^<&]*)</t></si>')
_TAIL = "</sst>"
# What no XML may hold.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain_sizes(data: bytes) -> list[int] | None:
    """Return the size of each text in UTF-8; None where they are written otherwise."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    head = _HEAD.match(text)
    end = len(text.rstrip()) - len(_TAIL)
    if head is None or not text.startswith(_TAIL, max(end, 0)) or _NO_TEXT.search(text):
        return None
    at = head.end()
    sizes: list[int] = []
    for match in _TEXT.finditer(text, at, end):
        one = match[1]
        if match.start() != at or len(one) > MAX_CELL_CHARACTERS or "]]>" in one:
            return None
        at = match.end()
        sizes.append(len(one) if one.isascii() else len(one.encode()))
    return sizes if at == end else None
