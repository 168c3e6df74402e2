"""Texts and fonts as workbooks of the old Excel format write them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS
from cbccvc_rules.intake.package import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

_NO_FONT = 4  # no font has this number; those after it are one less


def text_of(data: bytes, at: int, length: int) -> str:
    """Return a text whose letters follow a byte that says how wide they are, at `at` + 1."""
    wide = data[at + 1] & 1
    letters = data[at + 2 : at + 2 + length * (1 + wide)]
    if len(letters) < length * (1 + wide):
        raise RefusedError("workbook-broken")
    return _letters(letters, wide)


def _letters(letters: bytes, wide: int) -> str:
    return letters.decode("utf-16-le" if wide else "latin-1", errors="replace")


def font_of(data: bytes, at: int = 0) -> int:
    """Return which of the fonts a number means."""
    font = int.from_bytes(data[at : at + 2], "little")
    return font - (font > _NO_FONT)


def shared_texts(parts: Sequence[bytes], striking: Set[int], struck: set[int]) -> list[str]:
    """Return the shared texts; the numbers of those with a `striking` run are put into `struck`.

    A text may go on in the next record, whose first byte says anew how wide its letters are.
    """
    texts: list[str] = []
    if not parts:
        return texts
    reader = _Parts(parts)
    reader.skip(8)
    while not reader.is_done:
        length, flags = struct.unpack("<HB", reader.take(3))
        runs = struct.unpack("<H", reader.take(2))[0] if flags & 8 else 0
        aside = struct.unpack("<L", reader.take(4))[0] if flags & 4 else 0
        if length > MAX_CELL_CHARACTERS:
            raise RefusedError("cell-too-long", {"limit": str(MAX_CELL_CHARACTERS)})
        texts.append(reader.take_letters(length, flags & 1))
        if striking:
            told = b"".join(reader.take(1) for _ in range(4 * runs))
            if any(font_of(told, at) in striking for at in range(2, 4 * runs, 4)):
                struck.add(len(texts) - 1)
        else:
            reader.skip(4 * runs)
        reader.skip(aside)
    return texts


class _Parts:
    """Reads on from one record to the next."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts, self._part, self._at = parts, 0, 0
        self._settle()

    @property
    def is_done(self) -> bool:
        return self._part >= len(self._parts)

    def _settle(self) -> None:
        while not self.is_done and self._at >= len(self._parts[self._part]):
            self._at -= len(self._parts[self._part])
            self._part += 1

    def take(self, length: int) -> bytes:
        if self.is_done:
            raise RefusedError("workbook-broken")
        found = self._parts[self._part][self._at : self._at + length]
        self.skip(length)
        return found

    def skip(self, length: int) -> None:
        self._at += length
        self._settle()
        if self.is_done and self._at:
            raise RefusedError("workbook-broken")

    def take_letters(self, length: int, wide: int) -> str:
        found: list[str] = []
        while length:
            if self.is_done:
                raise RefusedError("workbook-broken")
            part = self._parts[self._part]
            here = min((len(part) - self._at) // (1 + wide), length)
            found.append(_letters(part[self._at : self._at + here * (1 + wide)], wide))
            length -= here
            self.skip(len(part) - self._at if length else here * (1 + wide))
            if length:
                wide = self.take(1)[0] & 1
        return "".join(found)
