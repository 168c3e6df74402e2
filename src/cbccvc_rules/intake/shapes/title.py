"""What the rows above the headings say of a list, and its sheet's name, held against the round.

Of another year, of a part of one, of the Party, of merit, or not decided yet: asked about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.other_grades import others_in
from cbccvc_rules.intake.shapes.title_words import (
    counted_to,
    decided_in,
    is_of_list,
    is_of_part,
    lists_something_else,
    year_of,
    years_named,
)
from cbccvc_rules.intake.shapes.words import STAGE_COLUMNS
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.values import canonical, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.errors import ProblemSeverity
    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.body import Body
    from cbccvc_rules.intake.shapes.other_grades import Other

TITLE = "title"
"""Stands for the name of a sheet where a cell would stand."""
OF_FILE = "title of the file"
"""Stands for the name of the file itself, among the choices that are led to a sheet."""
WEIGHED = frozenset({"staff", "counts"})
"""The tables whose titles say of when, and of what, the grades are."""

_OTHERS: Mapping[Other, Text] = {
    "party": Text("xếp loại đảng viên, tổ chức đảng", "ratings of the Party"),
    "emulation": Text("danh hiệu thi đua, khen thưởng", "titles of emulation, rewards"),
    "draft": Text("dự thảo, đề nghị, chưa phải quyết định", "a draft or proposal, not a decision"),
    "unrated": Text("danh sách người không được xếp loại", "a list of people who are not rated"),
    "own": Text("kết quả tự đánh giá", "what people rate themselves"),
    "before": Text("kết quả của năm trước, kỳ trước", "grades of the year before"),
    "stale": Text(
        "bản cũ, bản mẫu, ví dụ hoặc bản không dùng", "an old sheet, a template or an example"
    ),
    "otherwise": Text(
        "danh sách khác, không phải đánh giá, xếp loại chất lượng", "another list, not of ratings"
    ),
}
_NOT_RATED = Text("ghi `Không xếp loại` vào cột mức", "write `Không xếp loại` in the cells")
_NOT_THIS = Text("không dùng tệp này", "do not check this file")
_MAY_BE: Mapping[Other, str] = {
    "party": "party_rating",
    "draft": "proposed_rating",
    "own": "self_rating",
}


@dataclass(frozen=True, slots=True)
class Title:
    """A text that may say what a list is: its place, and by which name it is answered."""

    text: str
    name: str
    place: Place


def title_problems(
    grid: Grid,
    table: str,
    above: Sequence[Line],
    grades: Mapping[str, tuple[str, bool]],
    asked: Asked,
) -> Iterator[Problem]:
    """Yield what titles have against what is asked for, each to be settled by a choice.

    `grades` are the letters of the columns of grades, by what they are, and whether that is told.
    """
    if table not in WEIGHED:
        return
    dismissed = {one.name for one in asked.chosen.columns if one.field == NOT_USED}
    titles = [one for one in titles_of(grid, above) if one.name not in dismissed]
    for title in titles:
        found = _of_time(title, asked)
        if found is not None:
            yield found
        others = list(others_in(title.text, is_name=title.name == TITLE))
        if not others and found is None and title.name != TITLE:
            others = ["otherwise"] if lists_something_else(title.text) else []
        for other in others:
            doubt = _of_others(title, other, grades, asked)
            if doubt is not None:
                yield doubt
    told = titles_of(grid, above)
    if not any(
        _years(one) or is_of_part(one.text) or _counts_early(one.text, asked) for one in told
    ):
        yield from _of_decision(titles, asked)
        if OF_FILE not in dismissed and grid.marks is None:
            yield from _of_file(grid, asked)


def titles_below(body: Body) -> list[Line]:
    """Return the rows of the foot that say which year was rated, as titles do."""
    foot = (*body.aside.get("foot", ()), *body.aside.get("total", ()))
    return [line for line in foot if any(map(_says_year, line.cells))]


def _says_year(cell: object) -> bool:
    return isinstance(cell, str) and _OF_ROUND.match(cell.strip().casefold()) is not None


_OF_ROUND = re.compile(r"(?:năm|kỳ|đợt)(?: học)?(?: được)?(?: đánh giá|,| và| xếp loại)+\s*:?")


def lists_below(grid: Grid, body: Body, asked: Asked) -> Iterator[Problem]:
    """Yield the titles of further lists below the first that are of another time than is asked."""
    for _, group in body.groups:
        if group.told is None and is_of_list(group.name):
            place = Place(grid.source, group.row, group.at, grid.sheet, group.name)
            if _of_time(Title(group.name, "", place), asked) is not None:
                cell = {"cell": f"{column_letters(group.at)}{group.row}"}
                yield Problem("list-below", place, cell, read=shown(group.name))


def titles_of(grid: Grid, above: Sequence[Line]) -> Iterator[Title]:
    """Yield the texts above a list, and the name of its sheet."""
    for line in above:
        for at, cell in enumerate(line.cells, 1):
            if isinstance(cell, str) and cell.strip():
                place = Place(grid.source, line.number, at, grid.sheet, cell)
                year = _year_beside(line, at)
                yield Title(f"{cell}{year}", f"{column_letters(at)}{line.number}", place)
    if grid.sheet is not None and grid.marks is None:
        yield Title(grid.sheet, TITLE, grid.whole)


def _year_beside(line: Line, at: int) -> str:
    """Return the year that stands in a cell of its own, right of the words that say of what."""
    beside = next((cell for cell in line.cells[at:] if not is_blank_cell(cell)), None)
    text = canonical(beside).strip()
    return f" {text}" if _A_YEAR.fullmatch(text) else ""


_A_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\s*[-–/]\s*(?:19|20)[0-9]{2})?")


def _years(title: Title) -> tuple[int, int] | None:
    """Return the years that a title is for; the name of a sheet may be no more than a year."""
    found = year_of(title.text)
    years = years_named(title.text) if found is None and title.name == TITLE else ()
    return (min(years), max(years)) if years else found


def _of_file(grid: Grid, asked: Asked) -> Iterator[Problem]:
    """Ask where no title tells a year, and the name of the file tells another."""
    years = years_named(grid.source.rpartition("/")[2].rpartition(".")[0])
    period = asked.period
    if period is not None and years and not years & {period.first_year, period.last_year}:
        params = {"period": period.text, "option": f'--map "{grid.source}!{TITLE}=-"'}
        place = Place(grid.source)
        yield Problem("title-of-other-year", place, params, read=shown(grid.source))


def option_of(title: Title) -> str:
    """Return what to say of a title that says nothing of the list."""
    if title.name != TITLE:
        return f"--map {title.name}=-"
    return f"--map \"'{title.text}'!{TITLE}=-\""


def _of_time(title: Title, asked: Asked) -> Problem | None:
    """Return what a title has against the period."""
    params = {"option": option_of(title)}
    read = shown(title.text)
    years = _years(title)
    if is_of_part(title.text) or _counts_early(title.text, asked):
        return Problem("title-of-part", title.place, params, read=read)
    if years is None:
        return None
    if asked.period is None and (title.name == TITLE or not asked.ids_by_rows):
        return None  # a file that is joined is of whatever round it is joined to
    if asked.period is None:
        period = str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"
        return Problem("title-tells-period", title.place, {"period": period}, read=read)
    if years != (asked.period.first_year, asked.period.last_year):
        params["period"] = asked.period.text
        return Problem("title-of-other-year", title.place, params, read=read)
    return None


_LAST_MONTHS = 60
"""The days before the end of a period within which its figures may be closed."""


def _counts_early(text: str, asked: Asked) -> bool:
    """Return whether figures go up to a day well within the period."""
    day, period = counted_to(text), asked.period
    return (
        day is not None
        and period is not None
        and period.last is not None
        and day.year >= period.first_year
        and (period.last - day).days > _LAST_MONTHS
    )


def _of_others(
    title: Title, other: Other, grades: Mapping[str, tuple[str, bool]], asked: Asked
) -> Problem | None:
    """Return the question whether the grades are those that are judged, where that is open."""
    judged = RATING_COLUMNS[asked.stage]
    if other in {"draft", "own"} and _MAY_BE[other] == judged:
        return None  # those that are asked for
    found = grades.get(judged)
    if found is None or found[1]:
        return None
    letters, _ = found
    may_be = _MAY_BE.get(other, NOT_USED)
    stage = next((one for one, column in STAGE_COLUMNS.items() if column == may_be), None)
    so = _NOT_RATED if other == "unrated" else _NOT_THIS
    if letters:
        told = f"`--map {letters}={may_be}" + (f" --stage {stage}`" if stage else "`")
        so = Text(told, told)
    params: dict[str, str | Text] = {"what": _OTHERS[other], "so": so, "option": option_of(title)}
    return Problem("title-of-others", title.place, params, read=shown(title.text))


def _of_decision(titles: Sequence[Title], asked: Asked) -> Iterator[Problem]:
    """Say that titles name no year but that of a decision; one that cannot be of it is asked."""
    period = asked.period
    told = [(one, year) for one in titles if (year := decided_in(one.text)) is not None]
    if not told or period is None:
        return
    title, year = told[-1]
    fits = period.first_year <= year <= period.last_year + 1
    params = {"period": period.text, "option": option_of(title)}
    code = "title-decision-alone" if fits else "title-decision-of-other-year"
    severity: ProblemSeverity = "notice" if fits else "error"
    yield Problem(code, title.place, params, severity=severity, read=shown(title.text))
