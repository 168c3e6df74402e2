"""`cbccvc explain`: why a subject was flagged, or why there is nothing to explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.cli.rounds import (
    BROKEN,
    CLEAN,
    CONTRACT,
    EXAMPLE,
    KEPT_BY_CLEAN,
    RULE,
    a_list,
    a_round,
    run,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_finding_is_explained_with_clause_cell_number_and_remedy(tmp_path: Path) -> None:
    done = run("explain", a_round(tmp_path, *CLEAN, BROKEN), "--subject", "C", "--lang", "en")
    assert done.stderr == ""
    assert "Article 2 clause 3" in done.stdout
    assert "staff.csv!E4" in done.stdout
    assert "Months worked = 5" in done.stdout
    assert "What would mend it: " in done.stdout


def test_every_finding_on_the_subject_is_explained() -> None:
    done = run("explain", EXAMPLE, "--subject", "CC011", "--lang", "en")
    alone = run("explain", EXAMPLE, "--subject", "CC011", "--rule", "not-rated-without-ground")
    assert "[not-rated-without-ground]" in done.stdout
    assert done.stdout.count("Subject: CC011") > alone.stdout.count("CC011 – ") == 1


def test_a_group_and_a_unit_can_be_explained() -> None:
    for subject in ("TT-UD", "SO/Chuyên viên quản lý ngành"):
        done = run("explain", EXAMPLE, "--subject", subject, "--rule", "excellent-share")
        assert f"Đối tượng: {subject}" in done.stdout


def test_the_exceptions_that_were_tried_are_told() -> None:
    done = run("explain", EXAMPLE, "--subject", "CC007", "--rule", "disciplined-but-rated")
    assert "điểm b" in done.stdout
    assert "điểm c" in done.stdout
    assert "không áp dụng được" in done.stdout


def test_where_all_is_well_it_says_so(tmp_path: Path) -> None:
    done = run("explain", a_round(tmp_path), "--subject", "A", "--select", RULE, "--lang", "en")
    assert (done.exit_code, done.stdout) == (0, "Nothing broken and nothing undecided about A.\n")


def test_a_rule_that_was_asked_for_is_explained_where_it_is_kept_or_does_not_apply(
    tmp_path: Path,
) -> None:
    folder = a_round(tmp_path)
    kept = run("explain", folder, "--subject", "A", "--rule", KEPT_BY_CLEAN, "--lang", "en")
    idle = run("explain", folder, "--subject", "A", "--rule", RULE, "--lang", "en")
    assert "Verdict: in keeping with the rule" in kept.stdout
    assert "Verdict: the rule does not apply" in idle.stdout
    assert "Months worked = 12 [staff.csv!E2]" in idle.stdout


def test_where_columns_are_absent_it_does_not_say_that_all_is_well_alone(tmp_path: Path) -> None:
    list_ = a_list("A,U,VC,HTTNV", headings="staff_id,unit_id,category,rating")
    done = run("explain", a_round(tmp_path, staff=list_), "--subject", "A", "--rule", RULE)
    assert f"[{RULE}]" in done.stdout
    assert "months_worked" in done.stdout


def test_somebody_under_no_law_is_told_why(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, CONTRACT)
    done = run("explain", folder, "--subject", "F", "--lang", "en")
    assert done.exit_code == 0
    assert "People on labour contracts are outside" in done.stdout
    assert "Nothing broken" not in done.stdout


@pytest.mark.parametrize(
    ("subject", "rule", "vi", "en"),
    [
        (
            "CC011",
            "excellent-share",
            "xét cơ quan, đơn vị và các nhóm nhiệm vụ tương đồng, không xét CC011; hãy hỏi về SO, "
            "SO/Chuyên viên tham mưu tổng hợp, P-KHTC, P-KHTC/Chuyên viên tham mưu tổng hợp",
            "judges bodies and groups of similar tasks, not CC011; ask about SO, SO/",
        ),
        (
            "P-VP",
            RULE,
            "xét từng người, không xét P-VP; hãy hỏi về CC004, CC005, CC006, CC007",
            "judges people one by one, not P-VP; ask about CC004, CC005, CC006, CC007",
        ),
        (
            "CC011",
            "low-unit-high-ratings",
            "xét từng đơn vị, không xét CC011; hãy hỏi về P-KHTC (ví dụ `--subject P-KHTC`)",
            "judges units, not CC011; ask about P-KHTC (`--subject P-KHTC`, for example)",
        ),
        (
            "SO/Chuyên viên tham mưu tổng hợp",
            "low-unit-high-ratings",
            "hãy hỏi về SO (ví dụ `--subject SO`)",
            "ask about SO (`--subject SO`, for example)",
        ),
        (
            "CC011",
            "public-employee-above-unit-led",
            "không xét CC011: văn bản của quy tắc không điều chỉnh người này.",
            "is not put to CC011: its act does not govern that person.",
        ),
    ],
)
def test_a_rule_that_is_not_put_to_the_subject_says_what_it_is_put_to(
    subject: str, rule: str, vi: str, en: str
) -> None:
    for lang, words in (("vi", vi), ("en", en)):
        done = run("explain", EXAMPLE, "--subject", subject, "--rule", rule, "--lang", lang)
        assert (done.exit_code, done.stderr) == (0, "")
        assert words in done.stdout
        assert len(done.stdout.splitlines()) == 1


def test_a_rule_out_of_force_is_refused_with_its_days(tmp_path: Path) -> None:
    folder = a_round(tmp_path, header='period: "2021"\n')
    done = run("explain", folder, "--subject", "A", "--rule", "excellent-share", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "in force from 2023-09-15" in done.stderr
    rules = ("--select=excellent-share", "--select=not-rated-on-maternity")
    assert "chỉ có hiệu lực từ 15/09/2023" in run("explain", folder, "--subject=A", *rules).stdout


def test_an_unknown_subject_gets_the_nearest_one() -> None:
    done = run("explain", EXAMPLE, "--subject", "TT_UD")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "`TT-UD`" in done.stderr


def test_an_unknown_rule_gets_the_nearest_one() -> None:
    done = run("explain", EXAMPLE, "--subject", "CC007", "--rule", "disciplined-but-rate")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "`disciplined-but-rated`" in done.stderr


def test_a_subject_is_needed() -> None:
    done = run("explain", EXAMPLE)
    assert done.exit_code == 2
    assert "--subject" in done.stderr


def test_the_explanation_can_go_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "why.txt"
    done = run("explain", EXAMPLE, "--subject", "CC007", "--output", target)
    assert done.output == ""
    assert "CC007" in target.read_text(encoding="utf-8")
