"""What was not read word for word is told: headings, labels, marks, days as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.model.scale import packaged_labels
from unit.model.records import a_batch, a_person, codes, only, person

if TYPE_CHECKING:
    from cbccvc_rules.model.batch import Batch


def told(*people: dict[str, object], **more: object) -> Batch:
    return a_batch(*people, labels=packaged_labels(), **more)


def said(batch: Batch, code: str) -> str:
    problem = only(batch, code)
    assert problem.severity == "notice"
    return problem.message("vi")


def test_what_is_written_word_for_word_is_not_remarked() -> None:
    batch = told(
        a_person("A", rating="HTTNV", role="head"),
        a_person("B", rating="Hoàn thành tốt nhiệm vụ", role="người đứng đầu"),
        a_person("C", rating="good completion of tasks", decided_on="14/12/2024"),
    )
    assert codes(batch) == ["units-not-told"]


def test_headings_other_than_name_and_title_are_told() -> None:
    record = {"Mã số": "A", "Loại CBCCVC": "VC", "unit_id": "U", "Xếp loại": "HTTNV"}
    told_of = said(told(record), "headings-read-as")
    assert "`Loại CBCCVC` → Loại đối tượng; `Xếp loại` → Mức xếp loại" in told_of
    assert "Mã số" not in told_of


def test_labels_are_told_once_a_table_with_the_number_of_cells() -> None:
    batch = told(
        a_person("A", rating="Tốt"),
        a_person("B", rating="TỐT", proposed_rating="HTXS"),
        a_person("C", rating="Chưa xếp loại", effectiveness="hiệu quả cao"),
    )
    read_as = said(batch, "labels-read-as")
    assert "`Tốt` → Hoàn thành tốt nhiệm vụ (2)" in read_as
    assert "`HTXS` → Hoàn thành xuất sắc nhiệm vụ (1)" in read_as
    assert "`Chưa xếp loại` → chưa có kết quả (1)" in read_as
    assert "`hiệu quả cao` → cao (1)" in read_as


def test_a_label_that_was_not_understood_was_taken_for_nothing() -> None:
    batch = told(a_person("A", rating="Khá"), a_person("B", rating="HTTTNV"), a_person("C"))
    assert "labels-read-as" not in codes(batch)
    assert person(batch).values["rating"] is None


def test_days_as_numbers_are_told_with_the_first_of_them() -> None:
    batch = told(
        a_person("A", decided_on="14/12/2024"),
        a_person("B", decided_on=45640),
        a_person("C", decided_on="45641"),
    )
    assert "2 ô" in said(batch, "day-numbers")
    assert "`45640` được hiểu là 14/12/2024" in said(batch, "day-numbers")


@pytest.mark.parametrize(("mark", "named"), [("x", "x"), ("✓", "✓"), ("✔", "✓")])
def test_a_column_of_one_mark_names_it(mark: str, named: str) -> None:
    batch = told(a_person("A", maternity=mark), a_person("B", maternity=""))
    assert [row.values["maternity"] for row in batch.tables["staff"]] == [True, False]
    assert f"`{named}`, nên 1 ô trống" in said(batch, "mark-column")


def test_a_column_of_marks_without_an_empty_cell_is_not_remarked() -> None:
    batch = told(a_person("A", maternity="x"), a_person("B", maternity="X"))
    assert "mark-column" not in codes(batch)


def test_beside_ticks_a_cross_may_mean_no_and_is_left_to_a_person() -> None:
    batch = told(
        a_person("A", maternity="✓"), a_person("B", maternity="x"), a_person("C", maternity="")
    )
    assert [row.values["maternity"] for row in batch.tables["staff"]] == [True, None, None]
    problem = only(batch, "cell-mark-doubtful")
    assert (problem.severity, problem.read) == ("error", "x")
    assert person(batch, "B").typed == {"maternity": "x"}


def test_the_meaning_is_told_in_both_languages() -> None:
    problem = only(told(a_person(rating="Tốt")), "labels-read-as")
    assert "`Tốt` → Good completion of tasks (1)" in problem.message("en")
