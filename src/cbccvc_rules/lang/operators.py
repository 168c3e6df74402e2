"""The operator table: every operator once, with its sign, strength and reach.

The parser, the checker, the printer and the explanation all read this table; an operator that is
not here does not exist.
"""

from __future__ import annotations

from typing import Literal

from cbccvc_rules.records import dataclass

OPERATOR_KINDS = Literal[
    "logic", "comparison", "arithmetic", "population", "rounding", "choice", "calendar"
]


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: its key in traces and phrases, its sign, and how tightly it binds.

    `measures_only` operators (division, rounding) may not decide a verdict: a limit on a share is
    written as a product, so that an empty whole answers by itself.
    """

    key: str
    sign: str
    kind: OPERATOR_KINDS
    strength: int
    gist: str
    measures_only: bool = False


OPERATORS: tuple[Operator, ...] = (
    Operator("choose", "if", "choice", 1, "one value if a condition holds, else another"),
    Operator("or", "or", "logic", 2, "at least one holds"),
    Operator("and", "and", "logic", 3, "all hold"),
    Operator("not", "not", "logic", 4, "does not hold"),
    Operator("equal", "=", "comparison", 5, "is"),
    Operator("unequal", "!=", "comparison", 5, "is not"),
    Operator("less", "<", "comparison", 5, "is less than; a grade: is below"),
    Operator("at-most", "<=", "comparison", 5, "is at most"),
    Operator("more", ">", "comparison", 5, "is more than; a grade: is above"),
    Operator("at-least", ">=", "comparison", 5, "is at least"),
    Operator("in", "in", "comparison", 5, "is one of"),
    Operator("given", "is given", "comparison", 5, "has been told"),
    Operator("recorded", "is recorded", "comparison", 5, "is on record; empty: not known"),
    Operator("add", "+", "arithmetic", 6, "sum"),
    Operator("subtract", "-", "arithmetic", 6, "difference"),
    Operator("multiply", "*", "arithmetic", 7, "product"),
    Operator("divide", "/", "arithmetic", 7, "quotient", measures_only=True),
    Operator("count", "count", "population", 9, "how many rows"),
    Operator("any", "any", "population", 9, "there is a row"),
    Operator("none", "none", "population", 9, "there is no row"),
    Operator("sum", "sum", "population", 9, "total of a column over rows"),
    Operator("floor", "floor", "rounding", 9, "the whole number at or below", measures_only=True),
    Operator("ceil", "ceil", "rounding", 9, "the whole number at or above", measures_only=True),
    Operator("in-year", "in_year", "calendar", 9, "a day of the year in which another day falls"),
    Operator("in-next-year", "in_next_year", "calendar", 9, "a day of the year after that one"),
)

BY_SIGN: dict[str, Operator] = {operator.sign: operator for operator in OPERATORS}
BY_KEY: dict[str, Operator] = {operator.key: operator for operator in OPERATORS}
CALLS = frozenset(op.sign for op in OPERATORS if op.kind in {"population", "rounding", "calendar"})
RESERVED = frozenset(
    {
        "and",
        "or",
        "not",
        "in",
        "is",
        "given",
        "recorded",
        "if",
        "else",
        "where",
        "of",
        "true",
        "false",
        "unknown",
    }
    | CALLS
)
