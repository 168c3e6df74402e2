"""The verdict of a rule on a subject, and which subjects a rule is put to."""

from __future__ import annotations

import pytest

from unit.engines.rounds import (
    ARule,
    a_person,
    a_rule,
    a_unit,
    a_world,
    judged,
    people,
    verdicts,
)

TRUTHS = ("true", "false", "unknown")
# When it applies, what it requires, what it says: three values of truth on both sides.
TABLE = {
    ("true", "true"): "kept",
    ("true", "false"): "broken",
    ("true", "unknown"): "unknown",
    ("false", "true"): "not_applicable",
    ("false", "false"): "not_applicable",
    ("false", "unknown"): "not_applicable",
    ("unknown", "true"): "kept",
    ("unknown", "false"): "unknown",
    ("unknown", "unknown"): "unknown",
}


@pytest.mark.parametrize(("truths", "verdict"), TABLE.items())
def test_a_verdict_follows_from_condition_and_requirement(
    truths: tuple[str, str], verdict: str
) -> None:
    when, require = truths
    assert verdicts(a_rule(when=when, require=require), a_world()) == {"A": verdict}


@pytest.mark.parametrize(
    ("exception", "verdict"),
    [("true", "not_applicable"), ("false", "broken"), ("unknown", "unknown")],
)
def test_a_rule_does_not_apply_where_an_exception_holds(exception: str, verdict: str) -> None:
    rule = a_rule(require="false", unless=(("but", exception),))
    assert verdicts(rule, a_world()) == {"A": verdict}


def test_one_exception_that_holds_is_enough() -> None:
    rule = a_rule(require="false", unless=(("one", "unknown"), ("two", "true")))
    assert verdicts(rule, a_world()) == {"A": "not_applicable"}


def test_every_exception_must_fail_for_a_rule_to_break() -> None:
    rule = a_rule(require="false", unless=(("one", "false"), ("two", "unknown")))
    assert verdicts(rule, a_world()) == {"A": "unknown"}


def test_an_exception_does_not_matter_where_the_requirement_is_met() -> None:
    assert verdicts(a_rule(require="true", unless=(("but", "unknown"),)), a_world()) == {
        "A": "kept"
    }


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("true", "true", "kept"),
        ("true", "false", "broken"),
        ("false", "unknown", "broken"),
        ("unknown", "true", "unknown"),
    ],
)
def test_every_labelled_requirement_must_be_met(first: str, second: str, verdict: str) -> None:
    rule = ARule(require=(("one", first), ("two", second))).made()
    assert verdicts(rule, a_world()) == {"A": verdict}


# ------------------------------------------------------------------------------- subjects


def test_a_rule_on_people_is_put_to_those_whom_its_law_governs() -> None:
    world = a_world(
        a_person("A", category="VC"),
        a_person("B", category="CC"),
        a_person("C", category="HD"),
        a_person("D", category=""),
    )
    assert set(judged(a_rule(), world, governed=frozenset({"VC", "CC"}))) == {"A", "B"}


def test_a_rule_on_units_is_put_to_every_unit() -> None:
    world = a_world(units=[a_unit("U"), a_unit("P", parent_id="U")])
    assert set(judged(a_rule("unit"), world)) == {"U", "P"}


def test_a_rule_on_the_round_is_put_to_it_once() -> None:
    assert set(judged(a_rule("batch"), a_world())) == {"2024"}


def test_a_rule_on_groups_is_put_to_units_and_peer_groups_with_people_it_governs() -> None:
    world = a_world(
        a_person("A", peer_group="lái xe"),
        a_person("B", peer_group="", unit_id="P"),
        a_person("C", peer_group="bảo vệ", unit_id="P", category="HD"),
        units=[a_unit("U"), a_unit("P", parent_id="U", body=True), a_unit("Q", parent_id="U")],
    )
    assert set(judged(a_rule("group"), world)) == {"U", "U/lái xe", "P"}


def test_a_unit_without_people_is_no_group_to_judge() -> None:
    world = a_world(a_person("A"), units=[a_unit("U"), a_unit("Q")])
    assert set(judged(a_rule("group"), world)) == {"U"}


