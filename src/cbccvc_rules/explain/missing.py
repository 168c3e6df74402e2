"""What is missing, said so that somebody can fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.words import TABLE_OF_RECORD, column_name, row_name
from cbccvc_rules.model.columns import TABLE_TITLES
from cbccvc_rules.model.scale import NOT_RATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.sources import Lang
    from cbccvc_rules.trace import Fact


def unranked(fact: Fact) -> bool:
    """Return whether a fact that a verdict waits for is told: not rated, so nothing to fill in."""
    return fact.value == NOT_RATED


def missing_lines(facts: Iterable[Fact], lang: Lang) -> Iterator[str]:
    """Yield one line a missing fact: the cell, the column or the table that would settle it."""
    yield from dict.fromkeys(missing_line(fact, lang) for fact in facts if not unranked(fact))


def unranked_lines(facts: Iterable[Fact], lang: Lang) -> Iterator[str]:
    """Yield one line a rating that is told and has no rank, so that nothing compares with it."""
    yield from dict.fromkeys(_unranked_line(fact, lang) for fact in facts if unranked(fact))


def _unranked_line(fact: Fact, lang: Lang) -> str:
    key = "unit_unranked" if (fact.record, fact.column) == ("unit", "rating") else "unranked"
    return (
        phrasebook(lang)
        .say("parts", key)
        .format(
            column=column_name(fact.record, fact.column, lang),
            who=row_name(fact.record, fact.key, lang),
            cell="" if fact.place is None else f" ({fact.place})",
        )
    )


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
