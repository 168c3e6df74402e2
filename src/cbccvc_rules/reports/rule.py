"""The page of a rule: what it says, clause and confidence, dates, figures, readings, examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.explanation import cited
from cbccvc_rules.explain.phrase import phrase
from cbccvc_rules.explain.phrasebook import Phrasebook, phrasebook
from cbccvc_rules.explain.words import show_as, show_day
from cbccvc_rules.lang.outline import outline
from cbccvc_rules.lang.show import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.lang.rules import Condition, Interval, ParameterSpec, Rule
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.sources import Lang, Text


def rule_list(library: Library, lang: Lang) -> str:
    """Return every rule, a line each."""
    width = max((len(name) for name in library.rules), default=0)
    lines = [
        f"{name:<{width}}  {rule.title.in_(lang)}" for name, rule in sorted(library.rules.items())
    ]
    return "\n".join(lines) + "\n"


def rule_page(rule: Rule, library: Library, lang: Lang) -> str:
    """Return the page of one rule."""
    return "\n".join(_page(rule, library, phrasebook(lang))) + "\n"


def _page(rule: Rule, library: Library, book: Phrasebook) -> Iterator[str]:
    lang = book.lang
    names = library.names()
    yield f"{rule.title.in_(lang)} [{rule.id}]"
    severity = book.say("severities", rule.severity)
    yield f"{book.say('rule', 'severity')}: {severity}"
    yield f"{book.say('rule', 'judges')}: {book.say('records', rule.judges)}"
    yield f"{book.say('applies', 'days')}: {_days(rule.in_force, lang)}"
    yield f"{book.say('parts', 'cites')}:"
    yield from (f"  - {cited(citation, lang)}" for citation in rule.cites)
    yield ""
    yield rule.why.in_(lang)
    yield ""
    if show(rule.when) != "true":
        yield f"{book.say('parts', 'when')}: {phrase(outline(rule.when), lang, names)}"
        yield f"    {show(rule.when)}"
    yield from _conditions(rule.unless, book.say("rule", "unless"), names, book)
    yield from _conditions(rule.require, book.say("parts", "require"), names, book)
    yield from _figures(rule, library, book)
    yield from _readings(rule, library, book)
    yield f"{book.say('rule', 'breaks')}: {rule.breaks.in_(lang)}"
    yield f"{book.say('rule', 'keeps')}: {rule.keeps.in_(lang)}"
    yield f"{book.say('parts', 'remedy')}: {rule.remedy.in_(lang)}"


def _conditions(
    conditions: tuple[Condition, ...], heading: str, names: Mapping[str, Text], book: Phrasebook
) -> Iterator[str]:
    if conditions:
        yield f"{heading}:"
    for one in conditions:
        said = phrase(outline(one.node), book.lang, names)
        if one.says is not None:
            points = "; ".join(citation.provision(book.lang) for citation in one.cites)
            said = f"{one.says.in_(book.lang)} ({points})"
        yield f"  - {said}"
        yield f"    {show(one.node)}"


def _figures(rule: Rule, library: Library, book: Phrasebook) -> Iterator[str]:
    specs = [library.parameters[name] for name in sorted(rule.parameters())]
    if specs:
        yield f"{book.say('parts', 'figures')}:"
    for spec in specs:
        yield f"  - {spec.title.in_(book.lang)} (${spec.name})"
        yield from _values(spec, book)


def _values(spec: ParameterSpec, book: Phrasebook) -> Iterator[str]:
    lang = book.lang
    for dated in spec.values:
        value = show_as(dated.value, "percent" if spec.unit == "share" else "", lang)
        sources = "; ".join(cited(citation, lang) for citation in dated.cites)
        assumed = "" if dated.origin == "law" else f" – {book.say('report', 'assumption')}"
        yield f"    {_days(dated.interval, lang)}: {value}{assumed} ({sources})"


def _readings(rule: Rule, library: Library, book: Phrasebook) -> Iterator[str]:
    specs = [library.readings[name] for name in sorted(rule.readings())]
    if specs:
        yield f"{book.say('rule', 'readings')}:"
    for spec in specs:
        yield f"  - {spec.question.in_(book.lang)} ({spec.name})"
        for value, words in spec.alternatives.items():
            default = f" [{book.say('parts', 'default')}]" if value == spec.default else ""
            yield f"    {value}{default}: {words.in_(book.lang)}"


def _days(interval: Interval, lang: Lang) -> str:
    ends = (interval.first, interval.last)
    return " – ".join("…" if day is None else show_day(day, lang) for day in ends)
