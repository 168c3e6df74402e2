"""Which part of a file is which table: by the names of its sheets, or as the header says.

A part that is not used is always named.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, ProblemSeverity, nearest
from cbccvc_rules.intake.about_people import sheet_bears, sheet_goes_on
from cbccvc_rules.intake.shapes.band import tables_like
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.sheets import ASIDE_SHEETS, SHEET_TITLES, near_sheet, of_report, sheet_named
from cbccvc_rules.model.values import fold
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Contents, Grid
    from cbccvc_rules.model.header import ToldHeader


@dataclass(slots=True)
class Parts:
    """The grid of each table, and what is wrong; `fatal` problems end the reading.

    `more` are further sheets of a table that is said to stand on several. `unfilled`: there are
    several tables, and no row in any of them.
    """

    tables: dict[str, Grid] = field(default_factory=dict)
    more: dict[str, list[Grid]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    fatal: list[Problem] = field(default_factory=list)
    unfilled: bool = False


def parts_of_round(
    contents: Contents,
    renamed: Mapping[str, Sequence[str]],
    not_used: Collection[str] = frozenset(),
) -> Parts:
    """Take a file apart that holds a whole round; its only list, whatever its name, is the staff.

    `renamed` leads from a table to the names of its sheets; those `not_used`, folded, are passed
    over. Of several sheets that are called after no table, the one with headings of people is their
    list; two such are a question.
    """
    parts = Parts()
    left = [grid for grid in contents.grids if _meant(grid) not in ASIDE_SHEETS]
    told_off = [grid for grid in left if fold(grid.sheet or "") in not_used]
    left = [grid for grid in left if grid not in told_off]
    parts.problems.extend(_told_off(grid) for grid in told_off)
    reported = of_report(grid.sheet or "" for grid in contents.grids)
    parts.problems.extend(_not_used(grid) for grid in left if grid.sheet in reported)
    left = [grid for grid in left if grid.sheet not in reported]
    for table, names in renamed.items():
        for name in dict.fromkeys(names):
            found = [grid for grid in left if fold(grid.sheet or "") == fold(name)]
            if found and table in parts.tables:
                parts.more.setdefault(table, []).append(found[0])
            elif found:
                parts.tables[table] = found[0]
            elif table in TABLES:
                parts.fatal.append(_no_such_sheet(table, name, contents))
            left = [grid for grid in left if grid not in found[:1]]
    strangers: list[Grid] = []
    for grid in left:
        meant = _meant(grid)
        if meant is None or meant not in TABLES:
            strangers.append(grid)
        elif meant in parts.tables:
            parts.fatal.append(_twice(meant, parts.tables[meant], grid))
        else:
            parts.tables[meant] = grid
    parts.unfilled = len(parts.tables) > 1 and all(_told(one) < 2 for one in parts.tables.values())
    _without_unfilled_ones(parts)
    rest = [grid for grid in strangers if not grid.is_blank] or strangers[:1]
    _name_the_rest(parts, rest, is_told="staff" in renamed)
    return parts


def part_for_table(contents: Contents, table: str) -> Parts:
    """Find the one table that a file of a folder holds."""
    parts = Parts()
    told = [grid for grid in contents.grids if _meant(grid) not in ASIDE_SHEETS]
    full = [grid for grid in told if not grid.is_blank] or told[:1]
    named = [grid for grid in full if _meant(grid) == table]
    chosen = full if len(full) == 1 else named
    if len(chosen) == 1:
        parts.tables[table] = chosen[0]
        parts.problems.extend(_not_used(grid) for grid in full if grid is not chosen[0])
        parts.problems.extend(_header_not_used(contents.header))
    else:
        params = {"table": table, "title": SHEET_TITLES[table].vi, "sheets": _names(full)}
        place = full[0].whole if full else None
        parts.fatal.append(Problem("which-sheet", place, params))
    return parts


def _meant(grid: Grid) -> str | None:
    return None if grid.sheet is None else sheet_named(grid.sheet)


def _names(grids: Sequence[Grid]) -> str:
    return ", ".join(f"`{grid.sheet}`" for grid in grids) or "—"


# With headings alone these tell nothing; the others tell that there is nobody.
_NEED_ROWS = frozenset({"units", "counts"})


def _without_unfilled_ones(parts: Parts) -> None:
    """A sheet that nobody filled in is a table that is not told; unless it is all there is."""
    for table, grid in list(parts.tables.items()):
        rows = _told(grid)
        code = None
        if len(parts.tables) > 1 and rows <= (table in _NEED_ROWS):
            del parts.tables[table]
            code = "sheet-unfilled"
        elif rows == 1 and table == "disciplines":
            code = "disciplines-none"
        if code is not None:
            parts.problems.append(Problem(code, grid.whole, {"table": table}, severity="notice"))


def _told(grid: Grid) -> int:
    """Return how many rows anything stands in, the headings included."""
    return sum(not line.is_blank for line in grid.lines)


def _name_the_rest(parts: Parts, strangers: Sequence[Grid], *, is_told: bool) -> None:
    """Take the one list among the sheets that are called after no table, and name the others.

    One of them that is a list as well is an error, for its people are not judged; unless it was
    told which sheet is the list.
    """
    if len(strangers) == 1 and not parts.tables:
        totals = tables_like(strangers[0]) == ("counts",)
        parts.tables["counts" if totals else "staff"] = strangers[0]
        return
    if not parts.tables.keys() & {"staff", "counts"}:
        lists = [grid for grid in strangers if tables_like(grid)]
        if len(lists) > 1:
            parts.fatal.append(_which_list(lists))
            return
        if lists:
            (table,) = tables_like(lists[0])[:1]
            parts.tables[table] = lists[0]
            params: dict[str, str | Text] = {"table": SHEET_TITLES[table]}
            parts.problems.append(Problem("sheet-taken", lists[0].whole, params, severity="notice"))
            strangers = [grid for grid in strangers if grid is not lists[0]]
    staff = parts.tables.get("staff")
    for grid in strangers:
        bears = None if staff is None or grid.is_blank else sheet_bears(grid, staff)
        if bears is not None:
            parts.fatal.append(bears)
        elif not grid.is_blank:
            is_list = not is_told and "staff" in tables_like(grid)
            first = next(iter(parts.tables.values()), grid)
            on = None if staff is None or tables_like(grid) else sheet_goes_on(grid)
            parts.fatal.extend([on] if on is not None else [])
            parts.problems.append(_list_not_used(grid, first) if is_list else _not_used(grid))


def _named(grids: Sequence[Grid]) -> Text:
    """Return the sheets as they are called, and which of them are hidden."""
    return Text(
        ", ".join(f"`{one.sheet}`" + " (ẩn)" * one.layout.is_hidden for one in grids),
        ", ".join(f"`{one.sheet}`" + " (hidden)" * one.layout.is_hidden for one in grids),
    )


def _which_list(lists: Sequence[Grid]) -> Problem:
    options = ", ".join(f'`--map "{grid.sheet}!={tables_like(grid)[0]}"`' for grid in lists)
    params: dict[str, str | Text] = {
        "sheets": _named(lists),
        "title": SHEET_TITLES["staff"],
        "options": options,
    }
    return Problem("sheets-open", lists[0].whole, params)


def _list_not_used(grid: Grid, first: Grid) -> Problem:
    params = {"sheet": grid.sheet or "", "first": first.sheet or ""}
    return Problem("list-not-used", grid.whole, params)


def _told_off(grid: Grid) -> Problem:
    params = {"sheet": grid.sheet or ""}
    return Problem("sheet-told-off", grid.whole, params, severity="notice")


def _not_used(grid: Grid) -> Problem:
    name = grid.sheet or ""
    near = None if _meant(grid) in SHEET_TITLES else near_sheet(name)
    known = ", ".join(f"`{SHEET_TITLES[table].vi}`" for table in TABLES)
    severity: ProblemSeverity = "notice" if near is None else "warning"
    params = {"sheet": name, "known": known, "nearest": near or ""}
    return Problem("sheet-not-used", grid.whole, params, severity=severity)


def _header_not_used(header: ToldHeader | None) -> Iterator[Problem]:
    if header is not None:
        yield Problem("header-not-used", header.place(), severity="warning")


def _twice(table: str, first: Grid, other: Grid) -> Problem:
    params = {"table": table, "sheet": first.sheet or "", "other": other.sheet or ""}
    return Problem("sheet-twice", other.whole, params)


def _no_such_sheet(table: str, name: str, contents: Contents) -> Problem:
    names = [grid.sheet for grid in contents.grids if grid.sheet is not None]
    place = None if contents.header is None else contents.header.place(("tables", table))
    params = {"table": table, "sheet": name, "nearest": nearest(name, names) or ""}
    return Problem("sheet-missing", place, params, read=name)
