"""What holds in every round that can be told: figures that fit, units that lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.figures import PARTS
from cbccvc_rules.solve.cells import TABLES, parts
from cbccvc_rules.solve.rounds import CARDS, DECISIONS, EARLIER
from cbccvc_rules.solve.symbols import Truth, Word
from cbccvc_rules.solve.terms import (
    ONE,
    ZERO,
    Term,
    at_most,
    conj,
    disj,
    equal,
    implies,
    number,
    of,
    plus,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.solve.rounds import OpenRound, OpenRow


def constraints(round_: OpenRound) -> Iterator[Term]:
    """Yield what holds in every round that can be told, of the cells asked for so far."""
    for row in list(round_.rows.values()):
        yield from _of_parts(row)
        yield from _of_totals(row)
    yield from _of_units(round_)
    if "A" in round_.rows:
        yield from _of_person(round_, round_.rows["A"])
    yield from _of_lists(round_, "D", DECISIONS)
    yield from _of_lists(round_, "H", EARLIER)
    yield from _of_lists(round_, "S", CARDS)
    yield from _of_earlier_grounds(round_)


def _of_units(round_: OpenRound) -> Iterator[Term]:
    body = round_.cell(round_.rows["U"], "body")
    if isinstance(body, Truth):
        yield disj(body.yes, of(round_.above))
    for row in list(round_.rows.values()):
        if row.key.startswith("MC"):
            unit = round_.cell(round_.rows[row.key[1:]], "body")
            if isinstance(unit, Truth):
                yield implies(at_most(ONE, row.count), unit.yes)
            yield implies(at_most(ONE, row.count), at_most(ONE, round_.rows[row.key[1:]].count))


def _of_person(round_: OpenRound, row: OpenRow) -> Iterator[Term]:
    role = round_.cell(row, "role")
    if isinstance(role, Word):
        head = equal(role.value, ZERO)
        yield implies(head, disj(*(of(one) for one in round_.leads.values())))
    worked, away = row.cells.get("months_worked"), row.cells.get("leave_months")
    if worked and away and worked.variable and away.variable:
        year = number(12 * parts("staff", "months_worked"))
        yield at_most(plus(of(worked.variable), of(away.variable)), year)


def _of_lists(round_: OpenRound, prefix: str, most: int) -> Iterator[Term]:
    for place in range(2, most + 1):
        one = round_.rows.get(f"{prefix}{place}")
        if one is not None:
            yield at_most(one.count, round_.rows[f"{prefix}{place - 1}"].count)


def _of_earlier_grounds(round_: OpenRound) -> Iterator[Term]:
    """A violation that was a ground for a year had non-completion for it, where told."""
    for place in range(1, DECISIONS + 1):
        decision = round_.rows.get(f"D{place}")
        told = None if decision is None else decision.cells.get("counted_in")
        for before in range(1, EARLIER + 1):
            earlier = round_.rows.get(f"H{before}")
            rating = None if earlier is None else earlier.cells.get("rating")
            if told and rating and earlier and isinstance(rating.symbol, Word):
                symbol = told.symbol
                if isinstance(symbol, Word):
                    same = equal(symbol.value, number(round_.on.year - before))
                    met = conj(symbol.known, same, at_most(ONE, earlier.count))
                    yield implies(met, equal(rating.symbol.value, ZERO))


def _of_parts(row: OpenRow) -> Iterator[Term]:
    for part, whole in PARTS.get(TABLES.get(row.record, ""), ()):
        some, every = row.cells.get(part), row.cells.get(whole)
        if some and every and some.variable and every.variable:
            both = [of(one.told) for one in (some, every) if one.told is not None]
            yield implies(conj(*both), at_most(of(some.variable), of(every.variable)))
        if part in row.totals and whole in row.totals:
            yield at_most(of(row.totals[part]), of(row.totals[whole]))


def _of_totals(row: OpenRow) -> Iterator[Term]:
    """Nobody adds up to nothing; a figure that is asked for itself stands for one row alone."""
    for name, total in row.totals.items():
        yield implies(equal(row.count, ZERO), equal(of(total), ZERO))
        cell = row.cells.get(name)
        if name in row.read and cell is not None and cell.variable is not None:
            yield implies(at_most(ONE, row.count), equal(of(cell.variable), of(total)))
            yield at_most(row.count, ONE)
