"""SARIF: valid against the schema of the standard, stable, and without links or arguments."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from cbccvc_rules import check, read
from cbccvc_rules.reports import sarif
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.sarif import FINGERPRINT, sarif_report
from golden.outputs import EXAMPLE, EXAMPLES
from golden.workbook import in_a_workbook
from unit.reports.rounds import a_person, an_example, findings, hostile

SCHEMA = Path(__file__).parents[2] / "schemas" / "sarif-2.1.0-rtm.5.json"


@cache
def validator() -> jsonschema_rs.Validator:
    """Return what checks against the schema; its two patterns of `language` are no patterns."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for name in ("run", "toolComponent"):
        del schema["definitions"][name]["properties"]["language"]["pattern"]
    return jsonschema_rs.validator_for(schema, validate_formats=True)


def run_of(words: str) -> dict[str, Any]:
    log = json.loads(words)
    assert [error.message for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    return run


def results(words: str) -> list[dict[str, Any]]:
    return run_of(words)["results"]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "example", sorted(path.parent.name for path in EXAMPLES.glob("0*/batch.yaml"))
)
def test_it_is_valid_for_every_example(example: str, lang: str) -> None:
    found = check(an_example(example), every_verdict=True)
    assert results(sarif_report(found, Options(lang=lang, tool="cbccvc-rules", version="1.2.3")))


def test_it_is_valid_whatever_stands_in_the_cells() -> None:
    found = results(sarif_report(hostile(), Options(folder="đợt 1/[a](b)")))
    words = [one["message"]["text"] for one in found]
    assert not [text for text in words if "](" in text]
    assert [text for text in words if text.startswith("{{0}}: ")]


def test_the_schema_refuses_what_is_wrong() -> None:
    log = json.loads(sarif_report(findings(), Options()))
    log["runs"][0]["results"][0]["level"] = "violation"
    assert not validator().is_valid(log)


def test_a_rule_is_named_by_its_id_and_its_index() -> None:
    run = run_of(sarif_report(check(read(EXAMPLE)), Options()))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in run["results"])


def test_the_fingerprint_is_that_of_the_finding() -> None:
    found = findings()
    prints = [one["partialFingerprints"] for one in results(sarif_report(found, Options()))]
    assert prints == [{FINGERPRINT: one.fingerprint} for one in found.findings]


def test_what_is_open_has_no_level() -> None:
    kinds = {
        (one["ruleId"], one["kind"], one["level"])
        for one in results(sarif_report(findings(), Options()))
    }
    assert ("rated-under-six-months", "fail", "error") in kinds
    assert ("rated-under-six-months", "open", "none") in kinds


def test_a_row_of_a_text_is_a_line_of_its_file() -> None:
    words = sarif_report(check(read(EXAMPLE)), Options(folder="đợt/2024"))
    (one,) = [one for one in results(words) if one["message"]["text"].startswith("CC009")]
    physical = one["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "%C4%91%E1%BB%A3t/2024/staff.csv"
    assert physical["region"] == {"startLine": 10}


def test_a_cell_of_a_workbook_is_told_by_its_sheet_and_its_letters(
    tmp_path: Path,
) -> None:
    book = in_a_workbook(EXAMPLE, tmp_path / "round.xlsx", "vi")
    words = sarif_report(check(read(book)), Options())
    places = [one for result in results(words) for one in result["relatedLocations"]]
    assert places
    for place in places:
        assert "region" not in place["physicalLocation"]
        assert "!" in place["logicalLocations"][0]["fullyQualifiedName"]


def test_unread_cells_are_notifications_with_their_level() -> None:
    found = findings([a_person("A", months_worked="nhiều"), a_person("B", category="XX")])
    (invocation,) = run_of(sarif_report(found, Options()))["invocations"]
    levels = [one["level"] for one in invocation["toolExecutionNotifications"]]
    unread = sum(one.severity == "error" for one in found.problems)
    assert levels.count("error") == unread + len(found.not_governed) > 1


def test_more_results_than_github_keeps_are_all_there_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "SHOWN", 2)
    run = run_of(sarif_report(findings(), Options(lang="en")))
    told = [
        one["message"]["text"] for one in run["invocations"][0]["toolConfigurationNotifications"]
    ]
    assert any("GitHub keeps only 2 results of a run; this file holds all 3" in one for one in told)
    assert len(run["results"]) == 3
