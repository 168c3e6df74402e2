"""The rules of a day: which packs govern whom, which figures hold, which readings are chosen."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.errors import UsageError
from cbccvc_rules.packs.governing import governing
from cbccvc_rules.packs.inforce import Choices, in_force
from cbccvc_rules.packs.load import load
from unit.packs.folder import BOTH, FILES, RulesFolder, a_rules_folder

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.lang.rules import Ruleset
    from cbccvc_rules.packs.library import Library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return a_rules_folder().loaded(tmp_path_factory.mktemp("packs"))


def bound(library: Library, day: str, *categories: str, **choices: object) -> Ruleset:
    return in_force(library, date.fromisoformat(day), categories, Choices(**choices))


def names(ruleset: Ruleset) -> list[str]:
    return [rule.id for rule in ruleset.rules]


def refused(library: Library, **choices: object) -> list[str]:
    with pytest.raises(UsageError) as caught:
        bound(library, "2024-12-14", "CC", **choices)
    return [problem.say("en") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("category", "governed"),
    [
        ("CC", {"alpha": {"CC"}, "beta": {"CC"}}),
        ("CB", {"alpha": {"CB"}}),
        ("HD", {}),
    ],
)
def test_the_packs_of_a_day_are_those_that_govern_the_categories_met(
    library: Library, category: str, governed: dict[str, set[str]]
) -> None:
    assert bound(library, "2024-12-14", category).governs == governed


def test_a_pack_governs_only_the_categories_the_table_gives_it(library: Library) -> None:
    assert bound(library, "2024-12-14", "CB", "CC", "HD").governs == {
        "alpha": {"CB", "CC"},
        "beta": {"CC"},
    }


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        ("2019-12-31", []),
        ("2020-01-01", ["too-few-months", "two-points"]),
        ("2024-12-31", ["too-few-months", "two-points"]),
        ("2025-01-01", ["two-points"]),
    ],
)
def test_a_rule_is_judged_on_its_first_and_last_day_and_on_no_other(
    library: Library, day: str, rules: list[str]
) -> None:
    assert names(bound(library, day, "CC")) == rules


@pytest.mark.parametrize(
    ("day", "value"), [("2022-12-31", Fraction(11, 2)), ("2023-01-01", 6), ("2019-12-31", None)]
)
def test_the_figure_of_the_day_is_the_one_bound(library: Library, day: str, value: object) -> None:
    assert bound(library, day, "CC").bindings.parameters.get("least_months") == value


def test_readings_are_their_defaults_unless_chosen(library: Library) -> None:
    assert bound(library, "2024-12-14", "CC").readings == {"counting": "whole"}
    chosen = bound(library, "2024-12-14", "CC", readings={"counting": "half"})
    assert chosen.bindings.readings == {"counting": "half"}


def test_a_chosen_figure_is_exact_and_marked_as_an_assumption(library: Library) -> None:
    found = bound(library, "2024-12-14", "CC", parameters={"least_months": "5,5"})
    dated = found.parameters["least_months"]
    assert (dated.value, dated.origin, dated.cites) == (Fraction(11, 2), "assumption", ())


def test_a_chosen_figure_that_is_whole_is_a_whole_number(library: Library) -> None:
    found = bound(library, "2024-12-14", "CC", parameters={"least_months": "6,0"})
    assert type(found.bindings.parameters["least_months"]) is int


def test_a_pack_may_be_added(library: Library) -> None:
    found = bound(library, "2024-12-14", "CB", packs=("beta",))
    assert found.governs["beta"] == {"CB"}
    assert names(found) == ["too-few-months", "two-points"]


def test_a_pack_may_be_left_out(library: Library) -> None:
    assert names(bound(library, "2024-12-14", "CC", packs=("-alpha",))) == ["two-points"]


def test_rules_may_be_selected_or_ignored(library: Library) -> None:
    assert names(bound(library, "2024-12-14", "CC", select=("two-points",))) == ["two-points"]
    assert names(bound(library, "2024-12-14", "CC", ignore=("two-points",))) == ["too-few-months"]


def test_rules_come_in_order_of_name(library: Library) -> None:
    found = names(bound(library, "2024-12-14", "CC"))
    assert found == sorted(found)


def a_default_pack() -> RulesFolder:
    header = f"id: gamma\ntitle: {BOTH}\nuses: [alpha]\nby_default: true\n"
    rule = FILES["beta/two-points.yaml"].replace("two-points", "three")
    return a_rules_folder().having("gamma/pack.yaml", header).having("gamma/three.yaml", rule)


def test_a_pack_that_is_on_by_default_is_judged_for_those_whom_a_law_governs(
    tmp_path: Path,
) -> None:
    library = a_default_pack().loaded(tmp_path)
    assert bound(library, "2024-12-14", "CB", "HD").governs["gamma"] == {"CB"}
    assert "gamma" not in bound(library, "2024-12-14", "HD").governs


def test_a_pack_that_is_on_by_default_may_be_left_out(tmp_path: Path) -> None:
    library = a_default_pack().loaded(tmp_path)
    assert "gamma" not in bound(library, "2024-12-14", "CB", packs=("-gamma",)).governs


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"packs": ("alfa",)}, "there is no pack `alfa`; did you mean `alpha`?"),
        ({"packs": ("-alfa",)}, "there is no pack `alfa`; did you mean `alpha`?"),
        ({"select": ("two-point",)}, "there is no rule `two-point`; did you mean `two-points`?"),
        ({"ignore": ("xyz",)}, "there is no rule `xyz`"),
        ({"readings": {"count": "half"}}, "there is no reading `count`; did you mean `counting`?"),
        (
            {"readings": {"counting": "hafl"}},
            "the reading `counting` has no alternative `hafl`; choose one of: whole, half; "
            "did you mean `half`?",
        ),
        (
            {"parameters": {"least_month": "6"}},
            "there is no parameter `least_month`; did you mean `least_months`?",
        ),
        (
            {"parameters": {"least_months": "six"}},
            "`six` is no value of the parameter `least_months`; "
            "expected months, from 0 up, such as `6`",
        ),
        (
            {"parameters": {"best_grade": "HTN"}},
            "`HTN` is no value of the parameter `best_grade`; "
            "expected one of: KHTNV, HTNV, HTTNV, HTXSNV",
        ),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_with_the_nearest(
    library: Library, choices: dict[str, object], said: str
) -> None:
    assert refused(library, **choices) == [said]


def test_every_wrong_choice_is_said_at_once(library: Library) -> None:
    said = refused(library, packs=("x",), select=("y",), readings={"z": "1"}, parameters={"w": "1"})
    assert [line.split("`")[1] for line in said] == ["x", "z", "w", "y"]


# --------------------------------------------------------------------- defaults of one pack alone


@pytest.fixture(scope="module")
def with_defaults(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library where `counting` is `half` by default in beta."""
    folder = a_rules_folder().changed(
        "alpha/readings.yaml", "default: whole\n", "default: whole\n    default_in: {beta: half}\n"
    )
    return folder.loaded(tmp_path_factory.mktemp("packs"))


