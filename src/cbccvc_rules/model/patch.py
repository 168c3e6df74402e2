"""One row of a batch read anew after an edit, where no other row can be touched by it.

Most cells of a person stand for themselves: a grade, months, numbers of tasks. Nothing else in the
batch is put together from them, so that the rest of it stays as it is. Notices of how headings and
labels were read, which count cells over a whole table, are left as they were.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.figures import PARTS, contradictions, too_many_months
from cbccvc_rules.model.rows import RawRow
from cbccvc_rules.model.taken_as import Marks
from cbccvc_rules.model.understand import understand_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.draft import Draft
    from cbccvc_rules.model.rows import RawTable, Row

_STAFF = "staff"
_PLACING = frozenset({"category", "role"})
_NO_MARKS = Marks({}, frozenset())


@cache
def own_columns() -> frozenset[str]:
    """Return the columns of a person from which nothing else in a batch is made."""
    return frozenset(
        one.name
        for one in columns_of(_STAFF)
        if one.kind in {"grade", "number", "whole", "code"} and one.name not in _PLACING
    )


@cache
def _together() -> tuple[frozenset[str], frozenset[str]]:
    """Return the columns that are held against each other: parts with their wholes, months."""
    figures = frozenset(name for pair in PARTS[_STAFF] for name in pair)
    return figures, frozenset({"months_worked", "leave_months"})


def patched(
    batch: Batch, tables: Sequence[RawTable], number: int, columns: Iterable[str]
) -> tuple[Batch, int] | None:
    """Return a batch with one person's row read anew, and its place; None where more would be.

    `tables` are the raw ones after the edit, which set these columns in the row of this number.
    """
    told, asked = batch.told, frozenset(columns)
    raw = next((one for one in tables if one.sheet.table == _STAFF), None)
    given = batch.columns.get(_STAFF, frozenset())
    if told is None or raw is None or batch.unplaced or not asked <= own_columns() & given:
        return None
    at = next((at for at, row in enumerate(batch.tables[_STAFF]) if row.number == number), None)
    if at is None:
        return None
    old = batch.tables[_STAFF][at]
    read_anew = asked.union(*(one for one in _together() if not asked.isdisjoint(one))) & given
    cells = next(row.cells for row in raw.rows if row.number == number)
    part = RawRow(number, {name: cells[name] for name in cells if name in read_anew})
    draft, problems = understand_row(raw.sheet, part, _NO_MARKS, replace(told.labels))
    _complete(draft, old, read_anew)
    figures, months = (not asked.isdisjoint(one) for one in _together())
    problems += contradictions(draft) if figures else ()
    problems += too_many_months(draft) if months else ()
    rows = list(batch.tables[_STAFF])
    rows[at] = draft.row(old.key)
    mine = {place for row in (draft, old) for name in read_anew if (place := row.place(name))}
    problems = [*(one for one in batch.problems if one.place not in mine), *problems]
    batch = replace(batch, tables={**batch.tables, _STAFF: tuple(rows)}, problems=tuple(problems))
    return batch, at


def _complete(draft: Draft, old: Row, read_anew: Set[str]) -> None:
    """Fill in a draft what its row says in the columns that were not read anew."""
    kept = {name: value for name, value in old.values.items() if name not in read_anew}
    draft.values.update(kept)
    draft.typed.update({name: typed for name, typed in old.typed.items() if name in kept})
    draft.bad.update(name for name in old.bad if name in kept)
    draft.denied |= {name for name in old.denied if name in kept}
