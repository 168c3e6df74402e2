"""The smallest mend where limits cross: an integer program for HiGHS, held against the rules.

HiGHS counts in floats. What it answers is rounded and put to the limits in whole numbers here, and
the whole mend is judged by the reference engine after that.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.errors import EngineDisagreement, Problem, UsageError
from cbccvc_rules.extras import SOLVE, highs
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.affine import AtMost, Every, Formula, Some, atoms
from cbccvc_rules.solve.plan import Bound, Forced, Pick, Plan, Short
from cbccvc_rules.solve.ways import holds, ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from cbccvc_rules.solve.parts import Kind, Limit, Part
    from cbccvc_rules.solve.plan import Moves
    from cbccvc_rules.solve.ways import Choice, Counts

_SHOWN = 12
"""So many ways are told one by one."""


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
    tiers = costs if len({rank for _, rank in costs}) > 1 else []
    return _Telling(kinds, tuple(kept), ranges, first, tiers).told(short)


def _hold(kept: Sequence[Limit], made: Counts) -> None:
    """Hold what was found against the limits, in whole numbers.

    Raises:
        EngineDisagreement: where one is not kept.
    """
    for limit in kept:
        if not holds(limit.formula, made):
            params = {"rule": limit.rule.id, "subject": limit.subject.key}
            raise EngineDisagreement(Problem("mend-not-lawful", None, params))


@dataclass(frozen=True, slots=True)
class _Telling:
    """What was found of a part: how few and how many of each kind, and one way of it.

    `tiers` are costs, where those changed had to be as many as may be of the first, then of the
    next.
    """

    kinds: Sequence[Kind]
    limits: tuple[Limit, ...]
    ranges: Mapping[Choice, tuple[int, int]]
    first: Counts
    tiers: Sequence[tuple[int, int]]

    def told(self, short: tuple[Short, ...]) -> Plan:
        """Return who is sure to be changed, and what is left to choose."""
        forced: list[Forced] = []
        picks: list[Pick] = []
        pool: list[Choice] = []
        moves = _allotted(self.kinds, self.first)
        open_ = [one[0] for one, (_, most) in self.ranges.items() if most]
        for one, (least, most) in self.ranges.items():
            kind = self.kinds[one[0]]
            touching = () if kind.must_move else tuple(_touching(self.limits, one))
            if least == len(kind.people):
                forced.append(Forced(_all(kind, one), touching))
            elif most and (least != most or open_.count(one[0]) > 1):
                pool.append(one)
            elif most:
                picks.append(Pick(most, _all(kind, one), (), touching, moves[one]))
        if pool:
            picks.append(self._pick(pool, moves))
        return Plan(tuple(forced), tuple(picks), short)

    def _pick(self, pool: Sequence[Choice], moves: Mapping[Choice, Moves]) -> Pick:
        found = ways(self.kinds, {one: self.ranges[one] for one in pool}, self._is_one)
        every = found is not None and found.every
        one_by_one = found is not None and not every and len(found.ways) <= _SHOWN
        return Pick(
            sum(self.first[one] for one in pool),
            tuple(move for one in pool for move in _all(self.kinds[one[0]], one)),
            tuple(
                self._bound(one, *self.ranges[one])
                for one in pool
                if self.ranges[one] != (0, len(self.kinds[one[0]].people))
            ),
            tuple(
                limit
                for limit in self.limits
                if any(limit is other for one in pool for other in _touching(self.limits, one))
            ),
            tuple(move for one in pool for move in moves[one]),
            exact=every or one_by_one,
            ways=tuple(
                tuple(self._bound(one, number, number) for one, number in way.items() if number)
                for way in (found.ways if found is not None and one_by_one else ())
            ),
        )

    def _bound(self, one: Choice, least: int, most: int) -> Bound:
        return Bound(self.kinds[one[0]].people, least, most, rating=one[1])

    def _is_one(self, made: Counts) -> bool:
        """Return whether it is a smallest mend to change so many of each kind, and no others."""
        counts = {**self.first, **made}
        if self._cost(counts) != self._cost(self.first):
            return False
        changed: Counter[int] = Counter()
        for (kind, _), number in counts.items():
            changed[kind] += number
        if any(changed[at] > len(kind.people) for at, kind in enumerate(self.kinds)):
            return False
        stays = (at for at, kind in enumerate(self.kinds) if kind.must_move and kind.options)
        return all(changed[at] == len(self.kinds[at].people) for at in stays) and all(
            holds(limit.formula, counts) for limit in self.limits
        )

    def _cost(self, made: Counts) -> tuple[int, ...]:
        people = steps = 0
        tiers = dict.fromkeys(self.tiers, 0)
        for one, number in made.items():
            far, rank = dict(self.kinds[one[0]].options)[one[1]], self.kinds[one[0]].rank
            people += number
            steps += far * number
            if (far, rank) in tiers:
                tiers[far, rank] += number
        return (people, steps, *tiers.values())


def _touching(limits: Iterable[Limit], one: Choice) -> Iterator[Limit]:
    """Yield the limits that a change helps to keep, of those broken as the round stands."""
    for limit in limits:
        adds = [atom.adds.get((str(one[0]), one[1]), 0) for atom in atoms(limit.formula)]
        if any(number < 0 for number in adds) and not holds(limit.formula, {}):
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
