"""What `cbccvc-verify` says to a report that was changed by somebody who then sealed it anew."""

from __future__ import annotations

import copy
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from cbccvc_rules import check, read
from cbccvc_rules.api.many import many_text
from cbccvc_rules.model.many import CheckedRound
from cbccvc_rules.reports.digest import has_own_digest
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


def another_clause(report: dict[str, Json]) -> None:
    the(report, *SHARE)["cites"][0] |= {"article": 77}


def another_act(report: dict[str, Json]) -> None:
    the(report, *SHARE)["cites"][0] |= {"act": "999/2099/NĐ-CP"}


def another_place(report: dict[str, Json]) -> None:
    the(report, *SHARE)["places"][0]["row"] += 1


def nothing_cited(report: dict[str, Json]) -> None:
    the(report, *SHARE)["cites"] = []


def a_pack_left_out(report: dict[str, Json]) -> None:
    """Take a pack out with all that it says, as if it governed nobody."""
    gone = {name for name, rule in law()["rules"].items() if rule["pack"] == "decree-90-2020"}
    report["packs"] = [one for one in report["packs"] if one["id"] != "decree-90-2020"]
    report["rules"] = [one for one in report["rules"] if one not in gone]
    report["findings"] = [one for one in report["findings"] if one["rule"] not in gone]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (a_pack_left_out, "round: decree-90-2020 is None, not "),
        (another_place, "excellent-share TT-UD: places is False, not True"),
        (another_clause, "excellent-share TT-UD: cites is False, not True"),
        (another_act, "excellent-share TT-UD: cites is False, not True"),
        (nothing_cited, "excellent-share TT-UD: cites is False, not True"),
        (told_in_another, "own-rating-not-followed CC022: also is False, not True"),
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


@pytest.mark.parametrize("words", ["[-directive]", "\n  - -directive"], ids=["in a row", "below"])
def test_a_pack_that_the_round_leaves_out_is_no_fault(tmp_path: Path, words: str) -> None:
    for path in (EXAMPLES / NAMES[2]).iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "batch.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\npacks: {words}\n")
    report = written(check(read(tmp_path)))
    assert "directive" not in {one["id"] for one in report["packs"]}
    assert verified(report, tmp_path) == ([], [])


def test_a_step_without_its_parts_is_none(tmp_path: Path) -> None:
    report = copy.deepcopy(report_of(NAMES[0]))
    for step in the(report, *LEAVE)["trace"]:
        step["parts"] = []
    path, packs = tmp_path / "report.json", tmp_path / "packs.json"
    path.write_text(json.dumps(resealed(report)), encoding="utf-8")
    packs.write_text(json.dumps(law()), encoding="utf-8")
    assert run(path, "--data", EXAMPLES / NAMES[0], "--packs", packs).returncode == 2


def a_waived_report(ledger: Path) -> tuple[dict[str, Json], str]:
    """Write a ledger of one entry; return the report that follows it, and the entry."""
    facts = the(report_of(NAMES[0]), *SHARE)["facts_sha256"]
    told = {"rule": SHARE[0], "subject": SHARE[1], "ground": "vì lý do", "approver": "GĐ"}
    told |= {"decision": "1/QĐ", "from": "2024-01-01", "to": "2024-12-31", "facts": facts}
    lines = [f"    {key}: {value}\n" for key, value in told.items()]
    entry = "  - " + "".join(lines).lstrip()
    ledger.write_text(f"waivers:\n{entry}", encoding="utf-8")
    return written(check(read(EXAMPLES / NAMES[0]), waivers=ledger)), entry


@pytest.mark.parametrize("field", ["ground", "approver", "decision", "from", "to"])
def test_a_waiver_told_otherwise_than_its_ledger_has_it_is_found_out(
    tmp_path: Path, field: str
) -> None:
    report, _ = a_waived_report(tmp_path / "ledger.yaml")
    waived = the(report, *SHARE)["waived"]
    waived[field] = {"from": "2024-02-01", "to": "2024-12-30"}.get(field, "khác")
    found = verified(resealed(report), EXAMPLES / NAMES[0], tmp_path)[0]
    assert found == ["excellent-share TT-UD: waived is False, not True"]


def test_another_ledger_is_not_the_one_that_was_followed(tmp_path: Path) -> None:
    report, entry = a_waived_report(tmp_path / "ledger.yaml")
    (tmp_path / "ledger.yaml").write_text(f"waivers:\n{entry}# khác\n", encoding="utf-8")
    (found,) = verified(report, EXAMPLES / NAMES[0], tmp_path)[0]
    assert found.endswith("ledger.yaml: not the file that was checked")
    report["batch"]["beside"] = []
    found, *_ = verified(resealed(report), EXAMPLES / NAMES[0], tmp_path)[0]
    assert found == "excellent-share TT-UD: waived is False, not True"


def around(told: dict[str, Json]) -> dict[str, Json]:
    """Return a report of several rounds with something changed around them."""
    return {
        "a round less": {**told, "reports": told["reports"][:1]},
        "a round said to be refused": {
            **told,
            "reports": [told["reports"][0], {"name": "b", "report": None, "refused": []}],
        },
        "names changed over": {
            **told,
            "reports": [
                {**one, "name": other["name"]}
                for one, other in zip(told["reports"], told["reports"][::-1], strict=True)
            ],
        },
        "another ranking": {**told, "ranking": {**told["ranking"], "clean_units": 9}},
        "another tool": {**told, "tool": {"name": "x", "version": "1"}},
    }


def test_what_stands_around_several_rounds_has_a_digest_of_its_own(tmp_path: Path) -> None:
    rounds = tuple(CheckedRound(name, "", check(read(EXAMPLES / NAMES[2]))) for name in ("a", "b"))
    words = many_text(rounds, "json")
    assert isinstance(words, str)
    told = json.loads(words)
    path, packs = tmp_path / "report.json", tmp_path / "packs.json"
    packs.write_text(json.dumps(law()), encoding="utf-8")
    asked = (path, "--data", EXAMPLES / NAMES[2], "--packs", packs)
    path.write_text(json.dumps(told), encoding="utf-8")
    assert (run(*asked).returncode, has_own_digest(told)) == (0, True)
    for changed in around(told).values():
        path.write_text(json.dumps(changed), encoding="utf-8")
        assert "FAIL reports: not as they were sealed" in run(*asked).stdout
        assert not has_own_digest(changed)


def test_an_entry_of_a_ledger_that_is_commented_out_lets_nothing_stand(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yaml"
    report, entry = a_waived_report(ledger)
    assert report["counts"]["waived"] == 1
    assert verified(report, EXAMPLES / NAMES[0], tmp_path) == ([], [])
    ledger.write_text(f"waivers:\n{entry}".replace("\n", "\n# "), encoding="utf-8")
    found, _ = verified(report, EXAMPLES / NAMES[0], tmp_path)
    waived = "excellent-share TT-UD: waived is False, not True"
    assert found == [f"data: {ledger.as_posix()}: not the file that was checked", waived]
    report["batch"]["beside"][0]["sha256"] = sha256(ledger.read_bytes()).hexdigest()
    assert verified(resealed(report), EXAMPLES / NAMES[0], tmp_path)[0] == [waived]
