"""What SQL Server and Oracle refuse of a statement that others take, found in its tree.

These dialects are written but never run here; so what is known of them is looked for instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.engines.sql.terms import Tree

LONGEST_NAME = {"postgres": 63, "tsql": 116, "oracle": 128}
"""The longest name a dialect takes; of a temporary table, in SQL Server."""
LONGEST_LIST = 1_000
LINTED = frozenset({"tsql", "oracle"})


def refused(tree: Tree, dialect: str) -> list[str]:
    """Return what a dialect refuses of a statement: what it is, and where it stands."""
    found = [f"name-too-long: {name}" for name in _long_names(tree, dialect)]
    if dialect in LINTED:
        for node in tree.walk():
            found.extend(f"{what}: {_short(node)}" for what in _of_both(node))
    if dialect == "tsql":
        found.extend(f"text-not-national: {_short(one)}" for one in _texts(tree) if _foreign(one))
    if dialect == "oracle":
        for node in tree.walk():
            found.extend(f"{what}: {_short(node)}" for what in _of_oracle(node))
    return found


def _of_both(node: Tree) -> Iterator[str]:
    """Yield what neither SQL Server nor Oracle takes: truth is no value there."""
    if isinstance(node, exp.Boolean):
        yield "truth-literal"
    elif _is_condition(node) and not _in_place_of_condition(node):
        yield "condition-as-value"
    elif not _is_condition(node) and _in_place_of_condition(node):
        yield "value-as-condition"
    if isinstance(node, (exp.Limit, exp.Offset)):
        yield "limit"
    if isinstance(node, exp.TemporaryProperty):
        yield "temporary-table"
    if isinstance(node, exp.Join) and node.args.get("using"):
        yield "join-using"
    if isinstance(node, (exp.Qualify, exp.Filter)):
        yield "clause-unknown"


def _of_oracle(node: Tree) -> Iterator[str]:
    match node:
        case exp.Select() if len(node.expressions) > 1 and any(
            isinstance(one, exp.Star) for one in node.expressions
        ):
            yield "star-beside-columns"
        case exp.Cast() if node.to.is_type("VARCHAR") and not node.to.expressions:
            yield "text-without-length"
        case exp.Literal() if node.is_string and not node.this:
            yield "empty-text"
        case exp.In() if len(node.expressions) > LONGEST_LIST:
            yield "list-too-long"
        case _:
            pass


def _is_condition(node: Tree) -> bool:
    """Return whether a node says true or false; brackets are as what stands in them."""
    while isinstance(node, exp.Paren):
        node = node.this
    return isinstance(node, (exp.Predicate, exp.Connector, exp.Not))


def _in_place_of_condition(node: Tree) -> bool:
    """Return whether a node stands where a condition must."""
    parent = node.parent
    match parent:
        case exp.Paren():
            return _in_place_of_condition(parent)
        case exp.Where() | exp.Having() | exp.Not() | exp.Connector():
            return True
        case exp.If():
            return node.arg_key == "this"
        case exp.Join():
            return node.arg_key == "on"
        case _:
            return False


def _long_names(tree: Tree, dialect: str) -> list[str]:
    longest = LONGEST_NAME.get(dialect)
    if longest is None:
        return []
    names = {one.name for one in tree.find_all(exp.Identifier)}
    return sorted(name for name in names if len(name.encode()) > longest)


def _texts(tree: Tree) -> Iterator[exp.Literal]:
    return (one for one in tree.find_all(exp.Literal) if one.is_string)


def _foreign(literal: exp.Literal) -> bool:
    return not str(literal.this).isascii()


def _short(node: Tree) -> str:
    return " ".join(node.sql().split())[:60]
