"""Whose verdicts a changed row may reach: the ways that rules go, walked back.

A rule goes from its subject along relations to rows, and reads them. What it reads is told by its
typed tree alone, so that nobody has to guess: a row may only change the verdicts on those subjects
from which some way leads to it. Where a way cannot be walked back, everybody is reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.back import Back
from cbccvc_rules.lang.nodes import (
    Field,
    Follow,
    Given,
    Named,
    Node,
    Population,
    Recorded,
    RowNode,
    Sum,
    Tally,
    parts_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.engines.back import Reached
    from cbccvc_rules.engines.base import Only, Subjects
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Judged, Rule, Ruleset
    from cbccvc_rules.model.rows import Row

Step = tuple[str, str, str]
"""From which record, by which relation, to which record."""
Way = tuple[Step, ...]
Read = tuple[Way, str]
"""A way to a row, and a column that is read there; no column where a rule only passes."""
Reader = tuple["Rule", "Mapping[Way, bool]"]
"""A rule with the ways to rows of which it reads something; whether that is more than the grade."""
Changed = dict[str, list["Row"]]

_FROM_BATCH: Step = ("batch", "", "batch")
# A finding shows these, and a group is judged as severely as its members stand, whatever is asked.
_ALWAYS: Mapping[str, frozenset[Way]] = {
    "staff": frozenset({(("staff", "unit", "unit"),)}),
    "unit": frozenset(),
    "group": frozenset({(("group", "unit", "unit"),), (("group", "members", "staff"),)}),
    "batch": frozenset(),
}


class Reach:
    """The ways of all rules in force, by the kind of their subjects."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Take down the ways, those of rules not asked for, too: they say what is permitted."""
        ways: dict[Judged, set[Way]] = {}
        self._reads: list[tuple[Rule, frozenset[Read]]] = []
        for rule in {rule.id: rule for rule in (*ruleset.rules, *ruleset.law)}.values():
            reads = frozenset(_reads_of(rule))
            self._reads.append((rule, reads))
            passed = (way for way, _ in reads)
            ways.setdefault(rule.judges, {(), *_ALWAYS[rule.judges]}).update(passed)
        self._ways = {judges: frozenset(those) for judges, those in ways.items()}
        self.criteria = [rule.id for rule in ruleset.rules if rule.criteria_of is not None]
        self._asked = frozenset(rule.id for rule in ruleset.rules)
        self._readers: dict[frozenset[str], tuple[Reader, ...]] = {}

    def subjects(self, world: World, changed: Changed) -> Subjects | None:
        """Return the subjects that changed rows may reach in a world, None for everybody."""
        found: Subjects = {}
        back = Back(world)
        for judges, ways in self._ways.items():
            into = found.setdefault(judges, {})
            if judges == "batch":
                into[world.root.key] = world.root
                continue
            for way in ways:
                rows = _walked_back(way, changed.get(way[-1][2] if way else judges, ()), back)
                if rows is None:
                    return None
                into.update((row.key, row) for row in rows)
        return found

    def pairs(self, back: Back, person: Row, columns: frozenset[str]) -> Reached:
        """Return which rules some cells of a person may reach, on whom; and whose trials of grades.

        Of those whose trials it reaches the rules that hold criteria of grades are among them.

        The cells must be such as decide nobody's place: then ways lead where they led before. A
        trial puts a grade in place of the person's own, which it therefore does not hang on.
        """
        key = (person.key, columns)
        if key not in back.kept:
            back.kept[key] = self._pairs(back, person, columns)
        return back.kept[key]

    def _pairs(self, back: Back, person: Row, columns: frozenset[str]) -> Reached:
        pairs: Only = {}
        trials: set[str] = set()
        known: dict[Way, Iterable[Row] | None] = {}
        for rule, ways in self._reading(columns):
            for way, tried in ways.items():
                if way not in known:
                    known[way] = _walked_back(way, (person,), back)
                rows = known[way]
                if rows is None:
                    return None
                for row in rows:
                    if rule.id in self._asked:
                        pairs.setdefault((rule.judges, row.key), set()).add(rule.id)
                    if rule.judges == "staff" and rule.concerns == "grade" and (way or tried):
                        trials.add(row.key)
        pairs.setdefault(("staff", person.key), set())
        for one in trials:
            pairs.setdefault(("staff", one), set()).update(self.criteria)
        return pairs, trials

    def _reading(self, columns: frozenset[str]) -> tuple[Reader, ...]:
        """Return the rules that read some columns of a person, with the ways there.

        And whether they read there more than the grade.
        """
        if columns not in self._readers:
            found: list[Reader] = []
            for rule, reads in self._reads:
                ways: dict[Way, bool] = {}
                for way, name in reads:
                    if name in columns and (way[-1][2] if way else rule.judges) == "staff":
                        ways[way] = ways.get(way, False) or name != "rating"
                if ways:
                    found.append((rule, ways))
            self._readers[columns] = tuple(found)
        return self._readers[columns]


def _reads_of(rule: Rule) -> Iterator[Read]:
    for node in (*rule.nodes(), *rule.lets.values(), *rule.measures.values()):
        yield from _reads(node, ())


def _reads(node: Node, this: Way) -> Iterator[Read]:
    """Yield the way to each row that an expression at the end of a way reads, and the column."""
    match node:
        case Field(row=row, name=name):
            *passed, at = _to(row, this)
            yield from _passing(passed)
            yield at, name
        case Given(item) | Recorded(item):
            yield from _reads(item, this)
        case Named(row=row, body=body):
            *passed, at = _to(row, this)
            yield from _passing(passed)
            yield from _reads(body, at)
        case Tally(population=population):
            yield from _of_rows(population, None, this)
        case Sum(item, population):
            yield from _of_rows(population, item, this)
        case _:
            for part in parts_of(node):
                yield from _reads(part, this)


def _passing(ways: Iterable[Way]) -> Iterator[Read]:
    for way in ways:
        yield way, ""


def _to(row: RowNode, this: Way) -> Iterator[Way]:
    """Yield the ways to the rows that a path goes through, the last one to where it ends."""
    if isinstance(row, Follow):
        *passed, base = _to(row.base, this)
        yield from (*passed, base)
        yield (*base, (row.base.record, row.relation, row.record))
    else:
        yield this if row.which == "this" else () if row.which == "subject" else (_FROM_BATCH,)


def _of_rows(population: Population, item: Node | None, this: Way) -> Iterator[Read]:
    *passed, base = _to(population.base, this)
    at = (*base, (population.base.record, population.relation, population.record))
    yield from _passing((*passed, base, at))
    for node in (population.where, item):
        if node is not None:
            yield from _reads(node, at)


def _walked_back(way: Way, rows: Iterable[Row], back: Back) -> Iterable[Row] | None:
    """Return whence a way leads to rows, None for everywhere."""
    if not rows:
        return ()
    if way[:1] == (_FROM_BATCH,):
        return None
    for step in reversed(way):
        before: dict[str, Row] = {}
        for row in rows:
            found = back.before(row, *step[:2])
            if found is None:
                return None
            before.update((one.key, one) for one in found)
        rows = before.values()
    return rows
