"""Where the columns of a table were found, and by which rule; questions that are open."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.model.column_read import ColumnRead
from cbccvc_rules.model.values import shown
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.errors import Problem
    from cbccvc_rules.intake.shapes.marks import Marked
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.model.column_read import Rule


@dataclass(slots=True)
class Columns:
    """Where each column of a table stands; `open` are the questions that end the reading.

    `joined` columns are put together from several, `marked` ones told by a mark under each grade.
    `aside` are headings that were understood and are not used, each with the reason.
    """

    at: dict[str, Heading] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    joined: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    marked: dict[str, Marked] = field(default_factory=dict)
    down: bool | None = None
    strangers: list[Heading] = field(default_factory=list)
    aside: list[tuple[Heading, str]] = field(default_factory=list)
    open: list[Problem] = field(default_factory=list)

    def reads(self) -> tuple[ColumnRead, ...]:
        """Return how each column was found, from left to right."""
        found = [
            ColumnRead(column, shown(one.text), one.at, self.rules[column])
            for column, heading in self.at.items()
            if column not in self.marked
            for one in self.joined.get(column, (heading,))
        ]
        found += [
            ColumnRead(column, shown(heading.text), heading.at, self.rules[column], code)
            for column, marks in self.marked.items()
            for heading, code in zip(marks.headings, marks.codes, strict=True)
        ]
        return tuple(sorted(found, key=lambda one: one.at or 0))
