"""The cells of a column as told and as read, each with how often it stands there.

A list of rows tells every cell once; a list that stays in its file tells each distinct cell with
its number. What is said of a column, the same words come out of either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.model.draft import Draft
    from cbccvc_rules.model.rows import RawRow
    from cbccvc_rules.trace import Value


@dataclass(frozen=True, slots=True)
class ToldCell:
    """A cell with its value; `typed` where it is not the canonical text of that value."""

    cell: object
    value: Value
    typed: str | None
    bad: bool
    times: int = 1

    @property
    def code(self) -> str | None:
        """The code that it was read as, None where it is none."""
        return self.value if isinstance(self.value, str) else None


ToldCells = Callable[[str], Iterable[ToldCell]]
"""The cells of each column, those met first before the others."""

RawCells = Callable[[str], Iterable[tuple[object, int]]]
"""The cells of each column before they are read, each with how often it stands there."""


def raw_cells(rows: Sequence[RawRow]) -> RawCells:
    """Return the cells of rows."""
    return lambda column: ((row.cells.get(column), 1) for row in rows)


def told_cells(rows: Sequence[RawRow], drafts: Sequence[Draft]) -> ToldCells:
    """Return the cells of rows as they were read."""

    def told(column: str) -> Iterable[ToldCell]:
        for row, draft in zip(rows, drafts, strict=True):
            yield ToldCell(
                row.cells.get(column),
                draft.values[column],
                draft.typed.get(column),
                column in draft.bad,
            )

    return told


def of_columns(told: Mapping[str, Sequence[ToldCell]]) -> ToldCells:
    """Return the cells of columns that were looked at one by one."""
    return lambda column: told.get(column, ())
