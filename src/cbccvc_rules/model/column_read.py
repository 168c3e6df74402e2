"""How it was found which column a heading means, and how sure that is."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

Rule = Literal[
    "exact",
    "synonym",
    "spanning",
    "values",
    "marks",
    "groups",
    "down",
    "merged",
    "rows",
    "derived",
    "told",
    "filled",
]
"""How it was found which column a heading means; the docs say each in a sentence."""

Certainty = Literal["certain", "probable"]

CERTAINTIES: Mapping[Rule, Certainty] = MappingProxyType(
    {
        "exact": "certain",
        "told": "certain",
        "filled": "certain",
        "synonym": "certain",
        "rows": "certain",
        "derived": "certain",
        "spanning": "probable",
        "values": "probable",
        "marks": "probable",
        "groups": "probable",
        "down": "probable",
        "merged": "probable",
    }
)
"""What a rule finds out by more than the heading itself is probable: somebody should look."""

CERTAINTY_WORDS: Mapping[Certainty, Text] = MappingProxyType(
    {
        "certain": Text("chắc chắn", "certain"),
        "probable": Text("nên xem lại", "probable, to be looked at"),
    }
)
RULE_WORDS: Mapping[Rule, Text] = MappingProxyType(
    {
        "exact": Text("tiêu đề đúng tên cột", "the heading is the column's own"),
        "told": Text("theo lựa chọn của người dùng", "as the user says"),
        "filled": Text(
            "theo lựa chọn của người dùng, cho mọi dòng", "as the user says, for every row"
        ),
        "synonym": Text("tên gọi khác của cột", "another name of the column"),
        "rows": Text("theo số dòng trong trang", "by the row of the sheet"),
        "derived": Text("tính từ cột khác", "worked out from other columns"),
        "spanning": Text("theo tiêu đề chung ở trên", "by the heading above"),
        "values": Text("theo giá trị trong cột", "by the values of the column"),
        "marks": Text("dấu x dưới từng mức", "marks under each grade"),
        "groups": Text("theo dòng đầu nhóm", "by the rows that head groups"),
        "down": Text(
            "ghi ở dòng đầu, dùng cho các dòng dưới", "told once, for the rows below, too"
        ),
        "merged": Text(
            "ô gộp cho nhiều dòng hoặc nhiều cột", "cells merged over several rows or columns"
        ),
    }
)


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A column of a table, the heading that it was found under, where, and by which rule.

    No `at`: it is no column of the sheet, but what the sheet tells otherwise. `code`: a mark in it
    means this grade.
    """

    column: str
    heading: str
    at: int | None
    rule: Rule
    code: str | None = None

    @property
    def field(self) -> str:
        """What the column would be said to be: `rating`, or `rating.HTTNV` under marks."""
        return self.column if self.code is None else f"{self.column}.{self.code}"

    @property
    def letters(self) -> str | None:
        """What a spreadsheet calls the column."""
        return None if self.at is None else column_letters(self.at)

    @property
    def certainty(self) -> Certainty:
        """How sure the rule is."""
        return CERTAINTIES[self.rule]


@dataclass(frozen=True, slots=True)
class HeadingsRead:
    """Every heading of a sheet, as it is named when it is saved, and what was said beyond columns.

    Of headings that are the same, the number says which it is. `unused` are the columns that are
    said not to be used; `answers` lead from what stands in a title, or heads groups, to what it is.
    """

    told: tuple[tuple[int, str, int | None], ...] = ()
    unused: tuple[int, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()


NO_HEADINGS = HeadingsRead()
