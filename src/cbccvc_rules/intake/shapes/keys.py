"""By which columns the rows of people are known: order, names, ids; before any row is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.intake.shapes.body import Keys
from cbccvc_rules.intake.shapes.marks import mark_columns
from cbccvc_rules.intake.shapes.readings import GRADED, reading_of
from cbccvc_rules.intake.shapes.words import ORDER
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.headings import heading_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.intake.base import Layout, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.paths import Heading


def keys_of(
    table: str, headings: Sequence[Heading], below: Sequence[Line], asked: Asked, layout: Layout
) -> Keys:
    """Return by which columns people are known: those that are told, or whose headings say so."""
    found: dict[str, int] = {}
    graded: set[int] = set()
    order = None
    for heading in headings:
        reading = reading_of(table, heading, asked)
        if heading_key(heading.own) in ORDER and order is None:
            order = heading.at
        if GRADED & set(reading.fields):
            graded.add(heading.at)
        if len(reading.fields) == 1 or reading.rule == "told":
            for column in reading.fields:
                found.setdefault(column.partition(".")[0], heading.at)
    name = found.get("name") or found.get("given_name")
    id_ = found.get("staff_id")
    if table != "staff" and id_ is None:
        id_ = found.get("unit_id")
    keys = {order, name, id_}
    marks = mark_columns(headings, below, asked) if table == "staff" else ()
    return Keys(
        order,
        name,
        id_,
        {one.at: heading_key(one.own) for one in headings if one.at in keys},
        table == "staff",
        found.get("position"),
        {one.column: one.field for one in asked.chosen.columns if one.is_cell},
        frozenset(graded),
        frozenset(one.at for mark in marks for one in mark.headings),
        asked.labels,
        frozenset(row for row, at in layout.struck if at in {name, id_}),
        found.get("family_name") if name != found.get("name") else None,
        found.get("unit_id"),
        not any(one.is_of_groups and one.field == NOT_USED for one in asked.chosen.columns),
    )
