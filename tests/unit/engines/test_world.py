"""Every relation of the vocabulary, from row to row; and the column that a stage judges."""

from __future__ import annotations

import pytest

from cbccvc_rules.engines.groups import group_key
from cbccvc_rules.engines.tables import column_missing
from cbccvc_rules.exact import Range
from cbccvc_rules.trace import Fact
from unit.engines.rounds import ALL, a_person, a_unit, a_world, row_of, value

TREE = [
    a_unit("U"),
    a_unit("P", parent_id="U", body=False),
    a_unit("Q", parent_id="U", body=False),
    a_unit("R", parent_id="P", body=False),
]


def keys(world: object, key: str, relation: str) -> list[str]:
    members = world.many(row_of(world, key), relation, ALL)
    assert members.unread == 0
    return [row.key for row in members.rows]


def test_a_person_stands_in_one_unit() -> None:
    world = a_world(a_person(unit_id="P"), units=TREE)
    assert world.one(row_of(world, "A"), "unit") is world.units["P"]


def test_a_unit_has_a_parent_or_none() -> None:
    world = a_world(units=TREE)
    assert world.one(world.units["P"], "parent") is world.units["U"]
    assert world.one(world.units["U"], "parent") is None


NESTED = [
    a_unit("S", head_id="H"),
    a_unit("C", parent_id="S", kind="public_service"),
    a_unit("P", parent_id="C"),
    a_unit("T", parent_id="P", body=False),
]


@pytest.mark.parametrize(("unit", "body"), [("S", "S"), ("C", "C"), ("P", "C"), ("T", "C")])
def test_the_body_that_uses_a_person_is_the_nearest_one(unit: str, body: str) -> None:
    world = a_world(a_person(unit_id=unit), units=NESTED)
    assert value("own_body.unit_id", world) == body


@pytest.mark.parametrize(("unit", "superior"), [("S", None), ("C", "S"), ("P", "C"), ("T", "C")])
def test_the_superior_body_is_the_nearest_above(unit: str, superior: str | None) -> None:
    world = a_world(a_person(unit_id=unit), units=NESTED)
    assert value("unit.superior.unit_id", world) == superior


def test_a_body_that_is_not_known_is_not_skipped() -> None:
    units = [a_unit("S"), a_unit("P", parent_id="S", body="có lẽ")]
    assert value("own_body.unit_id", a_world(a_person(unit_id="P"), units=units)) is None


@pytest.mark.parametrize(
    ("decided_by", "decider"),
    [
        ("A", "A"),
        ("H", "H"),
        ("S", "H"),
        ("C", None),
        ("Giám đốc Sở", None),
        ("không", None),
        ("", None),
    ],
)
def test_who_decided_is_a_person_or_the_head_of_a_body(
    decided_by: str, decider: str | None
) -> None:
    world = a_world(a_person(unit_id="P", decided_by=decided_by), units=NESTED)
    assert value("decider", world) == decider


def test_the_children_of_a_unit_are_those_directly_below() -> None:
    assert keys(a_world(units=TREE), "U", "children") == ["P", "Q"]


def test_the_staff_of_a_unit_are_those_of_its_subtree() -> None:
    staff = [a_person(f"in {unit}", unit_id=unit) for unit in ("U", "P", "Q", "R")]
    world = a_world(*staff, units=TREE)
    assert value("count(staff)", world, "U") == 4
    assert value("count(unit.staff)", world, "in P") == 2


@pytest.mark.parametrize(
    ("role", "leads", "led"),
    [
        ("head", "", ["P"]),
        ("head", "Q;R", ["Q", "R"]),
        ("deputy", "", []),
        ("deputy", "R", ["R"]),
        ("staff", "", []),
    ],
)
def test_the_units_led_are_those_told_or_follow_from_the_role(
    role: str, leads: str, led: list[str]
) -> None:
    world = a_world(a_person(unit_id="P", role=role, leads=leads), units=TREE)
    assert keys(world, "A", "led_units") == led


