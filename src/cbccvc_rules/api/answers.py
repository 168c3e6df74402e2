"""What already answers for findings, read before the round is judged: waivers, earlier reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cbccvc_rules.api.many import round_names
from cbccvc_rules.api.waivers import since_earlier, with_baseline, with_waivers
from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.errors.discreet import HIDDEN
from cbccvc_rules.model.masked import masked_subject
from cbccvc_rules.model.rows import SourceFile
from cbccvc_rules.model.waiver import EVERYTHING, means_several
from cbccvc_rules.packs.ledger import read_ledger
from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.earlier import need_report_of_several, read_earlier

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.model.batch import Batch, Unmasked
    from cbccvc_rules.model.earlier import Earlier
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.rows import Role
    from cbccvc_rules.model.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Answers:
    """A ledger of waivers, an old report that is taken as it is, and one to compare with."""

    ledger: tuple[Waiver, ...]
    baseline: Earlier | None
    earlier: Earlier | None
    unmasked: Unmasked | None
    files: tuple[SourceFile, ...] = ()

    def put_to(self, findings: Findings, judged: Callable[[Batch], Findings]) -> Findings:
        """Return the findings with what is waived marked, and with what is new and mended.

        A ledger names the round's own ids, so a masked round is `judged` under these as well. The
        files that were asked are named among those of the round.
        """
        facts = findings.round
        facts = replace(facts, sources=(*facts.sources, *self.files))
        findings = replace(findings, round=facts)
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
        several = found is None and means_several(subject)
        subject = EVERYTHING if several else masked_subject(subject, unit, key)
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
    called: Collection[str] = (),
) -> Answers:
    """Read the files that are given; `called` is what the round goes by in a ledger of several.

    Raises:
        UsageError: with every fault of a ledger; for a file that is no report on this round.
    """
    period, occasion = here.batch.period.text, here.batch.occasion
    old, before = (
        None if path is None else read_earlier(Path(path), period, occasion, called)
        for path in (baseline, since)
    )
    ledger = () if waivers is None else read_ledger(Path(waivers), here.library.rules)
    own = tuple(one for one in ledger if one.round is None or one.round in called)
    told: dict[Role, str | Path | None] = {"waivers": waivers, "baseline": baseline, "diff": since}
    paths = [(Path(one), role) for role, one in told.items() if one]
    files = tuple(SourceFile.beside(path, path.as_posix(), role) for path, role in paths)
    return Answers(own, old, before, here.batch.unmasked, files)


def need_of_several(
    waivers: Path | None, earlier: Sequence[Path], rules: Collection[str], rounds: Sequence[str]
) -> tuple[Problem, ...]:
    """Look at what answers for several rounds before the first is judged.

    Return what is to be said of it: the entries of a ledger whose round is not here.

    Raises:
        UsageError: with every fault of the ledger; for entries that name no round, and for an
            earlier report on one round alone.
    """
    for path in earlier:
        need_report_of_several(path)
    ledger = () if waivers is None else read_ledger(waivers, rules)
    names = round_names(rounds)
    known = ", ".join(f"`{min(called, key=len)}`" for called in names.values())
    bare = [one for one in ledger if one.round is None]
    if bare:
        code = "waiver-without-round"
        raise UsageError(*(Problem(code, one.place, {"known": known}) for one in bare))
    every = {name for called in names.values() for name in called}
    return tuple(
        Problem(
            "waiver-round-unknown",
            one.place,
            {"round": name, "known": known, "nearest": nearest(name, every) or ""},
        )
        for one in ledger
        if (name := one.round or "") not in every
    )
