"""The rows below the headings of a sheet, told apart, and by which columns that is done."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.model.scale import Labels
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.intake.base import Line

AsideKind = Literal[
    "total",
    "foot",
    "repeated",
    "page",
    "nobody",
    "told",
    "within",
    "heads",
    "sum",
    "more",
    "figures",
    "vacant",
    "own-grade",
    "table",
]
RowKind = (
    Literal[
        "person",
        "group",
        "nameless",
        "doubtful",
        "rated",
        "struck",
        "example",
        "strange",
        "together",
        "unnumbered",
        "unit",
    ]
    | AsideKind
)


@dataclass(frozen=True, slots=True)
class Group:
    """A row that heads the people below it: its row, the column of its words, the words.

    `number` is how it is numbered, empty where it is not; `told` what the cell is said to be.
    """

    row: int
    at: int
    name: str
    number: str = ""
    told: str | None = None


@dataclass(slots=True)
class Body:
    """The rows below the headings, told apart; `groups` stand before the index of a person.

    `doubtful` rows may be somebody of whom nothing is told, or the head of a group; those that are
    `rated` have a grade, and words of totals or of a foot where names stand; those that are
    `strange` name nobody, those `together` several people, those that are
    `unnumbered` may be of a foot; at each of the `tables` one of something else begins.
    """

    people: list[Line] = field(default_factory=list)
    groups: list[tuple[int, Group]] = field(default_factory=list)
    aside: dict[AsideKind, list[Line]] = field(default_factory=dict)
    nameless: list[Line] = field(default_factory=list)
    doubtful: list[Group] = field(default_factory=list)
    rated: list[Group] = field(default_factory=list)
    struck: list[Group] = field(default_factory=list)
    examples: list[Group] = field(default_factory=list)
    strange: list[Group] = field(default_factory=list)
    together: list[Group] = field(default_factory=list)
    unnumbered: list[Group] = field(default_factory=list)
    tables: list[Group] = field(default_factory=list)
    units: list[Group] = field(default_factory=list)
    answered: set[int] = field(default_factory=set)
    name_notes: dict[int, str] = field(default_factory=dict)  # by row, taken out of the name
    whole_unit: Line | None = None  # the total that is kept as that of the whole unit


@dataclass(frozen=True, slots=True)
class Keys:
    """By which columns a row is known to be somebody's: order, name and id, where there are such.

    `headings` are the words above the order and the name, for headings that stand again below.
    Rows that are not `of_people` stand in no groups, and their ids may well be words. A post in the
    column of the `position` is somebody's, elsewhere it may be that of whoever signs. `answers`
    lead from a cell to what whoever asks says it is. Grades stand in the columns `grades` as one of
    `labels`, in those `marked` as a mark. In the rows `struck`, who it is is struck through. The
    `family` name may stand before the name, and there may be a column of the `unit`.
    `heads_used`: nobody says that heads of groups mean nothing.
    """

    order: int | None
    name: int | None
    id: int | None
    headings: Mapping[int, str]
    of_people: bool = True
    position: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    grades: frozenset[int] = frozenset()
    marked: frozenset[int] = frozenset()
    labels: Labels = field(default_factory=Labels)
    struck: frozenset[int] = frozenset()
    family: int | None = None
    unit: int | None = None
    heads_used: bool = True
