"""What a rule that counts people demands of changes: its condition over what each change adds.

The rule's tree is read as the reference engine reads it, node by node; only what counts people by
their rating stays open. What it cannot be read as (a product of two counts, a division) is told.
"""

from __future__ import annotations

from dataclasses import field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.engines.reference import (
    Env,
    applicability,
    evaluate,
    judge,
    locate,
    population_rows,
    possibly,
    truth,
)
from cbccvc_rules.exact import Number, Range
from cbccvc_rules.lang.nodes import (
    Anchor,
    And,
    Arithmetic,
    Choose,
    Compare,
    Field,
    Given,
    Named,
    Node,
    Not,
    Or,
    Recorded,
    Sum,
    Tally,
    parts_of,
)
from cbccvc_rules.lang.types import Scalar
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.affine import (
    NO,
    YES,
    ZERO,
    Affine,
    Formula,
    Span,
    at_most_zero,
    below_zero,
    constant,
    every,
    negation,
    some,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

Kleene = tuple[Formula, Formula]
"""When a condition holds for certain, and when it may hold."""
CERTAIN: Kleene = (YES, YES)
Options = dict[str, tuple[str, ...]]
"""The ratings that may be put in place of a person's own, by id; of nobody else any."""


class NotLinearError(Exception):
    """A rule that cannot be read as sums of what changes add."""


def counts_ratings(node: Node, seen: dict[int, bool] | None = None) -> bool:
    """Return whether an expression counts people by their rating."""
    seen = {} if seen is None else seen
    if id(node) not in seen:
        found = isinstance(node, (Tally, Sum)) and _by_rating(node)
        seen[id(node)] = found or any(counts_ratings(part, seen) for part in parts_of(node))
    return seen[id(node)]


def _by_rating(node: Tally | Sum) -> bool:
    of = node.population
    items = [item for item in (of.where, node.item if isinstance(node, Sum) else None) if item]
    return any(of.record == "staff" and reads_rating(item) for item in items)


def reads_rating(node: Node) -> bool:
    """Return whether an expression reads a person's rating, wherever it comes to it."""
    if isinstance(node, Field):
        return node.name == "rating" and node.row.record == "staff"
    return any(reads_rating(part) for part in parts_of(node))


def rule_counts(rule: Rule) -> bool:
    """Return whether the verdict of a rule may hang on the ratings of several people."""
    return any(counts_ratings(node) for node in rule.nodes())


def kept_by(
    rule: Rule, subject: Row, env: Env, options: Options, counting: dict[int, bool] | None = None
) -> Formula:
    """Return when a rule is not broken; one that is kept now may not become undecided either.

    `counting` keeps which expressions count people by their rating, from one subject to the next.

    Raises:
        NotLinearError: where it is no condition over sums.
    """
    counting = {} if counting is None else counting
    if applicability(rule, subject, env) is False and not counts_ratings(rule.when, counting):
        return YES
    reading = _Reading(subject, env, options, counting)
    applies = reading.truth(rule.when, subject)
    for one in rule.unless:
        applies = _and([applies, _not(reading.truth(one.node, subject))])
    met = _and([reading.truth(one.node, subject) for one in rule.require])
    if judge(rule, subject, env) in {Verdict.KEPT, Verdict.NOT_APPLICABLE}:
        return some([negation(applies[1]), met[0]])
    return some([negation(applies[0]), met[1]])


def _and(parts: Iterable[Kleene]) -> Kleene:
    sure, may = zip(*parts, strict=True)
    return every(sure), every(may)


def _or(parts: Iterable[Kleene]) -> Kleene:
    sure, may = zip(*parts, strict=True)
    return some(sure), some(may)


def _not(one: Kleene) -> Kleene:
    return negation(one[1]), negation(one[0])


def _known(value: object) -> Kleene:
    return CERTAIN if value is True else (NO, NO) if value is False else (NO, YES)


@dataclass(slots=True)
class _Reading:
    """One subject's condition, read off the tree; a method a kind of node."""

    subject: Row
    env: Env
    options: Options
    _open: dict[int, bool] = field(default_factory=dict)
    _counted: dict[tuple[int, str], Span] = field(default_factory=dict)
    _plain: dict[int, bool] = field(default_factory=dict)
    _known: dict[tuple[int, Value], bool | None] = field(default_factory=dict)

    def truth(self, node: Node, this: Row) -> Kleene:
        """Return when a condition holds for certain, and when it may."""
        if not counts_ratings(node, self._open):
            return _known(evaluate(node, this, self.subject, self.env))
        match node:
            case Named(row=row, body=body):
                at = locate(row, this, self.subject, self.env)
                return (NO, YES) if at is None else self.truth(body, at)
            case Not(item):
                return _not(self.truth(item, this))
            case And(parts):
                return _and([self.truth(one, this) for one in parts])
            case Or(parts):
                return _or([self.truth(one, this) for one in parts])
            case Compare(sign, left, right, Scalar.NUMBER):
                return _compared(sign, self.number(left, this), self.number(right, this))
            case Choose(condition, value, other):
                return self._chosen(condition, value, other, this)
            case Tally(how="any"):
                return _some_of(self.number(node, this))
            case Tally(how="none"):
                return _not(_some_of(self.number(node, this)))
            case _:
                raise NotLinearError

    def _chosen(self, condition: Node, value: Node, other: Node, this: Row) -> Kleene:
        asked = self.truth(condition, this)
        if asked in {(YES, YES), (NO, NO)}:
            return self.truth(value if asked == CERTAIN else other, this)
        one, two = self.truth(value, this), self.truth(other, this)
        return _or([_and([asked, one]), _and([_not(asked), two]), _and([one, two])])

    def number(self, node: Node, this: Row) -> Span | None:
        """Return a number between two; None where nothing is known of it."""
        if isinstance(node, Tally) and node.how != "count":
            node = replace(node, how="count")
            return self._people(node, this)
        if not counts_ratings(node, self._open):
            return _span(evaluate(node, this, self.subject, self.env))
        match node:
            case Named(row=row, body=body):
                at = locate(row, this, self.subject, self.env)
                return None if at is None else self.number(body, at)
            case Tally() | Sum():
                return self._people(node, this)
            case Choose(condition, value, other):
                asked = self.truth(condition, this)
                if asked not in {(YES, YES), (NO, NO)}:
                    raise NotLinearError
                return self.number(value if asked == CERTAIN else other, this)
            case Arithmetic("+", left, right):
                return _sum(self.number(left, this), self.number(right, this))
            case Arithmetic("-", left, right):
                return _sum(self.number(left, this), _times(self.number(right, this), -1))
            case Arithmetic("*", left, right):
                return self._product(left, right, this)
            case _:
                raise NotLinearError

    def _product(self, left: Node, right: Node, this: Row) -> Span | None:
        if counts_ratings(left, self._open):
            left, right = right, left
        if counts_ratings(left, self._open):
            raise NotLinearError
        factor = evaluate(left, this, self.subject, self.env)
        if factor is not None and not isinstance(factor, (int, Fraction)):
            raise NotLinearError
        return None if factor is None else _times(self.number(right, this), factor)

    def _people(self, node: Tally | Sum, this: Row) -> Span | None:
        """Count people, each with what a change of their rating adds."""
        of = node.population
        if of.record != "staff":
            raise NotLinearError
        key = (id(of), this.key)
        if isinstance(node, Tally) and key in self._counted:
            return self._counted[key]
        members = population_rows(of, this, self.subject, self.env)
        others = possibly(of, members, self.subject, self.env)
        if isinstance(node, Sum) and (members.unread != 0 or others):
            return None
        sizes = self.env.world.sizes
        lo, hi = _Total(), _Total()
        bounded = members.unread is not None
        for row in members.rows:
            size = sizes.get(row.key, 1)
            bounded = bounded and size is not None
            if isinstance(node, Sum) and self._unknown(node, row):
                return None
            self._person(node, row, size or 0, lo, hi)
        for one in others:
            size = 0 if one.row is None else sizes.get(one.row.key, 1)
            bounded = bounded and size is not None
            hi.start += size or 0
        hi.start += members.unread or 0
        span = Span(lo.affine(), hi.affine() if bounded else None)
        if isinstance(node, Tally):
            self._counted[key] = span
        return span

    def _person(self, node: Tally | Sum, row: Row, size: int, lo: _Total, hi: _Total) -> None:
        now = self._worth(node, row, row.values["rating"], size)
        lo.start += now[0]
        hi.start += now[1]
        if size != 1 and row.key in self.options:  # of so many people one at a time is changed
            now = self._worth(node, row, row.values["rating"], 1)
        for rating in self.options.get(row.key, ()):
            then = self._worth(node, row, rating, 1)
            lo.add((row.key, rating), then[0] - now[0])
            hi.add((row.key, rating), then[1] - now[1])

    def _unknown(self, node: Sum, row: Row) -> bool:
        """Return whether what a person adds to a sum is not known, whatever their rating."""
        for rating in (row.values["rating"], *self.options.get(row.key, ())):
            inside = self._inside(node.population.where, row, rating)
            value = evaluate(node.item, _rated(row, rating), self.subject, self.env)
            if inside is False or (inside and isinstance(value, (int, Fraction))):
                return False
        return True

    def _worth(
        self, node: Tally | Sum, row: Row, rating: Value, size: int
    ) -> tuple[Number, Number]:
        """Return what a person with a rating counts for: at least, and at most."""
        inside = self._inside(node.population.where, row, rating)
        if inside is False:
            return 0, 0
        if isinstance(node, Tally):
            return (size if inside else 0), size
        value = evaluate(node.item, _rated(row, rating), self.subject, self.env)
        if inside is None or not isinstance(value, (int, Fraction)):
            raise NotLinearError
        return value, value

    def _inside(self, where: Node | None, row: Row, rating: Value) -> bool | None:
        """Return whether a person counts; where the rating alone says it, it is asked for once."""
        if where is None:
            return True
        at = id(where)
        if at not in self._plain:
            self._plain[at] = of_rating_alone(where)
        if not self._plain[at]:
            return truth(where, _rated(row, rating), self.subject, self.env)
        key = (at, rating)
        if key not in self._known:
            self._known[key] = truth(where, _rated(row, rating), self.subject, self.env)
        return self._known[key]


def _rated(row: Row, rating: Value) -> Row:
    told = row.values["rating"]
    return row if told == rating else replace(row, values={**row.values, "rating": rating})


def of_rating_alone(node: Node) -> bool:
    """Return whether a condition on a person hangs on nothing of theirs but the rating."""
    if isinstance(node, Field):
        return node.name == "rating" and isinstance(node.row, Anchor) and node.row.which == "this"
    if isinstance(node, (Named, Tally, Sum, Given, Recorded)):
        return False
    return all(of_rating_alone(part) for part in parts_of(node))


@dataclass(slots=True)
class _Total:
    """A sum as it grows."""

    start: Number = 0
    adds: dict[tuple[str, str], Number] = field(default_factory=dict)

    def add(self, move: tuple[str, str], number: Number) -> None:
        if number:
            self.adds[move] = self.adds.get(move, 0) + number

    def affine(self) -> Affine:
        return Affine(self.start, self.adds)


def _span(value: object) -> Span | None:
    match value:
        case bool() | None:
            return None
        case int() | Fraction():
            return Span(constant(value), constant(value))
        case Range(lo, hi):
            return Span(constant(lo), None if hi is None else constant(hi))
        case _:
            return None


def _sum(left: Span | None, right: Span | None) -> Span | None:
    return None if left is None or right is None else left.plus(right)


def _times(one: Span | None, factor: Number) -> Span | None:
    return None if one is None else one.times(factor)


def _some_of(number: Span | None) -> Kleene:
    return _compared(">", number, Span(ZERO, ZERO))


def _compared(sign: str, left: Span | None, right: Span | None) -> Kleene:
    if left is None or right is None:
        return (NO, YES)
    match sign:
        case "<=":
            return _with(left, right, at_most_zero)
        case "<":
            return _with(left, right, below_zero)
        case ">=":
            return _with(right, left, at_most_zero)
        case ">":
            return _with(right, left, below_zero)
        case "=":
            return _same(left, right)
        case _:
            return _not(_same(left, right))


def _same(left: Span, right: Span) -> Kleene:
    both = _with(left, right, at_most_zero), _with(right, left, at_most_zero)
    return _and(both)


def _with(left: Span, right: Span, less: Callable[[Affine], Formula]) -> Kleene:
    """Return when `left` is less: for certain by its upper end, perhaps by its lower one."""
    sure = NO if left.hi is None else less(left.hi.plus(right.lo, -1))
    may = YES if right.hi is None else less(left.lo.plus(right.hi, -1))
    return sure, may
