"""Each format has a golden file and a test by what reads it; the table in README.md says which."""

from __future__ import annotations

import re

import pytest

from cbccvc_rules.reports.kinds import KINDS
from golden.outputs import EXAMPLES, GOLDEN, HERE

_ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_QUOTED = re.compile("`([^`]+)`")
ROWS = _ROW.findall((HERE / "README.md").read_text(encoding="utf-8"))[1:]


def test_every_format_of_a_report_stands_in_the_table() -> None:
    assert {_QUOTED.findall(row[0])[0] for row in ROWS} == {*KINDS, "summary", "explain"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_golden_file_and_the_test_are_there(row: tuple[str, str, str, str]) -> None:
    assert set(_QUOTED.findall(row[1])) <= set(GOLDEN)
    root = EXAMPLES.parent
    assert all((root / path).is_file() for path in _QUOTED.findall(row[3]))


def test_no_golden_file_of_a_report_is_left_out() -> None:
    told = {name for row in ROWS for name in _QUOTED.findall(row[1])}
    reports = {name for name in GOLDEN if name.startswith(("check.", "summary."))}
    assert reports <= told
