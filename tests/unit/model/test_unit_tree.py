"""Units: parents, circles, bodies, figures; and who may belong where when a parent is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from unit.model.records import a_batch, a_person, a_unit, codes, only, unit, unplaced

if TYPE_CHECKING:
    from cbccvc_rules.model.batch import Batch


def units_of(*units: dict[str, object]) -> Batch:
    return a_batch(a_person(unit_id=units[0]["unit_id"]), units=units)


def test_a_top_unit_is_a_body_and_a_unit_below_is_not() -> None:
    batch = units_of(a_unit("SO"), a_unit("P", parent_id="SO"))
    assert unit(batch, "SO").values["body"] is True
    assert unit(batch, "P").values["body"] is False


def test_a_unit_with_a_kind_is_a_body_wherever_it_stands() -> None:
    batch = units_of(a_unit("SO"), a_unit("TT", parent_id="SO", kind="public_service"))
    assert unit(batch, "TT").values["body"] is True


def test_what_is_told_of_a_body_is_kept() -> None:
    batch = units_of(a_unit("SO", body="không"), a_unit("P", parent_id="SO", body="có"))
    assert unit(batch, "SO").values["body"] is False
    assert unit(batch, "P").values["body"] is True


@pytest.mark.parametrize("column", ["body", "kind"])
def test_a_body_is_not_known_where_what_tells_it_cannot_be_read(column: str) -> None:
    batch = units_of(a_unit("SO", **{column: "?"}))
    assert unit(batch, "SO").values["body"] is None


def test_whether_units_are_bodies_is_always_told_by_a_units_table() -> None:
    assert "body" in units_of(a_unit()).columns["units"]


def test_an_unknown_parent_is_an_error_with_the_nearest() -> None:
    batch = units_of(a_unit("SO-01"), a_unit("P", parent_id="SO-02"))
    problem = only(batch, "parent-unknown")
    assert problem.params["nearest"] == "SO-01"
    assert unit(batch, "P").values["parent_id"] is None


def test_below_an_unknown_parent_whether_a_unit_is_a_body_is_not_known() -> None:
    batch = units_of(a_unit("SO"), a_unit("P", parent_id="X"))
    assert unit(batch, "P").values["body"] is None


def test_people_below_an_unknown_parent_may_belong_to_any_body() -> None:
    units = [a_unit("SO"), a_unit("P", parent_id="X"), a_unit("TO", parent_id="P")]
    people = [
        a_person("A", unit_id="SO"),
        a_person("B", unit_id="P"),
        a_person("C", unit_id="TO"),
        a_person("D", unit_id="TO", category="HD"),
    ]
    assert unplaced(a_batch(*people, units=units)) == {None: 2}


def test_a_parent_that_cannot_be_read_is_not_taken_for_none() -> None:
    batch = units_of(a_unit("SO"), a_unit("P", parent_id="#REF!"))
    assert unit(batch, "P").values["body"] is None


def test_a_unit_above_itself_is_a_circle() -> None:
    batch = units_of(a_unit("A", parent_id="A"))
    assert only(batch, "parent-circle").params["path"] == "A → A"
    assert unit(batch, "A").values["parent_id"] is None


def test_a_circle_is_one_message_and_those_below_keep_their_parent() -> None:
    batch = units_of(
        a_unit("A", parent_id="B"),
        a_unit("B", parent_id="C"),
        a_unit("C", parent_id="A"),
        a_unit("D", parent_id="A"),
    )
    (problem,) = batch.problems
    assert problem.say("en") == (
        "records, units:1: the parents go round in a circle: A → B → C → A; "
        "mend at least one of the cells records, units:1, records, units:2, records, units:3"
    )
    assert "đi vòng: A → B → C → A; hãy sửa ít nhất một ô" in problem.say("vi")
    assert [unit(batch, key).values["parent_id"] for key in "ABCD"] == [None, None, None, "A"]
    assert unplaced(batch) == {None: 1}


@given(some.lists(some.integers(0, 9), min_size=10, max_size=10))
def test_no_circle_is_left_in_any_tree(parents: list[int]) -> None:
    units = [a_unit(f"U{n}", parent_id=f"U{parent}") for n, parent in enumerate(parents)]
    batch = a_batch(a_person(unit_id="U0"), units=units)
    above = {row.key: row.values["parent_id"] for row in batch.tables["units"]}
    for start in above:
        key, steps = start, 0
        while above[key] is not None:
            key, steps = str(above[key]), steps + 1
            assert steps <= len(above)


def test_a_long_chain_of_units_is_no_trouble() -> None:
    chain = [a_unit("U0"), *(a_unit(f"U{n}", parent_id=f"U{n - 1}") for n in range(1, 5000))]
    assert a_batch(a_person(unit_id="U0"), units=chain).problems == ()


def test_a_unit_told_twice_keeps_what_both_rows_agree_on() -> None:
    batch = units_of(a_unit(name="Phòng A", rating="HTNV"), a_unit(name="Phòng A", rating="HTTNV"))
    assert codes(batch) == ["duplicate-id"]
    assert unit(batch).values["name"] == "Phòng A"
    assert unit(batch).values["rating"] is None
    assert unplaced(batch) == {}


def test_a_unit_told_twice_under_two_parents_is_under_none_that_is_known() -> None:
    batch = a_batch(
        a_person(unit_id="P"),
        units=[a_unit("A"), a_unit("B"), a_unit("P", parent_id="A"), a_unit("P", parent_id="B")],
    )
    assert unit(batch, "P").values["body"] is None
    assert unplaced(batch) == {None: 1}


def test_a_unit_without_id_is_an_error() -> None:
    assert only(units_of(a_unit(), a_unit("")), "unit-id-missing").place.row == 2


def test_targets_that_contradict_each_other_count_as_not_told() -> None:
    batch = units_of(a_unit(targets_total=10, targets_completed=12, targets_exceeded=3))
    values = unit(batch).values
    assert only(batch, "figures-contradict").read == "12"
    assert (values["targets_total"], values["targets_completed"]) == (None, None)
    assert values["targets_exceeded"] == 3
    assert unit(batch).typed["targets_total"] == "10"


@pytest.mark.parametrize(("decision", "told"), [("QĐ 12/QĐ-UBND", 0), ("", 1)])
def test_a_special_share_without_a_decision_is_said_not_to_apply(decision: str, told: int) -> None:
    unit_ = a_unit(outstanding_share="25%", outstanding_decision=decision)
    batch = a_batch(a_person(), units=[unit_])
    assert codes(batch).count("share-without-decision") == told


@pytest.mark.parametrize("share", ["25", "-5%", "100,1%"])
def test_a_share_of_its_own_outside_0_to_100_percent_is_an_error(share: str) -> None:
    batch = units_of(a_unit(outstanding_decision="QĐ 1", outstanding_share=share))
    (problem,) = batch.problems
    assert (problem.severity, problem.code[:5]) == ("error", "cell-")
    assert "tỷ lệ từ 0% đến 100%" in problem.say("vi")
    assert "a share from 0% to 100%" in problem.say("en")
    assert unit(batch).values["outstanding_share"] is None
