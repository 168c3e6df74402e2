"""Relations walked backwards: from a row to the rows from which a relation may lead to it.

What is not certain is taken in: a row too many costs time, a row too few would cost a finding.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.engines.base import Only
    from cbccvc_rules.engines.posts import PostKey
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value


Reached = tuple["Only", set[str]] | None
"""Which rules some cells of a person may reach, on whom, and whose trials; None: everybody."""


class Back:
    """The rows of a world, by what leads to them.

    `kept` has what some cells of a person were found to reach.
    """

    def __init__(self, world: World) -> None:
        """Index nothing yet."""
        self._world = world
        self.kept: dict[tuple[str, frozenset[str]], Reached] = {}

    def before(self, row: Row, record: str, relation: str) -> Iterable[Row] | None:
        """Return the rows of a record whose relation may lead to a row; None: not known, any."""
        match record, relation:
            case "staff", "unit":
                return self._staff_of.get(row.key, ())
            case "staff", "own_body":
                return [one for unit in self._below(row) for one in self._staff_of.get(unit, ())]
            case "staff", "led_units":
                return self._leaders.get(row.key, ())
            case "staff", "bodies_managed":
                parent = str(row.values["parent_id"])
                return [*self._leaders.get(row.key, ()), *self._leaders.get(parent, ())]
            case ("staff", "disciplines" | "history"):
                return self._person(row)
            case "unit", "parent":
                return self._children.get(row.key, ())
            case "unit", "superior":
                return [self._world.units[unit] for unit in self._below(row)]
            case "unit", "children":
                return self._units([row.values["parent_id"]])
            case "unit", "staff":
                return self._units(self._above(row))
            case "unit", "weighed_unlike":
                return self._sharing_post(row)
            case "group", "unit":
                return self._groups.get(row.key, ())
            case "group", "members":
                return [one for unit in self._above(row) for one in self._groups.get(unit, ())]
            case "discipline", "staff":
                return self._disciplines.get(row.key, ())
            case "discipline", "same_violation":
                return self._disciplines.get(str(row.values["staff_id"]), ())
            case "history", "staff":
                return self._history.get(row.key, ())
            case _:
                return None

    def _person(self, row: Row) -> tuple[Row, ...]:
        person = self._world.people.get(str(row.values["staff_id"]))
        return () if person is None else (person,)

    def _sharing_post(self, person: Row) -> list[Row]:
        """Return the units that have somebody of a person's post: all are held against them."""
        post = self._world.post_of(person)
        others = () if post is None else self._posts.get(post, ())
        above = {unit for one in (person, *others) for unit in self._above(one)}
        return self._units(sorted(above))

    def _units(self, keys: Iterable[Value]) -> list[Row]:
        units = self._world.units
        return [units[str(key)] for key in keys if str(key) in units]

    def _above(self, person: Row) -> list[str]:
        """Return the unit of a person and every unit above it."""
        found: dict[str, None] = {}
        at = self._world.units.get(str(person.values["unit_id"]))
        while at is not None and at.key not in found:
            found[at.key] = None
            at = self._world.units.get(str(at.values["parent_id"]))
        return list(found)

    def _below(self, unit: Row) -> list[str]:
        """Return a unit and every unit below it."""
        found: dict[str, None] = {}
        waiting = [unit.key]
        while waiting:
            key = waiting.pop()
            if key not in found:
                found[key] = None
                waiting.extend(child.key for child in self._children.get(key, ()))
        return list(found)

    @cached_property
    def _staff_of(self) -> Mapping[str, list[Row]]:
        return _by(self._world.staff, "unit_id")

    @cached_property
    def _posts(self) -> Mapping[PostKey | None, list[Row]]:
        found: dict[PostKey | None, list[Row]] = defaultdict(list)
        for row in self._world.staff:
            found[self._world.post_of(row)].append(row)
        return found

    @cached_property
    def _children(self) -> Mapping[str, list[Row]]:
        return _by(self._world.units.values(), "parent_id")

    @cached_property
    def _disciplines(self) -> Mapping[str, list[Row]]:
        return _by(self._world.batch.tables.get("disciplines", ()), "staff_id")

    @cached_property
    def _history(self) -> Mapping[str, list[Row]]:
        return _by(self._world.batch.tables.get("history", ()), "staff_id")

    @cached_property
    def _groups(self) -> Mapping[str, list[Row]]:
        return _by(self._world.groups(), "unit_id")

    @cached_property
    def _leaders(self) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._world.staff:
            leads = row.values["leads"]
            for unit in leads if isinstance(leads, tuple) else ():
                found[str(unit)].append(row)
        return found


def _by(rows: Iterable[Row], column: str) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row.values[column])].append(row)
    return found
