"""Comments on cells, cells that are not shown, rows of no height: told, or asked about."""

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
from unit.intake.shapes.books import ALL_ONE, NAMES, chosen, codes, people_of

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.chosen import Chosen

TOLD = chosen(fill=ALL_ONE)


def a_book(comment: str = "", at: str = "C2", **more: object) -> bytes:
    """Write two people; a comment on a cell, a format for a grade, a row of no height."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Danh sách kết quả")
        sheet.write_row(0, 0, ["STT", "Họ và tên", "Xếp loại"])
        sheet.write_row(1, 0, [1, NAMES[0], "HTTNV"])
        sheet.write_row(2, 0, [2, NAMES[1], "HTNV"])
        if comment:
            sheet.write_comment(at, comment)
        if "format" in more:
            sheet.write(1, 2, "HTTNV", book.add_format({"num_format": more["format"]}))
        if more.get("flat"):
            sheet.set_row(2, 0)
    return file.getvalue()


def read_book(folder: Path, data: bytes, told: Chosen = TOLD, name: str = "a.xlsx") -> Batch:
    path = folder / name
    path.write_bytes(data)
    return read_batch(path, packaged_labels(), period="2024", chosen=told)


def told_of(batch: Batch, code: str) -> list[object]:
    return [one.params["cells"] for one in batch.problems if one.code == code]


@pytest.mark.parametrize(
    "comment", ["Sửa lại: HT", "Họp lại: hạ xuống hoàn thành nhiệm vụ", "xuất sắc?"]
)
def test_a_comment_that_names_another_grade_is_asked_about(tmp_path: Path, comment: str) -> None:
    with pytest.raises(BatchError) as error:
        read_book(tmp_path, a_book(comment))
    (question,) = [one for one in error.value.problems if one.severity == "error"]
    assert question.code == "remark-changes-grade"
    assert str(question.place).endswith("!C2")
    assert "`--map C2=-`" in question.message("vi")
    batch = read_book(tmp_path, a_book(comment), chosen("C2=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",), ("HTNV",)]


@pytest.mark.parametrize(
    ("comment", "at"),
    [
        ("HTT", "C2"),
        ("theo biên bản họp", "C2"),
        ("luôn phối hợp rất tốt với các bộ phận khác", "C2"),
        ("Sửa lại: HT", "B2"),
    ],
)
def test_other_comments_are_told(tmp_path: Path, comment: str, at: str) -> None:
    batch = read_book(tmp_path, a_book(comment, at))
    assert told_of(batch, "cells-remarked") == [at]


def test_without_comments_nothing_is_told(tmp_path: Path) -> None:
    batch = read_book(tmp_path, a_book())
    assert not {"cells-remarked", "cells-unseen", "rows-hidden"} & set(codes(list(batch.problems)))


def test_a_format_that_shows_nothing_is_told(tmp_path: Path) -> None:
    batch = read_book(tmp_path, a_book(format=";;;"))
    assert told_of(batch, "cells-unseen") == ["C2"]
    assert people_of(batch, "rating") == [("HTTNV",), ("HTNV",)]


def test_a_row_of_no_height_is_a_hidden_one(tmp_path: Path) -> None:
    batch = read_book(tmp_path, a_book(flat=True))
    (told,) = [one for one in batch.problems if one.code == "rows-hidden"]
    assert "3" in told.message("vi")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_what_libreoffice_writes_says_the_same(tmp_path: Path, ending: str) -> None:
    for name, data in {"a": a_book("Sửa lại: HT"), "b": a_book(format=";;;")}.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path / 'profile'}"),
            *("--convert-to", ending, "--outdir", str(tmp_path)),
            *(str(tmp_path / f"{name}.xlsx") for name in "ab"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with pytest.raises(BatchError) as error:
        read_batch(tmp_path / f"a.{ending}", packaged_labels(), period="2024", chosen=TOLD)
    (question,) = [one for one in error.value.problems if one.severity == "error"]
    assert (question.code, question.read) == ("remark-changes-grade", "Sửa lại: HT")
    batch = read_batch(tmp_path / f"b.{ending}", packaged_labels(), period="2024", chosen=TOLD)
    assert told_of(batch, "cells-unseen") == ["C2"]
    assert people_of(batch, "rating") == [("HTTNV",), ("HTNV",)]
