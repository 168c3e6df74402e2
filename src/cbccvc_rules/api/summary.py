"""The yearly tables of a round: everybody who is listed is counted once, or told with a reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from cbccvc_rules.api.verbs import bound
from cbccvc_rules.extras import late
from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.model.scale import GRADES, NOT_RATED
from cbccvc_rules.model.summary import (
    POSTS,
    SHOWN,
    STANDINGS,
    Group,
    NotCounted,
    NotRatedFor,
    Sum,
    Summary,
    SummaryUnit,
    added,
)
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.answers import Permitted
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.model.summary import Post, Standing
    from cbccvc_rules.sources import Citation

_LEADING = frozenset({"head", "deputy"})
_CATEGORIES = ("CB", "CC", "VC", "HD", "")


def summary(
    batch: Batch,
    *,
    on: date | str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
) -> Summary:
    """Return the yearly tables of a round, with the proof that they add up.

    Raises:
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for unknown packs, readings or figures; for a list that stays in its file.
    """
    here = bound(batch, on, packs, readings, parameters)
    people = _people(here)
    groups, not_rated = _groups(people), tuple(_not_rated(here, people))
    not_counted = tuple(_not_counted(here))
    world = here.world
    return Summary(
        period=batch.period.text,
        occasion=batch.occasion,
        on=here.batch.on.isoformat(),
        stage=batch.stage,
        agency=_agency(world),
        units=tuple(_units(world, {one.unit for one in groups})),
        groups=groups,
        not_rated=not_rated,
        not_counted=not_counted,
        dropped=batch.dropped,
        unusable=tuple(_unusable(batch)),
        listed=len(world.staff) + world.counted_people + batch.dropped,
        limits=tuple(late("solve.quota").quotas(here.ruleset, world)),
        instruments=here.instruments(),
        sums=tuple(_sums(here, groups, not_rated, len(not_counted))),
    )


def _people(here: Context) -> list[tuple[Row, int, Post]]:
    """Return everybody who is counted: a row, how many it stands for, and the post."""
    outside = {one.id for one in here.not_governed}
    found = [(row, 1, _post(row, here.batch)) for row in here.world.staff if row.key not in outside]
    unknown: Post = "unknown"
    return [*found, *((row, number, unknown) for row, number in _totals(here.world))]


def _totals(world: World) -> Iterator[tuple[Row, int]]:
    """Yield rows that stand for many, with how many; peer groups where the unit has no total."""
    whole = {row.values["unit_id"] for row in world.totals if row.values["peer_group"] is None}
    for row in world.totals:
        if row.values["peer_group"] is None or row.values["unit_id"] not in whole:
            yield row, world.sizes[row.key] or 0


def _post(row: Row, batch: Batch) -> Post:
    """Return whether somebody leads; an empty cell of a column that is there says no."""
    role = row.values["role"]
    if role in _LEADING:
        return "leading"
    given = batch.columns.get("staff", frozenset())
    return "other" if role is not None or ("role" in given and "role" not in row.bad) else "unknown"


def _text(row: Row, column: str) -> str | None:
    value = row.values[column]
    return None if value is None else str(value)


def _groups(people: Sequence[tuple[Row, int, Post]]) -> tuple[Group, ...]:
    counts: dict[tuple[str, str, Post], Counter[str]] = defaultdict(Counter)
    for row, number, post in people:
        unit, category = _text(row, "unit_id") or "", _text(row, "category") or ""
        counts[unit, category, post][_text(row, "rating") or ""] += number
    order = sorted(
        counts, key=lambda at: (in_order(at[0]), _CATEGORIES.index(at[1]), POSTS.index(at[2]))
    )
    return tuple(
        Group(unit or None, category or None, post, dict(counts[unit, category, post]))
        for unit, category, post in order
    )


def _not_rated(here: Context, people: Sequence[tuple[Row, int, Post]]) -> list[NotRatedFor]:
    """Return those who are not rated, by what the rules say of that."""
    told = [(row, number) for row, number, _ in people if row.values["rating"] == NOT_RATED]
    keys = {row.key for row, _ in told}
    asked = late("solve.permitted").permitted(here.ruleset, here.world, (), keys)
    grounds = {one.id: _ground(one) for one in asked}
    titles = {rule.id: rule.title for rule in here.ruleset.rules}
    counts: Counter[tuple[str, str, _Ground]] = Counter()
    for row, number in told:
        unit, category = _text(row, "unit_id") or "", _text(row, "category") or ""
        counts[unit, category, grounds.get(row.key, _UNTOLD)] += number
    found = [
        NotRatedFor(
            unit or None,
            category or None,
            ground.standing,
            ground.rule,
            None if ground.rule is None else titles[ground.rule],
            ground.cites,
            number,
        )
        for (unit, category, ground), number in counts.items()
    ]
    return sorted(found, key=_in_tables)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a rule says of somebody not being rated."""

    standing: Standing
    rule: str | None = None
    cites: tuple[Citation, ...] = ()


