"""Files that tell more of a round: which table each sheet of one is, and what it is joined to."""

from __future__ import annotations

import re
from dataclasses import field, replace
from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.intake.base import take
from cbccvc_rules.intake.folder import not_readable
from cbccvc_rules.intake.headers import headed
from cbccvc_rules.intake.kinds import kind_given, read_as
from cbccvc_rules.intake.recoded import recoded
from cbccvc_rules.intake.shapes.asked import Asked
from cbccvc_rules.intake.shapes.derived import of_year_in_heading
from cbccvc_rules.intake.shapes.not_there import not_there
from cbccvc_rules.intake.years_beside import grades_by_years, headed_by_years
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.chosen import WITH, Chosen, faults_of
from cbccvc_rules.model.columns import TABLE_TITLES, TABLES
from cbccvc_rules.model.headings import column_called, columns_among
from cbccvc_rules.model.joined import JoinBy, OtherTable, joined
from cbccvc_rules.model.mapping import TableMapping
from cbccvc_rules.model.sheets import ASIDE_SHEETS, HEADER_SHEET, sheet_named
from cbccvc_rules.model.values import canonical, fold, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.intake.headers import Headed
    from cbccvc_rules.model.chosen import Choice
    from cbccvc_rules.model.rows import RawTable, SourceFile

_LOOKED_AT = 30
_ENOUGH = 2
_WHOSE = frozenset({"staff_id", "unit_id", "name"})
# Of two tables that a sheet fits as well, the one that tells less of people in general.
_IN_ORDER = ("disciplines", "history", "scorecards", "counts", "units", "staff")


@dataclass(frozen=True, slots=True)
class Further:
    """A further file: where it is, what it is called where its cells are named, what is said of it.

    One `sheet` of the file of the list itself may be joined so, and no other of it.
    """

    path: Path
    called: str
    chosen: Chosen
    sheet: str | None = None

    @property
    def name(self) -> str:
        """What it is called in answers about it."""
        return self.path.name if self.sheet is None else self.sheet


def with_files(batch: Batch, files: Sequence[Further], by: JoinBy) -> Batch:
    """Return a round with the tables of further files joined to its own.

    Raises:
        BatchError: when one cannot be read, or what it tells of cannot be told.
    """
    told = batch.told
    if told is None:
        return batch
    others: list[OtherTable] = []
    sources: list[SourceFile] = []
    problems: list[Problem] = []
    fatal: list[Problem] = []
    read: list[TableMapping] = []
    for file in files:
        own = file.chosen
        # Whom a row is of, its number does not tell: it would be that of another row in the list.
        asked = Asked(told.labels, told.round.period, chosen=own, ids_by_rows=False)
        reading = _Reading(file, asked, problems, fatal, len(fatal))
        reading.fatal.extend(faults_of(own))
        for grid in _grids(file.path, file.called, sources):
            if isinstance(grid, Problem):
                fatal.append(grid)
            elif file.sheet is None or fold(grid.sheet or "") == fold(file.sheet):
                others.extend(reading.tables(grid))
        reading.done()
        read.extend(reading.read)
    made = joined(told.tables, others, by, told.labels)
    fatal.extend(made.fatal)
    if fatal:
        raise BatchError(*fatal, *problems)
    whole = Batch.of(
        told.round,
        [one for name in TABLES if (one := made.table(name)) is not None],
        told.labels,
        problems=(*_not_told_off(told.problems, files), *problems, *made.problems),
        sources=tuple(dict.fromkeys((*told.sources, *sources))),
        database=batch.database,
        chosen=reduce(Chosen.with_, (one.chosen.of_file(one.name) for one in files), batch.chosen),
    )
    return replace(
        whole,
        mappings=tuple(_with_joined(whole.mappings, read)),
        problems=tuple(_answered_for(whole.problems, files)),
    )


def _answered_for(problems: Iterable[Problem], files: Sequence[Further]) -> Iterator[Problem]:
    """Let what a further file lacks be answered by the name of that file."""
    names = {one.called: one.name for one in files if one.sheet is None}
    for one in problems:
        of_file = names.get("" if one.place is None else one.place.source)
        known = one.code == "column-missing" and of_file is not None
        yield _of_file(one, of_file) if known and of_file is not None else one


