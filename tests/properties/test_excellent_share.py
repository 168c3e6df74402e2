"""The share of excellent ratings computed a second time, in whole numbers and another way.

The number allowed is a floor of whole numbers here; the rule compares products of fractions. What
is too many is found by moving one person after another down to good and counting anew.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cbccvc_rules.api import library
from cbccvc_rules.engines.detail import detail
from cbccvc_rules.engines.kinds import ReferenceEngine
from cbccvc_rules.engines.world import World
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.packs.inforce import Choices, in_force
from properties.rounds import Record, Round, a_batch

BASES = ("all", "good", "good_or_better")
ROUNDINGS = ("none", "half_up", "at_least_one")
PARTY_PERCENT = 20


class Readings(NamedTuple):
    """One choice for each reading of the rule."""

    base: str = "all"
    rounding: str = "none"
    not_rated: str = "out"
    level: str = "body"


class Tally(NamedTuple):
    """How many people have each grade."""

    excellent: int
    good: int
    other: int
    not_rated: int


def base(tally: Tally, chosen: Readings) -> int:
    match chosen.base:
        case "good":
            return tally.good
        case "good_or_better":
            return tally.good + tally.excellent
        case _:
            rated = tally.excellent + tally.good + tally.other
            return rated + (tally.not_rated if chosen.not_rated == "in" else 0)


def room(tally: Tally, percent: int, chosen: Readings) -> int:
    """How many may be excellent, in whole people, on the base as it stands."""
    hundredths = percent * base(tally, chosen)
    match chosen.rounding:
        case "half_up":
            return (hundredths + 50) // 100
        case "at_least_one":
            return max(1, hundredths // 100)
        case _:
            return hundredths // 100


def too_many(tally: Tally, percent: int, chosen: Readings) -> int:
    """How many must be moved down to good before the share holds."""
    moved = 0
    while tally.excellent - moved > room(
        tally._replace(excellent=tally.excellent - moved, good=tally.good + moved), percent, chosen
    ):
        moved += 1
    return moved


def tally_of(ratings: list[str]) -> Tally:
    names = ("HTXSNV", "HTTNV", "not_rated")
    excellent, good, not_rated = (ratings.count(name) for name in names)
    return Tally(excellent, good, len(ratings) - excellent - good - not_rated, not_rated)


def groups(told: Round) -> dict[str, list[Record]]:
    """The people of each body and of each of its peer groups, found from the top down."""
    units = {str(unit["unit_id"]): unit for unit in told["units"]}
    found: dict[str, list[Record]] = {}
    for person in told["staff"]:
        if person["category"] == "HD":
            continue
        unit = str(person["unit_id"])
        while unit:
            names = [unit, f"{unit}/{person['peer_group']}"] if person["peer_group"] else [unit]
            for name in names:
                found.setdefault(name, []).append(person)
            unit = "" if units[unit]["body"] else str(units[unit]["parent_id"])
    return found


@st.composite
def shares(draw: st.DrawFn) -> Round:
    units: list[Record] = []
    for number in range(draw(st.integers(1, 4))):
        parent = f"U{draw(st.integers(0, number - 1))}" if number else ""
        units.append(
            {
                "unit_id": f"U{number}",
                "parent_id": parent,
                "body": number == 0 or draw(st.booleans()),
                "outstanding_decision": draw(st.sampled_from(["", "", "Quyết định 7"])),
                "outstanding_share": draw(st.sampled_from(["25%", "30%", "50%"])),
            }
        )
    often = ["HTXSNV", "HTXSNV", "HTTNV", "HTTNV", "HTTNV", *RATINGS]
    staff: list[Record] = [
        {
            "staff_id": f"S{number}",
            "unit_id": draw(st.sampled_from(units))["unit_id"],
            "category": draw(st.sampled_from(["VC", "VC", "CC", "CB", "HD"])),
            "peer_group": draw(st.sampled_from(["", "", "lái xe"])),
            "rating": draw(st.sampled_from(often)),
        }
        for number in range(draw(st.integers(1, 24)))
    ]
    return {"staff": staff, "units": units}


def one_body(**ratings: int) -> Round:
    grades = [grade for grade, number in ratings.items() for _ in range(number)]
    people: list[Record] = [
        {"staff_id": f"S{n}", "unit_id": "U0", "category": "VC", "peer_group": "", "rating": grade}
        for n, grade in enumerate(grades)
    ]
    unit = {"unit_id": "U0", "parent_id": "", "body": True, "outstanding_decision": ""}
    return {"staff": people, "units": [{**unit, "outstanding_share": ""}]}


def percent_of(unit: Record) -> int:
    told = str(unit["outstanding_share"])
    return int(told.rstrip("%")) if unit["outstanding_decision"] else PARTY_PERCENT


READINGS = st.builds(
    Readings,
    st.sampled_from(BASES),
    st.sampled_from(ROUNDINGS),
    st.sampled_from(["out", "in"]),
    st.sampled_from(["body", "every_unit"]),
)


@settings(max_examples=200)
@given(shares(), READINGS)
@example(one_body(HTXSNV=2, HTTNV=8), Readings())
@example(one_body(HTXSNV=3, HTTNV=8), Readings())
@example(one_body(HTXSNV=1, HTTNV=1), Readings(rounding="at_least_one"))
@example(one_body(HTXSNV=3, HTTNV=10), Readings(rounding="half_up"))
@example(one_body(HTXSNV=4, HTTNV=3), Readings(base="good"))
@example(one_body(HTXSNV=2, HTTNV=2), Readings(base="good", rounding="half_up"))
@example(one_body(HTXSNV=1, HTNV=4, not_rated=1), Readings(not_rated="in"))
@example(one_body(not_rated=3), Readings())
def test_a_second_computation_agrees_on_verdicts_and_figures(told: Round, chosen: Readings) -> None:
    names = ("excellent_share_base", "excellent_share_rounding", "not_rated_in_base", "cap_level")
    batch = a_batch(told, "2024-12-14")
    choices = Choices(readings=dict(zip(names, chosen, strict=True)), select=("excellent-share",))
    ruleset = in_force(library(), batch.on, ("CB", "CC", "VC", "HD"), choices)
    world = World(batch)
    judged = {one.subject.key: one for one in ReferenceEngine().judgements(ruleset, world)}
    units = {str(unit["unit_id"]): unit for unit in told["units"]}
    expected = groups(told)
    assert judged.keys() == expected.keys()
    for name, people in expected.items():
        unit = units[name.split("/")[0]]
        percent = percent_of(unit)
        tally = tally_of([str(person["rating"]) for person in people])
        excess = too_many(tally, percent, chosen)
        applies = unit["body"] or chosen.level == "every_unit"
        verdict = "not_applicable" if not applies else "broken" if excess else "kept"
        assert (name, judged[name].verdict.value) == (name, verdict)
        if applies:
            measures = detail(judged[name], ruleset, world).measures
            size = base(tally, chosen)
            share = Fraction(tally.excellent, size) if size else None
            told_of = {key: measures[key] for key in ("base", "excess", "share", "limit")}
            figures = {"base": size, "excess": excess, "share": share}
            assert told_of == {**figures, "limit": Fraction(percent, 100)}
