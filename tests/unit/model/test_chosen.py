"""Choices about columns: checked whatever the file holds, written to a file and read from it."""

from __future__ import annotations

import pytest

from cbccvc_rules.model.chosen import NOTHING_CHOSEN, Choice, Chosen, faults_of
from cbccvc_rules.model.chosen_file import choices_told, read_choices
from cbccvc_rules.model.column_read import ColumnRead, HeadingsRead
from cbccvc_rules.model.mapping import TableMapping


def faults(chosen: Chosen) -> list[str]:
    found = list(faults_of(chosen))
    assert all(one.say("vi") and one.say("en") for one in found)
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Xếp loại", "rating"),
        ("J", "-"),
        ("Năm", "period"),
        ("B", "unit_id.down"),
        ("E", "rating.HTXSNV"),
        ("G", "category.VC"),
        ("groups", "unit_id"),
        ("Sheet1!", "staff"),
    ],
)
def test_what_can_be_said_of_columns(column: str, field: str) -> None:
    assert faults(Chosen((Choice(column, field),))) == []


@pytest.mark.parametrize(
    ("column", "field"), [("J", "ratings"), ("J", "rating.TOT"), ("Sheet1!", "rating"), ("J", "")]
)
def test_a_field_there_is_not_is_refused(column: str, field: str) -> None:
    assert faults(Chosen((Choice(column, field),))) == ["field-unknown"]


def test_a_slip_in_a_field_is_offered_the_nearest() -> None:
    (one,) = faults_of(Chosen((Choice("J", "ratng"),)))
    assert "did you mean `rating`?" in one.say("en")


def test_fills_and_labels_there_are_not_are_refused() -> None:
    wrong = Chosen(fill={"unit": "A", "-": "x"}, labels={"A": "TỐT"})
    assert faults(wrong) == ["field-unknown", "field-unknown", "label-code-unknown"]


def test_what_is_said_now_wins_over_what_was_written() -> None:
    written = Chosen(
        (Choice("J", "rating"), Choice("B", "name")), {"category": "VC"}, {"A": "HTNV"}
    )
    now = Chosen((Choice("J", "-"),), {"category": "CC"}, {"B": "HTNV"})
    both = written.with_(now)
    assert [(one.column, one.field) for one in both.columns] == [("B", "name"), ("J", "-")]
    assert both.fill == {"category": "CC"}
    assert both.labels == {"A": "HTNV", "B": "HTNV"}


FILE = """\
columns:
  "Họ và tên": name
  Xếp loại: rating
fill:
  category: VC
labels:
  A: HTXSNV
"""


def test_a_file_of_choices_is_read() -> None:
    chosen, problems = read_choices(FILE, "m.yaml")
    assert problems == []
    assert [(one.column, one.field) for one in chosen.columns] == [
        ("Họ và tên", "name"),
        ("Xếp loại", "rating"),
    ]
    assert str(chosen.columns[1].place) == "m.yaml:3:13"
    assert (chosen.fill, chosen.labels) == ({"category": "VC"}, {"A": "HTXSNV"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns:\n  Mức: ratng\n", "m.yaml:2:8"),
        ("columns:\n  J: rating\n", "m.yaml:2:6"),
        ("columns:\n  'Mức #2': rating\n", "m.yaml:2:13"),
        ("headings: [Mức]\n", "m.yaml:1:11"),
        ("headings:\n  staf: [Mức]\n", "m.yaml:2:3"),
        ("columns:\n  J: [a]\n", "m.yaml:2:6"),
        ("colums:\n  J: rating\n", "m.yaml:1:1"),
        ("fill:\n  unit: A\n", "m.yaml:2:9"),
        ("labels:\n  A: TOT\n", "m.yaml:2:6"),
        ("columns: J\n", "m.yaml:1:10"),
        ("- a\n", "m.yaml:1:1"),
        ("columns:\n  Mức: name\n  Mức: rating\n", "m.yaml:3:3"),
    ],
)
def test_every_fault_of_a_file_has_its_line_and_column(text: str, said: str) -> None:
    _, (problem,) = read_choices(text, "m.yaml")
    assert str(problem.place) == said
    assert problem.say("vi")


def test_several_faults_are_told_at_once() -> None:
    text = "columns:\n  Mức: ratng\n  Tên: nme\nlabels:\n  A: X\nmore: 1\n"
    _, problems = read_choices(text, "m.yaml")
    assert len(problems) == 4


def test_an_empty_file_says_nothing() -> None:
    assert read_choices("", "m.yaml") == (NOTHING_CHOSEN, [])


def test_what_was_read_is_written_by_headings_and_by_which_it_is_where_two_are_alike() -> None:
    columns = (
        ColumnRead("staff_id", "dòng", None, "rows"),
        ColumnRead("name", "Đơn vi,Họ và tên", 2, "told"),
        ColumnRead("score", "Tổng điểm", 3, "exact"),
        ColumnRead("rating", "HTXSNV", 4, "marks", "HTXSNV"),
        ColumnRead("unit_id", "Khoa", 5, "down"),
        ColumnRead("self_rating", "Mức xếp loại", 6, "told"),
        ColumnRead("proposed_rating", "Mức xếp loại", 7, "told"),
        ColumnRead("rating", "A", 8, "marks", "A"),
    )
    headings = (
        (1, "TT", None),
        (2, "Đơn vi,Họ và tên", None),
        (3, "Tổng điểm", None),
        (4, "HTXSNV", None),
        (5, "Khoa", None),
        (6, "Mức xếp loại", 1),
        (7, "Mức xếp loại", 2),
        (8, "A", None),
        (9, "Năm", None),
    )
    read = HeadingsRead(headings, (1, 9), (("Tháng 5/2024", "-"), ("Lãnh đạo", "peer_group")))
    told = TableMapping("staff", "f.xlsx", "S", columns, (), (), read)
    chosen = Chosen((Choice("Năm", "-"), Choice("groups.2", "-")), {"category": "VC"})
    text = choices_told([told], chosen)
    again, problems = read_choices(text, "m.yaml")
    assert problems == []
    assert {one.column: one.field for one in again.columns} == {
        "Đơn vi,Họ và tên": "name",
        "HTXSNV": "rating.HTXSNV",
        "Khoa": "unit_id.down",
        "Mức xếp loại #1": "self_rating",
        "Mức xếp loại #2": "proposed_rating",
        "TT #1": "-",
        "Năm": "-",
        "Tháng 5/2024": "-",
        "Lãnh đạo": "peer_group",
        "groups.2": "-",
    }
    assert again.fill == {"category": "VC"}
    (saved,) = again.headings
    assert (saved.table, saved.sheet) == ("staff", None)
    assert saved.headings == tuple(heading for _, heading, _ in headings)
