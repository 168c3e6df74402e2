"""No damaged file makes the process crash, hang, fill up, or take nobody for a list without faults.

The same at length: `python -m unit.intake.hostile 10000 1`, in the folder of the tests.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

if not Path("/proc/self/status").exists():
    pytest.skip("needs the limits and the bookkeeping of Linux", allow_module_level=True)

TESTS = Path(__file__).parents[2]
FILES = 80


def test_damaged_files_are_read_or_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "unit.intake.hostile", str(FILES), "1"],
        capture_output=True,
        cwd=TESTS,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "refused" in done.stdout
    assert "read as before" in done.stdout
