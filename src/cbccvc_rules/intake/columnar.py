"""Parquet files, through Arrow: typed columns become grids."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Protocol

from cbccvc_rules import extras
from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import (
    MAX_CELL_CHARACTERS,
    Contents,
    FileKind,
    Grid,
    Line,
    NoCell,
)
from cbccvc_rules.model.rows import MAX_ROWS
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.intake.base import TakenFile

# What is used of Arrow, which tells no types.


class _Array(Protocol):
    """`dictionary` and `indices` of repeated values, `value_lengths` and `flatten` of lists."""

    dictionary: _Array
    indices: _Array

    def to_pylist(self) -> list[object]: ...
    def is_valid(self) -> _Array: ...
    def value_lengths(self) -> _Array: ...
    def flatten(self) -> _Array: ...


class _Chunked(Protocol):
    chunks: Sequence[_Array]


class _Part(Protocol):
    num_values: int


class _Column(Protocol):
    path: str
    physical_type: str
    max_repetition_level: int


class _Schema(Protocol):
    def column(self, at: int) -> _Column: ...


class _Group(Protocol):
    num_columns: int
    total_byte_size: int

    def column(self, at: int) -> _Part: ...


class _Told(Protocol):
    num_rows: int
    num_columns: int
    num_row_groups: int
    schema: _Schema

    def row_group(self, at: int) -> _Group: ...


MAX_CELLS = 2_000_000
MAX_MEGABYTES_UNPACKED = 100
MAX_RATIO = 100
ROOMY_BYTES = 200_000  # whatever the ratio, so much times the largest ratio may be unpacked
MAX_CHARACTERS = 60_000_000


class _RefusedError(ValueError):
    """The table holds more than can be read; the code of the problem, and the limit."""

    def __init__(self, code: str, limit: int) -> None:
        super().__init__(code)
        self.code, self.limit = code, limit


def read_parquet(file: TakenFile) -> Contents:
    """Read one table; its size is told before anything is unpacked."""
    arrow = extras.arrow()
    place = Place(file.source)
    if arrow is None:
        return Contents(problems=(Problem("extra-missing", place, {"extra": extras.ARROW}),))
    try:
        told = arrow.parquet.ParquetFile(arrow.BufferReader(file.data)).metadata
        texts = _texts_within_limits(told, len(file.data))
        parquet = arrow.parquet.ParquetFile(arrow.BufferReader(file.data), read_dictionary=texts)
        table = parquet.read()
        unpacking = _Unpacking()
        columns = [unpacking.column(column) for column in table.columns]
    except _RefusedError as refused:
        limit = {"limit": str(refused.limit)}
        return Contents(problems=(Problem(refused.code, place, limit),))
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as fault:
        said = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
        return Contents(problems=(Problem("parquet-unreadable", place, {"said": said}),))
    lines = [Line(1, tuple(table.column_names))]
    lines.extend(Line(number, row) for number, row in enumerate(zip(*columns, strict=True), 2))
    return Contents((Grid(file.source, None, tuple(lines)),))


def _texts_within_limits(told: _Told, size: int) -> list[str]:
    """Return the columns of texts, by their paths; `size` is that of the file.

    Raises:
        _RefusedError: when the table says itself that it is too large.
    """
    groups = [told.row_group(number) for number in range(told.num_row_groups)]
    columns = [told.schema.column(at) for at in range(told.num_columns)]
    cells = max(told.num_rows * told.num_columns, _values_in_lists(groups, columns))
    unpacked = sum(group.total_byte_size for group in groups)
    bomb = unpacked > MAX_RATIO * max(size, ROOMY_BYTES)
    if bomb or cells > MAX_CELLS or unpacked > MAX_MEGABYTES_UNPACKED * 1_000_000:
        raise _RefusedError("parquet-too-large", MAX_CELLS)
    if told.num_rows > MAX_ROWS:
        raise _RefusedError("too-many-rows", MAX_ROWS)
    return [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]


def _values_in_lists(groups: Sequence[_Group], columns: Sequence[_Column]) -> int:
    """Return how many values the columns of lists hold; each other has one a row at most.

    Only these are looked at part by part: Arrow ends the process, where a part is damaged.
    """
    lists = [at for at, column in enumerate(columns) if column.max_repetition_level]
    if any(group.num_columns != len(columns) for group in groups):
        message = "a group of rows has other columns than the table"
        raise ValueError(message)
    return sum(group.column(at).num_values for group in groups for at in lists)


@dataclass(slots=True)
class _Unpacking:
    """Makes cells of columns.

    A text that stands in many cells is kept once in the file, and the size that is told counts it
    once. So it is kept once here as well, and what all cells hold together is counted.
    """

    characters: int = 0

    def column(self, column: _Chunked) -> list[object]:
        """Return the cells of a column."""
        return [cell for chunk in column.chunks for cell in self._cells(chunk)]

    def _cells(self, chunk: _Array) -> list[object]:
        if hasattr(chunk, "dictionary"):
            words = chunk.dictionary.to_pylist()
            places = chunk.indices.to_pylist()
            # Arrow does not look: an index of a damaged file may lead out of the words.
            if not all(
                at is None or (isinstance(at, int) and 0 <= at < len(words)) for at in places
            ):
                message = "an index leads out of its dictionary"
                raise ValueError(message)
            cells = [words[at] if isinstance(at, int) else None for at in places]
            self._count(words, cells)
            return cells
        if hasattr(chunk, "value_lengths"):
            items = iter(self._cells(chunk.flatten()))
            lengths = chunk.value_lengths().to_pylist()
            return [tuple(islice(items, n)) if isinstance(n, int) else None for n in lengths]
        if hasattr(chunk, "field") or hasattr(chunk, "keys"):  # several values are no cell
            return [NoCell() if known else None for known in chunk.is_valid().to_pylist()]
        cells = chunk.to_pylist()
        self._count(cells, cells)
        return cells

    def _count(self, words: list[object], cells: list[object]) -> None:
        if any(isinstance(one, str) and len(one) > MAX_CELL_CHARACTERS for one in words):
            raise _RefusedError("cell-too-long", MAX_CELL_CHARACTERS)
        self.characters += sum(len(one) for one in cells if isinstance(one, str))
        if self.characters > MAX_CHARACTERS:
            raise _RefusedError("parquet-too-large", MAX_CELLS)


PARQUET = FileKind("parquet", (".parquet",), read_parquet)
