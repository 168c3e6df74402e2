"""The benchmark measures the same conditions: both libraries give the same answers."""

from __future__ import annotations

from benchmarks.peer import facts, pairs
from benchmarks.people import made_up

from cbccvc_rules.api.context import context
from cbccvc_rules.api.verbs import library
from cbccvc_rules.packs.inforce import Choices

ENOUGH = 100
"""Conditions on one person's own cells; far fewer would prove little."""


def test_every_condition_measured_has_the_same_answer_in_both() -> None:
    here = context(made_up(250), library(), Choices((), {}, {}, (), ()))
    both = list(pairs(here.ruleset, here.world))
    told = [(row, facts(row)) for row in here.world.staff]
    unlike = [
        (pair.rule, row.key)
        for pair in both
        for row, fact in told
        if pair.ours(row) is not bool(pair.peer.matches(fact))
    ]
    assert len(both) > ENOUGH
    assert unlike == []


def test_the_people_measured_break_and_keep_conditions() -> None:
    here = context(made_up(250), library(), Choices((), {}, {}, (), ()))
    answers = {
        pair.ours(row) for pair in pairs(here.ruleset, here.world) for row in here.world.staff
    }
    assert answers == {True, False}
