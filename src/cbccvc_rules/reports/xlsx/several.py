"""Several rounds in one workbook: each with its counts, their order, and the findings of all.

The data of a round stand in the workbook of that round, which is a file beside this one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.extras import REPORTS, workbook_editor
from cbccvc_rules.model.finding import SEVERITIES
from cbccvc_rules.model.ranking import ranking
from cbccvc_rules.reports.entries import entries
from cbccvc_rules.reports.xlsx.book import urgency
from cbccvc_rules.reports.xlsx.laid import Laid, new_book
from cbccvc_rules.reports.xlsx.listed import write_findings
from cbccvc_rules.reports.xlsx.pen import Pen
from cbccvc_rules.reports.xlsx.saved import saved
from cbccvc_rules.reports.xlsx.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.many import CheckedRound
    from cbccvc_rules.model.ranking import Ranked
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.xlsx.listed import Told
    from cbccvc_rules.reports.xlsx.pen import Sheet
    from cbccvc_rules.sources import Lang

_ROUNDS: Mapping[str, int] = {
    "number": 6,
    "round": 44,
    "period": 12,
    "people": 10,
    "violations": 10,
    "warnings": 10,
    "notices": 10,
    "open": 12,
    "waived_ones": 12,
    "beside": 40,
}
_RANKED: Mapping[str, int] = {
    "rank": 8,
    "unit": 40,
    "round": 40,
    "violations": 10,
    "affected": 14,
    "people": 10,
    "warnings": 10,
    "notices": 10,
    "contested_ones": 12,
    "open": 12,
}
_HEADING = 5


def xlsx_of_many(rounds: Sequence[CheckedRound], options: Options) -> bytes:
    """Return the workbook; people are named unless told otherwise.

    Raises:
        UsageError: where openpyxl is not installed.
    """
    editor = workbook_editor()
    if editor is None:
        raise UsageError(Problem("xlsx-not-installed", None, {"install": REPORTS}))
    laid = Laid(Pen(editor, new_book(editor)))
    first, order, listed = (
        laid.pen.sheet(WORDS[name].in_(options.lang)) for name in ("rounds", "order", "findings")
    )
    _write_rounds(laid.pen, first, rounds, options)
    _write_order(laid.pen, order, rounds, options.lang)
    named = replace(options, names=options.names is not False)
    write_findings(laid, listed, list(_told(rounds, named)), options)
    laid.pen.book.active = 0
    return saved(laid.pen, options.tool)


def _told(rounds: Sequence[CheckedRound], options: Options) -> Iterator[Told]:
    for one in rounds:
        if one.findings is not None:
            found = entries(one.findings, replace(options, folder=one.folder))
            yield from ((one.name, entry, one.findings) for entry in sorted(found, key=urgency))


def _write_rounds(pen: Pen, sheet: Sheet, rounds: Sequence[CheckedRound], options: Options) -> None:
    """Write each round with its counts, or why it could not be checked, and their sums."""
    lang, book = options.lang, phrasebook(options.lang)
    _headings(pen, sheet, _ROUNDS, lang)
    row, refused = _HEADING, list[tuple[int, str]]()
    for number, one in enumerate(rounds, 1):
        row += 1
        pen.number(sheet, row, 1, number, "plain")
        pen.text(sheet, row, 2, one.name, "plain")
        if one.findings is None:
            said = "; ".join(problem.say(lang) for problem in one.refused)
            said = f"{book.say('report', 'many_refused')}: {said}"
            pen.text(sheet, row, 3, said, "data")
            refused.append((row, said))
            continue
        pen.text(sheet, row, 3, one.findings.round.period, "plain")
        for column, count in enumerate(_counts(one.findings), 4):
            pen.number(sheet, row, column, count, "plain")
        beside = options.beside[number - 1] if options.beside else None
        pen.text(sheet, row, len(_ROUNDS), beside or "", "plain")
    counted = [_counts(one.findings) for one in rounds if one.findings is not None]
    pen.text(sheet, row + 1, 2, WORDS["together"].in_(lang), "heading")
    for column, counts in enumerate(zip(*counted, strict=True), 4):
        pen.number(sheet, row + 1, column, sum(counts), "heading")
    widths = list(_ROUNDS.values())
    pen.fit(sheet, widths)
    for row, said in refused:
        sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=len(widths))
        sheet.row_dimensions[row].height = pen.height(said, sum(widths[2:]))
    lines = [book.say("report", "disclaimer")]
    if options.beside:
        lines.append(WORDS["of_rounds"].in_(lang))
    _finish(pen, sheet, widths, WORDS["rounds_title"].in_(lang).format(len(rounds)), lines)


def _finish(
    pen: Pen, sheet: Sheet, widths: Sequence[int], title: str, lines: Sequence[str]
) -> None:
    """Write what stands above a table, across its columns; its rows are fitted already."""
    pen.text(sheet, 1, 1, title, "title")
    for row, line in enumerate(lines, 2):
        pen.wide(sheet, row, line, "", widths)
    sheet.freeze_panes = f"A{_HEADING + 1}"
    pen.print_wide(sheet, heading=_HEADING)


def _counts(found: Findings) -> tuple[int, ...]:
    """Return people, findings by severity, what is open and what is waived."""
    severities = [one.severity for one in found.broken]
    counts = (severities.count(severity) for severity in SEVERITIES)
    return (found.round.staff, *counts, len(found.unknown), len(found.waived))


def _write_order(pen: Pen, sheet: Sheet, rounds: Sequence[CheckedRound], lang: Lang) -> None:
    """Write the agencies, then the units in which anything is broken, the worst first."""
    book, ranked = phrasebook(lang), ranking(rounds)
    _headings(pen, sheet, _RANKED, lang)
    row, heads = _HEADING, dict[int, str]()
    for heading, told in (("agencies", ranked.agencies), ("units", ranked.units)):
        row += 1
        heads[row] = book.say("ranking", heading)
        for one in told:
            row += 1
            _write_ranked(pen, sheet, row, one, book.say("ranking", "tied"))
    widths = list(_RANKED.values())
    pen.fit(sheet, widths)
    if ranked.clean_units:
        heads[row + 1] = book.say("ranking", "clean").format(ranked.clean_units)
    for at, words in heads.items():
        pen.text(sheet, at, 1, words, "bold")
    _finish(pen, sheet, widths, WORDS["order"].in_(lang), [book.say("ranking", "how")])


def _write_ranked(pen: Pen, sheet: Sheet, row: int, one: Ranked, tied: str) -> None:
    pen.text(sheet, row, 1, f"{one.rank}{tied if one.tied else ''}", "plain")
    name = one.unit if one.name is None else f"{one.name} ({one.unit})"
    pen.text(sheet, row, 2, "" if one.unit is None else name or "", "plain")
    pen.text(sheet, row, 3, one.round, "plain")
    counts = (one.violation, one.affected, one.people, one.warning, one.notice)
    for column, count in enumerate((*counts, one.contested, one.unknown), 4):
        if count is None:
            pen.text(sheet, row, column, "?", "plain")
        else:
            pen.number(sheet, row, column, count, "plain")


def _headings(pen: Pen, sheet: Sheet, columns: Mapping[str, int], lang: Lang) -> None:
    for column, name in enumerate(columns, 1):
        pen.text(sheet, _HEADING, column, WORDS[name].in_(lang), "heading")
    pen.widths(sheet, list(columns.values()))
