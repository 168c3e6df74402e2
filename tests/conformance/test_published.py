"""Published results: judged as totals where a law here governs them, else refused with dates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from cbccvc_rules import Batch, NoLawError, check

if TYPE_CHECKING:
    from cbccvc_rules.errors import Problem

FOLDER = Path(__file__).parent / "published"
INDEX: list[dict[str, Any]] = yaml.safe_load((FOLDER / "index.yaml").read_text(encoding="utf-8"))[
    "results"
]
STATUSES = {"judged", "refused", "not_executable"}
TOLD = ("id", "year", "place", "category", "url", "status", "reason")
COLLECTED = 20
"""How many results were collected; one that is dropped would be missed here."""


def with_status(status: str) -> list[Any]:
    found = [entry for entry in INDEX if entry["status"] == status]
    return [pytest.param(entry, id=entry["id"]) for entry in found]


def the_batch(entry: dict[str, Any]) -> Batch:
    told = entry["round"]
    return Batch.from_records(counts=[told["counts"]], period=told["period"], on=told["on"])


def not_adding_up(problems: tuple[Problem, ...]) -> list[Problem]:
    return [one for one in problems if one.code in {"counts-do-not-add-up", "counts-left-over"}]


def test_every_result_collected_says_what_it_is_and_what_becomes_of_it() -> None:
    assert len({entry["id"] for entry in INDEX}) == len(INDEX) == COLLECTED
    assert [entry["id"] for entry in INDEX if not all(entry.get(key) for key in TOLD)] == []
    assert {entry["status"] for entry in INDEX} == STATUSES
    for entry in INDEX:
        assert ("round" in entry) == (entry["status"] != "not_executable")


def test_a_round_holds_the_printed_figures() -> None:
    for entry in [entry for entry in INDEX if "round" in entry]:
        counts = entry["round"]["counts"]
        printed = {**entry["counts"], "total": entry["total"]}
        printed.update({"not_rated": entry["not_rated"]} if "not_rated" in entry else {})
        assert {key: int(str(value).lstrip("~")) for key, value in printed.items()} == {
            key: counts[key] for key in printed
        }


@pytest.mark.parametrize("entry", with_status("refused"))
def test_a_result_from_before_the_decree_is_refused_with_the_dates(entry: dict[str, Any]) -> None:
    with pytest.raises(NoLawError) as caught:
        check(the_batch(entry))
    said = str(caught.value)
    assert "20 August 2020" in said
    assert entry["round"]["on"] in said


@pytest.mark.parametrize("entry", with_status("judged"))
def test_a_result_under_the_decree_is_what_was_derived_by_hand(entry: dict[str, Any]) -> None:
    findings = check(the_batch(entry))
    assert findings.unknown == ()
    found = [
        {
            "rule": one.rule,
            "subject": one.subject.id,
            "excess": one.measures["excess"],
            "base": one.measures["base"],
        }
        for one in findings.broken
    ]
    assert found == entry["expect"]["broken"]
    assert findings.judged == entry["total"]


@pytest.mark.parametrize("entry", [*with_status("refused"), *with_status("judged")])
def test_totals_that_do_not_add_up_are_said(entry: dict[str, Any]) -> None:
    said = not_adding_up(the_batch(entry).problems)
    assert len(said) == (1 if entry["unaccounted"] else 0)
    for problem in said:
        assert problem.place is not None
        assert problem.place.heading == "total"
