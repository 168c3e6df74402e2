"""Options that stand in a file beside the round."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.cli.check import check_command
from cbccvc_rules.cli.settings import SETTINGS
from cbccvc_rules.model.columns import TABLES
from unit.cli.rounds import BROKEN, CLEAN, a_list, a_round, run

if TYPE_CHECKING:
    from pathlib import Path


def settle(folder: Path, text: str, name: str = "cbccvc.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_what_may_stand_in_the_file_are_the_options_of_check() -> None:
    names = {max(param.opts, key=len).removeprefix("--") for param in check_command.params}
    assert set(SETTINGS) == names - {"batches", "save-mapping", *TABLES}


def test_an_option_in_the_file_holds_as_if_it_were_typed(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, BROKEN)
    typed = run("check", folder, "--lang", "en", "--statistics", "--fail-level", "notice")
    settle(folder, 'lang = "en"\nstatistics = true\nfail-level = "notice"\n')
    found = run("check", folder)
    assert found.stdout == typed.stdout
    assert found.exit_code == typed.exit_code
    assert found.stderr == (
        f"Options read from `{(folder / 'cbccvc.toml').as_posix()}`: lang, statistics, fail-level\n"
    )


def test_what_is_typed_goes_before_what_stands_in_the_file(tmp_path: Path) -> None:
    folder = settle(a_round(tmp_path, *CLEAN), 'lang = "en"\n')
    assert run("check", folder, "--lang", "vi").stderr.startswith("Tùy chọn đọc từ")


def test_a_list_finds_the_file_in_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(a_list(*CLEAN), encoding="utf-8")
    settle(tmp_path, "period = 2024\nformat = 'json'\non = 2024-12-10\n")
    report = json.loads(run("check", path).stdout)
    assert (report["batch"]["period"], report["batch"]["on"]) == ("2024", "2024-12-10")


def test_names_with_values_may_be_a_table(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN)
    settle(folder, 'format = "json"\n[reading]\ncap_level = "every_unit"\n')
    assert json.loads(run("check", folder).stdout)["readings"]["cap_level"] == "every_unit"
    settle(folder, 'format = "json"\nreading = ["cap_level=every_unit"]\n')
    assert json.loads(run("check", folder).stdout)["readings"]["cap_level"] == "every_unit"


def test_a_project_file_is_read_where_it_has_such_a_table(tmp_path: Path) -> None:
    folder = settle(a_round(tmp_path, *CLEAN), '[project]\nname = "x"\n', "pyproject.toml")
    assert run("check", folder).stderr == ""
    settle(folder, '[tool.cbccvc]\nlang = "en"\n', "pyproject.toml")
    assert "pyproject.toml" in run("check", folder).stderr
    settle(folder, "strict = false\n")
    assert "cbccvc.toml" in run("check", folder).stderr


def test_a_path_is_one_from_the_folder_of_the_file(tmp_path: Path) -> None:
    folder = settle(a_round(tmp_path / "round", *CLEAN), 'output = ["a.json", "a.txt"]\n')
    assert run("check", folder).stdout == ""
    assert json.loads((folder / "a.json").read_text(encoding="utf-8"))["schema_version"] == "1"
    assert (folder / "a.txt").is_file()


def test_only_check_writes_where_the_file_says(tmp_path: Path) -> None:
    folder = settle(a_round(tmp_path / "round", *CLEAN), 'output = "a.json"\nlang = "en"\n')
    assert run("quota", folder).stdout
    assert not (folder / "a.json").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('periodd = "2024"', "1:1: there is no option `periodd`"),
        ('periodd = "2024"', "`period`?"),
        ('\nstrict = "yes"', "2:1: the value `yes` of `strict`"),
        ('stage = "decide"', "`decided`?"),
        ("period = [1, 2]", "1:1: the value `[1, 2]` of `period`"),
        ("period = 1.5", "1:1: the value `1.5` of `period`"),
        ("select = []", "1:1: the value `[]` of `select`"),
        ("period = 2024\n\nperiod = 2025", "3:14: the file of options is no TOML"),
        ('lang = "en', "1:11: the file of options is no TOML"),
    ],
)
def test_a_fault_is_told_with_its_line_and_nothing_is_judged(
    tmp_path: Path, text: str, said: str
) -> None:
    folder = settle(a_round(tmp_path, *CLEAN), text)
    done = run("check", folder, "--lang", "en")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr


def test_every_fault_is_told(tmp_path: Path) -> None:
    folder = settle(a_round(tmp_path, *CLEAN), 'strict = 1\nfoo = 1\nengine = "sqk"\n')
    assert len(run("check", folder).stderr.splitlines()) == 3


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN)
    (folder / "cbccvc.toml").write_bytes('lang = "đ"'.encode("utf-16"))
    done = run("check", folder, "--lang", "en")
    assert (done.exit_code, "UTF-8" in done.stderr) == (2, True)


def test_a_table_that_is_none_is_told(tmp_path: Path) -> None:
    folder = settle(a_round(tmp_path, *CLEAN), "[tool]\ncbccvc = 3\n", "pyproject.toml")
    done = run("check", folder, "--lang", "en")
    assert (done.exit_code, "`[tool.cbccvc]`" in done.stderr) == (2, True)


def test_rounds_with_different_files_are_not_checked_together(tmp_path: Path) -> None:
    first = settle(a_round(tmp_path / "a", *CLEAN), "strict = true\n")
    second = settle(a_round(tmp_path / "b", *CLEAN), "strict = false\n")
    done = run("check", first, second, "--lang", "en")
    assert done.exit_code == 2
    assert "different files of options" in done.stderr
