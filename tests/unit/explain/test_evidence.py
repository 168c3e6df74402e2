"""What a failed condition found in a population is shown, row by row, with the cells."""

from __future__ import annotations

from cbccvc_rules import check
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
    assert "and 3 more rows" in said
