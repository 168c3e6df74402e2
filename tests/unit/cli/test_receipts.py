"""Every JSON answer says by what tool, files, packs, readings and figures it was made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from cbccvc_rules.authoring.schemas import ANSWERS, schema
from unit.cli.rounds import BROKEN, CLEAN, a_round, run

if TYPE_CHECKING:
    from pathlib import Path

RECEIPT = ("tool", "batch", "packs", "readings", "readings_by_pack", "parameters")
ASKED = {
    "permitted": (),
    "quota": (),
    "repair": (),
    "sensitivity": (),
    "sample": ("--size", "1"),
    "summary": (),
    "whatif": ("--set", "S1.rating=HTNV"),
}


def receipt_of(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the receipt of an answer, or of its only round."""
    if "receipt" in answer:
        found = answer["receipt"]
    else:
        (one,) = answer.get("rounds") or answer["summaries"]
        found = one["receipt"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("command", ASKED)
def test_an_answer_carries_the_receipt_that_the_report_of_the_round_has(
    tmp_path: Path, command: str
) -> None:
    folder = a_round(tmp_path / "round", *CLEAN, BROKEN)
    how = ("--reading", "excellent_share_rounding=half_up", "--format", "json")
    report = json.loads(run("check", folder, *how).stdout)
    first = next(iter((folder / "staff.csv").read_text(encoding="utf-8").splitlines()[1:]))
    edits = ASKED[command]
    if command == "whatif":
        edits = ("--set", f"{first.split(',')[0]}.rating=HTNV")
    done = run(command, folder, *how, *edits)
    answer = json.loads(done.stdout)
    assert receipt_of(answer) == {name: report[name] for name in RECEIPT}
    assert receipt_of(answer)["readings"]["excellent_share_rounding"] == "half_up"
    jsonschema_rs.validator_for(schema(command)).validate(answer)


def test_every_answer_that_has_a_schema_is_asked_for_here() -> None:
    assert {*ANSWERS, "summary"} == {*ASKED, "mapping"}  # which is asked in `test_mapping`


def test_what_a_change_turns_and_other_readings_turn_are_as_their_schemas_say(
    tmp_path: Path,
) -> None:
    folder = a_round(tmp_path / "round", *CLEAN, BROKEN)
    edit, readings = f"{BROKEN.split(',')[0]}.rating=", "excellent_share_rounding=half_up"
    for command, how in (("whatif", (edit, "--whole")), ("sensitivity", (readings,))):
        done = run(command, folder, "--set", *how, "--names", "--format", "json")
        answer = json.loads(done.stdout)
        jsonschema_rs.validator_for(schema(command)).validate(answer)
        assert answer["changed" if command == "whatif" else "sets"]
        broken = {**answer, "schema_version": "0"}
        assert not jsonschema_rs.validator_for(schema(command)).is_valid(broken)
