"""What every limit on a share is worked out from: the people counted, and formulas over counts.

A share rule judges groups or units and holds counts of ratings against each other; whom it counts
is read from the rule itself, so that rules of local packs are worked out like any other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.base import subjects
from cbccvc_rules.engines.reference import (
    Env,
    applicability,
    evaluate,
    judge,
    population_rows,
    truth,
)
from cbccvc_rules.exact import Range
from cbccvc_rules.lang.nodes import Anchor, Arithmetic, Field, Literal, Sum, Tally
from cbccvc_rules.lang.rules import below
from cbccvc_rules.model.answers import ALLOWED, GIVEN
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.model.workings import UNREAD, Among, Basis, Counted, ShareLimit, Workings
from cbccvc_rules.solve.formulas import Formulas, NoFormulaError, Number
from cbccvc_rules.sources import Text, cites_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.engines.members import Members
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import Node, Population
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.rows import Row

_COUNTED = frozenset({"members", "staff", "children"})
_NOBODY_KNOWS = Text(
    "không rõ có bao nhiêu người chưa kê, nên không có công thức",
    "nobody knows how many are not listed, so there is no formula",
)
_NOTHING_COUNTED = Text(
    "không hỏi đến số đếm nào: còn chờ dữ liệu khác, hoặc đã rõ không cần đếm",
    "no count is asked for: it waits for other data, or is settled without one",
)
_LIMIT = "limit"


def workings(ruleset: Ruleset, world: World) -> Workings:
    """Return what the share limits of a round are worked out from."""
    sets = _Sets()
    limits = tuple(_limits(ruleset, world, sets))
    batch = world.batch
    return Workings(
        tables=batch.tables,
        rating=batch.rating_column,
        masked=batch.unmasked is not None,
        basis=tuple(_basis(world, sets)),
        limits=limits,
        not_shown=tuple(rule.title for rule in ruleset.rules if _sums_people(rule)),
    )


class _Sets:
    """The sets of those counted, each once, numbered from 1."""

    def __init__(self) -> None:
        self.numbers: dict[Among, int] = {}
        self.rows: dict[str, Row] = {}

    def number(self, members: Iterable[Row], possible: Iterable[Row]) -> int:
        """Return the number of a set."""
        sure, maybe = list(members), list(possible)
        self.rows.update((row.key, row) for row in (*sure, *maybe))
        one = Among(frozenset(row.key for row in sure), frozenset(row.key for row in maybe))
        return self.numbers.setdefault(one, len(self.numbers) + 1)


def _limits(ruleset: Ruleset, world: World, sets: _Sets) -> Iterator[ShareLimit]:
    for rule in ruleset.rules:
        if rule.judges in {"group", "unit"} and _is_share(rule):
            env = Env(world, ruleset.bindings.of(rule.pack), ruleset.governs[rule.pack])
            for subject in subjects(rule, ruleset, world):
                applies = applicability(rule, subject, env)
                if applies is not False:
                    yield _limit(rule, subject, env, sets, ruleset, applies=applies is True)


def _is_share(rule: Rule) -> bool:
    """Return whether a rule holds a count against a part of another one."""
    return any(
        isinstance(node, Arithmetic) and node.sign == "*" and _tallies(node)
        for node in below(one.node for one in rule.require)
    )


def _tallies(node: Node) -> bool:
    return any(
        isinstance(one, Tally) and one.population.relation in _COUNTED for one in below([node])
    )


def _sums_people(rule: Rule) -> bool:
    nodes = below(one.node for one in rule.require)
    return rule.judges in {"group", "unit"} and any(
        isinstance(node, Sum) and node.population.relation in _COUNTED for node in nodes
    )


def _limit(
    rule: Rule, subject: Row, env: Env, sets: _Sets, ruleset: Ruleset, *, applies: bool
) -> ShareLimit:
    counts = _Counts(subject, env, sets)
    formulas = Formulas(subject, env, counts.slot)
    why_not, holds, most = None, None, None
    try:
        if GIVEN in rule.measures:
            formulas.number(rule.measures[GIVEN], subject)  # it goes first
        holds = formulas.all_of([one.node for one in rule.require])
        most = _most(rule, subject, formulas)
        if not counts.found:
            why_not = _NOTHING_COUNTED
    except NoFormulaError as told:
        why_not = told.why
    name = subject.values["name"]
    measures = {
        key: evaluate(node, subject, subject, env)
        for key, node in rule.measures.items()
        if key in {_LIMIT, ALLOWED}
    }
    unit = subject.key if subject.table == "units" else str(subject.values["unit_id"])
    return ShareLimit(
        rule=rule.id,
        title=rule.title,
        severity=rule.severity,
        cites=cites_on(rule.cites, ruleset.on),
        kind="unit" if rule.judges == "unit" else "group",
        subject=subject.key,
        name=None if name is None else str(name),
        unit=unit,
        counts=tuple(counts.found.values()) if why_not is None else (),
        holds=None if holds is None or why_not else holds.words,
        open=holds is not None and holds.open,
        applies=applies,
        most=most,
        limit=measures.get(_LIMIT),
        allowed=measures.get(ALLOWED),
        verdict=judge(rule, subject, env),
        why_not=why_not,
    )


def _most(rule: Rule, subject: Row, formulas: Formulas) -> str | None:
    """Return the greatest number allowed, where the rule measures it and it is one number."""
    if ALLOWED not in rule.measures:
        return None
    try:
        made = formulas.number(rule.measures[ALLOWED], subject)
    except NoFormulaError:
        return None
    return made.low if made.exact and made.over == 1 else None


class _Counts:
    """The counts of one limit in the order met, each with the set it is of."""

    def __init__(self, subject: Row, env: Env, sets: _Sets) -> None:
        self.subject = subject
        self.env = env
        self.sets = sets
        self.found: dict[tuple[Population, str], Counted] = {}

    def slot(self, node: Tally, this: Row) -> Number:
        """Return the slot of a count.

        Raises:
            NoFormulaError: where it is no count of ratings.
        """
        key = (node.population, this.key)
        if key not in self.found:
            self.found[key] = self._counted(node, this)
        number = list(self.found).index(key)
        low = f"{{a{number}}}"
        open_ = isinstance(self.found[key].value, Range)
        return Number(low, f"{low}+{{b{number}}}" if open_ else low)

    def _counted(self, node: Tally, this: Row) -> Counted:
        population = node.population
        if population.relation not in _COUNTED:
            raise NoFormulaError
        members = population_rows(population, this, self.subject, self.env)
        if members.unread is None:
            raise NoFormulaError(_NOBODY_KNOWS)
        ratings, rows, possible = self._rated(population, members)
        if any(self.env.world.sizes.get(row.key, 1) is None for row in (*rows, *possible)):
            raise NoFormulaError(_NOBODY_KNOWS)
        counted = replace(node, how="count")
        return Counted(
            among=self.sets.number(rows, possible),
            ratings=tuple(code or UNREAD for code, holds in ratings.items() if holds),
            open=tuple(code or UNREAD for code, holds in ratings.items() if holds is None),
            unread=members.unread,
            value=evaluate(counted, this, self.subject, self.env),
        )

    def _rated(
        self, population: Population, members: Members
    ) -> tuple[Mapping[str | None, bool | None], list[Row], list[Row]]:
        """Return which ratings count, and the rows of which some rating would count."""
        where = population.where
        rows = list(members.rows)
        possible = [one.row for one in members.possible if one.row is not None]
        if where is None or _asks_rating_alone(where):
            sample = (*rows, *possible)
            return (self._counting(where, sample[0]) if sample else _NONE), rows, possible
        counting = {row.key: self._counting(where, row) for row in (*rows, *possible)}
        never = [key for key, ratings in counting.items() if True not in ratings.values()]
        if any(
            None in counting[key].values() and True not in counting[key].values() for key in never
        ):
            raise NoFormulaError
        ways = [ratings for key, ratings in counting.items() if key not in never]
        if any(one != ways[0] for one in ways):
            raise NoFormulaError
        left = set(never)
        rows = [row for row in rows if row.key not in left]
        possible = [row for row in possible if row.key not in left]
        return (ways[0] if ways else _NONE), rows, possible

    def _counting(self, where: Node | None, row: Row) -> Mapping[str | None, bool | None]:
        """Return, for each rating that a row might have, whether the row would count."""
        return {
            code: True
            if where is None
            else truth(
                where, replace(row, values={**row.values, "rating": code}), self.subject, self.env
            )
            for code in (*RATINGS, None)
        }


_NONE: Mapping[str | None, bool | None] = dict.fromkeys((*RATINGS, None), False)


def _asks_rating_alone(where: Node) -> bool:
    """Return whether a condition asks of a row nothing but its rating."""
    return all(
        isinstance(node.row, Anchor) and node.name == "rating"
        for node in below([where])
        if isinstance(node, Field)
    ) and not any(isinstance(node, Literal) and node.value is None for node in below([where]))


def _basis(world: World, sets: _Sets) -> Iterator[Basis]:
    """Yield everybody listed, then the totals and units that some limit counts."""
    members: dict[str, list[int]] = {}
    possible: dict[str, list[int]] = {}
    for one, number in sets.numbers.items():
        for keys, index in ((one.members, members), (one.possible, possible)):
            for key in keys:
                index.setdefault(key, []).append(number)
    listed = {row.key: row for row in world.staff}
    others = {key: row for key, row in sets.rows.items() if key not in listed}
    for row in (*listed.values(), *others.values()):
        rating = row.values["rating"]
        yield Basis(
            row=row,
            rating=UNREAD if rating is None else str(rating),
            people=world.sizes.get(row.key, 1) or 0,
            sets=tuple(sorted(members.get(row.key, ()))),
            maybe=tuple(sorted(possible.get(row.key, ()))),
        )
