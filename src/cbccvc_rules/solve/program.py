"""The smallest mend where limits cross: an integer program for HiGHS, held against the rules.

HiGHS counts in floats. What it answers is rounded and put to the limits in whole numbers here, and
the whole mend is judged by the reference engine after that.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.errors import EngineDisagreement, Problem, UsageError
from cbccvc_rules.extras import SOLVE, highs
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.affine import AtMost, Every, Formula, Some, atoms
from cbccvc_rules.solve.plan import Bound, Forced, Pick, Plan, Short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from cbccvc_rules.solve.parts import Kind, Limit, Part
    from cbccvc_rules.solve.plan import Moves

Choice = tuple[int, str]
"""A kind by its number, and a rating."""
Counts = dict[Choice, int]


def program(part: Part) -> Plan:
    """Return the smallest mend of a part whose limits cross.

    Raises:
        UsageError: where the solver is not installed.
    """
    solver = highs()
    if solver is None:
        groups = ", ".join(sorted({limit.subject.key for limit in part.limits}))
        raise UsageError(Problem("limits-cross", None, {"groups": groups, "install": SOLVE}))
    kept: list[Limit] = []
    short: list[Short] = []
    for limit in part.limits:
        alone = _Program(solver, part.kinds, [limit.formula])
        if not _Program(
            solver, part.kinds, [*(one.formula for one in kept), limit.formula]
        ).solve():
            short.append(Short(limit, 1 if alone.solve() else None, None))
        else:
            kept.append(limit)
    model = _Program(solver, part.kinds, [limit.formula for limit in kept])
    return _plan(part.kinds, kept, model, tuple(short))


def _plan(
    kinds: Sequence[Kind], kept: Sequence[Limit], model: _Program, short: tuple[Short, ...]
) -> Plan:
    model.least(dict.fromkeys(model.choices, 1))
    model.least({one: model.steps(one) for one in model.choices})
    costs = sorted({(model.steps(one), kinds[one[0]].rank) for one in model.choices})
    if len({rank for _, rank in costs}) > 1:
        for steps, rank in costs:
            those = {
                one: -1
                for one in model.choices
                if (model.steps(one), kinds[one[0]].rank) == (steps, rank)
            }
            model.least(those)
    ranges = {one: (model.extreme(one, 1), model.extreme(one, -1)) for one in model.choices}
    first: Counts = {}
    for one in model.choices:  # the first in order as often as may be: the same at every run
        model.least({one: -1})
        first[one] = model.found[one]
    _hold(kept, first)
    return _told(kinds, tuple(kept), ranges, first, short)


def _hold(kept: Sequence[Limit], made: Counts) -> None:
    """Hold what was found against the limits, in whole numbers.

    Raises:
        EngineDisagreement: where one is not kept.
    """
    for limit in kept:
        if not _holds(limit.formula, made):
            params = {"rule": limit.rule.id, "subject": limit.subject.key}
            raise EngineDisagreement(Problem("mend-not-lawful", None, params))


def _holds(formula: Formula, made: Counts) -> bool:
    match formula:
        case AtMost(now, adds):
            return now + sum(n * made.get((int(at), to), 0) for (at, to), n in adds.items()) <= 0
        case Every(parts):
            return all(_holds(one, made) for one in parts)
        case Some(parts):
            return any(_holds(one, made) for one in parts)


def _told(
    kinds: Sequence[Kind],
    limits: tuple[Limit, ...],
    ranges: Mapping[Choice, tuple[int, int]],
    first: Counts,
    short: tuple[Short, ...],
) -> Plan:
    forced: list[Forced] = []
    picks: list[Pick] = []
    pool: list[Choice] = []
    moves = _allotted(kinds, first)
    for one, (least, most) in ranges.items():
        kind = kinds[one[0]]
        touching = () if kind.must_move else tuple(_touching(limits, one))
        if least == len(kind.people):
            forced.append(Forced(_all(kind, one), touching))
        elif least == most and most:
            picks.append(Pick(most, _all(kind, one), (), touching, moves[one]))
        elif most:
            pool.append(one)
    if pool:
        bounds = tuple(
            Bound(kinds[one[0]].people, *ranges[one], rating=one[1])
            for one in pool
            if ranges[one] != (0, len(kinds[one[0]].people))
        )
        picks.append(
            Pick(
                sum(first[one] for one in pool),
                tuple(move for one in pool for move in _all(kinds[one[0]], one)),
                bounds,
                tuple(
                    limit
                    for limit in limits
                    if any(limit is other for one in pool for other in _touching(limits, one))
                ),
                tuple(move for one in pool for move in moves[one]),
                exact=len(pool) == _PAIR,
            )
        )
    return Plan(tuple(forced), tuple(picks), short)


_PAIR = 2


def _touching(limits: Iterable[Limit], one: Choice) -> Iterator[Limit]:
    """Yield the limits that a change helps to keep, of those broken as the round stands."""
    for limit in limits:
        adds = [atom.adds.get((str(one[0]), one[1]), 0) for atom in atoms(limit.formula)]
        if any(number < 0 for number in adds) and not _holds(limit.formula, {}):
            yield limit


def _all(kind: Kind, one: Choice) -> Moves:
    return tuple((id_, one[1]) for id_ in kind.people)


def _allotted(kinds: Sequence[Kind], first: Counts) -> dict[Choice, Moves]:
    """Give the changes of a kind to its people in order."""
    taken = dict.fromkeys(range(len(kinds)), 0)
    moves: dict[Choice, Moves] = {}
    for one, number in first.items():
        start = taken[one[0]]
        moves[one] = tuple((id_, one[1]) for id_ in kinds[one[0]].people[start : start + number])
        taken[one[0]] += number
    return moves


@dataclass(slots=True)
class _Program:
    """Limits over kinds as rows of an integer program: a column a change of a kind."""

    solver: ModuleType
    kinds: Sequence[Kind]
    formulas: Sequence[Formula]
    choices: list[Choice] = field(default_factory=list)
    found: Counts = field(default_factory=dict)
    _tops: list[int] = field(default_factory=list)
    _rows: list[tuple[dict[int, int], int | None, int | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write down the columns and the rows."""
        for number, kind in enumerate(self.kinds):
            own: dict[int, int] = {}
            for rating, _ in kind.options:
                own[len(self._tops)] = 1
                self.choices.append((number, rating))
                self._tops.append(len(kind.people))
            if own:
                size = len(kind.people)
                self._rows.append((own, size if kind.must_move else None, size))
        for formula in self.formulas:
            self._write(formula, None)

    def steps(self, one: Choice) -> int:
        """Return how many steps of the scale a change goes."""
        return dict(self.kinds[one[0]].options)[one[1]]

    def _write(self, formula: Formula, guard: int | None) -> None:
        """Add the rows of a formula, which hold where the column `guard` is 1."""
        match formula:
            case AtMost(now, adds):
                at = {one: number for number, one in enumerate(self.choices)}
                row = {at[key]: n for (k, to), n in adds.items() if (key := (int(k), to)) in at}
                top = now + sum(n * self._tops[col] for col, n in row.items() if n > 0)
                if guard is not None and top > 0:
                    row[guard] = top
                    now -= top
                if guard is None or top > 0:
                    self._rows.append((row, None, -now))
            case Every(parts):
                for one in parts:
                    self._write(one, guard)
            case Some(parts):
                ways: dict[int, int] = {}
                for one in parts:
                    ways[len(self._tops)] = 1
                    self._tops.append(1)
                    self._write(one, len(self._tops) - 1)
                if guard is None:
                    self._rows.append((ways, 1, None))
                else:
                    self._rows.append(({**ways, guard: -1}, 0, None))

    def solve(self, costs: Mapping[Choice, int] | None = None) -> bool:
        """Find counts of least cost; return whether there are any."""
        model = self.solver.Highs()
        model.setOptionValue("output_flag", False)
        model.setOptionValue("mip_rel_gap", 0)
        model.setOptionValue("mip_abs_gap", 0)
        model.setOptionValue("threads", 1)
        infinite = model.inf
        for top in self._tops:
            model.addVar(0, top)
        integer = self.solver.HighsVarType.kInteger
        for column in range(len(self._tops)):
            model.changeColIntegrality(column, integer)
        for row, low, high in self._rows:
            low_, high_ = -infinite if low is None else low, infinite if high is None else high
            model.addRow(low_, high_, len(row), list(row), list(row.values()))
        for column, one in enumerate(self.choices):
            model.changeColCost(column, (costs or {}).get(one, 0))
        model.run()
        if model.getModelStatus() != self.solver.HighsModelStatus.kOptimal:
            return False
        values = model.getSolution().col_value
        self.found = {one: round(values[column]) for column, one in enumerate(self.choices)}
        return True

    def least(self, costs: Mapping[Choice, int]) -> int:
        """Find counts of least cost, and keep to that cost from now on."""
        self.solve(costs)
        best = sum(number * self.found[one] for one, number in costs.items())
        columns = {column: costs[one] for column, one in enumerate(self.choices) if one in costs}
        self._rows.append((columns, None, best))
        return best

    def extreme(self, one: Choice, sign: int) -> int:
        """Return the least (1) or the most (-1) that a count comes to, whatever the others are."""
        self.solve({one: sign})
        return self.found[one]
