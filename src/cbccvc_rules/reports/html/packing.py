"""Many alike sentences in few bytes: what they share is kept once, what differs beside it.

What differs between alike sentences are numbers, days, ids and cells: words with a digit. A
sentence without such words is the number of its frame; another is that number and its words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.reports.entries import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
Packed = int | list[Json]
GAP = "\x01"
"""Stands in a frame for a word that differs; `printable` leaves none in a text."""

_DIFFERS = re.compile(r"([^\s\d]*\d\S*)")


class Packing:
    """Frames of sentences, and runs of lines, each numbered as it is first met."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._frames: dict[str, int] = {}
        self._runs: dict[tuple[int, ...], int] = {}

    @property
    def frames(self) -> list[str]:
        """The frames by their numbers."""
        return list(self._frames)

    @property
    def runs(self) -> list[list[int]]:
        """The runs by their numbers: the depth and the frame of each line, in turn."""
        return [list(run) for run in self._runs]

    def sentence(self, words: str) -> Packed:
        """Return a sentence packed.

        >>> packing = Packing()
        >>> packing.sentence("Có 3 người"), packing.sentence("Có 12 người"), packing.sentence("Có")
        ([0, '3'], [0, '12'], 1)
        """
        frame, differing = self._frame(words)
        return [frame, *differing] if differing else frame

    def lines(self, lines: Iterable[tuple[int, str]]) -> Packed:
        """Return lines packed, each with its depth: the number of the run, then what differs."""
        run: list[int] = []
        told: list[str] = []
        for depth, words in lines:
            frame, differing = self._frame(words)
            run += [depth, frame]
            told += differing
        number = self._runs.setdefault(tuple(run), len(self._runs))
        return [number, *told] if told else number

    def _frame(self, words: str) -> tuple[int, list[str]]:
        parts = _DIFFERS.split(printable(words))
        frame = GAP.join(parts[::2])
        return self._frames.setdefault(frame, len(self._frames)), parts[1::2]
