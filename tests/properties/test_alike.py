"""People whom a rule cannot tell apart have one verdict: judged one by one, nobody has another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from cbccvc_rules.api import library
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.kinds import KINDS
from cbccvc_rules.engines.missing import columns_missing, missing_facts
from cbccvc_rules.engines.reference import judge
from cbccvc_rules.engines.tables import column_missing
from cbccvc_rules.engines.world import World
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.packs.inforce import Choices, in_force
from properties.rounds import DAYS, Round, a_batch, rounds

if TYPE_CHECKING:
    from collections.abc import Hashable

    from cbccvc_rules.engines.base import Judgement
    from cbccvc_rules.lang.rules import Ruleset
    from cbccvc_rules.model.batch import Batch

CATEGORIES = ("CB", "CC", "VC", "HD")


@st.composite
def crowds(draw: st.DrawFn) -> Round:
    """A round with some people twice under other ids, and some columns and tables left out."""
    whole = draw(rounds(most=4))
    people = [
        *whole["staff"],
        *({**row, "staff_id": f"{row['staff_id']}b"} for row in whole["staff"]),
    ]
    optional = sorted(set(people[0]) - {"staff_id", "unit_id", "category"})
    dropped = draw(st.sets(st.sampled_from(optional), max_size=6))
    told = {name: rows for name, rows in whole.items() if name == "staff" or draw(st.booleans())}
    staff = [{key: cell for key, cell in row.items() if key not in dropped} for row in people]
    return {**told, "staff": staff}


def lacks(judgement: Judgement, ruleset: Ruleset, world: World) -> tuple[bool, frozenset[str]]:
    """Return whether nothing but what was not given is missing, and the columns that are."""
    env = environment(judgement.rule, ruleset, world)
    facts = missing_facts(judgement.rule, judgement.subject, env)
    columns = frozenset(column_missing(fact, "staff") for fact in facts)
    return all(fact.absent for fact in facts), columns


@given(crowds(), DAYS)
def test_people_alike_have_the_verdict_that_each_has_alone(told: Round, on: str) -> None:
    batch = a_batch(told, on)
    ruleset, world = in_force(library(), batch.on, CATEGORIES, Choices()), World(batch)
    known: dict[tuple[str, Hashable], tuple[bool, frozenset[str]]] = {}
    read_otherwise: dict[tuple[str, Hashable], list[Verdict]] = {}
    for one in KINDS["reference"]().judgements(ruleset, world):
        env = environment(one.rule, ruleset, world)
        assert one.verdict is judge(one.rule, one.subject, env)
        if one.alike is not None:
            others = [
                judge(one.rule, one.subject, replace(env, bindings=bindings))
                for _, bindings in ruleset.next_bindings(one.rule)
            ]
            assert read_otherwise.setdefault((one.rule.id, one.alike), others) == others
        if one.alike is not None and one.verdict is Verdict.UNKNOWN:
            found = lacks(one, ruleset, world)
            alone = found[1] if found[0] else frozenset[str]()
            assert columns_missing(one.rule, one.subject, env) == alone
            assert known.setdefault((one.rule.id, one.alike), found) == found


def keys_of(batch: Batch) -> dict[str, list[Hashable]]:
    """Return what tells the people of a round apart, by rule."""
    ruleset, world = in_force(library(), batch.on, CATEGORIES, Choices()), World(batch)
    keys: dict[str, list[Hashable]] = {}
    for one in KINDS["reference"]().judgements(ruleset, world):
        keys.setdefault(one.rule.id, []).append(one.alike)
    return keys


def test_some_are_alike_and_some_are_not() -> None:
    staff = [
        {"staff_id": name, "unit_id": unit, "category": "CC", "rating": rating}
        for name, unit, rating in (("1", "A", "HTTNV"), ("2", "A", "HTTNV"), ("3", "A", "HTNV"))
    ]
    first, second, third = keys_of(a_batch({"staff": staff}, "2024-12-14"))["decided-late"]
    assert first == second != third


def test_who_decided_their_own_grade_is_told_from_who_did_not() -> None:
    staff = [
        {"staff_id": name, "unit_id": "A", "category": "CC", "rating": "HTTNV", "decided_by": "1"}
        for name in ("1", "2", "3")
    ]
    first, second, third = keys_of(a_batch({"staff": staff}, "2024-12-14"))["rated-by-oneself"]
    assert first != second == third


def test_only_those_who_were_disciplined_are_told_apart_by_it() -> None:
    staff = [
        {"staff_id": name, "unit_id": "A", "category": "CC", "rating": "HTTNV"}
        for name in ("1", "2", "3", "4")
    ]
    told = [
        {"staff_id": name, "decided_on": "2024-05-06", "violation_on": "2024-04-01", "form": "KT"}
        for name in ("3", "4")
    ]
    keys = keys_of(a_batch({"staff": staff, "disciplines": told}, "2024-12-14"))
    first, second, third, fourth = keys["disciplined-but-rated"]
    assert first == second != third != fourth != first
