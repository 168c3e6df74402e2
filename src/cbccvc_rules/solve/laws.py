"""The law as it stood between two days for one kind of people: what every question is put to.

Time is cut wherever a rule, a figure or the table of laws begins or ends, and on every day that a
rule compares the day of the round with. The last 10 December of a stretch stands for it, else its
last day; the round is then that of its calendar year, yearly and decided. Where the table of laws
tells people apart in yearly rounds alone, the other occasions are laws of their own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cbccvc_rules.engines.bound import FALSE, Binder
from cbccvc_rules.engines.world import World
from cbccvc_rules.lang.integers import NotWholeError, whole
from cbccvc_rules.lang.nodes import Anchor, Compare, Field, Given, In, Literal, Recorded, Sum, Tally
from cbccvc_rules.lang.rules import Interval, below
from cbccvc_rules.lang.show import show
from cbccvc_rules.lang.types import Scalar
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.header import OCCASIONS
from cbccvc_rules.packs.governing import governing
from cbccvc_rules.packs.inforce import Choices, in_force
from cbccvc_rules.packs.library import FALLBACK
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.cells import parts
from cbccvc_rules.solve.rounds import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Condition, Rule, Ruleset
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.sources import Text

FAR = date(2100, 1, 1)
ANNUAL = "annual"
"""The occasion of the rounds asked about, where another is not told."""
_DECEMBER, _TENTH = 12, 10


@dataclass(frozen=True, slots=True)
class Law:
    """The rules that hold for one standing on the days of an interval, bound and made whole.

    `on` is the day that stands for the interval; `apart` the condition under which somebody has
    the standing, and whether it must hold; `aside` has the rules that no solver can be asked about.
    `occasion` is that of the rounds asked about.
    """

    standing: str
    interval: Interval
    on: date
    ruleset: Ruleset
    rules: tuple[Rule, ...]
    aside: Mapping[str, Text]
    apart: Node | None
    apart_holds: bool
    occasion: str = ANNUAL

    @property
    def category(self) -> str:
        """The category of the people."""
        return self.standing.partition(FALLBACK)[0]

    def judging(self, judges: str) -> tuple[Rule, ...]:
        """Return the rules that judge one kind of subject."""
        return tuple(rule for rule in self.rules if rule.judges == judges)


def laws(library: Library, choices: Choices) -> Iterator[Law]:
    """Yield the law of every stretch of time and standing, in order of time."""
    for interval in stretches(library):
        on = day_of(interval)
        for standing in standings(library, on):
            yield law_of(library, standing, interval, on, choices)


def laws_of_occasions(library: Library, choices: Choices) -> Iterator[Law]:
    """Yield the laws of occasions on which nobody is told apart, as some are in yearly rounds."""
    for interval in stretches(library):
        on = day_of(interval)
        for standing in standings(library, on):
            for occasion in OCCASIONS:
                if occasion.name != ANNUAL and FALLBACK not in standing:
                    law = law_of(library, standing, interval, on, choices, occasion=occasion.name)
                    if law.apart == FALSE:
                        yield replace(law, apart=None)


def standings(library: Library, on: date) -> list[str]:
    """Return every standing that some pack governs on a day."""
    names = dict.fromkeys(entry.standing for entry in library.applies.all_entries())
    found: list[str] = []
    for name in names:
        entry = governing(library.applies, name, on)
        if entry is not None and entry.packs and entry.standing == name:
            found.append(name)
    return found


def law_of(
    library: Library,
    standing: str,
    interval: Interval,
    on: date,
    choices: Choices,
    year: int | None = None,
    occasion: str = ANNUAL,
) -> Law:
    """Return the law for a standing on a day, bound for a year: that of the day by default."""
    ruleset = in_force(library, on, [standing], choices)
    category = standing.partition(FALLBACK)[0]
    world = World(
        Batch.from_records(
            staff=[{"staff_id": "A", "unit_id": "U", "category": category}],
            period=str(year or on.year),
            on=on,
            occasion=occasion,
        )
    )
    ready: list[Rule] = []
    aside: dict[str, Text] = {}
    for rule in ruleset.rules:
        binder = Binder.of(world, ruleset.bindings.of(rule.pack))
        try:
            ready.append(_ready(rule, binder))
        except NotWholeError as error:
            aside[rule.id] = error.reason
    entry = next(
        one for one in library.applies.entries if one.category == category and on in one.interval
    )
    apart = None
    if entry.fallback is not None:
        binder = Binder.of(world, ruleset.bindings)
        apart = whole(binder.bound(entry.fallback.condition), _parts)
    holds = FALLBACK in standing
    return Law(standing, interval, on, ruleset, tuple(ready), aside, apart, holds, occasion)


def _ready(rule: Rule, binder: Binder) -> Rule:
    def made(node: Node) -> Node:
        return whole(binder.bound(node), _parts)

    def each(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
        return tuple(replace(one, node=made(one.node)) for one in conditions)

    return replace(rule, when=made(rule.when), unless=each(rule.unless), require=each(rule.require))


def _parts(field: Field) -> int:
    return parts(field.row.record, field.name)


def stretches(library: Library) -> list[Interval]:
    """Return the stretches of time in which nothing that the packs say changes."""
    starts: set[date] = set()
    for interval in _intervals(library):
        if interval.first is not None:
            starts.add(interval.first)
        if interval.last is not None:
            starts.add(interval.last + timedelta(days=1))
    for rule in library.rules.values():
        for node in below(rule.nodes()):
            if isinstance(node, Compare):
                starts.update(_days_compared(node))
    begins = min(entry.interval.first or FAR for entry in library.applies.entries)
    cut = sorted(day for day in starts if begins <= day < FAR)
    ends = [*(day - timedelta(days=1) for day in cut[1:]), None]
    return [Interval(first, last) for first, last in zip(cut, ends, strict=True)]


def _intervals(library: Library) -> Iterator[Interval]:
    for rule in library.rules.values():
        yield rule.in_force
    for spec in library.parameters.values():
        yield from (value.interval for value in spec.values)
    for pack in library.packs.values():
        for told in pack.figures.values():
            yield from (value.interval for value in told)
    yield from (entry.interval for entry in library.applies.all_entries())


def _days_compared(node: Compare) -> Iterator[date]:
    """Yield the days from which on a comparison with the day of the round is another one."""
    for one, other, at_once in (
        (node.left, node.right, {"<", ">=", "=", "!="}),
        (node.right, node.left, {">", "<=", "=", "!="}),
    ):
        of_batch = isinstance(one, Field) and one.row == Anchor("batch", "batch")
        if of_batch and isinstance(other, Literal) and isinstance(other.value, date):
            if node.sign in at_once:
                yield other.value
            if node.sign in {"=", "!="} or node.sign not in at_once:
                yield other.value + timedelta(days=1)


def day_of(interval: Interval) -> date:
    """Return the day that stands for an interval."""
    first, last = interval.first, interval.last
    if first is None:
        first = date(FAR.year - 1, 1, 1) if last is None else last
    if last is None:
        last = date(first.year + 1, 12, 31)
        year = first.year if (first.month, first.day) <= (_DECEMBER, _TENTH) else first.year + 1
        return date(year, _DECEMBER, _TENTH)
    year = last.year if (last.month, last.day) >= (_DECEMBER, _TENTH) else last.year - 1
    december = date(year, _DECEMBER, _TENTH)
    return december if december >= first else last


def asked_by(rules: Iterable[Rule], others: Iterable[Node] = ()) -> Asked:
    """Return what rules ask of rounds: which cells may be empty, how many kinds of rows."""
    optional: set[tuple[str, str]] = set()
    recorded: set[tuple[str, str]] = set()
    conditions: dict[str, set[str]] = {}
    nodes = [*others]
    for rule in rules:
        nodes += rule.nodes()
    for node in below(nodes):
        if isinstance(node, (Given, Recorded)):
            optional.add((node.item.row.record, node.item.name))
        if isinstance(node, Recorded):
            recorded.add((node.item.row.record, node.item.name))
        if isinstance(node, (Tally, Sum)) and node.population.relation in COUNTED:
            where = node.population.where
            found = () if where is None else _told_apart(where)
            conditions.setdefault(node.population.record, set()).update(found)
    kinds = {key: len(found) for key, found in conditions.items()}
    return Asked(frozenset(optional), kinds, frozenset(recorded))


COUNTED = frozenset({"children", "bodies_managed", "staff", "members"})
"""The relations to rows that are counted, however many there are."""


def _told_apart(where: Node) -> Iterator[str]:
    """Yield the conditions of a population that do not hang on the grade alone."""
    for node in below([where]):
        alone = isinstance(node, (Compare, In, Given, Recorded, Tally))
        alone = alone or (isinstance(node, Field) and node.type is Scalar.TRUTH)
        if alone and (isinstance(node, Tally) or _other_columns(node)):
            yield show(node)


def _other_columns(node: Node) -> bool:
    columns = {one.name for one in below([node]) if isinstance(one, Field)}
    return bool(columns - {"rating", "category"})
