"""What a list says of how many people it holds: its foot and its own numbers, held against it.

A row that got lost on the way leaves a gap; that is told, for nobody else can know.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.exact import read_whole
from cbccvc_rules.intake.shapes.people import column
from cbccvc_rules.model.values import fold, shown
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.body import Body, Keys

_COUNTED = re.compile(
    r"(?:tổng(?: số| cộng)?|danh sách)(?:[\s:=,(]|này|có|gồm|là|danh sách)*"
    r"(?P<number>[0-9]{1,6})\s*"
    r"(?:người|đồng chí|đ/c|cán bộ|công chức|viên chức|giáo viên|nhân viên|lao động)"
)
_NAMED = 8
_MOST = 20
"""More gaps than that are no rows that were lost: the numbers are those of another list."""


def counted_otherwise(grid: Grid, body: Body) -> Iterator[Problem]:
    """Yield the rows below all people that say how many there are, if there are not so many."""
    last = body.people[-1].number if body.people else 0
    below = [line for kind in ("foot", "total") for line in body.aside.get(kind, ())]
    for line in sorted(below, key=_number):
        for at, cell in enumerate(line.cells, 1):
            found = _COUNTED.search(fold(cell)) if isinstance(cell, str) else None
            if line.number < last or found is None:
                continue
            if int(found["number"]) != len(body.people):
                place = Place(grid.source, line.number, at, grid.sheet, shown(cell))
                params = {"told": str(int(found["number"])), "people": str(len(body.people))}
                yield Problem(
                    "people-counted-otherwise", place, params, severity="warning", read=shown(cell)
                )
                return


def _number(line: Line) -> int:
    return line.number


def numbers_missing(grid: Grid, body: Body, lines: Sequence[Line], keys: Keys) -> Iterator[Problem]:
    """Tell which numbers of the order are passed over; it may begin anew at 1 in every group.

    Numbers of `lines` that are nobody's, or are asked about, are there.
    """
    order, people = keys.order, body.people
    if order is None or not keys.of_people:
        return
    told = [one if type(one) is int else _whole(one) for one in column(order, people)]
    if told and told[0] is not None and told == list(range(told[0], told[0] + len(told))):
        return
    gaps: list[tuple[int, int, Line]] = []
    for line, (one, other) in zip(people[1:], pairwise(told), strict=True):
        if one is None or other is None:
            continue
        if other <= one and other != 1:
            return  # sorted otherwise, or numbered twice
        if other > one + 1:
            gaps.append((one + 1, other - 1, line))
    if not gaps or len(gaps) > _MOST:
        return
    own = {line.number for line in people}
    others = {_order_of(one, order) for one in lines if one.number not in own}
    gaps = [one for one in gaps if not others.intersection(range(one[0], one[1] + 1))]
    if gaps:
        runs = [str(one) if one == other else f"{one}-{other}" for one, other, _ in gaps]
        named = ", ".join(runs[:_NAMED]) + (", …" if len(gaps) > _NAMED else "")
        place = Place(grid.source, gaps[0][2].number, order, grid.sheet, keys.headings[order])
        yield Problem("numbers-missing", place, {"numbers": named}, severity="notice")


def _order_of(line: Line, order: int) -> int | None:
    """Return a row's number; a row of a text file may end before that column."""
    return _whole(line.cells[order - 1]) if order <= len(line.cells) else None


def _whole(cell: object) -> int | None:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    return read_whole(cell.strip(" .)")) if isinstance(cell, str) else None
