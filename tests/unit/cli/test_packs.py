"""`cbccvc pack`: list, check, test and schema, on the rules here and on folders at fault."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.api import library
from cbccvc_rules.authoring.schemas import KINDS as SCHEMAS
from cbccvc_rules.sources import packaged_rules
from unit.cli.rounds import run

if TYPE_CHECKING:
    from pathlib import Path

RULE = "decree-90-2020/rated-under-six-months.yaml"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules, to be spoilt."""
    return shutil.copytree(packaged_rules(), tmp_path / "rules")


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_list_names_every_pack_and_rule() -> None:
    done = run("pack", "list", "--lang", "en")
    assert (done.exit_code, done.stderr) == (0, "")
    first = [line.split()[0] for line in done.stdout.splitlines()]
    assert set(first) == {*library().packs, *library().rules}


def test_the_rules_here_are_without_fault() -> None:
    done = run("pack", "check", "--lang", "en")
    assert done.exit_code == 0
    assert f"rules: {len(library().rules)}" in done.stdout


def test_another_folder_can_be_checked(rules: Path) -> None:
    assert run("pack", "check", "--rules", rules).exit_code == 0


def test_a_rule_without_citation_is_2_with_file_line_and_column(rules: Path) -> None:
    text = (rules / RULE).read_text(encoding="utf-8")
    start, end = text.index("cites:"), text.index("severity:")
    (rules / RULE).write_text(text[:start] + text[end:], encoding="utf-8")
    done = run("pack", "check", "--rules", rules, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"rules/{RULE}:1:1: ")
    assert "`cites`" in line


def test_every_fault_of_every_file_is_told_at_once(rules: Path) -> None:
    changed(rules / RULE, "severity: violation", "severity: violations")
    changed(rules / "law-vc-2010" / "pack.yaml", "id: law-vc-2010", "id: law-vc")
    changed(rules / "party-rules" / "parameters.yaml", "value: 20%", "value: twenty")
    done = run("pack", "check", "--rules", rules)
    assert done.exit_code == 2
    places = {line.split(":", 1)[0] for line in done.stderr.splitlines()}
    assert {
        f"rules/{RULE}",
        "rules/law-vc-2010/pack.yaml",
        "rules/party-rules/parameters.yaml",
    } <= places


def test_a_name_that_is_not_known_gets_the_nearest_one(rules: Path) -> None:
    text = (
        (rules / RULE).read_text(encoding="utf-8").replace("months_worked <", "month_worked <", 1)
    )
    (rules / RULE).write_text(text, encoding="utf-8")
    done = run("pack", "check", "--rules", rules, "--lang", "en")
    assert done.exit_code == 2
    assert "did you mean `months_worked`?" in done.stderr


def test_a_folder_without_packs_is_2(tmp_path: Path) -> None:
    for command in ("list", "check", "test"):
        done = run("pack", command, "--rules", tmp_path)
        assert (done.exit_code, done.stdout) == (2, "")
        assert tmp_path.name in done.stderr.splitlines()[0]
    assert run("pack", "check", "--rules", tmp_path / "nowhere").exit_code == 2


def small_rules(rules: Path) -> Path:
    """Leave the cases of one rule alone in the folder, to be quick."""
    for file in rules.rglob("*.cases.yaml"):
        if file.name != "rated-above-cap-after-leave.cases.yaml":
            file.unlink()
    return rules


def test_rules_without_cases_are_1_and_named(rules: Path) -> None:
    done = run("pack", "test", "--rules", small_rules(rules), "--lang", "en")
    assert done.exit_code == 1
    assert "cases wrong: 0" in done.stdout
    assert "rated-under-six-months" in done.stdout


def test_a_case_that_is_not_so_is_1_with_its_place(rules: Path) -> None:
    file = small_rules(rules) / "decree-90-2020" / "rated-above-cap-after-leave.cases.yaml"
    changed(file, "verdict: broken", "verdict: kept")
    done = run("pack", "test", "--rules", rules, "--lang", "en")
    assert done.exit_code == 1
    assert "cases wrong: 1" in done.stdout
    wrong = [line for line in done.stderr.splitlines() if "should be `kept`" in line]
    assert len(wrong) == 1
    assert wrong[0].startswith(f"rules/decree-90-2020/{file.name}:")


def test_the_matrix_of_the_rules_here_has_a_line_for_every_clause() -> None:
    done = run("pack", "coverage", "--lang", "en")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [line for line in done.stdout.splitlines() if line.startswith("  ")]
    acts = {clause.act for clause in library().clauses}
    assert len(lines) == len(library().clauses) + len(acts)


