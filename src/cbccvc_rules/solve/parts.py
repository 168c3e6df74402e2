"""A round taken apart: people whom limits tie together, and in each part those who stand equal.

Two people stand equal where the same changes are open to both and add the same to every limit: the
law has no reason to prefer one of them. They are counted together, so that what has to be decided
is as large as the kinds of people in a part are many, and not as its people are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.affine import (
    YES,
    AtMost,
    Every,
    Formula,
    Some,
    atoms,
    every,
    some,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.affine import Move
    from cbccvc_rules.solve.lawful import Place


_NOBODY = ""
"""Whom people are tied to who are tied to nobody."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What one rule demands of one group of people, over the changes of each."""

    rule: Rule
    subject: Row
    formula: Formula


@dataclass(frozen=True, slots=True)
class Kind:
    """People who stand equal, and the changes open to them: rating and steps of the scale.

    `rank` is their place in the order that somebody gave: the lowest is changed first.
    """

    people: tuple[str, ...]
    options: tuple[tuple[str, int], ...]
    must_move: bool
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Kinds of people whom limits tie together; limits are over kinds, by number, and ratings."""

    kinds: tuple[Kind, ...]
    limits: tuple[Limit, ...]


def parts(
    limits: Sequence[Limit],
    places: Mapping[str, Place],
    ranks: Mapping[str, int],
    crowds: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Part]:
    """Yield the parts of a round; people whom no limit touches make one by themselves.

    Where these are `crowds`, it says who is in each.
    """
    touched: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    tied = _Ties()
    number = 0
    for limit in limits:
        ids = {move[0] for atom in atoms(limit.formula) for move in atom.adds}
        tied.join(ids)
        for atom in atoms(limit.formula):
            for (id_, rating), adds in atom.adds.items():
                touched[id_].append((number, rating, adds))
            number += 1
    grouped: dict[str, dict[Hashable, list[str]]] = defaultdict(lambda: defaultdict(list))
    for id_, place in places.items():
        if place.options and (place.must_move or id_ in touched):
            key = (place.rating, place.options, place.must_move, ranks.get(id_, 0))
            own = tuple(sorted(touched.get(id_, ())))
            root = tied.root(id_) if own else _NOBODY
            grouped[root][(key, own)].append(id_)
    of_root: dict[str, list[Limit]] = defaultdict(list)
    for limit in limits:
        first = next((move[0] for atom in atoms(limit.formula) for move in atom.adds), None)
        of_root[_NOBODY if first is None else tied.root(first)].append(limit)
    for root in {**grouped, **of_root}:
        firsts = tuple(people[0] for people in grouped[root].values())
        kinds = tuple(_kind(those, places, ranks, crowds) for those in grouped[root].values())
        yield _part(firsts, kinds, of_root[root])


def _kind(
    those: Sequence[str],
    places: Mapping[str, Place],
    ranks: Mapping[str, int],
    crowds: Mapping[str, Sequence[str]] | None,
) -> Kind:
    place = places[those[0]]
    options = tuple((rating, place.steps(rating)) for rating in place.options)
    people = tuple(those) if crowds is None else tuple(id_ for one in those for id_ in crowds[one])
    return Kind(people, options, place.must_move, ranks.get(those[0], 0))


def _part(firsts: tuple[str, ...], kinds: tuple[Kind, ...], limits: Iterable[Limit]) -> Part:
    """Put kinds in the place of people: one person's change stands for that of any like them."""
    first = {id_: str(number) for number, id_ in enumerate(firsts)}
    over = tuple(
        Limit(limit.rule, limit.subject, _over_kinds(limit.formula, first, kinds))
        for limit in limits
    )
    return _spare(Part(kinds, over))


def _over_kinds(formula: Formula, first: Mapping[str, str], kinds: Sequence[Kind]) -> Formula:
    """Return a formula over kinds; what holds whatever is changed is left out."""
    match formula:
        case AtMost(now, adds):
            of_kinds: dict[Move, int] = {}
            worst: dict[str, int] = defaultdict(int)
            for (id_, rating), number in adds.items():
                at = first.get(id_)
                if at is not None:
                    of_kinds[at, rating] = number
                    worst[at] = max(worst[at], number * len(kinds[int(at)].people))
            return YES if now + sum(worst.values()) <= 0 else AtMost(now, of_kinds)
        case Every(parts):
            return every(_over_kinds(one, first, kinds) for one in parts)
        case Some(parts):
            return some(_over_kinds(one, first, kinds) for one in parts)


def _spare(part: Part) -> Part:
    """Leave out changes that another one, or none, is never worse than.

    Of two changes of one person the one is never worse that goes no further and adds no more to
    any limit: limits are `at most`, joined without negation, so whatever the one solves the other
    solves, too. To make no change costs nothing: a change that only adds is of no use.
    """
    adds: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    number = 0
    for limit in part.limits:
        for atom in atoms(limit.formula):
            for move, more in atom.adds.items():
                adds[move][number] = more
            number += 1
    kept: list[Kind] = []
    for at, kind in enumerate(part.kinds):
        options: list[tuple[str, int]] = []
        for option in sorted(kind.options, key=lambda one: one[1]):
            own = adds[str(at), option[0]]
            others = [adds[str(at), other] for other, _ in options]
            if not kind.must_move:
                others.append({})
            if not any(_no_worse(other, own) for other in others):
                options.append(option)
        kept.append(Kind(kind.people, tuple(options), kind.must_move, kind.rank))
    return Part(tuple(kept), part.limits)


def _no_worse(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Return whether a change adds no more than another to every limit."""
    return all(one.get(at, 0) <= other.get(at, 0) for at in {*one, *other})


class _Ties:
    """Who is tied to whom, by way of others."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def root(self, id_: str) -> str:
        at = id_
        while (up := self._up.get(at, at)) != at:
            at = up
        while (up := self._up.get(id_, id_)) != at:
            self._up[id_], id_ = at, up
        return at

    def join(self, ids: Iterable[str]) -> None:
        first: str | None = None
        for id_ in ids:
            if first is None:
                first = self.root(id_)
            else:
                self._up[self.root(id_)] = first
