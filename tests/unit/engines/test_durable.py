"""The engine on durable_rules: what the library does wrong is kept from it, or is noticed.

Each defect was met in the library as it is (2.0.28); the first tests show some of them, so that a
release that mends one is noticed, too.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, Session, check, read
from cbccvc_rules.engines import durable
from cbccvc_rules.engines.base import subjects
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.kinds import KINDS, engine_named
from cbccvc_rules.engines.matching import LARGEST, Matching
from cbccvc_rules.errors import EngineDisagreement, UsageError
from cbccvc_rules.extras import durable_rules
from cbccvc_rules.model.finding import Verdict
from properties.engines import drawn, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Ruleset

installed = pytest.mark.skipif(
    durable_rules() is None, reason="durable_rules cannot be installed on Python 3.13"
)
EXAMPLE = "examples/01-phong-ban-2024"


def matchings(law: Ruleset, world: World) -> list[Matching]:
    words: dict[object, int] = {}
    made: list[Matching] = []
    for rule in law.rules:
        rows = list(enumerate(subjects(rule, law, world)))
        made.append(Matching(rule, environment(rule, law, world), rows, words))  # type: ignore[arg-type]
    return made


def fields_in(condition: object) -> set[str]:
    return set(re.findall(r'"(c\d+)"', json.dumps(condition)))


def the_drawn() -> Iterable[Matching]:
    for seed in range(1_000, 1_008):
        yield from matchings(*drawn(seed, bodies=6))


@installed
def test_every_field_that_a_condition_names_is_in_every_fact_and_whole() -> None:
    """A missing right-hand field would be read from memory that was never written."""
    facts = 0
    for one in the_drawn():
        named = set().union(*(fields_in(part) for part in one.conditions.values()))
        for fact in one.facts.values():
            assert named <= fact.keys()
            assert all(type(value) is int and abs(value) < LARGEST for value in fact.values())
            facts += 1
    assert facts > 100


@installed
def test_what_is_not_known_is_no_fact_and_goes_to_the_reference_engine() -> None:
    law, world = drawn(1_001, bodies=12)
    asked = sum(len(list(subjects(rule, law, world))) for rule in law.rules)
    assert 0 < sum(len(one.facts) for one in matchings(law, world)) < asked
    assert said("durable", law, world) == said("reference", law, world)


@installed
def test_nothing_is_divided() -> None:
    """A whole number divided by nought ends the process, and 7/10 is 0."""
    for one in the_drawn():
        assert '"$div"' not in json.dumps(list(one.conditions.values()))


def hash_of(text: str) -> int:
    """FNV-1 of 32 bits, by which the library tells ids apart."""
    found = 2166136261
    for byte in text.encode():
        found = (found * 16777619 & 0xFFFFFFFF) ^ byte
    return found


@installed
def test_ids_of_one_session_have_hashes_of_their_own() -> None:
    ids = [str(number) for number in range(1, durable.FACTS_AT_ONCE + 1)]
    assert len({hash_of(one) for one in ids}) == len(ids)


@installed
def test_a_fact_that_is_not_seen_has_no_verdict_of_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of two facts whose ids have one hash, one is lost; its verdict must not be `kept`."""
    law, world = drawn(1_002, bodies=12)
    whole = durable._Library.fired

    def losing(self: durable._Library, facts: Iterable[Mapping[str, int]]) -> object:
        lost = {fact["n"] for fact in facts if fact["n"] % 2}
        return frozenset(one for one in whole(self, facts) if one[1] not in lost)

    monkeypatch.setattr(durable._Library, "fired", losing)
    assert said("durable", law, world) == said("reference", law, world)


@installed
def test_every_session_has_something_that_fires() -> None:
    """A session in which nothing fired may end the process when it is deleted."""
    law, world = drawn(1_003, bodies=6)
    made = [one for one in matchings(law, world) if one.facts]
    for rules in durable._rulesets(made):
        with durable._Library(rules) as library:
            assert library.fired([]) == frozenset()
            for facts in durable._sessions(rules):
                seen = {number for part, number in library.fired(facts) if part == ("seen", 0)}
                assert seen == {fact["n"] for fact in facts}


@installed
def test_an_error_in_an_action_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library swallows what an action raises, and goes on as if nothing had fired."""
    law, world = drawn(1_004, bodies=3)
    made = durable._Library.__init__

    class Full(list[object]):
        def append(self, _: object) -> None:
            raise MemoryError

    def failing(self: durable._Library, rules: list[Matching]) -> None:
        made(self, rules)
        self._fired = Full()  # type: ignore[assignment]

    monkeypatch.setattr(durable._Library, "__init__", failing)
    with pytest.raises(MemoryError):
        said("durable", law, world)


@installed
def test_a_wrong_firing_is_a_disagreement_and_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = durable._Library.fired

    def never_met(self: durable._Library, facts: Iterable[Mapping[str, int]]) -> object:
        return frozenset(one for one in whole(self, facts) if one[0][0] != "met")

    monkeypatch.setattr(durable._Library, "fired", never_met)
    with pytest.raises(EngineDisagreement):
        check(read(EXAMPLE), engine="durable")


@installed
def test_a_number_beyond_what_the_library_holds_goes_to_the_reference_engine() -> None:
    person = {"staff_id": "A", "unit_id": "U", "category": "VC", "rating": "HTTNV"}
    numbers = {"tasks_total": 10**18, "tasks_completed": 10**18, "tasks_on_time_quality": 10**18}
    batch = Batch.from_records(staff=[{**person, **numbers}], period="2024")
    found, meant = (check(batch, engine=name) for name in ("durable", "reference"))
    assert found.findings == meant.findings


@installed
def test_the_example_has_the_same_findings_and_says_how_much_was_judged_again() -> None:
    found = check(read(EXAMPLE), engine="durable")
    meant = check(read(EXAMPLE), engine="reference")
    assert found.findings == meant.findings
    assert found.counts == meant.counts
    assert found.judging.engine == "durable"
    assert found.judging.again >= len(meant.broken)


@installed
def test_a_session_is_served() -> None:
    session = Session(read(EXAMPLE), engine="durable")
    changes = session.change("CC007", rating="HTTNV")
    assert [one.finding.subject.id for one in changes.turned] == ["CC007"] * len(changes.turned)
    mended = {one.finding.rule for one in changes.turned if one.after is not Verdict.BROKEN}
    assert mended == {"own-rating-not-followed"}
    assert len(changes.turned) > 1
    assert session.findings.findings == check(session.batch).findings


def test_it_is_never_chosen_unasked() -> None:
    for people in (1, 100, 19_999, 20_000, 3_000_000):
        engine = engine_named("auto", people)
        assert getattr(engine, "name", "reference") != "durable"


def test_where_it_is_not_installed_the_answer_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cbccvc_rules.engines.kinds.durable_rules", lambda: None)
    with pytest.raises(UsageError) as missing:
        KINDS["durable"]()
    (problem,) = missing.value.problems
    assert problem.code == "engine-not-installed"
    assert "cbccvc-rules[durable]" in str(problem)
