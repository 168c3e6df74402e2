"""`cbccvc pack verify` as people run it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from cbccvc_rules.cli import proofs
from cbccvc_rules.solve import verify
from cbccvc_rules.sources import packaged_rules
from unit.cli.rounds import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

DAY = "2027-12-10"


def test_what_is_found_on_a_day_stands_for_recorded_reasons() -> None:
    done = run("pack", "verify", "--on", DAY, "--format", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["counts"]["unexplained"] == found["counts"]["dead"] == 0
    by_id = {one["id"]: one for one in found["found"]}
    gap = by_id["gap: leader-above-unit-led/units-led"]
    assert {one["standing"] for one in gap["when"]} == {"CC", "VC"}
    assert gap["witness"]["tables"]["units"][0]["rating"] == "KHTNV"
    assert gap["reason"]["because"] == "law_leaves_gap"


def test_what_is_found_without_a_reason_is_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "KINDS", ("staff",))
    rules = shutil.copytree(packaged_rules(), tmp_path / "rules")
    (rules / "directive" / "proofs.yaml").unlink()
    done = run("pack", "verify", "directive", "--rules", rules, "--on", DAY, "--lang", "en")
    assert done.exit_code == 1
    assert "gap: leader-above-unit-led/units-led" in done.stdout
    assert "NO REASON RECORDED" in done.stdout


def test_a_pack_that_is_not_known_is_2() -> None:
    done = run("pack", "verify", "decree-90", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "`decree-90-2020`" in done.stderr


def test_without_the_solver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "z3", lambda: None)
    done = run("pack", "verify", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "cbccvc-rules[solve]" in done.stderr
