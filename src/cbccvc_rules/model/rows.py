"""Rows of tables: what was read of each, where it stands, and the raw cells they are made from.

Nothing here reads a file or judges a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.model.column_read import NO_HEADINGS, ColumnRead, HeadingsRead
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import RECORDS, Place

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.trace import Fact, Value

MAX_ROWS = 250_000
"""Of one table: more than the public staff of the largest province, who are not one round."""

Marks = Mapping[tuple[int, int], Place]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as it was found: its file, its sheet, and where each known column stands.

    `headings` leads from a canonical column to its 1-based position (None for Python records) and
    the heading as typed. Where values do not stand in rows and columns, `marks` leads from (row
    number, column) to the place of each; column 0 is the row itself. `edited` has the cells that
    stand elsewhere, joined from another file or set by hand, by row number and canonical column.
    `moved` leads from (row number, column) to the row and position that a value was taken from
    where it stands elsewhere: under a mark, above the rows of a group. `reads` tells how each
    column was found, `read` the headings of them all; `others` are sheets whose rows were put to
    those of this one. `born` tells by row when people were born, as far as the list does.
    """

    table: str
    source: str
    sheet: str | None
    headings: Mapping[str, tuple[int | None, str]]
    marks: Marks | None = None
    edited: Mapping[tuple[int, str], Place] = field(default_factory=dict)
    moved: Mapping[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    reads: tuple[ColumnRead, ...] = ()
    read: HeadingsRead = NO_HEADINGS
    others: tuple[Sheet, ...] = ()
    born: Mapping[int, str] = field(default_factory=dict)

    @property
    def columns_read(self) -> tuple[ColumnRead, ...]:
        """How each column was found, in the order of the headings.

        Columns that were joined from other files are none of the sheet's own.
        """
        if self.reads:
            return self.reads
        has_places = any(at is not None for at, _ in self.headings.values())
        own = {name: told for name, told in self.headings.items() if told[0] or not has_places}
        placed = sorted(own.items(), key=lambda item: item[1][0] or 0)
        return tuple(
            ColumnRead(column, " ".join(heading.split()), at, "exact")
            for column, (at, heading) in placed
        )

    def reads_by(self, column: str) -> frozenset[str]:
        """Return the rules by which a column was found."""
        return frozenset(one.rule for one in self.reads if one.column == column)

    def place(self, number: int, column: str) -> Place | None:
        """Return the place of a cell, None where the table has no such column."""
        found = self.headings.get(column)
        if found is None:
            return None
        if self.edited and (number, column) in self.edited:
            return self.edited[number, column]
        if self.marks is not None:
            return self.marks.get((number, found[0] or 0)) or self.marks.get((number, 0))
        row, at = self.moved.get((number, column), (number, found[0]))
        if self.source != RECORDS:
            return Place(self.source, row, at, self.sheet, found[1])
        heading = found[1]
        if at != found[0]:
            heading = next((name for other, name, _ in self.read.told if other == at), heading)
        return Place(self.source, row, None, self.sheet, heading)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: every canonical column with its value, None where not told.

    `number` is the row a spreadsheet shows; `typed` keeps what was written in the cells whose
    text differs from the canonical text of their value; `bad` columns were filled in and cannot be
    understood or cannot stand; `denied` columns say that there is none.
    """

    table: str
    key: str
    values: Mapping[str, Value]
    sheet: Sheet | None
    number: int
    typed: Mapping[str, str] = field(default_factory=dict)
    bad: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()

    def place(self, column: str) -> Place | None:
        """Return where a value was written, None where it was not."""
        return None if self.sheet is None else self.sheet.place(self.number, column)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A person who may belong to a unit beyond the rows that say so; no unit: to any.

    `row` is what the row says apart from that, None where it could not be taken apart; `cause` is
    the cell that would settle it.
    """

    unit: str | None
    row: Row | None
    cause: Fact


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of one row by canonical column: texts of a file, or values of a Python record."""

    number: int
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table before its cells are understood.

    `lost` rows could not be taken apart at all; `strangers` are headings that mean no column.
    """

    sheet: Sheet
    rows: tuple[RawRow, ...]
    lost: int = 0
    strangers: tuple[str, ...] = ()


Role = Literal["", "waivers", "baseline", "diff"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read, as the user named it, with the digest of its bytes.

    `file` is where it stands on this machine: no report tells it. `role` is what a file beside the
    data is for: it answers for findings (`waivers`, `baseline`), or is compared with (`diff`).
    """

    path: str
    sha256: str
    file: Path | None = field(default=None, compare=False, repr=False)
    role: Role = ""

    @classmethod
    def beside(cls, path: Path, name: str, role: Role = "") -> SourceFile:
        """Return a file that stands beside the data, as it was named."""
        return cls(name, sha256(path.read_bytes()).hexdigest(), path, role)
