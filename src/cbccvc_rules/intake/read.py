"""The way from a path to a batch: find the files, read them all, report everything at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import BatchError, Problem, nearest
from cbccvc_rules.intake.base import Contents, take
from cbccvc_rules.intake.folder import HEADER, find_tables, not_readable, read_header_file
from cbccvc_rules.intake.headers import headed
from cbccvc_rules.intake.kinds import kind_given, read_as
from cbccvc_rules.intake.long_list import long_list
from cbccvc_rules.intake.parts import Parts, part_for_table, parts_of_round
from cbccvc_rules.intake.recoded import recoded
from cbccvc_rules.intake.several import stacked
from cbccvc_rules.intake.shapes.asked import Asked
from cbccvc_rules.intake.shapes.not_there import not_there
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.chosen import NOTHING_CHOSEN, Chosen, faults_of
from cbccvc_rules.model.header import Round, Wishes, read_header, the_round
from cbccvc_rules.model.rows import RawTable
from cbccvc_rules.model.sheets import SHEET_TITLES
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.model.chosen import Choice
    from cbccvc_rules.model.header import BatchHeader, ToldHeader
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.rows import SourceFile
    from cbccvc_rules.model.scale import Labels


def read_batch(
    path: Path,
    labels: Labels,
    *,
    period: str | None = None,
    on: date | str | None = None,
    occasion: str | None = None,
    stage: str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    chosen: Chosen = NOTHING_CHOSEN,
    in_file: bool | None = False,
    ids_by_rows: bool = True,
) -> Batch:
    """Read a round: a folder with a file a table, one file of several tables, or one staff list.

    What is told here wins over what the round says of itself; what is `chosen` of its columns wins
    over what their headings say. Whether the people stay `in_file` hangs, where it is None, on how
    long the list is, and on whether anything is chosen. People without ids go by their rows; of a
    round whose people are looked for in another one (not `ids_by_rows`) that is no way to tell
    them.

    Raises:
        BatchError: when nothing in it can be judged; with every problem found.
    """
    wishes = Wishes(period, on, occasion, stage, tuple(packs), readings, parameters)
    wrong = tuple(faults_of(chosen, of_list=True))
    if wrong:
        raise BatchError(*wrong)
    labels = labels.with_(chosen.labels)
    asked = Asked(labels, chosen=chosen, ids_by_rows=ids_by_rows)
    if in_file is None and chosen != NOTHING_CHOSEN:
        in_file = False  # what is said of columns is put into rows
    if path.is_dir():
        return _read_folder(path, wishes, asked, in_file)
    if not path.is_file():
        raise BatchError(_no_such(path))
    if kind_given(path.suffix) is None:
        raise BatchError(not_readable(path.name, path.suffix, None))
    return _read_file(path, wishes, asked, in_file)


class _Reading:
    """What has been read so far: tables, files, problems; `fatal` ones end the reading."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.grids: list[Grid] = []
        self.met: set[Choice] = set()
        self.tables: list[RawTable] = []
        self.sources: list[SourceFile] = []
        self.problems: list[Problem] = []
        self.fatal: list[Problem] = []
        self.listed: Listed | None = None

    def takes_in_file(self, path: Path, in_file: bool | None, *, units_told: bool) -> bool:
        """Take a staff list that stays in its file; a notice says why one does not."""
        found = long_list(path, path.name, in_file=in_file, units_told=units_told)
        self.problems.extend(found.problems)
        if found.notice is not None:
            self.problems.append(found.notice)
        if found.listed is None or found.source is None:
            return False
        self.sources.append(found.source)
        self.listed = found.listed
        self.tables.append(RawTable(found.listed.sheet, (), 0, found.listed.strangers))
        return True

    def contents(self, path: Path) -> Contents:
        """Read a file; one that cannot be read holds nothing but its problems."""
        file = take(path, path.name)
        kind = kind_given(path.suffix)
        if isinstance(file, Problem):
            return Contents(problems=(file,))
        if kind is None:
            return Contents(problems=(not_readable(path.name, path.suffix, None),))
        self.sources.append(file.source_file)
        return recoded(read_as(kind, file))

    def take_parts(self, parts: Parts) -> None:
        """Find the headings of tables that were told apart."""
        self.problems.extend(parts.problems)
        self.fatal.extend(parts.fatal)
        for name, grid in parts.tables.items():
            more = parts.more.get(name, ())
            asked = replace(self.asked, of_several=bool(more))
            tables = [self._headed(one, name, asked) for one in (grid, *more)]
            told = [one for one in tables if one is not None]
            if len(told) == 1:
                self.tables.append(told[0])
            elif told and len(told) == len(tables):
                whole = stacked(told)
                self.problems.extend(whole.problems)
                self.fatal.extend(whole.fatal)
                self.tables.append(whole.table)

    def _headed(self, grid: Grid, name: str, asked: Asked) -> RawTable | None:
        """Find the headings of one sheet."""
        self.problems.extend(grid.notes)
        if grid.layout.is_hidden:
            self.problems.append(Problem("sheet-hidden", grid.whole, severity="notice"))
        self.grids.append(grid)
        made = headed(grid, name, asked)
        self.met.update(made.met)
        self.problems.extend(made.problems)
        self.fatal.extend(made.fatal)
        return made.table

    def of_round(self, round_: Round | list[Problem]) -> None:
        """Lean on what is known of the round while its tables are read."""
        if isinstance(round_, Round):
            self.asked = replace(self.asked, period=round_.period, stage=round_.stage)

    def batch(self, round_: Round | list[Problem]) -> Batch:
        """Put the batch together, or say all that stands in the way."""
        self.fatal.extend(not_there(self.asked.chosen, self.met, self.grids))
        if self.fatal or not isinstance(round_, Round):
            raise BatchError(*self.fatal, *self.problems)
        return Batch.of(
            round_,
            self.tables,
            self.asked.labels,
            problems=self.problems,
            sources=self.sources,
            chosen=self.asked.chosen,
            listed=self.listed,
        )


