"""Sheets that are not used and tell of people of the list: what may bear on a verdict is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, is_name
from cbccvc_rules.intake.shapes.band import LOOKED_AT
from cbccvc_rules.intake.shapes.row_numbers import numbers_told
from cbccvc_rules.intake.shapes.words import SYNONYMS
from cbccvc_rules.model.headings import column_called, heading_key
from cbccvc_rules.model.scale import packaged_labels
from cbccvc_rules.model.values import canonical, is_told, mark_of, shown
from cbccvc_rules.model.written_alike import name_key
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.intake.base import Grid

_WHAT: Mapping[str, tuple[re.Pattern[str], Text]] = {
    "disciplines": (
        re.compile(
            r"kỷ luật|kỉ luật|khiển trách|cảnh cáo|cách chức|giáng chức|hạ bậc lương|"
            r"buộc thôi việc|khai trừ|vi phạm|đình chỉ"
        ),
        Text("kỷ luật", "disciplines"),
    ),
    "leave": (
        re.compile(r"\bnghỉ\b|thai sản|tháng (?:công tác|làm việc)|thời gian công tác|số tháng"),
        Text("thời gian nghỉ, công tác", "leave, months worked"),
    ),
    "grades": (
        re.compile(r"xếp loại|phân loại|đánh giá|mức (?:mới|điều chỉnh)"),
        Text("mức xếp loại", "grades"),
    ),
}
_NAMED = 5
_SHORTEST = 3
_MOST = 1000


def sheet_bears(grid: Grid, staff: Grid) -> Problem | None:
    """Return the question whether a sheet is used that tells of people of the list, if it does."""
    known = dict(_people(staff))
    if not known:
        return None
    found = {known[key]: None for key in _cells(grid) if key in known}
    what = list(_told(grid)) if found else []
    if not what:
        return None
    names = list(found)
    params: dict[str, str | Text] = {
        "sheet": grid.sheet or "",
        "people": ", ".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else ""),
        "what": Text(", ".join(one.vi for one in what), ", ".join(one.en for one in what)),
    }
    return Problem("sheet-bears", grid.whole, params)


def sheet_goes_on(grid: Grid) -> Problem | None:
    """Return the question whether a sheet goes on with people, though it has no headings."""
    labels = packaged_labels()
    rows = [
        line
        for line in grid.lines
        if any(isinstance(one, str) and is_name(one) for one in line.cells)
        and any(
            mark_of(one) is not None or labels.read(canonical(one)) is not None or _is_first(one)
            for one in line.cells
            if is_told(one)
        )
    ]
    if not rows:
        return None
    first = next(one for one in rows[0].cells if isinstance(one, str) and is_name(one))
    params = {"sheet": grid.sheet or "", "rows": numbers_told(rows)}
    place = Place(grid.source, rows[0].number, sheet=grid.sheet)
    return Problem("sheet-goes-on", place, params, read=shown(first))


def _is_first(cell: object) -> bool:
    """Return whether a cell numbers people: 1, 2, 3."""
    return isinstance(cell, int) and not isinstance(cell, bool) and 0 < cell < _MOST


def _people(staff: Grid) -> Iterator[tuple[str, str]]:
    """Yield how each person of a list may be called elsewhere: by the id, by a name of its own."""
    columns: dict[int, str] = {}
    for number, line in enumerate(staff.lines):
        if number < LOOKED_AT and not columns:
            columns = dict(_columns(line.cells))
            continue
        for at, column in columns.items():
            cell = line.cells[at] if at < len(line.cells) else None
            text = shown(canonical(cell)) if is_told(cell) else ""
            if column == "staff_id" and len(text) >= _SHORTEST and any(map(str.isdigit, text)):
                yield text.casefold(), text
            elif column == "name" and " " in text:
                yield name_key(text), text


def _columns(cells: tuple[object, ...]) -> Iterator[tuple[int, str]]:
    synonyms = SYNONYMS["staff"]
    for at, cell in enumerate(cells):
        if isinstance(cell, str):
            column = column_called("staff", cell) or synonyms.get(heading_key(cell))
            if column in {"staff_id", "name"}:
                yield at, column


def _cells(grid: Grid) -> Iterator[str]:
    for line in grid.lines:
        for cell in line.cells:
            if is_told(cell):
                text = shown(canonical(cell))
                yield text.casefold()
                if " " in text:
                    yield name_key(text)


def _told(grid: Grid) -> Iterator[Text]:
    """Yield what of those things that bear on a verdict a sheet tells."""
    texts = {cell for line in grid.lines for cell in line.cells if isinstance(cell, str)}
    labels = packaged_labels()
    graded = any(len(one) >= _SHORTEST and labels.read(one) is not None for one in texts)
    keys = [heading_key(one) for one in texts]
    for name, (words, title) in _WHAT.items():
        if (name == "grades" and graded) or any(words.search(key) for key in keys):
            yield title
