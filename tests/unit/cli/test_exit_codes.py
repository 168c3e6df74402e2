"""The exit code: 0 nothing to fail on, 1 something broken or undecided, 2 nothing judged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from unit.cli.rounds import (
    BROKEN,
    CADRE,
    CLEAN,
    CONTRACT,
    EXAMPLE,
    KEPT_BY_CLEAN,
    NO_LAW_FOR_CADRES,
    NOTICE,
    RULE,
    UNKNOWN,
    a_list,
    a_round,
    run,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_clean_round_is_0(tmp_path: Path) -> None:
    assert run("check", a_round(tmp_path)).exit_code == 0


def test_a_broken_violation_is_1(tmp_path: Path) -> None:
    assert run("check", a_round(tmp_path, *CLEAN, BROKEN)).exit_code == 1


def test_the_example_is_1() -> None:
    assert run("check", EXAMPLE).exit_code == 1


@pytest.mark.parametrize(("level", "code"), [("violation", 0), ("warning", 0), ("notice", 1)])
def test_a_notice_fails_at_its_own_level_alone(tmp_path: Path, level: str, code: int) -> None:
    folder = a_round(tmp_path, *CLEAN, NOTICE)
    assert run("check", folder, "--fail-level", level).exit_code == code


def test_an_empty_cell_that_leaves_a_violation_open_is_1(tmp_path: Path) -> None:
    done = run("check", a_round(tmp_path, *CLEAN, UNKNOWN), "--select", RULE)
    assert done.exit_code == 1
    assert "D2" not in done.stdout
    assert "staff.csv!E4" in done.stdout


def test_an_empty_cell_that_leaves_a_notice_open_fails_at_that_level_alone(tmp_path: Path) -> None:
    asked = ("--select", "six-months-worked-six-absent")
    folder = a_round(tmp_path, *CLEAN, "D,Lý Bốn,U,VC,,6,không,HTTNV")
    assert run("check", folder, *asked).exit_code == 0
    assert run("check", folder, *asked, "--fail-level", "notice").exit_code == 1


def test_columns_that_are_absent_fail_only_when_strict(tmp_path: Path) -> None:
    list_ = a_list("A,U,VC,HTTNV", headings="staff_id,unit_id,category,rating")
    folder = a_round(tmp_path, staff=list_)
    done = run("check", folder, "--select", RULE)
    assert done.exit_code == 0
    assert "months_worked" in done.stdout
    assert run("check", folder, "--select", RULE, "--strict").exit_code == 1


def test_strict_asks_for_no_more_than_the_fail_level(tmp_path: Path) -> None:
    list_ = a_list("A,U,VC,HTTNV", headings="staff_id,unit_id,category,rating")
    folder = a_round(tmp_path, staff=list_)
    asked = ("--select", "six-months-worked-six-absent", "--strict")
    assert run("check", folder, *asked).exit_code == 0
    assert run("check", folder, *asked, "--fail-level", "notice").exit_code == 1


def test_a_strict_check_of_whole_data_is_0(tmp_path: Path) -> None:
    assert run("check", a_round(tmp_path), "--select", RULE, "--strict").exit_code == 0


def test_a_row_that_could_not_be_read_is_1_and_the_others_are_judged(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, *["C,Lý Ba,U,VC,12,0,không,HTTNV"] * 2)
    done = run("check", folder, "--format", "json", "--select", KEPT_BY_CLEAN)
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert report["counts"]["kept"] == 2
    assert [one["code"] for one in report["problems"] if one["severity"] == "error"] == [
        "duplicate-id",
    ]


def test_a_column_that_is_not_known_is_no_failure(tmp_path: Path) -> None:
    folder = a_round(tmp_path, staff=a_list(*(f"{row},x" for row in CLEAN), headings=MORE))
    done = run("check", folder)
    assert done.exit_code == 0
    assert "`hobby`" in done.stdout


MORE = "staff_id,name,unit_id,category,months_worked,leave_months,maternity,rating,hobby"


def test_a_person_under_no_known_law_is_1_and_the_others_are_judged(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, CADRE, header=NO_LAW_FOR_CADRES)
    rule = "public-employee-not-rated-without-ground"
    done = run("check", folder, "--format", "json", "--select", rule)
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert [one["id"] for one in report["not_governed"]] == ["G"]
    assert report["counts"]["kept"] == 2


def test_a_labour_contract_is_outside_the_law_and_no_failure(tmp_path: Path) -> None:
    done = run("check", a_round(tmp_path, *CLEAN, CONTRACT), "--format", "json")
    assert done.exit_code == 0
    assert [one["outside"] for one in json.loads(done.stdout)["not_governed"]] == [True]


def test_a_round_with_nobody_under_a_known_law_is_2(tmp_path: Path) -> None:
    done = run("check", a_round(tmp_path, CADRE, header=NO_LAW_FOR_CADRES))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "90/2020" in done.stderr


def test_a_round_of_labour_contracts_alone_is_2(tmp_path: Path) -> None:
    done = run("check", a_round(tmp_path, CONTRACT))
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_selection_that_leaves_no_rule_is_2(tmp_path: Path) -> None:
    done = run("check", a_round(tmp_path), "--select", "disciplined-on-duty-but-rated")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--select" in done.stderr


def test_a_command_that_is_not_understood_is_2() -> None:
    for wrong in (["chek"], ["check"], ["check", ".", "--format", "xml"], ["check", ".", "--no"]):
        assert run(*wrong).exit_code == 2


def test_explaining_is_0_whatever_is_found_and_2_for_a_stranger() -> None:
    assert run("explain", EXAMPLE, "--subject", "CC007").exit_code == 0
    assert run("explain", EXAMPLE, "--subject", "CC001").exit_code == 0
    assert run("explain", EXAMPLE, "--subject", "ZZ").exit_code == 2


def test_an_output_file_that_cannot_be_written_is_2(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "round")
    for target in (tmp_path / "nowhere" / "report.txt", tmp_path):
        done = run("check", folder, "--output", target, "--lang", "en")
        assert done.exit_code == 2
        assert "cannot be written" in done.stderr
        assert len(done.stderr.splitlines()) == 1
