"""The rules as statements over a nation: how long DuckDB takes, and in how much memory.

`python -m benchmarks.national [PEOPLE …]`. A made-up department of a thousand people is put into
whole-number tables as the sql engine does it, and multiplied inside the database until there are so
many people; reading the people from files is no part of what is measured here.
"""

from __future__ import annotations

import resource
import sys
import time
from typing import TYPE_CHECKING

import duckdb

from benchmarks.people import made_up
from cbccvc_rules.api.verbs import bound
from cbccvc_rules.engines.sql.duck import DuckDb
from cbccvc_rules.engines.sql.plan import plan_of
from cbccvc_rules.engines.sql.tables import rows_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.engines.sql.plan import Plan
    from cbccvc_rules.engines.sql.tables import Table

DEPARTMENT = 1_000
NATION = 2_300_000
MEMORY = "1GB"


def measured(people: int) -> Iterator[str]:
    """Yield a line of figures for each part of judging so many people."""
    here = bound(made_up(DEPARTMENT), None, (), None, None)
    start = time.process_time()
    plan = plan_of(here.ruleset, here.world)
    compiled = time.process_time() - start
    with duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": 2}) as database:
        nation(database, plan, -(-people // DEPARTMENT))
        scanned = _clocked(database, "SELECT " + _every_column(plan) + " FROM staff_row")
        made = DuckDb(database)
        start = time.perf_counter()
        for name, query in plan.groups.items():
            made.make(name, query)
        found = 0
        for record, (rules, query) in plan.verdicts.items():
            made.make(f"verdicts_{record}", query)
            columns = [f"v{place}" for place in range(1, len(rules) + 1)]
            broken = " + ".join(f"count(*) FILTER ({name} >= 2)" for name in columns)
            row = database.execute(f"SELECT {broken} FROM verdicts_{record}").fetchone()
            found += 0 if row is None else row[0]
        judged = time.perf_counter() - start
    rules_ = sum(len(rules) for rules, _ in plan.verdicts.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield f"people {people}, rules {rules_}, broken or undecided {found}"
    yield f"written as statements {compiled:.2f} s of the processor, once a run"
    yield f"a scan of the columns of people {scanned:.2f} s; judging {judged:.2f} s"
    yield f"ratio {judged / scanned:.1f}; peak of the process so far {peak} MB, limit {MEMORY}"


def _every_column(plan: Plan) -> str:
    """Return sums over every column of people, so that each is read."""
    (staff,) = (table for table in plan.tables if table.name == rows_name("staff"))
    return ", ".join(
        f"count({name})" if name in staff.texts else f"sum({name})" for name in staff.columns
    )


def _clocked(database: duckdb.DuckDBPyConnection, statement: str) -> float:
    start = time.perf_counter()
    database.execute(statement).fetchall()
    return time.perf_counter() - start


def nation(database: duckdb.DuckDBPyConnection, plan: Plan, times: int) -> None:
    """Load the tables of a plan so many times over, each time with rows of its own numbers."""
    sizes = {record: len(rows) for record, rows in plan.numbers.rows.items()}
    loader = DuckDb(database)
    for table in plan.tables:
        loader.load(table)
        leads = _leads(table, sizes, plan)
        columns = ", ".join(
            f"{name} + copy * {leads[name]} AS {name}" if name in leads else name
            for name in table.columns
        )
        database.execute(
            f"CREATE TEMP TABLE copies AS SELECT {columns} "
            f"FROM {table.name}, range({times}) AS many(copy)"
        )
        database.execute(f"DROP TABLE {table.name}")
        database.execute(f"ALTER TABLE copies RENAME TO {table.name}")


def _leads(table: Table, sizes: Mapping[str, int], plan: Plan) -> dict[str, int]:
    """Return the columns that lead to a row, with how many rows of its record a copy has."""
    for record in sizes:
        if table.name == rows_name(record):
            ones = {
                f"{way}_no": sizes[to] for (of, way), to in plan.ways.ones.items() if of == record
            }
            return {"no": sizes[record], **ones}
    (record, way) = next(one for one in plan.ways.manys if table.name == f"{one[0]}_to_{one[1]}")
    return {"from_no": sizes[record], "to_no": sizes[plan.ways.manys[record, way]]}


if __name__ == "__main__":
    for asked in [int(word) for word in sys.argv[1:]] or [NATION // 10, NATION]:
        sys.stdout.writelines(f"{line}\n" for line in measured(asked))
