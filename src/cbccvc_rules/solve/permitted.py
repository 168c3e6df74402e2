"""The lawful ratings of each person, one at a time, with what excludes the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.detail import detail
from cbccvc_rules.explain.message import filled
from cbccvc_rules.model.answers import Excluded, Permitted
from cbccvc_rules.model.finding import SEVERITIES, Verdict
from cbccvc_rules.model.scale import NOT_RATED, RATINGS
from cbccvc_rules.solve.grades import Trials
from cbccvc_rules.sources import cites_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.answers import Quota
    from cbccvc_rules.model.rows import Row


def permitted(
    ruleset: Ruleset,
    world: World,
    quotas: tuple[Quota, ...],
    people: Collection[str] | None = None,
) -> Iterator[Permitted]:
    """Yield the lawful ratings of everybody that a law governs, or of some people alone."""
    governed = frozenset().union(*ruleset.governs.values()) if ruleset.governs else frozenset()
    trials = Trials(ruleset, world, ruleset.bindings)
    full = [quota for quota in quotas if quota.full]
    for row in world.staff:
        asked = people is None or row.key in people
        if asked and world.standings.of(row) in governed:
            groups = tuple(quota.group for quota in full if row.key in quota.members)
            yield _person(row, trials, groups)


def _person(row: Row, trials: Trials, full: tuple[str, ...]) -> Permitted:
    best = trials.best_permitted(row)
    lawful: list[str] = []
    excluded: list[Excluded] = []
    for rating in (*reversed(RATINGS[:-1]), NOT_RATED):
        tried = trials.tried(row, rating)
        lower = rating not in {NOT_RATED, RATINGS[0]} and trials.lower_than_permitted(row, rating)
        reasons = [rule for rule in tried.excluding if not (lower and rule.criteria_of)]
        opened = [rule for rule in tried.open if not (lower and rule.criteria_of)]
        if not reasons and not opened:
            lawful.append(rating)
        excluded.extend(
            _excluded(alike, row, rating, trials, open_=not reasons)
            for alike in _alike(reasons or opened)
        )
    gap = trials.no_grade_fits(row) if best is None else ()
    name, unit, told = row.values["name"], row.values["unit_id"], row.values["rating"]
    return Permitted(
        id=row.key,
        name=None if name is None else str(name),
        unit=None if unit is None else str(unit),
        rating=None if told is None else str(told),
        permitted=tuple(lawful),
        excluded=tuple(excluded),
        no_grade_fits=cites_on((cite for rule in gap for cite in rule.cites), trials.ruleset.on),
        full=full,
        not_rating_unprovided=NOT_RATED in lawful and not trials.not_to_be_rated(row),
    )


def _alike(rules: list[Rule]) -> Iterator[tuple[Rule, ...]]:
    """Group the rules of different laws that say the same; the most severe one comes first."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.says_same or rule.id, []).append(rule)
    for group in groups.values():
        yield tuple(sorted(group, key=lambda one: (SEVERITIES.index(one.severity), one.id)))


def _excluded(
    alike: tuple[Rule, ...], row: Row, rating: str, trials: Trials, *, open_: bool
) -> Excluded:
    supposed = replace(row, values={**row.values, "rating": rating})
    verdict = Verdict.UNKNOWN if open_ else Verdict.BROKEN
    found = [
        detail(Judgement(rule, supposed, verdict), trials.ruleset, trials.world) for rule in alike
    ]
    rule, name = alike[0], row.values["name"]
    values = {**found[0].values, "id": row.key, "name": row.key if name is None else str(name)}
    return Excluded(
        rating,
        rule.id,
        tuple(dict.fromkeys(cite for one in found for cite in one.cites)),
        rule.title if open_ else filled(rule.message, values),
        open_,
        also=tuple(one.id for one in alike[1:]),
    )
