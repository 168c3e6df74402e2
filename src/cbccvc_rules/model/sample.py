"""People drawn by lot for inspection: tickets by what was found, and the lots that decided."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings

PERSON = "person"
COUNTED = ("violation", "warning", "unknown", "notice", "waived")
TICKETS: Mapping[str, int] = {
    PERSON: 1,
    "violation": 8,
    "warning": 4,
    "unknown": 2,
    "notice": 1,
    "waived": 1,
}
"""How many tickets a person has: for being there, and for each finding of a kind."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One person with a lot: the lowest number of the person's tickets, and which of them it is.

    `counts` are the findings on the person by their kind; `key` is what the tickets are numbered
    by: the id, after the name of the round where there are several.
    """

    round: str
    id: str
    name: str | None
    unit: str | None
    key: str
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]
    tickets: int
    ticket: int
    number: str


@dataclass(frozen=True, slots=True)
class SampledRound:
    """One of the rounds: how many people it puts into the draw, with how many tickets.

    `judged` tells by what it was judged.
    """

    name: str
    period: str
    on: str
    sources: tuple[tuple[str, str], ...]
    people: int
    tickets: int
    left_out: int
    judged: Findings | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Who was drawn, in the order of their numbers, and all that is needed to draw again.

    `seed_told` is whether the seed was given, and not made from the ids of the people.
    """

    seed: str
    seed_told: bool
    size: int
    weights: Mapping[str, int]
    rounds: tuple[SampledRound, ...]
    drawn: tuple[Drawn, ...]

    @property
    def people(self) -> int:
        """How many people could be drawn."""
        return sum(one.people for one in self.rounds)

    @property
    def tickets(self) -> int:
        """How many tickets they have."""
        return sum(one.tickets for one in self.rounds)


def numbered(seed: str, key: str, ticket: int) -> str:
    """Return the number of a ticket: the SHA-256 digest of `seed|key|ticket`.

    >>> numbered("2024", "CC007", 1)[:16]
    'eeb960cc30ac9e1d'
    """
    return sha256(f"{seed}|{key}|{ticket}".encode()).hexdigest()


def lot(seed: str, key: str, tickets: int) -> tuple[str, int]:
    """Return the lowest number among somebody's tickets, and which ticket has it."""
    return min((numbered(seed, key, ticket), ticket) for ticket in range(1, tickets + 1))


def seed_of(keys: list[str]) -> str:
    """Return a seed that hangs on who can be drawn alone, whatever the order of rows."""
    return sha256("\n".join(sorted(keys)).encode()).hexdigest()[:16]
