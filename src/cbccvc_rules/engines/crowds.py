"""A round of people told as numbers: each row stands for many of one unit, group and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.world import World
from cbccvc_rules.model.rows import Row
from cbccvc_rules.trace import Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.rows import Unplaced


class _Cells(dict[str, Value]):
    """The few cells that are told of a crowd; of all others nothing is."""

    def __missing__(self, _: str) -> None:
        return None


def crowd(key: str, unit: Value, group: Value, standing: Value, rating: Value) -> Row:
    """Return the row of a crowd; its standing is told as its category."""
    cells = _Cells(unit_id=unit, peer_group=group, category=standing, rating=rating)
    return Row("staff", key, cells, None, 0, {})


class CrowdWorld(World):
    """Looks up rows; those of the staff are crowds."""

    def __init__(self, batch: Batch, sizes: Mapping[str, int]) -> None:
        """Index a batch of crowds, of so many people each."""
        self._people_in = sizes
        super().__init__(batch)

    def _staged(self, batch: Batch) -> tuple[Row, ...]:
        """Return the crowds as they are: their rating is that of the stage judged."""
        return batch.tables["staff"]

    @property
    def sizes(self) -> Mapping[str, int | None]:
        """How many people a row stands for."""
        return self._people_in


class ToldWorld(CrowdWorld):
    """Looks up the people of groups and units in what is told of each: the same crowds of many."""

    def __init__(
        self,
        batch: Batch,
        sizes: Mapping[str, int],
        told: Mapping[tuple[str, str], Sequence[Row]],
    ) -> None:
        """Index a batch; `told` has the crowds by the table and the key of a group or unit."""
        super().__init__(batch, sizes)
        self._told = told

    def listed(self, row: Row) -> tuple[Sequence[Row], Sequence[Unplaced], int]:
        """Return the crowds told of a group or unit; nobody else may belong there."""
        return self._told[row.table, row.key], (), 0
