"""Which law governs a category on a day, as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.explanation import cited
from cbccvc_rules.explain.phrasebook import Phrasebook, phrasebook
from cbccvc_rules.explain.words import show_code, show_day
from cbccvc_rules.sources import Citation, Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cbccvc_rules.packs.library import Governs


def applies_text(category: str, on: date, entry: Governs | None, before: Text, lang: Lang) -> str:
    """Return the instruments that govern with days, packs and basis; or why none does.

    Where some of the category are governed otherwise: those, too, and what decides who they are.
    """
    book = phrasebook(lang)
    day, who = show_day(on, lang), f"{category} ({show_code(category, lang)})"
    lines = list(_lines(who, day, entry, before, book))
    if entry is not None and entry.fallback is not None:
        apart = entry.fallback.governs
        named = "" if apart.who is None else apart.who.in_(lang)
        lines.append(book.say("applies", "apart").format(who=named))
        lines.extend(_lines(who, day, apart, before, book))
    return "\n".join(lines) + "\n"


def _lines(
    who: str, day: str, entry: Governs | None, before: Text, book: Phrasebook
) -> Iterator[str]:
    lang = book.lang
    reason = before if entry is None else entry.hole
    if entry is None or reason is not None:
        said = "" if reason is None else reason.in_(lang)
        yield book.say("applies", "none").format(who=who, on=day, reason=said)
    else:
        law = "" if entry.instruments is None else entry.instruments.in_(lang)
        yield book.say("applies", "governed").format(who=who, on=day, law=law)
        yield f"  {book.say('applies', 'packs')}: {', '.join(entry.packs)}"
    if entry is not None:
        yield f"  {book.say('applies', 'days')}: {_days(entry, lang)}"
        if entry.as_of is not None:
            yield f"  {book.say('applies', 'as_of')}: {show_day(entry.as_of, lang)}"
        sure = book.say("confidences", entry.confidence)
        yield f"  {book.say('applies', 'confidence').format(sure)}"
        for basis in entry.basis:
            if isinstance(basis, Citation):  # its own text may be known better, or worse
                yield f"  {book.say('parts', 'cites')}: {cited(basis, lang)}"
            else:
                yield f"  {book.say('applies', 'note')}: {basis.in_(lang)}"


def _days(entry: Governs, lang: Lang) -> str:
    ends = (entry.interval.first, entry.interval.last)
    return " – ".join("…" if day is None else show_day(day, lang) for day in ends)
