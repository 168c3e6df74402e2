"""A round that is not yet fixed: a subject, the rows that relations lead to, and open cells.

A person stands in a unit `U` below `P` and `Q`, may lead it and another one (`V`), has up to two
disciplinary decisions and two earlier grades. Where rows are only counted they come in kinds, each
as often as one likes: staff and units below by grade, and twice that for every other condition
asked of them, so that nothing is left out of such a count. Everything asked of a person is told.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.cells import ACTORS, TEXTS, UNITS, Cell, new_cell, told_value
from cbccvc_rules.solve.symbols import (
    Amount,
    NotEncodedError,
    Symbol,
    Truth,
    Word,
    certain,
    exactly,
)
from cbccvc_rules.solve.terms import (
    FALSE,
    ONE,
    TRUE,
    ZERO,
    Term,
    Variable,
    at_most,
    conj,
    disj,
    either,
    equal,
    neg,
    number,
    of,
    plus,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

Judged = Literal["staff", "unit", "group"]
Members = tuple[tuple[Term, "OpenRow"], ...]
MOST_KINDS = 8
"""Of how many kinds the rows of one grade may be."""
CARDS = 4
DECISIONS = 2
EARLIER = 2


@dataclass(slots=True)
class OpenRow:
    """A row of a round that is not yet fixed; `count` is how many rows are like it."""

    key: str
    record: str
    count: Term = ONE
    many: bool = False
    cells: dict[str, Cell] = field(default_factory=dict)
    fixed: dict[str, object] = field(default_factory=dict)
    totals: dict[str, Variable] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a set of rules asks of rounds: cells that may be empty, and conditions on counted rows.

    `optional` has (record, column), `recorded` those of them whose cells have to deny to be empty;
    `kinds` by how many other conditions than the grade the rows
    that a relation leads to are told apart.
    """

    optional: frozenset[tuple[str, str]]
    kinds: Mapping[str, int]
    recorded: frozenset[tuple[str, str]] = frozenset()


