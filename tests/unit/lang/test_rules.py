"""Days, figures and readings of a ruleset: what is in force, and what may be chosen instead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.lang.nodes import Named
from cbccvc_rules.lang.rules import (
    Condition,
    DatedValue,
    Interval,
    ParameterSpec,
    ReadingSpec,
    Rule,
    Ruleset,
    cited,
    walk,
)
from cbccvc_rules.sources import Place, Text
from unit.lang.toy import CITES_OLD, NUMBER, node

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = Text("lời", "words")


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_rule(when: str = "true", require: str = "true", unless: str | None = None) -> Rule:
    exceptions = () if unless is None else (Condition("but", node(unless), WORDS, ()),)
    return Rule(
        id="a-rule",
        pack="a-pack",
        title=WORDS,
        cites=CITES_OLD,
        severity="violation",
        in_force=Interval(day("2020-01-01")),
        judges="staff",
        when=node(when),
        unless=exceptions,
        require=(Condition("", node(require), None, ()),),
        lets={},
        measures={},
        message=WORDS,
        remedy=WORDS,
        why=WORDS,
        breaks=WORDS,
        keeps=WORDS,
        says_same=None,
        criteria_of=None,
        concerns="grade",
        place=Place("a-rule.yaml"),
    )


def a_reading(name: str, *alternatives: str) -> ReadingSpec:
    words = dict.fromkeys(alternatives, WORDS)
    return ReadingSpec(name, "a-pack", WORDS, alternatives[0], words, WORDS, None)


def a_ruleset(choices: Mapping[str, ReadingSpec], chosen: Mapping[str, str]) -> Ruleset:
    return Ruleset(day("2024-12-14"), (), (), {}, {}, chosen, choices, {})


@pytest.mark.parametrize(
    ("text", "inside"),
    [("2019-12-31", False), ("2020-01-01", True), ("2020-12-31", True), ("2021-01-01", False)],
)
def test_an_interval_includes_its_first_and_last_day(text: str, inside: bool) -> None:
    assert (day(text) in Interval(day("2020-01-01"), day("2020-12-31"))) is inside


def test_an_interval_without_an_end_reaches_every_later_day() -> None:
    assert day("9999-12-31") in Interval(day("2020-01-01"))
    assert day("0001-01-01") in Interval(None, day("2020-01-01"))


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [
        ("2019-01-01", "2019-12-31", False),
        ("2019-01-01", "2020-01-01", True),
        ("2020-12-31", "2021-12-31", True),
        ("2021-01-01", "2021-12-31", False),
    ],
)
def test_two_intervals_meet_where_they_share_a_day(first: str, last: str, meets: bool) -> None:
    year = Interval(day("2020-01-01"), day("2020-12-31"))
    other = Interval(day(first), day(last))
    assert year.meets(other) is meets
    assert other.meets(year) is meets


def test_intervals_without_ends_meet_where_they_overlap() -> None:
    assert Interval(day("2020-01-01")).meets(Interval(day("2030-01-01")))
    assert not Interval(day("2020-01-01")).meets(Interval(None, day("2019-12-31")))
    assert Interval(None, None).meets(Interval(None, None))


def test_the_figure_of_a_day_is_the_one_in_force() -> None:
    values = (
        DatedValue(Interval(day("2020-01-01"), day("2020-12-31")), 1, ()),
        DatedValue(Interval(day("2021-01-01")), 2, ()),
    )
    spec = ParameterSpec("figure", "a-pack", WORDS, NUMBER, "count", "lower", values)
    found = [spec.on(day(text)) for text in ("2019-12-31", "2020-12-31", "2021-01-01")]
    assert [None if one is None else one.value for one in found] == [None, 1, 2]


def test_a_rule_depends_on_the_readings_and_figures_it_names_anywhere() -> None:
    rule = a_rule("any(loans where days > $most_pages)", unless="$reckoned = by_page")
    assert rule.readings() == {"reckoned"}
    assert rule.parameters() == {"most_pages"}


def test_walking_a_tree_goes_into_definitions() -> None:
    found = [type(below).__name__ for below in walk(node("lent and old"))]
    assert found == ["And", "Field", "Named", "Compare", "Field", "Literal"]


def test_the_citations_below_a_tree_are_those_of_its_definitions() -> None:
    assert tuple(cited(node("lent and old"))) == CITES_OLD
    assert isinstance(node("old"), Named)


TWO = {
    "reckoned": a_reading("reckoned", "by_page", "by_book"),
    "counted": a_reading("counted", "once", "twice", "never"),
}
CHOSEN = {"reckoned": "by_page", "counted": "twice"}


def test_other_bindings_change_only_the_readings_of_the_rule() -> None:
    rule = a_rule(require="$reckoned = by_page")
    found = list(a_ruleset(TWO, CHOSEN).other_bindings(rule))
    assert [change for change, _ in found] == [{"reckoned": "by_book"}]
    assert [bindings.readings for _, bindings in found] == [
        {"reckoned": "by_book", "counted": "twice"}
    ]


def test_a_rule_without_readings_has_no_other_bindings() -> None:
    assert list(a_ruleset(TWO, CHOSEN).other_bindings(a_rule())) == []


def test_other_bindings_come_with_the_fewest_changes_first() -> None:
    rule = a_rule(require="$reckoned = by_page or $counted = once")
    assert [change for change, _ in a_ruleset(TWO, CHOSEN).other_bindings(rule)] == [
        {"counted": "never"},
        {"counted": "once"},
        {"reckoned": "by_book"},
        {"counted": "never", "reckoned": "by_book"},
        {"counted": "once", "reckoned": "by_book"},
    ]
