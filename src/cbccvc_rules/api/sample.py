"""The verb behind `cbccvc sample`: dossiers drawn by lot, those with more findings sooner.

Like a lottery: everybody has tickets, more for each finding; every ticket has a number that hangs
on the seed, the person and the ticket alone; the lowest numbers win, each person once. So the
chance of being drawn next is exactly in proportion to the tickets, the order of rows has no say,
and any ticket can be checked by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import nsmallest
from typing import TYPE_CHECKING

from cbccvc_rules.api.many import round_names
from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.model.sample import (
    COUNTED,
    PERSON,
    TICKETS,
    Drawn,
    Sample,
    SampledRound,
    lot,
    seed_of,
)
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.rows import Row

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Judged:
    """A round that people are drawn from, and what was found in it."""

    name: str
    batch: Batch
    findings: Findings


def sample(
    rounds: Sequence[Judged],
    *,
    size: int = 10,
    seed: str | None = None,
    weights: Mapping[str, str | int] | None = None,
) -> Sample:
    """Draw people for inspection; those that a law governs take part, by their own findings.

    Raises:
        UsageError: for an empty seed, a size below 1, weights that are no whole numbers.
    """
    if size < 1:
        raise UsageError(Problem("sample-size", None, read=str(size)))
    if seed is not None and not seed.strip():
        raise UsageError(Problem("sample-seed-empty"))
    many = weights_of(weights or {})
    called = round_names([one.name for one in rounds])
    names = {name: min(own, key=len) for name, own in called.items()}
    told = seed if seed is not None else seed_of([key for _, _, key in _people(rounds, names)])
    found: list[Drawn] = []
    for one in rounds:
        found += _lots(one, names[one.name] if len(rounds) > 1 else "", told, many)
    drawn = nsmallest(size, found, key=lambda one: (one.number, one.key))
    summed: Counter[str] = Counter()
    for person in found:
        summed[person.round] += person.tickets
    return Sample(
        told,
        seed is not None,
        size,
        many,
        tuple(_round(one, summed[one.name]) for one in rounds),
        tuple(drawn),
    )


def weights_of(asked: Mapping[str, str | int]) -> dict[str, int]:
    """Return how many tickets what is worth, with what is asked for otherwise.

    Raises:
        UsageError: for what is no kind of finding, and for what is no whole number from 0 on.
    """
    weights = dict(TICKETS)
    problems: list[Problem] = []
    for name, value in asked.items():
        text = str(value)
        if name not in TICKETS:
            near = nearest(name, TICKETS) or ""
            params = {"weight": name, "known": ", ".join(TICKETS), "nearest": near}
            problems.append(Problem("sample-weight-unknown", None, params))
        elif not (text.isascii() and text.isdigit() and int(text) <= _MOST):
            params = {"weight": name, "most": str(_MOST)}
            problems.append(Problem("sample-weight-no-number", None, params, read=text))
        else:
            weights[name] = int(text)
    if problems:
        raise UsageError(*problems)
    return weights


def _people(
    rounds: Sequence[Judged], names: Mapping[str, str]
) -> Iterator[tuple[Judged, Row, str]]:
    for one in rounds:
        own = names[one.name] if len(rounds) > 1 else ""
        yield from ((one, row, _key(own, row.key)) for row in _governed(one))


def _governed(one: Judged) -> Iterator[Row]:
    """Yield the people of a round whom a law governs."""
    others = {left.id for left in one.findings.not_governed}
    yield from (row for row in one.batch.tables.get("staff", ()) if row.key not in others)


def _key(own: str, person: str) -> str:
    return f"{own}|{person}" if own else person


def _lots(one: Judged, own: str, seed: str, weights: Mapping[str, int]) -> Iterator[Drawn]:
    on: dict[str, list[Finding]] = defaultdict(list)
    for finding in one.findings.findings:
        if finding.subject.kind == "staff" and finding.counted_as in COUNTED:
            on[finding.subject.id].append(finding)
    for row in _governed(one):
        findings = on.get(row.key, [])
        counts = Counter(finding.counted_as for finding in findings)
        tickets = weights[PERSON] + sum(weights[kind] * number for kind, number in counts.items())
        if tickets == 0:
            continue
        key = _key(own, row.key)
        number, ticket = lot(seed, key, tickets)
        name, unit = row.values["name"], row.values["unit_id"]
        yield Drawn(
            one.name,
            row.key,
            None if name is None else str(name),
            None if unit is None else str(unit),
            key,
            {kind: counts[kind] for kind in COUNTED if counts[kind]},
            tuple(findings),
            tickets,
            ticket,
            number,
        )


def _round(one: Judged, tickets: int) -> SampledRound:
    facts = one.findings.round
    people = sum(1 for _ in _governed(one))
    return SampledRound(
        one.name,
        facts.period,
        facts.on,
        tuple((source.path, source.sha256) for source in facts.sources),
        people,
        tickets,
        one.batch.people - people,
        one.findings,
    )
