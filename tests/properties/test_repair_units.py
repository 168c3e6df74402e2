"""The smallest mend with units that may be lowered, against every way of lowering them.

Every unit is given every grade at or below its own, and with each of these the smallest mend of
the people's ratings is looked for by trying all; the reference engine alone says what is lawful.
"""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from cbccvc_rules.api.repair import repair
from cbccvc_rules.api.verbs import bound
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.packs.load import load
from cbccvc_rules.solve.limits import rule_counts
from cbccvc_rules.solve.reasons import reasons_in
from cbccvc_rules.sources import packaged_rules
from properties.test_repair import Lawful, a_round, cost, smallest, steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from properties.test_repair import Record

ON = "2026-12-14"
TURNED = "not-monotone: "
BODIES = {"B": True, "B1": False, "N": True}


class Led:
    """Units with scores and grades, those who lead them, and some of their people."""

    def __init__(self, seed: int) -> None:
        draw = Random(seed)
        self.units: list[Record] = [
            {
                "unit_id": unit,
                "parent_id": None if unit == "B" else "B",
                "body": body,
                "kind": "public_service",
                "own_regulation_on": "2026-08-01",
                "score": draw.choice([95, 85, 75, 60, 40]),
                "rating": draw.choice(["HTXSNV", "HTXSNV", "HTTNV", "HTNV"]),
            }
            for unit, body in BODIES.items()
        ]
        self.staff: list[Record] = [
            self._person(draw, number, role, unit)
            for number, (role, unit) in enumerate(
                [("head", "B"), ("head", draw.choice(["B1", "N"])), ("staff", "B1"), ("staff", "N")]
            )
        ]
        self.readings = {
            "heads_inside_unit": draw.choice(["bound", "free"]),
            "excellent_share_base": draw.choice(["all", "good"]),
            "excellent_share_rounding": draw.choice(["none", "half_up", "at_least_one"]),
        }

    @staticmethod
    def _person(draw: Random, number: int, role: str, unit: str) -> Record:
        return {
            "staff_id": f"P{number}",
            "unit_id": unit,
            "category": "VC",
            "role": role,
            "leads": unit if role == "head" else None,
            "months_worked": 12,
            "leave_months": 0,
            "maternity": False,
            "rating": draw.choice(["HTXSNV", "HTTNV", "HTTNV", "HTNV"]),
            "score": draw.choice([95, 95, 85, 60]),
        }

    def lowered(self) -> Iterator[list[Record]]:
        """Yield the units in every way of lowering some."""
        ways = [GRADES[: GRADES.index(str(one["rating"])) + 1] for one in self.units]
        for grades in product(*ways):
            yield [{**one, "rating": grade} for one, grade in zip(self.units, grades, strict=True)]


def lawful_units(lawful: Lawful) -> bool:
    """Return whether no unit's own grade breaks a rule."""
    rules = tuple(
        rule
        for rule in lawful.here.ruleset.rules
        if rule.judges == "unit" and rule.concerns == "grade" and not rule_counts(rule)
    )
    return not lawful.broken_of(rules)


@settings(max_examples=25)
@given(st.integers(0, 2**40))
def test_lowering_units_for_their_own_grade_alone_is_enough(seed: int) -> None:
    """Of the rules that are broken only where a unit is graded better, all are on its own grade."""
    led = Led(seed)
    told = {str(one["staff_id"]): one["rating"] for one in led.staff}
    before = {str(one["unit_id"]): one["rating"] for one in led.units}
    found: list[tuple[tuple[int, int], int]] = []
    for units in led.lowered():
        there = bound(a_round(led.staff, units, ON), None, (), led.readings, None)
        lawful = Lawful(there, "violation")
        best = smallest(lawful, led.staff, set()) if lawful_units(lawful) else []
        if best:
            down = sum(steps(before[str(one["unit_id"])], str(one["rating"])) for one in units)
            found.append((cost(told, best[0]), down))
    batch = a_round(led.staff, led.units, ON)
    made = repair(batch, readings=led.readings, units_may_change=True)
    assert bool(found) is not bool(made.unmended)
    if found:
        assert ((made.people, made.steps), sum(one.steps for one in made.units)) == min(found)


def test_a_unit_may_have_to_follow_a_part_of_it_that_is_lowered() -> None:
    """Nghị định 233/2026/NĐ-CP Điều 7 khoản 1: no constituent part is rated non-completion."""
    done = dict.fromkeys(("total", "completed", "on_time_quality", "exceeded"), 10)
    same: Record = {"kind": "public_service", "body": True, "own_regulation_on": "2026-08-01"}
    same |= {f"targets_{name}": number for name, number in done.items()}
    units: list[Record] = [
        {**same, "unit_id": "B", "score": 95, "rating": "HTXSNV"},
        {**same, "unit_id": "N", "parent_id": "B", "score": 40, "rating": "HTNV"},
    ]
    staff = [
        {"staff_id": f"P{one}", "unit_id": one, "category": "VC", "rating": "HTTNV", "score": 80}
        for one in ("B", "N")
    ]
    made = repair(a_round(staff, units, ON), units_may_change=True, level="notice")
    told = {one.id: (one.before, one.after, one.steps) for one in made.units}
    assert told == {"B": ("HTXSNV", "HTTNV", 1), "N": ("HTNV", "KHTNV", 1)}


def test_what_a_better_unit_breaks_among_violations_is_about_its_own_grade() -> None:
    """The proofs find which rules those are; so no other unit has to be lowered for a violation."""
    rules, known = load().rules, reasons_in(packaged_rules())
    turned = [one.removeprefix(TURNED) for one in known if one.startswith(TURNED)]
    severe = [rules[one] for one in turned if rules[one].severity == "violation"]
    assert [(one.id, one.judges) for one in severe] == [("unit-score-below-grade", "unit")]
