"""The report an HR officer reads: scope first, then by unit, one sentence a finding, a summary."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from cbccvc_rules.explain.evidence import rows_at_fault
from cbccvc_rules.explain.missing import missing_lines, unranked_lines
from cbccvc_rules.explain.phrasebook import Phrasebook, phrasebook
from cbccvc_rules.explain.readings import said_flips
from cbccvc_rules.explain.waived import said_waived
from cbccvc_rules.explain.words import column_name
from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.model.finding import Finding, Verdict
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.taken_as import TAKEN_AS
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.reports.hinges import hinge_lines, open_questions
from cbccvc_rules.reports.missing import missing_report
from cbccvc_rules.reports.scope import scope_lines, summary
from cbccvc_rules.reports.since import since_lines
from cbccvc_rules.reports.statistics import statistics_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.sources import Citation
    from cbccvc_rules.trace import Fact

_COLOURS = {"violation": "31", "warning": "33", "notice": "36", "unknown": "35", "unit": "1"}


def text_report(findings: Findings, options: Options) -> str:
    """Return the report as lines of text; people are named unless told otherwise.

    It is in colour only where no text of a file could be taken for a colour.
    """
    bare = _written(findings, replace(options, colour=False))
    if not options.colour or _ESCAPE in bare:
        return printable(bare)
    return _ESCAPE.join(map(printable, _written(findings, options).split(_ESCAPE)))


_ESCAPE = "\033"
_ORDER = re.compile(r"\s*(?:\x1b\[[0-9]*m)?(?:::|##\[)")
"""How a log of GitHub's or Azure's takes a line for an order."""


def _written(findings: Findings, options: Options) -> str:
    book = phrasebook(options.lang)
    if options.statistics:
        told = [*scope_lines(findings, book), "", *statistics_lines(findings, book)]
        return _as_lines([*told, *since_lines(findings, book), "", *summary(findings, book)])
    lines = [
        *scope_lines(findings, book),
        *_problems(findings, book),
        *_units(findings, book, options),
        *missing_report(findings, book),
        *hinge_lines(findings.hinges, findings.names, book),
        *open_questions(findings, book),
        *since_lines(findings, book),
        "",
        *summary(findings, book),
    ]
    return _as_lines(lines)


def _as_lines(lines: Iterable[str]) -> str:
    """Put lines together; what breaks one, or orders a log about, comes from a file."""
    whole = (" ".join(line.splitlines()) for line in lines)
    return "".join(f"{'· ' if _ORDER.match(line) else ''}{line}\n" for line in whole)


def _problems(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield what is wrong with the data, then what in it was taken as what."""
    taken = [one for one in findings.problems if one.code in TAKEN_AS]
    wrong = [one for one in findings.problems if one.code not in TAKEN_AS]
    for heading, problems in (("problems", wrong), ("taken_as", taken)):
        if problems:
            yield f"{book.say('report', heading)}:"
            yield from (f"  - {problem.say(book.lang)}" for problem in problems)


def _units(findings: Findings, book: Phrasebook, options: Options) -> Iterator[str]:
    names = findings.round.unit_names
    ordered = sorted(findings.findings, key=lambda one: in_order(one.subject.unit or ""))
    for unit, group in groupby(ordered, key=lambda one: one.subject.unit):
        yield ""
        name = None if unit is None else names.get(unit)
        if unit is None:
            heading = book.say("report", "no_unit")
        elif name is None:
            heading = unit
        else:
            heading = book.say("report", "unit").format(name=name, id=unit)
        yield _coloured(heading, "unit", options)
        yield from _findings(tuple(group), findings, book, options)


def _findings(
    group: tuple[Finding, ...], whole: Findings, book: Phrasebook, options: Options
) -> Iterator[str]:
    """Yield broken findings one by one; those that one and the same cell leaves open, together.

    Whole columns that are not there are no reason to say the same cells again and again.
    Nearly every rule asks for the rating, so what waits for that cell is one entry a person,
    whatever else each of the rules waits for.
    """
    column = RATING_COLUMNS[whole.round.stage]
    unrated: dict[Fact, list[Finding]] = {}
    undecided: dict[tuple[str, frozenset[Fact]], list[Finding]] = {}
    for finding in group:
        if finding.verdict is Verdict.BROKEN:
            yield from _finding(finding, whole, book, options)
        elif finding.verdict is not Verdict.UNKNOWN:
            yield _in_keeping(finding, book, options)
        elif (rating := _own_rating(finding, column)) is not None:
            unrated.setdefault(rating, []).append(finding)
        else:
            cells = frozenset(fact for fact in finding.missing if not fact.absent)
            undecided.setdefault((finding.subject.id, cells), []).append(finding)
    unread = {problem.place for problem in whole.problems if problem.severity == "error"}
    for rating, waiting in unrated.items():
        key = "rating_unread" if rating.place in unread else "rating_empty"
        yield _unrated(rating, waiting, key, book, options)
    together: dict[tuple[object, ...], list[Finding]] = {}
    for alike in undecided.values():
        together.setdefault(_waiting_for(alike), []).extend(alike)
    for alike in together.values():
        yield from _undecided(alike, whole, book, options)


