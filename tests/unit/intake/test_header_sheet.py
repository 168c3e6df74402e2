"""The sheet in which a round tells of itself, as `batch.yaml` does."""

from __future__ import annotations

from datetime import date

import pytest

from cbccvc_rules.intake.base import Grid, Line
from cbccvc_rules.intake.header_sheet import SheetHeader
from cbccvc_rules.model.header import BatchHeader, Wishes, read_header


def a_header(*rows: tuple[object, ...]) -> SheetHeader:
    lines = tuple(Line(number, row) for number, row in enumerate(rows, 1))
    return SheetHeader.of(Grid("r.xlsx", "Đợt xếp loại", lines))


def read(header: SheetHeader) -> tuple[BatchHeader, list[str]]:
    found, problems = read_header(header, Wishes())
    return found, [f"{one.code} {one.place}" for one in problems]


def test_keys_and_titles_in_both_languages_mean_the_same() -> None:
    header, problems = read(
        a_header(
            ("Kỳ xếp loại", "2023-2024"),
            ("OCCASION", "hằng năm"),
            ("Ngày xếp loại", date(2024, 6, 30)),
            ("stage", "đề xuất"),
            ("Packs", "hdnd-x; -directive"),
        )
    )
    assert problems == []
    assert (header.period, header.occasion, header.on, header.stage, header.packs) == (
        "2023-2024",
        "annual",
        date(2024, 6, 30),
        "proposed",
        ("hdnd-x", "-directive"),
    )


@pytest.mark.parametrize("day", ["30/06/2024", "2024-06-30", date(2024, 6, 30)])
def test_a_day_may_be_text_or_a_day(day: object) -> None:
    assert read(a_header(("on", day)))[0].on == date(2024, 6, 30)


def test_a_period_may_be_a_number() -> None:
    assert read(a_header(("period", 2024)))[0].period == "2024"


def test_choices_are_names_with_values() -> None:
    header, problems = read(
        a_header(("readings", "cap_level=body;\ndeputy_cap = unit"), ("Tham số", "a=1/5"))
    )
    assert problems == []
    assert header.readings == {"cap_level": "body", "deputy_cap": "unit"}
    assert header.parameters == {"a": "1/5"}


@pytest.mark.parametrize("choices", ["cap_level", "=body", "cap_level=", "a=1; a=2", "a=1; b"])
def test_a_choice_without_name_or_value_or_told_twice_is_refused(choices: str) -> None:
    assert read(a_header(("readings", choices)))[1] == ["header-pair r.xlsx, 'Đợt xếp loại'!B1"]


def test_titles_headings_notes_and_blank_rows_are_passed_over() -> None:
    header, problems = read(
        a_header(
            ("PHIẾU ĐỢT XẾP LOẠI",),
            ("", ""),
            ("Mục", "Giá trị", "Giải thích"),
            ("", "period", 2024),
            ("stage", "", "cột nào được kiểm tra"),
            ("on", "-", ""),
        )
    )
    assert problems == []
    assert header == BatchHeader(period="2024")


def test_an_unknown_label_is_refused_where_it_stands() -> None:
    (problem,) = read_header(a_header(("", "Kỳ xếp lọai", 2024)), Wishes("2024"))[1]
    assert (problem.code, str(problem.place)) == (
        "header-key-unknown",
        "r.xlsx, 'Đợt xếp loại'!B1",
    )


def test_a_value_that_is_not_understood_is_refused_where_it_stands() -> None:
    header, problems = read(a_header(("period", 2024), ("Ngày xếp loại", "31/02/2024")))
    assert problems == ["header-not-understood r.xlsx, 'Đợt xếp loại'!B2"]
    assert header.period == "2024"


def test_a_key_told_twice_is_refused() -> None:
    assert read(a_header(("period", 2024), ("Kỳ xếp loại", 2025)))[1] == [
        "header-key-twice r.xlsx, 'Đợt xếp loại'!A2"
    ]


def test_an_unknown_table_is_refused_where_it_stands() -> None:
    assert read(a_header(("tables", "staf=Danh sách")))[1] == [
        "table-unknown r.xlsx, 'Đợt xếp loại'!B1"
    ]


def test_a_blank_sheet_tells_nothing() -> None:
    assert read(a_header()) == (BatchHeader(), [])


def test_a_place_that_is_nowhere_is_the_sheet() -> None:
    assert str(a_header().place(("period",))) == "r.xlsx, Đợt xếp loại"
    assert a_header(("period", 2024)).at(("period", "x")) is None