def test_without_role_and_leads_nobody_knows_who_leads_what() -> None:
    world = a_world(a_person(unit_id="P"), units=TREE)
    assert value("count(led_units)", world) == Range(0, None)


@pytest.mark.parametrize(
    ("unit", "leads", "managed"),
    [
        ("U", "", ["P", "Q"]),
        ("P", "", ["R"]),
        ("U", "P", ["P", "R"]),
        ("U", "U;Q", ["P", "Q"]),
        ("R", "", []),
    ],
)
def test_the_bodies_managed_are_below_the_units_led_or_led_beside_the_own(
    unit: str, leads: str, managed: list[str]
) -> None:
    world = a_world(a_person(unit_id=unit, role="head", leads=leads), units=TREE)
    assert keys(world, "A", "bodies_managed") == managed


def test_a_person_has_the_decisions_that_carry_the_id() -> None:
    decisions = [{"staff_id": who, "form": form} for who, form in (("A", "x"), ("B", "y"))]
    world = a_world(a_person("A"), a_person("B"), disciplines=decisions)
    assert value("count(disciplines)", world, "A") == 1
    assert keys(world, "A", "disciplines") == ["A#1"]


def test_the_same_violation_is_another_decision_on_it_for_the_same_person() -> None:
    told = [("A", "V1"), ("A", "V1"), ("A", "V2"), ("A", ""), ("A", ""), ("B", "V1")]
    decisions = [{"staff_id": who, "violation_id": what} for who, what in told]
    world = a_world(a_person("A"), a_person("B"), disciplines=decisions)
    rows = world.batch.tables["disciplines"]
    others = [[row.key for row in world.many(one, "same_violation", ALL).rows] for one in rows]
    assert others == [["A#2"], ["A#1"], [], [], [], []]


def test_a_decision_leads_back_to_the_person() -> None:
    world = a_world(a_person("A"), disciplines=[{"staff_id": "A"}])
    (row,) = world.batch.tables["disciplines"]
    found = world.one(row, "staff")
    assert found is not None
    assert found.key == "A"


def test_earlier_periods_are_those_of_the_person() -> None:
    history = [{"staff_id": who, "period": "2023", "rating": "HTNV"} for who in ("A", "B")]
    world = a_world(a_person("A"), a_person("B"), history=history)
    assert value("count(history where rating = HTNV)", world, "A") == 1


def test_an_earlier_period_ends_a_number_of_years_before() -> None:
    history = [
        {"staff_id": "A", "period": period, "rating": "HTNV"}
        for period in ("2023", "2022-2023", "2021")
    ]
    world = a_world(a_person(), history=history)
    assert value("count(history where years_before = 1)", world) == 2
    assert value("count(history where years_before <= 2)", world) == 2
    assert value("count(history where years_before <= 3)", world) == 3


def test_a_table_that_is_not_there_leads_to_nothing_known() -> None:
    members = a_world().many(row_of(a_world(), "A"), "history", ALL)
    assert members.unread is None
    assert members.absent is not None


def test_no_other_relation_exists() -> None:
    world = a_world()
    with pytest.raises(KeyError):
        world.one(row_of(world, "A"), "uncle")
    with pytest.raises(KeyError):
        world.many(row_of(world, "A"), "uncles", ALL)


# ------------------------------------------------------------------------------- stages


@pytest.mark.parametrize(
    ("stage", "grade"), [("decided", "HTNV"), ("proposed", "HTTNV"), ("self", "HTXSNV")]
)
def test_the_column_of_the_stage_is_the_one_judged(stage: str, grade: str) -> None:
    person = a_person(rating="HTNV", proposed_rating="HTTNV", self_rating="HTXSNV")
    world = a_world(person, stage=stage)
    assert value(f"rating = {grade}", world) is True


