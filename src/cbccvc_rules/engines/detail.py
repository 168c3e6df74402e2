"""What a verdict rests on: trace, measures, failed conditions, missing facts, other readings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.certificate import certificate
from cbccvc_rules.engines.missing import missing_facts
from cbccvc_rules.engines.reference import Env, evaluate, judge, truth
from cbccvc_rules.model.finding import Flip, Verdict
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import cites_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cbccvc_rules.engines.base import Judgement
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.sources import Citation
    from cbccvc_rules.trace import Fact, Step, Value


@dataclass(frozen=True, slots=True)
class Detail:
    """A judgement with all that defends it; `values` are its measures, lets and own columns."""

    judgement: Judgement
    steps: tuple[Step, ...]
    measures: Mapping[str, Value]
    values: Mapping[str, Value]
    conditions: tuple[str, ...]
    cites: tuple[Citation, ...]
    missing: tuple[Fact, ...]
    flips: tuple[Flip, ...]


def detail(
    judgement: Judgement,
    ruleset: Ruleset,
    world: World,
    verdict: Callable[[Rule, Row, Env], Verdict] = judge,
) -> Detail:
    """Judge again with a trace, and under every other choice of the rule's readings.

    `verdict` is how those others are judged: as the judgement itself was.
    """
    seen = outlined(judgement, ruleset, world)
    env = environment(judgement.rule, ruleset, world)
    unknown = judgement.verdict is Verdict.UNKNOWN
    return replace(
        seen,
        missing=missing_facts(judgement.rule, judgement.subject, env) if unknown else (),
        flips=tuple(flips_of(judgement, ruleset, env, verdict)),
    )


def outlined(judgement: Judgement, ruleset: Ruleset, world: World) -> Detail:
    """Judge again with a trace, under the readings chosen alone."""
    rule, subject = judgement.rule, judgement.subject
    env = environment(rule, ruleset, world)
    steps = certificate(rule, subject, env)
    measures = {name: evaluate(node, subject, subject, env) for name, node in rule.measures.items()}
    lets = {name: evaluate(node, subject, subject, env) for name, node in rule.lets.items()}
    answers = {one.id: truth(one.node, subject, subject, env) for one in rule.require if one.id}
    failed = tuple(label for label, answer in answers.items() if answer is False)
    unsettled = tuple(label for label, answer in answers.items() if answer is None)
    return Detail(
        judgement=judgement,
        steps=steps,
        measures=measures,
        values={**subject.values, **lets, **measures},
        conditions=failed,
        cites=(
            *_cites(rule, failed or unsettled, steps, ruleset),
            *_because(rule, subject, ruleset, world),
        ),
        missing=(),
        flips=(),
    )


def environment(rule: Rule, ruleset: Ruleset, world: World) -> Env:
    """Return what an evaluation of a rule rests on besides its rows."""
    return Env(world, ruleset.bindings.of(rule.pack), ruleset.governs[rule.pack])


def _cites(
    rule: Rule, labels: tuple[str, ...], steps: tuple[Step, ...], ruleset: Ruleset
) -> tuple[Citation, ...]:
    """Cite the points that decide, else the rule; and the source of each figure it took."""
    taken = {below.name for step in steps for below in step.walk() if below.op == "parameter"}
    points = [cite for one in rule.require if one.id in labels for cite in one.cites]
    figures = [
        cite
        for name in sorted(taken)
        if name in ruleset.parameters
        for cite in ruleset.parameters[name].cites
    ]
    return cites_on((*(points or rule.cites), *figures), ruleset.on)


def _because(rule: Rule, subject: Row, ruleset: Ruleset, world: World) -> Iterator[Citation]:
    """Cite what makes the pack govern the subject, where it governs only some of a category.

    Without it a finding would rest on an act that ended and say nothing of why it still counts. A
    unit or group is told so where the pack governs nobody else.
    """
    told = ruleset.because.get(rule.pack, {})
    if rule.judges == "staff":
        standing = world.standings.of(subject)
        yield from (cite for one, cite in told.items() if one == standing)
    elif told and ruleset.governs[rule.pack] <= told.keys():
        yield from told.values()


def flips_of(
    judgement: Judgement,
    ruleset: Ruleset,
    env: Env,
    verdict: Callable[[Rule, Row, Env], Verdict],
) -> Iterator[Flip]:
    """Yield the smallest changes of readings that give another verdict."""
    found: list[Flip] = []
    rule, subject = judgement.rule, judgement.subject
    for change, bindings in ruleset.other_bindings(rule):
        if any(flip.readings.items() <= change.items() for flip in found):
            continue
        other = verdict(rule, subject, replace(env, bindings=bindings))
        if other is not judgement.verdict:
            found.append(Flip(change, other))
            yield found[-1]
