"""Whether a staff list is so long that it stays in its file, and what it is then.

Which way a list is taken changes no finding. DuckDB is loaded only for one that may be long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules import extras
from cbccvc_rules.errors import Problem
from cbccvc_rules.extras import late
from cbccvc_rules.intake.base import MAX_MEGABYTES
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import RECORDS, Place, Text

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.rows import SourceFile

LONG_ROWS = 100_000
"""From so many rows on, a list stays in its file."""
LONG_CELLS = 2_000_000
"""So many cells of a Parquet file are read row by row at most."""
_LONG_TEXT = 30_000_000
_SHORT_FILE = 100_000
LONG_UNPACKED = 60_000_000
"""So many bytes of a workbook, unpacked, are read row by row at most where it need not be so."""
_SHORT_WORKBOOK = 1_500_000
_TEXTS = frozenset({".csv", ".tsv"})
_WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_ENDINGS = frozenset({".parquet"}) | _TEXTS | _WORKBOOKS
_NOT_INSTALLED = Text(
    f"chưa cài {extras.SQL}: pip install '{extras.SQL}'",
    f"{extras.SQL} is not installed: pip install '{extras.SQL}'",
)


@dataclass(frozen=True, slots=True)
class LongList:
    """A list in its file, or a notice of why it is read row by row; neither: it is short."""

    listed: Listed | None = None
    source: SourceFile | None = None
    notice: Problem | None = None
    problems: tuple[Problem, ...] = ()


def long_list(
    path: Path, source: str, *, in_file: bool | None, units_told: bool = False
) -> LongList:
    """Take a list in its file: as asked, or else where it is long.

    Raises:
        BatchError: when it is damaged.
    """
    if in_file is False or path.suffix.lower() not in _ENDINGS or not path.is_file():
        return LongList()
    size, ending = path.stat().st_size, path.suffix.lower()
    if in_file is None and _is_short(path, size, ending):
        return LongList()
    reader = extras.list_reader()
    if reader is None:
        beyond = in_file or size > MAX_MEGABYTES * 1_000_000
        return LongList(notice=_notice(source, _NOT_INSTALLED)) if beyond else LongList()
    is_parquet = ending not in _TEXTS | _WORKBOOKS
    if in_file is None and is_parquet and not reader.is_long(path, LONG_ROWS, LONG_CELLS):
        return LongList()
    try:
        found = reader.opened(path, source, units_told=units_told)
    except reader.NotThisWayError as fault:
        return LongList(notice=_notice(source, fault.reason))
    return LongList(found, reader.source_of(path, source), None, found.problems)


def _is_short(path: Path, size: int, ending: str) -> bool:
    """Return whether a file is so small that its list cannot be long."""
    if ending in _WORKBOOKS:
        if size < _SHORT_WORKBOOK:
            return True
        unpacked: int = late("intake.package").unpacked_bytes(path)
        return unpacked < LONG_UNPACKED
    return size < (_LONG_TEXT if ending in _TEXTS else _SHORT_FILE)


def long_frame(frame: object, *, in_file: bool | None, units_told: bool = False) -> Listed | None:
    """Take a staff list that is a frame in memory to DuckDB: as asked, or else where it is long.

    None where it is to be read row by row; a frame that exports no Arrow data is told there.
    """
    arrow, reader = extras.arrow(), extras.list_reader()
    if in_file is False or arrow is None or reader is None:
        return None
    if not hasattr(frame, "__arrow_c_stream__") or not _has_own_names(frame):
        return None
    size = len(frame) if hasattr(frame, "__len__") else LONG_ROWS
    if in_file is None and size < LONG_ROWS:
        return None
    try:
        table = arrow.table(frame)
    except (arrow.ArrowException, ValueError):
        return None  # its cells are of several types
    if in_file is None and table.num_rows < LONG_ROWS:
        return None
    try:
        found: Listed = reader.opened_frame(table, RECORDS, units_told=units_told)
    except reader.NotThisWayError:
        return None
    return found


def _has_own_names(frame: object) -> bool:
    """Return whether no two columns of a frame are called the same; of some it is not told."""
    told = getattr(frame, "columns", None)
    names = getattr(frame, "column_names", told)
    return names is None or len({*map(str, names)}) == len(list(names))


def _notice(source: str, reason: Text) -> Problem:
    return Problem("list-by-rows", Place(source), {"reason": reason}, severity="notice")
