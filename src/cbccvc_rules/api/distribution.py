"""How a round is spread over the grades, beside what each share rule allows."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from cbccvc_rules.extras import late
from cbccvc_rules.model.distribution import UNTOLD, Distribution, UnitGrades

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.model.rows import Row


def distribution(context: Context) -> Distribution:
    """Return the grades of the people judged, by unit, and the groups that a share rule judges."""
    ungoverned = {one.id for one in context.not_governed}
    units: dict[str, Counter[str]] = defaultdict(Counter)
    for row in context.world.staff:
        if row.key not in ungoverned:
            units[_text(row, "unit_id")][_text(row, "rating")] += 1
    for row, people in _totals(context.world):
        units[_text(row, "unit_id")][_text(row, "rating")] += people
    return Distribution(
        grades=tuple(UnitGrades(unit or None, dict(units[unit])) for unit in sorted(units)),
        shares=tuple(late("solve.quota").quotas(context.ruleset, context.world)),
    )


def _text(row: Row, column: str) -> str:
    value = row.values[column]
    return UNTOLD if value is None else str(value)


def _totals(world: World) -> Iterator[tuple[Row, int]]:
    """Yield rows that stand for many, with how many; peer groups where the unit has no total."""
    whole = {row.values["unit_id"] for row in world.totals if row.values["peer_group"] is None}
    for row in world.totals:
        if row.values["peer_group"] is None or row.values["unit_id"] not in whole:
            yield row, world.sizes[row.key] or 0
