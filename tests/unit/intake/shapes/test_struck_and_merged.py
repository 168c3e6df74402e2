"""Grades that are struck through, and cells merged over several people, are never passed over."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from cbccvc_rules.errors import BatchError
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.scale import packaged_labels
from unit.intake.shapes.books import (
    ALL_ONE,
    NAMES,
    Shape,
    chosen,
    people_of,
    place_of,
    read_shape,
    rules_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

TOLD = chosen(fill=ALL_ONE)
HEADINGS = ["STT", "Họ và tên", "Xếp loại", "Chức vụ"]


def a_book(*, grade: str = "HTXSNV", name: bool = False, post: bool = False) -> bytes:
    """Write three people; the grade of the second is struck through, or a part of its text."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
        for row, line in enumerate([HEADINGS, *([at, one, "HTTNV"] for at, one in _PEOPLE)]):
            sheet.write_row(row, 0, line)
        first, _, rest = grade.partition(" ")
        if rest:
            sheet.write_rich_string(2, 2, struck, first, f" {rest}")
        else:
            sheet.write(2, 2, grade, struck)
        if name:
            sheet.write(3, 1, NAMES[2], struck)
        if post:
            sheet.write(3, 3, "Tổ trưởng", struck)
    return file.getvalue()


_PEOPLE = tuple(enumerate(NAMES, 1))
PAGE = """<html><meta charset="utf-8"><table><tr><th>STT<th>Họ và tên<th>Xếp loại</tr>
<tr><td>1<td>Hà Văn Một<td>HTTNV</tr>
<tr><td>2<td>Lý Thị Hai<td>{}</tr>
<tr><td>3<td>Đỗ Văn Ba<td>HTTNV</tr></table>"""


def read_bytes(folder: Path, data: bytes, name: str = "a.xlsx", *told: str) -> Batch:
    (folder / name).write_bytes(data)
    return read_batch(
        folder / name, packaged_labels(), period="2024", chosen=chosen(*told, fill=ALL_ONE)
    )


@pytest.mark.parametrize("grade", ["HTXSNV", "HTXSNV HTNV"])
def test_a_grade_that_is_struck_through_is_not_known(tmp_path: Path, grade: str) -> None:
    batch = read_bytes(tmp_path, a_book(grade=grade))
    assert people_of(batch, "rating") == [("HTTNV",), (None,), ("HTTNV",)]
    (wrong,) = [one for one in batch.problems if one.severity == "error"]
    assert (wrong.code, wrong.read, str(wrong.place)) == ("cell-struck", grade, "a.xlsx, Sheet1!C3")


@pytest.mark.parametrize(
    "grade",
    [
        "<s>HTXSNV</s>",
        "<del>HTXSNV</del> HTNV",
        '<span style="text-decoration: line-through">HTXSNV</span>',
    ],
)
def test_a_page_strikes_grades_through_as_well(tmp_path: Path, grade: str) -> None:
    batch = read_bytes(tmp_path, PAGE.format(grade).encode(), "a.xls")
    assert people_of(batch, "rating") == [("HTTNV",), (None,), ("HTTNV",)]
    assert "cell-struck" in [one.code for one in batch.problems]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("kind", "ending"), [("xls:MS Excel 97", "xls"), ("ods", "ods")])
@pytest.mark.parametrize("grade", ["HTXSNV", "HTXSNV HTNV"])
def test_other_formats_strike_grades_through_as_well(
    tmp_path: Path, grade: str, kind: str, ending: str
) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(a_book(grade=grade))
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={tmp_path.as_uri()}/profile"),
            *("--convert-to", kind, "--outdir", str(tmp_path), str(source)),
        ],
        check=True,
        capture_output=True,
    )
    written = (tmp_path / f"a.{ending}").read_bytes()
    batch = read_bytes(tmp_path, written, f"b.{ending}")
    assert people_of(batch, "rating") == [("HTTNV",), (None,), ("HTTNV",)]
    assert "cell-struck" in [one.code for one in batch.problems]


def test_somebody_whose_name_is_struck_through_is_asked_about(tmp_path: Path) -> None:
    data = a_book(name=True)
    with pytest.raises(BatchError) as error:
        read_bytes(tmp_path, data)
    (question,) = [one for one in error.value.problems if one.severity == "error"]
    assert (question.code, str(question.place)) == ("row-struck", "a.xlsx, Sheet1!B4")
    assert read_bytes(tmp_path, data, "a.xlsx", "B4=-").people == 2
    assert read_bytes(tmp_path, data, "a.xlsx", "B4=name").people == 3


def test_other_cells_that_are_struck_through_are_told(tmp_path: Path) -> None:
    batch = read_bytes(tmp_path, a_book(post=True))
    (told,) = [one for one in batch.problems if one.code == "cells-struck"]
    assert told.say("en").endswith(": D4")


def test_one_grade_in_cells_merged_over_several_people_is_told(tmp_path: Path) -> None:
    rows = [[1, NAMES[0], "HTTNV"], [2, NAMES[1]], [3, NAMES[2], "HTNV"]]
    batch = read_shape(tmp_path, Shape(HEADINGS[:3], rows, tall=[(0, 1, 2)]), told=TOLD)
    assert people_of(batch, "rating") == [("HTTNV",), ("HTTNV",), ("HTNV",)]
    assert place_of(batch, 1, "rating") == "Sheet1!C2"
    assert rules_of(batch)["C rating"] == "merged"
    (told,) = [one for one in batch.problems if one.code == "grades-merged"]
    assert "C2:C3" in told.say("vi")
    (column,) = [one for one in batch.mappings[0].columns if one.column == "rating"]
    assert column.certainty == "probable"


def test_a_mark_merged_over_several_people_is_of_each(tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
    rows = [[1, NAMES[0], None, "x"], [2, NAMES[1]], [3, NAMES[2], "x"]]
    batch = read_shape(tmp_path, Shape(headings, rows, tall=[(0, 1, 3)]), told=TOLD)
    assert people_of(batch, "rating") == [("HTTNV",), ("HTTNV",), ("HTXSNV",)]


def test_a_mark_merged_over_several_grades_is_of_none(tmp_path: Path) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["STT", "Họ và tên", "HTXSNV", "HTTNV", "HTNV", "KHTNV"])
        sheet.write_row(1, 0, [1, NAMES[0]])
        sheet.merge_range(1, 2, 1, 3, "x")
    batch = read_bytes(tmp_path, file.getvalue())
    assert people_of(batch, "rating") == [(None,)]
    assert "cell-marks-several" in [one.code for one in batch.problems]
