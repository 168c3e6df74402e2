"""Formulas over whole numbers, as plain data: what a solver is asked, before any solver is loaded.

Made only by the functions here, which work out at once what stands fixed.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Kind = Literal["bool", "int", "and", "or", "not", "=", "<=", "+", "*", "if"]


@dataclass(frozen=True, slots=True)
class Variable:
    """What a solver may choose: a truth, or a whole number from `least` to `most`.

    `plain` is what it is in a round in which nothing is remarkable.
    """

    name: str
    truth: bool
    least: int = 0
    most: int | None = None
    plain: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A truth or a whole number: a constant, a variable, or an operation on terms."""

    kind: Kind
    parts: tuple[Term, ...] = ()
    value: int = 0
    variable: Variable | None = None

    @property
    def fixed(self) -> bool:
        """Whether it is a constant."""
        return self.kind in {"bool", "int"} and self.variable is None


TRUE = Term("bool", value=1)
FALSE = Term("bool", value=0)


def number(value: int) -> Term:
    """Return a constant."""
    return Term("int", value=value)


ZERO, ONE = number(0), number(1)


def of(variable: Variable) -> Term:
    """Return what a variable stands for."""
    return Term("bool" if variable.truth else "int", variable=variable)


def truth(*, holds: bool) -> Term:
    """Return a constant truth."""
    return TRUE if holds else FALSE


def conj(*parts: Term) -> Term:
    """Return the conjunction."""
    return _joined("and", parts, FALSE, TRUE)


def disj(*parts: Term) -> Term:
    """Return the disjunction."""
    return _joined("or", parts, TRUE, FALSE)


def _joined(kind: Kind, parts: Iterable[Term], ends: Term, drops: Term) -> Term:
    kept: dict[int, Term] = {}
    for part in parts:
        for one in part.parts if part.kind == kind else (part,):
            if one.fixed:
                if one.value == ends.value:
                    return ends
            else:
                kept[id(one)] = one
    left = tuple(kept.values())
    if not left:
        return drops
    return left[0] if len(left) == 1 else Term(kind, left)


def neg(item: Term) -> Term:
    """Return the negation."""
    if item.fixed:
        return truth(holds=not item.value)
    return item.parts[0] if item.kind == "not" else Term("not", (item,))


def implies(one: Term, other: Term) -> Term:
    """Return whether the first holds only where the second does."""
    return disj(neg(one), other)


def equal(left: Term, right: Term) -> Term:
    """Return whether two numbers are the same."""
    if left.fixed and right.fixed:
        return truth(holds=left.value == right.value)
    return TRUE if left is right else Term("=", (left, right))


def at_most(left: Term, right: Term) -> Term:
    """Return whether a number is at most another."""
    if left.fixed and right.fixed:
        return truth(holds=left.value <= right.value)
    return TRUE if left is right else Term("<=", (left, right))


def less(left: Term, right: Term) -> Term:
    """Return whether a number is less than another."""
    return neg(at_most(right, left))


def plus(*parts: Term) -> Term:
    """Return the sum."""
    fixed = sum(part.value for part in parts if part.fixed)
    others = tuple(part for part in parts if not part.fixed)
    every = (*others, number(fixed)) if fixed or not others else others
    return every[0] if len(every) == 1 else Term("+", every)


def minus(left: Term, right: Term) -> Term:
    """Return the difference."""
    return plus(left, times(number(-1), right))


def times(left: Term, right: Term) -> Term:
    """Return the product."""
    if left.fixed and right.fixed:
        return number(left.value * right.value)
    for one, other in ((left, right), (right, left)):
        if one.fixed and one.value in {0, 1}:
            return other if one.value else ZERO
    return Term("*", (left, right))


def either(condition: Term, value: Term, other: Term) -> Term:
    """Return one number or another."""
    if condition.fixed:
        return value if condition.value else other
    return value if value is other else Term("if", (condition, value, other))


def replaced(term: Term, news: Mapping[str, Term], done: dict[int, tuple[Term, Term]]) -> Term:
    """Return a term with some variables, told by their names, replaced by other terms."""
    known = done.get(id(term))
    if known is None:
        known = done[id(term)] = (term, _replaced(term, news, done))
    return known[1]


def _replaced(term: Term, news: Mapping[str, Term], done: dict[int, tuple[Term, Term]]) -> Term:
    if term.variable is not None:
        return news.get(term.variable.name, term)
    if not term.parts:
        return term
    parts = tuple(replaced(part, news, done) for part in term.parts)
    if all(one is two for one, two in zip(parts, term.parts, strict=True)):
        return term
    return made(term.kind, parts)


def made(kind: Kind, parts: tuple[Term, ...]) -> Term:
    """Return an operation on terms, worked out where it stands fixed."""
    match kind:
        case "and":
            return conj(*parts)
        case "or":
            return disj(*parts)
        case "not":
            return neg(parts[0])
        case "=":
            return equal(*parts)
        case "<=":
            return at_most(*parts)
        case "+":
            return plus(*parts)
        case "*":
            return times(*parts)
        case "if":
            return either(*parts)
        case _:
            return Term(kind, parts)


def variables_in(term: Term) -> dict[str, Variable]:
    """Return the variables of a term, by name."""
    found: dict[str, Variable] = {}
    waiting, met = [term], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in met:
            continue
        met.add(id(one))
        if one.variable is not None:
            found[one.variable.name] = one.variable
        waiting += one.parts
    return found


def evaluated(term: Term, answer: Mapping[str, int]) -> int:
    """Return the value of a term where its variables have values; else they are plain."""
    if term.variable is not None:
        return answer.get(term.variable.name, term.variable.plain)
    values = [evaluated(part, answer) for part in term.parts]
    match term.kind:
        case "bool" | "int":
            return term.value
        case "and":
            return int(all(values))
        case "or":
            return int(any(values))
        case "not":
            return int(not values[0])
        case "=":
            return int(values[0] == values[1])
        case "<=":
            return int(values[0] <= values[1])
        case "+":
            return sum(values)
        case "*":
            return prod(values)
        case "if":
            return values[1] if values[0] else values[2]
