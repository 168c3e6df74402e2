"""The list of what is still missing, as lines of text: by unit, then whole columns and tables."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cbccvc_rules.explain.words import TABLE_OF_RECORD, column_name, row_name
from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.model.columns import TABLE_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.alphabet import Order
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.missing import MissingCells, MissingRow


def missing_report(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield a line a unit and column: the cells to fill, and the rules that wait for them."""
    unit_names = findings.round.unit_names
    cells = [one for one in findings.missing if not one.absent]
    absent = [one for one in findings.missing if one.absent]
    if cells:
        yield ""
        yield f"{book.say('report', 'missing_cells')}:"
    for unit, group in groupby(cells, key=lambda one: one.unit):
        yield f"  {_unit(unit, unit_names, book)}"
        yield from (f"    - {_line(one, book)}" for one in group)
    yield from _blank(cells, book)
    if absent:
        yield ""
        key = "missing_columns" if findings.not_checkable else "missing_columns_too"
        yield f"{book.say('report', key)}:"
    for record, group in groupby(absent, key=lambda one: one.record):
        yield f"  - {_columns(record, list(group), book)}"


def _blank(cells: Sequence[MissingCells], book: Phrasebook) -> Iterator[str]:
    """Yield the columns that nobody has filled in at all: they may be left out instead."""
    blank = {(_table(one.record, book), _name(one, book)) for one in cells if one.blank}
    if blank:
        named = "; ".join(f"{name} ({table})" for table, name in sorted(blank, key=_by_name))
        yield f"  {book.say('report', 'missing_blank').format(named)}"


def _by_name(named: tuple[str, str]) -> tuple[Order, Order]:
    table, name = named
    return in_order(table), in_order(name)


def _unit(unit: str | None, names: Mapping[str, str | None], book: Phrasebook) -> str:
    if unit is None:
        return book.say("report", "no_unit")
    name = names.get(unit)
    return unit if name is None else book.say("report", "unit").format(name=name, id=unit)


def _line(one: MissingCells, book: Phrasebook) -> str:
    """Return which cells are missing, and the rules that wait for them: alone, then for more."""
    alone = [f"{rule.rule} ({rule.alone})" for rule in one.rules if rule.alone]
    among = [
        f"{rule.rule} ({rule.verdicts - rule.alone})"
        for rule in one.rules
        if rule.verdicts > rule.alone
    ]
    parts = [
        book.say("report", "missing_in").format(
            column=_name(one, book),
            table=_table(one.record, book),
            number=len(one.rows),
            rows=", ".join(_row(row, one.record, book) for row in one.rows),
        )
    ]
    if alone:
        parts.append(book.say("report", "missing_settles").format(", ".join(alone)))
    if among:
        parts.append(book.say("report", "missing_helps").format(", ".join(among)))
    return "; ".join(parts)


def _row(row: MissingRow, record: str, book: Phrasebook) -> str:
    cell = None if row.place is None else row.place.cell
    name = row_name(record, row.id, book.lang)
    return name if cell is None else f"{name} [{cell}]"


def _columns(record: str, absent: Sequence[MissingCells], book: Phrasebook) -> str:
    table = _table(record, book)
    if any(one.column == "" for one in absent):
        return book.say("report", "missing_table").format(table)
    return f"{table}: {'; '.join(_name(one, book) for one in absent)}"


def _name(one: MissingCells, book: Phrasebook) -> str:
    if not one.column or one.column.startswith("("):
        return book.say("report", "missing_rows")
    return column_name(one.record, one.column, book.lang)


def _table(record: str, book: Phrasebook) -> str:
    table = TABLE_OF_RECORD.get(record, record)
    title = TABLE_TITLES.get(table)
    return table if title is None else title.in_(book.lang)
