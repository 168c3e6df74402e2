"""How many excellent ratings each body and group may have, and has, under each reading.

Read from the rules that judge groups and measure what is `given` and what is `allowed`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.base import subjects
from cbccvc_rules.engines.reference import Env, applicability, evaluate, judge
from cbccvc_rules.model.answers import ALLOWED, GIVEN, Quota
from cbccvc_rules.sources import cites_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value


def quotas(ruleset: Ruleset, world: World) -> Iterator[Quota]:
    """Yield the quota of every group that a share rule applies to."""
    for rule in ruleset.rules:
        if rule.judges == "group" and {GIVEN, ALLOWED} <= rule.measures.keys():
            governed = ruleset.governs[rule.pack]
            env = Env(world, ruleset.bindings.of(rule.pack), governed)
            for group in subjects(rule, ruleset, world):
                if applicability(rule, group, env) is not False:
                    yield _quota(rule, group, env, ruleset)


def _quota(rule: Rule, group: Row, env: Env, ruleset: Ruleset) -> Quota:
    name = group.values["name"]
    members = env.world.many(group, "members", env.governed).rows
    return Quota(
        rule=rule.id,
        group=group.key,
        name=None if name is None else str(name),
        unit=str(group.values["unit_id"]),
        cites=cites_on(rule.cites, ruleset.on),
        measures={key: evaluate(node, group, group, env) for key, node in rule.measures.items()},
        verdict=judge(rule, group, env),
        others=dict(_others(rule, group, env, ruleset)),
        members=frozenset(row.key for row in members),
    )


def _others(rule: Rule, group: Row, env: Env, ruleset: Ruleset) -> Iterator[tuple[str, Value]]:
    """Yield what each other alternative of one reading would allow where the rule applies."""
    for name in sorted(rule.readings()):
        for value in ruleset.choices[name].alternatives:
            if value == env.bindings.reading(name):
                continue
            other = replace(env, bindings=env.bindings.changed({name: value}))
            if applicability(rule, group, other) is not False:
                yield f"{name}={value}", evaluate(rule.measures[ALLOWED], group, group, other)
