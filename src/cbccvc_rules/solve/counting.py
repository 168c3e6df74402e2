"""The limits of a round: every group that a rule counts people of, and what its rule demands there.

A rule asks how many people of a kind a group has. So what it demands is read off the first of all
groups in which there are as many of each kind, and told of the others by kinds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.engines.alike_groups import AlikeGroups, cells_of
from cbccvc_rules.engines.base import subjects
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.reference import applicability, judge, locate, population_rows
from cbccvc_rules.lang.nodes import Named, Node, Sum, Tally, parts_of
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.affine import YES, AtMost, Every, Some, atoms, every, some
from cbccvc_rules.solve.limits import NotLinearError, counts_ratings, kept_by, rule_counts
from cbccvc_rules.solve.parts import Limit

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Container,
        Hashable,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.finding import Severity, Verdict
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.affine import Formula
    from cbccvc_rules.solve.lawful import Place
    from cbccvc_rules.solve.limits import Options

_KIND = "\0"
"""Begins the name of a kind: nobody's id does."""
Key = tuple[str, str]
"""A rule and the key of the group or unit that it judges."""


class Placing(Protocol):
    """Says where people stand, and how severe a broken rule is."""

    @property
    def level(self) -> Severity:
        """The severity from which on something is to be mended."""

    @property
    def severity(self) -> Callable[[Rule, Row], Severity]:
        """How severe a broken rule is."""

    def place(self, row: Row) -> Place:
        """Return where a person stands."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a rule demands of changes, and what it finds without any; people may go by their kinds.

    `formula` is None where the rule cannot be read. `helping` are those of whom a change would
    help, `breaking` those of whom one may break it.
    """

    verdict: Verdict
    formula: Formula | None
    helping: frozenset[str] = frozenset()
    breaking: frozenset[str] = frozenset()

    @classmethod
    def of(cls, verdict: Verdict, formula: Formula | None) -> Demand:
        """Return what is demanded by a formula."""
        adds = [] if formula is None else [one.adds.items() for one in atoms(formula)]
        helping = frozenset(who for those in adds for (who, _), n in those if n < 0)
        breaking = frozenset(who for those in adds for (who, _), n in those if n > 0)
        return cls(verdict, formula, helping, breaking)

    def by(self, kinds: Mapping[str, str]) -> Demand:
        """Return the same, told of kinds: what one of a kind adds, each of it does."""
        if self.formula is None:
            return self
        return Demand.of(self.verdict, renamed(self.formula, lambda id_: (kinds[id_],)))


@dataclass(frozen=True, slots=True)
class Group:
    """People whom a rule counts, by their kinds, and what it demands of them."""

    rule: Rule
    subject: Row
    people: Mapping[str, Sequence[str]]
    demand: Demand
    alike: Hashable

    def helping(self) -> Iterator[str]:
        """Yield the people whose change would help."""
        for kind in self.demand.helping:
            yield from self.people[kind]

    def limit(self, those: Container[str]) -> Limit | None:
        """Return what is demanded of changes of those people, None where nothing is."""
        if self.demand.formula is None:
            return None
        people = {
            kind: tuple(id_ for id_ in ids if id_ in those) for kind, ids in self.people.items()
        }
        formula = renamed(self.demand.formula, lambda kind: people[kind])
        return None if formula == YES else Limit(self.rule, self.subject, formula)


def demand_of(
    rule: Rule, subject: Row, env: Env, options: Options, counting: dict[int, bool] | None = None
) -> Demand | None:
    """Read what a rule demands of a group, None where it does not apply whatever is changed.

    `counting` keeps which expressions count people by their rating, from one group to the next.
    """
    if not counts_ratings(rule.when, counting) and applicability(rule, subject, env) is False:
        return None
    try:
        formula = kept_by(rule, subject, env, options, counting)
    except NotLinearError:
        formula = None
    return Demand.of(judge(rule, subject, env), formula)


def limit_rules(ruleset: Ruleset, level: Severity) -> list[Rule]:
    """Return the rules at a severity or above that limit how many people have a rating."""
    asked = [rule for rule in ruleset.rules if rule.concerns == "grade"]
    return [rule for rule in asked if at_least(rule.severity, level) and rule_counts(rule)]


def may_break(formula: Formula, sizes: Mapping[str, int]) -> bool:
    """Return whether changes may break a condition, each crowd of so many going wherever it may."""
    match formula:
        case AtMost(now, adds):
            most: dict[str, int] = {}
            for (who, _), number in adds.items():
                most[who] = max(most.get(who, 0), number)
            return now + sum(number * sizes[who] for who, number in most.items()) > 0
        case Every(parts):
            return any(may_break(one, sizes) for one in parts)
        case Some(parts):
            return all(may_break(one, sizes) for one in parts)