# ------------------------------------------------------------------ who belongs to a group

SIZE = "count(members) = {}"


def size(world: object, key: str) -> int:
    """How many members a group has, found by asking."""
    held = [
        number
        for number in range(12)
        if verdicts(a_rule("group", SIZE.format(number)), world)[key] == "kept"
    ]
    (only,) = held
    return only


def test_a_group_reaches_down_to_nested_bodies_and_no_further() -> None:
    world = a_world(
        a_person("A", unit_id="U"),
        a_person("B", unit_id="P"),
        a_person("C", unit_id="Q"),
        a_person("D", unit_id="N"),
        a_person("E", unit_id="M"),
        units=[
            a_unit("U"),
            a_unit("P", parent_id="U", body=False),
            a_unit("Q", parent_id="P", body=False),
            a_unit("N", parent_id="P", body=True),
            a_unit("M", parent_id="N", body=False),
        ],
    )
    assert [size(world, key) for key in ("U", "P", "Q", "N", "M")] == [3, 2, 1, 2, 1]


def test_people_on_labour_contracts_are_no_members() -> None:
    world = a_world(*people("HTTNV", "HTTNV"), a_person("H", category="HD"))
    assert size(world, "U") == 2


def test_people_of_a_category_the_rule_does_not_govern_are_no_members() -> None:
    world = a_world(a_person("A", category="CC"), a_person("B", category="VC"))
    rule = a_rule("group", "count(members) = 1")
    assert verdicts(rule, world, governed=frozenset({"VC"}))["U"] == "kept"


def test_a_peer_group_is_taken_within_its_body() -> None:
    world = a_world(
        a_person("A", unit_id="U", peer_group="lái xe"),
        a_person("B", unit_id="P", peer_group="lái xe"),
        a_person("C", unit_id="N", peer_group="lái xe"),
        units=[
            a_unit("U"),
            a_unit("P", parent_id="U", body=False),
            a_unit("N", parent_id="U", body=True),
        ],
    )
    assert [size(world, key) for key in ("U/lái xe", "P/lái xe", "N/lái xe")] == [2, 1, 1]


def test_somebody_without_a_peer_group_is_in_none() -> None:
    world = a_world(a_person("A", peer_group="lái xe"), a_person("B", peer_group=""))
    assert size(world, "U/lái xe") == 1
    assert size(world, "U") == 2


@pytest.mark.parametrize(
    ("require", "verdict"),
    [
        ("count(members) >= 2", "kept"),
        ("count(members) <= 3", "kept"),
        ("count(members) <= 2", "unknown"),
        ("count(members) > 3", "broken"),
    ],
)
@pytest.mark.parametrize(
    "doubtful",
    [a_person("X", category=""), a_person("X", unit_id=""), a_person("X", unit_id="ZZ")],
    ids=["no category", "no unit", "no such unit"],
)
def test_somebody_who_may_belong_to_a_group_makes_its_size_a_range(
    doubtful: dict[str, object], require: str, verdict: str
) -> None:
    world = a_world(*people("HTTNV", "HTTNV"), doubtful, units=[a_unit("U")])
    assert verdicts(a_rule("group", require), world)["U"] == verdict


def test_rows_with_one_id_count_as_people_who_may_be_there() -> None:
    twice = [a_person("X"), a_person("X")]
    world = a_world(a_person("A"), *twice, units=[a_unit("U")])
    assert verdicts(a_rule("group", "count(members) >= 1"), world)["U"] == "kept"
    assert verdicts(a_rule("group", "count(members) = 1"), world)["U"] == "unknown"
    assert verdicts(a_rule("group", "count(members) <= 3"), world)["U"] == "kept"


def test_somebody_on_a_labour_contract_without_a_unit_leaves_groups_certain() -> None:
    world = a_world(a_person("A"), a_person("H", category="HD", unit_id=""), units=[a_unit("U")])
    assert verdicts(a_rule("group", "count(members) = 1"), world)["U"] == "kept"
