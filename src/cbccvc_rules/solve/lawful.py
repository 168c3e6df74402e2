"""Which ratings one person may have by the rules on that person alone, and what their own breaks.

By the severity that is asked for: a round may be mended of what breaks the law, or of warnings too.
Rules that count several people are for the limits of groups; these are left out here.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.alike import Alike, Seen
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.missing import missing_facts
from cbccvc_rules.engines.reference import judge
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.model.scale import GRADES, NOT_RATED, RATINGS
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.grades import LOWEST, SECOND, Trials, Tried
from cbccvc_rules.solve.limits import rule_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.rows import Row


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rating comes to: the rules that it breaks, and those that a cell leaves undecided.

    `gap` has the rules of both lowest grades where the facts meet neither: the authority decides.
    """

    broken: tuple[Rule, ...]
    undecided: frozenset[str]
    gap: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands: the rating, what it breaks, and the ratings they may be moved to.

    `raising` has the lawful ratings that are left out because they would raise the person.
    """

    row: Row
    rating: str | None
    broken: tuple[Rule, ...]
    options: tuple[str, ...]
    raising: tuple[str, ...] = ()
    gap: tuple[Rule, ...] = ()
    locked: bool = False

    @property
    def must_move(self) -> bool:
        """Whether the rating cannot stay."""
        return bool(self.broken)

    def steps(self, rating: str) -> int:
        """Return how many steps of the scale a change goes; not to be rated is below the lowest."""
        return abs(_rank(rating) - _rank(str(self.rating)))


def _rank(rating: str) -> int:
    return -1 if rating == NOT_RATED else GRADES.index(rating)


@dataclass(slots=True)
class Shared(Trials):
    """Tries of ratings, shared by people whom a rule cannot tell apart."""

    _apart: dict[str, Alike] = field(default_factory=dict)
    _verdicts: dict[tuple[str, Hashable], Verdict] = field(default_factory=dict)
    _cells: dict[tuple[str, Hashable], bool] = field(default_factory=dict)
    _seen: Seen = field(default_factory=Seen)

    def _try(self, row: Row, rating: str) -> Tried:
        supposed = _rated(row, rating)
        broken: list[Rule] = []
        undecided: list[Rule] = []
        for rule, env in self._rules(row):
            key = self.key(rule, supposed)
            verdict = self._verdicts.get(key) if key[1] is not None else None
            if verdict is None:
                verdict = self._verdicts[key] = judge(rule, supposed, env)
            if verdict is Verdict.BROKEN:
                broken.append(rule)
            elif verdict is Verdict.UNKNOWN:
                undecided.append(rule)
        return Tried(rating, tuple(broken), tuple(undecided))

    def key(self, rule: Rule, row: Row) -> tuple[str, Hashable]:
        """Return what those have in common whom a rule cannot tell apart."""
        if rule.id not in self._apart:
            self._apart[rule.id] = Alike(rule, self.world, self._seen)
        return rule.id, self._apart[rule.id].key(row)

    def by_cell(self, rule: Rule, row: Row) -> bool:
        """Return whether a cell would settle a rule; not where whole columns are not there."""
        key = self.key(rule, row)
        found = self._cells.get(key) if key[1] is not None else None
        if found is None:
            env = environment(rule, self.ruleset, self.world)
            facts = missing_facts(rule, row, env)
            found = self._cells[key] = not (facts and all(fact.absent for fact in facts))
        return found


def _rated(row: Row, rating: str) -> Row:
    return replace(row, values={**row.values, "rating": rating})


@dataclass(slots=True)
class Lawful:
    """Says of each person where they stand; each is asked about once."""

    ruleset: Ruleset
    world: World
    severity: Callable[[Rule, Row], Severity]
    level: Severity
    locked: frozenset[str] = frozenset()
    may_raise: bool = False
    _trials: Shared = field(init=False)
    _asked: frozenset[str] = field(init=False)
    _places: dict[str, Place] = field(default_factory=dict)
    _apart: Alike | None = field(init=False)
    _alike: dict[Hashable, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Leave the rules out that count several people."""
        law = tuple(rule for rule in self.ruleset.law if not rule_counts(rule))
        own = replace(self.ruleset, law=law)
        self._trials = Shared(own, self.world, self.ruleset.bindings)
        self._asked = frozenset(rule.id for rule in self.ruleset.rules)
        own_rules = [one for one in law if one.judges == "staff" and one.concerns == "grade"]
        nodes = [node for rule in own_rules for node in rule.nodes()]
        self._apart = Alike(own_rules[0], self.world, Seen(), nodes) if own_rules else None

    def place(self, row: Row) -> Place:
        """Return where a person stands; people whom no rule tells apart stand alike."""
        found = self._places.get(row.key)
        if found is None:
            found = self._places[row.key] = self._placed(row)
        return found

    def _placed(self, row: Row) -> Place:
        apart = None if self._apart is None else self._apart.key(row)
        if apart is None or row.key in self.world.sizes:
            return self._place(row)
        key = (apart, self.world.standings.of(row), row.key in self.locked)
        found = self._alike.get(key)
        if found is None:
            found = self._alike[key] = self._place(row)
        return found if found.row is row else replace(found, row=row)

    def _place(self, row: Row) -> Place:
        told = row.values["rating"]
        locked = row.key in self.locked
        if told is None or row.key in self.world.sizes:
            return Place(row, None, (), ())
        rating = str(told)
        now = self.outcome(row, rating)
        broken = tuple(rule for rule in now.broken if rule.id in self._asked)
        if locked:
            return Place(row, rating, broken, (), locked=True)
        known = now.undecided | {rule.id for rule in now.broken}
        lawful = [one for one in self._others(row, rating) if self._may(row, one, known)]
        gap = self.outcome(row, SECOND).gap
        if gap and SECOND in lawful:  # both lowest grades are open to the authority alike
            lawful = [one for one in lawful if one != LOWEST]
        raising = tuple(one for one in lawful if self._raises(rating, one))
        options = lawful if self.may_raise else [one for one in lawful if one not in raising]
        return Place(row, rating, broken, tuple(options), raising, gap)

    @staticmethod
    def _raises(rating: str, other: str) -> bool:
        """Return whether a change raises; so does a grade for somebody who is not rated."""
        return _rank(other) > _rank(rating)

    def _others(self, row: Row, rating: str) -> Iterator[str]:
        """Yield the ratings to try, the nearest first; not rating only where a rule provides it."""
        near = sorted(RATINGS, key=lambda one: (abs(_rank(one) - _rank(rating)), _rank(one)))
        for one in near:
            if one != rating and (one != NOT_RATED or self._trials.not_to_be_rated(row)):
                yield one

    def _may(self, row: Row, rating: str, known: frozenset[str] | set[str]) -> bool:
        then = self.outcome(row, rating)
        return not then.broken and then.undecided <= known

    def not_to_be_rated(self, row: Row) -> bool:
        """Return whether a rule provides for leaving a person without a rating."""
        return self._trials.not_to_be_rated(row)

    def outcome(self, row: Row, rating: str) -> Outcome:
        """Return what a rating comes to for a person, by the severity asked for."""
        tried = self._trials.tried(row, rating)
        broken = list(self._settled(tried.broken, row))
        undecided = [
            rule.id
            for rule in self._settled(tried.undecided, row)
            if self._trials.by_cell(rule, _rated(row, rating))
        ]
        gap: tuple[Rule, ...] = ()
        if any(rule.criteria_of in {LOWEST, SECOND} for rule in broken):
            gap = self._gap(row)
        if gap:
            broken = [rule for rule in broken if rule.criteria_of not in {LOWEST, SECOND}]
        return Outcome(tuple(broken), frozenset(undecided), gap)

    def _settled(self, rules: tuple[Rule, ...], row: Row) -> Iterator[Rule]:
        """Yield the rules that count: severe enough, and no criteria that a better grade meets."""
        for rule in rules:
            if not at_least(self.severity(rule, row), self.level):
                continue
            grade = rule.criteria_of
            if grade not in {None, LOWEST} and self._trials.lower_than_permitted(row, str(grade)):
                continue
            yield rule

    def _gap(self, row: Row) -> tuple[Rule, ...]:
        """Return the rules of both lowest grades where neither fits, unless notices count, too."""
        if at_least("notice", self.level) or self._trials.lower_than_permitted(row, SECOND):
            return ()
        return self._trials.no_grade_fits(row)
