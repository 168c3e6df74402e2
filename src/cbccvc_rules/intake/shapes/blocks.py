"""Lists of several units one below another on a sheet, each with its foot and its headings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.errors.discreet import is_name
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.again import has_headings
from cbccvc_rules.intake.shapes.group_words import is_unit_name
from cbccvc_rules.intake.shapes.row_cells import (
    cell_at,
    group_of,
    is_number,
    is_of_group,
    words_of,
)
from cbccvc_rules.intake.shapes.words import is_foot, is_total
from cbccvc_rules.model.values import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.body import Body, Keys


def heads_more(
    line: Line, below: Line | None, keys: Keys, wide: Collection[int], again: Collection[int]
) -> bool:
    """Return whether a text below the foot heads more people, or the headings again above them."""
    at, text = words_of(line, keys)
    alone = sum(not is_blank_cell(cell) for cell in line.cells) == 1
    if below is None or not alone or is_total(text) or is_foot(text) or is_name(text):
        return False
    if not is_of_group(text) and not (line.number in wide or at <= (keys.name or 0)):
        return False
    order = None if keys.order is None else cell_at(below, keys.order)
    named = keys.name is not None and not is_blank_cell(cell_at(below, keys.name))
    headed = below.number in again or has_headings(below, keys)
    return keys.of_people and (headed or (is_number(order) and named))


def numbers_those_below(line: Line, below: Line | None, keys: Keys) -> bool:
    """Return whether a unit has the number that those of the people below begin with: 1, 1.1."""
    if below is None or keys.order is None or keys.name is None:
        return False
    number = canonical(cell_at(line, keys.order)).strip(" .)")
    first = canonical(cell_at(below, keys.order)).strip(" .)")
    name = canonical(cell_at(line, keys.name))
    return number.isdecimal() and first.startswith(f"{number}.") and is_of_group(name)


def under_titles(body: Body, titles: Sequence[Line], lines: Sequence[Line], keys: Keys) -> None:
    """Let the unit right above the headings head the first people, as others below head theirs.

    So it is where blocks of several units stand on one sheet, each with its own headings.
    """
    repeated = {line.number for line in body.aside.get("repeated", ())}
    if not repeated:
        return
    after = {one.number: other.number for one, other in pairwise(lines)}
    heads = [group for _, group in body.groups if after.get(group.row) in repeated]
    last = next((line for line in reversed(titles) if not line.is_blank), None)
    if last is None or not heads or not (body.groups and body.groups[0][0] > 0):
        return
    told = [cell for cell in last.cells if not is_blank_cell(cell)]
    own = group_of(last, keys)
    if len(told) == 1 and is_unit_name(own.name) and all(is_unit_name(one.name) for one in heads):
        body.groups.insert(0, (0, own))
