"""Why a step has its value: only the parts that decided it, down to facts with their cells.

Of a conjunction that fails, the parts that fail; of one that holds, all of them; and the other way
round for a disjunction. What stands side by side holds or fails together; alternatives stand below
a line that says so. Choices of a reading are not facts and are listed elsewhere.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.exact import Range
from cbccvc_rules.explain.certify import whole_numbers
from cbccvc_rules.explain.evidence import FEW, cell_of
from cbccvc_rules.explain.phrase import bearing_parts, condition, phrase
from cbccvc_rules.explain.words import named_row, row_name, show_cell, show_value
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.sources import Text
    from cbccvc_rules.trace import Step

_COMPARISONS = frozenset(
    {"equal", "unequal", "less", "at-most", "more", "at-least", "in", "given", "recorded"}
)
_ROWS = frozenset({"count", "any", "none", "sum"})
_PLAIN = frozenset({"field", "literal", "parameter", "reading"})
_TRIED = {True: "tried_holds", False: "tried_fails", None: "tried_unknown"}
_ALTERNATIVES = {True: "one_holds", False: "none_holds", None: "one_may_hold"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation and how far it is set in."""

    depth: int
    words: str


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the reasons of steps in one language; `names` are titles of figures and readings.

    What has been told once is `told`; of the same again only the outcome is told.
    """

    book: Phrasebook
    names: Mapping[str, Text]
    told: dict[tuple[str, object], list[Step]] = field(default_factory=dict)

    def reasons(
        self, step: Step, depth: int, *, said: bool = False, joint: str = "and"
    ) -> Iterator[Line]:
        """Yield the lines that say why a step has its value.

        `said`: the line above says the step itself; `joint`: how the lines around it are joined.
        """
        if not _has_facts(step):
            return
        match step.op:
            case "and" | "or":
                yield from self._joined(step, depth, said=said, joint=joint)
            case "not":
                yield from self.reasons(step.parts[0], depth, joint=joint)
            case "definition" | "exception":
                yield from self._named(step, depth)
            case "field":
                yield Line(depth, f"· {self._fact(step)}")
            case op if op in _COMPARISONS:
                yield from self._comparison(step, depth)
            case op if op in _ROWS:
                yield from self._rows(step, depth, said=said)
            case _:
                for part in step.parts:
                    yield from self.reasons(part, depth)

    def _joined(self, step: Step, depth: int, *, said: bool, joint: str) -> Iterator[Line]:
        """Tell the parts that decide; a line above them says how they are joined."""
        parts = [part for part in _deciding(step) if _has_facts(part)]
        if len(parts) > 1 and not said and step.op != joint:
            if step.op == "or":
                header = self.book.say("parts", _ALTERNATIVES[_truth(step)])
            else:
                outcome = show_value(step.value, self.book.lang)
                header = self.book.say("parts", "together").format(outcome)
            yield Line(depth, f"· {header}:")
            depth += 1
        within = step.op if len(parts) > 1 else joint
        for part in parts:
            yield from self.reasons(part, depth, joint=within)

    def _outcome(self, step: Step) -> str:
        lang = self.book.lang
        return f"{condition(step, lang, self.names)} → {show_value(step.value, lang)}"

    def _named(self, step: Step, depth: int) -> Iterator[Line]:
        """A definition says what it means; an exception whether it could be claimed."""
        said = condition(step, self.book.lang, self.names)
        points = "; ".join(citation.pointed(self.book.lang) for citation in step.cites)
        where = f" ({points})" if points else ""
        if step.op == "exception":
            told = self.book.say("parts", _TRIED[_truth(step)])
            said = f"{self.book.single['unless_tried']}: {said}"
        else:
            told = show_value(step.value, self.book.lang)
        before = self.told.setdefault((step.name, step.value), [])
        again = f" ({self.book.say('parts', 'as_above')})" if step in before else ""
        yield Line(depth, f"· {said}{where} → {told}{again}")
        if again:
            return
        before.append(step)
        for part in step.parts:
            yield from self.reasons(part, depth + 1)

    def _comparison(self, step: Step, depth: int) -> Iterator[Line]:
        told = [self._fact(part) for part in step.parts if _is_figure(part)]
        because = f" ({'; '.join(told)})" if told else ""
        yield Line(depth, f"· {self._outcome(step)}{because}")
        numbers = whole_numbers(step)
        compound = any(part.op not in _PLAIN for part in step.parts)
        if numbers is not None and compound and numbers.rpartition(" ")[2] != "0":
            yield Line(depth + 1, f"· {self.book.say('parts', 'whole_numbers').format(numbers)}")
        for part in step.parts:
            if part.op not in _PLAIN:
                yield from self.reasons(part, depth + 1)

    def _fact(self, step: Step) -> str:
        """Return a figure with its value and cell."""
        lang = self.book.lang
        value = show_cell(step.value, lang, step.name)
        if step.fact is not None and step.fact.value is None:
            value = self.book.say("values", "empty")
        name = phrase(step, lang, self.names)
        return f"{name} = {value}{cell_of(step.fact, self.book)}"

    def _rows(self, step: Step, depth: int, *, said: bool) -> Iterator[Line]:
        lang = self.book.lang
        if step.op in {"count", "sum"}:
            named = (row_name("", key, lang) for key in step.rows)
            keys = f": {', '.join(named)}" if step.rows else ""
            value = show_value(step.value, lang)
            yield Line(depth, f"· {phrase(step, lang, self.names)} = {value}{keys}")
        elif not said:
            yield Line(depth, f"· {self._outcome(step)}")
            depth += 1
        rows = [part for part in step.parts if part.op == "row" and self._bears(part, step)]
        # Of rows that are there one is enough to see it; where they are at fault, all are named.
        shown = FEW if step.op == "any" and step.value is True else len(rows)
        for part in rows[:shown]:
            yield Line(depth, f"· {named_row(part.text, part.name, lang)}{_row_place(part)}:")
            yield from self.reasons(part.parts[0], depth + 1)
        if len(rows) > shown:
            yield Line(depth, f"· {self.book.say('report', 'more_rows').format(len(rows) - shown)}")

    @staticmethod
    def _bears(row: Step, step: Step) -> bool:
        """A row bears on `any` if it makes it true, or if none does; a count shows the doubtful."""
        if step.op in {"count", "sum"}:
            return row.value is None
        found = any(part.op == "row" and part.value is True for part in step.parts)
        return row.value is True or not found


def _truth(step: Step) -> bool | None:
    return step.value if isinstance(step.value, bool) else None


def _deciding(step: Step) -> tuple[Step, ...]:
    """Return the parts of a conjunction or disjunction that decide its value."""
    decisive = step.op == "or"
    bearing = bearing_parts(step)
    if step.value is (not decisive):
        return bearing
    return tuple(part for part in bearing if part.value is step.value) or bearing


def _has_facts(step: Step) -> bool:
    """Return whether a step rests on facts; asked of all below it again and again."""
    return step.fact is not None or step.op in _ROWS or any(map(_has_facts, step.parts))


def _is_figure(step: Step) -> bool:
    """A plain side with a value worth telling: a cell, or a figure of the law."""
    return step.op in {"field", "parameter"} or (
        step.op in _PLAIN and isinstance(step.value, Range)
    )


def _row_place(row: Step) -> str:
    """Return the file and line of a row by the first of its own cells."""
    for below in row.walk():
        fact = below.fact
        if fact is not None and fact.key == row.name and fact.place is not None:
            return f" [{fact.place.sheet or fact.place.source}:{fact.place.row}]"
    return ""
