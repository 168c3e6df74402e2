"""Numbers that hang on which changes are made, and conditions on them; whole numbers throughout.

A change is a person and the rating put in place of theirs. A number is what it is as the round
stands, and what each change adds to it. A condition is `at most` for one such number, or several of
these joined; negation is pushed in, so every one of them stands for itself.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.exact import Number

Move = tuple[str, str]
"""A person's id, and the rating in place of theirs."""


@dataclass(frozen=True, slots=True)
class Affine:
    """A number: `start`, and what each change adds."""

    start: Number
    adds: Mapping[Move, Number]

    def plus(self, other: Affine, times: Number = 1) -> Affine:
        """Return this number and so many times another."""
        adds = dict(self.adds)
        for move, number in other.adds.items():
            adds[move] = adds.get(move, 0) + times * number
        kept = {move: number for move, number in adds.items() if number}
        return Affine(self.start + times * other.start, kept)


ZERO = Affine(0, {})


def constant(number: Number) -> Affine:
    """Return a number that no change touches."""
    return Affine(number, {})


@dataclass(frozen=True, slots=True)
class Span:
    """A number known only between two, each of which may hang on changes; `hi` None: no bound."""

    lo: Affine
    hi: Affine | None

    def plus(self, other: Span) -> Span:
        """Return the sum."""
        hi = None if self.hi is None or other.hi is None else self.hi.plus(other.hi)
        return Span(self.lo.plus(other.lo), hi)

    def times(self, number: Number) -> Span | None:
        """Return a multiple; None where it could be as low as one likes."""
        if number == 0:
            return Span(ZERO, ZERO)
        if number > 0:
            hi = None if self.hi is None else ZERO.plus(self.hi, number)
            return Span(ZERO.plus(self.lo, number), hi)
        return (
            None
            if self.hi is None
            else Span(ZERO.plus(self.hi, number), ZERO.plus(self.lo, number))
        )


@dataclass(frozen=True, slots=True)
class AtMost:
    """A whole number that has to be 0 or less; told with the least whole factors."""

    start: int
    adds: Mapping[Move, int]


@dataclass(frozen=True, slots=True)
class Every:
    """All of these; of none it holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Any of these; of none it does not hold."""

    parts: tuple[Formula, ...]


Formula = AtMost | Every | Some
YES: Formula = Every(())
NO: Formula = Some(())


def at_most_zero(number: Affine) -> Formula:
    """Return the condition that a number is 0 or less."""
    if not number.adds:
        return YES if number.start <= 0 else NO
    over = lcm(*(Fraction(one).denominator for one in (number.start, *number.adds.values())))
    return AtMost(
        int(number.start * over), {move: int(n * over) for move, n in number.adds.items()}
    )


def below_zero(number: Affine) -> Formula:
    """Return the condition that a number is less than 0."""
    return negation(at_most_zero(ZERO.plus(number, -1)))


def every(parts: Iterable[Formula]) -> Formula:
    """Return that all hold, what is known left out."""
    kept = [one for one in parts if one != YES]
    if NO in kept:
        return NO
    return kept[0] if len(kept) == 1 else Every(tuple(kept))


def some(parts: Iterable[Formula]) -> Formula:
    """Return that any holds, what is known left out."""
    kept = [one for one in parts if one != NO]
    if YES in kept:
        return YES
    return kept[0] if len(kept) == 1 else Some(tuple(kept))


def negation(formula: Formula) -> Formula:
    """Return the opposite: of `n <= 0` over whole numbers, `1 - n <= 0`."""
    match formula:
        case AtMost(now, adds):
            return AtMost(1 - now, {move: -number for move, number in adds.items()})
        case Every(parts):
            return some(negation(one) for one in parts)
        case Some(parts):
            return every(negation(one) for one in parts)


def atoms(formula: Formula) -> Iterator[AtMost]:
    """Yield every simple condition of a formula."""
    if isinstance(formula, AtMost):
        yield formula
    else:
        for part in formula.parts:
            yield from atoms(part)


def pruned(formula: Formula) -> Formula:
    """Return a formula without what holds whatever is changed, one change a person."""
    match formula:
        case AtMost(start, adds):
            worst: dict[str, int] = {}
            for (id_, _), number in adds.items():
                worst[id_] = max(worst.get(id_, 0), number)
            return YES if start + sum(worst.values()) <= 0 else formula
        case Every(parts):
            return every(pruned(one) for one in parts)
        case Some(parts):
            return some(pruned(one) for one in parts)


def holds(formula: Formula, made: frozenset[Move]) -> bool:
    """Return whether a formula holds once changes are made."""
    match formula:
        case AtMost(now, adds):
            return now + sum(number for move, number in adds.items() if move in made) <= 0
        case Every(parts):
            return all(holds(one, made) for one in parts)
        case Some(parts):
            return any(holds(one, made) for one in parts)
