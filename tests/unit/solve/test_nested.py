"""The smallest mend of nested limits: how many, of whom, and what is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cbccvc_rules.solve.affine import AtMost, Some
from cbccvc_rules.solve.nested import nested
from cbccvc_rules.solve.parts import Kind, Limit, Part

if TYPE_CHECKING:
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.affine import Formula
    from cbccvc_rules.solve.plan import Plan

NOBODY = cast("tuple[Rule, Row]", (None, None))


def kind(people: str, steps: int = 1, rank: int = 0) -> Kind:
    return Kind(tuple(people), (("HTTNV", steps),), must_move=False, rank=rank)


def at_least(number: int, *kinds: int, worth: int = 1) -> Formula:
    """Return that of some kinds so many must be changed."""
    return AtMost(worth * number, {(str(at), "HTTNV"): -worth for at in kinds})


def plan_of(kinds: tuple[Kind, ...], *limits: Formula) -> Plan:
    found = nested(Part(kinds, tuple(Limit(*NOBODY, one) for one in limits)))
    assert found is not None
    return found


def changed(plan: Plan) -> str:
    return "".join(sorted(id_ for one in plan.forced for id_, _ in one.moves))


def test_three_of_nine_equals_are_a_choice_with_what_an_inner_set_demands() -> None:
    plan = plan_of((kind("abcd"), kind("efghi")), at_least(3, 0, 1), at_least(2, 0))
    (pick,) = plan.picks
    assert (pick.number, len(pick.moves), changed(plan)) == (3, 9, "")
    assert [(one.people, one.least) for one in pick.bounds] == [(("a", "b", "c", "d"), 2)]
    assert len(pick.first) == 3


def test_an_inner_set_that_demands_all_there_is_leaves_the_others_alone() -> None:
    plan = plan_of((kind("abcd"), kind("efghi")), at_least(2, 0, 1), at_least(2, 0))
    (pick,) = plan.picks
    assert (pick.number, [id_ for id_, _ in pick.moves]) == (2, ["a", "b", "c", "d"])


def test_who_goes_fewer_steps_is_changed_first() -> None:
    plan = plan_of((kind("ab", steps=2), kind("cd")), at_least(3, 0, 1))
    assert changed(plan) == "cd"
    assert [(one.number, len(one.moves)) for one in plan.picks] == [(1, 2)]


def test_an_order_decides_among_equals_and_only_there() -> None:
    kinds = (kind("a", rank=1), kind("bc", rank=0), kind("d", steps=2, rank=0))
    assert changed(plan_of(kinds, at_least(3, 0, 1, 2))) == "abc"
    plan = plan_of(kinds, at_least(1, 0, 1, 2))
    assert [(one.number, [id_ for id_, _ in one.moves]) for one in plan.picks] == [(1, ["b", "c"])]


def test_of_two_ways_the_easier_one_counts() -> None:
    plan = plan_of((kind("abcde"),), Some((at_least(5, 0), at_least(3, 0, worth=5))))
    assert [one.number for one in plan.picks] == [3]


def test_a_limit_that_needs_more_than_there_are_is_told_and_the_rest_is_mended() -> None:
    plan = plan_of((kind("ab"), kind("c")), at_least(3, 0), at_least(1, 0, 1))
    assert [(one.needed, one.movable) for one in plan.short] == [(3, 2)]
    assert [one.number for one in plan.picks] == [1]


def test_sets_that_cross_or_weigh_differently_are_left_to_the_solver() -> None:
    crossing = (Limit(*NOBODY, at_least(1, 0, 1)), Limit(*NOBODY, at_least(1, 1, 2)))
    assert nested(Part((kind("a"), kind("b"), kind("c")), crossing)) is None
    uneven = AtMost(3, {("0", "HTTNV"): -1, ("1", "HTTNV"): -2})
    assert nested(Part((kind("a"), kind("b")), (Limit(*NOBODY, uneven),))) is None
