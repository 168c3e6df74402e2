"""The smallest mend against every mend there is: small rounds, all of whose ratings are tried.

What is lawful is asked of the reference engine alone, round by round; nothing here is shared with
the way the mend is found.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from cbccvc_rules import Batch
from cbccvc_rules.api.hearing import Hearing
from cbccvc_rules.api.mend_asked import mendable
from cbccvc_rules.api.repair import repair
from cbccvc_rules.api.verbs import bound
from cbccvc_rules.engines.kinds import ReferenceEngine
from cbccvc_rules.engines.standing import Standings
from cbccvc_rules.engines.world import World
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.solve.limits import rule_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.repaired import Choice, Repair, Within

Record = dict[str, object]
Ratings = dict[str, str]
Found = tuple[set[tuple[str, str]], set[tuple[str, str]]]
"""What is broken and what is undecided: rule and subject."""
UNITS: list[Record] = [
    {"unit_id": "B", "body": True},
    {"unit_id": "B1", "parent_id": "B", "body": False},
    {"unit_id": "B2", "parent_id": "B", "body": False},
    {"unit_id": "N", "parent_id": "B1", "body": True},
]
GOOD = ["HTXSNV"] * 5 + ["HTTNV", "HTNV"]
ANY = [*GOOD, *GRADES, "not_rated", None]
CHOICES = {
    "excellent_share_base": ["all", "all", "good", "good_or_better"],
    "excellent_share_rounding": ["none", "none", "half_up", "at_least_one"],
    "not_rated_in_base": ["in", "out"],
    "cap_level": ["body", "every_unit"],
    "heads_inside_unit": ["bound", "free"],
}
SHARES = [
    "party_excellent_share",
    "civil_servant_excellent_share",
    "public_employee_excellent_share",
]


class Drawn:
    """A round of a seed: often one that breaks nothing but shares, sometimes anything."""

    def __init__(self, seed: int) -> None:
        draw = Random(seed)
        plain = draw.random() < 0.6
        self.on = draw.choice(["2024-12-14", "2024-12-14", "2026-12-14"])
        self.level: Severity = "violation" if draw.random() < 0.7 else "warning"
        self.readings = {name: draw.choice(those) for name, those in CHOICES.items()}
        share = draw.choice(["20%", "34%", "50%", "50%"])
        self.parameters = {SHARES[0]: share} if self.on < "2026" else {}
        self.units = [self._unit(draw, unit, plain=plain) for unit in UNITS]
        self.staff = [
            self._person(draw, number, plain=plain)
            for number in range(draw.randint(3, 6 if plain else 5))
        ]
        self.locked = {"P0"} if draw.random() < 0.2 else set()

    @staticmethod
    def _unit(draw: Random, unit: Record, *, plain: bool) -> Record:
        made: Record = {**unit, "rating": draw.choice(["HTXSNV", "HTTNV", "HTNV"])}
        if unit["body"]:
            made |= {"own_regulation_on": "2026-08-01", "kind": "public_service"}
            if draw.random() < (0.2 if plain else 0.4):
                made |= {"outstanding_decision": "12/QĐ", "outstanding_share": "50%"}
        return made

    @staticmethod
    def _person(draw: Random, number: int, *, plain: bool) -> Record:
        months = 12 if plain else draw.choice([12, 12, 12, 9, 5])
        return {
            "staff_id": f"P{number}",
            "unit_id": draw.choice(["B", "B1", "B1", "B2", "B2", "N"]),
            "category": draw.choice(["VC", "VC", "VC", "CC"]),
            "peer_group": draw.choice([None, "g", "g", "h"]),
            "role": "staff" if plain else draw.choice(["staff", "staff", "staff", "head"]),
            "months_worked": months,
            "leave_months": 12 - months,
            "maternity": False,
            "rating": draw.choice(ANY if number and not plain else GOOD),
            "score": 95 if plain else draw.choice([95, 95, 75, 60]),
        }


def a_round(staff: list[Record], units: list[Record], on: str) -> Batch:
    return Batch.from_records(staff=staff, units=units, disciplines=[], period=on[:4], on=on)


class Lawful:
    """Says of ratings put in place of those told whether the round is lawful with them.

    A rule on one person alone says the same of a rating whatever the others have; so it is asked
    once a person and rating, and only rules that count several people are asked of each round.
    """

    def __init__(self, here: Context, level: Severity) -> None:
        self.here, self.level = here, level
        rules = [rule for rule in here.ruleset.rules if mendable(rule)]
        self.alone_ = tuple(rule for rule in rules if not rule_counts(rule))
        self.counting = tuple(rule for rule in rules if rule_counts(rule))
        self.known: dict[tuple[str, str], bool] = {}
        self.own = self._found({}, self.alone_)
        self.shared = self._found({}, self.counting)

    def _found(self, ratings: Ratings, rules: tuple[Rule, ...]) -> Found:
        there = with_ratings(self.here, ratings)
        hearing = Hearing(there)
        found: Found = set(), set()
        law = replace(there.ruleset, rules=rules)
        for one in ReferenceEngine().judgements(law, there.world):
            if one.verdict not in {Verdict.BROKEN, Verdict.UNKNOWN}:
                continue
            severity = there.severity(one.rule, one.subject)
            sifted = hearing.sift(one) if at_least(severity, self.level) else None
            for line in () if sifted is None else hearing.outline([sifted]):
                if len(line) > 1:  # or it is that no grade fits, which blames nobody
                    found[line[1] == "unknown"].add((line[0], one.subject.key))
        return found

    def broken_of(self, rules: tuple[Rule, ...]) -> set[tuple[str, str]]:
        """Return what is broken of some rules as the round stands."""
        return self._found({}, rules)[0]

    def alone(self, id_: str, rating: str) -> bool:
        """Return whether a rating breaks no rule on one person, and leaves none undecided."""
        key = (id_, rating)
        if key not in self.known:
            broken, undecided = self._found({id_: rating}, self.alone_)
            before = self.own[0] | self.own[1]
            self.known[key] = id_ not in {key for _, key in broken} and undecided <= before
        return self.known[key]

    def __call__(self, ratings: Ratings) -> bool:
        told = {row.key: row.values["rating"] for row in self.here.world.staff}
        left = {key for _, key in self.own[0] if key not in ratings}
        if left or not all(self.alone(id_, to) for id_, to in ratings.items() if to != told[id_]):
            return False
        broken, undecided = self._found(ratings, self.counting)
        return not broken and undecided <= self.shared[0] | self.shared[1]


def with_ratings(here: Context, ratings: Ratings) -> Context:
    """Return the round with other ratings; where people stand in the law does not hang on them."""
    rows = here.batch.tables["staff"]
    staff = tuple(
        replace(row, values={**row.values, "rating": ratings.get(row.key, row.values["rating"])})
        for row in rows
    )
    world = World(replace(here.batch, tables={**here.batch.tables, "staff": staff}))
    told = here.world.standings
    world.standings = Standings(told.divided, told.known, told.cells)
    return replace(here, batch=world.batch, world=world)


def steps(before: object, after: str) -> int:
    scale = ("not_rated", *GRADES)
    return abs(scale.index(after) - scale.index(str(before)))


def every_change(lawful: Lawful, staff: list[Record], locked: set[str]) -> Iterator[Ratings]:
    """Yield all changes downwards, the fewest people first, then the fewest steps.

    What a rule on one person alone forbids is left out at once: it is not lawful with any other.
    """
    ways: list[list[tuple[str, str]]] = []
    told_of = {str(one["staff_id"]): one["rating"] for one in staff}
    for one in staff:
        id_, told = str(one["staff_id"]), one["rating"]
        options: list[str] = []
        if told not in {None, "not_rated"} and id_ not in locked:
            options = list(GRADES[: GRADES.index(str(told))])
            if one["months_worked"] == 5:  # Điều 2 khoản 3 đoạn 1: not rated
                options.append("not_rated")
        broken = id_ in {key for _, key in lawful.own[0]}
        stays = [] if broken else [(id_, "")]
        ways.append(stays + [(id_, to) for to in options if lawful.alone(id_, to)])
    made = [{id_: to for id_, to in those if to} for those in product(*ways)]
    yield from sorted(made, key=lambda those: cost(told_of, those))


def cost(told: Mapping[str, object], made: Ratings) -> tuple[int, int]:
    return len(made), sum(steps(told[id_], rating) for id_, rating in made.items())


def smallest(lawful: Lawful, staff: list[Record], locked: set[str]) -> list[Ratings]:
    """Return all lawful changes of least cost; none where there are no lawful ones."""
    told = {str(one["staff_id"]): one["rating"] for one in staff}
    best: tuple[int, int] | None = None
    found: list[Ratings] = []
    for made in every_change(lawful, staff, locked):
        if best is not None and cost(told, made) > best:
            break
        if lawful(made):
            best = cost(told, made)
            found.append(made)
    return found


def said(made: Repair) -> list[Ratings]:
    """Return every mend that a repair says is one."""
    forced = {one.change.id: one.change.after for one in made.forced}
    ways = [list(picks(choice)) for choice in made.choices]
    return [
        {**forced, **{id_: rating for way in those for id_, rating in way}}
        for those in product(*ways)
    ]


def picks(choice: Choice) -> Iterator[tuple[tuple[str, str], ...]]:
    moves = [(one.id, one.after) for one in choice.among]
    for those in combinations(moves, choice.number):
        ids = [id_ for id_, _ in those]
        if len(set(ids)) == len(ids) and all(is_within(those, one) for one in choice.within):
            number = (sum(one.least for one in way) for way in choice.ways)
            assert not choice.ways or choice.number in number
            if not choice.ways or any(
                all(is_within(those, one) for one in way) for way in choice.ways
            ):
                yield those


def is_within(those: Iterable[tuple[str, str]], bound: Within) -> bool:
    number = sum(id_ in bound.people and bound.after in {None, to} for id_, to in those)
    return bound.least <= number <= bound.most


class Crossing(Drawn):
    """A round of a seed in which units and peer groups cross, and little else is broken."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        draw = Random(seed + 1)
        self.readings["cap_level"] = "every_unit"
        for one in self.staff:
            one |= {"score": 95, "months_worked": 12, "leave_months": 0, "role": "staff"}
            one |= {"category": "VC", "unit_id": draw.choice(["B", "B1", "B1", "B2"])}
            one["peer_group"] = draw.choice(["g", "h", None])
            if draw.random() < 0.8:
                one["rating"] = draw.choice(["HTXSNV", "HTXSNV", "HTTNV"])


