"""Verdicts that hold only as the law is read here: kept, where another reading would break.

A broken or undecided finding says itself which readings it hangs on; a kept one would be silent.
"""

from __future__ import annotations

from dataclasses import field, replace
from itertools import islice
from typing import TYPE_CHECKING

from cbccvc_rules.api.finding import subject_of
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.reference import judge, truth
from cbccvc_rules.lang.nodes import Reading
from cbccvc_rules.lang.rules import below
from cbccvc_rules.model.finding import Flip, Verdict
from cbccvc_rules.model.findings import Hinge
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from cbccvc_rules.engines.base import Alikes, Judgement
    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.grades import Verdicts


Broken = tuple[tuple[Flip, "Env"], ...]
"""Other readings that would break a rule, each with the environment that has it."""


@dataclass(frozen=True, slots=True)
class _Doubts:
    """What readings a rule takes where, and its environment under each other reading."""

    env: Env
    others: tuple[tuple[dict[str, str], Env], ...]
    in_when: bool
    in_unless: bool
    in_require: bool
    known: dict[Hashable, Broken] = field(default_factory=dict)

    def flips(self, verdicts: Verdicts, judgement: Judgement) -> tuple[Flip, ...]:
        """Return the readings that would break a verdict."""
        # Whether a better grade is permitted hangs on more than the rule's own cells.
        found = self.broken(judgement)
        rule, subject = judgement.rule, judgement.subject
        if rule.criteria_of is None or not found:
            return tuple(flip for flip, _ in found)
        return tuple(
            flip
            for flip, env in found
            if verdicts.settled(rule, subject, flip.verdict, env.bindings) is Verdict.BROKEN
        )

    def broken(self, judgement: Judgement) -> Broken:
        """Return the readings under which the rule itself is broken; of those alike, once."""
        rule, subject, _, alike = judgement
        found = self.known.get(alike) if self.others else ()
        if found is None:
            could = _could_break(judgement, self)
            found = tuple(
                (Flip(change, Verdict.BROKEN), env)
                for change, env in (self.others if could else ())
                if judge(rule, subject, env) is Verdict.BROKEN
            )
            if alike is not None:
                self.known[alike] = found
        return found


@dataclass(slots=True)
class Hinges:
    """Collects the kept and not applicable verdicts that one other reading would break."""

    ruleset: Ruleset
    world: World
    verdicts: Verdicts
    found: list[Hinge] = field(default_factory=list)
    _doubts: dict[str, _Doubts] = field(default_factory=dict)

    def take(self, judgement: Judgement) -> None:
        """Take in a verdict if another choice of one of its rule's readings breaks the rule."""
        rule = judgement.rule
        flips = self._of(rule).flips(self.verdicts, judgement)
        if flips:
            who = subject_of(rule, judgement.subject, self.world)
            hinge = Hinge(rule.id, rule.title, rule.severity, judgement.verdict, who, flips)
            self.found.append(hinge)

    def take_alike(self, alike: Alikes) -> None:
        """Take in the verdict on all whom the rule cannot tell apart."""
        if any(self._of(alike.rule).broken(one) for one in islice(alike.each(), 1)):
            for one in alike.each():
                self.take(one)

    def _of(self, rule: Rule) -> _Doubts:
        doubts = self._doubts.get(rule.id)
        if doubts is None:
            doubts = self._doubts[rule.id] = self._doubts_of(rule)
        return doubts

    def _doubts_of(self, rule: Rule) -> _Doubts:
        env = environment(rule, self.ruleset, self.world)
        others = tuple(
            (change, replace(env, bindings=bindings))
            for change, bindings in self.ruleset.next_bindings(rule)
        )
        if not others:
            return _Doubts(env, others, in_when=False, in_unless=False, in_require=False)
        return _Doubts(
            env=env,
            others=others,
            in_when=_reads([rule.when]),
            in_unless=_reads(one.node for one in rule.unless),
            in_require=_reads(one.node for one in rule.require),
        )


def _reads(nodes: Iterable[Node]) -> bool:
    return any(isinstance(one, Reading) for one in below(nodes))


def _could_break(judgement: Judgement, doubts: _Doubts) -> bool:
    """Return whether a reading stands where this verdict came from; most need no second look."""
    if judgement.verdict is Verdict.KEPT:
        return doubts.in_require
    if doubts.in_when is doubts.in_unless:
        return doubts.in_when
    if _holds(judgement.rule.when, judgement.subject, doubts.env):
        return doubts.in_unless
    return doubts.in_when


def _holds(node: Node, subject: Row, env: Env) -> bool:
    return truth(node, subject, subject, env) is not False
