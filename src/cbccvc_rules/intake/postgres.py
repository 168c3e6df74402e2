"""Tables and queries of PostgreSQL as raw tables: read in chunks, in one read-only transaction.

Loaded through `extras` alone.
"""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING

import psycopg
from psycopg.adapt import Loader
from psycopg.types.string import TextLoader

from cbccvc_rules.connection import name_of, opened, said_by
from cbccvc_rules.errors import Problem
from cbccvc_rules.model.headings import match_headings
from cbccvc_rules.model.rows import MAX_ROWS, RawRow, RawTable, Sheet, SourceFile
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from psycopg.abc import Buffer

CHUNK = 10_000
"""So many rows are fetched at a time."""

_QUERY = re.compile(r"\b(?:select|values|table)\b", re.IGNORECASE)
_NAME = re.compile(r'(?:[^\W\d][\w$]*|"[^"]+")(?:\.(?:[^\W\d][\w$]*|"[^"]+"))*')


@dataclass(slots=True)
class Fetched:
    """What a database held; `fatal` problems leave nothing to judge."""

    tables: list[RawTable] = field(default_factory=list)
    sources: list[SourceFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fatal: list[Problem] = field(default_factory=list)


def fetched(url: str, asked: Mapping[str, str]) -> Fetched:
    """Read what is asked for each table: by the name of one of the database's, or by a query.

    Raises:
        BatchError: when the database refuses the connection, drops it, or knows no such address.
    """
    found = Fetched()
    queries = {table: _query(table, words.strip(), found) for table, words in asked.items()}
    if found.fatal:
        return found
    digest = sha256()
    name = name_of(url)
    with opened(url, writes=False) as connection:
        for table, query in queries.items():
            try:
                reading = _read(connection, table, query, name)
            except psycopg.OperationalError:
                raise
            except psycopg.Error as fault:
                params = {"table": table, "said": said_by(fault, url)}
                found.fatal.append(Problem("database-query", Place(name, sheet=table), params))
                connection.rollback()
                continue
            digest.update(reading.digest)
            found.tables.append(reading.table)
            found.problems.extend(reading.problems)
            found.fatal.extend(reading.fatal)
    found.sources.append(SourceFile(name, digest.hexdigest()))
    return found


def _query(table: str, words: str, found: Fetched) -> bytes:
    """Return the query that is meant; the name of a table may be written without one."""
    if _NAME.fullmatch(words):
        return f"SELECT * FROM {words}".encode()
    if _QUERY.search(words):
        return words.rstrip("; \n").encode()
    found.fatal.append(Problem("database-name", None, {"table": table}, read=words))
    return b""


@dataclass(frozen=True, slots=True)
class _Reading:
    table: RawTable
    problems: tuple[Problem, ...]
    fatal: tuple[Problem, ...]
    digest: bytes


def _read(connection: psycopg.Connection, table: str, query: bytes, name: str) -> _Reading:
    """Read one table; a cursor of the server lets no more than a chunk wait here."""
    digest = sha256(table.encode())
    for kind, loader in _LOADERS.items():
        connection.adapters.register_loader(kind, loader)
    with connection.cursor(name=f"cbccvc_{table}") as cursor:
        cursor.itersize = CHUNK
        cursor.execute(query)
        columns = cursor.description or ()
        headings = [column.name for column in columns]
        matched = match_headings(
            table,
            enumerate(headings, 1),
            lambda _, heading: Place(name, sheet=table, heading=heading),
        )
        places = {column: (at or 1) - 1 for column, (at, _) in matched.headings.items()}
        strange: dict[str, str] = {}
        rows: list[RawRow] = []
        fatal: list[Problem] = []
        for number, cells in enumerate(cursor, 1):
            if number > MAX_ROWS:
                limit = {"limit": str(MAX_ROWS)}
                fatal.append(Problem("too-many-rows", Place(name, sheet=table), limit))
                break
            digest.update(repr(cells).encode(errors="backslashreplace"))
            here = {column: cells[at] for column, at in places.items()}
            rows.append(RawRow(number, here))
            for column, cell in here.items():
                if type(cell) not in _PLAIN and not _is_cell(cell):
                    strange.setdefault(column, columns[places[column]].type_display)
    # No position: a row of an answer has no cell such as C17, but its number and a column's name.
    known = {column: (None, heading) for column, (_, heading) in matched.headings.items()}
    raw = RawTable(Sheet(table, name, table, known), tuple(rows), 0, matched.strangers)
    fatal.extend(_of_type(raw, column, kind) for column, kind in strange.items())
    return _Reading(raw, matched.problems, tuple(fatal), digest.digest())


class _ExactLoader(Loader):
    """Takes a number as the database writes it: 89.9 is 899/10; what is none stays a text."""

    def load(self, data: Buffer) -> Fraction | str:
        words = bytes(data).decode()
        try:
            return Fraction(words)
        except ValueError:  # NaN, Infinity
            return words


_LOADERS: Mapping[str, type[Loader]] = {
    **dict.fromkeys(("numeric", "float4", "float8"), _ExactLoader),
    "uuid": TextLoader,
}

_PLAIN = frozenset({type(None), str, bool, int, Fraction, date})


def _of_type(raw: RawTable, column: str, kind: str) -> Problem:
    heading = raw.sheet.headings[column][1]
    place = Place(raw.sheet.source, sheet=raw.sheet.sheet, heading=heading)
    return Problem("database-column-type", place, {"column": heading, "type": kind})


def _is_cell(cell: object) -> bool:
    """Return whether a value can be read as a cell.

    A moment with a time zone is none: on which day it falls, each session says otherwise.
    """
    if isinstance(cell, datetime):
        return cell.tzinfo is None
    if isinstance(cell, (list, tuple)):
        return all(_is_cell(one) for one in cell)
    return type(cell) in _PLAIN
