"""What is told of a sheet that was read: rows set aside, hidden ones, columns not used.

Nothing here is wrong but rows without a name; whoever knows the file may object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.completeness import counted_otherwise
from cbccvc_rules.intake.shapes.row_numbers import numbers_told
from cbccvc_rules.model.values import shown
from cbccvc_rules.sources import Place, Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.body import Body
    from cbccvc_rules.intake.shapes.groups import Groups
    from cbccvc_rules.intake.shapes.known import Columns

_ROWS = {
    "total": Text("dòng tổng", "totals"),
    "foot": Text("chân bảng (thống kê, ngày, chữ ký)", "the foot (figures, date, signatures)"),
    "repeated": Text("tiêu đề lặp lại", "headings again"),
    "page": Text("tiêu đề, số trang in lặp lại", "titles and numbers of printed pages"),
    "nobody": Text("bảng không có ai", "nobody listed"),
    "told": Text("theo lựa chọn", "as chosen"),
    "within": Text("một phần của dòng khác", "a part of another row"),
    "heads": Text("dòng đầu nhóm không có số liệu", "heads of groups without figures"),
    "sum": Text("tổng của các dòng bên dưới", "sums of the rows below"),
    "more": Text("dòng viết tiếp của người ở trên, không dùng", "more of the person above, unused"),
    "figures": Text("bảng số liệu, ghi chú", "figures, notes"),
    "vacant": Text("không ghi tên ai", "nobody's name"),
    "own-grade": Text(
        "đầu nhóm; mức xếp loại ghi ở đó là của đơn vị, không dùng cho ai",
        "heads; the grade there is the unit's own and nobody's",
    ),
    "units": Text("đơn vị của những người bên dưới", "units of those below"),
    "groups": Text("dòng đầu nhóm không dùng", "heads of groups, not used"),
    "other-period": Text("không thuộc lần xếp loại này", "not of this round"),
}
_COLUMNS = {
    "other-year": Text("của năm khác", "of another year"),
    "part-of-year": Text("của tháng, quý", "of a month or quarter"),
    "own-score": Text("điểm tự chấm, đề xuất", "points claimed or proposed"),
    "of-party": Text("đề xuất, tự nhận về đảng", "claimed or proposed as a Party member"),
    "numbers": Text("là điểm số, không phải mức", "holds points, no grades"),
    "counts": Text("là số phiếu, số người, không phải dấu", "counts votes, holds no marks"),
    "share": Text("tỷ lệ, được tính lại từ số lượng", "a share, worked out anew from the numbers"),
    "of-report": Text("kết luận của báo cáo trước", "what an earlier report found"),
    "empty": Text("trống, dòng đầu nhóm cho biết", "empty; heads of groups tell it"),
    "sum": Text("là tổng của các cột kia", "adds up the other columns"),
    "other": Text("đã có cột khác", "another column tells it"),
    "told": Text("theo lựa chọn", "as chosen"),
}


def rows_aside(grid: Grid, kind: str, rows: Sequence[Line]) -> Iterator[Problem]:
    """Tell which rows are nobody's."""
    if rows:
        params: dict[str, str | Text] = {"rows": numbers_told(rows), "what": _ROWS[kind]}
        yield Problem("rows-aside", grid.whole, params, severity="notice")


def notes_of_rows(grid: Grid, body: Body, groups: Groups) -> Iterator[Problem]:
    """Tell of every row below the headings that is no person's, and of people who are hidden."""
    for kind, lines in body.aside.items():
        yield from rows_aside(grid, kind, lines)
    yield from counted_otherwise(grid, body)
    if (line := body.whole_unit) is not None:
        text = next(shown(cell) for cell in line.cells if not is_blank_cell(cell))
        place = Place(grid.source, line.number, sheet=grid.sheet)
        yield Problem("total-of-unit", place, severity="notice", read=text)
    if groups.unused:
        told = ", ".join(f"{one.row} “{shown(one.name)}”" for one in groups.unused)
        params: dict[str, str | Text] = {"rows": told, "what": _ROWS["groups"]}
        yield Problem("rows-aside", grid.whole, params, severity="notice")
    if body.units:
        told = ", ".join(f"{one.row} “{shown(one.name)}”" for one in body.units)
        params = {"rows": told, "what": _ROWS["units"]}
        yield Problem("rows-aside", grid.whole, params, severity="notice")
    for line in body.nameless:
        yield Problem("row-without-name", Place(grid.source, line.number, sheet=grid.sheet))
    unseen = grid.layout.hidden_rows
    hidden = [line for line in body.people if line.number in unseen] if unseen else []
    if hidden:
        params = {"rows": numbers_told(hidden), "number": str(len(hidden))}
        yield Problem("rows-hidden", grid.whole, params, severity="notice")


def notes_of_columns(
    grid: Grid, columns: Columns, under_merged: Iterable[tuple[int, int]]
) -> Iterator[Problem]:
    """Tell of columns that were understood and are not used, of hidden ones that are used."""
    told = [
        (f"`{shown(heading.text)}` ({column_letters(heading.at)})", _COLUMNS[why])
        for heading, why in sorted(columns.aside, key=lambda one: one[0].at)
    ]
    if told:
        which = Text(
            "; ".join(f"{name}: {why.vi}" for name, why in told),
            "; ".join(f"{name}: {why.en}" for name, why in told),
        )
        yield Problem("columns-aside", grid.whole, {"which": which}, severity="notice")
    hidden = sorted(one.at for one in columns.at.values() if one.at in grid.layout.hidden_columns)
    if hidden:
        letters = ", ".join(column_letters(at) for at in hidden)
        yield Problem("columns-hidden", grid.whole, {"which": letters}, severity="notice")
    cells = [f"{column_letters(at)}{row}" for row, at in under_merged]
    if cells:
        params: dict[str, str | Text] = {"cells": ", ".join(cells)}
        yield Problem("text-under-merged", grid.whole, params, severity="warning")
