"""The sheets that list: what was judged and found, every finding, and what the copy left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.readings import said_flips
from cbccvc_rules.explain.waived import said_waived
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.reports.entries import outcome
from cbccvc_rules.reports.scope import scope_lines, summary
from cbccvc_rules.reports.since import since_told
from cbccvc_rules.reports.states import STATES, state_of
from cbccvc_rules.reports.xlsx.marked import spot_name
from cbccvc_rules.reports.xlsx.pen import LONGEST, address
from cbccvc_rules.reports.xlsx.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.entries import Entry
    from cbccvc_rules.reports.xlsx.laid import Laid
    from cbccvc_rules.reports.xlsx.pen import Sheet
    from cbccvc_rules.sources import Lang

_COLUMNS = {
    "number": 6,
    "state": 14,
    "rule": 26,
    "subject": 20,
    "unit": 12,
    "said": 60,
    "cites": 28,
    "remedy": 40,
    "cell": 22,
    "contested": 40,
    "waived": 34,
    "code": 30,
    "fingerprint": 36,
}
_LAST_PRINTED = 9


Told = tuple[str, "Entry", "Findings"]
"""What a round is called, where there are several, and an entry of its findings."""


def write_findings(laid: Laid, sheet: Sheet, told: Sequence[Told], options: Options) -> None:
    """Write every entry, a row each; what is too long for a cell goes on in the next row."""
    pen, lang = laid.pen, options.lang
    several = any(called for called, *_ in told)
    columns = {"number": 6, "round": 24, **_COLUMNS} if several else _COLUMNS
    for column, name in enumerate(columns, 1):
        pen.text(sheet, 1, column, WORDS[name].in_(lang), "heading")
    pen.widths(sheet, list(columns.values()))
    names = list(columns)
    row = 1
    for number, (called, entry, findings) in enumerate(told, 1):
        row += 1
        state = state_of(entry)
        pen.number(sheet, row, 1, number, "plain")
        for name, words in _cells(called, entry, findings, lang):
            column = names.index(name) + 1
            look = state if name == "state" else "plain"
            for more, part in enumerate(_parts(words)):
                pen.text(sheet, row + more, column, part, look)
        spot = laid.at(entry.place)
        if spot is not None:
            pen.link(sheet.cell(row, names.index("cell") + 1), spot[0].title, spot_name(spot))
        row += len(_parts(entry.message)) - 1
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{address(max(row, 2), len(names))}"
    pen.fit(sheet, list(columns.values()))
    pen.print_wide(sheet, heading=1)
    sheet.print_area = f"A1:{address(row, _LAST_PRINTED + several)}"


def _parts(words: str) -> list[str]:
    return [words[at : at + LONGEST] for at in range(0, len(words), LONGEST)] or [""]


def _cells(called: str, entry: Entry, findings: Findings, lang: Lang) -> Iterator[tuple[str, str]]:
    one, book = entry.finding, phrasebook(lang)
    if called:
        yield "round", called
    yield "state", STATES[state_of(entry)].in_(lang)
    yield "rule", entry.title
    yield "code", entry.code
    yield "subject", entry.who
    yield "unit", entry.unit or ""
    yield "said", entry.message if one is None else " ".join(outcome(one, book))
    yield "cell", "" if entry.place is None else str(entry.place)
    if one is not None:
        yield from _of_finding(one, findings, lang)


def _of_finding(one: Finding, findings: Findings, lang: Lang) -> Iterator[tuple[str, str]]:
    yield "cites", "; ".join(cite.text(lang) for cite in one.cites)
    yield "remedy", one.remedy.in_(lang) if one.verdict is Verdict.BROKEN else ""
    yield "contested", said_flips(one.flips, lang, findings.names) if one.flips else ""
    yield "waived", "" if one.waived is None else said_waived(one.waived, phrasebook(lang))
    yield "fingerprint", one.fingerprint


_SUMMARY = (26, 110)


def write_summary(
    laid: Laid,
    sheet: Sheet,
    others: Sequence[tuple[Sheet, str]],
    findings: Findings,
    options: Options,
) -> None:
    """Write what was judged and found, which sheet is what, and with what it was made."""
    pen, lang = laid.pen, options.lang
    book = phrasebook(lang)
    pen.widths(sheet, _SUMMARY)
    pen.text(sheet, 1, 1, WORDS["title"].in_(lang).format(findings.round.period), "title")
    row = 3
    for heading, lines in (
        ("scope", scope_lines(findings, book)),
        ("sum", [*since_told(findings, book), *summary(findings, book)]),
    ):
        row = _section(laid, sheet, row, WORDS[heading].in_(lang))
        for line in lines:
            cell = pen.text(sheet, row, 2, line.strip().removeprefix("- "))
            pen.wrap(cell)
            row += 1
        row += 1
    row = _section(laid, sheet, row, WORDS["sheets"].in_(lang))
    for other, said in others:
        pen.link(pen.text(sheet, row, 1, other.title), other.title, "A1")
        pen.wrap(pen.text(sheet, row, 2, said))
        row += 1
    row = _section(laid, sheet, row + 1, WORDS["colours"].in_(lang))
    for name, said_ in STATES.items():
        pen.text(sheet, row, 1, said_.in_(lang), name)
        row += 1
    row = _section(laid, sheet, row + 1, WORDS["receipt"].in_(lang))
    for line in _receipt(findings, options):
        pen.wrap(pen.text(sheet, row, 2, line))
        row += 1
    pen.fit(sheet, [200, _SUMMARY[1]])
    pen.print_wide(sheet)


def _section(laid: Laid, sheet: Sheet, row: int, heading: str) -> int:
    laid.pen.text(sheet, row, 1, heading, "bold")
    return row + 1


def _receipt(findings: Findings, options: Options) -> Iterator[str]:
    """Yield what the report was made with and of: names and digests."""
    yield f"{options.tool} {options.version}"
    for pack in findings.packs:
        yield f"{pack.title.in_(options.lang)} [{pack.id}] sha256 {pack.sha256}"
    for source in findings.round.sources:
        yield f"{source.path} sha256 {source.sha256}"


def write_lost(laid: Laid, sheet: Sheet, options: Options) -> None:
    """Write what the data sheets are of, and what was left out of them."""
    pen, lang = laid.pen, options.lang
    pen.widths(sheet, [100, 14])
    pen.text(sheet, 1, 1, WORDS["lost"].in_(lang), "title")
    row = 3
    for line in laid.lines:
        pen.wrap(pen.text(sheet, row, 1, line))
        row += 1
    row += 1
    if not laid.lost:
        pen.wrap(pen.text(sheet, row, 1, WORDS["nothing_lost"].in_(lang)))
        return
    pen.text(sheet, row, 1, WORDS["left_out"].in_(lang), "heading")
    pen.text(sheet, row, 2, WORDS["times"].in_(lang), "heading")
    sums: dict[str, int] = {}
    for what, times in laid.lost.items():
        sums[what.in_(lang)] = sums.get(what.in_(lang), 0) + times
    for said, times in sums.items():
        row += 1
        pen.text(sheet, row, 1, said, "plain")
        pen.number(sheet, row, 2, times, "plain")
