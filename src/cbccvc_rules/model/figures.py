"""Figures of one row that cannot all be true: a part above its whole, sums that do not add up."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.scale import RATINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.model.draft import Draft

PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "staff": (
        ("tasks_completed", "tasks_total"),
        ("tasks_on_time_quality", "tasks_completed"),
        ("tasks_exceeded", "tasks_completed"),
        ("criteria_completed", "criteria_total"),
        ("criteria_deficient", "criteria_total"),
    ),
    "units": (
        ("targets_completed", "targets_total"),
        ("targets_on_time_quality", "targets_completed"),
        ("targets_exceeded", "targets_completed"),
    ),
}
MONTHS_IN_A_YEAR = 12


def number(draft: Draft, column: str) -> int | Fraction | None:
    """Return a number of a row, None where not told."""
    value = draft.values[column]
    return value if isinstance(value, (int, Fraction)) and not isinstance(value, bool) else None


def contradictions(draft: Draft) -> list[Problem]:
    """Report every part that is above its whole; both figures count as not told from then on."""
    problems: list[Problem] = []
    spoilt: set[str] = set()
    for part, whole in PARTS[draft.table]:
        some, all_ = number(draft, part), number(draft, whole)
        if some is None or all_ is None or some <= all_:
            continue
        spoilt |= {part, whole}
        params = {
            "part": draft.heading(part),
            "whole": draft.heading(whole),
            "number": draft.quoted(whole),
        }
        place = draft.place(part)
        problems.append(Problem("figures-contradict", place, params, read=draft.quoted(part)))
    for column in sorted(spoilt):
        draft.spoil(column)
    return problems


def too_many_months(draft: Draft) -> Iterator[Problem]:
    """Report work and leave that together are longer than a year."""
    worked, away = number(draft, "months_worked"), number(draft, "leave_months")
    if worked is not None and away is not None and worked + away > MONTHS_IN_A_YEAR:
        params = {"worked": draft.quoted("months_worked"), "away": draft.quoted("leave_months")}
        place = draft.place("months_worked")
        yield Problem("months-over-a-year", place, params, severity="warning")


def sums(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """Report totals that their grades exceed or fall short of; the figures stay as told."""
    for draft in drafts:
        total = number(draft, "total")
        parts = [number(draft, rating) for rating in RATINGS]
        told = sum(part for part in parts if part is not None)
        if total is None or told == total:
            continue
        params = {"total": draft.quoted("total"), "sum": str(told)}
        code = "counts-do-not-add-up"
        if None in parts and told < total:
            code = "counts-left-over"
            empty = [name for name, part in zip(RATINGS, parts, strict=True) if part is None]
            params.update(rest=str(total - told), empty=", ".join(f"`{name}`" for name in empty))
        yield Problem(code, draft.place("total"), params, severity="notice")
