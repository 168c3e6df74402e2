"""Relations walked backwards: nothing that a relation leads to is without its way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from cbccvc_rules.engines.back import Back
from cbccvc_rules.engines.totals import EVERYBODY
from cbccvc_rules.engines.world import World
from cbccvc_rules.packs.vocabulary import VOCABULARY
from properties.rounds import Round, a_batch, rounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.model.rows import Row

# Who owns a scorecard is not walked back: a change in them reaches everybody.
NOT_WALKED = {"scorecards"}


def rows_of(world: World, record: str) -> Iterable[Row]:
    tables = world.batch.tables
    return {
        "staff": world.staff,
        "unit": tuple(world.units.values()),
        "group": world.groups(),
        "discipline": tables.get("disciplines", ()),
        "history": tables.get("history", ()),
        "scorecard": tables.get("scorecards", ()),
        "batch": (world.root,),
    }[record]


def led_to(world: World, row: Row, relation: str, many: bool) -> Iterable[Row]:
    if many:
        return world.many(row, relation, EVERYBODY | {"HD"}).rows
    at = world.one(row, relation)
    return () if at is None else (at,)


@settings(max_examples=30)
@given(rounds())
def test_whoever_is_led_to_a_row_is_found_from_it(told: Round) -> None:
    history = [{"staff_id": person["staff_id"], "period": "2023"} for person in told["staff"]]
    world = World(a_batch({**told, "history": history}, "2024-12-14"))
    back = Back(world)
    walked = 0
    for record, about in VOCABULARY.records.items():
        for name, relation in about.relations.items():
            for row in rows_of(world, record):
                for there in led_to(world, row, name, relation.many):
                    before = back.before(there, record, name)
                    assert before is None or row.key in {one.key for one in before}
                    walked += 1
    assert walked


def test_every_relation_that_rules_may_follow_is_known_or_reaches_everybody() -> None:
    told = {
        "staff": [{"staff_id": "A", "unit_id": "U", "category": "VC"}],
        "units": [{"unit_id": "U", "parent_id": ""}],
    }
    back = Back(World(a_batch(told, "2024-12-14")))
    person, unit = back._world.people["A"], back._world.units["U"]
    rows = {"staff": person, "unit": unit, "discipline": person, "history": person}
    unknown = {
        name
        for record, about in VOCABULARY.records.items()
        for name, relation in about.relations.items()
        if back.before(rows.get(relation.target, person), record, name) is None
    }
    assert unknown <= NOT_WALKED


def test_those_of_one_post_are_held_against_each_other_wherever_they_work() -> None:
    told = {
        "staff": [
            {"staff_id": "A", "unit_id": "U", "category": "VC", "position": "Giáo viên"},
            {"staff_id": "B", "unit_id": "V", "category": "VC", "position": "Giáo viên"},
            {"staff_id": "C", "unit_id": "W", "category": "VC", "position": "Kế toán"},
        ],
        "units": [{"unit_id": one, "kind": "public_service", "body": True} for one in "UVW"],
    }
    world = World(a_batch(told, "2024-12-14"))
    found = Back(world).before(world.people["A"], "unit", "weighed_unlike")
    assert [row.key for row in found or ()] == ["U", "V"]
