"""The workbook put together: what was found first, then the data with the findings in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.extras import REPORTS, workbook_editor
from cbccvc_rules.reports.entries import entries
from cbccvc_rules.reports.states import STATES, state_of
from cbccvc_rules.reports.xlsx.basis import BasisSheet, labels_of, write_basis, write_labels
from cbccvc_rules.reports.xlsx.laid import laid_out
from cbccvc_rules.reports.xlsx.limits import write_limits
from cbccvc_rules.reports.xlsx.listed import write_findings, write_lost, write_summary
from cbccvc_rules.reports.xlsx.marked import mark
from cbccvc_rules.reports.xlsx.saved import saved
from cbccvc_rules.reports.xlsx.words import WORDS

if TYPE_CHECKING:
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.entries import Entry
    from cbccvc_rules.reports.xlsx.laid import Laid
    from cbccvc_rules.reports.xlsx.pen import Sheet


def xlsx_report(findings: Findings, options: Options) -> bytes:
    """Return the workbook; people are named unless told otherwise.

    Raises:
        UsageError: where openpyxl is not installed.
    """
    editor = workbook_editor()
    if editor is None:
        raise UsageError(Problem("xlsx-not-installed", None, {"install": REPORTS}))
    laid = laid_out(editor, findings, options)
    every = entries(findings, replace(options, names=options.names is not False))
    told = sorted(every, key=urgency)
    if findings.workings is not None:
        mark(laid, told, findings.workings, options)
    first = [laid.pen.sheet(_title(name, options), at) for at, name in enumerate(_FIRST)]
    summary, listed, limits = first
    last = _worked_out(laid, limits, findings, options)
    lost = laid.pen.sheet(_title("lost", options))
    write_lost(laid, lost, options)
    write_findings(laid, listed, [("", one, findings) for one in told], options)
    others = [
        (listed, WORDS["of_findings"].in_(options.lang)),
        (limits, WORDS["of_limits"].in_(options.lang)),
        *laid.about,
        *last,
        (lost, WORDS["of_lost"].in_(options.lang)),
    ]
    write_summary(laid, summary, others, findings, options)
    for sheet in laid.pen.book.worksheets:
        sheet.sheet_view.tabSelected = sheet is summary
    laid.pen.book.active = 0
    return saved(laid.pen, options.tool)


_URGENT = list(STATES)


def urgency(one: Entry) -> int:
    """Return how soon an entry is to be looked at, the first 0."""
    return _URGENT.index(state_of(one))


_FIRST = ("summary", "findings", "limits")


def _title(name: str, options: Options) -> str:
    return WORDS[name].in_(options.lang)


def _worked_out(
    laid: Laid, limits: Sheet, findings: Findings, options: Options
) -> list[tuple[Sheet, str]]:
    """Write the share limits, and the sheets that their formulas count; return these."""
    told, lang = findings.workings, options.lang
    if told is None:
        laid.pen.text(limits, 1, 1, WORDS["not_worked"].in_(lang))
        return []
    basis = laid.pen.sheet(_title("basis", options))
    labels = laid.pen.sheet(_title("labels", options))
    known = labels_of(told, laid)
    write_labels(laid, labels, known, options)
    write_basis(laid, basis, told, known, labels, options)
    write_limits(laid, limits, told, BasisSheet(basis, told, lang), findings, options)
    return [(basis, WORDS["of_basis"].in_(lang)), (labels, WORDS["of_labels"].in_(lang))]
