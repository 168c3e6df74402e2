"""What the questions find in laws of few rules; the gaps are those of the digest of the law."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from cbccvc_rules.lang.nodes import And, Not
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.solve.coherent import constraints
from cbccvc_rules.solve.monotone import not_monotone
from cbccvc_rules.solve.put import Found, GivenUpError
from cbccvc_rules.solve.questions import (
    alive,
    contradictions,
    gaps,
    implied,
)
from cbccvc_rules.solve.reasons import reasons_in, stale
from cbccvc_rules.solve.solver import Solver
from cbccvc_rules.solve.witness import Disagreement, Witness
from cbccvc_rules.sources import packaged_rules
from unit.solve.laws import asked, rating, the_law, the_solver, with_rule

SHORT = "rated-under-six-months"
# The open points A6 to A8 of the digest of Decree 90/2020, by the condition that fails.
OPEN_POINTS = {
    "criteria-completed": "A6",
    "criteria-deficient": "A6",
    "targets-completed": "A7",
    "bodies-completed": "A8",
}


def the_gaps(standing: str) -> dict[str, Found]:
    law = the_law(standing=standing, pack="decree-90-2020")
    return {found.id: found for found in gaps(asked(law))}


def cell(witness: Witness, table: str, row: int, column: str) -> Fraction:
    value = witness.records[table][row][column]
    assert isinstance(value, Fraction)
    return value


def shown(found: Found) -> Witness:
    assert found.witness is not None
    return found.witness


@pytest.fixture(scope="module")
def of_leaders() -> dict[str, Found]:
    return {one.part: one for one in the_gaps("CB").values()}


def test_the_gaps_of_the_decree_are_those_of_the_digest_and_one_more(
    of_leaders: dict[str, Found],
) -> None:
    assert of_leaders.keys() == {*OPEN_POINTS, "general-criteria"}
    reasons = reasons_in(packaged_rules())
    for part, found in of_leaders.items():
        assert reasons[found.id].because == "law_leaves_gap"
        assert reasons[found.id].open_point == OPEN_POINTS.get(part)


def test_between_a_fifth_and_a_half_of_the_criteria_no_grade_fits(
    of_leaders: dict[str, Found],
) -> None:
    witness = shown(of_leaders["criteria-deficient"])
    deficient = cell(witness, "staff", 0, "criteria_deficient")
    share = deficient / cell(witness, "staff", 0, "criteria_total")
    assert Fraction(1, 5) < share <= Fraction(1, 2)


def test_a_criterion_not_completed_leaves_a_gap_though_none_is_deficient(
    of_leaders: dict[str, Found],
) -> None:
    witness = shown(of_leaders["criteria-completed"])
    completed = cell(witness, "staff", 0, "criteria_completed")
    assert completed < cell(witness, "staff", 0, "criteria_total")
    assert cell(witness, "staff", 0, "criteria_deficient") == 0


def test_between_a_half_and_seventy_percent_of_the_targets_no_grade_fits(
    of_leaders: dict[str, Found],
) -> None:
    witness = shown(of_leaders["targets-completed"])
    completed = cell(witness, "units", 0, "targets_completed")
    share = completed / cell(witness, "units", 0, "targets_total")
    assert Fraction(1, 2) <= share <= Fraction(7, 10)


def test_with_too_few_good_bodies_no_grade_fits(of_leaders: dict[str, Found]) -> None:
    witness = shown(of_leaders["bodies-completed"])
    below = [row for row in witness.records["units"] if row["parent_id"] == "U"]
    good = [row for row in below if row["rating"] != "KHTNV"]
    assert below
    assert len(good) * 10 < len(below) * 7


def test_people_without_a_post_have_no_gap_of_targets_or_bodies() -> None:
    own = {
        name for name in the_gaps("CC") if name.startswith("gap: civil-servant-completion-criteria")
    }
    parts = {name.rpartition("/")[2] for name in own}
    assert parts == {"criteria-completed", "criteria-deficient", "general-criteria"}


def test_a_witness_is_the_same_however_often_it_is_asked_for() -> None:
    law = the_law(standing="CB", pack="decree-90-2020")
    first, second = (next(gaps(asked(law))) for _ in range(2))
    assert first == second


def test_a_leader_of_a_failed_unit_without_a_ground_has_no_lawful_grade() -> None:
    law = the_law("public-employee-above-unit-led", pack="decree-90-2020")
    (found,) = (one for one in gaps(asked(law)) if one.rules[0] == "public-employee-above-unit-led")
    assert shown(found).records["units"][0]["rating"] == "KHTNV"


def test_a_rule_that_never_applies_is_dead() -> None:
    law = the_law(SHORT)
    (rule,) = law.rules
    never = replace(rule, id="never", when=And((rule.when, Not(rule.when))))
    here = asked(with_rule(law, never))
    assert list(alive(here, [SHORT, "never"])) == [SHORT]


def test_rules_that_leave_no_rating_between_them_contradict() -> None:
    law = the_law(SHORT)
    (rule,) = law.rules
    (condition,) = rule.require
    rated = replace(rule, id="rated", require=(replace(condition, node=rating("!=", "not_rated")),))
    (found,) = contradictions(asked(with_rule(law, rated)))
    assert set(found.rules) == {SHORT, "rated"}
    assert cell(shown(found), "staff", 0, "months_worked") < 6


def test_a_rule_broken_only_together_with_another_is_implied() -> None:
    law = the_law(SHORT)
    (rule,) = law.rules
    (condition,) = rule.require
    softer = replace(rule, id="softer", require=(replace(condition, node=rating("!=", "HTNV")),))
    found = {one.rules for one in implied(asked(with_rule(law, softer)))}
    assert found == {("softer", SHORT)}


def test_a_better_unit_needs_more_good_grades() -> None:
    (found,) = not_monotone(asked(the_law("grades-unlike-unit"), "unit"))
    assert found.raised == ("U", "HTNV", "HTTNV")


def test_the_cap_of_a_leader_is_never_broken_by_a_better_unit() -> None:
    assert list(not_monotone(asked(the_law("public-employee-above-unit-led")))) == []


def test_what_the_reference_engine_says_otherwise_is_an_error() -> None:
    here = asked(the_law(SHORT))
    witness = here.witness(here.verdicts[SHORT].broken)
    with pytest.raises(Disagreement, match=SHORT):
        here.certain(witness, SHORT, Verdict.KEPT)


def test_a_question_that_takes_too_many_steps_is_given_up() -> None:
    here = asked(the_law(standing="CB", pack="decree-90-2020"))
    here.solver = Solver(the_solver(), constraints(here.round), steps=1)
    with pytest.raises(GivenUpError):
        list(gaps(here))


def test_a_reason_for_what_is_not_found_is_a_fault() -> None:
    reasons = reasons_in(packaged_rules())
    name = next(iter(reasons))
    (fault,) = stale({name: reasons[name]}, {"gap: other"})
    assert fault.code == "proof-reason-stale"
    assert list(stale({name: reasons[name]}, {name})) == []
