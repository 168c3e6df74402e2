"""What a part of a round comes to: the changes that are forced, and those left to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.solve.parts import Limit

Moves = tuple[tuple[str, str], ...]
"""People's ids, and the rating in place of theirs."""


@dataclass(frozen=True, slots=True)
class Forced:
    """Changes that every smallest mend makes, and the limits for which; none: their own rules."""

    moves: Moves
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """Of these people so many at least and at most, and the limits for which it is so.

    Where people may be moved to several ratings, `rating` tells to which.
    """

    people: tuple[str, ...]
    least: int
    most: int
    limits: tuple[Limit, ...] = ()
    rating: str | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """So many of these changes, whichever they are, within bounds; `first` is one such pick.

    Unless it is `exact`, not everything within the bounds is a mend: limits cross. Where there are
    `ways`, the mends are these: in each, so many of some people are changed, and nobody else.
    """

    number: int
    moves: Moves
    bounds: tuple[Bound, ...]
    limits: tuple[Limit, ...]
    first: Moves
    exact: bool = True
    ways: tuple[tuple[Bound, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Short:
    """A limit that no changes can keep: so many more people would be needed than can be moved."""

    limit: Limit
    needed: int | None
    movable: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The smallest mend of a part, and the limits that stay broken whatever is changed."""

    forced: tuple[Forced, ...] = ()
    picks: tuple[Pick, ...] = ()
    short: tuple[Short, ...] = ()
