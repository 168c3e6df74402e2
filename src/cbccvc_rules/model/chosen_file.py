"""Choices about columns as a file: written after one year's list was read, read for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.marked import read_marked
from cbccvc_rules.model.chosen import DOWN, GROUPS, Choice, Chosen, faults_of, fields_known
from cbccvc_rules.model.values import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.marked import Marked
    from cbccvc_rules.model.mapping import TableMapping

KEYS = ("columns", "fill", "labels")
# What follows from headings word for word, or from the rows themselves, is found again.
_FOUND_AGAIN = frozenset({"exact", "rows", "derived", "groups"})


def read_choices(text: str, source: str) -> tuple[Chosen, list[Problem]]:
    """Read a file of choices; every fault in it is returned with its line and column."""
    marked = read_marked(text, source)
    problems = list(marked.problems)
    if marked.data is not None and not isinstance(marked.data, dict):
        return Chosen(), [*problems, Problem("mapping-not-keys", marked.place())]
    for key in marked.data or {}:
        if key not in KEYS:
            params = {"key": key, "known": ", ".join(KEYS), "nearest": nearest(key, KEYS) or ""}
            problems.append(Problem("header-key-unknown", marked.key_place((key,)), params))
    found = {key: _pairs(marked, key, problems) for key in KEYS}
    columns = tuple(
        Choice(column, field, marked.place(("columns", column)))
        for column, field in found["columns"].items()
    )
    chosen = Chosen(columns, found["fill"], found["labels"])
    for one in faults_of(chosen):
        place = one.place or marked.place(_path_of(one))
        problems.append(Problem(one.code, place, one.params, read=one.read))
    return chosen, problems


def _path_of(problem: Problem) -> tuple[str, str]:
    if problem.code == "label-code-unknown":
        return "labels", str(problem.params["label"])
    return "fill", str(problem.params["field"])


def _pairs(marked: Marked, key: str, problems: list[Problem]) -> dict[str, str]:
    """Return the names with their values under a key; anything else is a fault."""
    told = marked.data.get(key) if isinstance(marked.data, dict) else None
    if told is None:
        return {}
    if not isinstance(told, dict):
        problems.append(Problem("mapping-not-pairs", marked.place((key,)), {"key": key}))
        return {}
    pairs: dict[str, str] = {}
    for name, value in told.items():
        if isinstance(value, str) and value.strip():
            pairs[str(name)] = value.strip()
        else:
            place = marked.place((key, name))
            problems.append(Problem("mapping-not-pairs", place, {"key": f"{key}.{name}"}))
    return pairs


def choices_told(mappings: Iterable[TableMapping], chosen: Chosen) -> str:
    """Return what a round was read by as a file, so that the next is read just so.

    A column is named by its heading; where two share one, by its letters.
    """
    columns: dict[str, str] = {}
    fields = set(fields_known())
    for mapping in mappings:
        headings = [fold(one.heading) for one in mapping.columns if one.at is not None]
        for one in mapping.columns:
            field = f"{one.field}.{DOWN}" if one.rule == "down" else one.field
            if one.rule in _FOUND_AGAIN or one.letters is None or field not in fields:
                continue
            name = one.heading if headings.count(fold(one.heading)) == 1 else one.letters
            columns[name] = field
    named = {fold(name) for name in columns}
    for choice in chosen.columns:
        kept = choice.field == "-" or choice.column == GROUPS or choice.sheet is not None
        if kept and fold(choice.column) not in named:
            columns[choice.column] = choice.field
    told: dict[str, Mapping[str, str]] = {
        "columns": columns,
        "fill": chosen.fill,
        "labels": chosen.labels,
    }
    filled = {key: dict(pairs) for key, pairs in told.items() if pairs}
    return yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=1000)
