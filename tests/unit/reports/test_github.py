"""Annotations: read back as GitHub's runner reads them; no text of a file is a command."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbccvc_rules import check, read
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.entries import entries, printable
from cbccvc_rules.reports.github import _data, _property, github_report, plain
from golden.outputs import EXAMPLE
from unit.reports.rounds import a_person, findings, hostile

COMMAND = re.compile(r"::(?P<level>\w+) (?P<properties>.*?)::(?P<message>.*)", re.DOTALL)


def back(words: str) -> str:
    """Undo the escapes in the order in which the runner does."""
    for escape, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        words = words.replace(escape, meant)
    return words.replace("%25", "%")


def commands(words: str) -> list[tuple[str, dict[str, str], str]]:
    """Take a log apart as the runner does: at line breaks, by `::` at the start of a line."""
    found = []
    for line in re.split(r"\r\n|\r|\n", words):
        if line.lstrip().startswith("::"):
            command = COMMAND.fullmatch(line)
            assert command is not None
            pairs = [one.split("=", 1) for one in command["properties"].split(",")]
            properties = {name: back(value) for name, value in pairs}
            found.append((command["level"], properties, back(command["message"])))
    return found


@given(st.text(alphabet=st.sampled_from("%:,\r\n=0AaDd23C5 ")))
def test_what_is_escaped_is_read_back(words: str) -> None:
    assert back(_data(words)) == words
    assert back(_property(words)) == words
    assert not set("\r\n") & set(_data(words))
    assert not set("\r\n:,") & set(_property(words))


@given(st.text())
def test_aplain_line_is_one_line_and_no_command(words: str) -> None:
    line = plain(words)
    assert not set("\r\n") & set(line)
    assert not line.lstrip().startswith("::")
    assert "##[" not in line


@pytest.mark.parametrize("make", [findings, hostile])
def test_each_entry_is_one_command_that_reads_back(make: object) -> None:
    found = make()
    told = list(entries(found, Options()))
    read_back = commands(github_report(found, Options()))
    assert [level for level, _, _ in read_back] == [entry.level for entry in told]
    for entry, (_, properties, message) in zip(told, read_back, strict=True):
        assert properties["title"] == printable(entry.title)
        assert message.endswith(f"[{entry.code}]")
        assert printable(f"{entry.who}: ") in message or not entry.who


def test_a_violation_is_an_error_and_what_is_open_a_warning() -> None:
    levels = {
        (message.rpartition("[")[2], message[0]): level
        for level, _, message in commands(github_report(findings(), Options()))
    }
    assert levels["rated-under-six-months]", "A"] == "error"
    assert levels["rated-under-six-months]", "B"] == "warning"


def test_an_annotation_stands_at_the_line_of_its_file() -> None:
    words = github_report(check(read(EXAMPLE)), Options(folder="rounds/2024"))
    places = [properties for _, properties, message in commands(words) if "CC009" in message]
    assert [(one["file"], one["line"]) for one in places] == [("rounds/2024/staff.csv", "10")]


def test_what_github_does_not_show_is_said() -> None:
    words = github_report(check(read(EXAMPLE)), Options(lang="en"))
    assert "GitHub shows only the first 10 annotations" in words
    few = findings([a_person("A", months_worked="4,5")])
    assert "GitHub shows only" not in github_report(few, Options(lang="en"))
