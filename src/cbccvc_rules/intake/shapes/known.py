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
    `categories` are told by a tick under each, or under a grade that it spans.
    `aside` are headings that were understood and are not used, each with the reason.
    """

    at: dict[str, Heading] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    joined: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    marked: dict[str, Marked] = field(default_factory=dict)
    categories: Marked | None = None
    down: bool | None = None
    strangers: list[Heading] = field(default_factory=list)
    aside: list[tuple[Heading, str]] = field(default_factory=list)
    open: list[Problem] = field(default_factory=list)

    def headed(self) -> dict[str, tuple[int | None, str]]:
        """Return where ticks tell the category of people, and under which heading."""
        if self.categories is None:
            return {}
        return {"category": (self.categories.headings[0].at, self._spans(self.categories)[0])}

    def _spans(self, marks: Marked) -> tuple[str, ...]:
        """Return the headings that name categories: those that span grades, or what spans them."""
        if marks.above:
            return marks.above
        first = marks.headings[0]
        return (first.above[-1] if first.above else first.text,)

    def _of_categories(self, marks: Marked) -> list[ColumnRead]:
        """Return how categories are told; those that span grades are found again with these."""
        if marks.above:
            return [ColumnRead("category", shown(one), None, "spanning") for one in marks.above]
        rule: Rule = "told" if marks.told else "marks"
        pairs = zip(marks.headings, marks.codes, strict=True)
        return [ColumnRead("category", shown(one.text), one.at, rule, code) for one, code in pairs]

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
        if self.categories is not None:
            found += self._of_categories(self.categories)
        return tuple(sorted(found, key=lambda one: one.at or 0))
