"""Waivers, a baseline and a comparison: what counts, what is said, what a report keeps."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from cbccvc_rules import UsageError, check, read
from cbccvc_rules.api.waivers import with_waivers
from cbccvc_rules.authoring.schemas import schema
from cbccvc_rules.model.finding import Subject
from cbccvc_rules.model.waiver import Waiver
from cbccvc_rules.sources import Place
from unit.cli.rounds import BROKEN, CLEAN, RULE, a_round, run
from unit.reports.rounds import findings

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

FILLED = {
    "ground": "Chờ kết luận của Thanh tra",
    "approver": "Chánh Văn phòng",
    "decision": "12/QĐ-VP",
    "from": "2024-12-01",
    "to": "2025-11-30",
}
SUBJECT = re.search(r"\w+", BROKEN).group()  # type: ignore[union-attr]


@cache
def validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(schema("report"))


def report(done: Result) -> dict[str, Any]:
    found = json.loads(done.stdout)
    assert [error.message for error in validator().iter_errors(found)] == []
    return found


def a_ledger(folder: Path, round_: Path, **changed: str) -> Path:
    """Draft a ledger for the one broken rule, and fill it in."""
    drafted = run("check", round_, "--select", RULE, "--format", "waivers").stdout
    for key, value in FILLED.items():
        drafted = drafted.replace(f'    {key}: ""', f"    {key}: {json.dumps(value)}")
    for key, value in changed.items():
        drafted = re.sub(rf"(?m)^(  [- ] {key}): .*$", rf"\1: {value}", drafted)
    path = folder / "waivers.yaml"
    path.write_text(drafted, encoding="utf-8")
    return path


def judged(round_: Path, ledger: Path) -> tuple[Result, dict[str, Any]]:
    asked = ("check", round_, "--select", RULE, "--waivers", ledger)
    return run(*asked), report(run(*asked, "--format", "json"))


def told(found: dict[str, Any]) -> list[str]:
    return sorted(one["rule"] for one in found["findings"])


def test_a_waived_rule_is_told_and_does_not_count(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    done, found = judged(round_, a_ledger(tmp_path, round_))
    (one,) = found["findings"]
    assert done.exit_code == 0
    assert (one["rule"], one["verdict"]) == (RULE, "broken")
    assert one["waived"]["by"] == "ledger"
    assert {key: one["waived"][key] for key in FILLED} == FILLED
    assert (found["counts"]["broken"], found["counts"]["waived"]) == (0, 1)
    assert "12/QĐ-VP" in done.stdout
    assert "0 vi phạm" in done.stdout


def test_a_drafted_ledger_waives_nothing_until_it_is_filled_in(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    path = tmp_path / "waivers.yaml"
    run("check", round_, "--format", "waivers", "--output", path)
    done = run("check", round_, "--waivers", path)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert "ground, approver, decision, from, to" in line


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"to": "2024-12-02"}, "waiver-expired"),
        ({"from": "2025-01-01"}, "waiver-expired"),
        ({"facts": "0" * 64}, "waiver-facts-changed"),
        ({"subject": '"*"'}, "waiver-too-broad"),
        ({"rule": '"*"'}, "waiver-too-broad"),
        ({"rule": '"rated-*"'}, "waiver-too-broad"),
        ({"subject": '"C*"'}, "waiver-too-broad"),
        ({"subject": '"A; C"'}, "waiver-too-broad"),
        ({"subject": "tất cả"}, "waiver-too-broad"),
        ({"subject": "U"}, "waiver-of-unit"),
        ({"from": "2024-01-01", "to": "2026-01-01"}, "waiver-too-long"),
        ({"from": "2016-01-01", "to": "2099-12-31"}, "waiver-too-long"),
    ],
)
def test_a_waiver_at_fault_is_not_followed(
    tmp_path: Path, changed: dict[str, str], code: str
) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    done, found = judged(round_, a_ledger(tmp_path, round_, **changed))
    assert told(found) == sorted([RULE, code])
    assert [one["waived"] for one in found["findings"]] == [None, None]
    assert found["counts"]["broken"] == 2
    assert done.exit_code == 1
    (fault,) = (one for one in found["findings"] if one["rule"] == code)
    assert fault["severity"] == "warning"
    assert fault["places"][0]["source"].endswith("waivers.yaml")


@pytest.mark.parametrize(
    ("months", "first", "last", "followed"),
    [
        ("", "2024-12-01", "2026-11-30", True),
        ("", "2024-12-01", "2026-12-01", False),
        ("12", "2024-12-01", "2025-11-30", True),
        ("12", "2024-12-01", "2025-12-01", False),
        ("3", "2024-11-30", "2025-02-28", True),
        ("3", "2024-11-30", "2025-03-01", False),
        ("60", "2024-01-01", "2028-12-31", True),
    ],
)
def test_how_long_a_waiver_may_run_is_set_by_its_ledger(
    tmp_path: Path, months: str, first: str, last: str, followed: bool
) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    ledger = a_ledger(tmp_path, round_, **{"from": first, "to": last})
    if months:
        written = ledger.read_text(encoding="utf-8")
        ledger.write_text(f"most_months: {months}\n{written}", encoding="utf-8")
    _, found = judged(round_, ledger)
    assert told(found) == ([RULE] if followed else sorted([RULE, "waiver-too-long"]))
    if not followed:
        (fault,) = (one for one in found["findings"] if one["rule"] == "waiver-too-long")
        assert f"{months or 24} months" in fault["message"]["en"]
        assert "not by law" in fault["message"]["en"]


@pytest.mark.parametrize("months", ["0", "61", "nhiều"])
def test_a_ledger_does_not_let_waivers_run_for_ever(tmp_path: Path, months: str) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    ledger = a_ledger(tmp_path, round_)
    written = ledger.read_text(encoding="utf-8")
    ledger.write_text(f"most_months: {months}\n{written}", encoding="utf-8")
    done = run("check", round_, "--waivers", ledger)
    assert done.exit_code == 2
    assert "most_months" in done.stderr


def test_a_group_whose_name_holds_a_comma_is_one_subject() -> None:
    whole = findings()
    first = whole.broken[0]
    others = [one for one in whole.findings if one is not first]
    name = "U/Lãnh đạo, quản lý"
    group = replace(first, subject=Subject("group", name, None, "U"))
    one = Waiver(
        rule=first.rule,
        subject=name,
        ground="",
        approver="",
        decision="",
        first=date(2024, 12, 1),
        last=date(2024, 12, 31),
        facts=group.facts,
        place=Place("w.yaml", 1, 1),
    )
    waived = with_waivers(replace(whole, findings=(group, *others)), [one]).waived
    assert [found.subject.id for found in waived] == [name]


def test_a_waiver_that_nothing_needs_is_told(tmp_path: Path) -> None:
    broken = a_round(tmp_path / "broken", *CLEAN, BROKEN)
    clean = a_round(tmp_path / "clean", *CLEAN)
    ledger = a_ledger(tmp_path, broken)
    done = run("check", clean, "--select", RULE, "--waivers", ledger, "--fail-level", "warning")
    assert done.exit_code == 1
    assert "[waiver-unused]" in done.stdout


def test_a_waiver_is_for_the_facts_as_they_were(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    ledger = a_ledger(tmp_path, round_)
    staff = round_ / "staff.csv"
    words = staff.read_text(encoding="utf-8")
    staff.write_text(words.replace("HTTNV", "HTXSNV"), encoding="utf-8")
    assert "waiver-facts-changed" in told(judged(round_, ledger)[1])


def test_a_waiver_of_a_rule_left_out_of_the_run_says_nothing(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    ledger = a_ledger(tmp_path, round_)
    found = report(run("check", round_, "--ignore", RULE, "--waivers", ledger, "--format", "json"))
    assert not [rule for rule in told(found) if rule.startswith("waiver-")]


def test_every_fault_of_a_ledger_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(
        "waivers:\n"
        f"  - {{rule: {RULE[:-1]}, subject: C, ground: g, approver: a, decision: d, "
        f"from: 2024-12-31, to: 2024-01-01, facts: {'0' * 64}}}\n"
        f"  - {{rule: {RULE}, subject: C, ground: g, approver: a, decision: d, "
        f"from: 2024-12-01, to: 2024-12-31, facts: {'0' * 64}}}\n"
        f"  - {{rule: {RULE}, subject: C, ground: g, approver: a, decision: d, "
        f"from: 2024-12-01, to: 2024-12-31, facts: {'0' * 64}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(UsageError) as raised:
        check(read(a_round(tmp_path / "round", *CLEAN)), waivers=path)
    codes = [problem.code for problem in raised.value.problems]
    assert codes == ["rule-unknown", "waiver-days-reversed", "waiver-twice"]
    assert all(problem.place and problem.place.row for problem in raised.value.problems)


def test_a_digest_that_is_none_says_what_one_looks_like(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    done = run("check", round_, "--waivers", a_ledger(tmp_path, round_, facts="abc"))
    assert done.exit_code == 2
    assert "64 chữ số" in done.stderr


@pytest.mark.parametrize("form", ["csv", "github", "junit", "sarif", "text"])
def test_every_format_says_by_whose_decision(tmp_path: Path, form: str) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    ledger = a_ledger(tmp_path, round_)
    asked = ("check", round_, "--select", RULE, "--waivers", ledger, "--format", form)
    done = run(*asked)
    assert done.exit_code == 0
    assert "12/QĐ-VP" in done.stdout
    assert "::error" not in done.stdout
    assert "<failure" not in done.stdout


def test_sarif_suppresses_what_is_waived(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    ledger = a_ledger(tmp_path, round_)
    done = run("check", round_, "--select", RULE, "--waivers", ledger, "--format", "sarif")
    (result,) = json.loads(done.stdout)["runs"][0]["results"]
    (suppression,) = result["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert result["level"] == "error"


def test_an_old_round_is_taken_as_it_is(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    old = tmp_path / "old.json"
    assert run("check", round_, "--format", "json", "--output", old).exit_code == 1
    done = run("check", round_, "--baseline", old)
    assert done.exit_code == 0
    assert "old.json" in done.stdout
    with (round_ / "staff.csv").open("a", encoding="utf-8") as file:
        file.write(BROKEN.replace(SUBJECT, "NEW", 1) + "\n")
    found = report(run("check", round_, "--baseline", old, "--format", "json"))
    counted = {
        one["subject"]["id"]
        for one in found["findings"]
        if one["rule"] == RULE and one["waived"] is None
    }
    assert counted == {"NEW"}


def test_a_comparison_tells_what_is_new_and_what_is_mended(tmp_path: Path) -> None:
    broken = a_round(tmp_path / "broken", *CLEAN, BROKEN)
    clean = a_round(tmp_path / "clean", *CLEAN)
    reports = {}
    for name, round_ in (("broken", broken), ("clean", clean)):
        reports[name] = tmp_path / f"{name}.json"
        run("check", round_, "--select", RULE, "--format", "json", "-o", reports[name])
    asked = ("--select", RULE, "--format", "json", "--diff")
    mended = report(run("check", clean, *asked, reports["broken"]))["since"]
    new = report(run("check", broken, *asked, reports["clean"]))["since"]
    same = report(run("check", broken, *asked, reports["broken"]))["since"]
    assert [(one["rule"], one["subject"]) for one in mended["mended"]] == [(RULE, SUBJECT)]
    assert (len(new["new"]), new["mended"], new["same"]) == (1, [], 0)
    assert (same["new"], same["mended"], same["same"]) == ([], [], 1)
    shown = run("check", broken, "--select", RULE, "--diff", reports["clean"])
    assert shown.exit_code == 1
    assert f"- mới: {SUBJECT}: " in shown.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "report-not-json"),
        ("[]", "report-not-json"),
        ("[" * 100_000, "report-not-json"),
        ('{"schema_version": "1", "batch": {}, "findings": []}', "report-not-json"),
        (
            '{"schema_version": "1", "batch": {"period": "2023", "occasion": "annual"}, '
            '"findings": []}',
            "report-of-other-round",
        ),
    ],
)
def test_what_is_no_earlier_report_is_refused(tmp_path: Path, words: str, code: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        check(read(a_round(tmp_path / "round", *CLEAN)), baseline=path)
    assert [problem.code for problem in raised.value.problems] == [code]


@pytest.mark.parametrize("option", ["--baseline", "--diff"])
def test_an_earlier_report_that_was_changed_is_refused(tmp_path: Path, option: str) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    old = tmp_path / "old.json"
    run("check", round_, "--format", "json", "--output", old)
    words = old.read_text(encoding="utf-8")
    old.write_text(words.replace('"severity": "violation"', '"severity": "notice"', 1))
    done = run("check", round_, option, old)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("đã bị sửa sau khi ghi ra") == 1


def test_a_report_of_several_that_was_changed_is_refused(tmp_path: Path) -> None:
    rounds = [a_round(tmp_path / "all" / name, *CLEAN, BROKEN).parent for name in ("a", "b")]
    old = tmp_path / "old.json"
    run("check", rounds[0], "--format", "json", "--output", old)
    assert run("check", rounds[0], "--baseline", old).exit_code == 0
    told = json.loads(old.read_text(encoding="utf-8"))
    told["reports"].pop()
    old.write_text(json.dumps(told), encoding="utf-8")
    done = run("check", rounds[0], "--baseline", old)
    assert "đã bị sửa" in done.stderr
    del told["sha256"]  # as earlier versions wrote it
    old.write_text(json.dumps(told), encoding="utf-8")
    assert "đã bị sửa" not in run("check", rounds[0], "--baseline", old).stderr


def test_what_answers_for_findings_is_named_with_its_digest(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    ledger, old = a_ledger(tmp_path, round_), tmp_path / "old.json"
    run("check", round_, "--format", "json", "--output", old)
    asked = ("--waivers", ledger, "--baseline", old, "--diff", old, "--format", "json")
    batch = report(run("check", round_, *asked))["batch"]
    told = [(one["role"], one["path"], one["sha256"]) for one in batch["beside"]]
    files = (("waivers", ledger), ("baseline", old), ("diff", old))
    hashed = [(role, one.as_posix(), sha256(one.read_bytes()).hexdigest()) for role, one in files]
    assert told == hashed
    assert not {one["path"] for one in batch["sources"]} & {path for _, path, _ in told}


def test_statistics_count_each_rule(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    done = run("check", round_, "--select", RULE, "--statistics")
    (line,) = (
        line for line in done.stdout.splitlines() if f"[{RULE}]" in line and "vi phạm:" in line
    )
    assert line.split()[:3] == ["1", "0", "0"]
    found = report(run("check", round_, "--select", RULE, "--format", "json"))
    (one,) = found["statistics"]
    assert (one["rule"], one["broken"], one["waived"], one["unknown"]) == (RULE, 1, 0, 0)


def test_statistics_tell_what_is_new_where_an_earlier_report_is_named(tmp_path: Path) -> None:
    broken = a_round(tmp_path / "broken", *CLEAN, BROKEN)
    clean, old = a_round(tmp_path / "clean", *CLEAN), tmp_path / "old.json"
    run("check", clean, "--select", RULE, "--format", "json", "--output", old)
    asked = ("check", broken, "--select", RULE, "--diff", old)
    counted, told = run(*asked, "--statistics"), run(*asked)
    compared = [line for line in told.stdout.splitlines() if "old.json" in line or "mới:" in line]
    assert len(compared) == 2
    assert [line for line in counted.stdout.splitlines() if line in compared] == compared


@pytest.mark.parametrize("form", ["github", "junit", "sarif"])
def test_what_ci_reads_tells_what_is_new_and_what_is_mended(tmp_path: Path, form: str) -> None:
    broken = a_round(tmp_path / "broken", *CLEAN, BROKEN)
    clean = a_round(tmp_path / "clean", *CLEAN)
    asked = ("--select", RULE, "--format")
    for name, round_ in (("new", clean), ("mended", broken)):
        run("check", round_, *asked, "json", "--output", tmp_path / f"{name}.json")
    new = run("check", broken, *asked, form, "--diff", tmp_path / "new.json").stdout
    mended = run("check", clean, *asked, form, "--diff", tmp_path / "mended.json").stdout
    alone = run("check", broken, *asked, form).stdout
    assert f"mới: {SUBJECT}: " in new
    assert f"không còn: {SUBJECT}: " in mended
    assert "So với báo cáo cũ" not in alone
    assert "So với báo cáo cũ" in new
