"""Several rounds in one run: each is judged, one that cannot be loses none of the others."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import jsonschema_rs
import pytest

from cbccvc_rules.authoring.schemas import REPORTS, schema
from cbccvc_rules.reports import many
from cbccvc_rules.reports.kinds import KINDS
from unit.cli.rounds import BROKEN, CLEAN, RULE, a_list, a_round, run, said
from unit.reports.test_sarif import validator

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


# A ledger of waivers is of one round: the ids of another agency are of other people.
ALONE = {"html", "waivers", "xlsx"}


def checked(path: Path, form: str, *more: str) -> Result:
    return run("check", path, "--period", "2024", "--format", form, *more)


def as_json(agencies: Path, *more: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(checked(agencies, "json", *more).stdout)
    return told


def names(told: dict[str, Any]) -> list[str]:
    return [Path(one["name"]).name for one in told["reports"]]


def test_every_format_can_tell_of_several_rounds() -> None:
    found = {name.removesuffix("_of") for name in vars(many) if name.endswith("_of")}
    assert found == set(KINDS) - ALONE


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
def test_what_is_written_of_one_round_is_refused_for_several(agencies: Path, option: str) -> None:
    done = run("check", agencies, "--period", "2024", option, agencies / "README.md")
    assert done.exit_code == 2
    assert any(option in line for line in said(done))


def test_masked_rounds_name_nobody(agencies: Path) -> None:
    text = checked(agencies, "text", "--mask", "k").stdout
    assert "Lý" not in text
    assert "M-" in text


@pytest.mark.parametrize("form", sorted(ALONE))
def test_a_format_of_one_round_is_refused_for_several(agencies: Path, form: str) -> None:
    done = checked(agencies, form)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(said(done)) == 1
