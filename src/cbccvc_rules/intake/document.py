"""YAML and JSON documents: a round in one file, or the rows of one table."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.exact import without_noise
from cbccvc_rules.intake.base import MAX_COLUMNS, Contents, FileKind, Grid, Line
from cbccvc_rules.intake.encoding import decoded
from cbccvc_rules.intake.json_text import read_json
from cbccvc_rules.marked import read_marked
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.model.rows import MAX_ROWS
from cbccvc_rules.model.sheets import sheet_named
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from cbccvc_rules.intake.base import TakenFile
    from cbccvc_rules.marked import Data, Marked, Path
    from cbccvc_rules.sources import Place

# A figure longer than this is an id or a fault, and no reader should have to work it out.
_LONGEST_NUMBER = 40
_MOST_LOST = 1_000  # of so many items that are no rows, the list is not one of rows
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_TRUTHS = {"true": True, "false": False}


def _reader(parse: Callable[[str, str], Marked]) -> Callable[[TakenFile], Contents]:
    def read(file: TakenFile) -> Contents:
        text = decoded(file)
        if isinstance(text, Problem):
            return Contents(problems=(text,))
        return contents_of(parse(text, file.source))

    return read


def contents_of(marked: Marked) -> Contents:
    """Take a document apart: tables by their names or titles, the other keys tell of the round."""
    data = marked.data
    if marked.problems:
        return Contents(problems=tuple(marked.problems))
    if isinstance(data, list):
        grid = _grid(marked, (), data, None)
        return Contents(problems=(grid,)) if isinstance(grid, Problem) else Contents((grid,))
    if not isinstance(data, dict):
        return Contents(problems=(Problem("document-not-a-round", marked.place()),))
    grids: list[Grid] = []
    problems: list[Problem] = []
    header: dict[str, Data] = {}
    for key, value in data.items():
        if sheet_named(key) not in TABLES:
            header[key] = value
        elif value is not None:
            grid = _grid(marked, (key,), value, key)
            problems.append(grid) if isinstance(grid, Problem) else grids.append(grid)
    if problems:
        return Contents(problems=tuple(problems))
    told = replace(marked, data=header) if header else None
    return Contents(tuple(grids), header=told)


def _grid(marked: Marked, path: Path, rows: Data, sheet: str | None) -> Grid | Problem:
    """Return a list of rows as a grid: a heading for every key, a place for every value."""
    if not isinstance(rows, list):
        return Problem("document-table-not-rows", marked.place(path), {"table": str(sheet)})
    if len(rows) > MAX_ROWS:
        return Problem("too-many-rows", marked.place(path), {"limit": str(MAX_ROWS)})
    columns: dict[str, int] = {}
    marks: dict[tuple[int, int], Place] = {(0, 0): marked.place(path)}
    lost: list[Problem] = []
    for number, row in enumerate(rows, 1):
        here = (*path, number - 1)
        marks[number, 0] = marked.place(here)
        if not isinstance(row, dict):
            lost.append(Problem("document-row-not-keys", marks[number, 0]))
            if len(lost) > _MOST_LOST:
                params = {"table": sheet or marked.source}
                return Problem("document-table-not-rows", marked.place(path), params)
            continue
        for key in row:
            at = columns.setdefault(key, len(columns) + 1)
            marks.setdefault((0, at), marked.key_place((*here, key)))
            marks[number, at] = marked.place((*here, key))
        if len(columns) > MAX_COLUMNS:  # a key of its own in every row would fill the memory
            params = {"columns": str(len(columns)), "limit": str(MAX_COLUMNS)}
            return Problem("too-many-columns", marks[number, 0], params)
    if not rows and sheet is not None:
        columns = {one.name: at for at, one in enumerate(columns_of(str(sheet_named(sheet))), 1)}
    lines = [Line(0, tuple(columns))]
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            continue
        cells = ((_cell(marked, (*path, number - 1, key), row)) for key in columns)
        lines.append(Line(number, tuple(cells)))
    return Grid(marked.source, sheet, tuple(lines), marks, tuple(lost))


def _cell(marked: Marked, path: Path, row: dict[str, Data]) -> object:
    """Return a value: bare numbers and truths as such, everything else as text.

    A leading zero makes no number, so ids keep theirs with quotes or without.
    """
    value = row.get(str(path[-1]))
    if isinstance(value, list):
        return [_scalar(marked, (*path, at), item) for at, item in enumerate(value)]
    return _scalar(marked, path, value)


def _scalar(marked: Marked, path: Path, value: Data) -> object:
    if not isinstance(value, str):
        return value
    span = marked.values[path]
    if marked.text[span.start : span.start + 1] in {"'", '"', "|", ">"}:
        return value
    if value in _TRUTHS:
        return _TRUTHS[value]
    if len(value) <= _LONGEST_NUMBER and _NUMBER.fullmatch(value):
        number = Fraction(without_noise(value))
        return number.numerator if number.denominator == 1 else number
    return value


_TELLS = Text("hoặc ghi khóa `period` trong tệp", "or write the key `period` in the file")
YAML = FileKind("yaml", (".yaml", ".yml"), _reader(read_marked), common=True, tells=_TELLS)
JSON = FileKind("json", (".json",), _reader(read_json), common=True, tells=_TELLS)
