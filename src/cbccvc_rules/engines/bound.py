"""Expressions with the figures and readings of a run put in, and what then stands fixed worked out.

What is left asks only for rows. The reference engine works out what has no row in it, so that the
two cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.reference import Env, evaluate
from cbccvc_rules.exact import Range
from cbccvc_rules.lang.nodes import (
    Anchor,
    And,
    Choose,
    Field,
    Given,
    Literal,
    Named,
    Node,
    Or,
    Parameter,
    Reading,
    Recorded,
    Sum,
    Tally,
    parts_of,
    type_of,
)
from cbccvc_rules.lang.rewrite import with_parts
from cbccvc_rules.lang.types import Scalar

if TYPE_CHECKING:
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import RowNode
    from cbccvc_rules.lang.rules import Bindings, Rule

TRUE = Literal(True, Scalar.TRUTH)
FALSE = Literal(False, Scalar.TRUTH)


@dataclass(frozen=True, slots=True)
class Binder:
    """Puts the figures, readings and facts of the round into expressions; each tree once."""

    env: Env
    done: dict[int, tuple[Node, Node]]

    @classmethod
    def of(cls, world: World, bindings: Bindings) -> Binder:
        """Return a binder for the rules of one pack."""
        return cls(Env(world, bindings, frozenset()), {})

    def bound(self, node: Node) -> Node:
        """Return an expression that asks only for rows."""
        known = self.done.get(id(node))
        if known is None:
            known = self.done[id(node)] = (node, self._bound(node))
        return known[1]

    def rule(self, rule: Rule) -> Rule:
        """Return a rule that asks only for rows where it decides."""
        return replace(
            rule,
            when=self.bound(rule.when),
            unless=tuple(replace(one, node=self.bound(one.node)) for one in rule.unless),
            require=tuple(replace(one, node=self.bound(one.node)) for one in rule.require),
        )

    def _bound(self, node: Node) -> Node:
        match node:
            case Parameter() | Reading():
                return self._fixed(node)
            case Field(row=row) | Given(item=Field(row=row)) | Recorded(item=Field(row=row)):
                return self._fixed(node) if _of_batch(row) else node
            case Literal():
                return node
            case Named(row=row) if _of_batch(row):
                return self._fixed(node)
            case And(parts):
                return _joined(And, [self.bound(part) for part in parts], FALSE, TRUE)
            case Or(parts):
                return _joined(Or, [self.bound(part) for part in parts], TRUE, FALSE)
            case _:
                return self._of_parts(node)

    def _of_parts(self, node: Node) -> Node:
        parts = tuple(self.bound(part) for part in parts_of(node))
        new = with_parts(node, parts)
        match new:
            case Choose(Literal(value=bool() as holds), value, other):
                return value if holds else other
            case Named(body=Literal(value=value) as body) if value is not None:
                return body if isinstance(new.row, Anchor) else new
            case Tally() | Sum() | Named():
                return new
            case _:
                settled = all(isinstance(part, Literal) for part in parts)
                return self._fixed(new) if settled else new

    def _fixed(self, node: Node) -> Node:
        root = self.env.world.root
        value = evaluate(node, root, root, self.env)
        if isinstance(value, (Range, tuple)):
            return node
        return Literal(value, type_of(node))


def _of_batch(row: RowNode) -> bool:
    return isinstance(row, Anchor) and row.record == "batch"


def _joined(kind: type[And] | type[Or], parts: list[Node], ends: Literal, drops: Literal) -> Node:
    """Join conditions: one of them may settle the whole, others change nothing."""
    if ends in parts:
        return ends
    kept = tuple(part for part in parts if part != drops)
    if not kept:
        return drops
    return kept[0] if len(kept) == 1 else kind(kept)