def test_the_matrix_can_be_json_in_a_file(tmp_path: Path) -> None:
    target = tmp_path / "matrix.json"
    done = run("pack", "coverage", "--format", "json", "--state", "duty", "--output", target)
    assert (done.exit_code, done.stdout) == (0, "")
    found = json.loads(target.read_text(encoding="utf-8"))
    states = {one["state"] for act in found["acts"] for one in act["clauses"]}
    assert states == {"duty"}
    assert found["unlisted"] == []


def test_a_rule_that_its_clause_does_not_name_is_1_with_its_place(rules: Path) -> None:
    lists = small_rules(rules) / "decree-90-2020" / "clauses" / "articles-01-02.yaml"
    changed(lists, "after-leave, six-months-worked-six-absent]", "after-leave]")
    done = run("pack", "coverage", "--rules", rules, "--lang", "en")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("rules/decree-90-2020/six-months-worked-six-absent.yaml:1:5: ")
    assert "Article 2 clause 3 paragraph 2" in line


def test_a_rule_that_cites_a_clause_which_does_not_exist_is_2(rules: Path) -> None:
    changed(rules / RULE, "clause: 3, paragraph: 1", "clause: 3, paragraph: 4")
    done = run("pack", "check", "--rules", rules, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"rules/{RULE}:")
    assert line.endswith("did you mean `Article 2 clause 3 paragraph 3`?")


LEAVE = "rated-above-cap-after-leave"


def test_the_mutants_of_a_rule_are_all_noticed() -> None:
    done = run("pack", "mutate", "--rule", LEAVE, "--lang", "en")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "Article 2 clause 3 paragraph 2" in lines[0]
    assert lines[-1].endswith("surviving with a reason: 0, surviving unexplained: 0")


def test_a_survivor_is_1_with_its_place_and_text(rules: Path) -> None:
    file = rules / "decree-90-2020" / f"{LEAVE}.cases.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("  # ---- Ngày hiệu lực")
    file.write_text(text[:start], encoding="utf-8")
    done = run("pack", "mutate", "--rules", rules, "--rule", LEAVE, "--lang", "en")
    assert done.exit_code == 1
    moved = f"{LEAVE}/in_force.from: 2020-08-20 → 2020-08-21 (day)"
    assert f"  rules/decree-90-2020/{LEAVE}.yaml:8:18: {moved}" in done.stdout.splitlines()


def test_a_reason_that_is_no_longer_true_is_1(rules: Path) -> None:
    file = rules / "law-vc-2010" / "mutants.yaml"
    changed(file, "category = VC → true", "category = VC → false")
    done = run("pack", "mutate", "--rules", rules, "--rule", LEAVE, "--lang", "en")
    assert done.exit_code == 1
    assert done.stderr.startswith("rules/law-vc-2010/mutants.yaml:")
    assert "has no mutant" in done.stderr


def test_the_mutants_can_be_data(tmp_path: Path) -> None:
    target = tmp_path / "mutants.json"
    run("pack", "mutate", "--rule", LEAVE, "--sample", "4", "--format", "json", "-o", target)
    found = json.loads(target.read_text(encoding="utf-8"))
    assert found["counts"] == {"all": 4, "killed": 4, "explained": 0, "unexplained": 0}
    assert sum(clause["all"] for clause in found["clauses"]) == 4
    assert all(one["killed_by"] and one["becomes"] for one in found["mutants"])


def test_mutants_of_a_rule_that_is_not_there_are_2() -> None:
    done = run("pack", "mutate", "--rule", "rated-above-cap", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert LEAVE in done.stderr


@pytest.mark.parametrize("kind", SCHEMAS)
def test_there_is_a_schema_of_every_kind_of_file(kind: str) -> None:
    done = run("pack", "schema", kind)
    assert (done.exit_code, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["$schema"].startswith("https://json-schema.org/")
    assert found["properties"]


def test_a_schema_can_go_to_a_file(tmp_path: Path) -> None:
    run("pack", "schema", "rule", "--output", tmp_path / "rule.json")
    written = (tmp_path / "rule.json").read_text(encoding="utf-8")
    assert written == run("pack", "schema", "rule").stdout
    assert run("pack", "schema", "rule", "--output", tmp_path / "a" / "b").exit_code == 2


def test_an_unknown_kind_of_file_is_2() -> None:
    assert run("pack", "schema", "letters").exit_code == 2
