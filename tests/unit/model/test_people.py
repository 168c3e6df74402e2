"""People: ids, units, roles, what they lead, the year they are rated for, who cannot be placed."""

from __future__ import annotations

from datetime import date

import pytest

from cbccvc_rules.errors import BatchError
from cbccvc_rules.model.batch import Batch
from unit.model.records import a_batch, a_person, a_unit, codes, only, person, unit, unplaced


def test_a_sound_round_has_no_problems() -> None:
    batch = a_batch(a_person(), units=[a_unit()])
    assert batch.problems == ()
    assert unplaced(batch) == {}


def test_people_with_one_id_are_all_set_aside_in_one_message() -> None:
    batch = a_batch(*map(a_person, "ABAA"), units=[a_unit()])
    assert [row.key for row in batch.tables["staff"]] == ["B"]
    (problem,) = batch.problems
    assert problem.say("en") == (
        "records, staff:1: `A` stands in 3 rows, also at records, staff:3, records, staff:4; "
        "which holds is open, keep one"
    )
    assert problem.say("vi").startswith("records, staff:1: `A` có ở 3 dòng, còn ở records, staff:3")
    assert unplaced(batch) == {"U": 3}
    assert batch.dropped == 1


def test_a_person_without_id_is_set_aside_and_may_belong_to_the_unit_named() -> None:
    batch = a_batch(a_person(""), a_person("B"), units=[a_unit()])
    assert only(batch, "staff-id-missing").place.row == 1
    assert unplaced(batch) == {"U": 1}


def test_contract_workers_are_in_no_share_and_are_not_waited_for() -> None:
    batch = a_batch(a_person("", category="HD"), a_person("B"), units=[a_unit()])
    assert unplaced(batch) == {}


def test_a_person_without_unit_stays_and_may_belong_to_any() -> None:
    batch = a_batch(a_person(unit_id=""), units=[a_unit()])
    assert only(batch, "unit-missing").severity == "error"
    assert person(batch).values["rating"] == "HTTNV"
    assert unplaced(batch) == {None: 1}


def test_an_unknown_unit_is_offered_the_nearest_and_taken_back() -> None:
    batch = a_batch(a_person(unit_id="PHONG-1"), units=[a_unit("PHONG-2"), a_unit("X")])
    problem = only(batch, "unit-unknown")
    assert problem.params["nearest"] == "PHONG-2"
    assert person(batch).values["unit_id"] is None
    assert person(batch).typed["unit_id"] == "PHONG-1"
    assert unplaced(batch) == {None: 1}


def test_an_id_that_differs_in_case_alone_is_offered_and_not_taken() -> None:
    batch = a_batch(a_person(unit_id="u"), units=[a_unit("U"), a_unit("V")])
    assert only(batch, "unit-unknown").params["nearest"] == "U"


def test_the_unit_of_a_row_set_aside_is_looked_up_all_the_same() -> None:
    people = [a_person("A"), a_person("B"), a_person("B", unit_id="P3")]
    assert only(a_batch(*people, units=[a_unit()]), "unit-unknown").read == "P3"


def test_without_a_units_table_each_unit_named_stands_alone() -> None:
    batch = a_batch(a_person("A"), a_person("B", unit_id="V"))
    assert [row.key for row in batch.tables["units"]] == ["U", "V"]
    assert unit(batch).values["body"] is True
    assert unit(batch).values["rating"] is None
    assert "units" not in batch.columns
    assert only(batch, "units-not-told").severity == "notice"


def test_a_person_without_category_is_an_error_and_stays() -> None:
    batch = a_batch(a_person("A"), a_person("B", category=""), units=[a_unit()])
    assert only(batch, "category-missing").params["id"] == "B"
    assert person(batch, "B").values["category"] is None


def test_a_missing_required_column_is_reported_once() -> None:
    people = [{"staff_id": name, "unit_id": "U", "rating": "HTNV"} for name in "ABC"]
    batch = a_batch(*people, units=[a_unit()])
    assert codes(batch) == ["column-missing"]


def test_without_a_unit_column_nobody_can_be_placed() -> None:
    batch = a_batch({"staff_id": "A", "category": "VC", "rating": "HTNV", "Mã đon vị": "Phòng 1"})
    problem = only(batch, "column-missing")
    assert problem.params["column"] == "unit_id"
    assert "`Mã đon vị`" in problem.say("vi")
    assert unplaced(batch) == {None: 1}


def test_an_empty_role_is_staff_where_the_column_exists() -> None:
    batch = a_batch(a_person("A", role=""), a_person("B", role="head"))
    assert person(batch, "A").values["role"] == "staff"
    assert person(batch, "A").values["leads"] == ()


def test_without_the_column_nobodys_role_is_known() -> None:
    values = person(a_batch()).values
    assert values["role"] is None
    assert values["leads"] is None


