"""Whose row is whose: rows without an id, and rows that share one, are set aside, never merged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.model.draft import Draft

ID_MISSING = {
    "staff_id": "staff-id-missing",
    "unit_id": "unit-id-missing",
    "period": "period-of-row-missing",
}


@dataclass(frozen=True, slots=True)
class Identified:
    """Rows by id, the rows set aside, and why."""

    kept: dict[str, Draft]
    aside: list[Draft]
    problems: list[Problem]


def with_id(drafts: Iterable[Draft], column: str) -> tuple[list[Draft], list[Draft], list[Problem]]:
    """Part the rows that have an id from those that have none, and say so of the latter."""
    known: list[Draft] = []
    unknown: list[Draft] = []
    problems: list[Problem] = []
    for draft in drafts:
        if draft.values[column] is not None:
            known.append(draft)
            continue
        unknown.append(draft)
        if column not in draft.bad:
            problems.append(Problem(ID_MISSING[column], draft.place(column)))
    return known, unknown, problems


def identified(drafts: Iterable[Draft], column: str) -> Identified:
    """Return the rows whose id is theirs alone; the others are set aside, with a problem an id."""
    known, aside, problems = with_id(drafts, column)
    by_id: dict[str, list[Draft]] = defaultdict(list)
    for draft in known:
        by_id[str(draft.values[column])].append(draft)
    kept: dict[str, Draft] = {}
    for key, rows in by_id.items():
        if len(rows) == 1:
            kept[key] = rows[0]
            continue
        aside.extend(rows)
        problems.append(same_id(rows, column, key))
    return Identified(kept, aside, problems)


def same_id(rows: list[Draft], column: str, key: str) -> Problem:
    """Say of a shared id where all its rows stand."""
    first, *others = (row.place(column) for row in rows)
    told = ", ".join(str(place) for place in others if place is not None)
    params = {"id": key, "others": told, "rows": str(len(rows))}
    return Problem("duplicate-id", first, params, read=key)
