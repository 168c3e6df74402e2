"""What may be written wrong in an expression: every small change, each at its place in the tree.

A change that turns the meaning must turn a case; `mutation` sees whether it does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.lang.nodes import (
    Anchor,
    And,
    Choose,
    Compare,
    CompareSign,
    Field,
    In,
    InYear,
    Named,
    Node,
    Not,
    Or,
    Sum,
    Tally,
    parts_of,
)
from cbccvc_rules.lang.nodes import Literal as Written
from cbccvc_rules.lang.rewrite import ways
from cbccvc_rules.lang.types import Coded, Scalar
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cbccvc_rules.lang.rewrite import Way
    from cbccvc_rules.lang.types import Relation

Kind = Literal["comparator", "figure", "day", "condition", "negation", "whole", "code"]

TRUE = Written(True, Scalar.TRUTH)
FALSE = Written(False, Scalar.TRUTH)
DAY = timedelta(days=1)
PERCENT = Fraction(1, 100)
_COMMON_YEAR = 2023
_NEIGHBOURS: Mapping[CompareSign, CompareSign] = {
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "=": "!=",
    "!=": "=",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One change: what kind of mistake it is, where, and what stands there instead."""

    kind: Kind
    way: Way
    node: Node


@dataclass(frozen=True, slots=True)
class Around:
    """What an expression stands among.

    `wholes` are the totals of each record that shares are taken of; `is_percent` says whether the
    number at a way is written with a percent sign; `relations` lead from each record to others.
    """

    relations: Mapping[str, Mapping[str, Relation]]
    wholes: Mapping[str, Sequence[Field | Named]]
    is_percent: Callable[[Way], bool]


def variants(top: Node, around: Around) -> Iterator[Variant]:
    """Yield every change of an expression, in the order of its text."""
    for way, node in ways(top):
        match node:
            case Compare():
                yield Variant("comparator", way, replace(node, sign=_NEIGHBOURS[node.sign]))
                yield from _other_codes(node, way)
            case In():
                yield from _other_lists(node, way)
            case Not(item):
                yield Variant("negation", way, item)
            case Tally(how, population) if how != "count":
                other: Literal["any", "none"] = "none" if how == "any" else "any"
                yield Variant("negation", way, Tally(other, population))
            case Written():
                yield from _other_figures(node, way, around)
            case InYear():
                yield from _other_days(node, way)
            case _:
                pass
        yield from _dropped(node, way)
        yield from _other_wholes(node, way, around)
        yield from _other_rows(node, way, around)


def _dropped(node: Node, way: Way) -> Iterator[Variant]:
    """Yield a node without one of its conditions: in the place of each, what says nothing."""
    match node:
        case And(parts) | Or(parts):
            nothing = TRUE if isinstance(node, And) else FALSE
            for step in range(len(parts)):
                yield Variant("condition", (*way, step), nothing)
        case Choose():
            yield Variant("condition", (*way, 0), TRUE)
            yield Variant("condition", (*way, 0), FALSE)
        case Tally(_, population) | Sum(_, population) if population.where is not None:
            yield Variant("condition", (*way, len(parts_of(node)) - 1), TRUE)
        case _:
            pass


def _other_codes(node: Compare, way: Way) -> Iterator[Variant]:
    """Yield a comparison with other codes: the next ones of a rank, any other of the list."""
    for step, side in enumerate((node.left, node.right)):
        if not isinstance(side, Written) or not isinstance(node.type, Coded):
            continue
        for code in _codes_beside(str(side.value), node):
            yield Variant("code", (*way, step), replace(side, value=code))


def _codes_beside(code: str, node: Compare) -> Sequence[str]:
    if not isinstance(node.type, Coded):
        return ()
    if node.sign in {"=", "!="}:
        return [other for other in node.type.words if other != code]
    rank = node.type.codes.index(code)
    return [*node.type.codes[max(rank - 1, 0) : rank], *node.type.codes[rank + 1 : rank + 2]]


def _other_lists(node: In, way: Way) -> Iterator[Variant]:
    """Yield a list of codes with one fewer, and with one more."""
    for code in node.codes:
        rest = tuple(other for other in node.codes if other != code)
        if rest:
            yield Variant("code", way, replace(node, codes=rest))
    for code in node.type.words:
        if code not in node.codes:
            yield Variant("code", way, replace(node, codes=(*node.codes, code)))


def _other_figures(node: Written, way: Way, around: Around) -> Iterator[Variant]:
    """Yield a figure one more and one less (a share: one percent), a day earlier and later."""
    match node.value:
        case bool() | None | str():
            return
        case date() as day:
            for moved in (day - DAY, day + DAY):
                yield Variant("day", way, replace(node, value=moved))
        case int() | Fraction() as number:
            share = isinstance(number, Fraction) or around.is_percent(way)
            step = PERCENT if share else 1
            for moved_to in (number - step, number + step):
                yield Variant("figure", way, replace(node, value=moved_to))


def _other_days(node: InYear, way: Way) -> Iterator[Variant]:
    """Yield the day before and the day after in every year, and the same day of the other year."""
    day = date(_COMMON_YEAR, node.month, node.day)
    for moved in (day - DAY, day + DAY):
        yield Variant("day", way, replace(node, month=moved.month, day=moved.day))
    yield Variant("day", way, replace(node, next_year=not node.next_year))


def _other_wholes(node: Node, way: Way, around: Around) -> Iterator[Variant]:
    """Yield every other total of the same record in the place of one."""
    bare = node
    while isinstance(bare, Named) and bare.kind == "let":
        bare = bare.body
    if not isinstance(node, (Field, Named)) or not isinstance(bare, (Field, Named)):
        return
    beside = around.wholes.get(bare.row.record, ())
    if whole_name(bare) not in {whole_name(other) for other in beside}:
        return
    for other in beside:
        if whole_name(other) != whole_name(bare):
            yield Variant("whole", way, replace(other, row=node.row))


def _other_rows(node: Node, way: Way, around: Around) -> Iterator[Variant]:
    """Yield a count or sum over other rows of the same record that a relation leads to."""
    if not isinstance(node, (Tally, Sum)):
        return
    rows = node.population
    for name, relation in around.relations.get(rows.base.record, {}).items():
        if relation.many and relation.target == rows.record and name != rows.relation:
            yield Variant("whole", way, replace(node, population=replace(rows, relation=name)))


def whole_name(node: Node) -> tuple[str, str] | None:
    """Return the record and name of a total read off the row at hand; None for anything else."""
    if not isinstance(node, (Field, Named)) or not isinstance(node.row, Anchor):
        return None
    return None if node.row.which == "batch" else (node.row.record, node.name)
