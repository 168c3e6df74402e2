"""What an expression can be: truths, numbers, dates, texts, codes; and the records they live in.

Knows nothing of staff or decrees: a vocabulary tells the checker which records and columns exist.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


class Scalar(Enum):
    """A plain type."""

    TRUTH = "truth"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Coded:
    """A closed list of codes; an ordered one is a scale, lowest first.

    `states` stand beside the scale: they may be compared for equality, never for rank.
    """

    name: str
    codes: tuple[str, ...]
    ordered: bool = False
    states: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every code and state."""
        return (*self.codes, *self.states)


Type = Scalar | Coded


def type_name(kind: Type) -> str:
    """Return the name of a type as an error message says it."""
    return kind.name if isinstance(kind, Coded) else kind.value


@dataclass(frozen=True, slots=True)
class Relation:
    """A way from a row to one row, or to many rows, of another record."""

    target: str
    many: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A kind of row: its columns, its relations, and how to name it."""

    name: str
    columns: Mapping[str, Type]
    relations: Mapping[str, Relation]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every record that an expression may speak of."""

    records: Mapping[str, Record]

    def __getitem__(self, name: str) -> Record:
        return self.records[name]
