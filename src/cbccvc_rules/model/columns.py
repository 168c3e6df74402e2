"""The tables of a batch by name, and the columns of each: what everything is derived from."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from cbccvc_rules.model.column import Column, Kind, Table, columns_in, kinds_in
from cbccvc_rules.model.counts import Counts
from cbccvc_rules.model.discipline import Discipline
from cbccvc_rules.model.history import History
from cbccvc_rules.model.scorecard import Scorecard
from cbccvc_rules.model.staff import Staff
from cbccvc_rules.model.unit import Unit
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: Mapping[str, type[Table]] = MappingProxyType(
    {
        "staff": Staff,
        "units": Unit,
        "disciplines": Discipline,
        "counts": Counts,
        "history": History,
        "scorecards": Scorecard,
    }
)
TABLE_TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "staff": Text("Danh sách", "Staff"),
        "units": Text("Đơn vị", "Units"),
        "disciplines": Text("Kỷ luật", "Disciplines"),
        "counts": Text("Số lượng", "Counts"),
        "history": Text("Các năm trước", "History"),
        "scorecards": Text("Bảng điểm", "Scorecards"),
    }
)
# The facts that the assembly of a batch adds to the rows of a table, and their types.
DERIVED: Mapping[str, Mapping[str, type[date | str | int]]] = MappingProxyType(
    {
        "staff": {
            "year_from": date,
            "year_to": date,
            "previous_on": date,
            "regulation_on": date,
            "decider": str,
        },
        "disciplines": {"counted_until": date},
        "history": {"years_before": int},
    }
)


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """Return the columns of a table, in order; they are told by its model."""
    return columns_in(TABLES[table])


@cache
def kinds_of(table: str) -> Mapping[str, Kind]:
    """Return the kind of each column of a table, in order."""
    return MappingProxyType(kinds_in(TABLES[table]))


@cache
def code_titles() -> Mapping[str, Text]:
    """Return what each code of the tables' closed lists is called."""
    codes = [code for table in TABLES for one in columns_of(table) for code in one.labels]
    return MappingProxyType({code.name: code.title for code in codes})


def code_title(table: str, column: str, code: str) -> Text | None:
    """Return what a code is called in a column, where another column may call it otherwise."""
    if table not in TABLES:
        return None
    labels = (label for one in columns_of(table) if one.name == column for label in one.labels)
    return next((label.title for label in labels if label.name == code), None)


def column_title(table: str, column: str) -> Text | None:
    """Return what people call a column, None where the table has no such column."""
    if table not in TABLES:
        return None
    return next((one.title for one in columns_of(table) if one.name == column), None)
