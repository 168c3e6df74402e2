"""Compound files, which the old Excel format is kept in: one stream out of one.

No chain of sectors is followed further than the file has sectors, so none can go in a circle.
"""

from __future__ import annotations

import struct
from itertools import islice
from typing import TYPE_CHECKING

from cbccvc_rules.intake.package import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA  # what is above is no sector
_IN_HEADER = 109  # so many sectors of the table are named in the header
_ENTRY = 128
_SMALL = 4096  # a stream below this stands in the stream of small ones
_STREAM, _ROOT = 2, 5


class _Compound:
    """The sectors of a file and the table that chains them."""

    def __init__(self, data: bytes) -> None:
        try:
            (shift,) = struct.unpack_from("<H", data, 0x1E)
            self._first, self._first_small = (
                struct.unpack_from("<L", data, 0x30)[0],
                struct.unpack_from("<L", data, 0x3C)[0],
            )
            next_table, _ = struct.unpack_from("<LL", data, 0x44)
            tables = list(struct.unpack_from(f"<{_IN_HEADER}L", data, 0x4C))
        except struct.error:
            raise RefusedError("workbook-broken") from None
        if shift not in {9, 12} or not data.startswith(MAGIC):
            raise RefusedError("workbook-broken")
        self._data, self._size = data, 1 << shift
        self._sectors = len(data) // self._size
        per_sector = self._size // 4
        for _ in range(self._sectors):
            if next_table > _LAST_SECTOR:
                break
            more = struct.unpack(f"<{per_sector}L", self._sector(next_table))
            tables += more[:-1]
            next_table = more[-1]
        self._table: list[int] = []
        for sector in islice((one for one in tables if one <= _LAST_SECTOR), self._sectors):
            self._table += struct.unpack(f"<{per_sector}L", self._sector(sector))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if len(found) < self._size:
            found += bytes(self._size - len(found))  # the last one may be cut short
        if start >= len(self._data):
            raise RefusedError("workbook-broken")
        return found

    def chain(self, first: int) -> bytes:
        """Return what stands in a chain of sectors."""
        return b"".join(map(self._sector, _chain(self._table, first, self._sectors)))

    def stream(self, name: str) -> bytes | None:
        """Return a stream by its name."""
        directory = self.chain(self._first)
        root: tuple[int, int] | None = None
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            entry = directory[at : at + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<LL", entry, 116)
            called = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            if kind == _ROOT and root is None:
                root = (start, size)
            elif kind == _STREAM and called.casefold() == name.casefold():
                return self._content(start, size, root)
        return None

    def _content(self, start: int, size: int, root: tuple[int, int] | None) -> bytes:
        if size >= _SMALL:
            found = self.chain(start)[:size]
        else:
            small = b"" if root is None else self.chain(root[0])
            words = self.chain(self._first_small) if self._first_small <= _LAST_SECTOR else b""
            table = struct.unpack(f"<{len(words) // 4}L", words)
            parts = (small[at * 64 : at * 64 + 64] for at in _chain(table, start, len(table)))
            found = b"".join(parts)[:size]
        if len(found) < size:
            raise RefusedError("workbook-broken")
        return found


def _chain(table: list[int] | tuple[int, ...], first: int, most: int) -> Iterator[int]:
    """Yield the sectors of a chain; one that is longer than all of them goes in a circle."""
    number = first
    for _ in range(most):
        if number > _LAST_SECTOR:
            return
        if number >= len(table):
            raise RefusedError("workbook-broken")
        yield number
        number = table[number]
    if number <= _LAST_SECTOR:
        raise RefusedError("workbook-broken")


def stream_of(data: bytes, name: str) -> bytes | None:
    """Return one stream of a compound file, None where it has none of the name.

    Raises:
        RefusedError: for a file that is damaged.
    """
    return _Compound(data).stream(name)
