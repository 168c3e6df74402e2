"""Engines by name, what `auto` takes, and verdicts judged twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.engines import kinds
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.checked import ONE_IN, Checked
from cbccvc_rules.engines.kinds import MANY_PEOPLE, ReferenceEngine, engine_named
from cbccvc_rules.errors import EngineDisagreement, UsageError
from cbccvc_rules.model.finding import Verdict
from unit.engines.rounds import a_person, a_rule, a_ruleset, a_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Ruleset


class Wrong(ReferenceEngine):
    """Says one verdict of everybody."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict

    def judgements(self, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
        for one in super().judgements(ruleset, world):
            yield Judgement(one.rule, one.subject, self.verdict)


def all_judged(engine: Checked, people: int) -> list[Judgement]:
    world = a_world(*(a_person(f"S{number}") for number in range(people)))
    return list(engine.judgements(a_ruleset(a_rule(require="rating = HTTNV")), world))


@pytest.mark.parametrize("verdict", [Verdict.BROKEN, Verdict.UNKNOWN])
def test_a_finding_that_the_reference_engine_does_not_make_stops_the_run(verdict: Verdict) -> None:
    with pytest.raises(EngineDisagreement) as caught:
        all_judged(Checked(Wrong(verdict), "wrong"), 1)
    (problem,) = caught.value.problems
    said = problem.message("en")
    assert f"the engine `wrong` finds {verdict.value} and the engine `reference` kept" in said
    assert "for the rule `a-rule` on `S0`" in said
    assert "cbccvc explain … --subject S0 --rule a-rule" in said


def test_of_what_was_not_found_a_sample_is_judged_again() -> None:
    with pytest.raises(EngineDisagreement):
        all_judged(Checked(Wrong(Verdict.NOT_APPLICABLE), "wrong"), 20 * ONE_IN)


def test_how_much_was_judged_again_is_counted() -> None:
    engine = Checked(ReferenceEngine(), "again")
    assert len(all_judged(engine, 20 * ONE_IN)) == 20 * ONE_IN
    assert engine.again == 0
    assert 5 < engine.sampled < 60


def test_the_same_sample_is_taken_again() -> None:
    one, two = Checked(ReferenceEngine(), "one"), Checked(ReferenceEngine(), "two")
    assert all_judged(one, 300) == all_judged(two, 300) != []
    assert one.sampled == two.sampled


def test_a_small_round_is_judged_by_the_reference_engine() -> None:
    assert isinstance(engine_named("auto", MANY_PEOPLE - 1), ReferenceEngine)


def test_a_large_round_is_judged_by_a_database() -> None:
    chosen = engine_named("auto", MANY_PEOPLE)
    assert isinstance(chosen, Checked)
    assert chosen.name == "sql"


def test_without_a_database_a_large_round_is_judged_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kinds, "sql_engine", lambda: None)
    assert isinstance(engine_named("auto", MANY_PEOPLE), ReferenceEngine)


def test_an_engine_that_is_not_installed_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kinds, "sql_engine", lambda: None)
    with pytest.raises(UsageError, match=r"pip install 'cbccvc-rules\[sql\]'"):
        engine_named("sql", 1)
