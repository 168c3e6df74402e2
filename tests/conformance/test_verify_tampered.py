"""What `cbccvc-verify` says to a report that was changed by somebody who then sealed it anew."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from cbccvc_rules import check, read
from conformance.test_verify import (
    EXAMPLES,
    NAMES,
    law,
    report_of,
    resealed,
    run,
    verified,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Json = Any
LEAVE = ("rated-above-cap-after-leave", "CC018")
SHARE = ("excellent-share", "TT-UD")


def the(report: dict[str, Json], rule: str, who: str) -> dict[str, Json]:
    found: dict[str, Json] = next(
        one for one in report["findings"] if (one["rule"], one["subject"]["id"]) == (rule, who)
    )
    return found


def drop(report: dict[str, Json], *which: tuple[str, str]) -> None:
    for rule, who in which:
        report["findings"].remove(the(report, rule, who))


def staff_columns(report: dict[str, Json]) -> list[dict[str, Json]]:
    columns: list[dict[str, Json]] = next(
        one["columns"] for one in report["mappings"] if one["table"] == "staff"
    )
    return columns


def told_in_another(report: dict[str, Json]) -> None:
    the(report, "own-rating-not-followed", "CC022")["also"].append(
        "civil-servant-rated-by-wrong-person"
    )
    drop(report, ("civil-servant-rated-by-wrong-person", "CC022"))


def a_waiver_made_up(report: dict[str, Json]) -> None:
    made = copy.deepcopy(the(report, *SHARE)) | {"rule": "waiver-unused"}
    drop(report, SHARE)
    report["findings"].insert(0, made)


def a_cell_said_to_be_odd(report: dict[str, Json]) -> None:
    problem = report["problems"][0]
    places = the(report, *LEAVE)["places"]
    report["problems"] += [{**problem, "place": place} for place in places]
    drop(report, LEAVE)


def headings_read_otherwise(report: dict[str, Json]) -> None:
    staff_columns(report)[0]["rule"] = "zzz"
    drop(report, LEAVE, SHARE)


def a_heading_that_is_not_there(report: dict[str, Json]) -> None:
    staff_columns(report)[5]["heading"] = "zzz"
    drop(report, LEAVE)


def a_column_not_taken(report: dict[str, Json]) -> None:
    columns = staff_columns(report)
    columns[:] = [one for one in columns if one["column"] != "leave_months"]
    drop(report, LEAVE)


def said_to_be_a_workbook(report: dict[str, Json]) -> None:
    for name, told in (("path", report["batch"]["sources"]), ("source", report["mappings"])):
        for one in told:
            one[name] = one[name].replace("staff.csv", "staff.xlsx")
    drop(report, LEAVE, SHARE)


def a_source_left_out(report: dict[str, Json]) -> None:
    sources = report["batch"]["sources"]
    sources[:] = [one for one in sources if one["path"] != "disciplines.csv"]
    a_table_left_out(report)


def a_table_left_out(report: dict[str, Json]) -> None:
    report["mappings"] = [one for one in report["mappings"] if one["source"] != "disciplines.csv"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (told_in_another, "own-rating-not-followed CC022: civil-servant-rated-by-wrong-person is"),
        (a_waiver_made_up, "excellent-share TT-UD: broken, and nothing says so"),
        (a_cell_said_to_be_odd, "rated-above-cap-after-leave CC018: broken, and nothing says so"),
        (headings_read_otherwise, "excellent-share TT-UD: broken, and nothing says so"),
        (a_heading_that_is_not_there, "rated-above-cap-after-leave CC018: broken, and nothing"),
        (a_column_not_taken, "rated-above-cap-after-leave CC018: broken, and nothing says so"),
        (said_to_be_a_workbook, "excellent-share TT-UD: broken, and nothing says so"),
        (a_source_left_out, "data: disciplines: not a table of the report"),
        (a_table_left_out, "data: disciplines: not a table of the report"),
    ],
)
def test_a_sealed_change_is_found_out(
    tmp_path: Path, change: Callable[[dict[str, Json]], None], said: str
) -> None:
    report = copy.deepcopy(report_of(NAMES[0]))
    change(report)
    found = ["waived" if one["waived"] else one["verdict"] for one in report["findings"]]
    report["counts"] |= {one: found.count(one) for one in ("broken", "waived", "unknown")}
    path, packs = tmp_path / "report.json", tmp_path / "packs.json"
    path.write_text(json.dumps(resealed(report)), encoding="utf-8")
    packs.write_text(json.dumps(law()), encoding="utf-8")
    done = run(path, "--data", EXAMPLES / NAMES[0], "--packs", packs)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"FAIL {said}" in done.stdout


def test_an_entry_of_a_ledger_that_is_commented_out_lets_nothing_stand(tmp_path: Path) -> None:
    facts = the(report_of(NAMES[0]), *SHARE)["facts_sha256"]
    told = {"rule": SHARE[0], "subject": SHARE[1], "ground": "vì lý do", "approver": "GĐ"}
    told |= {"decision": "1/QĐ", "from": "2024-01-01", "to": "2024-12-31", "facts": facts}
    lines = [f"    {key}: {value}\n" for key, value in told.items()]
    entry = "  - " + "".join(lines).lstrip()
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text(f"waivers:\n{entry}", encoding="utf-8")
    report = written(check(read(EXAMPLES / NAMES[0]), waivers=ledger))
    assert report["counts"]["waived"] == 1
    assert verified(report, EXAMPLES / NAMES[0], tmp_path) == ([], [])
    ledger.write_text(f"waivers:\n{entry}".replace("\n", "\n# "), encoding="utf-8")
    found, _ = verified(report, EXAMPLES / NAMES[0], tmp_path)
    assert found == ["excellent-share TT-UD: waived is False, not True"]
