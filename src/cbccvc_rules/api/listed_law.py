"""Which law governs the people of a long list, asked of the list by how they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.api.context import Context, doubtful_in, not_governed, which_law, why_no_law
from cbccvc_rules.api.slices import parts_of_people, slice_of
from cbccvc_rules.engines.world import World
from cbccvc_rules.errors import BatchError, NoLawError, Problem
from cbccvc_rules.extras import late
from cbccvc_rules.lang.nodes import Field
from cbccvc_rules.lang.rules import below
from cbccvc_rules.packs.governing import fallbacks, governing
from cbccvc_rules.packs.inforce import in_force
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.findings import NotGoverned
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.packs.inforce import Choices
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.sources import Text

CATEGORIES = ("CB", "CC", "VC", "HD")


_WHO = ("staff_id", "unit_id", "name", "category", "role", "leads")
_TOLD_BY = {"decider": "decided_by"}


@dataclass(frozen=True, slots=True)
class ListedLaw:
    """The law that governs a long list; `found` are the standings met, in order, None the last.

    `context` knows of everything but the people themselves; `ungoverned` are the rows of those whom
    no law governs.
    """

    context: Context
    listed: Listed
    apart: Mapping[str, tuple[Node, str]]
    standings: tuple[str, ...]
    found: tuple[str | None, ...]
    ungoverned: tuple[int, ...]

    @classmethod
    def of(cls, batch: Batch, listed: Listed, library: Library, choices: Choices) -> ListedLaw:
        """Find out how the people stand, and what governs those.

        Raises:
            BatchError: when nobody is listed.
            NoLawError: when no law in the packs governs anybody.
        """
        apart = fallbacks(library.applies, batch.on)
        standings = tuple(sorted({*CATEGORIES, *(standing for _, standing in apart.values())}))
        world = World(batch)
        if not listed.people:
            raise BatchError(Problem("nobody-listed"), *batch.problems)
        tables = late("engines.sql.list_plan").standing_tables(listed, world, standings, apart)
        found = tuple(tables)
        told = sorted(one for one in found if one is not None)
        ruleset = in_force(library, batch.on, told, choices)
        doubtful = doubtful_in(told, library, batch.on)
        here = Context(batch, library, world, ruleset, (), (), choices, doubtful)
        law = cls(here, listed, apart, standings, found, ())
        law = replace(law, ungoverned=tuple(law._ungoverned()))
        if len(law.ungoverned) == listed.people:
            raise NoLawError(*why_no_law(tuple(law.not_governed()), batch))
        return law

    @property
    def not_governed_people(self) -> int:
        """How many people no law governs."""
        return len(self.ungoverned)

    def instruments(self) -> tuple[Text, ...]:
        """Return the instruments that govern anybody, each once."""
        applies, day = self.context.library.applies, self.context.batch.on
        entries = [governing(applies, one, day) for one in self.found if one is not None]
        named = [
            entry.instruments
            for entry in entries
            if entry is not None and entry.packs and entry.instruments is not None
        ]
        return tuple(dict.fromkeys(named))

    def _ungoverned(self) -> Iterator[int]:
        """Yield the rows of the people whom no law governs."""
        applies, day = self.context.library.applies, self.context.batch.on
        places = [str(self.standings.index(one)) for one in self.found if one is not None]
        lawful = [
            place
            for place in places
            if (entry := governing(applies, self.standings[int(place)], day)) is not None
            and entry.hole is None
        ]
        known = f"standing IN ({', '.join(lawful)})" if lawful else "false"
        where = f"({known}) IS NOT TRUE"
        rows = self.listed.ask(f"SELECT no FROM staff_row WHERE {where} ORDER BY no")
        yield from (number for (number,) in rows if isinstance(number, int))

    def not_governed(self) -> Iterator[NotGoverned]:
        """Yield the people whom no law governs."""
        columns = placing_columns(condition for condition, _ in self.apart.values())
        for part in parts_of_people(self.ungoverned):
            here = slice_of(self.context, self.listed, part, self.apart, columns)
            people = [(row, which_law(row, here.library, here.world)) for row in here.world.staff]
            yield from not_governed(people, here.world, here.library)

    def decided_elsewhere(self) -> Iterator[Problem]:
        """Yield a notice for each decision dated under another law than the rating act."""
        rows: Sequence[tuple[object, ...]] = ()
        if "decided_on" in self.listed.columns:
            rows = self.listed.ask("SELECT DISTINCT standing, decided_on FROM staff_decided")
        odd = [
            (place, told)
            for place, told in rows
            if isinstance(place, int) and isinstance(told, int) and self._is_elsewhere(place, told)
        ]
        if not odd:
            return
        where = " OR ".join(f"(standing = {one} AND decided_on = {day})" for one, day in odd)
        found = self.listed.ask(f"SELECT no FROM staff_decided WHERE {where} ORDER BY no")
        numbers = [number for (number,) in found if isinstance(number, int)]
        for part in parts_of_people(numbers):
            here = slice_of(self.context, self.listed, part, self.apart)
            people = tuple(
                (row, which_law(row, here.library, here.world)) for row in here.world.staff
            )
            yield from replace(here, people=people).decided_elsewhere()

    def _is_elsewhere(self, place: int, told: int) -> bool:
        """Return whether a day falls under another law than that of the rating act."""
        applies = self.context.library.applies
        entry = governing(applies, self.standings[place], self.context.batch.on)
        day = date(told // 10_000, told // 100 % 100, told % 100)
        then = None if entry is None else governing(applies, entry.standing, day)
        if entry is None or then is None:
            return entry is not None
        return (then.packs, then.instruments) != (entry.packs, entry.instruments)


def placing_columns(conditions: Iterable[Node]) -> frozenset[str]:
    """Return the columns that say who somebody is and where they stand."""
    read = {node.name for node in below(conditions) if isinstance(node, Field)}
    return frozenset({*_WHO, *read, *(_TOLD_BY[name] for name in read & _TOLD_BY.keys())})
