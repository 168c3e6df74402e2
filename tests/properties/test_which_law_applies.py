"""Which law applies is answered for every category and day: by one law, or by one said hole."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbccvc_rules import Batch, NoLawError, applies, check
from cbccvc_rules.api import library
from cbccvc_rules.api.context import context
from cbccvc_rules.packs.governing import fallbacks, governing
from cbccvc_rules.packs.inforce import Choices, in_force

if TYPE_CHECKING:
    from cbccvc_rules.packs.library import Governs

CATEGORIES = ("CB", "CC", "VC", "HD")
FIRST, LAST = date(2020, 8, 20), date(2027, 12, 31)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
BEFORE = [FIRST - timedelta(n) for n in (1, 2, 31, 365, 3650)]
SPAN = [(category, day) for category in CATEGORIES for day in DAYS]


def answers(category: str, day: date) -> list[Governs]:
    """Return every entry of the table that speaks of a category on a day."""
    entries = library().applies.entries
    return [one for one in entries if one.category == category and day in one.interval]


@cache
def rules_of(standing: str, day: date) -> frozenset[str]:
    """Return the packs that have a rule in force for those who stand so."""
    return frozenset(rule.pack for rule in in_force(library(), day, [standing], Choices()).law)


def test_every_category_has_one_answer_or_one_hole_on_every_day() -> None:
    found = Counter(len(answers(category, day)) for category, day in SPAN)
    assert found == {1: len(SPAN)}


def test_an_answer_names_packs_and_law_and_a_hole_its_reason_in_both_languages() -> None:
    for category, day in SPAN:
        (one,) = answers(category, day)
        assert applies(category, day) is one
        assert bool(one.packs) is (one.hole is None), (category, day)
        told = one.instruments if one.hole is None else one.hole
        assert told is not None and told.vi and told.en, (category, day)
        assert one.basis, (category, day)


def test_every_pack_that_governs_has_rules_in_force_on_the_day() -> None:
    for category, day in SPAN:
        (one,) = answers(category, day)
        apart = [] if one.fallback is None else [one.fallback.governs]
        for entry in (one, *apart):
            assert set(entry.packs) <= rules_of(entry.standing, day), (entry.standing, day)


def test_no_rule_of_a_decree_is_in_force_where_another_has_taken_its_place() -> None:
    """Decree 90/2020 and its successors never govern the same people on the same day."""
    decrees = {"decree-90-2020", "decree-335-2025", "decree-233-2026"}
    for category, day in SPAN:
        (one,) = answers(category, day)
        assert len(decrees & set(one.packs)) == (0 if one.hole else 1), (category, day)
        if one.fallback is not None:
            assert set(one.fallback.governs.packs) == {"decree-90-2020"}


def test_where_some_stand_apart_both_sides_are_answered_and_a_reason_is_at_hand() -> None:
    divided = [
        (category, day) for category, day in SPAN if category in fallbacks(library().applies, day)
    ]
    assert {category for category, _ in divided} == {"VC"}
    assert (divided[0][1], divided[-1][1]) == (date(2026, 7, 1), date(2027, 1, 14))
    assert len(divided) == (divided[-1][1] - divided[0][1]).days + 1
    for category, day in divided:
        (one,) = answers(category, day)
        assert one.fallback is not None
        assert (
            governing(library().applies, one.fallback.governs.standing, day) is one.fallback.governs
        )
        assert one.fallback.unknown.vi and one.fallback.unknown.en


@pytest.mark.parametrize("category", CATEGORIES)
def test_before_the_table_there_is_no_answer_and_a_reason(category: str) -> None:
    for day in BEFORE:
        assert applies(category, day) is None
        with pytest.raises(NoLawError, match="56/2015"):
            check(a_round(category, day, {}))


def a_round(category: str, day: date, unit: dict[str, object]) -> Batch:
    person = {"staff_id": "A", "unit_id": "U", "category": category, "rating": "HTTNV"}
    return Batch.from_records([person], [{"unit_id": "U", **unit}], period=str(day.year), on=day)


@given(
    category=st.sampled_from(CATEGORIES),
    day=st.dates(date(2019, 1, 1), LAST),
    told=st.sampled_from([{}, {"own_regulation_on": ""}, {"own_regulation_on": "2026-11-20"}]),
)
def test_a_person_is_judged_under_one_law_or_told_why_not(
    category: str, day: date, told: dict[str, object]
) -> None:
    batch = a_round(category, day, told)
    try:
        here = context(batch, library(), Choices())
    except NoLawError as refused:
        (one,) = refused.problems
        assert one.code == "no-law"
        return
    ((row, entry),) = here.people
    assert entry is not None
    assert here.not_governed == ()
    standing = here.world.standings.of(row)
    assert standing == entry.standing
    governing_packs = {pack for pack, whom in here.ruleset.governs.items() if standing in whom}
    assert set(entry.packs) <= governing_packs
    assert here.instruments() == (entry.instruments,)
