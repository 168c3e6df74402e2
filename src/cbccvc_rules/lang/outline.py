"""The outline of an expression: the same steps as a trace, without rows and without values.

What a rule's page is written from, and how a count says what it counts.
"""

from __future__ import annotations

from typing import assert_never

from cbccvc_rules.lang.nodes import (
    And,
    Arithmetic,
    Choose,
    Compare,
    Field,
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
    Sum,
    Tally,
    parts_of,
)
from cbccvc_rules.lang.operators import BY_SIGN
from cbccvc_rules.lang.show import show, show_row
from cbccvc_rules.lang.types import Coded
from cbccvc_rules.trace import Step


def key_of(node: Node) -> str:
    """Return the key of a node's operator in traces and phrases."""
    match node:
        case Compare(sign, _, _, _) | Arithmetic(sign, _, _):
            return BY_SIGN[sign].key
        case Tally(how, _) | Round(how, _):
            return how
        case Named(kind, _, _, _):
            return kind
        case And():
            return "and"
        case Or():
            return "or"
        case Not():
            return "not"
        case In():
            return "in"
        case Given():
            return "given"
        case Recorded():
            return "recorded"
        case InYear(next_year=next_year):
            return "in-next-year" if next_year else "in-year"
        case Choose():
            return "choose"
        case Sum():
            return "sum"
        case Literal():
            return "literal"
        case Field():
            return "field"
        case Parameter():
            return "parameter"
        case Reading():
            return "reading"
    assert_never(node)


def year_day(node: InYear) -> str:
    """Return the month and day of a day of the year, as an expression writes them."""
    return f"{node.month:02}-{node.day:02}"


def scale_of(node: Node) -> str:
    """Return the codes of a comparison of rank: whatever is not among them has no rank."""
    if isinstance(node, Compare) and isinstance(node.type, Coded):
        return ", ".join(node.type.codes)
    return ""


def outline(node: Node) -> Step:
    """Return an expression as steps that have no values but those written in it."""
    key = key_of(node)
    text = show(node) if isinstance(node, (Literal, Field, Parameter, Reading)) else ""
    parts = tuple(outline(part) for part in parts_of(node))
    match node:
        case Literal(value, _):
            return Step(key, text, value)
        case Field(row, name, _):
            return Step(key, text, name=f"{row.record}.{name}", parts=_way(show_row(row)))
        case Parameter(name, _) | Reading(name, _):
            return Step(key, text, name=name)
        case Named(_, name, _, _, says, cites):
            return Step(key, text, name=name, parts=parts, says=says, cites=cites)
        case In(_, codes, _):
            return Step(key, text, name=", ".join(codes), parts=parts)
        case InYear():
            return Step(key, text, name=year_day(node), parts=parts)
        case Tally(_, population) | Sum(_, population):
            return Step(key, text, name=population.relation, parts=_rows(node, population))
        case _:
            return Step(key, text, parts=parts)


def body_and_exceptions(whole: Node) -> tuple[Node, tuple[Named, ...]]:
    """Return the body of a definition as written, and its labelled exceptions."""
    if not isinstance(whole, And):
        return whole, ()
    exceptions = tuple(
        part.item
        for part in whole.parts
        if isinstance(part, Not) and isinstance(part.item, Named) and part.item.kind == "exception"
    )
    return (whole.parts[0], exceptions) if exceptions else (whole, ())


def _way(path: str) -> tuple[Step, ...]:
    return (Step("path", path),) if path else ()


def _rows(node: Node, population: Population) -> tuple[Step, ...]:
    where = population.where
    condition = () if where is None else (Step("where", "", parts=(outline(where),)),)
    item = (outline(node.item),) if isinstance(node, Sum) else ()
    return (*item, *condition)
