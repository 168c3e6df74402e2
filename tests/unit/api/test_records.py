"""Rounds of Python records: their types are taken as they are, their cells by what they say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from cbccvc_rules import Batch, BatchError, Discipline, Staff, Unit, check, explain
from unit.api.people import SHARE, Record, a_batch, a_person, only, verdicts


@pytest.mark.parametrize(
    ("months", "broken"),
    [
        (5, True),
        (6, False),
        (5.5, True),
        (Decimal("5.99"), True),
        (Decimal("6.00"), False),
        (Fraction(17, 3), True),
        ("5,5", True),
        ("6", False),
        ("5.999999999999999999999", True),
    ],
)
def test_a_number_is_exact_whatever_its_type(months: object, broken: bool) -> None:
    found = verdicts(a_batch(a_person(months_worked=months)))
    assert found == ({"A": "broken"} if broken else {})


@pytest.mark.parametrize("empty", [None, "", "-"])
def test_what_is_empty_is_not_told(empty: object) -> None:
    assert verdicts(a_batch(a_person(months_worked=empty))) == {"A": "unknown"}


@pytest.mark.parametrize(
    ("cell", "away"), [(True, True), ("có", True), (False, False), ("x", True)]
)
def test_a_truth_may_be_a_word(cell: object, away: bool) -> None:
    found = verdicts(a_batch(a_person(months_worked=3, maternity=cell)))
    assert found == ({} if away else {"A": "broken"})


@pytest.mark.parametrize(
    "day", [date(2024, 3, 1), datetime(2024, 3, 1, tzinfo=UTC), "2024-03-01", "01/03/2024"]
)
def test_a_day_may_be_a_date_or_a_text(day: object) -> None:
    discipline: Record = {
        "staff_id": "A",
        "violation_id": "V1",
        "track": "administrative",
        "issued_on": day,
        "effective_on": day,
        "duty_related": True,
    }
    batch = a_batch(a_person(), disciplines=[discipline])
    assert verdicts(batch, "disciplined-but-rated") == {"A": "broken"}


@pytest.mark.parametrize("leads", [("U", "V"), ["U", "V"], "U; V"])
def test_a_list_may_be_a_list_or_a_text(leads: object) -> None:
    units: list[Record] = [
        {"unit_id": "U", "rating": "HTTNV"},
        {"unit_id": "V", "rating": "HTNV", "parent_id": "U"},
    ]
    batch = a_batch(a_person(role="head", leads=leads), units=units)
    assert verdicts(batch, "public-employee-above-unit-led") == {"A": "broken"}


def test_a_table_of_nothing_is_a_table_and_none_is_absent() -> None:
    rule = "disciplined-but-rated"
    given = check(a_batch(disciplines=[]), select=[rule])
    absent = check(a_batch(), select=[rule])
    assert (given.findings, given.not_checkable) == ((), ())
    assert [one.missing for one in absent.not_checkable] == [("disciplines",)]


def test_the_models_can_be_used_for_rows() -> None:
    batch = Batch.from_records(
        staff=[Staff(staff_id="A", unit_id="U", category="VC", rating="HTTNV")],
        units=[Unit(unit_id="U")],
        disciplines=[Discipline(staff_id="A", track="party", issued_on=date(2024, 5, 1))],
        period="2024",
    )
    assert "A" in {one.subject.id for one in check(batch).findings}


def test_a_place_names_the_record_and_its_key() -> None:
    finding = only(a_batch(a_person(months_worked=5)))
    places = {place.heading: (place.source, place.row) for place in finding.places}
    assert places["months_worked"] == ("records", 1)
    assert "Months worked = 5 [records, staff:1]" in str(explain(finding, "en"))


def test_the_keys_may_be_vietnamese() -> None:
    told: Record = {
        "Mã số": "A",
        "Mã đơn vị": "U",
        "Loại đối tượng": "viên chức",
        "Số tháng công tác": 5,
        "Nghỉ thai sản": "không",
        "Mức xếp loại": "HTTNV",
    }
    assert verdicts(a_batch(told)) == {"A": "broken"}


def test_records_are_not_changed() -> None:
    person = a_person(months_worked=5)
    before = dict(person)
    a_batch(person)
    assert person == before


def test_the_order_of_records_and_keys_changes_no_finding() -> None:
    people = [a_person(name, months_worked=5) for name in "ABC"]
    turned = [dict(reversed(list(person.items()))) for person in reversed(people)]
    first, second = check(a_batch(*people)), check(a_batch(*turned))
    assert [one.fingerprint for one in first.findings] == [
        one.fingerprint for one in second.findings
    ]


@pytest.mark.parametrize("staff", [[], None, [{"name": "Lý Một"}]])
def test_nothing_to_judge_is_an_error_with_its_problems(staff: list[Record] | None) -> None:
    with pytest.raises(BatchError) as error:
        Batch.from_records(staff=staff, period="2024")
    assert error.value.problems
    assert str(error.value)


@pytest.mark.parametrize("period", ["", "next year", "2024-2030", "24"])
def test_a_period_that_is_none_is_an_error(period: str) -> None:
    with pytest.raises(BatchError):
        Batch.from_records(staff=[a_person()], period=period)


def test_a_school_year_needs_its_day() -> None:
    with pytest.raises(BatchError):
        a_batch(period="2023-2024")
    assert check(a_batch(period="2023-2024", on=date(2024, 5, 31))).judged == 1


def test_a_bad_row_is_a_problem_and_the_others_are_judged() -> None:
    people = [
        a_person("A", months_worked=5),
        a_person("B"),
        a_person("B"),
        a_person("C", rating="?"),
    ]
    batch = a_batch(*people)
    assert {one.code for one in batch.problems} >= {"duplicate-id", "grade-label-unknown"}
    assert verdicts(batch) == {"A": "broken"}


def test_a_count_is_open_where_a_row_was_set_aside() -> None:
    people = [a_person(f"S{number}") for number in range(4)]
    twice = [a_person("B", rating="HTXSNV")] * 2
    assert verdicts(a_batch(*people, a_person("T", rating="HTXSNV"), *twice), SHARE) == {
        "U": "unknown"
    }


@pytest.mark.parametrize("stranger", [1, None, "words", ["a"]])
def test_what_is_no_record_is_told_and_the_others_are_judged(stranger: object) -> None:
    batch = Batch.from_records(staff=[a_person("A"), stranger], period="2024")
    (one,) = [one for one in batch.problems if one.code == "record-not-keys"]
    assert (str(one.place), one.severity) == ("records, staff:2", "error")
    assert [row.key for row in batch.tables["staff"]] == ["A"]
    assert [(one.unit, one.row) for one in batch.unplaced] == [(None, None)]


def test_a_key_that_is_no_text_is_a_column_that_is_not_known() -> None:
    batch = Batch.from_records(staff=[{**a_person("A"), 7: "x"}], period="2024")
    assert "heading-unknown" in [one.code for one in batch.problems]
