"""The trace of a verdict has every fact, number and row that it rests on, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.certificate import certificate
from cbccvc_rules.exact import Range
from cbccvc_rules.lang.operators import BY_KEY
from cbccvc_rules.trace import Step, facts
from unit.engines.rounds import (
    ARule,
    a_definition,
    a_person,
    a_rule,
    a_unit,
    a_world,
    an_env,
    people,
    row_of,
)

if TYPE_CHECKING:
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule


def steps(rule: Rule, world: World, key: str = "A") -> tuple[Step, ...]:
    return certificate(rule, row_of(world, key), an_env(world))


def requirement(require: str, world: World, key: str = "A", judges: str = "staff") -> Step:
    """The step of the one requirement of a rule."""
    found = steps(a_rule(judges, require), world, key)[-1]
    return found.parts[0]


def test_a_trace_has_a_step_for_every_part_of_the_rule() -> None:
    rule = ARule(
        when="true", unless=(("but", "false"),), require=(("a", "true"), ("b", "false"))
    ).made()
    assert [(step.op, step.name, step.value) for step in steps(rule, a_world())] == [
        ("when", "", True),
        ("unless", "but", False),
        ("require", "a", True),
        ("require", "b", False),
    ]


def test_a_labelled_part_carries_its_words_and_clauses() -> None:
    rule = ARule(require=(("a", "true"),)).made()
    step = steps(rule, a_world())[-1]
    assert step.says is not None
    assert [cite.point for cite in step.cites] == ["a"]


def test_a_fact_has_its_value_its_row_and_its_cell() -> None:
    world = a_world(a_person("A"), a_person("B", months_worked="5,5"))
    step = requirement("months_worked >= 6", world, "B")
    (fact,) = facts(step)
    assert (fact.record, fact.key, fact.column) == ("staff", "B", "months_worked")
    assert str(fact.value) == "11/2"
    assert fact.place is not None
    assert (fact.place.row, fact.place.heading) == (2, "months_worked")


def test_every_step_has_its_value_and_every_leaf_its_text() -> None:
    world = a_world(a_person(months_worked=5))
    step = requirement("rating = HTTNV and months_worked * 2 > 9", world)
    told = [(below.op, below.text, below.value) for below in step.walk()]
    assert told == [
        ("and", "", True),
        ("equal", "", True),
        ("field", "rating", "HTTNV"),
        ("literal", "HTTNV", "HTTNV"),
        ("more", "", True),
        ("multiply", "", 10),
        ("field", "months_worked", 5),
        ("literal", "2", 2),
        ("literal", "9", 9),
    ]


def test_a_part_of_the_rule_shows_its_whole_text() -> None:
    step = steps(a_rule(require="rating = HTTNV and months_worked * 2 > 9"), a_world())[-1]
    assert step.text == "rating = HTTNV and months_worked * 2 > 9"


def test_of_a_choice_that_is_made_only_the_side_taken_is_shown() -> None:
    world = a_world(a_person(maternity=True, months_worked=5, leave_months=3))
    step = requirement("(months_worked if maternity else leave_months) > 2", world)
    assert [fact.column for fact in facts(step)] == ["maternity", "months_worked"]


def test_of_a_choice_that_cannot_be_made_both_sides_are_shown() -> None:
    world = a_world(a_person(maternity="", months_worked=5, leave_months=3))
    step = requirement("(months_worked if maternity else leave_months) > 2", world)
    assert [fact.column for fact in facts(step)] == ["maternity", "months_worked", "leave_months"]


def test_every_operator_of_a_trace_is_in_the_table_or_a_leaf() -> None:
    leaves = {"when", "unless", "require", "field", "literal", "reading", "where", "row", "let"}
    rule = a_rule(
        "group",
        "floor_free <= 20% * count(members) or none(members where maternity is given)",
        let={"floor_free": "sum(1 of members where rating in {HTXSNV})"},
    )
    ops = {below.op for step in steps(rule, a_world(), "group U") for below in step.walk()}
    assert ops - leaves <= set(BY_KEY)


def test_a_count_names_the_rows_it_took_in() -> None:
    world = a_world(*people("HTXSNV", "HTTNV", "HTXSNV"))
    step = requirement("count(members where rating = HTXSNV) < 2", world, "group U", "group")
    count = step.parts[0]
    assert (count.op, count.value, count.rows) == ("count", 2, ("S1", "S3"))


def test_a_count_in_doubt_has_its_bounds_and_the_rows_that_cause_it() -> None:
    world = a_world(*people("HTXSNV", "", "HTTNV"))
    step = requirement("count(members where rating = HTXSNV) < 2", world, "group U", "group")
    count = step.parts[0]
    assert (count.value, count.rows) == (Range(1, 2), ("S1",))
    assert "S2" in {part.name for part in count.parts if part.op == "row"}


def test_the_rows_of_any_show_why_each_was_taken_or_not() -> None:
    decisions = [{"staff_id": "A", "track": track} for track in ("party", "administrative")]
    world = a_world(a_person("A"), disciplines=decisions)
    step = requirement("any(disciplines where track = party)", world)
    rows = {part.name: part.value for part in step.parts if part.op == "row"}
    assert rows == {"A#1": True, "A#2": False}


def test_a_definition_shows_its_words_and_what_it_was_made_of() -> None:
    rule = ARule(
        require=(("", "short"),), definitions=a_definition("short", "staff", "months_worked < 6")
    ).made()
    step = steps(rule, a_world(a_person(months_worked=5)))[-1].parts[0]
    assert (step.op, step.name, step.value) == ("definition", "short", True)
    assert step.says is not None
    assert [fact.column for fact in facts(step)] == ["months_worked"]


def test_a_fact_of_another_row_names_that_row() -> None:
    world = a_world(
        a_person(unit_id="P"), units=[a_unit("U", rating="HTNV"), a_unit("P", parent_id="U")]
    )
    (fact,) = facts(requirement("unit.parent.rating = HTNV", world))
    assert (fact.record, fact.key, fact.value) == ("unit", "U", "HTNV")


def test_a_reading_shows_the_alternative_chosen() -> None:
    step = requirement("$way = wide", a_world())
    assert (step.parts[0].op, step.parts[0].name, step.parts[0].value) == (
        "reading",
        "way",
        "narrow",
    )


def test_a_comparison_of_rank_names_the_scale_it_used() -> None:
    step = requirement("rating < HTXSNV", a_world())
    assert step.name == "KHTNV, HTNV, HTTNV, HTXSNV"