_UNTOLD = _Ground("untold")


def _ground(one: Permitted) -> _Ground:
    """Return the rule that excludes every grade, or else the one that excludes not rating."""
    certain = [told for told in one.excluded if not told.open]
    of_each = [{told.rule for told in certain if told.rating == grade} for grade in GRADES]
    for told in certain:
        if all(told.rule in rules for rules in of_each):
            return _Ground("provided", told.rule, told.cites)
    against = next((told for told in certain if told.rating == NOT_RATED), None)
    return _UNTOLD if against is None else _Ground("against", against.rule, against.cites)


def _in_tables(one: NotRatedFor) -> tuple[object, ...]:
    return (
        in_order(one.unit or ""),
        _CATEGORIES.index(one.category or ""),
        STANDINGS.index(one.standing),
        one.rule or "",
    )


def _not_counted(here: Context) -> Iterator[NotCounted]:
    """Yield those whom no law governs: they are in no table."""
    units = {row.key: _text(row, "unit_id") for row in here.world.staff}
    for one in here.not_governed:
        if one.id:
            yield NotCounted(one.id, one.name, units.get(one.id), one.reason)


# What sets a row of a person aside; what else is wrong with a row leaves its person in the tables.
_SET_ASIDE = frozenset(
    {
        "duplicate-id",
        "staff-id-missing",
        "record-not-keys",
        "document-row-not-keys",
        "row-too-long",
        "row-too-short",
        "row-without-name",
    }
)


def _unusable(batch: Batch) -> Iterator[Problem]:
    """Yield why rows of people could not be used."""
    if batch.dropped:
        yield from (problem for problem in batch.problems if problem.code in _SET_ASIDE)


def _agency(world: World) -> str | None:
    """Return the name of the one unit above all others, None where there are several."""
    tops = [row for row in world.units.values() if row.values["parent_id"] is None]
    name = tops[0].values["name"] if len(tops) == 1 else None
    return None if name is None else str(name)


def _units(world: World, used: set[str | None]) -> Iterator[SummaryUnit]:
    """Yield the units that anybody is of, each below the one above it, by the alphabet."""
    below: dict[str, list[str]] = defaultdict(list)
    for key, unit in world.units.items():
        parent = _text(unit, "parent_id")
        below["" if parent is None or parent not in world.units else parent].append(key)
    names = {key: _text(unit, "name") for key, unit in world.units.items()}
    met: set[str] = set()

    def walked(keys: Iterable[str], depth: int) -> Iterator[SummaryUnit]:
        for key in sorted(keys, key=lambda one: (in_order(names.get(one) or one), one)):
            if key not in met:
                met.add(key)
                if key in used:
                    yield SummaryUnit(key, names.get(key), depth)
                yield from walked(below[key], depth + 1)

    yield from walked(below[""], 0)
    yield from walked((one for one in used if one is not None), 0)  # of no table, or in a circle


def _sums(
    here: Context,
    groups: Sequence[Group],
    not_rated: Sequence[NotRatedFor],
    not_counted: int,
) -> Iterator[Sum]:
    """Count the same people in several ways; the list itself is counted row by row."""
    world, dropped = here.world, here.batch.dropped
    listed = len(world.staff) + world.counted_people + dropped
    counted = sum(one.people for one in groups)
    yield Sum("list", counted + not_counted + dropped, listed)
    outside = {one.id for one in here.not_governed}
    rows = [row for row in world.staff if row.key not in outside]
    ratings: Counter[str] = Counter(_text(row, "rating") or "" for row in rows)
    for row, number in _totals(world):
        ratings[_text(row, "rating") or ""] += number
    whole = added(groups)
    units = {one.unit for one in groups}
    by_unit = (added(one for one in groups if one.unit == unit) for unit in units)
    yield Sum("units", sum(sum(one.values()) for one in by_unit), counted)
    categories = {one.category for one in groups}
    by_category = (added(one for one in groups if one.category == name) for name in categories)
    yield Sum("categories", sum(sum(one.values()) for one in by_category), counted)
    same = sum(min(whole[name], ratings[name]) for name in SHOWN)
    yield Sum("ratings", same, sum(ratings.values()))
    yield Sum("not_rated", sum(one.people for one in not_rated), whole[NOT_RATED])
