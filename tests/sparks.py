"""Spark in this process, for a test: temporary views in a session that is stopped.

`make spark` installs what it needs.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.engines.sql.database import OutOfRangeError
from cbccvc_rules.engines.sql.tables import sql_types

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlglot import exp

    from cbccvc_rules.engines.sql.tables import Table


class Frame(Protocol):
    def collect(self) -> list[tuple[int | None, ...]]: ...
    def createOrReplaceTempView(self, name: str) -> None: ...
    def localCheckpoint(self) -> Frame: ...


class Session(Protocol):
    """What is used of a session of Spark."""

    def sql(self, statement: str) -> Frame: ...
    def createDataFrame(self, rows: list[tuple[object, ...]], schema: str) -> Frame: ...


SETTINGS = {
    "spark.ui.showConsoleProgress": "false",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.ansi.enabled": "true",  # too large a number is an error, and no other number
    "spark.log.level": "OFF",
}
_TYPES = {"BIGINT": "bigint", "VARCHAR": "string"}


def why_no_spark() -> str:
    """Return why there can be no Spark here, nothing where there can."""
    if find_spec("pyspark") is None:
        return "pyspark is not installed (make spark)"
    if shutil.which("java") is None:
        return "Spark needs Java (Debian: apt-get install default-jre-headless)"
    return ""


class Spark:
    """A session of Spark as the engine uses a database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load(self, table: Table) -> None:
        schema = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in sql_types(table).items())
        rows = list(zip(*table.columns.values(), strict=True))
        self._session.createDataFrame(rows, schema).createOrReplaceTempView(table.name)

    def make(self, name: str, query: exp.Select) -> None:
        made = self._session.sql(_written(query)).localCheckpoint()  # worked out once
        made.createOrReplaceTempView(name)

    def rows(self, query: exp.Select) -> Sequence[tuple[int | None, ...]]:
        try:
            return [tuple(row) for row in self._session.sql(_written(query)).collect()]
        except import_module("pyspark.errors").ArithmeticException as error:
            raise OutOfRangeError from error


def _written(query: exp.Select) -> str:
    return query.sql("spark", identify=True)


@contextmanager
def spark() -> Iterator[Spark]:
    """Start Spark in this process."""
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[1]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield Spark(session)
    finally:
        session.stop()
