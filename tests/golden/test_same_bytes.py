"""The same input gives the same bytes in every format, whatever the machine is set to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.reports.kinds import KINDS
from golden.outputs import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

ROUND = "01-phong-ban-2024"
MACHINES = (
    {"LANG": "C", "TZ": "UTC", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"},
    {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "4711"},
)
_RUN = """
import sys
from click.testing import CliRunner
from cbccvc_rules.cli.main import cbccvc
for line in sys.stdin.read().splitlines():
    done = CliRunner().invoke(cbccvc, line.split("|"))
    assert isinstance(done.exception, (SystemExit, type(None))), (line, done.exception)
    assert done.exit_code < 2, (line, done.stderr)
"""


def commands() -> dict[str, list[str]]:
    """Return every way to write a file, each by the name of the file."""
    made = {f"check.{form}": ["check", ROUND, "--format", form] for form in KINDS}
    made |= {
        f"summary.{form}": ["summary", ROUND, "--format", form]
        for form in ("text", "json", "xlsx", "docx")
    }
    made["dossier.docx"] = ["explain", ROUND, "--subject", "CC018", "--format", "docx"]
    made["sample.json"] = ["sample", ROUND, "--seed", "a", "--size", "5", "--format", "json"]
    made["template.xlsx"] = ["template", "--period", "2024"]
    made["many.xlsx"] = ["check", ROUND, "02-so-cuoi-nam-2026", "--format", "xlsx"]
    made["many.html"] = ["check", ROUND, "02-so-cuoi-nam-2026", "--format", "html"]
    return made


def written(folder: Path, machine: dict[str, str]) -> dict[str, str]:
    """Write every file on a machine set up so, in a folder of its own; return their digests."""
    for name in (ROUND, "02-so-cuoi-nam-2026"):
        shutil.copytree(EXAMPLES / name, folder / name)
    lines = ["|".join([*told, "--output", f"out-{name}"]) for name, told in commands().items()]
    done = subprocess.run(
        [sys.executable, "-c", _RUN],
        input="\n".join(lines),
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, **machine, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {one.name: sha256(one.read_bytes()).hexdigest() for one in folder.glob("out-*")}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    return [
        written(tmp_path_factory.mktemp(f"machine-{number}"), machine)
        for number, machine in enumerate(MACHINES)
    ]


@pytest.mark.parametrize("name", commands())
def test_a_file_is_the_same_on_every_machine(files: list[dict[str, str]], name: str) -> None:
    one, other = files
    assert one[f"out-{name}"] == other[f"out-{name}"]


def test_the_workbooks_beside_are_the_same_too(files: list[dict[str, str]]) -> None:
    one, other = files
    assert one == other
    assert {"out-many-1.xlsx", "out-many-2.xlsx"} <= set(one)
