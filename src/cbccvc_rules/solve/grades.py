"""Grades tried on one person: each put in place of the rating, and every rule asked again.

The criteria of Điều 4-15 leave gaps: facts for which neither completion nor non-completion fits.
There the authority decides, and a finding that blames one of the two would be a guess.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.recall import recall
from cbccvc_rules.engines.reference import Env
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Bindings, Rule, Ruleset
    from cbccvc_rules.model.rows import Row

LOWEST, SECOND = GRADES[0], GRADES[1]


@dataclass(frozen=True, slots=True)
class Tried:
    """One rating tried on one person: the rules it would break, and those left undecided."""

    rating: str
    broken: tuple[Rule, ...]
    undecided: tuple[Rule, ...]

    @property
    def permitted(self) -> bool:
        """Whether no rule excludes the rating and none leaves it open; notices exclude nothing."""
        return not self.excluding and not self.open

    @property
    def excluding(self) -> tuple[Rule, ...]:
        """The rules that exclude the rating."""
        return tuple(rule for rule in self.broken if rule.severity != "notice")

    @property
    def open(self) -> tuple[Rule, ...]:
        """The rules that an unknown fact leaves open."""
        return tuple(rule for rule in self.undecided if rule.severity != "notice")

    @property
    def broken_ids(self) -> Iterator[str]:
        """The names of the rules broken, notices among them."""
        return (rule.id for rule in self.broken)

    def criteria(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        """Return those rules that hold the criteria of the rating itself."""
        return tuple(rule for rule in rules if rule.criteria_of == self.rating)


@dataclass(slots=True)
class Trials:
    """Tries ratings on people, each once, by all the law in force and one choice of readings."""

    ruleset: Ruleset
    world: World
    bindings: Bindings
    known: dict[tuple[str, str], Tried] = field(default_factory=dict)

    def tried(self, row: Row, rating: str) -> Tried:
        """Put a rating in place of a person's own and ask every rule on that person."""
        key = (row.key, rating)
        if key not in self.known:
            self.known[key] = self._try(row, rating)
        return self.known[key]

    def _try(self, row: Row, rating: str) -> Tried:
        supposed = replace(row, values={**row.values, "rating": rating})
        broken: list[Rule] = []
        undecided: list[Rule] = []
        memory = recall(self.ruleset, self.world)
        not_for: frozenset[str] | None = None
        for rule, env in self._rules(row):
            not_for = memory.not_for(supposed, env) if not_for is None else not_for
            if rule.id in not_for:
                continue
            verdict, _ = memory.verdict(rule, supposed, env)
            if verdict is Verdict.BROKEN:
                broken.append(rule)
            elif verdict is Verdict.UNKNOWN:
                undecided.append(rule)
        return Tried(rating, tuple(broken), tuple(undecided))

    def _rules(self, row: Row) -> Iterator[tuple[Rule, Env]]:
        envs: dict[str, Env | None] = {}
        standing = self.world.standings.of(row)
        for rule in self.ruleset.law:
            if rule.judges != "staff" or rule.concerns != "grade":
                continue
            if rule.pack not in envs:
                governed = self.ruleset.governs[rule.pack]
                env = Env(self.world, self.bindings.of(rule.pack), governed)
                envs[rule.pack] = env if standing in governed else None
            env_of = envs[rule.pack]
            if env_of is not None:
                yield rule, env_of

    def unmet(self, row: Row, grade: str) -> tuple[Rule, ...]:
        """Return the rules that say the criteria of a grade are not met by a person's facts."""
        tried = self.tried(row, grade)
        return tried.criteria(tried.broken)

    def best_permitted(self, row: Row) -> str | None:
        """Return the highest grade that is permitted for certain, None where none is."""
        return next((grade for grade in reversed(GRADES) if self.tried(row, grade).permitted), None)

    def no_grade_fits(self, row: Row) -> tuple[Rule, ...]:
        """Return the rules of both lowest grades where the facts meet neither's criteria."""
        second, lowest = self.unmet(row, SECOND), self.unmet(row, LOWEST)
        return (*second, *lowest) if second and lowest else ()

    def not_to_be_rated(self, row: Row) -> bool:
        """Return whether one rule, be it a notice, speaks against every grade there is.

        Such a rule provides for leaving the person without a rating.
        """
        against = [frozenset(self.tried(row, grade).broken_ids) for grade in GRADES]
        return bool(frozenset.intersection(*against))

    def lower_than_permitted(self, row: Row, grade: str) -> bool:
        """Return whether a better grade than this one is permitted for certain."""
        best = self.best_permitted(row)
        return best is not None and GRADES.index(best) > GRADES.index(grade)


@dataclass(slots=True)
class Verdicts:
    """Verdicts with a grade's own criteria settled: a lower grade than permitted breaks nothing."""

    ruleset: Ruleset
    world: World
    trying: type[Trials] = Trials
    _trials: dict[tuple[tuple[str, str, str], ...], Trials] = field(default_factory=dict)
    _asked: dict[int, tuple[Bindings, Trials]] = field(default_factory=dict)

    def trials(self, bindings: Bindings) -> Trials:
        """Return the trials of grades under one choice of readings."""
        asked = self._asked.get(id(bindings))
        if asked is None:
            key = bindings.chosen
            if key not in self._trials:
                self._trials[key] = self.trying(self.ruleset, self.world, bindings)
            # They are kept, so that no others have their number.
            asked = self._asked[id(bindings)] = (bindings, self._trials[key])
        return asked[1]

    def after(self, world: World, gone: Collection[str]) -> Verdicts:
        """Return these in another world, without what was tried on those whose trials are gone."""
        there = Verdicts(self.ruleset, world)
        for key, old in self._trials.items():
            kept = old.known  # what holds of either world may be learnt in either
            if gone:
                kept = {one: tried for one, tried in old.known.items() if one[0] not in gone}
            there._trials[key] = Trials(self.ruleset, world, old.bindings, kept)
        return there

    def settled(self, rule: Rule, row: Row, verdict: Verdict, bindings: Bindings) -> Verdict:
        """Return a verdict as kept where a better grade is permitted for certain."""
        grade = rule.criteria_of
        if grade in {None, LOWEST} or verdict not in {Verdict.BROKEN, Verdict.UNKNOWN}:
            return verdict
        lower = self.trials(bindings).lower_than_permitted(row, str(grade))
        return Verdict.KEPT if lower else verdict

    def under(self, rule: Rule, row: Row, env: Env) -> Verdict:
        """Judge under the readings of an environment, and settle."""
        verdict, _ = recall(self.ruleset, self.world).verdict(rule, row, env)
        return self.settled(rule, row, verdict, env.bindings)
