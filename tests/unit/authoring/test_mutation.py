"""Mutants of a small rules folder: all there, each with its place, killed by the right cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.authoring.cases import cases_of_packs, run_case
from cbccvc_rules.authoring.explained import explained_in
from cbccvc_rules.authoring.expressions import files_of
from cbccvc_rules.authoring.mutation import Mutant, mutants
from cbccvc_rules.authoring.said_mutants import as_data, said
from cbccvc_rules.authoring.survivors import Outcome, drawn, of_rules, outcomes, stale
from cbccvc_rules.authoring.trial import Bench
from cbccvc_rules.errors import PackError, UsageError
from unit.packs.folder import BOTH, RulesFolder, a_rules_folder

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.packs.library import Library

HEAD = "rule: too-few-months\ncases:\n"
CASE = """\
  - name: {name}
    on: {on}
    origin: {{clause: Luật 1 Điều 2, gist: {{vi: có, en: yes}}}}
    staff: [{{staff_id: A, category: CC, unit_id: U, {told}}}]
    expect:
      - {{subject: A, {expect}}}
"""
SHORT = "months_worked: 5, maternity: false, rating: HTNV"
BROKEN = CASE.format(name="short", on="2024-12-14", told=SHORT, expect="verdict: broken")
AT_BOUND = CASE.format(
    name="at the bound",
    on="2024-12-14",
    told=SHORT.replace("5", "6"),
    expect="verdict: not_applicable",
)
MEASURED = CASE.format(
    name="measured",
    on="2024-12-14",
    told=SHORT,
    expect="verdict: broken, measures: {share: 5/12}",
)
AT_BOUND_ID = "staff.short_year/is: months_worked < $least_months → months_worked <= $least_months"
LEAVE_ID = "staff.short_year/unless.leave: maternity → false"


def a_folder(*cases: str) -> RulesFolder:
    folder = a_rules_folder()
    if not cases:
        return folder
    return folder.having("alpha/too-few-months.cases.yaml", HEAD + "".join(cases))


def loaded(folder: RulesFolder, path: Path) -> tuple[Library, list[Mutant], Bench]:
    library = folder.loaded(path)
    root = path / "rules"
    every = mutants(library, list(files_of(root)))
    return library, every, Bench(library, cases_of_packs(root, library))


def tried(folder: RulesFolder, path: Path) -> dict[str, Outcome]:
    _, every, bench = loaded(folder, path)
    reasons = explained_in(list(files_of(path / "rules")))
    found = outcomes(every, bench, reasons, lambda number, whole: None)
    return {one.mutant.id: one for one in found}


def test_every_part_of_every_rule_definition_and_figure_has_mutants(tmp_path: Path) -> None:
    _, every, _ = loaded(a_folder(BROKEN), tmp_path)
    assert {one.id.partition(": ")[0] for one in every} == {
        "staff.short_year/is",
        "staff.short_year/unless.leave",
        "too-few-months/when",
        "too-few-months/require",
        "too-few-months/let.spare",
        "too-few-months/measures.share",
        "too-few-months/in_force.from",
        "too-few-months/in_force.to",
        "two-points/require.first",
        "two-points/require.second",
        "two-points/in_force.from",
        "$least_months/2020-01-01",
        "$least_months/2023-01-01",
        "$least_months/2023-01-01.from",
        "$best_grade/2020-01-01",
    }


def test_no_two_mutants_have_one_name(tmp_path: Path) -> None:
    folder = a_folder().changed(
        "alpha/too-few-months.yaml",
        "require: rating = not_rated",
        "require: maternity or maternity",
    )
    _, every, _ = loaded(folder.lacking("alpha/too-few-months.cases.yaml"), tmp_path)
    names = [one.id for one in every]
    assert len(set(names)) == len(names)
    assert "too-few-months/require: maternity → false #2" in names


def test_a_mutant_stands_at_its_own_place_and_cites_its_own_provision(tmp_path: Path) -> None:
    _, every, _ = loaded(a_folder(), tmp_path)
    known = {one.id: one for one in every}
    where = {name: str(one.place) for name, one in known.items()}
    assert where[AT_BOUND_ID] == "rules/alpha/definitions.yaml:4:23"
    assert where[LEAVE_ID] == "rules/alpha/definitions.yaml:8:13"
    assert where["too-few-months/in_force.to: 2024-12-31 → 2024-12-30"] == (
        "rules/alpha/too-few-months.yaml:5:34"
    )
    assert where["$least_months/2020-01-01: 11/2 → 9/2"] == "rules/alpha/parameters.yaml:7:51"
    assert all(one.cites and one.becomes for one in every)
    assert known[AT_BOUND_ID].becomes == "months_worked <= $least_months"


def test_the_rules_that_a_name_may_turn_are_those_that_use_it(tmp_path: Path) -> None:
    _, every, _ = loaded(a_folder(), tmp_path)
    rules = {one.id: one.rules for one in every}
    assert rules[AT_BOUND_ID] == ("too-few-months", "two-points")
    assert rules["too-few-months/require: rating = not_rated → true"] == ("too-few-months",)
    assert rules["$best_grade/2020-01-01: HTNV → HTTNV"] == ("two-points",)


def test_a_day_that_no_law_gives_to_anybody_is_not_moved(tmp_path: Path) -> None:
    _, every, _ = loaded(a_folder(), tmp_path)
    days = {one.id for one in every if one.kind == "day"}
    assert "too-few-months/in_force.from: 2020-01-01 → 2020-01-02" in days
    assert "too-few-months/in_force.from: 2020-01-01 → 2019-12-31" not in days
    only_of_vc = a_rules_folder().changed(
        "alpha/too-few-months.yaml", "when: short_year", "when: category = VC and short_year"
    )
    _, fewer, _ = loaded(only_of_vc, tmp_path)
    ends = {one.id.partition(": ")[2] for one in fewer if "months/in_force.to" in one.id}
    assert ends == {"2024-12-31 → 2024-12-30"}


def test_a_figure_that_never_changes_has_no_day_to_move(tmp_path: Path) -> None:
    folder = a_rules_folder().changed("alpha/parameters.yaml", "value: 5.5", "value: 6")
    _, every, _ = loaded(folder, tmp_path)
    assert [one.id for one in every if one.id.startswith("$") and one.kind == "day"] == []


def test_a_mistake_at_the_bound_lives_until_a_case_stands_there(tmp_path: Path) -> None:
    assert tried(a_folder(BROKEN), tmp_path)[AT_BOUND_ID].killer is None
    killer = tried(a_folder(BROKEN, AT_BOUND), tmp_path)[AT_BOUND_ID].killer
    assert killer is not None
    assert killer.name == "too-few-months: at the bound"


def test_a_mistake_that_no_verdict_shows_is_seen_by_what_a_case_asks_besides(
    tmp_path: Path,
) -> None:
    measure = "months_worked / 12"
    folder = a_folder(BROKEN, MEASURED).changed(
        "alpha/too-few-months.yaml", measure, "spare / 12 + 1 / 12"
    )
    name = "too-few-months/let.spare: 1 → 2"
    killer = tried(folder, tmp_path)[name].killer
    assert killer is not None
    assert killer.spec.name == "measured"


def test_a_figure_from_another_day_turns_the_case_of_that_day(tmp_path: Path) -> None:
    last = CASE.format(
        name="the last day of 5.5",
        on="2022-12-31",
        told=SHORT.replace("5", "5.5"),
        expect="verdict: not_applicable",
    )
    found = tried(a_folder(BROKEN, last), tmp_path)
    earlier = found["$least_months/2023-01-01.from: 2023-01-01 → 2022-12-31"]
    later = found["$least_months/2023-01-01.from: 2023-01-01 → 2023-01-02"]
    assert earlier.killer is not None
    assert later.killer is None


def test_a_rule_out_of_force_turns_the_case_of_its_last_day(tmp_path: Path) -> None:
    last = CASE.format(name="last day", on="2024-12-31", told=SHORT, expect="verdict: broken")
    found = tried(a_folder(BROKEN, last), tmp_path)
    assert found["too-few-months/in_force.to: 2024-12-31 → 2024-12-30"].killer is not None
    assert found["too-few-months/in_force.to: 2024-12-31 → 2025-01-01"].killer is None


def test_nothing_changed_kills_nothing(tmp_path: Path) -> None:
    library, every, bench = loaded(a_folder(BROKEN, AT_BOUND, MEASURED), tmp_path)
    for case in cases_of_packs(tmp_path / "rules", library):
        assert run_case(case, library) == []
    rule = library.rules["too-few-months"]
    unchanged = replace(every[0], id="nothing", rules=(rule.id,), change=rule)
    assert bench.killer(unchanged) is None


def test_a_case_that_is_wrong_without_any_mistake_kills_nothing(tmp_path: Path) -> None:
    wrong = BROKEN.replace("verdict: broken", "verdict: kept")
    _, every, bench = loaded(a_folder(wrong), tmp_path)
    assert [one.id for one in every if bench.killer(one) is not None] == []
    (fault,) = [problem.say("en") for problem in bench.faults()]
    assert fault.startswith("rules/alpha/too-few-months.cases.yaml:3:11: ")
    assert "short" in fault


def test_the_order_of_cases_and_mutants_plays_no_part(tmp_path: Path) -> None:
    library, every, bench = loaded(a_folder(BROKEN, AT_BOUND, MEASURED), tmp_path)
    turned = Bench(library, list(reversed(cases_of_packs(tmp_path / "rules", library))))
    lives = {one.id for one in every if bench.killer(one) is None}
    assert lives == {one.id for one in reversed(every) if turned.killer(one) is None}
    assert 0 < len(lives) < len(every)


def test_a_sample_hangs_on_names_and_seed_alone(tmp_path: Path) -> None:
    _, every, _ = loaded(a_folder(), tmp_path)
    sample = {one.id for one in drawn(every, 5, 1)}
    assert len(sample) == 5
    assert sample == {one.id for one in drawn(list(reversed(every)), 5, 1)}
    assert sample != {one.id for one in drawn(every, 5, 2)}
    assert drawn(every, None, 1) == every
    assert drawn(every, len(every) + 1, 1) == every


def test_the_mutants_of_one_rule_are_those_that_may_turn_it(tmp_path: Path) -> None:
    library, every, _ = loaded(a_folder(), tmp_path)
    own = of_rules(every, ["two-points"], library)
    assert {one.id for one in own} == {one.id for one in every if "two-points" in one.rules}
    assert of_rules(every, [], library) == every
    with pytest.raises(UsageError, match="too-few-months"):
        of_rules(every, ["too-few-month"], library)


def an_explanation(*names: str) -> str:
    listed = "".join(f'      - "{name}"\n' for name in names)
    return f"explained:\n  - because: accepted\n    reason: {BOTH}\n    mutants:\n{listed}"


def faults(folder: RulesFolder, path: Path) -> list[str]:
    _, every, bench = loaded(folder, path)
    reasons = explained_in(list(files_of(path / "rules")))
    found = outcomes(every, bench, reasons, lambda number, whole: None)
    return [problem.say("en") for problem in stale(reasons, every, found)]


def test_a_survivor_with_a_reason_is_explained(tmp_path: Path) -> None:
    folder = a_folder(BROKEN).having("alpha/mutants.yaml", an_explanation(AT_BOUND_ID))
    found = tried(folder, tmp_path)
    assert not found[AT_BOUND_ID].unexplained
    assert found[LEAVE_ID].unexplained
    assert faults(folder, tmp_path) == []


def test_a_reason_for_a_mutant_that_a_case_kills_is_stale(tmp_path: Path) -> None:
    folder = a_folder(BROKEN, AT_BOUND).having("alpha/mutants.yaml", an_explanation(AT_BOUND_ID))
    (said_of_it,) = faults(folder, tmp_path)
    assert said_of_it.startswith("rules/alpha/mutants.yaml:5:9: ")
    assert "at the bound" in said_of_it


@pytest.mark.parametrize("pack", ["alpha", "beta"])
def test_a_reason_for_a_mutant_that_its_pack_has_not_is_stale(tmp_path: Path, pack: str) -> None:
    name = AT_BOUND_ID if pack == "beta" else AT_BOUND_ID.replace("<=", "<<")
    folder = a_folder(BROKEN).having(f"{pack}/mutants.yaml", an_explanation(name))
    (said_of_it,) = faults(folder, tmp_path)
    assert said_of_it.startswith(f"rules/{pack}/mutants.yaml:5:9: ")
    assert "no mutant" in said_of_it


def test_two_reasons_for_one_mutant_are_refused(tmp_path: Path) -> None:
    text = an_explanation(LEAVE_ID, AT_BOUND_ID, AT_BOUND_ID)
    folder = a_folder(BROKEN).having("alpha/mutants.yaml", text)
    with pytest.raises(PackError, match=r"mutants\.yaml:6:9"):
        faults(folder, tmp_path)


def test_a_file_of_reasons_is_closed_and_never_part_of_the_pack(tmp_path: Path) -> None:
    folder = a_folder(BROKEN).having("alpha/mutants.yaml", "explained: []\nwhy: not\n")
    library = folder.loaded(tmp_path)
    assert library.packs["alpha"].digest == a_folder().loaded(tmp_path / "b").packs["alpha"].digest
    with pytest.raises(PackError, match="`why`"):
        explained_in(list(files_of(tmp_path / "rules")))


def test_survivors_stand_under_their_clause_with_place_and_text(tmp_path: Path) -> None:
    folder = a_folder(BROKEN).having("alpha/mutants.yaml", an_explanation(AT_BOUND_ID))
    found = list(tried(folder, tmp_path).values())
    lines = said(found, "text", "en").splitlines()
    assert lines[0].endswith("killed  Article 2 – Law 1")
    at = lines.index(f"  rules/alpha/definitions.yaml:4:23: {AT_BOUND_ID} (comparator)")
    assert lines[at + 1] == "    becomes: months_worked <= $least_months"
    assert lines[at + 2] == "    accepted: yes"
    counts = as_data(found)["counts"]
    assert isinstance(counts, dict)
    assert counts["all"] == len(found)
    assert counts["killed"] + counts["explained"] + counts["unexplained"] == len(found)
    assert counts["explained"] == 1
    assert lines[-1].startswith(f"mutants: {len(found)}; killed by a case: {counts['killed']}")
