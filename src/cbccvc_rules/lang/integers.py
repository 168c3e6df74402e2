"""Conditions over whole numbers: every fraction multiplied out, so that no engine divides.

A column whose values are fractions is kept as a whole number of parts (`89.5` as 895 tenths); a
comparison is multiplied by what makes both its sides whole. Each side keeps its shape: a count that
is known only between two bounds must give the same bounds as before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from cbccvc_rules.lang.nodes import (
    Arithmetic,
    Choose,
    Compare,
    Field,
    Literal,
    Named,
    Node,
    Sum,
    Tally,
    parts_of,
    type_of,
)
from cbccvc_rules.lang.rewrite import with_parts
from cbccvc_rules.lang.types import Scalar
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = Callable[[Field], int]
    """Of how many parts a column counts in: its value is the whole number kept, over this."""


class NotWholeError(Exception):
    """An expression that is not over whole numbers and cannot be made so, with the reason."""

    def __init__(self, reason: Text) -> None:
        """Keep the reason."""
        super().__init__(reason.en)
        self.reason = reason


DIVIDES = Text("có phép chia hoặc làm tròn", "it divides or rounds")


@dataclass(frozen=True, slots=True)
class Whole:
    """A number as a whole number `node` over a constant `over`."""

    node: Node
    over: int


def whole(node: Node, parts: Parts) -> Node:
    """Return a condition whose comparisons of numbers are over whole numbers alone.

    Raises:
        NotWholeError: for an expression that divides or rounds.
    """
    match node:
        case Compare(sign, left, right, Scalar.NUMBER):
            one, two = number(left, parts), number(right, parts)
            common = lcm(one.over, two.over)
            return Compare(sign, _times(one, common), _times(two, common), Scalar.NUMBER)
        case Sum() | Arithmetic():
            return number(node, parts).node
        case _:
            below = parts_of(node)
            new = tuple(whole(part, parts) for part in below)
            same = all(one is other for one, other in zip(below, new, strict=True))
            return node if same else with_parts(node, new)


def number(node: Node, parts: Parts) -> Whole:
    """Return a number as a whole number over a constant.

    Raises:
        NotWholeError: for an expression that divides or rounds.
    """
    match node:
        case Literal(value=int() | Fraction() as value):
            return Whole(replace(node, value=value.numerator), value.denominator)
        case Literal():
            return Whole(node, 1)
        case Field():
            return Whole(node, parts(node))
        case Named(body=body):
            below = number(body, parts)
            return Whole(replace(node, body=below.node), below.over)
        case Choose(condition, value, other):
            one, two = number(value, parts), number(other, parts)
            common = lcm(one.over, two.over)
            sides = _times(one, common), _times(two, common)
            return Whole(Choose(whole(condition, parts), *sides), common)
        case Arithmetic("*", left, right):
            one, two = number(left, parts), number(right, parts)
            return Whole(Arithmetic("*", one.node, two.node), one.over * two.over)
        case Arithmetic("+" | "-" as sign, left, right):
            one, two = number(left, parts), number(right, parts)
            common = lcm(one.over, two.over)
            return Whole(Arithmetic(sign, _times(one, common), _times(two, common)), common)
        case Sum(item, population):
            below = number(item, parts)
            where = None if population.where is None else whole(population.where, parts)
            return Whole(Sum(below.node, replace(population, where=where)), below.over)
        case Tally("count"):
            return Whole(whole(node, parts), 1)
        case _:
            raise NotWholeError(DIVIDES)


def _times(one: Whole, common: int) -> Node:
    factor = common // one.over
    if factor == 1:
        return one.node
    if isinstance(one.node, Literal) and isinstance(one.node.value, int):
        return replace(one.node, value=one.node.value * factor)
    return Arithmetic("*", Literal(factor, Scalar.NUMBER), one.node)


def is_linear(node: Node) -> bool:
    """Return whether no product in an expression has two sides that vary."""
    if (
        isinstance(node, Arithmetic)
        and node.sign == "*"
        and varies(node.left)
        and varies(node.right)
    ):
        return False
    return all(is_linear(part) for part in parts_of(node))


def varies(node: Node) -> bool:
    """Return whether a number hangs on a row; figures and readings stand for one value a run."""
    if isinstance(node, (Field, Tally, Sum)):
        return True
    return type_of(node) is Scalar.NUMBER and any(varies(part) for part in parts_of(node))
