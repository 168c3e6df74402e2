"""Eight of the rules on one person's own cells, said for polars, pandera, rule-engine and zen.

Each says of a person whether the rule is broken. The people of `benchmarks.nation` have no empty
cell that these conditions read, so logic of two values will do.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_GOOD = [f"general_{number} == 'good'" for number in range(1, 5)]
_EXCELLENT = " and ".join(
    [
        *_GOOD,
        "tasks_completed == tasks_total",
        "tasks_on_time_quality == tasks_total",
        "effectiveness == 'high'",
        "tasks_total <= 2 * tasks_exceeded",
    ]
)
_FINE = " and ".join(
    [
        *_GOOD,
        "tasks_completed == tasks_total",
        "tasks_on_time_quality == tasks_total",
        "effectiveness != 'low'",
    ]
)
EIGHT: Mapping[str, tuple[str, str]] = {
    "civil-servant-excellent-criteria-unmet": (
        "category == 'CC' and role == 'staff' and rating == 'HTXSNV'",
        _EXCELLENT,
    ),
    "public-employee-excellent-criteria-unmet": (
        "category == 'VC' and role == 'staff' and rating == 'HTXSNV'",
        _EXCELLENT,
    ),
    "civil-servant-good-criteria-unmet": (
        "category == 'CC' and role == 'staff' and rating == 'HTTNV'",
        _FINE,
    ),
    "public-employee-good-criteria-unmet": (
        "category == 'VC' and role == 'staff' and rating == 'HTTNV'",
        _FINE,
    ),
    "rated-under-six-months": (
        "category != 'HD' and months_worked < 6 and maternity == false",
        "rating == 'not_rated'",
    ),
    "result-not-public": (
        "category != 'HD' and rating != 'not_rated'",
        "published_on >= decided_on",
    ),
    "reported-after-meeting": (
        "category != 'HD' and rating != 'not_rated'",
        "self_report_on <= meeting_on",
    ),
    "decided-unlike-proposal": ("category != 'HD'", "rating == proposed_rating"),
}
"""By the name of the rule: to whom it applies, and what it asks of them."""
COLUMNS = (
    *("category", "role", "rating", "proposed_rating", "months_worked", "maternity"),
    *(f"general_{number}" for number in range(1, 5)),
    *("tasks_total", "tasks_completed", "tasks_on_time_quality", "tasks_exceeded"),
    *("effectiveness", "self_report_on", "meeting_on", "decided_on", "published_on"),
)


def broken_sql() -> str:
    """Return the conditions of SQL under which each rule is broken, for polars as for others."""
    return ", ".join(
        f"sum(CASE WHEN ({_sql(when)}) AND NOT ({_sql(require)}) THEN 1 ELSE 0 END) AS v{place}"
        for place, (when, require) in enumerate(EIGHT.values())
    )


def _sql(words: str) -> str:
    return words.replace("==", "=").replace("!=", "<>")


def by_polars(path: Path) -> dict[str, int]:
    """Count by polars, whose own SQL makes its expressions."""
    import polars

    people = polars.scan_parquet(path).select(COLUMNS)
    found = polars.SQLContext(people=people).execute(f"SELECT {broken_sql()} FROM people")
    row = found.collect().row(0)
    return dict(zip(EIGHT, row, strict=True))


def by_pandera(path: Path) -> dict[str, int]:
    """Count by a schema of pandera over a frame of polars, a check for each rule."""
    import pandera.polars as pa
    import polars

    def check(when: str, require: str) -> pa.Check:
        kept = polars.sql_expr(f"NOT (({_sql(when)}) AND NOT ({_sql(require)}))")
        return pa.Check(lambda data: data.lazyframe.select(kept))

    people = polars.read_parquet(path, columns=list(COLUMNS))
    found = {}
    for name, (when, require) in EIGHT.items():
        schema = pa.DataFrameSchema(checks=[check(when, require)])
        try:
            schema.validate(people, lazy=True)
            found[name] = 0
        except pa.errors.SchemaErrors as fault:
            found[name] = len(fault.failure_cases)
    return found


def _rows(path: Path, people: int) -> list[dict[str, object]]:
    import duckdb

    table = duckdb.sql(f"SELECT {', '.join(COLUMNS)} FROM '{path}' LIMIT {people}")
    return [dict(zip(COLUMNS, row, strict=True)) for row in table.fetchall()]


def by_rule_engine(path: Path, people: int) -> dict[str, int]:
    """Count by rule-engine, person by person."""
    import rule_engine

    rules = {
        name: rule_engine.Rule(f"({when}) and not ({require})")
        for name, (when, require) in EIGHT.items()
    }
    rows = _rows(path, people)
    return {name: sum(rule.matches(row) for row in rows) for name, rule in rules.items()}


def _plain(cell: object) -> object:
    """Return a cell as zen compares it; of days it knows nothing."""
    if isinstance(cell, date):
        return cell.year * 10_000 + cell.month * 100 + cell.day
    return cell


def by_zen(path: Path, people: int) -> dict[str, int]:
    """Count by zen-engine, person by person."""
    import zen

    rules = {
        name: zen.compile_expression(f"({when}) and not ({require})")
        for name, (when, require) in EIGHT.items()
    }
    rows = [{name: _plain(cell) for name, cell in row.items()} for row in _rows(path, people)]
    return {name: sum(bool(rule.evaluate(row)) for row in rows) for name, rule in rules.items()}
