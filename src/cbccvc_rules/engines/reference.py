"""The meaning of the language: a function a kind of node, exact and three-valued; and verdicts.

A value is None where it is not known. A count over rows whose condition is not known is a Range,
and a comparison answers only when every value in the range agrees. Nothing here depends on order.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, assert_never

from cbccvc_rules.engines.members import Members
from cbccvc_rules.engines.questions import said_of, summed_of
from cbccvc_rules.exact import Exact, Range, add, divide, multiply, ordered, rounded, same, subtract
from cbccvc_rules.lang.nodes import (
    And,
    Arithmetic,
    Choose,
    Compare,
    Field,
    Follow,
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
    RowNode,
    Sum,
    Tally,
)
from cbccvc_rules.lang.types import Coded
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Bindings, Rule
    from cbccvc_rules.model.rows import Row, Unplaced
    from cbccvc_rules.trace import Value

Truth = bool | None


@dataclass(frozen=True, slots=True)
class Env:
    """What an evaluation rests on besides its rows: figures, readings, whom the rule governs.

    Where one subject is asked about again and again, `found` keeps the costly values.
    """

    world: World
    bindings: Bindings
    governed: frozenset[str]
    found: dict[tuple[int, int, int], Value] | None = None


def evaluate(node: Node, this: Row, subject: Row, env: Env) -> Value:
    """Return the value of an expression at a row, for a subject."""
    return _KINDS[type(node)](node, this, subject, env)


def truth(node: Node, this: Row, subject: Row, env: Env) -> Truth:
    """Return the value of a condition; the checker has made sure that it is a truth."""
    value = _KINDS[type(node)](node, this, subject, env)
    return value if value is True or value is False else None


def conjunction(parts: Iterable[Truth]) -> Truth:
    """Kleene's `and`: false if any is false, else unknown if any is unknown."""
    result: Truth = True
    for part in parts:
        if part is False:
            return False
        if part is None:
            result = None
    return result


def disjunction(parts: Iterable[Truth]) -> Truth:
    """Kleene's `or`: true if any is true, else unknown if any is unknown."""
    result: Truth = False
    for part in parts:
        if part is True:
            return True
        if part is None:
            result = None
    return result


def negation(item: Truth) -> Truth:
    """Kleene's `not`: the opposite, unknown if unknown."""
    return None if item is None else not item


def locate(row: RowNode, this: Row, subject: Row, env: Env) -> Row | None:
    """Return the row that a path leads to, None where a step of it is not known."""
    if isinstance(row, Follow):
        at = locate(row.base, this, subject, env)
        return None if at is None else env.world.one(at, row.relation)
    if row.which == "this":
        return this
    return subject if row.which == "subject" else env.world.root


def population_rows(population: Population, this: Row, subject: Row, env: Env) -> Members:
    """Return the rows of a population before its condition is asked."""
    base = locate(population.base, this, subject, env)
    if base is None:
        return Members((), None)
    return env.world.many(base, population.relation, env.governed)


def possibly(
    population: Population, members: Members, subject: Row, env: Env
) -> tuple[Unplaced, ...]:
    """Return those who may belong to a population and whom its condition does not keep out."""
    where = population.where
    return tuple(
        one
        for one in members.possible
        if one.row is not None
        and (where is None or truth(where, one.row, subject, env) is not False)
    )


def _count(population: Population, this: Row, subject: Row, env: Env) -> int | Range:
    members = population_rows(population, this, subject, env)
    sizes = env.world.sizes
    said = said_of(population, members, env.world, env.bindings)
    if said is not None:
        return said.count(members, partial(_asked, said.question.node, subject, env))
    certain = 0
    possible: int | None = 0
    for row in members.rows:
        holds = True if population.where is None else truth(population.where, row, subject, env)
        if holds is not False:
            size = sizes.get(row.key, 1)
            certain += size if holds and size is not None else 0
            possible = None if size is None or possible is None else possible + size
    others = possibly(population, members, subject, env)
    beside = [sizes.get(one.row.key, 1) for one in others if one.row is not None]
    if members.unread is None or possible is None or None in beside:
        return Range(certain, None)
    possible += members.unread + sum(size for size in beside if size is not None)
    return certain if certain == possible else Range(certain, possible)


