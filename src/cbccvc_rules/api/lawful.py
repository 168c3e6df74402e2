"""The verbs `permitted` and `quota`: what would be lawful, one at a time and in the whole round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.api.verbs import bound
from cbccvc_rules.extras import late

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from cbccvc_rules.api.audit import Progress
    from cbccvc_rules.api.context import Context
    from cbccvc_rules.model.answers import Permitted, Quota
    from cbccvc_rules.model.batch import Batch


def permitted(
    batch: Batch,
    *,
    on: date | str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    whole_round: bool = False,
    locked: Collection[str] = (),
    lock_told: bool = False,
    progress: Progress | None = None,
) -> tuple[Permitted, ...]:
    """Return the lawful ratings of each person, with the provision that excludes each other one.

    For the `whole_round` it is told, too, which of these occur in a lawful completion of it, in
    which the others may have any lawful rating: all but those `locked`, or those told.

    Raises:
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for unknown packs, readings, figures or people.
    """
    here = bound(batch, on, packs, readings, parameters)
    groups = _quotas(here)
    found: list[Permitted] = []
    for one in late("solve.permitted").permitted(here.ruleset, here.world, groups):
        found.append(one)
        if progress is not None:
            progress(len(found), here.judged)
    people = tuple(found)
    if whole_round:
        people = late("api.whole").possible(here, people, locked, lock_told=lock_told)
    return people


def quota(
    batch: Batch,
    *,
    on: date | str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    whole_round: bool = False,
    locked: Collection[str] = (),
    lock_told: bool = False,
) -> tuple[Quota, ...]:
    """Return how many excellent ratings each body and group may have, and has.

    For the `whole_round` it is told, too, how many it can have where all limits act together and
    everybody may have any lawful rating but those `locked`, or those told.

    Raises:
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for unknown packs, readings, figures or people.
    """
    here = bound(batch, on, packs, readings, parameters)
    groups = _quotas(here)
    if whole_round:
        groups = late("api.whole").reachable(here, groups, locked, lock_told=lock_told)
    return groups


def _quotas(here: Context) -> tuple[Quota, ...]:
    return tuple(late("solve.quota").quotas(here.ruleset, here.world))
