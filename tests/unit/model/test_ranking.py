"""Agencies and units in order: the worst first, ties said, what is contested counted apart."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules import Batch, check
from cbccvc_rules.api.many import many_text
from cbccvc_rules.model.finding import Flip, Verdict
from cbccvc_rules.model.many import CheckedRound
from cbccvc_rules.model.ranking import ranking
from cbccvc_rules.model.waiver import Waived
from unit.reports.rounds import RULES, a_person

if TYPE_CHECKING:
    from cbccvc_rules.model.findings import Findings


def found(*people: dict[str, object], units: list[dict[str, object]] | None = None) -> Findings:
    batch = Batch.from_records(list(people), units, period="2024")
    return check(batch, select=RULES)


def broken(key: str, unit: str) -> dict[str, object]:
    return a_person(key, unit_id=unit, months_worked="4,5")


def fine(key: str, unit: str) -> dict[str, object]:
    return a_person(key, unit_id=unit)


def rounds() -> tuple[CheckedRound, ...]:
    return (
        CheckedRound("z", "", found(broken("1", "Ân"), fine("2", "Ân"), fine("3", "Ăn"))),
        CheckedRound("a", "", found(broken("4", "B"), fine("5", "B"))),
        CheckedRound("bad", "", None, ()),
        CheckedRound("c", "", found(broken("6", "C"), broken("7", "C"))),
    )


def test_the_worst_goes_first_and_what_is_equal_shares_a_rank() -> None:
    told = ranking(rounds())
    assert [(one.round, one.rank, one.tied) for one in told.agencies] == [
        ("c", 1, False),
        ("a", 2, False),
        ("z", 3, False),
    ]
    assert [(one.unit, one.rank, one.tied) for one in told.units] == [
        ("C", 1, False),
        ("B", 2, True),
        ("Ân", 2, True),
    ]
    assert told.clean_units == 1
    assert [one.share for one in told.units] == [Fraction(1), Fraction(1, 2), Fraction(1, 2)]


def test_equal_ranks_stand_by_the_vietnamese_alphabet() -> None:
    units = ["Đất", "Dân", "Ân", "Ăn", "An"]
    told = ranking(
        [CheckedRound("a", "", found(*(broken(f"{at}", unit) for at, unit in enumerate(units))))]
    )
    assert [one.unit for one in told.units] == ["An", "Ăn", "Ân", "Dân", "Đất"]
    assert {(one.rank, one.tied) for one in told.units} == {(1, True)}


def test_the_order_of_the_rounds_changes_nothing() -> None:
    assert ranking(rounds()) == ranking(tuple(reversed(rounds())))


def test_what_is_contested_or_waived_is_no_violation() -> None:
    one = found(broken("1", "A"), broken("2", "B"))
    flip = (Flip({"x": "y"}, Verdict.KEPT),)
    contested, *others = one.findings
    told = ranking(
        [CheckedRound("a", "", replace(one, findings=(replace(contested, flips=flip), *others)))]
    )
    assert [(unit.violation, unit.contested, unit.affected) for unit in told.units] == [
        (1, 0, 1),
        (0, 1, 0),
    ]
    waived = Waived("ledger", "x", "y", "z", "2024-01-01", "2025-01-01", None)
    told = ranking(
        [CheckedRound("a", "", replace(one, findings=(replace(contested, waived=waived), *others)))]
    )
    assert len(told.units) == 1
    assert told.clean_units == 1


def test_people_who_are_told_as_numbers_leave_the_share_open() -> None:
    counts = [{"unit_id": "A", "total": 10, "HTXSNV": 5, "HTTNV": 5}]
    batch = Batch.from_records(None, [{"unit_id": "A"}], counts=counts, period="2024")
    told = ranking([CheckedRound("a", "", check(batch, select=RULES))])
    assert (told.units[0].people, told.units[0].share, told.units[0].violation) == (None, None, 1)


def test_reports_of_several_rounds_have_it_in_text_and_json() -> None:
    words = many_text(rounds(), "text", lang="en")
    assert "  1. c: violations: 2; people with one: 2 of 2 (100%)" in words
    assert "  2 (tied). B, a: violations: 1; people with one: 1 of 2 (50%)" in words
    assert "Units with nothing broken: 1." in words
    told = json.loads(many_text(rounds(), "json"))["ranking"]
    assert [one["rank"] for one in told["units"]] == [1, 2, 2]
    assert told["agencies"][0]["share"] == 1
    assert told["units"][1]["share"] == "1/2"


def test_the_page_on_several_rounds_has_it_among_the_further_parts() -> None:
    words = many_text(rounds(), "html", lang="en")
    assert isinstance(words, str)
    assert "Agencies by what is broken" in words
    assert "2 (tied). B, a: violations: 1" in words


def test_one_round_alone_has_no_ranking() -> None:
    assert "Agencies by what is broken" not in many_text(rounds()[2:], "text", lang="en")
