"""What is said of columns, led to the columns of one sheet; saved headings are held against it.

A heading is looked for by all of its words first, with those that span it, then by its own. Choices
that were saved hold for the headings that they were saved with, and for no others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.group_words import without_count
from cbccvc_rules.intake.shapes.paths import Heading
from cbccvc_rules.intake.shapes.readings import reading_of
from cbccvc_rules.intake.shapes.title import OF_FILE, TITLE
from cbccvc_rules.model.chosen import Choice, Chosen, SavedHeadings
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import fold, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text, column_letters, column_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked

_NAMED = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """What is asked of one sheet: columns by letters, titles by cells, a value for all rows.

    `headings` has those more that stand above a column named by its letters, without a heading.
    `met` are the choices that name something on the sheet; those `by_cell` do, if the cell is that
    of a title or of the head of a group, those `by_name` if there are such heads.
    """

    asked: Asked
    headings: list[Heading]
    met: set[Choice]
    by_cell: dict[str, Choice]
    by_name: list[Choice]
    problems: tuple[Problem, ...] = ()


def placed(
    grid: Grid, table: str, headings: Sequence[Heading], lines: Sequence[Line], asked: Asked
) -> Placed:
    """Lead every choice to what it names on a sheet, of which the rows are given."""
    chosen = asked.chosen
    here = [one for one in chosen.columns if _is_here(grid, one)]
    found: list[Choice] = []
    met: set[Choice] = set()
    by_cell: dict[str, Choice] = {}
    by_name: list[Choice] = []
    made = list(headings)
    for one in here:
        columns = list(_columns(one, made, lines))
        cells = [] if columns else _cells(one, lines)
        made.extend(column for column in columns if not any(column.at == old.at for old in made))
        names = (*(column_letters(column.at) for column in columns), *cells)
        found.extend(Choice(name, one.field, one.place) for name in names)
        if columns:
            met.add(one)
        by_cell.update((cell, one) for cell in cells)
        if _is_of_file(grid, one) and not columns:
            found.append(replace(one, column=OF_FILE))
            by_name.append(one)
        elif one.is_of_groups or (one.name == TITLE and one.within is not None):
            found.append(replace(one, column=one.name))
            by_name.append(one)
    own = Chosen(tuple(found), chosen.fill_of(grid.sheet), chosen.labels)
    saved = _saved(chosen, table, grid)
    problems = () if saved is None else tuple(_differences(grid, table, headings, saved, asked))
    problems = (*problems, *_two_fields(grid, found, made))
    made.sort(key=_at)
    return Placed(replace(asked, chosen=own), made, met, by_cell, by_name, problems)


def _two_fields(
    grid: Grid, found: Sequence[Choice], headings: Sequence[Heading]
) -> Iterator[Problem]:
    """Yield the columns that are said to be two things; what is saved yields to what is said."""
    said: dict[str, dict[str, None]] = {}
    for one in found:
        if one.letters is not None and one.place is None:
            said.setdefault(one.letters, {})[one.field] = None
    for letters, fields in said.items():
        heading = next((one for one in headings if column_letters(one.at) == letters), None)
        if len(fields) > 1 and heading is not None:
            place = Place(grid.source, heading.row, heading.at, grid.sheet, heading.own)
            params = {"letters": letters, "fields": ", ".join(f"`{one}`" for one in fields)}
            yield Problem("map-two-fields", place, params, read=shown(heading.text))


def _at(heading: Heading) -> int:
    return heading.at


def _is_sheet(grid: Grid, name: str) -> bool:
    return fold(grid.sheet or "") == fold(name)


def _is_here(grid: Grid, one: Choice) -> bool:
    return one.within is None or _is_sheet(grid, one.within) or _is_of_file(grid, one)


def _is_of_file(grid: Grid, one: Choice) -> bool:
    """Return whether the name of the file is meant, which is taken off where there are several."""
    if one.name != TITLE:
        return False
    return one.within is None or (
        fold(one.within) == fold(grid.source) and not _is_sheet(grid, one.within)
    )


def _columns(one: Choice, headings: Sequence[Heading], lines: Sequence[Line]) -> Iterator[Heading]:
    """Yield the columns that a choice names."""
    if one.sheet is not None or one.is_of_groups:
        return
    if one.letters is not None:
        at = column_number(one.letters)
        own = next((heading for heading in headings if heading.at == at), None)
        if own is not None:
            yield own
        elif any(len(line.cells) >= at for line in lines):
            row = headings[0].row if headings else lines[0].number
            yield Heading(at, row, (f"({one.letters})",))
        return
    told = _named(one.name, headings)
    if not told and one.nth is not None:
        name, nth = one.nth
        told = _named(name, headings)[nth - 1 : nth]
    yield from told


def _named(name: str, headings: Sequence[Heading]) -> list[Heading]:
    key = heading_key(name)
    if not key and not name.strip():
        return []
    whole = [one for one in headings if heading_key(one.text) == key and one.text.strip()]
    return whole or [one for one in headings if heading_key(one.own) == key]


def _cells(one: Choice, lines: Sequence[Line]) -> list[str]:
    """Return the cells that a choice names, by letters and number or by what stands there."""
    if one.sheet is not None or one.is_of_groups or one.letters is not None:
        return []
    key = fold(one.name)
    told = [
        (f"{column_letters(at)}{line.number}", cell)
        for line in lines
        for at, cell in enumerate(line.cells, 1)
        if isinstance(cell, str) and not is_blank_cell(cell)
    ]
    if one.is_cell:
        return [cell for cell, _ in told if cell == one.name]
    bare = fold(without_count(one.name))
    return [cell for cell, text in told if fold(text) == key] or [
        cell for cell, text in told if bare and fold(without_count(text)) == bare
    ]


def names_of(headings: Sequence[Heading]) -> dict[int, tuple[str, int | None]]:
    """Return by which name each column is saved: all its words, and which of those it is."""
    keys = Counter(heading_key(one.text) for one in headings)
    seen: Counter[str] = Counter()
    names: dict[int, tuple[str, int | None]] = {}
    for one in headings:
        key = heading_key(one.text)
        seen[key] += 1
        names[one.at] = (shown(one.text), seen[key] if keys[key] > 1 else None)
    return names


def _saved(chosen: Chosen, table: str, grid: Grid) -> SavedHeadings | None:
    of_table = [one for one in chosen.headings if one.table == table]
    own = [one for one in of_table if one.sheet is not None and _is_sheet(grid, one.sheet)]
    every = [one for one in of_table if one.sheet is None]
    return next(iter((*own, *every)), None)


def _differences(
    grid: Grid, table: str, headings: Sequence[Heading], saved: SavedHeadings, asked: Asked
) -> Iterator[Problem]:
    """Yield how headings differ from the saved ones, where that may change what a column is."""
    now = [shown(one.text) for one in headings]
    keys, then = [heading_key(one) for one in now], [heading_key(one) for one in saved.headings]
    if keys == then:
        return
    gone = list((Counter(then) - Counter(keys)).elements())
    new = list((Counter(keys) - Counter(then)).elements())
    repeated = any(number > 1 for number in Counter((*keys,)).values())
    repeated = repeated or any(number > 1 for number in Counter(then).values())
    used = {heading_key(one.name) for one in asked.chosen.columns}
    bare = replace(asked, chosen=Chosen())
    matter = [
        key for key in (*gone, *new) if key in used or _means_something(table, key, headings, bare)
    ]
    if not matter and not repeated:
        return
    words = {heading_key(one): one for one in (*saved.headings, *now)}
    params: dict[str, str | Text] = {
        "gone": _listed(words[key] for key in gone),
        "new": _listed(words[key] for key in new),
    }
    code = "headings-differ" if gone or new else "headings-moved"
    yield Problem(code, saved.place or grid.whole, {**params, "sheet": grid.sheet or grid.source})


def _listed(words: Iterator[str]) -> str:
    told = [f"`{one}`" for one in words]
    return ", ".join(told[:_NAMED]) + ("…" if len(told) > _NAMED else "") if told else "—"


def _means_something(table: str, key: str, headings: Sequence[Heading], bare: Asked) -> bool:
    """Return whether a heading would be read as some column, or as one that must be asked about."""
    now = next((one for one in headings if heading_key(one.text) == key), None)
    heading = now or Heading(1, 1, tuple(key.split(" / ")))
    reading = reading_of(table, heading, bare)
    return bool(reading.fields) or reading.why not in {None, "order"}
