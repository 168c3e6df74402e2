"""Cases beside the rules: one that expects what is not so is reported, whatever it got wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.authoring.cases import (
    Case,
    Mismatch,
    case_batch,
    cases_in,
    cases_of_packs,
    run_case,
)
from cbccvc_rules.authoring.reached import unreached
from cbccvc_rules.authoring.said import cases_summary, mismatch_line, pack_checked, pack_list
from cbccvc_rules.authoring.schemas import KINDS, schema
from cbccvc_rules.errors import PackError
from unit.packs.folder import RulesFolder, a_rules_folder

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.packs.library import Library

HEAD = "rule: {rule}\ncases:\n"
CASE = """\
  - name: {name}
    on: {on}
    origin: {{clause: Luật 1 Điều 2, gist: {{vi: có, en: yes}}}}
    {told}
    expect:
      - {expect}
"""
PERSON = "staff: [{{staff_id: A, category: CC, unit_id: U, {}}}]"
SHORT = PERSON.format("months_worked: 5, maternity: false, rating: HTNV")
LABELLED = PERSON.format("months_worked: 9, rating: HTXSNV")


def written(
    expect: str,
    told: str = SHORT,
    rule: str = "too-few-months",
    on: str = "2024-12-14",
    name: str = "a case",
) -> RulesFolder:
    """A rules folder with one case of one rule."""
    pack = "alpha" if rule == "too-few-months" else "beta"
    text = HEAD.format(rule=rule) + CASE.format(name=name, on=on, told=told, expect=expect)
    return a_rules_folder().having(f"{pack}/{rule}.cases.yaml", text)


def read(folder: RulesFolder, path: Path) -> tuple[list[Case], Library]:
    library = folder.loaded(path)
    return cases_of_packs(path / "rules", library), library


def run(path: Path, expect: str, **more: str) -> list[Mismatch]:
    (case,), library = read(written(expect, **more), path)
    return run_case(case, library)


def told(found: list[Mismatch]) -> list[tuple[str, str, str]]:
    return [(one.what, one.expected, one.found) for one in found]


# ----------------------------------------------------------------------- cases that are so


@pytest.mark.parametrize(
    "expect",
    [
        "{subject: A, verdict: broken}",
        "{subject: A, verdict: broken, conditions: [], contested: false}",
        "{subject: A, verdict: broken, measures: {share: 5/12}}",
    ],
)
def test_a_case_that_is_so_is_not_reported(expect: str, tmp_path: Path) -> None:
    assert run(tmp_path, expect) == []


def test_a_case_tells_its_round_as_records_do(tmp_path: Path) -> None:
    (case,), _ = read(written("{subject: A, verdict: broken}"), tmp_path)
    batch = case_batch(case.spec)
    assert (batch.period.text, str(batch.on), batch.occasion) == ("2024", "2024-12-14", "annual")
    assert [row.key for row in batch.tables["staff"]] == ["A"]


def test_ratings_stand_for_as_many_people_in_the_order_given(tmp_path: Path) -> None:
    folder = written("{subject: S1, verdict: unknown}", told="ratings: {HTXSNV: 2, HTNV: 1}")
    (case,), _ = read(folder, tmp_path)
    rows = case_batch(case.spec).tables["staff"]
    assert [(row.key, row.values["rating"]) for row in rows] == [
        ("S1", "HTXSNV"),
        ("S2", "HTXSNV"),
        ("S3", "HTNV"),
    ]


def test_a_column_nobody_gave_makes_a_rule_not_checkable(tmp_path: Path) -> None:
    staff = "staff: [{staff_id: A, category: CC, unit_id: U, rating: HTNV}]"
    expect = "{subject: A, verdict: not_checkable, missing: [months_worked, maternity]}"
    assert run(tmp_path, expect, told=staff) == []


def test_a_day_on_which_the_rule_is_not_in_force_is_not_applicable(tmp_path: Path) -> None:
    assert run(tmp_path, "{subject: A, verdict: not_applicable}", on="2025-01-01") == []


def test_a_case_may_choose_readings_and_figures(tmp_path: Path) -> None:
    chosen = f"{LABELLED}\n    readings: {{counting: half}}\n    parameters: {{best_grade: HTXSNV}}"
    expect = "{subject: A, verdict: broken, conditions: [first]}"
    assert run(tmp_path, expect, told=chosen, rule="two-points") == []


def test_a_case_may_expect_that_nobody_can_be_judged(tmp_path: Path) -> None:
    staff = SHORT.replace("CC", "HD")
    assert run(tmp_path, "{refused: true}", told=staff) == []


# ----------------------------------------------------------------- cases that are not so


@pytest.mark.parametrize(
    ("expect", "mismatch"),
    [
        ("{subject: A, verdict: kept}", ("verdict", "kept", "broken")),
        ("{subject: A, verdict: unknown}", ("verdict", "unknown", "broken")),
        ("{subject: A, verdict: broken, measures: {share: 1/2}}", ("share", "1/2", "5/12")),
        ("{subject: A, verdict: broken, measures: {shre: 5/12}}", ("shre", "5/12", "None")),
        ("{subject: A, verdict: broken, measures: {share: many}}", ("share", "many", "5/12")),
        ("{subject: A, verdict: broken, contested: true}", ("contested", "True", "False")),
        ("{subject: A, verdict: broken, missing: [rating]}", ("missing", "rating", "")),
        ("{subject: Z, verdict: not_applicable}", ("subject", "Z", "nobody")),
        ("{refused: true}", ("refused", "refused", "judged")),
    ],
)
def test_an_expectation_that_is_not_so_is_reported(
    expect: str, mismatch: tuple[str, str, str], tmp_path: Path
) -> None:
    assert told(run(tmp_path, expect)) == [mismatch]


def test_a_label_that_did_not_fail_is_reported(tmp_path: Path) -> None:
    expect = "{subject: A, verdict: broken, conditions: [second]}"
    found = run(tmp_path, expect, told=LABELLED, rule="two-points")
    assert told(found) == [("conditions", "second", "first, second")]


def test_a_finding_that_another_reading_flips_is_contested(tmp_path: Path) -> None:
    staff = LABELLED.replace("HTXSNV", "HTTNV")
    staff = staff.replace("months_worked: 9", "months_worked: 9, maternity: false")
    expect = "{subject: A, verdict: broken, contested: true}"
    wrong = run(tmp_path / "a", expect, told=staff, rule="two-points")
    assert told(wrong) == [("contested", "True", "False")]
    kept = staff.replace("HTTNV", "HTNV").replace("months_worked: 9", "months_worked: 5")
    expect = "{subject: A, verdict: kept, contested: false}"
    found = run(tmp_path / "b", expect, told=kept, rule="two-points")
    assert told(found) == [("contested", "False", "{'counting': 'half'}")]


def test_everything_that_is_not_so_is_reported(tmp_path: Path) -> None:
    expect = "{subject: A, verdict: kept, measures: {share: 1/2}, contested: true}"
    assert [one.what for one in run(tmp_path, expect)] == ["verdict", "contested", "share"]


def test_an_unknown_verdict_with_another_missing_column_is_reported(tmp_path: Path) -> None:
    staff = SHORT.replace("months_worked: 5", "months_worked: ''")
    expect = "{subject: A, verdict: unknown, missing: [rating]}"
    assert told(run(tmp_path, expect, told=staff)) == [("missing", "rating", "months_worked")]


def test_a_round_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    (found,) = run(tmp_path, "{subject: A, verdict: kept}", told="staff: [{category: CC}]")
    assert found.what == "batch"
    assert "staff_id" in found.found


def test_a_mismatch_is_a_line_that_begins_with_the_place_of_the_case(tmp_path: Path) -> None:
    (found,) = run(tmp_path, "{subject: A, verdict: kept}")
    assert mismatch_line(found, "en") == (
        "rules/alpha/too-few-months.cases.yaml:3:11: case “a case”, A: "
        "verdict should be `kept` but is `broken`"
    )
    assert mismatch_line(found, "vi").startswith("rules/alpha/too-few-months.cases.yaml:3:11: ")


# ----------------------------------------------------------------- case files at fault


def faults(folder: RulesFolder, path: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        read(folder, path)
    return [problem.say("en") for problem in caught.value.problems]


FILE = "rules/alpha/too-few-months.cases.yaml"
NOT_VALID = "`{{…}}` is not valid for `{}`; it needs the form"


@pytest.mark.parametrize(
    ("out", "put", "said"),
    [
        ("verdict: broken", "verdict: borken", "8:31: `borken` is not valid for `verdict`"),
        ("verdict: broken", "verdct: broken", "8:22: the key `verdct` means nothing here"),
        ("subject: A, ", "", f"8:9: {NOT_VALID.format(0)} an expectation has a subject"),
        ("on: 2024-12-14", "on: 14/12/2024", "4:9: `14/12/2024` is not valid for `on`"),
        ("clause: Luật 1 Điều 2, ", "", f"5:13: {NOT_VALID.format('origin')} an origin names"),
        ("rule: too-few-months", "rule: too-few", "1:7: there is no rule `too-few`"),
        ("name: a case", "nme: a case", "3:5: the key `nme` means nothing here"),
        ("  - name: a case\n    on", "  - on", "3:5: the key `name` is required in `cases.0`"),
    ],
)
def test_a_case_file_at_fault_says_where(out: str, put: str, said: str, tmp_path: Path) -> None:
    folder = written("{subject: A, verdict: broken}")
    name = FILE.removeprefix("rules/")
    found = faults(folder.changed(name, out, put), tmp_path)
    assert [line for line in found if line.startswith(f"{FILE}:{said}")] != []


def test_a_case_file_without_cases_is_a_fault(tmp_path: Path) -> None:
    folder = a_rules_folder().having(
        "alpha/too-few-months.cases.yaml", "rule: too-few-months\ncases: []\n"
    )
    assert faults(folder, tmp_path) == [
        f"{FILE}:2:8: `cases` must not be empty; give at least one item or word"
    ]


def test_the_case_files_of_one_folder_may_be_read_alone(tmp_path: Path) -> None:
    library = written("{subject: A, verdict: broken}").loaded(tmp_path)
    (case,) = cases_in(tmp_path / "rules" / "alpha", library)
    assert case.name == "too-few-months: a case"


# --------------------------------------------------------------------------- what is said


def test_a_folder_without_cases_has_none_to_run_and_the_rules_are_named(tmp_path: Path) -> None:
    cases, library = read(a_rules_folder(), tmp_path)
    assert cases == []
    said = cases_summary(cases, [], sorted(library.rules), "en")
    assert said.splitlines() == [
        "cases: 0, expectations: 0; cases wrong: 0",
        "rules without any case: too-few-months, two-points",
    ]


def test_the_sum_counts_cases_expectations_and_cases_that_are_wrong(tmp_path: Path) -> None:
    folder = written("{subject: A, verdict: kept, measures: {share: 1/2}}")
    cases, library = read(folder, tmp_path)
    found = [one for case in cases for one in run_case(case, library)]
    assert len(found) == 2
    assert cases_summary(cases, found, [], "en") == "cases: 1, expectations: 1; cases wrong: 1"


def test_parts_of_rules_that_no_case_reaches_are_named(tmp_path: Path) -> None:
    cases, library = read(written("{subject: A, verdict: broken}"), tmp_path)
    left = {(part.rule, part.part, part.outcome) for part in unreached(cases, library)}
    assert ("too-few-months", "verdict", "broken") not in left
    assert ("too-few-months", "verdict", "kept") in left
    assert ("two-points", "first", "false") in left


def test_the_list_of_packs_names_their_rules_with_days(tmp_path: Path) -> None:
    library = a_rules_folder().loaded(tmp_path)
    assert pack_list(library, "en").splitlines() == [
        "alpha  yes (rules: 1)",
        "  too-few-months  [violation, 2020-01-01 → 2024-12-31]  yes",
        "beta  yes (rules: 1)",
        "  two-points  [warning, 2020-01-01 → …]  yes",
    ]
    assert pack_checked(library, "en") == "No fault; packs: 2, rules: 2, parameters: 2, readings: 1"


# ------------------------------------------------------------------------------ schemas


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_has_a_closed_schema(kind: str) -> None:
    found = schema(kind)
    assert found["$schema"].startswith("https://json-schema.org/")
    assert found["additionalProperties"] is False


def test_the_schema_speaks_of_the_keys_as_they_are_written() -> None:
    condition = schema("rule")["$defs"]["ConditionSpec"]
    assert set(condition["required"]) == {"id", "cites", "is", "says"}
    assert "from" in schema("rule")["$defs"]["DaysSpec"]["properties"]
