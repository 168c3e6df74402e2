"""`cbccvc sample`: the sheet with its seed, the dossiers, several agencies in one draw."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

import words
from cbccvc_rules.authoring.schemas import schema
from unit.cli.rounds import BROKEN, CLEAN, CONTRACT, a_list, a_round, run, said
from unit.reports.test_report_schema import closed

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@cache
def validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(closed(schema("sample")), validate_formats=True)


def sheet(done: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    assert [error.message for error in validator().iter_errors(found)] == []
    return found


@pytest.fixture
def agencies(tmp_path: Path) -> Path:
    """A folder of two lists and a file that holds nothing."""
    folder = tmp_path / "so"
    folder.mkdir()
    (folder / "a.csv").write_text(a_list(*CLEAN, BROKEN, CONTRACT), encoding="utf-8")
    (folder / "b.csv").write_text(a_list(*CLEAN), encoding="utf-8")
    return folder


def test_the_sheet_tells_the_seed_the_weights_and_why(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "r", *CLEAN, BROKEN, CONTRACT)
    done = run("sample", round_, "--size", "3", "--seed", "s-1")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "3 trong 3 người" in done.stdout
    assert "Hạt giống: s-1\n" in done.stdout
    assert "1 người không thuộc văn bản nào" in done.stdout
    assert "thêm 8 cho mỗi kết luận vi phạm" in done.stdout
    assert "C Lý Ba (U)\n   9 phiếu = 1 + 1 × 8 (vi phạm)" in done.stdout
    assert "[rated-under-six-months]" in done.stdout


def test_a_seed_that_is_not_named_is_told_and_draws_the_same_again(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "r", *CLEAN, BROKEN)
    found = sheet(run("sample", round_, "--format", "json"))
    assert found["seed_told"] is False
    again = sheet(run("sample", round_, "--format", "json", "--seed", found["seed"]))
    assert again["drawn"] == found["drawn"]
    assert again["seed_told"] is True
    assert "hãy nêu `--seed`" in run("sample", round_).stdout


def test_several_agencies_are_one_draw(agencies: Path) -> None:
    done = run("sample", agencies, "--period", "2024", "--format", "json", "--seed", "s")
    found = sheet(done)
    assert done.exit_code == 0
    assert [one["people"] for one in found["rounds"]] == [3, 2]
    assert len(found["drawn"]) == found["people"] == 5
    assert {one["key"] for one in found["drawn"]} >= {"a.csv|A", "b.csv|A"}
    assert "đợt" in run("sample", agencies, "--period", "2024").stdout


def test_a_round_that_cannot_be_read_is_told_and_makes_the_exit_code_2(agencies: Path) -> None:
    (agencies / "c.xlsx").write_bytes(b"")
    done = run("sample", agencies, "--period", "2024", "--format", "json")
    found = sheet(done)
    assert done.exit_code == 2
    assert [one["name"].endswith("c.xlsx") for one in found["refused"]] == [True]
    assert len(found["drawn"]) == 5
    text = run("sample", agencies, "--period", "2024").stdout
    assert "c.xlsx: không kiểm tra được" in text


def test_where_no_round_can_be_read_there_is_no_sheet(tmp_path: Path) -> None:
    done = run("sample", tmp_path / "gone.csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(said(done)) == 1


def test_json_has_ids_alone_unless_names_are_asked_for(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "r", *CLEAN, BROKEN)
    assert "Lý" not in run("sample", round_, "--format", "json").stdout
    assert "Lý Ba" in run("sample", round_, "--format", "json", "--names").stdout
    assert "Lý" not in run("sample", round_, "--no-names").stdout


def test_the_dossiers_of_those_drawn_are_written(agencies: Path, tmp_path: Path) -> None:
    target = tmp_path / "dossiers"
    asked = ("sample", agencies, "--period", "2024", "--size", "2", "--seed", "s")
    done = run(*asked, "--dossiers", target, "--format", "json")
    drawn = sheet(done)["drawn"]
    names = sorted(path.name for path in target.iterdir())
    assert names == [f"{one['rank']}-{one['id']}.docx" for one in drawn]
    for one, name in zip(drawn, names, strict=True):
        text = "\n".join(words.lines((target / name).read_bytes()))
        assert f"{one['id']} – " in text
    again = run(*asked, "--dossiers", target)
    assert again.exit_code == 2
    assert "còn trống" in again.stderr


def test_an_id_that_is_no_name_of_a_file_is_written_all_the_same(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "r", "../A/1,Lý Một,U,VC,12,0,không,HTTNV")
    target = tmp_path / "dossiers"
    assert run("sample", round_, "--dossiers", target).exit_code == 0
    assert [path.name for path in target.iterdir()] == ["1-.._A_1.docx"]
