"""A rules folder that loads, and folders that cannot be read at all."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.errors import PackError
from cbccvc_rules.lang.show import show
from cbccvc_rules.packs.files import CASES, read_file
from cbccvc_rules.packs.load import load
from cbccvc_rules.packs.scale import read_labels
from cbccvc_rules.sources import packaged_rules
from unit.packs.folder import BOTH, FILES, LABELLED, a_rules_folder

if TYPE_CHECKING:
    from pathlib import Path

RULE = "alpha/too-few-months.yaml"


# ---------------------------------------------------------------------------- what was loaded


def test_a_rule_is_typed_with_everything_that_defends_it(tmp_path: Path) -> None:
    rule = a_rules_folder().loaded(tmp_path).rules["too-few-months"]
    assert (rule.pack, rule.severity, rule.judges) == ("alpha", "violation", "staff")
    assert show(rule.when) == "short_year"
    assert [show(one.node) for one in rule.require] == ["rating = not_rated"]
    assert show(rule.lets["spare"]) == "months_worked - 1"
    assert show(rule.measures["share"]) == "months_worked / 12"
    assert str(rule.place) == "rules/alpha/too-few-months.yaml:1:5"


def test_a_rule_without_a_condition_always_applies(tmp_path: Path) -> None:
    assert show(a_rules_folder().loaded(tmp_path).rules["two-points"].when) == "true"


def test_a_requirement_without_a_label_cites_what_the_rule_cites(tmp_path: Path) -> None:
    rule = a_rules_folder().loaded(tmp_path).rules["too-few-months"]
    assert rule.require[0].cites == rule.cites
    assert rule.cites[0].text("en") == "Article 2 of Law 1"


def test_labelled_requirements_keep_their_order(tmp_path: Path) -> None:
    rule = a_rules_folder().loaded(tmp_path).rules["two-points"]
    assert [one.id for one in rule.require] == ["first", "second"]


def test_a_definition_is_its_body_without_its_exceptions(tmp_path: Path) -> None:
    found = a_rules_folder().loaded(tmp_path).definitions["staff", "short_year"]
    assert show(found.body) == "months_worked < $least_months and not maternity"


def test_figures_are_exact(tmp_path: Path) -> None:
    spec = a_rules_folder().loaded(tmp_path).parameters["least_months"]
    assert [dated.value for dated in spec.values] == [Fraction(11, 2), 6]
    assert type(spec.values[1].value) is int


def test_a_figure_without_a_value_says_that_it_was_abolished(tmp_path: Path) -> None:
    folder = a_rules_folder().changed("alpha/parameters.yaml", "value: 6", "value: ")
    assert folder.loaded(tmp_path).parameters["least_months"].values[1].value is None


def test_a_pack_sees_what_the_packs_it_uses_see(tmp_path: Path) -> None:
    folder = a_rules_folder().having("gamma/pack.yaml", f"id: gamma\ntitle: {BOTH}\nuses: [beta]\n")
    folder = folder.having("gamma/three.yaml", LABELLED.replace("two-points", "three"))
    assert folder.loaded(tmp_path).rules["three"].parameters() == {"best_grade", "least_months"}


def test_packs_that_use_each_other_load(tmp_path: Path) -> None:
    folder = a_rules_folder().having("alpha/pack.yaml", FILES["alpha/pack.yaml"] + "uses: [beta]")
    assert set(folder.loaded(tmp_path).packs) == {"alpha", "beta"}


def test_a_pack_does_not_see_what_it_does_not_use(tmp_path: Path) -> None:
    folder = a_rules_folder().changed("beta/pack.yaml", "uses: [alpha]", "uses: []")
    said = folder.faults(tmp_path)
    assert said[0] == (
        "rules/beta/two-points.yaml:14:19: there is no parameter or reading `$best_grade`"
    )


def test_a_later_let_may_use_an_earlier_one_and_no_other(tmp_path: Path) -> None:
    after = a_rules_folder().changed(
        RULE, "months_worked - 1\n", "months_worked - 1\n  more: spare\n"
    )
    assert show(after.loaded(tmp_path).rules["too-few-months"].lets["more"]) == "spare"
    before = a_rules_folder().changed(RULE, "  spare:", "  more: spare\n  spare:")
    assert before.faults(tmp_path) == [
        "rules/alpha/too-few-months.yaml:9:9: `staff` has no column or definition `spare`; "
        "did you mean `score`?"
    ]


def test_the_digest_of_a_pack_changes_with_any_of_its_files(tmp_path: Path) -> None:
    plain = a_rules_folder().loaded(tmp_path / "a")
    other = a_rules_folder().changed(RULE, "why: ", "why:  ").loaded(tmp_path / "b")
    assert plain.packs["alpha"].digest != other.packs["alpha"].digest
    assert plain.packs["beta"].digest == other.packs["beta"].digest


def test_the_digest_of_a_pack_does_not_depend_on_where_it_lies(tmp_path: Path) -> None:
    digests = [
        a_rules_folder().loaded(tmp_path / name).packs["alpha"].digest for name in ("here", "there")
    ]
    assert digests[0] == digests[1]


def test_cases_are_never_opened_by_loading(tmp_path: Path) -> None:
    folder = a_rules_folder().having("alpha/too-few-months.cases.yaml", "{{{ no YAML at all")
    assert "too-few-months" in folder.loaded(tmp_path).rules


def test_an_extra_folder_is_a_pack_beside_the_others(tmp_path: Path) -> None:
    ours = a_rules_folder().lacking("beta/pack.yaml").lacking("beta/two-points.yaml")
    root = ours.written(tmp_path)
    extra = tmp_path / "ours" / "beta"
    extra.mkdir(parents=True)
    (extra / "pack.yaml").write_text(FILES["beta/pack.yaml"], encoding="utf-8")
    (extra / "two-points.yaml").write_text(LABELLED, encoding="utf-8")
    assert load(root, [extra]).rules["two-points"].pack == "beta"


def test_the_rules_that_come_with_the_library_load() -> None:
    library = load()
    assert {"decree-90-2020", "law-vc-2010", "party-rules"} <= set(library.packs)
    assert "excellent-share" in library.rules


def test_loading_twice_gives_the_same_library(tmp_path: Path) -> None:
    root = a_rules_folder().written(tmp_path)
    assert load(root) == load(root)


# -------------------------------------------------------------------- folders that do not load


def test_the_name_of_a_rule_is_used_once_in_all_packs(tmp_path: Path) -> None:
    folder = a_rules_folder().having(
        "beta/too-few-months.yaml", LABELLED.replace("two-points", "too-few-months")
    )
    assert folder.faults(tmp_path) == [
        "rules/beta/too-few-months.yaml:1:5: there is already a rule `too-few-months`; "
        "a name is used once in all packs"
    ]


def test_a_pack_is_named_as_its_folder(tmp_path: Path) -> None:
    folder = a_rules_folder().changed("beta/pack.yaml", "id: beta", "id: alpha")
    assert folder.faults(tmp_path) == [
        "rules/beta/pack.yaml:1:5: the pack `alpha` stands in the folder `beta`; "
        "the two names must be the same",
        "rules/beta/pack.yaml:1:5: there is already a pack with the name `alpha`",
    ]


def test_a_figure_is_given_for_every_day_of_every_rule_that_rests_on_it(tmp_path: Path) -> None:
    folder = a_rules_folder().changed("alpha/parameters.yaml", "2023-01-01", "2024-06-01")
    assert folder.faults(tmp_path) == [
        f"rules/{file}:5:11: the rule is in force but the parameter `least_months` has no value "
        "from 2023-01-01 to 2024-05-31"
        for file in ("alpha/too-few-months.yaml", "beta/two-points.yaml")
    ]


def test_a_figure_that_ends_leaves_the_days_after_it_open(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(
        "alpha/parameters.yaml", "from: 2023-01-01", "from: 2023-01-01, to: 2024-12-31"
    )
    assert folder.faults(tmp_path) == [
        "rules/beta/two-points.yaml:5:11: the rule is in force but the parameter `least_months` "
        "has no value from 2025-01-01 to …"
    ]


def test_a_gap_is_told_no_further_than_the_rule_is_in_force(tmp_path: Path) -> None:
    folder = a_rules_folder().changed("alpha/parameters.yaml", "2023-01-01", "2030-01-01")
    assert folder.faults(tmp_path)[0].endswith("has no value from 2023-01-01 to 2024-12-31")


@pytest.mark.parametrize("name", ["acts.yaml", "applies.yaml"])
def test_a_file_that_every_folder_needs_is_missed(name: str, tmp_path: Path) -> None:
    said = a_rules_folder().lacking(name).faults(tmp_path)
    assert said[0] == f"rules/{name}: this file is missing"


@pytest.mark.parametrize("name", sorted(FILES))
def test_an_empty_file_is_a_fault(name: str, tmp_path: Path) -> None:
    said = a_rules_folder().having(name, "# nothing\n").faults(tmp_path)
    assert f"rules/{name}: the file is empty" in said


@pytest.mark.parametrize("text", ["just words", "- a\n- list", "[1, 2]"])
def test_a_file_that_is_no_map_is_a_fault(text: str, tmp_path: Path) -> None:
    said = a_rules_folder().having(RULE, text).faults(tmp_path)
    assert len(said) == 1
    assert said[0].startswith(f"rules/{RULE}:1:1: ")
    assert "needs the form key: value" in said[0]


def test_a_yaml_bomb_is_faults_and_nothing_else(tmp_path: Path) -> None:
    bomb = ["a0: &a0 [ha, ha]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    said = a_rules_folder().having(RULE, "\n".join(bomb)).faults(tmp_path)
    assert said == [
        f"rules/{RULE}:1:5: YAML anchors and aliases such as `&a0`, `*a0` are not used; "
        "write each value out (how many: 20 or more; by line: 1, 2, 3)"
    ]


def test_a_file_nested_without_end_is_one_fault(tmp_path: Path) -> None:
    assert a_rules_folder().having(RULE, "[" * 100_000).faults(tmp_path) == [
        f"rules/{RULE}:1:41: the file is nested deeper than 40 levels and is not read"
    ]


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    root = a_rules_folder().written(tmp_path)
    (root / RULE).write_bytes("id: quá-ít".encode("utf-16"))
    with pytest.raises(PackError) as caught:
        load(root)
    assert str(caught.value) == f"rules/{RULE}: the file is not UTF-8; save it as UTF-8"


def test_a_folder_without_packs_is_a_fault(tmp_path: Path) -> None:
    folder = a_rules_folder()
    for name in FILES:
        folder = folder.lacking(name) if "/" in name else folder
    assert "the folder `rules` holds no rule pack" in folder.faults(tmp_path)


def test_an_extra_folder_without_a_pack_file_is_a_fault(tmp_path: Path) -> None:
    root = a_rules_folder().written(tmp_path)
    (tmp_path / "ours").mkdir()
    with pytest.raises(PackError, match=r"has no `pack\.yaml`, so it is no rule pack"):
        load(root, [tmp_path / "ours"])


def test_no_message_holds_a_path_of_this_machine(tmp_path: Path) -> None:
    said = a_rules_folder().changed(RULE, "severity:", "mesage: x\nseverity:").faults(tmp_path)
    assert not [line for line in said if str(tmp_path) in line]


# ------------------------------------------------------------------------------ files and labels


def test_a_file_that_is_not_there_is_a_fault_of_the_reading(tmp_path: Path) -> None:
    found = read_file(tmp_path / "gone.yaml", "gone.yaml")
    assert [problem.say("en") for problem in found.problems] == ["gone.yaml: this file is missing"]


def test_the_labels_come_from_the_scale() -> None:
    assert read_labels().read("Hoàn thành xuất sắc nhiệm vụ") == "HTXSNV"


def test_a_scale_with_a_label_for_two_grades_is_refused(tmp_path: Path) -> None:
    text = (packaged_rules() / "scales" / "grades.yaml").read_text(encoding="utf-8")
    (tmp_path / "scales").mkdir()
    (tmp_path / "scales" / "grades.yaml").write_text(
        text.replace("      - KHTNV\n", "      - HTNV\n", 1), encoding="utf-8"
    )
    with pytest.raises(PackError, match="means both KHTNV and HTNV"):
        read_labels(tmp_path)


def test_every_rule_file_of_the_library_has_cases_beside_it() -> None:
    rules = {name: rule.place.source for name, rule in load().rules.items()}
    missing = [
        name
        for name, source in rules.items()
        if not (packaged_rules().parent / source.replace(".yaml", CASES)).exists()
    ]
    assert missing == []


def test_days_of_the_library_are_days() -> None:
    assert all(isinstance(rule.in_force.first, date) for rule in load().rules.values())
