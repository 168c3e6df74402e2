"""Which columns of the tables the rules read, and for the sake of which provisions."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from cbccvc_rules.engines.tables import ORIGINS, TABLES
from cbccvc_rules.lang.nodes import Field, Follow, Named, Population, Sum, Tally, parts_of
from cbccvc_rules.lang.rules import walk
from cbccvc_rules.model.columns import DERIVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.lang.nodes import Node, RowNode
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.sources import Citation

ColumnKey = tuple[str, str]
"""A table and a column of it."""

# What a relation of the vocabulary is found by; a body is told by its own columns.
RELATION_COLUMNS: Mapping[str, tuple[ColumnKey, ...]] = MappingProxyType(
    {
        "unit": (("staff", "unit_id"), ("units", "unit_id")),
        "own_body": (
            ("staff", "unit_id"),
            ("units", "unit_id"),
            ("units", "parent_id"),
            ("units", "kind"),
            ("units", "body"),
        ),
        "superior": (("units", "parent_id"), ("units", "kind"), ("units", "body")),
        "parent": (("units", "parent_id"),),
        "children": (("units", "parent_id"),),
        "staff": (("staff", "unit_id"), ("units", "unit_id"), ("units", "parent_id")),
        "members": (
            ("staff", "unit_id"),
            ("staff", "category"),
            ("staff", "peer_group"),
            ("units", "parent_id"),
            ("units", "kind"),
            ("units", "body"),
        ),
        "led_units": (("staff", "role"), ("staff", "leads")),
        "bodies_managed": (("staff", "role"), ("staff", "leads"), ("units", "parent_id")),
        "disciplines": (("disciplines", "staff_id"),),
        "same_violation": (("disciplines", "violation_id"),),
        "history": (("history", "staff_id"), ("history", "period")),
        "scorecards": (("scorecards", "staff_id"), ("scorecards", "unit_id")),
        "weighed_unlike": (
            ("staff", "unit_id"),
            ("staff", "category"),
            ("staff", "position"),
            ("units", "kind"),
            ("scorecards", "staff_id"),
            ("scorecards", "kind"),
            ("scorecards", "weight"),
        ),
    }
)


# What a column that the assembly adds is made of, where no relation leads there.
_MADE_OF: Mapping[ColumnKey, tuple[ColumnKey, ...]] = MappingProxyType(
    {("staff", "decider"): (("staff", "decided_by"), ("units", "head_id"))}
)


def columns_read(rules: Iterable[Rule]) -> Mapping[ColumnKey, tuple[Citation, ...]]:
    """Return the columns that the verdicts of rules hang on, each with the provisions it serves.

    A column serves what is cited nearest to where it is read: by the definition it stands in, by
    the condition, else by the rule.
    """
    found: defaultdict[ColumnKey, dict[Citation, None]] = defaultdict(dict)
    for rule in rules:
        parts = [(rule.when, rule.cites)]
        parts.extend((one.node, one.cites or rule.cites) for one in (*rule.unless, *rule.require))
        for node, cites in parts:
            for column, served in _read(node, cites):
                found[column].update(dict.fromkeys(served))
    return {column: tuple(served) for column, served in found.items()}


def columns_of_condition(
    node: Node, cites: Sequence[Citation]
) -> Mapping[ColumnKey, tuple[Citation, ...]]:
    """Return the columns that a condition on a person hangs on, each with what it serves.

    Of a fact that the assembly of a batch adds, the column it is made from.
    """
    found: defaultdict[ColumnKey, dict[Citation, None]] = defaultdict(dict)
    for column, served in _read(node, cites):
        found[column].update(dict.fromkeys(served))
    for below in walk(node):
        if isinstance(below, Field) and below.name in ORIGINS:
            record, name = ORIGINS[below.name]
            found[TABLES[record], name].update(dict.fromkeys(cites))
    return {column: tuple(served) for column, served in found.items()}


def _read(node: Node, cites: Sequence[Citation]) -> Iterator[tuple[ColumnKey, Sequence[Citation]]]:
    match node:
        case Field(row, name):
            yield from ((column, cites) for column in _way(row))
            table = TABLES.get(row.record)
            if table is not None and name not in DERIVED.get(table, {}):
                yield (table, name), cites
            elif table is not None:
                yield from ((column, cites) for column in _MADE_OF.get((table, name), ()))
        case Named(row=row):
            cites = node.cites or cites
            yield from ((column, cites) for column in _way(row))
        case Tally(population=population) | Sum(population=population):
            yield from ((column, cites) for column in _reached(population))
        case _:
            pass
    for part in parts_of(node):
        yield from _read(part, cites)


def _way(row: RowNode) -> Iterator[ColumnKey]:
    while isinstance(row, Follow):
        yield from RELATION_COLUMNS[row.relation]
        row = row.base


def _reached(population: Population) -> Iterator[ColumnKey]:
    yield from _way(population.base)
    yield from RELATION_COLUMNS[population.relation]
