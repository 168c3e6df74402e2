"""The smallest mend of a round: who has to be looked at, in parts, each solved by itself.

Only limits that are broken, or that a change may break, are looked at, and of their people those
alone whose change would help.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.nested import nested
from cbccvc_rules.solve.parts import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.counting import Counting, Key, Placing
    from cbccvc_rules.solve.lawful import Place
    from cbccvc_rules.solve.parts import Part
    from cbccvc_rules.solve.plan import Plan


@dataclass(frozen=True, slots=True)
class Mend:
    """Plans of all parts; the people who have to move and cannot; what could not be read.

    `places` are by id: of people, or of crowds of them.
    """

    places: Mapping[str, Place]
    plans: tuple[Plan, ...]
    stuck: tuple[str, ...]
    unread: tuple[tuple[Rule, Row], ...]


@dataclass(slots=True)
class Mending:
    """Finds whom a mend may concern, and solves part after part.

    Where the rows of the world are crowds, `people` says who is in them.
    """

    world: World
    lawful: Placing
    counting: Counting
    crossing: Callable[[Part], Plan]
    people: Callable[[Collection[str]], Mapping[str, Sequence[str]]] | None = None

    def mend(self, broken: set[Key], ranks: Callable[[set[str]], Mapping[str, int]]) -> Mend:
        """Return the smallest mend of what is broken."""
        groups = self.counting.found
        places = {
            key: self.lawful.place(self.world.people[key])
            for rule, key in sorted(broken)
            if key in self.world.people and (rule, key) not in groups
        }
        active = self._close(broken, places)
        able = {key for key, place in places.items() if place.options}
        limits = [limit for key in active if (limit := groups[key].limit(able)) is not None]
        stuck = tuple(key for key, one in places.items() if one.must_move and not one.options)
        order = ranks({key for key in able if not places[key].must_move})
        crowds = None if self.people is None else self.people(able)
        plans = [self._solved(part) for part in parts(limits, places, order, crowds)]
        unread = (groups[key] for key in active if groups[key].demand.formula is None)
        return Mend(places, tuple(plans), stuck, tuple((one.rule, one.subject) for one in unread))

    def _solved(self, part: Part) -> Plan:
        plan = nested(part)
        return self.crossing(part) if plan is None else plan

    def _close(self, broken: set[Key], places: dict[str, Place]) -> dict[Key, None]:
        """Return the limits to be looked at, and add the people to be looked at to `places`."""
        active: dict[Key, None] = {}
        waiting = [key for key in sorted(broken) if key in self.counting.found]
        for id_ in places:
            waiting += self.counting.breakable(id_)
        while waiting:
            key = waiting.pop()
            if key in active:
                continue
            active[key] = None
            helping = self.counting.found[key].helping()
            # Not `- places.keys()`, which walks through everybody for each limit.
            for person in sorted({one for one in helping if one not in places}):
                places[person] = self.lawful.place(self.world.people[person])
                waiting += self.counting.breakable(person)
        return active
