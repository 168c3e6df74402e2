"""The minutes of a check: what was checked, then unit by unit what was found, to be signed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.model.taken_as import TAKEN_AS
from cbccvc_rules.reports.docx.lines import put_finding, put_lines, put_sources
from cbccvc_rules.reports.docx.paper import Paper
from cbccvc_rules.reports.docx.shares import put_shares
from cbccvc_rules.reports.docx.tree import in_tree_order, top_unit
from cbccvc_rules.reports.docx.words import WORDS
from cbccvc_rules.reports.entries import named, printable
from cbccvc_rules.reports.hinges import hinge_lines, open_questions
from cbccvc_rules.reports.missing import missing_report
from cbccvc_rules.reports.scope import scope_lines, summary
from cbccvc_rules.reports.since import since_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.many import CheckedRound
    from cbccvc_rules.reports.base import Options

_COUNTED = ("violation", "warning", "notice", "unknown", "waived")
_WIDTHS = (5, 37, 10, 11, 10, 14, 13)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
Units = list[tuple[str | None, list["Finding"]]]


def minutes(findings: Findings, options: Options) -> bytes:
    """Return the minutes as a document; people are named unless told otherwise."""
    paper = _paper(options, findings.round.period)
    _put_round(paper, findings, options)
    return paper.data()


def minutes_of_many(rounds: Sequence[CheckedRound], options: Options) -> bytes:
    """Return the minutes of several rounds, each from a page of its own.

    Of one that could not be checked they say why.
    """
    book = phrasebook(options.lang)
    paper = _paper(options, "")
    for number, one in enumerate(rounds, 1):
        if number > 1:
            paper.new_page()
        name = printable(one.name)
        told = book.say("report", "many_round").format(number=number, whole=len(rounds), name=name)
        if one.findings is not None:
            _put_round(paper, one.findings, replace(options, folder=one.folder), told)
            continue
        paper.letterhead("", "")
        paper.title(WORDS["minutes"].in_(book.lang), told)
        paper.line(f"{book.say('report', 'many_refused')}:")
        paper.lines((0, f"- {problem.say(book.lang)}") for problem in one.refused)
    return paper.data()


def _paper(options: Options, period: str) -> Paper:
    title = f"{WORDS['minutes'].in_(options.lang)} {period}"
    return Paper(title.strip(), options.lang, _made(options))


def _made(options: Options) -> str:
    return f"{options.tool} {options.version}".strip()


def _put_round(paper: Paper, findings: Findings, options: Options, told: str = "") -> None:
    book = phrasebook(options.lang)
    facts = findings.round
    top = top_unit(facts)
    paper.letterhead("", "" if top is None else facts.unit_names[top] or top)
    first, *scope = scope_lines(findings, book)
    paper.title(WORDS["minutes"].in_(book.lang), *([told] if told else []), first)
    units = _by_unit(findings)
    parts: dict[str, Callable[[], None]] = {
        "scope": lambda: put_lines(paper, scope),
        "by_unit": lambda: _put_counts(paper, units, findings, book),
        "shares": lambda: _put_shares(paper, findings, book),
        "findings": lambda: _put_findings(paper, units, findings, options),
        "data": lambda: put_lines(paper, _or_none(_data(findings, book), book)),
        "open": lambda: put_lines(paper, _or_none(_open(findings, book), book)),
        "sources": lambda: put_sources(paper, findings, book),
        "end": lambda: _put_end(paper, findings, book),
    }
    for number, (key, put) in zip(_ROMAN, parts.items(), strict=True):
        paper.heading(f"{number}. {WORDS[key].in_(book.lang)}")
        put()
    paper.line(WORDS["made_by"].in_(book.lang).format(_made(options)), "note")
    paper.signatures(WORDS["inspected"].in_(book.lang), WORDS["inspector"].in_(book.lang))


def _by_unit(findings: Findings) -> Units:
    """Return the findings of each unit, units in the order of their tree; without one, first."""
    places = in_tree_order(findings.round)

    def place(one: Finding) -> int:
        unit = one.subject.unit
        return -1 if unit is None else places.get(unit, len(places))

    # The findings of a unit stay in their own order: whom they are on, then the rule.
    ordered = sorted(findings.findings, key=place)
    return [(unit, list(of)) for unit, of in groupby(ordered, key=lambda one: one.subject.unit)]


def _unit_name(unit: str | None, findings: Findings, book: Phrasebook) -> str:
    if unit is None:
        return book.say("report", "no_unit")
    name = findings.round.unit_names.get(unit)
    return unit if name is None else book.say("report", "unit").format(name=name, id=unit)


def _put_counts(paper: Paper, units: Units, findings: Findings, book: Phrasebook) -> None:
    """Put how much was found in each unit, and the sum of it."""
    whole: Counter[str] = Counter()
    rows: list[list[str]] = []
    for unit, of in units:
        counts = Counter(one.counted_as for one in of)
        if not any(counts[key] for key in _COUNTED):
            continue
        whole += counts
        numbers = [str(counts[key]) for key in _COUNTED]
        rows.append([str(len(rows) + 1), _unit_name(unit, findings, book), *numbers])
    heads = [WORDS[key].in_(book.lang) for key in ("row", "unit", *_COUNTED)]
    total = ["", WORDS["sum"].in_(book.lang), *(str(whole[key]) for key in _COUNTED)]
    paper.table(heads, rows, _WIDTHS, total)
    told = {unit for unit, _ in units}
    others = sum(unit not in told for unit in findings.round.unit_names)
    if others:
        paper.line(WORDS["others"].in_(book.lang).format(others), "note")


def _put_shares(paper: Paper, findings: Findings, book: Phrasebook) -> None:
    counted = findings.distribution
    if counted is None or not counted.shares:
        key = "not_counted" if counted is None else "no_shares"
        paper.line(WORDS[key].in_(book.lang))
        return
    put_shares(paper, counted.shares, book)


def _put_findings(paper: Paper, units: Units, findings: Findings, options: Options) -> None:
    book = phrasebook(options.lang)
    if not units:
        paper.line(WORDS["none"].in_(book.lang))
    naming = replace(options, names=options.names is not False)
    number = 0
    for unit, of in units:
        paper.heading(_unit_name(unit, findings, book), 2)
        for one in of:
            number += 1
            state = WORDS[one.counted_as].in_(book.lang)
            lead = f"{number}. {state} – {named(one, naming)}:"
            put_finding(paper, one, lead, findings.names, book)


def _data(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield what is wrong with the data, then what in it was taken as what."""
    taken = [one for one in findings.problems if one.code in TAKEN_AS]
    wrong = [one for one in findings.problems if one.code not in TAKEN_AS]
    for key, problems in (("problems", wrong), ("taken_as", taken)):
        if problems:
            yield f"{book.say('report', key)}:"
            yield from (f"  - {problem.say(book.lang)}" for problem in problems)


def _open(findings: Findings, book: Phrasebook) -> Iterator[str]:
    yield from missing_report(findings, book)
    yield from hinge_lines(findings.hinges, findings.names, book)
    yield from open_questions(findings, book)


def _or_none(lines: Iterator[str], book: Phrasebook) -> list[str]:
    return list(lines) or [WORDS["none"].in_(book.lang)]


def _put_end(paper: Paper, findings: Findings, book: Phrasebook) -> None:
    put_lines(paper, [*since_lines(findings, book), *summary(findings, book)])
    paper.line(WORDS["opinion"].in_(book.lang))
