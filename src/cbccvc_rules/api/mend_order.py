"""The order that somebody gives to people who stand equal before the law: by a column of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.headings import column_called
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.model.rows import Row

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Ordering:
    """A column, and whether who is highest in it is changed first."""

    column: str
    highest: bool

    def ranks(self, people: Mapping[str, Row]) -> dict[str, int]:
        """Return the place of each in the order; those with the same value have the same.

        Raises:
            UsageError: for people without a value there.
        """
        values = {key: row.values[self.column] for key, row in people.items()}
        empty = sorted(people[key].key for key, value in values.items() if value is None)
        if empty:
            shown = ", ".join(empty[:_SHOWN]) + (", …" if len(empty) > _SHOWN else "")
            params = {"column": self.column, "people": shown, "number": str(len(empty))}
            raise UsageError(Problem("order-value-empty", None, params))
        told: Iterable[object] = set(values.values())
        in_order = sorted(told, key=_sorted_by, reverse=self.highest)
        places = {value: at for at, value in enumerate(in_order)}
        return {key: places[value] for key, value in values.items()}


def ordering(told: str) -> Ordering:
    """Return the order that is told: a column, the lowest first; after a minus, the highest.

    Raises:
        UsageError: where there is no such column.
    """
    name = told.removeprefix("-")
    column = column_called("staff", name)
    if column is None:
        known = [one.name for one in columns_of("staff")]
        params = {"column": name, "nearest": nearest(name, known) or ""}
        raise UsageError(Problem("order-column-unknown", None, params))
    return Ordering(column, told.startswith("-"))


def _sorted_by(value: object) -> tuple[str, object]:
    return ("", value) if not isinstance(value, str) else ("text", value)
