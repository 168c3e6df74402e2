"""The table: read back whole, and no cell of it a formula."""

from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.csv import COLUMNS, csv_report, protected
from unit.reports.rounds import a_person, findings, hostile

# What spreadsheets take for the start of a formula (the last four are wide forms).
STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def rows(words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(words.removeprefix("\ufeff"), newline="")))


@given(st.sampled_from(STARTS), st.text())
def test_no_cell_begins_as_a_formula(start: str, rest: str) -> None:
    assert protected(start + rest).startswith("'")


@given(st.text())
def test_no_part_of_a_cell_is_a_formula_where_another_separator_is_used(words: str) -> None:
    for part in protected(words).replace("\t", ";").replace("\n", ";").split(";"):
        assert not part.startswith(("=", "+", "-", "@"))


def test_words_that_are_no_formula_stay_as_they_are() -> None:
    for words in ("Sở Y tế", "a = b", "1/5", "x; -1", "Điều 2 khoản 6; Điều 8"):
        assert protected(words) == words


def test_no_cell_of_a_hostile_round_is_a_formula() -> None:
    table = rows(csv_report(hostile(), Options(names=True)))
    cells = [cell for row in table for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(STARTS)]
    assert [row["subject"] for row in table if row["subject"].startswith("'=1+1")]


def test_every_row_has_every_column() -> None:
    words = csv_report(hostile(), Options())
    table = list(csv.reader(StringIO(words.removeprefix("\ufeff"), newline="")))
    assert table[0] == list(COLUMNS)
    assert {len(row) for row in table} == {len(COLUMNS)}


def test_a_finding_has_its_figures_exact_and_its_provisions() -> None:
    (row,) = [one for one in rows(csv_report(findings(), Options())) if one["measures"]][:1]
    assert row["rule"] == "excellent-share"
    assert "share=3/5" in row["measures"].split("; ")
    assert row["cites"].startswith("Điều 2 khoản 6 Nghị định 90/2020/NĐ-CP")
    assert (row["verdict"], row["severity"], row["unit"]) == ("broken", "violation", "U")


def test_an_open_finding_says_what_is_missing_and_proposes_nothing() -> None:
    (row,) = [one for one in rows(csv_report(findings(), Options())) if one["verdict"] == "unknown"]
    assert row["subject"] == "B"
    assert row["missing"]
    assert row["remedy"] == ""


def test_excel_is_told_that_it_is_utf_8() -> None:
    found = findings([a_person("A", maternity="có", months_worked="7")])
    assert csv_report(found, Options()).startswith('\ufeff"kind",')
