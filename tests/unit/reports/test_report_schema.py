"""The published schema of the JSON report: every report is valid, and every key is named."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from cbccvc_rules import check, read
from cbccvc_rules.authoring.schemas import REPORT, schema
from cbccvc_rules.model.finding import SEVERITIES, Verdict
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.json import SCHEMA_VERSION, json_report
from golden.outputs import EXAMPLE, EXAMPLES
from golden.workbook import in_a_workbook
from unit.reports.rounds import a_person, an_example, data, findings, hostile

if TYPE_CHECKING:
    from pathlib import Path


def closed(part: object) -> object:
    """Return a schema that allows no key it does not name."""
    if isinstance(part, list):
        return [closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    inside = {key: closed(value) for key, value in part.items()}
    if "properties" in part and part.get("type") == "object":
        inside["additionalProperties"] = False
    return inside


@cache
def strict() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(closed(schema(REPORT)), validate_formats=True)


def faults(report: dict[str, Any]) -> list[str]:
    return [f"{error.instance_path}: {error.message}" for error in strict().iter_errors(report)]


@pytest.mark.parametrize("every_verdict", [False, True])
@pytest.mark.parametrize(
    "example", sorted(path.parent.name for path in EXAMPLES.glob("0*/batch.yaml"))
)
def test_the_report_of_every_example_is_valid(example: str, every_verdict: bool) -> None:
    found = check(an_example(example), every_verdict=every_verdict)
    report = json.loads(json_report(found, Options(names=every_verdict)))
    assert report["findings"]
    assert faults(report) == []


def test_the_report_on_a_workbook_is_valid(tmp_path: Path) -> None:
    book = in_a_workbook(EXAMPLE, tmp_path / "round.xlsx", "vi")
    assert faults(json.loads(json_report(check(read(book)), Options()))) == []


def test_the_report_of_another_engine_is_valid() -> None:
    report = json.loads(json_report(check(read(EXAMPLE), engine="sql"), Options()))
    assert report["judged_again"] is not None
    assert faults(report) == []


def test_reports_on_records_on_unread_cells_and_without_findings_are_valid() -> None:
    unread = findings([a_person("A", months_worked="nhiều"), a_person("B", category="XX")])
    for found in (findings(), hostile(), unread, findings([a_person("A", maternity="có")])):
        assert faults(data(found)) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("verdict", "wrong"), ("severity", "error"), ("fingerprint", "x"), ("message", None)],
)
def test_what_is_no_report_is_refused(key: str, value: object) -> None:
    report = data()
    (broken, *_) = [one for one in report["findings"] if one["verdict"] == "broken"]
    broken[key] = value
    assert faults(report)
    del broken[key]
    assert faults(report)


def test_a_number_that_is_not_exact_is_refused() -> None:
    report = data()
    report["findings"][0]["measures"]["share"] = 0.5
    assert faults(report)


def test_the_schema_is_that_of_the_version_and_of_the_words_of_the_model() -> None:
    found = schema(REPORT)
    assert found["properties"]["schema_version"] == {"const": SCHEMA_VERSION}
    assert found["$id"].endswith(f":{SCHEMA_VERSION}")
    assert found["$defs"]["severity"]["enum"] == list(SEVERITIES)
    verdicts = found["$defs"]["finding"]["properties"]["verdict"]["enum"]
    assert set(verdicts) == {one.value for one in Verdict}
    stages = found["properties"]["batch"]["properties"]["stage"]["enum"]
    assert stages == list(RATING_COLUMNS)
