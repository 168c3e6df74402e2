"""Made-up rounds of any size: the same size gives the same round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules import Batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    Record = dict[str, object]

DIVISION = 12
"""People in a division; its first is the head."""

GRADES = ("HTXSNV", "HTTNV", "HTTNV", "HTTNV", "HTTNV", "HTTNV", "HTNV", "HTTNV", "HTNV", "KHTNV")


def made_up(people: int) -> Batch:
    """Return a round of 2024 of so many people with every column that a criterion reads."""
    staff = list(_staff(people))
    return Batch.from_records(staff=staff, units=list(_units(people)), period="2024")


def _staff(people: int) -> Iterator[Record]:
    for number in range(people):
        head = number % DIVISION == 0
        unit = number // DIVISION
        tasks = 10 + number % 7
        yield {
            "staff_id": f"CC{number:05}",
            "unit_id": f"P{unit:04}",
            "category": "CC" if unit % 3 else "VC",
            "role": "head" if head else "staff",
            "peer_group": "heads" if head else "specialists",
            "months_worked": 12,
            "leave_months": 0,
            "maternity": False,
            **{f"general_{criterion}": "good" for criterion in range(1, 5)},
            "general_5a": "good" if head else None,
            "degradation_finding": False,
            "tasks_total": tasks,
            "tasks_completed": tasks - (number % 11 == 0),
            "tasks_on_time_quality": tasks - number % 4,
            "tasks_exceeded": tasks // 2 + number % 3,
            "criteria_total": tasks,
            "criteria_completed": tasks - (number % 11 == 0),
            "criteria_deficient": number % 4,
            "effectiveness": "high" if number % 5 else "normal",
            "rating": GRADES[number * 7 % len(GRADES)],
        }


def _units(people: int) -> Iterator[Record]:
    yield {"unit_id": "SO", "body": True, "rating": "HTTNV"}
    for unit in range(-(-people // DIVISION)):
        yield {
            "unit_id": f"P{unit:04}",
            "parent_id": "SO",
            "body": False,
            "rating": GRADES[unit % 5],
            "targets_total": 20,
            "targets_completed": 20,
            "targets_on_time_quality": 18,
            "targets_exceeded": 6,
            "corruption_case": False,
        }
