"""Rules that wait for a column: they ask whether its cells are given, and nobody gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.tables import column_missing
from cbccvc_rules.lang.nodes import And, Field, Given, Named, Node
from cbccvc_rules.model.findings import NotAsked
from cbccvc_rules.trace import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Ruleset


def not_asked(ruleset: Ruleset, world: World) -> Iterator[NotAsked]:
    """Yield the rules that apply to nobody for want of a column, in order, with the columns."""
    for rule in sorted(ruleset.rules, key=lambda rule: rule.id):
        own = "staff" if rule.judges == "group" else rule.judges
        columns = {
            column_missing(Fact(item.row.record, "", item.name, None, None, absent=True), own)
            for item in _given(rule.when)
            if world.absent(item.row.record, item.name)
        }
        if columns:
            yield NotAsked(rule.id, rule.title, tuple(sorted(columns)))


def _given(node: Node) -> Iterator[Field]:
    """Yield the cells that have to be given for a condition to hold."""
    match node:
        case Given(item):
            yield item
        case And(parts):
            for part in parts:
                yield from _given(part)
        case Named(body=body):
            yield from _given(body)
        case _:
            pass
