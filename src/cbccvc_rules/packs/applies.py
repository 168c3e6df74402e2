"""Which law applies: the table of categories and days, checked to leave no day unanswered."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.lang.scope import Scope
from cbccvc_rules.packs.library import FALLBACK, Applies, Fallback, Governs, Pack
from cbccvc_rules.packs.resolve import Resolver, text
from cbccvc_rules.packs.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cbccvc_rules.lang.rules import Interval
    from cbccvc_rules.lang.types import Coded
    from cbccvc_rules.marked import Path
    from cbccvc_rules.packs.schema import AppliesEntrySpec, AppliesFile, BasisSpec
    from cbccvc_rules.sources import Citation, Text


def read_applies(
    file: AppliesFile, packs: Mapping[str, Pack], categories: Coded, resolver: Resolver
) -> Applies:
    """Type the table; an unknown pack or category, a gap or an overlap is a fault."""
    entries: list[Governs] = []
    for number, spec in enumerate(file.entries):
        here = ("entries", number)
        _check_entry(spec, here, packs, categories, resolver)
        interval = resolver.interval(spec, here)
        entries.append(
            Governs(
                standing=spec.category,
                interval=interval,
                packs=tuple(spec.packs),
                hole=None if spec.hole is None else text(spec.hole),
                outside=spec.outside,
                instruments=None if spec.instruments is None else text(spec.instruments),
                confidence=spec.confidence,
                basis=_bases(spec.basis, here, resolver),
                fallback=_fallback(spec, interval, (*here, "fallback"), packs, resolver),
            )
        )
    applies = Applies(text(file.before), tuple(entries))
    _check_whole(applies, categories, resolver)
    return applies


def _fallback(
    entry: AppliesEntrySpec,
    interval: Interval,
    here: Path,
    packs: Mapping[str, Pack],
    resolver: Resolver,
) -> Fallback | None:
    """Type what some of a category are rated by instead: the condition speaks of a person."""
    spec = entry.fallback
    if spec is None:
        return None
    _check_packs(spec.packs, here, packs, resolver)
    scope = Scope(VOCABULARY, "staff", "staff")
    condition = resolver.expression(spec.test, (*here, "if"), scope)
    if condition is None:
        return None
    governs = Governs(
        standing=f"{entry.category}{FALLBACK}",
        interval=interval,
        packs=tuple(spec.packs),
        hole=None,
        outside=False,
        instruments=None if spec.instruments is None else text(spec.instruments),
        confidence=spec.confidence,
        basis=_bases(spec.basis, here, resolver),
        who=text(spec.says),
        as_of=spec.as_of,
    )
    return Fallback(condition, text(spec.unknown), governs)


def _bases(
    specs: Sequence[BasisSpec], here: Path, resolver: Resolver
) -> tuple[Citation | Text, ...]:
    return tuple(
        basis
        for row, item in enumerate(specs)
        if (basis := _basis(item, (*here, "basis", row), resolver)) is not None
    )


def _basis(spec: BasisSpec, path: Path, resolver: Resolver) -> Citation | Text | None:
    if spec.act is None:
        return None if spec.note is None else text(spec.note)
    return resolver.citation(spec, path)


def _check_entry(
    spec: AppliesEntrySpec,
    here: Path,
    packs: Mapping[str, Pack],
    categories: Coded,
    resolver: Resolver,
) -> None:
    _check_packs(spec.packs, here, packs, resolver)
    if spec.category not in categories.words:
        params = {"name": spec.category, "list": categories.name}
        params["nearest"] = nearest(spec.category, categories.words) or ""
        place = resolver.marked.place((*here, "category"))
        resolver.problems.append(Problem("code-unknown", place, params))
    if bool(spec.packs) == (spec.hole is not None):
        resolver.problems.append(Problem("applies-packs-or-hole", resolver.marked.place(here)))


def _check_packs(
    names: Iterable[str], here: Path, packs: Mapping[str, Pack], resolver: Resolver
) -> None:
    for row, name in enumerate(names):
        if name not in packs:
            params = {"pack": name, "nearest": nearest(name, packs) or ""}
            place = resolver.marked.place((*here, "packs", row))
            resolver.problems.append(Problem("pack-unknown", place, params))


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