def _not_told_off(problems: Iterable[Problem], files: Sequence[Further]) -> Iterator[Problem]:
    """Leave out that a sheet is not used which is joined instead."""
    joined_ = {fold(one.sheet) for one in files if one.sheet is not None}
    for one in problems:
        if one.code != "sheet-told-off" or fold(str(one.params["sheet"])) not in joined_:
            yield one


def _grids(path: Path, name: str, sources: list[SourceFile]) -> Iterator[Grid | Problem]:
    """Yield the sheets of a file, or why it cannot be read."""
    if not path.is_file():
        yield Problem("path-not-found", None, {"path": str(path), "nearest": ""}, read=str(path))
        return
    kind = kind_given(path.suffix)
    if kind is None:
        yield not_readable(path.name, path.suffix, None)
        return
    file = take(path, name)
    if isinstance(file, Problem):
        yield file
        return
    sources.append(file.source_file)
    contents = recoded(read_as(kind, file))
    yield from contents.problems
    full = [grid for grid in contents.grids if not grid.is_blank]
    yield from (one for one in full if sheet_named(one.sheet or "") not in ASIDE_SHEETS)
    if not contents.problems and not full:
        yield Problem("table-blank", Place(name))


@dataclass(slots=True)
class _Reading:
    """One file as it is read: what is asked of it, what was met, what is wrong."""

    file: Further
    asked: Asked
    problems: list[Problem]
    fatal: list[Problem]
    wrong: int = 0
    met: set[Choice] = field(default_factory=set)
    grids: list[Grid] = field(default_factory=list)
    read: list[TableMapping] = field(default_factory=list)

    def tables(self, grid: Grid) -> Iterator[OtherTable]:
        """Yield a sheet as the table it is; nothing where it is said not to be used."""
        self.grids.append(grid)
        chosen = self.asked.chosen
        if fold(grid.sheet or "") in chosen.sheets_not_used():
            return
        said = self._said(grid)
        table = said or _table_of(grid, self.file.path)
        self.problems.extend(grid.notes)
        years: Mapping[int, int] = {}
        if said in {None, "history"} and table in {None, "history", "staff"}:
            years = grades_by_years(grid, self.asked)
            for made in headed_by_years(grid, years, self.asked):
                yield from self._taken(grid, made, years)
        table = "staff" if years else table
        if table is None:
            self._ask_what(grid)
        else:
            made = headed(grid, table, self.asked, years.keys())
            if not years or (made.table is not None and _tells_more(made.table)):
                yield from self._taken(grid, made, years)

    def _ask_what(self, grid: Grid) -> None:
        known = Text(
            ", ".join(f"`{title.vi}`" for title in TABLE_TITLES.values()),
            ", ".join(f"`{title.en}`" for title in TABLE_TITLES.values()),
        )
        named = "" if grid.sheet is None else f"{grid.sheet}!"
        within = self.file.sheet is not None
        option = named if within else f"{self.file.name}!{named}"
        first = f"{WITH}." if within else ""
        said = [f'`--map "{option}={first}{one}"`' for one in ("staff", "disciplines")]
        params: dict[str, str | Text] = {
            "known": known,
            "options": f"{', '.join(said)}, …",
            "option": option,
        }
        self.fatal.append(Problem("with-what-table", grid.whole, params))

    def _taken(self, grid: Grid, made: Headed, years: Collection[int]) -> Iterator[OtherTable]:
        """Yield what was read of a sheet, and note what is to be told of it.

        The columns of other years were not left out for want of a heading.
        """
        if made.table is not None and made.table.sheet.table == "history":
            made = replace(made, table=of_year_in_heading(made.table))
        self.met.update(made.met)
        self.problems.extend(
            one
            for one in made.problems
            if not (_tells_who(one) or _is_nameless(one, years) or one in self.problems)
        )
        for one in made.fatal:
            if (question := _of_file(one, self.file.name)) not in self.fatal:
                self.fatal.append(question)
        if made.table is None:
            return
        sheet = made.table.sheet
        self.read.append(
            TableMapping(
                sheet.table,
                sheet.source,
                sheet.sheet,
                sheet.columns_read,
                tuple(map(shown, made.table.strangers)),
                (),
                sheet.read,
                self.file.name,
            )
        )
        people = made if sheet.table == "staff" else headed(grid, "staff", self.asked)
        self.met.update(people.met)
        yield OtherTable(made.table, people.table)

    def _said(self, grid: Grid) -> str | None:
        """Return the table that a sheet, or the whole file, is said to be."""
        chosen = self.asked.chosen
        of_sheets = chosen.of_sheets().items()
        sheet = fold(grid.sheet or "")
        said = (table for table, names in of_sheets if sheet in map(fold, names))
        whole = (
            one.field.removeprefix(f"{WITH}.")
            for one in chosen.columns
            if one.whole_file and one.field != WITH
        )
        return next(chain(said, whole), None)

    def done(self) -> None:
        """Say which choices named nothing in the file, once all of it is read."""
        if len(self.fatal) > self.wrong:
            return
        left = tuple(one for one in self.asked.chosen.columns if not one.whole_file)
        chosen = replace(self.asked.chosen, columns=left)
        found = not_there(chosen, self.met, self.grids)
        self.fatal.extend(_of_file(one, self.file.name) for one in found)


