"""A round in which one person alone can be told: everybody else goes by a sign without meaning.

The cells are replaced before they are understood, as `masked` does it for everybody, so nothing
that is made of them holds another's id or name. Those who decided or signed for the person, as the
row of the person names them, keep their ids.
"""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.carry import carried
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.rows import RawRow
from cbccvc_rules.model.values import CellFault, read_text
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection

    from cbccvc_rules.model.rows import RawTable, Row

SIGN = re.compile("~[0-9a-f]{16}~")
"""What stands for the id of somebody else."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A round with one `person` alone, and who else is in it as it was read.

    `signers` are the ids of those who decided or signed; `ids` and `names` are of the others.
    """

    batch: Batch
    person: str
    signers: frozenset[str]
    ids: frozenset[str]
    names: frozenset[str]

    def is_of_another(self, key: str) -> bool:
        """Return whether a row is somebody else's: its id is theirs, or begins with it."""
        owner = key.partition("#")[0]
        return SIGN.match(owner) is not None or (owner in self.signers and owner != self.person)


def alone(batch: Batch, person: str) -> Alone:
    """Return a round in which nobody but a person, and who signed, can be told.

    Raises:
        UsageError: where the round has not kept what it was read from.
    """
    told = batch.told
    if told is None:
        raise UsageError(Problem("round-not-kept"))
    rows = {row.key: row for row in batch.tables.get("staff", ())}
    signers = _signers(rows[person])
    named = {person, *signers}
    names = {key: row.values["name"] for key, row in rows.items()}
    kept = {name for key, name in names.items() if key in named}
    made = Batch.of(
        told.round,
        [_table(table, rows.keys(), named) for table in told.tables],
        told.labels,
        sources=told.sources,
    )
    for earlier, name in told.earlier:
        made = carried(made, _earlier(earlier, named), name)
    return Alone(
        made,
        person,
        frozenset(signers - {person}),
        frozenset(rows.keys() - named),
        frozenset(str(name) for name in {*names.values()} - kept - {None}),
    )


def _signers(row: Row) -> set[str]:
    """Return whom a row names as having done something."""
    acting = (one.name for one in columns_of(row.table) if one.form == "actor")
    return {value for name in acting if isinstance(value := row.values.get(name), str)}


def sign(key: str) -> str:
    """Return what stands for an id."""
    return f"~{sha256(key.encode()).hexdigest()[:16]}~"


def _table(table: RawTable, people: Collection[str], named: Collection[str]) -> RawTable:
    """Return a table with signs for people: in their own rows, and where others name them."""
    kind = table.sheet.table
    owned = {"staff_id", "head_id"} & {one.name for one in columns_of(kind)}
    acting = {one.name for one in columns_of(kind) if one.form == "actor"}

    def shown(row: RawRow) -> RawRow:
        cells = dict(row.cells)
        for name in cells.keys() & (owned | acting):
            text = _text(cells[name])
            if text is not None and text not in named and (name in owned or text in people):
                cells[name] = sign(text)
        if kind == "staff" and _text(cells.get("staff_id")) not in named:
            cells.pop("name", None)
        return RawRow(row.number, cells)

    return replace(table, rows=tuple(map(shown, table.rows)))


def _text(cell: object) -> str | None:
    try:
        return read_text(cell)
    except CellFault:
        return None


def _earlier(batch: Batch, named: Collection[str]) -> Batch:
    """Return an earlier round, of which only the staff list is taken over."""
    staff = tuple(
        row if row.key in named else _without_name(row) for row in batch.tables.get("staff", ())
    )
    return replace(batch, tables={**batch.tables, "staff": staff}, problems=())


def _without_name(row: Row) -> Row:
    key = sign(row.key)
    return replace(row, key=key, values={**row.values, "staff_id": key, "name": None})
