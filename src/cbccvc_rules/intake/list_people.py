"""The people of a long list: asked in its file for whatever a short list is checked for.

SQL finds the rows that something may be wrong with; these alone become rows, by the same steps as
those of a short list, so that the problems told are the same. Loaded through `extras` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.intake.list_cells import column_sql, distinct, encoded, kind_codes
from cbccvc_rules.intake.list_doubts import doubts, value_in
from cbccvc_rules.intake.list_headings import ASKED_ABOUT, are_plain, headings_read, reads_of
from cbccvc_rules.intake.list_scan import NotThisWayError
from cbccvc_rules.model.assemble import people_dropped
from cbccvc_rules.model.column import kinds_in
from cbccvc_rules.model.column_read import NO_HEADINGS
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.figures import PARTS
from cbccvc_rules.model.headings import known_among, match_headings
from cbccvc_rules.model.identity import identified
from cbccvc_rules.model.listed import ColumnSql, Settled
from cbccvc_rules.model.people import (
    heads_of,
    led_by,
    misplaced,
    settle,
    unled_units,
    unplaced_people,
    year_of,
)
from cbccvc_rules.model.references import KnownIds, bare
from cbccvc_rules.model.rows import RawRow, Row, Sheet
from cbccvc_rules.model.taken_as import Marks, marks_in, taken_as
from cbccvc_rules.model.told_cells import ToldCells, of_columns
from cbccvc_rules.model.understand import Known, understand_row
from cbccvc_rules.model.values import is_told
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cbccvc_rules.intake.list_scan import Heading, Scan
    from cbccvc_rules.model.draft import Draft
    from cbccvc_rules.model.period import Period
    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.model.unit_tree import UnitTree
    from cbccvc_rules.trace import Value

MOST_STRANGE = 100_000
"""Of a list in which something is wrong with more rows than this, nothing is judged."""
_CHUNK = 50_000
_TABLE = "staff"
_ENOUGH = 2
_NO_HEADINGS = Text(
    "dòng đầu không phải là tiêu đề các cột", "its first row does not hold the headings"
)


class ListPeople:
    """A staff list in its file; `columns` says in SQL what the cells of `list` mean."""

    def __init__(self, scan: Scan, sheet: str | None = None, *, placed: bool = True) -> None:
        """Match the headings; those of a frame are not `placed`: it has no cell such as C17.

        Raises:
            NotThisWayError: when they are not found in the first row.
        """
        self.scan = scan
        self.make_all = scan.do_all
        words = [one.text for one in scan.headings]
        if known_among(_TABLE, words) < _ENOUGH:
            raise NotThisWayError(_NO_HEADINGS)
        source, row = scan.source, 1 if placed else None
        matched = match_headings(
            _TABLE,
            enumerate(words, 1),
            lambda at, word: Place(source, row, at if placed else None, sheet, word),
        )
        self._at: dict[str, Heading] = {
            column: scan.headings[place - 1]
            for column, (place, _) in matched.headings.items()
            if place is not None
        }
        if not are_plain(words, {place for place, _ in matched.headings.values()}):
            raise NotThisWayError(ASKED_ABOUT)
        self.problems = matched.problems
        self.strangers = matched.strangers
        headings = {
            column: (place if placed else None, heading)
            for column, (place, heading) in matched.headings.items()
        }
        told = (reads_of(headings), headings_read(words)) if placed else ((), NO_HEADINGS)
        self.sheet = Sheet(_TABLE, source, sheet, headings, reads=told[0], read=told[1])
        self.columns: dict[str, ColumnSql] = {}
        self.tree: UnitTree | None = None
        self.settled: Settled | None = None
        self._blank = self._blank_rows()
        self.size = scan.size - len(self._blank)
        self._marks = Marks({}, frozenset())
        self._labels: Labels | None = None
        self._period: Period | None = None
        self._named: set[str] = set()

    @property
    def people(self) -> int:
        """How many people of it are to be judged."""
        return 0 if self.settled is None else self.settled.kept

    def name_in_scan(self, column: str) -> str:
        """Return what a column is called in the table `list`."""
        return self._at[column].name

    def ask(self, statement: str, told: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return what a query of the database of the list gives."""
        return self.scan.rows(statement, told)

    def make(self, statement: str, told: Sequence[object] = ()) -> None:
        """Make a table there."""
        self.scan.do(statement, told)

    def _blank_rows(self) -> frozenset[int]:
        """Return the rows in which nothing stands at all: they are none."""
        if not self.scan.headings:
            return frozenset()
        empty = " AND ".join(
            f"({one.name} IS NULL"
            + (f" OR trim({one.name}) = '')" if one.type == "VARCHAR" else ")")
            for one in self.scan.headings
        )
        found = self.scan.rows(f"SELECT line FROM list WHERE {empty}")
        return frozenset(row for (row,) in found if isinstance(row, int))

    def understood(self, labels: Labels) -> list[Problem]:
        """Read the distinct cells of every column; say how they were taken, and what is faulty."""
        self._labels = labels
        kinds = kinds_in(TABLES[_TABLE])
        self._marks = marks_in(self.sheet, self._raw_cells)
        for name, heading in self._at.items():
            self.columns[name] = column_sql(
                self.scan, heading, name, kinds[name], self._marks, labels
            )
        problems = list(taken_as(self.sheet, self._marks, self.cells(), labels))
        faulty = [one for one in self.columns.values() if one.faulty]
        if faulty:
            where = " OR ".join(one.faulty for one in faulty)
            numbers = self._rows_where(where, [one.name for one in faulty])
            for _, faults in self._understood(numbers):
                problems.extend(faults)
        return problems

    def _raw_cells(self, column: str) -> Iterator[tuple[object, int]]:
        for cell, times in distinct(self.scan, self._at[column]):
            blank = len(self._blank) if cell is None or not is_told(cell) else 0
            yield cell, times - min(blank, times)

    def cells(self) -> ToldCells:
        """Return the distinct cells of columns, as they were read."""
        return of_columns({name: one.told for name, one in self.columns.items()})

    def has_values(self, column: str) -> bool:
        """Return whether any cell of a column of codes has one."""
        return column in self.columns and any(
            one.value is not None for one in self.columns[column].told
        )

    def told_anywhere(self, column: str) -> bool:
        """Return whether any cell of a column holds anything, or is taken to hold something."""
        if column in {"role", "leads"} and "role" in self.columns:
            return True  # an empty cell tells of somebody without a leading post
        if column not in self.columns:
            return False
        name = self._at[column].name
        found = self.scan.rows(f"SELECT DISTINCT {name} FROM list WHERE {name} IS NOT NULL LIMIT 9")
        return any(is_told(cell) for (cell,) in found)

    def scanned(self, names: Iterable[str]) -> str:
        """Return the list as `l`, joined to what the values of these columns need."""
        joins = (self.columns[name].join for name in dict.fromkeys(names) if name in self.columns)
        return f"list AS l{''.join(joins)}"

    def value(self, name: str) -> str:
        """Return what SQL says the value of a column is."""
        return value_in(self.columns, name)

    def units_named(self) -> Iterable[str]:
        """Return the units that the rows name, in the order in which they do."""
        found = self.scan.rows(
            f"SELECT unit FROM (SELECT {self.value('unit_id')} AS unit, min(l.line) AS first "
            f"FROM {self.scanned(['unit_id'])} GROUP BY unit) WHERE unit IS NOT NULL ORDER BY first"
        )
        return (str(unit) for (unit,) in found)

    def known(self, asked: Iterable[str]) -> KnownIds:
        """Return which of some ids are of somebody listed, and those that they may be slips of."""
        ids = sorted(set(asked))
        self.scan.do("CREATE OR REPLACE TABLE asked AS SELECT unnest(?::VARCHAR[]) AS id", [ids])
        listed = f"(SELECT {self.value('staff_id')} AS id FROM {self.scanned(['staff_id'])})"
        found = {str(one) for (one,) in self.scan.rows(f"FROM asked SEMI JOIN {listed} USING (id)")}
        unknown = [bare(one) for one in ids if one not in found]
        if unknown:
            plain = (
                "regexp_replace(lower(replace(id, ' ', '')), '(^|[^0-9])0+([0-9])', '\\1\\2', 'g')"
            )
            near = self.scan.rows(
                f"SELECT id FROM {listed} WHERE {plain} IN (SELECT unnest(?::VARCHAR[]))", [unknown]
            )
            found.update(str(one) for (one,) in near)
        return KnownIds(found)

    def _rows_where(self, where: str, names: Sequence[str]) -> list[int]:
        """Return the numbers of the rows that a condition holds of.

        Raises:
            BatchError: when there are more than can be looked at one by one.
        """
        found = self.scan.rows(
            f"SELECT l.line FROM {self.scanned(names)} WHERE {where} "
            f"ORDER BY l.line LIMIT {MOST_STRANGE + 1 + len(self._blank)}"
        )
        numbers = [row for (row,) in found if isinstance(row, int) and row not in self._blank]
        if len(numbers) > MOST_STRANGE:
            raise BatchError(*self._too_strange(numbers))
        return numbers

    def _too_strange(self, numbers: Sequence[int]) -> Iterator[Problem]:
        """Yield that too much is wrong, and the first of it."""
        place = Place(self.scan.source, sheet=self.sheet.sheet)
        yield Problem("list-too-faulty", place, {"limit": str(MOST_STRANGE)})
        rows = list(self._understood(numbers[:_FEW_SHOWN]))
        faults = [fault for _, told in rows for fault in told]
        shared = identified((draft for draft, _ in rows), "staff_id").problems
        yield from (faults or shared)[:_FEW_SHOWN]

    def _understood(
        self, numbers: Sequence[int], columns: Collection[str] | None = None
    ) -> Iterator[tuple[Draft, list[Problem]]]:
        """Yield rows as drafts, by the same steps as those of a short list."""
        if self._labels is None:
            return
        names = [name for name in self._at if columns is None or name in columns]
        asked = "".join(f", {self._at[name].name}" for name in names)
        known: Known = {}
        for start in range(0, len(numbers), _CHUNK):
            here = numbers[start : start + _CHUNK]
            rows = self.scan.rows(
                f"SELECT line{asked} FROM list WHERE line BETWEEN {min(here)} AND {max(here)} "
                "AND line IN (SELECT unnest(?::BIGINT[])) ORDER BY line",
                [here],
            )
            for number, *cells in rows:
                if isinstance(number, int):
                    raw = RawRow(number, dict(zip(names, cells, strict=True)))
                    yield understand_row(self.sheet, raw, self._marks, self._labels, known)

    def settle(self, tree: UnitTree, period: Period) -> Settled:
        """Check the people against the units, and each other."""
        self.tree, self._period = tree, period
        self._units_made(tree, period)
        self._named = heads_of(tree)
        names = ("staff_id", "unit_id", "category", "role", "leads", *_NUMBERS)
        faulty = [one for one in self.columns.values() if one.faulty]
        found_odd = [*doubts(self.columns, tree), *(one.faulty for one in faulty)]
        numbers = self._rows_where(" OR ".join(found_odd), [*names, *(one.name for one in faulty)])
        drafts = [draft for draft, _ in self._understood(numbers)]
        found = identified(drafts, "staff_id")
        self._strange_made(numbers)
        self._deciders_made(found.kept.values())
        told = frozenset(self.sheet.headings)
        problems = [*found.problems]
        problems += settle(found.kept, told, tree, period, self._named)
        problems += misplaced(found.aside, tree)
        if "role" in told and any(unit.sheet is not None for unit in tree.units.values()):
            problems += unled_units(*self._peopled_and_led(found.kept.values()), tree)
        self.settled = Settled(
            problems=tuple(problems),
            strange={one.number: one.row(key) for key, one in found.kept.items()},
            aside=frozenset(one.number for one in found.aside),
            unplaced=unplaced_people(found.kept, found.aside, (), tree),
            dropped=people_dropped(found.aside),
            kept=self.size - len(found.aside),
        )
        return self.settled

    def _units_made(self, tree: UnitTree, period: Period) -> None:
        """Make a table of what people have from their units, and one of the ids told twice."""
        adrift = tree.below(tree.adrift)
        ids = list(tree.units)
        years = [year_of(tree.working_year(one, period)) for one in ids]
        regulations = [tree.own_regulation(one) for one in ids]
        columns: dict[str, tuple[str, list[object]]] = {
            "id": ("VARCHAR", [*ids]),
            "no": ("INTEGER", [*range(len(ids))]),
            "adrift": ("BOOLEAN", [one in adrift for one in ids]),
            **{
                name: ("INTEGER", [_day(year[name]) for year in years])
                for name in ("year_from", "year_to", "previous_on")
            },
            "regulation_on": ("INTEGER", [_day(issued) for issued, _ in regulations]),
            "regulation_known": ("BOOLEAN", [known for _, known in regulations]),
        }
        made = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, (kind, _) in columns.items())
        told = [cells for _, cells in columns.values()]
        self.scan.do(f"CREATE OR REPLACE TABLE units AS SELECT {made}", told)
        self.scan.do(
            "CREATE OR REPLACE TABLE twice AS SELECT h FROM "
            f"(SELECT hash({self.value('staff_id')}) AS h FROM {self.scanned(['staff_id'])}) "
            "GROUP BY h HAVING count(*) > 1"
        )

    def _strange_made(self, numbers: Sequence[int]) -> None:
        """Make a table of the rows that are not to be judged as SQL says their cells."""
        rows = [*numbers, *self._blank]
        self.scan.do(
            "CREATE OR REPLACE TABLE strange AS SELECT unnest(?::BIGINT[]) AS line", [rows]
        )

    def _deciders_made(self, strange: Iterable[Draft]) -> None:
        """Find out who of those said to have decided is somebody listed."""
        self._named |= {str(one.values["staff_id"]) for one in strange}
        if "decided_by" not in self.columns:
            return
        plain = f"{self.scanned(['staff_id'])} ANTI JOIN strange ON strange.line = l.line"
        found = self.scan.rows(
            f"SELECT id FROM (SELECT DISTINCT {self.value('decided_by')} AS id "
            f"FROM {self.scanned(['decided_by'])}) AS told "
            f"SEMI JOIN (SELECT {self.value('staff_id')} AS id FROM {plain}) AS ids USING (id)"
        )
        self._named.update(str(one) for (one,) in found)

    @property
    def deciders(self) -> Mapping[str, str | None]:
        """Whoever is told to have decided, with the id of the person that it is."""
        if "decided_by" not in self.columns or self.tree is None:
            return {}
        found = self.scan.rows(
            f"SELECT DISTINCT {self.value('decided_by')} FROM {self.scanned(['decided_by'])}"
        )
        told = (str(one) for (one,) in found if one is not None)
        units = self.tree.units
        return {
            one: one
            if one in self._named
            else (units[one].text("head_id") if one in units else None)
            for one in told
        }

    def _peopled_and_led(self, strange: Iterable[Draft]) -> tuple[set[str | None], set[str]]:
        """Return the units that have people, and those that somebody leads."""
        strange = list(strange)
        names = ["unit_id", "role", "leads"]
        plain = f"{self.scanned(names)} ANTI JOIN strange ON strange.line = l.line"
        unit, leads = self.value("unit_id"), self.value("leads")
        head = kind_codes(kinds_in(TABLES[_TABLE])["role"]).index("head")
        heads = f"{leads} IS NULL AND {self.value('role')} = {head}"
        peopled = {person.text("unit_id") for person in strange}
        led = led_by(strange)
        for one, leading in self.scan.rows(
            f"SELECT {unit}, bool_or({heads}) FROM {plain} GROUP BY {unit}"
        ):
            peopled.add(str(one))
            led |= {str(one)} if leading else set()
        if "leads" in self.columns:
            lists = self.columns["leads"].lists
            for (one,) in self.scan.rows(f"SELECT DISTINCT {leads} FROM {plain}"):
                led.update(lists[one] if isinstance(one, int) else ())
        return peopled, led

    def rows(self, numbers: Sequence[int], columns: Collection[str] | None = None) -> list[Row]:
        """Return the rows of these numbers that are to be judged, in order; with these columns."""
        if self.settled is None or self.tree is None or self._period is None:
            return []
        strange, left = self.settled.strange, self.settled.aside | self._blank
        plain = [one for one in numbers if one not in strange and one not in left]
        understood = (draft for draft, _ in self._understood(plain, columns))
        drafts = {str(draft.values["staff_id"]): draft for draft in understood}
        settle(drafts, frozenset(self.sheet.headings), self.tree, self._period, self._named)
        made = {draft.number: draft.row(key) for key, draft in drafts.items()}
        made.update((one, strange[one]) for one in numbers if one in strange)
        return [made[one] for one in sorted(made)]

    def number_of(self, id_: str) -> int | None:
        """Return the row of a person who is to be judged, None where nobody has that id."""
        found = self.scan.rows(
            f"SELECT l.line FROM {self.scanned(['staff_id'])} WHERE {self.value('staff_id')} = ?",
            [id_],
        )
        return found[0][0] if len(found) == 1 and isinstance(found[0][0], int) else None


_FEW_SHOWN = 20
_BARE = r"regexp_replace(lower(replace(id, ' ', '')), '(^|[^0-9])0+([0-9])', '\1\2', 'g')"
_MONTHS = ("months_worked", "leave_months")
_NUMBERS = (*dict.fromkeys(name for pair in PARTS[_TABLE] for name in pair), *_MONTHS)


def _day(day: Value | date) -> int | None:
    return None if day is None else encoded(day, (), 1)