_OPTION = re.compile(r"""(--(?:map|fill)) (?:"([^"]*)"|([^\s`;,"]+))""")


def _of_file(problem: Problem, name: str) -> Problem:
    """Return a question with the options that answer it for one file among others."""

    def named(text: str) -> str:
        return _OPTION.sub(lambda one: f'{one[1]} "{name}!{one[2] or one[3]}"', text)

    params = {
        key: Text(named(one.vi), named(one.en)) if isinstance(one, Text) else named(one)
        for key, one in problem.params.items()
    }
    return replace(problem, params=params)


def _with_joined(
    mappings: Sequence[TableMapping], read: Sequence[TableMapping]
) -> Iterator[TableMapping]:
    """Yield how the tables were read, those of further files by the name of their file."""
    places = {(one.table, one.source, one.sheet): one.file for one in read}
    own = [(one.table, one.source, one.sheet) for one in mappings]
    for one, at in zip(mappings, own, strict=True):
        yield replace(one, file=places.get(at))
    yield from (one for one in read if (one.table, one.source, one.sheet) not in own)


def _is_nameless(problem: Problem, columns: Collection[int]) -> bool:
    """Return whether a problem tells that one of these columns has no heading."""
    place = problem.place
    return problem.code == "column-nameless" and place is not None and place.column in columns


def _tells_more(raw: RawTable) -> bool:
    """Return whether a sheet of grades by years tells of people what is no grade as well."""
    return bool(raw.sheet.headings.keys() - _WHOSE - {"rating", "period"})


def _tells_who(problem: Problem) -> bool:
    """Return whether a heading that the table has no column for says whom its rows are of."""
    named = column_called("staff", problem.read or "")
    return problem.code == "heading-unknown" and named in {"name", "unit_id"}


def _table_of(grid: Grid, path: Path) -> str | None:
    """Return which table a sheet is: by its name, that of its file, or by its headings."""
    for name in (grid.sheet or "", path.stem):
        meant = sheet_named(name)
        if meant in TABLES and meant != HEADER_SHEET:
            return meant
    known = {table: _known(grid, table) for table in _IN_ORDER}
    best = max(_IN_ORDER, key=lambda table: known[table])  # the first of those that fit as well
    return best if known[best][1] >= _ENOUGH else None


def _known(grid: Grid, table: str) -> tuple[int, int]:
    """Return how many columns of a table the row that has most of them tells.

    Those count before the others that do not only say whom a row is of: every table may have these.
    """
    rows = [line for line in grid.lines if not line.is_blank][:_LOOKED_AT]
    found = [columns_among(table, map(canonical, line.cells)) for line in rows]
    return max(((len(one - _WHOSE), len(one)) for one in found), default=(0, 0))
