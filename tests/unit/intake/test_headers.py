"""Grids become tables: headings, rows, cells in their columns, ragged rows never shifted."""

from __future__ import annotations

from cbccvc_rules.intake.base import MAX_COLUMNS, Grid, Line
from cbccvc_rules.intake.headers import Headed, headed


def a_grid(*rows: str) -> Grid:
    """Make a grid of rows whose cells stand between bars."""
    lines = tuple(Line(number, tuple(row.split("|"))) for number, row in enumerate(rows, 1))
    return Grid("t.csv", None, lines)


def cells_of(made: Headed) -> list[dict[str, object]]:
    assert made.table is not None
    return [dict(row.cells) for row in made.table.rows]


def codes(made: Headed) -> list[str]:
    return [problem.code for problem in made.problems]


def test_cells_are_found_by_the_column_they_stand_in() -> None:
    made = headed(a_grid("Mã số|Ghi chú|Xếp loại", "A|…|HTNV"), "staff")
    assert cells_of(made) == [{"staff_id": "A", "rating": "HTNV"}]
    assert made.table is not None
    assert made.table.sheet.headings == {"staff_id": (1, "Mã số"), "rating": (3, "Xếp loại")}
    assert made.table.strangers == ("Ghi chú",)


def test_blank_rows_are_passed_over_and_numbers_stay() -> None:
    made = headed(a_grid("", "staff_id|rating", "|", "A|HTNV", " | ", "B|HTNV"), "staff")
    assert made.table is not None
    assert [row.number for row in made.table.rows] == [4, 6]
    place = made.table.sheet.place(6, "rating")
    assert str(place) == "t.csv!B6"


def test_a_row_with_too_many_cells_is_lost_as_its_values_may_have_shifted() -> None:
    made = headed(a_grid("staff_id|name|rating", "A|Hà|Minh|HTNV", "B|Lan|HTNV"), "staff")
    assert made.table is not None
    assert made.table.lost == 1
    assert [row.cells["staff_id"] for row in made.table.rows] == ["B"]
    assert codes(made) == ["row-too-long"]
    assert str(made.problems[0].place) == "t.csv:2"


def test_empty_cells_beyond_the_headings_are_no_fault() -> None:
    made = headed(a_grid("staff_id|rating", "A|HTNV||"), "staff")
    assert codes(made) == []


def test_cells_under_empty_headings_are_no_fault() -> None:
    made = headed(a_grid("staff_id|rating||", "A|HTNV|ghi chú|"), "staff")
    assert codes(made) == []
    assert made.table is not None
    assert made.table.lost == 0


def test_a_row_with_too_few_cells_is_kept_with_a_warning() -> None:
    made = headed(a_grid("staff_id|name|rating", "A"), "staff")
    assert cells_of(made) == [{"staff_id": "A"}]
    assert [(one.code, one.severity) for one in made.problems] == [("row-too-short", "warning")]


def test_a_row_short_of_empty_headings_alone_is_no_fault() -> None:
    assert codes(headed(a_grid("staff_id|rating||", "A|HTNV"), "staff")) == []


def test_a_grid_without_anything_is_a_blank_table() -> None:
    made = headed(a_grid("", " | "), "staff")
    assert made.table is None
    assert [problem.code for problem in made.fatal] == ["table-blank"]


def test_headings_alone_are_a_table_without_rows() -> None:
    assert cells_of(headed(a_grid("staff_id|form"), "disciplines")) == []


def test_too_many_columns_are_refused() -> None:
    assert headed(a_grid("|" * (MAX_COLUMNS - 2) + "staff_id"), "staff").table is not None
    made = headed(a_grid("|" * MAX_COLUMNS + "staff_id"), "staff")
    assert [problem.code for problem in made.fatal] == ["too-many-columns"]


def fault(made: Headed) -> tuple[str, str, str]:
    """Return the one fault of a table that has no headings, its place and its sentence."""
    assert made.table is None
    (problem,) = (*made.fatal, *made.problems)
    return problem.code, str(problem.place), problem.message("en")


def test_a_title_above_the_headings_is_passed_over() -> None:
    made = headed(a_grid("DANH SÁCH XẾP LOẠI|||", "", "staff_id|rating", "A|HTNV"), "staff")
    assert cells_of(made) == [{"staff_id": "A", "rating": "HTNV"}]
    assert made.table is not None
    assert str(made.table.sheet.place(4, "rating")) == "t.csv!B4"


def test_cells_joined_by_another_sign_are_one_fault_that_names_it() -> None:
    code, _, said = fault(headed(a_grid("staff_id:unit_id:rating", "A:U:HTNV"), "staff"))
    assert code == "separator-unread"
    assert "`:`" in said


def test_a_table_without_any_heading_is_one_fault_that_quotes_the_first_row() -> None:
    code, _, said = fault(headed(a_grid("A|U|CC|x|y|z", "B|U|CC|x|y|z"), "staff"))
    assert code == "no-heading-known"
    assert "`A`, `U`, `CC`, `x`, `y`…" in said


def test_a_table_that_begins_with_its_data_is_told_by_kinds_and_nobody_is_quoted() -> None:
    code, _, said = fault(headed(a_grid("1|Lê Thị Hoa|U|CC", "2|Trần Bình|U|CC"), "staff"))
    assert code == "no-headings-but-data"
    assert "(A figures, B text, C text, D text)" in said
    assert "Hoa" not in said


def test_a_mistyped_heading_is_no_missing_row_of_headings() -> None:
    made = headed(a_grid("stafff_id|what", "A|việc"), "staff")
    assert made.table is not None
    assert codes(made) == ["heading-unknown", "heading-unknown"]


def test_another_table_without_headings_leaves_the_staff_judged() -> None:
    made = headed(a_grid("CÁC ĐƠN VỊ", "U|Sở"), "units")
    assert made.fatal == ()
    assert fault(made)[0] == "no-heading-known"
