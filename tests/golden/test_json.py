"""The JSON report: exact, without names, and the same wherever and however it is made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import check, read
from cbccvc_rules.api import write_text
from golden.outputs import EXAMPLE, said
from golden.rewritten import rewritten, table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Json = dict[str, object]
HERE_IT_RUNS = {"PATH": os.environ["PATH"], "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}


@cache
def whole_report() -> str:
    """Return the report of every rule."""
    return said("check", "--format", "json", rules=False)


def names() -> list[str]:
    headings, *rows = table(EXAMPLE / "staff.csv")
    return [row[headings.index("name")] for row in rows]


def findings_of(report: str) -> list[Json]:
    found = json.loads(report)["findings"]
    assert isinstance(found, list)
    return found


def without_places(finding: Json) -> Json:
    """Return what a finding says, not where it was read."""
    kept = ("rule", "verdict", "severity", "contested", "flips", "subject", "cites", "message")
    more = ("measures", "conditions", "remedy", "fingerprint")
    return {key: finding[key] for key in (*kept, *more)}


def no_float(text: str) -> object:
    pytest.fail(f"{text} is a float")


def test_no_number_is_a_float() -> None:
    assert json.loads(whole_report(), parse_float=no_float, parse_constant=no_float)


def test_nobody_is_named_unless_names_are_asked_for() -> None:
    report = whole_report()
    assert len(names()) == 43
    assert [name for name in names() if name in report] == []
    named = said("check", "--format", "json", "--names", rules=False)
    assert "Hoàng Gia Phúc" in named
    assert json.loads(named)["counts"] == json.loads(report)["counts"]


def test_the_text_names_people_unless_told_not_to() -> None:
    assert "Hoàng Gia Phúc" in said("check")
    without = said("check", "--no-names")
    assert [name for name in names() if name in without] == []


def test_the_report_holds_the_digest_of_every_file() -> None:
    sources = json.loads(whole_report())["batch"]["sources"]
    assert {one["path"] for one in sources} == {
        "batch.yaml",
        "staff.csv",
        "units.csv",
        "disciplines.csv",
        "history.csv",
    }
    for one in sources:
        assert one["sha256"] == sha256((EXAMPLE / one["path"]).read_bytes()).hexdigest()


def test_the_counts_are_those_of_the_findings() -> None:
    report = json.loads(whole_report())
    verdicts = [one["verdict"] for one in report["findings"]]
    assert report["counts"]["broken"] == verdicts.count("broken")
    assert report["counts"]["unknown"] == verdicts.count("unknown")
    assert set(verdicts) == {"broken", "unknown"}


def test_every_broken_finding_cites_a_clause_and_says_it_in_both_languages() -> None:
    for one in findings_of(whole_report()):
        assert one["cites"]
        said_of = one["message"]
        if one["verdict"] == "broken":
            assert isinstance(said_of, dict)
            assert said_of["vi"]
            assert said_of["en"]
            assert said_of["vi"] != said_of["en"]
        else:
            assert one["missing"] or one["contested"]


def test_every_fingerprint_is_its_own() -> None:
    prints = [one["fingerprint"] for one in findings_of(whole_report())]
    assert len(set(prints)) == len(prints)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shuffled_rows_and_renamed_files_change_no_finding(tmp_path: Path, seed: int) -> None:
    again = write_text(check(read(rewritten(EXAMPLE, tmp_path, seed))), "json")
    before = [without_places(one) for one in findings_of(whole_report())]
    assert [without_places(one) for one in findings_of(again)] == before


def test_another_figure_leaves_the_fingerprint_and_another_year_does_not() -> None:
    def prints(report: str) -> dict[str, object]:
        return {
            f"{one['rule']} {one['subject']}": one["fingerprint"] for one in findings_of(report)
        }

    before = prints(whole_report())
    figure = said("check", "--format=json", "--parameter=party_excellent_share=10%", rules=False)
    year = said("check", "--format=json", "--period=2023", rules=False)
    same = prints(figure)
    other = prints(year)
    assert before.keys() & other.keys()
    assert all(same[key] == before[key] for key in before.keys() & same.keys())
    assert all(other[key] != before[key] for key in before.keys() & other.keys())


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_bytes_are_the_same_wherever_it_runs(form: str) -> None:
    places: list[Mapping[str, str]] = [
        {"LANG": "C", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "vi_VN.UTF-8", "TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "4711"},
        {"LC_ALL": "de_DE.UTF-8", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "random"},
    ]
    here = said("check", "--format", form, rules=False).encode()
    for place in places:
        done = subprocess.run(
            [sys.executable, "-m", "cbccvc_rules", "check", str(EXAMPLE), "--format", form],
            env={**HERE_IT_RUNS, **place},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr.decode()
        assert done.stderr == b""
        assert done.stdout.replace(b"\r\n", b"\n") == here