def test_a_role_that_cannot_be_read_is_not_taken_for_staff() -> None:
    values = person(a_batch(a_person(role="boss"))).values
    assert values["role"] is None
    assert values["leads"] is None


def test_a_head_leads_the_own_unit_and_a_deputy_none_unless_told() -> None:
    batch = a_batch(a_person("A", role="head"), a_person("B", role="deputy"))
    assert person(batch, "A").values["leads"] == ("U",)
    assert person(batch, "B").values["leads"] == ()


def test_what_is_led_counts_as_told_where_roles_are() -> None:
    assert "leads" in a_batch(a_person(role="head")).columns["staff"]
    assert "leads" not in a_batch().columns["staff"]


def test_a_head_without_a_known_unit_leads_nobody_knows_what() -> None:
    values = person(a_batch(a_person(role="head", unit_id=""), units=[a_unit()])).values
    assert values["leads"] is None


def test_led_units_are_told() -> None:
    batch = a_batch(a_person(role="deputy", leads="V;W"), units=[a_unit(k) for k in "UVW"])
    assert person(batch).values["leads"] == ("V", "W")


def test_an_unknown_led_unit_makes_all_of_it_unknown() -> None:
    batch = a_batch(a_person(role="head", leads="U;PHONG-1"), units=[a_unit(), a_unit("PHONG-2")])
    assert only(batch, "led-unit-unknown").params["nearest"] == "PHONG-2"
    assert person(batch).values["leads"] is None
    assert person(batch).typed["leads"] == "U;PHONG-1"


def test_the_year_of_a_calendar_period_is_the_calendar_year() -> None:
    values = person(a_batch()).values
    assert (values["year_from"], values["year_to"]) == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize("period", ["2024", "2023-2024"])
def test_the_year_of_a_school_ends_when_the_school_says(period: str) -> None:
    units = [a_unit("SO", year_end=""), a_unit("T", parent_id="SO", year_end="31/07/2024")]
    more = {"period": period, "on": "2024-07-20", "units": [*units, a_unit("TO", parent_id="T")]}
    values = person(a_batch(a_person(unit_id="TO"), **more)).values
    assert (values["year_from"], values["year_to"]) == (date(2023, 8, 1), date(2024, 7, 31))


def test_a_school_year_without_an_end_has_no_known_days() -> None:
    values = person(a_batch(period="2023-2024", on="2024-05-31")).values
    assert (values["year_from"], values["year_to"]) == (None, None)


def test_an_end_that_cannot_be_read_leaves_the_year_unknown() -> None:
    values = person(a_batch(units=[a_unit(year_end="tháng 7")])).values
    assert values["year_to"] is None


def test_an_end_in_another_year_is_an_error_and_leaves_the_year_unknown() -> None:
    batch = a_batch(units=[a_unit(year_end="2023-07-31")])
    assert only(batch, "year-end-outside-period").read == "2023-07-31"
    assert person(batch).values["year_to"] is None


def test_without_a_known_unit_the_year_is_not_known_where_years_differ() -> None:
    units = [a_unit(), a_unit("T", year_end="2024-07-31")]
    assert person(a_batch(a_person(unit_id=""), units=units)).values["year_to"] is None
    values = person(a_batch(a_person(unit_id=""), units=[a_unit()])).values
    assert values["year_to"] == date(2024, 12, 31)


@pytest.mark.parametrize(("worked", "away", "warned"), [("9", "3", False), ("9", "3,5", True)])
def test_work_and_leave_are_at_most_a_year(worked: str, away: str, warned: bool) -> None:
    batch = a_batch(a_person(months_worked=worked, leave_months=away), units=[a_unit()])
    assert codes(batch) == (["months-over-a-year"] if warned else [])
    assert person(batch).values["months_worked"] == 9


def test_when_nobody_is_left_nothing_can_be_judged() -> None:
    with pytest.raises(BatchError) as error:
        a_batch(a_person(""))
    assert next(problem.code for problem in error.value.problems) == "nobody-left"
    assert "staff-id-missing" in [problem.code for problem in error.value.problems]


def test_a_unit_with_a_grade_and_people_but_nobody_in_charge_is_noticed() -> None:
    batch = a_batch(a_person("A", role="staff"), units=[a_unit("U", rating="HTTNV")])
    assert codes(batch) == ["unit-led-by-nobody"]


def test_a_unit_led_from_elsewhere_is_led() -> None:
    people = [a_person("A", role="staff"), a_person("B", unit_id="V", role="deputy", leads="U")]
    batch = a_batch(*people, units=[a_unit("U", rating="HTTNV"), a_unit("V")])
    assert codes(batch) == []


# ---------------------------------------------------- whose rating regulation a person falls under

ISSUED = "2026-11-20"


