"""Readings in words, each with the code by which it can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrase import answer
from cbccvc_rules.explain.phrasebook import phrasebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.model.finding import Flip
    from cbccvc_rules.sources import Lang, Text


def said_choice(reading: str, value: str, lang: Lang, names: Mapping[str, Text]) -> str:
    """Return an alternative in words with its code: `“No rounding” (rounding=none)`."""
    return f"“{answer(reading, value, lang, names)}” ({reading}={value})"


def said_choices(chosen: Mapping[str, str], lang: Lang, names: Mapping[str, Text]) -> str:
    """Return alternatives of several readings that are taken together."""
    parts = (said_choice(name, value, lang, names) for name, value in sorted(chosen.items()))
    return phrasebook(lang).say("operators", "and").join(parts)


def said_flips(flips: Iterable[Flip], lang: Lang, names: Mapping[str, Text]) -> str:
    """Return the readings of flips, each once; what would each be enough is joined by “or”."""
    said = dict.fromkeys(said_choices(flip.readings, lang, names) for flip in flips)
    return phrasebook(lang).say("operators", "or").join(said)


def question_lines(
    flips: Iterable[Flip], chosen: Mapping[str, str], lang: Lang, names: Mapping[str, Text]
) -> Iterator[str]:
    """Yield the questions that flips are about, with the answer taken here."""
    book = phrasebook(lang)
    for name in sorted({name for flip in flips for name in flip.readings}):
        question = names[name].in_(lang) if name in names else name
        said = answer(name, chosen[name], lang, names)
        yield book.say("report", "question").format(name=name, question=question, answer=said)
