"""Every case beside a rule, on every engine: what the law says of a round is what is found."""

from __future__ import annotations

from collections import defaultdict

import pytest

from cbccvc_rules.api import library
from cbccvc_rules.authoring.cases import Case, cases_of_packs, run_case
from cbccvc_rules.authoring.said import mismatch_line
from cbccvc_rules.sources import packaged_rules
from properties.engines import INSTALLED

CASES = cases_of_packs(packaged_rules(), library())


def said_of(case: Case) -> frozenset[str]:
    """Return the verdicts that a case expects."""
    return frozenset(expected.verdict for expected in case.spec.expect if expected.verdict)


OTHERS = [name for name in INSTALLED if name != "reference"]


def one_of_each_kind() -> list[Case]:
    """The first case of each rule for each set of verdicts; `make engines` has the others, too."""
    first: dict[tuple[str, frozenset[str]], Case] = {}
    for case in CASES:
        first.setdefault((case.rule, said_of(case)), case)
    return list(first.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_judged_as_the_law_says(case: Case) -> None:
    found = [mismatch_line(one, "en") for one in run_case(case, library())]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("engine", OTHERS)
@pytest.mark.parametrize("case", one_of_each_kind(), ids=lambda case: case.name)
def test_every_engine_judges_a_case_as_the_law_says(case: Case, engine: str) -> None:
    found = [mismatch_line(one, "en") for one in run_case(case, library(), engine)]
    assert not found, "\n".join(found)


def test_every_rule_is_broken_by_one_case_and_not_by_another() -> None:
    said: dict[str, set[str]] = defaultdict(set)
    for case in CASES:
        said[case.rule] |= said_of(case)
    wanting = [
        rule for rule in library().rules if len(said[rule]) < 2 or "broken" not in said[rule]
    ]
    assert wanting == []


def test_no_two_cases_of_a_rule_have_the_same_name() -> None:
    names = [case.name for case in CASES]
    assert sorted(names) == sorted(set(names))


def test_a_wrong_expectation_is_caught_with_its_place() -> None:
    case = next(case for case in CASES if said_of(case) == {"broken"})
    expected = [one.model_copy(update={"verdict": "kept"}) for one in case.spec.expect]
    wrong = Case(case.rule, case.spec.model_copy(update={"expect": expected}), case.place)
    lines = [mismatch_line(found, "en") for found in run_case(wrong, library())]
    assert lines
    assert all(line.startswith(f"{case.place}: ") for line in lines)
    assert all("should be `kept` but is `broken`" in line for line in lines)
