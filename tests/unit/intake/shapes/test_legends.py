"""What a sheet says of its own labels, where it is not how they are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from unit.intake.shapes.books import ALL_ONE, NAMES, Shape, asked, chosen, people_of, read_shape

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = Shape(["STT", "Họ và tên", "Xếp loại"], [[1, NAMES[0], "HTT"], [2, NAMES[1], "HT"]])
LEGEND = "Ký hiệu: HTXS = Hoàn thành xuất sắc; HT = Hoàn thành tốt nhiệm vụ"
TOLD = chosen(fill=ALL_ONE)


@pytest.mark.parametrize(
    ("shape", "cell"),
    [
        (replace(PLAIN, above=[[LEGEND]]), "A1"),
        (replace(PLAIN, foot=[[], ["Ghi chú:"], [None, "HT: Hoàn thành tốt"]]), "B6"),
    ],
)
def test_a_legend_that_is_not_how_a_label_is_read_is_asked_about(
    tmp_path: Path, shape: Shape, cell: str
) -> None:
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, str(question.place)) == (
        "legend-against",
        f"danh-sach.xlsx, Sheet1!{cell}",
    )
    assert '`--label "HT=HTTNV"` hoặc `--label "HT=HTNV"`' in question.say("vi")
    for code in ("HTTNV", "HTNV"):
        batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE, HT=code))
        assert people_of(batch, "rating") == [("HTTNV",), (code,)]


@pytest.mark.parametrize(
    "legend",
    [
        "Ghi chú: HT: Hoàn thành nhiệm vụ; HTT: Hoàn thành tốt nhiệm vụ",
        "HTXS: Hoàn thành tốt",
        "- HT: 1 người",
    ],
)
def test_a_legend_that_says_the_same_or_of_nobody_is_passed_over(
    tmp_path: Path, legend: str
) -> None:
    batch = read_shape(tmp_path, replace(PLAIN, above=[[legend]]), told=TOLD)
    assert people_of(batch, "rating") == [("HTTNV",), ("HTNV",)]
