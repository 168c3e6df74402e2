"""What a round still lacks: the cells that would settle what could not be decided, by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.sources import Place


@dataclass(frozen=True, slots=True)
class Undecided:
    """How many verdicts of a rule wait for some cells; `alone`: for nothing else, so far.

    What is told may bring up another question: whom a person leads, then what those units did.
    """

    rule: str
    verdicts: int
    alone: int


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A row of which one cell is missing: its id, and the place of the cell where it has one."""

    id: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class MissingCells:
    """The missing cells of one column in the rows of one unit, and the rules that wait for them.

    `absent`: the whole column, or the table where `column` is empty, was not given to anybody;
    then there is no unit and no row. Nor is there a unit where nobody knows whose rows they are.
    `blank`: the column was given, and is empty in every row of its table.
    """

    unit: str | None
    record: str
    column: str
    absent: bool
    rows: tuple[MissingRow, ...]
    rules: tuple[Undecided, ...]
    blank: bool = False
