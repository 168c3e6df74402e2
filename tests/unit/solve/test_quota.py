"""How many excellent ratings a group may have; the figures are worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, quota

if TYPE_CHECKING:
    from cbccvc_rules.model.answers import Quota


def a_body(
    excellent: int, good: int, completed: int = 0, unit: dict[str, object] | None = None
) -> Batch:
    ratings = ["HTXSNV"] * excellent + ["HTTNV"] * good + ["HTNV"] * completed
    staff = [
        {"staff_id": f"S{number}", "category": "VC", "unit_id": "U", "rating": rating}
        for number, rating in enumerate(ratings, 1)
    ]
    return Batch.from_records(staff=staff, units=[unit or {"unit_id": "U"}], period="2024")


def the_quota(batch: Batch, **readings: str) -> Quota:
    (one,) = quota(batch, readings=readings)
    return one


def test_one_in_five_of_everybody_rated() -> None:
    one = the_quota(a_body(excellent=2, good=8))
    assert (one.given, one.allowed, one.spare) == (2, 2, 0)


def test_what_is_too_many_is_negative() -> None:
    one = the_quota(a_body(excellent=4, good=6))
    assert (one.allowed, one.spare) == (2, -2)


@pytest.mark.parametrize("excellent", [0, 3, 7, 10, 45])
def test_on_the_base_of_good_ratings_forty_five_people_may_have_seven(excellent: int) -> None:
    """Those lowered join the base: x <= 1/5 (45 - x) gives x <= 7.5, whoever is excellent now."""
    one = the_quota(a_body(excellent, good=45 - excellent), excellent_share_base="good")
    assert one.allowed == 7


def test_completion_ratings_count_in_the_total_but_not_among_the_good() -> None:
    batch = a_body(excellent=0, good=30, completed=20)
    assert the_quota(batch).allowed == 10
    assert the_quota(batch, excellent_share_base="good").allowed == 5
    assert the_quota(batch, excellent_share_base="good_or_better").allowed == 6


def test_a_group_of_three_may_have_none_but_under_other_roundings() -> None:
    one = the_quota(a_body(excellent=0, good=3))
    assert one.allowed == 0
    assert one.others["excellent_share_rounding=half_up"] == 1
    assert one.others["excellent_share_rounding=at_least_one"] == 1


def test_a_decision_of_the_authority_is_the_limit() -> None:
    unit = {"unit_id": "U", "outstanding_decision": "12/QĐ", "outstanding_share": "25%"}
    one = the_quota(a_body(excellent=2, good=6, unit=unit))
    assert (one.measures["limit"], one.allowed) == (Fraction(1, 4), 2)


def test_a_decision_that_does_not_tell_its_share_leaves_the_number_open() -> None:
    unit = {"unit_id": "U", "outstanding_decision": "12/QĐ", "outstanding_share": None}
    one = the_quota(a_body(excellent=2, good=6, unit=unit))
    assert one.allowed is None
    assert one.spare is None


def test_before_the_limit_existed_there_is_no_quota() -> None:
    batch = Batch.from_records(
        staff=[{"staff_id": "A", "category": "VC", "unit_id": "U", "rating": "HTXSNV"}],
        period="2022",
    )
    assert quota(batch) == ()


def test_a_rating_not_told_makes_what_is_given_a_range() -> None:
    batch = Batch.from_records(
        staff=[
            {"staff_id": "A", "category": "VC", "unit_id": "U", "rating": "HTXSNV"},
            {"staff_id": "B", "category": "VC", "unit_id": "U", "rating": None},
        ],
        period="2024",
    )
    (one,) = quota(batch)
    assert str(one.given) == "Range(lo=1, hi=2)"
    assert one.spare is None
