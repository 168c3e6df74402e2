"""What a failed condition found in a population is shown, row by row, with the cells."""

from __future__ import annotations

import pytest

from cbccvc_rules import check, explain
from cbccvc_rules.api import write_text
from unit.api.people import Record, a_batch, a_person

RULE = "public-employee-above-unit-led"


def text(units: list[Record]) -> str:
    """Report on a head rated excellent who leads all these units."""
    leads = ";".join(str(unit["unit_id"]) for unit in units)
    head = a_person(role="head", leads=leads, rating="HTXSNV")
    return write_text(check(a_batch(head, units=units), select=[RULE]), "text", lang="en")


def test_only_the_units_below_the_leader_are_named_with_their_grade() -> None:
    said = text([{"unit_id": "U", "rating": "HTXSNV"}, {"unit_id": "V", "rating": "HTNV"}])
    assert "unit V: Unit rating = completion of tasks" in said
    assert "unit U:" not in said


def test_many_rows_are_cut_short_with_their_number() -> None:
    said = text([{"unit_id": f"U{number}", "rating": "HTNV"} for number in range(8)])
    assert "unit U4:" in said
    assert "unit U5:" not in said
    assert "and more rows: 3" in said


def said_of(rating: str) -> str:
    """Say in Vietnamese what is wrong with a deputy whose unit is rated so."""
    deputy = a_person(role="deputy", leads="U", rating="HTXSNV", unit_id="V")
    batch = a_batch(deputy, units=[{"unit_id": "U", "rating": rating}, {"unit_id": "V"}])
    return write_text(check(batch, select=[RULE]), "text", lang="vi")


def test_a_label_that_reads_otherwise_is_shown_beside_its_cell() -> None:
    assert "= hoàn thành nhiệm vụ [records, units:1: ghi “HT”]" in said_of("HT")


@pytest.mark.parametrize(
    "written", ["HTNV", "Hoàn thành nhiệm vụ", " hoàn thành  nhiệm vụ", "Completion of tasks"]
)
def test_a_value_that_is_written_word_for_word_is_not_repeated(written: str) -> None:
    assert "= hoàn thành nhiệm vụ [records, units:1]" in said_of(written)


def test_an_empty_cell_that_means_no_is_shown_as_empty() -> None:
    people = [a_person("A", maternity="x"), a_person("B", maternity="", months_worked=3)]
    (finding,) = check(a_batch(*people), select=["rated-under-six-months"], subjects=["B"]).broken
    said = str(explain(finding, lang="vi"))
    assert "Nghỉ thai sản = không [records, staff:2: ô trống]" in said
