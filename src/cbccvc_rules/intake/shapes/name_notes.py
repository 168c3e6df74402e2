"""Notes that stand beside a name in its cell: `Lý A (Trưởng phòng)`, `Lý B - nghỉ hưu`, `Lý C*`.

The name is read without them, and they are told; one that names another grade is asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.doubts import grades_named
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.values import canonical, shown
from cbccvc_rules.model.written_alike import name_key
from cbccvc_rules.sources import Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.body import Body
    from cbccvc_rules.intake.shapes.known import Columns

_SIGNS = frozenset("([*†,-–—;/")
_IN_BRACKETS = re.compile(r"\s*(\S.*?)\s*(?:\(([^()]*)\)|\[([^\[\]]*)\])\s*[*†]*\s*")
_STARRED = re.compile(r"\s*(\S.*?)\s*([*†]+)\s*")
_AFTER_A_DASH = re.compile(
    r"\s*(\S.*?)\s*(?:\s[-–—/]|[-–—]\s|[,;])\s*"
    r"((?:q\.|phó|trưởng|tổ trưởng|tổ phó|giám đốc|chủ tịch|hiệu trưởng|hiệu phó|bí thư|chánh|"
    r"phụ trách|quyền|kế toán|văn thư|thủ quỹ|chuyên viên|nhân viên|giáo viên|bác sĩ|điều dưỡng|"
    r"cán bộ|công chức|viên chức|hợp đồng|tập sự|nghỉ|thai sản|ốm|hưu|chuyển|luân chuyển|"
    r"điều động|biệt phái|đi học|mới|thôi việc|đã|đang|từ trần|mất|tp|ptp|gđ|pgđ|ht|pht)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_OF_THE_NAME = re.compile(r"\W*(?:\w|[0-9]+|[IVX]+)\W*")
"""`(A)`, `(2)`: tells people of one name apart, and is part of it."""
_NAMED = 20


def without_notes(body: Body, columns: Columns) -> None:
    """Take the notes out of the cells of names, but not where two names would be one."""
    if "name" not in columns.at or "name" in columns.joined:
        return
    at = columns.at["name"].at
    found: dict[int, tuple[str, str]] = {}
    for line in body.people:
        cell = line.cells[at - 1] if at <= len(line.cells) else None
        if isinstance(cell, str) and not _SIGNS.isdisjoint(cell):
            parted = parted_name(canonical(cell))
            if parted is not None:
                found[line.number] = parted
    if not found:
        return
    bare = Counter(
        name_key(found[line.number][0] if line.number in found else canonical(_at(line, at)))
        for line in body.people
    )
    body.name_notes = {
        row: note for row, (name, note) in found.items() if bare[name_key(name)] == 1
    }
    body.people = [
        _named(line, at, found[line.number][0]) if line.number in body.name_notes else line
        for line in body.people
    ]


def parted_name(text: str) -> tuple[str, str] | None:
    """Return a name and the note beside it, None where there is none.

    >>> parted_name("Lý A (nghỉ hưu 1/7)"), parted_name("Lý B - Phó phòng"), parted_name("Lý C (A)")
    (('Lý A', 'nghỉ hưu 1/7'), ('Lý B', 'Phó phòng'), None)
    """
    for pattern in (_IN_BRACKETS, _STARRED, _AFTER_A_DASH):
        match = pattern.fullmatch(text)
        if match is not None:
            name = match[1].strip(" ,;-–—")
            note = next((one for one in match.groups()[1:] if one is not None), "").strip()
            if not name or not note or _OF_THE_NAME.fullmatch(note) or "(" in name:
                return None if pattern is not _STARRED else (name, note)
            return name, note
    return None


def notes_open(
    grid: Grid, people: Sequence[Line], notes: Mapping[int, str], columns: Columns, asked: Asked
) -> Iterator[tuple[int, Problem | None]]:
    """Yield the rows whose name has a note of another grade, with a question each.

    None where it is answered.
    """
    if not notes or "rating" not in columns.at or "rating" in columns.marked:
        return
    name, graded = columns.at["name"].at, columns.at["rating"].at
    said = {one.column for one in asked.chosen.columns if one.is_cell and one.field != NOT_USED}
    for line in people:
        note = notes.get(line.number)
        own = asked.labels.read(canonical(_at(line, graded)))
        if note is None or own is None or not {*grades_named(note, asked.labels)} - {own}:
            continue
        cell = f"{column_letters(name)}{line.number}"
        heading = columns.at["name"].own
        place = Place(grid.source, line.number, name, grid.sheet, heading)
        params = {"grade": own, "option": f"--map {cell}=name"}
        question = Problem("name-note-grade", place, params, read=shown(note))
        yield line.number, None if cell in said else question


def notes_told(grid: Grid, notes: Mapping[int, str], columns: Columns) -> Iterator[Problem]:
    """Tell which names had notes, and what they say."""
    if notes:
        letters = column_letters(columns.at["name"].at)
        told = [f"`{shown(note)}` ({letters}{row})" for row, note in sorted(notes.items())]
        more = ["…"] if len(told) > _NAMED else []
        params = {"notes": ", ".join([*told[:_NAMED], *more])}
        yield Problem("name-notes", grid.whole, params, severity="notice")


def _at(line: Line, at: int) -> object:
    return line.cells[at - 1] if at <= len(line.cells) else None


def _named(line: Line, at: int, name: str) -> Line:
    return replace(line, cells=(*line.cells[: at - 1], name, *line.cells[at:]))