def test_another_column_is_never_judged_in_place_of_an_empty_one() -> None:
    world = a_world(a_person(rating="HTNV", proposed_rating=""), stage="proposed")
    assert value("rating = HTNV", world) is None


def test_the_place_of_a_judged_grade_is_that_of_its_own_column() -> None:
    world = a_world(a_person(rating="HTNV", proposed_rating="HTTNV"), stage="proposed")
    assert world.column_judged("staff", "rating") == "proposed_rating"
    assert world.column_judged("unit", "rating") == "rating"


def test_a_column_nobody_gave_is_absent_and_an_empty_one_is_not() -> None:
    world = a_world(a_person(months_worked=""))
    assert not world.absent("staff", "months_worked")
    assert world.absent("staff", "leave_months")
    assert world.absent("discipline", "track")


def test_tasks_stand_in_for_criteria_where_none_were_given() -> None:
    tasks = {"tasks_total": 10, "tasks_completed": 9, "tasks_on_time_quality": 7}
    world = a_world(a_person(**tasks))
    found = [value(f"criteria_{name}", world) for name in ("total", "completed", "deficient")]
    assert found == [10, 9, 3]


def test_tasks_do_not_stand_in_for_criteria_that_were_given() -> None:
    world = a_world(a_person(tasks_total=10, criteria_total=""))
    assert value("criteria_total", world) is None


# ------------------------------------------------------------------------------- names


def test_a_group_goes_by_its_unit_and_its_name() -> None:
    assert group_key("U", None) == "U"
    assert group_key("U", "lái xe") == "U/lái xe"


def test_a_peer_group_is_named_with_its_unit() -> None:
    world = a_world(a_person(peer_group="lái xe"), units=[a_unit("U", name="Sở Y tế")])
    names = {row.key: row.values["name"] for row in world.groups()}
    assert names == {"U": "Sở Y tế", "U/lái xe": "Sở Y tế / lái xe"}


@pytest.mark.parametrize(
    ("record", "column", "own", "asked"),
    [
        ("staff", "rating", "staff", "rating"),
        ("unit", "rating", "staff", "units.rating"),
        ("unit", "rating", "unit", "rating"),
        ("discipline", "", "staff", "disciplines"),
        ("discipline", "track", "staff", "disciplines.track"),
        ("staff", "rating", "group", "staff.rating"),
    ],
)
def test_a_missing_fact_asks_for_a_column_or_a_table(
    record: str, column: str, own: str, asked: str
) -> None:
    assert column_missing(Fact(record, "A", column, None, None), own) == asked


CARDS = [
    {"staff_id": "A", "criterion": "a", "kind": "quantity", "weight": 70},
    {"staff_id": "A", "criterion": "b", "kind": "general", "weight": 30},
    {"unit_id": "U", "criterion": "a", "kind": "quantity", "weight": 100},
]


def test_a_card_is_of_its_person_or_of_its_unit() -> None:
    world = a_world(a_person("A"), a_person("B"), units=[a_unit()], scorecards=CARDS)
    assert keys(world, "A", "scorecards") == ["A#1", "A#2"]
    assert keys(world, "B", "scorecards") == []
    assert keys(world, "U", "scorecards") == ["U#3"]


def test_without_the_table_of_scorecards_nothing_is_known_of_them() -> None:
    for relation in ("scorecards", "weighed_unlike"):
        members = a_world().many(row_of(a_world(), "U"), relation, ALL)
        assert (members.unread, members.absent) == (None, ("scorecard", ""))


def test_people_told_as_numbers_have_no_cards() -> None:
    counts = [{"unit_id": "V", "total": 2, "HTTNV": 2}]
    world = a_world(a_person("A"), units=[a_unit(), a_unit("V")], counts=counts, scorecards=CARDS)
    assert value("any(staff where any(scorecards))", world, "V") is False
    assert keys(world, "V", "weighed_unlike") == []
