"""Sheets that are not used and tell of people of the list are asked about, and may be joined."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from cbccvc_rules import Batch, BatchError, read
from cbccvc_rules.api import columns_told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cbccvc_rules.errors import Problem

PEOPLE = [
    ["Mã số", "Họ và tên", "Mã đơn vị", "Loại đối tượng", "Xếp loại"],
    ["V01", "Hà Văn Một", "P1", "VC", "HTTNV"],
    ["V02", "Lý Thị Hai", "P1", "VC", "HTNV"],
]
DISCIPLINES = [["Mã số", "Hình thức kỷ luật", "Ngày kỷ luật"], ["V01", "Khiển trách", "05/03/2024"]]
ANEW = [["Mã số", "Mức mới"], ["V01", "HTNV"]]
LEAVE = [["Mã số", "Nghỉ (tháng)"], ["V02", 7]]


def a_book(folder: Path, name: str, rows: list[list[object]]) -> Path:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for title, told in (("DS", PEOPLE), (name, rows)):
            sheet = book.add_worksheet(title)
            for at, row in enumerate(told):
                sheet.write_row(at, 0, row)
    (folder / "a.xlsx").write_bytes(file.getvalue())
    return folder / "a.xlsx"


def question(path: Path, columns: Mapping[str, str] | None = None) -> Problem:
    with pytest.raises(BatchError) as error:
        read(path, period="2024", columns=columns)
    (one,) = [one for one in error.value.problems if one.severity == "error"]
    return one


@pytest.mark.parametrize("rows", [DISCIPLINES, ANEW, LEAVE])
def test_a_sheet_that_may_bear_on_a_verdict_is_asked_about(
    tmp_path: Path, rows: list[list[object]]
) -> None:
    path = a_book(tmp_path, "Sheet2", rows)
    asked = question(path)
    assert asked.code == "sheet-bears"
    assert '`--map "Sheet2!=with"`' in asked.say("vi")
    assert read(path, period="2024", columns={"Sheet2!": "-"}).people == 2


@pytest.mark.parametrize(
    "rows",
    [
        [["Họ và tên", "Quê quán"], ["Hà Văn Một", "Huế"]],
        [["Mã số", "Hình thức kỷ luật"], ["X99", "Khiển trách"]],
        [["Ghi chú"], ["xếp loại theo Nghị định 90"]],
    ],
)
def test_a_sheet_of_others_or_of_other_things_is_told(
    tmp_path: Path, rows: list[list[object]]
) -> None:
    path = a_book(tmp_path, "Sheet2", rows)
    batch = read(path, period="2024", columns={"DS!": "staff"})
    assert "sheet-not-used" in [one.code for one in batch.problems]


def test_a_sheet_may_be_joined_as_a_file_is(tmp_path: Path) -> None:
    batch = read(a_book(tmp_path, "KL", DISCIPLINES), period="2024", columns={"KL!": "with"})
    (row,) = batch.tables["disciplines"]
    assert str(row.place("form")) == "a.xlsx, KL!B2"
    assert [one.path for one in batch.sources] == ["a.xlsx"]
    assert "sheet-told-off" not in [one.code for one in batch.problems]


def test_what_its_columns_are_is_said_with_its_name_and_saved(tmp_path: Path) -> None:
    path = a_book(tmp_path, "Nghỉ", LEAVE)
    assert '`--map "Nghỉ!=with.staff"`' in question(path, {"Nghỉ!": "with"}).say("vi")
    told = {"Nghỉ!": "with.staff", "Nghỉ!B": "leave_months"}
    batch = read(path, period="2024", columns=told)
    assert leave(batch) == [None, 7]
    written = tmp_path / "columns.yaml"
    written.write_text(columns_told(batch), encoding="utf-8")
    again = read(path, period="2024", mapping=written)
    assert leave(again) == [None, 7]
    assert columns_told(again) == columns_told(batch)


def leave(batch: Batch) -> list[object]:
    return [row.values["leave_months"] for row in batch.tables["staff"]]


def test_a_grade_on_a_sheet_that_is_joined_contradicts_the_lists(tmp_path: Path) -> None:
    told = {"Điều chỉnh!": "with.staff", "Điều chỉnh!B": "rating"}
    batch = read(a_book(tmp_path, "Điều chỉnh", ANEW), period="2024", columns=told)
    assert [row.values["rating"] for row in batch.tables["staff"]] == [None, "HTNV"]
    assert "with-contradicts" in [one.code for one in batch.problems]
