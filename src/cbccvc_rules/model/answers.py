"""What the packs answer when asked: the lawful ratings of a person, the quota of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.exact import Range
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.finding import Verdict
    from cbccvc_rules.sources import Citation, Text
    from cbccvc_rules.trace import Value

GIVEN, ALLOWED, SHARE = "given", "allowed", "share"


@dataclass(frozen=True, slots=True)
class Excluded:
    """A rating that a rule excludes, or (`open`) that an unknown fact leaves undecided.

    `also` names rules of other laws that say the same and are cited here too.
    """

    rating: str
    rule: str
    cites: tuple[Citation, ...]
    message: Text
    open: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Permitted:
    """One person: the rating told, the ratings that are lawful, and why the others are not.

    `no_grade_fits` holds the provisions of both lowest grades where the facts meet neither;
    `full` names the groups whose share leaves no room for one more excellent rating. Where
    `not_rating_unprovided` is true no rule excludes leaving the person without a rating, but no
    rule provides for it either. `whole_round`, where it was asked for, has those permitted ratings
    that occur in a lawful completion of the whole round; it is None, and `whole_round_unknown`
    true, where limits cross, or no rating is known to be permitted.
    """

    id: str
    name: str | None
    unit: str | None
    rating: str | None
    permitted: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    no_grade_fits: tuple[Citation, ...]
    full: tuple[str, ...]
    not_rating_unprovided: bool = False
    whole_round: tuple[str, ...] | None = None
    whole_round_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Quota:
    """One group: how many ratings are given and allowed, and allowed under other readings.

    `others` maps a change of one reading (`name=value`) to the number it would allow. Where the
    whole round was asked for, `completable` tells whether any completion keeps the limits on the
    group's people, and `most` how many can be excellent in one; None where limits cross.
    """

    rule: str
    group: str
    name: str | None
    unit: str
    cites: tuple[Citation, ...]
    measures: Mapping[str, Value]
    verdict: Verdict
    others: Mapping[str, Value]
    members: frozenset[str]
    most: int | None = None
    completable: bool | None = None

    @property
    def given(self) -> Value:
        """How many are rated so."""
        return self.measures[GIVEN]

    @property
    def allowed(self) -> Value:
        """How many may be."""
        return self.measures[ALLOWED]

    @property
    def share(self) -> Value:
        """Their share of those it is taken of; None where there is none.

        Its bounds are taken apart: who may be rated so is in the number, but not yet among those
        it is taken of, so the upper one may lie above the whole, where no share of it does.
        """
        share = self.measures.get(SHARE)
        if isinstance(share, Range) and share.lo <= 1 and (share.hi is None or share.hi > 1):
            return 1 if share.lo == 1 else Range(share.lo, 1)
        return share

    @property
    def spare(self) -> int | None:
        """How many more may be; negative: how many too many; None where it is not known."""
        given, allowed = self.given, self.allowed
        if isinstance(given, int) and isinstance(allowed, int):
            return allowed - given
        return None

    @property
    def full(self) -> bool:
        """Whether not one more may be."""
        return self.spare is not None and self.spare <= 0
