"""Units in the order of their tree: each above those in it, beside each other by the alphabet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cbccvc_rules.model.alphabet import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.model.alphabet import Order
    from cbccvc_rules.model.findings import RoundFacts


def in_tree_order(facts: RoundFacts) -> dict[str, int]:
    """Return the place of every unit, from the top down.

    Units are put in order by their names, or ids where they have none. Those of a circle, which
    hang on nothing, come last.
    """
    names = facts.unit_names
    known = {*names, *facts.above, *facts.above.values()}

    def order(unit: str) -> tuple[Order, Order]:
        return in_order(names.get(unit) or unit), in_order(unit)

    below: Mapping[str | None, list[str]] = defaultdict(list)
    for unit in sorted(known, key=order):
        below[facts.above.get(unit)].append(unit)
    places: dict[str, int] = {}
    _walk(below[None], below, places)
    _walk(sorted(known - places.keys(), key=order), below, places)
    return places


def _walk(
    units: Iterable[str], below: Mapping[str | None, list[str]], places: dict[str, int]
) -> None:
    waiting = list(units)[::-1]
    while waiting:
        unit = waiting.pop()
        if unit not in places:
            places[unit] = len(places)
            waiting += below[unit][::-1]


def top_unit(facts: RoundFacts) -> str | None:
    """Return the one unit that is above all others; None where there are several or none."""
    tops = [unit for unit in facts.unit_names if unit not in facts.above]
    return tops[0] if len(tops) == 1 else None
