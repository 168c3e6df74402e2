"""Builders of workbooks of the old Excel format: records in a stream, the stream in a file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512
BOF, EOF = 0x809, 0x0A


def a_compound(name: str, content: bytes, size: int | None = None) -> bytes:
    """Return a compound file of one stream, which is at least 4,096 bytes long."""
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // _SECTOR)
    tables = 1
    while tables * 128 < tables + 1 + sectors:
        tables += 1
    table = [_TABLE] * tables + [_END] + [*range(tables + 2, tables + 1 + sectors), _END]
    table += [_FREE] * (tables * 128 - len(table))
    header = _MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<LLLLL", 0, tables, tables, 0, 4096)
    header += struct.pack("<LLLL", _END, 0, _END, 0)
    header += struct.pack("<109L", *[*range(tables), *[_FREE] * (109 - tables)])
    entries = _entry("Root Entry", 5, 1, _END, 0)
    entries += _entry(name, 2, _FREE, tables + 1, len(content) if size is None else size)
    return b"".join(
        (
            header,
            struct.pack(f"<{len(table)}L", *table),
            entries.ljust(_SECTOR, b"\0"),
            content.ljust(sectors * _SECTOR, b"\0"),
        )
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le")
    told = struct.pack("<HBBLLL", len(words) + 2, kind, 1, _FREE, _FREE, child)
    return words.ljust(64, b"\0") + told + bytes(36) + struct.pack("<LQ", start, size)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def bof(sort: int, version: int = 0x600) -> bytes:
    return record(BOF, struct.pack("<HHHHLL", version, sort, 0, 0, 0, 0))


def letters(text: str) -> bytes:
    """Return a text after the byte that says how wide its letters are."""
    try:
        return b"\0" + text.encode("latin-1")
    except UnicodeEncodeError:
        return b"\1" + text.encode("utf-16-le")


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def shared(row: int, column: int, text: int, style: int = 0) -> bytes:
    return record(0xFD, struct.pack("<HHHL", row, column, style, text))


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x06, struct.pack("<HHH", row, column, 0) + result + bytes(8))


def of_text(text: str) -> bytes:
    """Return the record of the text that a formula came to."""
    return record(0x207, struct.pack("<H", len(text)) + letters(text))


def texts(*words: str, split: int | None = None) -> bytes:
    """Return the shared texts; with `split`, the last of them goes on in a second record."""
    data = struct.pack("<LL", len(words), len(words))
    for word in words[: len(words) if split is None else -1]:
        data += struct.pack("<H", len(word)) + letters(word)
    if split is None:
        return record(0xFC, data)
    last = words[-1]
    data += struct.pack("<H", len(last)) + b"\0" + last[:split].encode("latin-1")
    return record(0xFC, data) + record(0x3C, b"\1" + last[split:].encode("utf-16-le"))


def styles(*told: tuple[str, str]) -> bytes:
    """Return a font and a format for each style; a style before them is plain."""
    fonts = ["Arial", *(font for font, _ in told)]
    made = b"".join(
        record(0x31, bytes(14) + struct.pack("<B", len(one)) + letters(one)) for one in fonts
    )
    codes = [code for _, code in told]
    for at, code in enumerate(codes, 164):
        made += record(0x41E, struct.pack("<HH", at, len(code)) + letters(code))
    made += record(0xE0, struct.pack("<HH", 0, 0) + bytes(16))
    for at in range(len(told)):
        made += record(0xE0, struct.pack("<HH", at + 1, 164 + at) + bytes(16))
    return made


def an_old_workbook(
    sheets: Mapping[str, bytes],
    head: bytes = b"",
    version: int = 0x600,
    stream: str = "Workbook",
) -> bytes:
    """Return a workbook; `head` holds texts and styles, each sheet its cells as records."""
    return a_compound(stream, a_stream(sheets, head, version))


def a_stream(sheets: Mapping[str, bytes], head: bytes = b"", version: int = 0x600) -> bytes:
    listed = [struct.pack("<BBB", 0, 0, len(name)) + letters(name) for name in sheets]
    first = bof(5, version) + head
    start = len(first) + sum(8 + len(one) for one in listed) + 4
    parts = [bof(0x10, version) + cells + record(EOF) for cells in sheets.values()]
    told = b""
    for one, part in zip(listed, parts, strict=True):
        told += record(0x85, struct.pack("<L", start) + one)
        start += len(part)
    return first + told + record(EOF) + b"".join(parts)


def a_table(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook of one sheet of texts."""
    words = [cell for row in rows for cell in row]
    at = iter(range(len(words)))
    cells = b"".join(
        shared(row, column, next(at))
        for row, held in enumerate(rows)
        for column in range(len(held))
    )
    return an_old_workbook({"Sheet1": cells}, texts(*words))
