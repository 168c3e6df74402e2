"""The untyped tree that the parser makes: words and signs with their offsets, nothing resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in an expression: a code of the catalogue, an offset, and its parameters."""

    code: str
    offset: int
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a date or a truth; None is the truth that is not known."""

    value: bool | int | Fraction | date | None
    offset: int


@dataclass(frozen=True, slots=True)
class Path:
    """A word, or words joined by dots: a code, a column, a relation, a let or a definition."""

    words: tuple[str, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Dollar:
    """A parameter or a reading."""

    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class Unary:
    """`not x` or `-x`."""

    sign: str
    item: Syntax
    offset: int


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides and a sign; chains of `and` and `or` lean left."""

    sign: str
    left: Syntax
    right: Syntax
    offset: int


@dataclass(frozen=True, slots=True)
class Membership:
    """`x in {a, b}`."""

    item: Syntax
    words: tuple[Path, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Told:
    """`x is given`."""

    item: Syntax
    offset: int


@dataclass(frozen=True, slots=True)
class Conditional:
    """`value if condition else other`."""

    condition: Syntax
    value: Syntax
    other: Syntax
    offset: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A path to many rows and the condition that picks among them."""

    path: Path
    where: Syntax | None


@dataclass(frozen=True, slots=True)
class Call:
    """`count(rows)`, `sum(x of rows)`, `floor(x)`."""

    name: str
    item: Syntax | None
    rows: Rows | None
    offset: int


Syntax = Constant | Path | Dollar | Unary | Binary | Membership | Told | Conditional | Call


def words_in(tree: Syntax) -> frozenset[str]:
    """Return every bare word of an expression, whatever it may mean."""
    match tree:
        case Path(words, _):
            return frozenset(words)
        case Unary(_, item, _) | Told(item, _):
            return words_in(item)
        case Binary(_, left, right, _):
            return words_in(left) | words_in(right)
        case Membership(item, _, _):
            return words_in(item)
        case Conditional(condition, value, other, _):
            return words_in(condition) | words_in(value) | words_in(other)
        case Call(_, item, rows, _):
            inside = frozenset() if item is None else words_in(item)
            if rows is None:
                return inside
            where = frozenset() if rows.where is None else words_in(rows.where)
            return inside | words_in(rows.path) | where
        case _:
            return frozenset()
