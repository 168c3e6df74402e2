"""Grades of units from a file of its own: rows that head others are no units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, read
from unit.intake.shapes.books import Shape, a_file

if TYPE_CHECKING:
    from pathlib import Path

LIST = (
    "staff_id,name,category,unit_id,rating\nA,Lý Một,VC,Phòng A,HTTNV\nB,Lý Hai,VC,Phòng B,HTNV\n"
)
GRADED = {"Phòng A": "HTXSNV", "Phòng B": "HTTNV"}


def units(tmp_path: Path, shape: Shape) -> tuple[Batch, dict[object, object]]:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    batch = read(
        tmp_path / "list.csv", period="2024", with_=[a_file(tmp_path, shape, name="w.xlsx")]
    )
    rows = batch.tables["units"]
    return batch, {row.values["unit_id"]: row.values["rating"] for row in rows}


@pytest.mark.parametrize("heading", ["Đơn vị", "Tên đơn vị"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["I", "Khối A"], ["II", "Khối B"]),
        (["A", "Khối A"], ["B", "Khối B"]),
        (["I. K"], ["II. L"]),
    ],
)
def test_rows_that_head_units_are_no_units(
    tmp_path: Path, heading: str, first: list[object], second: list[object]
) -> None:
    rows = [first, [1, "Phòng A", "HTXS"], second, [1, "Phòng B", "HTT"]]
    batch, found = units(tmp_path, Shape(["STT", heading, "Mức xếp loại"], rows))
    assert found == GRADED
    (aside,) = [one for one in batch.problems if one.code == "rows-aside"]
    assert aside.params["rows"] == "2, 4"


def test_a_head_with_an_id_or_a_grade_is_a_unit(tmp_path: Path) -> None:
    rows = [["I", "Khối A", "HTT"], [1, "Phòng A", "HTXS"], [2, "Phòng B", "HTT"]]
    _, found = units(tmp_path, Shape(["STT", "Đơn vị", "Mức xếp loại"], rows))
    assert found == GRADED | {"Khối A": "HTTNV"}
    rows = [["I", "K", "Khối A"], [1, "Phòng A", "A", "HTXS"], [2, "Phòng B", "B", "HTT"]]
    shape = Shape(["STT", "Mã đơn vị", "Tên đơn vị", "Mức xếp loại"], rows)
    assert units(tmp_path, shape)[1] == GRADED | {"K": None}


def test_units_that_are_all_numbered_alike_are_units(tmp_path: Path) -> None:
    rows = [["I", "Phòng A", "HTXS"], ["II", "Phòng B", "HTT"]]
    assert units(tmp_path, Shape(["STT", "Đơn vị", "Mức xếp loại"], rows))[1] == GRADED
