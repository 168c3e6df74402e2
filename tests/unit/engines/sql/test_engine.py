"""The engine that asks a database: what it leaves to the reference engine, and says so."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cbccvc_rules.engines.kinds import KINDS
from unit.engines.rounds import a_person, a_rule, a_ruleset, a_unit, a_world, verdicts


def judged(rule: object, world: object) -> tuple[dict[str, str], dict[str, str]]:
    """The verdicts of the engine, and the rules it left aside with the reasons."""
    engine = KINDS["sql"]()
    found = engine.judgements(a_ruleset(rule), world)  # type: ignore[arg-type]
    said = {one.subject.key: one.verdict.value for one in found}
    return said, {name: reason.en for name, reason in engine.aside.items()}


def test_a_share_is_compared_without_a_division() -> None:
    world = a_world(a_person(score="89,5"), a_person("B", score="90"))
    assert judged(a_rule(require="score >= 90 or score * 2 = 179"), world) == (
        {"A": "kept", "B": "kept"},
        {},
    )


def test_a_fraction_without_decimals_is_kept_whole() -> None:
    world = a_world(a_person(), units=[a_unit(outstanding_share="1/3")])
    rule = a_rule("unit", "outstanding_share * 3 = count(staff)")
    assert judged(rule, world) == ({"U": "kept"}, {})


@pytest.mark.parametrize("number", [10**16, Fraction(1, 10**16)])
def test_a_number_too_large_to_keep_goes_to_the_reference_engine(number: object) -> None:
    world = a_world(a_person(score=None), units=[a_unit(targets_total=10**16)])
    rule = a_rule("unit", "targets_total > 5")
    said, aside = judged(rule, world)
    assert said == verdicts(rule, world) == {"U": "kept"}
    assert aside == {
        "a-rule": "the column `targets_total` has numbers that are too large or have too many "
        "decimals"
    }


def test_a_product_too_large_to_keep_sends_every_rule_to_the_reference_engine() -> None:
    world = a_world(a_person(), units=[a_unit(targets_total=10**14)])
    rule = a_rule("unit", "targets_total * targets_total > 5")
    said, aside = judged(rule, world)
    assert said == verdicts(rule, world) == {"U": "kept"}
    assert aside == {"a-rule": "a computation leaves the numbers that the database holds"}


def test_a_rule_on_the_round_as_a_whole_is_judged() -> None:
    assert judged(a_rule("batch", "occasion = annual"), a_world())[0] == {"2024": "kept"}