def _read_file(path: Path, wishes: Wishes, asked: Asked, in_file: bool | None) -> Batch:
    """Read one file: a round of several tables that tells of itself, or a bare staff list."""
    reading = _Reading(asked)
    if reading.takes_in_file(path, in_file, units_told=False):
        kind = kind_given(path.suffix)
        _, round_ = _round(None, wishes, None if kind is None else kind.tells, reading, path)
        return reading.batch(round_)
    contents = reading.contents(path)
    if contents.problems:  # nothing that it may tell of the round is known
        raise BatchError(*contents.problems, *reading.problems)
    kind = kind_given(path.suffix)
    where = None if kind is None else kind.tells
    header, round_ = _round(contents.header, wishes, where, reading, path)
    reading.of_round(round_)
    named = {table: (name,) for table, name in header.tables.items()}
    chosen = asked.chosen
    parts = parts_of_round(contents, {**named, **chosen.of_sheets()}, chosen.sheets_not_used())
    if parts.unfilled:
        raise BatchError(_unfilled(path))
    reading.take_parts(parts)
    return reading.batch(round_)


def _read_folder(folder: Path, wishes: Wishes, asked: Asked, in_file: bool | None) -> Batch:
    reading = _Reading(asked)
    marked, file, faults = read_header_file(folder)
    reading.fatal.extend(faults)
    if file is not None:
        reading.sources.append(file.source_file)
    renamed = read_header(marked, wishes)[0].tables
    found = find_tables(folder, renamed, marked)
    reading.fatal.extend(found.fatal)
    reading.problems.extend(found.problems)
    _, round_ = _round(marked, wishes, _IN_FOLDER, reading, folder)
    reading.of_round(round_)
    if found.tables.keys() & _ONLY_OF_ROWS:
        in_file = False
    for table, path in found.tables.items():
        units_told = "units" in found.tables
        if table == "staff" and reading.takes_in_file(path, in_file, units_told=units_told):
            continue
        contents = reading.contents(path)
        reading.fatal.extend(contents.problems)
        if not contents.problems:
            reading.take_parts(part_for_table(contents, table))
    return reading.batch(round_)


_ONLY_OF_ROWS = frozenset({"counts", "scorecards"})
"""Tables that are judged with people who are rows alone."""
_IN_FOLDER = Text(f"hoặc ghi `period: 2024` trong {HEADER}", f"or write `period: 2024` in {HEADER}")


def _round(
    told: ToldHeader | None, wishes: Wishes, where: Text | None, reading: _Reading, path: Path
) -> tuple[BatchHeader, Round | list[Problem]]:
    """Read what a batch says of itself."""
    header, faults = read_header(told, wishes)
    said = None if where is None else Text(f", {where.vi}", f", {where.en}")
    round_ = the_round(header, wishes, _place_of_period(told, path), told=told, where=said)
    if faults:
        reading.fatal.extend(faults)
    elif not isinstance(round_, Round):
        reading.fatal.extend(round_)
    return header, round_


def _place_of_period(told: ToldHeader | None, path: Path) -> Place:
    """Return where the period is told, or would have to be: its cell, else the file."""
    if told is None:
        return Place(path.name)
    place = told.place(("period",))
    return place if place.cell is not None else Place(told.source)


def _unfilled(path: Path) -> Problem:
    params: dict[str, str | Text] = {name: SHEET_TITLES[name] for name in ("staff", "guide")}
    return Problem("nothing-filled-in", Place(path.name), params)


def _no_such(path: Path) -> Problem:
    """Say that there is nothing at a path, with the nearest name beside it."""
    siblings = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
    params = {"path": str(path), "nearest": nearest(path.name, siblings) or ""}
    return Problem("path-not-found", None, params, read=str(path))
