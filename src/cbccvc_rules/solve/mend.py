"""The smallest mend of a round: who has to be looked at, in parts, each solved by itself.

Only limits that are broken, or that a change may break, are looked at, and of their people those
alone whose change would help.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.engines.base import subjects
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.reference import applicability, locate, population_rows
from cbccvc_rules.lang.nodes import Named, Node, Sum, Tally, parts_of
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.model.scale import GRADES, NOT_RATED, RATINGS
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.affine import YES, atoms
from cbccvc_rules.solve.limits import NotLinearError, counts_ratings, kept_by, rule_counts
from cbccvc_rules.solve.nested import nested
from cbccvc_rules.solve.parts import Limit, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.affine import Formula, Move
    from cbccvc_rules.solve.lawful import Lawful, Place
    from cbccvc_rules.solve.limits import Options
    from cbccvc_rules.solve.parts import Part
    from cbccvc_rules.solve.plan import Plan

Broken = tuple[str, str]
"""A rule and the key of the subject that breaks it."""


@dataclass(frozen=True, slots=True)
class Mend:
    """Plans of all parts; the people who have to move and cannot; what could not be read."""

    places: Mapping[str, Place]
    plans: tuple[Plan, ...]
    stuck: tuple[Place, ...]
    unread: tuple[tuple[Rule, Row], ...]


@dataclass(slots=True)
class Mending:
    """Finds whom a mend may concern, and solves part after part."""

    ruleset: Ruleset
    world: World
    lawful: Lawful
    crossing: Callable[[Part], Plan]
    _counting: dict[tuple[str, str], tuple[Rule, Row]] = field(default_factory=dict)
    _of_person: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    _unread: dict[tuple[str, str], tuple[Rule, Row]] = field(default_factory=dict)
    _looked_at: dict[tuple[str, str], tuple[frozenset[str], frozenset[Move]]] = field(
        default_factory=dict
    )

    def mend(self, broken: set[Broken], ranks: Callable[[set[str]], Mapping[str, int]]) -> Mend:
        """Return the smallest mend of what is broken."""
        self._index()
        places = {
            key: self.lawful.place(self.world.people[key])
            for rule, key in sorted(broken)
            if key in self.world.people and (rule, key) not in self._counting
        }
        active = self._close(broken, places)
        options: Options = {key: place.options for key, place in places.items() if place.options}
        limits = [limit for key in active if (limit := self._limit(key, options)) is not None]
        stuck = tuple(one for one in places.values() if one.must_move and not one.options)
        choosing = {key for key in options if not places[key].must_move}
        order = ranks(choosing)
        plans = [self._solved(part) for part in parts(limits, places, order)]
        return Mend(places, tuple(plans), stuck, tuple(self._unread.values()))

    def _solved(self, part: Part) -> Plan:
        plan = nested(part)
        return self.crossing(part) if plan is None else plan

    def _index(self) -> None:
        """Take down every group that a counting rule judges, by its people."""
        for rule in self.ruleset.rules:
            if rule.concerns != "grade" or not rule_counts(rule):
                continue
            env = environment(rule, self.ruleset, self.world)
            for subject in subjects(rule, self.ruleset, self.world):
                if not counts_ratings(rule.when) and applicability(rule, subject, env) is False:
                    continue
                if at_least(self.lawful.severity(rule, subject), self.lawful.level):
                    key = (rule.id, subject.key)
                    self._counting[key] = (rule, subject)
                    for person in counted_people(rule, subject, env):
                        self._of_person[person].append(key)

    def _close(self, broken: set[Broken], places: dict[str, Place]) -> dict[tuple[str, str], None]:
        """Return the limits to be looked at, and add the people to be looked at to `places`."""
        active: dict[tuple[str, str], None] = {}
        waiting = [key for key in sorted(broken) if key in self._counting]
        for place in list(places.values()):
            waiting += self._breakable(place)
        while waiting:
            key = waiting.pop()
            if key in active:
                continue
            active[key] = None
            for person in sorted(self._seen(key)[0] - places.keys()):
                place = places[person] = self.lawful.place(self.world.people[person])
                waiting += self._breakable(place)
        return active

    def _breakable(self, place: Place) -> list[tuple[str, str]]:
        """Return the limits that a change of a person may break."""
        id_ = place.row.key
        moves = {(id_, rating) for rating in place.options}
        return [key for key in self._of_person[id_] if moves & self._seen(key)[1]] if moves else []

    def _formula(self, key: tuple[str, str], options: Options) -> Formula | None:
        rule, subject = self._counting[key]
        env = environment(rule, self.ruleset, self.world)
        try:
            return kept_by(rule, subject, env, options)
        except NotLinearError:
            self._unread[key] = (rule, subject)
            return None

    def _limit(self, key: tuple[str, str], options: Options) -> Limit | None:
        formula = self._formula(key, options)
        rule, subject = self._counting[key]
        return None if formula is None or formula == YES else Limit(rule, subject, formula)

    def _seen(self, key: tuple[str, str]) -> tuple[frozenset[str], frozenset[Move]]:
        """Return whose changes, lawful or not, would help a limit, and which may break it."""
        if key not in self._looked_at:
            rule, subject = self._counting[key]
            env = environment(rule, self.ruleset, self.world)
            options: Options = {}
            for person in counted_people(rule, subject, env):
                row = self.world.people.get(person)
                told = None if row is None else row.values["rating"]
                if told is not None:
                    options[person] = tuple(self._thinkable(str(told)))
            formula = self._formula(key, options)
            adds = [one.adds for one in atoms(formula)] if formula is not None else []
            helping = frozenset(move[0] for one in adds for move, n in one.items() if n < 0)
            breaking = frozenset(move for one in adds for move, n in one.items() if n > 0)
            self._looked_at[key] = helping, breaking
        return self._looked_at[key]

    def _thinkable(self, rating: str) -> Iterator[str]:
        """Yield the ratings that a change may lead to at all."""
        for one in RATINGS:
            lower = rating != NOT_RATED and (
                one == NOT_RATED or GRADES.index(one) < GRADES.index(rating)
            )
            if one != rating and (lower or self.lawful.may_raise):
                yield one


def counted_people(rule: Rule, subject: Row, env: Env) -> set[str]:
    """Return the people whom a rule counts for a subject."""
    found: set[str] = set()
    for node in rule.nodes():
        _count_in(node, subject, subject, env, found)
    return found


def _count_in(node: Node, this: Row, subject: Row, env: Env, found: set[str]) -> None:
    if isinstance(node, (Tally, Sum)):
        if node.population.record == "staff":
            rows = population_rows(node.population, this, subject, env).rows
            found.update(row.key for row in rows)
    elif isinstance(node, Named):
        at = locate(node.row, this, subject, env)
        if at is not None:
            _count_in(node.body, at, subject, env, found)
    else:
        for part in parts_of(node):
            _count_in(part, this, subject, env, found)
