"""Waivers: a broken rule that somebody answers for, in a ledger; or one known from before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from datetime import date

    from cbccvc_rules.sources import Place

EVERYTHING = "*"
"""What a ledger writes for any rule or any subject; such a waiver is never followed."""

MOST_MONTHS = 24
"""How long a waiver may run unless its ledger says otherwise: a figure of ours, no law's.

A rating is of one year, and what follows from it is settled in the next.
"""

_SIGNS_OF_SEVERAL = frozenset("*?%;,[")
_WORDS_FOR_ALL = frozenset({"all", "any", "everyone", "tất cả", "mọi", "mọi người", "toàn bộ"})


def means_several(text: str) -> bool:
    """Return whether a rule or subject is written so that more than one may be meant.

    >>> [means_several(one) for one in ("*", "excellent-*", "CC001; CC002", "Tất cả", "CC001")]
    [True, True, True, True, False]
    """
    return text.casefold() in _WORDS_FOR_ALL or not _SIGNS_OF_SEVERAL.isdisjoint(text)


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry of a ledger: a rule on a subject, who lets it stand and why, from when to when.

    `most_months` is how long its ledger lets it run; `facts` is the digest of the facts that the
    finding rested on when it was waived; `round` names the round it is of, where a ledger is of
    several.
    """

    rule: str
    subject: str
    ground: str
    approver: str
    decision: str
    first: date
    last: date
    facts: str
    place: Place
    round: str | None = None
    most_months: int = MOST_MONTHS

    @property
    def is_too_long(self) -> bool:
        """Whether it runs for more months than its ledger allows."""
        year, month = divmod(self.first.month - 1 + self.most_months, 12)
        # The day after the last that is allowed, as (year, month, day): no such day need exist.
        after = (self.first.year + year, month + 1, self.first.day)
        return (self.last.year, self.last.month, self.last.day) >= after


@dataclass(frozen=True, slots=True)
class Waived:
    """Why a broken rule does not count: an entry of a ledger, or an earlier report that has it.

    `by` says which; an earlier report tells no ground, approver, decision or days.
    """

    by: Literal["ledger", "baseline"]
    place: Place
    ground: str | None = None
    approver: str | None = None
    decision: str | None = None
    first: date | None = None
    last: date | None = None