def regulation(*units: dict[str, object], unit_id: str = "U") -> tuple[object, bool]:
    """Return when the regulation of a person's body was issued, and whether that is not known."""
    row = person(a_batch(a_person(unit_id=unit_id), units=units, period="2026"))
    return row.values["regulation_on"], "regulation_on" in row.bad


def test_a_regulation_is_that_of_the_own_unit_or_of_the_body_it_is_in() -> None:
    school = a_unit("T", own_regulation_on=ISSUED)
    room = a_unit("U", parent_id="T", own_regulation_on="")
    assert regulation(school, room) == (date(2026, 11, 20), False)
    assert regulation(school, {**room, "own_regulation_on": "2026-12-01"}) == (
        date(2026, 12, 1),
        False,
    )


def test_the_regulation_of_what_is_above_the_body_is_not_its_own() -> None:
    above = a_unit("T", own_regulation_on=ISSUED)
    school = a_unit("U", parent_id="T", own_regulation_on="")
    assert regulation(above, {**school, "kind": "public_service"}) == (None, False)
    assert regulation(above, {**school, "body": True}) == (None, False)
    assert regulation(above, {**school, "body": False}) == (date(2026, 11, 20), False)


def test_an_empty_cell_says_that_none_was_issued_and_an_absent_column_nothing() -> None:
    assert regulation(a_unit("U", own_regulation_on="")) == (None, False)
    assert regulation(a_unit("U")) == (None, True)
    row = person(a_batch(a_person(), period="2026"))
    assert (row.values["regulation_on"], "regulation_on" in row.bad) == (None, True)


def test_a_cell_that_cannot_be_read_leaves_the_regulation_open() -> None:
    assert regulation(a_unit("U", own_regulation_on="cuối năm")) == (None, True)
    room = a_unit("U", parent_id="T", own_regulation_on="")
    assert regulation(a_unit("T", own_regulation_on="cuối năm"), room) == (None, True)
    assert regulation(a_unit("X", own_regulation_on=ISSUED), room) == (None, True)


def test_a_person_of_no_known_unit_falls_under_no_known_regulation() -> None:
    assert regulation(a_unit("X", own_regulation_on=ISSUED), unit_id="U") == (None, True)


def test_a_total_has_the_working_year_and_the_regulation_of_its_unit() -> None:
    batch = Batch.from_records(
        units=[a_unit("U", own_regulation_on=ISSUED, year_end="2026-05-31")],
        counts=[{"unit_id": "U", "category": "VC", "total": 3, "HTTNV": 3}],
        period="2026",
    )
    (row,) = batch.tables["counts"]
    assert row.values["regulation_on"] == date(2026, 11, 20)
    assert row.values["year_to"] == date(2026, 5, 31)


TWO = [a_unit("U"), a_unit("P"), a_unit("Q")]


@pytest.mark.parametrize(
    ("leads", "nearest"), [("P,Q", "P; Q"), ("P, Q", "P; Q"), ("P|Q", "P; Q"), ("P,X", "")]
)
def test_led_units_joined_by_a_comma_are_told_of_the_semicolon(leads: str, nearest: str) -> None:
    batch = a_batch(a_person(role="deputy", leads=leads), units=TWO)
    problem = only(batch, "led-units-joined")
    assert problem.params["nearest"] == nearest
    assert "phải cách nhau bằng dấu `;`" in problem.say("vi")
    assert "must be separated by `;`" in problem.say("en")
    assert person(batch).values["leads"] is None


@pytest.mark.parametrize("role", ["staff", ""])
def test_units_led_without_a_leading_post_get_a_notice(role: str) -> None:
    batch = a_batch(a_person(role=role, leads="P; Q"), units=TWO)
    problem = only(batch, "leads-without-post")
    assert problem.severity == "notice"
    assert problem.place.heading == "leads"
    assert "hãy ghi `head` hoặc `deputy` vào `role`" in problem.say("vi")
    assert "write `head` or `deputy` in `role`" in problem.say("en")


@pytest.mark.parametrize(
    "told", [{"role": "deputy"}, {"role": "head"}, {}, {"role": "staff", "category": "CB"}]
)
def test_units_led_by_a_leader_or_a_cadre_get_none(told: dict[str, str]) -> None:
    batch = a_batch(a_person(leads="P", **told), units=TWO)
    assert "leads-without-post" not in codes(batch)


def test_a_heading_that_looks_like_a_column_that_is_missing_is_named() -> None:
    row = {"staff_id": "A", "category": "VC", "Mã đon vị": "Phòng 1", "rating": "HTTNV"}
    batch = Batch.from_records(staff=[row], period="2024")
    said = only(batch, "column-missing").message("vi")
    assert "không nhận ra: `Mã đon vị`; `--map CỘT=unit_id` nếu là cột khác" in said
