"""The whole of what a table was taken as: each heading for a column, each label for a code.

`taken_as` tells people what is not word for word; this is the full record, for machines.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.model.column_read import NO_HEADINGS, HeadingsRead
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.values import fold, is_told, shown
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.model.column_read import ColumnRead
    from cbccvc_rules.model.rows import Sheet
    from cbccvc_rules.model.told_cells import ToldCells


@dataclass(frozen=True, slots=True)
class LabelRead:
    """A label with the code it was taken for (None: no result yet), and in how many cells."""

    column: str
    label: str
    value: str | None
    cells: int


@dataclass(frozen=True, slots=True)
class TableMapping:
    """The headings of a table with their columns, those that mean none, and its labels.

    `file` is the name of the further file that it was joined from; `period` is that of the earlier
    round whose staff list it is, and whose grades became history.
    """

    table: str
    source: str
    sheet: str | None
    columns: tuple[ColumnRead, ...]
    unread: tuple[str, ...]
    labels: tuple[LabelRead, ...]
    read: HeadingsRead = NO_HEADINGS
    file: str | None = None
    period: str | None = None


def mapping_of(sheet: Sheet, strangers: Iterable[str], cells_of: ToldCells) -> TableMapping:
    """Return what a table was taken as, in the order of its headings; `strangers` mean none.

    Columns that were joined to it from other files are none of its own.
    """
    return TableMapping(
        table=sheet.table,
        source=sheet.source,
        sheet=sheet.sheet,
        columns=sheet.columns_read,
        unread=tuple(shown(heading) for heading in strangers),
        labels=tuple(_labels(sheet, cells_of)),
        read=sheet.read,
    )


def _labels(sheet: Sheet, cells_of: ToldCells) -> Iterator[LabelRead]:
    for column in columns_of(sheet.table):
        if column.name not in sheet.headings or column.kind not in {"grade", "code"}:
            continue
        cells: Counter[tuple[str, str | None]] = Counter()
        typed: dict[str, str] = {}
        for one in cells_of(column.name):
            text = one.typed
            if text is not None and not one.bad and is_told(text):
                cells[fold(text), one.code] += one.times
                typed.setdefault(fold(text), shown(text))
        for (label, value), number in cells.items():
            yield LabelRead(column.name, typed[label], value, number)
