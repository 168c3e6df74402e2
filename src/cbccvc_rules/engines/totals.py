"""People who are told only as numbers: one row for each grade of a total, standing for many.

The total of a unit is its row without category and peer group, or else the sum of its rows by
category; rows with a peer group are parts of it. People of a total whose grade is not told count
as people with an unknown grade; where no total is told either, nobody knows how many have a grade
that is not told. A unit whose people are listed is judged by the list alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.model.columns import DERIVED, columns_of
from cbccvc_rules.model.rows import Row
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.records import dataclass
from cbccvc_rules.trace import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.trace import Value


COUNTED = frozenset({"unit_id", "category", "peer_group", "rating"})
EVERYBODY = frozenset({"CB", "CC", "VC"})


@dataclass(slots=True)
class Totals:
    """The rows that stand for many, by unit and by peer group.

    `sizes` tells how many each stands for, None where that is not known; `untold` the cells that
    would have to be filled in to know more of those it stands for.
    """

    units: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    groups: dict[tuple[str, str], tuple[Row, ...]] = field(default_factory=dict)
    sizes: dict[str, int | None] = field(default_factory=dict)
    untold: dict[str, tuple[Fact, ...]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many people the totals stand for; of a unit told by peer groups alone, theirs."""
        by_groups = [rows for (unit, _), rows in self.groups.items() if not self.units[unit]]
        counted = (*self.units.values(), *by_groups)
        return sum(self.sizes[row.key] or 0 for rows in counted for row in rows)

    def rows(self) -> Iterator[Row]:
        """Yield every row that stands for many."""
        for rows in (*self.units.values(), *self.groups.values()):
            yield from rows

    def group_names(self, unit: str) -> set[str]:
        """Return the peer groups of a unit that are told as numbers."""
        return {name for owner, name in self.groups if owner == unit}


def totals(counts: Iterable[Row], listed: frozenset[str]) -> Totals:
    """Make the rows of every total, but for units whose people are `listed`."""
    by_unit: dict[str, list[Row]] = defaultdict(list)
    for row in counts:
        unit = str(row.values["unit_id"])
        if unit not in listed:
            by_unit[unit].append(row)
    made = Totals()
    for unit, rows in by_unit.items():
        whole = [row for row in rows if row.values["peer_group"] is None]
        alone = [row for row in whole if row.values["category"] is None]
        made.units[unit] = tuple(_people(alone or whole, made))
        names = {str(row.values["peer_group"]) for row in rows if row.values["peer_group"]}
        for name in names:
            mine = [row for row in rows if row.values["peer_group"] == name]
            alone = [row for row in mine if row.values["category"] is None]
            made.groups[unit, name] = tuple(_people(alone or mine, made))
    return made


def _people(rows: Iterable[Row], made: Totals) -> Iterator[Row]:
    for row in rows:
        told = 0
        untold: list[str] = []
        for rating in RATINGS:
            number = row.values[rating]
            if isinstance(number, int):
                told += number
                yield from _standing_for(row, rating, number, made)
            else:
                untold.append(rating)
        total = row.values["total"]
        if isinstance(total, int):
            yield from _standing_for(row, None, total - told, made, untold or ["total"])
        else:
            for rating in untold:
                yield from _standing_for(row, rating, None, made, [rating])


def _standing_for(
    row: Row, rating: str | None, number: int | None, made: Totals, untold: Iterable[str] = ()
) -> Iterator[Row]:
    if number is not None and number <= 0:
        return
    values: dict[str, Value] = dict.fromkeys(_COLUMNS)
    for column in ("unit_id", "category", "peer_group", "year_to", "regulation_on"):
        values[column] = row.values[column]
    values["rating"] = rating
    key = f"{row.key}:{rating or 'total'} ×{'?' if number is None else number}"
    made.sizes[key] = number
    made.untold[key] = tuple(_empty(row, column) for column in untold)
    yield Row("counts", key, values, row.sheet, row.number, bad=row.bad & {"regulation_on"})


def _empty(row: Row, column: str) -> Fact:
    given = row.sheet is None or column in row.sheet.headings
    return Fact("counts", row.key, column, None, row.place(column), absent=not given)


_COLUMNS = tuple(
    dict.fromkeys([column.name for column in columns_of("staff")] + list(DERIVED["staff"]))
)
