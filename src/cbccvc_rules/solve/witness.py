"""An answer of the solver as a round that can be read: written as records, and judged again.

Nothing that a solver says is shown before the reference engine has said the same of the round.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.placing import placed
from cbccvc_rules.engines.reference import Env, judge
from cbccvc_rules.engines.world import World
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.packs.governing import fallbacks
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.cells import TABLES, UNITS, deniable, shown
from cbccvc_rules.solve.terms import evaluated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.finding import Verdict
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.packs.library import Applies
    from cbccvc_rules.solve.cells import Cell
    from cbccvc_rules.solve.laws import Law
    from cbccvc_rules.solve.rounds import OpenRound, OpenRow
    from cbccvc_rules.solve.solver import Answer

NONE_THERE = "không có"
"""What a cell says that denies; an empty cell would leave it open."""

Records = dict[str, list[dict[str, object]]]
"""The rows of a round, by table."""


class Disagreement(Exception):
    """The reference engine says otherwise of a round than the solver: an error of ours."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A round that shows something: its day, its rows, and the id of the subject.

    `optional` are the columns, as (record, column), that say something only where they are told;
    `occasion` is why the round is held.
    """

    on: date
    subject: str
    records: Mapping[str, Sequence[Mapping[str, object]]]
    optional: frozenset[tuple[str, str]] = frozenset()
    occasion: str = "annual"


def witness_of(round_: OpenRound, answer: Answer) -> Witness:
    """Return the round that an answer of the solver is of."""
    optional = round_.asked.optional - round_.asked.recorded
    return Witness(round_.on, _subject(round_), records_of(round_, answer), optional)


def _subject(round_: OpenRound) -> str:
    return "A" if round_.judges == "staff" else "U"


def records_of(round_: OpenRound, answer: Answer) -> Records:
    """Return the rows of every table of a round."""
    found: Records = {"staff": [], "units": []}
    names = _Names()
    for row in sorted(round_.rows.values(), key=lambda row: _place(row.key)):
        if row.record == "group" or row.key.startswith("MC"):
            continue
        table, inside = TABLES[row.record], round_.rows.get(f"M{row.key}")
        for copy in range(_count(row, answer)):
            cells = _cells(row, answer, round_, first=copy == 0)
            keys = _keys(row, names, round_, answer)
            found.setdefault(table, []).append({**keys, **cells})
            if inside is not None and _count(inside, answer):
                person = {"staff_id": names.of(inside), "unit_id": keys["unit_id"]}
                found["staff"].append({**person, **_cells(inside, answer, round_, first=True)})
    for relation, table in _LISTS:
        if relation in round_.relations:
            found.setdefault(table, [])
    return {table: _same_columns(rows) for table, rows in found.items()}


_LISTS = (("disciplines", "disciplines"), ("history", "history"), ("scorecards", "scorecards"))


def _place(key: str) -> tuple[int, str]:
    return (UNITS.index(key), "") if key in UNITS else (len(UNITS), key)


class _Names:
    """Ids for rows that come in kinds, numbered in order."""

    def __init__(self) -> None:
        self._next = {"staff": 0, "unit": 0}

    def of(self, row: OpenRow) -> str:
        """Return the id of the next row of a kind; a unit that stands alone has its own."""
        if not row.many and row.record == "unit":
            return row.key
        self._next[row.record] += 1
        return f"{'S' if row.record == 'staff' else 'U'}{self._next[row.record]}"


def _count(row: OpenRow, answer: Answer) -> int:
    """Return how many rows are like one."""
    return evaluated(row.count, answer)


def _keys(row: OpenRow, names: _Names, round_: OpenRound, answer: Answer) -> dict[str, object]:
    """Return what says which row it is and where it belongs."""
    match row.record:
        case "unit":
            return {"unit_id": names.of(row), "parent_id": _parent(row, round_, answer)}
        case "staff" if row.key == "A":
            return {"staff_id": "A", "unit_id": "U", "leads": _led(round_, answer)}
        case "staff":
            return {"staff_id": names.of(row), "unit_id": "U"}
        case "scorecard":
            owner = "staff_id" if round_.judges == "staff" else "unit_id"
            return {owner: _subject(round_), "criterion": row.key}
        case _:
            return {"staff_id": "A"}


def _parent(row: OpenRow, round_: OpenRound, answer: Answer) -> str | None:
    match row.key:
        case "U":
            return "P" if answer.get(round_.above.name) else None
        case "P":
            return "Q" if answer.get(round_.higher.name) else None
        case "Q" | "V":
            return None
        case _:
            return "U"


def _led(round_: OpenRound, answer: Answer) -> str | None:
    led = [unit for unit, variable in round_.leads.items() if answer.get(variable.name)]
    return "; ".join(led) or None


def _cells(row: OpenRow, answer: Answer, round_: OpenRound, *, first: bool) -> dict[str, object]:
    fixed = {name: value for name, value in row.fixed.items() if name not in _DERIVED}
    cells = {
        name: _told(row, name, cell, answer, round_)
        for name, cell in row.cells.items()
        if _asked(cell, answer)
    }
    for name, variable in row.totals.items():
        if variable.name not in answer:
            continue
        told = name not in cells or cells[name] is not None
        total = answer.get(variable.name, 0) if first else 0
        cells[name] = shown(row.record, name, total) if told else None
    if cells.get("outstanding_decision") in {None, NONE_THERE} and "outstanding_share" in cells:
        cells["outstanding_share"] = None  # a share that no decision stands behind is no limit
    return {**fixed, **cells}


_DERIVED = frozenset({"years_before", "staff_id"})


def _asked(cell: Cell, answer: Answer) -> bool:
    """Return whether the question hangs on a cell; what stands in others is of no account."""
    hangs_on = (one.name for one in (cell.variable, cell.told) if one is not None)
    return any(name in answer for name in hangs_on)


def _told(row: OpenRow, name: str, cell: Cell, answer: Answer, round_: OpenRound) -> object:
    variable = cell.variable
    if cell.told is not None and not answer.get(cell.told.name, cell.told.plain):
        denies = (row.record, name) in round_.asked.recorded and deniable(row.record, name)
        return NONE_THERE if denies else None
    if variable is None:
        return None
    return shown(row.record, name, answer.get(variable.name, variable.plain))


def _same_columns(rows: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """Return rows with the same columns; those that say nothing anywhere are left out."""
    rows = list(rows)
    names = dict.fromkeys(name for row in rows for name in row)
    kept = [
        name for name in names if name in _KEPT or any(row.get(name) is not None for row in rows)
    ]
    return [{name: row.get(name) for name in kept} for row in rows]


_KEPT = frozenset({"parent_id", "own_regulation_on"})


def rejudged(
    witness: Witness, law: Law, rule: Rule, applies: Applies, *, rating: str | None = None
) -> Verdict:
    """Return what the reference engine says of a witness, where need be with another rating.

    Raises:
        Disagreement: where the witness cannot be read, or its subject stands elsewhere.
    """
    return rejudged_by(law.ruleset, world_of(witness, law, applies), witness.subject, rule, rating)


def world_of(witness: Witness, law: Law, applies: Applies, on: date | None = None) -> World:
    """Return the world of a witness, in which everybody stands where the law has them.

    `on` is the day it is rated on, where that is another one than its own.

    Raises:
        Disagreement: where somebody stands elsewhere.
    """
    world = placed(World(batch_of(witness, on)), fallbacks(applies, on or witness.on))
    for row in world.staff:
        if world.standings.of(row) != law.standing:
            raise Disagreement(f"{row.key}: {world.standings.of(row)}, not {law.standing}")
    return world


def batch_of(witness: Witness, on: date | None = None) -> Batch:
    """Return a witness as a round, where need be rated on another day."""
    told = witness.records
    return Batch.from_records(
        staff=told["staff"] or None,
        units=told["units"],
        disciplines=told.get("disciplines"),
        history=told.get("history"),
        scorecards=told.get("scorecards"),
        counts=None if told["staff"] else [{"unit_id": "U", "total": 0}],
        period=str(witness.on.year),
        on=on or witness.on,
        occasion=witness.occasion,
    )


def rejudged_by(
    ruleset: Ruleset, world: World, subject: str, rule: Rule, rating: str | None = None
) -> Verdict:
    """Return the verdict of a rule, as the pack has it, on a subject of a world."""
    row = subject_row(world, rule, subject)
    if rating is not None:
        row = replace(row, values={**row.values, "rating": rating})
    own = next(one for one in ruleset.law if one.id == rule.id)
    return judge(own, row, Env(world, ruleset.bindings.of(own.pack), ruleset.governs[own.pack]))


def subject_row(world: World, rule: Rule, subject: str) -> Row:
    """Return the subject of a rule in a world."""
    match rule.judges:
        case "staff":
            return world.people[subject]
        case "unit":
            return world.units[subject]
        case "group":
            return next(row for row in world.groups() if row.key == subject)
        case "batch":
            return world.root
