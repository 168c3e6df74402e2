"""DuckDB as the engine uses it: in this process, in its memory."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import duckdb

from cbccvc_rules.engines.sql.database import OutOfRangeError
from cbccvc_rules.engines.sql.engine import SqlEngine
from cbccvc_rules.engines.sql.tables import sql_types

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlglot import exp

    from cbccvc_rules.engines.sql.tables import Table


class DuckDb:
    """DuckDB, in this process and its memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take a connection; its temporary tables are its own."""
        self._connection = connection

    def load(self, table: Table) -> None:
        """Make a temporary table of columns that are here."""
        types = sql_types(table).items()
        columns = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind in types)
        made = f"CREATE TEMP TABLE {table.name} AS SELECT {columns}"
        self._connection.execute(made, list(table.columns.values()))

    def make(self, name: str, query: exp.Select) -> None:
        """Make a temporary table of what a query gives."""
        self._ask(f"CREATE TEMP TABLE {name} AS {_written(query)}")

    def rows(self, query: exp.Select) -> Sequence[tuple[int | None, ...]]:
        """Return what a query gives."""
        found: Sequence[tuple[int | None, ...]] = self._ask(_written(query)).fetchall()
        return found

    def _ask(self, statement: str) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(statement)
        except duckdb.OutOfRangeException as error:
            raise OutOfRangeError from error


def _written(query: exp.Select) -> str:
    return query.sql("duckdb", copy=False)


@cache
def _process() -> duckdb.DuckDBPyConnection:
    """Return the database of the process; each run has a connection with tables of its own."""
    return duckdb.connect(":memory:")


@contextmanager
def in_process() -> Iterator[DuckDb]:
    """Open a database in memory for one run."""
    with _process().cursor() as connection:
        yield DuckDb(connection)


def engine() -> SqlEngine:
    """Return an engine that asks DuckDB."""
    return SqlEngine(in_process)
