"""The people of a long list in parts of one standing, category and role: what is fixed for a part.

Most rules are about one category, and about those who lead or those who do not. Where both are
known beforehand, most conditions are settled before anybody is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.plan import Asked
from cbccvc_rules.lang.nodes import (
    Anchor,
    Field,
    Given,
    Literal,
    Named,
    Recorded,
    Sum,
    Tally,
    parts_of,
)
from cbccvc_rules.lang.rewrite import with_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.engines.bound import Binder
    from cbccvc_rules.lang.nodes import Node

FIXED = ("category", "role")
"""The columns of which a part has one value."""


@dataclass(frozen=True, slots=True)
class Part:
    """The people of one standing and one value of each column that is fixed; None: not known.

    `where` says it in SQL; of units and groups there is one part, of which nothing is fixed.
    """

    name: str
    values: Mapping[str, str | None]
    where: str
    size: int
    standings: frozenset[str] = frozenset()

    def governed(self, governed: frozenset[str]) -> bool:
        """Return whether an instrument governs these people; of units it is not asked."""
        return not self.standings or self.standings <= governed

    def settled(self, one: Asked, binder: Binder) -> Asked:
        """Return a rule with what is fixed for these people put in."""

        def made(node: Node) -> Node:
            return binder.bound(self._put(node, subject=True))

        unless = tuple(made(node) for node in one.unless)
        require = tuple(made(node) for node in one.require)
        return Asked(one.rule, made(one.when), unless, require)

    def _put(self, node: Node, *, subject: bool) -> Node:
        """Put values into an expression; `subject`: the row at hand is the person."""
        match node:
            case Field(row=Anchor(which=which, record="staff"), name=name, type=kind):
                value = self.values.get(name)
                here = which == "subject" or (which == "this" and subject)
                return Literal(value, kind) if here and value is not None else node
            case Given() | Recorded() | Tally() | Sum():
                return node
            case Named(row=Anchor(which=which)):
                return self._below(node, subject=subject if which == "this" else which == "subject")
            case Named():
                return self._below(node, subject=False)
            case _:
                return self._below(node, subject=subject)

    def _below(self, node: Node, *, subject: bool) -> Node:
        parts = parts_of(node)
        new = tuple(self._put(part, subject=subject) for part in parts)
        return (
            node if all(a is b for a, b in zip(parts, new, strict=True)) else with_parts(node, new)
        )
