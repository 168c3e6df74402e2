"""`cbccvc whatif`: what a change would break and mend, in words and as data; no file is changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from unit.cli.rounds import BROKEN, EXAMPLE, RULE, a_list, a_round, run, said

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = "decided-unlike-proposal"


def test_what_becomes_broken_is_told_with_its_clause_in_both_languages(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "r")
    for lang, clause in (("vi", "Điều 2 khoản 3"), ("en", "Article 2 clause 3")):
        done = run("whatif", folder, "--set", "A.months_worked=5", "--select", RULE, "--lang", lang)
        assert (done.exit_code, done.stderr) == (1, "")
        assert "A Lý Một" in done.stdout
        assert clause in done.stdout
        assert f"[{RULE}]" in done.stdout
    assert (folder / "staff.csv").read_text(encoding="utf-8") == a_list()


def test_what_is_mended_is_told_and_fails_nothing(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "r", BROKEN)
    done = run("whatif", folder, "--set", "C.rating=not_rated", "--select", RULE, "--lang", "en")
    assert done.exit_code == 0
    assert done.stdout.startswith("Mended, broken before: 1.\n")
    assert "--whole judges the whole round after it." in done.stdout
    assert run("check", folder, "--select", RULE).exit_code == 1


def test_the_whole_round_after_the_change_is_told_where_it_is_asked_for(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "r", BROKEN)
    asked = ("--set", "C.rating=HTNV", "--select", RULE, "--lang", "en")
    reached, whole = run("whatif", folder, *asked), run("whatif", folder, *asked, "--whole")
    assert reached.exit_code == 0
    assert "The round after the change:" not in reached.stdout
    assert whole.exit_code == run("check", folder, "--select", RULE).exit_code == 1
    after = whole.stdout.partition("The round after the change:\n")[2]
    assert after.startswith("In all: violations: 1;")


def test_a_change_fails_at_the_level_asked_for_and_where_it_cannot_be_read(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "r")
    broken = ("whatif", folder, "--set", "A.months_worked=5", "--select", RULE)
    assert run(*broken).exit_code == 1
    unread = ("whatif", folder, "--set", "A.rating=khá", "--ignore", RULE)
    assert run(*unread).exit_code == 1
    notice = ("whatif", EXAMPLE, "--set", "CC001.proposed_rating=HTNV", "--select", NOTICE)
    assert run(*notice).exit_code == 0
    assert run(*notice, "--fail-level", "notice").exit_code == 1


def test_what_waits_for_a_cell_is_told_with_its_place(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "r")
    done = run("whatif", folder, "--set", "A.months_worked=", "--select", RULE, "--lang", "en")
    assert done.exit_code == 1
    assert "Became undecided: 1." in done.stdout
    assert "sửa 1: A.months_worked" in done.stdout


def test_a_change_that_turns_nothing_says_so(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "r")
    done = run("whatif", folder, "--set", "A.rating=HTNV", "--select", RULE, "--lang", "en")
    assert done.exit_code == 0
    assert done.stdout.startswith("No verdict changes.\n")


def test_json_has_verdicts_before_and_after_and_names_nobody() -> None:
    asked = ("--set", "CC007.rating=HTTNV", "--format", "json")
    done = run("whatif", EXAMPLE, *asked, "--whole")
    told = json.loads(done.stdout)
    turned = {
        (one["before"], one["after"], one["finding"]["rule"], one["finding"]["subject"]["id"])
        for one in told["changed"]
    }
    assert (None, "broken", "civil-servant-good-criteria-unmet", "CC007") in turned
    assert "Hoàng Gia Phúc" not in done.stdout
    checked = json.loads(run("check", EXAMPLE, "--format", "json").stdout)
    broke = sum(after == "broken" for _, after, _, _ in turned)
    mended = sum(before == "broken" for before, _, _, _ in turned)
    assert told["counts"]["broken"] == checked["counts"]["broken"] + broke - mended
    reached = json.loads(run("whatif", EXAMPLE, *asked).stdout)
    assert reached == {key: value for key, value in told.items() if key != "counts"}


def test_rows_are_added_and_removed() -> None:
    row = "disciplines: staff_id=CC001; track=hành chính; issued_on=1/3/2024; effective_on=1/3/2024"
    done = run("whatif", EXAMPLE, "--add", row, "--select", "disciplined-but-rated", "--lang", "en")
    assert "Became broken: 1." in done.stdout
    done = run("whatif", EXAMPLE, "--remove", "CC007", "--lang", "en")
    assert "Mended" in done.stdout


def test_a_list_in_an_added_row_keeps_its_semicolons(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "r", units="unit_id,name\nU,Một\nV,Hai\n")
    row = "staff: staff_id=Z; unit_id=U; category=CB; leads=U; V; rating=HTNV"
    done = run("whatif", folder, "--add", row, "--lang", "en")
    assert done.exit_code in {0, 1}
    assert "Data to look at" not in done.stdout


def test_what_is_no_change_of_this_round_is_2_with_what_is_near(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "r")
    done = run("whatif", folder, "--set", "A.ratng=HTNV", "--remove", "units:A", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "did you mean `rating`?" in said(done)[0]
    assert len(said(done)) == 2


def test_a_text_that_is_no_change_is_2_and_shows_how_to_write_one(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "r")
    for wrong in (("--set", "A"), ("--add", "staff"), ()):
        done = run("whatif", folder, *wrong)
        assert (done.exit_code, done.stdout, len(said(done))) == (2, "", 1)
