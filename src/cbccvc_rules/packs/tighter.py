"""Local figures may only tighten what the law fixes; an assumption may be replaced either way."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.exact import show_number
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.lang.rules import DatedValue, ParameterSpec, ParameterValue
    from cbccvc_rules.lang.types import Coded
    from cbccvc_rules.packs.resolve import Resolver


def refuse_looser(
    spec: ParameterSpec, told: Sequence[DatedValue], grades: Coded, resolver: Resolver
) -> None:
    """Report each value that is looser than the law's on a day that both are in force."""
    for number, new in enumerate(told):
        for old in spec.values:
            if old.origin == "assumption" or not new.interval.meets(old.interval):
                continue
            if _looser(new.value, old.value, spec, grades):
                place = resolver.marked.place(("figures", spec.name, number, "value"))
                resolver.problems.append(Problem("figure-loosens", place, _said(spec, new, old)))
                break


def _looser(new: ParameterValue, old: ParameterValue, spec: ParameterSpec, grades: Coded) -> bool:
    if old is None:
        return False
    if new is None:
        return True
    if isinstance(new, str) or isinstance(old, str):
        first, second = grades.codes.index(str(new)), grades.codes.index(str(old))
        return first > second if spec.tighter == "lower" else first < second
    return new > old if spec.tighter == "lower" else new < old


def _said(spec: ParameterSpec, new: DatedValue, old: DatedValue) -> dict[str, str | Text]:
    starts = [one.interval.first for one in (new, old) if one.interval.first is not None]
    return {
        "name": spec.name,
        "title": spec.title,
        "new": _shown(new.value, spec),
        "old": _shown(old.value, spec),
        "by": _difference(new.value, old.value, spec),
        "from": str(max(starts)) if starts else "…",
        "cites": Text(
            "; ".join(cite.text("vi") for cite in old.cites),
            "; ".join(cite.text("en") for cite in old.cites),
        ),
    }


def _shown(value: ParameterValue, spec: ParameterSpec) -> str:
    if value is None or isinstance(value, str):
        return value or "—"
    return _percent(Fraction(value)) if spec.unit == "share" else show_number(value, "en")


def _difference(new: ParameterValue, old: ParameterValue, spec: ParameterSpec) -> str | Text:
    """Return by how much, where both are numbers: in percentage points for a share."""
    if new is None or old is None or isinstance(new, str) or isinstance(old, str):
        return "—"
    by = abs(Fraction(new) - Fraction(old))
    if spec.unit != "share":
        return show_number(by, "en")
    points = by * 100
    return Text(
        f"{show_number(points, 'vi')} điểm phần trăm",
        f"{show_number(points, 'en')} percentage points",
    )


def _percent(value: Fraction) -> str:
    return f"{show_number(value * 100, 'en')}%"
