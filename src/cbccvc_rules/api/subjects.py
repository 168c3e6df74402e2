"""What a rule may be put to in a round: people, units, groups; and which belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.totals import EVERYBODY
from cbccvc_rules.engines.world import World
from cbccvc_rules.extras import late

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.lang.rules import Judged
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.rows import Row


def subject_called(batch: Batch, subject: str) -> str:
    """Return what a round calls a subject: a masked one has pseudonyms for the ids people know."""
    if batch.unmasked is None:
        return subject
    parts = subject.split("/")
    ways = ("/".join(parts[:at]) for at in range(1, len(parts)))
    key, known = batch.unmasked.key, set(judged_subjects(batch))
    masked_subject = late("model.masked").masked_subject
    for unit in (None, *ways):
        if (called := masked_subject(subject, unit, key)) in known:
            return str(called)
    return subject


def judged_subjects(batch: Batch) -> tuple[str, ...]:
    """Return the ids that a finding may be about: people, units, groups."""
    world = World(batch)
    groups = [row.key for row in world.groups()]
    return tuple(dict.fromkeys([*world.people, *world.units, *groups]))


def related_subjects(batch: Batch, subject: str, judges: Judged) -> tuple[str, ...]:
    """Return what a kind of rule is put to instead of a subject: the groups a person is in.

    The subject itself where it is of that kind.
    """
    world = World(batch)
    groups = {row.key: row for row in world.groups()}
    person, group = world.people.get(subject), groups.get(subject)
    match judges:
        case "staff":
            return (subject,) if person else () if group is None else _members(world, group)
        case "unit":
            row = person or group
            unit = None if row is None else row.values["unit_id"]
            return (subject,) if subject in world.units else () if unit is None else (str(unit),)
        case "group":
            return (subject,) if group else _groups_of(world, subject, groups.values())
        case "batch":
            return ()


def _members(world: World, group: Row) -> tuple[str, ...]:
    members = world.many(group, "members", EVERYBODY).rows
    return tuple(row.key for row in members if row.key in world.people)


def _groups_of(world: World, person: str, groups: Iterable[Row]) -> tuple[str, ...]:
    return tuple(group.key for group in groups if person in _members(world, group))
