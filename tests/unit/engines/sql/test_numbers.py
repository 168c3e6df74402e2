"""Arithmetic between bounds in SQL, beside the exact numbers that it has to agree with."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import duckdb
import pytest

from cbccvc_rules.engines.sql import numbers
from cbccvc_rules.engines.sql.terms import Num, column
from cbccvc_rules.exact import Exact, Range, add, multiply, ordered, same, subtract

if TYPE_CHECKING:
    from collections.abc import Callable

ENDS = (-3, -1, 0, 1, 2)
POINTS: tuple[Exact, ...] = ENDS
BETWEEN = tuple(Range(low, high) for low, high in product(ENDS, ENDS) if low < high)
OPEN = tuple(Range(low, None) for low in ENDS)
VALUES: tuple[Exact | None, ...] = (None, *POINTS, *BETWEEN, *OPEN)
PAIRS = tuple(product(VALUES, VALUES))


def ends(value: Exact | None) -> tuple[int | None, int | None]:
    if isinstance(value, Range):
        return value.lo, value.hi
    return value, value


def asked(expression: str) -> list[tuple[object, ...]]:
    """The value of an expression for every pair, in their order."""
    rows = ", ".join(
        f"({number}, {', '.join('NULL::BIGINT' if end is None else str(end) for end in cells)})"
        for number, cells in enumerate((*ends(one), *ends(two)) for one, two in PAIRS)
    )
    table = f"(VALUES {rows}) AS t(no, a, a_most, b, b_most)"
    with duckdb.connect(":memory:") as database:
        return database.execute(f"SELECT {expression} FROM {table} ORDER BY no").fetchall()


LEFT = Num(column("a"), column("a_most"))
RIGHT = Num(column("b"), column("b_most"))


def number(low: object, high: object) -> Exact | None:
    if low is None:
        return None
    assert isinstance(low, int)
    if high is None:
        return Range(low, None)
    assert isinstance(high, int)
    return low if low == high else Range(low, high)


@pytest.mark.parametrize(
    ("written", "meant"),
    [(numbers.add, add), (numbers.subtract, subtract), (numbers.multiply, multiply)],
)
def test_arithmetic_has_the_bounds_of_the_exact_numbers(
    written: Callable[[Num, Num], Num], meant: Callable[[Exact, Exact], Exact | None]
) -> None:
    found = written(LEFT, RIGHT)
    assert found.hi is not None
    told = asked(f"{found.lo.sql('duckdb')}, {found.hi.sql('duckdb')}")
    expected = [None if one is None or two is None else meant(one, two) for one, two in PAIRS]
    assert [number(*row) for row in told] == expected


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (numbers.ordered, ordered),
        (numbers.same, same),
        (numbers.at_most, lambda one, two: _not(ordered(two, one))),
    ],
)
def test_a_comparison_decides_what_the_exact_numbers_decide(
    written: Callable[[Num, Num], object], meant: Callable[[Exact, Exact], bool | None]
) -> None:
    told = asked(written(LEFT, RIGHT).sql("duckdb"))  # type: ignore[attr-defined]
    expected = [None if one is None or two is None else meant(one, two) for one, two in PAIRS]
    assert [row[0] for row in told] == expected


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def test_of_two_numbers_one_is_taken_where_it_is_not_known_which_if_they_are_the_same() -> None:
    unknown = column("NULL::BOOLEAN")
    found = numbers.chosen(unknown, unknown, LEFT, RIGHT)
    assert found.hi is not None
    low, high = (part.sql("duckdb").replace('"', "") for part in (found.lo, found.hi))
    expected = [one if one == two else None for one, two in PAIRS]
    assert [number(*row) for row in asked(f"{low}, {high}")] == expected
