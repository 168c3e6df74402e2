"""The meaning of the language: three values of truth, exact numbers, grades in their order."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from typing import get_args

import pytest

from cbccvc_rules.engines.reference import _KINDS, conjunction, disjunction, negation
from cbccvc_rules.exact import Range
from cbccvc_rules.lang.nodes import Node
from cbccvc_rules.model.scale import GRADES
from unit.engines.rounds import a_definition, a_person, a_unit, a_world, people, typed, value

TRUTHS = (True, False, None)
WRITTEN = {True: "true", False: "false", None: "unknown"}


def strictest(*parts: bool | None) -> bool | None:
    return False if False in parts else None if None in parts else True


def loosest(*parts: bool | None) -> bool | None:
    return True if True in parts else None if None in parts else False


# ------------------------------------------------------------------------------------- truths


@pytest.mark.parametrize("parts", list(product(TRUTHS, repeat=3)))
def test_and_is_false_where_any_is_false_else_unknown_where_any_is(
    parts: tuple[bool | None, ...],
) -> None:
    assert conjunction(parts) is strictest(*parts)
    assert value(" and ".join(WRITTEN[part] for part in parts)) is strictest(*parts)


@pytest.mark.parametrize("parts", list(product(TRUTHS, repeat=3)))
def test_or_is_true_where_any_is_true_else_unknown_where_any_is(
    parts: tuple[bool | None, ...],
) -> None:
    assert disjunction(parts) is loosest(*parts)
    assert value(" or ".join(WRITTEN[part] for part in parts)) is loosest(*parts)


@pytest.mark.parametrize(("item", "other"), [(True, False), (False, True), (None, None)])
def test_not_is_the_opposite_and_unknown_of_unknown(item: bool | None, other: bool | None) -> None:
    assert negation(item) is other
    assert value(f"not {WRITTEN[item]}") is other


def test_no_parts_at_all_hold_and_none_of_them_does() -> None:
    assert conjunction([]) is True
    assert disjunction([]) is False


# --------------------------------------------------------------------------- comparisons


@pytest.mark.parametrize("sign", ["=", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize("text", ["months_worked {} 6", "6 {} months_worked"])
def test_what_is_not_told_never_compares(sign: str, text: str) -> None:
    world = a_world(a_person(months_worked=""))
    assert value(text.format(sign), world) is None


@pytest.mark.parametrize("sign", ["=", "!="])
def test_two_cells_that_are_not_told_are_neither_equal_nor_unequal(sign: str) -> None:
    world = a_world(a_person(months_worked="", leave_months=""))
    assert value(f"months_worked {sign} leave_months", world) is None


@pytest.mark.parametrize(("left", "right"), list(product(range(4), repeat=2)))
def test_grades_compare_by_their_order(left: int, right: int) -> None:
    world = a_world(a_person(rating=GRADES[left], party_rating=GRADES[right]))
    found = {
        sign: value(f"rating {sign} party_rating", world)
        for sign in ("=", "!=", "<", "<=", ">", ">=")
    }
    assert found == {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
@pytest.mark.parametrize("grade", [*GRADES, "not_rated"])
def test_not_rated_has_no_rank(sign: str, grade: str) -> None:
    world = a_world(a_person(rating="not_rated"))
    assert value(f"rating {sign} {grade}", world) is None
    assert value(f"{grade} {sign} rating", world) is None


def test_not_rated_is_a_state_that_can_be_asked_for() -> None:
    world = a_world(a_person(rating="not_rated"))
    assert value("rating = not_rated", world) is True
    assert value("rating != HTNV", world) is True
    assert value("rating in {KHTNV, not_rated}", world) is True
    assert value("rating not in {KHTNV, not_rated}", world) is False


def test_membership_of_what_is_not_told_is_unknown() -> None:
    world = a_world(a_person(rating=""))
    assert value("rating in {KHTNV, not_rated}", world) is None
    assert value("rating not in {KHTNV, not_rated}", world) is None


def test_days_compare_by_the_calendar() -> None:
    world = a_world(a_person(decided_on="2024-12-14", notified_on="13/12/2024"))
    assert value("decided_on > notified_on", world) is True
    assert value("decided_on <= 2024-12-14", world) is True
    assert value("decided_on < batch.on", world) is False


# ------------------------------------------------------------------------ numbers and choices


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1/3 + 1/6", Fraction(1, 2)),
        ("months_worked * 20%", Fraction(11, 10)),
        ("months_worked - 6", Fraction(-1, 2)),
        ("-months_worked", Fraction(-11, 2)),
        ("1 / 3", Fraction(1, 3)),
        ("floor(months_worked)", 5),
        ("ceil(months_worked)", 6),
        ("floor(-months_worked)", -6),
        ("ceil(-months_worked)", -5),
        ("floor(6)", 6),
    ],
)
def test_arithmetic_is_exact(text: str, number: int | Fraction) -> None:
    assert value(text, a_world(a_person(months_worked="5,5"))) == number


def test_nothing_is_divided_by_nought() -> None:
    assert value("1 / (months_worked - 6)", a_world(a_person(months_worked=6))) is None


def test_arithmetic_with_what_is_not_told_is_not_known() -> None:
    world = a_world(a_person(months_worked=""))
    found = [value(text, world) for text in ("months_worked + 1", "floor(months_worked)")]
    assert found == [None, None]


def test_a_choice_takes_the_side_of_its_condition() -> None:
    world = a_world(a_person(maternity=True, months_worked=3))
    assert value("1 if maternity else 2", world) == 1
    assert value("1 if not maternity else 2", world) == 2


def test_a_choice_that_cannot_be_made_is_known_only_where_both_sides_agree() -> None:
    world = a_world(a_person(maternity="", months_worked=3))
    assert value("1 if maternity else 2", world) is None
    assert value("3 if maternity else months_worked", world) == 3


def test_the_side_of_a_choice_that_is_not_taken_may_be_unknown() -> None:
    world = a_world(a_person(maternity=True, months_worked=""))
    assert value("1 if maternity else months_worked", world) == 1


@pytest.mark.parametrize(
    ("cell", "given"), [("Quyết định 12", True), ("", False), ("-", False), ("không", False)]
)
def test_whether_a_cell_was_told_is_known(cell: str, given: bool) -> None:
    world = a_world(a_person(minutes=cell))
    assert value("minutes is given", world) is given
    assert value("minutes is not given", world) is not given


def test_whether_a_cell_was_told_is_not_known_if_it_cannot_be_understood() -> None:
    world = a_world(a_person(months_worked="nhiều"))
    assert value("months_worked is given", world) is None
    assert value("months_worked is not given", world) is None


@pytest.mark.parametrize(
    ("cell", "recorded"),
    [("Biên bản 12", True), ("", None), ("-", None), ("không", False), ("chưa có", False)],
)
def test_a_record_is_there_only_if_told_and_not_there_only_if_denied(
    cell: str, recorded: bool | None
) -> None:
    world = a_world(a_person(minutes=cell))
    assert value("minutes is recorded", world) is recorded


@pytest.mark.parametrize(
    ("cell", "recorded"), [("2024-12-01", True), ("", None), ("Không", False), ("hôm qua", None)]
)
def test_a_step_took_place_only_if_told_and_did_not_only_if_denied(
    cell: str, recorded: bool | None
) -> None:
    assert value("meeting_on is recorded", a_world(a_person(meeting_on=cell))) is recorded


def test_whether_something_is_on_record_is_not_known_without_its_column() -> None:
    assert value("minutes is recorded") is None
    assert value("unit.own_regulation_on is recorded") is None


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-01-01", date(2024, 12, 15)),
        ("2024-12-31", date(2024, 12, 15)),
        ("2025-01-01", date(2025, 12, 15)),
        ("", None),
    ],
)
def test_a_day_of_the_year_in_which_another_falls(day: str, found: date | None) -> None:
    assert value("in_year(12-15, decided_on)", a_world(a_person(decided_on=day))) == found


# ------------------------------------------------------------------------------- counts


def test_a_count_of_known_rows_is_a_number() -> None:
    world = a_world(*people("HTXSNV", "HTTNV", "HTXSNV"))
    assert value("count(staff where rating = HTXSNV)", world, "U") == 2
    assert value("count(staff)", world, "U") == 3


def test_a_count_over_rows_that_are_not_known_is_a_range() -> None:
    world = a_world(*people("HTXSNV", "", "HTTNV", ""))
    assert value("count(staff where rating = HTXSNV)", world, "U") == Range(1, 3)
    assert value("count(staff where rating != HTXSNV)", world, "U") == Range(1, 3)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("count(staff where rating = HTXSNV) >= 1", True),
        ("count(staff where rating = HTXSNV) <= 3", True),
        ("count(staff where rating = HTXSNV) > 3", False),
        ("count(staff where rating = HTXSNV) < 1", False),
        ("count(staff where rating = HTXSNV) = 4", False),
        ("count(staff where rating = HTXSNV) != 4", True),
        ("count(staff where rating = HTXSNV) >= 2", None),
        ("count(staff where rating = HTXSNV) = 2", None),
        ("count(staff where rating = HTXSNV) <= 20% * count(staff)", False),
        ("count(staff where rating = HTXSNV) <= 75% * count(staff)", True),
        ("count(staff where rating = HTXSNV) <= 50% * count(staff)", None),
        ("any(staff where rating = HTXSNV)", True),
        ("none(staff where rating = HTXSNV)", False),
        ("any(staff where rating = HTNV)", None),
        ("none(staff where rating = HTNV)", None),
        ("any(staff where rating = HTNV and false)", False),
    ],
)
def test_a_range_decides_only_where_every_number_in_it_agrees(
    text: str, truth: bool | None
) -> None:
    world = a_world(*people("HTXSNV", "", "HTTNV", ""))
    assert value(text, world, "U") is truth


def test_a_range_may_be_rounded_to_one_number() -> None:
    world = a_world(*people("HTXSNV", "", "HTTNV", ""))
    assert value("floor(count(staff where rating = HTXSNV) / 4)", world, "U") == 0
    assert value("ceil(count(staff where rating = HTXSNV) / 4)", world, "U") == 1


def test_a_sum_adds_exactly_and_is_unknown_with_any_part_unknown() -> None:
    halves = [a_person(f"S{n}", months_worked="5,5") for n in range(3)]
    text = "sum(months_worked of staff where rating = HTTNV)"
    assert value(text, a_world(*halves), "U") == Fraction(33, 2)
    assert value(text, a_world(*halves, a_person("X", months_worked="")), "U") is None
    other = a_person("X", rating="HTNV", months_worked="")
    assert value(text, a_world(*halves, other), "U") == Fraction(33, 2)


def test_no_rows_count_as_nought() -> None:
    world = a_world(a_person(), disciplines=[{"staff_id": "B", "track": "party"}])
    assert value("count(disciplines)", world) == 0
    assert value("none(disciplines)", world) is True
    assert value("any(disciplines)", world) is False
    assert value("sum(1 of disciplines)", world) == 0


def test_without_the_table_nothing_is_known_of_its_rows() -> None:
    assert value("count(disciplines)") == Range(0, None)
    assert value("any(disciplines)") is None
    assert value("none(disciplines)") is None
    assert value("sum(1 of disciplines)") is None


def test_a_nested_count_is_taken_for_each_row() -> None:
    decisions = [{"staff_id": "A", "track": track} for track in ("party", "administrative")]
    world = a_world(a_person("A"), a_person("B"), disciplines=decisions)
    assert value("count(staff where count(disciplines) = 2)", world, "U") == 1


# ------------------------------------------------------------------------ names and other rows


def test_a_let_is_worth_the_same_inside_a_condition_of_rows() -> None:
    world = a_world(a_person("A", months_worked=6), a_person("B", months_worked=4))
    lets = {"mine": typed("months_worked", "staff")}
    assert value("count(unit.staff where months_worked < mine)", world, lets=lets) == 1


def test_the_subject_is_the_same_inside_every_condition() -> None:
    world = a_world(a_person("A", rating="HTTNV"), a_person("B", rating="HTXSNV"))
    assert value("count(unit.staff where rating > subject.rating)", world, "A") == 1
    assert value("count(unit.staff where rating > subject.rating)", world, "B") == 0


def test_a_definition_is_worth_what_it_says_of_its_own_row() -> None:
    short = a_definition("short", "staff", "months_worked < 6")
    world = a_world(
        a_person("A", months_worked=8),
        a_person("B", months_worked=3),
        disciplines=[{"staff_id": "B", "track": "party"}],
    )
    assert value("count(unit.staff where short)", world, definitions=short) == 1
    assert value("any(disciplines where staff.short)", world, "B", definitions=short) is True


def test_a_row_that_is_not_known_tells_nothing() -> None:
    world = a_world(a_person(unit_id=""), units=[a_unit("U", rating="HTTNV")])
    assert value("unit.rating = HTTNV", world) is None
    assert value("unit.rating is given", world) is False
    assert value("any(unit.staff)", world) is None


def test_the_batch_is_a_row_like_any_other() -> None:
    world = a_world(occasion="pre_promotion")
    assert value("batch.on = 2024-12-14", world) is True


def test_every_kind_of_node_has_a_meaning() -> None:
    assert set(_KINDS) == set(get_args(Node))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-01-01", date(2025, 1, 15)),
        ("2024-12-31", date(2025, 1, 15)),
        ("9998-12-31", date(9999, 1, 15)),
        ("9999-01-01", date(9999, 12, 31)),
        ("", None),
    ],
)
def test_a_day_of_the_year_after_that(day: str, found: date | None) -> None:
    assert value("in_next_year(01-15, decided_on)", a_world(a_person(decided_on=day))) == found
