"""What is possible in the whole round, where all limits act together on everybody's rating.

A completion gives everybody a rating: those locked keep theirs, all others may have any that no
rule on them alone forbids. It is lawful where every limit of the law is kept.

Everybody not locked first takes, of their ratings, the one that weighs least on every limit (a
limit is `at most`, joined without negation: `solve/affine.py`). If a limit is broken then, it is in
every completion. If one person takes another rating on top of that, the others cannot make room:
they weigh least already. So a person may have a rating in some lawful completion exactly where
every limit is kept with that one change; no search is needed. How many can be excellent at once in
a group is counted on top: what each limit leaves, taken from the inside out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.engines.base import subjects
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.model.scale import GRADES, NOT_RATED
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.affine import YES, AtMost, Every, Formula, Some, atoms, pruned
from cbccvc_rules.solve.counting import counted_people
from cbccvc_rules.solve.limits import NotLinearError, kept_by, rule_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Ruleset
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.affine import Move
    from cbccvc_rules.solve.lawful import Lawful
    from cbccvc_rules.solve.limits import Options

BEST = GRADES[-1]
# Of equal weight, the rating that stands first here is taken to begin with.
_FIRST = (GRADES[2], GRADES[1], GRADES[0], NOT_RATED, BEST)


def open_to(lawful: Lawful, row: Row, *, fixed: bool) -> tuple[str, ...]:
    """Return the ratings that a person may have by the rules on that person alone."""
    told = row.values["rating"]
    if fixed and told is not None:
        return (str(told),)
    found = [one for one in _FIRST if not lawful.outcome(row, one).broken]
    provided = [one for one in found if one != NOT_RATED or lawful.not_to_be_rated(row)]
    if provided or told is None:
        return tuple(provided)
    return (str(told),)


@dataclass(slots=True)
class Whole:
    """The limits of a round in which everybody weighs least, and what each leaves.

    `world` has everybody at the first of the ratings open to them; `more` has ratings to be asked
    about beside these.
    """

    ruleset: Ruleset
    world: World
    lawful: Lawful
    open: Mapping[str, tuple[str, ...]]
    more: Mapping[str, tuple[str, ...]]
    _limits: list[Formula] = field(default_factory=list)
    _of_person: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _heavier: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read every limit of the law."""
        options: Options = {}
        for id_, ratings in self.open.items():
            asked = (*ratings[1:], *self.more.get(id_, ()))
            options[id_] = tuple(dict.fromkeys(one for one in asked if one not in ratings[:1]))
        for rule in self.ruleset.law:
            if rule.concerns != "grade" or not rule_counts(rule):
                continue
            env = environment(rule, self.ruleset, self.world)
            for subject in subjects(rule, self.ruleset, self.world):
                if self.lawful.severity(rule, subject) != "violation":
                    continue
                try:
                    formula = pruned(kept_by(rule, subject, env, options))
                except NotLinearError:
                    continue
                if formula != YES:
                    self._take(formula, counted_people(rule, subject, env))

    def _take(self, formula: Formula, people: Iterable[str]) -> None:
        number = len(self._limits)
        self._limits.append(formula)
        for id_ in people:
            self._of_person[id_].append(number)
        for atom in atoms(formula):
            if any(n < 0 and to in self.open[id_] for (id_, to), n in atom.adds.items()):
                self._heavier.add(number)

    def lawful_for(self, people: Iterable[str]) -> bool:
        """Return whether some completion keeps the limits on some people."""
        limits = {at for id_ in people for at in self._of_person.get(id_, ())}
        return all(_holds(self._limits[at], ("", "")) for at in limits)

    def may_have(self, id_: str, rating: str) -> bool | None:
        """Return whether a person has a rating in some lawful completion; None: not known."""
        if rating not in (*self.open.get(id_, ()), *self.more.get(id_, ())):
            return False
        limits = self._of_person.get(id_, [])
        if self._heavier & set(limits):
            return None
        return all(_holds(self._limits[at], (id_, rating)) for at in limits)

    def most(self, people: Iterable[str]) -> int | None:
        """Return how many of some people can be excellent at once; None where limits cross."""
        able = [id_ for id_ in people if BEST in self.open.get(id_, ())]
        sure = sum(self.open[id_][0] == BEST for id_ in able)
        those = {id_ for id_ in able if self.open[id_][0] != BEST and self.may_have(id_, BEST)}
        sets: dict[frozenset[str], int] = {}
        for at in {at for id_ in those for at in self._of_person.get(id_, ())}:
            if at in self._heavier:
                return None
            room = _room(self._limits[at], those)
            if room is None:
                return None
            for inside, left in room:
                sets[inside] = min(left, sets.get(inside, left))
        return None if not _nested(sets) else sure + _rank(frozenset(those), sets)


def _holds(formula: Formula, move: Move) -> bool:
    """Return whether a limit is kept with one change."""
    match formula:
        case AtMost(start, adds):
            return start + adds.get(move, 0) <= 0
        case Every(parts):
            return all(_holds(one, move) for one in parts)
        case Some(parts):
            return any(_holds(one, move) for one in parts)


Room = list[tuple[frozenset[str], int]]
"""Of these people so many more may be excellent."""


def _room(formula: Formula, those: set[str]) -> Room | None:
    """Return what a limit leaves to some people; None where it is no number of people."""
    match formula:
        case AtMost(start, adds):
            heavy = {
                id_: n for (id_, to), n in adds.items() if to == BEST and id_ in those and n > 0
            }
            if len(set(heavy.values())) > 1:
                return None
            if not heavy:
                return [] if start <= 0 else [(frozenset(those), 0)]
            return [(frozenset(heavy), max(0, -start // next(iter(heavy.values()))))]
        case Every(parts):
            found = [_room(one, those) for one in parts]
            return None if None in found else [one for way in found if way for one in way]
        case Some(parts):
            return _widest([_room(one, those) for one in parts])


def _widest(ways: list[Room | None]) -> Room | None:
    """Return the way that leaves most, where all ways are about the same people."""
    known = [way for way in ways if way is not None]
    if [] in known:
        return []
    sets = {inside for way in known for inside, _ in way}
    if len(known) < len(ways) or len(sets) != 1 or any(len(way) > 1 for way in known):
        return None
    return [(sets.pop(), max(way[0][1] for way in known))]


def _nested(sets: Mapping[frozenset[str], int]) -> bool:
    family = sorted(sets, key=len)
    return all(
        one <= other or not one & other
        for at, one in enumerate(family)
        for other in family[at + 1 :]
    )


def _rank(those: frozenset[str], sets: Mapping[frozenset[str], int]) -> int:
    """Return how many of some people nested limits let through, from the inside out."""
    counted: list[tuple[frozenset[str], int]] = []
    for inside, left in sorted(sets.items(), key=lambda one: len(one[0])):
        within = [one for one in counted if one[0] <= inside]
        covered = frozenset().union(*(one for one, _ in within))
        through = min(left, sum(number for _, number in within) + len(inside - covered))
        counted = [one for one in counted if one not in within]
        counted.append((inside, through))
    covered = frozenset().union(*(one for one, _ in counted))
    return sum(number for _, number in counted) + len(those - covered)
