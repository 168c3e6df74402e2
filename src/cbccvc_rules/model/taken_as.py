"""What headings, labels, marks and numbers were taken as: each reading that is not word for word.

Nothing here is wrong with a file. It is told so that whoever knows the file can object.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.column_read import RULE_WORDS
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.values import (
    A_DATE,
    A_TRUTH,
    CROSS,
    CellFault,
    day_of_number,
    fold,
    is_month_first,
    is_told,
    mark_of,
    shown,
)
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.model.column_read import ColumnRead
    from cbccvc_rules.model.rows import Sheet
    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.model.told_cells import RawCells, ToldCell, ToldCells


TAKEN_AS = frozenset(
    {
        "headings-read-as",
        "labels-read-as",
        "mark-column",
        "day-numbers",
        "previous-taken",
        "with-joined",
        "text-recoded",
        "columns-aside",
        "columns-hidden",
        "rows-aside",
        "rows-hidden",
        "ids-by-rows",
        "sheet-lacks-columns",
        "sheet-told-off",
        "title-decision-alone",
        "units-taken-as-one",
        "sheet-taken",
    }
)


@dataclass(frozen=True, slots=True)
class Marks:
    """How the yes/no columns of a table are marked.

    `alone` leads from a column with one kind of mark and nothing else to that mark and the number
    of empty cells, which mean no. In `torn` columns stand ticks and crosses, and the crosses may
    may well mean no. In `month_first` columns a date has its month first, so that others may.
    """

    alone: Mapping[str, tuple[str, int]]
    torn: frozenset[str]
    month_first: frozenset[str] = frozenset()


def marks_in(sheet: Sheet, cells_of: RawCells) -> Marks:
    """Look at the marks in each yes/no column."""
    alone: dict[str, tuple[str, int]] = {}
    torn: set[str] = set()
    month_first: set[str] = set()
    for column in columns_of(sheet.table):
        if column.kind == "date" and column.name in sheet.headings:
            if any(is_month_first(cell) for cell, _ in cells_of(column.name)):
                month_first.add(column.name)
            continue
        if column.kind != "truth" or column.name not in sheet.headings:
            continue
        found: set[str | None] = set()
        empty = 0
        for cell, times in cells_of(column.name):
            if is_told(cell):
                found.add(mark_of(cell))
            else:
                empty += times
        if len(found) == 1 and None not in found:
            alone[column.name] = (str(found.pop()), empty)
        elif len(found - {None}) > 1:
            torn.add(column.name)
    return Marks(alone, frozenset(torn), frozenset(month_first))


def doubt_of(marks: Marks, column: str, cell: object) -> CellFault | None:
    """Return what is wrong with a cell that means one thing or another.

    A cross among ticks may mean no; a day may be a month.
    """
    if column in marks.torn and mark_of(cell) == CROSS:
        return CellFault("cell-mark-doubtful", A_TRUTH)
    if column in marks.month_first and is_month_first(cell) is None:
        return CellFault("cell-day-doubtful", A_DATE)
    return None


def taken_as(sheet: Sheet, marks: Marks, cells_of: ToldCells, labels: Labels) -> Iterator[Problem]:
    """Yield a notice of the headings, of the labels, and of each column of marks or numbers."""
    yield from _headings(sheet)
    yield from _labels(sheet, cells_of, labels)
    for column, (mark, empty) in marks.alone.items():
        if empty:
            yield _notice(sheet, column, "mark-column", {"mark": mark, "empty": str(empty)})
    for one in columns_of(sheet.table):
        if one.kind == "date" and one.name in sheet.headings:
            yield from _day_numbers(sheet, one.name, cells_of)


def _notice(
    sheet: Sheet, column: str, code: str, params: Mapping[str, str | Text], read: str | None = None
) -> Problem:
    heading = sheet.headings[column][1]
    place = Place(sheet.source, sheet=sheet.sheet, heading=heading)
    return Problem(code, place, {"heading": shown(heading), **params}, severity="notice", read=read)


def _headings(sheet: Sheet) -> Iterator[Problem]:
    """Yield which headings were taken for a column that is called otherwise."""
    titles = {one.name: one.title for one in columns_of(sheet.table)}
    found: dict[Place, dict[Text, None]] = {}
    for part in (sheet, *sheet.others):
        told = found.setdefault(Place(part.source, sheet=part.sheet), {})
        for one in part.columns_read:
            otherwise = one.rule not in {"exact", "rows"}
            if otherwise or (
                one.rule == "exact" and not _is_own_name(one.heading, one.column, titles)
            ):
                told[_how(one, titles[one.column])] = None
    for place, words in found.items():
        if words:
            read_as = Text("; ".join(one.vi for one in words), "; ".join(one.en for one in words))
            yield Problem("headings-read-as", place, {"read_as": read_as}, severity="notice")


def _is_own_name(heading: str, column: str, titles: Mapping[str, Text]) -> bool:
    return fold(heading) in _words((column, titles[column]))


def _how(read: ColumnRead, title: Text) -> Text:
    """Return what a column was taken as, and by which rule where it is not called so itself."""
    if read.rule == "exact":
        return Text(f"`{read.heading}` → {title.vi}", f"`{read.heading}` → {title.en}")
    name = f"`{read.heading}`" if read.letters is None else f"`{read.heading}` ({read.letters})"
    code = "" if read.code is None else f": {read.code}"
    rule = RULE_WORDS[read.rule]
    return Text(f"{name} → {title.vi}{code} ({rule.vi})", f"{name} → {title.en}{code} ({rule.en})")


def _day_numbers(sheet: Sheet, column: str, cells_of: ToldCells) -> Iterator[Problem]:
    days = [
        (one.cell, day, one.times)
        for one in cells_of(column)
        if (day := day_of_number(one.cell)) is not None
    ]
    if days:
        cell, day, _ = days[0]
        said = Text(day.strftime("%d/%m/%Y"), day.isoformat())
        cells = sum(times for _, _, times in days)
        params: dict[str, str | Text] = {"cells": str(cells), "day": said}
        yield _notice(sheet, column, "day-numbers", params, shown(cell))


def _labels(sheet: Sheet, cells_of: ToldCells, labels: Labels) -> Iterator[Problem]:
    """Yield which labels were taken for a code or a grade that is called otherwise."""
    found: Counter[tuple[str, Text]] = Counter()
    typed: dict[str, str] = {}
    for column in columns_of(sheet.table):
        if column.name in sheet.headings and column.kind in {"grade", "code"}:
            titles = {code.name: code.title for code in column.labels} or labels.names
            for text, meaning, times in _taken(titles, cells_of(column.name)):
                found[fold(text), meaning] += times
                typed.setdefault(fold(text), shown(text))
    if found:
        pairs = _pairs(
            (typed[label], Text(f"{meaning.vi} ({cells})", f"{meaning.en} ({cells})"))
            for (label, meaning), cells in found.items()
        )
        place = Place(sheet.source, sheet=sheet.sheet)
        yield Problem("labels-read-as", place, {"read_as": pairs}, severity="notice")


_NOT_TOLD = Text("chưa có kết quả", "no result yet")


def _taken(
    titles: Mapping[str, Text], cells: Iterable[ToldCell]
) -> Iterator[tuple[str, Text, int]]:
    """Yield each label of a column that is neither the code nor the name of what it means."""
    plain = {name: _words((name, title)) for name, title in titles.items()}
    for one in cells:
        text, value = one.typed, one.code
        if text is None or one.bad or not is_told(text):
            continue
        if value is None:
            yield text, _NOT_TOLD, one.times
        elif value in titles and fold(text) not in plain[value]:
            yield text, titles[value], one.times


def _words(named: tuple[str, Text]) -> frozenset[str]:
    name, title = named
    return frozenset(fold(one) for one in (name, title.vi, title.en))


def _pairs(found: Iterable[tuple[str, Text]]) -> Text:
    told = list(found)
    return Text(
        "; ".join(f"`{text}` → {title.vi}" for text, title in told),
        "; ".join(f"`{text}` → {title.en}" for text, title in told),
    )
