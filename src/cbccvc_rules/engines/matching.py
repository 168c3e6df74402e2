"""A rule as conditions over whole numbers, and its subjects as facts, as durable_rules takes them.

Every value is worked out beforehand by the code that all engines share, counts and exceptions too.
What is left to match are comparisons joined by `and` and `or`. Only what is whole, known and small
enough becomes a fact.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from cbccvc_rules.engines.bound import Binder
from cbccvc_rules.engines.reference import evaluate
from cbccvc_rules.lang.integers import whole
from cbccvc_rules.lang.nodes import (
    Anchor,
    And,
    Arithmetic,
    Compare,
    Field,
    In,
    Literal,
    Named,
    Node,
    Not,
    Or,
)
from cbccvc_rules.lang.types import Coded, Scalar
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

Json = int | str | list["Json"] | dict[str, "Json"]
Part = tuple[str, int]
"""What a rule of the library tells of a fact, and which part of that."""

CONDITIONS_AT_ONCE = 60
"""At 65 conditions that hold of one fact, the library fails."""
CONDITIONS_OF_ONE = 30
"""The library takes 32 in one rule of its own, its `and`s and `or`s among them."""
LARGEST = 2**53
APPLIES, MET = "applies", "met"
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_SIGNS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_ARITHMETIC = {"+": "$add", "-": "$sub", "*": "$mul"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """An expression whose value is worked out beforehand; `kind` tells as which whole number."""

    node: Node
    kind: str
    codes: tuple[str, ...] = ()

    def value(self, row: Row, env: Env, words: dict[Value, int]) -> Fraction | None:
        """Return the value at a row, None where it is not known or cannot be a number."""
        match self.kind, evaluate(self.node, row, row, env):
            case ("truth", bool() as told):
                return Fraction(told)
            case ("number", int() | Fraction() as told) if not isinstance(told, bool):
                return Fraction(told)
            case ("day", date() as told):
                return Fraction(told.toordinal())
            case ("rank", str() as told) if told in self.codes:
                return Fraction(self.codes.index(told))
            case ("word", (str() | bool() | int() | date()) as told):
                return Fraction(words.setdefault(told, len(words)))
            case _:
                return None


class Matching:
    """One rule as conditions of the library, and its subjects as facts."""

    def __init__(
        self,
        rule: Rule,
        env: Env,
        rows: Sequence[tuple[int, Row]],
        words: dict[Value, int],
    ) -> None:
        """Work out every value that the rule hangs on, then write its conditions over them."""
        self.rule = rule
        self._words = words
        self._leaves: dict[tuple[int, str], tuple[str, Leaf]] = {}
        binder = Binder.of(env.world, env.bindings)
        excepted = tuple(Not(one.node) for one in rule.unless)
        applies = binder.bound(And((rule.when, *excepted)))
        met = binder.bound(And(tuple(one.node for one in rule.require)))
        for node in (applies, met):
            self._collect(node)
        told = {number: self._values(row, env) for number, row in rows}
        self._over = self._scales(told.values())
        self.facts: dict[int, dict[str, int]] = {}
        self.units: dict[int, str] = {}
        self._large: list[Node] = []
        self.conditions = {
            (name, number): part
            for name, node in ((APPLIES, applies), (MET, met))
            for number, part in enumerate(_split(self._condition(node, holds=True)))
        }
        sizes = [_size(part) for part in self.conditions.values()]
        self.too_many = max(sizes) > CONDITIONS_OF_ONE or sum(sizes) > CONDITIONS_AT_ONCE
        for number, row in rows:
            values = told[number]
            if values is not None and self._within(values):
                self.facts[number] = self._whole(values)
                self.units[number] = str(row.values.get("unit_id", row.key))

    def _values(self, row: Row, env: Env) -> dict[str, Fraction] | None:
        """Return every value that the rule hangs on, None where one of them is not known."""
        found: dict[str, Fraction] = {}
        for name, leaf in self._leaves.values():
            value = leaf.value(row, env, self._words)
            if value is None:
                return None
            found[name] = value
        return found

    def _scales(self, told: Iterable[dict[str, Fraction] | None]) -> dict[str, int]:
        """Return of how many parts each number is counted in, so that all are whole."""
        over = {name: 1 for name, _ in self._leaves.values()}
        for values in told:
            for name, value in (values or {}).items():
                over[name] = lcm(over[name], value.denominator)
        return over

    def _whole(self, values: Mapping[str, Fraction]) -> dict[str, int]:
        return {name: int(one * self._over[name]) for name, one in values.items()}

    def _within(self, values: Mapping[str, Fraction]) -> bool:
        """Return whether no computation can leave the numbers that the library holds."""
        sizes = {name: abs(one) for name, one in self._whole(values).items()}
        return all(_largest(node, sizes) < LARGEST for node in self._large) and all(
            size < LARGEST for size in sizes.values()
        )

    def _collect(self, node: Node) -> None:
        """Take down the leaves of a condition."""
        match node:
            case Literal(value=bool()):
                return
            case And(parts) | Or(parts):
                for part in parts:
                    self._collect(part)
            case Not(item):
                self._collect(item)
            case Named(row=Anchor(), body=body):
                self._collect(body)
            case Compare(left=left, right=right, type=Scalar.NUMBER):
                self._collect_numbers(left)
                self._collect_numbers(right)
            case Compare(sign, left, right, kind):
                self._leaf(left, *_kind(sign, kind))
                self._leaf(right, *_kind(sign, kind))
            case In(item=item):
                self._leaf(item, "word")
            case _:
                self._leaf(node, "truth")

    def _collect_numbers(self, node: Node) -> None:
        match node:
            case Arithmetic("+" | "-" | "*", left, right):
                self._collect_numbers(left)
                self._collect_numbers(right)
            case Named(row=Anchor(), body=body):
                self._collect_numbers(body)
            case Literal(value=int() | Fraction()):
                return
            case _:
                self._leaf(node, "number")

    def _leaf(self, node: Node, kind: str, codes: tuple[str, ...] = ()) -> str:
        """Return the field of a leaf; the same leaf has one."""
        key = (id(node), kind)
        if key not in self._leaves:
            self._leaves[key] = (f"c{len(self._leaves)}", Leaf(node, kind, codes))
        return self._leaves[key][0]

    def _condition(self, node: Node, *, holds: bool) -> Json:
        """Return what must match for a condition to hold, or not to; the library has no `not`."""
        match node:
            case Literal(value=bool() as value):
                return {"z": 0 if value is holds else 1}
            case And(parts):
                return _joined("$and" if holds else "$or", self._conditions(parts, holds))
            case Or(parts):
                return _joined("$or" if holds else "$and", self._conditions(parts, holds))
            case Not(item):
                return self._condition(item, holds=not holds)
            case Named(row=Anchor(), body=body):
                return self._condition(body, holds=holds)
            case Compare(sign=sign):
                return self._compared(node, sign if holds else _OPPOSITE[sign])
            case In(item, codes):
                field = self._leaf(item, "word")
                numbers = [self._words.setdefault(code, len(self._words)) for code in codes]
                if holds:
                    return _joined("$or", [{field: number} for number in numbers])
                return _joined("$and", [{"$neq": {field: number}} for number in numbers])
            case _:
                return {self._leaf(node, "truth"): int(holds)}

    def _conditions(self, parts: Iterable[Node], holds: bool) -> list[Json]:
        return [self._condition(part, holds=holds) for part in parts]

    def _compared(self, node: Compare, sign: str) -> Json:
        """Return a comparison; of numbers, of their difference with nought."""
        if node.type is not Scalar.NUMBER:
            kind = _kind(node.sign, node.type)
            left, right = self._leaf(node.left, *kind), self._leaf(node.right, *kind)
            return _signed(sign, left, {"$m": right})
        sides = Compare(node.sign, self._fields(node.left), self._fields(node.right), node.type)
        new = whole(sides, lambda field: self._over[field.name])
        if not isinstance(new, Compare):
            raise TypeError(new)
        difference = Arithmetic("-", new.right, new.left)
        self._large.append(difference)
        return _signed(sign, "z", _computed(difference))

    def _fields(self, node: Node) -> Node:
        """Return a computation with fields of the fact in the place of its leaves."""
        match node:
            case Arithmetic("+" | "-" | "*" as sign, left, right):
                return Arithmetic(sign, self._fields(left), self._fields(right))
            case Named(row=Anchor(), body=body):
                return self._fields(body)
            case Literal(value=int() | Fraction()):
                return node
            case _:
                at = Anchor("subject", self.rule.judges)
                return Field(at, self._leaf(node, "number"), Scalar.NUMBER)


def _kind(sign: str, kind: object) -> tuple[str, tuple[str, ...]]:
    """Return as which whole numbers two values that are no numbers are compared."""
    if isinstance(kind, Coded) and kind.ordered and sign not in {"=", "!="}:
        return "rank", kind.codes
    return ("day" if kind is Scalar.DATE else "word"), ()


def _joined(how: str, parts: list[Json]) -> Json:
    if not parts:
        return {"z": 0 if how == "$and" else 1}
    return parts[0] if len(parts) == 1 else {how: parts}


def _signed(sign: str, left: str, right: Json) -> Json:
    return {left: right} if sign == "=" else {_SIGNS[sign]: {left: right}}


def _computed(node: Node) -> Json:
    match node:
        case Field(name=name):
            return {"$m": name}
        case Literal(value=int() as value):
            return value
        case Arithmetic(sign, left, right):
            return {_ARITHMETIC[sign]: {"$l": _computed(left), "$r": _computed(right)}}
        case _:
            raise TypeError(node)


def _largest(node: Node, sizes: Mapping[str, int]) -> int:
    """Return what a computation cannot exceed, on the way or at its end."""
    match node:
        case Field(name=name):
            return sizes[name]
        case Literal(value=int() as value):
            return abs(value)
        case Arithmetic("*", left, right):
            return max(1, _largest(left, sizes)) * max(1, _largest(right, sizes))
        case Arithmetic(_, left, right):
            return _largest(left, sizes) + _largest(right, sizes)
        case _:
            raise TypeError(node)


def _size(condition: Json) -> int:
    """Return how many comparisons a condition has, and how many times they are joined."""
    match condition:
        case {"$and": list() as parts} | {"$or": list() as parts}:
            return 1 + sum(_size(part) for part in parts)
        case _:
            return 1


def _split(condition: Json) -> list[Json]:
    """Part a condition into some that must all hold, none too large where that can be."""
    if _size(condition) <= CONDITIONS_OF_ONE or not isinstance(condition, dict):
        return [condition]
    together = condition.get("$and")
    return together if isinstance(together, list) else [condition]
