"""Rounds of other occasions and stages: what is proved of the yearly decided one holds of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import z3

from cbccvc_rules.lang.nodes import Anchor, And, Compare, Field, Literal, Not
from cbccvc_rules.lang.types import Scalar
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.header import OCCASIONS, STAGES
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.solve.laws import laws, laws_of_occasions
from cbccvc_rules.solve.put import put
from cbccvc_rules.solve.said_covered import follows, follows_data
from cbccvc_rules.solve.unlike import Unlike, others, unlike
from cbccvc_rules.solve.witness import Disagreement, batch_of, world_of
from unit.solve.laws import the_law, the_library


def is_stage(stage: str) -> Compare:
    told = Field(Anchor("batch", "batch"), "stage", Scalar.TEXT)
    return Compare("=", told, Literal(stage, Scalar.TEXT), Scalar.TEXT)


def test_every_other_round_is_named() -> None:
    assert len(set(others())) == len(OCCASIONS) * len(STAGES) - 1
    assert ("annual", "decided") not in set(others())


def test_of_all_packs_each_rule_says_the_same_or_does_not_apply() -> None:
    """Who stands under an older regulation hangs on the occasion: Điều 20 of Decree 233/2026.

    It is for the round of the end of 2026 alone; the other occasions of those days are asked about.
    """
    library = the_library()
    asked = list(laws_of_occasions(library, Choices()))
    every = [*laws(library, Choices()), *asked]
    assert {one for law in every for one in unlike(library, law)} == set()
    assert {one.standing for one in asked} == {"VC"}
    assert {one.occasion for one in asked} == {one.name for one in OCCASIONS} - {"annual"}
    assert all(one.apart is None and one.on < date(2027, 1, 15) for one in asked)


def test_rounds_of_other_occasions_are_judged_as_such() -> None:
    """The gap is there before an appointment, too, whatever regulation the unit has."""
    library = the_library()
    law = next(
        one for one in laws_of_occasions(library, Choices()) if one.occasion == "pre_appointment"
    )
    here = put(z3, law, "staff", library.applies)
    rule = next(one for one in here.rules.values() if one.concerns == "grade")
    witness = here.witness(here.verdicts[rule.id].broken)
    assert witness.occasion == "pre_appointment"
    here.certain(witness, rule.id, Verdict.BROKEN)
    (person,) = batch_of(witness).tables["staff"]
    assert world_of(witness, law, library.applies).standings.of(person) == "VC"
    yearly = replace(witness, occasion="annual")
    units = {"units": [{"unit_id": "U", "own_regulation_on": date(2024, 1, 1)}]}
    older = replace(yearly, records={**yearly.records, **units})
    with pytest.raises(Disagreement, match="VC/fallback"):
        world_of(older, law, library.applies)


def test_a_standing_by_another_condition_is_told() -> None:
    """Were some told apart on other occasions, but otherwise, nothing would be proved there."""
    library, law = the_library(), next(laws_of_occasions(the_library(), Choices()))
    entry = next(one for one in library.applies.entries if one.fallback and one.category == "VC")
    assert entry.fallback is not None
    annual = next(
        one
        for one in laws(library, Choices())
        if one.standing == "VC" and one.interval == law.interval
    )
    turned = replace(entry.fallback, condition=Not(entry.fallback.condition))
    entries = tuple(
        replace(one, fallback=turned) if one is entry else one for one in library.applies.entries
    )
    other = replace(library, applies=replace(library.applies, entries=entries))
    assert {one.name for one in unlike(other, annual)} == {"VC"}


def test_a_rule_that_asks_more_at_another_stage_is_told() -> None:
    law = the_law()
    rule = next(one for one in law.ruleset.rules if one.criteria_of is not None)
    stricter = replace(rule, when=And((rule.when, Not(is_stage("decided")))))
    ruleset = replace(law.ruleset, rules=(stricter,))
    found = set(unlike(the_library(), replace(law, ruleset=ruleset)))
    assert {one.stage for one in found if one.name == rule.id} == {"proposed", "self"}
    looser = replace(rule, when=And((rule.when, is_stage("decided"))))
    found = set(unlike(the_library(), replace(law, ruleset=replace(ruleset, rules=(looser,)))))
    assert rule.id not in {one.name for one in found}


def test_what_is_not_asked_is_said() -> None:
    one = Unlike("a-rule", "pre_rotation", "decided")
    assert "unlike there: a-rule (pre_rotation)" in follows([one], [], "en")
    assert "apart: VC (pre_rotation)" in follows([], [("VC", "pre_rotation")], "en")
    assert "pre_rotation" not in follows([], [], "vi")
    data = follows_data([one], [("VC", "pre_rotation")])
    assert data["asked"] == [{"standing": "VC", "occasion": "pre_rotation"}]
    assert data["unlike"] == [{"name": "a-rule", "occasion": "pre_rotation", "stage": "decided"}]
    assert data["not_asked"] == ["school_year"]
