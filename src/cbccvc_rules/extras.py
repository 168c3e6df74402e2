"""The one place for what most runs do without: modules that are loaded when first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

ARROW = "cbccvc-rules[arrow]"
"""What to install for Parquet files, Arrow tables and DataFrames."""

SQL = "cbccvc-rules[sql]"
"""What to install for the engine that asks a database."""

POSTGRES = "cbccvc-rules[postgres]"
"""What to install for people who are in a database."""

REPORTS = "cbccvc-rules[reports]"
"""What to install for reports as Word documents, and as annotated workbooks."""

DURABLE = "cbccvc-rules[durable]"
"""What to install for the engine that matches rules by durable_rules; not for Python 3.13."""

SOLVE = "cbccvc-rules[solve]"
"""What to install for proofs about the packs, and for the smallest mend where limits cross."""


@cache
def highs() -> ModuleType | None:
    """Return the solver HiGHS, None where it is not installed."""
    try:
        return import_module("highspy")
    except ImportError:
        return None


@cache
def workbook_writer() -> ModuleType:
    """Return XlsxWriter; it takes longer to load than a small round to judge."""
    return import_module("xlsxwriter")


@cache
def word_writer(room: str) -> ModuleType | None:
    """Return a room that writes Word documents, None where python-docx is not installed."""
    try:
        import_module("docx")
    except ImportError:
        return None
    return import_module(f"cbccvc_rules.reports.docx.{room}")


@cache
def workbook_editor() -> ModuleType | None:
    """Return openpyxl, which opens a workbook and writes it again; None where not installed."""
    try:
        return import_module("openpyxl")
    except ImportError:
        return None


@cache
def sql_engine() -> ModuleType | None:
    """Return the room of the engine on DuckDB, None where DuckDB or sqlglot is not installed."""
    try:
        import_module("duckdb")
        import_module("sqlglot")
    except ImportError:
        return None
    return import_module("cbccvc_rules.engines.sql.duck")


@cache
def list_engine() -> ModuleType | None:
    """Return the room that judges long lists in their files, None where DuckDB is lacking."""
    return None if sql_engine() is None else import_module("cbccvc_rules.engines.sql.list_plan")


@cache
def list_reader() -> ModuleType | None:
    """Return the room that asks long lists in their files, None where DuckDB is not installed."""
    return None if sql_engine() is None else import_module("cbccvc_rules.intake.list_open")


@cache
def sql_script() -> ModuleType | None:
    """Return the room that writes rules as SQL, None where sqlglot is not installed."""
    try:
        import_module("sqlglot")
    except ImportError:
        return None
    return import_module("cbccvc_rules.engines.sql.script")


@cache
def durable_rules() -> tuple[ModuleType, ModuleType] | None:
    """Return durable_rules and the part of it in C, None where it is not installed."""
    try:
        return import_module("durable.engine"), import_module("durable_rules_engine")
    except ImportError:
        return None


@cache
def z3() -> ModuleType | None:
    """Return z3, None where it is not installed."""
    try:
        return import_module("z3")
    except ImportError:
        return None


@cache
def z3_release() -> str | None:
    """Return the release of z3 without loading it, None where it is not installed."""
    metadata = import_module("importlib.metadata")
    try:
        return str(metadata.version("z3-solver"))
    except metadata.PackageNotFoundError:
        return None


@cache
def arrow() -> ModuleType | None:
    """Return PyArrow with its Parquet part, None where it is not installed."""
    try:
        import_module("pyarrow.parquet")
    except ImportError:
        return None
    return import_module("pyarrow")


def late(module: str) -> ModuleType:
    """Return a module of this library that most runs do without: `packs.load`, `cli.quota`.

    No import contract sees it; a test holds that a room asks for itself and what is below alone.
    """
    return import_module(f"cbccvc_rules.{module}")


@cache
def postgres_engine() -> ModuleType | None:
    """Return the room of the engine on PostgreSQL, None where psycopg or sqlglot is lacking."""
    try:
        import_module("psycopg")
        import_module("sqlglot")
    except ImportError:
        return None
    return import_module("cbccvc_rules.engines.sql.postgres")


@cache
def postgres_reader() -> ModuleType | None:
    """Return the room that reads tables of PostgreSQL, None where psycopg is not installed."""
    try:
        import_module("psycopg")
    except ImportError:
        return None
    return import_module("cbccvc_rules.intake.postgres")
