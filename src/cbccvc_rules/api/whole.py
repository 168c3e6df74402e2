"""The second meaning of `permitted` and `quota`: what is possible in the whole round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.repair import changed, known_people
from cbccvc_rules.solve.lawful import Lawful
from cbccvc_rules.solve.whole import Whole, open_to

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.model.answers import Permitted, Quota


def possible(
    here: Context, people: tuple[Permitted, ...], locked: Collection[str], *, lock_told: bool
) -> tuple[Permitted, ...]:
    """Tell of each person which of the permitted ratings occur in a lawful completion."""
    more = {one.id: one.permitted for one in people}
    whole = _whole(here, known_people(here, locked), more, lock_told=lock_told)
    told: list[Permitted] = []
    for one in people:
        answers = {rating: whole.may_have(one.id, rating) for rating in one.permitted}
        open_ = not one.permitted and any(excluded.open for excluded in one.excluded)
        unknown = open_ or None in answers.values()
        those = tuple(rating for rating, may in answers.items() if may)
        whole_round = None if unknown else those
        told.append(replace(one, whole_round=whole_round, whole_round_unknown=unknown))
    return tuple(told)


def reachable(
    here: Context, groups: tuple[Quota, ...], locked: Collection[str], *, lock_told: bool
) -> tuple[Quota, ...]:
    """Tell of each group how many can be excellent in a lawful completion."""
    whole = _whole(here, known_people(here, locked), {}, lock_told=lock_told)
    return tuple(
        replace(one, most=whole.most(one.members), completable=whole.lawful_for(one.members))
        for one in groups
    )


def _whole(
    here: Context,
    locked: frozenset[str],
    more: Mapping[str, tuple[str, ...]],
    *,
    lock_told: bool,
) -> Whole:
    lawful = Lawful(here.ruleset, here.world, here.severity, "violation")
    governed = frozenset[str]().union(*here.ruleset.governs.values())
    open_: dict[str, tuple[str, ...]] = {}
    for row in here.world.staff:
        if here.world.standings.of(row) in governed:
            fixed = lock_told or row.key in locked
            open_[row.key] = open_to(lawful, row, fixed=fixed)
    asked = {id_: those for id_, those in more.items() if not _fixed(here, id_, locked, lock_told)}
    begun = changed(here, {id_: those[0] for id_, those in open_.items() if those})
    return Whole(begun.ruleset, begun.world, lawful, open_, asked)


def _fixed(here: Context, id_: str, locked: frozenset[str], lock_told: bool) -> bool:
    told = here.world.people[id_].values["rating"]
    return told is not None and (lock_told or id_ in locked)
