"""The yearly tables of a round: everybody counted once, by unit, category, post and rating."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.model.scale import GRADES, NOT_RATED
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.answers import Quota
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.sources import Citation, Text

Post = Literal["leading", "other", "unknown"]
POSTS: tuple[Post, ...] = ("leading", "other", "unknown")
"""Heads and deputies, those without a leading post, and those of whom no column tells it."""

NO_RATING = ""
"""Stands among ratings for people whose rating is not told."""

SHOWN = (*reversed(GRADES), NOT_RATED, NO_RATING)
"""The columns of a table of counts, in order."""

Standing = Literal["provided", "against", "untold"]
STANDINGS: tuple[Standing, ...] = ("provided", "against", "untold")
"""Whether a rule provides that somebody is not rated, or forbids it, or the list does not tell."""


@dataclass(frozen=True, slots=True)
class SummaryUnit:
    """A unit as a row of the tables, how far below the top it stands."""

    id: str
    name: str | None
    depth: int


@dataclass(frozen=True, slots=True)
class Group:
    """People of one unit, category and post, by rating; a unit or category None is not known."""

    unit: str | None
    category: str | None
    post: Post
    ratings: Mapping[str, int]

    @property
    def people(self) -> int:
        """How many people these are."""
        return sum(self.ratings.values())


@dataclass(frozen=True, slots=True)
class NotRatedFor:
    """How many people of a unit and category are not rated, for the same reason.

    `rule` provides for it, or forbids it; None where no rule does either.
    """

    unit: str | None
    category: str | None
    standing: Standing
    rule: str | None
    title: Text | None
    cites: tuple[Citation, ...]
    people: int


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A person who is listed and counted nowhere, and why."""

    id: str
    name: str | None
    unit: str | None
    reason: Text


@dataclass(frozen=True, slots=True)
class Sum:
    """Two ways to count the same people; `told` is which."""

    told: Literal["list", "units", "categories", "ratings", "not_rated"]
    one: int
    other: int

    @property
    def agrees(self) -> bool:
        """Whether both come to the same."""
        return self.one == self.other


@dataclass(frozen=True, slots=True)
class Summary:
    """The tables of one round, and the proof that they add up.

    `listed` are all rows of people, the totals told as numbers included; of these `dropped` rows
    could not be used, for the reasons in `unusable`. `limits` are the groups that a share rule
    limits.
    """

    period: str
    occasion: str
    on: str
    stage: str
    agency: str | None
    units: tuple[SummaryUnit, ...]
    groups: tuple[Group, ...]
    not_rated: tuple[NotRatedFor, ...]
    not_counted: tuple[NotCounted, ...]
    dropped: int
    unusable: tuple[Problem, ...]
    listed: int
    limits: tuple[Quota, ...]
    instruments: tuple[Text, ...]
    sums: tuple[Sum, ...]

    @property
    def counted(self) -> int:
        """How many people stand in the tables."""
        return sum(one.people for one in self.groups)

    @property
    def ratings(self) -> Counter[str]:
        """How many people have each rating."""
        return added(self.groups)

    @property
    def adds_up(self) -> bool:
        """Whether everybody who is listed is told, once."""
        return all(one.agrees for one in self.sums)


@dataclass(frozen=True, slots=True)
class SummedRound:
    """One round of several: its tables, or the problems for which it was refused.

    `judged_by` has its files, packs, readings and figures, and no findings.
    """

    name: str
    summary: Summary | None = None
    refused: tuple[Problem, ...] = ()
    judged_by: Findings | None = None


def added(groups: Iterable[Group]) -> Counter[str]:
    """Return how many people of some groups have each rating."""
    whole: Counter[str] = Counter()
    for one in groups:
        whole.update(one.ratings)
    return whole


def rated(ratings: Mapping[str, int]) -> int:
    """Return how many people have a grade."""
    return sum(ratings.get(grade, 0) for grade in GRADES)
