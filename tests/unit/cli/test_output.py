"""Where output goes: a bar for long work alone, formats by the end of a name, and no traceback."""

from __future__ import annotations

import json
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import BatchError, UsageError, check, read, write
from cbccvc_rules.cli.output import NotWrittenError, progress_bar
from cbccvc_rules.errors import said_by_system
from cbccvc_rules.sources import LANGS, Lang
from unit.cli.rounds import EXAMPLE, a_round, run, said

if TYPE_CHECKING:
    from collections.abc import Callable


class Terminal(StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], str]:
    """Return what a terminal is sent while a bar runs."""

    def run_bar(long: bool) -> str:
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress_bar("round", long=long) as progress:
            for number in range(4):
                progress(number, 3)
        return terminal.getvalue()

    return run_bar


def test_short_work_draws_no_bar(shown: Callable[[bool], str]) -> None:
    assert shown(False) == ""


def test_long_work_draws_a_bar_and_clears_it_away(shown: Callable[[bool], str]) -> None:
    drawn = shown(True)
    assert "round" in drawn
    assert "100%" in drawn
    assert drawn.endswith("\033[1A\033[2K")


ALL_FORMATS = "text, json, csv, github, html, docx, junit, sarif, waivers, xlsx"


@pytest.mark.parametrize("name", ["out.pdf", "out.csv"])
@pytest.mark.parametrize("command", ["check", "permitted", "quota"])
def test_an_ending_that_stands_for_no_format_asks_for_one(
    command: str, name: str, tmp_path: Path
) -> None:
    target = tmp_path / name
    if (command, name) == ("check", "out.csv"):
        assert run(command, EXAMPLE, "-o", target).exit_code == 1
        return
    known = ALL_FORMATS if command == "check" else "text, json"
    done = run(command, EXAMPLE, "-o", target, "--lang", "en")
    assert done.exit_code == 2
    assert said(done) == [
        f"the ending `{target.suffix}` of `{target}` stands for no format; "
        f"choose one with `--format` (in Python: `form`): {known}"
    ]
    assert not target.exists()


def test_a_format_that_is_named_may_go_under_any_ending(tmp_path: Path) -> None:
    target = tmp_path / "report.out"
    assert run("check", EXAMPLE, "-o", target, "--format", "json").exit_code == 1
    assert json.loads(target.read_text(encoding="utf-8"))["schema_version"] == "1"


@pytest.mark.parametrize("name", ["out.json", "OUT.JSON"])
@pytest.mark.parametrize("command", ["check", "permitted", "quota"])
def test_the_ending_tells_the_format(command: str, name: str, tmp_path: Path) -> None:
    run(command, EXAMPLE, "-o", tmp_path / name)
    assert json.loads((tmp_path / name).read_text(encoding="utf-8"))["schema_version"] == "1"


def test_python_is_told_the_same_of_an_ending(tmp_path: Path) -> None:
    findings = check(read(EXAMPLE))
    with pytest.raises(UsageError, match=r"`\.foo`"):
        write(findings, tmp_path / "x.foo")
    write(findings, tmp_path / "x.foo", "text")
    assert (tmp_path / "x.foo").exists()


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_system_says_is_said_in_the_language_of_the_output(
    lang: Lang, tmp_path: Path
) -> None:
    done = run("check", EXAMPLE, "-o", tmp_path / "none" / "x.txt", "--lang", lang)
    assert done.exit_code == 2
    (line,) = said(done)
    why = {"vi": "không có tệp hoặc thư mục như vậy", "en": "there is no such file or folder"}
    assert why[lang] in line
    assert "No such file" not in line


def test_an_error_that_is_not_known_keeps_the_words_of_the_system() -> None:
    assert said_by_system(OSError(9999, "odd thing")).vi == "odd thing"
    assert said_by_system(OSError()).en == "OSError"
    assert NotWrittenError(Path("x"), OSError(9999, "odd thing")).say("en") is not None


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_path_is_not_the_folder_at_hand(empty: str) -> None:
    done = run("check", empty, "--lang", "en")
    assert (done.exit_code, len(said(done))) == (2, 1)
    assert said(done)[0].startswith("the path is empty")
    with pytest.raises(BatchError, match="the path is empty"):
        read(empty)
    with pytest.raises(BatchError, match="the path is empty"):
        read(EXAMPLE, previous=empty)


def test_the_folder_at_hand_is_named_by_its_dot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (a_round(tmp_path) / "staff.csv").unlink()
    monkeypatch.chdir(tmp_path)
    assert said(run("check", ".", "--lang", "en"))[0].startswith("the folder `.` holds no table")
