"""The kinds of the columns of people in a long list: as SQL keeps them, and of a row."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.tables import day_number, ends_of
from cbccvc_rules.exact import Range
from cbccvc_rules.lang.types import Coded, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from cbccvc_rules.engines.sql.tables import Cell
    from cbccvc_rules.lang.types import Type
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

SMALL = 20_000
"""A number that is no larger is kept in fewer bytes: products of it still fit."""


def sql_type(kind: Type, most: int) -> str:
    """Return the type of a column; `most` is its largest number."""
    if isinstance(kind, Coded) or kind is Scalar.TRUTH:
        return "TINYINT"
    if kind in {Scalar.TEXT, Scalar.LIST}:
        return "VARCHAR"
    return "INTEGER" if kind is Scalar.DATE or most <= SMALL else "BIGINT"


def top_of(kind: Type) -> int:
    """Return the largest code of a kind."""
    return len(kind.words) - 1 if isinstance(kind, Coded) else 1


def text_of(name: str) -> Callable[[Row], Cell]:
    """Return what gives the text of a row, in a column."""

    def cell(row: Row) -> Cell:
        value = row.values.get(name)
        return None if value is None else str(value)

    return cell


def cell_of(name: str, kind: Type, parts: int) -> Callable[[Row], Cell]:
    """Return what gives the cell of a row, in a column."""
    return lambda row: _kept(row.values.get(name), kind, parts)


def _kept(value: Value, kind: Type, parts: int) -> Cell:
    match value:
        case None:
            return None
        case bool():
            return int(value)
        case int() | Fraction():
            return int(value * parts)
        case date():
            return day_number(value)
        case str() if isinstance(kind, Coded):
            return kind.words.index(value)
        case _:
            return str(value)


def end_of(value: Value, side: int) -> Cell:
    """Return a bound of a number: the lower one, 0, or the upper one, 1."""
    end = ends_of(value)[side]
    return None if end is None or (isinstance(value, Range) and end is None) else int(end)
