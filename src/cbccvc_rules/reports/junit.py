"""The report of a test run: a rule in a unit a test case, as CI systems show and count them.

A case fails where the exit code of `check` would be 1 for it, and only there.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.entries import entries, path_of, printable
from cbccvc_rules.reports.scope import scope_lines, summary
from cbccvc_rules.reports.since import since_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.alphabet import Order
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.entries import Entry

DATA = "data"
"""The suite of what is wrong with the data, and of people under no law."""

ROUND = "round"
"""The suite of the rules that found nothing anywhere, and of subjects without a unit."""

_OUTCOMES = ("failure", "error", "skipped", "passed")


@dataclass(frozen=True, slots=True)
class Case:
    """One test case: its suite, its name, how it ended and every line there is on it."""

    suite: str
    name: str
    title: str
    outcome: str
    lines: tuple[str, ...] = ()


def junit_report(findings: Findings, options: Options) -> str:
    """Return the report as XML; people go by their ids unless named."""
    return junit_document(suites(findings, options), options)


def junit_document(found: Iterable[ElementTree.Element], options: Options) -> str:
    """Return suites as a document."""
    top = ElementTree.Element("testsuites", {"name": options.tool or "cbccvc"})
    top.extend(found)
    ElementTree.indent(top)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(top, "unicode")}\n'


def suites(findings: Findings, options: Options) -> list[ElementTree.Element]:
    """Return the suites of a round: one that tells what was judged, then those with cases."""
    book = phrasebook(options.lang)
    compared = since_told(findings, book)
    made = [_about([*scope_lines(findings, book), *compared, *summary(findings, book)])]
    grouped = groupby(sorted(_cases(findings, options), key=_in_order), key=_suite)
    for suite, group in grouped:
        made.append(_written(_title(suite, findings, book), list(group)))
    return made


def refused_suite(told: Sequence[Entry], options: Options) -> ElementTree.Element:
    """Return the suite of a round that could not be checked: each reason is a case in error."""
    book = phrasebook(options.lang)
    cases = [
        Case(DATA, code, title, "error", _lines(alike, options))
        for (code, title), alike in _alike(told)
    ]
    return _written(book.say("junit", DATA), cases)


def _written(name: str, cases: Sequence[Case]) -> ElementTree.Element:
    element = ElementTree.Element("testsuite", {"name": printable(name), **_sums(cases)})
    for case in cases:
        _write(case, element)
    return element


def _suite(case: Case) -> tuple[bool, str]:
    return case.suite not in {DATA, ROUND}, case.suite


def _in_order(case: Case) -> tuple[bool, Order]:
    is_unit, suite = _suite(case)
    return is_unit, in_order(suite)


def _title(suite: tuple[bool, str], findings: Findings, book: Phrasebook) -> str:
    is_unit, key = suite
    if not is_unit:
        return book.say("junit", key)
    name = findings.round.unit_names.get(key)
    return key if name is None else book.say("report", "unit").format(name=name, id=key)


def _cases(findings: Findings, options: Options) -> Iterator[Case]:
    told = list(entries(findings, options))
    unchecked = [entry for entry in told if entry.kind == "not_checkable"]
    data = [entry for entry in told if entry.kind in {"problem", "not_governed"}]
    found = [entry for entry in told if entry.kind == "finding"]
    for (code, title), alike in _alike(data):
        outcome = "error" if any(entry.level == "error" for entry in alike) else "passed"
        yield Case(DATA, code, title, outcome, _lines(alike, options))
    for (unit, rule, title), alike in _by_unit(found):
        outcome = min((_outcome(one, options) for one in alike), key=_OUTCOMES.index)
        yield Case(unit or ROUND, rule, title, outcome, _lines(alike, options))
    seen = {entry.code for entry in found}
    for entry in unchecked:
        fails = options.strict and entry.level in _failing(options)
        yield Case(
            ROUND,
            f"{entry.code} (not checkable)",
            entry.title,
            "error" if fails else "skipped",
            (entry.message,),
        )
        seen.add(entry.code)
    for rule, named in findings.rules.items():
        if rule not in seen:
            yield Case(ROUND, rule, named.in_(options.lang), "passed")


def _alike(told: Iterable[Entry]) -> Iterator[tuple[tuple[str, str], list[Entry]]]:
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in told:
        groups.setdefault((entry.code, entry.title), []).append(entry)
    yield from groups.items()


def _by_unit(
    told: Iterable[Entry],
) -> Iterator[tuple[tuple[str | None, str, str], list[Entry]]]:
    groups: dict[tuple[str | None, str, str], list[Entry]] = {}
    for entry in told:
        groups.setdefault((entry.unit, entry.code, entry.title), []).append(entry)
    yield from groups.items()


def _failing(options: Options) -> frozenset[str]:
    """Return the levels of what fails: a violation is an error in an entry."""
    levels = {"violation": "error", "warning": "warning", "notice": "notice"}
    chosen = list(levels).index(options.fail_level)
    return frozenset(list(levels.values())[: chosen + 1])


def _outcome(entry: Entry, options: Options) -> str:
    """Return how a finding ends its case; what is open below the fail level is only skipped."""
    one = entry.finding
    if one is None or one.verdict in {Verdict.KEPT, Verdict.NOT_APPLICABLE}:
        return "passed"
    if one.waived is not None:
        return "skipped"
    counts = at_least(one.severity, options.fail_level)
    if one.verdict is Verdict.BROKEN:
        return "failure" if counts else "passed"
    return "error" if counts else "skipped"


def _lines(told: Sequence[Entry], options: Options) -> tuple[str, ...]:
    return tuple(_line(entry, options) for entry in told)


def _line(entry: Entry, options: Options) -> str:
    who = f"{entry.who}: " if entry.who else ""
    if entry.place is None:
        return f"{who}{entry.message}"
    path = path_of(entry.place, options) or entry.place.source
    cell = entry.place.cell or entry.place.row
    return f"{who}{entry.message} ({path}{'' if cell is None else f':{cell}'})"


def _sums(cases: Sequence[Case]) -> dict[str, str]:
    ends = [case.outcome for case in cases]
    return {
        "tests": str(len(cases)),
        "failures": str(ends.count("failure")),
        "errors": str(ends.count("error")),
        "skipped": str(ends.count("skipped")),
    }


def _write(case: Case, suite: ElementTree.Element) -> None:
    """Write a case; what is told of one that passes all the same is its output."""
    element = ElementTree.SubElement(
        suite,
        "testcase",
        {"classname": printable(case.suite), "name": printable(f"{case.name}: {case.title}")},
    )
    words = printable("\n".join(case.lines))
    if case.outcome != "passed":
        first = printable(case.lines[0]) if len(case.lines) == 1 else printable(case.title)
        told = ElementTree.SubElement(element, case.outcome, {"message": first})
        told.text = words
    elif words:
        ElementTree.SubElement(element, "system-out").text = words


def _about(lines: Iterable[str]) -> ElementTree.Element:
    """Put the scope and the sum in a suite of their own, which holds no case."""
    suite = ElementTree.Element("testsuite", {"name": "cbccvc", **_sums([])})
    ElementTree.SubElement(suite, "system-out").text = printable("\n".join(lines))
    return suite
