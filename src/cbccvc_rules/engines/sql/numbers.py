"""Arithmetic and comparison of numbers known exactly or between bounds, as `exact` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.terms import (
    Num,
    both,
    case,
    compare,
    either,
    first_told,
    greatest,
    is_null,
    is_told,
    least,
    minus,
    null,
    plus,
    times,
    whole,
)

if TYPE_CHECKING:
    from cbccvc_rules.engines.sql.terms import Tree


def add(left: Num, right: Num) -> Num:
    """Return the sum."""
    low = plus(left.lo, right.lo)
    if left.hi is None and right.hi is None:
        return Num(low)
    return Num(low, plus(left.top, right.top))


def subtract(left: Num, right: Num) -> Num:
    """Return the difference: nothing where it could be as low as one likes."""
    if left.hi is None and right.hi is None:
        return Num(minus(left.lo, right.lo))
    return Num(minus(left.lo, right.top), minus(left.top, right.lo))


def multiply(left: Num, right: Num) -> Num:
    """Return the product: nothing where it could be as low as one likes."""
    if left.hi is None and right.hi is None:
        return Num(times(left.lo, right.lo))
    products = _products(left, right)
    known = both([is_told(left.lo), is_told(right.lo), *_not_bottomless(left, right)])
    endless = _endless(left, right)
    high = greatest(products)
    return Num(
        case((known, least(products))),
        case((both([known, *(_holds_not(one) for one in endless)]), high)),
    )


def _products(left: Num, right: Num) -> list[Tree]:
    """Return the products of the ends; one that has no bound stands for none beyond the first."""
    first = times(left.lo, right.lo)
    others = [times(left.lo, right.top), times(left.top, right.lo), times(left.top, right.top)]
    return [first, *(first_told(one, first.copy()) for one in others)]


def _not_bottomless(left: Num, right: Num) -> list[Tree]:
    """Return the conditions under which no product of the ends falls without end."""
    conditions = [
        _or_not(is_null(right.top), compare("<", left.lo, whole(0))),
        _or_not(is_null(right.top), compare("<", left.top, whole(0))),
        _or_not(is_null(left.top), compare("<", right.lo, whole(0))),
        _or_not(is_null(left.top), compare("<", right.top, whole(0))),
    ]
    return [_holds_not(one) for one in conditions]


def _endless(left: Num, right: Num) -> list[Tree]:
    """Return the conditions under which a product of the ends rises without end."""
    return [
        _or_not(is_null(right.top), compare(">", left.lo, whole(0))),
        _or_not(is_null(right.top), compare(">", left.top, whole(0))),
        _or_not(is_null(left.top), compare(">", right.lo, whole(0))),
        _or_not(is_null(left.top), compare(">", right.top, whole(0))),
        both([is_null(left.top), is_null(right.top)]),
    ]


def _or_not(first: Tree, second: Tree) -> Tree:
    return both([first, second])


def _holds_not(condition: Tree) -> Tree:
    """Return whether a condition is false or not known."""
    return compare("=", case((condition, whole(1)), other=whole(0)), whole(0))


def ordered(left: Num, right: Num) -> Tree:
    """Return whether left < right whatever the numbers between the bounds."""
    if left.hi is None and right.hi is None:
        return compare("<", left.lo, right.lo)
    return _decided(
        compare("<", left.top, right.lo), compare(">=", left.lo, right.top), left, right
    )


def at_most(left: Num, right: Num) -> Tree:
    """Return whether left <= right whatever the numbers between the bounds."""
    if left.hi is None and right.hi is None:
        return compare("<=", left.lo, right.lo)
    return _decided(
        compare("<=", left.top, right.lo), compare(">", left.lo, right.top), left, right
    )


def same(left: Num, right: Num) -> Tree:
    """Return whether the numbers are equal whatever they are between the bounds."""
    if left.hi is None and right.hi is None:
        return compare("=", left.lo, right.lo)
    apart = either([compare("<", left.top, right.lo), compare("<", right.top, left.lo)])
    points = [compare("=", one.lo, one.hi) for one in (left, right) if one.hi is not None]
    return _decided(both([*points, compare("=", left.lo, right.lo)]), apart, left, right)


def _decided(yes: Tree, no: Tree, left: Num, right: Num) -> Tree:
    """Return true, false, or nothing: a number of which nothing is known decides nothing."""
    told = [is_told(one.lo) for one in (left, right)]
    flag = case((both([*told, yes]), whole(1)), (both([*told, no]), whole(0)))
    return compare("=", flag, whole(1))


def chosen(condition: Tree, against: Tree, value: Num, other: Num) -> Num:
    """Return one number or the other; where it is not known which, what both of them are."""
    low = case(
        (condition, value.lo),
        (against, other.lo),
        (compare("=", value.lo, other.lo), value.lo.copy()),
    )
    if value.hi is None and other.hi is None:
        return Num(low)
    alike = both(
        [
            compare("=", value.lo, other.lo),
            either(
                [
                    compare("=", value.top, other.top),
                    both([is_null(value.top), is_null(other.top)]),
                ]
            ),
        ]
    )
    return Num(
        case((condition, value.lo), (against, other.lo), (alike, value.lo)),
        case((condition, value.top), (against, other.top), (alike, value.top)),
    )


def of_nothing() -> Num:
    """Return a number of which nothing is known."""
    return Num(null())
