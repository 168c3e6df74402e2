"""Builders of small rounds from Python records."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.model.batch import Batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

Record = dict[str, object]


def a_person(staff_id: str = "A", **more: object) -> Record:
    return {"staff_id": staff_id, "category": "VC", "unit_id": "U", "rating": "HTTNV", **more}


def a_unit(unit_id: str = "U", **more: object) -> Record:
    return {"unit_id": unit_id, **more}


def a_batch(
    *staff: Record, units: Sequence[Record] | None = None, period: str = "2024", **more: object
) -> Batch:
    """Make a batch of people; one person in unit U if none is named."""
    return Batch.from_records(list(staff) or [a_person()], units, period=period, **more)


def codes(batch: Batch) -> list[str]:
    return sorted(problem.code for problem in batch.problems)


def only(batch: Batch, code: str) -> Problem:
    """Return the one problem with a code."""
    (found,) = [problem for problem in batch.problems if problem.code == code]
    return found


def person(batch: Batch, staff_id: str = "A") -> Row:
    return next(row for row in batch.tables["staff"] if row.key == staff_id)


def unit(batch: Batch, unit_id: str = "U") -> Row:
    return next(row for row in batch.tables["units"] if row.key == unit_id)


def value(column: str, cell: object, **more: object) -> Value:
    """Return what one cell of a staff row is read as."""
    return person(a_batch(a_person(**{column: cell}, **more))).values[column]


def unplaced(batch: Batch) -> dict[str | None, int]:
    """Count the people who may belong to a unit beyond those whose row says so."""
    return dict(Counter(one.unit for one in batch.unplaced))
