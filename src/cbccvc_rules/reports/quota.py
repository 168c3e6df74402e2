"""How many excellent ratings each body and group may have, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.readings import said_choice
from cbccvc_rules.explain.words import show_as, show_value
from cbccvc_rules.reports.json import citation_json, value_json
from cbccvc_rules.reports.written import answer_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.answers import Quota
    from cbccvc_rules.reports.json import Json
    from cbccvc_rules.sources import Lang, Text


def quota_text(quotas: Iterable[Quota], lang: Lang, names: Mapping[str, Text]) -> str:
    """Return the quota of each group; a share that does not apply leaves nothing to say.

    `names` are the titles of readings and of their alternatives.
    """
    book = phrasebook(lang)
    lines = [line for one in quotas for line in _group(one, book, names)]
    return "\n".join(lines or [book.say("quota", "none")]) + "\n"


def _group(one: Quota, book: Phrasebook, names: Mapping[str, Text]) -> Iterator[str]:
    lang = book.lang
    yield f"{one.group} {one.name}" if one.name else one.group
    limit = show_as(one.measures.get("limit"), "percent", lang)
    base = show_value(one.measures.get("base"), lang)
    given, allowed = show_value(one.given, lang), show_value(one.allowed, lang)
    words = {"given": given, "allowed": allowed, "limit": limit, "base": base}
    spare = one.spare
    key = "unknown" if spare is None else "over" if spare < 0 else "within"
    number = "" if spare is None else str(abs(spare))
    yield f"  {book.say('quota', 'line').format(**words)}; {book.say('quota', key).format(number)}"
    if one.completable is not None:
        most = "crossing" if one.most is None else "most"
        key = most if one.completable else "not_completable"
        yield f"  {book.say('quota', key).format(one.most)}"
    different = {name: value for name, value in one.others.items() if value != one.allowed}
    if different:
        others = "; ".join(
            f"{_read_otherwise(reading, lang, names)}: {show_value(value, lang)}"
            for reading, value in different.items()
        )
        yield f"  {book.say('quota', 'others').format(others)}"


def _read_otherwise(reading: str, lang: Lang, names: Mapping[str, Text]) -> str:
    name, _, value = reading.partition("=")
    return said_choice(name, value, lang, names)


def quota_json(quotas: Iterable[Quota], receipt: Json = None, *, named: bool = False) -> str:
    """Return the quota of each group as JSON."""
    groups = [
        {
            "rule": one.rule,
            "group": one.group,
            "name": one.name,
            "unit": one.unit,
            "verdict": one.verdict.value,
            "given": value_json(one.given),
            "allowed": value_json(one.allowed),
            "spare": one.spare,
            "most": one.most if one.completable else None,
            "completable": one.completable,
            "measures": {name: value_json(value) for name, value in one.measures.items()},
            "other_readings": {name: value_json(value) for name, value in one.others.items()},
            "cites": [citation_json(cite) for cite in one.cites],
        }
        for one in quotas
    ]
    told = {"schema_version": "1", "receipt": receipt, "groups": groups}
    return answer_json(told, named=named)
