"""Proposed cases: both sides of a border, in the shape of case files, true of the rules here."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.authoring.cases import cases_in, run_case
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.solve.laws import laws
from cbccvc_rules.solve.propose import Proposed, proposed
from cbccvc_rules.solve.said_proposed import UNCONFIRMED
from cbccvc_rules.sources import packaged_rules
from unit.cli.rounds import run
from unit.solve.laws import the_library, the_solver

if TYPE_CHECKING:
    from pathlib import Path

SHORT = "rated-under-six-months"
RULES = (SHORT, "excellent-share", "decided-late", "public-employee-completion-criteria-unmet")


@pytest.fixture(scope="module")
def of_short() -> list[Proposed]:
    library = the_library()
    return list(proposed(the_solver(), library, SHORT, list(laws(library, Choices()))))


def test_both_sides_of_six_months_are_proposed(of_short: list[Proposed]) -> None:
    at = [one for one in of_short if one.cell == "A.months_worked"]
    found = {one.witness.records["staff"][0]["months_worked"]: one.verdict for one in at}
    assert found == {
        Fraction(59, 10): Verdict.BROKEN,
        Fraction(6): Verdict.NOT_APPLICABLE,
    }


@pytest.mark.parametrize("rule", RULES)
def test_proposed_cases_are_read_as_case_files_and_hold(rule: str, tmp_path: Path) -> None:
    file = tmp_path / f"{rule}.cases.yaml"
    assert run("pack", "cases", "--propose", "--rule", rule, "--output", file).exit_code == 0
    cases = cases_in(tmp_path, the_library())
    assert len(cases) >= 2
    assert [found for case in cases for found in run_case(case, the_library())] == []
    for case in cases:
        assert case.spec.origin.gist is not None
        assert case.spec.origin.gist.vi == UNCONFIRMED


def test_no_case_of_the_packs_is_an_unconfirmed_one() -> None:
    files = packaged_rules().rglob("*.cases.yaml")
    assert [file.name for file in files if UNCONFIRMED in file.read_text("utf-8")] == []


def test_a_rule_that_is_not_there_is_2() -> None:
    done = run("pack", "cases", "--propose", "--rule", "rated-under-six")
    assert done.exit_code == 2
