"""Scorecards: whose each row is, and no criterion of a card told twice.

A row that cannot stand stays in the card with its figures taken back: a card that silently lost a
row would add up to something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.identity import same_id
from cbccvc_rules.model.values import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.model.draft import Draft
    from cbccvc_rules.model.references import KnownIds
    from cbccvc_rules.model.rows import Row

OWNERS = ("staff_id", "unit_id")
_FIGURES = ("weight", "target", "actual", "points")


def owned(rows: Iterable[Draft], units: KnownIds) -> tuple[list[Draft], list[Problem]]:
    """Return the rows that are somebody's; of a person and a unit at once, the figures go."""
    kept: list[Draft] = []
    problems: list[Problem] = []
    for row in rows:
        staff, unit = row.text("staff_id"), row.text("unit_id")
        if staff is None and unit is None:
            if not row.bad & set(OWNERS):
                problems.append(Problem("scorecard-of-nobody", row.place("criterion")))
            continue
        kept.append(row)
        if staff is not None and unit is not None:
            params = {"staff": staff, "unit": unit}
            problems.append(Problem("scorecard-of-two", row.place("unit_id"), params))
            _take_back(row)
        if unit is not None and unit not in units:
            params = {"unit": unit, "nearest": units.near(unit) or ""}
            problems.append(Problem("unit-unknown", row.place("unit_id"), params, read=unit))
    return kept, problems


def told_once(rows: Iterable[Draft]) -> list[Problem]:
    """Take back the figures of a criterion that a card tells twice; which holds is a question."""
    groups: dict[tuple[str | None, str | None, str], list[Draft]] = {}
    for row in rows:
        criterion = row.text("criterion")
        if criterion is not None:
            key = (row.text("staff_id"), row.text("unit_id"), fold(criterion))
            groups.setdefault(key, []).append(row)
    problems: list[Problem] = []
    for same in groups.values():
        if len(same) > 1:
            name = " / ".join(text for one in (*OWNERS, "criterion") if (text := same[0].text(one)))
            problems.append(same_id(same, "criterion", name))
            for row in same:
                _take_back(row)
    return problems


def _take_back(row: Draft) -> None:
    for column in _FIGURES:
        if row.values[column] is not None:
            row.spoil(column)


def finished(rows: Iterable[Draft]) -> tuple[Row, ...]:
    """Finish the rows: a row's id is its owner's, with the row number."""
    return tuple(
        row.row(f"{row.text('staff_id') or row.text('unit_id') or ''}#{row.number}") for row in rows
    )
