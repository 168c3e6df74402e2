"""The report machines read: valid, exact, without names, whatever the order of rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.json import json_report
from cbccvc_rules.reports.kinds import KINDS
from unit.reports.rounds import a_person, a_round, data, findings

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
KEYS = {
    "schema_version",
    "tool",
    "batch",
    "engine",
    "packs",
    "readings",
    "parameters",
    "counts",
    "not_checkable",
    "not_governed",
    "problems",
    "findings",
}
OF_A_FINDING = {
    "rule",
    "verdict",
    "severity",
    "contested",
    "subject",
    "cites",
    "message",
    "measures",
    "conditions",
    "places",
    "missing",
    "trace",
    "remedy",
    "fingerprint",
}


def everything(value: Json) -> Iterator[Json]:
    yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        yield from everything(one)


def one(rule: str, verdict: str = "broken") -> dict[str, Json]:
    (found,) = [
        finding
        for finding in data()["findings"]
        if (finding["rule"], finding["verdict"]) == (rule, verdict)
    ]
    return found


def test_the_report_has_every_part_that_others_rely_on() -> None:
    report = data(tool="cbccvc-rules", version="1.2.3")
    assert set(report) >= KEYS
    assert report["tool"] == {"name": "cbccvc-rules", "version": "1.2.3"}
    assert report["schema_version"] == "1"
    assert all(set(finding) >= OF_A_FINDING for finding in report["findings"])


def test_the_batch_tells_what_was_judged_and_how_many() -> None:
    batch = data()["batch"]
    told = {key: batch[key] for key in ("period", "occasion", "on", "staff", "units")}
    assert told == {
        "period": "2024",
        "occasion": "annual",
        "on": "2024-12-14",
        "staff": 6,
        "units": 2,
    }


def test_no_number_is_a_float() -> None:
    report = data(findings([a_person("A", months_worked="4,5")]))
    assert not [value for value in everything(report) if isinstance(value, float)]


def test_a_number_that_is_not_whole_is_text() -> None:
    finding = one("excellent-share")
    assert finding["measures"]["share"] == "3/5"
    assert finding["measures"]["limit"] == "1/5"
    assert finding["measures"]["excess"] == 2


def test_what_breaks_a_rule_is_told_with_the_inequality_in_whole_numbers() -> None:
    inequalities = [
        value["inequality"]
        for value in everything(one("excellent-share"))
        if isinstance(value, dict) and "inequality" in value
    ]
    assert {"left": 3, "sign": "<=", "right": 1} in inequalities


def test_nobody_is_named_by_default() -> None:
    words = json_report(findings(), Options())
    assert "Họ Tên" not in words
    assert "Sở Y tế" in words


def test_people_are_named_where_names_are_asked_for() -> None:
    named = data(names=True)["findings"]
    assert "Họ Tên A" in [finding["subject"]["name"] for finding in named]


def test_a_finding_names_its_cells() -> None:
    finding = one("rated-under-six-months")
    headings = {place["heading"] for place in finding["places"]}
    assert {"months_worked", "rating", "maternity"} <= headings


def test_an_undecided_finding_says_what_is_missing_and_blames_nobody() -> None:
    finding = one("rated-under-six-months", "unknown")
    assert [(fact["id"], fact["column"]) for fact in finding["missing"]] == [("B", "months_worked")]
    assert (finding["message"], finding["remedy"]) == (None, None)


def test_a_clause_is_told_in_parts_and_in_words() -> None:
    cite = one("excellent-share")["cites"][0]
    parts = [cite[key] for key in ("act", "article", "clause", "point", "added_by", "confidence")]
    assert parts == ["90/2020/NĐ-CP", 2, 6, None, "48/2023/NĐ-CP", "certain"]
    assert cite["text"].startswith("Điều 2 khoản 6 Nghị định 90/2020/NĐ-CP")


def test_the_counts_are_those_of_every_verdict() -> None:
    counts = data()["counts"]
    assert set(counts) == {"broken", "waived", "unknown", "kept", "not_applicable"}
    assert (counts["broken"], counts["unknown"]) == (2, 1)


def test_people_outside_are_told_with_the_reason() -> None:
    (outside,) = data()["not_governed"]
    assert (outside["id"], outside["outside"]) == ("C", True)
    assert outside["reason"]["vi"] != outside["reason"]["en"]


def test_a_rule_that_lacks_its_table_is_told_once_with_what_it_lacks() -> None:
    (lacking,) = data()["not_checkable"]
    assert (lacking["rule"], lacking["missing"]) == ("disciplined-but-rated", ["disciplines"])
    assert lacking["subjects"] == 5


def test_every_fingerprint_is_one_finding() -> None:
    prints = [finding["fingerprint"] for finding in data()["findings"]]
    assert len(set(prints)) == len(prints) > 0


def without_rows(value: Json) -> Json:
    """The report without the numbers of rows, which move with their rows."""
    if isinstance(value, dict):
        return {key: without_rows(one) for key, one in value.items() if key not in {"row", "cell"}}
    return [without_rows(one) for one in value] if isinstance(value, list) else value


def settled(report: dict[str, Json]) -> list[Json]:
    """The findings with what a count took in put in order."""
    return sorted(json.dumps(without_rows(one), sort_keys=True) for one in report["findings"])


@pytest.mark.parametrize("turn", [1, 2, 3, 5])
def test_the_report_does_not_depend_on_the_order_of_rows(turn: int) -> None:
    people = [a_person("A", months_worked="4,5"), a_person("B", months_worked="")]
    people += [a_person(f"X{number}") for number in range(4)]
    turned = people[turn:] + people[:turn]
    one, other = data(findings(people)), data(findings(turned))
    assert settled(one) == settled(other)
    for key in KEYS - {"findings"}:
        assert one[key] == other[key]


def test_findings_stand_in_the_same_order_whatever_the_order_of_rows() -> None:
    reports = [data(findings(people)) for people in (a_round(), a_round()[::-1])]
    orders = [[finding["fingerprint"] for finding in report["findings"]] for report in reports]
    assert orders[0] == orders[1]


def test_a_report_without_findings_is_valid_too() -> None:
    report = data(findings([a_person("A", maternity="có", months_worked="7")]))
    assert report["findings"] == []


def test_a_format_has_one_name() -> None:
    assert set(KINDS) >= {"text", "json"}
    assert KINDS["json"](findings(), Options()) == json_report(findings(), Options())


def test_what_turns_a_text_round_stands_as_an_escape() -> None:
    person = a_person("A", months_worked="4,5", rating="HTTNV\u202e")
    written = json_report(findings([person]), Options())
    assert "\u202e" not in written
    assert "HTTNV\\u202e" in written
    assert "HTTNV\u202e" in everything(json.loads(written))
