"""What a problem says where nobody is to be named: the place and the kind, and what mends."""

from __future__ import annotations

import unicodedata

import pytest

from cbccvc_rules.errors import Problem, discreet, is_name, may_name, without_names
from cbccvc_rules.sources import Place, Text

CELL = Place("staff.csv", 3, 5, heading="Mức")


def a_problem(read: str, nearest: str = "") -> Problem:
    params = {"heading": "Mức", "nearest": nearest}
    return Problem("grade-label-unknown", CELL, params, read=read)


def test_what_may_be_a_name_is_told_by_place_and_kind() -> None:
    told = discreet(a_problem("Nguyễn Văn An"))
    assert told.say("vi").startswith("staff.csv!E3: `(chữ, 3 từ)` ở cột `Mức`")
    assert told.say("en").startswith("staff.csv!E3: `(text, 3 words)` under `Mức`")
    assert told.read == "***"


@pytest.mark.parametrize(
    "label", ["HTTTNV", "HTSXNV", "A1", "khá", "Hoàn thành suất sắc nhiệm vụ", "12 tháng", "?"]
)
def test_a_label_that_mends_is_quoted(label: str) -> None:
    assert discreet(a_problem(label)) == a_problem(label)


def test_a_label_near_to_a_grade_is_quoted_whatever_it_looks_like() -> None:
    near = a_problem("Hoàn Thành Tôt", "hoàn thành tốt nhiệm vụ")
    assert discreet(near) == near


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn An",
        "NGUYỄN VĂN AN",
        "nguyen van an",
        unicodedata.normalize("NFD", "Nguyễn Văn Ắn"),
        "Nguyễn\u200b Văn An",
        "1. Nguyễn Văn An (nghỉ hưu)",
        "Ksor H'Bia",
        "Vũ Thị Hòa",
        "Zoltán Kovács",
        "Ngân",
    ],
)
def test_names_are_known_however_they_are_written(name: str) -> None:
    assert may_name(name)


@pytest.mark.parametrize("heading", ["Ghi chú", "Lý do", "Đào tạo", "HỌ VÀ TÊN", "Sở Nội Vụ"])
def test_headings_and_units_are_no_names(heading: str) -> None:
    assert not is_name(heading)


def test_several_ids_are_told_one_by_one() -> None:
    ids = Problem("previous-knows-not", None, {"number": "2", "period": "2023", "ids": "A1, Lê An"})
    assert "A1, ***" in discreet(ids).message("en")


def test_a_heading_that_is_a_name_is_not_repeated() -> None:
    at = Place("a.csv", 1, 2, heading="Trần Thị Bưởi")
    told = discreet(Problem("heading-unknown", at, {"nearest": ""}, read="Trần Thị Bưởi"))
    assert "Bưởi" not in told.say("vi") + str(told.place) + str(told.read)


def test_what_is_asked_for_and_what_packs_say_is_left_alone() -> None:
    asked = Problem("sample-size", None, read="ba mươi người")
    assert discreet(asked) is asked


def test_texts_of_both_languages_are_of_us() -> None:
    ours = Problem("no-headings-but-data", None, {"kinds": Text("A chữ", "A text")})
    assert discreet(ours) == ours


def test_names_inside_a_list_of_things_are_found() -> None:
    assert without_names("`Lê An`, `Ghi chú`; Trần Văn Bình") == "`***`, `Ghi chú`; ***"


def test_no_id_that_is_a_name_is_suggested_or_repeated() -> None:
    params = {"subject": "Trần Thị Bìn", "nearest": "Trần Thị Bình"}
    told = discreet(Problem("subject-unknown", None, params)).message("vi")
    assert told == "không có đối tượng `(chữ, 3 từ)` trong đợt đánh giá này"


def test_an_id_that_is_no_name_is_suggested() -> None:
    near = Problem("subject-unknown", None, {"subject": "CC1", "nearest": "CC01"})
    assert discreet(near) is near


def test_ways_to_tell_rows_apart_hold_no_name() -> None:
    ways = "`leave:Trần Thị Bình#1`, `leave:Trần Thị Bình#2`"
    told = discreet(Problem("edit-row-of-several", None, {"id": "Trần Thị Bình", "ways": ways}))
    assert "Trần" not in told.message("vi")
    assert "`leave:***#2`" in told.message("vi")


def test_a_cell_near_to_a_name_is_told_by_place_and_kind() -> None:
    assert discreet(a_problem("Trần Thị Bìn", "Trần Thị Bình")).read == "***"


def test_what_is_suggested_for_a_cell_is_no_name() -> None:
    told = discreet(a_problem("Trần Thị Bìn", "Trần Thị Bình"))
    assert "Trần" not in told.say("vi") + told.say("en")
