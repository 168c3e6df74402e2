"""The rows of a long list that something may be wrong with, as conditions of SQL.

Each holds of every row of which the checks of a short list would say something, and of few others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.intake.list_cells import kind_codes
from cbccvc_rules.model.column import kinds_in
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.figures import MONTHS_IN_A_YEAR, PARTS
from cbccvc_rules.model.identity import SPOILT_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.model.listed import ColumnSql
    from cbccvc_rules.model.unit_tree import UnitTree

_TABLE = "staff"


def value_in(columns: Mapping[str, ColumnSql], name: str) -> str:
    """Return what SQL says the value of a column is; NULL where there is no such column."""
    return columns[name].value if name in columns else "NULL"


def doubts(columns: Mapping[str, ColumnSql], tree: UnitTree) -> Iterator[str]:
    """Yield the conditions under which something may be wrong with a row."""
    staff, unit, category = (value_in(columns, one) for one in ("staff_id", "unit_id", "category"))
    yield f"{staff} IS NULL"
    yield f"hash({staff}) IN (SELECT h FROM twice)"
    yield f"regexp_full_match({staff}, '{SPOILT_ID}')"
    yield f"{unit} IS NULL OR NOT ({unit} IN (SELECT id FROM units WHERE NOT adrift))"
    if "category" in columns:
        yield f"{category} IS NULL"
    for part, whole in PARTS[_TABLE]:
        if part in columns and whole in columns:
            one, other = columns[part], columns[whole]
            yield f"{one.value} * {other.parts} > {other.value} * {one.parts}"
    if "months_worked" in columns and "leave_months" in columns:
        one, other = columns["months_worked"], columns["leave_months"]
        most = MONTHS_IN_A_YEAR * one.parts * other.parts
        yield f"{one.value} * {other.parts} + {other.value} * {one.parts} > {most}"
    if "leads" in columns:
        yield from _doubtful_leads(columns, tree)


def _doubtful_leads(columns: Mapping[str, ColumnSql], tree: UnitTree) -> Iterator[str]:
    leads = columns["leads"]
    unknown = [
        str(place)
        for place, units in enumerate(leads.lists)
        if any(unit not in tree.units for unit in units)
    ]
    if unknown:
        yield f"{leads.value} IN ({', '.join(unknown)})"
    if "role" in columns and leads.lists:
        kinds = kinds_in(TABLES[_TABLE])
        staff = kind_codes(kinds["role"]).index("staff")
        cadre = kind_codes(kinds["category"]).index("CB")
        category, role = value_in(columns, "category"), value_in(columns, "role")
        yield (
            f"({leads.value} IS NOT NULL AND COALESCE({role}, {staff}) = {staff} "
            f"AND {category} IS DISTINCT FROM {cadre})"
        )
