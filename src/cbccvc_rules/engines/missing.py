"""What keeps a verdict from being known: the facts that could settle it.

A fact elsewhere could not settle anything, so the walk goes only where a value is unknown. That
also makes it cheap: a round of totals or a sheet of six columns leaves most rules unknown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.certificate import facts_open, missing_link, not_known, scale_of, trace
from cbccvc_rules.engines.reference import evaluate, locate, population_rows, truth
from cbccvc_rules.exact import Range
from cbccvc_rules.lang.nodes import Choose, Compare, Field, Named, Node, Sum, Tally, parts_of
from cbccvc_rules.trace import Fact, facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row


def missing_facts(rule: Rule, subject: Row, env: Env) -> tuple[Fact, ...]:
    """Return the facts that keep a rule's verdict from being known, each once, in order met.

    Where nothing is missing but a reading leaves the case open (a leader who leads nothing), the
    facts that the reading is about are what could settle it.
    """
    nodes = [rule.when, *(one.node for one in rule.unless), *(one.node for one in rule.require)]
    return unsettled(nodes, subject, env)


def unsettled(nodes: Iterable[Node], subject: Row, env: Env) -> tuple[Fact, ...]:
    """Return the facts that keep expressions from having a value, each once, in order met."""
    nodes = tuple(nodes)
    env = replace(env, found={})
    found: dict[tuple[str, str, str], Fact] = {}
    for open_readings in (False, True):
        for node in nodes:
            for fact in _unsettled(node, subject, subject, env, open_readings):
                found.setdefault((fact.record, fact.key, fact.column), fact)
        if found:
            break
    return tuple(found.values())


def _unsettled(
    node: Node, this: Row, subject: Row, env: Env, open_readings: bool
) -> Iterator[Fact]:
    value = evaluate(node, this, subject, env)
    if not (value is None or isinstance(value, Range)):
        return
    if isinstance(node, Field):
        yield from facts_open(node.row, node.name, this, subject, env)
        return
    below = list(_below(node, this, subject, env, open_readings))
    if not below:
        below = _beside_the_scale(node, this, subject, env)
    if not below and open_readings:
        below = [one for one in facts(trace(node, this, subject, env)) if _untold(one)]
    yield from below


def _untold(fact: Fact) -> bool:
    """Return whether there is anything left to tell: a filled cell settles nothing more."""
    return fact.value is None or fact.value == ()


def _below(node: Node, this: Row, subject: Row, env: Env, open_readings: bool) -> Iterator[Fact]:
    if isinstance(node, Named):
        at = locate(node.row, this, subject, env)
        if at is None:
            yield missing_link(node.row, this, subject, env)
        else:
            yield from _unsettled(node.body, at, subject, env, open_readings)
    elif isinstance(node, (Tally, Sum)):
        yield from _of_rows(node, this, subject, env, open_readings)
    else:
        for part in _deciding(node, this, subject, env):
            yield from _unsettled(part, this, subject, env, open_readings)


def _deciding(node: Node, this: Row, subject: Row, env: Env) -> tuple[Node, ...]:
    """Return the parts that a value hangs on: of a choice that is made, the side taken."""
    if isinstance(node, Choose):
        asked = truth(node.condition, this, subject, env)
        if asked is not None:
            return (node.value if asked else node.other,)
    return parts_of(node)


def _of_rows(
    node: Tally | Sum, this: Row, subject: Row, env: Env, open_readings: bool
) -> Iterator[Fact]:
    """Yield what is missing from a count: of the population itself, then of each row in it."""
    population = node.population
    members = population_rows(population, this, subject, env)
    steps = not_known(population, members, this, subject, env)
    yield from (step.fact for step in steps if step.fact is not None)
    for row in members.rows:
        where = population.where
        if where is not None:
            yield from _unsettled(where, row, subject, env, open_readings)
        if isinstance(node, Sum) and (
            where is None or truth(where, row, subject, env) is not False
        ):
            yield from _unsettled(node.item, row, subject, env, open_readings)


def _beside_the_scale(node: Node, this: Row, subject: Row, env: Env) -> list[Fact]:
    """Return the facts of a comparison of rank whose values have none.

    A state beside the scale (`not_rated`) is known, but a comparison of rank with it is not.
    """
    if not isinstance(node, Compare) or node.sign in {"==", "!="}:
        return []
    scale = scale_of(node).split(", ")
    sides = [trace(part, this, subject, env) for part in parts_of(node)]
    return [side.fact for side in sides if side.fact is not None and side.value not in scale]
