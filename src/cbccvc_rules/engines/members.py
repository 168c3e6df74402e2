"""The rows that a relation leads to, and who else may be among them."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.model.rows import Row, Unplaced


@dataclass(frozen=True, slots=True)
class Members:
    """The rows that a relation leads to.

    `possible` others may belong there, each kept out by a cell that is not known. `unread`: None
    where nothing is known of how many there are, because `absent` (a record and its column, or no
    column for its whole table) was not given, or the row that leads there is not known; else how
    many rows could not be taken apart.
    """

    rows: tuple[Row, ...]
    unread: int | None = 0
    absent: tuple[str, str] | None = None
    possible: tuple[Unplaced, ...] = ()
    was: tuple[Members, Row, Row] | None = field(default=None, compare=False, repr=False)

    def anew(self, old: Row, new: Row) -> Members:
        """Return these with the row of one of them read anew; none has come or gone."""
        if not any(one is old for one in self.rows):
            return self
        rows = tuple([new if one is old else one for one in self.rows])
        return replace(self, rows=rows, was=(self, old, new))