@settings(max_examples=20)
@given(st.integers(0, 2**40))
def test_where_limits_cross_every_way_is_told(seed: int) -> None:
    hold(Crossing(seed))


@settings(max_examples=80)
@given(st.integers(0, 2**40))
def test_a_mend_is_the_smallest_of_all_and_tells_every_one_like_it(seed: int) -> None:
    hold(Drawn(seed))


def hold(drawn: Drawn) -> None:
    """Hold the mend of a round against all there are."""
    staff, locked, level = drawn.staff, drawn.locked, drawn.level
    readings, parameters = drawn.readings, drawn.parameters
    batch = a_round(staff, drawn.units, drawn.on)
    lawful = Lawful(bound(batch, None, (), readings, parameters), level)
    made = repair(batch, readings=readings, parameters=parameters, locked=locked, level=level)
    best = smallest(lawful, staff, locked)
    assert bool(best) is not bool(made.unmended)
    if made.unmended:
        return
    told = {str(one["staff_id"]): one["rating"] for one in staff}
    assert cost(told, dict(made.changes)) == cost(told, best[0])
    assert (made.people, made.steps) == cost(told, best[0])
    assert made.changes in best
    in_all = set(best[0].items()).intersection(*(one.items() for one in best))
    assert {(one.change.id, one.change.after) for one in made.forced} == in_all
    if all(choice.exact for choice in made.choices):
        assert sorted(map(sorted, said(made))) == sorted(map(sorted, best))
    for id_ in made.changes:
        rest = {one: rating for one, rating in made.changes.items() if one != id_}
        assert not lawful(rest)