class OpenRound:
    """The rows of a round that is not yet fixed, made when they are asked for."""

    def __init__(self, judges: Judged, category: str, on: date, asked: Asked) -> None:
        """Take whom rules judge, the category of everybody, the day, and what the rules ask."""
        self.category, self.on, self.asked = category, on, asked
        self.first, self.last = date(on.year, 1, 1), date(on.year, 12, 31)
        self.judges = judges
        self.rows: dict[str, OpenRow] = {}
        self.relations: set[str] = set()
        self.leads = {unit: Variable(f"A leads {unit}", truth=True) for unit in ("U", "V")}
        self.above = Variable("U is below P", truth=True)
        self.higher = Variable("P is below Q", truth=True)
        unit = self._add(OpenRow("U", "unit"))
        self._add(OpenRow("P", "unit", self._one(self.above), fixed={"body": True}))
        highest = conj(of(self.above), of(self.higher))
        self._add(OpenRow("Q", "unit", either(highest, ONE, ZERO), fixed={"body": True}))
        self._add(OpenRow("V", "unit", self._one(self.leads["V"])))
        if judges == "staff":
            self.subject = self._add(self._person("A"))
        elif judges == "unit":
            self.subject = unit
        else:
            self.subject = self._add(OpenRow("G", "group"))

    @staticmethod
    def _one(variable: Variable) -> Term:
        return either(of(variable), ONE, ZERO)

    def _add(self, row: OpenRow) -> OpenRow:
        return self.rows.setdefault(row.key, row)

    def _person(self, key: str, count: Term = ONE, *, many: bool = False) -> OpenRow:
        told: dict[str, object] = {"staff_id": key, "category": self.category}
        return OpenRow(key, "staff", count, many, fixed=told)

    # ------------------------------------------------------------------ cells

    def cell(self, row: OpenRow, name: str) -> Symbol:
        """Return what stands in a cell; several rows alike have the same there."""
        worked_out = self._worked_out(row, name)
        if worked_out is not None:
            return worked_out
        row.read.add(name)
        return self._open(row, name)

    def told(self, row: OpenRow, name: str) -> Term:
        """Return whether a cell is told, whatever it says."""
        symbol = self._worked_out(row, name) or self._open(row, name)
        return disj(symbol.yes, symbol.no) if isinstance(symbol, Truth) else symbol.known

    def _open(self, row: OpenRow, name: str) -> Symbol:
        if name not in row.cells:
            optional = (row.record, name) in self.asked.optional
            usual = (row.record, name) in self.asked.recorded
            row.cells[name] = new_cell(
                row.key, row.record, name, self.on, optional=optional, usual=usual
            )
        return row.cells[name].symbol

    def _worked_out(self, row: OpenRow, name: str) -> Symbol | None:
        if name in row.fixed:
            return self._of_fixed(row, name)
        match row.record, name:
            case "unit", "unit_id":
                return told_value(row.key)
            case "unit", "parent_id":
                return self._parent_id(row)
            case "staff", "year_from":
                return told_value(self.first)
            case "staff", "year_to":
                return told_value(self.last)
            case "staff", "previous_on":
                return told_value(date(self.on.year - 1, 12, 14))
            case "staff", "regulation_on":
                unit = row.key[1:] if row.key.startswith("MC") else "U"
                return self.cell(self.rows[unit], "own_regulation_on")
            case "staff", "decider":
                return self._decider(row)
            case "discipline", "counted_until":
                return self._counted_until(row)
            case "staff" | "group", "leads" | "peer_group" | "name":
                raise NotEncodedError(name)
            case _:
                return None

    def _of_fixed(self, row: OpenRow, name: str) -> Symbol:
        value = row.fixed[name]
        if isinstance(value, bool):
            return certain(TRUE if value else FALSE)
        if name == "rating":
            return Word(number(RATINGS.index(str(value))), TRUE)
        if name == "category":
            return Word(number(("CB", "CC", "VC", "HD").index(str(value))), TRUE)
        return told_value(value)

    def _parent_id(self, row: OpenRow) -> Symbol:
        match row.key:
            case "U":
                return Word(number(TEXTS.index("P")), of(self.above))
            case "P":
                return Word(number(TEXTS.index("Q")), of(self.higher))
            case "Q" | "V":
                return Word(ZERO, FALSE)
            case _:
                return Word(number(TEXTS.index("U")), TRUE)

    def _decider(self, row: OpenRow) -> Symbol:
        """Return who decided, known where it is somebody the round knows."""
        told = self.cell(row, "decided_by")
        if not isinstance(told, Word):
            raise NotEncodedError("decider")
        units = [self.rows[key] for key in UNITS]
        heads = [self.cell(unit, "head_id") for unit in units]
        there = [unit.count for unit in units]
        known = [
            conj(at_most(ONE, count), head.known, equal(head.value, told.value))
            for head, count in zip(heads, there, strict=True)
            if isinstance(head, Word)
        ]
        oneself = equal(told.value, number(ACTORS.index("A")))
        return Word(told.value, conj(told.known, disj(oneself, *known)))

    def _counted_until(self, row: OpenRow) -> Symbol:
        """Return the last day of the year that a violation was counted in."""
        told = self.cell(row, "counted_in")
        if not isinstance(told, Word):
            raise NotEncodedError("counted_until")
        day: Term = number(date(self.on.year, 12, 31).toordinal())
        for year in (self.on.year - 1, self.on.year - 2):
            last = number(date(year, 12, 31).toordinal())
            day = either(equal(told.value, number(year)), last, day)
        return Word(day, told.known)

    def total(self, row: OpenRow, name: str) -> Amount:
        """Return the sum of a column over all the rows alike."""
        if not row.many:
            found = self.cell(row, name)
            if not isinstance(found, Amount):
                raise NotEncodedError(name)
            here = at_most(ONE, row.count)
            return exactly(either(here, found.lo, ZERO), disj(neg(here), found.known))
        if name not in row.totals:
            row.totals[name] = Variable(f"{row.key}.{name}+", truth=False)
        return exactly(of(row.totals[name]), disj(equal(row.count, ZERO), self.told(row, name)))

    # -------------------------------------------------------------- relations

    def one(self, row: OpenRow, relation: str) -> tuple[tuple[Term, OpenRow], ...]:
        """Return the rows that a relation to one row may lead to, each with when it does."""
        rows = self.rows
        match row.record, relation:
            case "staff", "unit":
                return ((TRUE, rows["U"]),)
            case "group", "unit":
                return ((TRUE, rows["U"]),)
            case "staff", "own_body":
                return self._body_from("U")
            case "unit", "parent":
                return self._parent(row)
            case "unit", "superior":
                return tuple(
                    (conj(there, when), body)
                    for there, parent in self._parent(row)
                    for when, body in self._body_from(parent.key)
                )
            case "discipline" | "history", "staff":
                return ((TRUE, rows["A"]),)
            case _:
                raise NotEncodedError(relation)

    def _parent(self, row: OpenRow) -> tuple[tuple[Term, OpenRow], ...]:
        match row.key:
            case "U":
                return ((of(self.above), self.rows["P"]),)
            case "P":
                return ((of(self.higher), self.rows["Q"]),)
            case "Q" | "V":
                return ()
            case _:
                return ((TRUE, self.rows["U"]),)

    def _body_from(self, key: str) -> tuple[tuple[Term, OpenRow], ...]:
        """Return the nearest body at or above a unit; what stands above is a body."""
        row = self.rows[key]
        body = self.cell(row, "body")
        if not isinstance(body, Truth):
            raise NotEncodedError("body")
        above = tuple((conj(there, body.no), parent) for there, parent in self._parent(row))
        return ((body.yes, row), *above)

    def many(self, row: OpenRow, relation: str) -> Members:
        """Return the rows that a relation to many rows leads to, each with how many there are."""
        self.relations.add(relation)
        match row.record, relation:
            case "staff", "led_units":
                return tuple((self._one(self.leads[key]), self.rows[key]) for key in ("U", "V"))
            case "staff", "bodies_managed":
                below = self._kinds("C", "unit", RATINGS)
                led = of(self.leads["U"])
                kinds = tuple((either(led, count, ZERO), child) for count, child in below)
                return ((self._one(self.leads["V"]), self.rows["V"]), *kinds)
            case "staff", "disciplines":
                return self._in_order("D", "discipline", DECISIONS)
            case "staff", "history":
                return self._history()
            case "staff" | "unit", "scorecards":
                return self._in_order("S", "scorecard", CARDS)
            case "discipline", "same_violation":
                return self._same_violation(row)
            case "unit", "children" if row.key == "U":
                return self._kinds("C", "unit", RATINGS)
            case "unit", "staff" if row.key == "U" and self.judges == "staff":
                return ((ONE, self.rows["A"]),)
            case "unit", "staff" if row.key.startswith("C"):
                return self._staff_below(row)
            case ("unit", "staff") | ("group", "members") if self.judges != "staff":
                return self._kinds("M", "staff", RATINGS)
            case _:
                raise NotEncodedError(relation)

    def _kinds(self, prefix: str, record: str, ratings: tuple[str, ...]) -> Members:
        """Return rows of every grade, as often as one likes, told apart by further conditions."""
        others = self.asked.kinds.get(record, 0)
        if 2**others > MOST_KINDS:
            raise NotEncodedError(f"{record}, {others}")
        found: list[tuple[Term, OpenRow]] = []
        for rating in ratings:
            for number_ in range(2**others):
                key = f"{prefix}{rating}{number_ or ''}"
                count = of(Variable(f"number of {key}", truth=False))
                row = (
                    self._person(key, count, many=True)
                    if record == "staff"
                    else OpenRow(key, record, count, many=True)
                )
                row.fixed["rating"] = rating
                kept = self._add(row)
                found.append((kept.count, kept))
        return tuple(found)

    def _in_order(self, prefix: str, record: str, most: int) -> Members:
        """Return up to so many rows, each only where the one before it is there."""
        found: list[tuple[Term, OpenRow]] = []
        for place in range(1, most + 1):
            there = Variable(f"there is {prefix}{place}", truth=True)
            row = OpenRow(f"{prefix}{place}", record, self._one(there))
            row = self._add(row)
            found.append((row.count, row))
        return tuple(found)

    def _history(self) -> Members:
        found = self._in_order("H", "history", EARLIER)
        for place, (_, row) in enumerate(found, 1):
            row.fixed["years_before"] = place
            row.fixed["period"] = str(self.on.year - place)
        return found

    def _same_violation(self, row: OpenRow) -> Members:
        mine = self.cell(row, "violation_id")
        found: list[tuple[Term, OpenRow]] = []
        for count, other in self._in_order("D", "discipline", DECISIONS):
            theirs = self.cell(other, "violation_id")
            if other is not row and isinstance(mine, Word) and isinstance(theirs, Word):
                found.append((either(equal(mine.value, theirs.value), count, ZERO), other))
        return tuple(found)

    def _staff_below(self, row: OpenRow) -> Members:
        there = Variable(f"somebody in {row.key}", truth=True)
        person = self._person(f"M{row.key}", self._one(there))
        kept = self._add(person)
        return ((kept.count, kept),)

    def size(self) -> Term:
        """Return how many rows the round has beside the subject and its unit."""
        counts = [row.count for key, row in self.rows.items() if key not in {"A", "U", "G"}]
        return plus(*counts)