def renamed(formula: Formula, names: Callable[[str], Iterable[str]]) -> Formula:
    """Return a formula in which every name has these others in its place."""
    match formula:
        case AtMost(now, adds):
            return AtMost(
                now, {(to, rating): n for (one, rating), n in adds.items() for to in names(one)}
            )
        case Every(parts):
            return every(renamed(one, names) for one in parts)
        case Some(parts):
            return some(renamed(one, names) for one in parts)


@dataclass(slots=True)
class Counting:
    """Every limit of a round at a severity or above, by its people.

    `subjects` says whom a rule is to be put to, where that is not everybody it judges.
    """

    ruleset: Ruleset
    world: World
    lawful: Placing
    subjects: Callable[[Rule], Iterable[Row]] | None = None
    rules: list[Rule] = field(default_factory=list)
    found: dict[Key, Group] = field(default_factory=dict)
    of_person: dict[str, list[Key]] = field(default_factory=lambda: defaultdict(list))
    _kinds: dict[str, str] = field(default_factory=dict)
    _numbers: dict[Hashable, str] = field(default_factory=dict)
    _demands: dict[tuple[str, Hashable], Demand | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take down every group that a counting rule judges."""
        self.rules = limit_rules(self.ruleset, self.lawful.level)
        alike = [AlikeGroups(one, self.world, self.ruleset.governs[one.pack]) for one in self.rules]
        cells = cells_of({name for one in alike for name in one.of_people})
        for one in alike:
            self._index(one, cells)

    def _index(self, groups: AlikeGroups, cells: Callable[[Row], Hashable]) -> None:
        def kind(row: Row) -> str:
            return self._kinds.get(row.key) or self._kind(row, cells(row))

        rule = groups.rule
        judged = subjects(rule, self.ruleset, self.world)
        for subject in judged if self.subjects is None else self.subjects(rule):
            if at_least(self.lawful.severity(rule, subject), self.lawful.level):
                people = groups.people(subject)
                alike = groups.key(subject, kind, people)
                if alike is None:
                    self._take_alone(rule, subject)
                else:
                    self._take_alike(rule, subject, people.rows, alike)

    def _take_alone(self, rule: Rule, subject: Row) -> None:
        """Take down a group that no other is like: everybody in it is a kind."""
        env = environment(rule, self.ruleset, self.world)
        ids = counted_people(rule, subject, env)
        demand = demand_of(rule, subject, env, self._options(ids))
        if demand is not None:
            self._take(Group(rule, subject, {id_: [id_] for id_ in ids}, demand, None))

    def _take_alike(self, rule: Rule, subject: Row, rows: Sequence[Row], alike: Hashable) -> None:
        """Take down a group; what is demanded is read of the first of those alike."""
        if (rule.id, alike) not in self._demands:
            env = environment(rule, self.ruleset, self.world)
            options = self._options(row.key for row in rows)
            first = demand_of(rule, subject, env, options)
            self._demands[rule.id, alike] = None if first is None else first.by(self._kinds)
        demand = self._demands[rule.id, alike]
        if demand is not None:
            people: dict[str, list[str]] = {}
            for row in rows:
                people.setdefault(self._kinds[row.key], []).append(row.key)
            self._take(Group(rule, subject, people, demand, alike))

    def breakable(self, id_: str) -> list[Key]:
        """Return the limits that a change of a person may break."""
        kind = self._kinds.get(id_, id_)
        return [key for key in self.of_person[id_] if {kind, id_} & self.found[key].demand.breaking]

    def _kind(self, row: Row, cells: Hashable) -> str:
        place = self.lawful.place(row)
        told = (cells, place.rating, place.options)
        found = self._kinds[row.key] = self._numbers.setdefault(
            told, f"{_KIND}{len(self._numbers)}"
        )
        return found

    def _options(self, ids: Iterable[str]) -> Options:
        people = self.world.people
        rows = [people[id_] for id_ in ids if id_ in people]
        places = [(row.key, self.lawful.place(row).options) for row in rows]
        return {id_: options for id_, options in places if options}

    def _take(self, group: Group) -> None:
        key = (group.rule.id, group.subject.key)
        self.found[key] = group
        for those in group.people.values():
            for id_ in those:
                self.of_person[id_].append(key)


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
