"""A figure is a value of its parameter's unit, or a message that says what to write."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cbccvc_rules.packs.figure import not_a_figure, read_figure

GRADES = ("KHTNV", "HTNV")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("20%", "share", Fraction(1, 5)),
        ("1/5", "share", Fraction(1, 5)),
        ("0%", "share", 0),
        ("100%", "share", 1),
        ("101%", "share", None),
        ("2", "share", None),
        ("-1%", "share", None),
        ("4,5", "months", Fraction(9, 2)),
        ("-1", "months", None),
        ("3", "count", 3),
        ("3,5", "count", None),
        ("abc", "count", None),
        ("HTNV", "grade", "HTNV"),
        ("1", "grade", None),
    ],
)
def test_a_figure_must_be_of_its_unit(text: str, unit: str, value: object) -> None:
    assert read_figure(text, unit, GRADES) == value


@pytest.mark.parametrize(
    ("unit", "vi", "en"),
    [
        ("share", "một tỷ lệ từ 0% đến 100%", "a share from 0% to 100%"),
        ("months", "số tháng", "months"),
        ("count", "số nguyên", "a whole number"),
        ("grade", "một trong: KHTNV, HTNV", "one of: KHTNV, HTNV"),
    ],
)
def test_the_message_names_the_parameter_and_what_to_write(unit: str, vi: str, en: str) -> None:
    problem = not_a_figure("x", "limit", unit, GRADES, None)
    assert problem.say("vi").startswith(f"`x` không phải là giá trị của tham số `limit`; cần {vi}")
    assert problem.say("en").startswith(f"`x` is no value of the parameter `limit`; expected {en}")
