"""One cell at a time: what is written becomes a value, or a fault with its reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.model.columns import kinds_of
from cbccvc_rules.model.scale import Labels
from cbccvc_rules.model.values import (
    CellFault,
    ShownNumber,
    canonical,
    clean,
    day_of_number,
    fold,
    is_told,
    mark_of,
    read_count,
    read_date,
    read_exact,
    read_list,
    read_reference,
    read_text,
    read_truth,
    shown,
)

Reader = Callable[[object], object]
READERS = (read_count, read_date, read_exact, read_list, read_reference, read_text, read_truth)


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "—", " - ", "\u00a0", None, float("nan")])
@pytest.mark.parametrize("reader", READERS)
def test_what_is_not_told_has_no_value(reader: Reader, cell: object) -> None:
    assert reader(cell) is None
    assert not is_told(cell)


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#div/0!", "#NAME?"])
@pytest.mark.parametrize("reader", READERS)
def test_a_failed_formula_is_never_a_value(reader: Reader, cell: object) -> None:
    with pytest.raises(CellFault) as fault:
        reader(cell)
    assert fault.value.code == "cell-formula-failed"
    assert is_told(cell)


def test_a_name_that_begins_with_a_hash_is_a_name() -> None:
    assert read_text("#1") == "#1"


def test_text_in_nfd_and_in_windows_1258_becomes_nfc() -> None:
    label = "Hoàn thành xuất sắc nhiệm vụ"
    assert read_text(unicodedata.normalize("NFD", label)) == label
    assert clean("xuâ\u0301t să\u0301c") == "xuất sắc"


def test_invisible_characters_and_doubled_spaces_are_dropped() -> None:
    assert clean("\ufeffHoàn\u00a0thành\u200b\n tốt  ") == "Hoàn thành tốt"
    assert clean("VC\u00ad001\u202e") == "VC001"
    assert clean("a\x1b[31mb") == "a[31mb"


@given(some.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_labels_are_compared_without_case() -> None:
    assert fold("HOÀN THÀNH TỐT") == fold("Hoàn thành  tốt")


@pytest.mark.parametrize(
    "cell", ["true", "CÓ", "Có", "yes", "1", "x", "X", "✓", "✔\ufe0f", "☑", "√", True, 1, 1.0]
)
def test_yes_in_every_form(cell: object) -> None:
    assert read_truth(cell) is True


@pytest.mark.parametrize("mark", ["✓", "✔", "✔\ufe0f", "☑", "√"])
def test_a_tick_is_yes(mark: str) -> None:
    assert read_truth(mark) is True
    assert mark_of(mark) == "✓"


@pytest.mark.parametrize("cell", ["false", "không", "Không", "no", "0", False, 0, 0.0])
def test_no_in_every_form(cell: object) -> None:
    assert read_truth(cell) is False


@pytest.mark.parametrize("cell", ["có thể", "2", "chưa rõ", 2, 0.5, "xx", "✗", "✓x", "v"])
def test_neither_yes_nor_no_is_a_fault(cell: object) -> None:
    with pytest.raises(CellFault) as fault:
        read_truth(cell)
    assert fault.value.code == "cell-not-truth"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-12-14", date(2024, 12, 14)),
        ("14/12/2024", date(2024, 12, 14)),
        ("1/2/2024", date(2024, 2, 1)),
        ("11.1.2023", date(2023, 1, 11)),
        ("14-12-2024", date(2024, 12, 14)),
        ("2024-12-14 00:00:00", date(2024, 12, 14)),
        ("2024-12-14T08:30:15.25", date(2024, 12, 14)),
        ("14/12/2024 17:05", date(2024, 12, 14)),
        ("14/12/2024 0:00", date(2024, 12, 14)),
        ("ngày 13 tháng 02 năm 2018", date(2018, 2, 13)),
        (date(2024, 12, 14), date(2024, 12, 14)),
        (datetime(2024, 12, 14, 9, 30), date(2024, 12, 14)),  # noqa: DTZ001 - a caller's own
    ],
)
def test_a_day_is_read_in_the_forms_people_write(cell: object, day: date) -> None:
    assert read_date(cell) == day


@pytest.mark.parametrize("cell", ["31/02/2024", "12/14/2024", "2023-02-29", "00/01/2024"])
def test_a_day_that_is_on_no_calendar_is_a_fault_and_never_turned_round(cell: str) -> None:
    with pytest.raises(CellFault) as fault:
        read_date(cell)
    assert fault.value.code == "cell-no-such-day"


@pytest.mark.parametrize(
    "cell", ["14/12/24", "tháng 12/2024", "14/12-2024", "2024-12-14 8h", "2024", 2024]
)
def test_what_is_no_day_is_a_fault(cell: object) -> None:
    with pytest.raises(CellFault) as fault:
        read_date(cell)
    assert fault.value.code == "cell-not-date"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (45640, date(2024, 12, 14)),
        ("45640", date(2024, 12, 14)),
        (45640.0, date(2024, 12, 14)),
        (Fraction(91281, 2), date(2024, 12, 14)),
        ("45640.99", date(2024, 12, 14)),
        (31753, date(1986, 12, 7)),
        (ShownNumber(44178, "44178", date(2024, 12, 14)), date(2024, 12, 14)),
        (18264, date(1950, 1, 1)),
        (73050, date(2099, 12, 31)),
    ],
)
def test_a_day_whose_format_is_lost_is_a_number_of_days(cell: object, day: date) -> None:
    assert read_date(cell) == day


@pytest.mark.parametrize("cell", [18263, 73051, "18263", "045640", "45640,5", 1e9, True, "4564O"])
def test_any_other_number_is_no_day(cell: object) -> None:
    assert day_of_number(cell) is None
    with pytest.raises(CellFault):
        read_date(cell)


@given(some.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day}/{day.month}/{day.year:04}") == day


@pytest.mark.parametrize(
    ("cell", "number"),
    [("5,5", Fraction(11, 2)), ("6", 6), (5.5, Fraction(11, 2)), (Decimal("6.0"), 6), (6, 6)],
)
def test_a_number_is_exact(cell: object, number: int | Fraction) -> None:
    assert read_exact(cell) == number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("28,27%", Fraction(2827, 10_000)),
        ("1.659.979", 1_659_979),
        ("4.4000000000000004", Fraction(22, 5)),
        ("4,4000000000000004", Fraction(22, 5)),
        ("-1.1000000000000001", Fraction(-11, 10)),
        ("0.28270000000000001", Fraction(2827, 10_000)),
        ("28.300000000000001%", Fraction(283, 1000)),
        (4.4000000000000004, Fraction(22, 5)),
    ],
)
def test_a_figure_is_the_same_however_a_program_printed_it(
    cell: object, number: int | Fraction
) -> None:
    assert read_exact(cell) == number


@pytest.mark.parametrize(
    "cell", ["89.999999999999986", "5.99999999999999999999", "0.12345678901234567"]
)
def test_a_figure_that_no_double_rounds_to_a_short_one_stays(cell: str) -> None:
    assert read_exact(cell) == Fraction(cell)


def test_a_number_shown_as_an_id_is_the_id_as_text_and_the_number_as_figure() -> None:
    cell = ShownNumber(7, "CC007")
    assert (read_text(cell), read_list(cell)) == ("CC007", ("CC007",))
    assert (read_exact(cell), read_count(cell), canonical(cell)) == (7, 7, "CC007")
    assert read_truth(ShownNumber(1, "001")) is True


def test_a_number_without_decimals_is_an_int() -> None:
    assert type(read_exact("6,0")) is int


@pytest.mark.parametrize("cell", ["năm", True, [5], object(), float("inf")])
def test_what_is_no_number_is_a_fault(cell: object) -> None:
    with pytest.raises(CellFault) as fault:
        read_exact(cell)
    assert fault.value.code == "cell-not-number"


@pytest.mark.parametrize("cell", ["5,5", "5.000", 5.5, "20%"])
def test_what_is_no_whole_number_is_a_fault(cell: object) -> None:
    with pytest.raises(CellFault) as fault:
        read_count(cell)
    assert fault.value.code == "cell-not-whole"


def test_whole_numbers_of_a_data_frame_are_understood() -> None:
    assert read_count(5.0) == 5
    assert read_text(12) == "12"


@pytest.mark.parametrize("cell", [True, 5.5, ["A"], object()])
def test_what_is_no_text_is_a_fault(cell: object) -> None:
    with pytest.raises(CellFault):
        read_text(cell)


def test_an_id_keeps_its_leading_zeros() -> None:
    assert read_text("007") == "007"


@pytest.mark.parametrize("cell", ["không", "Không có", "chưa", "none"])
def test_a_reference_that_says_there_is_none_is_not_given(cell: str) -> None:
    assert read_reference(cell) is None


def test_a_reference_is_text_and_may_be_a_day() -> None:
    assert read_reference("12/BB-THPT ngày 3/12/2024") == "12/BB-THPT ngày 3/12/2024"
    assert read_reference(date(2024, 12, 3)) == "2024-12-03"


def test_a_list_is_cut_at_semicolons_and_names_each_id_once() -> None:
    assert read_list("P1; P2 ;;P1") == ("P1", "P2")
    assert read_list(["P1", "P2"]) == ("P1", "P2")
    assert read_list("P1") == ("P1",)


def test_an_empty_list_of_a_caller_says_that_there_are_none() -> None:
    assert read_list([]) == ()
    assert read_list(";") is None


def test_a_list_of_something_else_is_a_fault() -> None:
    with pytest.raises(CellFault) as fault:
        read_list([1.5])
    assert fault.value.code == "cell-not-list"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (Fraction(11, 2), "5.5"),
        (date(2024, 12, 14), "2024-12-14"),
        (("A", "B"), "A; B"),
        ("chữ", "chữ"),
    ],
)
def test_a_value_has_one_canonical_text(value: object, text: str) -> None:
    assert canonical(value) == text


def test_a_quoted_cell_is_one_short_line() -> None:
    assert shown("a\nb") == "a b"
    assert len(shown("a" * 500)) == 121


@pytest.mark.parametrize("cell", ["12/12", "11 / 12"])
def test_so_many_of_all_months_is_no_number_of_months(cell: str) -> None:
    with pytest.raises(CellFault):
        kinds_of("staff")["months_worked"].value(cell, Labels())
    assert kinds_of("staff")["months_worked"].value("11/2", Labels()) == Fraction(11, 2)
