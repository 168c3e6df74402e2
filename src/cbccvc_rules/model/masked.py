"""A round in which nobody is named: ids are replaced by pseudonyms that hang on a key.

The cells are replaced before they are understood, so nothing that is made of them (problems,
findings, places, explanations) can hold what stood there. The same id has the same pseudonym in
every table and in every round that is masked with the same key; without the key none leads back.
"""

from __future__ import annotations

import hmac
from base64 import b32encode
from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.errors.discreet import HIDDEN
from cbccvc_rules.model.batch import Batch, Unmasked
from cbccvc_rules.model.carry import carried
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.rows import RawRow
from cbccvc_rules.model.values import CellFault, read_list, read_reference, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.column import Column
    from cbccvc_rules.model.rows import RawTable, Row

NAMES = frozenset({"name"})
"""Columns that are emptied: whoever is meant is known by the pseudonym of the id."""

IDS = frozenset(
    {
        "staff_id",
        "unit_id",
        "parent_id",
        "head_id",
        "leads",
        "position",
        "peer_group",
        "violation_id",
        "transferred_from",
    }
)
"""Columns whose cells are replaced, with those that say who did something."""

# What the problems of reading call an id, a name, or what stands in a cell.
_TOLD = frozenset({"id", "who", "people", "told", "example"})
_QUOTE = "“"  # what a file says stands behind it
_LENGTH = 12  # 60 bits: two of three million people share one in a case of a hundred thousand


def pseudonym(text: str, key: str) -> str:
    """Return what stands for an id: the same for the same key, and without it no way back.

    >>> pseudonym("CC001", "k") == pseudonym("CC001", "k") != pseudonym("CC001", "l")
    True
    """
    digest = hmac.digest(key.encode(), text.encode(), "sha256")
    return f"M-{b32encode(digest).decode()[:_LENGTH]}"


def masked(batch: Batch, key: str) -> Batch:
    """Return a round with pseudonyms in the place of ids, and without names.

    Raises:
        UsageError: for an empty key, and where the round has not kept what it was read from.
    """
    if not key:
        raise UsageError(Problem("mask-key-empty"))
    told = batch.told
    if told is None:
        raise UsageError(Problem("round-not-kept"))
    made = Batch.of(
        told.round,
        [_table(table, key, _misread(batch, table.sheet.table)) for table in told.tables],
        told.labels,
        problems=[_problem(problem) for problem in told.problems],
        sources=told.sources,
    )
    for earlier, name in told.earlier:
        made = carried(made, _earlier(earlier, key), name)
    return replace(made, unmasked=Unmasked(batch, key), earlier=batch.earlier)


def masked_subject(subject: str, unit: str | None, key: str) -> str:
    """Return what a finding calls a subject of a masked round: a group is a unit with its name."""
    if unit is None or not subject.startswith(f"{unit}/"):
        return pseudonym(subject, key)
    return f"{pseudonym(unit, key)}/{pseudonym(subject.removeprefix(f'{unit}/'), key)}"


def _misread(batch: Batch, table: str) -> Mapping[int, frozenset[str]]:
    """Return the cells of a table that cannot be understood, by row: a name may stand there."""
    return {row.number: row.bad for row in batch.tables.get(table, ()) if row.bad}


def _table(table: RawTable, key: str, misread: Mapping[int, frozenset[str]]) -> RawTable:
    hidden = _hidden(table.sheet.table)
    rows = tuple(
        RawRow(
            row.number,
            {
                name: _cell(cell, hidden[name], key)
                if name in hidden
                else HIDDEN
                if name in misread.get(row.number, ()) and _has_words(cell)
                else cell
                for name, cell in row.cells.items()
            },
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _has_words(cell: object) -> bool:
    return isinstance(cell, str) and any(one.isalpha() for one in cell)


def _hidden(table: str) -> Mapping[str, Column]:
    return {
        column.name: column
        for column in columns_of(table)
        if column.name in NAMES | IDS or column.form == "actor"
    }


def _cell(cell: object, column: Column, key: str) -> object:
    """Return what stands for a cell; one that cannot be understood stays so, without its text."""
    if column.name in NAMES:
        return None
    try:
        if column.kind == "list":
            items = read_list(cell)
            return items and ";".join(pseudonym(item, key) for item in items)
        text = read_text(cell)
    except CellFault:
        return []  # no cell holds a list but one of ids, so it is as little understood
    if text is None or (column.form == "actor" and read_reference(cell) is None):
        return cell
    return pseudonym(text, key)


def _problem(problem: Problem) -> Problem:
    """Return a problem of reading without the text of the cell; what else it says is of us."""
    params = {
        name: HIDDEN if name in _TOLD or (isinstance(value, str) and _QUOTE in value) else value
        for name, value in problem.params.items()
    }
    return replace(problem, read=None if problem.read is None else HIDDEN, params=params)


def _earlier(batch: Batch, key: str) -> Batch:
    """Return an earlier round, of which only the staff list is taken over."""
    staff = tuple(_row(row, key) for row in batch.tables.get("staff", ()))
    problems = tuple(_problem(problem) for problem in batch.problems)
    return replace(batch, tables={**batch.tables, "staff": staff}, problems=problems)


def _row(row: Row, key: str) -> Row:
    hidden = _hidden(row.table)
    values = dict(row.values)
    for name in hidden:
        value = values.get(name)
        if name in NAMES:
            values[name] = None
        elif isinstance(value, str):
            values[name] = pseudonym(value, key)
    typed = {name: text for name, text in row.typed.items() if name not in hidden}
    return replace(row, key=pseudonym(row.key, key), values=values, typed=typed)
