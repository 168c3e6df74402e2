"""Batches of Python records: tables, columns, links between them, and what stops the work."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules import Staff, Unit
from cbccvc_rules.errors import BatchError
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.rows import MAX_ROWS
from unit.model.records import Record, a_batch, a_person, a_unit, codes, only, person, unplaced


def refused(**tables: object) -> list[str]:
    """Return the codes of the problems for which a batch is refused."""
    more = {"period": "2024", **tables}
    with pytest.raises(BatchError) as error:
        Batch.from_records(**more)
    return [problem.code for problem in error.value.problems]


def test_one_person_is_enough() -> None:
    batch = a_batch()
    assert [row.key for row in batch.tables["staff"]] == ["A"]
    assert (batch.period.text, batch.on, batch.stage) == ("2024", date(2024, 12, 14), "decided")
    assert batch.rating_column == "rating"


def test_models_are_records_too() -> None:
    people = [Staff(staff_id="A", category="VC", unit_id="U", rating="HTTNV")]
    batch = Batch.from_records(people, [Unit(unit_id="U")], period="2024")
    assert person(batch).values["rating"] == "HTTNV"
    assert batch.columns["staff"] == {"staff_id", "category", "unit_id", "rating"}


def test_keys_may_be_vietnamese_headings() -> None:
    batch = a_batch({"Mã số": "A", "Mã đơn vị": "U", "Loại CBCCVC": "VC", "Xếp loại": "HTNV"})
    assert person(batch).values["rating"] == "HTNV"


def test_a_column_is_there_when_any_record_has_it() -> None:
    batch = a_batch(a_person("A", score=90), a_person("B"))
    assert "score" in batch.columns["staff"]
    assert "maternity" not in batch.columns["staff"]


def test_a_table_that_is_not_given_is_absent_and_an_empty_one_is_not() -> None:
    assert "disciplines" not in a_batch().columns
    batch = a_batch(disciplines=[])
    assert batch.tables["disciplines"] == ()


def test_an_empty_list_of_disciplines_needs_no_columns() -> None:
    batch = a_batch(disciplines=[], units=[a_unit()])
    assert "disciplines" in batch.columns
    assert codes(batch) == []


def test_an_unknown_key_is_a_notice_and_a_typo_a_warning() -> None:
    batch = a_batch(a_person(born="1980", months_workd=5), units=[a_unit()])
    assert sorted(problem.severity for problem in batch.problems) == ["notice", "warning"]


def test_disciplines_find_their_person_and_have_ids_of_their_own() -> None:
    rows = [{"staff_id": "A", "counted_in": "2023"}, {"staff_id": "A", "counted_in": ""}]
    batch = a_batch(disciplines=rows, units=[a_unit()])
    assert [row.key for row in batch.tables["disciplines"]] == ["A#1", "A#2"]
    assert codes(batch) == []


@pytest.mark.parametrize(
    ("period", "until"),
    [("2023", date(2023, 12, 31)), ("2022-2023", date(2023, 12, 31)), ("", None)],
)
def test_a_violation_is_counted_until_the_end_of_its_period(period: str, until: date) -> None:
    batch = a_batch(disciplines=[{"staff_id": "A", "counted_in": period}])
    assert batch.tables["disciplines"][0].values["counted_until"] == until


def test_a_discipline_of_somebody_else_is_a_notice() -> None:
    problem = only(a_batch(disciplines=[{"staff_id": "Z9"}]), "staff-unknown")
    assert (problem.severity, problem.params["nearest"]) == ("notice", "")


def test_a_discipline_whose_id_is_a_slip_is_an_error() -> None:
    problem = only(a_batch(a_person("VC 01"), disciplines=[{"staff_id": "vc01"}]), "staff-unknown")
    assert (problem.severity, problem.params["nearest"]) == ("error", "VC 01")


@pytest.mark.parametrize(
    ("listed", "written"), [("007", "7"), ("7", "007"), ("VC-01", "VC-1"), ("0", "00")]
)
def test_an_id_that_lost_its_zeros_is_a_slip(listed: str, written: str) -> None:
    batch = a_batch(a_person(listed), disciplines=[{"staff_id": written}])
    problem = only(batch, "staff-unknown")
    assert (problem.severity, problem.params["nearest"]) == ("error", listed)


def test_a_discipline_of_a_person_set_aside_is_of_somebody_known() -> None:
    batch = a_batch(a_person("A"), a_person("A"), a_person("B"), disciplines=[{"staff_id": "A"}])
    assert "staff-unknown" not in codes(batch)


def test_a_discipline_without_id_is_an_error_and_not_used() -> None:
    batch = a_batch(disciplines=[{"staff_id": "", "form": "khiển trách"}])
    assert only(batch, "staff-id-missing").place.sheet == "disciplines"
    assert batch.tables["disciplines"] == ()


def test_a_disciplines_table_without_ids_counts_as_absent() -> None:
    batch = a_batch(disciplines=[{"form": "khiển trách"}])
    assert only(batch, "column-missing").severity == "error"
    assert "disciplines" not in batch.columns


def test_a_year_told_twice_in_the_history_is_set_aside() -> None:
    rows = [
        {"staff_id": "A", "period": "2022", "rating": "HTNV"},
        {"staff_id": "A", "period": "2023", "rating": "HTNV"},
        {"staff_id": "A", "period": "2023", "rating": "KHTNV"},
    ]
    batch = a_batch(history=rows)
    assert [row.values["period"] for row in batch.tables["history"]] == ["2022"]
    assert codes(batch).count("duplicate-id") == 1


def test_a_row_of_history_without_period_is_not_used() -> None:
    batch = a_batch(history=[{"staff_id": "A", "period": "", "rating": "HTNV"}])
    assert only(batch, "period-of-row-missing").place.heading == "period"
    assert batch.tables["history"] == ()


def test_scorecards_belong_to_people_or_to_units() -> None:
    cards = [{"staff_id": "A", "points": "7,5"}, {"unit_id": "U", "points": 8}]
    batch = a_batch(scorecards=cards, units=[a_unit()])
    assert [row.key for row in batch.tables["scorecards"]] == ["A#1", "U#2"]


def test_totals_alone_can_be_judged() -> None:
    batch = Batch.from_records(counts=[{"unit_id": "U", "total": 9}], period="2024")
    assert "staff" not in batch.columns
    assert [row.key for row in batch.tables["units"]] == ["U"]


def test_totals_of_an_unknown_unit_or_told_twice_are_set_aside() -> None:
    rows = [{"unit_id": "X"}, {"unit_id": "U", "total": 1}, {"unit_id": "U", "total": 2}]
    batch = Batch.from_records(counts=rows, units=[a_unit()], period="2024")
    assert codes(batch) == ["duplicate-id", "unit-unknown"]
    assert batch.tables["counts"] == ()


def test_parts_of_a_unit_are_counted_beside_the_whole() -> None:
    rows = [{"unit_id": "U", "total": 5}, {"unit_id": "U", "total": 2, "peer_group": "Tổ 1"}]
    batch = Batch.from_records(counts=rows, units=[a_unit()], period="2024")
    assert len(batch.tables["counts"]) == 2


def test_a_round_without_people_is_refused() -> None:
    assert refused(units=[a_unit()]) == ["nobody-listed"]


def test_an_empty_list_of_people_is_refused() -> None:
    assert refused(staff=[]) == ["nobody-left", "empty-table"]


def test_totals_are_judged_where_the_list_of_people_cannot_be() -> None:
    batch = Batch.from_records([], counts=[{"unit_id": "U", "total": 1}], period="2024")
    assert "empty-table" in codes(batch)
    assert "staff" not in batch.columns


def test_people_are_judged_where_the_totals_cannot_be() -> None:
    batch = a_batch(counts=[])
    assert "empty-table" in codes(batch)
    assert len(batch.tables["staff"]) == 1


def test_people_without_ids_are_refused() -> None:
    assert "column-missing" in refused(staff=[{"rating": "HTNV"}])


@pytest.mark.parametrize(
    ("stage", "column"),
    [("decided", "rating"), ("proposed", "proposed_rating"), ("self", "self_rating")],
)
def test_the_stage_says_which_grades_are_judged_and_never_others(stage: str, column: str) -> None:
    grades = dict.fromkeys(("rating", "proposed_rating", "self_rating"), "HTNV")
    people = [{"staff_id": "A", "unit_id": "U", "category": "VC", **grades}]
    assert Batch.from_records(people, period="2024", stage=stage).rating_column == column
    del people[0][column]
    bare = Batch.from_records(people, period="2024", stage=stage)
    assert column not in bare.columns["staff"]
    assert bare.tables["staff"][0].values[column] is None


def test_a_bad_period_is_refused() -> None:
    assert refused(staff=[a_person()], period="năm ngoái") == ["header-not-understood"]


def test_a_school_year_needs_its_day() -> None:
    assert refused(staff=[a_person()], period="2023-2024") == ["day-missing"]


@pytest.mark.parametrize(
    ("day", "warned"),
    [
        ("2023-12-31", True),
        ("2024-01-01", False),
        ("2025-12-31", False),
        ("2026-01-01", True),
    ],
)
def test_a_day_far_from_the_period_is_a_warning(day: str, warned: bool) -> None:
    batch = a_batch(on=day, units=[a_unit()])
    assert codes(batch) == (["day-outside-period"] if warned else [])


def test_every_problem_is_told_in_both_languages() -> None:
    batch = a_batch(a_person(role="boss", unit_id="", score="x"), a_person(""), units=[a_unit()])
    assert len(batch.problems) == 4
    for problem in batch.problems:
        for lang in ("vi", "en"):
            said = problem.say(lang)
            assert "{" not in said
            assert "\n" not in said
            assert not said.endswith(".")


@given(some.permutations(range(6)))
def test_the_order_of_rows_changes_nothing_that_is_judged(order: list[int]) -> None:
    rows: list[Record] = [
        a_person("A", role="head"),
        a_person("B", unit_id="X"),
        a_person("C", months_worked="?"),
        a_person("D"),
        a_person("D"),
        a_person(""),
    ]
    one = a_batch(*rows, units=[a_unit()])
    two = a_batch(*(rows[at] for at in order), units=[a_unit()])
    assert codes(one) == codes(two)
    assert unplaced(one) == unplaced(two)
    assert {row.key: row.values for row in one.tables["staff"]} == {
        row.key: row.values for row in two.tables["staff"]
    }


def test_more_records_than_any_round_has_are_refused() -> None:
    person = {"staff_id": "1", "unit_id": "P1", "category": "CC", "rating": "HTTNV"}
    with pytest.raises(BatchError) as caught:
        Batch.from_records(staff=[person] * (MAX_ROWS + 1), period="2024")
    assert [one.code for one in caught.value.problems] == ["too-many-rows"]


def test_what_is_no_form_of_discipline_is_told() -> None:
    forms = ("Khiển trách về đảng", "Phê bình", "khien trach", "Không", "")
    rows = [{"staff_id": "A", "form": form} for form in forms]
    batch = a_batch(a_person(staff_id="A"), disciplines=rows)
    told = [(one.values["form"], one.typed.get("form")) for one in batch.tables["disciplines"]]
    assert told == [
        ("Khiển trách về đảng", None),
        (None, "Phê bình"),
        (None, "khien trach"),
        (None, None),
    ]
    unknown = [one for one in batch.problems if one.code == "discipline-form-unknown"]
    assert [(one.read, one.params["nearest"]) for one in unknown] == [
        ("Phê bình", ""),
        ("khien trach", "khiển trách"),
    ]
    assert only(batch, "discipline-none").read == "Không"
