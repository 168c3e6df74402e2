"""`cbccvc check`: the options, and where its output goes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from unit.cli.rounds import BROKEN, CLEAN, EXAMPLE, NOTICE, RULE, a_list, a_round, run

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

SHARE = "excellent-share"


def report(done: Result) -> dict[str, object]:
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def broken(done: Result) -> list[tuple[str, str]]:
    """Return the broken findings of a JSON report: rule and subject."""
    findings = json.loads(done.stdout)["findings"]
    return [(one["rule"], one["subject"]["id"]) for one in findings if one["verdict"] == "broken"]


def test_the_report_is_on_standard_output_alone(tmp_path: Path) -> None:
    done = run("check", a_round(tmp_path, *CLEAN, BROKEN))
    assert done.stderr == ""
    assert "C Lý Ba" in done.stdout


def test_output_goes_to_a_file_as_it_would_to_the_screen(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "round", *CLEAN, BROKEN)
    shown = run("check", folder, "--format", "json")
    written = run("check", folder, "--format", "json", "--output", tmp_path / "report.json")
    assert written.exit_code == shown.exit_code == 1
    assert written.output == ""
    assert (tmp_path / "report.json").read_bytes() == shown.stdout.encode()


def test_the_short_form_of_output_does_the_same(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "round")
    run("check", folder, "-o", tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_bytes() == run("check", folder).stdout.encode()


def test_vietnamese_is_the_default_and_english_can_be_asked_for(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, BROKEN)
    vi, en = run("check", folder).stdout, run("check", folder, "--lang", "en").stdout
    assert run("check", folder, "--lang", "vi").stdout == vi
    assert "Điều 2 khoản 3" in vi
    assert "Article 2 clause 3" in en
    assert "vi phạm" not in en
    assert "violation" not in vi


def test_only_selected_rules_are_judged(tmp_path: Path) -> None:
    folder = a_round(tmp_path, BROKEN, NOTICE)
    done = run("check", folder, "--format", "json", "--select", RULE)
    assert broken(done) == [(RULE, "C")]


def test_several_rules_can_be_selected(tmp_path: Path) -> None:
    folder = a_round(tmp_path, BROKEN, NOTICE)
    asked = ("--select", RULE, "--select", "six-months-worked-six-absent")
    done = run("check", folder, "--format", "json", *asked)
    assert {rule for rule, _ in broken(done)} == {RULE, "six-months-worked-six-absent"}


def test_an_ignored_rule_is_not_judged_even_if_selected(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, BROKEN)
    assert (RULE, "C") in broken(run("check", folder, "--format", "json"))
    done = run("check", folder, "--format", "json", "--ignore", RULE)
    assert RULE not in {rule for rule, _ in broken(done)}
    assert run("check", folder, "--select", RULE, "--ignore", RULE).exit_code == 2


def test_a_pack_can_be_left_out(tmp_path: Path) -> None:
    head = "A,Lý Một,U,VC,12,0,không,HTXSNV,head"
    folder = a_round(
        tmp_path,
        staff=a_list(
            head,
            headings="staff_id,name,unit_id,category,months_worked,leave_months,"
            "maternity,rating,role",
        ),
        units="unit_id,rating\nU,HTTNV\n",
    )
    rule = "public-employee-above-unit-led"
    assert (rule, "A") in broken(run("check", folder, "--format", "json"))
    without = run("check", folder, "--format", "json", "--pack", "-law-vc-2010")
    assert rule not in {name for name, _ in broken(without)}
    assert "law-vc-2010" not in [pack["id"] for pack in json.loads(without.stdout)["packs"]]


def test_a_reading_can_turn_a_finding() -> None:
    group = (SHARE, "SO/Chuyên viên quản lý ngành")
    asked = ("check", EXAMPLE, "--format", "json", "--select", SHARE)
    assert group in broken(run(*asked))
    rounded = run(*asked, "--reading", "excellent_share_rounding=half_up")
    assert group not in broken(rounded)
    readings = report(rounded)["readings"]
    assert isinstance(readings, dict)
    assert readings["excellent_share_rounding"] == "half_up"


def test_what_the_command_says_wins_over_the_header(tmp_path: Path) -> None:
    header = 'period: "2024"\nreadings: {excellent_share_rounding: at_least_one}\n'
    rows = ["A,Lý Một,U,VC,12,0,không,HTXSNV", "B,Lý Hai,U,VC,12,0,không,HTTNV"]
    folder = a_round(tmp_path, *rows, header=header)
    asked = ("check", folder, "--format", "json", "--select", SHARE)
    assert broken(run(*asked)) == []
    assert broken(run(*asked, "--reading", "excellent_share_rounding=none")) == [(SHARE, "U")]


def test_a_figure_can_be_set() -> None:
    asked = ("check", EXAMPLE, "--format", "json", "--select", SHARE)
    assert (SHARE, "TT-UD") in broken(run(*asked))
    more = run(*asked, "--parameter", "party_excellent_share=40%")
    assert (SHARE, "TT-UD") not in broken(more)


def test_a_finding_that_another_reading_would_turn_says_so() -> None:
    done = run("check", EXAMPLE, "--select", SHARE, "--lang", "en")
    assert "excellent_share_rounding=half_up" in done.stdout


def test_the_stage_says_which_column_is_judged(tmp_path: Path) -> None:
    headings = (
        "staff_id,unit_id,category,months_worked,maternity,self_rating,proposed_rating,rating"
    )
    list_ = a_list("A,U,VC,5,không,Không xếp loại,HTNV,HTTNV", headings=headings)
    folder = a_round(tmp_path, staff=list_)
    asked = ("check", folder, "--format", "json", "--select", RULE)
    assert broken(run(*asked)) == [(RULE, "A")]
    assert broken(run(*asked, "--stage", "proposed")) == [(RULE, "A")]
    assert broken(run(*asked, "--stage", "self")) == []


@pytest.mark.parametrize(("day", "judged"), [("2023-09-14", False), ("2023-09-15", True)])
def test_the_day_of_the_rating_act_decides_which_rules_there_are(
    tmp_path: Path, day: str, judged: bool
) -> None:
    folder = a_round(tmp_path, header=f'period: "2023"\non: {day}\n')
    assert run("check", folder, "--select", SHARE).exit_code == (0 if judged else 2)
    assert run("check", folder, "--on", "2023-10-01", "--select", SHARE).exit_code == 0


def test_a_single_list_is_judged_with_a_period(tmp_path: Path) -> None:
    file = tmp_path / "danh sách.csv"
    file.write_text(a_list(*CLEAN, BROKEN), encoding="utf-8")
    assert run("check", file).exit_code == 2
    done = run("check", file, "--period", "2024", "--format", "json", "--select", RULE)
    assert broken(done) == [(RULE, "C")]


def test_a_vietnamese_list_from_a_spreadsheet_is_judged(tmp_path: Path) -> None:
    text = (
        "Mã số;Họ và tên;Mã đơn vị;Loại đối tượng;Số tháng công tác;Nghỉ thai sản;Mức xếp loại\r\n"
        "1;Lý Một;P1;Viên chức;5,5;không;Hoàn thành tốt nhiệm vụ\r\n"
        "2;Lý Hai;P1;Công chức;12;không;Hoàn thành nhiệm vụ\r\n"
    )
    file = tmp_path / "DanhSach.CSV"
    file.write_bytes(text.encode("utf-8-sig"))
    done = run("check", file, "--period", "2024", "--format", "json", "--select", RULE)
    assert broken(done) == [(RULE, "1")]
    assert [one["severity"] for one in json.loads(done.stdout)["problems"]] == ["notice"]


def test_a_unit_without_a_name_is_headed_by_its_id_once(tmp_path: Path) -> None:
    lines = run("check", a_round(tmp_path, *CLEAN, BROKEN)).stdout.splitlines()
    assert "U" in lines
    assert "U (U)" not in lines


def test_several_laws_stand_in_a_line_each() -> None:
    lines = run("check", EXAMPLE, "--lang", "en").stdout.splitlines()
    laws = [line for line in lines if line.startswith("  - Decree 90/2020/NĐ-CP")]
    assert len(laws) == 2


def test_the_law_of_people_who_are_not_judged_is_not_called_applied(tmp_path: Path) -> None:
    rows = ["A,Lý Một,U,VC,12,0,không,HTTNV", "G,Lý Bảy,U,CC,12,0,không,HTTNV"]
    folder = a_round(tmp_path, *rows, header='period: "2025"\non: 2026-03-01\n')
    lines = run("check", folder, "--lang", "en").stdout.splitlines()
    applied = [line for line in lines if line.startswith("Law applied")]
    assert applied
    assert "335/2025" not in applied[0]


def test_the_machine_formats_do_not_name_people_unless_asked(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, BROKEN)
    assert "Lý Ba" not in run("check", folder, "--format", "json").stdout
    assert "Lý Ba" in run("check", folder, "--format", "json", "--names").stdout
    assert "Lý Ba" in run("check", folder).stdout
    assert "Lý Ba" not in run("check", folder, "--no-names").stdout


def test_every_engine_says_the_same() -> None:
    automatic = broken(run("check", EXAMPLE, "--format", "json"))
    assert broken(run("check", EXAMPLE, "--format", "json", "--engine", "reference")) == automatic


def test_a_row_that_cannot_be_taken_apart_is_of_a_person_who_is_not_judged(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, "C,Lý, Ba,U,VC,12,0,không,HTTNV")
    assert "2/3 người được xét" in run("check", folder).stdout
