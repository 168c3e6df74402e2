"""People of a list without ids who may be one: of one name and birth, or of one name and post."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import CellFault, canonical, fold, read_date, shown
from cbccvc_rules.model.written_alike import name_key
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.model.rows import RawRow, Sheet

_BORN = re.compile(r"\b(?:ngày|năm|ngày,? tháng,? năm|ngày tháng năm) sinh\b|\bsinh (?:ngày|năm)\b")
BY_BIRTH = Text("họ tên và ngày sinh", "name and day of birth")
BY_POST = Text("họ tên và chức vụ", "name and post")


def births(headings: Iterable[Heading], people: Sequence[Line]) -> Mapping[int, str]:
    """Return when people were born, by their rows, in one way of writing."""
    at = [one.at for one in headings if any(_BORN.search(heading_key(text)) for text in one.path)]
    found: dict[int, str] = {}
    for line in people if at else ():
        cells = (line.cells[one - 1] for one in at if one <= len(line.cells))
        cell = next((one for one in cells if not is_blank_cell(one)), None)
        if cell is not None:
            found[line.number] = _day(cell)
    return found


def _day(cell: object) -> str:
    try:
        day = read_date(cell)
    except CellFault:
        day = None
    return fold(canonical(cell)) if day is None else day.isoformat()


def same_people(sheet: Sheet, rows: Sequence[RawRow]) -> Iterator[Problem]:
    """Yield those who may be one person: in two units of a list, or twice in one."""
    if "name" not in sheet.headings:
        return
    named: dict[str, list[RawRow]] = defaultdict(list)
    for row in rows:
        named[canonical(row.cells.get("name"))].append(row)
    alike: dict[str, list[RawRow]] = defaultdict(list)
    for name, several in named.items():
        if name.strip():
            alike[name_key(name)].extend(several)
    for several in alike.values():
        for one, other in combinations(several[:_MOST], 2) if len(several) > 1 else ():
            by = _may_be_one(sheet, one, other)
            if by is not None:
                place = sheet.place(other.number, "name")
                params: dict[str, str | Text] = {
                    "row": str(one.number),
                    "by": by,
                    "units": f"{_unit(one)}, {_unit(other)}",
                }
                yield Problem("person-in-two-units", place, params, severity="notice")
            elif _is_named_twice(sheet, one, other):
                place = sheet.place(other.number, "name")
                name = shown(other.cells.get("name"))
                params = {"row": str(one.number)}
                yield Problem("person-named-twice", place, params, severity="warning", read=name)


_MOST = 20


def _unit(row: RawRow) -> str:
    return shown(row.cells.get("unit_id"))


def _is_named_twice(sheet: Sheet, one: RawRow, other: RawRow) -> bool:
    """Return whether nothing tells two rows of one unit apart: neither birth nor post."""
    if fold(_unit(one)) != fold(_unit(other)):
        return False
    for told in (
        [sheet.born.get(row.number, "") for row in (one, other)],
        [fold(canonical(row.cells.get("position"))) for row in (one, other)],
    ):
        if all(told) and told[0] != told[1]:
            return False
    return True


def _may_be_one(sheet: Sheet, one: RawRow, other: RawRow) -> Text | None:
    born = [sheet.born.get(row.number) for row in (one, other)]
    if fold(_unit(one)) == fold(_unit(other)):
        return None
    if all(born):
        return BY_BIRTH if born[0] == born[1] else None
    posts = [fold(canonical(row.cells.get("position"))) for row in (one, other)]
    return BY_POST if posts[0] and posts[0] == posts[1] and not any(born) else None
