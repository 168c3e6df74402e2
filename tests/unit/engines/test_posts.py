"""People of one post, and whether their scorecards divide the weights in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.engines.rounds import ALL, a_person, a_unit, a_world, row_of

if TYPE_CHECKING:
    from cbccvc_rules.engines.members import Members

Record = dict[str, object]
PEOPLE = [
    a_person("A", position="Chuyên viên"),
    a_person("B", position="chuyên  viên"),
    a_person("C", position="Chuyên viên", unit_id="V"),
    a_person("D", position="Kế toán"),
    a_person("E", position=None),
    a_person("F", position="Chuyên viên", category="CC"),
    a_person("G", position="Chuyên viên", category="HD"),
]
ONE_KIND = [a_unit("U", kind="administrative"), a_unit("V", kind="administrative")]


def card(person: str, quantity: object, general: object) -> list[Record]:
    return [
        {"staff_id": person, "criterion": "a", "kind": "quantity", "weight": quantity},
        {"staff_id": person, "criterion": "b", "kind": "general", "weight": general},
    ]


def unlike(*cards: list[Record], units: list[Record] | None = None, unit: str = "U") -> Members:
    rows = [row for one in cards for row in one]
    world = a_world(*PEOPLE, units=units or ONE_KIND, scorecards=rows)
    return world.many(row_of(world, unit), "weighed_unlike", ALL)


def keys(members: Members) -> list[str]:
    return [row.key for row in members.rows]


def test_one_person_stands_for_each_division_of_a_post() -> None:
    cards = (card("A", 70, 30), card("B", 7, 3), card("C", 60, 40))
    assert keys(unlike(*cards)) == ["A", "C"]
    assert keys(unlike(*cards, unit="V")) == ["A", "C"]


def test_the_same_shares_in_other_figures_are_one_division() -> None:
    assert keys(unlike(card("A", 70, 30), card("B", "3,5", "1,5"))) == []


@pytest.mark.parametrize("other", ["D", "E", "F", "G"])
def test_another_post_or_category_is_not_compared(other: str) -> None:
    assert keys(unlike(card("A", 70, 30), card(other, 60, 40))) == []


@pytest.mark.parametrize("kinds", [("administrative", "public_service"), (None, None)])
def test_bodies_of_another_kind_or_of_none_told_are_not_compared(
    kinds: tuple[str | None, str | None],
) -> None:
    units = [a_unit("U", kind=kinds[0], body=True), a_unit("V", kind=kinds[1], body=True)]
    assert keys(unlike(card("A", 70, 30), card("C", 60, 40), units=units)) == []
    assert keys(unlike(card("A", 70, 30), card("B", 60, 40), units=units)) == ["A", "B"]


def test_a_card_that_does_not_tell_all_may_be_unlike() -> None:
    members = unlike(card("A", 70, 30), card("B", 70, None))
    (one,) = members.possible
    assert one.row is not None
    assert (one.row.key, one.cause.record, one.cause.column) == ("B", "scorecard", "weight")


def test_alone_in_the_post_or_without_weights_there_is_nothing_to_compare() -> None:
    for cards in ([card("B", 70, None)], [card("A", 70, 30), card("B", None, None)]):
        members = unlike(*cards)
        assert (members.rows, members.possible) == ((), ())


def test_weights_of_nothing_divide_nothing() -> None:
    assert keys(unlike(card("A", 70, 30), card("B", 0, 0))) == []
