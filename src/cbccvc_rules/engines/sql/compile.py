"""One compiler from the typed tree of a rule to SQL: every count is a grouped table of its own.

Three-valued logic is that of SQL, where NULL is what is not known. A count over rows whose
condition is not known has two bounds. Counts that ask nothing of the judged subject are made once
for all rules and all subjects; others once for each subject.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql import numbers
from cbccvc_rules.engines.sql.frame import LARGEST, Frame, Spot, over, through
from cbccvc_rules.engines.sql.needs import asks_subject
from cbccvc_rules.engines.sql.population import Belonging, belonging, counted, summed, unread
from cbccvc_rules.engines.sql.tables import day_number
from cbccvc_rules.engines.sql.terms import (
    A_TEXT,
    Num,
    Tree,
    both,
    case,
    compare,
    either,
    is_null,
    is_told,
    minus,
    no,
    null,
    one_of,
    plus,
    remainder,
    size,
    text,
    total,
    whole,
)
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
    parts_of,
)
from cbccvc_rules.lang.types import Coded, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cbccvc_rules.engines.sql.frame import Cell, Chain
    from cbccvc_rules.engines.sql.needs import Way
    from cbccvc_rules.engines.sql.tables import Layout

YES = compare("=", whole(1), whole(1))
NO = compare("=", whole(1), whole(0))
UNTOLD = compare("=", null(), whole(1))

Key = tuple["Way", "Chain", int]
"""What counts share a table: the way they go, from which subject if they ask it, how deep."""


@dataclass(slots=True)
class Compiler:
    """Writes the conditions of the rules of one instrument's packs into frames.

    `keeps_truths`: a column of a query may be a truth; else it is 1 or 0, which takes longer.
    `grouped` has the tables of counts, by the name of each; a table needs only those before it.
    """

    layout: Layout
    keeps_truths: bool = True
    governed: frozenset[str] = frozenset()
    grouped: dict[str, tuple[int, Frame]] = field(default_factory=dict)
    shared: dict[Key, str] = field(default_factory=dict)

    def truth(self, node: Node, this: Spot, frame: Frame) -> Tree:
        """Return a condition; NULL where it is not known."""
        found = self._truth(node, this, frame)
        if self.keeps_truths or size(found) <= LARGEST:
            return frame.worked_out(found)
        return _is_yes(frame.worked_out(_as_flag(found)))

    def number(self, node: Node, this: Spot, frame: Frame) -> Num:
        """Return a number, known exactly or between bounds."""
        found = self._number(node, this, frame)
        high = None if found.hi is None else frame.worked_out(found.hi)
        return Num(frame.worked_out(found.lo), high)

    def plain(self, node: Node, this: Spot, frame: Frame) -> Tree:
        """Return a code, a day, a text, or a truth kept as a cell."""
        return frame.worked_out(self._plain(node, this, frame))

    def _truth(self, node: Node, this: Spot, frame: Frame) -> Tree:
        match node:
            case Literal(value=value):
                return UNTOLD if value is None else YES if value else NO
            case And(parts):
                return both(self.truth(part, this, frame) for part in parts)
            case Or(parts):
                return either(self.truth(part, this, frame) for part in parts)
            case Not(item):
                return no(self.truth(item, this, frame))
            case Compare():
                return self._compare(node, this, frame)
            case In(item, codes, kind):
                places = [whole(kind.words.index(code)) for code in codes]
                return one_of(self.plain(item, this, frame), places)
            case Given(item):
                return self._flag(item, "given", this, frame)
            case Recorded(item):
                return self._flag(item, "recorded", this, frame)
            case Tally(how):
                count = self._count(node, this, frame)
                some = (compare(">", count.lo, whole(0)), whole(1))
                exists = case(some, (compare("=", count.top, whole(0)), whole(0)))
                return compare("=", exists, whole(1 if how == "any" else 0))
            case Choose(condition, value, other):
                return self._choose_truth(condition, value, other, this, frame)
            case Named(row=row, body=body):
                at = self.locate(row, this, frame)
                found = self.truth(body, at, frame)
                return found if at.sure else _is_yes(case((_there(at, frame), _as_flag(found))))
            case _:
                return compare("=", self.plain(node, this, frame), whole(1))

    def _number(self, node: Node, this: Spot, frame: Frame) -> Num:
        match node:
            case Literal(value=int() as value):
                return Num(whole(value))
            case Field(row, name, _):
                at = self.locate(row, this, frame)
                ranged = (at.record, name) in self.layout.ranged
                high = frame.cell(at, f"{name}_most") if ranged else None
                return Num(frame.cell(at, name), high)
            case Arithmetic(sign, left, right):
                one, two = self.number(left, this, frame), self.number(right, this, frame)
                return _ARITHMETIC[sign](one, two)
            case Tally():
                return self._count(node, this, frame)
            case Sum():
                return self._sum(node, this, frame)
            case Choose(condition, value, other):
                asked = self.truth(condition, this, frame)
                sides = self.number(value, this, frame), self.number(other, this, frame)
                return numbers.chosen(asked, no(asked), *sides)
            case Named(row=row, body=body):
                at = self.locate(row, this, frame)
                found = self.number(body, at, frame)
                if at.sure:
                    return found
                high = None if found.hi is None else case((_there(at, frame), found.hi))
                return Num(case((_there(at, frame), found.lo)), high)
            case _:
                return numbers.of_nothing()

    def _plain(self, node: Node, this: Spot, frame: Frame) -> Tree:
        match node:
            case Literal(value=None, type=kind):
                return null(A_TEXT if kind in {Scalar.TEXT, Scalar.LIST} else "BIGINT")
            case Literal(value=str() as value, type=Coded() as kind):
                return whole(kind.words.index(value))
            case Literal(value=str() as value):
                return text(value)
            case Literal(value=date() as value):
                return whole(day_number(value))
            case Field(row, name, _):
                return frame.cell(self.locate(row, this, frame), name)
            case InYear(month, day, item, next_year):
                found = self.plain(item, this, frame)
                year = minus(found, remainder(found, whole(10_000)))
                return plus(year, whole(month * 100 + day + 10_000 * next_year))
            case Choose(condition, value, other):
                asked = self.truth(condition, this, frame)
                one, two = self.plain(value, this, frame), self.plain(other, this, frame)
                return case((asked, one), (no(asked), two), (compare("=", one, two), one))
            case Named(row=row, body=body):
                at = self.locate(row, this, frame)
                found = self.plain(body, at, frame)
                return found if at.sure else case((_there(at, frame), found))
            case _:
                return _as_flag(self.truth(node, this, frame))

    def locate(self, row: RowNode, this: Spot, frame: Frame) -> Spot:
        """Return the row that a path leads to, joined to the frame."""
        if isinstance(row, Follow):
            return frame.follow(self.locate(row.base, this, frame), row.relation, row.record)
        return frame.subject if row.which == "subject" else this

    def _flag(self, item: Field, kind: str, this: Spot, frame: Frame) -> Tree:
        at = self.locate(item.row, this, frame)
        flag = frame.cell(at, f"{item.name}_{kind}")
        if kind == "given" and not at.sure:
            flag = case((is_null(frame.cell(at, "no")), whole(0)), other=flag)
        return _is_yes(flag)

    def _compare(self, node: Compare, this: Spot, frame: Frame) -> Tree:
        if node.type is Scalar.NUMBER:
            one, two = self.number(node.left, this, frame), self.number(node.right, this, frame)
            return _COMPARISONS[node.sign](one, two)
        if node.type is Scalar.TRUTH:
            return self._alike(node, this, frame)
        left, right = self.plain(node.left, this, frame), self.plain(node.right, this, frame)
        said = compare(node.sign, left, right)
        kind = node.type
        if isinstance(kind, Coded) and kind.ordered and node.sign not in {"=", "!="}:
            steps = whole(len(kind.codes))
            ranked = both(compare("<", side, steps) for side in (left, right))
            return _is_yes(case((ranked, _as_flag(said))))
        return said

    def _alike(self, node: Compare, this: Spot, frame: Frame) -> Tree:
        sides = (self.truth(side, this, frame) for side in (node.left, node.right))
        left, right = (_as_flag(side) for side in sides)
        return compare(node.sign, left, right)

    def _choose_truth(
        self, condition: Node, value: Node, other: Node, this: Spot, frame: Frame
    ) -> Tree:
        asked = self.truth(condition, this, frame)
        one, two = self.truth(value, this, frame), self.truth(other, this, frame)
        return either([both([asked, one]), both([no(asked), two]), both([one, two])])

    def _count(self, node: Tally, this: Spot, frame: Frame) -> Num:
        at, inner, who, holds, name = self._entered(node, this, frame)
        found = counted(who, holds, inner, self.layout)
        return found.read(
            self._joined(name, at, frame), unread(at, node.population.relation, frame), frame
        )

    def _sum(self, node: Sum, this: Spot, frame: Frame) -> Num:
        at, inner, who, holds, name = self._entered(node, this, frame)
        found = summed(who, holds, self.number(node.item, inner.spot, inner), inner)
        return found.read(
            self._joined(name, at, frame), unread(at, node.population.relation, frame), frame
        )

    def has_members(self, frame: Frame) -> Tree:
        """Return whether a group has anybody whom the rules govern or may govern."""
        way = ("group", "members")
        name, inner = self._frame_of((way, (), 1), lambda: through(*way, "staff"))
        who = belonging(*way, inner, self.governed, self.layout)
        among = either(part for part in (who.sure, who.maybe) if part is not None)
        rows = total(case((among, whole(1)), other=whole(0)))
        alias = self._joined(name, frame.spot, frame)
        return compare(">", frame.cell(Spot(alias, ""), inner.named(rows)), whole(0))

    def _frame_of(self, key: Key, made: Callable[[], Frame]) -> tuple[str, Frame]:
        """Return the frame of all counts that go the same way, and its name; made if it is new."""
        name = self.shared.setdefault(key, f"counts_{len(self.shared) + 1}")
        if name not in self.grouped:
            self.grouped[name] = (key[2], made())
        return name, self.grouped[name][1]

    def _entered(
        self, node: Tally | Sum, this: Spot, frame: Frame
    ) -> tuple[Spot, Frame, Belonging, Tree | None, str]:
        """Return a frame over the rows of a population, and the condition that it asks of them."""
        population = node.population
        at = self.locate(population.base, this, frame)
        step = (population.base, population.relation, population.record)
        chain = (*frame.chain, step) if any(map(asks_subject, parts_of(node))) else ()
        way = (at.record, population.relation)
        name, inner = self._frame_of(
            (way, chain, _depth(node)),
            lambda: self._along(frame, chain) if chain else through(*way, population.record),
        )
        where = population.where
        holds = None if where is None else self.truth(where, inner.spot, inner)
        who = belonging(*way, inner, self.governed, self.layout)
        return at, inner, who, holds, name

    def _along(self, frame: Frame, chain: Chain) -> Frame:
        """Return a frame that goes from each judged subject through one population to the next."""
        found = over(frame.subject.record)
        for base, relation, record in chain:
            found.keys = [*found.keys, *_own_key(found)]
            at = self.locate(base, found.spot, found)
            found.spot = found.entered(at, relation, record)
            found.chain = (*found.chain, (base, relation, record))
        return found

    def _joined(self, name: str, at: Spot, frame: Frame) -> str:
        """Join the grouped table of a count to the frame that asks for it."""
        inner = self.grouped[name][1]
        keys = [*frame.keys, *_own_key(frame)] if inner.chain else [(at.alias, "no")]
        return frame.joined(name, [(f"k{place}", key) for place, key in enumerate(keys, 1)])


def _own_key(frame: Frame) -> list[Cell]:
    """Return what tells the row a frame is at from others of the same keys."""
    return [(frame.spot.alias, "no")] if frame.chain else []


def _depth(node: Node) -> int:
    """Return how many counts stand inside one another."""
    below = max((_depth(part) for part in parts_of(node)), default=0)
    return below + isinstance(node, (Tally, Sum))


def _as_flag(condition: Tree) -> Tree:
    """Return a condition as a cell: 1, 0 or NULL."""
    return case((condition, whole(1)), (no(condition), whole(0)))


def _is_yes(flag: Tree) -> Tree:
    return compare("=", flag, whole(1))


def _there(at: Spot, frame: Frame) -> Tree:
    return is_told(frame.cell(at, "no"))


_ARITHMETIC = {"+": numbers.add, "-": numbers.subtract, "*": numbers.multiply}
_COMPARISONS: Mapping[str, Callable[[Num, Num], Tree]] = {
    "=": numbers.same,
    "!=": lambda one, two: no(numbers.same(one, two)),
    "<": numbers.ordered,
    ">": lambda one, two: numbers.ordered(two, one),
    "<=": numbers.at_most,
    ">=": lambda one, two: numbers.at_most(two, one),
}
