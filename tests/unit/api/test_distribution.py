"""The grades of each unit and what each share rule allows, counted where that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, check, quota

if TYPE_CHECKING:
    from cbccvc_rules.model.distribution import Distribution

Record = dict[str, object]


def a_person(staff_id: str, **more: object) -> Record:
    return {"staff_id": staff_id, "category": "VC", "unit_id": "U", "rating": "HTTNV", **more}


def counted(batch: Batch) -> Distribution:
    found = check(batch, distribution=True).distribution
    assert found is not None
    return found


def grades(batch: Batch) -> dict[str | None, dict[str, int]]:
    return {one.unit: dict(one.ratings) for one in counted(batch).grades}


def a_batch(*staff: Record, **more: object) -> Batch:
    units: list[Record] = [{"unit_id": "U"}, {"unit_id": "P", "parent_id": "U"}]
    return Batch.from_records(list(staff), units, period="2024", **more)


def test_nothing_is_counted_unasked() -> None:
    assert check(a_batch(a_person("A"))).distribution is None


def test_a_unit_counts_its_own_people_by_grade() -> None:
    batch = a_batch(
        a_person("A"),
        a_person("B", rating="HTXSNV"),
        a_person("C"),
        a_person("D", unit_id="P", rating="không xếp loại"),
    )
    assert grades(batch) == {"U": {"HTTNV": 2, "HTXSNV": 1}, "P": {"not_rated": 1}}


def test_who_is_not_judged_is_not_counted() -> None:
    assert grades(a_batch(a_person("A"), a_person("B", category="HD"))) == {"U": {"HTTNV": 1}}


def test_a_rating_or_a_unit_that_is_not_told_stands_apart() -> None:
    batch = a_batch(a_person("A"), a_person("B", rating=None), a_person("C", unit_id=None))
    assert grades(batch) == {None: {"HTTNV": 1}, "U": {"HTTNV": 1, "": 1}}


def test_the_grades_are_those_of_the_stage_judged() -> None:
    person = a_person("A", proposed_rating="HTXSNV")
    assert grades(a_batch(person, stage="proposed")) == {"U": {"HTXSNV": 1}}


def test_people_told_as_totals_are_counted_once() -> None:
    totals: list[Record] = [
        {"unit_id": "P", "HTXSNV": 2, "HTTNV": 8, "total": 10},
        {"unit_id": "P", "peer_group": "heads", "HTTNV": 3, "total": 3},
    ]
    batch = Batch.from_records(
        [a_person("A")],
        [{"unit_id": "U"}, {"unit_id": "P", "parent_id": "U"}],
        counts=totals,
        period="2024",
    )
    assert grades(batch) == {"U": {"HTTNV": 1}, "P": {"HTXSNV": 2, "HTTNV": 8}}


def test_a_unit_told_by_peer_groups_alone_has_their_sum() -> None:
    totals: list[Record] = [
        {"unit_id": "P", "peer_group": "heads", "HTTNV": 3, "total": 3},
        {"unit_id": "P", "peer_group": "others", "HTTNV": 4, "HTXSNV": 1, "total": 5},
    ]
    batch = Batch.from_records(
        [a_person("A")],
        [{"unit_id": "U"}, {"unit_id": "P", "parent_id": "U"}],
        counts=totals,
        period="2024",
    )
    assert grades(batch)["P"] == {"HTTNV": 7, "HTXSNV": 1}


@pytest.mark.parametrize("excellent", [1, 3])
def test_the_shares_are_what_quota_says(excellent: int) -> None:
    staff = [a_person(f"X{number}", rating="HTXSNV") for number in range(excellent)]
    batch = a_batch(*staff, *[a_person(f"G{number}") for number in range(7)])
    shares = counted(batch).shares
    assert shares == quota(batch)
    assert {(one.group, one.given) for one in shares} == {("U", excellent)}
