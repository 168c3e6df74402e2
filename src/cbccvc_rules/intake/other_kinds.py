"""What a file is that has the ending of a table and is none, told by its bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOOKED_AT = 1024
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|html|head|body|meta|table|style|div|!--)",
    re.IGNORECASE,
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"

_PDF = Text("PDF", "a PDF file")
_PICTURE = Text("ảnh", "a picture")
_PACKED = Text("kho nén (rar, 7z, gzip)", "an archive (rar, 7z, gzip)")
_WORD = Text("văn bản Word", "a Word document")
_SLIDES = Text("bài trình chiếu PowerPoint", "a PowerPoint presentation")
_RTF = Text("văn bản RTF", "an RTF document")
_MAIL = Text("trang web hoặc thư đã lưu (MIME, .mht)", "a saved web page or mail (MIME, .mht)")

_STARTS: Mapping[bytes, Text] = {
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"BM": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"Rar!": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"\x1f\x8b": _PACKED,
    b"{\\rtf": _RTF,
    b"MIME-Version:": _MAIL,
}
_IN_ZIP: Mapping[bytes, Text] = {
    b"word/document": _WORD,
    b"ppt/presentation": _SLIDES,
    b"application/vnd.oasis.opendocument.text": Text(
        "văn bản OpenDocument (.odt)", "an OpenDocument text (.odt)"
    ),
}
_IN_COMPOUND: Mapping[str, Text] = {"WordDocument": _WORD, "PowerPoint Document": _SLIDES}
_BOOK = b"xl/"
_TAIL = 100_000


def otherwise(data: bytes) -> Text | None:
    """Return what bytes are that no table is written as, None where they may be one.

    >>> otherwise(b"%PDF-1.7").en, otherwise(b"a,b")
    ('a PDF file', None)
    """
    start = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-"):
        return _PDF
    for sign, what in _STARTS.items():
        if start.startswith(sign) and (len(sign) > 2 or b"\0" in start):
            return what
    if data.startswith(_COMPOUND) and not any(_has(data, one) for one in ("Workbook", "Book")):
        return next((what for name, what in _IN_COMPOUND.items() if _has(data, name)), None)
    if data.startswith(_ZIP):
        ends = data[:_LOOKED_AT] + data[-_TAIL:]
        if _BOOK not in ends:
            return next((what for name, what in _IN_ZIP.items() if name in ends), None)
    return None


def _has(data: bytes, stream: str) -> bool:
    """Return whether a compound file has a stream: its directory writes the name in UTF-16."""
    return stream.encode("utf-16-le") + b"\0\0" in data


def is_page(data: bytes) -> bool:
    """Return whether bytes begin as a web page does."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")[2:]
    return _PAGE.match(start) is not None
