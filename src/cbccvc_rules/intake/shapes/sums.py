"""Rows of a table of totals that count again whom other rows count: sums, and parts of a row.

A sum that is told by its number, such as `I` above `1` and `2`, and that adds up, is set aside and
told. One that does not, or that only looks like a sum, is asked about.
"""

from __future__ import annotations

import re
from operator import le
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.group_words import rank_of_number
from cbccvc_rules.intake.shapes.row_numbers import numbers_told
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import CellFault, canonical, read_count, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.body import AsideKind, Body
    from cbccvc_rules.intake.shapes.known import Columns

_CALLED = ("unit_id", "peer_group", "category")
_COUNTED = tuple(one.name for one in columns_of("counts") if one.kind == "whole")
_WITHIN = re.compile(r"trong (?:đó|số đó|số)\b|(?:nam|nữ|dân tộc thiểu số|đảng viên)$")
_BLOCK = re.compile(r"(?:các )?(?:khối|nhóm|cụm|diện)\b")
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: how it is called, how far up it stands by its number, and what it counts."""

    line: Line
    called: str
    rank: int | None
    counts: tuple[int | None, ...]

    @property
    def is_empty(self) -> bool:
        return all(one is None for one in self.counts)


def no_units(
    grid: Grid, table: str, body: Body, columns: Columns, order: int | None, asked: Asked
) -> Iterator[Problem]:
    """Take out the rows of totals, or of units, that are no unit's; yield those that are open."""
    if table == "counts":
        yield from _sums_aside(grid, body, columns, order, asked)
    else:
        _heads_aside(body, columns, order)


def _sums_aside(
    grid: Grid, body: Body, columns: Columns, order: int | None, asked: Asked
) -> Iterator[Problem]:
    """Take out the rows that count again whom others count; yield those that are open."""
    at = next((columns.at[one].at for one in _CALLED if one in columns.at), None)
    counted = [columns.at[one].at for one in _COUNTED if one in columns.at]
    if at is None or not counted:
        return
    rows = [_row(line, at, order, counted) for line in body.people]
    answers = {one.column: one.field for one in asked.chosen.columns if one.is_cell}
    kinds: dict[int, AsideKind] = {}
    for index in reversed(range(len(rows))):
        row = rows[index]
        answer = answers.get(f"{column_letters(at)}{row.line.number}")
        if answer is not None:
            body.answered.add(row.line.number)
            if answer == NOT_USED:
                kinds[index] = "told"
            continue
        below = _below(rows, index)
        if _is_within(row):
            kinds[index] = "within"
        elif row.is_empty and (below or _BLOCK.match(heading_key(row.called))):
            kinds[index] = "heads"
        elif below:
            parts = [rows[one] for one in below if one not in kinds]
            if _adds_up(row, parts):
                kinds[index] = "sum"
            elif not row.is_empty and parts:
                yield _question(grid, "sum-not-right", row, at, parts, columns)
        elif run := _run_that_adds_up(rows, index, kinds):
            yield _question(grid, "sum-open", row, at, run, columns)
    body.people = [row.line for index, row in enumerate(rows) if index not in kinds]
    for index, kind in sorted(kinds.items()):
        body.aside.setdefault(kind, []).append(rows[index].line)


def _heads_aside(body: Body, columns: Columns, order: int | None) -> None:
    """Set aside the rows of a list of units that head those below: `I`, `Khối A` above `1`, `2`.

    One that tells something itself, such as an id or a grade, is a unit as well.
    """
    called = next((columns.at[one].at for one in ("name", "unit_id") if one in columns.at), None)
    if called is None:
        return
    telling = [one.at for one in columns.at.values() if one.at != called]
    rows = [_told_row(line, called, order, telling) for line in body.people]
    heads = [
        index
        for index, row in enumerate(rows)
        if row.is_empty and (_below(rows, index) or not row.called.strip())
    ]
    if heads:
        body.people = [row.line for index, row in enumerate(rows) if index not in heads]
        body.aside.setdefault("heads", []).extend(rows[index].line for index in heads)


def _told_row(line: Line, at: int, order: int | None, telling: Sequence[int]) -> _Row:
    """Return a row with whether each of some columns tells anything in it."""
    number = canonical(_at(line, order)) if order is not None else ""
    told = (None if is_blank_cell(_at(line, one)) else 1 for one in telling)
    return _Row(line, canonical(_at(line, at)), rank_of_number(number), tuple(told))


def _row(line: Line, at: int, order: int | None, counted: Sequence[int]) -> _Row:
    number = canonical(_at(line, order)) if order is not None else ""
    return _Row(
        line,
        canonical(_at(line, at)),
        rank_of_number(number),
        tuple(_count(_at(line, one)) for one in counted),
    )


def _at(line: Line, at: int) -> object:
    return line.cells[at - 1] if at <= len(line.cells) else None


def _count(cell: object) -> int | None:
    try:
        return None if is_blank_cell(cell) else read_count(cell)
    except CellFault:
        return None


def _below(rows: Sequence[_Row], index: int) -> Sequence[int]:
    """Return the rows that stand below one by their numbers."""
    rank = rows[index].rank
    found: list[int] = []
    for one in range(index + 1, len(rows)) if rank is not None else ():
        lower = rows[one].rank
        if lower is None and _is_within(rows[one]):
            continue
        if lower is None or rank is None or lower <= rank:
            break
        found.append(one)
    return found


def _is_within(row: _Row) -> bool:
    """Return whether a row counts a part of the row above: `Trong đó: nữ`."""
    return _WITHIN.match(heading_key(row.called).lstrip("-+*• ")) is not None


def _adds_up(row: _Row, parts: Sequence[_Row]) -> bool:
    return bool(parts) and all(
        (own or 0) == sum(one.counts[at] or 0 for one in parts) for at, own in enumerate(row.counts)
    )


def _run_that_adds_up(rows: Sequence[_Row], index: int, kinds: Mapping[int, str]) -> Sequence[_Row]:
    """Return the rows right below, or right above, that a row adds up in every column."""
    row = rows[index]
    if row.rank == _OF_ITSELF or sum(bool(one) for one in row.counts) < _FEWEST_COLUMNS:
        return ()
    own = [one or 0 for one in row.counts]
    for step in (1, -1):
        parts: list[_Row] = []
        summed = [0] * len(own)
        at = index + step
        while 0 <= at < len(rows) and all(map(le, summed, own)):
            if at not in kinds:
                parts.append(rows[at])
                summed = [
                    one + (more or 0) for one, more in zip(summed, parts[-1].counts, strict=True)
                ]
            if len(parts) >= _FEWEST_ROWS and summed == own:
                return parts
            at += step
    return ()


_OF_ITSELF = 2
"""The rank of rows that are numbered 1, 2, 3: each is one of the list."""


def _question(
    grid: Grid, code: str, row: _Row, at: int, parts: Sequence[_Row], columns: Columns
) -> Problem:
    cell = f"{column_letters(at)}{row.line.number}"
    own = next(one for one in _CALLED if one in columns.at)
    params = {
        "rows": numbers_told([one.line for one in parts]),
        "options": f"`--map {cell}={NOT_USED}`",
        "own": f"`--map {cell}={own}`",
    }
    place = Place(grid.source, row.line.number, at, grid.sheet, shown(row.called))
    return Problem(code, place, params, read=shown(row.called))
