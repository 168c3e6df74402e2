"""Rules as formulas: the meaning of the language once more, arm by arm as in `engines.reference`.

The rows are those of a round that is not yet fixed, and so are the answers.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

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
    Recorded,
    RowNode,
    Sum,
    Tally,
)
from cbccvc_rules.lang.types import Coded, Scalar
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.cells import deniable, text_number
from cbccvc_rules.solve.symbols import (
    UNKNOWN,
    Amount,
    NotEncodedError,
    Symbol,
    Truth,
    Word,
    add,
    certain,
    chosen,
    conjunction,
    disjunction,
    exactly,
    multiply,
    negation,
    ordered,
    ordered_words,
    same,
    same_word,
    settled,
    subtract,
)
from cbccvc_rules.solve.terms import (
    FALSE,
    ONE,
    TRUE,
    ZERO,
    Term,
    at_most,
    conj,
    disj,
    either,
    equal,
    neg,
    number,
    plus,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.lang.nodes import CompareSign, Population
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.lang.types import Type
    from cbccvc_rules.solve.rounds import Members, OpenRound, OpenRow


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A rule put to the subject of a round: where it applies, is broken, and is certain to be kept.

    `failed` has, by condition, where it fails.
    """

    applies: Term
    broken: Term
    fine: Term
    failed: Mapping[str, Term]


