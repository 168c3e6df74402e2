"""The test run: well-formed, read by a JUnit parser, red exactly where the exit code is 1."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from cbccvc_rules import check, read
from cbccvc_rules.model.finding import SEVERITIES
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.reports.junit import junit_report
from golden.outputs import EXAMPLE
from unit.reports.rounds import HOSTILE, a_person, findings, hostile

RED = (Failure, Error)


def suites(words: str) -> JUnitXml:
    return JUnitXml.fromstring(words.encode())


def ends(words: str) -> dict[tuple[str, str], type | None]:
    """Return how each case ended, by its suite and the rule or code it is about."""
    return {
        (case.classname, case.name.partition(":")[0]): next((type(r) for r in case.result), None)
        for suite in suites(words)
        for case in suite
    }


def test_a_rule_in_a_unit_is_one_case() -> None:
    found = ends(junit_report(findings(), Options()))
    assert found["U", "rated-under-six-months"] is Failure
    assert found["P", "rated-under-six-months"] is Error
    assert found["U", "excellent-share"] is Failure


def test_a_rule_that_found_nothing_passes_once_for_the_round() -> None:
    found = ends(junit_report(findings(), Options()))
    assert found["round", "not-rated-on-maternity"] is None


def test_a_rule_that_could_not_be_checked_is_skipped_and_an_error_where_that_is_strict() -> None:
    case = ("round", "disciplined-but-rated (not checkable)")
    assert ends(junit_report(findings(), Options()))[case] is Skipped
    assert ends(junit_report(findings(), Options(strict=True)))[case] is Error


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("level", SEVERITIES)
@pytest.mark.parametrize(
    "staff",
    [
        None,
        [a_person("A", months_worked="7")],
        [a_person("A", months_worked="nhiều"), a_person("B")],
        [a_person("A", maternity="có", months_worked="7"), a_person("B", category="XX")],
    ],
)
def test_it_is_red_exactly_where_the_exit_code_is_one(
    staff: list[dict[str, object]] | None, level: str, strict: bool
) -> None:
    found = findings(staff)
    words = junit_report(found, Options(fail_level=level, strict=strict))
    red = [end for end in ends(words).values() if end in RED]
    assert bool(red) == found.fails(level, strict=strict)


@pytest.mark.parametrize("level", SEVERITIES)
def test_it_is_red_at_the_same_level_on_the_example(level: str) -> None:
    found = check(read(EXAMPLE))
    reds = {
        chosen: sum(
            end in RED for end in ends(junit_report(found, Options(fail_level=chosen))).values()
        )
        for chosen in SEVERITIES
    }
    assert 0 < reds["violation"] <= reds["warning"] <= reds["notice"]
    assert found.fails(level)


def test_the_sums_of_a_suite_are_those_of_its_cases() -> None:
    for suite in suites(junit_report(check(read(EXAMPLE)), Options())):
        kinds = [type(result) for case in suite for result in case.result]
        assert suite.tests == len(list(suite))
        assert (suite.failures, suite.errors, suite.skipped) == (
            kinds.count(Failure),
            kinds.count(Error),
            kinds.count(Skipped),
        )


def test_any_text_is_well_formed_and_read_back() -> None:
    found = hostile()
    root = ElementTree.fromstring(junit_report(found, Options()))
    names = {suite.get("name") for suite in root}
    units = {one.subject.unit for one in found.findings}
    assert len(units) == len(HOSTILE)
    for unit in units:
        assert f"{printable(unit)} ({printable(unit)})" in names


def test_what_is_told_below_the_fail_level_stands_in_the_output_of_its_case() -> None:
    found = check(read(EXAMPLE))
    words = junit_report(found, Options())
    cases = [case for suite in suites(words) for case in suite]
    quiet = [case for case in cases if case.name.startswith("decided-unlike-proposal")]
    assert any("CC004" in (case.system_out or "") for case in quiet)
