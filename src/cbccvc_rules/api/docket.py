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
    """The verdicts on one subject; `outline` tells those that are open, as findings would.

    `findings` has what the open ones come to, and `settled` what the others do, once it is known.
    """

    judgements: tuple[Judgement, ...]
    not_checkable: tuple[NotCheckable, ...]
    outline: frozenset[tuple[str, ...]]
    findings: list[tuple[Finding, ...]] = field(default_factory=list)
    settled: list[Heard] = field(default_factory=list)


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
    place = {rule.id: number for number, rule in enumerate(context.ruleset.rules)}
    for key, those in by_subject.items():
        seen = (hearing.sift(one) if one.verdict in OPEN else one for one in those)
        sifted = tuple([one for one in seen if one is not None])
        unasked = hearing.not_checkable()
        if only is not None and before is not None:
            kept, still_unasked = _still(context, before.get(key), key, only[key])
            sifted = tuple(sorted((*kept, *sifted), key=lambda one: place[one.rule.id]))
            unasked = (*still_unasked, *unasked)
        made[key] = Entry(sifted, unasked, hearing.outline(sifted))
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


def findings_of(
    context: Context, verdicts: Verdicts, entries: Iterable[Entry | None]
) -> Iterator[Finding]:
    """Yield the findings of entries, None of those that are not there."""
    hearing: Hearing | None = None
    for entry in entries:
        if entry is None:
            continue
        if not entry.findings:
            hearing = hearing or Hearing(context, verdicts=verdicts)
            for one in entry.judgements:
                if one.verdict in OPEN:
                    hearing.take(one)
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