class Encoder:
    """Puts rules to the subject of a round; with some of its cells supposed otherwise."""

    def __init__(self, round_: OpenRound, supposed: Mapping[str, Symbol] | None = None) -> None:
        """Take a round, and the cells of its subject that are taken to say something else."""
        self._round = round_
        self._supposed = supposed or {}
        # The node is kept beside what became of it: an id is its own only while the node lives.
        self._done: dict[tuple[int, str], tuple[Node, Symbol]] = {}

    def verdicts(self, rule: Rule) -> Verdicts:
        """Return where a rule, with whole numbers alone, applies, is broken and is kept.

        Raises:
            NotEncodedError: for a rule that asks what cannot be put to the solver.
        """
        subject = self._round.subject
        when = conjunction(self._put(rule), self._truth(rule.when, subject))
        excepted = disjunction(*(self._truth(one.node, subject) for one in rule.unless))
        met = {one.id: self._truth(one.node, subject) for one in rule.require}
        applies = conj(when.yes, excepted.no)
        broken = conj(applies, disj(*(one.no for one in met.values())))
        fine = disj(when.no, excepted.yes, conj(*(one.yes for one in met.values())))
        return Verdicts(applies, broken, fine, {key: one.no for key, one in met.items()})

    def _put(self, rule: Rule) -> Truth:
        """Return whether a rule is put to the subject at all: a group without people is none."""
        if rule.judges != "group":
            return settled(holds=True)
        members = self._round.many(self._round.subject, "members")
        return certain(disj(*(at_most(ONE, count) for count, _ in members)))

    def holds_of_people(self, node: Node) -> Truth:
        """Return whether a condition holds of all the people of the round."""
        people = [row for row in self._round.rows.values() if row.record == "staff"]
        return Truth(
            conj(*(self._truth(node, row).yes for row in people)),
            conj(*(self._truth(node, row).no for row in people)),
        )

    def _truth(self, node: Node, this: OpenRow) -> Truth:
        found = self.value(node, this)
        return found if isinstance(found, Truth) else UNKNOWN

    def _amount(self, node: Node, this: OpenRow) -> Amount:
        found = self.value(node, this)
        if not isinstance(found, Amount):
            raise NotEncodedError(type(node).__name__)
        return found

    def value(self, node: Node, this: OpenRow) -> Symbol:
        """Return the value of an expression at a row."""
        key = (id(node), this.key)
        known = self._done.get(key)
        if known is None:
            known = self._done[key] = (node, self._value(node, this))
        return known[1]

    def _value(self, node: Node, this: OpenRow) -> Symbol:
        match node:
            case Literal():
                return _literal(node)
            case Field(row, name, kind):
                return self._field(row, name, kind, this)
            case Named(row=row, body=body):
                rows = self._located(row, this)
                return _one_of([(when, self.value(body, at)) for when, at in rows])
            case Not(item):
                return negation(self._truth(item, this))
            case And(parts):
                return conjunction(*(self._truth(part, this) for part in parts))
            case Or(parts):
                return disjunction(*(self._truth(part, this) for part in parts))
            case Compare():
                return self._compare(node, this)
            case In(item, codes, kind):
                return self._in(self.value(item, this), codes, kind)
            case Given(item):
                told = self._told(item, this)
                return certain(disj(*(conj(when, told_) for when, told_ in told)))
            case Recorded(item):
                deny = deniable(item.row.record, item.name)
                told = self._told(item, this)
                return _one_of([(when, _recorded(told_, deny=deny)) for when, told_ in told])
            case InYear():
                return self._in_year(node, this)
            case Choose(condition, value, other):
                truth = self._truth(condition, this)
                return chosen(truth, self.value(value, this), self.value(other, this))
            case Arithmetic():
                return self._arithmetic(node, this)
            case Tally():
                return self._tally(node, this)
            case Sum(item, population):
                return self._sum(item, population, this)
            case _:
                raise NotEncodedError(type(node).__name__)

    def _located(self, row: RowNode, this: OpenRow) -> list[tuple[Term, OpenRow]]:
        """Return the rows that a path may lead to, each with when it does."""
        if isinstance(row, Follow):
            return [
                (conj(when, then), at)
                for when, base in self._located(row.base, this)
                for then, at in self._round.one(base, row.relation)
            ]
        if row.which == "batch":
            raise NotEncodedError("batch")
        return [(TRUE, this if row.which == "this" else self._round.subject)]

    def _field(self, row: RowNode, name: str, kind: Type, this: OpenRow) -> Symbol:
        subject, found = self._round.subject, list[tuple[Term, Symbol]]()
        for when, at in self._located(row, this):
            supposed = self._supposed.get(name) if at is subject else None
            found.append((when, supposed or self._round.cell(at, name)))
        return _one_of(found) if found else _unknown(kind)

    def _told(self, item: Field, this: OpenRow) -> list[tuple[Term, Term]]:
        """Return whether a cell is told, by row; what is not told says that there is none."""
        rows = self._located(item.row, this)
        return [(when, self._round.told(at, item.name)) for when, at in rows]

    def _compare(self, node: Compare, this: OpenRow) -> Truth:
        left, right = self.value(node.left, this), self.value(node.right, this)
        match left, right:
            case Amount(), Amount():
                before, after = ordered(left, right), ordered(right, left)
                return _by_sign(node.sign, same(left, right), before, after)
            case Word(), Word():
                kind = node.type
                ranks = len(kind.codes) if isinstance(kind, Coded) else None
                before = ordered_words(left, right, ranks)
                after = ordered_words(right, left, ranks)
                return _by_sign(node.sign, same_word(left, right), before, after)
            case Truth(), Truth():
                alike = Truth(
                    disj(conj(left.yes, right.yes), conj(left.no, right.no)),
                    disj(conj(left.yes, right.no), conj(left.no, right.yes)),
                )
                return alike if node.sign == "=" else negation(alike)
            case _:
                raise NotEncodedError(node.sign)

    @staticmethod
    def _in(item: Symbol, codes: tuple[str, ...], kind: Type) -> Truth:
        if not isinstance(item, Word) or not isinstance(kind, Coded):
            raise NotEncodedError("in")
        among = disj(*(equal(item.value, number(kind.words.index(code))) for code in codes))
        return Truth(conj(item.known, among), conj(item.known, neg(among)))

    def _in_year(self, node: InYear, this: OpenRow) -> Symbol:
        day = self.value(node.item, this)
        if not isinstance(day, Word) or not day.value.fixed:
            raise NotEncodedError("in_year")
        year = date.fromordinal(day.value.value).year + node.next_year
        return Word(number(date(year, node.month, node.day).toordinal()), day.known)

    def _arithmetic(self, node: Arithmetic, this: OpenRow) -> Amount:
        left, right = self._amount(node.left, this), self._amount(node.right, this)
        match node.sign:
            case "+":
                return add(left, right)
            case "-":
                return subtract(left, right)
            case "*":
                return multiply(left, right)
            case _:
                raise NotEncodedError(node.sign)

    def _members(self, population: Population, this: OpenRow) -> list[tuple[Term, OpenRow, Truth]]:
        found: list[tuple[Term, OpenRow, Truth]] = []
        for when, base in self._located(population.base, this):
            members: Members = self._round.many(base, population.relation)
            for count, row in members:
                where = population.where
                holds = settled(holds=True) if where is None else self._truth(where, row)
                found.append((either(when, count, ZERO), row, holds))
        return found

    def _tally(self, node: Tally, this: OpenRow) -> Symbol:
        members = self._members(node.population, this)
        if node.how == "count":
            lo = plus(*(either(holds.yes, count, ZERO) for count, _, holds in members))
            sure = all(holds.no is neg(holds.yes) or _opposite(holds) for _, _, holds in members)
            hi = plus(*(either(holds.no, ZERO, count) for count, _, holds in members))
            return exactly(lo) if sure else Amount(lo, hi, TRUE)
        there = [(at_most(ONE, count), holds) for count, _, holds in members]
        exists = Truth(
            disj(*(conj(is_there, holds.yes) for is_there, holds in there)),
            conj(*(disj(neg(is_there), holds.no) for is_there, holds in there)),
        )
        return exists if node.how == "any" else negation(exists)

    def _sum(self, item: Node, population: Population, this: OpenRow) -> Amount:
        total = exactly(ZERO)
        for count, row, holds in self._members(population, this):
            here = at_most(ONE, count)
            if isinstance(item, Field):
                value = self._round.total(row, item.name)
            elif row.many:
                raise NotEncodedError("sum")
            else:
                value = self._amount(item, row)
            taken = conj(here, neg(holds.no))
            known = disj(neg(taken), conj(holds.yes, value.known))
            if not value.exact:
                raise NotEncodedError("sum")
            total = add(total, exactly(either(taken, value.lo, ZERO), known))
        return total


