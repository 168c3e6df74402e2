"""Groups that a rule cannot tell apart have one verdict, and one thing is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, reject
from hypothesis import strategies as st

from cbccvc_rules import Batch
from cbccvc_rules.api import library
from cbccvc_rules.api.mended import Grounds
from cbccvc_rules.api.verbs import bound
from cbccvc_rules.engines.base import Judgement, subjects
from cbccvc_rules.engines.detail import environment, outlined
from cbccvc_rules.engines.once import Once
from cbccvc_rules.engines.reference import judge
from cbccvc_rules.engines.world import World
from cbccvc_rules.errors.problem import NoLawError
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.packs.inforce import Choices, in_force
from properties.rounds import DAYS, Round, a_batch
from properties.test_alike import CATEGORIES, crowds

if TYPE_CHECKING:
    from collections.abc import Hashable

    from cbccvc_rules.model.rows import Row


def twice(told: Round) -> Round:
    """Return a round with every unit and person once more, under other ids."""
    units = [*told.get("units", ()), *(_other(row) for row in told.get("units", ()))]
    staff = [*told["staff"], *(_other(row) for row in told["staff"])]
    return {**told, "units": units, "staff": staff} if units else told


def _other(row: dict[str, object]) -> dict[str, object]:
    ids = ("unit_id", "parent_id", "staff_id")
    return {
        key: f"{cell}x" if key in ids and isinstance(cell, str) else cell
        for key, cell in row.items()
    }


@given(crowds(), DAYS, st.booleans())
def test_subjects_alike_have_the_verdict_that_each_has_alone(
    told: Round, on: str, doubled: bool
) -> None:
    batch = a_batch(twice(told) if doubled else told, on)
    ruleset, world = in_force(library(), batch.on, CATEGORIES, Choices()), World(batch)
    once = Once(ruleset, world)
    for rule in ruleset.rules:
        env = environment(rule, ruleset, world)
        for subject in subjects(rule, ruleset, world):
            assert once.verdict(rule, subject) is judge(rule, subject, env), (rule.id, subject.key)


@given(crowds(), DAYS)
def test_what_is_told_of_one_is_true_of_all_alike(told: Round, on: str) -> None:
    try:
        here = bound(a_batch(twice(told), on), None, (), None, None)
    except NoLawError:  # all on labour contracts: nothing is told of anybody
        reject()
    grounds = Grounds(here)
    for rule in here.ruleset.rules:
        env = environment(rule, here.ruleset, here.world)
        for subject in subjects(rule, here.ruleset, here.world):
            if judge(rule, subject, env) is Verdict.BROKEN:
                alone = outlined(Judgement(rule, subject, Verdict.BROKEN), here.ruleset, here.world)
                found = grounds.of(rule, subject)
                fresh = Grounds(here).of(rule, subject)
                assert (found.message, found.cites) == (fresh.message, alone.cites)


def test_groups_of_the_same_counts_are_alike_and_others_are_not() -> None:
    counts = {"A": ("HTXSNV", "HTTNV"), "B": ("HTTNV", "HTXSNV"), "C": ("HTTNV", "HTTNV")}
    staff = [
        {"staff_id": f"{unit}{at}", "unit_id": unit, "category": "CC", "rating": rating}
        for unit, ratings in counts.items()
        for at, rating in enumerate(ratings)
    ]
    units = [{"unit_id": unit, "body": True} for unit in counts]
    batch = Batch.from_records(staff=staff, units=units, disciplines=[], period="2024")
    here = bound(batch, None, (), None, None)
    once = Once(here.ruleset, here.world)
    rule = next(one for one in here.ruleset.rules if one.id == "excellent-share")
    groups: dict[str, Row] = {
        group.key: group for group in subjects(rule, here.ruleset, here.world)
    }
    keys: dict[str, Hashable] = {name: once.key(rule, row) for name, row in groups.items()}
    assert keys["A"] == keys["B"] != keys["C"]
    assert None not in keys.values()
