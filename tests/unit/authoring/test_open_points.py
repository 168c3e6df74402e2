"""Every point that the law leaves open is a reading, or has a reason why it is none."""

from __future__ import annotations

from cbccvc_rules.api import library
from cbccvc_rules.authoring.open_points import open_points


def test_each_ambiguity_of_the_decree_is_a_reading_or_has_a_reason() -> None:
    answered = [one for spec in library().readings.values() for one in spec.ambiguities]
    settled = list(library().settled)
    assert {f"A{number}" for number in range(1, 37)} <= {*answered, *settled}
    assert not {*answered} & {*settled}
    assert len(settled) == len(set(settled))


def test_the_page_lists_them_in_the_order_of_their_numbers() -> None:
    lines = [line for line in open_points(library()).splitlines() if line.startswith("| A")]
    numbers = [int(line.split("|")[1].strip()[1:]) for line in lines]
    assert numbers == sorted(numbers)
    assert all(line.split("|")[3].strip() for line in lines)
