"""What the charts of the page are drawn from: counts of grades, shares beside their limits."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.exact import Range
from cbccvc_rules.explain.words import show_as, show_code, show_value
from cbccvc_rules.model.distribution import UNTOLD as NO_RATING
from cbccvc_rules.model.scale import GRADES, NOT_RATED
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.reports.html.words import UNTOLD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.answers import Quota
    from cbccvc_rules.model.distribution import Distribution
    from cbccvc_rules.reports.html.packing import Json
    from cbccvc_rules.reports.html.places import Places
    from cbccvc_rules.sources import Lang
    from cbccvc_rules.trace import Value

_SHOWN = (*reversed(GRADES), NOT_RATED, NO_RATING)


def grades_data(distribution: Distribution | None, units: Places, lang: Lang) -> Json:
    """Return the names of the ratings, their sums, and the counts of each unit; None untold."""
    if distribution is None:
        return None
    whole: Counter[str] = Counter()
    rows: list[Json] = []
    for one in distribution.grades:
        whole.update(one.ratings)
        rows.append([units.number(one.unit), *_counts(one.ratings)])
    names = [show_code(code, lang) if code else UNTOLD.in_(lang) for code in _SHOWN]
    return {"names": [*names], "whole": _counts(whole), "units": rows}


def _counts(ratings: Mapping[str, int]) -> list[Json]:
    return [ratings.get(code, 0) for code in _SHOWN]


def shares_data(
    distribution: Distribution | None, units: Places, rules: Places, lang: Lang
) -> list[Json]:
    """Return each group with its share and limit, in thousandths to be drawn and as words."""
    if distribution is None:
        return []
    return [_share(one, units, rules, lang) for one in distribution.shares]


def _share(one: Quota, units: Places, rules: Places, lang: Lang) -> Json:
    base, limit = one.measures.get("base"), one.measures.get("limit")
    group = one.group if not one.name or one.name == one.group else f"{one.name} ({one.group})"
    return {
        "group": printable(group),
        "unit": units.number(one.unit),
        "rule": rules.number(one.rule),
        "cites": "; ".join(cite.text(lang) for cite in one.cites),
        "verdict": one.verdict.value,
        "spare": one.spare,
        "share": _between(one.share),
        "bound": _thousandths(limit),
        "given": show_value(one.given, lang),
        "base": show_value(base, lang),
        "percent": show_as(one.share, "percent", lang),
        "limit": show_as(limit, "percent", lang),
        "allowed": show_value(one.allowed, lang),
    }


def _between(value: Value) -> Json:
    """Return the least and the most that a share may be; None where that is not known."""
    ends = (value.lo, value.hi) if isinstance(value, Range) else (value, value)
    least, most = (_thousandths(end) for end in ends)
    return None if least is None else [least, least if most is None else most]


def _thousandths(value: Value) -> int | None:
    """Return a share in whole thousandths, which is as fine as a chart shows; None unknown.

    >>> _thousandths(Fraction(1, 3)), _thousandths(None)
    (333, None)
    """
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return None
    return int(value * 1000)
