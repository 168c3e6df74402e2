"""Example 04: a list as an agency sends it is read by its saved mapping, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import check, read
from cbccvc_rules.errors import BatchError
from golden.messy import FILE, the_list
from unit.intake.workbooks import contents

if TYPE_CHECKING:
    from cbccvc_rules.model.batch import Batch

COLUMNS = FILE.parent / "columns.yaml"


def the_batch() -> Batch:
    return read(FILE, period="2024", mapping=COLUMNS)


def test_the_file_holds_what_is_described() -> None:
    cells, _ = the_list().grid()
    grid = contents(FILE.read_bytes()).grids[0]
    told = {
        (line.number - 1, at): cell
        for line in grid.lines
        for at, cell in enumerate(line.cells)
        if cell != ""
    }
    assert told == cells


def test_without_its_mapping_it_is_asked_what_empty_cells_are() -> None:
    with pytest.raises(BatchError) as error:
        read(FILE, period="2024")
    questions = [one.code for one in error.value.problems if one.severity == "error"]
    assert questions == ["carried-open"]


def test_with_its_mapping_people_are_read_as_they_stand() -> None:
    told = [
        tuple(row.values[one] for one in ("name", "category", "unit_id", "months_worked", "rating"))
        for row in the_batch().tables["staff"]
    ]
    assert told == [
        ("Lê Thị Mai", "CC", "Phòng Tổng hợp", 12, "HTXSNV"),
        ("Phạm Văn Nam", "CC", "Phòng Tổng hợp", 12, "HTTNV"),
        ("Vũ Thị Oanh", "CC", "Phòng Tổng hợp", 12, "HTTNV"),
        ("Đỗ Văn Phúc", "CC", "Phòng Tổng hợp", 5, "HTTNV"),
        ("Bùi Thị Quế", "CC", "Phòng Kế hoạch", 12, "HTTNV"),
        ("Hồ Văn Rạng", "CC", "Phòng Kế hoạch", 12, None),
        ("Ngô Văn Sơn", "HD", "Phòng Tổng hợp", 12, "HTTNV"),
    ]


def test_what_is_wrong_is_placed_in_the_sheet() -> None:
    batch = the_batch()
    wrong = [str(one.place) for one in batch.problems if one.severity == "error"]
    assert wrong == ["danh-sach.xlsx, 'DS 2024'!I16"]
    findings = check(batch, select=["own-rating-not-followed", "decided-unlike-proposal"])
    assert [(one.rule, one.subject.id) for one in findings.broken] == [
        ("own-rating-not-followed", "dòng-15")
    ]
    (one,) = findings.broken
    assert {str(place) for place in one.places} >= {"danh-sach.xlsx, 'DS 2024'!I15"}
