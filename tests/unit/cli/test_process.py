"""The command as a process of its own: bytes in UTF-8, data and talk apart, as a module too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from unit.cli.rounds import CLEAN, EXAMPLE, a_round, run

NARROW = {"PYTHONIOENCODING": "cp1252", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}


def process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the module in an environment of a few variables only."""
    needed = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "cbccvc_rules", *map(str, arguments)],
        env={**needed, **environment},
        capture_output=True,
        check=False,
    )


def lines(data: bytes) -> list[str]:
    return data.decode("utf-8").splitlines()


def test_the_module_says_what_the_command_says() -> None:
    done = process("check", EXAMPLE)
    assert done.returncode == 1
    assert lines(done.stdout) == run("check", EXAMPLE).stdout.splitlines()
    assert done.stderr == b""


def test_the_script_is_installed_under_its_name() -> None:
    script = shutil.which("cbccvc", path=sysconfig.get_path("scripts"))
    assert script is not None
    done = subprocess.run([script, "--version"], capture_output=True, check=False)
    assert done.returncode == 0
    assert lines(done.stdout)[0].startswith("cbccvc")


def test_data_are_utf8_whatever_the_machine_says() -> None:
    done = process("check", EXAMPLE, **NARROW)
    assert done.returncode == 1
    assert "Hoàng Gia Phúc" in done.stdout.decode("utf-8")


def test_talk_is_utf8_whatever_the_machine_says(tmp_path: Path) -> None:
    done = process("check", tmp_path / "không-có", **NARROW)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "không có tệp hay thư mục" in done.stderr.decode("utf-8")


def test_a_file_is_utf8_whatever_the_machine_says(tmp_path: Path) -> None:
    target = tmp_path / "báo cáo.txt"
    done = process("check", EXAMPLE, "--output", target, **NARROW)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert target.read_bytes() == run("check", EXAMPLE).stdout.encode("utf-8")


def test_a_file_named_in_vietnamese_is_read_under_any_locale(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "đợt 2024", *CLEAN)
    assert process("check", folder, **NARROW).returncode == 0


def test_problems_that_end_the_work_leave_no_data_and_no_traceback(tmp_path: Path) -> None:
    folder = a_round(tmp_path, header="period: [\n")
    done = process("check", folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="a device that is always full is of Linux")
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", EXAMPLE),
        ("explain", EXAMPLE, "--subject", "CC007"),
        ("permitted", EXAMPLE, "--lang", "en"),
        ("rule",),
        ("--help",),
        ("check", "--help"),
    ],
)
def test_output_that_cannot_be_printed_is_one_message(arguments: tuple[str | Path, ...]) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cbccvc_rules", *map(str, arguments)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    (said,) = lines(done.stderr)
    assert "--output" in said
    assert "disk is full" in said if "en" in arguments else "ổ đĩa đã đầy" in said


@pytest.mark.skipif(not FULL.exists(), reason="a device that is always full is of Linux")
def test_what_cannot_be_said_either_still_ends_with_its_code(tmp_path: Path) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cbccvc_rules", "check", str(tmp_path / "none")],
            stderr=full,
            check=False,
        )
    assert done.returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="a pipe that closes is another error there")
def test_a_reader_that_stops_reading_is_told_nothing() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cbccvc_rules", "check", str(EXAMPLE), "--format", "json"],
        env={"PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 2
