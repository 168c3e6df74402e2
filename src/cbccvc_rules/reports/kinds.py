"""The report formats there are: the one list that choices, docs and tests read.

A format that most runs do without is loaded when it is first written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.extras import late
from cbccvc_rules.reports.json import json_report
from cbccvc_rules.reports.text import text_report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options, Report


def _when_asked(name: str) -> Report:
    """Return a format that loads its room when it is first written."""

    def report(findings: Findings, options: Options) -> str | bytes:
        written: Report = getattr(late(f"reports.{name}"), f"{name}_report")
        return written(findings, options)

    return report


KINDS: Mapping[str, Report] = {
    "text": text_report,
    "json": json_report,
    **{name: _when_asked(name) for name in ("csv", "github", "junit", "sarif", "waivers")},
}
