"""What is written as a figure of a parameter becomes its value; and what should be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.exact import read_number
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.lang.rules import ParameterValue
    from cbccvc_rules.sources import Place

_NEEDS = {
    "share": Text(
        "một tỷ lệ từ 0% đến 100%, ví dụ `20%` hoặc `1/5`",
        "a share from 0% to 100%, such as `20%` or `1/5`",
    ),
    "months": Text("số tháng từ 0 trở lên, ví dụ `6`", "months, from 0 up, such as `6`"),
    "points": Text("số điểm từ 0 trở lên, ví dụ `75`", "points, from 0 up, such as `75`"),
    "count": Text("số nguyên từ 0 trở lên, ví dụ `3`", "a whole number from 0 up, such as `3`"),
}


def read_figure(text: str, unit: str, grades: Sequence[str]) -> ParameterValue:
    """Return a figure as its unit asks, None where it is no such value."""
    if unit == "grade":
        return text if text in grades else None
    number = read_number(text)
    if number is None or number < 0 or (unit == "share" and number > 1):
        return None
    if number.denominator == 1:
        return int(number)
    return None if unit == "count" else number


def not_a_figure(
    text: str, parameter: str, unit: str, grades: Sequence[str], place: Place | None
) -> Problem:
    """Say that a text is no value of a parameter, and what to write."""
    names = ", ".join(grades)
    needs = _NEEDS.get(unit) or Text(f"một trong: {names}", f"one of: {names}")
    params = {"parameter": parameter}
    return Problem("parameter-value", place, params, read=text, expected=needs)
