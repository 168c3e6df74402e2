"""A comparison of exact numbers as one over whole numbers, to be redone by hand."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from cbccvc_rules.lang.operators import BY_KEY

if TYPE_CHECKING:
    from cbccvc_rules.trace import Step

_SHOWN = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def whole_numbers(step: Step) -> str | None:
    """Return `15 ≤ 10` for a comparison of two known numbers, None for anything else."""
    found = inequality(step)
    return None if found is None else f"{found[0]} {_SHOWN[found[1]]} {found[2]}"


def inequality(step: Step) -> tuple[int, str, int] | None:
    """Return a comparison of two known numbers, multiplied out to whole numbers."""
    operator = BY_KEY.get(step.op)
    if operator is None or operator.sign not in _SHOWN or len(step.parts) != 2:
        return None
    left, right = (part.value for part in step.parts)
    if isinstance(left, bool) or isinstance(right, bool):
        return None
    if not isinstance(left, (int, Fraction)) or not isinstance(right, (int, Fraction)):
        return None
    if isinstance(left, int) and isinstance(right, int):
        return left, operator.sign, right
    one, two = Fraction(left), Fraction(right)
    scale = lcm(one.denominator, two.denominator)
    return int(one * scale), operator.sign, int(two * scale)
