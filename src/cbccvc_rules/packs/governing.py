"""Which law governs whom on a day, asked of the table of laws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.packs.library import FALLBACK

if TYPE_CHECKING:
    from datetime import date

    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.packs.library import Applies, Governs


def governing(applies: Applies, standing: str, day: date) -> Governs | None:
    """Return what governs a category, or those of it with a standing of their own, on a day.

    None only before the table begins.
    """
    category, fallback, _ = standing.partition(FALLBACK)
    for entry in applies.entries:
        if entry.category == category and day in entry.interval:
            return entry.fallback.governs if fallback and entry.fallback else entry
    return None


def fallbacks(applies: Applies, day: date) -> dict[str, tuple[Node, str]]:
    """Return the conditions on which some of a category are governed otherwise, and how they stand.

    By category; those without exception on that day are left out.
    """
    return {
        entry.category: (entry.fallback.condition, entry.fallback.governs.standing)
        for entry in applies.entries
        if entry.fallback is not None and day in entry.interval
    }
