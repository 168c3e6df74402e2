"""Whether the headings of a long list say by themselves what its columns are.

Where they do not, the whole sheet has to be looked at, as the row reader does, which may ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.intake.shapes.asked import NOTHING_ASKED
from cbccvc_rules.intake.shapes.paths import Heading
from cbccvc_rules.intake.shapes.placed import names_of
from cbccvc_rules.intake.shapes.readings import reading_of
from cbccvc_rules.model.column_read import ColumnRead, HeadingsRead
from cbccvc_rules.model.values import shown
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_TABLE = "staff"
ASKED_ABOUT = Text(
    "có tiêu đề phải xem cả bảng mới hiểu được, hoặc không có cột mã số",
    "a heading can be told only with the whole sheet, or there is no column of ids",
)
"""Why a list is read row by row whose headings are not plain."""


def are_plain(words: Sequence[str], known: Collection[int | None]) -> bool:
    """Return whether each heading means just what it is taken for, and people have ids.

    `known` are the positions, from 1, of the headings that are taken for a column.
    """
    readings = [
        reading_of(_TABLE, Heading(at, 1, (word,)), NOTHING_ASKED)
        for at, word in enumerate(words, 1)
    ]
    fields = [field for one in readings for field in one.fields]
    sure = all(
        one.rule == "exact" and len(one.fields) == int(at in known)
        for at, one in enumerate(readings, 1)
        if one.fields or at in known
    )
    return sure and len(set(fields)) == len(fields) and "staff_id" in fields


def headings_read(words: Sequence[str]) -> HeadingsRead:
    """Return every heading of such a list, as a sheet tells them."""
    headings = [Heading(at, 1, (word,)) for at, word in enumerate(words, 1) if word.strip()]
    return HeadingsRead(tuple((at, *name) for at, name in names_of(headings).items()))


def reads_of(headings: Mapping[str, tuple[int | None, str]]) -> tuple[ColumnRead, ...]:
    """Return how each column of such a list was found, from left to right."""
    found = (ColumnRead(name, shown(word), at, "exact") for name, (at, word) in headings.items())
    return tuple(sorted(found, key=lambda one: one.at or 0))
