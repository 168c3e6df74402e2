"""`cbccvc repair`: the smallest lawful set of changes, in words and as data."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from cbccvc_rules.authoring.schemas import schema
from unit.cli.rounds import EXAMPLE, a_list, a_round, run, said

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = "staff_id,name,unit_id,category,peer_group,months_worked,leave_months,score,rating"
UNITS = "unit_id,body\nU,có\n"
SHARE = ("--select", "excellent-share")


def people(*told: str) -> str:
    """Return ten, the first five of them excellent; rows that are told take their place."""
    rows = [
        f"P{number},Lý {number},U,VC,{'a' if number < 3 else ''},12,0,{90 + number},"
        f"{'HTXSNV' if number < 5 else 'HTTNV'}"
        for number in range(10)
    ]
    for row in told:
        rows[int(row[1])] = row
    return a_list(*rows, headings=HEADINGS)


def ten(folder: Path, *told: str) -> Path:
    return a_round(folder, staff=people(*told), units=UNITS)


def test_equals_are_told_and_none_is_picked(tmp_path: Path) -> None:
    """Điều 2 khoản 6: two of ten; of the group of three none but one in five, so none at all."""
    done = run("repair", ten(tmp_path / "r"), "--lang", "en")
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.startswith("The smallest lawful mend; people: 3, steps: 3.\n")
    forced = done.stdout.partition("Forced changes: 3")[2]
    assert all(f"P{number} Lý {number}: excellent" in forced for number in range(3))
    assert "stand equal" not in done.stdout


def test_a_choice_says_how_many_of_whom(tmp_path: Path) -> None:
    folder = ten(tmp_path / "r", *(f"P{n},Lý,U,VC,,12,0,9{n},HTXSNV" for n in range(3)))
    done = run("repair", folder, "--format", "json")
    answer = json.loads(done.stdout)
    assert (answer["people"], answer["forced"]) == (3, [])
    (choice,) = answer["choices"]
    assert choice["number"] == 3
    assert [one["id"] for one in choice["among"]] == ["P0", "P1", "P2", "P3", "P4"]
    assert {one["after"] for one in choice["among"]} == {"HTTNV"}
    assert [ground["rule"] for ground in choice["grounds"]] == ["excellent-share"]
    assert "3 trong 5 người ngang nhau" in run("repair", folder).stdout


def test_an_order_that_somebody_gives_leaves_nothing_to_choose(tmp_path: Path) -> None:
    folder = ten(tmp_path / "r", *(f"P{n},Lý,U,VC,,12,0,9{n},HTXSNV" for n in range(3)))
    for order, changed in (("score", ["P0", "P1", "P2"]), ("-score", ["P2", "P3", "P4"])):
        done = run("repair", folder, "--order", order, "--format", "json")
        answer = json.loads(done.stdout)
        assert [one["id"] for one in answer["forced"]] == changed
        assert answer["choices"] == []


def test_people_without_a_value_cannot_be_put_in_order(tmp_path: Path) -> None:
    folder = ten(tmp_path / "r", "P1,Lý,U,VC,,12,0,,HTXSNV")
    done = run("repair", folder, "--order", "score", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert said(done)[0].startswith("1 of those to choose from have nothing in the column `score`")
    done = run("repair", folder, "--order", "scor", "--lang", "en")
    assert (done.exit_code, "did you mean `score`" in done.stderr) == (2, True)


def test_who_is_locked_stays_and_what_cannot_be_mended_says_why(tmp_path: Path) -> None:
    folder = ten(tmp_path / "r")
    (tmp_path / "locked.txt").write_text("P0\nP1\nP2\nP3\n", encoding="utf-8")
    done = run("repair", folder, "--lock", f"@{tmp_path / 'locked.txt'}", "--lang", "en", *SHARE)
    assert done.exit_code == 1
    assert done.stdout.startswith("No change that is allowed mends anything.")
    assert "- U/a: no change of anybody's rating keeps this limit" in done.stdout
    assert "- U: at least 3 have to be lowered, and only 1 can be" in done.stdout
    assert run("repair", folder, "--lock", "P99").exit_code == 2
    assert run("repair", folder, "--lock", "@none.txt").exit_code == 2


def test_where_not_everything_can_be_mended_no_lawful_mend_is_promised(tmp_path: Path) -> None:
    """Điều 9 khoản 1 điểm b: good asks for every task on time; the share is for those locked."""
    headings = (
        "staff_id,unit_id,category,role,months_worked,tasks_total,tasks_completed,tasks_exceeded,"
        "general_1,general_2,general_3,general_4,general_5a,effectiveness,degradation_finding,"
        "tasks_on_time_quality,rating"
    )
    rows = [
        f"P{number},U,CC,staff,12,10,10,6,{'good,' * 5}high,không,{ratings}"
        for number, ratings in enumerate(["10,HTXSNV", "10,HTXSNV", "10,HTXSNV", "9,HTTNV"])
    ]
    folder = a_round(tmp_path / "r", staff=a_list(*rows, headings=headings), units=UNITS)
    locks = [one for number in range(3) for one in ("--lock", f"P{number}")]
    done = run("repair", folder, *locks, "--lang", "en")
    assert done.stdout.startswith("Not everything can be mended; the smallest change for what can")
    assert "- P3: good completion of tasks → completion of tasks" in done.stdout
    assert "- U: no change of anybody's rating keeps this limit" in done.stdout
    assert "only what is listed as not to be mended is still broken" in done.stdout
    assert run("repair", folder, *locks).stdout.startswith("Không sửa hết được;")


def test_nobody_is_raised_unless_it_is_asked_for(tmp_path: Path) -> None:
    """Điều 2 khoản 3: who worked twelve months is rated; which grade is for the authority."""
    row = "P9,Lý,U,VC,,12,0,,not_rated"
    folder = a_round(tmp_path / "r", staff=a_list(row, headings=HEADINGS), units=UNITS)
    asked = ("repair", folder, "--fail-level", "warning", "--lang", "en")
    done = run(*asked)
    assert done.exit_code == 1
    assert "nobody is raised without --may-raise" in done.stdout
    raised = json.loads(run(*asked, "--may-raise", "--format", "json").stdout)
    assert [one["before"] for one in raised["forced"]] == ["not_rated"]


def test_a_round_with_nothing_to_mend_is_0(tmp_path: Path) -> None:
    done = run("repair", a_round(tmp_path / "r"), "--lang", "en", *SHARE)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Nothing to mend by ratings")


def test_the_json_answers_are_as_their_schema_says(tmp_path: Path) -> None:
    valid = jsonschema_rs.validator_for(schema("repair"))
    rounds = (EXAMPLE, ten(tmp_path / "r"), ten(tmp_path / "s", "P1,Lý,U,VC,,5,0,,HTXSNV"))
    for batch in rounds:
        for more in ((), ("--names",), ("--lock", "P0"), ("--fail-level", "warning")):
            done = run("repair", batch, "--format", "json", *(() if "P0" in more else more))
            valid.validate(json.loads(done.stdout))
    assert json.loads(run("pack", "schema", "repair").stdout) == schema("repair")


def test_the_other_answers_are_as_their_schemas_say() -> None:
    for command in ("permitted", "quota"):
        valid = jsonschema_rs.validator_for(schema(command))
        for more in ((), ("--whole-round",), ("--whole-round", "--lock-told")):
            valid.validate(json.loads(run(command, EXAMPLE, "--format", "json", *more).stdout))


def test_the_second_meaning_is_told_beside_the_first_in_both_languages() -> None:
    """In the peer group of CC013 too many who are told as excellent stay so: nothing is lawful."""
    asked = ("permitted", EXAMPLE, "--subject", "CC013")
    assert "whole round" not in run(*asked, "--lang", "en").stdout
    told = run(*asked, "--whole-round", "--lang", "en").stdout.splitlines()
    assert told[1].startswith("  Permitted: excellent")
    assert told[2].startswith("  Possible in the whole round: excellent")
    told = run(*asked, "--whole-round", "--lock-told", "--lang", "vi").stdout.splitlines()
    assert told[2].startswith("  Còn có thể khi xét cả đợt: không mức nào")
    done = run("quota", EXAMPLE, "--whole-round", "--lock", "CC099", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    done = run("quota", EXAMPLE, "--whole-round", "--lang", "en")
    assert "may be rated anew: excellent at most 2" in done.stdout


def test_grades_of_units_are_facts_unless_they_may_change(tmp_path: Path) -> None:
    """Nghị định 233/2026/NĐ-CP Điều 7: good from 70 points; a head is not above the unit led."""
    staff = (
        "staff_id,unit_id,category,role,leads,score,rating\n"
        "H,U,VC,head,U,80,HTTNV\nS,U,VC,staff,,80,HTTNV\n"
    )
    units = "unit_id,kind,own_regulation_on,score,rating\nU,public_service,2026-08-01,60,HTTNV\n"
    header = 'period: "2026"\non: 2026-12-20\n'
    folder = a_round(tmp_path / "r", header=header, staff=staff, units=units)
    asked = ("repair", folder, "--format", "json")
    told = json.loads(run(*asked).stdout)
    assert (told["units"], told["forced"]) == ([], [])
    assert "unit-score-below-grade" in {one["rule"] for one in told["beyond"]}
    told = json.loads(run(*asked, "--units-may-change").stdout)
    assert [(one["id"], one["before"], one["after"]) for one in told["units"]] == [
        ("U", "HTTNV", "HTNV")
    ]
    assert [(one["id"], one["after"]) for one in told["forced"]] == [("H", "HTNV")]
    jsonschema_rs.validator_for(schema("repair")).validate(told)
    words = run("repair", folder, "--units-may-change", "--lang", "en").stdout
    assert "Grades of units, changed first: 1" in words
    assert "unit,," in run(
        "repair", folder, "--units-may-change", "--format", "csv"
    ).stdout.replace('"', "")


def test_the_changes_go_to_a_table(tmp_path: Path) -> None:
    target = tmp_path / "changes.csv"
    run("repair", ten(tmp_path / "r"), "--output", target)
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert [(one["kind"], one["staff_id"], one["before"], one["after"]) for one in rows] == [
        ("forced", f"P{number}", "HTXSNV", "HTTNV") for number in range(3)
    ]
    assert all(one["rules"] == "excellent-share" and one["cites"] for one in rows)
    assert {one["name"] for one in rows} == {""}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_text_leaves_no_placeholder_open(lang: str) -> None:
    done = run("repair", EXAMPLE, "--lang", lang, "--reading", "excellent_share_base=good")
    assert "{" not in done.stdout
    assert "None" not in done.stdout
    assert "1 of these 2" in done.stdout or "1 trong 2 người" in done.stdout


def test_no_row_is_changed(tmp_path: Path) -> None:
    folder = ten(tmp_path / "r")
    run("repair", folder)
    assert (folder / "staff.csv").read_text(encoding="utf-8") == people()