def _waiting_for(alike: list[Finding]) -> tuple[object, ...]:
    """Return what several subjects may share: the rules that wait, and the columns they wait for.

    A column that nobody has filled in would else be told of again for every person.
    """
    own = alike[0].subject.id
    cells = frozenset(
        (fact.record, fact.column, "" if fact.key.partition("#")[0] == own else fact.key)
        for one in alike
        for fact in one.missing
        if not fact.absent
    )
    return (tuple(one.rule for one in alike), alike[0].subject.kind, cells)


def _own_rating(finding: Finding, column: str) -> Fact | None:
    """Return the rating of the person judged where it is what a finding waits for."""
    if finding.subject.kind != "staff":
        return None
    return next(
        (
            fact
            for fact in finding.missing
            if (fact.record, fact.key, fact.column) == ("staff", finding.subject.id, column)
        ),
        None,
    )


def _unrated(
    rating: Fact, waiting: list[Finding], key: str, book: Phrasebook, options: Options
) -> str:
    said = book.say("report", key).format(
        column=column_name(rating.record, rating.column, book.lang),
        cell="" if rating.place is None else f" ({rating.place})",
        number=len(waiting),
        rules=", ".join(one.rule for one in waiting),
    )
    mark = _coloured(book.say("report", "unknown_mark"), "unknown", options)
    return f"  {mark} {who(waiting[0], options)}: {said}"


def _undecided(
    alike: list[Finding], whole: Findings, book: Phrasebook, options: Options
) -> Iterator[str]:
    lang = book.lang
    mark = book.say("report", "unknown_mark")
    titles = dict.fromkeys(f"{one.title.in_(lang)} [{one.rule}]" for one in alike)
    said = book.say("report", "unknown").format(title="; ".join(titles))
    whom = "; ".join(dict.fromkeys(who(one, options) for one in alike))
    yield f"  {_coloured(mark, 'unknown', options)} {whom}: {said}"
    yield f"      {'; '.join(dict.fromkeys(cited(c, book) for one in alike for c in one.cites))}"
    missing = sorted((fact for one in alike for fact in one.missing), key=lambda one: one.absent)
    for key, lines in (
        ("missing", missing_lines(missing, lang)),
        ("incomparable", unranked_lines(missing, lang)),
    ):
        cells = "; ".join(lines)
        if cells:
            yield f"      {book.say('report', key).format(cells)}"
    flips = [flip for one in alike for flip in one.flips]
    if flips:
        said = said_flips(flips, lang, whole.names)
        yield f"      {book.say('report', 'contested').format(said)}"


def _in_keeping(finding: Finding, book: Phrasebook, options: Options) -> str:
    verdict = book.say("verdicts", finding.verdict.value)
    said = f"{finding.title.in_(book.lang)} [{finding.rule}]: {verdict}"
    return (
        f"  {book.say('report', finding.verdict.value + '_mark')} {who(finding, options)}: {said}"
    )


def _failed(finding: Finding, book: Phrasebook) -> Iterator[str]:
    """Yield the labelled conditions that failed, each with its point and the rows at fault.

    A rule of one condition says it in its message already.
    """
    required = [step for step in finding.trace if step.op == "require"]
    for step in required:
        if step.name not in finding.conditions:
            continue
        if len(required) > 1 and step.says is not None:
            points = "; ".join(cite.pointed(book.lang) for cite in step.cites)
            said = f"{step.says.in_(book.lang)} ({points})"
            yield f"      {book.say('report', 'failed').format(said)}"
        yield from (f"        {line}" for line in rows_at_fault(step, book))


def _finding(
    finding: Finding, whole: Findings, book: Phrasebook, options: Options
) -> Iterator[str]:
    lang = book.lang
    section = ("report", "broken_mark") if finding.waived is None else ("waived", "mark")
    mark = f"{book.say(*section)} {book.say('severities', finding.severity)}"
    said = finding.message.in_(lang)
    yield f"  {_coloured(mark, finding.severity, options)} {who(finding, options)}: {said}"
    cites = "; ".join(cited(citation, book) for citation in finding.cites)
    yield f"      {cites} [{finding.rule}]" if cites else f"      [{finding.rule}]"
    if finding.waived is not None:
        said = said_waived(finding.waived, book)
        yield f"      {said[:1].upper()}{said[1:]}."
    yield from _failed(finding, book)
    yield f"      {book.say('report', 'remedy').format(finding.remedy.in_(lang))}"
    if finding.flips:
        said = said_flips(finding.flips, lang, whole.names)
        yield f"      {book.say('report', 'contested').format(said)}"


def cited(citation: Citation, book: Phrasebook) -> str:
    """Return a provision; how sure its text is, unless it is certain."""
    said = citation.text(book.lang)
    if citation.confidence == "certain":
        return said
    sure = book.say("confidences", citation.confidence)
    return f"{said} ({book.say('parts', 'confidence').format(sure)})"


def who(finding: Finding, options: Options) -> str:
    """Return the id of a subject; of a person with the name, unless names are left out."""
    subject = finding.subject
    named = options.names is not False and subject.name
    return f"{subject.id} {subject.name}" if named and subject.kind == "staff" else subject.id


def _coloured(words: str, kind: str, options: Options) -> str:
    return f"{_ESCAPE}[{_COLOURS[kind]}m{words}{_ESCAPE}[0m" if options.colour else words
