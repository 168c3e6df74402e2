"""Reports to be filed and signed, as Word documents; python-docx writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.extras import REPORTS, word_writer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.many import CheckedRound
    from cbccvc_rules.reports.base import Options


def docx_report(findings: Findings, options: Options) -> bytes:
    """Return the findings as minutes, unit by unit.

    Raises:
        UsageError: where python-docx is not installed.
    """
    written: bytes = docx_room("minutes").minutes(findings, options)
    return written


def docx_of_many(rounds: Sequence[CheckedRound], options: Options) -> bytes:
    """Return the minutes of several rounds in one document.

    Raises:
        UsageError: where python-docx is not installed.
    """
    written: bytes = docx_room("minutes").minutes_of_many(rounds, options)
    return written


def docx_room(name: str) -> ModuleType:
    """Return one of the rooms that write documents.

    Raises:
        UsageError: where python-docx is not installed.
    """
    room = word_writer(name)
    if room is None:
        raise UsageError(Problem("docx-not-installed", None, {"install": REPORTS}))
    return room


__all__ = ["docx_of_many", "docx_report", "docx_room"]
