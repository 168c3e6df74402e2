"""A rule as prose: what it says, clause and confidence, dates, figures, readings, examples.

The page is plain data with two ways to lay it out: as text, and as Markdown.
"""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from cbccvc_rules.explain.explanation import cited
from cbccvc_rules.explain.phrase import condition, phrase
from cbccvc_rules.explain.phrasebook import Phrasebook, phrasebook
from cbccvc_rules.explain.words import show_as, show_day
from cbccvc_rules.lang.nodes import Named
from cbccvc_rules.lang.outline import body_and_exceptions, outline
from cbccvc_rules.lang.rules import walk
from cbccvc_rules.lang.show import show
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cbccvc_rules.lang.rules import (
        Condition,
        DatedValue,
        Interval,
        ParameterSpec,
        ReadingSpec,
        Rule,
    )
    from cbccvc_rules.sources import Citation, Lang, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One point of a page: its words, the expression they stand for, and what is listed below."""

    words: str
    code: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its points; `single` sections stand on one line."""

    heading: str
    entries: tuple[Entry, ...]
    single: bool = False


@dataclass(frozen=True, slots=True)
class RulePage:
    """The page of one rule in one language; printing it gives the text."""

    id: str
    title: str
    facts: tuple[Section, ...]
    why: str
    sections: tuple[Section, ...]

    def __str__(self) -> str:
        facts = [line for section in self.facts for line in _printed(section)]
        rest = [line for section in self.sections for line in _printed(section)]
        return "\n".join((f"{self.title} [{self.id}]", *facts, "", self.why, "", *rest)) + "\n"


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a page looks names up in: figures and readings of every pack, and their titles.

    `sources` says of a citation, and the days on which it is made, where its text was read.
    """

    parameters: Mapping[str, ParameterSpec]
    readings: Mapping[str, ReadingSpec]
    titles: Mapping[str, Text]
    sources: Callable[[Citation, Interval, Lang], tuple[str, ...]]


def rule_list(rules: Mapping[str, Rule], lang: Lang) -> str:
    """Return every rule, a line each."""
    width = max((len(name) for name in rules), default=0)
    lines = [f"{name:<{width}}  {rule.title.in_(lang)}" for name, rule in sorted(rules.items())]
    return "\n".join(lines) + "\n"


def rule_page(rule: Rule, named: Lookup, lang: Lang) -> RulePage:
    """Return the page of one rule."""
    book = phrasebook(lang)
    return RulePage(
        id=rule.id,
        title=rule.title.in_(lang),
        facts=tuple(_facts(rule, named, book)),
        why=rule.why.in_(lang),
        sections=tuple(_sections(rule, named, book)),
    )


def _printed(section: Section) -> Iterator[str]:
    if section.single:
        yield f"{section.heading}: {section.entries[0].words}"
        return
    yield f"{section.heading}:"
    for entry in section.entries:
        yield f"  - {entry.words}"
        if entry.code:
            yield f"    {entry.code}"
        yield from (f"    {line}" for line in entry.below)


def markdown(page: RulePage) -> Iterator[str]:
    """Yield the lines of a page, without its title, in Markdown."""
    for section in page.facts:
        yield from _listed(section)
    yield from ("", page.why, "")
    for section in page.sections:
        yield from _listed(section)


_NAME_AT_END = re.compile(r"\((\$?[a-z]+(?:_\w+)+)\)$")


def _listed(section: Section) -> Iterator[str]:
    if section.single:
        yield f"- **{section.heading}**: {section.entries[0].words}"
        return
    yield f"- **{section.heading}**:"
    for entry in section.entries:
        yield "  - " + _NAME_AT_END.sub(r"(`\1`)", entry.words)
        if entry.code:
            yield f"    - `{entry.code}`"
        yield from (f"    - {line}" for line in entry.below)


def _single(heading: str, words: str) -> Section:
    return Section(heading, (Entry(words),), single=True)


def _facts(rule: Rule, named: Lookup, book: Phrasebook) -> Iterator[Section]:
    yield _single(book.say("rule", "severity"), book.say("severities", rule.severity))
    yield _single(book.say("rule", "judges"), book.say("records", rule.judges))
    yield _single(book.say("applies", "days"), days(rule.in_force, book.lang))
    provisions = (_sourced(citation, rule.in_force, named, book) for citation in rule.cites)
    yield Section(book.say("parts", "cites"), tuple(provisions))


def _sourced(citation: Citation, during: Interval, named: Lookup, book: Phrasebook) -> Entry:
    lines = named.sources(citation, during, book.lang)
    return Entry(cited(citation, book.lang), below=lines)


def _further(rule: Rule, named: Lookup, book: Phrasebook) -> Iterator[Entry]:
    """Yield what is cited below the rule: by its conditions, its definitions and its figures."""
    terms = (below for node in rule.nodes() for below in walk(node) if isinstance(below, Named))
    cites = [cite for one in (*rule.unless, *rule.require) for cite in one.cites]
    cites += [cite for term in terms for cite in term.cites]
    told = [(cite, rule.in_force) for cite in cites]
    for name in sorted(rule.parameters()):
        for dated in named.parameters[name].values:
            told += [(cite, dated.interval) for cite in dated.cites]
    # A provision is told once, by its act and its way, whatever is noted where it is cited.
    seen = {(cite.act, cite.steps) for cite in rule.cites}
    for cite, during in told:
        if (cite.act, cite.steps) not in seen:
            seen.add((cite.act, cite.steps))
            yield _sourced(cite, during, named, book)


def _sections(rule: Rule, named: Lookup, book: Phrasebook) -> Iterator[Section]:
    lang = book.lang
    if show(rule.when) != "true":
        said = condition(outline(rule.when), lang, named.titles)
        yield Section(book.say("parts", "when"), (Entry(said, show(rule.when)),))
    found = (
        Section(book.say("rule", "unless"), _conditions(rule.unless, named, book)),
        Section(book.say("parts", "require"), _conditions(rule.require, named, book)),
        Section(book.say("rule", "lets"), tuple(_lets(rule, named, book))),
        Section(book.say("rule", "terms"), tuple(_terms(rule, book))),
        Section(book.say("parts", "figures"), tuple(_figures(rule, named, book))),
        Section(book.say("rule", "readings"), tuple(_readings(rule, named, book))),
        Section(book.say("rule", "further"), tuple(_further(rule, named, book))),
    )
    yield from (section for section in found if section.entries)
    yield _single(book.say("rule", "breaks"), rule.breaks.in_(lang))
    yield _single(book.say("rule", "keeps"), rule.keeps.in_(lang))
    yield _single(book.say("parts", "remedy"), _unfilled(rule.remedy.in_(lang)))


def _unfilled(template: str) -> str:
    """Return a template with `…` where a finding has its figures."""
    parts = Formatter().parse(template)
    return "".join(words + ("" if name is None else "…") for words, name, _, _ in parts)


def _conditions(
    conditions: tuple[Condition, ...], named: Lookup, book: Phrasebook
) -> tuple[Entry, ...]:
    return tuple(_condition(one, named, book) for one in conditions)


def _condition(one: Condition, named: Lookup, book: Phrasebook) -> Entry:
    if one.says is None:
        return Entry(condition(outline(one.node), book.lang, named.titles), show(one.node))
    points = "; ".join(citation.pointed(book.lang) for citation in one.cites)
    return Entry(f"{one.says.in_(book.lang)} ({points})", show(one.node))


def _lets(rule: Rule, named: Lookup, book: Phrasebook) -> Iterator[Entry]:
    """Yield what the names in the conditions stand for."""
    for name, node in rule.lets.items():
        said = phrase(outline(node), book.lang, named.titles)
        yield Entry(f"{name}: {said}", f"{name} = {show(node)}")


def _terms(rule: Rule, book: Phrasebook) -> Iterator[Entry]:
    """Yield the definitions that the conditions rest on, each with its exceptions."""
    terms = {
        below.name: below
        for node in rule.nodes()
        for below in walk(node)
        if isinstance(below, Named) and below.kind == "definition"
    }
    for name, term in terms.items():
        body, exceptions = body_and_exceptions(term.body)
        yield Entry(_with_points(term, name, book), f"{name} = {show(body)}")
        for one in exceptions:
            said = book.say("rule", "except").format(_with_points(one, name, book))
            yield Entry(said, show(one.body))


def _with_points(term: Named, name: str, book: Phrasebook) -> str:
    said = name if term.says is None else term.says.in_(book.lang)
    points = "; ".join(citation.pointed(book.lang) for citation in term.cites)
    return f"{said} ({points})" if points else said


def _figures(rule: Rule, named: Lookup, book: Phrasebook) -> Iterator[Entry]:
    for name in sorted(rule.parameters()):
        spec = named.parameters[name]
        below = tuple(figure(dated, spec.unit, book.lang) for dated in spec.values)
        yield Entry(f"{spec.title.in_(book.lang)} (${name})", below=below)


def figure(dated: DatedValue, unit: str, lang: Lang) -> str:
    """Return one value of a parameter with its days and its sources."""
    book = phrasebook(lang)
    value = show_as(dated.value, "percent" if unit == "share" else "", lang)
    sources = "; ".join(cited(citation, lang) for citation in dated.cites)
    assumed = "" if dated.origin == "law" else f" – {book.say('report', 'assumption')}"
    return f"{days(dated.interval, lang)}: {value}{assumed} ({sources})"


def _readings(rule: Rule, named: Lookup, book: Phrasebook) -> Iterator[Entry]:
    for name in sorted(rule.readings()):
        spec = named.readings[name]
        below = tuple(alternatives(spec, book.lang, rule.pack))
        yield Entry(f"{spec.question.in_(book.lang)} ({name})", below=below)


def alternatives(spec: ReadingSpec, lang: Lang, pack: str | None = None) -> Iterator[str]:
    """Yield the alternatives of a reading, the default marked: in a pack, or in each."""
    word = phrasebook(lang).say("parts", "default")
    for value, words in spec.alternatives.items():
        own = [name for name, default in spec.defaults.items() if default == value]
        if pack is not None or not own:
            marked = value == spec.defaults.get(pack or "", spec.default)
            default = f" [{word}]" if marked else ""
        else:
            default = f" [{word}: {', '.join(own)}]"
        yield f"{value}{default}: {words.in_(lang)}"


def days(interval: Interval, lang: Lang) -> str:
    """Return an interval as `first – last`, open at the end where it has none."""
    ends = (interval.first, interval.last)
    return " – ".join("…" if day is None else show_day(day, lang) for day in ends)
