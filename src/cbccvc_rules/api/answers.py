"""What already answers for findings, read before the round is judged: waivers, earlier reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cbccvc_rules.api.waivers import since_earlier, with_baseline, with_waivers
from cbccvc_rules.model.masked import HIDDEN, masked_subject
from cbccvc_rules.model.waiver import EVERYTHING
from cbccvc_rules.packs.ledger import read_ledger
from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.earlier import read_earlier

if TYPE_CHECKING:
    from collections.abc import Callable

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.model.batch import Batch, Unmasked
    from cbccvc_rules.model.earlier import Earlier
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Answers:
    """A ledger of waivers, an old report that is taken as it is, and one to compare with."""

    ledger: tuple[Waiver, ...]
    baseline: Earlier | None
    earlier: Earlier | None
    unmasked: Unmasked | None

    def put_to(self, findings: Findings, judged: Callable[[Batch], Findings]) -> Findings:
        """Return the findings with what is waived marked, and with what is new and mended.

        A ledger names the round's own ids, so a masked round is `judged` under these as well.
        """
        if self.ledger:
            ledger, plain = self.ledger, self.unmasked
            if plain is not None:
                ledger = _masked(ledger, findings, judged(plain.batch), plain.key)
            findings = with_waivers(findings, ledger)
        if self.baseline is not None:
            findings = with_baseline(findings, self.baseline)
        return findings if self.earlier is None else since_earlier(findings, self.earlier)


def _masked(
    ledger: tuple[Waiver, ...], findings: Findings, own: Findings, key: str
) -> tuple[Waiver, ...]:
    """Return a ledger as it is for the masked round: its pseudonyms, and the digests it has."""
    told = {(one.rule, one.subject.id): one for one in own.findings}
    shown = {(one.rule, one.subject.id): one for one in findings.findings}
    made: list[Waiver] = []
    for one in ledger:
        found = told.get((one.rule, one.subject))
        unit = None if found is None or found.subject.kind == "staff" else found.subject.unit
        subject = one.subject
        if subject != EVERYTHING:
            subject = masked_subject(subject, unit, key)
        here = shown.get((one.rule, subject))
        same = found is not None and here is not None and found.facts == one.facts
        facts = here.facts if same and here is not None else one.facts
        made.append(replace(one, subject=subject, facts=facts, ground=HIDDEN, approver=HIDDEN))
    return tuple(made)


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
    return Answers(ledger, old, before, here.batch.unmasked)
