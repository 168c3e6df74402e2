"""Heads of groups that speak against the columns of those below, or of their grades: asked about.

A head that says no more than the columns do, or nothing that bears on a verdict, is only told.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.codes import category_called
from cbccvc_rules.intake.shapes.group_words import (
    category_of_group,
    is_of_bodies,
    is_unit_name,
)
from cbccvc_rules.intake.shapes.other_grades import others_in
from cbccvc_rules.intake.shapes.row_questions import named
from cbccvc_rules.intake.shapes.title_words import is_of_list, is_of_part, year_of
from cbccvc_rules.intake.shapes.words import STAGE_COLUMNS
from cbccvc_rules.model.chosen import GROUPS, NOT_USED, PERIOD
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.scale import NOT_RATED
from cbccvc_rules.model.values import shown
from cbccvc_rules.model.written_alike import unit_key
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.body import Body, Group
    from cbccvc_rules.intake.shapes.carried import Elsewhere
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.intake.shapes.paths import Heading

Bearing = Literal["grade", "not-rated", "time", "others", "again", "away", "discipline", "units"]
"""What a head may say of the grades of those below, or of whether they are rated at all."""

_NOT_RATED = re.compile(
    r"\b(?:không|chưa|miễn|hoãn)(?: (?:được|phải|thuộc|diện|đối tượng|đủ|điều kiện|tham gia|có))* "
    r"(?:đánh giá|xếp loại|phân loại|xét|bình xét)\b"
)
_AGAIN = re.compile(
    r"\bx(?:ét|em xét|ếp loại|ếp) lại\b|\bđánh giá lại\b|phúc tra|khiếu nại|điều chỉnh|bổ sung|"
    r"\bcó ý kiến\b|chưa thống nhất|chờ (?:duyệt|quyết định|kết luận|ý kiến)"
)
_AWAY = re.compile(
    r"\bnghỉ (?:thai sản|hưu|việc|ốm|chế độ|không|dài|theo|chờ|sinh)\b|\bthôi việc\b|\bđi học\b|"
    r"\b(?:chuyển|luân chuyển|điều động) (?:công tác|đi|đến|sang)\b|\bbiệt phái\b|\btập sự\b|"
    r"\bthử việc\b|\b(?:mới|vừa) (?:tuyển|nhận|về|vào)\b|\bdưới (?:6|sáu|06) tháng\b|"
    r"\b(?:người|trường hợp|đang|danh sách) (?:đang )?nghỉ\b"
)
_DISCIPLINE = re.compile(r"\bkỷ luật\b|\bkỉ luật\b|\bđình chỉ\b|\bvi phạm\b")
_WHAT: Mapping[Bearing, Text] = {
    "grade": Text("là một mức xếp loại", "a grade"),
    "not-rated": Text("nói là không được xếp loại", "that they are not rated"),
    "time": Text("nói về thời gian khác", "of another time"),
    "others": Text(
        "nói là đề nghị, tự nhận, hoặc kết quả khác", "a proposal, own ratings, or other results"
    ),
    "again": Text("nói là còn xem xét lại", "that their grades are looked at again"),
    "away": Text(
        "nói là nghỉ, chuyển, mới về, nên có thể không đủ thời gian để xếp loại",
        "that they are away, have moved or are new, and may not be rated",
    ),
    "discipline": Text("nói là bị kỷ luật", "that they were disciplined"),
    "units": Text(
        "nói là tập thể, đơn vị, không phải từng người", "that they are bodies, not people"
    ),
}


def bearing_of(name: str, asked: Asked) -> Bearing | None:
    """Return what the words of a head may say of the grades below, None where they say nothing.

    >>> from cbccvc_rules.intake.shapes.asked import Asked
    >>> [bearing_of(one, Asked()) for one in ("NGƯỜI KHÔNG XẾP LOẠI", "Quý IV", "Khối hành chính")]
    ['not-rated', 'time', None]
    """
    key = heading_key(name)
    if asked.labels.read(name) is not None:
        return "not-rated" if asked.labels.read(name) == NOT_RATED else "grade"
    if _NOT_RATED.search(key) is not None:
        return "not-rated"
    if is_of_bodies(name):
        return "units"
    if is_unit_name(name) or category_of_group(name) is not None:
        return None  # a school may well be called after a day
    years = year_of(name)
    period = asked.period
    other_year = period is not None and years not in {None, (period.first_year, period.last_year)}
    if is_of_part(name) or other_year:
        return "time"
    for bearing, words in _WORDS:
        if words.search(key) is not None:
            return bearing
    return "others" if any(True for _ in others_in(name)) else None


_WORDS: tuple[tuple[Bearing, re.Pattern[str]], ...] = (
    ("again", _AGAIN),
    ("discipline", _DISCIPLINE),
    ("away", _AWAY),
)


@dataclass(frozen=True, slots=True)
class Below:
    """A head with its level and all whom it heads, up to the next head of its level or above."""

    group: Group
    level: int
    people: Sequence[Line]


def all_below(body: Body, levels: Mapping[int, int]) -> Iterator[Below]:
    """Yield every head that heads anybody."""
    for index, (begin, group) in enumerate(body.groups):
        level = levels[group.row]
        ends = (at for at, one in body.groups[index + 1 :] if levels[one.row] <= level)
        people = body.people[begin : next(ends, len(body.people))]
        if people:
            yield Below(group, level, people)


def with_grades_of_heads(body: Body, below: Sequence[Below], columns: Columns) -> None:
    """Take out the grades in the rows of those of whom a head is said to tell another."""
    for one in below:
        column, _, code = (one.group.told or "").partition(".")
        heading = columns.at.get(column)
        if not code or heading is None or column not in STAGE_COLUMNS.values():
            continue
        marks = columns.marked.get(column)
        taken = {heading.at} if marks is None else {mark.at for mark in marks.headings}
        rows = {line.number for line in one.people}
        body.people = [
            replace(line, cells=tuple(_without(line.cells, taken))) if line.number in rows else line
            for line in body.people
        ]


def _without(cells: Sequence[object], taken: Collection[int]) -> Iterator[object]:
    return (None if at in taken else cell for at, cell in enumerate(cells, 1))


def heads_open(
    grid: Grid,
    below: Sequence[Below],
    people: Sequence[Line],
    columns: Columns,
    elsewhere: Elsewhere,
    asked: Asked,
) -> Iterator[Problem]:
    """Yield what heads have against the columns of those below, each to be settled by a choice."""
    told = [one for one in below if not is_answered(one.group, one.level, asked)]
    for one in told:
        bearing = bearing_of(one.group.name, asked)
        if bearing == "time" and is_of_list(one.group.name):
            continue  # another list below, which is asked about as such
        if bearing is not None and not _says_the_same(one, bearing, columns, asked):
            yield _bears(grid, one, bearing, columns, asked)
    category = columns.at.get("category")
    if category is not None:
        yield from _against(grid, "category", category, _of_others(told, category))
    unit = columns.at.get("unit_id")
    if unit is not None:
        found = _of_other_units(below, people, unit, elsewhere)
        found = [one for one in found if one in told]
        yield from _against(grid, "unit_id", unit, found)


def is_answered(group: Group, level: int, asked: Asked) -> bool:
    """Return whether somebody says what this head is, or that none of its level is anything."""
    of_groups = [one for one in asked.chosen.columns if one.is_of_groups]
    return group.told is not None or any(
        one.level == level or (one.level is None and one.field == NOT_USED) for one in of_groups
    )


def _says_the_same(one: Below, bearing: Bearing, columns: Columns, asked: Asked) -> bool:
    """Return whether the column of grades says of everybody below what the head says."""
    heading = columns.at.get(RATING_COLUMNS[asked.stage])
    if bearing not in {"grade", "not-rated"} or heading is None:
        return False
    label = asked.labels.read(one.group.name) or NOT_RATED
    marks = columns.marked.get(RATING_COLUMNS[asked.stage])
    if marks is not None:
        codes = [
            [
                asked.labels.read(code)
                for mark, code in zip(marks.headings, marks.codes, strict=True)
                if not is_blank_cell(_at(line, mark.at))
            ]
            for line in one.people
        ]
        return all(found == [label] for found in codes)
    cells = (_at(line, heading.at) for line in one.people)
    return all(isinstance(cell, str) and asked.labels.read(cell) == label for cell in cells)


def _at(line: Line, at: int) -> object:
    return line.cells[at - 1] if at <= len(line.cells) else None


def _bears(grid: Grid, one: Below, bearing: Bearing, columns: Columns, asked: Asked) -> Problem:
    group, judged = one.group, RATING_COLUMNS[asked.stage]
    cell = f"{column_letters(group.at)}{group.row}"
    options = [(f"`--map {cell}={NOT_USED}`", _NOTHING)]
    code = asked.labels.read(group.name) or (NOT_RATED if bearing == "not-rated" else None)
    if code is not None:
        options.append((f"`--map {cell}={judged}.{code}`", asked.labels.names[code]))
    if code is not None and judged not in columns.at:
        level = f"`--map {GROUPS}.{one.level}={judged}`"
        options.append(
            (level, Text("mọi dòng như vậy là mức xếp loại", "all such rows are grades"))
        )
    if bearing in {"time", "others", "again", "units"}:
        options.append((f"`--map {cell}={PERIOD}`", _ASIDE))
    params: dict[str, str | Text] = {
        "what": _WHAT[bearing],
        "people": str(len(one.people)),
        "options": Text(
            "; ".join(f"{option} ({title.vi})" for option, title in options),
            "; ".join(f"{option} ({title.en})" for option, title in options),
        ),
    }
    return Problem("head-bears", _place(grid, group), params, read=shown(group.name))


_NOTHING = Text("không, các cột vẫn đúng", "it does not: the columns hold")
_ASIDE = Text(
    "những người bên dưới không thuộc lần xếp loại này", "those below are not of this round"
)


def _of_others(below: Sequence[Below], heading: Heading) -> list[Below]:
    """Return the heads that are of another category than the column says of somebody below."""
    found = []
    for one in below:
        own = category_of_group(one.group.name)
        cells = (_at(line, heading.at) for line in one.people)
        told = {category_called(cell) for cell in cells if isinstance(cell, str)} - {None}
        if own is not None and told - {own}:
            found.append(one)
    return found


def _of_other_units(
    below: Sequence[Below], people: Sequence[Line], heading: Heading, elsewhere: Elsewhere
) -> list[Below]:
    """Return the heads that are of another unit than the column says of somebody below.

    A head may tell a code by its name, or the body above: then no unit stands below two of them,
    and none is called by the same word as the head. Who stands below none is below another.
    """
    heads = [one for one in below if is_unit_name(one.group.name)]
    under: dict[str, set[str]] = {}
    covered: dict[int, set[int]] = {}
    told: dict[int, dict[str, str]] = {}
    for one in heads:
        covered.setdefault(one.level, set()).update(line.number for line in one.people)
        units = told[one.group.row] = _units(one.people, heading, elsewhere)
        for key in units:
            under.setdefault(f"{one.level} {key}", set()).add(unit_key(one.group.name))
    names: dict[int, set[str]] = {}
    for level, rows in covered.items():
        uncovered = [line for line in people if line.number not in rows]
        names[level] = set(_units(uncovered, heading, elsewhere))
    found: list[Below] = []
    for one in heads:
        own = unit_key(one.group.name)
        others = {key: unit for key, unit in told[one.group.row].items() if key != own}
        twice = any(
            len(under[f"{one.level} {key}"]) > 1 or key in names[one.level] for key in others
        )
        alike = any(_word(unit) == _word(one.group.name) for unit in others.values())
        if twice or alike:
            found.append(one)
    return found


def units_in_heads(
    grid: Grid, below: Sequence[Below], columns: Columns, elsewhere: Elsewhere, asked: Asked
) -> Iterator[Problem]:
    """Ask which tells units where the column of units is empty for all below heads that are some.

    Others have one in the column, so it is not that nothing is told there.
    """
    heading = columns.at.get("unit_id")
    if heading is None or columns.rules["unit_id"] in {"told", "down"}:
        return
    found = [
        one
        for one in below
        if is_unit_name(one.group.name)
        and not is_answered(one.group, one.level, asked)
        and not _units(one.people, heading, elsewhere)
    ]
    if found:
        first = found[0].group
        letters = column_letters(heading.at)
        params = {
            "rows": named([one.group for one in found]),
            "heading": shown(heading.text),
            "letters": letters,
            "options": f"`--map {letters}={NOT_USED}`",
            "heads": f"`--map {GROUPS}.{found[0].level}={NOT_USED}`",
        }
        yield Problem("units-in-heads", _place(grid, first), params, read=shown(first.name))


def _units(people: Sequence[Line], heading: Heading, elsewhere: Elsewhere) -> dict[str, str]:
    """Return the units that a column tells, by how they are compared."""
    units: dict[str, str] = {}
    for line in people:
        moved = elsewhere.get(line.number, {}).get("unit_id")
        cell = _at(line, heading.at)
        cell = moved[0] if is_blank_cell(cell) and moved is not None else cell
        if isinstance(cell, str) and not is_blank_cell(cell):
            units.setdefault(unit_key(cell), cell)
    return units


def _word(name: str) -> str:
    return heading_key(name).partition(" ")[0]


def _against(
    grid: Grid, column: str, heading: Heading, found: Sequence[Below]
) -> Iterator[Problem]:
    if not found:
        return
    first = found[0]
    params = {
        "rows": named([one.group for one in found]),
        "column": column,
        "heading": shown(heading.text),
        "letters": column_letters(heading.at),
        "heads": f"--map {GROUPS}.{first.level}={NOT_USED}",
    }
    yield Problem("heads-against", _place(grid, first.group), params, read=shown(first.group.name))


def _place(grid: Grid, group: Group) -> Place:
    return Place(grid.source, group.row, group.at, grid.sheet, group.name)