def _rounded(node: Round, this: Row, subject: Row, env: Env) -> Value:
    return rounded(node.how, evaluate(node.item, this, subject, env))


def _tally(node: Tally, this: Row, subject: Row, env: Env) -> Value:
    if env.found is None:
        return _tallied(node, this, subject, env)
    return _once(_tallied, node, this, subject, env)


def _once(work: Callable[..., Value], node: Node, this: Row, subject: Row, env: Env) -> Value:
    found, key = env.found, (id(node), id(this), id(subject))
    if found is None or key in found:
        return work(node, this, subject, env) if found is None else found[key]
    return found.setdefault(key, work(node, this, subject, env))


def _tallied(node: Tally, this: Row, subject: Row, env: Env) -> Value:
    count = _count(node.population, this, subject, env)
    if node.how == "count":
        return count
    lowest = count.lo if isinstance(count, Range) else count
    highest = count.hi if isinstance(count, Range) else count
    exists: Truth = True if lowest > 0 else False if highest == 0 else None
    return exists if node.how == "any" else negation(exists)


def _given(node: Given, this: Row, subject: Row, env: Env) -> Truth:
    """Return whether a column was told: an exception must be claimed to hold.

    Not known only where a cell was filled in and cannot be understood.
    """
    at = locate(node.item.row, this, subject, env)
    if at is None or at.values[node.item.name] is not None:
        return at is not None
    return None if node.item.name in at.bad else False


def _recorded(node: Recorded, this: Row, subject: Row, env: Env) -> Truth:
    """Return whether a column says that there is something; an empty cell does not say."""
    at = locate(node.item.row, this, subject, env)
    if at is None or at.values[node.item.name] is not None:
        return None if at is None else True
    return False if node.item.name in at.denied else None


def _in_year(node: InYear, this: Row, subject: Row, env: Env) -> Value:
    day = evaluate(node.item, this, subject, env)
    if not isinstance(day, date):
        return None
    year = day.year + node.next_year
    return date(year, node.month, node.day) if year <= date.max.year else date.max


def _choose(node: Choose, this: Row, subject: Row, env: Env) -> Value:
    condition = truth(node.condition, this, subject, env)
    if condition is not None:
        return evaluate(node.value if condition else node.other, this, subject, env)
    one = evaluate(node.value, this, subject, env)
    return one if one == evaluate(node.other, this, subject, env) else None


def _compare(node: Compare, this: Row, subject: Row, env: Env) -> Truth:
    left = _KINDS[type(node.left)](node.left, this, subject, env)
    right = _KINDS[type(node.right)](node.right, this, subject, env)
    return None if left is None or right is None else compared(node, left, right)


def compared(node: Compare, left: Value, right: Value) -> Truth:
    """Return what a comparison says of the values of its sides, both of which are known."""
    if node.sign == "=":
        return same(left, right)
    if node.sign == "!=":
        return negation(same(left, right))
    if isinstance(node.type, Coded) and node.type.ordered:
        codes = node.type.codes
        if left not in codes or right not in codes:
            return None
        left, right = codes.index(str(left)), codes.index(str(right))
    match node.sign:
        case "<":
            return _before(left, right)
        case ">":
            return _before(right, left)
        case "<=":
            return negation(_before(right, left))
        case _:
            return negation(_before(left, right))


def _before(left: Value, right: Value) -> Truth:
    if isinstance(left, date) and isinstance(right, date):
        return left < right
    if isinstance(left, Exact) and isinstance(right, Exact):
        return ordered(left, right)
    return None


def _arithmetic(node: Arithmetic, this: Row, subject: Row, env: Env) -> Value:
    left = evaluate(node.left, this, subject, env)
    right = evaluate(node.right, this, subject, env)
    if not isinstance(left, Exact) or not isinstance(right, Exact):
        return None
    match node.sign:
        case "+":
            return add(left, right)
        case "-":
            return subtract(left, right)
        case "*":
            return multiply(left, right)
        case "/":
            return divide(left, right)
    assert_never(node.sign)


