"""What the plans of a mend are about: the people they move, the limits they rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.solve.parts import Limit
    from cbccvc_rules.solve.plan import Bound, Plan


def moves_of(plans: Iterable[Plan]) -> Iterator[tuple[str, str]]:
    """Yield every change that plans make, or leave to choose."""
    for plan in plans:
        for forced in plan.forced:
            yield from forced.moves
        for pick in plan.picks:
            yield from pick.moves


def limits_of(plans: Iterable[Plan]) -> Iterator[Limit]:
    """Yield the limits that plans tell of."""
    for plan in plans:
        for forced in plan.forced:
            yield from forced.limits
        for pick in plan.picks:
            yield from pick.limits
            for bound in pick.bounds:
                yield from bound.limits
        yield from limits_short(plan)


def limits_short(plan: Plan) -> Iterator[Limit]:
    """Yield the limits that stay broken."""
    yield from (one.limit for one in plan.short)


def named(plan: Plan, names: Mapping[str, str]) -> Plan:
    """Return a plan with the ids of people in the place of the numbers of their rows."""

    def moves(those: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((names[no], rating) for no, rating in those)

    def bounds(those: tuple[Bound, ...]) -> tuple[Bound, ...]:
        return tuple(replace(it, people=tuple(names[no] for no in it.people)) for it in those)

    return replace(
        plan,
        forced=tuple(replace(one, moves=moves(one.moves)) for one in plan.forced),
        picks=tuple(
            replace(
                one,
                moves=moves(one.moves),
                first=moves(one.first),
                bounds=bounds(one.bounds),
                ways=tuple(map(bounds, one.ways)),
            )
            for one in plan.picks
        ),
    )
