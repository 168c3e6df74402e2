"""What whoever reads a file says of its columns, where the file alone leaves them open.

A column is named by its heading or its letter, a title by its cell or its text, a sheet by its name
and `!`; what holds of one sheet alone has that before it, and what holds of one of several files
has the name of that before it all. Of headings that are the same, ` #2` is the second from the
left.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.model.column import kinds_in
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.model.scale import RATINGS, Labels
from cbccvc_rules.model.values import CellFault, fold
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.sources import Place, Text

NOT_USED = "-"
WITH = "with"
"""Says of a sheet that it is joined to the list as a further file is; `with.TABLE` as which."""
DOWN = "down"
PERIOD = "period"
GROUPS = "groups"
"""Stands for the rows that head a group of people, where a column would stand."""
SEVERAL = "staff"
"""The table that may be told on several sheets: people are listed by rank, or by unit."""

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_LETTERS = re.compile(r"[A-Z]{1,3}")
_NTH = re.compile(r"(.*\S) #([1-9][0-9]?)", re.DOTALL)
_OF_SHEET = re.compile(r"(?:'([^']+)'|([^!']+))!(.*)", re.DOTALL)
_LEVEL = re.compile(rf"{GROUPS}(?:\.([1-9]))?")


@dataclass(frozen=True, slots=True)
class Choice:
    """One column and what it is; `place` is where that is written, None on a command line."""

    column: str
    field: str
    place: Place | None = None

    @property
    def within(self) -> str | None:
        """The sheet that a choice is about; None: whichever has such a column."""
        return of_sheet(self.column)[0]

    @property
    def name(self) -> str:
        """What is named, apart from its sheet."""
        return of_sheet(self.column)[1]

    @property
    def is_joined(self) -> bool:
        """Whether a sheet is said to be joined to the list."""
        return self.field.partition(".")[0] == WITH

    @property
    def whole_file(self) -> bool:
        """Whether a file is meant as a whole, once its name is taken off."""
        return not self.column

    @property
    def is_cell(self) -> bool:
        """Whether one cell is named, not a column."""
        return _CELL.fullmatch(self.name) is not None

    @property
    def letters(self) -> str | None:
        """The letters of a column that is named by them."""
        return self.name if _LETTERS.fullmatch(self.name) else None

    @property
    def nth(self) -> tuple[str, int] | None:
        """A heading, and which of those that are the same is meant, where that is said."""
        found = _NTH.fullmatch(self.name)
        return None if found is None else (found[1], int(found[2]))

    @property
    def is_of_groups(self) -> bool:
        """Whether the heads of groups are meant, of all levels or of one."""
        return _LEVEL.fullmatch(self.name) is not None

    @property
    def level(self) -> int | None:
        """The level of the heads of groups that is meant, from 1; None: not said."""
        found = _LEVEL.fullmatch(self.name)
        return None if found is None or found[1] is None else int(found[1])

    @property
    def sheet(self) -> str | None:
        """The name of the sheet where a whole sheet is named."""
        return None if self.name else self.within


def of_sheet(name: str) -> tuple[str | None, str]:
    """Part the name of a sheet from what is named on it.

    >>> of_sheet("'Lãnh đạo'!J"), of_sheet("Sheet1!"), of_sheet("Ghi chú")
    (('Lãnh đạo', 'J'), ('Sheet1', ''), (None, 'Ghi chú'))
    """
    found = _OF_SHEET.fullmatch(name)
    return (None, name) if found is None else (found[1] or found[2], found[3])


def as_named(heading: str, nth: int | None) -> str:
    """Return how a heading is named so that it is taken for no letters and for no other one.

    >>> as_named("Mức xếp loại", 2), as_named("Ghi chú", None), as_named("TT", None)
    ('Mức xếp loại #2', 'Ghi chú', 'TT #1')
    """
    plain = not (
        _LETTERS.fullmatch(heading)
        or _CELL.fullmatch(heading)
        or _NTH.fullmatch(heading)
        or _LEVEL.fullmatch(heading)
        or _OF_SHEET.fullmatch(heading)
    )
    return heading if plain and nth is None else f"{heading} #{nth or 1}"


def _file_in(told: str) -> str:
    return fold(of_sheet(told)[0] or "")


@dataclass(frozen=True, slots=True)
class SavedHeadings:
    """The headings that choices were saved with, of a table and, where it has several, a sheet.

    `file` is the name of a further file that the table stands in.
    """

    table: str
    sheet: str | None
    headings: tuple[str, ...]
    place: Place | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """All that is said: of columns, of what holds for every row, of labels of grades.

    The `labels_here` are all to be met in what is read: none was saved, or is of another file.
    """

    columns: tuple[Choice, ...] = ()
    fill: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[SavedHeadings, ...] = ()
    labels_here: bool = False

    def with_(self, other: Chosen) -> Chosen:
        """Return both; where they speak of the same column, the other one is right."""
        named = {one.column for one in other.columns}
        kept = (one for one in self.columns if one.column not in named)
        return Chosen(
            (*kept, *other.columns),
            {**self.fill, **other.fill},
            {**self.labels, **other.labels},
            (*self.headings, *other.headings),
        )

    def apart(self, files: Iterable[str]) -> tuple[Chosen, Mapping[str, Chosen]]:
        """Part what names one of these files from the rest, and take the name of the file off."""
        names = {fold(name): name for name in files}
        rest = self
        found: dict[str, Chosen] = {}
        for key, name in names.items():
            columns = [one for one in self.columns if fold(one.within or "") == key]
            fill = {told: value for told, value in self.fill.items() if _file_in(told) == key}
            saved = [one for one in self.headings if fold(one.file or "") == key]
            found[name] = Chosen(
                tuple(replace(one, column=one.name) for one in columns),
                {of_sheet(told)[1]: value for told, value in fill.items()},
                self.labels,
                tuple(replace(one, file=None) for one in saved),
            )
            rest = replace(
                rest,
                columns=tuple(one for one in rest.columns if one not in columns),
                fill={told: value for told, value in rest.fill.items() if told not in fill},
                headings=tuple(one for one in rest.headings if one not in saved),
            )
        return rest, found

    def of_file(self, name: str) -> Chosen:
        """Return the same, said of one file among others."""
        return replace(
            self,
            columns=tuple(replace(one, column=f"{name}!{one.column}") for one in self.columns),
            fill={f"{name}!{told}": value for told, value in self.fill.items()},
            headings=tuple(replace(one, file=name) for one in self.headings),
        )

    def of_sheets(self) -> Mapping[str, tuple[str, ...]]:
        """Return the tables that whole sheets are said to be: by table, the sheets in order."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.columns:
            if one.sheet is not None and one.field != NOT_USED and not one.is_joined:
                found[one.field] = (*found.get(one.field, ()), one.sheet)
        return found

    def with_sheets(self) -> tuple[Chosen, dict[str, Chosen]]:
        """Part what is said of sheets that are joined to the list from the rest."""
        names = [one.sheet for one in self.columns if one.sheet is not None and one.is_joined]
        rest, found = self.apart(names)
        aside = tuple(Choice(f"{name}!", NOT_USED) for name in names)
        return replace(rest, columns=(*rest.columns, *aside)), dict(found)

    def sheets_not_used(self) -> frozenset[str]:
        """Return the sheets that are said not to be used, folded."""
        told = (one.sheet for one in self.columns if one.field == NOT_USED)
        return frozenset(fold(one) for one in told if one is not None)

    def fill_of(self, sheet: str | None) -> Mapping[str, str]:
        """Return what holds for every row of a sheet; what is said of it alone goes first."""
        told = [(of_sheet(name), value) for name, value in self.fill.items()]
        every = {name: value for (of, name), value in told if of is None}
        own = {
            name: value
            for (of, name), value in told
            if of is not None and fold(of) == fold(sheet or "")
        }
        return {**every, **own}


