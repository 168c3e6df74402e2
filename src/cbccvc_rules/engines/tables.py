"""The tables that records stand in, and how a column that was not given is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.trace import Fact

TABLES: Mapping[str, str] = {
    "staff": "staff",
    "unit": "units",
    "discipline": "disciplines",
    "history": "history",
    "scorecard": "scorecards",
    "counts": "counts",
}
# Told by the assembly of a batch from other columns, so never absent in themselves.
DERIVED_COLUMNS = frozenset(
    {
        "year_from",
        "year_to",
        "previous_on",
        "regulation_on",
        "counted_until",
        "decider",
        "years_before",
        "body",
        "leads",
        "staff_id",
        "unit_id",
        "category",
    }
)

# The columns that the facts added by the assembly of a batch come from.
ORIGINS: Mapping[str, tuple[str, str]] = {
    "year_from": ("unit", "year_end"),
    "year_to": ("unit", "year_end"),
    "previous_on": ("unit", "year_end"),
    "regulation_on": ("unit", "own_regulation_on"),
    "counted_until": ("discipline", "counted_in"),
    "decider": ("staff", "decided_by"),
    "years_before": ("history", "period"),
}


def column_missing(fact: Fact, own: str) -> str:
    """Return the column that a missing fact asks for, or its table.

    A column of the judged record itself goes by its name, any other as `units.rating`.
    """
    table = TABLES.get(fact.record, fact.record)
    if not fact.column:
        return table
    return fact.column if fact.record == own else f"{table}.{fact.column}"
