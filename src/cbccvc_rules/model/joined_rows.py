"""Rows of a joined file by themselves: of which unit, of which part of the year, told twice."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.column import kinds_in
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import CellFault, canonical, fold, is_told, read_date
from cbccvc_rules.model.written_alike import unit_key
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.model.column import Kind
    from cbccvc_rules.model.rows import RawRow, RawTable
    from cbccvc_rules.model.scale import Labels

_PART = re.compile(
    r"(?:tháng|quý|kỳ|đợt|lần|tuần|học kỳ)(?: số)?|(?:tháng|quý|kỳ|đợt) .*|"
    r"từ ngày|từ tháng|month|quarter"
)


_SPAN = frozenset({"từ ngày", "từ tháng"})


def part_open(raw: RawTable) -> str | None:
    """Return the heading by which all figures of a table may be of a month or quarter.

    From when on somebody was away is no part of the year: only several rows of one person are.
    """
    found = (one for one in raw.strangers if is_of_part(one))
    return next((one for one in found if heading_key(one) not in _SPAN), None)


def is_of_part(heading: str) -> bool:
    """Return whether a heading says of which month or quarter a row is.

    >>> is_of_part("Tháng"), is_of_part("Số tháng công tác")
    (True, False)
    """
    return _PART.fullmatch(heading_key(heading)) is not None


def by_unit_names(raw: RawTable, staff: RawTable | None, units: RawTable | None) -> RawTable:
    """Let the names of a table of units be their ids where the list calls its units so.

    Nothing is changed where the table has ids, or none of its names is a unit of the list.
    """
    of_units = raw.sheet.table == "units" and "unit_id" not in raw.sheet.headings
    if not of_units or "name" not in raw.sheet.headings:
        return raw
    known = dict(_units(staff, units))
    if not any(_key(row) in known for row in raw.rows):
        return raw
    at, heading = raw.sheet.headings["name"]
    headings = {name: one for name, one in raw.sheet.headings.items() if name != "name"}
    moved = {
        (row, "unit_id" if name == "name" else name): place
        for (row, name), place in raw.sheet.edited.items()
    }
    sheet = replace(raw.sheet, headings={"unit_id": (at, heading), **headings}, edited=moved)
    rows = tuple(
        replace(
            row,
            cells={
                "unit_id": known.get(_key(row), row.cells.get("name")),
                **{name: cell for name, cell in row.cells.items() if name != "name"},
            },
        )
        for row in raw.rows
    )
    return replace(raw, sheet=sheet, rows=rows)


def _key(row: RawRow) -> str:
    return unit_key(canonical(row.cells.get("name")))


def _units(staff: RawTable | None, units: RawTable | None) -> Iterator[tuple[str, object]]:
    """Yield how the units of a round are called, with their ids."""
    for row in () if staff is None else staff.rows:
        cell = row.cells.get("unit_id")
        if is_told(cell):
            yield unit_key(canonical(cell)), cell
    for row in () if units is None else units.rows:
        for name in ("name", "unit_id"):
            if is_told(row.cells.get(name)):
                yield unit_key(canonical(row.cells.get(name))), row.cells.get("unit_id")


def once(raw: RawTable) -> tuple[RawTable, list[Problem]]:
    """Return a table with each thing told once, however its days are written; tell what was left.

    The same decision of discipline in two rows is one decision.
    """
    days = {name for name, kind in kinds_in(TABLES[raw.sheet.table]).items() if kind.name == "date"}
    seen: dict[frozenset[tuple[str, str]], RawRow] = {}
    left: list[Problem] = []
    for row in raw.rows:
        told = frozenset(
            (name, _day(cell) if name in days else fold(canonical(cell)))
            for name, cell in row.cells.items()
            if is_told(cell)
        )
        first = seen.setdefault(told, row)
        if first is not row and told:
            place = Place(raw.sheet.source, row.number, sheet=raw.sheet.sheet)
            left.append(
                Problem("with-row-again", place, {"row": str(first.number)}, severity="notice")
            )
    if not left:
        return raw, left
    return replace(raw, rows=tuple(seen.values())), left


def _day(cell: object) -> str:
    try:
        day = read_date(cell)
    except CellFault:
        day = None
    return fold(canonical(cell)) if day is None else day.isoformat()


def same(cell: object, other: object, kind: Kind | None, labels: Labels) -> bool:
    """Return whether two cells of a column say the same, however each is written."""
    if cell == other or fold(canonical(cell)) == fold(canonical(other)):
        return True
    if kind is None:
        return False
    try:
        return kind.value(cell, labels) == kind.value(other, labels)
    except CellFault:
        return False
