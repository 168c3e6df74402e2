"""The findings put into the data of the round: a column, notes and colours of cells."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.states import STATES, state_of
from cbccvc_rules.reports.xlsx.pen import LONGEST
from cbccvc_rules.reports.xlsx.words import WORDS
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.model.workings import Workings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.entries import Entry
    from cbccvc_rules.reports.xlsx.laid import Laid, Spot
    from cbccvc_rules.reports.xlsx.pen import Columns, Sheet
    from cbccvc_rules.sources import Lang

_WIDTH = 70
_LOWEST = 15
_URGENT = list(STATES)
_TABLES = {"staff": "staff", "unit": "units", "group": "units"}


@dataclass(frozen=True, slots=True)
class _Line:
    """What is to be said, with its number on the sheet of findings and what it is."""

    state: str
    number: int
    words: str


class Lines:
    """What is to be said of a row or cell; all that waits for its data is said in one line."""

    def __init__(self) -> None:
        self._lines: list[_Line] = []

    def add(self, line: _Line) -> None:
        """Add a line."""
        self._lines.append(line)

    @property
    def state(self) -> str:
        """What the most urgent line is."""
        return min((line.state for line in self._lines), key=_URGENT.index)

    def words(self, lang: Lang) -> Iterator[str]:
        """Yield the lines."""
        waiting = [line for line in self._lines if line.state == "unknown"]
        yield from (line.words for line in self._lines if line not in waiting)
        if len(waiting) == 1:
            yield waiting[0].words
        elif waiting:
            numbers = ranges([line.number for line in waiting])
            said = WORDS["waiting"].in_(lang).format(len(waiting), WORDS["findings"].in_(lang))
            yield f"[{numbers}] {said}"


def ranges(numbers: Sequence[int]) -> str:
    """Return rising numbers in few words.

    >>> ranges([1, 2, 3, 5])
    '1–3, 5'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


class Marks:
    """What is to be said in each row and cell of the sheets, in the order of the findings."""

    def __init__(self, laid: Laid, told: Workings) -> None:
        self.laid = laid
        self.rows: dict[str, dict[int, Lines]] = defaultdict(lambda: defaultdict(Lines))
        self.cells: dict[tuple[str, int, int], Lines] = defaultdict(Lines)
        self.sheets = {sheet.title: sheet for sheet, _ in laid.about}
        self.first: dict[str, int] = {}
        self._of: dict[tuple[str, str], tuple[Sheet, int]] = {}
        for table, rows in told.tables.items():
            for row in rows:
                self._place(table, row)

    def _place(self, table: str, row: Row) -> None:
        """Keep which row of which sheet a row of the round is."""
        found = self.laid.rows.get((table, row.key))
        if found is None:
            spots = (self.laid.at(row.place(one)) for one in ("staff_id", "unit_id", "name"))
            spot = next((spot for spot in spots if spot is not None), None)
            found = None if spot is None else (spot[0], spot[1])
        if found is not None:
            self._of[table, row.key] = found
            title, number = found[0].title, found[1]
            self.first[title] = min(number, self.first.get(title, number))

    def add(self, number: int, entry: Entry, lang: str) -> None:
        """Put an entry to its cell, and to the row of its subject."""
        state = state_of(entry)
        said = STATES[state].vi if lang == "vi" else STATES[state].en
        line = _Line(state, number, f"[{number}] {said}: {entry.message}")
        spot = self.laid.at(entry.place)
        at: set[tuple[str, int]] = set()
        if spot is not None and spot[0].title in self.sheets:
            sheet, row, column = spot
            at.add((sheet.title, row))
            if entry.place is not None and entry.place.column is not None:
                self.cells[sheet.title, *_shown_at(sheet, row, column)].add(line)
        if (own := self._own_row(entry)) is not None:
            at.add((own[0].title, own[1]))
        for title, row in sorted(at):
            self.rows[title][row].add(line)

    def _own_row(self, entry: Entry) -> tuple[Sheet, int] | None:
        """Return the row of whoever a finding is about."""
        if entry.finding is None:
            return None
        subject = entry.finding.subject
        table = _TABLES.get(subject.kind)
        if table is None:
            return None
        key = subject.id if subject.kind != "group" else str(subject.unit)
        return self._of.get((table, key))


def mark(laid: Laid, entries: Sequence[Entry], told: Workings, options: Options) -> None:
    """Put every entry beside the cell it is about."""
    marks = Marks(laid, told)
    for number, entry in enumerate(entries, 1):
        marks.add(number, entry, options.lang)
    for title, sheet in marks.sheets.items():
        if title in marks.rows:
            first = marks.first.get(title, min(marks.rows[title]))
            heading = WORDS["annotation"].in_(options.lang)
            _column(laid, sheet, marks.rows[title], first, heading, options.lang)
    for (title, row, column), lines in marks.cells.items():
        cell = marks.sheets[title].cell(row, column)
        laid.pen.colour(cell, lines.state)
        laid.pen.note(cell, shortened("\n\n".join(lines.words(options.lang))), options.tool)


def _column(
    laid: Laid, sheet: Sheet, rows: dict[int, Lines], first: int, heading: str, lang: Lang
) -> None:
    """Write the column of findings, right of everything there; its heading above `first`."""
    column = free_column(sheet)
    top = first - 1
    while top in rows:
        top -= 1
    if top >= 1:
        laid.pen.text(sheet, top, column, heading, "heading")
    for row, lines in sorted(rows.items()):
        words = "\n".join(lines.words(lang))
        laid.pen.text(sheet, row, column, shortened(words), lines.state)
        needed = laid.pen.height(words, _WIDTH)
        if needed > (sheet.row_dimensions[row].height or _LOWEST):
            sheet.row_dimensions[row].height = needed
    _make_room(sheet, column)


def shortened(words: str) -> str:
    """Return no more words than a cell holds; they are all on the sheet of findings."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def _shown_at(sheet: Sheet, row: int, column: int) -> tuple[int, int]:
    """Return the cell that shows what stands in one: of merged cells the first."""
    for box in sheet.merged_cells.ranges:
        inside = box.min_row <= row <= box.max_row and box.min_col <= column <= box.max_col
        if inside:
            return box.min_row, box.min_col
    return row, column


def free_column(sheet: Sheet) -> int:
    """Return the first column right of all that a sheet holds."""
    last = max((box.max_col for box in sheet.merged_cells.ranges), default=0)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and cell.column > last:
                last = cell.column
    return last + 1


def _make_room(sheet: Sheet, column: int) -> None:
    """Make a column wide; those of a sheet that are alike up to its end are cut off before it."""
    letters = column_letters(column)
    for name, alike in list(sheet.column_dimensions.items()):
        if name != letters and alike.min and alike.max and alike.min <= column <= alike.max:
            alike.max = column - 1
    own: Columns = sheet.column_dimensions[letters]
    own.min = own.max = column
    own.width, own.hidden = _WIDTH, False


def spot_name(spot: Spot) -> str:
    """Return what a spreadsheet calls a cell within its sheet."""
    return f"{column_letters(spot[2])}{spot[1]}"
