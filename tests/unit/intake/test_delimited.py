"""CSV as people save it: separators, quotes, line ends; and what cannot be told apart."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS, Contents, TakenFile
from cbccvc_rules.intake.delimited import delimiter_of, read_delimited
from cbccvc_rules.model.rows import MAX_ROWS


def contents(text: str | bytes) -> Contents:
    data = text if isinstance(text, bytes) else text.encode()
    return read_delimited(TakenFile("t.csv", ".csv", data))


def cells(text: str | bytes) -> list[tuple[str, ...]]:
    """Return the rows of the one grid that a text holds."""
    (grid,) = contents(text).grids
    return [line.cells for line in grid.lines]


def fault(text: str | bytes) -> tuple[str, str]:
    """Return code and place of the one reason why a text is not read."""
    read = contents(text)
    assert read.grids == ()
    (problem,) = read.problems
    return problem.code, str(problem.place)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_is_understood(delimiter: str, end: str) -> None:
    text = f"a{delimiter}b{end}1{delimiter}2{end}"
    assert cells(text) == [("a", "b"), ("1", "2")]


def test_a_byte_order_mark_is_no_part_of_the_first_heading() -> None:
    assert cells(b"\xef\xbb\xbfa,b\n") == [("a", "b")]


def test_quotes_may_hold_separators_line_ends_and_quotes() -> None:
    assert cells('a,b\n"1,5","x\n""y"""\n') == [("a", "b"), ("1,5", 'x\n"y"')]


def test_decimal_commas_do_not_hide_a_semicolon() -> None:
    assert cells("a;b\n1,5;2,5\n") == [("a", "b"), ("1,5", "2,5")]


def test_commas_in_headings_do_not_hide_a_semicolon() -> None:
    text = "Mã số;Đạo đức, lối sống;Chức vụ, chức danh;Mức\n"
    assert delimiter_of(text) == ";"
    assert delimiter_of("Đạo đức, lối sống;Mức\n") == ";"


def test_separators_inside_quotes_are_not_counted() -> None:
    assert delimiter_of('"a;b;c;d",x,y\n') == ","


def test_blank_lines_above_the_headings_do_not_count() -> None:
    assert delimiter_of("\r\n\na;b\n") == ";"


def test_a_single_column_is_a_table() -> None:
    assert cells("a\n1\n") == [("a",), ("1",)]


def test_the_line_that_tells_excel_the_separator_is_obeyed_and_not_shown() -> None:
    assert cells("sep=;\r\na,b;c\r\n") == [("a,b", "c")]


@pytest.mark.parametrize("written", ['="007"', '"=""007"""'])
def test_the_formula_that_keeps_an_id_a_text_is_no_part_of_it(written: str) -> None:
    assert cells(f"a;b\n{written};1\n")[1] == ("007", "1")


def test_any_other_formula_stays_as_it_is() -> None:
    assert cells('a;b\n=1+1;="x"&"y"\n')[1] == ("=1+1", '="x"&"y"')


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    (grid,) = contents('a,b\n"x\ny",1\n\n2,3\n').grids
    assert [line.number for line in grid.lines] == [1, 2, 4]

    assert grid.lines[2].cells == ("2", "3")


def test_a_million_blank_lines_are_no_rows() -> None:
    (grid,) = contents("a\n" + "\n" * 1_000_000 + "1\n").grids
    assert [line.number for line in grid.lines] == [1, 1_000_002]


@given(
    some.lists(
        some.lists(
            some.text(some.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=4
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]]) -> None:
    rows = [["first", "second"], *rows]
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    assert cells(stream.getvalue()) == [tuple(row) for row in rows]


def test_a_quote_that_is_never_closed_is_refused_and_not_swallowed() -> None:
    assert fault('a,b\n1,2\n3,"4\n5,6\n') == ("csv-quotes", "t.csv:3")


def test_text_after_a_closing_quote_is_refused() -> None:
    assert fault('a,b\n"1"2,3\n') == ("csv-quotes", "t.csv:2")


def test_a_cell_may_be_as_long_as_in_a_spreadsheet() -> None:
    assert cells("a\n" + "x" * MAX_CELL_CHARACTERS + "\n")[1] == ("x" * MAX_CELL_CHARACTERS,)


def test_a_longer_cell_is_refused() -> None:
    assert fault("a\n" + "x" * (MAX_CELL_CHARACTERS + 1)) == ("cell-too-long", "t.csv:2")


def test_a_cell_beyond_every_limit_is_refused() -> None:
    assert fault('a\n"' + "x" * 200_000 + '"\n') == ("cell-too-long", "t.csv:2")


def test_reading_changes_no_limit_of_the_csv_module() -> None:
    before = csv.field_size_limit()
    contents("a\n1\n")
    assert csv.field_size_limit() == before


def test_more_rows_than_any_round_has_are_refused() -> None:
    assert fault("a,b\n" * (MAX_ROWS + 2))[0] == "too-many-rows"
    assert len(cells("a,b\n" * (MAX_ROWS + 1))) == MAX_ROWS + 1
