"""What the page shows, as JSON: rows, units, groups and the lines that each finding opens to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.explain.explanation import mending_first
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.reasons import Line
from cbccvc_rules.explain.waived import said_waived
from cbccvc_rules.reports.entries import entries, outcome, printable
from cbccvc_rules.reports.hinges import hinge_lines, open_questions
from cbccvc_rules.reports.html.charts import grades_data, shares_data
from cbccvc_rules.reports.html.packing import Packing
from cbccvc_rules.reports.html.places import Places
from cbccvc_rules.reports.html.words import WORDS
from cbccvc_rules.reports.missing import missing_report
from cbccvc_rules.reports.scope import scope_lines, summary
from cbccvc_rules.reports.since import since_lines
from cbccvc_rules.reports.states import STATES, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.entries import Entry
    from cbccvc_rules.reports.html.packing import Json
    from cbccvc_rules.sources import Lang

BLOCK = 500
"""How many findings share a block of details; a block is read when one of them is opened."""
_STATES = list(STATES)


def page_data(findings: Findings, options: Options) -> tuple[Json, list[Json]]:
    """Return what the page needs at once, and the details of its rows in blocks."""
    options = replace(options, names=options.names is not False)
    book, lang = phrasebook(options.lang), options.lang
    packing, units, rules = Packing(), Places(), Places()
    rows: list[Json] = []
    details: list[Json] = []
    for entry in entries(findings, options):
        rows.append(_row(entry, book, packing, units, rules))
        details.append(packing.lines(_detail(entry, findings, book)))
    head: dict[str, Json] = {
        "words": _words({name: one.in_(lang) for name, one in WORDS.items()}),
        "states": [[name, one.in_(lang)] for name, one in STATES.items()],
        "made": [options.tool, options.version],
        "scope": _indented(scope_lines(findings, book)),
        "sum": _indented(summary(findings, book)),
        "more": list(_more(findings, book)),
        "rows": rows,
        "block": BLOCK,
        "grades": grades_data(findings.distribution, units, lang),
        "shares": shares_data(findings.distribution, units, rules, lang),
        "units": _units(units, findings),
        "rules": _rules(rules, findings, lang),
        "frames": [*packing.frames],
        "runs": [[*run] for run in packing.runs],
    }
    blocks: list[Json] = [details[at : at + BLOCK] for at in range(0, len(details), BLOCK)]
    return head, blocks


def _row(
    entry: Entry, book: Phrasebook, packing: Packing, units: Places, rules: Places
) -> list[Json]:
    """Return a row: state, rule, subject, unit, what is said, provisions, whether contested."""
    one = entry.finding
    said = entry.message if one is None else " ".join(outcome(one, book))
    cites = "" if one is None else "; ".join(cite.text(book.lang) for cite in one.cites)
    return [
        _STATES.index(state_of(entry)),
        rules.number(entry.code),
        packing.sentence(entry.who or ("" if entry.place is None else str(entry.place))),
        units.number(entry.unit) if entry.kind == "finding" else -1,
        packing.sentence(said),
        packing.sentence(cites),
        int(one is not None and one.contested),
    ]


def _detail(entry: Entry, findings: Findings, book: Phrasebook) -> Iterator[tuple[int, str]]:
    """Yield the lines that a row opens to, each with its depth; a finding alone has some."""
    if entry.finding is not None:
        for line in _defence(entry.finding, findings, book):
            yield line.depth, line.words


def _defence(one: Finding, findings: Findings, book: Phrasebook) -> Iterator[Line]:
    if one.waived is not None:
        said = said_waived(one.waived, book)
        yield Line(0, f"{said[:1].upper()}{said[1:]}.")
    yield from mending_first(one, findings.names, book)
    yield Line(0, f"{WORDS['fingerprint'].in_(book.lang)}: {one.fingerprint}")


def _more(findings: Findings, book: Phrasebook) -> Iterator[Json]:
    """Yield the parts beside the findings: what is new, to be filled in, hanging on a reading."""
    for lines in (
        since_lines(findings, book),
        missing_report(findings, book),
        hinge_lines(findings.hinges, findings.names, book),
        open_questions(findings, book),
    ):
        if told := [line for line in lines if line]:
            yield _indented(told)


def _indented(lines: Iterable[str]) -> list[Json]:
    """Return lines with their depths, which a text shows by two spaces each.

    >>> _indented(["Laws:", "  - Decree 90"])
    [[0, 'Laws:'], [1, 'Decree 90']]
    """
    return [
        [(len(line) - len(line.lstrip(" "))) // 2, printable(line.strip().removeprefix("- "))]
        for line in lines
    ]


def _words(words: dict[str, str]) -> dict[str, Json]:
    return {**words}


def _units(units: Places, findings: Findings) -> list[Json]:
    """Return the id of each unit and its name, empty where there is none."""
    names = findings.round.unit_names
    return [
        [printable(unit or ""), printable((names.get(unit) if unit else None) or "")]
        for unit in units.listed
    ]


def _rules(rules: Places, findings: Findings, lang: Lang) -> list[Json]:
    """Return the name of each rule and its title, empty for what is no rule."""
    titles = {**findings.rules, **{one.rule: one.title for one in findings.findings}}
    titles |= {one.rule: one.title for one in findings.not_checkable}
    return [
        [rule or "", titles[rule].in_(lang) if rule and rule in titles else ""]
        for rule in rules.listed
    ]
