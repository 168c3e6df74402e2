"""What defends a verdict: the conditions that failed, the measures, the clauses, other readings."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.engines.detail import Detail, detail
from cbccvc_rules.model.finding import Verdict
from unit.engines.rounds import ARule, a_person, a_rule, a_ruleset, a_world, judged, people

if TYPE_CHECKING:
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule


def seen(rule: Rule, world: World, key: str = "A", **chosen: object) -> Detail:
    found = judged(rule, world, **chosen)[key]
    return detail(found, a_ruleset(rule, **chosen), world)


def flips(rule: Rule, world: World | None = None, **chosen: object) -> list[tuple[object, str]]:
    found = seen(rule, a_world() if world is None else world, **chosen).flips
    return [(dict(flip.readings), flip.verdict.value) for flip in found]


def test_the_labels_of_the_requirements_that_failed_are_told() -> None:
    rule = ARule(require=(("a", "false"), ("b", "true"), ("c", "unknown"), ("d", "false"))).made()
    assert seen(rule, a_world()).conditions == ("a", "d")


def test_the_clauses_of_the_requirements_that_failed_are_cited() -> None:
    rule = ARule(require=(("a", "false"), ("b", "true"), ("d", "false"))).made()
    assert [cite.point for cite in seen(rule, a_world()).cites] == ["a", "d"]


def test_a_rule_without_labels_cites_its_own_clauses() -> None:
    rule = a_rule(require="false")
    assert seen(rule, a_world()).cites == rule.cites


def test_measures_lets_and_columns_are_there_to_fill_a_sentence() -> None:
    rule = a_rule("group", let={"all": "count(members)"}, measures={"share": "1 / all"})
    found = seen(rule, a_world(*people("HTTNV", "HTTNV", "HTTNV")), "U")
    assert found.measures == {"share": Fraction(1, 3)}
    assert (found.values["all"], found.values["share"]) == (3, Fraction(1, 3))
    assert found.values["unit_id"] == "U"


def test_a_measure_has_the_last_word_over_a_column_of_the_same_name() -> None:
    rule = a_rule(measures={"months_worked": "12"})
    assert seen(rule, a_world(a_person(months_worked=3))).values["months_worked"] == 12


# ------------------------------------------------------------------------ other readings


def test_a_verdict_that_no_reading_changes_has_no_flips() -> None:
    assert flips(a_rule(require="rating = HTTNV or $way = wide")) == []


def test_a_reading_that_gives_another_verdict_is_a_flip() -> None:
    assert flips(a_rule(require="$way = wide")) == [({"way": "wide"}, "kept")]


def test_each_alternative_that_flips_is_told_with_its_verdict() -> None:
    rule = a_rule(require="$base = good or ($base = few and months_worked > 3)")
    world = a_world(a_person(months_worked=""))
    assert flips(rule, world) == [({"base": "few"}, "unknown"), ({"base": "good"}, "kept")]


def test_only_the_smallest_change_is_told() -> None:
    rule = a_rule(require="$way = wide or $base != all")
    assert flips(rule) == [
        ({"base": "few"}, "kept"),
        ({"base": "good"}, "kept"),
        ({"way": "wide"}, "kept"),
    ]


def test_two_changes_are_told_where_neither_alone_is_enough() -> None:
    assert flips(a_rule(require="$way = wide and $base = good")) == [
        ({"base": "good", "way": "wide"}, "kept")
    ]


def test_what_is_chosen_is_no_flip() -> None:
    rule = a_rule(require="$way = wide")
    assert flips(rule, readings={"way": "wide"}) == [({"way": "narrow"}, "broken")]


def test_a_reading_inside_a_condition_or_an_exception_counts_too() -> None:
    assert flips(a_rule(when="$way = narrow", require="false")) == [
        ({"way": "wide"}, "not_applicable")
    ]
    assert flips(a_rule(require="false", unless=(("but", "$way = wide"),))) == [
        ({"way": "wide"}, "not_applicable")
    ]


def test_every_flip_is_true() -> None:
    rule = a_rule(require="$way = wide or ($base = good and months_worked > 3)")
    world = a_world(a_person(months_worked=4))
    found = seen(rule, world).flips
    assert found != ()
    for flip in found:
        chosen = {"way": "narrow", "base": "all", **flip.readings}
        assert judged(rule, world, readings=chosen)["A"].verdict is flip.verdict
        assert flip.verdict is not Verdict.BROKEN


# ------------------------------------------------------------------------------- what is missing

BOTH_CELLS = ["staff.months_worked of A", "staff.leave_months of A"]
DECISIONS = [{"staff_id": "A", "track": "", "violation_id": "V"}]


def missing(require: str, world: World, judges: str = "staff", key: str = "A") -> list[str]:
    """The cells that would settle an unknown verdict, as record.column of whom."""
    found = seen(a_rule(judges, require), world, key)
    assert found.judgement.verdict is Verdict.UNKNOWN
    return [f"{fact.record}.{fact.column} of {fact.key}" for fact in found.missing]


@pytest.mark.parametrize(
    ("require", "cells"),
    [
        ("months_worked >= 6", ["staff.months_worked of A"]),
        ("months_worked >= 6 and leave_months < 3", BOTH_CELLS),
        ("months_worked >= 6 or maternity", ["staff.months_worked of A"]),
        ("rating = HTTNV and months_worked >= 6", ["staff.months_worked of A"]),
        ("not (months_worked < 6)", ["staff.months_worked of A"]),
        ("months_worked + leave_months > 6", BOTH_CELLS),
        ("months_worked > 6 or months_worked < 3", ["staff.months_worked of A"]),
        ("(months_worked if maternity else score) > 6", ["staff.score of A"]),
        ("any(disciplines where track = party)", ["discipline.track of A#1"]),
        ("count(disciplines where track = party) = 0", ["discipline.track of A#1"]),
    ],
)
def test_the_empty_cells_that_a_verdict_hangs_on_are_named(require: str, cells: list[str]) -> None:
    person = a_person(months_worked="", leave_months="", maternity=False, score="")
    world = a_world(person, disciplines=DECISIONS)
    assert missing(require, world) == cells


def test_a_missing_cell_has_its_place() -> None:
    world = a_world(a_person(months_worked=""))
    (fact,) = seen(a_rule(require="months_worked > 3"), world).missing
    assert fact.place is not None
    assert (fact.place.source, fact.place.row, fact.place.heading) == (
        "records",
        1,
        "months_worked",
    )
    assert not fact.absent


def test_a_cell_of_a_column_nobody_gave_is_absent() -> None:
    (fact,) = seen(a_rule(require="months_worked > 3"), a_world()).missing
    assert fact.absent
    assert fact.place is None


def test_a_table_nobody_gave_is_absent() -> None:
    (fact,) = seen(a_rule(require="none(disciplines)"), a_world()).missing
    assert (fact.record, fact.absent) == ("discipline", True)


def test_an_empty_link_is_the_cell_to_fill_in() -> None:
    world = a_world(a_person(unit_id=""), units=[{"unit_id": "U", "rating": "HTTNV"}])
    assert missing("unit.rating = HTTNV", world) == ["staff.unit_id of A"]


def test_the_cells_of_a_count_are_those_of_the_rows_in_doubt() -> None:
    world = a_world(*people("HTXSNV", "", "HTTNV", ""))
    assert missing("count(members where rating = HTXSNV) <= 2", world, "group", "U") == [
        "staff.rating of S2",
        "staff.rating of S4",
    ]


def test_not_rated_is_the_cell_that_leaves_a_rank_open() -> None:
    world = a_world(a_person(rating="not_rated"))
    assert missing("rating >= HTNV", world) == ["staff.rating of A"]


def test_each_cell_is_named_once() -> None:
    world = a_world(a_person(months_worked=""))
    require = "months_worked > 3 and (months_worked > 6 or rating = KHTNV)"
    assert missing(require, world) == ["staff.months_worked of A"]


def test_a_verdict_that_is_known_misses_nothing() -> None:
    world = a_world(a_person(months_worked=""))
    assert seen(a_rule(require="false and months_worked > 3"), world).missing == ()


def test_rows_that_cannot_be_told_apart_are_named_by_their_ids() -> None:
    world = a_world(a_person("A"), a_person("X"), a_person("X"), units=[{"unit_id": "U"}])
    assert set(missing("count(members) = 1", world, "group", "U")) == {"staff.staff_id of X"}


def test_a_row_set_aside_whose_grade_is_known_leaves_a_count_of_another_grade_alone() -> None:
    people = [a_person("A"), a_person("X"), a_person("X"), a_person("B", unit_id="V")]
    world = a_world(*people, units=[{"unit_id": "U"}])
    kept = seen(a_rule("group", "count(members where rating = HTXSNV) = 0"), world, "U")
    assert kept.judgement.verdict is Verdict.KEPT
    assert missing("count(members where rating = HTTNV) = 1", world, "group", "U") != []


def test_a_circle_of_units_is_named_by_the_cell_of_the_parent() -> None:
    units = [{"unit_id": "U", "parent_id": "V"}, {"unit_id": "V", "parent_id": "U"}]
    world = a_world(a_person("A"), a_person("B", unit_id="V"), units=units)
    assert set(missing("count(members) = 1", world, "group", "U")) == {"unit.parent_id of V"}


@pytest.mark.parametrize("units", [None, [{"unit_id": "U"}], [{"unit_id": "U", "year_end": ""}]])
def test_the_days_of_a_school_year_come_from_the_unit(
    units: list[dict[str, object]] | None,
) -> None:
    world = a_world(a_person(), units=units, period="2023-2024", on="2024-05-31")
    found = seen(a_rule(require="decided_on >= year_from"), world, "A")
    settles = {(fact.record, fact.column): fact.absent for fact in found.missing}
    told = units is not None and "year_end" in units[0]
    assert settles[("unit", "year_end")] is not told
