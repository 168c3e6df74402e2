"""What a decision says of an earlier round, held against what is known of that round.

`counted_in` protects a person only if the violation was the ground for non-completion in that
period (Điều 2 khoản 5 điểm b).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.period import Period
from cbccvc_rules.model.scale import GRADES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.model.rows import Row


def held_against_history(
    disciplines: Iterable[Row], history: Iterable[Row], period: Period
) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return decisions whose `counted_in` can stand; the others lose it, each with a problem."""
    rated = {(row.values["staff_id"], row.values["period"]): row for row in history}
    kept: list[Row] = []
    problems: list[Problem] = []
    for row in disciplines:
        told = row.values["counted_in"]
        problem = None
        if isinstance(told, str):
            before = rated.get((row.values["staff_id"], told))
            problem = _later(row, told, period) or _contradiction(row, told, before)
        if problem is None:
            kept.append(row)
            continue
        problems.append(problem)
        values = {**row.values, "counted_in": None, "counted_until": None}
        typed = {"counted_in": str(told), **row.typed}
        kept.append(replace(row, values=values, typed=typed, bad=row.bad | {"counted_in"}))
    return tuple(kept), problems


def _later(row: Row, told: str, period: Period) -> Problem | None:
    if Period(told).last_year <= period.last_year:
        return None
    params = {"period": period.text}
    return Problem("counted-in-later", row.place("counted_in"), params, read=told)


def _contradiction(row: Row, told: str, before: Row | None) -> Problem | None:
    rating = None if before is None else before.values["rating"]
    if before is None or rating is None or rating == GRADES[0]:
        return None
    params = {
        "id": str(row.values["staff_id"]),
        "period": told,
        "rating": str(rating),
        "place": str(before.place("rating") or ""),
    }
    return Problem("counted-in-contradicts", row.place("counted_in"), params, read=told)