def _recorded(told: Term, *, deny: bool) -> Truth:
    """Return whether something is on record; a cell that cannot deny only leaves it open."""
    return certain(told) if deny else Truth(told, FALSE)


def _opposite(truth: Truth) -> bool:
    """Return whether a truth is certain to be known."""
    yes, no = truth.yes, truth.no
    if yes.fixed and no.fixed:
        return yes.value != no.value
    return (no.kind == "not" and no.parts[0] is yes) or (yes.kind == "not" and yes.parts[0] is no)


def _literal(node: Literal) -> Symbol:
    kind, value = node.type, node.value
    if value is None:
        return _unknown(kind)
    if isinstance(value, bool):
        return settled(holds=value)
    if isinstance(kind, Coded):
        return Word(number(kind.words.index(str(value))), TRUE)
    if isinstance(value, date):
        return Word(number(value.toordinal()), TRUE)
    if isinstance(value, str):
        return Word(number(text_number(value)), TRUE)
    if isinstance(value, int):
        return exactly(number(value))
    raise NotEncodedError(str(value))


def _unknown(kind: Type) -> Symbol:
    if kind is Scalar.TRUTH:
        return UNKNOWN
    return exactly(ZERO, FALSE) if kind is Scalar.NUMBER else Word(ZERO, FALSE)


def _one_of(found: list[tuple[Term, Symbol]]) -> Symbol:
    """Return the value at the one row of several that a path leads to; unknown where at none."""
    if not found:
        return UNKNOWN
    if len(found) == 1 and found[0][0] is TRUE:
        return found[0][1]
    return reduce(lambda other, one: chosen(certain(one[0]), one[1], other), found, _none(found))


def _none(found: list[tuple[Term, Symbol]]) -> Symbol:
    match found[0][1]:
        case Truth():
            return UNKNOWN
        case Amount():
            return exactly(ZERO, FALSE)
        case Word():
            return Word(ZERO, FALSE)


def _by_sign(sign: CompareSign, alike: Truth, before: Truth, after: Truth) -> Truth:
    match sign:
        case "=":
            return alike
        case "!=":
            return negation(alike)
        case "<":
            return before
        case ">":
            return after
        case "<=":
            return negation(after)
        case ">=":
            return negation(before)
