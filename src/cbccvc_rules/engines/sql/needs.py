"""What the rules ask of the tables: columns, whether cells are told, ways to one row and many."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cbccvc_rules.lang.nodes import (
    Field,
    Follow,
    Given,
    Named,
    Node,
    Recorded,
    RowNode,
    Sum,
    Tally,
)
from cbccvc_rules.lang.rules import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.lang.types import Type

Column = tuple[str, str]
"""A record and one of its columns."""

Way = tuple[str, str]
"""A record and one of its relations."""


@dataclass(slots=True)
class Needs:
    """What must be in the tables before the rules can be asked."""

    columns: dict[Column, Type] = field(default_factory=dict)
    doubted: set[Column] = field(default_factory=set)
    denied: set[Column] = field(default_factory=set)
    ones: dict[Way, str] = field(default_factory=dict)
    manys: dict[Way, str] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> Needs:
        """Return what expressions ask for, names and conditions of counts included."""
        needs = cls()
        for top in nodes:
            for node in walk(top):
                needs._take(node)
        return needs

    def _take(self, node: Node) -> None:
        match node:
            case Field(row, name, kind):
                self._way(row)
                self.columns[row.record, name] = kind
            case Given(item):
                self.doubted.add((item.row.record, item.name))
            case Recorded(item):
                self.denied.add((item.row.record, item.name))
            case Named(row=row):
                self._way(row)
            case Tally(population=population) | Sum(population=population):
                base = population.base
                self._way(base)
                self.manys[base.record, population.relation] = population.record
            case _:
                pass

    def _way(self, row: RowNode) -> None:
        if isinstance(row, Follow):
            self._way(row.base)
            self.ones[row.base.record, row.relation] = row.record


def asks_subject(node: Node) -> bool:
    """Return whether an expression inside a count asks for the judged subject itself."""
    return any(_starts(row) == "subject" for below in walk(node) for row in _rows(below))


def _rows(node: Node) -> tuple[RowNode, ...]:
    match node:
        case Field(row=row) | Named(row=row):
            return (row,)
        case Tally(population=population) | Sum(population=population):
            return (population.base,)
        case _:
            return ()


def _starts(row: RowNode) -> str:
    return _starts(row.base) if isinstance(row, Follow) else row.which
