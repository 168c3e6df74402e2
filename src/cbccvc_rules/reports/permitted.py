"""The lawful ratings of each person, as text or JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.words import show_code
from cbccvc_rules.reports.json import citation_json, text_json
from cbccvc_rules.reports.written import answer_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.answers import Permitted
    from cbccvc_rules.reports.json import Json
    from cbccvc_rules.sources import Lang


def permitted_text(people: Iterable[Permitted], lang: Lang) -> str:
    """Return the lawful ratings of each person, and what excludes each other one."""
    book = phrasebook(lang)
    return "\n".join(line for one in people for line in _person(one, book)) + "\n"


def _person(one: Permitted, book: Phrasebook) -> Iterator[str]:
    lang = book.lang
    name = f"{one.id} {one.name}" if one.name else one.id
    told = book.say("values", "empty") if one.rating is None else show_code(one.rating, lang)
    yield book.say("permitted", "person").format(name=name, rating=told)
    lawful = ", ".join(show_code(rating, lang) for rating in one.permitted)
    none = "not_known" if any(excluded.open for excluded in one.excluded) else "none"
    yield f"  {book.say('permitted', 'lawful')}: {lawful or book.say('permitted', none)}"
    if one.whole_round_unknown or (one.whole_round is not None and one.permitted):
        why = "none" if one.whole_round is not None else "crossing" if one.permitted else "open"
        possible = ", ".join(show_code(rating, lang) for rating in one.whole_round or ())
        said = possible or book.say("permitted", f"whole_round_{why}")
        yield f"  {book.say('permitted', 'whole_round')}: {said}"
    if one.not_rating_unprovided:
        yield f"  {book.say('permitted', 'not_rating_unprovided')}"
    for (rating, is_open), reasons in groupby(one.excluded, lambda one: (one.rating, one.open)):
        key = "open" if is_open else "excluded"
        yield f"  {book.say('permitted', key)}: {show_code(rating, lang)}"
        for excluded in reasons:
            cites = "; ".join(dict.fromkeys(cite.text(lang) for cite in excluded.cites))
            yield f"    – {excluded.message.in_(lang)}"
            yield f"      {cites} [{', '.join((excluded.rule, *excluded.also))}]"
    if one.no_grade_fits:
        yield f"  {book.say('no_grade_fits', 'title')}: " + "; ".join(
            cite.text(lang) for cite in one.no_grade_fits
        )
    if one.full:
        yield "  " + book.say("permitted", "full").format(", ".join(one.full))


def permitted_json(people: Iterable[Permitted], *, named: bool, receipt: Json = None) -> str:
    """Return the lawful ratings of each person as JSON; ids alone unless names are asked for."""
    staff = [
        {
            "id": one.id,
            "name": one.name if named else None,
            "unit": one.unit,
            "rating": one.rating,
            "permitted": list(one.permitted),
            "whole_round": None if one.whole_round is None else list(one.whole_round),
            "excluded": [
                {
                    "rating": excluded.rating,
                    "rule": excluded.rule,
                    "also": list(excluded.also),
                    "undecided": excluded.open,
                    "cites": [citation_json(cite) for cite in excluded.cites],
                    "message": text_json(excluded.message),
                }
                for excluded in one.excluded
            ],
            "note": {
                "no_grade_fits": [citation_json(cite) for cite in one.no_grade_fits],
                "share_binds": list(one.full),
                "not_rating_unprovided": one.not_rating_unprovided,
            },
        }
        for one in people
    ]
    told = {"schema_version": "1", "receipt": receipt, "staff": staff}
    return answer_json(told, named=named)
