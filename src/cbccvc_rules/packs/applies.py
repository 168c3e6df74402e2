"""Which law applies: the table of categories and days, checked to leave no day unanswered."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.packs.library import Applies, Governs, Pack
from cbccvc_rules.packs.resolve import Resolver, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.lang.types import Coded
    from cbccvc_rules.packs.schema import AppliesEntrySpec, AppliesFile, BasisSpec
    from cbccvc_rules.sources import Citation, Text


def read_applies(
    file: AppliesFile, packs: Mapping[str, Pack], categories: Coded, resolver: Resolver
) -> Applies:
    """Type the table; an unknown pack or category, a gap or an overlap is a fault."""
    entries: list[Governs] = []
    for number, spec in enumerate(file.entries):
        _check_entry(spec, number, packs, categories, resolver)
        entries.append(
            Governs(
                category=spec.category,
                interval=resolver.interval(spec, ("entries", number)),
                packs=tuple(spec.packs),
                hole=None if spec.hole is None else text(spec.hole),
                outside=spec.outside,
                instruments=None if spec.instruments is None else text(spec.instruments),
                confidence=spec.confidence,
                basis=tuple(
                    basis
                    for row, item in enumerate(spec.basis)
                    if (basis := _basis(item, number, row, resolver)) is not None
                ),
            )
        )
    applies = Applies(text(file.before), tuple(entries))
    _check_whole(applies, categories, resolver)
    return applies


def _basis(spec: BasisSpec, number: int, row: int, resolver: Resolver) -> Citation | Text | None:
    if spec.act is None:
        return None if spec.note is None else text(spec.note)
    return resolver.citation(spec, ("entries", number, "basis", row))


def _check_entry(
    spec: AppliesEntrySpec,
    number: int,
    packs: Mapping[str, Pack],
    categories: Coded,
    resolver: Resolver,
) -> None:
    here = ("entries", number)
    for row, name in enumerate(spec.packs):
        if name not in packs:
            params = {"pack": name, "nearest": nearest(name, packs) or ""}
            place = resolver.marked.place((*here, "packs", row))
            resolver.problems.append(Problem("pack-unknown", place, params))
    if spec.category not in categories.words:
        params = {"name": spec.category, "list": categories.name}
        params["nearest"] = nearest(spec.category, categories.words) or ""
        place = resolver.marked.place((*here, "category"))
        resolver.problems.append(Problem("code-unknown", place, params))
    if bool(spec.packs) == (spec.hole is not None):
        resolver.problems.append(Problem("applies-packs-or-hole", resolver.marked.place(here)))


def _check_whole(applies: Applies, categories: Coded, resolver: Resolver) -> None:
    """Each category's entries follow one another without gap or overlap to the end of time."""
    for category in categories.words:
        mine = [
            (entry.interval, ("entries", number))
            for number, entry in enumerate(applies.entries)
            if entry.category == category
        ]
        mine.sort(key=lambda one: one[0].first or date.min)
        for (earlier, _), (later, path) in pairwise(mine):
            if later.first is None or not _follows(later.first, earlier.last):
                params = {"category": category, "day": str(later.first)}
                place = resolver.marked.place((*path, "from"))
                resolver.problems.append(Problem("applies-not-joined", place, params))
        if not mine or mine[-1][0].last is not None:
            place = resolver.marked.place((*mine[-1][1], "to") if mine else ("entries",))
            problem = Problem("applies-not-complete", place, {"category": category})
            resolver.problems.append(problem)


def _follows(first: date, last: date | None) -> bool:
    """Return whether a day is the one after another; no day comes after the last there is."""
    return last is not None and first - timedelta(days=1) == last


def governing(applies: Applies, category: str, day: date) -> Governs | None:
    """Return the entry for a category on a day; None only before the table begins."""
    return next(
        (
            entry
            for entry in applies.entries
            if entry.category == category and day in entry.interval
        ),
        None,
    )
