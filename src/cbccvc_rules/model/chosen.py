"""What whoever reads a file says of its columns, where the file alone leaves them open.

A column is named by its heading or its letter, a title by its cell, a sheet by its name and `!`.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.sources import Place

NOT_USED = "-"
DOWN = "down"
PERIOD = "period"
GROUPS = "groups"
"""Stands for the rows that head a group of people, where a column would stand."""

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_LETTERS = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One column and what it is; `place` is where that is written, None on a command line."""

    column: str
    field: str
    place: Place | None = None

    @property
    def is_cell(self) -> bool:
        """Whether one cell is named, not a column."""
        return _CELL.fullmatch(self.column) is not None

    @property
    def letters(self) -> str | None:
        """The letters of a column that is named by them."""
        return self.column if _LETTERS.fullmatch(self.column) else None

    @property
    def sheet(self) -> str | None:
        """The name of the sheet where a whole sheet is named."""
        name = self.column.removesuffix("!")
        return None if name == self.column else name.strip("'")


@dataclass(frozen=True, slots=True)
class Chosen:
    """All that is said: of columns, of what holds for every row, of labels of grades."""

    columns: tuple[Choice, ...] = ()
    fill: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def with_(self, other: Chosen) -> Chosen:
        """Return both; where they speak of the same column, the other one is right."""
        named = {one.column for one in other.columns}
        kept = (one for one in self.columns if one.column not in named)
        return Chosen(
            (*kept, *other.columns),
            {**self.fill, **other.fill},
            {**self.labels, **other.labels},
        )

    def of_sheets(self) -> Mapping[str, str]:
        """Return the tables that whole sheets are said to be: by table, the sheet."""
        return {one.field: one.sheet for one in self.columns if one.sheet is not None}


NOTHING_CHOSEN = Chosen()


def faults_of(chosen: Chosen) -> Iterator[Problem]:
    """Yield what is wrong with choices whatever the file holds: fields and labels there are not."""
    fields = set(fields_known())
    sheets: dict[str, str] = {}
    for one in chosen.columns:
        if one.sheet is not None and sheets.setdefault(one.field, one.sheet) != one.sheet:
            params = {"table": one.field, "sheet": sheets[one.field], "other": one.sheet}
            yield Problem("sheet-twice", one.place, params)
    for one in chosen.columns:
        known = set(TABLES) if one.sheet is not None else fields
        if one.field not in known:
            params = {"field": one.field, "column": one.column}
            params["nearest"] = nearest(one.field, known) or ""
            yield Problem("field-unknown", one.place, params, read=one.field)
    for name in chosen.fill:
        if name not in fields or "." in name or name in (NOT_USED, PERIOD):
            params = {"field": name, "column": "--fill", "nearest": nearest(name, fields) or ""}
            yield Problem("field-unknown", None, params, read=name)
    for label, code in chosen.labels.items():
        if code not in RATINGS:
            near = nearest(code, RATINGS) or ""
            params = {"label": label, "known": ", ".join(RATINGS), "nearest": near}
            yield Problem("label-code-unknown", None, params, read=code)


def fields_known() -> tuple[str, ...]:
    """Return every field that a column can be said to be."""
    names = dict.fromkeys(one.name for table in TABLES for one in columns_of(table))
    grades = (one.name for one in columns_of("staff") if one.kind == "grade")
    marked = (f"{grade}.{code}" for grade in grades for code in RATINGS)
    categories = next(one.codes for one in columns_of("counts") if one.name == "category")
    counted = (f"category.{code}" for code in categories)
    return (*names, *marked, *counted, f"unit_id.{DOWN}", PERIOD, NOT_USED)
