"""One rating round as it was told: a period, an occasion, a day, and tables of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.errors import BatchError, Problem, choices, several
from cbccvc_rules.model.assemble import assemble
from cbccvc_rules.model.chosen import NOTHING_CHOSEN, Chosen
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.header import RATING_COLUMNS, Round, Wishes, read_header, the_round
from cbccvc_rules.model.headings import match_headings
from cbccvc_rules.model.rows import MAX_ROWS, RawRow, RawTable, Row, Sheet, SourceFile, Unplaced
from cbccvc_rules.model.scale import Labels, packaged_labels
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.mapping import TableMapping
    from cbccvc_rules.model.period import Period


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
        labels: Labels | None = None,
        listed: Listed | None = None,
    ) -> Batch:
        """Make a batch of Python records: mappings from column to value, or `Staff`, `Unit`, ….

        A column that no record of a table has is absent; a table that is None, unless `listed`, is.

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
        header, problems = read_header(None, wishes)
        round_ = the_round(header, wishes)
        if problems:
            raise BatchError(*problems)
        if not isinstance(round_, Round):
            raise BatchError(*round_)
        given = {
            "staff": staff,
            "units": units,
            "disciplines": disciplines,
            "counts": counts,
            "history": history,
            "scorecards": scorecards,
        }
        tables = [] if listed is None else [RawTable(listed.sheet, (), 0, listed.strangers)]
        problems.extend(() if listed is None else listed.problems)
        for table, records in given.items():
            if records is not None and len(records) > MAX_ROWS:
                place = Place(SOURCE_OF_RECORDS, sheet=table)
                raise BatchError(Problem("too-many-rows", place, {"limit": str(MAX_ROWS)}))
            if records is not None:
                raw, found = _of_records(table, records)
                tables.append(raw)
                problems.extend(found)
        return cls.of(round_, tables, labels or packaged_labels(), problems=problems, listed=listed)


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


SOURCE_OF_RECORDS = "records"


def _of_records(table: str, records: Sequence[Record]) -> tuple[RawTable, tuple[Problem, ...]]:
    """Return records as a raw table; their rows count from 1, their keys are the headings.

    A table without any record has every column: it says that there is no row.
    """
    told = {number: _told(record) for number, record in enumerate(records, 1)}
    mappings = {number: mapping for number, mapping in told.items() if mapping is not None}
    lost = [
        Problem("record-not-keys", Place(SOURCE_OF_RECORDS, number, sheet=table))
        for number, mapping in told.items()
        if mapping is None
    ]
    keys = dict.fromkeys(key for mapping in mappings.values() for key in mapping)
    if not told:
        keys = dict.fromkeys(column.name for column in columns_of(table))
    matched = match_headings(
        table,
        ((None, key) for key in keys),
        lambda _, key: Place(SOURCE_OF_RECORDS, sheet=table, heading=key),
    )
    columns = {heading: column for column, (_, heading) in matched.headings.items()}
    rows = tuple(
        RawRow(number, {columns[key]: cell for key, cell in mapping.items() if key in columns})
        for number, mapping in mappings.items()
    )
    sheet = Sheet(table, SOURCE_OF_RECORDS, table, matched.headings)
    raw = RawTable(sheet, rows, len(lost), matched.strangers)
    return raw, (*lost, *matched.problems)


def _told(record: object) -> Mapping[str, object] | None:
    """Return the columns of a record, None of what is none."""
    given = getattr(record, "model_fields_set", None)
    if isinstance(given, set):
        return {str(name): getattr(record, name) for name in given}
    return {str(key): cell for key, cell in record.items()} if isinstance(record, Mapping) else None


def _odd_day(round_: Round) -> Iterable[Problem]:
    """A day of rating before the period, or long after it, is most likely a slip."""
    early = round_.on < date(round_.period.first_year, 1, 1)
    late = round_.on > date(round_.period.last_year + 1, 12, 31)
    if early or late:
        params = {"on": round_.on.isoformat(), "period": round_.period.text}
        yield Problem("day-outside-period", None, params, severity="warning")
