"""Whatever cells a sheet has, however they are merged: no crash, no row gone without a word."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as some

from cbccvc_rules.intake.base import Grid, Layout, Line, Merge
from cbccvc_rules.intake.headers import Headed, headed
from cbccvc_rules.intake.shapes.asked import Asked
from cbccvc_rules.model.chosen import Choice, Chosen
from cbccvc_rules.model.period import Period
from cbccvc_rules.model.scale import packaged_labels

HEADINGS = """STT|TT|#|Mã số|Họ và tên|Họ|Tên|Chức vụ|Đơn vị|Mã đơn vị|Đơn vị công tác|Xếp loại
Loại đối tượng|Mức xếp loại|Tự xếp loại|Năm|Tổng số|Hoàn thành tốt nhiệm vụ|HTXSNV|HTNV|KHTNV|A|B
Số lượng|Kết quả xếp loại|Cá nhân tự đề xuất|Lãnh đạo đề xuất|Cấp có thẩm quyền|Tỷ lệ
Mức độ hoàn thành nhiệm vụ|Hoàn thành xuất sắc nhiệm vụ|Không hoàn thành nhiệm vụ"""
WORDS = """x|X|HTTNV|Tốt|Khá|I|II|I. KHỐI CÔNG CHỨC (Tổng số: 3 người)|1|(2)|Phòng A|Tổng cộng
NGƯỜI LẬP BIỂU|Hà, ngày 1 tháng 1 năm 2025|2 (=3+4)|-|Chưa có dữ liệu|Lý Thị Hai|DANH SÁCH NĂM 2024
Tháng 5/2024|U1|CC|viên chức|- Hoàn thành xuất sắc: 1 người|Lãnh đạo|Cộng phòng A"""
headings = some.sampled_from(re.split(r"[|\n]", HEADINGS))
cells = some.one_of(
    headings,
    some.sampled_from(re.split(r"[|\n]", WORDS)),
    some.integers(0, 9),
    some.text(max_size=4),
    some.none(),
    some.just(""),
)
rows = some.lists(cells, min_size=1, max_size=9)
tops = some.lists(some.one_of(headings, headings, some.just("")), min_size=2, max_size=9)
bands = some.tuples(some.lists(rows, max_size=2), some.lists(tops, min_size=1, max_size=3))
grids = some.builds(
    lambda band, body: [*band[0], *band[1], *body], bands, some.lists(rows, max_size=9)
)
merges = some.builds(
    Merge, some.integers(1, 6), some.integers(1, 6), some.integers(1, 9), some.integers(1, 9)
).filter(lambda one: one.bottom >= one.top and one.right >= one.left)
layouts = some.builds(
    Layout, some.lists(merges, max_size=5).map(tuple), some.frozensets(some.integers(1, 12))
)
choices = some.lists(
    some.builds(
        Choice,
        some.sampled_from(["A", "B", "C", "Đơn vị", "groups", "A1", "Xếp loại", "Sheet1!"]),
        some.sampled_from(["rating", "-", "name", "unit_id.down", "rating.HTTNV", "period"]),
    ),
    max_size=3,
).map(tuple)
LABELS = packaged_labels()
periods = some.sampled_from([None, Period("2024"), Period("2023-2024")])
asked = some.tuples(periods, choices)


def made_of(grid: Grid, table: str, how: tuple[Period | None, tuple[Choice, ...]]) -> Headed:
    return headed(grid, table, Asked(LABELS, how[0], chosen=Chosen(how[1])))


def grid_of(told: list[list[object]], layout: Layout, sheet: str | None) -> Grid:
    width = max((len(one) for one in told), default=0)
    lines = [
        Line(number, tuple(one) + ("",) * (width - len(one) if sheet else 0))
        for number, one in enumerate(told, 1)
    ]
    return Grid("t", sheet, tuple(lines), layout=layout)


def numbers_in(text: str) -> set[int]:
    """Return the rows that a message names, `5, 9-12`, whatever else stands before."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", text.rpartition(":")[2]):
        found.update(range(int(first), int(last or first) + 1))
    return found


ENDS_EARLY: list[list[object]] = [
    ["", *["Mã số"] * 5, "STT"],
    ["STT"],
    [*["STT"] * 6, 0],
    [None, None, "STT", None, None, None, 2],
]
"""A row of a text file that ends before the column of its number."""


@example(ENDS_EARLY, Layout(), (None, ()), "staff")
@given(grids, layouts, asked, some.sampled_from(["staff", "units", "counts", "disciplines"]))
def test_any_sheet_is_read_or_refused(
    told: list[list[object]], layout: Layout, how: tuple, table: str
) -> None:
    for sheet in (None, "S"):
        made = made_of(grid_of(told, layout, sheet), table, how)
        assert made.table is not None or made.fatal or made.problems
        for problem in (*made.problems, *made.fatal):
            assert problem.say("vi")
            assert problem.say("en")


@given(grids, layouts, asked)
def test_no_row_below_the_headings_is_gone_without_a_word(
    told: list[list[object]], layout: Layout, how: tuple
) -> None:
    made = made_of(grid_of(told, layout, "S"), "staff", how)
    if made.table is None:
        return
    kept = {row.number for row in made.table.rows}
    named = {one.place.row for one in made.problems if one.place is not None and one.place.row}
    for one in made.problems:
        if one.code == "rows-aside":
            named |= numbers_in(one.message("en"))
    moved = {row for row, _ in made.table.sheet.moved.values()}
    first = min(kept, default=None)
    if first is None:
        return
    filled = {
        number
        for number, row in enumerate(told, 1)
        if number > first and any(cell is not None and str(cell).strip() for cell in row)
    }
    gone = filled - kept - named - moved
    assert gone == set()


@given(grids, layouts, asked)
def test_every_value_stands_where_its_place_says(
    told: list[list[object]], layout: Layout, how: tuple
) -> None:
    grid = grid_of(told, layout, "S")
    made = made_of(grid, "staff", how)
    if made.table is None:
        return
    by_number = {line.number: line.cells for line in grid.lines}
    for row in made.table.rows:
        for column, value in row.cells.items():
            place = made.table.sheet.place(row.number, column)
            if place is None or place.column is None or value in {None, ""}:
                continue
            if column in {"name", "category", "unit_id", "peer_group"} or "rating" in column:
                continue  # joined, of a group, or under a mark: see the tests of the shapes
            assert by_number[place.row or 0][place.column - 1] == value
