"""The yearly tables of one round or several: the list of their formats, each loaded when written.

Every format writes the same tables (`tables`), so that none of them can leave anybody out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.extras import late

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.model.summary import SummedRound
    from cbccvc_rules.reports.base import Options


class SummaryReport(Protocol):
    """Writes the tables of rounds in one format."""

    def __call__(self, rounds: Sequence[SummedRound], options: Options) -> str | bytes:
        """Return the report."""
        ...


def _when_asked(name: str) -> SummaryReport:
    """Return a format that loads its room when it is first written."""

    def report(rounds: Sequence[SummedRound], options: Options) -> str | bytes:
        written: SummaryReport = getattr(late(f"reports.summary.{name}"), f"summary_{name}")
        return written(rounds, options)

    return report


SUMMARIES: Mapping[str, SummaryReport] = {
    name: _when_asked(name) for name in ("text", "json", "xlsx", "docx")
}
"""The formats of the yearly tables."""
