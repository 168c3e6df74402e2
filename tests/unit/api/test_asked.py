"""What a Python caller asks for by a slip is told at once, and a problem prints as a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from cbccvc_rules import Batch, Place, Problem, UsageError, applies, check, explain, write
from cbccvc_rules.errors.asked import choices, language, several
from unit.api.people import SHARE, a_batch, of_shares, only

if TYPE_CHECKING:
    from pathlib import Path

PERSON = {"staff_id": "A", "unit_id": "U", "category": "VC", "rating": "HTTT"}


def said(error: pytest.ExceptionInfo[UsageError]) -> str:
    (problem,) = error.value.problems
    return str(problem)


def test_a_problem_prints_as_its_sentence_with_its_place() -> None:
    people = [PERSON, {**PERSON, "staff_id": "B"}, {**PERSON, "staff_id": "C", "rating": "HTTNV"}]
    found = check(Batch.from_records(staff=people, period="2024"))
    problem = next(one for one in found.problems if one.place is not None)
    assert str(problem) == problem.say("en")
    assert str(problem).startswith(f"{problem.place}: ")
    assert str(Problem("file-empty", Place("a.csv"))).startswith("a.csv: the file is empty")


@pytest.mark.parametrize("option", ["select", "ignore", "packs", "subjects"])
def test_one_text_is_not_taken_letter_by_letter(option: str) -> None:
    asked: dict[str, Any] = {option: "excellent-share"}
    with pytest.raises(UsageError) as error:
        check(a_batch(), **asked)
    assert said(error) == (
        f"`{option}` takes a list of names, not one text; write `{option}=['excellent-share']`"
    )


def test_the_packs_of_a_round_are_a_list_too() -> None:
    with pytest.raises(UsageError, match="takes a list of names"):
        Batch.from_records(staff=[PERSON], period="2024", packs="party-rules")


@pytest.mark.parametrize("option", ["readings", "parameters"])
def test_choices_are_names_with_values(option: str) -> None:
    asked: dict[str, Any] = {option: "cap_level=body"}
    with pytest.raises(UsageError) as error:
        check(a_batch(), **asked)
    assert said(error) == (
        f"`{option}` takes names with their values, not `cap_level=body`; "
        f"write `{option}={{'name': 'value'}}`"
    )
    with pytest.raises(UsageError, match="takes names with their values"):
        Batch.from_records(staff=[PERSON], period="2024", **asked)


@pytest.mark.parametrize(
    ("lang", "offered"),
    [("fr", ""), ("EN", "; did you mean `en`?")],
)
def test_a_language_there_is_not_is_told(lang: Any, offered: str, tmp_path: Path) -> None:  # noqa: ANN401
    batch = of_shares(1, 3)
    with pytest.raises(UsageError) as error:
        explain(only(batch, SHARE), lang=lang)
    assert said(error) == f"there is no language `{lang}`; choose one of: vi, en{offered}"
    with pytest.raises(UsageError, match="there is no language"):
        write(check(batch), tmp_path / "report.txt", lang=lang)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "day", ["2024-12-14", "14/12/2024", date(2024, 12, 14), datetime(2024, 12, 14, tzinfo=UTC)]
)
def test_a_day_may_be_told_as_a_table_tells_it(day: date | str) -> None:
    entry = applies("CC", day)
    assert entry is not None
    assert "decree-90-2020" in entry.packs
    assert check(a_batch(), on=day).round.on == "2024-12-14"


@pytest.mark.parametrize("day", ["14.12", "2024-13-01", "", "-"])
def test_a_text_that_is_no_day_is_told(day: str) -> None:
    for ask in (lambda: applies("CC", day), lambda: check(a_batch(), on=day)):
        with pytest.raises(UsageError) as error:
            ask()
        assert said(error) == f"`{day}` is no day; write it as 2024-12-14 or 14/12/2024"


def test_what_is_asked_well_is_let_through() -> None:
    assert several("select", ["a", "b"]) == ("a", "b")
    assert choices("readings", None) == {}
    assert language("vi") == "vi"
