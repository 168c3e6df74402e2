"""Agencies and units put in order by what is broken in them: the worst first, ties told as such.

What another reading of the law would clear is counted apart, and puts nobody higher.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.many import CheckedRound


@dataclass(frozen=True, slots=True)
class Ranked:
    """An agency, or a unit of one, with its rank; `tied`: others have the same.

    `unit` is None for a whole agency. The findings are counted by severity without those that are
    `contested`; `affected` are the people with a violation of their own, of `people` in all (None
    where that is not known).
    """

    rank: int
    tied: bool
    round: str
    unit: str | None
    name: str | None
    people: int | None
    affected: int
    violation: int
    warning: int
    notice: int
    contested: int
    unknown: int

    @property
    def share(self) -> Fraction | None:
        """How large a part of the people has a violation; None where that is not known."""
        return Fraction(self.affected, self.people) if self.people else None


@dataclass(frozen=True, slots=True)
class Ranking:
    """All agencies that could be checked, and of their units those in which anything is broken."""

    agencies: tuple[Ranked, ...]
    units: tuple[Ranked, ...]
    clean_units: int


@dataclass(frozen=True, slots=True)
class _Counted:
    """An agency or unit before it is put in order."""

    round: str
    unit: str | None
    name: str | None
    people: int | None
    findings: tuple[Finding, ...]

    def ranked(self, rank: int, *, tied: bool) -> Ranked:
        """Return it with its rank."""
        sure = [one for one in self.findings if _is_broken(one) and not one.contested]
        severities = Counter(one.severity for one in sure)
        violations = (one for one in sure if one.severity == "violation")
        return Ranked(
            rank=rank,
            tied=tied,
            round=self.round,
            unit=self.unit,
            name=self.name,
            people=self.people,
            affected=len({one.subject.id for one in violations if one.subject.kind == "staff"}),
            violation=severities["violation"],
            warning=severities["warning"],
            notice=severities["notice"],
            contested=sum(_is_broken(one) and one.contested for one in self.findings),
            unknown=sum(one.verdict.value == "unknown" for one in self.findings),
        )


def _is_broken(one: Finding) -> bool:
    return one.verdict.value == "broken" and one.waived is None


def ranking(rounds: Sequence[CheckedRound]) -> Ranking:
    """Put the agencies that could be checked, and their units, in order.

    By violations, then the share of people who have one, then warnings, notices, what is contested
    and what is open; what is equal in all of these shares a rank, and stands by the alphabet.
    """
    told = [(one.name, one.findings) for one in rounds if one.findings is not None]
    agencies = [_Counted(name, None, None, _people(found), found.findings) for name, found in told]
    units = [unit for name, found in told for unit in _units(name, found)]
    broken = [unit for unit in units if any(map(_is_broken, unit.findings))]
    return Ranking(tuple(_in_ranks(agencies)), tuple(_in_ranks(broken)), len(units) - len(broken))


def _people(found: Findings) -> int | None:
    return sum(found.round.unit_people.values()) or None


def _units(name: str, found: Findings) -> Iterator[_Counted]:
    of_unit: dict[str, list[Finding]] = defaultdict(list)
    for one in found.findings:
        if one.subject.unit is not None:
            of_unit[one.subject.unit].append(one)
    people, names = found.round.unit_people, found.round.unit_names
    for unit in dict.fromkeys((*names, *of_unit)):
        yield _Counted(name, unit, names.get(unit), people.get(unit), tuple(of_unit[unit]))


def _in_ranks(counted: Iterable[_Counted]) -> Iterator[Ranked]:
    found = [one.ranked(0, tied=False) for one in counted]
    times = Counter(map(_weight, found))
    ranks: dict[tuple[int | Fraction, ...], int] = {}
    for number, one in enumerate(sorted(found, key=_order), 1):
        weight = _weight(one)
        rank = ranks.setdefault(weight, number)
        yield Ranked(
            rank,
            times[weight] > 1,
            one.round,
            one.unit,
            one.name,
            one.people,
            one.affected,
            one.violation,
            one.warning,
            one.notice,
            one.contested,
            one.unknown,
        )


def _weight(one: Ranked) -> tuple[int | Fraction, ...]:
    """Return how heavy what is broken weighs, the heaviest first."""
    share = one.share or 0
    told = (one.violation, share, one.warning, one.notice, one.contested, one.unknown)
    return tuple(-number for number in told)


def _order(one: Ranked) -> tuple[object, ...]:
    name = one.name or one.unit or one.round
    return (_weight(one), in_order(name), one.round, one.unit or "")
