"""What the rows that head groups say of the people below: category, unit, or nothing.

Groups stand in levels: a head ends those of its own level, and what was told further down.
"""

from __future__ import annotations

from dataclasses import field
from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.grades import cells_under
from cbccvc_rules.intake.shapes.group_words import (
    category_of_group,
    is_unit_name,
    rank_of_number,
)
from cbccvc_rules.intake.shapes.heads import all_below, bearing_of, is_answered
from cbccvc_rules.intake.shapes.row_questions import OF_GROUPS, named, row_by_row
from cbccvc_rules.intake.shapes.words import STAGE_COLUMNS
from cbccvc_rules.model.chosen import GROUPS, NOT_USED, PERIOD
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import shown
from cbccvc_rules.model.written_alike import unit_key
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.body import Body, Group
    from cbccvc_rules.intake.shapes.carried import Elsewhere
    from cbccvc_rules.intake.shapes.heads import Below
    from cbccvc_rules.intake.shapes.known import Columns

_UNCLEAR = "?"

Key = int | str
"""What tells a level from others: how its heads are numbered, or else what they say."""


@dataclass(slots=True)
class Groups:
    """The columns that group rows tell, each with the first of them; and the rows passed over.

    `levels` are those that there are, from 1. `others` are the rows of people of another
    round, `below` tells whom each head heads.
    """

    columns: dict[str, Group] = field(default_factory=dict)
    unused: list[Group] = field(default_factory=list)
    open: list[Problem] = field(default_factory=list)
    levels: frozenset[int] = frozenset()
    others: set[int] = field(default_factory=set)
    below: tuple[Below, ...] = ()


def grouped(
    grid: Grid, table: str, body: Body, columns: Columns, asked: Asked, elsewhere: Elsewhere
) -> Groups:
    """Tell people what stands above their group; a column of the sheet itself is believed first."""
    levels = levels_of(body.groups)
    made = Groups(levels=frozenset(levels.values()))
    unclear: dict[int, list[Group]] = {}
    state: dict[int, _Told] = {}
    heads: dict[int, Group] = {}
    under: dict[str, tuple[str, ...]] = {}
    beside: dict[str, Group] = {}
    ends = [*(at for at, _ in body.groups), len(body.people)][1:]
    for (begin, group), end in zip(body.groups, ends, strict=False):
        level = levels[group.row]
        state = {at: told for at, told in state.items() if at < level}
        heads = {at: head for at, head in heads.items() if at < level}
        column, value, said = _meaning(group, level, asked)
        if column == PERIOD or (
            bearing_of(group.name, asked) and not is_answered(group, level, asked)
        ):
            pass  # asked about by itself, or its people are taken out
        elif column is None and heading_key(group.name) in _OF_PEOPLE:
            made.unused.append(group)  # it says no more than the list does
        elif column is None:
            unclear.setdefault(level, []).append(group)
        elif column in STAGE_COLUMNS.values() and group.told is not None:
            state[level] = _Told(column, value, group)
            if column not in columns.at:
                made.columns.setdefault(column, group)
        elif column in columns.at and said and column != NOT_USED:
            beside.setdefault(column, group)
        elif column == NOT_USED or column in columns.at:
            made.unused.append(group)
        else:
            state[level] = _Told(column, value, group, _is_level_told(level, column, asked))
            made.columns.setdefault(column, group)
            if column == "unit_id" and not said:
                made.open.extend(_under_two(grid, group, value, heads, under, level))
        heads[level] = group
        if end > begin:
            made.open.extend(_both(grid, state, made))
        for line in body.people[begin:end]:
            cells = elsewhere.setdefault(line.number, {})
            for _, one in sorted(state.items(), key=_level_of):
                cells[one.column] = (one.value, (one.group.row, one.group.at))
    made.below = tuple(all_below(body, levels))
    for head in made.below:
        if head.group.told == PERIOD:
            made.others.update(line.number for line in head.people)
    made.open.extend(_beside(grid, beside, columns))
    if not unclear:
        made.open.extend(_otherwise(grid, body.groups, levels, asked))
    if unclear and table == "staff" and _matters(columns, made):
        made.open.extend(_which(grid, unclear))
    else:
        made.unused.extend(group for groups in unclear.values() for group in groups)
    made.open.extend(row_by_row(grid, body, columns))
    return made


