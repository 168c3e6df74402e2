"""The records that rules may speak of are the tables of a round, column by column."""

from __future__ import annotations

import pytest

from cbccvc_rules.lang.types import Coded, Scalar
from cbccvc_rules.model.columns import DERIVED, columns_of
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.packs.vocabulary import VOCABULARY

TABLES = {
    "staff": "staff",
    "unit": "units",
    "discipline": "disciplines",
    "history": "history",
    "scorecard": "scorecards",
}


@pytest.mark.parametrize("record", TABLES)
def test_a_record_has_every_column_of_its_table_and_the_derived_ones(record: str) -> None:
    table = TABLES[record]
    columns = {column.name for column in columns_of(table)} | set(DERIVED.get(table, {}))
    assert set(VOCABULARY[record].columns) == columns


def test_every_relation_leads_to_a_record_that_exists() -> None:
    targets = {
        way.target for record in VOCABULARY.records.values() for way in record.relations.values()
    }
    assert targets <= set(VOCABULARY.records)


def test_no_relation_has_the_name_of_a_column() -> None:
    for record in VOCABULARY.records.values():
        assert set(record.relations) & set(record.columns) == set()


def test_a_grade_is_an_ordered_scale_with_a_state_beside_it() -> None:
    kind = VOCABULARY["staff"].columns["rating"]
    assert isinstance(kind, Coded)
    assert (kind.codes, kind.ordered, kind.states) == (GRADES, True, ("not_rated",))


def test_the_grade_of_a_unit_is_on_the_scale_of_its_staff() -> None:
    assert VOCABULARY["unit"].columns["rating"] == VOCABULARY["staff"].columns["rating"]


def test_months_are_numbers_and_days_are_dates() -> None:
    staff = VOCABULARY["staff"].columns
    assert staff["months_worked"] is Scalar.NUMBER
    assert staff["tasks_total"] is Scalar.NUMBER
    assert staff["decided_on"] is Scalar.DATE
    assert staff["year_from"] is Scalar.DATE
    assert staff["maternity"] is Scalar.TRUTH
    assert staff["leads"] is Scalar.LIST
