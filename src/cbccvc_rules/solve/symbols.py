"""Values that are not yet fixed: a truth, a number or a word, each of which may be unknown.

The arithmetic is that of `exact` and Kleene's logic, written as terms.
"""

from __future__ import annotations

from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.terms import (
    FALSE,
    TRUE,
    ZERO,
    Term,
    at_most,
    conj,
    disj,
    either,
    equal,
    less,
    minus,
    neg,
    number,
    plus,
    times,
    truth,
)


class NotEncodedError(Exception):
    """A part of a rule that cannot be put to the solver, with its name."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A truth: where it is certain to hold, and where it is certain not to."""

    yes: Term
    no: Term


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number between two bounds, where it is known at all."""

    lo: Term
    hi: Term
    known: Term

    @property
    def exact(self) -> bool:
        """Whether both bounds are one and the same."""
        return self.lo is self.hi


@dataclass(frozen=True, slots=True)
class Word:
    """A code, a day or a text as a number, where it is known."""

    value: Term
    known: Term


Symbol = Truth | Amount | Word

UNKNOWN = Truth(FALSE, FALSE)


def certain(holds: Term) -> Truth:
    """Return a truth that is always known."""
    return Truth(holds, neg(holds))


def settled(*, holds: bool) -> Truth:
    """Return a truth that stands fixed."""
    return Truth(truth(holds=holds), truth(holds=not holds))


def exactly(value: Term, known: Term = TRUE) -> Amount:
    """Return a number that has one value where it is known."""
    return Amount(value, value, known)


def negation(item: Truth) -> Truth:
    """Kleene's `not`."""
    return Truth(item.no, item.yes)


def conjunction(*parts: Truth) -> Truth:
    """Kleene's `and`."""
    return Truth(conj(*(one.yes for one in parts)), disj(*(one.no for one in parts)))


def disjunction(*parts: Truth) -> Truth:
    """Kleene's `or`."""
    return Truth(disj(*(one.yes for one in parts)), conj(*(one.no for one in parts)))


def chosen(condition: Truth, value: Symbol, other: Symbol) -> Symbol:
    """Return one value or the other; where it is not known which, what both of them are."""
    unclear = conj(neg(condition.yes), neg(condition.no))
    match value, other:
        case Truth(), Truth():
            return Truth(
                _picked(condition, unclear, value.yes, other.yes),
                _picked(condition, unclear, value.no, other.no),
            )
        case Amount(), Amount():
            alike = conj(equal(value.lo, other.lo), equal(value.hi, other.hi))
            lo = either(condition.no, other.lo, value.lo)
            hi = lo if value.exact and other.exact else either(condition.no, other.hi, value.hi)
            both = _picked(condition, conj(unclear, alike), value.known, other.known)
            return Amount(lo, hi, both)
        case Word(), Word():
            alike = conj(unclear, equal(value.value, other.value))
            known = _picked(condition, alike, value.known, other.known)
            return Word(either(condition.no, other.value, value.value), known)
        case _:
            raise NotEncodedError("choose")


def _picked(condition: Truth, both: Term, value: Term, other: Term) -> Term:
    return disj(conj(condition.yes, value), conj(condition.no, other), conj(both, value, other))


def add(left: Amount, right: Amount) -> Amount:
    """Return the sum."""
    lo = plus(left.lo, right.lo)
    hi = lo if left.exact and right.exact else plus(left.hi, right.hi)
    return Amount(lo, hi, conj(left.known, right.known))


def subtract(left: Amount, right: Amount) -> Amount:
    """Return the difference."""
    lo = minus(left.lo, right.hi)
    hi = lo if left.exact and right.exact else minus(left.hi, right.lo)
    return Amount(lo, hi, conj(left.known, right.known))


def multiply(left: Amount, right: Amount) -> Amount:
    """Return the product; of ranges only where one side is a constant that is not negative."""
    known = conj(left.known, right.known)
    if left.exact and right.exact:
        return exactly(times(left.lo, right.lo), known)
    for one, other in ((left, right), (right, left)):
        if one.exact and one.lo.fixed and one.lo.value >= 0:
            return Amount(times(one.lo, other.lo), times(one.lo, other.hi), known)
    raise NotEncodedError("*")


def ordered(left: Amount, right: Amount) -> Truth:
    """Return whether left < right whatever the numbers between the bounds."""
    known = conj(left.known, right.known)
    return Truth(
        conj(known, less(left.hi, right.lo)),
        conj(known, at_most(right.hi, left.lo)),
    )


def same(left: Amount, right: Amount) -> Truth:
    """Return whether the numbers are equal whatever they are between the bounds."""
    known = conj(left.known, right.known)
    points = conj(equal(left.lo, left.hi), equal(right.lo, right.hi))
    apart = disj(less(left.hi, right.lo), less(right.hi, left.lo))
    return Truth(conj(known, points, equal(left.lo, right.lo)), conj(known, apart))


def same_word(left: Word, right: Word) -> Truth:
    """Return whether two words are the same."""
    known, alike = conj(left.known, right.known), equal(left.value, right.value)
    return Truth(conj(known, alike), conj(known, neg(alike)))


def ordered_words(left: Word, right: Word, below: int | None) -> Truth:
    """Return whether left < right; of codes, only of those whose number is `below` another."""
    known = conj(left.known, right.known)
    if below is not None:
        top = number(below - 1)
        known = conj(known, at_most(left.value, top), at_most(right.value, top))
    before = less(left.value, right.value)
    return Truth(conj(known, before), conj(known, neg(before)))


NOTHING = exactly(ZERO)
