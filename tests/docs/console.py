"""The console blocks of the docs: each command is run, and what it prints stands below it.

A fence whose info names a file (`csv round/staff.csv`) is written there first, `+` in front of the
name appends; a `python` fence is run. All of a page happens in one new folder that holds copies of
`examples/` and `rules/`. As a program, this renews every page and writes the page of `--help`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from cbccvc_rules.cli.main import cbccvc

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
CLI_PAGE = ROOT / "docs" / "reference" / "cli.md"
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PROMPT = "$ "
HEAD = "# Dòng lệnh / Command line\n\nIn ra bởi `--help` / as printed by `--help`.\n"


def pages() -> list[Path]:
    """Every page that people read."""
    return [ROOT / "README.md", ROOT / "README.en.md", *sorted((ROOT / "docs").rglob("*.md"))]


def fences(text: str) -> list[tuple[str, str]]:
    """Return the info and the body of every fence."""
    return [(found[1], found[2]) for found in FENCE.finditer(text)]


def renewed(text: str) -> str:
    """Return a page with the output that its commands have now."""
    if not any(info == "python" or info.startswith("console") for info, _ in fences(text)):
        return text
    with TemporaryDirectory() as name:
        folder = Path(name)
        for copied in ("examples", "rules"):
            shutil.copytree(ROOT / copied, folder / copied)
        return FENCE.sub(lambda found: _fence(found[1], found[2], folder), text)


def _fence(info: str, body: str, folder: Path) -> str:
    language, _, name = info.partition(" ")
    if language == "console":
        body = "".join(_renewed_commands(body, folder))
    elif language == "python":
        _succeeds([sys.executable, "-c", body], folder)
    elif name:
        target = folder / name.removeprefix("+")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a" if name.startswith("+") else "w", encoding="utf-8") as file:
            file.write(body)
    return f"```{info}\n{body}```"


def _renewed_commands(body: str, folder: Path) -> Iterator[str]:
    """Yield commands with their output; a command below which nothing stands is only run."""
    for part in re.split(rf"^(?={re.escape(PROMPT)})", body, flags=re.MULTILINE):
        if not part.startswith(PROMPT):
            assert not part.strip(), f"text before the first command: {part}"
            continue
        command, _, told = part.partition("\n")
        output = _ran(command.removeprefix(PROMPT), folder)
        yield f"{command}\n"
        if told.strip():
            yield output if not output or output.endswith("\n") else f"{output}\n"
            yield "\n" if told.endswith("\n\n") and not output.endswith("\n\n") else ""


def _ran(command: str, folder: Path) -> str:
    done = _run(["sh", "-c", command], folder)
    assert done.returncode in {0, 1, 2}, f"{command}: {done.stdout}"
    assert "Traceback" not in done.stdout, f"{command}: {done.stdout}"
    return done.stdout


def _succeeds(command: list[str], folder: Path) -> None:
    done = _run(command, folder)
    assert done.returncode == 0, done.stdout


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def commands(command: click.Command, path: str = "cbccvc") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in sorted(command.list_commands(context)):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, f"{path} {name}")


def cli_page() -> str:
    """Return the page of the command line, its output not yet filled in."""
    blocks = (
        f"## {path}\n\n```console\n{PROMPT}{path} --help\n…\n```\n" for path, _ in commands(cbccvc)
    )
    return "\n".join((HEAD, *blocks))


if __name__ == "__main__":
    CLI_PAGE.write_text(cli_page(), encoding="utf-8", newline="\n")
    for page in pages():
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
