"""Several rounds in one report: each as its own report has it, and which is told of each entry.

A round that could not be checked stands among the others with its reasons. Every format of `kinds`
has a function here, named after it: `text_of`, `json_of`, ….
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.ranking import ranking
from cbccvc_rules.reports import docx, html, xlsx
from cbccvc_rules.reports.csv import COLUMNS, csv_row, csv_rows, csv_table
from cbccvc_rules.reports.digest import digest_of_several
from cbccvc_rules.reports.entries import printable, problem_entry
from cbccvc_rules.reports.github import annotation, github_report, plain
from cbccvc_rules.reports.json import SCHEMA_VERSION, problem_json, sealed_report
from cbccvc_rules.reports.junit import junit_document, refused_suite, suites
from cbccvc_rules.reports.ranking import ranking_lines
from cbccvc_rules.reports.ranking_json import ranking_json
from cbccvc_rules.reports.sarif import refused_run, sarif_log, sarif_run
from cbccvc_rules.reports.text import text_report
from cbccvc_rules.reports.waivers import ledger_entries, ledger_file
from cbccvc_rules.reports.written import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.many import CheckedRound
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.entries import Entry
    from cbccvc_rules.reports.json import Json


def _own(one: CheckedRound, options: Options) -> Options:
    """Return how the report of one round is written: its files stand in a folder of their own."""
    return replace(options, folder=one.folder)


def _refused(one: CheckedRound, options: Options) -> list[Entry]:
    book = phrasebook(options.lang)
    return [problem_entry(problem, book) for problem in one.refused]


def text_of(rounds: Sequence[CheckedRound], options: Options) -> str:
    """Return a report after the other, each below what its round is called, and the sums."""
    book = phrasebook(options.lang)
    lines: list[str] = []
    for number, one in enumerate(rounds, 1):
        head = book.say("report", "many_round").format(
            number=number, whole=len(rounds), name=printable(one.name)
        )
        lines += [f"=== {head} ===", ""]
        if one.findings is None:
            lines.append(f"{book.say('report', 'many_refused')}:")
            lines += [f"  - {problem.say(options.lang)}" for problem in one.refused]
        else:
            lines.append(text_report(one.findings, _own(one, options)).rstrip("\n"))
        lines.append("")
    if sum(one.findings is not None for one in rounds) > 1:
        lines += [*ranking_lines(ranking(rounds), book), ""]
    return "\n".join([*lines, *_sums(rounds, book)]) + "\n"


def _sums(rounds: Sequence[CheckedRound], book: Phrasebook) -> Iterator[str]:
    yield f"=== {book.say('report', 'many_sum').format(len(rounds))} ==="
    yield ""
    whole: dict[str, int] = {}
    for one in rounds:
        name = printable(one.name)
        if one.findings is None:
            yield f"  - {name}: {book.say('report', 'many_refused').lower()}"
            continue
        counted = _counts(one)
        whole = {key: whole.get(key, 0) + number for key, number in counted.items()}
        yield f"  - {name}: {book.say('report', 'many_counts').format(**counted)}"
    if whole:
        yield f"{book.say('report', 'summary').format(**whole)}."


def _counts(one: CheckedRound) -> dict[str, int]:
    """Return how many findings of each kind a round has."""
    found = one.findings
    if found is None:
        return {}
    severities = [finding.severity for finding in found.broken]
    return {
        "violation": severities.count("violation"),
        "warning": severities.count("warning"),
        "notice": severities.count("notice"),
        "unknown": len(found.unknown),
        "kept": found.counts.get(Verdict.KEPT, 0),
    }


def json_of(rounds: Sequence[CheckedRound], options: Options) -> str:
    """Return a document whose `reports` are those of the rounds, each as alone; and a ranking."""
    head: dict[str, Json] = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": options.tool, "version": options.version},
        "ranking": ranking_json(ranking(rounds)),
    }
    told: list[dict[str, Json]] = []
    body: list[str] = []
    for one in rounds:
        refused: list[Json] = [problem_json(problem) for problem in one.refused]
        report, digest = "null", None
        if one.findings is not None:
            report, digest = sealed_report(one.findings, _own(one, options))
        told.append({"name": one.name, "refused": refused, "report": {"sha256": digest}})
        name, why = (json_text(part, indent=None) for part in (one.name, refused))
        body.append(f'{{"name": {name}, "refused": {why}, "report": {report.rstrip()}}}')
    tool, ranked = (json_text(head[key], indent=None) for key in ("tool", "ranking"))
    listed, sha256 = ",\n".join(body), digest_of_several(head, told)
    return (
        f'{{\n"schema_version": "{SCHEMA_VERSION}",\n"tool": {tool},\n"reports": [\n{listed}'
        f'\n],\n"ranking": {ranked},\n"sha256": "{sha256}"\n}}\n'
    )


def csv_of(rounds: Sequence[CheckedRound], options: Options) -> str:
    """Return one table; its last column says of which round a row is."""
    return csv_table((*COLUMNS, "round"), _csv_rows(rounds, options))


def _csv_rows(rounds: Sequence[CheckedRound], options: Options) -> Iterator[dict[str, str]]:
    for one in rounds:
        own = _own(one, options)
        rows = (
            (csv_row(entry, own) for entry in _refused(one, options))
            if one.findings is None
            else csv_rows(one.findings, own)
        )
        yield from ({**row, "round": one.name} for row in rows)


def github_of(rounds: Sequence[CheckedRound], options: Options) -> str:
    """Return the annotations of every round, in a group of the log each."""
    parts: list[str] = []
    for one in rounds:
        own = _own(one, options)
        if one.findings is None:
            told = "\n".join(annotation(entry, own) for entry in _refused(one, options)) + "\n"
        else:
            told = github_report(one.findings, own)
        parts.append(f"{plain(one.name)}\n{told}")
    return "\n".join(parts)


def junit_of(rounds: Sequence[CheckedRound], options: Options) -> str:
    """Return the suites of every round, its name before theirs."""
    return junit_document((suite for one in rounds for suite in _suites(one, options)), options)


def _suites(one: CheckedRound, options: Options) -> Iterator[Element]:
    own = _own(one, options)
    found = (
        [refused_suite(_refused(one, options), own)]
        if one.findings is None
        else suites(one.findings, own)
    )
    for suite in found:
        suite.set("name", f"{printable(one.name)}: {suite.get('name')}")
        yield suite


def sarif_of(rounds: Sequence[CheckedRound], options: Options) -> str:
    """Return a log with a run for each round."""
    return sarif_log(
        [
            refused_run(_refused(one, options), _own(one, options), one.name)
            if one.findings is None
            else sarif_run(one.findings, _own(one, options), one.name)
            for one in rounds
        ]
    )


def docx_of(rounds: Sequence[CheckedRound], options: Options) -> bytes:
    """Return the minutes of each, from a page of its own."""
    return docx.docx_of_many(rounds, options)


def xlsx_of(rounds: Sequence[CheckedRound], options: Options) -> bytes:
    """Return a workbook on all of them; the annotated copy of each is a file of its own."""
    return xlsx.xlsx_of_many(rounds, options)


def waivers_of(rounds: Sequence[CheckedRound], options: Options) -> str:
    """Return one ledger for all of them; every entry names its round."""
    book = phrasebook(options.lang)
    lines: list[str] = []
    for one in rounds:
        name = " ".join(printable(one.name).split())
        if one.findings is None:
            lines.append(f"# {name}: {book.say('report', 'many_refused').lower()}")
            continue
        told = list(ledger_entries(one.findings, _own(one, options), one.name))
        lines += told or [f"# {name}: {book.say('report', 'clean')}."]
    return ledger_file(lines, options)


def html_of(rounds: Sequence[CheckedRound], options: Options) -> str:
    """Return one page: the rounds, then the findings of all, each with its round."""
    return html.html_of_many(rounds, list(_sums(rounds, phrasebook(options.lang))), options)
