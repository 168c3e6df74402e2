"""Rows of Python put into a table of the database of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.tables import sql_types

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.engines.sql.tables import Cell, Table
    from cbccvc_rules.model.listed import Listed

AT_ONCE = 10_000
"""So many rows go to the database at the same time: on the way there each cell takes much room."""


def load(listed: Listed, table: Table) -> None:
    """Make a table; what is the same in all its rows is told once."""
    rows = dict(table.columns)
    made: list[str] = []
    for place, (name, kind) in enumerate(sql_types(table).items()):
        if place and _is_one(rows[name]):
            first = rows.pop(name)[0]
            made.append(f"CAST({'NULL' if first is None else first} AS {kind}) AS {name}")
        else:
            made.append(f"unnest(?::{kind}[]) AS {name}")
    size = max(map(len, rows.values()), default=0)
    for start in range(0, max(size, 1), AT_ONCE):
        head = f"INSERT INTO {table.name}" if start else f"CREATE OR REPLACE TABLE {table.name} AS"
        told = [cells[start : start + AT_ONCE] for cells in rows.values()]
        listed.make(f"{head} SELECT {', '.join(made)}", told)


def _is_one(cells: Sequence[Cell]) -> bool:
    """Return whether all cells are the same number, or nothing."""
    if not cells or isinstance(cells[0], str):
        return False
    return cells.count(cells[0]) == len(cells)
