"""A small table beside a list, after a column without a heading: none of it is the list's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.intake.shapes.readings import reading_of
from cbccvc_rules.model.chosen import NOT_USED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.body import Body, Keys
    from cbccvc_rules.intake.shapes.paths import Heading


def without_beside(
    table: str, lines: Sequence[Line], headings: Sequence[Heading], keys: Keys, asked: Asked
) -> Sequence[Line]:
    """Return the rows, by which they are told apart, without what stands beside the list."""
    there = {one.at for one in headings}
    last = max((one.at for one in headings if _is_used(table, one, keys, asked)), default=0)
    beyond = max(there, default=0)
    gap = next((at for at in range(last + 1, beyond) if at not in there), None)
    if not last or gap is None:
        return lines
    narrow = (replace(line, cells=line.cells[: gap - 1]) for line in lines)
    return [line for line in narrow if not line.is_blank]


def _is_used(table: str, heading: Heading, keys: Keys, asked: Asked) -> bool:
    if heading.at in {keys.order, *keys.marked}:
        return True
    reading = reading_of(table, heading, asked)
    return reading.why is not None or bool(set(reading.fields) - {NOT_USED})


def in_full(body: Body, lines: Sequence[Line]) -> Body:
    """Give the rows back what stands beside the list: it may say something of grades.

    Rows of headings are held against those above, which what stands beside is no part of.
    """
    own = {line.number: line for line in lines}
    body.people = [own[line.number] for line in body.people]
    body.nameless = [own[line.number] for line in body.nameless]
    for kind, rows in body.aside.items():
        body.aside[kind] = rows if kind == "repeated" else [own[line.number] for line in rows]
    return body
