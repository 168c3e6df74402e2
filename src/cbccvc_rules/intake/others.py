"""Files that tell more of a round: which table each sheet of one is, and what it is joined to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.intake.base import take
from cbccvc_rules.intake.folder import not_readable
from cbccvc_rules.intake.headers import headed
from cbccvc_rules.intake.kinds import kind_of
from cbccvc_rules.intake.recoded import recoded
from cbccvc_rules.intake.shapes.asked import Asked
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.columns import TABLE_TITLES, TABLES
from cbccvc_rules.model.headings import column_called, columns_among
from cbccvc_rules.model.joined import JoinBy, OtherTable, joined
from cbccvc_rules.model.sheets import ASIDE_SHEETS, HEADER_SHEET, sheet_named
from cbccvc_rules.model.values import canonical
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.model.rows import SourceFile

_LOOKED_AT = 30
_ENOUGH = 2
_WHOSE = frozenset({"staff_id", "unit_id", "name"})
# Of two tables that a sheet fits as well, the one that tells less of people in general.
_IN_ORDER = ("disciplines", "history", "scorecards", "counts", "units", "staff")


def with_files(batch: Batch, files: Iterable[tuple[Path, str]], by: JoinBy) -> Batch:
    """Return a round with the tables of further files joined to its own.

    Each file comes with what it is called where its cells are named.

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
    for path, name in files:
        found = _grids(path, name, sources)
        for grid in found:
            if isinstance(grid, Problem):
                fatal.append(grid)
            else:
                others.extend(_tables(grid, path, problems, fatal))
    made = joined(told.tables, others, by)
    fatal.extend(made.fatal)
    if fatal:
        raise BatchError(*fatal, *problems)
    return Batch.of(
        told.round,
        [one for name in TABLES if (one := made.table(name)) is not None],
        told.labels,
        problems=(*told.problems, *problems, *made.problems),
        sources=(*told.sources, *sources),
        database=batch.database,
    )


def _grids(path: Path, name: str, sources: list[SourceFile]) -> Iterator[Grid | Problem]:
    """Yield the sheets of a file, or why it cannot be read."""
    if not path.is_file():
        yield Problem("path-not-found", None, {"path": str(path), "nearest": ""}, read=str(path))
        return
    kind = kind_of(path.suffix)
    if kind is None:
        yield not_readable(path.name, path.suffix, None)
        return
    file = take(path, name)
    if isinstance(file, Problem):
        yield file
        return
    sources.append(file.source_file)
    contents = recoded(kind.read(file))
    yield from contents.problems
    full = [grid for grid in contents.grids if not grid.is_blank]
    yield from (one for one in full if sheet_named(one.sheet or "") not in ASIDE_SHEETS)
    if not contents.problems and not full:
        yield Problem("table-blank", Place(name))


def _tables(
    grid: Grid, path: Path, problems: list[Problem], fatal: list[Problem]
) -> Iterator[OtherTable]:
    """Yield a sheet as the table it is."""
    table = _table_of(grid, path)
    problems.extend(grid.notes)
    if table is None:
        known = Text(
            ", ".join(f"`{title.vi}`" for title in TABLE_TITLES.values()),
            ", ".join(f"`{title.en}`" for title in TABLE_TITLES.values()),
        )
        fatal.append(Problem("with-what-table", grid.whole, {"known": known}))
        return
    made = headed(grid, table, _AS_IT_STANDS)
    problems.extend(one for one in made.problems if not _tells_who(one))
    fatal.extend(made.fatal)
    if made.table is None:
        return
    people = made.table if table == "staff" else headed(grid, "staff", _AS_IT_STANDS).table
    yield OtherTable(made.table, people)


# Whom a row is of, its number does not tell: it would be that of another row in the list.
_AS_IT_STANDS = Asked(ids_by_rows=False)


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
