"""Waivers: a broken rule that somebody answers for, in a ledger; or one known from before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from datetime import date

    from cbccvc_rules.sources import Place

EVERYTHING = "*"
"""What a ledger writes for any rule or any subject; such a waiver is never followed."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry of a ledger: a rule on a subject, who lets it stand and why, from when to when.

    `facts` is the digest of the facts that the finding rested on when it was waived; `round` names
    the round it is of, where a ledger is of several.
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
