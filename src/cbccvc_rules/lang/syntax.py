"""The untyped tree that the parser makes: words and signs with their offsets, nothing resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

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
    offsets: tuple[int, ...]

    @property
    def offset(self) -> int:
        """The offset of the first word."""
        return self.offsets[0]

    @property
    def way(self) -> Path:
        """The words before the last one; there may be none."""
        return Path(self.words[:-1], self.offsets[:-1])


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
    """`x is given`, or `x is recorded`."""

    item: Syntax
    offset: int
    word: str = "given"


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


@dataclass(frozen=True, slots=True)
class YearDay:
    """`in_year(12-15, x)` and `in_next_year(01-15, x)`."""

    month: int
    day: int
    item: Syntax
    offset: int
    next_year: bool = False


Syntax = (
    Constant | Path | Dollar | Unary | Binary | Membership | Told | Conditional | Call | YearDay
)


def parts_in(tree: Syntax) -> tuple[Syntax, ...]:
    """Return the trees directly below a tree, left to right."""
    match tree:
        case Unary(_, item, _) | Told(item, _) | Membership(item, _, _) | YearDay(item=item):
            return (item,)
        case Binary(_, left, right, _):
            return (left, right)
        case Conditional(condition, value, other, _):
            return (condition, value, other)
        case Call(_, item, rows, _):
            inside = () if item is None else (item,)
            if rows is None:
                return inside
            where = () if rows.where is None else (rows.where,)
            return (*inside, rows.path, *where)
        case _:
            return ()


def words_in(tree: Syntax) -> frozenset[str]:
    """Return every bare word of an expression, whatever it may mean."""
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Path):
            found.update(here.words)
        waiting.extend(parts_in(here))
    return frozenset(found)


def chain(tree: Syntax, sign: str) -> list[Syntax]:
    """Flatten a left-leaning chain of one sign: `a and b and c` is one node with three parts."""
    sides: list[Syntax] = []
    while isinstance(tree, Binary) and tree.sign == sign:
        sides.append(tree.right)
        tree = tree.left
    return [tree, *reversed(sides)]


def start(tree: Syntax) -> int:
    """Return the offset at which an expression begins, brackets left aside."""
    first = tree.offset
    for part in parts_in(tree):
        first = min(first, start(part))
    return first
