"""One rating round as it was told: a period, an occasion, a day, and tables of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.errors import BatchError, Problem, choices, several
from cbccvc_rules.model.assemble import assemble
from cbccvc_rules.model.chosen import NOTHING_CHOSEN, Chosen, faults_of
from cbccvc_rules.model.chosen_file import choices_of
from cbccvc_rules.model.header import RATING_COLUMNS, Round, Wishes, read_header, the_round
from cbccvc_rules.model.in_memory import of_records, read_tables
from cbccvc_rules.model.rows import RawTable, Row, SourceFile, Unplaced
from cbccvc_rules.model.scale import Labels, packaged_labels
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.in_memory import InMemory
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.mapping import TableMapping
    from cbccvc_rules.model.period import Period
    from cbccvc_rules.sources import Place


class Model(Protocol):
    """A pydantic model: `Staff`, `Unit`, `Discipline`, or another one with columns for fields."""

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that were given."""
        ...


Record = Mapping[str, object] | Model


@dataclass(frozen=True, slots=True)
class Batch:
    """A rating round, ready to be judged.

    `columns` tells which columns each table has; a table that is absent is no key. `unplaced`
    are the people who may belong to a unit beyond the rows in `tables`; `dropped` is the number of
    people whose row could not be used: it shares its id, has none, or could not be taken apart.
    `places` leads from (`packs`, `readings` or `parameters`, name) to where a choice is written.
    `database` is the address of the database it was read from; there may be a password in it.
    `told` is what the round was put together from, `chosen` what was said of its columns;
    `unmasked` is the round that this one masks. `in_file` are the people of a list that stays in
    its file: then no row of `staff` is in `tables`. `earlier` tells as what the staff lists of
    earlier rounds were taken.
    """

    period: Period
    occasion: str
    on: date
    stage: str
    packs: tuple[str, ...]
    readings: Mapping[str, str]
    parameters: Mapping[str, str]
    tables: Mapping[str, tuple[Row, ...]]
    columns: Mapping[str, frozenset[str]]
    unplaced: tuple[Unplaced, ...]
    dropped: int
    mappings: tuple[TableMapping, ...]
    problems: tuple[Problem, ...]
    sources: tuple[SourceFile, ...]
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict, compare=False)
    database: str | None = field(default=None, compare=False, repr=False)
    told: Told | None = field(default=None, compare=False, repr=False)
    unmasked: Unmasked | None = field(default=None, compare=False, repr=False)
    chosen: Chosen = field(default=NOTHING_CHOSEN, compare=False, repr=False)
    in_file: Listed | None = field(default=None, compare=False, repr=False)
    earlier: tuple[TableMapping, ...] = field(default=(), compare=False, repr=False)

    @property
    def people(self) -> int:
        """How many people are listed."""
        if self.in_file is not None:
            return self.in_file.people
        return len(self.tables.get("staff", ()))

    @property
    def rating_column(self) -> str:
        """The column of the staff table that is judged."""
        return RATING_COLUMNS[self.stage]

    @classmethod
    def of(
        cls,
        round_: Round,
        tables: Sequence[RawTable],
        labels: Labels,
        *,
        problems: Iterable[Problem] = (),
        sources: Iterable[SourceFile] = (),
        database: str | None = None,
        chosen: Chosen = NOTHING_CHOSEN,
        listed: Listed | None = None,
    ) -> Batch:
        """Put a batch together from raw tables.

        Raises:
            BatchError: when nothing is left to judge; with every problem found.
        """
        told = Told(round_, tuple(tables), labels, tuple(problems), tuple(sources))
        made = assemble(tables, round_.period, labels, listed)
        found = (*told.problems, *_odd_day(round_), *made.problems)
        if made.fatal:
            raise BatchError(*made.fatal, *found)
        return cls(
            period=round_.period,
            occasion=round_.occasion,
            on=round_.on,
            stage=round_.stage,
            packs=round_.packs,
            readings=round_.readings,
            parameters=round_.parameters,
            tables=made.tables,
            columns=made.columns,
            unplaced=made.unplaced,
            dropped=made.dropped,
            mappings=tuple(made.mappings),
            problems=found,
            sources=told.sources,
            places=round_.places,
            database=database,
            told=told,
            chosen=chosen,
            in_file=listed,
        )

    @classmethod
    def from_records(
        cls,
        staff: Sequence[Record] | None = None,
        units: Sequence[Record] | None = None,
        disciplines: Sequence[Record] | None = None,
        counts: Sequence[Record] | None = None,
        history: Sequence[Record] | None = None,
        scorecards: Sequence[Record] | None = None,
        *,
        period: str,
        on: date | str | None = None,
        occasion: str | None = None,
        stage: str | None = None,
        packs: Sequence[str] = (),
        readings: Mapping[str, str] | None = None,
        parameters: Mapping[str, str] | None = None,
        columns: Mapping[str, str] | None = None,
        fill: Mapping[str, str] | None = None,
        labels: Labels | Mapping[str, str] | None = None,
        mapping: str | Path | None = None,
    ) -> Batch:
        """Make a batch of Python records: mappings from column to value, or `Staff`, `Unit`, ….

        A column that no record of a table has is absent; so is a table that is None. Keys that are
        the names of our columns are taken as they are; any others are read as the headings of a
        file, and `columns`, `fill`, `labels` and `mapping` answer what they leave open, as in
        `read`.

        Raises:
            BatchError: when nothing in it can be judged; with every problem found.
        """
        wishes = Wishes(
            period,
            on,
            occasion,
            stage,
            several("packs", packs),
            choices("readings", readings),
            choices("parameters", parameters),
        )
        given = {
            "staff": staff,
            "units": units,
            "disciplines": disciplines,
            "counts": counts,
            "history": history,
            "scorecards": scorecards,
        }
        tables = [of_records(name, told) for name, told in given.items() if told is not None]
        told = labels if isinstance(labels, Mapping) else None
        table = labels if isinstance(labels, Labels) else packaged_labels()
        return cls.of_memory(tables, wishes, table, choices_of(columns, fill, told, mapping))

    @classmethod
    def of_memory(
        cls,
        tables: Sequence[InMemory],
        wishes: Wishes,
        labels: Labels,
        chosen: Chosen = NOTHING_CHOSEN,
        listed: Listed | None = None,
    ) -> Batch:
        """Make a batch of tables in memory, and of people who are `listed`.

        Raises:
            BatchError: when nothing in it can be judged; with every problem found.
        """
        wrong = tuple(faults_of(chosen, of_list=True))
        header, problems = read_header(None, wishes)
        round_ = the_round(header, wishes)
        if wrong or problems:
            raise BatchError(*wrong, *problems)
        if not isinstance(round_, Round):
            raise BatchError(*round_)
        labels = labels.with_(chosen.labels)
        made = read_tables(tables, round_, labels, chosen)
        if made.fatal:
            raise BatchError(*made.fatal, *made.problems)
        found = [] if listed is None else [RawTable(listed.sheet, (), 0, listed.strangers)]
        problems.extend(() if listed is None else listed.problems)
        return cls.of(
            round_,
            [*found, *made.tables],
            labels,
            problems=(*problems, *made.problems),
            chosen=chosen,
            listed=listed,
        )


@dataclass(frozen=True, slots=True)
class Told:
    """The raw tables of a batch, with what was found while they were read.

    `earlier` are the rounds whose grades became its history, each with what it is called.
    """

    round: Round
    tables: tuple[RawTable, ...]
    labels: Labels
    problems: tuple[Problem, ...]
    sources: tuple[SourceFile, ...]
    earlier: tuple[tuple[Batch, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unmasked:
    """A round with its own ids, and the key that its pseudonyms hang on."""

    batch: Batch
    key: str


def _odd_day(round_: Round) -> Iterable[Problem]:
    """A day of rating before the period, or long after it, is most likely a slip."""
    early = round_.on < date(round_.period.first_year, 1, 1)
    late = round_.on > date(round_.period.last_year + 1, 12, 31)
    if early or late:
        params = {"on": round_.on.isoformat(), "period": round_.period.text}
        yield Problem("day-outside-period", None, params, severity="warning")
