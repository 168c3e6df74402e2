"""An entry of the table of laws under which some of a category are rated otherwise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.engines.placing import placed
from cbccvc_rules.engines.world import World
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.packs.governing import fallbacks, governing
from cbccvc_rules.packs.inforce import Choices, in_force
from unit.packs.folder import BOTH, RulesFolder, a_rules_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cbccvc_rules.packs.library import Library

FALLBACK = (
    f"fallback: {{if: months_worked < 6, says: {BOTH}, unknown: {BOTH}, packs: [beta],"
    " as_of: 2021-06-30, confidence: probable}"
)
MAIN = "{category: VC, from: 2020-01-01, to: 2024-12-31, packs: [alpha], confidence: certain"


def divided(fallback: str = FALLBACK) -> RulesFolder:
    return a_rules_folder().changed("applies.yaml", MAIN, f"{MAIN}, {fallback}")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return divided().loaded(tmp_path_factory.mktemp("packs"))


def a_world(library: Library, *staff: Mapping[str, object]) -> World:
    people = [{"unit_id": "U", "category": "VC", "rating": "HTTNV", **one} for one in staff]
    batch = Batch.from_records(people, period="2024", on=date(2024, 12, 14))
    return placed(World(batch), fallbacks(library.applies, batch.on))


def test_who_stands_apart_has_packs_of_their_own(library: Library) -> None:
    day = date(2024, 12, 14)
    entry = governing(library.applies, "VC/fallback", day)
    assert entry is not None
    assert (entry.packs, entry.confidence, entry.category) == (("beta",), "probable", "VC")
    main = governing(library.applies, "VC", day)
    assert main is not None
    assert main.packs == ("alpha",)
    assert [one.packs for one in library.applies.all_entries()][2:4] == [("alpha",), ("beta",)]


def test_where_an_entry_has_no_fallback_all_of_the_category_are_alike(library: Library) -> None:
    day = date(2025, 1, 1)
    assert governing(library.applies, "VC/fallback", day) is governing(library.applies, "VC", day)
    assert fallbacks(library.applies, day) == {}


def test_everybody_is_bound_to_their_own_packs(library: Library) -> None:
    ruleset = in_force(library, date(2024, 12, 14), ["VC", "VC/fallback"], Choices())
    assert ruleset.governs == {"alpha": {"VC"}, "beta": {"VC/fallback"}}


def test_the_packs_of_a_fallback_are_taken_as_of_their_day(tmp_path: Path) -> None:
    """`two-points` begins after the day as of which its pack is taken."""
    later = divided().changed("beta/two-points.yaml", "2020-01-01", "2021-07-01").loaded(tmp_path)
    apart = in_force(later, date(2024, 12, 14), ["VC/fallback"], Choices())
    assert [rule.id for rule in apart.rules] == []
    direct = in_force(later, date(2024, 12, 14), ["CC"], Choices())
    assert [rule.id for rule in direct.rules] == ["too-few-months", "two-points"]


def test_the_condition_says_where_each_person_stands(library: Library) -> None:
    world = a_world(
        library,
        {"staff_id": "A", "months_worked": 5.5},
        {"staff_id": "B", "months_worked": 6},
        {"staff_id": "C", "months_worked": ""},
        {"staff_id": "D", "category": "CC", "months_worked": 1},
        {"staff_id": "E", "category": "", "months_worked": 1},
    )
    told = {row.key: world.standings.of(row) for row in world.staff}
    assert told == {"A": "VC/fallback", "B": "VC", "C": None, "D": "CC", "E": None}


def test_of_whom_it_is_not_known_the_cell_that_would_tell_is_named(library: Library) -> None:
    world = a_world(library, {"staff_id": "A", "months_worked": ""})
    (row,) = world.staff
    fact = world.standings.cell(row)
    assert (fact.record, fact.key, fact.column) == ("staff", "A", "months_worked")
    assert fact.place is not None
    assert world.standings.may_be(row, frozenset({"VC"}))
    assert world.standings.may_be(row, frozenset({"VC/fallback"}))
    assert not world.standings.may_be(row, frozenset({"CC"}))


def test_who_may_stand_on_either_side_may_be_a_member_of_both(library: Library) -> None:
    world = a_world(
        library,
        {"staff_id": "A", "months_worked": 5},
        {"staff_id": "B", "months_worked": 7},
        {"staff_id": "C", "months_worked": ""},
    )
    group = next(row for row in world.groups() if row.key == "U")
    for governed, sure in (({"VC"}, "B"), ({"VC/fallback"}, "A")):
        members = world.many(group, "members", frozenset(governed))
        assert [row.key for row in members.rows] == [sure]
        assert [one.row and one.row.key for one in members.possible] == ["C"]
        assert [one.cause.column for one in members.possible] == ["months_worked"]
    everybody = world.many(group, "members", frozenset({"VC", "VC/fallback"}))
    assert len(everybody.rows) + len(everybody.possible) == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("months_worked < 6", "months_wrked < 6", "`months_wrked`"),
        ("months_worked < 6", "months_worked", "truth"),
        ("months_worked < 6", "$least_months < 6", "`$least_months`"),
        ("packs: [beta]", "packs: [betta]", "did you mean `beta`?"),
        ("packs: [beta],", "packs: [],", "`packs`"),
        ("confidence: probable", "confidence: sure", "`sure`"),
        ("as_of: 2021-06-30", "as_of: 30/06/2021", "30/06/2021"),
    ],
)
def test_a_fault_of_a_fallback_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    faults = divided(FALLBACK.replace(old, new)).faults(tmp_path)
    assert len(faults) == 1
    assert faults[0].startswith("rules/applies.yaml:5:")
    assert said in faults[0]
