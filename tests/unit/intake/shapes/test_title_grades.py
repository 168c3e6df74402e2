"""Titles that name grades: held against the rows, or offered where no column tells any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.intake.shapes.books import ALL_ONE, NAMES, Shape, asked, chosen, people_of, read_shape

if TYPE_CHECKING:
    from pathlib import Path

ONE = "DANH SÁCH VIÊN CHỨC HOÀN THÀNH XUẤT SẮC NHIỆM VỤ NĂM 2024"
GRADED = ["STT", "Họ và tên", "Xếp loại"]
TOLD = chosen(fill=ALL_ONE)


def rated(*labels: str, title: str = ONE, name: str = "Sheet1") -> Shape:
    rows: list[list[object]] = [[at, NAMES[at - 1], one] for at, one in enumerate(labels, 1)]
    return Shape(GRADED, rows, above=[[title]], name=name)


def unrated(title: str = ONE, name: str = "Sheet1") -> Shape:
    rows: list[list[object]] = [[1, NAMES[0], "CV"], [2, NAMES[1], "CV"]]
    return Shape(["STT", "Họ và tên", "Chức vụ"], rows, above=[[title]], name=name)


@pytest.mark.parametrize(
    "title",
    [
        ONE,
        "DANH SÁCH VIÊN CHỨC HTXSNV NĂM 2024",
        "Danh sách công chức được xếp loại hoàn thành xuất sắc nhiệm vụ",
        "Mức xếp loại: Hoàn thành xuất sắc nhiệm vụ",
        "DANH SÁCH CÔNG CHỨC HOÀN THÀNH XUẤT SẮC NHIỆM VỤ, HOÀN THÀNH NHIỆM VỤ NĂM 2024",
    ],
)
def test_rows_that_tell_another_grade_than_the_title_are_asked_about(
    tmp_path: Path, title: str
) -> None:
    shape = rated("HTXS", "HTT", title=title)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, question.params["rows"]) == ("title-of-other-grade", "4")
    assert question.params["option"] == "--map A1=-"
    batch = read_shape(tmp_path, shape, told=chosen("A1=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTXSNV",), ("HTTNV",)]


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        (ONE, ("HTXS", "Hoàn thành xuất sắc nhiệm vụ")),
        ("KẾT QUẢ ĐÁNH GIÁ MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ NĂM 2024", ("HTXS", "HTT")),
        ("Tỷ lệ hoàn thành xuất sắc nhiệm vụ không quá 20%", ("HTXS", "HTT")),
        ("DANH SÁCH VIÊN CHỨC XẾP LOẠI HTXS, HTT, HT, KHT NĂM 2024", ("HTXS", "HTT")),
        ("DANH SÁCH HOÀN THÀNH TỐT VÀ HOÀN THÀNH XUẤT SẮC NHIỆM VỤ", ("HTXS", "HTT")),
    ],
)
def test_titles_that_say_nothing_else_are_no_question(
    tmp_path: Path, title: str, labels: tuple[str, ...]
) -> None:
    batch = read_shape(tmp_path, rated(*labels, title=title), told=TOLD)
    assert len(batch.tables["staff"]) == len(labels)


def test_a_list_without_grades_may_have_that_of_its_title(tmp_path: Path) -> None:
    (question,) = asked(tmp_path, unrated(), told=TOLD)
    assert (question.code, question.params["fill"]) == (
        "title-tells-grade",
        "--fill rating=HTXSNV",
    )
    batch = read_shape(tmp_path, unrated(), told=chosen(fill={**ALL_ONE, "rating": "HTXSNV"}))
    assert people_of(batch, "rating") == [("HTXSNV",)] * 2
    batch = read_shape(tmp_path, unrated(), told=chosen("A1=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [(None,)] * 2


def test_what_is_only_proposed_is_offered_as_that(tmp_path: Path) -> None:
    (question,) = asked(tmp_path, unrated("DANH SÁCH ĐỀ NGHỊ XẾP LOẠI HTXSNV"), told=TOLD)
    assert question.params["fill"] == "--fill proposed_rating=HTXSNV"


def test_sheets_called_by_their_grades_tell_them(tmp_path: Path) -> None:
    (question,) = asked(tmp_path, rated("HTT", title="NĂM 2024", name="HTXS"), told=TOLD)
    assert question.code == "title-of-other-grade"
    option = "\"'HTXS'!title=-\""
    assert question.params["option"] == f"--map {option}"
    shapes = [unrated("NĂM 2024", "HTXS"), unrated("NĂM 2024", "HTT")]
    both = ("'HTXS'!=staff", "'HTT'!=staff")
    found = asked(tmp_path, *shapes, told=chosen(*both, fill=ALL_ONE))
    fills = [str(one.params["fill"]) for one in found]
    assert fills == ["--fill \"'HTXS'!rating=HTXSNV\"", "--fill \"'HTT'!rating=HTTNV\""]
    fill = {**ALL_ONE, "'HTXS'!rating": "HTXSNV", "'HTT'!rating": "HTTNV"}
    batch = read_shape(tmp_path, *shapes, told=chosen(*both, fill=fill))
    assert people_of(batch, "rating") == [("HTXSNV",)] * 2 + [("HTTNV",)] * 2


@pytest.mark.parametrize(("mark", "expected"), [("x", ["title-of-other-grade"]), (None, [])])
def test_ticks_are_held_against_the_title(
    tmp_path: Path, mark: str | None, expected: list[str]
) -> None:
    headings = ["STT", "Họ và tên", ("Xếp loại", ["HTXSNV", "HTTNV", "HTNV", "KHTNV"])]
    rows: list[list[object]] = [[1, NAMES[0], "x"], [2, NAMES[1], None if mark else "x", mark]]
    shape = Shape(headings, rows, above=[[ONE]])
    if expected:
        assert [one.code for one in asked(tmp_path, shape, told=TOLD)] == expected
    else:
        batch = read_shape(tmp_path, shape, told=TOLD)
        assert people_of(batch, "rating") == [("HTXSNV",), ("HTXSNV",)]
