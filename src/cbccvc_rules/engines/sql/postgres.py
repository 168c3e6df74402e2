"""PostgreSQL as the engine uses it: temporary tables in one transaction that is rolled back.

A role needs no more than CONNECT and TEMP. The read-only mode of PostgreSQL refuses temporary
tables as well, so it cannot be asked for; that nothing else is written is the statements' own.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from cbccvc_rules.connection import name_of, opened, said_by
from cbccvc_rules.engines.sql.database import OutOfRangeError
from cbccvc_rules.engines.sql.engine import SqlEngine
from cbccvc_rules.engines.sql.tables import sql_types
from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlglot import exp

    from cbccvc_rules.engines.sql.tables import Table

_NO_TEXT = "\0"
"""The one character that a text of PostgreSQL cannot hold."""

_NO_TABLES = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.ReadOnlySqlTransaction,
    psycopg.errors.FeatureNotSupported,
)
"""What is said where a role may make no temporary tables, or a standby lets nobody."""


class Postgres:
    """A PostgreSQL database, in one transaction."""

    def __init__(self, connection: psycopg.Connection) -> None:
        """Take a connection; no name but those of the temporary tables means anything in it."""
        self._connection = connection
        connection.execute("SET LOCAL search_path = pg_temp, pg_catalog")

    def load(self, table: Table) -> None:
        """Make a temporary table of columns that are here."""
        name = sql.Identifier(table.name)
        types = sql_types(table)
        columns = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(_TYPES[kind]))
            for column, kind in types.items()
        )
        if any(_NO_TEXT in str(cell) for one in table.texts for cell in table.columns[one]):
            raise OutOfRangeError
        self._connection.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(name, columns)
        )
        copied = sql.SQL("COPY {} FROM STDIN").format(name)
        with _within_range(), self._connection.cursor() as cursor, cursor.copy(copied) as copy:
            for row in zip(*table.columns.values(), strict=True):
                copy.write_row(row)
        self._connection.execute(sql.SQL("ANALYZE {}").format(name))

    def make(self, name: str, query: exp.Select) -> None:
        """Make a temporary table of what a query gives."""
        head = f'CREATE TEMPORARY TABLE "{name}" ON COMMIT DROP AS {_written(query)}'
        with _within_range():
            self._connection.execute(head.encode())
        self._connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name)))

    def rows(self, query: exp.Select) -> Sequence[tuple[int | None, ...]]:
        """Return what a query gives."""
        with _within_range():
            return self._connection.execute(_written(query).encode()).fetchall()


_TYPES = {"BIGINT": "bigint", "VARCHAR": "text"}


@contextmanager
def _within_range() -> Iterator[None]:
    try:
        yield
    except psycopg.DataError as fault:
        raise OutOfRangeError from fault


def _written(query: exp.Select) -> str:
    return query.sql("postgres", identify=True, copy=False)


class PostgresAt:
    """Opens the database at an address for one run."""

    def __init__(self, url: str) -> None:
        """Keep the address; it may hold a password, so it is not shown."""
        self._url = url

    @contextmanager
    def __call__(self) -> Iterator[Postgres]:
        """Open it; whatever was made in it is gone when it is closed.

        Raises:
            BatchError: when it refuses the connection, drops it, or allows no temporary tables.
        """
        with opened(self._url, writes=True) as connection:
            try:
                yield Postgres(connection)
            except _NO_TABLES as fault:
                raise self._problem("database-no-temporary", fault) from None
            except psycopg.errors.ProgramLimitExceeded as fault:
                raise self._problem("database-limit", fault) from None

    def _problem(self, code: str, fault: psycopg.Error) -> BatchError:
        name = name_of(self._url)
        params = {"database": name, "said": said_by(fault, self._url)}
        return BatchError(Problem(code, Place(name), params))


def engine(url: str) -> SqlEngine:
    """Return an engine that asks the database at an address."""
    return SqlEngine(PostgresAt(url))
