"""Where each node of a typed expression stands in its text: the two trees walked side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.lang.nodes import And, Arithmetic, Named, Node, Not, Or, parts_of
from cbccvc_rules.lang.syntax import (
    Binary,
    Call,
    Conditional,
    Membership,
    Path,
    Syntax,
    Told,
    Unary,
    chain,
    parts_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.lang.rewrite import Way


def trees(tree: Syntax, node: Node, way: Way = ()) -> Iterator[tuple[Way, Syntax]]:
    """Yield the way to every node of a typed expression with the part of the text it came from."""
    yield way, tree
    if not isinstance(node, Named):
        pairs = zip(_below(tree, node), parts_of(node), strict=True)
        for step, (part, inner) in enumerate(pairs):
            yield from trees(part, inner, (*way, step))


def _below(tree: Syntax, node: Node) -> list[Syntax]:
    """Return the text of each part of a node."""
    match tree:
        case Binary(sign, _, _, _) if isinstance(node, (And, Or)):
            return chain(tree, sign)
        case Unary("-", item, _):
            # A negative number is one literal; the negative of anything else is 0 less it.
            return [tree, item] if isinstance(node, Arithmetic) else []
        case Unary(_, item, _) if isinstance(node, Not):
            return [item]
        case Call(_, _, rows, _) if rows is not None:
            return [part for part in parts_in(tree) if part is not rows.path]
        case Binary() | Membership() | Told() | Conditional() | Call():
            return list(parts_in(tree))
        case Path() | _:
            return []
