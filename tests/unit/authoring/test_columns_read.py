"""Which columns the rules read, and which provisions each serves."""

from __future__ import annotations

import pytest

from cbccvc_rules.api import library
from cbccvc_rules.authoring.columns_read import RELATION_COLUMNS, columns_read
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.packs.vocabulary import VOCABULARY

RULES = library().rules
COLUMNS = {(table, column.name) for table in TABLES for column in columns_of(table)}


def served(rule: str, table: str, column: str) -> list[str]:
    return [cite.provision("en") for cite in columns_read([RULES[rule]])[table, column]]


def test_every_relation_says_which_columns_it_is_found_by() -> None:
    relations = {name for record in VOCABULARY.records.values() for name in record.relations}
    assert set(RELATION_COLUMNS) == relations


def test_only_columns_of_the_tables_are_named() -> None:
    named = {column for columns in RELATION_COLUMNS.values() for column in columns}
    assert named - COLUMNS == set()
    assert set(columns_read(RULES.values())) - COLUMNS == set()


def test_a_column_serves_the_provision_of_the_rule_that_reads_it() -> None:
    assert served("rated-under-six-months", "staff", "months_worked") == [
        "Article 2 clause 3 paragraph 1"
    ]


def test_a_column_read_in_a_labelled_condition_serves_its_point() -> None:
    assert "Article 8 clause 1 point b" in served(
        "civil-servant-excellent-criteria-unmet", "staff", "tasks_exceeded"
    )


def test_a_column_that_a_relation_is_found_by_is_read() -> None:
    assert served("disciplined-but-rated", "disciplines", "staff_id")
    assert served("excellent-share", "staff", "peer_group") == ["Article 2 clause 6"]
    assert served("excellent-share", "units", "parent_id")


def test_who_decided_is_read_from_who_is_named_and_who_heads_a_unit() -> None:
    rule = "civil-servant-rated-by-wrong-person"
    assert served(rule, "staff", "decided_by")
    assert served(rule, "units", "head_id")
    assert served(rule, "units", "parent_id")


@pytest.mark.parametrize("column", ["year_from", "year_to", "decider"])
def test_what_is_worked_out_is_not_asked_for(column: str) -> None:
    assert ("staff", column) not in columns_read(RULES.values())
