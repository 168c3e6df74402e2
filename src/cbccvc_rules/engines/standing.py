"""Under which head the table of laws has each person: a category, or a part of a divided one.

A category is divided where some of its people are governed otherwise than the rest.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass
from cbccvc_rules.trace import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.model.rows import Row


@dataclass(frozen=True, slots=True)
class Standings:
    """Where the people of divided categories stand, by key; or the cell that would tell it."""

    divided: frozenset[str] = frozenset()
    known: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Fact] = field(default_factory=dict)
    _governed: dict[frozenset[str], tuple[Row, ...]] = field(default_factory=dict, compare=False)

    def of(self, row: Row) -> str | None:
        """Return where a person stands, None where it is not known."""
        category = row.values["category"]
        if category in self.divided:
            return self.known.get(row.key)
        return None if category is None else str(category)

    def governed(self, staff: Iterable[Row], governed: frozenset[str]) -> tuple[Row, ...]:
        """Return those of all the people who are certain to stand where an instrument governs."""
        if governed not in self._governed:
            those = tuple(row for row in staff if self.of(row) in governed)
            self._governed[governed] = those
        return self._governed[governed]

    def may_be(self, row: Row, governed: frozenset[str]) -> bool:
        """Return whether a person is, or may be, one whom an instrument governs."""
        standing, category = self.of(row), row.values["category"]
        if standing is not None or category is None:
            return standing is None or standing in governed
        return any(one.startswith(str(category)) for one in governed)

    def cell(self, row: Row) -> Fact:
        """Return the cell that would tell where a person stands."""
        told = self.cells.get(row.key)
        record = "counts" if row.table == "counts" else "staff"
        return told or Fact(record, row.key, "category", None, row.place("category"))
