"""What is judged of each subject of a round, put into words only where somebody asks.

Verdicts are cheap to keep and to compare; a finding with its trace, and the other readings of a
kept rule, are not. A round held open needs these of those subjects alone whose verdicts differ.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from itertools import chain
from typing import TYPE_CHECKING

from cbccvc_rules.api.audit import hinges_in_order
from cbccvc_rules.api.gaps import NO_GRADE_FITS
from cbccvc_rules.api.hearing import OPEN, Heard, Hearing
from cbccvc_rules.api.unchecked import joined as not_checkable
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.unchecked import Lacking
    from cbccvc_rules.engines.base import Judgement, Only
    from cbccvc_rules.lang.rules import Judged
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import NotCheckable
    from cbccvc_rules.solve.grades import Verdicts

Key = tuple["Judged", str]
"""A subject: its kind and its id."""


@dataclass(slots=True)
class Entry:
    """The verdicts on one subject, and those that are open; `outline` tells them as findings would.

    `findings` has what the open ones come to, and `settled` what the others do, once it is known;
    `made` the findings of single rules, before those that say the same are joined.
    """

    judgements: tuple[Judgement, ...]
    open: tuple[Judgement, ...]
    not_checkable: tuple[NotCheckable, ...]
    outline: frozenset[tuple[str, ...]]
    findings: list[tuple[Finding, ...]] = field(default_factory=list)
    settled: list[Heard] = field(default_factory=list)
    made: dict[str, Finding] = field(default_factory=dict)


Entries = dict[Key, Entry]


def entered(
    context: Context,
    verdicts: Verdicts,
    judgements: Iterable[Judgement],
    only: Only | None = None,
    before: Mapping[Key, Entry] | None = None,
    lacking: Lacking | None = None,
) -> Entries:
    """Return what judgements say of each subject.

    Where `only` is told, what the other rules said of a subject `before` still stands. `lacking`
    has which columns were found to be missing to whom.
    """
    hearing = Hearing(context, verdicts=verdicts, lacking=lacking)
    by_subject: dict[Key, list[Judgement]] = {key: [] for key in only or ()}
    for one in judgements:
        by_subject.setdefault((one.rule.judges, one.subject.key), []).append(one)
    made: Entries = {}
    for key, those in by_subject.items():
        seen = [hearing.sift(one) if one.verdict in OPEN else one for one in those]
        sifted = [one for one in seen if one is not None]
        unasked = hearing.not_checkable()
        if only is not None and before is not None:
            kept, still_unasked = _still(context, before.get(key), key, only[key])
            if kept:
                place = context.ruleset.place
                sifted = sorted([*kept, *sifted], key=lambda one: place(one.rule))
            unasked = (*still_unasked, *unasked)
        opened = tuple([one for one in sifted if one.verdict in OPEN])
        made[key] = Entry(tuple(sifted), opened, unasked, hearing.outline(opened))
    return made


def _still(
    context: Context, old: Entry | None, key: Key, again: Container[str]
) -> tuple[list[Judgement], list[NotCheckable]]:
    """Return what stands of an entry, without the rules that are put to the subject again."""
    if old is None:
        return [], []
    judges, id_ = key
    person = context.world.people[id_] if judges == "staff" else None
    kept = [one for one in old.judgements if one.rule.id not in again]
    if person is not None and any(one.subject is not person for one in kept):
        kept = [one._replace(subject=person) for one in kept]
    return kept, [one for one in old.not_checkable if one.rule not in again]


def differing(old: Entry | None, new: Entry | None) -> frozenset[str]:
    """Return the rules whose findings on a subject may differ between two entries.

    With one rule those that say the same, as their findings are joined; and with one criterion
    of a grade all of them, where no grade fits.
    """
    before, after = (one.outline if one is not None else _NONE for one in (old, new))
    told = {one[0] for one in before ^ after}
    if not told:
        return frozenset()
    opened = {one.rule.id: one.rule for entry in (old, new) if entry for one in entry.open}
    same = {rule.says_same for rule in opened.values() if rule.id in told} - {None}
    if (NO_GRADE_FITS,) in before or (NO_GRADE_FITS,) in after:
        told.update(rule.id for rule in opened.values() if rule.criteria_of is not None)
        told.add(NO_GRADE_FITS)
    told.update(rule.id for rule in opened.values() if rule.says_same in same)
    return frozenset(told)


_NONE: frozenset[tuple[str, ...]] = frozenset()


def findings_on(
    context: Context, verdicts: Verdicts, entries: Iterable[tuple[Entry | None, Container[str]]]
) -> Iterator[Finding]:
    """Yield the findings of entries by some rules, None of those that are not there."""
    hearing: Hearing | None = None
    for entry, rules in entries:
        if entry is None:
            continue
        if entry.findings:
            yield from (one for one in entry.findings[0] if one.rule in rules)
            continue
        hearing = hearing or Hearing(context, verdicts=verdicts)
        for one in entry.open:
            if one.rule.id in rules:
                hearing.take(one, entry.made)
        yield from hearing.heard().findings


def findings_of(
    context: Context, verdicts: Verdicts, entries: Iterable[Entry]
) -> Iterator[Finding]:
    """Yield all the findings of entries."""
    hearing = Hearing(context, verdicts=verdicts)
    for entry in entries:
        if not entry.findings:
            for one in entry.open:
                hearing.take(one, entry.made)
            entry.findings.append(hearing.heard().findings)
        yield from entry.findings[0]


def _settled(context: Context, verdicts: Verdicts, entries: Iterable[Entry]) -> Iterator[Heard]:
    """Yield what is said of the rules that entries keep, or that do not apply."""
    hearing = Hearing(context, verdicts=verdicts)
    for entry in entries:
        if not entry.settled:
            for one in entry.judgements:
                if one.verdict not in OPEN:
                    hearing.take(one)
            entry.settled.append(hearing.heard())
        yield entry.settled[0]


def joined(context: Context, verdicts: Verdicts, entries: Mapping[Key, Entry]) -> Heard:
    """Return what was heard of everybody, in the order in which a check hears it."""
    findings = tuple(findings_of(context, verdicts, entries.values()))
    settled = list(_settled(context, verdicts, entries.values()))
    counts = Counter(one.verdict for one in findings)
    for heard in settled:
        counts.update(heard.counts)
    return Heard(
        findings=findings,
        counts=dict(counts),
        not_checkable=tuple(
            not_checkable(chain.from_iterable(one.not_checkable for one in entries.values()))
        ),
        hinges=hinges_in_order([hinge for one in settled for hinge in one.hinges], context),
    )
