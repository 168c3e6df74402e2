"""The order of agencies and units by what is broken in them, as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.words import show_as
from cbccvc_rules.reports.entries import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.ranking import Ranked, Ranking


def ranking_lines(ranking: Ranking, book: Phrasebook) -> Iterator[str]:
    """Yield the agencies, then the units in which anything is broken, each with its rank."""
    yield f"{book.say('ranking', 'agencies')}:"
    yield from (_line(one, book) for one in ranking.agencies)
    yield f"{book.say('ranking', 'units')}:"
    yield from (_line(one, book) for one in ranking.units)
    if ranking.clean_units:
        yield f"  {book.say('ranking', 'clean').format(ranking.clean_units)}"
    yield book.say("ranking", "how")


def _line(one: Ranked, book: Phrasebook) -> str:
    """Return a line: the rank, marked where others share it, who it is, and the counts."""
    rank = f"{one.rank}{book.say('ranking', 'tied') if one.tied else ''}."
    said = book.say("ranking", "counts").format(
        violation=one.violation,
        affected=one.affected,
        people="?" if one.people is None else one.people,
        share="" if one.share is None else f" ({show_as(one.share, 'percent', book.lang)})",
        warning=one.warning,
        notice=one.notice,
        contested=one.contested,
        unknown=one.unknown,
    )
    return f"  {rank} {printable(_called(one))}: {said}"


def _called(one: Ranked) -> str:
    if one.unit is None:
        return one.round
    unit = one.unit if one.name is None else f"{one.name} ({one.unit})"
    return f"{unit}, {one.round}"
