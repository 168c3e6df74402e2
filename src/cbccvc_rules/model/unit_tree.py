"""Units and what is above them: unknown parents, circles, which units are bodies, working years."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.draft import Draft
from cbccvc_rules.model.figures import contradictions
from cbccvc_rules.model.identity import same_id, with_id
from cbccvc_rules.model.references import KnownIds
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.model.period import Period
    from cbccvc_rules.trace import Value


@dataclass(slots=True)
class UnitTree:
    """The units of a batch by id; `adrift` are those whose parent was told but is not known."""

    units: dict[str, Draft]
    adrift: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    columns: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Make the ids ready to be looked up."""
        self.ids = KnownIds(self.units)

    ids: KnownIds = field(init=False)

    def below(self, roots: Iterable[str]) -> set[str]:
        """Return units and every unit below them."""
        children: dict[str, list[str]] = defaultdict(list)
        for key, unit in self.units.items():
            parent = unit.text("parent_id")
            if parent is not None:
                children[parent].append(key)
        found: set[str] = set()
        waiting = list(roots)
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting.extend(children[key])
        return found

    def year_of_any(self, period: Period) -> date | None:
        """Return the last day of the working year of every unit, None where they differ."""
        own = any(unit.values["year_end"] is not None for unit in self.units.values())
        return None if own else period.last

    def working_year(self, unit_id: str, period: Period) -> date | None:
        """Return the last day of a unit's working year, told by itself or the nearest above."""
        unit = self.units.get(unit_id)
        while unit is not None:
            end = unit.values["year_end"]
            if isinstance(end, date):
                return end
            if "year_end" in unit.bad:
                return None
            parent = unit.text("parent_id")
            unit = None if parent is None else self.units.get(parent)
        return period.last

    def own_regulation(self, unit_id: str) -> tuple[date | None, bool]:
        """Return when a unit, or the nearest above up to its body, issued a regulation of its own.

        And whether that is known: an empty cell says that there is none, an absent column nothing.
        """
        unit = self.units.get(unit_id)
        known = unit is not None and "own_regulation_on" in self.columns
        while unit is not None:
            issued = unit.values["own_regulation_on"]
            if isinstance(issued, date):
                return issued, True
            known = known and not unit.bad & {"own_regulation_on", "parent_id"}
            parent = None if unit.values["body"] is True else unit.text("parent_id")
            unit = None if parent is None else self.units.get(parent)
        return None, known


def told_units(
    drafts: Iterable[Draft], period: Period, columns: frozenset[str] = frozenset()
) -> UnitTree:
    """Build the tree from the rows of a units table, which has these columns."""
    known, _, problems = with_id(drafts, "unit_id")
    by_id: dict[str, list[Draft]] = defaultdict(list)
    for draft in known:
        by_id[str(draft.values["unit_id"])].append(draft)
    units: dict[str, Draft] = {}
    for key, rows in by_id.items():
        units[key] = rows[0]
        if len(rows) > 1:
            problems.append(same_id(rows, "unit_id", key))
            units[key] = _agreed(rows)
    tree = UnitTree(units, problems=problems, columns=columns)
    for key, unit in units.items():
        problems.extend(contradictions(unit))
        problems.extend(_year_end(unit, period))
        problems.extend(_share_without_decision(unit))
        problems.extend(_parent(key, unit, tree))
    problems.extend(_circles(tree))
    for key, unit in units.items():
        _tell_body(unit, adrift=key in tree.adrift)
    return tree


def made_units(ids: Iterable[str]) -> UnitTree:
    """Build a tree of units that are only named: each stands alone, nothing else is told."""
    return UnitTree({key: _made(key) for key in dict.fromkeys(ids)})


def _made(key: str) -> Draft:
    values: dict[str, Value] = dict.fromkeys(column.name for column in columns_of("units"))
    return Draft("units", None, 0, {**values, "unit_id": key, "body": True})


def _agreed(rows: list[Draft]) -> Draft:
    """Return a unit told twice: what the rows agree on; the rest counts as not told."""
    first = rows[0]
    for column in first.values:
        if any(row.values[column] != first.values[column] for row in rows[1:]):
            first.spoil(column)
    return first


def _year_end(unit: Draft, period: Period) -> list[Problem]:
    end = unit.values["year_end"]
    if not isinstance(end, date) or end.year == period.last_year:
        return []
    problem = Problem(
        "year-end-outside-period",
        unit.place("year_end"),
        {"period": period.text, "year": str(period.last_year)},
        read=unit.quoted("year_end"),
    )
    unit.spoil("year_end")
    return [problem]


def _share_without_decision(unit: Draft) -> Iterable[Problem]:
    """Report a share of its own that no decision stands behind: it is no limit."""
    share, decision = unit.values["outstanding_share"], unit.values["outstanding_decision"]
    if share is not None and decision is None and "outstanding_decision" not in unit.bad:
        params = {"share": unit.quoted("outstanding_share")}
        place = unit.place("outstanding_share")
        yield Problem("share-without-decision", place, params, severity="notice")


def _parent(key: str, unit: Draft, tree: UnitTree) -> list[Problem]:
    parent = unit.text("parent_id")
    if "parent_id" in unit.bad:
        tree.adrift.add(key)
    if parent is None or parent in tree.units:
        return []
    tree.adrift.add(key)
    params = {"unit": key, "parent": parent, "nearest": tree.ids.near(parent) or ""}
    problem = Problem("parent-unknown", unit.place("parent_id"), params, read=parent)
    unit.spoil("parent_id")
    return [problem]


def _circles(tree: UnitTree) -> list[Problem]:
    """Report units that are above themselves, and take back every parent in such a circle."""
    problems: list[Problem] = []
    for circle in _found_circles(tree.units):
        rows = [tree.units[key] for key in circle]
        cells = (row.place("parent_id") for row in rows)
        params = {
            "path": " → ".join((*circle, circle[0])),
            "cells": ", ".join(str(cell) for cell in cells if cell is not None),
        }
        first = rows[0]
        place, read = first.place("parent_id"), first.quoted("parent_id")
        problems.append(Problem("parent-circle", place, params, read=read))
        for row in rows:
            row.spoil("parent_id")
        tree.adrift.update(circle)
    return problems


def _found_circles(units: Mapping[str, Draft]) -> list[list[str]]:
    done: set[str] = set()
    circles: list[list[str]] = []
    for start in units:
        path: dict[str, None] = {}
        key: str | None = start
        while key is not None and key not in done and key not in path:
            path[key] = None
            key = units[key].text("parent_id")
        if key is not None and key in path:
            steps = list(path)
            circles.append(steps[steps.index(key) :])
        done.update(path)
    return circles


def _tell_body(unit: Draft, *, adrift: bool) -> None:
    """Tell what the table leaves open: top units and those with a kind are bodies of their own.

    Where the parent was told but is not known, it is not known either.
    """
    if unit.values["body"] is not None or "body" in unit.bad:
        return
    if unit.values["kind"] is not None:
        unit.values["body"] = True
    elif not adrift and "kind" not in unit.bad:
        unit.values["body"] = unit.values["parent_id"] is None
