"""The inspector's example from end to end: check, verify, draw, dossiers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import words
from conformance.test_verify import verified
from golden.outputs import INSPECTED, SEED
from unit.cli.rounds import run

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = INSPECTED / "so"
# By hand from the text of the Decree: see the README of the example.
EXPECTED = {
    "xa-dong": {
        ("rated-under-six-months", "XD04"),
        ("civil-servant-rated-by-wrong-person", "XD05"),
    },
    "xa-tay": {
        ("excellent-share", "XT"),
        ("rated-above-cap-after-leave", "XT03"),
        ("decided-late", "XT04"),
    },
}


def test_the_rounds_have_the_faults_that_were_put_there_and_no_others(tmp_path: Path) -> None:
    for name, expected in EXPECTED.items():
        report = tmp_path / f"{name}.json"
        assert run("check", ROUNDS / name, "--output", report).exit_code == 1
        found = json.loads(report.read_text(encoding="utf-8"))["findings"]
        assert {(one["rule"], one["subject"]["id"]) for one in found} == expected
        assert verified(json.loads(report.read_text("utf-8")), ROUNDS / name) == ([], [])


def test_the_dossiers_of_those_drawn_are_those_that_explain_writes(tmp_path: Path) -> None:
    folder, sheet = tmp_path / "ho-so", tmp_path / "sheet.json"
    asked = ("sample", ROUNDS, "--size", "4", "--seed", SEED)
    assert run(*asked, "--dossiers", folder, "--output", sheet).exit_code == 0
    drawn = json.loads(sheet.read_text(encoding="utf-8"))["drawn"]
    assert [one["id"] for one in drawn] == ["XT03", "XD04", "XD06", "XD05"]
    for one in drawn:
        alone = tmp_path / f"{one['id']}.docx"
        run("explain", one["round"], "--subject", one["id"], "--output", alone)
        assert alone.read_bytes() == (folder / f"{one['rank']}-{one['id']}.docx").read_bytes()


def test_no_dossier_tells_of_anybody_else_in_either_commune(tmp_path: Path) -> None:
    names = {
        row.split(";")[0]: row.split(";")[1]
        for name in EXPECTED
        for row in (ROUNDS / name / "staff.csv").read_text(encoding="utf-8").splitlines()[1:]
    }
    for name, person, signers in (("xa-dong", "XD03", {"XD01"}), ("xa-tay", "XT03", {"XT01"})):
        target = tmp_path / f"{person}.docx"
        run("explain", ROUNDS / name, "--subject", person, "--output", target)
        told = "\n".join(
            [*words.lines(target.read_bytes()), *words.parts(target.read_bytes()).values()]
        )
        others = names.keys() - {person} - signers
        assert [one for one in others if one in told or names[one] in told] == []
