"""Turns unknown verdicts round: from what each lacks to the rules that wait for each cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.engines.tables import TABLES
from cbccvc_rules.explain.missing import unranked
from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.missing import MissingCells, MissingRow, Undecided
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.model.alphabet import Order
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import NotCheckable
    from cbccvc_rules.sources import Place
    from cbccvc_rules.trace import Fact

_RECORDS = {table: record for record, table in TABLES.items()}
_Key = tuple[str | None, str, str]
"""Unit, record and column; no unit where the whole column is absent."""


@dataclass(slots=True)
class _Group:
    absent: bool
    rows: dict[str, Place | None] = field(default_factory=dict)
    verdicts: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)


def missing_cells(
    findings: Iterable[Finding], not_checkable: Iterable[NotCheckable], world: World
) -> tuple[MissingCells, ...]:
    """Return what is missing by unit and column, then the columns and tables not given at all."""
    groups: dict[tuple[bool, _Key], _Group] = {}
    for finding in findings:
        if finding.verdict is Verdict.UNKNOWN:
            _take(finding, world, groups)
    for one in not_checkable:
        for name in one.missing:
            key = (True, (None, *_column(name)))
            group = groups.setdefault(key, _Group(absent=True))
            group.verdicts[one.rule] += one.subjects
            group.alone[one.rule] += one.subjects if len(one.missing) == 1 else 0
    ordered = sorted(groups.items(), key=lambda item: _in_order(*item[0]))
    return tuple(_made(key, group, world.batch) for (_, key), group in ordered)


def _by_id(rows: Mapping[str, Place | None]) -> list[tuple[str, Place | None]]:
    return sorted(rows.items(), key=lambda item: in_order(item[0]))


def _is_blank(record: str, column: str, batch: Batch) -> bool:
    """Return whether a column that was given holds nothing in any row."""
    table = TABLES.get(record, record)
    if batch.in_file is not None and table == batch.in_file.sheet.table:
        return column in batch.columns[table] and not batch.in_file.told_anywhere(column)
    return column in batch.columns.get(table, frozenset()) and all(
        row.values.get(column) is None and column not in row.bad
        for row in batch.tables.get(table, ())
    )


def _take(finding: Finding, world: World, groups: dict[tuple[bool, _Key], _Group]) -> None:
    """Note under each column what one finding lacks."""
    lacking: dict[tuple[bool, _Key], dict[str, Place | None]] = {}
    fillable = [fact for fact in finding.missing if not unranked(fact)]
    for fact in fillable:
        unit = None if fact.absent else _unit(fact, finding, world)
        rows = lacking.setdefault((fact.absent, (unit, fact.record, fact.column)), {})
        if not fact.absent:
            rows[fact.key] = fact.place
    for key, rows in lacking.items():
        group = groups.setdefault(key, _Group(absent=key[0]))
        group.rows.update(rows)
        group.verdicts[finding.rule] += 1
        group.alone[finding.rule] += len(lacking) == 1 and len(fillable) == len(finding.missing)


def _unit(fact: Fact, finding: Finding, world: World) -> str | None:
    """Return the unit whose row it is: it has to fill the cell, whoever is judged by it."""
    if fact.record == "unit" and fact.key in world.units:
        return fact.key
    owner = fact.key.rpartition("#")[0] or fact.key
    person = world.people.get(owner)
    if person is not None and person.values["unit_id"] is not None:
        return str(person.values["unit_id"])
    return owner if person is None and owner in world.units else finding.subject.unit


def _column(name: str) -> tuple[str, str]:
    """Return record and column of what a rule lacks: `months_worked`, `units.rating`, a table."""
    if name in _RECORDS:
        return _RECORDS[name], ""
    table, _, column = name.rpartition(".")
    return _RECORDS.get(table, table or "staff"), column


def _in_order(absent: bool, key: _Key) -> tuple[bool, bool, Order, int, int, str]:
    """Sort by unit, then as the tables and columns of the model stand."""
    unit, record, column = key
    table = TABLES.get(record)
    names = [] if table is None else [one.name for one in columns_of(table)]
    at = names.index(column) if column in names else -1
    number = list(TABLES).index(record) if record in TABLES else len(TABLES)
    return absent, unit is None, in_order(unit or ""), number, at, column


def _made(key: _Key, group: _Group, batch: Batch) -> MissingCells:
    unit, record, column = key
    return MissingCells(
        unit=unit,
        record=record,
        column=column,
        absent=group.absent,
        rows=tuple(MissingRow(id_, place) for id_, place in _by_id(group.rows)),
        rules=tuple(
            Undecided(rule, number, group.alone[rule])
            for rule, number in sorted(group.verdicts.items())
        ),
        blank=not group.absent and _is_blank(record, column, batch),
    )
