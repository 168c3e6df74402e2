"""Parquet files and frames in memory, through Arrow: typed columns become grids and records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules import extras
from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.intake.base import Contents, FileKind, Grid, Line
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from cbccvc_rules.intake.base import TakenFile

MAX_CELLS = 2_000_000
MAX_MEGABYTES_UNPACKED = 100


def read_parquet(file: TakenFile) -> Contents:
    """Read one table; its size is told before anything is unpacked."""
    arrow = extras.arrow()
    place = Place(file.source)
    if arrow is None:
        return Contents(problems=(Problem("extra-missing", place, {"extra": extras.ARROW}),))
    try:
        parquet = arrow.parquet.ParquetFile(arrow.BufferReader(file.data))
        told = parquet.metadata
        groups = (told.row_group(number) for number in range(told.num_row_groups))
        unpacked = sum(group.total_byte_size for group in groups)
        cells = told.num_rows * told.num_columns
        if cells > MAX_CELLS or unpacked > MAX_MEGABYTES_UNPACKED * 1_000_000:
            limit = {"limit": f"{MAX_CELLS}"}
            return Contents(problems=(Problem("parquet-too-large", place, limit),))
        columns = parquet.read().to_pydict()
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as fault:
        said = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
        return Contents(problems=(Problem("parquet-unreadable", place, {"said": said}),))
    lines = [Line(1, tuple(columns))]
    rows = zip(*columns.values(), strict=True)
    lines.extend(Line(number, row) for number, row in enumerate(rows, 2))
    return Contents((Grid(file.source, None, tuple(lines)),))


def records_of(table: str, frame: object) -> list[dict[str, object]] | None:
    """Return the rows of a DataFrame, an Arrow table, or whatever else exports Arrow data.

    None, a table that is not told, stays None.

    Raises:
        UsageError: when Arrow is not installed, or the frame exports no Arrow data.
    """
    if frame is None:
        return None
    arrow = extras.arrow()
    if arrow is None:
        raise UsageError(Problem("extra-missing", None, {"extra": extras.ARROW}))
    if not hasattr(frame, "__arrow_c_stream__"):
        params = {"table": table, "type": type(frame).__name__}
        raise UsageError(Problem("frame-not-arrow", None, params))
    rows: list[dict[str, object]] = arrow.table(frame).to_pylist()
    return rows


PARQUET = FileKind("parquet", (".parquet",), read_parquet)
