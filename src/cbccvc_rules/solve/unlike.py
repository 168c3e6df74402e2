"""Rounds of other occasions and stages than the yearly one that is decided.

A rule that says the same there, or does not apply at all, can show nothing that was not found:
where fewer rules forbid something, no rating is forbidden that was allowed, and no rule is broken
alone that was not. So it is enough to find the rules of which neither holds, which are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.bound import FALSE, Binder
from cbccvc_rules.engines.world import World
from cbccvc_rules.lang.nodes import Field
from cbccvc_rules.lang.rules import below
from cbccvc_rules.lang.show import show
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.header import OCCASIONS, STAGES
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.laws import Law

_OF_ROUND = frozenset({"occasion", "stage"})
_ASKED = ("annual", "decided")


@dataclass(frozen=True, slots=True)
class Unlike:
    """What is another thing in rounds of an occasion and a stage: a rule, or who stands where."""

    name: str
    occasion: str
    stage: str


def others() -> Iterator[tuple[str, str]]:
    """Yield the occasions and stages that the solver is not asked about."""
    for occasion in OCCASIONS:
        for stage in STAGES:
            if (occasion.name, stage.name) != _ASKED:
                yield occasion.name, stage.name


def unlike(library: Library, law: Law) -> Iterator[Unlike]:
    """Yield what a law has in rounds of another occasion or stage that it has not in those asked.

    Where somebody stands by a condition on the round, that is another one, too; not where nobody
    does: that occasion is a law of its own, of which the solver is asked.
    """
    rules = [rule for rule in law.ruleset.rules if _of_round(rule.nodes())]
    here = _Bound(law, law.occasion, _ASKED[1])
    for occasion, stage in others():
        if law.occasion != _ASKED[0] and (occasion != law.occasion or stage == _ASKED[1]):
            continue
        there = _Bound(law, occasion, stage)
        for rule in rules:
            said = there.said(rule)
            if said is not None and said != here.said(rule):
                yield Unlike(rule.id, occasion, stage)
        for entry in library.applies.entries:
            apart = entry.fallback if entry.category == law.category else None
            if apart is None or law.on not in entry.interval:
                continue
            then = there.condition(apart.condition)
            if then not in {show(FALSE), here.condition(apart.condition)}:
                yield Unlike(law.standing, occasion, stage)


def _of_round(nodes: Iterable[Node]) -> bool:
    return any(
        isinstance(node, Field) and node.row.record == "batch" and node.name in _OF_ROUND
        for node in below(nodes)
    )


class _Bound:
    """The rules of a law in rounds of one occasion and stage."""

    def __init__(self, law: Law, occasion: str, stage: str) -> None:
        self._law = law
        self._world = World(
            Batch.from_records(
                staff=[{"staff_id": "A", "unit_id": "U", "category": law.category}],
                period=str(law.on.year),
                on=law.on,
                occasion=occasion,
                stage=stage,
            )
        )
        self._binders: dict[str, Binder] = {}

    def said(self, rule: Rule) -> tuple[str, ...] | None:
        """Return what a rule says there, None where it does not apply."""
        if rule.pack not in self._binders:
            bindings = self._law.ruleset.bindings.of(rule.pack)
            self._binders[rule.pack] = Binder.of(self._world, bindings)
        binder = self._binders[rule.pack]
        if binder.bound(rule.when) == FALSE:
            return None
        return tuple(show(binder.bound(node)) for node in rule.nodes())

    def condition(self, node: Node) -> str:
        """Return what a condition on people says there."""
        binder = Binder.of(self._world, self._law.ruleset.bindings)
        return show(binder.bound(node))
