"""The yearly tables as JSON, for machines that add up rounds of their own; ids alone, no names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import discreet
from cbccvc_rules.model.summary import NO_RATING
from cbccvc_rules.reports.json import (
    citation_json,
    problem_json,
    receipt_json,
    text_json,
    value_json,
)
from cbccvc_rules.reports.written import answer_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.answers import Quota
    from cbccvc_rules.model.summary import Summary, SummedRound
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.json import Json

SCHEMA_VERSION = "1"


def summary_json(rounds: Sequence[SummedRound], options: Options) -> str:
    """Return a document with the tables of every round."""
    told: dict[str, Json] = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": options.tool, "version": options.version},
        "summaries": [_round(one, options) for one in rounds],
    }
    return answer_json(told, named=options.names is True, indent=1)


def _round(one: SummedRound, options: Options) -> Json:
    named = options.names is True
    return {
        "name": one.name,
        "receipt": None if one.judged_by is None else receipt_json(one.judged_by, options),
        "refused": [problem_json(_shown(problem, named=named)) for problem in one.refused],
        "summary": None if one.summary is None else _summary(one.summary, named=named),
    }


def _shown(problem: Problem, *, named: bool) -> Problem:
    return problem if named else discreet(problem)


def _summary(one: Summary, *, named: bool) -> Json:
    return {
        "period": one.period,
        "occasion": one.occasion,
        "on": one.on,
        "stage": one.stage,
        "agency": one.agency,
        "instruments": [text_json(text) for text in one.instruments],
        "listed": one.listed,
        "counted": one.counted,
        "dropped": one.dropped,
        "unusable": [problem_json(_shown(problem, named=named)) for problem in one.unusable],
        "units": [{"id": unit.id, "name": unit.name, "depth": unit.depth} for unit in one.units],
        "groups": [
            {
                "unit": group.unit,
                "category": group.category,
                "post": group.post,
                "people": group.people,
                "ratings": _ratings(group.ratings),
            }
            for group in one.groups
        ],
        "ratings": _ratings(one.ratings),
        "not_rated": [
            {
                "unit": told.unit,
                "category": told.category,
                "standing": told.standing,
                "rule": told.rule,
                "title": None if told.title is None else text_json(told.title),
                "cites": [citation_json(cite) for cite in told.cites],
                "people": told.people,
            }
            for told in one.not_rated
        ],
        "limits": [_limit(quota) for quota in one.limits],
        "not_counted": [
            {
                "id": told.id,
                "name": told.name if named else None,
                "unit": told.unit,
                "reason": text_json(told.reason),
            }
            for told in one.not_counted
        ],
        "sums": [
            {"sum": told.told, "one": told.one, "other": told.other, "agrees": told.agrees}
            for told in one.sums
        ],
    }


def _ratings(ratings: Mapping[str, int]) -> Json:
    """Return counts by rating; `untold` are those whose rating is not told."""
    return {name if name != NO_RATING else "untold": count for name, count in ratings.items()}


def _limit(one: Quota) -> Json:
    return {
        "rule": one.rule,
        "group": one.group,
        "name": one.name,
        "unit": one.unit,
        "verdict": one.verdict.value,
        "given": value_json(one.given),
        "base": value_json(one.measures.get("base")),
        "share": value_json(one.share),
        "limit": value_json(one.measures.get("limit")),
        "allowed": value_json(one.allowed),
        "cites": [citation_json(cite) for cite in one.cites],
    }
