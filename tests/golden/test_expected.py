"""Each example gives what was derived by hand from the law: every such finding, and no other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Finding, Findings, Verdict, check, read
from cbccvc_rules.api import judged_subjects, library
from cbccvc_rules.exact import read_number
from golden.outputs import EXAMPLES, expected_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cbccvc_rules.trace import Value

Entry = dict[str, object]
PROVISION = re.compile(
    r"(?:Điều (?P<article>\d+)|Chỉ thị, mục (?P<item>\d+)|Quy định \d+-QĐ/TW"
    r"|Quyết định \d+/\d+/QĐ-UBND)"
    r"(?: khoản (?P<clause>\d+))?(?: điểm (?P<point>\w+))?"
)
NO_GRADE_FITS = "no-grade-fits"  # not a rule of a pack: what the criteria of all grades leave open
# What the hand calls the figures that the rule measures under names of its own.
MEASURES = {"excellent": "given", "rated": "base"}


FOLDERS = sorted(file.parent for file in EXAMPLES.glob("*/expected.yaml"))


@dataclass(frozen=True)
class Example:
    """A worked round with what must be found in it."""

    folder: Path

    @property
    def expected(self) -> dict[str, list[Entry]]:
        return expected_of(self.folder)

    @property
    def rules(self) -> list[str]:
        return [str(rule) for rule in self.expected["rules"]]

    @property
    def packs(self) -> list[str]:
        """The local packs that the round is checked with."""
        return [str((self.folder / str(one)).resolve()) for one in self.expected.get("packs", [])]

    def pairs(self, kind: str) -> list[tuple[str, str]]:
        return sorted((str(one["rule"]), str(one["subject"])) for one in self.expected[kind])


@cache
def found(folder: Path) -> Findings:
    example = Example(folder)
    return check(read(folder), packs=example.packs, select=example.rules)


def pairs(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return sorted((one.rule, one.subject.id) for one in findings)


def the_finding(folder: Path, entry: Entry) -> Finding:
    (one,) = [
        one
        for one in found(folder).findings
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


def entries(*kinds: str) -> list[tuple[Path, Entry]]:
    return [
        (folder, entry)
        for folder in FOLDERS
        for kind in kinds
        for entry in Example(folder).expected[kind]
    ]


def names(told: list[tuple[Path, Entry]]) -> list[str]:
    return [f"{folder.name[:2]} {entry['rule']} {entry['subject']}" for folder, entry in told]


SAID = entries("broken", "unknown")
BROKEN = entries("broken")
UNDECIDED = entries("unknown")
each_example = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def test_there_are_three_examples() -> None:
    assert len(FOLDERS) == 3


@each_example
def test_every_broken_finding_is_expected_and_the_other_way_round(folder: Path) -> None:
    assert pairs(found(folder).broken) == Example(folder).pairs("broken")


@each_example
def test_every_unknown_finding_is_expected_and_the_other_way_round(folder: Path) -> None:
    assert pairs(found(folder).unknown) == Example(folder).pairs("unknown")


@each_example
def test_what_looks_wrong_and_is_right_is_not_broken(folder: Path) -> None:
    lookalikes = set(Example(folder).pairs("not_broken"))
    assert lookalikes
    assert lookalikes & set(pairs(found(folder).findings)) == set()


@each_example
def test_every_lookalike_is_judged_at_all(folder: Path) -> None:
    lookalikes = Example(folder).pairs("not_broken")
    assert {subject for _, subject in lookalikes} <= set(judged_subjects(read(folder)))
    assert {rule for rule, _ in lookalikes} <= set(Example(folder).rules)
    assert found(folder).not_checkable == ()


@each_example
def test_the_example_speaks_of_rules_that_exist(folder: Path) -> None:
    rules = set(Example(folder).rules)
    assert rules <= set(library(Example(folder).packs).rules)
    named = {rule for kind in ("broken", "unknown") for rule, _ in Example(folder).pairs(kind)}
    assert named <= {*rules, NO_GRADE_FITS}


@each_example
def test_who_falls_under_no_law_is_expected_and_the_others_are_judged(folder: Path) -> None:
    expected = Example(folder).expected.get("not_governed")
    if expected is not None:
        assert sorted(one.id for one in found(folder).not_governed) == sorted(map(str, expected))
    outside = len(found(folder).not_governed)
    assert found(folder).judged == found(folder).round.staff - outside


@pytest.mark.parametrize(("folder", "entry"), SAID, ids=names(SAID))
def test_the_severity_is_the_expected_one(folder: Path, entry: Entry) -> None:
    assert the_finding(folder, entry).severity == entry["severity"]


@pytest.mark.parametrize(("folder", "entry"), SAID, ids=names(SAID))
def test_the_clause_is_the_expected_one(folder: Path, entry: Entry) -> None:
    wanted = PROVISION.match(str(entry["clause"]))
    assert wanted is not None
    cited = [
        {
            "article": written(one.article),
            "item": written(one.item),
            "clause": written(one.clause),
            "point": one.point,
        }
        for one in the_finding(folder, entry).cites
    ]
    assert wanted.groupdict() in cited


@pytest.mark.parametrize(("folder", "entry"), BROKEN, ids=names(BROKEN))
def test_the_figures_are_the_expected_ones(folder: Path, entry: Entry) -> None:
    wanted = entry["facts"]
    assert isinstance(wanted, dict)
    known = facts(the_finding(folder, entry))
    compared = {name: told(value) for name, value in wanted.items() if name in known}
    assert compared
    assert {name: known[name] for name in compared} == compared


@pytest.mark.parametrize(("folder", "entry"), BROKEN, ids=names(BROKEN))
def test_the_readings_that_would_flip_it_are_the_expected_ones(folder: Path, entry: Entry) -> None:
    flips = {name for flip in the_finding(folder, entry).flips for name in flip.readings}
    wanted = entry.get("contested_by", [])
    assert isinstance(wanted, list)
    assert flips == set(wanted)


@pytest.mark.parametrize(("folder", "entry"), UNDECIDED, ids=names(UNDECIDED))
def test_the_missing_cells_are_the_expected_ones(folder: Path, entry: Entry) -> None:
    one = the_finding(folder, entry)
    assert one.verdict is Verdict.UNKNOWN
    assert [fact.column for fact in one.missing] == entry["missing"]
    assert all(fact.place is not None and not fact.absent for fact in one.missing)


@each_example
def test_the_cells_that_cannot_be_read_are_the_expected_ones(folder: Path) -> None:
    problems = Example(folder).expected["problems"]
    wanted = [(entry["table"], entry["column"], entry["read"]) for entry in problems]
    seen = [
        (one.place.source.removesuffix(".csv"), one.place.heading, one.read)
        for one in found(folder).problems
        if one.place is not None
    ]
    assert seen == wanted
