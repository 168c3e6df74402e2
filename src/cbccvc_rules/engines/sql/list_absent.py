"""Rules with what a long list lacks put in: of a column that is not there, nobody has a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.plan import Asked
from cbccvc_rules.lang.nodes import Field, Given, Literal, Recorded, parts_of
from cbccvc_rules.lang.rewrite import with_parts
from cbccvc_rules.lang.types import Scalar

if TYPE_CHECKING:
    from collections.abc import Collection

    from cbccvc_rules.engines.bound import Binder
    from cbccvc_rules.lang.nodes import Node


def without(one: Asked, absent: Collection[str], binder: Binder) -> Asked:
    """Return a rule that asks no column of people that is absent."""

    def put(node: Node) -> Node:
        match node:
            case Given(item=Field() as item) if _is_of(item, absent):
                return Literal(False, Scalar.TRUTH)
            case Recorded(item=Field() as item) if _is_of(item, absent):
                return Literal(None, Scalar.TRUTH)
            case Field() if _is_of(node, absent):
                return Literal(None, node.type)
            case _:
                parts = parts_of(node)
                new = tuple(map(put, parts))
                same = all(a is b for a, b in zip(parts, new, strict=True))
                return node if same else with_parts(node, new)

    def made(node: Node) -> Node:
        return binder.bound(put(node))

    unless = tuple(made(node) for node in one.unless)
    return Asked(one.rule, made(one.when), unless, tuple(made(node) for node in one.require))


def _is_of(field: Field, absent: Collection[str]) -> bool:
    return field.row.record == "staff" and field.name in absent