def test_a_reading_may_have_another_default_in_one_pack(with_defaults: Library) -> None:
    bindings = bound(with_defaults, "2024-12-14", "CC").bindings
    assert bindings.of("alpha").reading("counting") == "whole"
    assert bindings.of("beta").reading("counting") == "half"
    assert bindings.reading("counting") == "whole"


def test_a_reading_that_is_chosen_is_so_in_every_pack(with_defaults: Library) -> None:
    for chosen in ("whole", "half"):
        ruleset = bound(with_defaults, "2024-12-14", "CC", readings={"counting": chosen})
        assert ruleset.own == {}
        assert {ruleset.bindings.of(one).reading("counting") for one in ("alpha", "beta")} == {
            chosen
        }


def test_another_choice_of_a_rule_starts_from_its_own_default(with_defaults: Library) -> None:
    ruleset = bound(with_defaults, "2024-12-14", "CC")
    (rule,) = [one for one in ruleset.rules if one.pack == "beta"]
    ((change, bindings),) = ruleset.other_bindings(rule)
    assert change == {"counting": "whole"}
    assert bindings.reading("counting") == "whole"
    assert bindings.of("alpha").reading("counting") == "whole"
    assert bindings.chosen != ruleset.bindings.chosen


def test_the_readings_taken_are_those_of_the_rules_that_take_them(with_defaults: Library) -> None:
    assert bound(with_defaults, "2024-12-14", "CC").taken == {"counting": "half"}
    assert bound(with_defaults, "2024-12-14", "CB").taken == {"counting": "whole"}


# ------------------------------------------------------------------------- which law applies


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2019-12-31", None),
        ("2020-01-01", ("alpha",)),
        ("2024-12-31", ("alpha",)),
        ("2025-01-01", ()),
    ],
)
def test_the_table_answers_on_both_sides_of_every_day(
    library: Library, day: str, found: tuple[str, ...] | None
) -> None:
    entry = governing(library.applies, "VC", date.fromisoformat(day))
    assert (None if entry is None else entry.packs) == found


def test_a_hole_says_why_there_is_no_law(library: Library) -> None:
    entry = governing(library.applies, "VC", date(2025, 1, 1))
    assert entry is not None
    assert entry.hole is not None
    assert entry.hole.en == "yes"


@pytest.mark.parametrize("category", ["CB", "CC", "VC", "HD"])
@pytest.mark.parametrize(
    "day", ["2020-08-20", "2023-09-15", "2025-07-01", "2026-07-01", "2090-01-01"]
)
def test_the_table_of_the_library_answers_for_every_category_and_day(
    category: str, day: str
) -> None:
    entry = governing(load().applies, category, date.fromisoformat(day))
    assert entry is not None
    assert bool(entry.packs) != (entry.hole is not None)
