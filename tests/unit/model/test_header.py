"""The header of a round: every fault at once, each in its place, and what a caller says wins."""

from __future__ import annotations

from datetime import date

import pytest

from cbccvc_rules.marked import read_marked
from cbccvc_rules.model.header import BatchHeader, Round, Wishes, read_header, the_round


def faults(text: str, wishes: Wishes | None = None) -> list[str]:
    """Return each fault with its place."""
    _, problems = read_header(read_marked(text, "batch.yaml"), wishes or Wishes())
    return [f"{problem.place} {problem.code}" for problem in problems]


def a_round(text: str, wishes: Wishes | None = None) -> Round:
    wishes = wishes or Wishes()
    header, problems = read_header(read_marked(text, "batch.yaml"), wishes)
    assert problems == []
    found = the_round(header, wishes, None)
    assert isinstance(found, Round)
    return found


FULL = """
period: "2023-2024"
occasion: pre_appointment
on: 31/05/2024
stage: proposed
packs: [school, -directive]
readings: {discipline_date: effective}
parameters: {outstanding_share: 15%}
tables: {staff: danh-sach.csv}
"""


def test_a_full_header_is_read() -> None:
    header, problems = read_header(read_marked(FULL, "batch.yaml"), Wishes())
    assert problems == []
    assert header == BatchHeader(
        period="2023-2024",
        occasion="pre_appointment",
        on=date(2024, 5, 31),
        stage="proposed",
        packs=("school", "-directive"),
        readings={"discipline_date": "effective"},
        parameters={"outstanding_share": "15%"},
        tables={"staff": "danh-sach.csv"},
    )


def test_the_day_of_a_calendar_year_is_the_14th_of_december() -> None:
    assert a_round("period: 2024").on == date(2024, 12, 14)


def test_a_round_is_yearly_and_decided_unless_told() -> None:
    found = a_round("period: 2024")
    assert (found.occasion, found.stage) == ("annual", "decided")


def test_a_school_year_needs_its_day() -> None:
    header, _ = read_header(read_marked("period: 2023-2024", "batch.yaml"), Wishes())
    (problem,) = the_round(header, Wishes(), None)
    assert problem.code == "day-missing"


def test_a_round_needs_its_period() -> None:
    header, _ = read_header(None, Wishes())
    (problem,) = the_round(header, Wishes(), None)
    assert problem.code == "period-missing"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("period: 2024\nperoid: 2023", "batch.yaml:2:1 header-key-unknown"),
        ("period: năm ngoái", "batch.yaml:1:9 header-not-understood"),
        ("period: [2024]", "batch.yaml:1:9 header-not-understood"),
        ("on: 31/02/2024", "batch.yaml:1:5 header-not-understood"),
        ("occasion: weekly", "batch.yaml:1:11 header-not-understood"),
        ("stage: final", "batch.yaml:1:8 header-not-understood"),
        ("packs: {a: b}", "batch.yaml:1:8 header-not-understood"),
        ("readings: [a]", "batch.yaml:1:11 header-not-understood"),
        ("readings:\n  cap_level: [body]", "batch.yaml:2:14 header-not-understood"),
        ("tables: {staf: a.csv}", "batch.yaml:1:10 table-unknown"),
        ("- 2024", "batch.yaml:1:1 header-not-keys"),
        ("period: 2024\nperiod: 2023", "batch.yaml:2:1 yaml-duplicate-key"),
    ],
)
def test_a_fault_is_found_in_its_place(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_every_fault_is_reported_at_once() -> None:
    assert faults("perod: 2024\non: hôm qua\nstage: final") == [
        "batch.yaml:1:1 header-key-unknown",
        "batch.yaml:2:5 header-not-understood",
        "batch.yaml:3:8 header-not-understood",
    ]


def test_an_unknown_key_is_offered_the_nearest() -> None:
    _, (problem,) = read_header(read_marked("peroid: 2024", "batch.yaml"), Wishes())
    assert "did you mean `period`?" in problem.say("en")


def test_a_bad_value_says_what_would_have_been_understood() -> None:
    _, (problem,) = read_header(read_marked("stage: final", "batch.yaml"), Wishes())
    assert problem.read == "final"
    assert "`proposed`" in problem.say("en")


def test_a_key_without_a_value_says_nothing() -> None:
    assert a_round("period: 2024\non:\npacks:").on == date(2024, 12, 14)


def test_an_empty_file_says_nothing() -> None:
    assert faults("") == []


def test_what_the_caller_says_wins() -> None:
    wishes = Wishes(period="2023", on="2023-12-10", stage="self", occasion="pre_rotation")
    found = a_round("period: 2024\nstage: proposed", wishes)
    assert (found.period.text, found.on, found.stage) == ("2023", date(2023, 12, 10), "self")
    assert found.occasion == "pre_rotation"


def test_a_fault_in_what_the_caller_says_has_no_place() -> None:
    assert faults("period: 2024", Wishes(period="23")) == ["None header-not-understood"]


def test_packs_are_added_and_choices_win_over_the_file() -> None:
    wishes = Wishes(packs=("school", "more"), readings={"a": "2"}, parameters={"p": "1"})
    found = a_round("period: 2024\npacks: [school]\nreadings: {a: '1', b: '1'}", wishes)
    assert found.packs == ("school", "more")
    assert found.readings == {"a": "2", "b": "1"}
    assert found.parameters == {"p": "1"}
