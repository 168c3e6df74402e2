"""What is missing, said so that somebody can fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.words import TABLE_OF_RECORD, column_name, row_name
from cbccvc_rules.model.columns import TABLE_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.sources import Lang
    from cbccvc_rules.trace import Fact


def missing_lines(facts: Sequence[Fact], lang: Lang) -> Iterator[str]:
    """Yield one line a missing fact: the cell, the column or the table that would settle it."""
    yield from dict.fromkeys(missing_line(fact, lang) for fact in facts)


def missing_line(fact: Fact, lang: Lang) -> str:
    """Return what would have to be told, and where."""
    book = phrasebook(lang)
    if fact.column == "":
        title = TABLE_TITLES[TABLE_OF_RECORD.get(fact.record, fact.record)]
        return book.say("parts", "missing_table").format(title.in_(lang))
    if fact.column.startswith("("):
        return book.say("parts", "missing_rows")
    name = column_name(fact.record, fact.column, lang)
    whose = row_name(fact.record, fact.key, lang)
    if fact.absent:
        return book.say("parts", "missing_column").format(name)
    if fact.place is None:
        return book.say("parts", "missing_unplaced").format(name, whose)
    return book.say("parts", "missing_cell").format(name, whose, fact.place)
