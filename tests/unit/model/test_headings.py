"""Headings: known ones are matched exactly, near ones are offered, none is guessed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.model.headings import match_headings
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from cbccvc_rules.errors import Problem


def matched(*headings: str, table: str = "staff") -> tuple[dict[str, int | None], list[Problem]]:
    """Return the position of each column found, and the problems."""
    found = match_headings(
        table,
        enumerate(headings, 1),
        lambda column, heading: Place("t.csv", 1, column, heading=heading),
    )
    return {name: at for name, (at, _) in found.headings.items()}, list(found.problems)


def test_names_titles_and_aliases_are_matched() -> None:
    found, problems = matched("staff_id", "Họ và tên", "Xếp loại", "Mã đơn vị")
    assert found == {"staff_id": 1, "name": 2, "rating": 3, "unit_id": 4}
    assert problems == []


@pytest.mark.parametrize(
    "heading",
    [
        "MỨC XẾP LOẠI",
        " Mức  xếp\nloại ",
        unicodedata.normalize("NFD", "Mức xếp loại"),
        "Mức xếp\u00a0loại",
        "\ufeffMức xếp loại",
        "Rating",
    ],
)
def test_case_spaces_and_unicode_forms_do_not_matter(heading: str) -> None:
    assert matched(heading)[0] == {"rating": 1}


def test_the_heading_is_kept_as_typed() -> None:
    found = match_headings("staff", [(1, " MÃ SỐ ")], lambda *_: Place("t.csv"))
    assert found.headings == {"staff_id": (1, " MÃ SỐ ")}


@pytest.mark.parametrize(
    "heading",
    ["Ngày sinh", "Thời gian nghỉ hưu", "Thời gian công tác tại đơn vị hiện tại", "Lý do nghỉ"],
)
def test_an_unknown_heading_is_listed_as_a_notice(heading: str) -> None:
    found, (problem,) = matched("Mã số", heading)
    assert found == {"staff_id": 1}
    assert (problem.code, problem.severity) == ("heading-unknown", "notice")
    assert str(problem.place) == "t.csv!B1"


@pytest.mark.parametrize(
    ("heading", "near"),
    [
        ("Mức xếp loai", "Mức xếp loại"),
        ("Muc xep loai", "rating"),
        ("ratng", "rating"),
        ("months_workd", "months_worked"),
        ("Nghi thai sản", "Nghỉ thai sản"),
        ("Số tháng nghỉ", "Số tháng nghỉ (không kể thai sản)"),
        ("Số tháng nghỉ thai sản", "Nghỉ thai sản"),
        ("Thời gian nghỉ", "Số tháng nghỉ (không kể thai sản)"),
        ("Nghỉ ốm (tháng)", "Số tháng nghỉ (không kể thai sản)"),
        ("Thời gian công tác trong năm", "Số tháng công tác"),
    ],
)
def test_a_heading_near_a_known_one_is_offered_and_not_taken(heading: str, near: str) -> None:
    found, (problem,) = matched("Mã số", heading)
    assert found == {"staff_id": 1}
    assert problem.severity == "warning"
    assert problem.params["nearest"] == near


def test_a_column_already_found_is_not_offered_again() -> None:
    _, (problem,) = matched("rating", "ratng")
    assert problem.severity == "notice"


@pytest.mark.parametrize("heading", ["Đơn vị", "Tên đơn vị", "Giới tính", "Ghi chú", "TT"])
def test_common_headings_that_mean_no_column_are_left_alone(heading: str) -> None:
    found, (problem,) = matched(heading)
    assert found == {}
    assert problem.severity == "notice"


def test_two_headings_of_one_column_are_a_question_and_neither_is_used() -> None:
    found, (problem,) = matched("Mã số", "Mức xếp loại", "Kết quả xếp loại")
    assert found == {"staff_id": 1}
    assert problem.code == "heading-twice"
    assert str(problem.place) == "t.csv!C1"
    assert problem.params["other"] == "Mức xếp loại"


def test_the_same_heading_three_times_is_reported_twice() -> None:
    found, problems = matched("rating", "rating", "rating")
    assert found == {}
    assert [problem.code for problem in problems] == ["heading-twice", "heading-twice"]


def test_empty_headings_are_passed_over() -> None:
    assert matched("", "Mã số", " ") == ({"staff_id": 2}, [])


def test_a_heading_means_what_its_table_says() -> None:
    assert matched("Đơn vị", table="units")[0] == {"name": 1}
    assert matched("Đơn vị", table="staff")[0] == {}


def test_strangers_are_those_that_mean_no_column() -> None:
    headings = enumerate(("Mã số", "", "Ghi chú", "rating", "Rating"), 1)
    found = match_headings("staff", headings, lambda *_: Place("t.csv"))
    assert found.strangers == ("Ghi chú",)
