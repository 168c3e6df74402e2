"""Where the statements run: temporary tables are made there, queries asked, no other writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlglot import exp

    from cbccvc_rules.engines.sql.tables import Table


class OutOfRangeError(Exception):
    """A computation left the numbers that a database holds."""


class Database(Protocol):
    """A database as the engine uses it."""

    def load(self, table: Table) -> None:
        """Make a temporary table of columns that are here."""
        ...

    def make(self, name: str, query: exp.Select) -> None:
        """Make a temporary table of what a query gives.

        Raises:
            OutOfRangeError: when a number is too large for the database.
        """
        ...

    def rows(self, query: exp.Select) -> Sequence[tuple[int | None, ...]]:
        """Return what a query gives.

        Raises:
            OutOfRangeError: when a number is too large for the database.
        """
        ...
