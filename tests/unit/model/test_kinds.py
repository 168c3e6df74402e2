"""Cells with a closed list, a limit or a form: read, or refused with what was expected."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic import ValidationError

from cbccvc_rules import Staff
from unit.model.records import a_batch, a_person, a_unit, codes, only, person, unit, value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("VC", "VC"),
        ("vc", "VC"),
        ("Viên chức", "VC"),
        ("CÔNG CHỨC", "CC"),
        ("cán bộ", "CB"),
        ("Người lao động", "HD"),
        ("HĐ", "HD"),
    ],
)
def test_a_category_is_read_by_code_and_by_name(cell: str, code: str) -> None:
    assert value("category", cell) == code


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("role", "Người đứng đầu", "head"),
        ("role", "Cấp phó", "deputy"),
        ("general_1", "Thực hiện tốt", "good"),
        ("general_2", "đáp ứng", "met"),
        ("general_5a", "Không đáp ứng", "not_met"),
        ("effectiveness", "Hiệu quả cao", "high"),
    ],
)
def test_vietnamese_labels_of_codes_are_understood(column: str, cell: str, code: str) -> None:
    assert value(column, cell) == code


@pytest.mark.parametrize("cell", ["Trưởng phòng", "hea", "1"])
def test_an_unknown_code_is_never_guessed(cell: str) -> None:
    batch = a_batch(a_person(role=cell))
    problem = only(batch, "cell-code-unknown")
    assert person(batch).values["role"] is None
    assert problem.read == cell
    assert problem.expected is not None
    assert "`head`" in problem.expected.en


@pytest.mark.parametrize("cell", ["0", "12", "5,5", 5.5, 0, 12])
def test_months_of_a_year_are_taken(cell: object) -> None:
    assert codes(a_batch(a_person(months_worked=cell), units=[a_unit()])) == []


@pytest.mark.parametrize("cell", ["-1", "12,5", "13", -0.5, "12.01"])
def test_months_outside_a_year_are_refused(cell: object) -> None:
    batch = a_batch(a_person(months_worked=cell))
    assert person(batch).values["months_worked"] is None
    assert only(batch, "cell-out-of-range").expected.en == "a number from 0 to 12"


def test_a_negative_number_of_tasks_is_refused() -> None:
    problem = only(a_batch(a_person(tasks_total="-1")), "cell-out-of-range")
    assert problem.expected.vi == "số từ 0 trở lên"


@pytest.mark.parametrize(
    ("cell", "share"),
    [("25%", Fraction(1, 4)), ("0,25", Fraction(1, 4)), ("1/4", Fraction(1, 4)), ("1", 1)],
)
def test_a_share_is_read_in_percent_and_as_a_fraction(cell: str, share: Fraction) -> None:
    batch = a_batch(units=[a_unit(outstanding_share=cell)])
    assert unit(batch).values["outstanding_share"] == share


def test_a_share_without_its_sign_is_a_question() -> None:
    batch = a_batch(units=[a_unit(outstanding_share="25")])
    assert unit(batch).values["outstanding_share"] is None
    assert "25%" in only(batch, "cell-share").say("vi")


@pytest.mark.parametrize("cell", ["2023", "Năm 2023", 2023])
def test_a_period_in_a_cell_is_put_into_its_canonical_text(cell: object) -> None:
    rows = [{"staff_id": "A", "counted_in": cell}]
    batch = a_batch(disciplines=rows)
    assert batch.tables["disciplines"][0].values["counted_in"] == "2023"


def test_what_is_no_period_is_a_fault() -> None:
    batch = a_batch(disciplines=[{"staff_id": "A", "counted_in": "năm ngoái"}])
    assert "cell-not-period" in codes(batch)


def test_a_model_can_be_made_by_hand() -> None:
    assert Staff(staff_id="A", months_worked="5,5").months_worked == Fraction(11, 2)


def test_a_model_made_by_hand_refuses_what_a_file_would() -> None:
    with pytest.raises(ValidationError, match="cell-out-of-range"):
        Staff(months_worked=13)
