"""What already answers for findings, read before the round is judged: waivers, earlier reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cbccvc_rules.api.waivers import since_earlier, with_baseline, with_waivers
from cbccvc_rules.packs.ledger import read_ledger
from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.earlier import read_earlier

if TYPE_CHECKING:
    from cbccvc_rules.api.context import Context
    from cbccvc_rules.model.earlier import Earlier
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Answers:
    """A ledger of waivers, an old report that is taken as it is, and one to compare with."""

    ledger: tuple[Waiver, ...]
    baseline: Earlier | None
    earlier: Earlier | None

    def put_to(self, findings: Findings) -> Findings:
        """Return the findings with what is waived marked, and with what is new and mended."""
        if self.ledger:
            findings = with_waivers(findings, self.ledger)
        if self.baseline is not None:
            findings = with_baseline(findings, self.baseline)
        return findings if self.earlier is None else since_earlier(findings, self.earlier)


def read_answers(
    here: Context,
    waivers: str | Path | None,
    baseline: str | Path | None,
    since: str | Path | None,
) -> Answers:
    """Read the files that are given.

    Raises:
        UsageError: with every fault of a ledger; for a file that is no report on this round.
    """
    period, occasion = here.batch.period.text, here.batch.occasion
    old, before = (
        None if path is None else read_earlier(Path(path), period, occasion)
        for path in (baseline, since)
    )
    ledger = () if waivers is None else read_ledger(Path(waivers), here.library.rules)
    return Answers(ledger, old, before)
