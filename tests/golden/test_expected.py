"""Example 01 gives what was derived by hand from the law: every such finding, and no other."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Finding, Findings, Verdict, check, read
from cbccvc_rules.api import judged_subjects, library
from cbccvc_rules.exact import read_number
from golden.outputs import EXAMPLE, EXPECTED, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.trace import Value

Entry = dict[str, object]
PROVISION = re.compile(
    r"(?:Điều (?P<article>\d+)|Chỉ thị, mục (?P<item>\d+)|Quy định \d+-QĐ/TW)"
    r"(?: khoản (?P<clause>\d+))?(?: điểm (?P<point>\w+))?"
)
NO_GRADE_FITS = "no-grade-fits"  # not a rule of a pack: what the criteria of all grades leave open
# What the hand calls the figures that the rule measures under names of its own.
MEASURES = {"excellent": "given", "rated": "base"}


@cache
def found() -> Findings:
    return check(read(EXAMPLE), select=RULES)


def pairs(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return sorted((one.rule, one.subject.id) for one in findings)


def expected_pairs(kind: str) -> list[tuple[str, str]]:
    return sorted((str(entry["rule"]), str(entry["subject"])) for entry in EXPECTED[kind])


def the_finding(entry: Entry) -> Finding:
    (one,) = [
        one
        for one in found().findings
        if (one.rule, one.subject.id) == (entry["rule"], entry["subject"])
    ]
    return one


def told(value: object) -> object:
    """Return an expected figure, grade or truth as a value of the rules."""
    text = str(value)
    if text.lower() in {"true", "false"}:
        return text.lower() == "true"
    number = read_number(text)
    return text if number is None else number


def facts(one: Finding) -> dict[str, Value]:
    """Return the figures of a finding, and what its trace says of the subject's own row."""
    steps = [below for step in one.trace for below in step.walk()]
    own = {
        step.fact.column: step.fact.value
        for step in steps
        if step.fact is not None and step.fact.key == one.subject.id
    }
    measured = {hand: one.measures[name] for hand, name in MEASURES.items() if name in one.measures}
    return {**own, **one.measures, **measured}


def written(number: object) -> str | None:
    return None if number is None else str(number)


def ids(entry: Entry) -> str:
    return f"{entry['rule']} {entry['subject']}"


SAID = [*EXPECTED["broken"], *EXPECTED["unknown"]]


def test_every_broken_finding_is_expected_and_the_other_way_round() -> None:
    assert pairs(found().broken) == expected_pairs("broken")


def test_every_unknown_finding_is_expected_and_the_other_way_round() -> None:
    assert pairs(found().unknown) == expected_pairs("unknown")


def test_what_looks_wrong_and_is_right_is_not_broken() -> None:
    lookalikes = set(expected_pairs("not_broken"))
    assert lookalikes
    assert lookalikes & set(pairs(found().findings)) == set()


def test_every_lookalike_is_judged_at_all() -> None:
    named = {subject for _, subject in expected_pairs("not_broken")}
    assert named <= set(judged_subjects(read(EXAMPLE)))
    assert {rule for rule, _ in expected_pairs("not_broken")} <= set(RULES)
    assert found().not_checkable == ()


def test_the_example_speaks_of_rules_that_exist() -> None:
    assert set(RULES) <= set(library().rules)
    assert {str(entry["rule"]) for entry in SAID} <= {*RULES, NO_GRADE_FITS}


@pytest.mark.parametrize("entry", SAID, ids=ids)
def test_the_severity_is_the_expected_one(entry: Entry) -> None:
    assert the_finding(entry).severity == entry["severity"]


@pytest.mark.parametrize("entry", SAID, ids=ids)
def test_the_clause_is_the_expected_one(entry: Entry) -> None:
    wanted = PROVISION.match(str(entry["clause"]))
    assert wanted is not None
    cited = [
        {
            "article": written(one.article),
            "item": written(one.item),
            "clause": written(one.clause),
            "point": one.point,
        }
        for one in the_finding(entry).cites
    ]
    assert wanted.groupdict() in cited


@pytest.mark.parametrize("entry", EXPECTED["broken"], ids=ids)
def test_the_figures_are_the_expected_ones(entry: Entry) -> None:
    wanted = entry["facts"]
    assert isinstance(wanted, dict)
    known = facts(the_finding(entry))
    compared = {name: told(value) for name, value in wanted.items() if name in known}
    assert compared
    assert {name: known[name] for name in compared} == compared


@pytest.mark.parametrize("entry", EXPECTED["broken"], ids=ids)
def test_the_readings_that_would_flip_it_are_the_expected_ones(entry: Entry) -> None:
    flips = {name for flip in the_finding(entry).flips for name in flip.readings}
    wanted = entry.get("contested_by", [])
    assert isinstance(wanted, list)
    assert flips == set(wanted)


@pytest.mark.parametrize("entry", EXPECTED["unknown"], ids=ids)
def test_the_missing_cells_are_the_expected_ones(entry: Entry) -> None:
    one = the_finding(entry)
    assert one.verdict is Verdict.UNKNOWN
    assert [fact.column for fact in one.missing] == entry["missing"]
    assert all(fact.place is not None and not fact.absent for fact in one.missing)


def test_the_cells_that_cannot_be_read_are_the_expected_ones() -> None:
    wanted = [(entry["table"], entry["column"], entry["read"]) for entry in EXPECTED["problems"]]
    seen = [
        (one.place.source.removesuffix(".csv"), one.place.heading, one.read)
        for one in found().problems
        if one.place is not None
    ]
    assert seen == wanted
