"""What is possible in the whole round, against every completion of small rounds."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from cbccvc_rules import Batch, permitted, quota
from cbccvc_rules.api.verbs import bound
from cbccvc_rules.engines.kinds import ReferenceEngine
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.scale import GRADES, NOT_RATED
from properties.test_repair import CHOICES, UNITS, Record, with_ratings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.api.context import Context

EXCELLENT = "HTXSNV"
RULE = "excellent-share"
ALL_DONE: Record = {
    "category": "VC",
    "role": "staff",
    "maternity": False,
    **dict.fromkeys(["general_1", "general_2", "general_3", "general_4"], "good"),
    "degradation_finding": False,
    "tasks_total": 10,
    "tasks_completed": 10,
    "tasks_on_time_quality": 10,
    "effectiveness": "high",
}


class Drawn:
    """A round of a seed; some people are locked, of some nothing is told yet."""

    def __init__(self, seed: int) -> None:
        draw = Random(seed)
        self.readings = {name: draw.choice(those) for name, those in CHOICES.items()}
        self.parameters = {"party_excellent_share": draw.choice(["20%", "34%", "50%"])}
        self.staff = [self._person(draw, number) for number in range(draw.randint(2, 5))]
        self.units = [{**unit, "rating": "HTXSNV"} for unit in UNITS]
        ids = [str(one["staff_id"]) for one in self.staff]
        self.locked = frozenset(id_ for id_ in ids if draw.random() < 0.25)
        self.lock_told = draw.random() < 0.2

    @staticmethod
    def _person(draw: Random, number: int) -> Record:
        months = draw.choice([12, 12, 12, 12, 9, 5])
        return {
            **ALL_DONE,
            "staff_id": f"P{number}",
            "unit_id": draw.choice(["B", "B1", "B1", "B2", "N"]),
            "peer_group": draw.choice([None, "g", "g", "h"]),
            "months_worked": months,
            "leave_months": 12 - months,
            "tasks_exceeded": draw.choice([5, 5, 4]),
            "rating": draw.choice(
                [None, EXCELLENT, EXCELLENT, "HTTNV", "HTNV"] if number else GRADES
            ),
        }

    def batch(self) -> Batch:
        return Batch.from_records(
            staff=self.staff, units=self.units, disciplines=[], period="2024", on="2024-12-14"
        )


def broken_groups(here: Context, ratings: dict[str, str]) -> set[str]:
    there = with_ratings(here, ratings)
    rules = tuple(rule for rule in there.ruleset.rules if rule.id == RULE)
    found = ReferenceEngine().judgements(replace(there.ruleset, rules=rules), there.world)
    return {one.subject.key for one in found if one.verdict is Verdict.BROKEN}


def groups_of(here: Context) -> dict[str, set[str]]:
    """Return the groups that each person is of."""
    found: dict[str, set[str]] = {row.key: set() for row in here.world.staff}
    for group in here.world.groups():
        for row in here.world.many(group, "members", frozenset({"VC"})).rows:
            found[row.key].add(group.key)
    return found


def completions(drawn: Drawn, open_: dict[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    told = {str(one["staff_id"]): one["rating"] for one in drawn.staff}
    ways: dict[str, tuple[str, ...]] = {}
    for id_, rating in told.items():
        fixed = rating is not None and (drawn.lock_told or id_ in drawn.locked)
        ways[id_] = (str(rating),) if fixed else open_[id_]
    for those in product(*ways.values()):
        yield dict(zip(ways, those, strict=True))


@settings(max_examples=50)
@given(st.integers(0, 2**40))
def test_possible_is_what_some_lawful_completion_has(seed: int) -> None:
    hold(Drawn(seed))


def hold(drawn: Drawn) -> None:
    """Hold both answers of a round against all its completions."""
    batch = drawn.batch()
    choice = {"readings": drawn.readings, "parameters": drawn.parameters}
    here = bound(batch, None, (), drawn.readings, drawn.parameters)
    asked = {"whole_round": True, "locked": drawn.locked, "lock_told": drawn.lock_told}
    people = {one.id: one for one in permitted(batch, **choice, **asked)}
    open_ = {
        id_: tuple(
            one for one in said.permitted if one != NOT_RATED or not said.not_rating_unprovided
        )
        for id_, said in people.items()
    }
    members = groups_of(here)
    seen: dict[str, set[str]] = {id_: set() for id_ in people}
    groups = quota(batch, **choice, **asked)
    most = dict.fromkeys((one.group for one in groups), -1)
    for ratings in completions(drawn, open_):
        broken = broken_groups(here, ratings)
        for id_, rating in ratings.items():
            if not members[id_] & broken:
                seen[id_].add(rating)
        for one in groups:
            touching = set().union(*(members[id_] for id_ in one.members))
            if not touching & broken:
                given_ = sum(ratings[id_] == EXCELLENT for id_ in one.members)
                most[one.group] = max(most[one.group], given_)
    for id_, said in people.items():
        possible = set(said.whole_round or ())
        assert possible - {NOT_RATED} == (set(said.permitted) & seen[id_]) - {NOT_RATED}, id_
    for one in groups:
        assert one.completable is (most[one.group] >= 0), one.group
        if one.completable and one.most is not None:
            assert one.most == most[one.group], one.group


def test_what_one_person_may_have_alone_may_be_full_in_the_round() -> None:
    """Điều 2 khoản 6: at a limit of 20% one of five may be excellent, and that one is locked."""
    staff = [
        {
            **ALL_DONE,
            "staff_id": f"P{number}",
            "unit_id": "U",
            "months_worked": 12,
            "leave_months": 0,
            "tasks_exceeded": 5,
            "rating": EXCELLENT if number == 0 else None,
        }
        for number in range(5)
    ]
    batch = Batch.from_records(
        staff=staff, units=[{"unit_id": "U", "body": True}], disciplines=[], period="2024"
    )
    asked = permitted(batch, whole_round=True, locked=["P0"])
    assert [EXCELLENT in one.permitted for one in asked] == [True] * 5
    assert [EXCELLENT in (one.whole_round or ()) for one in asked] == [True] + [False] * 4
    assert [one.most for one in quota(batch, whole_round=True)] == [1]
    assert [one.most for one in quota(batch)] == [None]
