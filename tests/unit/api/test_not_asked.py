"""Rules that wait for a column are named: they would otherwise be silent."""

from __future__ import annotations

from cbccvc_rules import Batch, check

PERSON = {"staff_id": "A", "category": "VC", "unit_id": "U", "rating": "HTTNV"}


def waiting(**more: object) -> dict[str, tuple[str, ...]]:
    batch = Batch.from_records(staff=[{**PERSON, **more}], period="2024", on="2024-12-12")
    return {one.rule: one.columns for one in check(batch).not_asked}


def test_a_rule_that_asks_whether_a_cell_is_given_names_the_column_that_is_not_there() -> None:
    found = waiting()
    assert found["decided-after-party-rating"] == ("party_rated_on",)
    assert found["transferred-without-comment"] == ("transferred_from",)


def test_an_empty_cell_is_an_answer() -> None:
    assert "decided-after-party-rating" not in waiting(party_rated_on="")


def test_a_rule_that_asks_for_no_such_cell_does_not_wait() -> None:
    assert "decided-late" not in waiting()
