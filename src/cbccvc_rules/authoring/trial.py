"""Mutants put to the cases of the rules they touch; judged by the reference, without traces."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from cbccvc_rules.authoring.cases import case_batch, case_ruleset, case_world, compare, not_put
from cbccvc_rules.authoring.figures import Refigured
from cbccvc_rules.authoring.mutation import Rebound, rebound
from cbccvc_rules.engines.base import Judgement, subjects
from cbccvc_rules.engines.detail import environment, flips_of
from cbccvc_rules.engines.missing import missing_facts
from cbccvc_rules.engines.reference import evaluate, judge, truth
from cbccvc_rules.errors import Problem
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.authoring.case_schema import ExpectSpec
    from cbccvc_rules.authoring.cases import Case
    from cbccvc_rules.authoring.mutation import Change, Mutant
    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.finding import Flip
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.trace import Fact, Value


@dataclass(frozen=True, slots=True)
class Glance:
    """What a judgement rests on, each part worked out only where an expectation asks for it."""

    judgement: Judgement
    expected: ExpectSpec
    ruleset: Ruleset
    env: Env

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that failed."""
        subject = self.judgement.subject
        return tuple(
            one.id
            for one in self.judgement.rule.require
            if one.id and truth(one.node, subject, subject, self.env) is False
        )

    @property
    def flips(self) -> tuple[Flip, ...]:
        """The first other choice of readings that gives another verdict, if there is one."""
        return tuple(islice(flips_of(self.judgement, self.ruleset, self.env, judge), 1))

    @property
    def missing(self) -> tuple[Fact, ...]:
        """The facts that keep the verdict from being known."""
        if self.judgement.verdict is not Verdict.UNKNOWN:
            return ()
        return missing_facts(self.judgement.rule, self.judgement.subject, self.env)

    @property
    def measures(self) -> Mapping[str, Value]:
        """The figures of the finding that are asked for."""
        subject, measures = self.judgement.subject, self.judgement.rule.measures
        return {
            name: evaluate(measures[name], subject, subject, self.env)
            for name in self.expected.measures
            if name in measures
        }


@dataclass(frozen=True, slots=True)
class Round:
    """A case ready to be judged again and again."""

    case: Case
    world: World
    ruleset: Ruleset
    subjects: Mapping[str, Row]


class Bench:
    """The cases of every rule, each round read once; the order of what is tried plays no part.

    A case that is wrong of the rules as they stand would kill whatever it is put to, so it is set
    aside; `faults` lists those met.
    """

    def __init__(self, library: Library, cases: Iterable[Case]) -> None:
        """Take the cases; their rounds are read when a mutant of their rule comes."""
        self._library = library
        self._cases: dict[str, list[Case]] = {}
        for case in cases:
            if case.judged:
                self._cases.setdefault(case.rule, []).append(case)
        self._rounds: dict[str, list[Round]] = {}
        self._wrong: list[Case] = []

    def killer(self, mutant: Mutant) -> Case | None:
        """Return the first case that a mutant turns wrong, None where it survives them all.

        Verdicts are compared first: what a case asks besides costs more and is seldom needed.
        """
        trials = [
            (round_, rule, self._ruleset(round_, mutant.change))
            for name in mutant.rules
            for rule in [_mutated(self._library.rules[name], mutant.change)]
            for round_ in self._of(name)
        ]
        for wrong in (_has_other_verdict, _is_wrong):
            for round_, rule, ruleset in trials:
                if wrong(round_, rule, ruleset):
                    return round_.case
        return None

    def faults(self) -> list[Problem]:
        """Return a problem for every case set aside."""
        return [Problem("case-wrong", case.place, {"case": case.name}) for case in self._wrong]

    def _of(self, name: str) -> list[Round]:
        if name not in self._rounds:
            rule = self._library.rules[name]
            rounds = [self._round(case) for case in self._cases.get(name, [])]
            wrong = [one.case for one in rounds if _is_wrong(one, rule, one.ruleset)]
            self._rounds[name] = [one for one in rounds if one.case not in wrong]
            self._wrong.extend(wrong)
        return self._rounds[name]

    def _round(self, case: Case) -> Round:
        world = case_world(case_batch(case.spec), self._library)
        ruleset = case_ruleset(case, self._library, world)
        rule = self._library.rules[case.rule]
        governed = rule.pack in ruleset.governs
        put = {row.key: row for row in subjects(rule, ruleset, world)} if governed else {}
        return Round(case, world, ruleset, put)

    def _ruleset(self, round_: Round, change: Change) -> Ruleset:
        if not isinstance(change, Refigured):
            return round_.ruleset
        parameters = {**self._library.parameters, change.spec.name: change.spec}
        library = replace(self._library, parameters=parameters)
        return case_ruleset(round_.case, library, round_.world)


def _mutated(rule: Rule, change: Change) -> Rule:
    match change:
        case Refigured():
            return rule
        case Rebound(bodies):
            return rebound(rule, bodies)
        case other:
            return other


def _judged(
    round_: Round, rule: Rule, ruleset: Ruleset
) -> Iterator[tuple[ExpectSpec, Judgement | None, Env | None]]:
    """Yield every expectation of a case with what a rule says; None where it is not put."""
    in_force = rule.pack in ruleset.governs and ruleset.has_in_force(rule)
    env = environment(rule, ruleset, round_.world) if in_force else None
    for expected in round_.case.spec.expect:
        subject = round_.subjects.get(expected.subject or "")
        if env is None or subject is None:
            yield expected, None, None
        else:
            yield expected, Judgement(rule, subject, judge(rule, subject, env)), env


def _has_other_verdict(round_: Round, rule: Rule, ruleset: Ruleset) -> bool:
    """Return whether a verdict is another one; why it is unknown is not looked into."""
    return any(
        (Verdict.NOT_APPLICABLE if found is None else found.verdict) is not _VERDICTS[told]
        for expected, found, _ in _judged(round_, rule, ruleset)
        if (told := expected.verdict) is not None
    )


def _is_wrong(round_: Round, rule: Rule, ruleset: Ruleset) -> bool:
    """Return whether anything is not as a case expects."""
    for expected, found, env in _judged(round_, rule, ruleset):
        if found is None or env is None:
            if any(not_put(round_.case, expected)):
                return True
            continue
        seen = partial(Glance, found, expected, ruleset, env)
        if any(compare(round_.case, expected, found, env, seen)):
            return True
    return False


_VERDICTS: Mapping[str, Verdict] = {
    **{verdict.value: verdict for verdict in Verdict},
    "not_checkable": Verdict.UNKNOWN,
}
