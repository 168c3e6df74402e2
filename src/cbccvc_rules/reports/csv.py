"""A table of everything found, a row each, that a spreadsheet opens without running any of it."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from cbccvc_rules.explain.missing import missing_lines
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.waived import said_waived
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.reports.entries import entries, file_path, printable
from cbccvc_rules.reports.scope import scope_lines
from cbccvc_rules.trace import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.entries import Entry
    from cbccvc_rules.sources import Lang

COLUMNS = (
    "kind",
    "rule",
    "title",
    "verdict",
    "severity",
    "contested",
    "subject_kind",
    "subject",
    "unit",
    "message",
    "cites",
    "measures",
    "conditions",
    "missing",
    "remedy",
    "source",
    "sheet",
    "row",
    "cell",
    "fingerprint",
    "waived",
    "facts_sha256",
)
"""The headings, in their order; new ones come last."""

# What a spreadsheet takes for a formula: at the start of a cell, and after what it may take for
# the end of one where its own separator is another than the comma; the last four are the wide
# forms of the first four, which Excel takes for them.
_FORMULA = re.compile("(?:^|(?<=[;\t\r\n]))(?=[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20])")


def csv_report(findings: Findings, options: Options) -> str:
    """Return a table: the scope, then a row an entry; people go by their ids unless named.

    It begins with the mark that tells Excel that it is UTF-8.
    """
    return csv_table(COLUMNS, csv_rows(findings, options))


def csv_rows(findings: Findings, options: Options) -> Iterator[dict[str, str]]:
    """Yield the rows, by column."""
    for line in scope_lines(findings, phrasebook(options.lang)):
        yield {"kind": "scope", "message": line.strip().removeprefix("- ")}
    for entry in entries(findings, options):
        yield csv_row(entry, options)


def csv_row(entry: Entry, options: Options) -> dict[str, str]:
    """Return one entry as a row."""
    return dict(_cells(entry, options))


def csv_table(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> str:
    """Write rows below the headings of their columns."""
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([protected(row.get(column, "")) for column in columns])
    return f"\ufeff{out.getvalue()}"


def protected(words: str) -> str:
    """Return words that no spreadsheet takes for a formula.

    >>> protected("=1+1"), protected("a;=1"), protected("a = 1")
    ("'=1+1", "a;'=1", 'a = 1')
    """
    return _FORMULA.sub("'", printable(words))


def _cells(entry: Entry, options: Options) -> Iterator[tuple[str, str]]:
    yield from {
        "kind": entry.kind,
        "rule": entry.code,
        "title": entry.title,
        "severity": entry.level,
        "subject": entry.who,
        "unit": entry.unit or "",
        "message": entry.message,
    }.items()
    if (place := entry.place) is not None:
        yield "source", file_path(place.source, options) or place.source
        yield "sheet", place.sheet or ""
        yield "row", "" if place.row is None else str(place.row)
        yield "cell", place.cell or ""
    if entry.finding is not None:
        yield from _of_finding(entry, options.lang)


def _of_finding(entry: Entry, lang: Lang) -> Iterator[tuple[str, str]]:
    one = entry.finding
    if one is None:
        return
    broken = one.verdict is Verdict.BROKEN
    yield "verdict", one.verdict.value
    yield "severity", one.severity
    yield "contested", "true" if one.contested else "false"
    yield "subject_kind", one.subject.kind
    yield "cites", "; ".join(citation.text(lang) for citation in one.cites)
    yield "measures", "; ".join(f"{name}={shown(value)}" for name, value in one.measures.items())
    yield "conditions", "; ".join(one.conditions)
    yield "missing", "; ".join(missing_lines(one.missing, lang))
    yield "remedy", one.remedy.in_(lang) if broken else ""
    yield "fingerprint", one.fingerprint
    yield "waived", "" if one.waived is None else said_waived(one.waived, phrasebook(lang))
    yield "facts_sha256", one.facts
