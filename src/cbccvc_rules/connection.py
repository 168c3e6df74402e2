"""The one way into a database of the user's: PostgreSQL, opened, its faults told as problems.

Loaded through `extras` alone. A password is never told: not in a message, nor in a place.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS_TO_CONNECT = 10
_HIDDEN = "***"
_MEANT_FOR_A_PASSWORD = "@"


@contextmanager
def opened(url: str, *, writes: bool) -> Iterator[psycopg.Connection]:
    """Open a database for one transaction, which is rolled back: nothing in it outlives this.

    Unless it `writes` temporary tables, the database itself refuses all writing.

    Raises:
        BatchError: when it refuses the connection, drops it, or an address cannot be understood.
    """
    told = _told(url)
    name = name_of(url)
    asked = {
        "connect_timeout": str(SECONDS_TO_CONNECT),
        "application_name": "cbccvc",
        **told,
        "client_encoding": "utf8",
    }
    try:
        connection = psycopg.connect(make_conninfo("", **asked))
    except psycopg.Error as fault:
        params = {"database": name, "said": said_by(fault, url)}
        raise BatchError(Problem("database-refused", None, params)) from None
    connection.read_only = not writes
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    try:
        yield connection
    except (psycopg.OperationalError, psycopg.InterfaceError) as fault:
        params = {"database": name, "said": said_by(fault, url)}
        raise BatchError(Problem("database-lost", Place(name), params)) from None
    finally:
        connection.close()


def _told(url: str) -> dict[str, str]:
    """Return what an address tells.

    A password with bare `@` or `/` in it spills over into the name of the host, from where it
    would come to be told; so such an address is refused as a whole, and not repeated.
    """
    try:
        told = conninfo_to_dict(url)
    except psycopg.Error:
        raise BatchError(Problem("database-address")) from None
    found = {name: str(value) for name, value in told.items() if value is not None}
    shown = (found.get(name, "") for name in ("host", "port", "dbname"))
    if any(_MEANT_FOR_A_PASSWORD in part for part in shown):
        raise BatchError(Problem("database-address"))
    return found


def name_of(url: str) -> str:
    """Return what a database is called where its cells are named: without user and password.

    >>> name_of("postgresql://reader:secret@db.example.vn:5433/hr?sslmode=require")
    'postgresql://db.example.vn:5433/hr'
    """
    told = _told(url)
    host, port = told.get("host", ""), told.get("port", "")
    at = "" if host.startswith("/") else host + (f":{port}" if port else "")
    return f"postgresql://{at}/{told.get('dbname', '')}"


def said_by(fault: psycopg.Error, url: str) -> str:
    """Return what the database says, in one line, the password blotted out."""
    said = fault.diag.message_primary or str(fault)
    line = " ".join(said.split()) or type(fault).__name__
    secret = _told(url).get("password", "")
    return line.replace(secret, _HIDDEN) if secret else line
