"""The engine that asks a database: the same verdicts, found by statements over whole tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.base import Judgement, subjects
from cbccvc_rules.engines.chosen import judgements_on
from cbccvc_rules.engines.reference import Env, judge
from cbccvc_rules.engines.sql.database import OutOfRangeError
from cbccvc_rules.engines.sql.plan import VERDICTS, plan_of
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from cbccvc_rules.engines.base import Only, Subjects
    from cbccvc_rules.engines.sql.database import Database
    from cbccvc_rules.engines.sql.plan import Plan
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset

_OUT_OF_RANGE = Text(
    "phép tính vượt khỏi các số mà cơ sở dữ liệu giữ được",
    "a computation leaves the numbers that the database holds",
)
Found = dict[str, list[tuple[int, int]]]
"""By rule, the numbers of the rows it is put to and of the verdicts, in order of row."""


class SqlEngine:
    """Judges by statements; a rule that the tables cannot judge goes to the reference engine."""

    def __init__(self, database: Callable[[], AbstractContextManager[Database]]) -> None:
        """Take what opens a database for one run; with no rule left aside yet."""
        self.aside: Mapping[str, Text] = {}
        self._database = database

    def judgements(self, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
        """Yield the verdicts in order of rule, then of row."""
        plan = plan_of(ruleset, world)
        self.aside = plan.aside
        try:
            with self._database() as database:
                found = _found(plan, database)
        except OutOfRangeError:
            self.aside = {rule.id: _OUT_OF_RANGE for rule in ruleset.rules}
            found = {}
        for rule in ruleset.rules:
            if rule.id not in found:
                yield from _by_reference(rule, ruleset, world)
            else:
                rows = plan.numbers.rows[rule.judges]
                for number, verdict in found[rule.id]:
                    yield Judgement(rule, rows[number], VERDICTS[verdict])

    def judgements_on(
        self, ruleset: Ruleset, world: World, chosen: Subjects, only: Only | None = None
    ) -> Iterator[Judgement]:
        """Yield the verdict of every rule on each of the subjects that it governs, by subject.

        A few subjects are judged sooner than the tables of a round are loaded.
        """
        return judgements_on(ruleset, world, chosen, only)


def _by_reference(rule: Rule, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
    env = Env(world, ruleset.bindings.of(rule.pack), ruleset.governs[rule.pack])
    for subject in subjects(rule, ruleset, world):
        yield Judgement(rule, subject, judge(rule, subject, env))


def _found(plan: Plan, database: Database) -> Found:
    found: Found = {}
    for table in plan.tables:
        database.load(table)
    for name, query in plan.groups.items():
        database.make(name, query)
    for record, (rules, query) in plan.verdicts.items():
        judged = plan.numbers.judged[record]
        rows = sorted(row for row in database.rows(query) if row[0] is not None and row[0] < judged)
        for place, rule in enumerate(rules, 1):
            put_to = ((row[0], row[place]) for row in rows)
            found[rule.id] = [
                (number, verdict)
                for number, verdict in put_to
                if number is not None and verdict is not None
            ]
    return found
