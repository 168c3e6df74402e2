"""Typed tree to text: the canonical form, which reads back to the same tree."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import assert_never

from cbccvc_rules.lang.nodes import (
    Anchor,
    And,
    Arithmetic,
    Choose,
    Compare,
    Field,
    Follow,
    Given,
    In,
    InYear,
    Literal,
    Named,
    Node,
    Not,
    Or,
    Parameter,
    Population,
    Reading,
    Recorded,
    Round,
    RowNode,
    Sum,
    Tally,
)
from cbccvc_rules.lang.operators import BY_SIGN

_LOOSEST = 0
_TIGHTEST = 9


def show(node: Node) -> str:
    """Return the canonical text of an expression."""
    return _show(node, _LOOSEST)


def _show(node: Node, around: int) -> str:
    """Show a node; put brackets where it binds more loosely than what stands around it."""
    text, strength = _bare(node)
    return f"({text})" if strength < around else text


def _bare(node: Node) -> tuple[str, int]:
    match node:
        case Literal(value):
            return _literal(value)
        case Field(row, name, _):
            return _path(row, name), _TIGHTEST
        case Parameter(name, _) | Reading(name, _):
            return f"${name}", _TIGHTEST
        case Named(kind, name, row, body):
            if kind == "exception":
                return _bare(body)
            return (name if kind == "let" else _path(row, name)), _TIGHTEST
        case Not(item):
            return _not(item)
        case And(parts):
            return _joined("and", parts)
        case Or(parts):
            return _joined("or", parts)
        case Compare(sign, left, right, _):
            return f"{_show(left, 6)} {sign} {_show(right, 6)}", 5
        case In(item, codes, _):
            return f"{_show(item, 6)} in {{{', '.join(codes)}}}", 5
        case Given(item):
            return f"{_show(item, 6)} is given", 5
        case Recorded(item):
            return f"{_show(item, 6)} is recorded", 5
        case InYear(month, day, item, next_year):
            name = "in_next_year" if next_year else "in_year"
            return f"{name}({month:02}-{day:02}, {_show(item, _LOOSEST)})", _TIGHTEST
        case Choose(condition, value, other):
            return f"{_show(value, 2)} if {_show(condition, 2)} else {_show(other, 1)}", 1
        case Arithmetic(sign, left, right):
            strength = BY_SIGN[sign].strength
            return f"{_show(left, strength)} {sign} {_show(right, strength + 1)}", strength
        case Round(how, item):
            return f"{how}({_show(item, _LOOSEST)})", _TIGHTEST
        case Tally(how, population):
            return f"{how}({show_rows(population)})", _TIGHTEST
        case Sum(item, population):
            return f"sum({_show(item, 6)} of {show_rows(population)})", _TIGHTEST
    assert_never(node)


def _not(item: Node) -> tuple[str, int]:
    match item:
        case In(inner, codes, _):
            return f"{_show(inner, 6)} not in {{{', '.join(codes)}}}", 5
        case Given(inner):
            return f"{_show(inner, 6)} is not given", 5
        case Recorded(inner):
            return f"{_show(inner, 6)} is not recorded", 5
        case _:
            return f"not {_show(item, 4)}", 4


def _joined(sign: str, parts: tuple[Node, ...]) -> tuple[str, int]:
    strength = BY_SIGN[sign].strength
    return f" {sign} ".join(_show(part, strength + 1) for part in parts), strength


def show_rows(population: Population) -> str:
    """Return the canonical text of a population."""
    rows = _path(population.base, population.relation)
    where = population.where
    return rows if where is None else f"{rows} where {_show(where, _LOOSEST)}"


def _path(row: RowNode, name: str) -> str:
    base = show_row(row)
    return f"{base}.{name}" if base else name


def show_row(row: RowNode) -> str:
    """Return the path to a row; the row at hand has none."""
    match row:
        case Anchor(which, _):
            return "" if which == "this" else which
        case Follow(base, relation, _):
            return _path(base, relation)
    assert_never(row)


def _literal(value: bool | int | Fraction | date | str | None) -> tuple[str, int]:
    match value:
        case None:
            return "unknown", _TIGHTEST
        case bool():
            return ("true" if value else "false"), _TIGHTEST
        case int():
            return str(value), _TIGHTEST if value >= 0 else 8
        case Fraction():
            return show_fraction(value), _TIGHTEST if value >= 0 else 8
        case date():
            return value.isoformat(), _TIGHTEST
        case str():
            return value, _TIGHTEST
    assert_never(value)


def show_fraction(value: Fraction) -> str:
    """Write a fraction as a pack does: a percentage where it is a whole one, else `a/b`."""
    percent = value * 100
    if percent.denominator == 1 and abs(value) < 1:
        return f"{percent}%"
    return str(value)
