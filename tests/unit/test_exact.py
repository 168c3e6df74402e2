"""Exact numbers: what is read, what is shown, and what ranges may claim."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.exact import (
    Exact,
    Number,
    Range,
    add,
    divide,
    exact_number,
    is_blank,
    multiply,
    ordered,
    read_number,
    read_whole,
    same,
    show_number,
    show_percent,
    subtract,
)

Between = tuple[Exact, Number]

numbers = some.one_of(
    some.integers(-50, 50), some.fractions(min_value=-20, max_value=20, max_denominator=12)
)


@some.composite
def known_between(draw: some.DrawFn) -> Between:
    """Draw a number or a range, and one number inside it."""
    inside = draw(numbers)
    if draw(some.booleans()):
        return inside, inside
    lo = inside - draw(some.integers(0, 9))
    hi = None if draw(some.booleans()) else inside + draw(some.integers(0, 9))
    return Range(lo, hi), inside


def holds(whole: Exact | None, number: Number) -> bool:
    """Tell whether a result allows a number; an unknown result allows every one."""
    if whole is None:
        return True
    return number in whole if isinstance(whole, Range) else number == whole


@given(known_between(), known_between())
def test_a_sum_holds_every_sum_of_what_is_inside(one: Between, two: Between) -> None:
    assert holds(add(one[0], two[0]), one[1] + two[1])


@given(known_between(), known_between())
def test_a_difference_holds_every_difference_of_what_is_inside(one: Between, two: Between) -> None:
    assert holds(subtract(one[0], two[0]), one[1] - two[1])


@given(known_between(), known_between())
def test_a_product_holds_every_product_of_what_is_inside(one: Between, two: Between) -> None:
    assert holds(multiply(one[0], two[0]), one[1] * two[1])


@given(known_between(), known_between())
def test_a_quotient_holds_every_quotient_of_what_is_inside(one: Between, two: Between) -> None:
    if two[1] != 0:
        assert holds(divide(one[0], two[0]), Fraction(one[1]) / two[1])


@given(known_between(), known_between())
def test_an_answered_comparison_is_true_of_what_is_inside(one: Between, two: Between) -> None:
    assert ordered(one[0], two[0]) in {None, one[1] < two[1]}
    assert same(one[0], two[0]) in {None, one[1] == two[1]}


@given(numbers, numbers)
def test_plain_numbers_are_always_compared(one: Number, two: Number) -> None:
    assert ordered(one, two) is (one < two)
    assert same(one, two) is (one == two)


def test_ranges_that_touch_are_not_ordered() -> None:
    assert ordered(Range(1, 3), Range(3, 5)) is None
    assert ordered(Range(1, 3), Range(4, 5)) is True


def test_a_range_that_begins_where_the_other_ends_is_not_less() -> None:
    assert ordered(Range(3, 5), Range(1, 3)) is False


def test_nothing_is_above_a_range_without_upper_bound() -> None:
    assert ordered(Range(0, None), 1_000_000) is None
    assert ordered(Range(7, None), 7) is False


def test_ranges_apart_are_not_the_same_and_ranges_that_meet_may_be() -> None:
    assert same(Range(1, 2), 3) is False
    assert same(Range(1, 3), 3) is None


def test_a_text_is_never_the_same_as_a_range() -> None:
    assert same("5", Range(1, 9)) is False


def test_a_sum_with_a_single_outcome_is_a_number() -> None:
    assert subtract(Range(3, None), Range(3, None)) is None
    assert multiply(Range(2, None), 0) == 0


def test_a_product_with_a_negative_number_and_no_upper_bound_is_not_known() -> None:
    assert multiply(Range(2, None), -1) is None


def test_a_range_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="between 3 and 2"):
        Range(3, 2)


def test_a_divisor_that_may_be_zero_gives_nothing() -> None:
    assert divide(1, 0) is None
    assert divide(1, Range(0, 5)) is None
    assert divide(1, Range(-1, 5)) is None
    assert divide(6, Range(2, 3)) == Range(2, 3)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("5.5", Fraction(11, 2)),
        ("5,5", Fraction(11, 2)),
        (",5", Fraction(1, 2)),
        ("+3", 3),
        ("-3", -3),
        ("007", 7),
        ("20%", Fraction(1, 5)),
        ("33,3 %", Fraction(333, 1000)),
        ("1/5", Fraction(1, 5)),
        ("1 / 5", Fraction(1, 5)),
        ("1E-3", Fraction(1, 1000)),
        ("1.5e2", 150),
        ("97,685", Fraction(97685, 1000)),
        ("1.659.979", 1659979),
        ("2,129,000", 2129000),
        ("1.659.979,5", Fraction(3319959, 2)),
        ("1,659.5", Fraction(3319, 2)),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, number: Number) -> None:
    assert read_number(text) == number


def test_noise_of_a_spreadsheet_is_kept_exactly() -> None:
    assert read_number("4.4000000000000004") == Fraction("4.4000000000000004")
    assert read_number("4.4000000000000004") != Fraction("4.4")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "năm",
        "5 tháng",
        "1.597người",
        "1/0",
        "5.",
        ".",
        "1.2.3",
        "1,23,456",
        "--3",
        "\u0665",
        "5%%",
    ],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read_number(text) is None


def test_a_number_that_would_fill_the_memory_is_not_read() -> None:
    assert read_number("1e999") is None
    assert read_number("9" * 41) is None
    assert read_number("1e30") == 10**30


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("5.0", 5),
        ("5,00", 5),
        ("1.659", 1659),
        ("1,659", 1659),
        ("1.659.979", 1659979),
        ("-1", -1),
    ],
)
def test_a_whole_number_may_have_groups(text: str, number: int) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize("text", ["5.000", "12,000", "5.5", "0.659", "50%", "10/2", "x"])
def test_a_whole_number_that_may_be_two_things_or_none_is_not_read(text: str) -> None:
    assert read_whole(text) is None


@given(some.fractions(max_denominator=1000).filter(lambda one: abs(one) < 10**9))
def test_what_is_shown_is_read_back(number: Fraction) -> None:
    assert read_number(show_number(number, "vi")) == number
    assert read_number(show_number(number, "en")) == number


@given(some.integers(-(10**12), 10**12))
def test_whole_numbers_are_read_back(number: int) -> None:
    assert read_whole(show_number(number, "vi")) == number


@given(some.fractions(min_value=0, max_value=2, max_denominator=500))
def test_a_percentage_is_exact_or_marked_and_never_too_high(share: Fraction) -> None:
    said = show_percent(share, "en")
    told = read_number(said.removeprefix("≈"))
    assert told is not None
    if said.startswith("≈"):
        assert told < share < told + Fraction(1, 1000)
    else:
        assert told == share


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (Fraction(11, 2), "5,5", "5.5"),
        (Fraction(1, 3), "1/3", "1/3"),
        (Fraction(-1, 20), "-0,05", "-0.05"),
        (1659979, "1659979", "1659979"),
        (Range(3, 5), "3–5", "3–5"),
        (Range(Fraction(1, 2), None), "≥0,5", "≥0.5"),
    ],
)
def test_a_number_is_shown_in_the_language(value: Exact, vi: str, en: str) -> None:
    assert show_number(value, "vi") == vi
    assert show_number(value, "en") == en


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(1, 5), "20%"),
        (Fraction(201, 1000), "20,1%"),
        (Fraction(2001, 10000), "20,01%"),
        (Fraction(20001, 100000), "≈20,0%"),
        (Fraction(1, 3), "≈33,3%"),
        (Fraction(2, 3), "≈66,6%"),
        (1, "100%"),
        (0, "0%"),
        (Range(Fraction(1, 5), Fraction(1, 4)), "20%–25%"),
        (Range(Fraction(1, 5), None), "≥20%"),
    ],
)
def test_a_share_is_never_rounded_up(value: Exact, said: str) -> None:
    assert show_percent(value, "vi") == said


def test_a_float_is_read_by_its_text() -> None:
    assert exact_number(0.1) == Fraction(1, 10)
    assert exact_number(5.5) == Fraction(11, 2)
    assert exact_number(12.0) == 12


def test_decimals_and_fractions_of_python_are_taken_as_they_are() -> None:
    assert exact_number(Decimal("5.50")) == Fraction(11, 2)
    assert exact_number(Fraction(10, 2)) == 5


@pytest.mark.parametrize(
    "value", [True, None, "5", float("nan"), float("inf"), Decimal("NaN"), 1e300]
)
def test_what_is_no_finite_number_is_not_taken(value: object) -> None:
    assert exact_number(value) is None


def test_only_a_nan_is_blank() -> None:
    assert is_blank(float("nan"))
    assert not is_blank(0.0)
    assert not is_blank("")