NOTHING_CHOSEN = Chosen()


def faults_of(chosen: Chosen, *, of_list: bool = False) -> Iterator[Problem]:
    """Yield what is wrong with choices whatever the file holds: fields and labels there are not.

    The period of a list is asked for otherwise; that of earlier grades may be told of their sheet.
    """
    fields = set(fields_known())
    sheets: dict[str, str] = {}
    for one in chosen.columns:
        if one.sheet is None or one.field in {NOT_USED, SEVERAL} or one.is_joined:
            continue
        if sheets.setdefault(one.field, one.sheet) != one.sheet:
            params = {"table": one.field, "sheet": sheets[one.field], "other": one.sheet}
            yield Problem("sheet-twice", one.place, params)
    for one in chosen.columns:
        whole = one.sheet is not None or one.whole_file or one.name.endswith("!")
        known = {*TABLES, NOT_USED, *_JOINED} if whole else fields
        if one.field not in known:
            params = {"field": one.field, "column": one.column}
            params["nearest"] = nearest(one.field, known) or ""
            yield Problem("field-unknown", one.place, params, read=one.field)
    for told in chosen.fill:
        name = of_sheet(told)[1]
        if name not in fields or "." in name or name == NOT_USED or (of_list and told == PERIOD):
            params = {"field": told, "column": "--fill", "nearest": nearest(name, fields) or ""}
            yield Problem("field-unknown", None, params, read=name)
        elif (fault := _fault_of_value(name, chosen.fill[told])) is not None:
            limits: dict[str, str | Text] = {"fill": told, "expected": fault.expected or ""}
            yield Problem("fill-unreadable", None, limits, read=chosen.fill[told])
    for label, code in chosen.labels.items():
        if code not in RATINGS:
            near = nearest(code, RATINGS) or ""
            params = {"label": label, "known": ", ".join(RATINGS), "nearest": near}
            yield Problem("label-code-unknown", None, params, read=code)


def _fault_of_value(name: str, value: str) -> CellFault | None:
    """Return what is wrong with a code that every row is told, None where it is one."""
    kind = next(
        (kinds[name] for table in TABLES.values() if name in (kinds := kinds_in(table))), None
    )
    if kind is None or kind.name != "code":
        return None
    try:
        kind.value(value, Labels())
    except CellFault as fault:
        return fault
    return None


_JOINED = (WITH, *(f"{WITH}.{table}" for table in TABLES))


def fields_known() -> tuple[str, ...]:
    """Return every field that a column can be said to be."""
    names = dict.fromkeys(one.name for table in TABLES for one in columns_of(table))
    grades = (one.name for one in columns_of("staff") if one.kind == "grade")
    marked = (f"{grade}.{code}" for grade in grades for code in RATINGS)
    categories = next(one.codes for one in columns_of("staff") if one.name == "category")
    counted = (f"category.{code}" for code in categories)
    return (*names, *marked, *counted, f"unit_id.{DOWN}", PERIOD, NOT_USED)
