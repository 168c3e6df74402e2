"""The typed tree of an expression: some fifteen kinds of node, and nothing that evaluates itself.

`RowNode`s lead to a row, `Population`s to many rows, `Node`s to a value.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from cbccvc_rules.lang.types import Coded, Scalar, Type
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from fractions import Fraction

    from cbccvc_rules.sources import Citation, Text


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row to start from: the row at hand, the judged subject, or the batch."""

    which: OneOf["this", "subject", "batch"]
    record: str


@dataclass(frozen=True, slots=True)
class Follow:
    """The one row that a relation leads to; it may be missing."""

    base: RowNode
    relation: str
    record: str


RowNode = Anchor | Follow


@dataclass(frozen=True, slots=True)
class Population:
    """The rows that a relation leads to, those for which `where` holds."""

    base: RowNode
    relation: str
    record: str
    where: Node | None = None


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the expression; None is the truth `unknown`."""

    value: bool | int | Fraction | date | str | None
    type: Type


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a row."""

    row: RowNode
    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of the law, looked up by date: `$name`."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Reading:
    """The chosen alternative where the law leaves a choice: `$name`."""

    name: str
    type: Coded


@dataclass(frozen=True, slots=True)
class Named:
    """An expression with a name, evaluated at `row`: a let, a definition, or an exception."""

    kind: OneOf["let", "definition", "exception"]
    name: str
    row: RowNode
    body: Node
    says: Text | None = None
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    item: Node


@dataclass(frozen=True, slots=True)
class And:
    """Conjunction of two or more."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Disjunction of two or more."""

    parts: tuple[Node, ...]


CompareSign = OneOf["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two values of one type; codes and grades carry their scale."""

    sign: CompareSign
    left: Node
    right: Node
    type: Type


@dataclass(frozen=True, slots=True)
class In:
    """Membership of a code in a list of codes."""

    item: Node
    codes: tuple[str, ...]
    type: Coded


@dataclass(frozen=True, slots=True)
class Given:
    """Whether a column has been told."""

    item: Field


@dataclass(frozen=True, slots=True)
class Recorded:
    """Whether a column says that there is something: an empty cell says neither yes nor no."""

    item: Field


@dataclass(frozen=True, slots=True)
class InYear:
    """A day, told by month and day, of the year in which another day falls or of the next."""

    month: int
    day: int
    item: Node
    next_year: bool = False


@dataclass(frozen=True, slots=True)
class Choose:
    """`value if condition else other`."""

    condition: Node
    value: Node
    other: Node


ArithmeticSign = OneOf["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A sum, difference, product or, in measures only, quotient."""

    sign: ArithmeticSign
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Round:
    """Rounding to a whole number, in measures only."""

    how: OneOf["floor", "ceil"]
    item: Node


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of a population, or whether it has any row or none."""

    how: OneOf["count", "any", "none"]
    population: Population


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a number over a population."""

    item: Node
    population: Population


Node = (
    Literal
    | Field
    | Parameter
    | Reading
    | Named
    | Not
    | And
    | Or
    | Compare
    | In
    | Given
    | Recorded
    | InYear
    | Choose
    | Arithmetic
    | Round
    | Tally
    | Sum
)


def type_of(node: Node) -> Type:
    """Return the type of a node's value."""
    match node:
        case Literal(type=kind) | Field(type=kind) | Parameter(type=kind) | Reading(type=kind):
            return kind
        case Named(body=body):
            return type_of(body)
        case Choose(value=value):
            return type_of(value)
        case Arithmetic() | Round() | Sum() | Tally(how="count"):
            return Scalar.NUMBER
        case InYear():
            return Scalar.DATE
        case _:
            return Scalar.TRUTH


def parts_of(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below a node, left to right."""
    parts = _PARTS.get(type(node))
    return () if parts is None else parts(node)


def _item(node: Not | Given | Recorded | In | Round | InYear) -> tuple[Node, ...]:
    return (node.item,)


def _body(node: Named) -> tuple[Node, ...]:
    return (node.body,)


def _counted(node: Tally) -> tuple[Node, ...]:
    where = node.population.where
    return () if where is None else (where,)


def _summed(node: Sum) -> tuple[Node, ...]:
    where = node.population.where
    return (node.item,) if where is None else (node.item, where)


# By class, not by `match`: every walk over a rule asks this of every node.
_PARTS: Mapping[type[Node], Callable[..., tuple[Node, ...]]] = {
    And: attrgetter("parts"),
    Or: attrgetter("parts"),
    Compare: attrgetter("left", "right"),
    Arithmetic: attrgetter("left", "right"),
    Choose: attrgetter("condition", "value", "other"),
    Not: _item,
    Given: _item,
    Recorded: _item,
    In: _item,
    Round: _item,
    InYear: _item,
    Named: _body,
    Tally: _counted,
    Sum: _summed,
}
