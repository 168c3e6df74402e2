"""The smallest mend where limits lie one inside another or apart, counted out in whole numbers.

A limit then says: of these people at least so many must be changed. Those who stay are the
independent sets of a laminar matroid: of each set of the family no more may stay than are left.
So the greedy is exact. Everybody who is changed counts once, whatever the change; hence the fewest
changed are the most who stay, a basis. Of the bases that one is wanted whose changed people go the
fewest steps (then, where an order is given, stand first in it), so whose staying people would go
the most: a basis of greatest weight, which the greedy finds by adding to those who stay tier by
tier, the heaviest first, whoever still fits (Edmonds 1971). What a tier adds is the same for every
greatest basis; and once it is in, the sets that a lighter tier may add are again those of a laminar
matroid, with what is left of each set (a minor of the same family). A laminar matroid is told by
the rank of each set, and the rank of a set is the least of what is left of it, of what its inner
sets let through, and of what is left of any set around it. So "of these m exactly k, and of each
inner set at least q" says all smallest mends and no other: nobody is picked.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.affine import AtMost, Every, Formula
from cbccvc_rules.solve.plan import Bound, Forced, Pick, Plan, Short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cbccvc_rules.solve.parts import Kind, Limit, Part
    from cbccvc_rules.solve.plan import Moves


@dataclass(frozen=True, slots=True)
class Cover:
    """Of the people of these kinds at least so many must be changed."""

    kinds: frozenset[int]
    least: int


@dataclass(slots=True)
class _Set:
    """A set of the family with the sets right inside it; `left`: how many more of it may stay."""

    kinds: frozenset[int]
    left: int
    limits: list[Limit]
    inner: list[_Set] = field(default_factory=list)
    own: list[int] = field(default_factory=list)


def nested(part: Part) -> Plan | None:
    """Return the smallest mend of a part, None where its limits are not of this form."""
    if any(len(kind.options) > 1 for kind in part.kinds):
        return None
    sure = {number for number, kind in enumerate(part.kinds) if kind.must_move}
    covers: list[tuple[Limit, list[Cover]]] = []
    for limit in part.limits:
        found = _covers(limit.formula, part.kinds, sure)
        if found is None:
            return None
        covers.append((limit, found))
    if not _laminar({one.kinds for _, those in covers for one in those if one.kinds}):
        return None
    own = Forced(tuple(move for at in sorted(sure) for move in _moves(part.kinds[at])))
    forced = [own] if own.moves else []
    short, root = _family(covers, part.kinds)
    picks: list[Pick] = []
    for tier in _tiers(part.kinds, root.kinds):
        tier_forced, tier_picks = _tier(root, tier, part.kinds)
        forced += tier_forced
        picks += tier_picks
    return Plan(tuple(forced), tuple(picks), tuple(short))


def _moves(kind: Kind) -> Moves:
    return tuple((id_, kind.options[0][0]) for id_ in kind.people if kind.options)


def _covers(formula: Formula, kinds: Sequence[Kind], sure: set[int]) -> list[Cover] | None:
    """Return what a limit demands once the sure changes are made; None where it is no cover."""
    if isinstance(formula, AtMost):
        return _cover(formula, kinds, sure)
    below = [_covers(one, kinds, sure) for one in formula.parts]
    if isinstance(formula, Every):
        found: list[Cover] = []
        for one in below:
            if one is None:
                return None
            found += one
        return found
    ways = [one for one in below if one is not None]
    if [] in ways:
        return []  # one way holds whatever is changed
    possible = [way for way in ways if not any(_hopeless(one, kinds) for one in way)]
    if len(ways) < len(below):
        return None
    if not possible:
        nearest = min(ways, key=lambda way: sum(one.least for one in way), default=None)
        return [Cover(frozenset(), 1)] if nearest is None else nearest
    sets = {one.kinds for way in possible for one in way}
    if len(sets) > 1 or any(len(way) > 1 for way in possible):
        return possible[0] if len(possible) == 1 else None
    return [Cover(sets.pop(), min(way[0].least for way in possible))]


def _hopeless(cover: Cover, kinds: Sequence[Kind]) -> bool:
    return cover.least > sum(len(kinds[at].people) for at in cover.kinds)


def _cover(atom: AtMost, kinds: Sequence[Kind], sure: set[int]) -> list[Cover] | None:
    now = atom.start
    helps: dict[int, int] = {}
    for (at, rating), adds in atom.adds.items():
        number = int(at)
        if rating not in {option for option, _ in kinds[number].options}:
            continue
        if number in sure:
            now += adds * len(kinds[number].people)
        else:
            helps[number] = adds
    if now <= 0 and all(adds <= 0 for adds in helps.values()):
        return []
    if not helps:
        return [Cover(frozenset(), 1)]
    worth = set(helps.values())
    if len(worth) > 1 or max(worth) >= 0:
        return None
    return [Cover(frozenset(helps), -(now // worth.pop()))]


def _laminar(sets: Iterable[frozenset[int]]) -> bool:
    family = sorted(sets, key=len)
    return all(
        not one & other or one <= other
        for at, one in enumerate(family)
        for other in family[at + 1 :]
    )


def _family(
    covers: Sequence[tuple[Limit, list[Cover]]], kinds: Sequence[Kind]
) -> tuple[list[Short], _Set]:
    """Return the limits that cannot be kept, and the tree of the others under one for all."""
    short: list[Short] = []
    sets: dict[frozenset[int], _Set] = {}
    for limit, those in covers:
        for one in those:
            people = sum(len(kinds[at].people) for at in one.kinds)
            if one.least > people:
                short.append(Short(limit, one.least if one.kinds else None, people))
                continue
            at = sets.setdefault(one.kinds, _Set(one.kinds, people, []))
            if people - one.least < at.left:
                at.left, at.limits = people - one.least, []
            if people - one.least == at.left:
                at.limits.append(limit)
    everybody = frozenset(at for one in sets for at in one)
    root = _Set(everybody, sum(len(kinds[at].people) for at in everybody), [])
    for made in sorted(sets.values(), key=lambda made: -len(made.kinds)):
        _put(root, made)
    _own(root)
    return short, root


def _put(into: _Set, one: _Set) -> None:
    if into.kinds == one.kinds and into.limits == []:
        into.left, into.limits = one.left, one.limits
        return
    for inner in into.inner:
        if one.kinds <= inner.kinds:
            _put(inner, one)
            return
    into.inner.append(one)


def _own(at: _Set) -> None:
    inside = {kind for inner in at.inner for kind in inner.kinds}
    at.own = sorted(at.kinds - inside)
    for inner in at.inner:
        _own(inner)


def _tiers(kinds: Sequence[Kind], of: frozenset[int]) -> Iterator[frozenset[int]]:
    """Yield the kinds whose change costs the same, the costliest first: those stay if they may."""
    costs: dict[tuple[int, int], list[int]] = {}
    for at in sorted(of):
        costs.setdefault((kinds[at].options[0][1], kinds[at].rank), []).append(at)
    for _, tier in sorted(costs.items(), reverse=True):
        yield frozenset(tier)


def _tier(
    root: _Set, tier: frozenset[int], kinds: Sequence[Kind]
) -> tuple[list[Forced], list[Pick]]:
    """Say who of a tier is changed, and take those who stay out of what is left."""
    work = _Tier(tier, kinds)
    work.ranked(root)
    work.demand(root, root.left)
    work.split(root)
    work.stay(root, work.rank[id(root)])
    first = work.changed()
    picks = [
        Pick(
            one.number,
            one.moves,
            one.bounds,
            one.limits,
            tuple(move for move in one.moves if move in first),
        )
        for one in work.picks
    ]
    return work.forced, picks


@dataclass(slots=True)
class _Tier:
    """The people of one cost in the tree of sets."""

    tier: frozenset[int]
    kinds: Sequence[Kind]
    rank: dict[int, int] = field(default_factory=dict)
    size: dict[int, int] = field(default_factory=dict)
    least: dict[int, int] = field(default_factory=dict)
    staying: dict[int, int] = field(default_factory=dict)
    forced: list[Forced] = field(default_factory=list)
    picks: list[Pick] = field(default_factory=list)

    def _people(self, those: Iterable[int]) -> int:
        return sum(len(self.kinds[at].people) for at in those if at in self.tier)

    def ranked(self, at: _Set) -> None:
        """Count of each set its people, and how many may stay for all that its inside demands."""
        for inner in at.inner:
            self.ranked(inner)
        through = sum(self.rank[id(inner)] for inner in at.inner) + self._people(at.own)
        self.size[id(at)] = self._people(at.kinds)
        self.rank[id(at)] = min(at.left, through)

    def demand(self, at: _Set, around: int) -> None:
        """Count of each set how many of it every smallest mend changes."""
        around = min(around, at.left)
        self.least[id(at)] = self.size[id(at)] - min(self.rank[id(at)], around)
        for inner in at.inner:
            self.demand(inner, around)

    def split(self, at: _Set) -> None:
        """Of a set of which exactly so many are changed as it demands: say which, or how many."""
        number = self.least[id(at)]
        inside = sum(self.least[id(inner)] for inner in at.inner)
        if number == inside:
            for inner in at.inner:
                self.split(inner)
        elif number == self.size[id(at)]:
            self.forced.append(Forced(self._moves(at.kinds), tuple(at.limits)))
        else:
            self._pick(at, number)

    def _pick(self, at: _Set, number: int) -> None:
        """Take down a choice: who is sure to be changed is told apart, and bounds without them."""
        sure: set[int] = set()
        telling: list[_Set] = []
        waiting = list(at.inner)
        while waiting:
            one = waiting.pop()
            least, size = self.least[id(one)], self.size[id(one)]
            if size and least == size:
                self.forced.append(Forced(self._moves(one.kinds), tuple(one.limits)))
                sure |= one.kinds
                continue
            waiting += one.inner
            if least > sum(self.least[id(inner)] for inner in one.inner):
                telling.append(one)
        number -= self._people(sure)
        moves = self._moves(at.kinds - sure)
        bounds: list[Bound] = []
        for one in telling:
            inside = one.kinds - sure
            people = tuple(id_ for id_, _ in self._moves(inside))
            least = self.least[id(one)] - self._people(one.kinds & sure)
            if least > max(0, number - (len(moves) - len(people))):  # or it goes without saying
                bounds.append(Bound(people, least, len(people), tuple(one.limits)))
        self.picks.append(Pick(number, moves, tuple(bounds), tuple(at.limits), ()))

    def _moves(self, kinds: Iterable[int]) -> Moves:
        those = sorted(at for at in kinds if at in self.tier)
        return tuple(move for at in those for move in _moves(self.kinds[at]))

    def stay(self, at: _Set, number: int) -> None:
        """Let so many of a set stay, any that may, and take them out of what is left."""
        at.left -= number
        for inner in at.inner:
            here = min(number, self.rank[id(inner)])
            self.stay(inner, here)
            number -= here
        for kind in at.own:
            if kind in self.tier:
                here = min(number, len(self.kinds[kind].people))
                self.staying[kind] = here
                number -= here

    def changed(self) -> set[tuple[str, str]]:
        """Return one smallest mend of the tier."""
        return {
            move for at in self.tier for move in _moves(self.kinds[at])[self.staying.get(at, 0) :]
        }
