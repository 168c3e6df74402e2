"""What is still missing: by the unit that has to fill it in, with the rules that wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, check

if TYPE_CHECKING:
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.missing import MissingCells

Record = dict[str, object]
UNITS: list[Record] = [
    {"unit_id": "U", "name": "Sở", "parent_id": None, "body": True},
    {"unit_id": "P", "name": "Phòng", "parent_id": "U", "body": False},
]
RULES = ("rated-under-six-months", "rated-above-cap-after-leave", "excellent-share")


def a_person(staff_id: str, **more: object) -> Record:
    return {
        "staff_id": staff_id,
        "unit_id": "U",
        "category": "VC",
        "months_worked": 12,
        "leave_months": 0,
        "maternity": False,
        "rating": "HTTNV",
        **more,
    }


def judged(*staff: Record, rules: tuple[str, ...] = RULES, **tables: list[Record]) -> Findings:
    return check(Batch.from_records(list(staff), UNITS, period="2024", **tables), select=rules)


def missing(*staff: Record, **more: object) -> dict[tuple[str | None, str], MissingCells]:
    found = judged(*staff, **more).missing
    assert len({(one.unit, one.record, one.column) for one in found}) == len(found)
    return {(one.unit, one.column): one for one in found}


def test_a_column_empty_in_every_row_is_told_from_one_that_is_not_given() -> None:
    people = [a_person("A", leave_months=None), a_person("B", leave_months="-")]
    assert missing(*people)["U", "leave_months"].blank
    assert not missing(people[0], a_person("B"))["U", "leave_months"].blank
    assert not missing(people[0], a_person("B", leave_months="?"))["U", "leave_months"].blank
    for one in people:
        del one["leave_months"]
    assert not missing(*people)[None, "leave_months"].blank


def ids(cells: MissingCells) -> list[str]:
    return [row.id for row in cells.rows]


def rules(cells: MissingCells) -> dict[str, tuple[int, int]]:
    return {one.rule: (one.verdicts, one.alone) for one in cells.rules}


def test_nothing_is_missing_where_nothing_is_undecided() -> None:
    assert missing(a_person("A")) == {}


def test_the_rows_of_a_unit_that_lack_a_column_stand_together() -> None:
    people = [a_person(one, months_worked=None, unit_id="P") for one in ("B", "A")]
    found = missing(*people, a_person("C"), a_person("D", months_worked=None))
    assert set(found) == {("P", "months_worked"), ("U", "months_worked")}
    assert ids(found["P", "months_worked"]) == ["A", "B"]
    assert rules(found["P", "months_worked"]) == {"rated-under-six-months": (2, 2)}
    assert ids(found["U", "months_worked"]) == ["D"]


def test_a_verdict_that_waits_for_several_columns_waits_for_none_of_them_alone() -> None:
    found = missing(
        a_person("A", months_worked=None, maternity=None),
        a_person("B"),
        rules=("rated-under-six-months",),
    )
    assert rules(found["U", "months_worked"]) == {"rated-under-six-months": (1, 0)}
    assert rules(found["U", "maternity"]) == {"rated-under-six-months": (1, 0)}


def test_the_unit_is_that_of_the_row_to_be_filled_not_of_whoever_is_judged_by_it() -> None:
    """The share of the agency waits for a grade that one of its rooms has to tell."""
    staff = [a_person("X", rating="HTXSNV")]
    staff += [a_person(f"Y{number}") for number in range(3)]
    found = missing(*staff, a_person("A", rating=None, unit_id="P"), rules=("excellent-share",))
    assert set(found) == {("P", "rating")}
    assert ids(found["P", "rating"]) == ["A"]


def test_filling_the_cells_that_a_verdict_waits_for_alone_decides_it() -> None:
    before = judged(a_person("A", months_worked=None))
    assert [one.rule for one in before.unknown] == ["rated-under-six-months"]
    after = judged(a_person("A", months_worked=5))
    assert [one.rule for one in after.broken] == ["rated-under-six-months"]
    assert after.unknown == ()
    assert after.missing == ()


@pytest.mark.parametrize("table", ["disciplines"])
def test_a_table_that_was_not_given_is_missing_as_a_whole(table: str) -> None:
    (cells,) = judged(a_person("A"), rules=("disciplined-but-rated",)).missing
    assert (cells.absent, cells.unit, cells.record, cells.column) == (True, None, "discipline", "")
    assert cells.rows == ()
    assert rules(cells) == {"disciplined-but-rated": (1, 1)}
    given = {table: [{"staff_id": "Z", "violation_id": "1", "track": "party"}]}
    assert judged(a_person("A"), rules=("disciplined-but-rated",), **given).missing == ()


def test_columns_that_were_not_given_are_told_apart_from_empty_cells() -> None:
    people = [a_person("A"), a_person("B", leave_months=None)]
    for person in people:
        del person["months_worked"]
    found = missing(*people)
    assert found[None, "months_worked"].absent
    assert found[None, "months_worked"].rows == ()
    assert not found["U", "leave_months"].absent


def test_a_column_of_another_table_is_told_with_its_record() -> None:
    head = a_person("A", role="head", rating="HTXSNV")
    (cells,) = judged(head, rules=("public-employee-above-unit-led",)).missing
    assert (cells.record, cells.column, cells.absent) == ("unit", "rating", True)


def test_a_cell_of_a_decision_belongs_to_the_unit_of_its_person() -> None:
    decision: Record = {"staff_id": "A", "track": "party", "issued_on": None, "effective_on": None}
    decision |= {"violation_id": "1", "counted_in": None}
    found = missing(
        a_person("A", unit_id="P"), rules=("disciplined-but-rated",), disciplines=[decision]
    )
    assert {unit for unit, _ in found} == {"P"}
    assert all(row.startswith("A#") for cells in found.values() for row in ids(cells))


def test_units_and_columns_stand_in_a_fixed_order_whatever_the_order_of_rows() -> None:
    people = [
        a_person("A", months_worked=None, leave_months=None),
        a_person("B", unit_id="P", leave_months=None),
        a_person("C", unit_id="P", months_worked=None),
    ]
    listed = [(one.unit, one.column) for one in judged(*people).missing]
    assert listed == [
        ("P", "months_worked"),
        ("P", "leave_months"),
        ("U", "months_worked"),
        ("U", "leave_months"),
    ]
    assert [(one.unit, one.column) for one in judged(*reversed(people)).missing] == listed


@pytest.mark.parametrize("order", ["AB", "BA"])
def test_who_was_decided_by_a_unit_without_a_head_lacks_another_cell(order: str) -> None:
    told = {"unit_id": "P", "category": "VC", "role": "staff", "rating": "HTTNV"}
    people = {
        "A": {"staff_id": "A", **told, "decided_by": None},
        "B": {"staff_id": "B", **told, "decided_by": "P"},
    }
    staff = [people[name] for name in order]
    units = [{"unit_id": "P", "body": True}]
    batch = Batch.from_records(staff=staff, units=units, period="2024")
    found = check(batch, select=["public-employee-rated-by-other-than-head"])
    assert [one.subject.id for one in found.findings] == ["A"]
    assert [(one.missing, one.subjects) for one in found.not_checkable] == [(("units.head_id",), 1)]