def _sum(node: Sum, this: Row, subject: Row, env: Env) -> Value:
    item, population = node.item, node.population
    members = population_rows(population, this, subject, env)
    if members.unread != 0 or possibly(population, members, subject, env):
        return None
    said, where = summed_of(node, members, env.world, env.bindings), population.where
    if said is not None:
        values, asked = said
        holds_of = partial(_asked, where or item, subject, env)
        return values.total(members, partial(_asked, item, subject, env), asked, holds_of)
    total: int | Fraction = 0
    for row in members.rows:
        holds = True if population.where is None else truth(population.where, row, subject, env)
        value = None if holds is False else evaluate(item, row, subject, env)
        if holds is False:
            continue
        if holds is None or not isinstance(value, (int, Fraction)):
            return None
        total += value
    return total


def _asked(node: Node, subject: Row, env: Env, row: Row) -> Value:
    return evaluate(node, row, subject, env)


def _field(node: Field, this: Row, subject: Row, env: Env) -> Value:
    at = locate(node.row, this, subject, env)
    return None if at is None else at.values[node.name]


def _literal(node: Literal, _this: Row, _subject: Row, _env: Env) -> Value:
    return node.value


def _parameter(node: Parameter, _this: Row, _subject: Row, env: Env) -> Value:
    return env.bindings.parameters.get(node.name)


def _reading(node: Reading, _this: Row, _subject: Row, env: Env) -> Value:
    return env.bindings.reading(node.name)


def _named(node: Named, this: Row, subject: Row, env: Env) -> Value:
    at = locate(node.row, this, subject, env)
    if at is None or env.found is None:
        return None if at is None else evaluate(node.body, at, subject, env)
    return _once(evaluate, node.body, at, subject, env)


def _in(node: In, this: Row, subject: Row, env: Env) -> Value:
    code = _KINDS[type(node.item)](node.item, this, subject, env)
    return None if code is None else code in node.codes


def _not(node: Not, this: Row, subject: Row, env: Env) -> Value:
    return negation(truth(node.item, this, subject, env))


def _and(node: And, this: Row, subject: Row, env: Env) -> Value:
    result: Truth = True  # as `conjunction`, without a generator: it is asked most of all
    for part in node.parts:
        value = _KINDS[type(part)](part, this, subject, env)
        if value is False:
            return False
        if value is not True:
            result = None
    return result


def _or(node: Or, this: Row, subject: Row, env: Env) -> Value:
    result: Truth = False
    for part in node.parts:
        value = _KINDS[type(part)](part, this, subject, env)
        if value is True:
            return True
        if value is not False:
            result = None
    return result


# By class, not by `match`: a round asks for millions of values. A test holds that none is missing.
_KINDS: Mapping[type[Node], Callable[..., Value]] = {
    And: _and,
    Arithmetic: _arithmetic,
    Choose: _choose,
    Compare: _compare,
    Field: _field,
    Given: _given,
    In: _in,
    InYear: _in_year,
    Literal: _literal,
    Named: _named,
    Not: _not,
    Or: _or,
    Parameter: _parameter,
    Reading: _reading,
    Recorded: _recorded,
    Round: _rounded,
    Sum: _sum,
    Tally: _tally,
}


def applicability(rule: Rule, subject: Row, env: Env) -> Truth:
    """Return whether a rule applies to a subject: its condition, and no exception."""
    when = truth(rule.when, subject, subject, env)
    if when is False or not rule.unless:
        return when
    excepted = disjunction(truth(one.node, subject, subject, env) for one in rule.unless)
    return conjunction((when, negation(excepted)))


def judge(rule: Rule, subject: Row, env: Env) -> Verdict:
    """Return the verdict of a rule on a subject.

    A requirement that holds is kept even where it is not known whether the rule applies.
    """
    applies = applicability(rule, subject, env)
    if applies is False:
        return Verdict.NOT_APPLICABLE
    met = conjunction(truth(one.node, subject, subject, env) for one in rule.require)
    broken = Verdict.BROKEN if met is False and applies is True else Verdict.UNKNOWN
    return Verdict.KEPT if met else broken
