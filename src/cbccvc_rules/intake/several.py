"""A list told on several sheets: each read by its own headings, then one table below the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.joined import plain_marks
from cbccvc_rules.model.values import shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.model.rows import RawRow, RawTable

_EMPTY_MEANS = frozenset({"role"})
"""Columns in which an empty cell tells something, as an absent column does not."""


@dataclass(frozen=True, slots=True)
class Stacked:
    """The one table, what is told of it, and the questions that leave none."""

    table: RawTable
    problems: tuple[Problem, ...] = ()
    fatal: tuple[Problem, ...] = ()


def stacked(tables: Sequence[RawTable]) -> Stacked:
    """Put the rows of further sheets below those of the first; every cell keeps its own place."""
    first, *others = (plain_marks(one) for one in tables)
    number = max((row.number for row in first.rows), default=0)
    rows: list[RawRow] = list(first.rows)
    places: dict[tuple[int, str], Place] = dict(first.sheet.edited)
    headings = dict(first.sheet.headings)
    for other in others:
        for row in other.rows:
            number += 1
            rows.append(replace(row, number=number))
            for name in other.sheet.headings:
                place = other.sheet.place(row.number, name)
                if place is not None:
                    places[number, name] = place
        for name, (_, heading) in other.sheet.headings.items():
            headings.setdefault(name, (None, heading))
    sheet = replace(
        first.sheet,
        headings=headings,
        edited=places,
        others=tuple(one.sheet for one in others),
    )
    strangers = tuple(dict.fromkeys(word for one in tables for word in one.strangers))
    table = replace(
        first,
        sheet=sheet,
        rows=tuple(rows),
        lost=sum(one.lost for one in tables),
        strangers=strangers,
    )
    return Stacked(table, tuple(_unlike(tables)), tuple(_unsure(tables)))


def _unlike(tables: Sequence[RawTable]) -> Iterator[Problem]:
    """Say which columns some of the sheets have not: of their people, these are not told."""
    every = dict.fromkeys(name for one in tables for name in one.sheet.headings)
    for one in tables:
        lacks = [name for name in every if name not in one.sheet.headings]
        if lacks:
            params = {"columns": ", ".join(f"`{name}`" for name in lacks)}
            yield Problem("sheet-lacks-columns", _whole(one), params, severity="notice")


def _unsure(tables: Sequence[RawTable]) -> Iterator[Problem]:
    """Ask of a sheet without a column whose empty cells would tell something."""
    for name in sorted(_EMPTY_MEANS):
        told = [one for one in tables if name in one.sheet.headings]
        for one in tables:
            if not told or one in told:
                continue
            at, heading = told[0].sheet.headings[name]
            params = {
                "column": name,
                "other": told[0].sheet.sheet or "",
                "heading": shown(heading),
                "fill": f"--fill \"'{one.sheet.sheet}'!{name}=…\"",
                "leave": f"--map \"'{told[0].sheet.sheet}'!{column_letters(at or 1)}=-\"",
            }
            yield Problem("sheet-lacks-role", _whole(one), params)


def _whole(raw: RawTable) -> Place:
    return Place(raw.sheet.source, sheet=raw.sheet.sheet)
