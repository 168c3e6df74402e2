"""The whole of what headings and labels were taken for is kept, word for word or not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cbccvc_rules import Batch, check, read
from cbccvc_rules.api import write_text
from cbccvc_rules.model.column_read import ColumnRead
from cbccvc_rules.model.mapping import LabelRead

if TYPE_CHECKING:
    from pathlib import Path

LIST = """\
Mã số,Mã đơn vị,Loại đối tượng,Mức xếp loại,Ghi chú,Đảng viên
A1,U,Công chức,HTT,x,x
A2,U,CC,htt,,
A3,U,viên chức,Chưa xếp loại,,
A4,U,VC,HTTTNV,,
"""


def the_batch(folder: Path) -> Batch:
    (folder / "staff.csv").write_text(LIST, encoding="utf-8")
    return read(folder / "staff.csv", period="2024")


def test_every_heading_is_kept_with_its_column_in_order(tmp_path: Path) -> None:
    (one,) = the_batch(tmp_path).mappings
    assert (one.table, one.source, one.sheet) == ("staff", "staff.csv", None)
    assert one.columns == (
        ColumnRead("staff_id", "Mã số", 1, "exact"),
        ColumnRead("unit_id", "Mã đơn vị", 2, "exact"),
        ColumnRead("category", "Loại đối tượng", 3, "exact"),
        ColumnRead("rating", "Mức xếp loại", 4, "exact"),
        ColumnRead("party_member", "Đảng viên", 6, "exact"),
    )
    assert one.unread == ("Ghi chú",)


def test_every_label_that_was_understood_is_kept_with_its_number_of_cells(tmp_path: Path) -> None:
    (one,) = the_batch(tmp_path).mappings
    assert one.labels == (
        LabelRead("category", "Công chức", "CC", 1),
        LabelRead("category", "viên chức", "VC", 1),
        LabelRead("rating", "HTT", "HTTNV", 2),
        LabelRead("rating", "Chưa xếp loại", None, 1),
    )


def test_the_json_report_holds_all_of_it(tmp_path: Path) -> None:
    (one,) = json.loads(write_text(check(the_batch(tmp_path)), "json"))["mappings"]
    assert one["columns"][3] == {
        "heading": "Mức xếp loại",
        "column": "rating",
        "letters": "D",
        "rule": "exact",
        "certainty": "certain",
    }
    assert one["unread"] == ["Ghi chú"]
    assert {"column": "rating", "label": "HTT", "value": "HTTNV", "cells": 2} in one["labels"]


def test_records_of_python_are_mapped_too() -> None:
    person = {"Mã số": "A", "unit_id": "U", "category": "VC", "rating": "HTTNV", "note": "x"}
    (one,) = Batch.from_records(staff=[person], period="2024").mappings
    assert one.columns[0] == ColumnRead("staff_id", "Mã số", 1, "exact")
    assert one.unread == ("note",)
    assert one.labels == ()
