"""The same conditions in the syntax of the library `rule-engine`, to be measured beside it.

Only conditions on one person's own cells can be said there: it has no populations and no relation
that may be missing. Its logic has two values, so the people measured have no empty cell that a
condition reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import rule_engine

from cbccvc_rules.engines.bound import Binder
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.reference import truth
from cbccvc_rules.lang.nodes import (
    Anchor,
    And,
    Arithmetic,
    Choose,
    Compare,
    Field,
    Given,
    In,
    Literal,
    Named,
    Node,
    Not,
    Or,
    Parameter,
    Reading,
)
from cbccvc_rules.lang.types import Coded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Bindings, Ruleset
    from cbccvc_rules.model.rows import Row


class NotOnePersonsOwnError(Exception):
    """A condition reads something else than one person's own cells."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One condition: as the reference engine takes it and as the peer does."""

    rule: str
    node: Node
    env: Env
    peer: rule_engine.Rule

    def ours(self, row: Row) -> bool:
        """Return whether the condition is known to hold on a person."""
        return truth(self.node, row, row, self.env) is True


def pairs(ruleset: Ruleset, world: World) -> Iterator[Pair]:
    """Yield every condition of the rules on people that the peer can say.

    What stands fixed for the whole round, such as its occasion, is put in for the peer.
    """
    for rule in ruleset.rules:
        if rule.judges != "staff" or rule.concerns != "grade":
            continue  # the people made up have no dates and references of the procedure
        env = environment(rule, ruleset, world)
        bindings = ruleset.bindings.of(rule.pack)
        for node in rule.nodes():
            try:
                text = said(Binder.of(world, bindings).bound(node), bindings)
            except NotOnePersonsOwnError:
                continue
            yield Pair(rule.id, node, env, rule_engine.Rule(text))


def facts(row: Row) -> dict[str, object]:
    """Return a person's cells as the peer takes them."""
    return {name: _plain(value) for name, value in row.values.items()}


def said(node: Node, bindings: Bindings) -> str:
    """Return an expression in the syntax of the peer; figures and readings as literals.

    Raises:
        NotOnePersonsOwnError: when it needs a population or another row.
    """

    def below(part: Node) -> str:
        return said(part, bindings)

    match node:
        case Field(Anchor(which="this" | "subject"), name, _):
            return name
        case Literal(value, _):
            return _literal(value)
        case Parameter(name, _):
            return _literal(bindings.parameters.get(name))
        case Reading(name, _):
            return _literal(bindings.readings[name])
        case Named(_, _, Anchor(), body, _, _):
            return below(body)
        case And(parts):
            return "(" + " and ".join(map(below, parts)) + ")"
        case Or(parts):
            return "(" + " or ".join(map(below, parts)) + ")"
        case Not(item):
            return f"(not {below(item)})"
        case Given(item):
            return f"({below(item)} != null)"
        case In(item, codes, _):
            return f"({below(item)} in [{', '.join(map(_literal, codes))}])"
        case Choose(condition, value, other):
            return f"({below(condition)} ? {below(value)} : {below(other)})"
        case Compare():
            return _compared(node, bindings)
        case Arithmetic(sign, left, right):
            return f"({below(left)} {sign} {below(right)})"
        case _:
            raise NotOnePersonsOwnError(type(node).__name__)


def _compared(node: Compare, bindings: Bindings) -> str:
    """Return a comparison; one of rank against a fixed grade is membership in those beyond it."""
    left, right = said(node.left, bindings), said(node.right, bindings)
    ranked = isinstance(node.type, Coded) and node.type.ordered and node.sign not in {"=", "!="}
    if not ranked:
        sign = "==" if node.sign == "=" else node.sign
        return f"({left} {sign} {right})"
    if not isinstance(node.right, (Literal, Parameter)):
        raise NotOnePersonsOwnError(node.sign)
    codes = node.type.codes
    at = codes.index(right.strip('"'))
    beyond = {
        "<": codes[:at],
        "<=": codes[: at + 1],
        ">": codes[at + 1 :],
        ">=": codes[at:],
    }[node.sign]
    return f"({left} in [{', '.join(map(_literal, beyond))}])"


def _literal(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case int():
            return str(value)
        case Fraction():
            return f"({value.numerator} / {value.denominator})"
        case _:
            raise NotOnePersonsOwnError(type(value).__name__)


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return list(value) if isinstance(value, tuple) else value
