"""Who of a divided category stands where: the condition of the table of laws put to everybody."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from cbccvc_rules.engines.missing import unsettled
from cbccvc_rules.engines.reference import Env, truth
from cbccvc_rules.engines.standing import Standings
from cbccvc_rules.lang.rules import Bindings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.trace import Fact


def placed(world: World, apart: Mapping[str, tuple[Node, str]]) -> World:
    """Return a world that knows where people stand.

    `apart` has, of a category, the condition and the standing of those for whom it holds; of whom
    it is not known whether it holds, it is not known where they stand.
    """
    if not apart:
        return world
    env = Env(world, Bindings({}, {}), frozenset())
    known: dict[str, str] = {}
    cells: dict[str, Fact] = {}
    for row in (*world.staff, *world.totals):
        category = str(row.values["category"])
        if category not in apart:
            continue
        condition, standing = apart[category]
        holds = truth(condition, row, row, env)
        if holds is not None:
            known[row.key] = standing if holds else category
        elif facts := unsettled([condition], row, env):
            cells[row.key] = facts[0]
    there = copy(world)
    there.standings = Standings(frozenset(apart), known, cells)
    return there
