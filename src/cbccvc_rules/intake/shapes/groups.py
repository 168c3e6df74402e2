"""What the rows that head groups say of the people below: category, unit, or nothing."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.words import category_of_group, is_unit_name
from cbccvc_rules.model.chosen import GROUPS, NOT_USED
from cbccvc_rules.model.values import shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.carried import Elsewhere
    from cbccvc_rules.intake.shapes.columns import Columns
    from cbccvc_rules.intake.shapes.rows import Body, Group

OF_GROUPS = ("unit_id", "category", "peer_group", NOT_USED)


@dataclass(slots=True)
class Groups:
    """The columns that group rows tell, each with the first of them; and the rows passed over."""

    columns: dict[str, Group] = field(default_factory=dict)
    unused: list[Group] = field(default_factory=list)
    open: list[Problem] = field(default_factory=list)


def grouped(
    grid: Grid, table: str, body: Body, columns: Columns, asked: Asked, elsewhere: Elsewhere
) -> Groups:
    """Tell people what stands above their group; a column of the sheet itself is believed first."""
    made = Groups()
    told = next((one.field for one in asked.chosen.columns if one.column == GROUPS), None)
    unclear: list[Group] = []
    state: dict[str, Group] = {}
    values: dict[str, str] = {}
    ends = [*(at for at, _ in body.groups), len(body.people)][1:]
    for (begin, group), end in zip(body.groups, ends, strict=False):
        column, value = _meaning(group, told)
        if column is None:
            unclear.append(group)
            continue
        if column == NOT_USED or column in columns.at:
            made.unused.append(group)
            continue
        if column == "category":  # units are listed anew below it
            state.pop("unit_id", None)
        state[column], values[column] = group, value
        made.columns.setdefault(column, group)
        for line in body.people[begin:end]:
            cells = elsewhere.setdefault(line.number, {})
            for name, source in state.items():
                cells[name] = (values[name], (source.row, source.at))
    if unclear and table == "staff" and _matters(columns, made):
        made.open.append(_which(grid, unclear[0]))
    else:
        made.unused.extend(unclear)
    return made


def _meaning(group: Group, told: str | None) -> tuple[str | None, str]:
    category = category_of_group(group.name)
    if category is not None:
        return "category", category
    if told is not None:
        return told, group.name
    return ("unit_id" if is_unit_name(group.name) else None), group.name


def _matters(columns: Columns, made: Groups) -> bool:
    """A group of unknown meaning leaves nothing open where the sheet tells units in a column."""
    return "unit_id" not in columns.at or "category" in made.columns


def _which(grid: Grid, group: Group) -> Problem:
    options = ", ".join(f"`--map {GROUPS}={one}`" for one in OF_GROUPS)
    place = Place(grid.source, group.row, group.at, grid.sheet, group.name)
    return Problem("group-open", place, {"options": options}, read=shown(group.name))
