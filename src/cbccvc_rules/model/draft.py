"""A row that is still being put together: values that later checks may take back."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.model.rows import Row, Sheet
from cbccvc_rules.model.values import canonical, shown
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.sources import Place
    from cbccvc_rules.trace import Value


@dataclass(slots=True)
class Draft:
    """A row that is still being put together.

    `bad` columns hold what could not be understood, `denied` ones say that there is none.
    """

    table: str
    sheet: Sheet | None
    number: int
    values: dict[str, Value]
    typed: dict[str, str] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    denied: frozenset[str] = frozenset()

    def place(self, column: str) -> Place | None:
        """Return where a value was written, None where it was not."""
        return None if self.sheet is None else self.sheet.place(self.number, column)

    def heading(self, column: str) -> str:
        """Return what the file calls a column."""
        found = None if self.sheet is None else self.sheet.headings.get(column)
        return column if found is None else shown(found[1])

    def text(self, column: str) -> str | None:
        """Return a text, None where not told."""
        value = self.values[column]
        return value if isinstance(value, str) else None

    def quoted(self, column: str) -> str:
        """Return a value as a message quotes it."""
        return shown(self.values[column])

    def spoil(self, column: str) -> None:
        """Take a value back: it was told, and it cannot stand."""
        self.typed.setdefault(column, canonical(self.values[column]))
        self.values[column] = None
        self.bad.add(column)

    def row(self, key: str) -> Row:
        """Return the finished row."""
        bad = frozenset(self.bad)
        return Row(
            self.table, key, self.values, self.sheet, self.number, self.typed, bad, self.denied
        )
