"""Grades of several years beside each other in a joined file: each column is rows of its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, BatchError, read
from unit.intake.shapes.books import Shape, a_file

if TYPE_CHECKING:
    from pathlib import Path

LIST = "staff_id,name,category,unit_id,rating\nA,Lý Một,VC,U,HTTNV\nB,Lý Hai,VC,U,HTNV\n"
BOTH = {
    ("A", "2022"): "HTXSNV",
    ("B", "2022"): "HTNV",
    ("A", "2023"): "HTTNV",
    ("B", "2023"): "HTTNV",
}
ROWS: list[list[object]] = [[1, "A", "HTXS", "HTT"], [2, "B", "HT", "HTT"]]


def joined(tmp_path: Path, shape: Shape, **more: object) -> Batch:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    other = a_file(tmp_path, shape, name="w.xlsx")
    return read(tmp_path / "list.csv", period="2024", with_=[other], **more)


def history(batch: Batch) -> dict[tuple[object, object], object]:
    rows = batch.tables["history"]
    return {(row.values["staff_id"], row.values["period"]): row.values["rating"] for row in rows}


@pytest.mark.parametrize(
    "years",
    [
        ["Năm 2022", "Năm 2023"],
        ["Xếp loại 2022", "Xếp loại 2023"],
        [("Xếp loại các năm", ["2022", "2023"])],
        [("Kết quả xếp loại", ["Năm 2022", "Năm 2023"])],
    ],
)
@pytest.mark.parametrize("above", [[], [["TỔNG HỢP XẾP LOẠI CÁC NĂM TRƯỚC"]]])
def test_each_year_is_read(tmp_path: Path, years: list, above: list) -> None:
    batch = joined(tmp_path, Shape(["STT", "Mã số", *years], ROWS, above=above))
    assert history(batch) == BOTH
    row = batch.tables["history"][-1]
    assert str(row.place("rating")).startswith("w.xlsx, Sheet1!D")
    (told,) = [one for one in batch.problems if one.code == "headings-read-as"]
    assert all(year in told.message("vi") for year in ("2022", "2023"))
    assert not [one for one in batch.problems if one.severity == "error"]


def test_a_single_earlier_year_is_read(tmp_path: Path) -> None:
    shape = Shape(["STT", "Mã số", "Năm 2022"], [row[:3] for row in ROWS])
    assert history(joined(tmp_path, shape)) == {("A", "2022"): "HTXSNV", ("B", "2022"): "HTNV"}


def test_the_year_of_the_round_is_held_against_the_list(tmp_path: Path) -> None:
    rows = [[*ROWS[0], "Kế toán viên", "HTT"], [*ROWS[1], "Chuyên viên", "HTXS"]]
    headings = ["STT", "Mã số", "Năm 2022", "Năm 2023", "Chức vụ", "Năm 2024"]
    batch = joined(tmp_path, Shape(headings, rows))
    assert history(batch) == BOTH
    (wrong,) = [one for one in batch.problems if one.severity == "error"]
    assert wrong.code == "with-contradicts"
    assert "của B ở đây" in wrong.message("vi")
    people = batch.tables["staff"]
    assert [row.values["position"] for row in people] == ["Kế toán viên", "Chuyên viên"]


def test_people_are_found_by_name_and_unit_only_where_asked(tmp_path: Path) -> None:
    rows = [["Lý Một", "U", "HTXS", "HTT"], ["Lý Hai", "U", "HT", "HTT"]]
    shape = Shape(["Họ và tên", "Đơn vị", "Năm 2022", "Năm 2023"], rows)
    with pytest.raises(BatchError) as error:
        joined(tmp_path, shape)
    assert [one.code for one in error.value.problems if one.severity == "error"] == ["with-no-ids"]
    assert history(joined(tmp_path, shape, join_by="name-unit")) == BOTH


def test_one_year_told_twice_and_other_grades_are_not_taken(tmp_path: Path) -> None:
    twice = Shape(["STT", "Mã số", "Năm 2023", "Xếp loại 2023"], ROWS)
    with pytest.raises(BatchError) as error:
        joined(tmp_path, twice)
    assert error.value.problems[0].code == "with-what-table"
    own = Shape(["STT", "Mã số", "Tự xếp loại 2022", "Xếp loại 2023"], ROWS)
    assert history(joined(tmp_path, own)) == {("A", "2023"): "HTTNV", ("B", "2023"): "HTTNV"}


def test_a_year_may_be_left_out(tmp_path: Path) -> None:
    shape = Shape(["STT", "Mã số", "Năm 2022", "Năm 2023"], ROWS)
    batch = joined(tmp_path, shape, columns={"w.xlsx!D": "-"})
    assert history(batch) == {("A", "2022"): "HTXSNV", ("B", "2022"): "HTNV"}
