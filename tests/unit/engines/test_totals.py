"""Totals with cells that are empty or cannot be read: named by their own cell, never nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Findings, check, explain, read
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.text import text_report

if TYPE_CHECKING:
    from pathlib import Path

SHARE = "excellent-share"
ALL = "unit_id,total,HTXSNV,HTTNV,HTNV,KHTNV,not_rated"


def findings(folder: Path, row: str, headings: str = ALL) -> Findings:
    (folder / "batch.yaml").write_text('period: "2024"\n', encoding="utf-8")
    (folder / "counts.csv").write_text(f"{headings}\n{row}\n", encoding="utf-8")
    return check(read(folder), select=[SHARE])


def missing(found: Findings) -> list[tuple[str, str, str | None]]:
    (one,) = found.unknown
    return sorted(
        (fact.record, fact.column, None if fact.place is None else fact.place.cell)
        for fact in one.missing
    )


@pytest.mark.parametrize("cell", ["x", ""])
def test_a_grade_that_is_not_told_is_named_by_its_own_cell(tmp_path: Path, cell: str) -> None:
    found = findings(tmp_path, f"W,10,{cell},7,0,0,0")
    assert missing(found) == [("counts", "HTXSNV", "C2")]
    (cells,) = found.missing
    assert (cells.unit, cells.record, cells.column) == ("W", "counts", "HTXSNV")


def test_every_grade_that_is_not_told_is_named(tmp_path: Path) -> None:
    assert missing(findings(tmp_path, "W,10,,7,,0,0")) == [
        ("counts", "HTNV", "E2"),
        ("counts", "HTXSNV", "C2"),
    ]


def test_a_total_above_its_grades_is_named_itself(tmp_path: Path) -> None:
    assert missing(findings(tmp_path, "W,10,2,7,0,0,0")) == [("counts", "total", "B2")]


@pytest.mark.parametrize("total", ["", "y"])
def test_without_a_total_a_grade_not_told_is_not_taken_as_nobody(
    tmp_path: Path, total: str
) -> None:
    assert missing(findings(tmp_path, f"W,{total},x,8,0,0,0")) == [("counts", "HTXSNV", "C2")]
    assert missing(findings(tmp_path, f"W,{total},3,8,,0,0")) == [("counts", "HTNV", "E2")]


def test_what_would_not_change_the_verdict_is_not_asked_for(tmp_path: Path) -> None:
    kept = findings(tmp_path, "W,,2,8,,0,0")  # 2 of 10 or more
    assert (kept.unknown, kept.broken) == ((), ())
    broken = findings(tmp_path, "W,,3,8,0,0,")  # those not rated are not in the base
    assert [one.subject.id for one in broken.broken] == ["W"]


def test_a_column_that_is_absent_is_not_checkable(tmp_path: Path) -> None:
    found = findings(tmp_path, "W,3,8", "unit_id,HTXSNV,HTTNV")
    assert [one.missing for one in found.not_checkable] == [("counts.HTNV", "counts.KHTNV")]


def test_rows_are_called_by_whose_they_are(tmp_path: Path) -> None:
    found = findings(tmp_path, "W,10,x,7,0,0,0")
    assert "Excellent completion of W (row 2) at counts.csv!C2" in text_report(found, Options("en"))
    said = text_report(found, Options("vi"))
    assert "Hoàn thành xuất sắc nhiệm vụ của W (dòng 2) tại counts.csv!C2" in said
    assert "(bảng Số lượng): 1 ô: W (dòng 2) [C2]" in said
    why = str(explain(found.unknown[0], "en"))
    assert "people of W: 7 (good completion of tasks, row 2)" in why
    assert "people of W: 3 (grade not known, row 2)" in why
    without = findings(tmp_path, "W,,3,8,,0,0")
    assert "people of W, how many is not known (completion of tasks, row 2)" in str(
        explain(without.unknown[0], "en")
    )
