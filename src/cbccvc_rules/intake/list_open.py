"""The door to long lists: opened where they lie, or told why not. Loaded through `extras` alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from cbccvc_rules.intake.list_people import ListPeople
from cbccvc_rules.intake.list_scan import (
    NotThisWayError,
    digest_of,
    quoted,
    scanned,
    scanned_frame,
)
from cbccvc_rules.model.alike import any_alike
from cbccvc_rules.model.rows import SourceFile
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NotThisWayError", "is_long", "opened", "opened_frame", "source_of"]


def opened(path: Path, source: str, *, units_told: bool = False) -> ListPeople:
    """Open a staff list that stays in its file; where no table tells units, each is written once.

    Raises:
        BatchError: when it is damaged.
        NotThisWayError: when it has to be read row by row.
    """
    scan = scanned(path, source)
    people = ListPeople(scan, scan.sheet)
    return people if units_told else _written_alike(people)


def opened_frame(frame: object, source: str, *, units_told: bool = False) -> ListPeople:
    """Open a staff list that is a frame in memory.

    Raises:
        NotThisWayError: when it has to be read row by row.
    """
    people = ListPeople(scanned_frame(frame, source), "staff", placed=False)
    return people if units_told else _written_alike(people)


def _written_alike(people: ListPeople) -> ListPeople:
    """Return people of whom each unit is written in one way; else the row reader has to take them.

    Raises:
        NotThisWayError: when a unit seems to be written in several ways.
    """
    if "unit_id" not in people.sheet.headings:
        return people
    name = people.name_in_scan("unit_id")
    found = people.ask(f"SELECT DISTINCT trim({name}::VARCHAR) FROM list")
    if any_alike(str(unit) for (unit,) in found if unit is not None):
        raise NotThisWayError(_WRITTEN_SO)
    return people


_WRITTEN_SO = Text(
    "có đơn vị ghi bằng nhiều cách (chữ hoa, dấu cách, dấu chấm cuối)",
    "a unit is written in several ways (case, spaces, a final dot)",
)


def source_of(path: Path, source: str) -> SourceFile:
    """Return a file with the digest of its bytes."""
    return SourceFile(source, digest_of(path))


def is_long(path: Path, rows: int, cells: int) -> bool:
    """Return whether a Parquet file says that it has so many rows, or more cells than that."""
    try:
        with duckdb.connect(":memory:") as database:
            (told,) = database.execute(
                f"SELECT sum(num_rows), (SELECT count(*) FROM parquet_schema({quoted(str(path))})) "
                f"FROM parquet_file_metadata({quoted(str(path))})"
            ).fetchall()
    except duckdb.Error:
        return False  # the row reader says what is wrong with it
    return bool(told[0] >= rows or told[0] * told[1] > cells)
