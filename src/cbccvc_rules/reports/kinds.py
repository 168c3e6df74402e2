"""The report formats there are: the one list that choices, docs and tests read.

Each is loaded when it is first written: a run writes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.extras import late

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options, Report


def _when_asked(name: str) -> Report:
    """Return a format that loads its room when it is first written."""

    def report(findings: Findings, options: Options) -> str | bytes:
        written: Report = getattr(late(f"reports.{name}"), f"{name}_report")
        return written(shown_in(name, findings, options.names), options)

    return report


def shown_in(form: str, findings: Findings, names: bool | None) -> Findings:
    """Return findings as a format shows them: to machines nobody is named unless asked for."""
    if not unnamed_in(form, names):
        return findings
    told: Findings = late("reports.discreet").without_people(findings)
    return told


def unnamed_in(form: str, names: bool | None) -> bool:
    """Return whether a format shows no text that may be a name; a ledger needs the own ids."""
    return (form in MACHINE and names is not True) or (names is False and form != "waivers")


MACHINE = frozenset({"json", "csv", "github", "junit", "sarif"})
"""The formats that machines read, in which people go by their ids."""

KINDS: Mapping[str, Report] = {
    name: _when_asked(name)
    for name in (
        "text",
        "json",
        "csv",
        "github",
        "html",
        "docx",
        "junit",
        "sarif",
        "waivers",
        "xlsx",
    )
}

DRAWN = frozenset({"html", "docx"})
"""The formats that draw the distribution over the grades, which is counted only for them."""

WORKED = frozenset({"xlsx"})
"""The formats that work the share limits out again, for which the rows of a round are kept."""
