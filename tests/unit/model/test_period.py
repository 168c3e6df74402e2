"""Calendar years and school years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.model.period import Period, twelve_months_to


def test_a_calendar_year_has_its_first_and_last_day() -> None:
    year = Period("2024")
    assert (year.first, year.last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert not year.is_school_year


def test_a_school_year_has_years_and_no_days() -> None:
    year = Period("2023-2024")
    assert (year.first_year, year.last_year) == (2023, 2024)
    assert (year.first, year.last) == (None, None)
    assert year.is_school_year


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2024", "2024"),
        (" năm 2024 ", "2024"),
        ("Năm học 2023-2024", "2023-2024"),
        ("2023 – 2024", "2023-2024"),
        ("2023/2024", "2023-2024"),
    ],
)
def test_a_period_is_understood_as_people_write_it(text: str, canonical: str) -> None:
    period = Period.parse(text)
    assert period is not None
    assert str(period) == canonical


@pytest.mark.parametrize(
    "text", ["", "24", "2023-2025", "2024-2023", "2024-2024", "quý I/2024", "3024", "2024.0"]
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert Period.parse(text) is None


def test_a_period_of_another_text_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="is no period"):
        Period("năm 2024")


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (date(2024, 12, 31), date(2024, 1, 1)),
        (date(2024, 7, 31), date(2023, 8, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2024, 2, 28), date(2023, 3, 1)),
        (date(2023, 2, 28), date(2022, 3, 1)),
        (date(2025, 2, 28), date(2024, 3, 1)),
        (date(2024, 5, 30), date(2023, 5, 31)),
    ],
)
def test_twelve_months_begin_the_day_after_the_same_day(last: date, first: date) -> None:
    assert twelve_months_to(last) == (first, last)


@given(some.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 30)))
def test_twelve_months_are_a_year_of_days(last: date) -> None:
    first, until = twelve_months_to(last)
    assert 364 <= (until - first).days <= 366
