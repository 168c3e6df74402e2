"""The one list of columns: complete, in two languages, and without a heading that means two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.model.columns import DERIVED, TABLE_TITLES, TABLES, column_title, columns_of
from cbccvc_rules.model.forms import form_of
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.model.staff import Staff
from cbccvc_rules.model.values import clean, fold

if TYPE_CHECKING:
    from cbccvc_rules.model.column import Column

every_table = pytest.mark.parametrize("table", TABLES)
every_column = pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table in TABLES for column in columns_of(table)]
)

# The names that other systems rely on.
NAMES = {
    "staff": """staff_id name unit_id position category role leads peer_group party_member
        months_worked leave_months maternity general_1 general_2 general_3 general_4 general_5a
        degradation_finding tasks_total tasks_completed tasks_on_time_quality tasks_exceeded
        criteria_total criteria_completed criteria_deficient effectiveness score self_rating
        proposed_rating rating rating_reason party_rating self_report_on meeting_on minutes
        party_opinion_on decided_on decided_by proposed_by organised_by notified_on published_on
        party_rated_on emulation_on petition_on petition_settled_by transferred_from
        months_at_previous previous_unit_exists previous_comment term_from""",
    "units": """unit_id name parent_id kind rating score targets_total targets_completed
        targets_on_time_quality targets_exceeded corruption_case outstanding_decision
        outstanding_share year_end own_regulation_on head_id body""",
    "disciplines": """staff_id violation_id track form issued_on effective_on duty_related
        counted_in""",
    "counts": "unit_id category peer_group total HTXSNV HTTNV HTNV KHTNV not_rated",
    "history": "staff_id period category role position term_from rating",
    "scorecards": "staff_id unit_id criterion kind weight target actual points",
}


@every_table
def test_the_names_of_the_columns_are_kept(table: str) -> None:
    assert [column.name for column in columns_of(table)] == NAMES[table].split()


@every_table
def test_no_heading_means_two_columns(table: str) -> None:
    meanings: dict[str, set[str]] = {}
    for column in columns_of(table):
        for heading in column.headings:
            meanings.setdefault(fold(heading), set()).add(column.name)
    assert {heading: names for heading, names in meanings.items() if len(names) > 1} == {}


@every_column
def test_a_column_is_described_in_both_languages(table: str, column: Column) -> None:
    for text in (column.title, column.says):
        assert clean(text.vi) == text.vi != ""
        assert clean(text.en) == text.en != ""


@every_column
def test_an_alias_is_written_once(table: str, column: Column) -> None:
    folded = [fold(alias) for alias in column.aliases]
    assert len(set(folded)) == len(folded)
    assert fold(column.title.vi) not in folded


@every_column
def test_a_label_means_one_code(table: str, column: Column) -> None:
    meanings: dict[str, set[str]] = {}
    for code in column.labels:
        for label in (code.name, code.title.vi, code.title.en, *code.labels):
            meanings.setdefault(fold(label), set()).add(code.name)
    assert all(len(names) == 1 for names in meanings.values())


@every_table
def test_derived_facts_are_no_columns(table: str) -> None:
    names = {column.name for column in columns_of(table)}
    assert names.isdisjoint(DERIVED.get(table, {}))


def test_every_table_has_a_title() -> None:
    assert list(TABLE_TITLES) == list(TABLES)


def test_grades_and_codes_are_listed_from_low_to_high() -> None:
    columns = {column.name: column for column in columns_of("staff")}
    assert columns["rating"].codes == RATINGS
    assert columns["general_1"].codes == ("not_met", "met", "good")
    assert columns["effectiveness"].codes == ("low", "normal", "high")
    assert columns["rating"].ordered
    assert not columns["category"].ordered


def test_a_column_without_codes_lists_none() -> None:
    assert {column.name: column.codes for column in columns_of("staff")}["name"] == ()


def test_a_title_is_found_by_name() -> None:
    title = column_title("staff", "rating")
    assert title is not None
    assert title.vi == "Mức xếp loại"
    assert column_title("staff", "year_to") is None
    assert column_title("groups", "rating") is None


def test_the_schema_for_editors_tells_titles_and_codes() -> None:
    properties = form_of(Staff).model_json_schema()["properties"]
    assert properties["category"]["title"] == "Loại đối tượng / Category"
    assert properties["category"]["examples"] == ["CB", "CC", "VC", "HD"]
    assert properties["rating"]["examples"] == list(RATINGS)
