"""Whose row is whose: rows without an id, and rows that share one, are set aside, never merged."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.references import bare
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.model.draft import Draft

ID_MISSING = {
    "staff_id": "staff-id-missing",
    "unit_id": "unit-id-missing",
    "period": "period-of-row-missing",
}


@dataclass(frozen=True, slots=True)
class Identified:
    """Rows by id, the rows set aside, and why."""

    kept: dict[str, Draft]
    aside: list[Draft]
    problems: list[Problem]


def with_id(drafts: Iterable[Draft], column: str) -> tuple[list[Draft], list[Draft], list[Problem]]:
    """Part the rows that have an id from those that have none, and say so of the latter."""
    known: list[Draft] = []
    unknown: list[Draft] = []
    problems: list[Problem] = []
    for draft in drafts:
        if draft.values[column] is not None:
            known.append(draft)
            continue
        unknown.append(draft)
        if column not in draft.bad:
            problems.append(Problem(ID_MISSING[column], draft.place(column)))
    return known, unknown, problems


def identified(drafts: Iterable[Draft], column: str) -> Identified:
    """Return the rows whose id is theirs alone; the others are set aside, with a problem an id."""
    known, aside, problems = with_id(drafts, column)
    if column == "staff_id":
        known, spoilt = _without_spoilt(known, column)
        aside += spoilt
        problems += [
            Problem("id-as-number", one.place(column), read=str(one.values[column]))
            for one in spoilt
        ]
    by_id: dict[str, list[Draft]] = defaultdict(list)
    for draft in known:
        by_id[str(draft.values[column])].append(draft)
    kept: dict[str, Draft] = {}
    for key, rows in by_id.items():
        if len(rows) == 1:
            kept[key] = rows[0]
            continue
        aside.extend(rows)
        problems.append(same_id(rows, column, key))
    return Identified(kept, aside, problems)


SPOILT_ID = r"[0-9](?:[.,][0-9]+)?[Ee]\+[0-9]{1,3}"
"""An id that a spreadsheet took for a number and wrote in short: 3.8098E+10."""
_SPOILT = re.compile(SPOILT_ID)


def _without_spoilt(drafts: list[Draft], column: str) -> tuple[list[Draft], list[Draft]]:
    """Part the rows whose id has lost its digits from the others: nobody has it."""
    spoilt = [
        one
        for one in drafts
        if "+" in str(one.values[column]) and _SPOILT.fullmatch(str(one.values[column]))
    ]
    if not spoilt:
        return drafts, spoilt
    return [one for one in drafts if one not in spoilt], spoilt


_DASHES = re.compile(r"[-‐‑‒–—−_./]")  # noqa: RUF001 - dashes that keyboards and offices make
_LONG, _SHORT = 12, frozenset({10, 11})
_NAMED = 8


def doubtful_ids(found: Identified, column: str) -> Iterator[Problem]:
    """Tell of ids that one person may have, and of those that may have lost zeros in front."""
    aside = {str(one.values[column]): one for one in found.aside if one.values[column] is not None}
    kept = {**found.kept, **aside}
    alike: dict[str, list[str]] = {}
    lengths: dict[int, list[str]] = {}
    for key in kept:
        alike.setdefault(_DASHES.sub("", bare(key)), []).append(key)
        if key.isdecimal():
            lengths.setdefault(len(key), []).append(key)
    several = [ids for ids in alike.values() if len(ids) > 1]
    if several:
        params = {"ids": _told(" = ".join(f"`{one}`" for one in ids) for ids in several)}
        place = kept[several[0][1]].place(column)
        yield Problem("ids-alike", place, params, severity="warning")
    short = [key for length in sorted(_SHORT) for key in lengths.get(length, ())]
    if short and _LONG in lengths:
        params = {"ids": _told(f"`{one}`" for one in short)}
        yield Problem("ids-without-zeros", kept[short[0]].place(column), params, severity="warning")


def _told(texts: Iterable[str]) -> str:
    told = list(texts)
    return ", ".join(told[:_NAMED]) + ("…" if len(told) > _NAMED else "")


def same_id(rows: list[Draft], column: str, key: str) -> Problem:
    """Say of a shared id where all its rows stand."""
    first, *others = (row.place(column) for row in rows)
    told = ", ".join(str(place) for place in others if place is not None)
    params = {"id": key, "others": told, "rows": str(len(rows))}
    return Problem("duplicate-id", first, params, read=key)
