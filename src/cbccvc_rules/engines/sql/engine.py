"""The engine that asks DuckDB: the same verdicts, found by statements over whole tables."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import duckdb

from cbccvc_rules.engines.base import Judgement, subjects
from cbccvc_rules.engines.reference import Env, judge
from cbccvc_rules.engines.sql.plan import VERDICTS, plan_of
from cbccvc_rules.engines.sql.tables import sql_types
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.engines.sql.plan import Plan
    from cbccvc_rules.engines.sql.tables import Table
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset

DIALECT = "duckdb"
_OUT_OF_RANGE = Text(
    "phép tính vượt khỏi các số mà cơ sở dữ liệu giữ được",
    "a computation leaves the numbers that the database holds",
)


class SqlEngine:
    """Judges by statements; a rule that the tables cannot judge goes to the reference engine."""

    def __init__(self) -> None:
        """Begin with no rule left aside."""
        self.aside: Mapping[str, Text] = {}

    def judgements(self, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
        """Yield the verdicts in order of rule, then of row."""
        plan = plan_of(ruleset, world)
        self.aside = plan.aside
        try:
            found = _found(plan)
        except duckdb.OutOfRangeException:
            self.aside = {rule.id: _OUT_OF_RANGE for rule in ruleset.rules}
            found = {}
        for rule in ruleset.rules:
            if rule.judges == "batch" or rule.id in self.aside:
                yield from _by_reference(rule, ruleset, world)
            else:
                rows = plan.numbers.rows[rule.judges]
                for number, verdict in found[rule.id]:
                    yield Judgement(rule, rows[number], VERDICTS[verdict])


def _by_reference(rule: Rule, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
    env = Env(world, ruleset.bindings.of(rule.pack), ruleset.governs[rule.pack])
    for subject in subjects(rule, ruleset, world):
        yield Judgement(rule, subject, judge(rule, subject, env))


def _found(plan: Plan) -> dict[str, list[tuple[int, int]]]:
    """Return, by rule, the rows it is put to and the numbers of the verdicts, in order of row."""
    found: dict[str, list[tuple[int, int]]] = {}
    with _database().cursor() as database:
        for table in plan.tables:
            load(database, table)
        for name, query in plan.groups.items():
            database.execute(f"CREATE TEMP TABLE {name} AS {query.sql(DIALECT, copy=False)}")
        for record, (rules, query) in plan.verdicts.items():
            judged = plan.numbers.judged[record]
            rows = database.execute(query.sql(DIALECT, copy=False)).fetchall()
            rows.sort()
            for place, rule in enumerate(rules, 1):
                found[rule.id] = [
                    (row[0], row[place])
                    for row in rows
                    if row[0] < judged and row[place] is not None
                ]
    return found


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """Return the database of the process, in memory; each run has temporary tables of its own."""
    return duckdb.connect(":memory:")


def load(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make a table of a database of the columns of one here."""
    types = sql_types(table)
    columns = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind in types.items())
    database.execute(
        f"CREATE TEMP TABLE {table.name} AS SELECT {columns}", list(table.columns.values())
    )
