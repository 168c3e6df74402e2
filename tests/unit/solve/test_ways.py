"""Every way to change so many of each kind: what lies within the bounds is tried, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.solve.affine import AtMost, Every, Some
from cbccvc_rules.solve.parts import Kind
from cbccvc_rules.solve.ways import TRIED, holds, ways

if TYPE_CHECKING:
    from cbccvc_rules.solve.ways import Counts

A, B, C = (0, "HTTNV"), (1, "HTTNV"), (2, "HTTNV")


def kinds(*sizes: int) -> list[Kind]:
    return [
        Kind(tuple(f"{kind}{at}" for at in range(size)), (("HTTNV", 1),), must_move=False)
        for kind, size in enumerate(sizes)
    ]


def test_where_limits_cross_some_numbers_within_the_bounds_are_no_mend() -> None:
    """Two of A and B have to go, and two of B and C: B goes, or one of each of the others."""
    both = Every(
        (
            AtMost(2, {("0", "HTTNV"): -1, ("1", "HTTNV"): -1}),
            AtMost(2, {("1", "HTTNV"): -1, ("2", "HTTNV"): -1}),
        )
    )

    def is_one(made: Counts) -> bool:
        return sum(made.values()) == 3 and holds(both, made)

    found = ways(kinds(2, 1, 2), {A: (0, 2), B: (0, 1), C: (0, 2)}, is_one)
    assert found is not None
    assert not found.every
    assert [tuple(way[one] for one in (A, B, C)) for way in found.ways] == [(1, 1, 1)]


def test_where_every_number_is_one_the_bounds_say_it_all() -> None:
    found = ways(kinds(3, 3), {A: (0, 3), B: (0, 3)}, lambda made: sum(made.values()) == 3)
    assert found is not None
    assert found.every
    assert len(found.ways) == 4


def test_nobody_is_changed_twice() -> None:
    two = [Kind(("x", "y"), (("HTTNV", 1), ("HTNV", 2)), must_move=True)]
    ranges = {(0, "HTTNV"): (0, 2), (0, "HTNV"): (0, 2)}
    found = ways(two, ranges, lambda made: sum(made.values()) == 2)
    assert found is not None
    assert len(found.ways) == 3


def test_what_is_too_much_to_be_tried_is_not_told() -> None:
    most = TRIED
    assert ways(kinds(most, 2), {A: (0, most), B: (0, 2)}, lambda _: True) is None


def test_a_way_out_of_a_limit_is_enough() -> None:
    either = Some((AtMost(1, {("0", "HTTNV"): -1}), AtMost(2, {("1", "HTTNV"): -1})))
    assert not holds(either, {B: 1})
    assert holds(either, {A: 1})
    assert holds(either, {B: 2})
