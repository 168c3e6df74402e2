"""Formulas: comparisons multiplied out, three-valued where a number is not known."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cbccvc_rules import Batch, check
from cbccvc_rules.exact import Range
from cbccvc_rules.solve.formulas import Number, Truth, compared

A, B = Number("{a0}", "{a0}"), Number("{a1}", "{a1}", 5)
OPEN = Number("{a0}", "{a0}+{b0}")


@pytest.mark.parametrize(
    ("sign", "left", "right", "words"),
    [
        ("<=", A, B, "5*{a0}<={a1}"),
        (">=", A, B, "{a1}<=5*{a0}"),
        ("=", A, Number("0", "0"), "{a0}=0"),
        ("!=", A, Number("3", "3"), "{a0}<>3"),
        ("<", A, Number("1", "1", 2), "2*{a0}<1"),
        ("<=", Number("0", "0"), A, "TRUE"),
        (">", Number("0", "0"), A, "FALSE"),
    ],
)
def test_a_comparison_has_no_fraction(sign: str, left: Number, right: Number, words: str) -> None:
    assert compared(sign, left, right) == Truth(words)


def test_a_comparison_of_what_is_not_known_is_one_none_or_half() -> None:
    assert compared("<=", OPEN, B) == Truth(
        "IF(5*({a0}+{b0})<={a1},1,IF(5*{a0}>{a1},0,0.5))", open=True
    )
    assert compared("=", OPEN, Number("0", "0")).words == "IF({a0}+{b0}=0,1,IF({a0}>0,0,0.5))"


def limits(*grades: str, **how: object) -> dict[str, tuple[str | None, str | None]]:
    people = [
        {"staff_id": f"A{at}", "category": "CC", "unit_id": "U", "rating": grade, "name": "x"}
        for at, grade in enumerate(grades)
    ]
    units = [{"unit_id": "U", "body": "có"}]
    batch = Batch.from_records(people, units, period="2024")
    found = check(batch, select=["excellent-share"], workings=True, **how)
    assert found.workings is not None
    return {one.subject: (one.holds, one.most) for one in found.workings.limits}


@pytest.mark.parametrize(
    ("readings", "holds", "most"),
    [
        ({}, "OR({a0}=0,5*{a0}<={a1})", "INT({a1}/5)"),
        (
            {"excellent_share_base": "good"},
            "OR({a0}=0,5*{a0}<={a1})",
            "INT(({a1}+{a0})/6)",
        ),
        (
            {"excellent_share_rounding": "half_up"},
            "OR({a0}=0,10*{a0}<=2*{a1}+5)",
            "INT((2*{a1}+5)/10)",
        ),
        (
            {"excellent_share_rounding": "at_least_one"},
            "OR({a0}=0,OR({a0}<=1,5*{a0}<={a1}))",
            "IF(5<={a1},INT({a1}/5),1)",
        ),
    ],
)
def test_a_rule_becomes_its_formula_under_each_reading(
    readings: dict[str, str], holds: str, most: str
) -> None:
    assert limits("HTXSNV", "HTTNV", readings=readings) == {"U": (holds, most)}


def test_who_is_counted_is_told_with_every_count() -> None:
    people = [
        {"staff_id": key, "category": category, "unit_id": "U", "rating": rating}
        for key, category, rating in (
            ("A", "CC", "HTXSNV"),
            ("B", "HD", "HTTNV"),
            ("C", "VC", ""),
            ("D", "VC", "HTTNV"),
        )
    ]
    batch = Batch.from_records(people, [{"unit_id": "U", "body": "có"}], period="2024")
    told = check(batch, select=["excellent-share"], workings=True).workings
    assert told is not None
    (one,) = told.limits
    assert [count.value for count in one.counts] == [Range(1, 2), Range(2, 3)]
    assert [count.ratings for count in one.counts] == [
        ("HTXSNV",),
        ("KHTNV", "HTNV", "HTTNV", "HTXSNV"),
    ]
    assert {count.open for count in one.counts} == {("?",)}
    assert one.limit == Fraction(1, 5)
    assert {basis.row.key: (basis.rating, basis.sets) for basis in told.basis} == {
        "A": ("HTXSNV", (1,)),
        "B": ("HTTNV", ()),
        "C": ("?", (1,)),
        "D": ("HTTNV", (1,)),
    }


def test_a_total_of_unknown_size_leaves_no_formula() -> None:
    counts = [{"unit_id": "U", "HTXSNV": 2}]
    batch = Batch.from_records(None, [{"unit_id": "U"}], counts=counts, period="2024")
    told = check(batch, select=["excellent-share"], workings=True).workings
    assert told is not None
    (one,) = told.limits
    assert one.holds is None
    assert one.why_not is not None
    assert "nobody knows" in one.why_not.en
