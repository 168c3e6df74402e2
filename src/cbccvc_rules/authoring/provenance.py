"""Where a provision was read: what the lists of clauses say of a citation, as lines of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.authoring.coverage_said import clause_name
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.rule_page import Lookup
from cbccvc_rules.sources import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cbccvc_rules.lang.rules import Interval, ParameterSpec
    from cbccvc_rules.packs.library import Clause, Library
    from cbccvc_rules.sources import Citation, Confidence, Lang, Text


def lookup(library: Library, page: Callable[[Clause], str] | None = None) -> Lookup:
    """Return what the pages of rules look names up in; with `page`, clauses are links to theirs."""

    def sources(citation: Citation, during: Interval, lang: Lang) -> tuple[str, ...]:
        return source_lines(library, citation, during, lang, page)

    return Lookup(library.parameters, library.readings, library.names(), sources)


def source_lines(
    library: Library,
    citation: Citation,
    during: Interval,
    lang: Lang,
    page: Callable[[Clause], str] | None = None,
) -> tuple[str, ...]:
    """Return the clauses that a citation means, how sure they are, and their sources.

    Those that were read in the same places share a line. A citation of an act whose clauses nobody
    listed, such as a local one, has none.
    """
    alike: dict[tuple[Confidence, tuple[Text, ...]], list[Clause]] = {}
    for clause in _meant(library, citation, during):
        alike.setdefault((clause.confidence, clause.sources), []).append(clause)
    return tuple(_line(clauses, lang, page) for clauses in alike.values())


def figure_sources(
    spec: ParameterSpec, library: Library, page: Callable[[Clause], str]
) -> Iterator[str]:
    """Yield what the lists of clauses say of the provisions that a figure comes from."""
    told = [(cite, dated.interval) for dated in spec.values for cite in dated.cites]
    for lang in LANGS:
        lines = (
            f"- {cite.act_name.in_(lang)}: {line}"
            for cite, during in told
            for line in source_lines(library, cite, during, lang, page)
        )
        yield from dict.fromkeys(lines)


def _meant(library: Library, citation: Citation, during: Interval) -> Iterator[Clause]:
    """Yield the clauses meant; an act cited as such does not mean each of its clauses."""
    for clause in library.meant(citation, during):
        if citation.steps or not clause.steps:
            yield clause


def _line(alike: Sequence[Clause], lang: Lang, page: Callable[[Clause], str] | None) -> str:
    book = phrasebook(lang)
    names = ((clause_name(one, lang), one) for one in alike)
    linked = (name if page is None else f"[{name}]({page(one)})" for name, one in names)
    sure = book.say("confidences", alike[0].confidence)
    sources = "; ".join(source.in_(lang) for source in alike[0].sources)
    told = sources or book.say("rule", "no_source")
    return f"{', '.join(linked)} [{sure}] – {book.say('rule', 'sources')}: {told}"
