"""The whole of what a table was taken as: each heading for a column, each label for a code.

`taken_as` tells people what is not word for word; this is the full record, for machines.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.values import fold, is_told, shown
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.model.column_read import ColumnRead
    from cbccvc_rules.model.draft import Draft
    from cbccvc_rules.model.rows import RawTable


@dataclass(frozen=True, slots=True)
class LabelRead:
    """A label with the code it was taken for (None: no result yet), and in how many cells."""

    column: str
    label: str
    value: str | None
    cells: int


@dataclass(frozen=True, slots=True)
class TableMapping:
    """The headings of a table with their columns, those that mean none, and its labels."""

    table: str
    source: str
    sheet: str | None
    columns: tuple[ColumnRead, ...]
    unread: tuple[str, ...]
    labels: tuple[LabelRead, ...]


def mapping_of(raw: RawTable, drafts: Sequence[Draft]) -> TableMapping:
    """Return what a table was taken as, in the order of its headings."""
    sheet = raw.sheet
    return TableMapping(
        table=sheet.table,
        source=sheet.source,
        sheet=sheet.sheet,
        columns=sheet.columns_read,
        unread=tuple(shown(heading) for heading in raw.strangers),
        labels=tuple(_labels(raw, drafts)),
    )


def _labels(raw: RawTable, drafts: Sequence[Draft]) -> Iterator[LabelRead]:
    for column in columns_of(raw.sheet.table):
        if column.name not in raw.sheet.headings or column.kind not in {"grade", "code"}:
            continue
        cells: Counter[tuple[str, str | None]] = Counter()
        typed: dict[str, str] = {}
        for draft in drafts:
            text = draft.typed.get(column.name)
            if text is not None and column.name not in draft.bad and is_told(text):
                cells[fold(text), draft.text(column.name)] += 1
                typed.setdefault(fold(text), shown(text))
        for (label, value), number in cells.items():
            yield LabelRead(column.name, typed[label], value, number)
