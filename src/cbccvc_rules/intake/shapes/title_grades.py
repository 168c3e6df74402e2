"""Titles that name grades, such as `DANH SÁCH HOÀN THÀNH XUẤT SẮC`, held against the rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.doubts import grades_named
from cbccvc_rules.intake.shapes.grades import cells_under
from cbccvc_rules.intake.shapes.marks import is_ticked
from cbccvc_rules.intake.shapes.other_grades import others_in
from cbccvc_rules.intake.shapes.row_numbers import numbers_told
from cbccvc_rules.intake.shapes.title import TITLE, option_of, titles_of
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.model.values import canonical, fold, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.intake.shapes.other_grades import Other
    from cbccvc_rules.model.scale import Labels

_LISTS = re.compile(r"\b(?:danh sách|ds|trích ngang)\b")
_NO_GRADE = re.compile(
    r"(?:mức độ|mức|kết quả|việc|đánh giá|tình hình|tiến độ|chưa|khả năng)\s+hoàn thành nhiệm vụ"
    r"|%|\btỷ lệ\b|\btỉ lệ\b"
)
"""`Mức độ hoàn thành nhiệm vụ` says what is graded, not how."""
_AROUND = re.compile(
    r"\b(?:năm(?: học)?|mức|loại|xếp loại|nhóm|đạt)\b|[0-9:.,()\[\]–-]|\b(?:người|đồng chí)\b"
)
_SHORTEST = 2


def title_grades(
    grid: Grid,
    above: Sequence[Line],
    people: Sequence[Line],
    columns: Columns,
    told: Collection[str],
    asked: Asked,
) -> Iterator[Problem]:
    """Yield what titles that name grades have against the rows, each settled by a choice.

    `told` are the columns that are told otherwise: by heads, or for every row.
    """
    judged = RATING_COLUMNS[asked.stage]
    dismissed = {one.name for one in asked.chosen.columns if one.field == NOT_USED}
    for title in titles_of(grid, above):
        grades = grades_listed(title.text, asked.labels, is_name=title.name == TITLE)
        of = {_OF[one] for one in others_in(title.text, is_name=title.name == TITLE)}
        column = of.pop() if of else judged
        if not grades or title.name in dismissed or column is None:
            continue
        params = {"grade": ", ".join(grades), "option": option_of(title)}
        read = shown(title.text)
        if column in columns.at:
            others = [
                line
                for line in people
                if not _told(line, column, columns, asked.labels) <= {None, *grades}
            ]
            if others:
                params["rows"] = numbers_told(others)
                yield Problem("title-of-other-grade", title.place, params, read=read)
        elif column not in {*columns.at, *told} and judged not in {*columns.at, *told}:
            if len(grades) > 1 or not people or not asked.ids_by_rows:
                continue
            within = f"'{grid.sheet}'!" if asked.of_several and grid.sheet is not None else ""
            fill = f"{within}{column}={grades[0]}"
            params["fill"] = f'--fill "{fill}"' if within else f"--fill {fill}"
            yield Problem("title-tells-grade", title.place, params, read=read)


_OF: Mapping[Other, str | None] = {
    "draft": "proposed_rating",
    "own": "self_rating",
    "party": "party_rating",
    "emulation": None,
    "unrated": None,
    "before": None,
    "stale": None,
    "otherwise": None,
}
"""Whose grades titles of other lists tell; None: those of nobody here."""


def grades_listed(text: str, labels: Labels, *, is_name: bool = False) -> tuple[str, ...]:
    """Return the grades whose people a title lists; the name of a sheet is short.

    >>> from cbccvc_rules.model.scale import packaged_labels as known
    >>> grades_listed("DANH SÁCH VIÊN CHỨC HOÀN THÀNH TỐT NHIỆM VỤ NĂM 2024", known())
    ('HTTNV',)
    >>> grades_listed("KẾT QUẢ MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ", known())
    ()
    """
    key = fold(canonical(text))
    if _NO_GRADE.search(key):
        return ()
    alone = " ".join(_AROUND.sub(" ", key).split())
    whole = labels.read(alone) if len(alone) >= _SHORTEST and (is_name or " " in alone) else None
    if whole is not None:
        return (whole,) if whole in GRADES else ()
    named = tuple(dict.fromkeys(grades_named(key, labels))) if _LISTS.search(key) else ()
    return named if len(named) < len(GRADES) and set(named) <= set(GRADES) else ()


def _told(line: Line, column: str, columns: Columns, labels: Labels) -> set[str | None]:
    """Return what a row tells of a grade; of marks, the grades that are ticked."""
    marks = columns.marked.get(column)
    if marks is None:
        return {_read(line, columns.at[column].at, labels)}
    return {
        labels.read(code)
        for one, code in zip(marks.headings, marks.codes, strict=True)
        if any(map(is_ticked, cells_under(one.at, (line,))))
    }


def _read(line: Line, at: int, labels: Labels) -> str | None:
    cell = line.cells[at - 1] if at <= len(line.cells) else None
    return labels.read(canonical(cell)) if isinstance(cell, str) else None
