"""Tables of a Python caller become sheets: frames, columns by their names, records.

Their names are the headings; where several stand above each other, the upper ones span columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeGuard

from cbccvc_rules import extras
from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.exact import is_blank
from cbccvc_rules.intake.base import Contents, Grid, Layout, Line, Merge, NoCell
from cbccvc_rules.intake.headers import headed
from cbccvc_rules.intake.recoded import recoded
from cbccvc_rules.intake.shapes.asked import Asked
from cbccvc_rules.intake.shapes.not_there import not_there
from cbccvc_rules.model.in_memory import InMemory, ReadTables, of_records, reads_headings
from cbccvc_rules.model.rows import MAX_ROWS
from cbccvc_rules.model.values import canonical
from cbccvc_rules.sources import RECORDS, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.model.chosen import Choice, Chosen
    from cbccvc_rules.model.header import Round
    from cbccvc_rules.model.rows import RawTable
    from cbccvc_rules.model.scale import Labels

Names = tuple[tuple[str, ...], ...]

# What is used of pandas, which need not be there.


class _Values(Protocol):
    def tolist(self) -> list[object]: ...
    def isna(self) -> _Values: ...


class _ByPlace(Protocol):
    def __getitem__(self, at: tuple[slice, int]) -> _Values: ...


class _Index(Protocol):
    names: Sequence[object]

    def __iter__(self) -> Iterator[object]: ...
    def get_level_values(self, level: int) -> _Values: ...


class _Frame(Protocol):
    columns: Iterable[object]
    index: _Index
    iloc: _ByPlace

    def __len__(self) -> int: ...


# What pandas calls a column without a heading, and the second of two that are called the same.
_FILLED_IN = re.compile(r"Unnamed: [0-9]+(?:_level_[0-9]+)?")
_AGAIN = re.compile(r"(.+)\.[1-9][0-9]?", re.DOTALL)


def in_memory(table: str, told: object) -> InMemory:
    """Return what a caller hands over as a table.

    Raises:
        BatchError: for too many records.
        UsageError: for what is no table, and where Arrow is needed and not installed.
    """
    if isinstance(told, Mapping):
        return _of_columns(table, told)
    if isinstance(told, (list, tuple)) and all(map(_is_record, told)):
        return of_records(table, told)
    if _is_frame(told):
        return _of_frame(table, told)
    return _of_arrow(table, told)


def _is_record(told: object) -> bool:
    return isinstance(told, Mapping) or hasattr(told, "model_fields_set")


def _is_frame(told: object) -> TypeGuard[_Frame]:
    return all(hasattr(told, name) for name in ("columns", "index", "iloc"))


def _of_columns(table: str, told: Mapping[object, object]) -> InMemory:
    """Return columns by their names; all must be of one length."""
    columns = [
        list(one) if isinstance(one, Iterable) and not isinstance(one, (str, bytes)) else None
        for one in told.values()
    ]
    known = [one for one in columns if one is not None]
    if len(known) < len(columns) or len({len(one) for one in known}) > 1:
        raise UsageError(Problem("frame-ragged", None, {"table": table}))
    return _of(table, _names(list(told)), known)


def _of_frame(table: str, told: _Frame) -> InMemory:
    """Return a DataFrame of pandas by the places of its columns, as names may be the same.

    An index with a name is a column of its own, as a list that was indexed by ids has it.
    """
    _within_limit(table, len(told))
    names = list(told.columns)
    columns = [_values(told.iloc[:, at]) for at in range(len(names))]
    index: list[list[object]] = []
    indexed: list[object] = []
    for level, name in enumerate(told.index.names):
        if name is not None:
            indexed.append(name)
            index.append(_values(told.index.get_level_values(level)))
    counted = names == list(range(len(names)))
    made: Names = () if counted and names and not indexed else _names([*indexed, *names])
    return _of(table, made, [*index, *columns])


def _values(column: _Values) -> list[object]:
    gaps = column.isna().tolist()
    return [None if gap else one for one, gap in zip(column.tolist(), gaps, strict=True)]


def _of_arrow(table: str, told: object) -> InMemory:
    """Return whatever exports Arrow data."""
    arrow = extras.arrow()
    if arrow is None:
        raise UsageError(Problem("extra-missing", None, {"extra": extras.ARROW}))
    if not hasattr(told, "__arrow_c_stream__"):
        params = {"table": table, "type": type(told).__name__}
        raise UsageError(Problem("frame-not-arrow", None, params))
    try:
        made = arrow.table(told)
        _within_limit(table, made.num_rows)
        columns = [column.to_pylist() for column in made.columns]
    except (arrow.ArrowException, ValueError, OverflowError) as fault:
        if isinstance(fault, UsageError):
            raise
        said = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
        params = {"table": table, "said": said}
        raise UsageError(Problem("frame-unreadable", None, params)) from None
    return _of(table, _names(made.column_names), columns)


def _within_limit(table: str, rows: int) -> None:
    if rows > MAX_ROWS:
        limit = {"limit": str(MAX_ROWS)}
        raise UsageError(Problem("too-many-rows", Place(table), limit))


def _of(table: str, names: Names, columns: Sequence[Sequence[object]]) -> InMemory:
    return InMemory(table, names, tuple(enumerate(zip(*columns, strict=True), 1)))


def _names(told: Sequence[object]) -> Names:
    """Return the names of columns as the headings that they were."""
    paths = [
        tuple(_heading(one) for one in (name if isinstance(name, tuple) else (name,)))
        for name in told
    ]
    known = Counter(paths)
    made: list[tuple[str, ...]] = []
    for path in paths:
        again = _AGAIN.fullmatch(path[-1])
        first = (*path[:-1], again[1]) if again is not None else path
        made.append(first if first in known else path)
    return tuple(made)


def _heading(name: object) -> str:
    text = "" if is_blank(name) else canonical(name)
    return "" if _FILLED_IN.fullmatch(text) else text


@reads_headings
def read_in_memory(
    tables: Sequence[InMemory], round_: Round, labels: Labels, chosen: Chosen
) -> ReadTables:
    """Read tables as the sheets of a file are read."""
    asked = Asked(labels, round_.period, round_.stage, chosen)
    problems: list[Problem] = []
    fatal: list[Problem] = []
    made: list[RawTable] = []
    met: set[Choice] = set()
    grids: list[Grid] = []
    for one in tables:
        contents = recoded(Contents((_grid(one),)))
        fatal.extend(contents.problems)
        for grid in contents.grids:
            grids.append(grid)
            problems.extend(grid.notes)
            found = headed(grid, one.table, asked)
            met.update(found.met)
            problems.extend(found.problems)
            fatal.extend(found.fatal)
            made.extend([] if found.table is None else [found.table])
    fatal.extend(not_there(chosen, met, grids))
    return ReadTables(tuple(made), tuple(map(_placed, problems)), tuple(map(_placed, fatal)))


def _grid(told: InMemory) -> Grid:
    """Return a table as a sheet: its first row is 1, its headings stand above that."""
    depth = max(map(len, told.names), default=0)
    paths = [(*("",) * (depth - len(path)), *path) for path in told.names]
    merges = tuple(_spans(paths, depth))
    under = {(one.top, at) for one in merges for at in range(one.left + 1, one.right + 1)}
    heads = [
        Line(
            row,
            tuple(
                None if (row, at) in under else path[row + depth - 1] or None
                for at, path in enumerate(paths, 1)
            ),
        )
        for row in range(1 - depth, 1)
    ]
    rows = (Line(number, tuple(map(_cell, cells))) for number, cells in told.rows)
    lines = (*heads, *rows)
    return Grid(RECORDS, told.table, lines, lost=told.lost, layout=Layout(merges=merges))


def _cell(cell: object) -> object:
    """Return what stands in a cell; what is no number, as pandas marks a gap, is nothing.

    Cells are compared with one another: what cannot be is no cell.
    """
    if isinstance(cell, (list, tuple)):
        return tuple(map(_cell, cell))
    if is_blank(cell):
        return None
    try:
        hash(cell)
    except TypeError:
        return NoCell(type(cell).__name__)
    return cell


def _spans(paths: Sequence[tuple[str, ...]], depth: int) -> Iterator[Merge]:
    """Yield the names that span columns, and those that reach down to the last row of names."""
    for level in range(depth - 1):
        begun = 0
        for at in range(1, len(paths) + 1):
            same = at < len(paths) and paths[at][: level + 1] == paths[begun][: level + 1]
            if not same:
                if paths[begun][level] and at - begun > 1:
                    yield Merge(level + 1 - depth, begun + 1, level + 1 - depth, at)
                begun = at
    for at, path in enumerate(paths, 1):
        told = [level for level, name in enumerate(path) if name]
        if told and told[-1] < depth - 1:
            yield Merge(told[-1] + 1 - depth, at, 0, at)


def _placed(problem: Problem) -> Problem:
    """Return a problem by the name of its column, which no letters name; headings have no row."""
    place = problem.place
    if place is None:
        return problem
    row = place.row if place.row is not None and place.row > 0 else None
    return replace(problem, place=replace(place, row=row, column=None))
