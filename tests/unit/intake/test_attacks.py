"""No workbook crashes, hangs or fills the reader; each that tries is refused with one message."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from unit.intake.workbooks import refused_for, zipped

attacks = pytest.importorskip("unit.intake.attacks", reason="needs limits of POSIX")

MOST_MILLISECONDS = 1000
TESTS = Path(__file__).parents[2]


@pytest.mark.parametrize("attack", attacks.ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_is_refused_with_one_message(attack: object) -> None:
    assert refused_for(attack()) == attacks.ATTACKS[attack]


def test_attacks_are_refused_at_once_in_little_room() -> None:
    files = {attack.__name__: attack() for attack in attacks.ATTACKS}
    done = subprocess.run(
        [sys.executable, "-m", "unit.intake.attacks"],
        input=zipped(files, zipfile.ZIP_STORED),
        capture_output=True,
        cwd=TESTS,
        check=False,
    )
    outcomes = {name: rest for name, *rest in map(json.loads, done.stdout.splitlines())}
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(outcomes) == list(files)
    for name, (codes, milliseconds) in outcomes.items():
        assert len(codes) == 1, name
        assert milliseconds < MOST_MILLISECONDS, name
