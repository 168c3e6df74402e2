"""The closed subset of SQL that rules are written in: a function a form, each a sqlglot tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Tree = exp.Expr


@dataclass(frozen=True, slots=True)
class Num:
    """A number: known exactly (`hi` None), or between two bounds.

    Where `lo` is NULL nothing is known; where only the upper bound is NULL there is none.
    """

    lo: Tree
    hi: Tree | None = None

    @property
    def top(self) -> Tree:
        """The upper bound."""
        return self.lo if self.hi is None else self.hi


def column(name: str, alias: str | None = None) -> Tree:
    """Return `name`, or `alias.name`."""
    table = None if alias is None else exp.Identifier(this=alias)
    return exp.Column(this=exp.Identifier(this=name), table=table)


def all_of(alias: str) -> Tree:
    """Return `alias.*`."""
    return exp.Column(this=exp.Star(), table=exp.Identifier(this=alias))


def whole(number: int) -> Tree:
    """Return a whole number."""
    tree: Tree = exp.Literal.number(abs(number))
    return exp.Neg(this=tree) if number < 0 else tree


def text(words: str) -> Tree:
    """Return a text."""
    return exp.Literal.string(words)


A_TEXT = "VARCHAR(4000)"


def null(kind: str = "BIGINT") -> Tree:
    """Return NULL; its type is told, as some databases take a bare one for a text."""
    return exp.Cast(this=exp.null(), to=exp.DataType.build(kind))


def both(parts: Iterable[Tree]) -> Tree:
    """Return `a AND b AND …`, true of nothing."""
    found = tuple(parts)
    return _joined(exp.And, found) if found else same(whole(1), whole(1))


def either(parts: Iterable[Tree]) -> Tree:
    """Return `a OR b OR …`, false of nothing."""
    found = tuple(parts)
    return _joined(exp.Or, found) if found else same(whole(1), whole(0))


def no(part: Tree) -> Tree:
    """Return `NOT a`."""
    return exp.Not(this=in_brackets(part))


def _joined(kind: type[exp.Connector], parts: Sequence[Tree]) -> Tree:
    """Join conditions in balance, so that no tree grows as deep as it is long."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    left, right = _joined(kind, parts[:half]), _joined(kind, parts[half:])
    return kind(this=in_brackets(left), expression=in_brackets(right))


def same(left: Tree, right: Tree) -> Tree:
    """Return `a = b`."""
    return compare("=", left, right)


def compare(sign: str, left: Tree, right: Tree) -> Tree:
    """Return a comparison of two whole numbers or texts."""
    return _COMPARISONS[sign](this=in_brackets(left), expression=in_brackets(right))


_COMPARISONS: dict[str, type[exp.Binary]] = {
    "=": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}


def one_of(item: Tree, options: Sequence[Tree]) -> Tree:
    """Return `a IN (…)`, false of none."""
    if not options:
        return same(whole(1), whole(0))
    return exp.In(this=in_brackets(item), expressions=list(options))


def plus(left: Tree, right: Tree) -> Tree:
    """Return the sum."""
    return exp.Add(this=in_brackets(left), expression=in_brackets(right))


def minus(left: Tree, right: Tree) -> Tree:
    """Return the difference."""
    return exp.Sub(this=in_brackets(left), expression=in_brackets(right))


def times(left: Tree, right: Tree) -> Tree:
    """Return the product."""
    return exp.Mul(this=in_brackets(left), expression=in_brackets(right))


def remainder(left: Tree, right: Tree) -> Tree:
    """Return what is left of a division of whole numbers."""
    return exp.Mod(this=in_brackets(left), expression=in_brackets(right))


def is_null(item: Tree) -> Tree:
    """Return whether a value is not known."""
    return exp.Is(this=in_brackets(item), expression=exp.null())


def is_told(item: Tree) -> Tree:
    """Return whether a value is known."""
    return exp.Not(this=is_null(item))


def case(*branches: tuple[Tree, Tree], other: Tree | None = None) -> Tree:
    """Return the value of the first branch whose condition holds, else `other`, else NULL."""
    ifs = [exp.If(this=condition, true=value) for condition, value in branches]
    return exp.Case(ifs=ifs, default=other)


def first_told(item: Tree, other: Tree) -> Tree:
    """Return a value, or another where it is not known."""
    return exp.Coalesce(this=item, expressions=[other])


def least(items: Sequence[Tree]) -> Tree:
    """Return the least of several known numbers."""
    return exp.Least(this=items[0], expressions=list(items[1:]), ignore_nulls=True)


def greatest(items: Sequence[Tree]) -> Tree:
    """Return the greatest of several known numbers."""
    return exp.Greatest(this=items[0], expressions=list(items[1:]), ignore_nulls=True)


def total(item: Tree) -> Tree:
    """Return the sum over the rows of a group."""
    return exp.Sum(this=item)


def called(tree: Tree, name: str) -> Tree:
    """Return `a AS name`."""
    return exp.Alias(this=tree, alias=exp.Identifier(this=name))


def size(tree: Tree) -> int:
    """Return of how many nodes a tree is made."""
    return sum(1 for _ in tree.walk())


def in_brackets(tree: Tree) -> Tree:
    """Return an expression that may stand inside any other."""
    loose = (exp.Binary, exp.Connector, exp.Not, exp.Neg, exp.In)
    return exp.Paren(this=tree) if isinstance(tree, loose) else tree
