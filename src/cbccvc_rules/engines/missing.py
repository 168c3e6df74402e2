"""What keeps a verdict from being known: the facts that could settle it.

A fact elsewhere could not settle anything, so the walk goes only where a value is unknown. That
also makes it cheap: a round of totals or a sheet of six columns leaves most rules unknown.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.certificate import facts_open, missing_link, not_known, trace
from cbccvc_rules.engines.questions import question
from cbccvc_rules.engines.reference import Env, evaluate, locate, population_rows, truth
from cbccvc_rules.engines.tables import column_missing
from cbccvc_rules.exact import Range
from cbccvc_rules.lang.nodes import Choose, Compare, Field, Named, Node, Sum, Tally, parts_of
from cbccvc_rules.lang.outline import scale_of
from cbccvc_rules.records import dataclass
from cbccvc_rules.trace import Fact, facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.engines.members import Members
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row


def missing_facts(rule: Rule, subject: Row, env: Env) -> tuple[Fact, ...]:
    """Return the facts that keep a rule's verdict from being known, each once, in order met.

    Where nothing is missing but a reading leaves the case open (a leader who leads nothing), the
    facts that the reading is about are what could settle it.
    """
    nodes = [rule.when, *(one.node for one in rule.unless), *(one.node for one in rule.require)]
    return unsettled(nodes, subject, env)


def columns_missing(rule: Rule, subject: Row, env: Env) -> frozenset[str]:
    """Return the columns that alone keep a rule's verdict from being known, as none was given.

    None where something else is missing, too: then a cell could settle it.
    """
    nodes = [rule.when, *(one.node for one in rule.unless), *(one.node for one in rule.require)]
    env = replace(env, found={})
    for open_readings in (False, True):
        walk = _Walk(subject, env, open_readings, columns_alone=True)
        try:
            for node in nodes:
                walk.at(node, subject)
        except _CellMissingError:
            return frozenset()
        if walk.found:
            return frozenset(column_missing(fact, "staff") for fact in walk.found.values())
    return frozenset()


class _CellMissingError(Exception):
    """A cell could settle it, whatever else is missing."""


def unsettled(nodes: Iterable[Node], subject: Row, env: Env) -> tuple[Fact, ...]:
    """Return the facts that keep expressions from having a value, each once, in order met."""
    nodes = tuple(nodes)
    env = replace(env, found={})
    for open_readings in (False, True):
        walk = _Walk(subject, env, open_readings)
        for node in nodes:
            walk.at(node, subject)
        if walk.found:
            return tuple(walk.found.values())
    return ()


@dataclass(slots=True)
class _Walk:
    """A walk down to what is not known; where it came by before, it met all there is to meet."""

    subject: Row
    env: Env
    open_readings: bool
    columns_alone: bool = False
    found: dict[tuple[str, str, str], Fact] = field(default_factory=dict)
    _met: dict[tuple[int, int], bool] = field(default_factory=dict)

    def at(self, node: Node, this: Row) -> bool:
        """Take in what keeps an expression from being known; return whether there is anything."""
        value = evaluate(node, this, self.subject, self.env)
        if not (value is None or isinstance(value, Range)):
            return False
        if isinstance(node, Field):
            self._take(facts_open(node.row, node.name, this, self.subject, self.env))
            return True
        return (
            self._below(node, this) or self._beside_the_scale(node, this) or self._open(node, this)
        )

    def _take(self, facts: Iterable[Fact]) -> bool:
        """Take in facts, each once; return whether there are any."""
        some = False
        for fact in facts:
            if self.columns_alone and not fact.absent:
                raise _CellMissingError
            self.found.setdefault((fact.record, fact.key, fact.column), fact)
            some = True
        return some

    def _below(self, node: Node, this: Row) -> bool:
        if isinstance(node, Named):
            return self._named(node, this)
        if isinstance(node, (Tally, Sum)):
            return self._of_rows(node, this)
        some = False
        for part in self._deciding(node, this):
            some |= self.at(part, this)
        return some

    def _named(self, node: Named, this: Row) -> bool:
        """Go into what a name stands for: a rule says the same name again and again."""
        at = locate(node.row, this, self.subject, self.env)
        if at is None:
            return self._take([missing_link(node.row, this, self.subject, self.env)])
        key = (id(node.body), id(at))
        met = self._met.get(key)
        if met is None:
            met = self._met[key] = self.at(node.body, at)
        return met

    def _deciding(self, node: Node, this: Row) -> tuple[Node, ...]:
        """Return the parts that a value hangs on: of a choice that is made, the side taken."""
        if isinstance(node, Choose):
            asked = truth(node.condition, this, self.subject, self.env)
            if asked is not None:
                return (node.value if asked else node.other,)
        return parts_of(node)

    def _of_rows(self, node: Tally | Sum, this: Row) -> bool:
        """Take in what is missing from a count: of the population itself, then of each row."""
        population, subject, env = node.population, self.subject, self.env
        members = population_rows(population, this, subject, env)
        steps = not_known(population, members, this, subject, env)
        some = self._take(step.fact for step in steps if step.fact is not None)
        where = population.where
        for row in self._telling(node, members):
            if where is not None:
                some |= self.at(where, row)
            if isinstance(node, Sum) and (
                where is None or truth(where, row, subject, env) is not False
            ):
                some |= self.at(node.item, row)
        return some

    def _telling(self, node: Tally | Sum, members: Members) -> Iterable[Row]:
        """Return the rows of a population that may lack something; for columns, one of a kind."""
        population, world = node.population, self.env.world
        asked = [question(one, world) for one in parts_of(node)]
        if population.record != "staff" or not all(one.of_kinds for one in asked):
            return members.rows
        if self.columns_alone:
            return {tuple(one.kind(row) for one in asked): row for row in members.rows}.values()
        return members.rows

    def _beside_the_scale(self, node: Node, this: Row) -> bool:
        """Take in the facts of a comparison of rank whose values have none.

        A state beside the scale (`not_rated`) is known, but a comparison of rank with it is not.
        """
        if not isinstance(node, Compare) or node.sign in {"==", "!="}:
            return False
        scale = scale_of(node).split(", ")
        sides = [trace(part, this, self.subject, self.env) for part in parts_of(node)]
        return self._take(
            side.fact for side in sides if side.fact is not None and side.value not in scale
        )

    def _open(self, node: Node, this: Row) -> bool:
        """Take in what a reading that is left open is about, if that is asked for."""
        if not self.open_readings:
            return False
        step = trace(node, this, self.subject, self.env)
        return self._take(one for one in facts(step) if _untold(one))


def _untold(fact: Fact) -> bool:
    """Return whether there is anything left to tell: a filled cell settles nothing more."""
    return fact.value is None or fact.value == ()
