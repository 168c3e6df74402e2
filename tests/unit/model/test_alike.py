"""Units written in several ways are one, with a word; those that differ in letters stay two."""

from __future__ import annotations

import pytest

from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.values import fold

HOA, HOA_OLD = "Phòng Hòa giải", "Phòng Hoà giải"


def a_batch(*units: str, told: list[dict[str, object]] | None = None) -> Batch:
    staff = [
        {"staff_id": f"A{at}", "unit_id": unit, "category": "VC", "rating": "HTTNV"}
        for at, unit in enumerate(units)
    ]
    return Batch.from_records(staff=staff, units=told, period="2024")


def units_of(batch: Batch) -> list[object]:
    return [row.values["unit_id"] for row in batch.tables["staff"]]


@pytest.mark.parametrize(
    "other", ["PHÒNG HÒA GIẢI", "Phòng  Hòa giải ", "Phòng Hòa giải.", HOA_OLD, "phòng hoà giải"]
)
def test_one_unit_written_in_two_ways_is_one(other: str) -> None:
    batch = a_batch(other, HOA, HOA)
    assert units_of(batch) == [HOA] * 3
    assert [row.key for row in batch.tables["units"]] == [HOA]
    if fold(other) != fold(HOA) or other.strip() != HOA:
        told = [one for one in batch.problems if one.code == "units-taken-as-one"]
        assert len(told) == (" ".join(other.split()) != HOA)


def test_the_way_that_is_met_most_is_taken_and_of_those_the_first() -> None:
    assert units_of(a_batch("P1", "p1")) == ["P1", "P1"]
    assert units_of(a_batch("P1", "p1", "p1")) == ["p1"] * 3
    (told,) = [one for one in a_batch("P1", "p1", "p1").problems if "taken" in one.code]
    assert told.severity == "notice"
    assert "`P1` (1), `p1` (2)" in told.say("vi")


def test_marks_and_letters_tell_units_apart_and_marks_are_told() -> None:
    batch = a_batch("Phòng Kế hoạch", "Phòng Kê hoach", "Phòng Nội vụ", "K1", "K2")
    assert len(batch.tables["units"]) == 5
    (told,) = [one for one in batch.problems if one.code == "units-look-alike"]
    assert told.severity == "warning"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Phòng Nội vụ", "P. Nội vụ", True),
        ("Phòng Nội vụ", "PNV", True),
        ("P.Noi vu", "Phong Noi vu", True),
        ("TT Y tế", "Trung tâm y tế", True),
        ("Phòng Nội vụ", "PTC", False),
        ("P1", "Phòng 1", False),
        ("T1", "T2", False),
    ],
)
def test_short_words_for_a_unit_are_told(one: str, other: str, alike: bool) -> None:
    batch = a_batch(one, other)
    assert len(batch.tables["units"]) == 2
    assert any(told.code == "units-look-alike" for told in batch.problems) is alike


def test_led_units_are_written_as_the_units_are() -> None:
    staff = [
        {"staff_id": "A", "unit_id": HOA, "category": "VC", "role": "head", "leads": HOA_OLD},
        {"staff_id": "B", "unit_id": HOA, "category": "VC", "role": "staff", "leads": None},
    ]
    batch = Batch.from_records(staff=staff, period="2024")
    assert batch.tables["staff"][0].values["leads"] == (HOA,)
    assert "led-unit-unknown" not in {one.code for one in batch.problems}


def test_two_units_of_a_table_of_units_stay_two_and_are_told() -> None:
    told: list[dict[str, object]] = [{"unit_id": "P1"}, {"unit_id": "p1"}]
    batch = a_batch("P1", "p1", told=told)
    assert units_of(batch) == ["P1", "p1"]
    (one,) = [one for one in batch.problems if one.code == "units-alike"]
    assert one.severity == "warning"
