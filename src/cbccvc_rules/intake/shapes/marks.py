"""Columns called after grades: which stand together, and whether marks or counts stand in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.exact import exact_number, read_number
from cbccvc_rules.intake.shapes.grades import AROUND, cells_under, grade_called
from cbccvc_rules.intake.shapes.readings import chosen_for
from cbccvc_rules.intake.shapes.words import (
    STAGE_COLUMNS,
    speaks_of_grade,
    speaks_of_part,
    stages_in,
)
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.model.values import is_told, mark_of
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.paths import Heading

MarkKind = Literal["marks", "counts", "open"]
_LETTERS = frozenset("abcde") | {"a+"}
_PREFIX = re.compile(r"^(?:xếp loại|loại|mức|hạng)\s+(?=[a-e1-4]\+?$)", re.IGNORECASE)
_DIGITS = ("1", "2", "3", "4")
_HIGHEST_FIRST = tuple(reversed(GRADES))


@dataclass(frozen=True, slots=True)
class Marked:
    """Columns side by side, each called after a grade; `codes` are the grades, or their labels.

    `column` is whose grade a mark gives, `above` what spans them all. `told`: whoever asks says so.
    """

    column: str
    headings: tuple[Heading, ...]
    codes: tuple[str, ...]
    kind: MarkKind
    above: tuple[str, ...] = ()
    told: bool = False


@dataclass(frozen=True, slots=True)
class _Called:
    """A column called after a grade, or a letter or digit for one; `above` is what spans both."""

    heading: Heading
    label: str
    above: tuple[str, ...]


def mark_columns(
    headings: Sequence[Heading], people: Sequence[Line], asked: Asked
) -> tuple[Marked, ...]:
    """Return the groups of columns that are called after grades, each with what stands in them."""
    told = list(_told_marks(headings, asked))
    taken = {one.at for group in told for one in group.headings}
    found: list[Marked] = []
    group: list[_Called] = []
    for heading in (*headings, None):
        called = None if heading is None or heading.at in taken else _called(heading, asked)
        if group and heading is not None and called is None and _is_empty(heading.at, people):
            continue
        beside = bool(group) and called is not None and _beside(group[-1], called, people)
        if group and (called is None or not beside or _begins_anew(group, called)):
            found.extend(_group(group, people) if _is_used(group, asked) else ())
            group = []
        if called is not None:
            group.append(called)
    return (*told, *found)


def _beside(left: _Called, right: _Called, people: Sequence[Line]) -> bool:
    """Return whether nothing stands between two columns."""
    between = range(left.heading.at + 1, right.heading.at)
    return all(_is_empty(at, people) for at in between)


def is_ticked(cell: object) -> bool:
    """Return whether a cell may be a mark; `-` and false are none."""
    return cell is not False and is_told(cell)


def _is_empty(at: int, people: Sequence[Line]) -> bool:
    return next(cells_under(at, people), None) is None


def _is_used(group: Sequence[_Called], asked: Asked) -> bool:
    """Return whether whoever asks leaves any of the columns in; what else is said, is told."""
    return any(not chosen_for(one.heading, asked) for one in group)


def _begins_anew(group: Sequence[_Called], called: _Called) -> bool:
    """Return whether a column begins another group: its grade is there, or it stands elsewhere."""
    if any(called.label == one.label for one in group):
        return True
    above = group[-1].above
    return bool(called.above) and bool(above) and called.above != above


def _called(heading: Heading, asked: Asked) -> _Called | None:
    """Return the grade, or the letter or digit, that a column is called after."""
    if any(one.field != "-" for one in chosen_for(heading, asked)):
        return None
    code, depth = grade_called(heading, asked.labels)
    if code is not None:
        above = heading.path[:-depth]
        lettered = bool(above) and heading_key(above[-1]) in _LETTERS
        return _Called(heading, code, above[:-1] if lettered else above)
    own = heading.own.strip(AROUND)
    text = _PREFIX.sub("", own)
    spoken = any(speaks_of_grade(one) or stages_in(one) for one in heading.above) or text != own
    is_sign = heading_key(text) in _LETTERS or text in _DIGITS
    return _Called(heading, text, heading.above) if spoken and is_sign else None


def _group(group: Sequence[_Called], people: Sequence[Line]) -> Iterator[Marked]:
    if len(group) < 2:
        return
    headings = tuple(one.heading for one in group)
    codes = tuple(one.label for one in group)
    kind = kind_of(headings, people)
    if any(one in _DIGITS for one in codes):
        # 1 is the highest grade where digits are used, though not everywhere: it is asked about.
        of_parts = any(speaks_of_part(text) for one in group for text in one.above)
        if codes != _DIGITS or kind != "marks" or of_parts:
            return
        codes, kind = _HIGHEST_FIRST, "open"
    stages = {stage for one in headings for text in one.above for stage in stages_in(text)}
    column = STAGE_COLUMNS[next(iter(stages))] if len(stages) == 1 else "rating"
    if len(stages) > 1 and kind == "marks":
        kind = "open"
    yield Marked(column, headings, codes, kind, group[0].above)


def kind_of(headings: Sequence[Heading], people: Sequence[Line]) -> MarkKind:
    """Return what stands under the grades.

    Marks: nothing but `x`. Counts: numbers, of which some person has two, or one that is not 1.
    A lone 1 a person may be either. `-` and false are no marks.
    """
    marks = numbers = others = 0
    counted = False
    for line in people:
        cells = (cell for one in headings for cell in cells_under(one.at, (line,)))
        row = [cell for cell in cells if is_told(cell) and cell is not False]
        values = [read_number(one) if isinstance(one, str) else exact_number(one) for one in row]
        ticks = [mark_of(one) is not None or one is True for one in row]
        marks += sum(ticks)
        numbers += sum(value is not None for value in values)
        others += sum(not tick and value is None for tick, value in zip(ticks, values, strict=True))
        counted = counted or sum(value not in {None, 0} for value in values) > 1
        counted = counted or any(value not in {None, 0, 1} for value in values)
    if marks and not numbers and not others:
        return "marks"
    if numbers and counted and not marks and not others:
        return "counts"
    return "marks" if not (marks or numbers or others) else "open"


def _told_marks(headings: Sequence[Heading], asked: Asked) -> Iterator[Marked]:
    """Yield the columns that whoever asks says to be marked: `--map E=rating.HTXSNV`."""
    found: dict[str, list[tuple[Heading, str]]] = {}
    for heading in headings:
        for choice in chosen_for(heading, asked):
            column, _, code = choice.field.partition(".")
            if code and column in STAGE_COLUMNS.values():
                found.setdefault(column, []).append((heading, code))
    for column, told in found.items():
        named = tuple(heading for heading, _ in told)
        yield Marked(column, named, tuple(code for _, code in told), "marks", told=True)
