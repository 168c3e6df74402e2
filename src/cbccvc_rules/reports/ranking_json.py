"""The order of agencies and units by what is broken in them, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.reports.json import value_json

if TYPE_CHECKING:
    from cbccvc_rules.model.ranking import Ranked, Ranking
    from cbccvc_rules.reports.json import Json


def ranking_json(ranking: Ranking) -> Json:
    """Return the same as JSON data."""
    return {
        "agencies": [_entry(one) for one in ranking.agencies],
        "units": [_entry(one) for one in ranking.units],
        "clean_units": ranking.clean_units,
    }


def _entry(one: Ranked) -> Json:
    return {
        "rank": one.rank,
        "tied": one.tied,
        "round": one.round,
        "unit": one.unit,
        "name": one.name,
        "people": one.people,
        "affected": one.affected,
        "share": value_json(one.share),
        "violation": one.violation,
        "warning": one.warning,
        "notice": one.notice,
        "contested": one.contested,
        "unknown": one.unknown,
    }
