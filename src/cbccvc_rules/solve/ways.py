"""Of how many of each kind a smallest mend where limits cross consists: every way there is.

The solver says how few and how many of each kind there are in any of them. What lies within these
bounds is tried, whole number by whole number: no solver is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.affine import AtMost, Every, Some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cbccvc_rules.solve.affine import Formula
    from cbccvc_rules.solve.parts import Kind

Choice = tuple[int, str]
"""A kind by its number, and a rating."""
Counts = dict[Choice, int]
TRIED = 4_096
"""So many numbers within the bounds are tried, and no more."""


def holds(formula: Formula, made: Mapping[Choice, int]) -> bool:
    """Return whether a limit is kept once so many of each kind are changed."""
    match formula:
        case AtMost(now, adds):
            return now + sum(n * made.get((int(at), to), 0) for (at, to), n in adds.items()) <= 0
        case Every(parts):
            return all(holds(one, made) for one in parts)
        case Some(parts):
            return any(holds(one, made) for one in parts)


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways there are; `every`: whatever lies within the bounds is one."""

    ways: tuple[Counts, ...]
    every: bool


def ways(
    kinds: Sequence[Kind],
    ranges: Mapping[Choice, tuple[int, int]],
    is_one: Callable[[Counts], bool],
) -> Ways | None:
    """Return the numbers of changes within bounds that are a smallest mend; None: too many to try.

    All smallest mends change as many people: whatever else lies within the bounds is none.
    """
    found: list[Counts] = []
    for tried, made in enumerate(_within(kinds, list(ranges.items()), {})):
        if tried == TRIED:
            return None
        if is_one(made):
            found.append(made)
    people = {sum(made.values()) for made in found}
    alike = sum(sum(made.values()) in people for made in _within(kinds, list(ranges.items()), {}))
    return Ways(tuple(found), alike == len(found))


def _within(
    kinds: Sequence[Kind], left: Sequence[tuple[Choice, tuple[int, int]]], made: Counts
) -> Iterator[Counts]:
    """Yield all numbers within the bounds, nobody being changed twice."""
    if not left:
        yield dict(made)
        return
    (one, (least, most)), *rest = left
    taken = sum(number for (kind, _), number in made.items() if kind == one[0])
    for number in range(least, min(most, len(kinds[one[0]].people) - taken) + 1):
        yield from _within(kinds, rest, {**made, one: number})
