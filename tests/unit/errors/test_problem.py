"""A problem is one line: where, what, and what to do; in both languages."""

from __future__ import annotations

import pytest

from cbccvc_rules.errors import (
    BatchError,
    CbccvcError,
    NoLawError,
    PackError,
    Problem,
    UsageError,
    nearest,
)
from cbccvc_rules.sources import Place, Text


def test_a_problem_begins_with_its_place() -> None:
    problem = Problem("pack-file-empty", Place("rules/a/b.yaml", 3, 5))
    assert problem.say("en") == "rules/a/b.yaml:3:5: the file is empty"
    assert problem.say("vi") == "rules/a/b.yaml:3:5: tệp trống"


def test_a_problem_without_a_place_is_its_message() -> None:
    assert Problem("pack-file-empty").say("en") == "the file is empty"


def test_the_nearest_name_is_offered_where_there_is_one() -> None:
    params = {"pack": "decree-99", "nearest": "decree-90"}
    assert Problem("pack-unknown", None, params).say("en") == (
        "there is no pack `decree-99`; did you mean `decree-90`?"
    )


@pytest.mark.parametrize("params", [{"pack": "x"}, {"pack": "x", "nearest": ""}])
def test_no_name_is_offered_where_there_is_none(params: dict[str, str]) -> None:
    assert Problem("pack-unknown", None, params).say("en") == "there is no pack `x`"


def test_what_was_read_fills_its_place_in_the_message() -> None:
    assert Problem("option-pair", read="abc").say("en") == "`abc` must be written NAME=VALUE"


def test_braces_in_what_was_read_are_left_alone() -> None:
    assert (
        Problem("option-pair", read="{x}[[y]]").say("en") == "`{x}[[y]]` must be written NAME=VALUE"
    )


def test_a_parameter_may_be_said_in_two_languages() -> None:
    params = {"who": "HD", "on": "2024-12-14", "reason": Text("vì thế", "for this")}
    problem = Problem("no-law", None, params)
    assert problem.say("vi").endswith("vì thế")
    assert problem.say("en").endswith("for this")


def test_what_would_have_been_understood_is_said_last() -> None:
    expected = Text("một số", "a number")
    assert Problem("pack-file-empty", expected=expected).say("en") == (
        "the file is empty; expected a number"
    )
    assert Problem("pack-file-empty", expected=expected).say("vi") == "tệp trống; cần một số"


def test_a_problem_is_one_line_whatever_was_read() -> None:
    assert "\n" not in Problem("option-pair", read="a\n\tb").say("vi")


@pytest.mark.parametrize("kind", [BatchError, PackError, NoLawError, UsageError])
def test_an_error_carries_and_prints_every_problem(kind: type[CbccvcError]) -> None:
    first = Problem("pack-file-empty", Place("a.yaml"))
    second = Problem("pack-file-missing", Place("b.yaml"))
    with pytest.raises(CbccvcError) as caught:
        raise kind(first, second)
    assert caught.value.problems == (first, second)
    assert str(caught.value) == "a.yaml: the file is empty\nb.yaml: this file is missing"


def test_an_error_without_a_problem_is_refused() -> None:
    with pytest.raises(ValueError, match="explains nothing"):
        PackError()


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("mesage", ["message", "measures"], "message"),
        ("MESSAGE", ["message"], "message"),
        ("htttnv", ["HTTNV", "KHTNV"], "HTTNV"),
        ("qqq", ["message", "measures"], None),
        ("message", [], None),
    ],
)
def test_the_nearest_known_name_is_close_whatever_its_case(
    name: str, known: list[str], found: str | None
) -> None:
    assert nearest(name, known) == found


def test_the_nearest_name_does_not_depend_on_the_order_of_the_known() -> None:
    known = ["alternative_a", "alternative_b", "alternative_c"]
    assert nearest("alternative_x", known) == nearest("alternative_x", known[::-1])
