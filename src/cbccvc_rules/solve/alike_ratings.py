"""Ratings that a rule cannot tell apart where it counts people: every count takes them alike.

Which counts there are hangs on the readings: what these leave out is no count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.bound import Binder
from cbccvc_rules.engines.reference import truth
from cbccvc_rules.lang.nodes import Sum, Tally
from cbccvc_rules.lang.rules import below
from cbccvc_rules.solve.limits import of_rating_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row


def counted_as(rule: Rule, env: Env) -> Callable[[Row], Hashable]:
    """Return what says which people are alike for everything that a rule counts.

    Where a count asks for more than the rating, nobody is like another of another rating.
    """
    asked = Binder.of(env.world, env.bindings).rule(rule)
    tops = [one for one in below(asked.nodes()) if isinstance(one, (Tally, Sum))]
    wheres = [one.population.where for one in tops if one.population.where is not None]
    plain = all(isinstance(one, Tally) for one in tops) and all(map(of_rating_alone, wheres))

    def kind(row: Row) -> Hashable:
        if plain:
            return tuple(truth(where, row, row, env) for where in wheres)
        return row.values["category"], row.values["rating"]

    return kind
