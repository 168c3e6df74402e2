"""Answers that contradict each other or meet nothing are refused; what may be a reason is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import BatchError, read
from unit.intake.shapes.books import (
    NAMES,
    Shape,
    a_file,
    asked,
    chosen,
    codes,
    people_of,
    read_shape,
)

if TYPE_CHECKING:
    from pathlib import Path

LIST = ["STT", "Họ và tên", "Đơn vị", "Cả năm", "Quý"]
ROWS = [[1, NAMES[0], "P1", "HTTNV", "IV"]]
VC = {"category": "VC"}


def test_one_column_that_is_said_to_be_two_things_is_refused(tmp_path: Path) -> None:
    told = chosen("D=rating", "Cả năm=proposed_rating", "E=-", fill=VC)
    found = asked(tmp_path, Shape(LIST, ROWS), told=told)
    wrong = next(one for one in found if one.code == "map-two-fields")
    assert "`rating`, `proposed_rating`" in wrong.message("vi")


def test_one_column_that_is_said_to_be_one_thing_in_two_ways_is_that(tmp_path: Path) -> None:
    told = chosen("D=rating", "Cả năm=rating", "E=-", fill=VC)
    assert people_of(read_shape(tmp_path, Shape(LIST, ROWS), told=told), "rating") == [("HTTNV",)]


def test_a_label_that_no_cell_has_is_refused_and_one_saved_is_not(tmp_path: Path) -> None:
    path = a_file(tmp_path, Shape(LIST, ROWS))
    how = {"period": "2024", "columns": {"D": "rating", "E": "-"}, "fill": VC}
    with pytest.raises(BatchError) as error:
        read(path, labels={"XX": "KHTNV"}, **how)
    assert codes(error.value.problems)[0] == "label-unmet"
    saved = tmp_path / "columns.yaml"
    saved.write_text("labels: {XX: KHTNV}\n", encoding="utf-8")
    assert read(path, mapping=saved, **how).people == 1
    assert read(path, labels={"httnv": "HTTNV"}, **how).people == 1


REASONED = ["STT", "Họ và tên", "Tự xếp loại", "Xếp loại", "Lý do"]
ALL_ONE = {"category": "VC", "unit_id": "U"}


@pytest.mark.parametrize("heading", ["Lý do", "Ghi chú", "Lý do xếp loại", "Nhận xét chung"])
def test_words_beside_grades_that_differ_may_be_the_reason_and_are_asked_about(
    tmp_path: Path, heading: str
) -> None:
    rows = [[1, NAMES[0], "HTXSNV", "HTTNV", "Chưa có sáng kiến"], [2, NAMES[1], "HTNV", "HTNV"]]
    shape = Shape([*REASONED[:4], heading], rows)
    if heading == "Lý do xếp loại":
        batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE))
        assert people_of(batch, "rating_reason") == [("Chưa có sáng kiến",), (None,)]
        return
    (question,) = asked(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert question.code == "reason-open"
    assert "`--map E=rating_reason`" in question.message("vi")
    batch = read_shape(tmp_path, shape, told=chosen("E=rating_reason", fill=ALL_ONE))
    assert people_of(batch, "rating_reason") == [("Chưa có sáng kiến",), (None,)]
    assert read_shape(tmp_path, shape, told=chosen("E=-", fill=ALL_ONE)).people == 2


@pytest.mark.parametrize("cells", [("HTTNV", "HTTNV", "Giỏi"), ("HTXSNV", "HTTNV", "-")])
def test_words_where_grades_do_not_differ_or_no_words_are_not_asked_about(
    tmp_path: Path, cells: tuple[str, str, str]
) -> None:
    shape = Shape(REASONED, [[1, NAMES[0], *cells]])
    assert read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE)).people == 1


def test_a_row_that_tells_no_period_where_others_do_is_an_error(tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "Năm đánh giá", "Xếp loại"]
    rows = [[1, NAMES[0], 2024, "HTTNV"], [2, NAMES[1], None, "HTTNV"], [3, NAMES[2], 2023, "HTNV"]]
    told = chosen("C=period", fill=ALL_ONE)
    batch = read_shape(tmp_path, Shape(headings, rows), told=told)
    assert (people_of(batch, "name"), batch.dropped) == ([(NAMES[0],)], 1)
    (wrong,) = [one for one in batch.problems if one.code == "row-without-period"]
    assert str(wrong.place).endswith("Sheet1!C3")
    empty = [[*row[:2], None, row[3]] for row in rows]
    assert read_shape(tmp_path, Shape(headings, empty), told=told).people == 3
