"""Rules and rounds drawn from a seed: well typed, of every form the language has, full of holes.

Many small bodies stand side by side in one round, so that one query judges hundreds of rounds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from cbccvc_rules.lang.nodes import (
    Anchor,
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
    RowNode,
    Sum,
    Tally,
)
from cbccvc_rules.lang.rules import Condition, DatedValue, Interval, Rule, Ruleset
from cbccvc_rules.lang.types import Coded, Scalar, Type
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.packs.vocabulary import VOCABULARY
from unit.engines.rounds import CITES, READINGS, WORDS, a_rule, a_ruleset

if TYPE_CHECKING:
    from collections.abc import Sequence

Record = dict[str, object]
PARAMETERS = {"most": Fraction(1, 5), "few": 3, "gone": None, "least": Fraction(5, 2)}
DAYS = ["2023-12-31", "2024-01-01", "2024-06-30", "2024-12-14", "2025-01-15"]


# --------------------------------------------------------------------------------------- rounds


def a_round(draw: Rounds, bodies: int, stage: str = "decided") -> Batch:
    """Return a round of many small bodies, each with a handful of people."""
    told = tables_of_a_round(draw, bodies)
    return Batch.from_records(
        told["staff"],
        told["units"],
        told["disciplines"] if draw.random() < 0.9 else None,
        told["counts"] or None,
        told["history"] if draw.random() < 0.9 else None,
        period="2024",
        on="2024-12-14",
        stage=stage,
    )


def tables_of_a_round(draw: Rounds, bodies: int) -> dict[str, list[Record]]:
    """Return the rows of each table of a round of many small bodies."""
    draw.holes = draw.choice([0.0, 0.02, 0.1, 0.3])
    told: dict[str, list[Record]] = {
        name: [] for name in ("staff", "units", "disciplines", "counts", "history")
    }
    for number in range(bodies):
        tree = _units(draw, f"B{number}")
        told["units"] += tree
        people = _people(draw, number, [str(unit["unit_id"]) for unit in tree])
        told["staff"] += people
        for person in people:
            told["disciplines"] += _decisions(draw, str(person["staff_id"]))
            told["history"] += _earlier(draw, str(person["staff_id"]))
        if not people:
            told["counts"] += _counts(draw, str(tree[0]["unit_id"]))
    _lose_a_column(draw, told["staff"], told["units"])
    return told


def _lose_a_column(draw: Rounds, staff: list[Record], units: list[Record]) -> None:
    """Leave out a column altogether, at times."""
    for rows, kept in (
        (staff, {"staff_id", "category", "unit_id", "rating"}),
        (units, {"unit_id"}),
    ):
        if draw.random() < 0.3:
            gone = draw.choice(sorted({name for row in rows for name in row} - kept))
            for row in rows:
                row.pop(gone, None)


class Rounds(Random):
    """A source of rounds; one has few holes, another many."""

    holes = 0.0


def _cell(draw: Rounds, *told: object) -> object:
    """Return one of several values, an empty cell, or one that nobody can read."""
    chance = draw.random()
    return "" if chance < draw.holes else "???" if chance < draw.holes * 1.2 else draw.choice(told)


def _units(draw: Rounds, name: str) -> list[Record]:
    made: list[Record] = []
    for number in range(draw.randint(1, 4)):
        parent = "" if number == 0 else made[draw.randrange(number)]["unit_id"]
        made.append(
            {
                "unit_id": f"{name}.{number}",
                "parent_id": parent,
                "kind": _cell(draw, "administrative", "public_service", "party_mass"),
                "body": "có" if number == 0 else _cell(draw, "có", "không"),
                "rating": _cell(draw, *RATINGS),
                "score": _cell(draw, "89,5", "90", "50"),
                "targets_total": _cell(draw, "10", "7"),
                "targets_completed": _cell(draw, "5", "7"),
                "corruption_case": _cell(draw, "có", "không"),
                "outstanding_decision": _cell(draw, "Quyết định 7"),
                "outstanding_share": _cell(draw, "25%", "30%", "1/3"),
                "own_regulation_on": _cell(draw, "không", *DAYS),
            }
        )
    return made


def _people(draw: Rounds, body: int, units: Sequence[str]) -> list[Record]:
    return [
        {
            "staff_id": f"S{body}.{number}",
            "category": _cell(draw, "VC", "VC", "CC", "CB", "HD"),
            "unit_id": draw.choice([*units, *units, *units, "", "nowhere"]),
            "role": _cell(draw, "staff", "head", "deputy"),
            "leads": _cell(draw, *units, ";".join(units)),
            "peer_group": _cell(draw, "lái xe", "bảo vệ"),
            "position": _cell(draw, "kế toán", "văn thư"),
            "rating": _cell(draw, *RATINGS),
            "proposed_rating": _cell(draw, *RATINGS),
            "months_worked": _cell(draw, "12", "5,5", "6"),
            "leave_months": _cell(draw, "0", "3", "2,5"),
            "maternity": _cell(draw, "có", "không"),
            "score": _cell(draw, "89,5", "90", "49,99"),
            "effectiveness": _cell(draw, "low", "normal", "high"),
            "tasks_total": _cell(draw, "10", "12"),
            "tasks_completed": _cell(draw, "10", "9"),
            "tasks_on_time_quality": _cell(draw, "8", "5"),
            "decided_on": _cell(draw, "không", *DAYS),
            "minutes": _cell(draw, "không", "Biên bản 3"),
        }
        for number in range(draw.randint(0, 5))
    ]


def _decisions(draw: Rounds, person: str) -> list[Record]:
    return [
        {
            "staff_id": person,
            "violation_id": _cell(draw, "V1", "V2"),
            "track": _cell(draw, "party", "administrative"),
            "issued_on": _cell(draw, *DAYS),
            "effective_on": _cell(draw, *DAYS),
            "duty_related": _cell(draw, "có", "không"),
            "counted_in": _cell(draw, "2023", "2024"),
        }
        for _ in range(draw.choice([0, 0, 0, 1, 2]))
    ]


def _earlier(draw: Rounds, person: str) -> list[Record]:
    return [
        {
            "staff_id": person,
            "period": period,
            "rating": _cell(draw, *RATINGS),
            "position": _cell(draw, "kế toán", "văn thư"),
            "term_from": _cell(draw, *DAYS),
        }
        for period in draw.sample(["2023", "2022", "2021"], draw.randint(0, 2))
    ]


def _counts(draw: Rounds, unit: str) -> list[Record]:
    grades = {grade: _cell(draw, "1", "3", "0") for grade in RATINGS}
    return [
        {
            "unit_id": unit,
            "category": category,
            "peer_group": "",
            "total": _cell(draw, "9"),
            **grades,
        }
        for category in draw.choice([[""], ["VC"], ["VC", "CC"]])
    ]


# ---------------------------------------------------------------------------------------- rules


def some_rules(draw: Random, number: int) -> tuple[Rule, ...]:
    """Return rules on people, units and groups, whose conditions are drawn."""
    return tuple(_rule(draw, f"rule-{one}") for one in range(number))


def a_law(*rules: Rule, governed: frozenset[str], base: str) -> Ruleset:
    """Return a ruleset with figures and readings for what the rules ask."""
    found = a_ruleset(*rules, governed=governed, readings={"base": base})
    figures = {
        name: DatedValue(Interval(date(2000, 1, 1)), value, CITES)
        for name, value in PARAMETERS.items()
    }
    return replace(found, parameters=figures)


def _rule(draw: Random, name: str) -> Rule:
    judges = draw.choice(["staff", "staff", "unit", "group"])
    grower = Grower(draw, judges)

    def conditions(most: int, least: int = 0) -> tuple[Condition, ...]:
        return tuple(
            Condition(f"c{one}", grower.truth(judges, 3), WORDS, CITES)
            for one in range(draw.randint(least, most))
        )

    made = a_rule(judges)
    return replace(
        made,
        id=name,
        when=grower.truth(judges, 2),
        unless=conditions(2),
        require=conditions(2, least=1),
    )


class Grower:
    """Grows expressions from their types."""

    def __init__(self, draw: Random, subject: str) -> None:
        self.draw = draw
        self.subject = subject

    def truth(self, this: str, depth: int) -> Node:
        draw = self.draw
        if depth <= 0:
            return self._leaf(this)
        match draw.choice(
            ["compare"] * 4 + ["join"] * 3 + ["not", "tally", "tally", "choose", "name", "leaf"]
        ):
            case "compare":
                return self._compare(this, depth - 1)
            case "join":
                parts = tuple(self.truth(this, depth - 1) for _ in range(draw.randint(2, 3)))
                return draw.choice([And, Or])(parts)
            case "not":
                return Not(self.truth(this, depth - 1))
            case "tally":
                population = self._population(this, depth - 1)
                return (
                    self._leaf(this)
                    if population is None
                    else Tally(draw.choice(["any", "none"]), population)
                )
            case "choose":
                return Choose(*(self.truth(this, depth - 1) for _ in range(3)))
            case "name":
                row = self._row(this)
                return Named("definition", "n", row, self.truth_at(row, depth - 1), WORDS, CITES)
            case _:
                return self._leaf(this)

    def truth_at(self, row: RowNode, depth: int) -> Node:
        """Return a condition at a row; a definition may not ask who is judged."""
        inner = Grower(self.draw, "")
        return (
            inner.truth(row.record, depth) if row.record != "batch" else Literal(True, Scalar.TRUTH)
        )

    def _leaf(self, this: str) -> Node:
        draw = self.draw
        match draw.choice(["field", "given", "recorded", "in", "in", "fixed"]):
            case "field":
                return self._field(this, Scalar.TRUTH) or Literal(None, Scalar.TRUTH)
            case "given":
                return Given(self._any_field(this))
            case "recorded":
                return Recorded(self._any_field(this))
            case "in":
                found = self._coded(this)
                if found is None:
                    return Literal(True, Scalar.TRUTH)
                words = found.type.words
                some = tuple(draw.sample(words, draw.randint(1, len(words))))
                return In(found, some, found.type)
            case _:
                return Literal(draw.choice([True, False, None]), Scalar.TRUTH)

    def _compare(self, this: str, depth: int) -> Node:
        draw = self.draw
        every = ("=", "!=", "<", "<=", ">", ">=")
        match draw.choice(["number"] * 3 + ["date", "code", "reading", "text", "truth"]):
            case "number":
                sides = (self.number(this, depth), self.number(this, depth))
                return Compare(draw.choice(every), *sides, Scalar.NUMBER)
            case "date":
                return Compare(
                    draw.choice(every), self._day(this, depth), self._day(this, 0), Scalar.DATE
                )
            case "code":
                found = self._coded(this)
                if found is None:
                    return self._leaf(this)
                other: Node = Literal(draw.choice(found.type.words), found.type)
                again = self._field(this, found.type)
                sides = (found, again if again is not None and draw.random() < 0.4 else other)
                signs = every if found.type.ordered else every[:2]
                return Compare(draw.choice(signs), *draw.sample(sides, 2), found.type)
            case "reading":
                kind = READINGS["base"]
                return Compare(
                    "=", Reading("base", kind), Literal(draw.choice(kind.codes), kind), kind
                )
            case "text":
                sides = (self._field(this, Scalar.TEXT), self._field(this, Scalar.TEXT))
                if None in sides:
                    return self._leaf(this)
                return Compare(draw.choice(every[:2]), *sides, Scalar.TEXT)
            case _:
                sides = (self.truth(this, depth - 1), self.truth(this, depth - 1))
                return Compare(draw.choice(every[:2]), *sides, Scalar.TRUTH)

    def number(self, this: str, depth: int) -> Node:
        draw = self.draw
        kinds = ["field", "field", "figure", "parameter"]
        if depth > 0:
            kinds += ["count", "count", "sum", "sum of", "product", "choose"]
        match draw.choice(kinds):
            case "field":
                return self._field(this, Scalar.NUMBER) or Literal(
                    draw.randint(-3, 9), Scalar.NUMBER
                )
            case "figure":
                figure = draw.choice(
                    [0, 1, 2, 5, -1, Fraction(1, 5), Fraction(5, 2), Fraction(1, 3)]
                )
                return Literal(figure, Scalar.NUMBER)
            case "parameter":
                return Parameter(draw.choice(sorted(PARAMETERS)), Scalar.NUMBER)
            case "count":
                population = self._population(this, depth - 1)
                return (
                    Literal(1, Scalar.NUMBER) if population is None else Tally("count", population)
                )
            case "sum of":
                population = self._population(this, depth - 1)
                if population is None:
                    return Literal(1, Scalar.NUMBER)
                return Sum(self.number(population.record, 0), population)
            case "sum":
                sides = (self.number(this, depth - 1), self.number(this, depth - 1))
                return Arithmetic(draw.choice(["+", "-"]), *sides)
            case "product":
                return Arithmetic("*", self.number(this, depth - 1), self.number(this, depth - 1))
            case _:
                sides = (self.number(this, depth - 1), self.number(this, depth - 1))
                return Choose(self.truth(this, depth - 1), *sides)

    def _day(self, this: str, depth: int) -> Node:
        draw = self.draw
        found = self._field(this, Scalar.DATE)
        if found is None or draw.random() < 0.3:
            return Literal(date(2024, draw.randint(1, 12), 14), Scalar.DATE)
        if depth > 0 and draw.random() < 0.4:
            return InYear(12, 15, found, next_year=draw.random() < 0.5)
        return found

    def _population(self, this: str, depth: int) -> Population | None:
        row = self._row(this)
        many = [
            (name, way.target) for name, way in VOCABULARY[row.record].relations.items() if way.many
        ]
        if not many:
            return None
        relation, target = self.draw.choice(many)
        where = self.truth(target, depth) if self.draw.random() < 0.8 else None
        return Population(row, relation, target, where)

    def _row(self, this: str) -> RowNode:
        """Return the row at hand, at times the subject, or one that a relation leads to."""
        draw = self.draw
        at_subject = self.subject and draw.random() < 0.15
        row: RowNode = Anchor("subject", self.subject) if at_subject else Anchor("this", this)
        while draw.random() < 0.25:
            ways = VOCABULARY[row.record].relations.items()
            ones = [(name, way.target) for name, way in ways if not way.many]
            if not ones:
                break
            row = Follow(row, *draw.choice(ones))
        return row

    def _field(self, this: str, kind: Type) -> Field | None:
        row = Anchor("batch", "batch") if self.draw.random() < 0.05 else self._row(this)
        columns = VOCABULARY[row.record].columns
        names = [name for name, one in columns.items() if one == kind]
        return Field(row, self.draw.choice(names), kind) if names else None

    def _any_field(self, this: str) -> Field:
        row = self._row(this)
        name, kind = self.draw.choice(sorted(VOCABULARY[row.record].columns.items()))
        return Field(row, name, kind)

    def _coded(self, this: str) -> Field | None:
        row = self._row(this)
        columns = VOCABULARY[row.record].columns.items()
        coded = [(name, kind) for name, kind in columns if isinstance(kind, Coded)]
        return Field(row, *self.draw.choice(coded)) if coded else None
