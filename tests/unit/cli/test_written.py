"""Which reports are written where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cbccvc_rules.cli.written import written_where
from cbccvc_rules.errors import UsageError
from unit.cli.rounds import CLEAN, a_round, run

A, B, TXT = Path("a.json"), Path("b.sarif"), Path("c.txt")


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        ((), (), [("text", None)]),
        (("json",), (), [("json", None)]),
        ((), (A, B), [("json", A), ("sarif", B)]),
        (("text",), (A,), [("text", A)]),
        (("sarif", "json"), (A, B), [("json", A), ("sarif", B)]),
        (("text", "json"), (A,), [("json", A), ("text", None)]),
        (("csv", "sarif"), (TXT, B), [("csv", TXT), ("sarif", B)]),
        (("github",), (A, B), [("github", A), ("sarif", B)]),
    ],
)
def test_each_report_goes_where_one_expects(
    formats: tuple[str, ...], outputs: tuple[Path, ...], expected: list[tuple[str, Path | None]]
) -> None:
    assert list(written_where(formats, outputs)) == expected


@pytest.mark.parametrize(
    ("formats", "outputs", "code"),
    [
        (("text", "json"), (), "formats-without-output"),
        (("text", "json", "csv"), (A,), "formats-without-output"),
        ((), (A, A), "output-twice"),
        ((), (Path("a.pdf"),), "ending-no-format"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    formats: tuple[str, ...], outputs: tuple[Path, ...], code: str
) -> None:
    with pytest.raises(UsageError) as refused:
        written_where(formats, outputs)
    assert [one.code for one in refused.value.problems] == [code]


def test_one_run_writes_several_reports_of_the_same_findings(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "round", *CLEAN)
    told = run("check", folder, "--format", "text", "-o", tmp_path / "a.json", "--format", "json")
    assert told.stdout == run("check", folder).stdout
    alone = run("check", folder, "--format", "json").stdout
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == json.loads(alone)


def test_the_copy_of_a_list_in_a_report_can_be_checked_again(tmp_path: Path) -> None:
    text = (
        "Mã số,Họ và tên,Mã đơn vị,Loại đối tượng,Xếp loại,Số tháng công tác,Nghỉ thai sản\n"
        "V1,Hà Văn Một,U,VC,HTTNV,4,không\n"
    )
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    report = tmp_path / "report.xlsx"
    options = ("--period", "2024", "--select", "rated-under-six-months")
    first = run("check", tmp_path / "list.csv", *options, "--output", report)
    again = run("check", report, *options, "--format", "json")
    assert first.exit_code == again.exit_code == 1
    assert json.loads(again.stdout)["counts"]["broken"] == 1
