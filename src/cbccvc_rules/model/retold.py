"""A batch put together again from changed tables, with the same earlier rounds as its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.carry import carried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.model.batch import Told
    from cbccvc_rules.model.rows import RawTable


def retold(told: Told, tables: Sequence[RawTable]) -> Batch:
    """Return the batch that the tables make.

    Raises:
        BatchError: when nothing is left to judge; with every problem found.
    """
    batch = Batch.of(told.round, tables, told.labels, problems=told.problems, sources=told.sources)
    for previous, name in told.earlier:
        batch = carried(batch, previous, name)
    return batch
