"""What may stand in a cell of a round that is not yet fixed: variable, bounds, plain value."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.lang.types import Coded, Scalar
from cbccvc_rules.model.column import DENIABLE
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.packs.vocabulary import VOCABULARY
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.symbols import NotEncodedError, Symbol, Truth, Word, exactly
from cbccvc_rules.solve.terms import TRUE, Term, Variable, conj, neg, of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.column import Column

TABLES: Mapping[str, str] = {
    "staff": "staff",
    "unit": "units",
    "discipline": "disciplines",
    "history": "history",
    "scorecard": "scorecards",
}
TENTHS = 10
"""Months, points and quantities are taken in tenths."""
HUNDREDTHS = 100
"""Shares are taken in hundredths."""
LONG = 800
"""How many days around the day of the round a day may be."""
ACTORS = ("A", "N1", "N2", "N3")
"""Ids of people: of the person judged, and of others."""
UNITS = ("U", "P", "Q", "V")
"""Ids of units: of the one at hand, the one above, the one above that, and another one."""
OTHERS = ("x1", "x2")
"""Two texts of no meaning."""
TEXTS = (*ACTORS, *UNITS, *OTHERS)
_ACTORS = frozenset(
    {"decided_by", "decider", "proposed_by", "petition_settled_by", "head_id", "transferred_from"}
)
_PLAIN: Mapping[str, int] = {
    "months_worked": 12 * TENTHS,
    "general_1": 1,
    "general_2": 1,
    "general_3": 1,
    "general_4": 1,
    "general_5a": 1,
    "effectiveness": 1,
    "rating": 1,
    "role": 2,
    "tasks_total": 1,
    "tasks_completed": 1,
    "tasks_on_time_quality": 1,
    "criteria_total": 1,
    "criteria_completed": 1,
    "targets_total": 1,
    "targets_completed": 1,
    "targets_on_time_quality": 1,
    "score": 50 * TENTHS,
}
"""What stands in a cell of a round in which nothing is remarkable; else 0, or the first code."""
_TRUE_WHEN_PLAIN = frozenset({"body"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what is asked of it, and the variables that it hangs on."""

    symbol: Symbol
    variable: Variable | None
    told: Variable | None


def column(record: str, name: str) -> Column | None:
    """Return a column of a table, None where it is worked out from others."""
    table = TABLES.get(record)
    every = () if table is None else columns_of(table)
    return next((one for one in every if one.name == name), None)


def deniable(record: str, name: str) -> bool:
    """Return whether a cell may say that there is nothing, which an empty one does not."""
    found = column(record, name)
    return found is not None and found.form in DENIABLE


def parts(record: str, name: str) -> int:
    """Return of how many parts to the whole a column is kept in."""
    found = column(record, name)
    if found is None or found.kind != "number":
        return 1
    return HUNDREDTHS if found.form == "share" else TENTHS


def new_cell(
    key: str, record: str, name: str, on: date, *, optional: bool, usual: bool = False
) -> Cell:
    """Return a cell of a row; one that is `optional` may be empty, or say that there is none.

    It is told where nothing is remarkable if that is `usual`.
    """
    told = Variable(f"{key}.{name}?", truth=True, plain=int(usual)) if optional else None
    known = TRUE if told is None else of(told)
    kind = VOCABULARY[record].columns[name]
    full = f"{key}.{name}"
    if kind is Scalar.TRUTH:
        variable = Variable(full, truth=True, plain=int(name in _TRUE_WHEN_PLAIN))
        held = of(variable)
        return Cell(Truth(conj(known, held), conj(known, neg(held))), variable, told)
    variable = _variable(full, record, name, on)
    if kind is Scalar.NUMBER:
        return Cell(exactly(of(variable), known), variable, told)
    return Cell(Word(of(variable), known), variable, told)


def _variable(full: str, record: str, name: str, on: date) -> Variable:
    kind, plain = VOCABULARY[record].columns[name], _PLAIN.get(name, 0)
    if isinstance(kind, Coded):
        return Variable(full, truth=False, most=len(kind.words) - 1, plain=plain)
    if kind is Scalar.DATE:
        day = on.toordinal()
        return Variable(full, truth=False, least=day - LONG, most=day + LONG, plain=day)
    if kind is Scalar.TEXT:
        first, last, usual = _texts(name, on.year)
        return Variable(full, truth=False, least=first, most=last, plain=usual)
    if kind is Scalar.NUMBER:
        found = column(record, name)
        most = None if found is None or found.most is None else found.most * parts(record, name)
        return Variable(full, truth=False, most=None if most is None else int(most), plain=plain)
    raise NotEncodedError(name)


def _texts(name: str, year: int) -> tuple[int, int, int]:
    """Return which texts may stand in a column: the first, the last, the usual one."""
    if name == "counted_in":
        return year - 2, year, year - 1
    if name in _ACTORS:
        return 0, len(ACTORS) - 1, 1
    if name == "organised_by":
        return 0, len(ACTORS) + len(UNITS) - 1, 1
    return TEXTS.index("x1"), TEXTS.index("x2"), TEXTS.index("x1")


def text_number(text: str) -> int:
    """Return the number that stands for a text; a calendar year stands for itself."""
    if text.isdecimal() and len(text) == len("2024"):
        return int(text)
    if text not in TEXTS:
        raise NotEncodedError(text)
    return TEXTS.index(text)


def told_value(value: object) -> Symbol:
    """Return a fixed value of a cell."""
    match value:
        case date():
            return Word(_fixed(value.toordinal()), TRUE)
        case str():
            return Word(_fixed(text_number(value)), TRUE)
        case int():
            return exactly(_fixed(value))
        case _:
            raise NotEncodedError(str(value))


def _fixed(value: int) -> Term:
    return Term("int", value=value)


def shown(record: str, name: str, value: int) -> object:
    """Return what stands in a cell of a file, of the number that the solver has for it."""
    kind = VOCABULARY[record].columns[name]
    if kind is Scalar.TRUTH:
        return bool(value)
    if isinstance(kind, Coded):
        return kind.words[value]
    if kind is Scalar.DATE:
        return date.fromordinal(value)
    if kind is Scalar.TEXT:
        return TEXTS[value] if value < len(TEXTS) else str(value)
    return Fraction(value, parts(record, name))


def plain_shown(record: str, name: str, on: date) -> object:
    """Return what stands in a cell of a file where nothing is remarkable; None: nothing does."""
    if name not in VOCABULARY[record].columns:
        return None
    if VOCABULARY[record].columns[name] is Scalar.TRUTH:
        return name in _TRUE_WHEN_PLAIN
    try:
        plain = _variable(name, record, name, on).plain
    except NotEncodedError:
        return None
    return shown(record, name, plain)
