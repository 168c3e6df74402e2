"""Rules with what a long list lacks put in: of a column that is not there, nobody has a cell.

And of a table that is not there, nobody has a row; whether there should be one is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.plan import Asked
from cbccvc_rules.lang.nodes import Anchor, Field, Given, Literal, Recorded, Sum, Tally, parts_of
from cbccvc_rules.lang.rewrite import with_parts
from cbccvc_rules.lang.types import Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cbccvc_rules.engines.bound import Binder
    from cbccvc_rules.lang.nodes import Node, Population


@dataclass(frozen=True, slots=True)
class Absent:
    """What nobody in a list has: columns, and rows by relation.

    Of a relation it is said whether there are none for sure; else there may be any number.
    """

    columns: Collection[str]
    relations: Mapping[str, bool]

    def put(self, one: Asked, binder: Binder | None = None) -> Asked:
        """Return a rule that does not ask for it; by a binder, what then stands is worked out."""

        def made(node: Node) -> Node:
            return self._put(node) if binder is None else binder.bound(self._put(node))

        unless = tuple(made(node) for node in one.unless)
        return Asked(one.rule, made(one.when), unless, tuple(made(node) for node in one.require))

    def _put(self, node: Node) -> Node:
        match node:
            case Given(item=Field() as item) if self._is_of(item):
                return Literal(False, Scalar.TRUTH)
            case Recorded(item=Field() as item) if self._is_of(item):
                return Literal(None, Scalar.TRUTH)
            case Field() if self._is_of(node):
                return Literal(None, node.type)
            case Tally("any" | "none" as how, population) if self._lacks(population):
                sure = self.relations[population.relation]
                return Literal(how == "none" if sure else None, Scalar.TRUTH)
            case Tally() | Sum() if self._lacks(node.population, sure=True):
                return Literal(0, Scalar.NUMBER)
            case _:
                parts = parts_of(node)
                new = tuple(map(self._put, parts))
                same = all(a is b for a, b in zip(parts, new, strict=True))
                return node if same else with_parts(node, new)

    def _is_of(self, field: Field) -> bool:
        return field.row.record == "staff" and field.name in self.columns

    def _lacks(self, population: Population, *, sure: bool = False) -> bool:
        base = population.base
        here = isinstance(base, Anchor) and base.record == "staff"
        return here and self.relations.get(population.relation, False if sure else None) in (
            (True,) if sure else (True, False)
        )
