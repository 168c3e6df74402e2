"""Marks that tell a category: a tick under `Công chức`, or under a grade that it spans."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.intake.shapes.codes import category_called
from cbccvc_rules.intake.shapes.grades import cells_under
from cbccvc_rules.intake.shapes.marks import Marked, is_ticked, kind_of
from cbccvc_rules.intake.shapes.readings import chosen_for
from cbccvc_rules.model.values import canonical, mark_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.paths import Heading

CATEGORY = "category"


def by_category(
    groups: Sequence[Marked], people: Sequence[Line], at: int | None
) -> tuple[list[Marked], Marked | None]:
    """Put groups of grades together of which each is of a category; the ticks tell that, too.

    `at` is a column that tells the category itself: where it says another one than a tick does,
    the groups stay apart, and which of them is meant is asked.
    """
    found: list[Marked] = []
    told: Marked | None = None
    for column in dict.fromkeys(one.column for one in groups):
        own = [one for one in groups if one.column == column]
        whole = _together(own)
        if whole is None:
            found.extend(own)
            continue
        grades, categories = whole
        if at is not None and _is_against(categories, people, at):
            found.extend(own)
            continue
        found.append(grades)
        told = categories if at is None and (told is None or column == "rating") else told
    return found, told


def _together(groups: Sequence[Marked]) -> tuple[Marked, Marked] | None:
    """Return one group of grades, and one of categories; None where not all are of a category."""
    if not groups or any(one.kind != "marks" for one in groups):
        return None
    told = groups[0].told
    if any(one.told != told for one in groups) or (told and len(groups) > 1):
        return None
    headings = tuple(heading for one in groups for heading in one.headings)
    codes = tuple(code for one in groups for code in one.codes)
    spans = [_span(one) for one in headings]
    named = tuple(category for category, _ in spans if category is not None)
    if len(named) < len(headings) or len(set(named)) < 2:
        return None
    if len(set(zip(named, codes, strict=True))) < len(codes):
        return None
    above = {rest for _, rest in spans}
    if len(above) > 1:
        return None
    grades = replace(groups[0], headings=headings, codes=codes, above=above.pop())
    texts = dict.fromkeys(
        text for one in headings for text in one.above if category_called(text) is not None
    )
    return grades, Marked(CATEGORY, headings, named, "marks", tuple(texts))


def _span(heading: Heading) -> tuple[str | None, tuple[str, ...]]:
    """Return the category that spans a heading, and what else does; None where none, or several."""
    named = [(text, category_called(text)) for text in heading.above]
    found = [category for _, category in named if category is not None]
    rest = tuple(text for text, category in named if category is None)
    return (found[0] if len(found) == 1 else None), rest


def _is_against(categories: Marked, people: Sequence[Line], at: int) -> bool:
    """Return whether a tick says another category of somebody than a column does."""
    for line in people:
        told = [category_called(cell) for cell in cells_under(at, (line,)) if isinstance(cell, str)]
        for heading, category in zip(categories.headings, categories.codes, strict=True):
            ticked = any(map(is_ticked, cells_under(heading.at, (line,))))
            if ticked and told and told[0] not in {None, category}:
                return True
    return False


def category_columns(
    headings: Sequence[Heading], people: Sequence[Line], asked: Asked, taken: Collection[int]
) -> Iterator[Marked]:
    """Yield columns beside each other that are called after categories and hold nothing but ticks.

    One alone is none, and neither are columns of which nobody is ticked in any; those that whoever
    asks says to be of categories are believed.
    """
    told = tuple(
        (one, choice.field.removeprefix(f"{CATEGORY}."))
        for one in headings
        for choice in chosen_for(one, asked)
        if choice.field.startswith(f"{CATEGORY}.")
    )
    if told:
        codes = tuple(code for _, code in told)
        yield Marked(CATEGORY, tuple(one for one, _ in told), codes, "marks", told=True)
        return
    group: list[tuple[Heading, str]] = []
    for heading in (*headings, None):
        category = None if heading is None or heading.at in taken else category_called(heading.own)
        if heading is not None and chosen_for(heading, asked):
            category = None
        if heading is not None and category is not None:
            anew = bool(group) and (
                heading.above != group[-1][0].above
                or heading.at != group[-1][0].at + 1
                or category in {code for _, code in group}
            )
            if not anew:
                group.append((heading, category))
                continue
        yield from _group(group, people)
        group = [(heading, category)] if heading is not None and category is not None else []


def _group(group: Sequence[tuple[Heading, str]], people: Sequence[Line]) -> Iterator[Marked]:
    if len(group) < 2:
        return
    headings = tuple(heading for heading, _ in group)
    ticks = [cell for one in headings for cell in cells_under(one.at, people) if is_ticked(cell)]
    # in a list of people a lone 1 under a category is a tick as well; two of them count something
    if ticks and kind_of(headings, people) != "counts" and all(map(_is_mark, ticks)):
        yield Marked(CATEGORY, headings, tuple(category for _, category in group), "marks")


def _is_mark(cell: object) -> bool:
    return cell is True or mark_of(cell) is not None or canonical(cell) == "1"