def without_empty(body: Body, columns: Columns) -> None:
    """Leave out a column that tells nobody's unit or category, where heads of groups do."""
    for name in ("unit_id", "category"):
        heading = columns.at.get(name)
        told = any(_by_name(group)[0] == name for _, group in body.groups)
        if heading is None or not told or columns.rules[name] == "told":
            continue
        if not any(True for _ in cells_under(heading.at, body.people)):
            del columns.at[name], columns.rules[name]
            columns.aside.append((heading, "empty"))


def _under_two(
    grid: Grid,
    group: Group,
    unit: str,
    heads: Mapping[int, Group],
    under: dict[str, tuple[str, ...]],
    level: int,
) -> Iterator[Problem]:
    """Ask of a unit that stands below different heads, but for categories, whether it is one."""
    above = tuple(
        shown(head.name) for _, head in sorted(heads.items()) if _by_name(head)[0] != "category"
    )
    first = under.setdefault(unit_key(unit), above)
    if first != above and first and above:
        option = f"`--map {GROUPS}.{level - 1}=unit_id --map {GROUPS}.{level}=peer_group`"
        place = Place(grid.source, group.row, group.at, grid.sheet, group.name)
        same = f"`--map {GROUPS}.{level}=unit_id`"
        params = {"one": " / ".join(first), "other": " / ".join(above), "same": same}
        params["options"] = option
        yield Problem("unit-under-two", place, params, read=shown(unit))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a head tells the people below it: a column, its value, by which row.

    `of_level`: whoever asks says so of its level; the nearest of several such heads is meant.
    """

    column: str
    value: str
    group: Group
    of_level: bool = False


def _is_level_told(level: int, column: str, asked: Asked) -> bool:
    return any(one.level == level and one.field == column for one in asked.chosen.columns)


def _both(grid: Grid, state: Mapping[int, _Told], made: Groups) -> Iterator[Problem]:
    """Ask which level tells a column where two of them do; one question is enough."""
    told: dict[str, int] = {}
    for level, one in sorted(state.items()):
        upper = told.setdefault(one.column, level)
        if upper == level or "levels-both" in {problem.code for problem in made.open}:
            continue
        if one.of_level and state[upper].of_level:
            continue
        options = ", ".join(
            f"`--map {GROUPS}.{at}={field_}`"
            for at in (upper, level)
            for field_ in (*_INSTEAD[one.column], NOT_USED)
        )
        place = Place(grid.source, one.group.row, one.group.at, grid.sheet, one.group.name)
        params = {
            "upper": str(upper),
            "lower": str(level),
            "above": shown(state[upper].group.name),
            "column": one.column,
            "options": options,
            "same": "`"
            + " ".join(f"--map {GROUPS}.{at}={one.column}" for at in (upper, level))
            + "`",
        }
        yield Problem("levels-both", place, params, read=shown(one.group.name))


_INSTEAD: Mapping[str, tuple[str, ...]] = {
    "unit_id": ("peer_group",),
    "category": ("peer_group",),
    "peer_group": ("unit_id",),
}


def _level_of(item: tuple[int, object]) -> int:
    return item[0]


def levels_of(groups: Sequence[tuple[int, Group]]) -> dict[int, int]:
    """Return the level of each head by its row, counted from 1.

    Numbers tell levels by custom: A, I, 1, a. Heads without numbers are of one level where they say
    the same; one that first follows another head at once, with nobody between, stands below it.
    """
    upper = _upper_words(groups)
    order: list[Key] = []
    keys: list[tuple[int, Key]] = []
    before: tuple[int, Key] | None = None
    for at, group in groups:
        key = _key(group, upper)
        if key not in order:
            follows = before is not None and before[0] == at
            order.insert(_put_at(key, order, before[1] if before and follows else None), key)
        keys.append((group.row, key))
        before = (at, key)
    return {row: order.index(key) + 1 for row, key in keys}


def _upper_words(groups: Sequence[tuple[int, Group]]) -> frozenset[str]:
    """Return the words of units that stand right above others: a school above its teams."""
    return frozenset(
        _word(upper)
        for (one, upper), (other, lower) in pairwise(groups)
        if one == other and _word(upper) != _word(lower)
        if rank_of_number(upper.number) is None and rank_of_number(lower.number) is None
        if _by_name(upper)[0] == _by_name(lower)[0] == "unit_id"
    )


def _word(group: Group) -> str:
    return heading_key(group.name).partition(" ")[0]


def _key(group: Group, upper: Collection[str]) -> Key:
    rank = rank_of_number(group.number)
    if rank is not None:
        return rank
    told = _by_name(group)[0] or group.told or _UNCLEAR
    return f"{told}: {_word(group)}" if told == "unit_id" and _word(group) in upper else told


def _put_at(key: Key, order: Sequence[Key], above: Key | None) -> int:
    """Return where among the levels a new one stands."""
    if isinstance(key, int):
        lower = [at for at, one in enumerate(order) if isinstance(one, int) and one > key]
        if lower:
            return lower[0]
        higher = [at for at, one in enumerate(order) if isinstance(one, int)]
        if higher:
            return len(order)
    return 0 if above is None else order.index(above) + 1


def _by_name(group: Group) -> tuple[str | None, str]:
    category = category_of_group(group.name)
    if category is not None:
        return "category", category
    return ("unit_id" if is_unit_name(group.name) else None), group.name


def _meaning(group: Group, level: int, asked: Asked) -> tuple[str | None, str, bool]:
    """Return the column that a head tells and its value, and whether whoever asks says so."""
    column, value = _by_name(group)
    of_level = [one for one in asked.chosen.columns if one.is_of_groups]
    exact = next((one.field for one in of_level if one.level == level), None)
    every = next((one.field for one in of_level if one.level is None), None)
    told = group.told or exact or (every if column is None else None)
    if told is None:
        return column, value, False
    base, _, code = told.partition(".")
    if base in _OF_CODES and code:
        return base, code, True
    return told, value if told == column else group.name, True


_OF_PEOPLE = frozenset({"cá nhân", "danh sách cá nhân", "khối cá nhân", "đối với cá nhân"})
_OF_CODES = frozenset({"category", *STAGE_COLUMNS.values()})


def _matters(columns: Columns, made: Groups) -> bool:
    """A group of unknown meaning leaves nothing open where the sheet tells units in a column."""
    return "unit_id" not in columns.at or "category" in made.columns


def _which(grid: Grid, unclear: dict[int, list[Group]]) -> Iterator[Problem]:
    """Ask what the heads of each level are, of which that is open."""
    for level, groups in sorted(unclear.items()):
        name = GROUPS if len(unclear) == 1 else f"{GROUPS}.{level}"
        options = ", ".join(f"`--map {name}={one}`" for one in OF_GROUPS)
        first = groups[0]
        place = Place(grid.source, first.row, first.at, grid.sheet, first.name)
        alone = ""
        if len(groups) > 1:
            alone = f'--map "{shown(first.name)}=…"'
        params: dict[str, str | Text] = {
            "options": options,
            "rows": named(groups),
            "alone": Text(
                f"; nếu không giống nhau thì từng dòng: `{alone}`", f"; one by one: `{alone}`"
            )
            if alone
            else "",
        }
        yield Problem("group-open", place, params, read=shown(first.name))


def _beside(grid: Grid, beside: dict[str, Group], columns: Columns) -> Iterator[Problem]:
    """Ask which is right where heads of groups are said to tell what a column tells as well."""
    for column, group in beside.items():
        heading = columns.at[column]
        place = Place(grid.source, group.row, group.at, grid.sheet, group.name)
        params = {
            "column": column,
            "heading": shown(heading.text),
            "letters": column_letters(heading.at),
        }
        yield Problem("groups-beside-column", place, params, read=shown(group.name))


def _otherwise(
    grid: Grid, groups: Sequence[tuple[int, Group]], levels: Mapping[int, int], asked: Asked
) -> Iterator[Problem]:
    """Ask where an answer for heads that are open meets none but such as say what they are."""
    said = next(
        (one for one in asked.chosen.columns if one.is_of_groups and one.level is None), None
    )
    if said is None or any(_by_name(group)[0] in {None, said.field} for _, group in groups):
        return
    for _, group in groups[:1]:
        place = Place(grid.source, group.row, group.at, grid.sheet, group.name)
        params = {
            "column": said.field,
            "own": _by_name(group)[0] or "",
            "level": str(levels[group.row]),
        }
        yield Problem("groups-told-otherwise", place, params, read=shown(group.name))
