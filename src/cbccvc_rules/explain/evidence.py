"""The rows at fault: what a failed condition on a population found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.words import column_name, named_row, show_cell
from cbccvc_rules.model.columns import code_titles
from cbccvc_rules.model.values import fold, shown
from cbccvc_rules.sources import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.trace import Fact, Step

FEW = 5


def rows_at_fault(step: Step, book: Phrasebook) -> Iterator[str]:
    """Yield a line for each row that made a failed condition fail, with its own cells.

    Those are the rows that `none(…)` found. After the first few, only how many more there are.
    """
    rows = {row.name: row for row in _found(step)}
    for row in tuple(rows.values())[:FEW]:
        yield f"{named_row(row.text, row.name, book.lang)}: {'; '.join(_cells(row, book))}"
    if len(rows) > FEW:
        yield book.say("report", "more_rows").format(len(rows) - FEW)


def _found(step: Step) -> Iterator[Step]:
    """Yield the rows that hold in a `none(…)` that does not, outermost first."""
    if step.op == "none" and step.value is False:
        yield from (part for part in step.parts if part.op == "row" and part.value is True)
    elif step.value is False:
        for part in step.parts:
            yield from _found(part)


def _cells(row: Step, book: Phrasebook) -> Iterator[str]:
    """Yield the values of the row's own cells that its condition took, each once."""
    own = {
        below.fact.column: below.fact
        for below in row.walk()
        if below.fact is not None and below.fact.key == row.name
    }
    for fact in own.values():
        name = column_name(fact.record, fact.column, book.lang)
        value = show_cell(fact.value, book.lang, f"{fact.record}.{fact.column}")
        yield f"{name} = {value}{cell_of(fact, book)}"


def _names(fact: Fact) -> frozenset[str]:
    """Return every text that says the value of a cell word for word."""
    value, column = fact.value, f"{fact.record}.{fact.column}"
    title = code_titles().get(value) if isinstance(value, str) else None
    titles = () if title is None else (title.vi, title.en)
    said = (show_cell(value, lang, column) for lang in LANGS)
    return frozenset(fold(one) for one in (*titles, *said))


def cell_of(fact: Fact | None, book: Phrasebook) -> str:
    """Return where a fact stands, with what is written there if that reads otherwise."""
    if fact is None or fact.place is None:
        return ""
    typed = fact.typed
    if typed is None or fold(typed) in _names(fact):
        return f" [{fact.place}]"
    said = book.say("parts", "typed").format(shown(typed)) if typed else book.say("parts", "blank")
    return f" [{fact.place}: {said}]"
