"""Rows of totals that count again whom other rows count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.intake.shapes.books import Shape, asked, chosen, read_shape

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

HEADINGS = ["STT", "Đơn vị", "Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
A = [1, "Phòng A", 10, 2, 6, 2, 0]
B = [2, "Phòng B", 10, 1, 6, 2, 1]
C = [1, "Trường C", 20, 4, 12, 4, 0]
BOTH = [20, 3, 12, 4, 1]


def units(batch: Batch) -> list[object]:
    return [row.values["unit_id"] for row in batch.tables["counts"]]


def told(batch: Batch) -> list[str]:
    return [one.say("vi") for one in batch.problems if one.code == "rows-aside"]


def test_numbered_sums_and_parts_of_a_row_are_set_aside_and_told(tmp_path: Path) -> None:
    rows = [
        ["I", "Khối phòng ban", *BOTH],
        A,
        B,
        ["II", "Khối trường", *C[2:]],
        C,
        [None, "Trong đó: nữ", 10, 2, 6, 2, 0],
    ]
    batch = read_shape(tmp_path, Shape(HEADINGS, rows))
    assert units(batch) == ["Phòng A", "Phòng B", "Trường C"]
    assert [one.rpartition(" (")[2] for one in told(batch)] == [
        "tổng của các dòng bên dưới): 2, 5",
        "một phần của dòng khác): 7",
    ]


def test_heads_without_figures_are_no_units(tmp_path: Path) -> None:
    rows = [["I", "Khối phòng ban"], A, B, ["II", "Khối trường"], C, [2, "Trường D"]]
    batch = read_shape(tmp_path, Shape(HEADINGS, [[*one, *[None] * 5][:7] for one in rows]))
    assert units(batch) == ["Phòng A", "Phòng B", "Trường C", "Trường D"]
    assert any("dòng đầu nhóm không có số liệu): 2, 5" in one for one in told(batch))


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ([["I", "Khối phòng ban", 21, 4, 12, 4, 1], A, B], "sum-not-right", "B2"),
        ([[None, "Khối phòng ban", *BOTH], A, B], "sum-open", "B2"),
        ([A, B, [None, "Toàn huyện", *BOTH]], "sum-open", "B4"),
    ],
)
def test_what_may_be_a_sum_is_asked_about(
    tmp_path: Path, rows: list[list[object]], code: str, cell: str
) -> None:
    shape = Shape(HEADINGS, rows)
    (question,) = asked(tmp_path, shape)
    assert (question.code, str(question.place)) == (code, f"danh-sach.xlsx, Sheet1!{cell}")
    assert f"`--map {cell}=-`" in question.say("vi")
    assert units(read_shape(tmp_path, shape, told=chosen(f"{cell}=-"))) == ["Phòng A", "Phòng B"]
    assert len(units(read_shape(tmp_path, shape, told=chosen(f"{cell}=unit_id")))) == 3


def test_units_that_are_no_sums_are_all_read(tmp_path: Path) -> None:
    rows = [[1, "Phòng A", *BOTH], [2, "Phòng B", 10, 2, 6, 2, 0], [3, "Phòng C", 10, 1, 6, 2, 1]]
    batch = read_shape(tmp_path, Shape(HEADINGS, rows))
    assert len(units(batch)) == 3
