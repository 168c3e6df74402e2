"""Trees made from other trees: one part replaced, or a name given another body. Nothing judges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.lang.nodes import (
    And,
    Arithmetic,
    Choose,
    Compare,
    Field,
    Given,
    In,
    Named,
    Node,
    Not,
    Or,
    Round,
    Sum,
    Tally,
    parts_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Way = tuple[int, ...]
"""How to reach a node from the top: which part, of that which part, …"""

NameKey = tuple[str, str, str]
"""What tells one name from another: its kind, the name, the record it is evaluated at."""


def name_key(node: Named) -> NameKey:
    """Return the key of a name."""
    return (node.kind, node.name, node.row.record)


def with_parts(node: Node, parts: tuple[Node, ...]) -> Node:
    """Return a node with other parts, in the order of `parts_of`."""
    match node:
        case And():
            return And(parts)
        case Or():
            return Or(parts)
        case Compare() | Arithmetic():
            return replace(node, left=parts[0], right=parts[1])
        case Given():
            return replace(node, item=parts[0]) if isinstance(parts[0], Field) else node
        case Not() | In() | Round():
            return replace(node, item=parts[0])
        case Choose():
            return Choose(*parts)
        case Named():
            return replace(node, body=parts[0])
        case Tally(how, population):
            return Tally(how, replace(population, where=parts[0]) if parts else population)
        case Sum(_, population):
            where = parts[1] if len(parts) > 1 else None
            return Sum(parts[0], replace(population, where=where))
        case _:
            return node


def at(node: Node, way: Way) -> Node:
    """Return the node that a way leads to."""
    for step in way:
        node = parts_of(node)[step]
    return node


def put(node: Node, way: Way, new: Node) -> Node:
    """Return a tree with the node at the end of a way replaced."""
    if not way:
        return new
    parts = list(parts_of(node))
    parts[way[0]] = put(parts[way[0]], way[1:], new)
    return with_parts(node, tuple(parts))


def ways(node: Node, way: Way = ()) -> Iterator[tuple[Way, Node]]:
    """Yield every node of an expression with its way; the bodies of names are expressions apart."""
    yield way, node
    if not isinstance(node, Named):
        for step, part in enumerate(parts_of(node)):
            yield from ways(part, (*way, step))


class Rebinding:
    """Gives names other bodies, however deep they stand; each shared body is rewritten once."""

    def __init__(self, bodies: Mapping[NameKey, Node]) -> None:
        """Take the new bodies."""
        self._bodies = bodies
        # The node is kept beside what became of it: an id is its own only while the node lives.
        self._done: dict[int, tuple[Node, Node]] = {}

    def of(self, node: Node) -> Node:
        """Return a tree in which the names have their new bodies; the same one if it has none."""
        known = self._done.get(id(node))
        if known is None:
            known = (node, self._rewritten(node))
            self._done[id(node)] = known
        return known[1]

    def _rewritten(self, node: Node) -> Node:
        if isinstance(node, Named) and name_key(node) in self._bodies:
            return replace(node, body=self._bodies[name_key(node)])
        parts = parts_of(node)
        new = tuple(self.of(part) for part in parts)
        same = all(one is other for one, other in zip(parts, new, strict=True))
        return node if same else with_parts(node, new)
