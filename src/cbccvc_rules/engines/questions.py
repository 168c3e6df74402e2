"""What conditions say of the people of a round: each kind of person is asked once.

Groups and units are counted by the same few conditions again and again, and people stand in more
than one group. What a condition says of somebody is kept with the round, where it hangs on nothing
but their own cells and units.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.engines.alike import Apart, Seen, cells_of, hangs_on_subject
from cbccvc_rules.exact import Range
from cbccvc_rules.lang.nodes import Parameter, Reading
from cbccvc_rules.lang.rules import below
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Hashable

    from cbccvc_rules.engines.members import Members
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import Node, Population, Sum
    from cbccvc_rules.lang.rules import Bindings
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Step, Value

SEVERAL = 2
"""Of so many people on, what a condition says of each kind is kept."""
Exact = int | Fraction
Ask = Callable[["Row"], "Value"]


@dataclass(slots=True)
class Said:
    """What a condition, or a value, says of people under one choice of readings and figures.

    `counts` and `sums` are those of populations: of one with one row anew they go on by that row.
    """

    question: Question
    by_kind: dict[Hashable, Value] = field(default_factory=dict)
    of: dict[int, Value] = field(default_factory=dict)
    counts: dict[int, tuple[Members, int, int]] = field(default_factory=dict)
    sums: dict[tuple[int, int], tuple[Members, Exact, int]] = field(default_factory=dict)
    steps: dict[int, Step] = field(default_factory=dict)
    _rows: list[Row] = field(default_factory=list)

    def count(self, members: Members, ask: Ask) -> int | Range:
        """Return for how many people of a population, none of whom stands for many, it holds."""
        _, certain, out = self._counted(members, ask)
        possible = len(members.rows) - out
        return certain if certain == possible else Range(certain, possible)

    def _counted(self, members: Members, ask: Ask) -> tuple[Members, int, int]:
        """Return for how many it holds, and for how many it does not."""
        known = self.counts.get(id(members))
        if known is None:
            was = members.was
            if was is not None and id(was[0]) in self.counts:
                _, certain, out = self.counts[id(was[0])]
                old, new = self.value(was[1], ask), self.value(was[2], ask)
                certain += (new is True) - (old is True)
                out += (new is False) - (old is False)
            else:
                truths = [self.value(row, ask) for row in members.rows]
                certain, out = truths.count(True), truths.count(False)
            known = self.counts[id(members)] = (members, certain, out)
        return known

    def total(self, members: Members, ask: Ask, where: Said | None, holds: Ask) -> Exact | None:
        """Return the sum over those of whom a condition holds, None where it is not known."""
        here = id(where)
        known = self.sums.get((id(members), here))
        if known is None:
            was = members.was
            before = None if was is None else self.sums.get((id(was[0]), here))
            if was is not None and before is not None:
                _, total, unknown = before
                (old, lacked), (new, lacks) = (
                    self._share(row, ask, where, holds) for row in was[1:]
                )
                total, unknown = total - old + new, unknown - lacked + lacks
            else:
                shares = [self._share(row, ask, where, holds) for row in members.rows]
                total, unknown = sum(one for one, _ in shares), sum(one for _, one in shares)
            known = self.sums[id(members), here] = (members, total, unknown)
        return None if known[2] else known[1]

    def _share(self, row: Row, ask: Ask, where: Said | None, holds: Ask) -> tuple[Exact, int]:
        """Return what a person adds to a sum, and whether that is not known."""
        taken = True if where is None else where.value(row, holds)
        if taken is False:
            return 0, 0
        value = self.value(row, ask)
        return (0, 1) if taken is None or not isinstance(value, (int, Fraction)) else (value, 0)

    def value(self, row: Row, ask: Ask) -> Value:
        """Return what it says of a person."""
        here = id(row)
        if here not in self.of:
            kind = self.question.kind(row)
            if kind not in self.by_kind:
                self.by_kind[kind] = ask(row)
            self.of[here] = self.by_kind[kind]
            self._rows.append(row)  # as long as it is kept, no other row has its number
        return self.of[here]

    def keep(self, row: Row, step: Step) -> None:
        """Keep how it was traced on a person: others count them, too, in this and later edits."""
        self.steps[id(row)] = step
        self._rows.append(row)


class Question:
    """A condition on people, or a value of theirs."""

    def __init__(self, node: Node, world: World) -> None:
        """Find what it looks at."""
        self.node = node  # as long as it is kept, no other node has its number
        apart = Apart(cells_of([node], world, Seen(changing=True)), world)
        self._apart = None if not apart.own_alone or hangs_on_subject(node) else apart
        nodes = list(below([node]))
        self._readings = sorted({one.name for one in nodes if isinstance(one, Reading)})
        self._figures = sorted({one.name for one in nodes if isinstance(one, Parameter)})
        self._said: dict[Hashable, Said] = {}

    @property
    def of_kinds(self) -> bool:
        """Whether it says the same of all of a kind."""
        return self._apart is not None

    def kind(self, row: Row) -> Hashable:
        """Return what those have in common of whom it says the same."""
        return None if self._apart is None else self._apart.key(row)

    def said(self, bindings: Bindings) -> Said | None:
        """Return what it says under a choice of readings, None where others have a say in it."""
        if self._apart is None:
            return None
        readings = tuple(bindings.reading(name) for name in self._readings)
        figures = tuple(bindings.parameters.get(name) for name in self._figures)
        key = (readings, figures)
        if key not in self._said:
            self._said[key] = Said(self)
        return self._said[key]


def question(node: Node, world: World) -> Question:
    """Return a condition on people with what it has said of them in this round."""
    found = world.asked.get(id(node))
    if not isinstance(found, Question):
        found = world.asked[id(node)] = Question(node, world)
    return found


def said_of(
    population: Population, members: Members, world: World, bindings: Bindings
) -> Said | None:
    """Return what the condition of a population has said of people, None where it is asked anew.

    It is where there are hardly any, where rows stand for many, and where others may belong there.
    """
    where = population.where
    if where is None or not _of_people(population, members, world):
        return None
    return question(where, world).said(bindings)


def summed_of(
    node: Sum, members: Members, world: World, bindings: Bindings
) -> tuple[Said, Said | None] | None:
    """Return what a sum has taken of people, and its condition; None where it is made anew."""
    if not _of_people(node.population, members, world):
        return None
    item, where = question(node.item, world).said(bindings), node.population.where
    said = None if where is None else question(where, world).said(bindings)
    return None if item is None or (where is not None and said is None) else (item, said)


def _of_people(population: Population, members: Members, world: World) -> bool:
    """Return whether rows are those of people, several of them, and who they are is known."""
    if population.record != "staff" or len(members.rows) < SEVERAL:
        return False
    return not (world.sizes or members.possible or members.unread != 0)
