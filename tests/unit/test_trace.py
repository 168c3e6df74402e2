"""The certificate as plain data: its steps in order, and each fact once."""

from __future__ import annotations

from cbccvc_rules.sources import Place
from cbccvc_rules.trace import Fact, Step, facts


def a_fact(column: str, value: int | None = 1, key: str = "A") -> Fact:
    return Fact("staff", key, column, value, Place("staff.csv", 2, 3, heading=column))


def a_leaf(column: str, value: int | None = 1, key: str = "A") -> Step:
    return Step("field", column, value, fact=a_fact(column, value, key))


def test_a_step_is_walked_outermost_first() -> None:
    inner = Step("less", "a < b", parts=(a_leaf("a"), a_leaf("b")))
    assert [step.text for step in Step("not", "not a < b", parts=(inner,)).walk()] == [
        "not a < b",
        "a < b",
        "a",
        "b",
    ]


def test_a_fact_is_told_once_however_often_it_was_used() -> None:
    step = Step("and", "", parts=(a_leaf("a"), Step("or", "", parts=(a_leaf("b"), a_leaf("a")))))
    assert [fact.column for fact in facts(step)] == ["a", "b"]


def test_the_same_column_of_two_rows_is_two_facts() -> None:
    step = Step("and", "", parts=(a_leaf("a", key="A"), a_leaf("a", key="B")))
    assert [fact.key for fact in facts(step)] == ["A", "B"]


def test_a_fact_without_a_value_was_not_told() -> None:
    assert not a_fact("a", None).told
    assert a_fact("a", 0).told
