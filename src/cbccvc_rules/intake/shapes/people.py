"""The rows of people by their columns: many questions are asked of a column, few of a row."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import Line, is_blank_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class People(list[Line]):
    """Rows that are not changed any more; they are cut into columns once."""

    __slots__ = ("_columns", "_told")

    def __init__(self, lines: Iterable[Line]) -> None:
        """Take the rows as they are."""
        super().__init__(lines)
        self._columns: list[tuple[object, ...]] | None = None
        self._told: dict[int, Sequence[object]] = {}

    @classmethod
    def of(cls, lines: Iterable[Line]) -> People:
        """Return the rows by their columns, the same where they are so already."""
        return lines if isinstance(lines, cls) else cls(lines)

    def column(self, at: int) -> Sequence[object]:
        """Return what stands in a column, None in rows that end before it."""
        if self._columns is None:
            self._columns = list(zip_longest(*(line.cells for line in self)))
        return self._columns[at - 1] if at <= len(self._columns) else (None,) * len(self)

    def told(self, at: int) -> Sequence[object]:
        """Return what stands in a column, each thing once; 1 and a tick are one here."""
        if at not in self._told:
            self._told[at] = list(dict.fromkeys(self.column(at)))
        return self._told[at]


def column(at: int, people: Iterable[Line]) -> Sequence[object]:
    """Return what stands in a column, None in rows that end before it."""
    if isinstance(people, People):
        return people.column(at)
    return [line.cells[at - 1] if at <= len(line.cells) else None for line in people]


def told(at: int, people: Iterable[Line]) -> Sequence[object]:
    """Return what stands in a column, each thing once; 1 and a tick are one here."""
    if isinstance(people, People):
        return people.told(at)
    return list(dict.fromkeys(column(at, people)))


def texts_in(at: int, people: Iterable[Line]) -> list[str]:
    """Return the texts of a column, each once."""
    return [one for one in told(at, people) if isinstance(one, str)]


def tells_anything(at: int, people: Iterable[Line]) -> bool:
    """Return whether anything stands in a column."""
    cells = column(at, people)
    if cells and not is_blank_cell(cells[0]):
        return True
    return not all(map(is_blank_cell, told(at, people)))
