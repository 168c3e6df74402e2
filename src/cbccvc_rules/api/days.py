"""Days as people tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.model.values import CellFault, read_date

if TYPE_CHECKING:
    from datetime import date


def day_asked(on: date | str) -> date:
    """Return a day told as one, or as a cell of a table tells it.

    Raises:
        UsageError: for a text that is no day.
    """
    try:
        day = read_date(on)
    except CellFault:
        day = None
    if day is None:
        raise UsageError(Problem("day-unreadable", None, read=str(on)))
    return day
