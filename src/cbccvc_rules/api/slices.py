"""Those people of a long list whom something is to be said about, as a small round of their own.

Units, disciplines and history are all of it; of the people only those who are asked for. So the
reference engine says of them what it would say in the whole round.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.groups import group_of
from cbccvc_rules.engines.placing import placed
from cbccvc_rules.engines.world import World

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Judged
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.rows import Row

AT_ONCE = 20_000
"""So many people at most are rows at the same time, if no group alone has more."""


def slice_of(
    whole: Context,
    listed: Listed,
    numbers: Sequence[int],
    apart: Mapping[str, tuple[Node, str]],
    columns: Collection[str] | None = None,
) -> Context:
    """Return the context of some people, by the numbers of their rows; of some columns at least."""
    tables = {**whole.batch.tables, "staff": tuple(listed.rows(numbers, columns))}
    batch = replace(whole.batch, tables=tables, in_file=None)
    return replace(whole, batch=batch, world=placed(World(batch), apart))


def parts_of_people(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield numbers in parts that are no burden."""
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def subject_rows(plan: ListPlan, judges: Judged, numbers: Sequence[int]) -> dict[int, Row]:
    """Return units or groups by their numbers."""
    units = list(plan.world.units.values())
    if judges == "unit":
        return {number: units[number] for number in numbers}
    found = plan.listed.ask(
        "SELECT no, unit_no, peer_group FROM group_row WHERE no IN (SELECT unnest(?::BIGINT[]))",
        [list(numbers)],
    )
    return {
        number: group_of(units[unit], None if name is None else str(name))
        for number, unit, name in found
        if isinstance(number, int) and isinstance(unit, int)
    }


def people_of(plan: ListPlan, rows: Mapping[int, Row]) -> dict[int, list[int]]:
    """Return the people of units or groups, by the number of each."""
    keys = {number: _unit_of(row) for number, row in rows.items()}
    units = {key: number for number, key in enumerate(plan.world.units)}
    wanted = sorted({units[key] for key in keys.values()})
    of_unit: dict[int, list[int]] = {number: [] for number in wanted}
    for unit, person in plan.listed.ask(
        "SELECT r.from_no, s.no FROM unit_reach AS r JOIN staff_row AS s ON s.unit_no = r.at_no "
        "WHERE r.from_no IN (SELECT unnest(?::BIGINT[]))",
        [wanted],
    ):
        if isinstance(unit, int) and isinstance(person, int):
            of_unit[unit].append(person)
    return {number: of_unit[units[key]] for number, key in keys.items()}


def parts_of_groups(people: Mapping[int, Sequence[int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield units or groups in parts, each with all the people of those in it."""
    part: list[int] = []
    those: set[int] = set()
    for number, members in people.items():
        if part and len(those) + len(members) > AT_ONCE:
            yield part, sorted(those)
            part, those = [], set()
        part.append(number)
        those.update(members)
    if part:
        yield part, sorted(those)


def _unit_of(row: Row) -> str:
    return row.key if row.table != "groups" else str(row.values["unit_id"])
