"""Several rounds in one run: each is judged, one that cannot be loses none of the others."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import jsonschema_rs
import pytest

from cbccvc_rules.api.many import round_names
from cbccvc_rules.authoring.schemas import REPORTS, schema
from cbccvc_rules.reports import many
from cbccvc_rules.reports.kinds import KINDS
from unit.cli.rounds import BROKEN, CLEAN, RULE, a_list, a_round, run, said
from unit.reports.test_sarif import validator
from workbooks import opened

if TYPE_CHECKING:
    from click.testing import Result

OTHERS = ("X,Lý Mười,U,VC,12,0,không,HTTNV", "A,Lý Một,U,VC,12,0,không,HTTNV")


@pytest.fixture
def agencies(tmp_path: Path) -> Path:
    """A folder of two lists, a round, a file that holds nothing, and what is no list at all."""
    folder = tmp_path / "so"
    folder.mkdir()
    (folder / "b.csv").write_text(a_list(*OTHERS), encoding="utf-8")
    (folder / "a.csv").write_text(a_list(*CLEAN, BROKEN), encoding="utf-8")
    (folder / "c.xlsx").write_bytes(b"")
    (folder / "README.md").write_text("x", encoding="utf-8")
    (folder / "~$a.xlsx").write_bytes(b"x")
    a_round(folder / "d", "Y,Lý Hai Mươi,U,VC,12,0,không,HTTNV")
    (folder / "empty").mkdir()
    return folder


def checked(path: Path, form: str, *more: str) -> Result:
    return run("check", path, "--period", "2024", "--format", form, *more)


def as_json(agencies: Path, *more: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(checked(agencies, "json", *more).stdout)
    return told


def names(told: dict[str, Any]) -> list[str]:
    return [Path(one["name"]).name for one in told["reports"]]


def test_every_format_can_tell_of_several_rounds() -> None:
    found = {name.removesuffix("_of") for name in vars(many) if name.endswith("_of")}
    assert found == set(KINDS)


def test_a_folder_that_is_no_round_leads_to_those_in_it(agencies: Path) -> None:
    assert names(as_json(agencies)) == ["a.csv", "b.csv", "c.xlsx", "d"]


def test_a_folder_with_a_table_is_one_round(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "round")
    (folder / "more.csv").write_text(a_list(), encoding="utf-8")
    report = json.loads(run("check", folder, "--format", "json").stdout)
    assert report["batch"]["staff"] == len(CLEAN)


def test_each_report_is_the_one_the_round_has_alone(agencies: Path) -> None:
    for form in ("a.csv", "d"):
        alone = json.loads(checked(agencies / form, "json").stdout)
        (among,) = [one for one in as_json(agencies)["reports"] if one["name"].endswith(form)]
        twice = [one for one in among["report"]["problems"] if one["code"] in IN_TWO]
        among["report"]["problems"] = [
            one for one in among["report"]["problems"] if one not in twice
        ]
        for report in (among["report"], alone):
            assert report.pop("sha256")  # the digest of a report counts what is told of others, too
        assert among["report"] == alone


IN_TWO = {"person-in-two-rounds", "ids-in-two-rounds"}


def test_the_report_of_several_rounds_is_valid(agencies: Path) -> None:
    valid = jsonschema_rs.validator_for(schema(REPORTS), validate_formats=True)
    told = as_json(agencies)
    assert [error.message for error in valid.iter_errors(told)] == []
    (refused,) = [one for one in told["reports"] if one["report"] is None]
    assert [one["code"] for one in refused["refused"]] == ["file-empty"]
    told["reports"][0]["report"] = {}
    assert list(valid.iter_errors(told))


def test_the_exit_code_is_the_worst_of_them(agencies: Path) -> None:
    assert checked(agencies, "text").exit_code == 2
    (agencies / "c.xlsx").unlink()
    assert checked(agencies, "text").exit_code == 1
    (agencies / "a.csv").unlink()
    assert checked(agencies, "text").exit_code == 0


def test_several_paths_are_several_rounds_each_once(agencies: Path) -> None:
    paths = [agencies / "a.csv", agencies / "d", agencies / "a.csv", agencies / "gone.csv"]
    done = run("check", *paths, "--period", "2024", "--format", "json")
    told = json.loads(done.stdout)
    assert names(told) == ["a.csv", "d", "gone.csv"]
    assert told["reports"][2]["refused"][0]["code"] == "path-not-found"
    assert done.exit_code == 2
    assert said(done) == []


def test_a_person_in_two_of_them_is_told_in_both(agencies: Path) -> None:
    told = as_json(agencies)
    for here, there in ((0, "b.csv"), (1, "a.csv")):
        problems = told["reports"][here]["report"]["problems"]
        (one,) = [one for one in problems if one["code"] == "person-in-two-rounds"]
        assert one["severity"] == "notice"
        assert there in one["message"]["vi"]
        assert "`A`" in one["message"]["en"]


def test_an_id_of_two_names_is_of_two_people(agencies: Path) -> None:
    (agencies / "b.csv").write_text(a_list("A,Lý Khác,U,VC,12,0,không,HTTNV"), encoding="utf-8")
    problems = as_json(agencies)["reports"][0]["report"]["problems"]
    assert not [one for one in problems if one["code"] in IN_TWO]


def test_lists_without_ids_have_nobody_in_common(agencies: Path) -> None:
    """Their ids are those of rows: row 2 of one list is nobody of another."""
    text = "Họ và tên,Loại đối tượng,Mức xếp loại\nLý Một,VC,HTNV\nLý Hai,VC,HTNV\n"
    for name in ("a.csv", "b.csv"):
        (agencies / name).write_text(text, encoding="utf-8")
    done = checked(agencies, "json", "--fill", "unit_id=U")
    for one in json.loads(done.stdout)["reports"][:2]:
        codes = {problem["code"] for problem in one["report"]["problems"]}
        assert "ids-by-rows" in codes
        assert not codes & IN_TWO


def test_a_mapping_is_saved_of_one_round_alone(agencies: Path, tmp_path: Path) -> None:
    done = checked(agencies, "text", "--save-mapping", str(tmp_path / "m.yaml"))
    assert done.exit_code == 2
    assert not (tmp_path / "m.yaml").exists()
    assert any("--save-mapping" in line for line in said(done))


def test_ids_without_names_are_told_together(agencies: Path) -> None:
    rows = (f"{key},,U,VC,12,0,không,HTTNV" for key in "AB")
    (agencies / "b.csv").write_text(a_list(*rows), encoding="utf-8")
    problems = as_json(agencies)["reports"][0]["report"]["problems"]
    (one,) = [one for one in problems if one["code"] == "ids-in-two-rounds"]
    assert "A, B" in one["message"]["vi"]


def test_text_tells_of_each_and_then_of_all(agencies: Path) -> None:
    lines = checked(agencies, "text").stdout.splitlines()
    heads = [line for line in lines if line.startswith("===")]
    assert len(heads) == 5
    assert "1/4" in heads[0]
    at = lines.index(heads[-1])
    assert [line for line in lines[at:] if "c.xlsx" in line]
    assert lines[-1].startswith("Tổng cộng: 1 vi phạm")


def test_a_table_tells_the_round_of_every_row(agencies: Path) -> None:
    text = checked(agencies, "csv").stdout.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {Path(row["round"]).name for row in rows} == {"a.csv", "b.csv", "c.xlsx", "d"}
    (broken,) = [row for row in rows if row["verdict"] == "broken"]
    assert (broken["rule"], Path(broken["round"]).name) == (RULE, "a.csv")
    (refused,) = [row for row in rows if row["rule"] == "file-empty"]
    assert refused["severity"] == "error"


def test_sarif_has_a_run_for_each_which_no_other_replaces(agencies: Path) -> None:
    log = json.loads(checked(agencies, "sarif").stdout)
    assert [error.message for error in validator().iter_errors(log)] == []
    ids = [one["automationDetails"]["id"] for one in log["runs"]]
    assert len(set(ids)) == len(ids) == 4
    ended = [one["invocations"][0]["executionSuccessful"] for one in log["runs"]]
    assert ended == [True, True, False, True]


def test_junit_is_red_where_a_round_was_refused(agencies: Path) -> None:
    top = ElementTree.fromstring(checked(agencies, "junit").stdout.encode())
    named = {suite.get("name", "") for suite in top}
    assert all(any(f"{one}: " in name for name in named) for one in ("a.csv", "c.xlsx", "d"))
    refused = [suite for suite in top if "c.xlsx" in suite.get("name", "")]
    assert [suite.get("errors") for suite in refused] == ["1"]


def test_github_names_the_files_of_each(agencies: Path) -> None:
    lines = checked(agencies, "github").stdout.splitlines()
    errors = [line for line in lines if line.startswith("::error")]
    assert len(errors) == 2
    assert any(f"file={agencies.as_posix()}/a.csv" in line for line in errors)
    assert any("c.xlsx" in line for line in errors)


def test_what_is_wrong_with_the_command_stops_it_at_once(agencies: Path) -> None:
    done = run("check", agencies, "--period", "2024", "--select", "no-such-rule")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(said(done)) == 1


@pytest.mark.parametrize("option", ["--waivers", "--baseline", "--diff"])
def test_a_file_that_answers_for_nothing_is_refused_before_anything_is_judged(
    agencies: Path, option: str
) -> None:
    done = run("check", agencies, "--period", "2024", option, agencies / "README.md")
    assert (done.exit_code, done.stdout) == (2, "")
    assert all("README.md" in line for line in said(done))


# ------------------------------------------------------------------- waivers
FILLED = {
    "ground": "Chờ kết luận",
    "approver": "Chánh Văn phòng",
    "decision": "12/QĐ-VP",
    "from": "2024-12-01",
    "to": "2025-11-30",
}


def a_ledger(agencies: Path, **changed: str) -> Path:
    """Draft the ledger of all agencies, fill it in, and change what is asked for."""
    asked = ("--select", RULE)
    drafted = run("check", agencies, "--period", "2024", "--format", "waivers", *asked).stdout
    for key, value in FILLED.items():
        drafted = drafted.replace(f'    {key}: ""', f"    {key}: {json.dumps(value)}")
    for key, value in changed.items():
        drafted = re.sub(
            rf"(?m)^    {key}: .*\n", f"    {key}: {value}\n" if value else "", drafted
        )
    path = agencies.parent / "waivers.yaml"
    path.write_text(drafted, encoding="utf-8")
    return path


def waived(agencies: Path, ledger: Path) -> tuple[Result, dict[str, str | None]]:
    """Check by a ledger; return what became of the rule in each round."""
    asked = ("--select", RULE, "--waivers", ledger)
    done = run("check", agencies, "--period", "2024", "--format", "json", *asked)
    told = {
        Path(one["name"]).name: finding["waived"] and finding["waived"]["decision"]
        for one in json.loads(done.stdout)["reports"]
        for finding in (one["report"] or {"findings": ()})["findings"]
        if finding["rule"] == RULE
    }
    return done, told


def twice(agencies: Path) -> None:
    """Let two agencies number two people alike, with the same fault."""
    (agencies / "c.xlsx").unlink()
    (agencies / "b.csv").write_text(a_list(*CLEAN, BROKEN.replace("Ba", "Bốn")), encoding="utf-8")


def test_a_ledger_of_several_rounds_names_the_round_of_each_entry(agencies: Path) -> None:
    twice(agencies)
    ledger = a_ledger(agencies)
    text = ledger.read_text(encoding="utf-8")
    assert f'round: "{agencies.as_posix()}/a.csv"' in text
    done, told = waived(agencies, ledger)
    assert told == {"a.csv": "12/QĐ-VP", "b.csv": "12/QĐ-VP"}
    assert done.exit_code == 0
    assert said(done) == []


def test_an_entry_holds_in_its_own_round_alone(agencies: Path) -> None:
    twice(agencies)
    one = a_ledger(agencies, round="b.csv").read_text(encoding="utf-8")
    first = one.index("  # ")
    second = one.index("  # ", first + 1)
    ledger = agencies.parent / "one.yaml"
    ledger.write_text(one[:first] + one[second:], encoding="utf-8")
    done, told = waived(agencies, ledger)
    assert told == {"a.csv": None, "b.csv": "12/QĐ-VP"}
    assert done.exit_code == 1
    # By itself the other round does not need the entry, and is not told that it is unused.
    alone = run("check", agencies / "a.csv", "--period", "2024", "--waivers", ledger)
    assert "waiver-unused" not in alone.stdout
    assert "[rated-under-six-months]" in alone.stdout


def test_an_entry_without_a_round_is_refused(agencies: Path) -> None:
    ledger = a_ledger(agencies, round="")
    done = run("check", agencies, "--period", "2024", "--waivers", ledger)
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = said(done)
    assert "`round`" in line
    assert "`a.csv`" in line


def test_an_entry_of_a_round_that_is_not_here_is_told_and_waives_nothing(agencies: Path) -> None:
    (agencies / "c.xlsx").unlink()
    done, told = waived(agencies, a_ledger(agencies, round="a.csw"))
    assert told == {"a.csv": None}
    (line,) = said(done)
    assert "a.csw" in line
    assert "a.csv" in line


def test_rounds_whose_files_are_called_alike_go_by_their_paths(agencies: Path) -> None:
    names = round_names(["x/a.csv", "y/a.csv", "y/b.csv"])
    assert names["x/a.csv"] == {"x/a.csv"}
    assert names["y/b.csv"] == {"y/b.csv", "b.csv"}


# ------------------------------------------------------------ earlier reports
def test_several_rounds_are_compared_with_an_earlier_report_on_them(agencies: Path) -> None:
    (agencies / "c.xlsx").unlink()
    old = agencies.parent / "old.json"
    run("check", agencies, "--period", "2024", "--format", "json", "--output", old)
    asked = ("check", agencies, "--period", "2024", "--select", RULE)
    assert run(*asked, "--baseline", old).exit_code == 0
    assert run(*asked).exit_code == 1
    same = run(*asked, "--diff", old).stdout
    assert same.count("So với báo cáo cũ") == 3
    assert "0 kết luận mới" in same
    (agencies / "b.csv").write_text(a_list(*CLEAN, BROKEN), encoding="utf-8")
    told = run(*asked, "--diff", old).stdout
    assert told.count("- mới: C: ") == 1
    # A baseline answers for the round it is of, not for the same id elsewhere.
    assert run(*asked, "--baseline", old).exit_code == 1


def test_a_round_finds_itself_in_the_earlier_report_on_several(agencies: Path) -> None:
    old = agencies.parent / "old.json"
    run("check", agencies, "--period", "2024", "--format", "json", "--output", old)
    asked = ("--period", "2024", "--select", RULE, "--baseline", old)
    assert run("check", agencies / "a.csv", *asked).exit_code == 0


def test_a_report_on_one_round_is_refused_for_several(agencies: Path) -> None:
    old = agencies.parent / "old.json"
    run("check", agencies / "a.csv", "--period", "2024", "--format", "json", "--output", old)
    done = run("check", agencies, "--period", "2024", "--baseline", old)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "báo cáo này về một đợt" in said(done)[0]


def test_masked_rounds_name_nobody(agencies: Path) -> None:
    text = checked(agencies, "text", "--mask", "k").stdout
    assert "Lý" not in text
    assert "M-" in text


def test_each_round_has_its_own_workbook_beside_that_of_all(agencies: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    done = run("check", agencies, "--period", "2024", "--output", target)
    assert (done.exit_code, done.stdout) == (2, "")
    made = sorted(one.name for one in tmp_path.glob("out*"))
    assert made == ["out-1.xlsx", "out-2.xlsx", "out-4.xlsx", "out.xlsx"]
    book = opened(target.read_bytes())
    assert book.sheetnames == ["Các đợt", "Thứ tự", "Kết luận"]
    told = [row for row in list(book["Các đợt"].values) if row[0] in {1, 2, 3, 4}]
    assert [Path(row[1]).name for row in told] == ["a.csv", "b.csv", "c.xlsx", "d"]
    assert [row[9] for row in told] == ["out-1.xlsx", "out-2.xlsx", None, "out-4.xlsx"]
    assert "Không kiểm tra được" in told[2][2]
    listed = list(book["Kết luận"].values)[1:]
    rows = list(csv.DictReader(io.StringIO(checked(agencies, "csv").stdout.removeprefix("\ufeff"))))
    others = [row for row in rows if row["kind"] != "scope" and not row["round"].endswith("c.xlsx")]
    assert len(listed) == len(others)
    assert {row[1] for row in listed} == {row["round"] for row in others}
    alone = run("check", agencies / "a.csv", "--period", "2024", "--format", "xlsx")
    own = opened((tmp_path / "out-1.xlsx").read_bytes())
    assert own.sheetnames == opened(alone.stdout_bytes).sheetnames


def test_without_a_file_the_workbook_of_all_rounds_stands_alone(agencies: Path) -> None:
    book = opened(checked(agencies, "xlsx").stdout_bytes)
    assert not any("tệp riêng" in str(cell) for row in list(book["Các đợt"].values) for cell in row)


@pytest.mark.parametrize("name", ["a.csv", "d/staff.csv"])
def test_no_report_is_written_over_a_file_of_the_round(agencies: Path, name: str) -> None:
    before = (agencies / name).read_bytes()
    for batch in (agencies, agencies / name.split("/")[0]):
        done = run("check", batch, "--period", "2024", "--output", agencies / name)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "không ghi đè lên" in done.stderr
    assert (agencies / name).read_bytes() == before


def test_no_numbered_workbook_is_written_over_a_list(tmp_path: Path) -> None:
    lists = [tmp_path / f"so-{number}.csv" for number in (1, 2)]
    for one in lists:
        one.write_text(a_list(*OTHERS), encoding="utf-8")
    asked = ("--format", "xlsx", "--output", tmp_path / "so.csv")
    done = run("check", *lists, "--period", "2024", *asked)
    assert done.exit_code == 2
    assert "so-1.csv" in done.stderr
    assert not (tmp_path / "so.csv").exists()
    assert lists[0].read_text(encoding="utf-8") == a_list(*OTHERS)


def test_folders_in_folders_are_opened_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    for name in ("đông/xã-b.csv", "đông/xã-a.csv", "dân.csv", "e/f/g.csv", "e/.cache/h.csv"):
        path = tmp_path / "tinh" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(a_list(BROKEN), encoding="utf-8")
    a_round(tmp_path / "tinh" / "e" / "d", "Y,Lý Hai Mươi,U,VC,12,0,không,HTTNV")
    told = as_json(tmp_path / "tinh")
    folder = (tmp_path / "tinh").as_posix()
    assert [one["name"].removeprefix(f"{folder}/") for one in told["reports"]] == [
        "dân.csv",
        "đông/xã-a.csv",
        "đông/xã-b.csv",
        "e/d",
        "e/f/g.csv",
    ]


def test_an_answer_about_one_of_several_lists_is_asked_of_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "so"
    folder.mkdir()
    for name, heading in (("a.csv", "Kết luận"), ("b.csv", "Mức xếp loại")):
        text = f"Mã số,Mã đơn vị,Loại đối tượng,{heading}\nV1,U,VC,HTTNV\n"
        (folder / name).write_text(text, encoding="utf-8")
    assert as_json_of(checked(folder, "json")) == [["column-open"], []]
    assert as_json_of(checked(folder, "json", "--map", "a.csv!Kết luận=rating")) == [[], []]
    assert as_json_of(checked(folder, "json", "--map", f"{folder}/a.csv!D=rating")) == [[], []]


def as_json_of(result: Result) -> list[list[str]]:
    """Return the errors that each round was refused for."""
    told = json.loads(result.stdout)["reports"]
    return [
        [one["code"] for one in (each.get("refused") or ()) if one["severity"] == "error"]
        for each in told
    ]


BORN = "Họ và tên,{},Đơn vị công tác,Loại đối tượng,Mức xếp loại\n{}\n"


@pytest.mark.parametrize(
    ("heading", "first", "second", "by"),
    [
        ("Ngày sinh", "07/12/1986", "1986-12-07", "họ tên và ngày sinh"),
        ("Năm sinh", "1986", "1986", "họ tên và ngày sinh"),
        ("Chức vụ", "Giáo viên", "giáo viên", "họ tên và chức vụ"),
        ("Ngày sinh", "07/12/1986", "08/12/1986", None),
        ("Chức vụ", "Giáo viên", "Kế toán", None),
        ("Quê quán", "Huế", "Huế", None),
    ],
)
def test_people_without_ids_may_be_the_same(
    tmp_path: Path, heading: str, first: str, second: str, by: str | None
) -> None:
    folder = tmp_path / "so"
    folder.mkdir()
    for name, told in (("a.csv", first), ("b.csv", second)):
        text = BORN.format(heading, f"Lý Thị Hòa,{told},U,VC,HTNV")
        (folder / name).write_text(text, encoding="utf-8")
    reports = [one["report"] for one in json.loads(checked(folder, "json").stdout)["reports"]]
    found = [
        [one for one in report["problems"] if one["code"] == "person-may-be-same"]
        for report in reports
    ]
    assert [len(one) for one in found] == ([0, 0] if by is None else [1, 1])
    if by is not None:
        ((one,), _) = found
        assert by in one["message"]["vi"]
        assert "b.csv" in one["message"]["vi"]
        assert "Hòa" not in one["message"]["vi"]
