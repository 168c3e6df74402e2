"""Rows are understood cell by cell: what fails is named and dropped, the rest is kept."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from cbccvc_rules.model.scale import Doubt, Labels, packaged_labels
from cbccvc_rules.sources import Text
from unit.model.records import a_batch, a_person, a_unit, codes, only, person, unit

if TYPE_CHECKING:
    from cbccvc_rules.model.batch import Batch


def test_every_column_of_the_table_has_a_value_or_none() -> None:
    values = person(a_batch()).values
    assert values["rating"] == "HTTNV"
    assert values["score"] is None


def test_bad_cells_become_unknown_and_the_rest_is_kept() -> None:
    batch = a_batch(
        a_person(months_worked="nửa năm", decided_on="31/02/2024", tasks_total="10", role="boss"),
        units=[a_unit()],
    )
    values = person(batch).values
    assert codes(batch) == ["cell-code-unknown", "cell-no-such-day", "cell-not-number"]
    assert (values["months_worked"], values["decided_on"], values["tasks_total"]) == (
        None,
        None,
        10,
    )


def test_a_problem_names_the_cell_what_was_typed_and_what_was_expected() -> None:
    problem = only(a_batch(a_person(months_worked="nửa năm")), "cell-not-number")
    assert problem.read == "nửa năm"
    assert problem.place is not None
    assert (problem.place.source, problem.place.row) == ("records", 1)
    assert problem.place.heading == "months_worked"
    assert problem.expected is not None


def test_what_was_typed_is_kept_where_it_differs_from_the_value() -> None:
    row = person(a_batch(a_person(months_worked="5,5", maternity="có", tasks_total="10")))
    assert row.typed == {"months_worked": "5,5", "maternity": "có"}


def test_what_was_typed_in_a_bad_cell_is_kept() -> None:
    assert person(a_batch(a_person(months_worked="nửa năm"))).typed == {"months_worked": "nửa năm"}


def test_numbers_of_python_are_taken_without_a_trace() -> None:
    row = person(a_batch(a_person(months_worked=5.5, party_member=True)))
    assert row.values["months_worked"] == Fraction(11, 2)
    assert row.typed == {}


def test_a_row_knows_where_its_cells_stand() -> None:
    row = person(a_batch(a_person("A"), a_person("B")), "B")
    place = row.place("rating")
    assert place is not None
    assert (place.row, place.heading) == (2, "rating")
    assert row.place("score") is None


def test_in_a_column_of_marks_alone_an_empty_cell_means_no() -> None:
    batch = a_batch(
        a_person("A", party_member="x"),
        a_person("B", party_member=""),
        a_person("C", party_member="X"),
        units=[a_unit()],
    )
    assert [row.values["party_member"] for row in batch.tables["staff"]] == [True, False, True]
    problem = only(batch, "mark-column")
    assert problem.severity == "notice"
    assert problem.params["empty"] == "1"


@pytest.mark.parametrize("other", ["không", "có"])
def test_beside_another_mark_an_empty_cell_is_not_told(other: str) -> None:
    batch = a_batch(
        a_person("A", party_member="x"),
        a_person("B", party_member=""),
        a_person("C", party_member=other),
    )
    assert person(batch, "B").values["party_member"] is None
    assert "mark-column" not in codes(batch)


def test_a_column_without_any_mark_is_not_told() -> None:
    batch = a_batch(a_person("A", party_member=""), a_person("B", party_member=None))
    assert person(batch).values["party_member"] is None


def the_labels() -> Labels:
    known = {**Labels().codes, "tốt": "HTTNV"}
    doubt = Doubt(("HTXSNV", "HTTNV"), Text("Tùy nơi.", "It depends on the place."))
    return Labels(codes=known, not_told=frozenset({"chưa đánh giá"}), doubts={"a": doubt})


def rated(label: str) -> Batch:
    return a_batch(a_person(rating=label), units=[a_unit()], labels=the_labels())


def test_a_grade_is_read_by_its_label_and_the_label_is_kept() -> None:
    row = person(rated("TỐT"))
    assert row.values["rating"] == "HTTNV"
    assert row.typed == {"rating": "TỐT"}


def test_an_unknown_label_is_an_error_with_a_suggestion_and_no_grade() -> None:
    batch = rated("HTTTNV")
    problem = only(batch, "grade-label-unknown")
    assert person(batch).values["rating"] is None
    assert problem.severity == "error"
    assert str(problem.params["nearest"]).startswith("HTTNV")


def test_a_doubtful_label_gives_its_reason() -> None:
    problem = only(rated("A"), "grade-label-doubtful")
    assert "(it depends on the place)" in problem.say("en")
    assert "HTXSNV / HTTNV" in problem.say("vi")


def test_a_label_of_no_result_yet_is_not_told() -> None:
    batch = rated("Chưa đánh giá")
    assert person(batch).values["rating"] is None
    assert codes(batch) == ["labels-read-as"]


def test_suggestions_do_not_depend_on_the_batch_before() -> None:
    labels = the_labels()
    a_batch(*(a_person(f"S{n}", rating=f"HTTTNV{n}") for n in range(300)), labels=labels)
    problem = only(a_batch(a_person(rating="HTTTNV"), labels=labels), "grade-label-unknown")
    assert problem.params["nearest"]


@pytest.mark.parametrize(("column", "cell"), [("score", "95%"), ("months_worked", " 50 % ")])
def test_a_percentage_is_no_figure_out_of_a_hundred_nor_of_months(column: str, cell: str) -> None:
    batch = a_batch(a_person(**{column: cell}))
    assert person(batch).values[column] is None
    assert only(batch, "cell-not-number").severity == "error"


def test_a_share_is_told_in_percent() -> None:
    batch = a_batch(units=[a_unit(outstanding_share="28,27%", outstanding_decision="QĐ 1")])
    assert unit(batch).values["outstanding_share"] == Fraction(2827, 10_000)


def test_text_in_nfd_is_read_as_nfc_and_kept_as_it_was_typed() -> None:
    typed = normalize("NFD", "Hoàn thành tốt nhiệm vụ")
    row = person(a_batch(a_person(rating=typed), labels=packaged_labels()))
    assert row.values["rating"] == "HTTNV"
    assert row.typed["rating"] == typed


def test_days_beside_one_with_its_month_first_are_doubtful() -> None:
    days = ("3/5/2024", "12/14/2024", "25/12/2024", "5/5/2024", "2024-01-02")
    people = [a_person(staff_id=str(at), decided_on=day) for at, day in enumerate(days)]
    batch = a_batch(*people)
    told = [row.values["decided_on"] for row in batch.tables["staff"]]
    assert told == [None, None, date(2024, 12, 25), date(2024, 5, 5), date(2024, 1, 2)]
    assert only(batch, "cell-day-doubtful").read == "3/5/2024"
    alone = a_batch(a_person(decided_on="3/5/2024"))
    assert person(alone).values["decided_on"] == date(2024, 5, 3)
