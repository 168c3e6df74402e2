"""Rounds of other occasions and stages: what is proved of the yearly decided one holds of them."""

from __future__ import annotations

from dataclasses import replace

from cbccvc_rules.lang.nodes import Anchor, And, Compare, Field, Literal, Not
from cbccvc_rules.lang.types import Scalar
from cbccvc_rules.model.header import OCCASIONS, STAGES
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.solve.laws import laws
from cbccvc_rules.solve.said_covered import follows, follows_data
from cbccvc_rules.solve.unlike import Unlike, others, unlike
from unit.solve.laws import the_law, the_library


def is_stage(stage: str) -> Compare:
    told = Field(Anchor("batch", "batch"), "stage", Scalar.TEXT)
    return Compare("=", told, Literal(stage, Scalar.TEXT), Scalar.TEXT)


def test_every_other_round_is_named() -> None:
    assert len(set(others())) == len(OCCASIONS) * len(STAGES) - 1
    assert ("annual", "decided") not in set(others())


def test_of_all_packs_each_rule_says_the_same_or_does_not_apply() -> None:
    """Only who stands under an older regulation hangs on the occasion: Điều 20 of Decree 233."""
    library = the_library()
    found = {one for law in laws(library, Choices()) for one in unlike(library, law)}
    assert {one.name for one in found} == {"VC", "VC/fallback"}
    assert "annual" not in {one.occasion for one in found}


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
    assert "a-rule (pre_rotation)" in follows([one], "en")
    assert "a-rule" not in follows([], "vi")
    data = follows_data([one])
    assert data["unlike"] == [{"name": "a-rule", "occasion": "pre_rotation", "stage": "decided"}]
    assert data["not_asked"] == ["school_year"]
