"""How cells are written: texts that stay texts, numbers, formulas with the value they will have.

Text never becomes a formula, whatever it begins with; what a formula comes to is kept beside it,
for whoever opens the workbook where nothing is worked out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.reports.entries import printable
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
    from datetime import datetime
    from io import BytesIO
    from types import ModuleType

FORMULA_SIGNS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet may take for the beginning of a formula, the wide forms as well."""

LONGEST = 32_000
"""So many characters at most stand in one cell."""

COLOURS: Mapping[str, str] = {
    "violation": "FFC7CE",
    "warning": "FFEB9C",
    "notice": "DDEBF7",
    "unknown": "E4DFEC",
    "waived": "D9D9D9",
    "data": "FCE4D6",
    "not_governed": "FCE4D6",
    "not_checkable": "F2F2F2",
    "kept": "E2EFDA",
    "not_applicable": "F2F2F2",
    "heading": "DDEBF7",
    "live": "E2EFDA",
    "engine": "F2F2F2",
}
"""The colour of a cell by what it tells; all of them can be told apart on paper."""

_FONT, _SIZE, _TITLE_SIZE = "Calibri", 11, 14
_LINE, _HIGHEST = 14, 400


class Cell(Protocol):
    """A cell of a sheet."""

    value: object
    data_type: str
    quotePrefix: bool
    number_format: str
    font: object
    fill: object
    alignment: object
    border: object
    comment: object
    hyperlink: object
    row: int
    column: int


class Columns(Protocol):
    """Columns of a sheet that are alike, from the `min`th to the `max`th; None: by name alone."""

    min: int | None
    max: int | None
    width: int
    hidden: bool


class Height(Protocol):
    """How high a row is, in points; None: as high as its font."""

    height: int | None


class Box(Protocol):
    """Cells by their corners."""

    min_row: int
    min_col: int
    max_row: int
    max_col: int


class Merged(Protocol):
    """The merged cells of a sheet."""

    ranges: Iterable[Box]


class View(Protocol):
    """How a sheet is looked at."""

    tabSelected: bool


class Filter(Protocol):
    """Which cells can be filtered."""

    ref: str


class Conditional(Protocol):
    """What cells look like as long as a rule holds."""

    def add(self, cells: str, rule: object) -> object:
        """Add a rule."""
        ...


class Page(Protocol):
    """How a sheet is printed."""

    orientation: str
    paperSize: int
    fitToHeight: int


class Setup(Protocol):
    """Whether a sheet is made to fit its paper."""

    fitToPage: bool


class Properties(Protocol):
    """What a sheet is beside its cells."""

    pageSetUpPr: Setup


class Sheet(Protocol):
    """A sheet of a workbook."""

    title: str
    sheet_view: View
    freeze_panes: str
    column_dimensions: MutableMapping[str, Columns]
    row_dimensions: MutableMapping[int, Height]
    merged_cells: Merged
    auto_filter: Filter
    conditional_formatting: Conditional
    page_setup: Page
    sheet_properties: Properties
    sheet_state: str
    print_title_rows: str
    print_area: str

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, made where it is not there."""
        ...

    def merge_cells(
        self, *, start_row: int, start_column: int, end_row: int, end_column: int
    ) -> object:
        """Show some cells as one."""
        ...

    def iter_rows(self) -> Iterator[Sequence[Cell]]:
        """Yield the rows with their cells."""
        ...


class About(Protocol):
    """Who made a workbook, and when."""

    creator: str
    created: datetime


class Book(Protocol):
    """A workbook."""

    properties: About
    calculation: object

    active: int
    worksheets: Sequence[Sheet]
    sheetnames: Sequence[str]

    def create_sheet(self, title: str, index: int | None = None) -> Sheet:
        """Add a sheet, at the end where no index is told."""
        ...

    def remove(self, sheet: Sheet) -> object:
        """Take a sheet away."""
        ...

    def save(self, file: BytesIO) -> object:
        """Write it into a file."""
        ...


class Pen:
    """Writes into a workbook; `values` is what each formula comes to, by sheet and cell."""

    def __init__(self, editor: ModuleType, book: Book) -> None:
        """Make what cells look like."""
        styles = editor.styles
        self.editor = editor
        self.book = book
        self.values: dict[str, dict[str, int | str]] = defaultdict(dict)
        self._fills = {
            name: styles.PatternFill("solid", start_color=code) for name, code in COLOURS.items()
        }
        self._bold = styles.Font(name=_FONT, size=_SIZE, bold=True)
        self._title = styles.Font(name=_FONT, size=_TITLE_SIZE, bold=True)
        self._link = styles.Font(name=_FONT, size=_SIZE, color="0563C1", underline="single")
        self._plain = styles.Font(name=_FONT, size=_SIZE)
        self._wrapped = styles.Alignment(wrap_text=True, vertical="top")
        side = styles.Side("thin", color="BFBFBF")
        self._border = styles.Border(left=side, right=side, top=side, bottom=side)

    def sheet(self, title: str, index: int | None = None) -> Sheet:
        """Add a sheet; where there is one of its name, it is numbered."""
        return self.book.create_sheet(sheet_title(title, self.book.sheetnames), index)

    def text(self, sheet: Sheet, row: int, column: int, words: str, look: str = "") -> Cell:
        """Write a text, as a text."""
        cell = sheet.cell(row, column)
        put_text(cell, words)
        self.look(cell, look)
        return cell

    def number(self, sheet: Sheet, row: int, column: int, number: int, look: str = "") -> Cell:
        """Write a whole number."""
        cell = sheet.cell(row, column)
        cell.value = number
        self.look(cell, look)
        return cell

    def formula(
        self,
        sheet: Sheet,
        row: int,
        column: int,
        formula: str,
        comes_to: int | str,
        look: str = "live",
    ) -> Cell:
        """Write a formula with what it comes to."""
        cell = sheet.cell(row, column)
        cell.value = f"={formula}"
        self.values[sheet.title][address(row, column)] = comes_to
        self.look(cell, look)
        return cell

    def look(self, cell: Cell, look: str) -> None:
        """Make a cell look as one of the `COLOURS`, a `title`, `bold`, or `plain` text."""
        fonts = {"title": self._title, "bold": self._bold, "heading": self._bold}
        cell.font = fonts.get(look, self._plain)
        if look in {"", "title", "bold"}:
            return
        cell.alignment, cell.border = self._wrapped, self._border
        if look in self._fills:
            cell.fill = self._fills[look]

    def colour(self, cell: Cell, look: str) -> None:
        """Give a cell a colour, and leave all else as it is."""
        cell.fill = self._fills[look]

    def wide(self, sheet: Sheet, row: int, words: str, look: str, widths: Sequence[int]) -> None:
        """Write a text across columns of these widths, the first ones of a sheet."""
        cell = self.text(sheet, row, 1, words, look)
        self.wrap(cell)
        sheet.merge_cells(
            start_row=row, start_column=1, end_row=row, end_column=max(len(widths), 2)
        )
        sheet.row_dimensions[row].height = self.height(words, sum(widths))

    def wrap(self, cell: Cell) -> None:
        """Let the text of a cell go on in further lines."""
        cell.alignment = self._wrapped

    def link(self, cell: Cell, title: str, address_: str) -> None:
        """Lead from a cell to another one of the workbook, never out of it."""
        target = f"{quoted(title)}!{address_}"
        ref = address(cell.row, cell.column)
        cell.hyperlink = self.editor.worksheet.hyperlink.Hyperlink(ref=ref, location=target)
        cell.font = self._link

    def alert(self, sheet: Sheet, row: int, column: int, words: str) -> None:
        """Colour a cell as a violation as long as it comes to these words."""
        fill = self.editor.styles.PatternFill("solid", bgColor=COLOURS["violation"])
        rule = self.editor.formatting.rule.CellIsRule("equal", [f'"{words}"'], fill=fill)
        sheet.conditional_formatting.add(address(row, column), rule)

    def note(self, cell: Cell, words: str, author: str) -> None:
        """Put a comment to a cell."""
        lines = sum(1 + len(line) // 55 for line in words.split("\n"))
        cell.comment = self.editor.comments.Comment(
            printable(words), author, height=min(24 + 17 * lines, 600), width=400
        )

    def widths(self, sheet: Sheet, widths: Sequence[int]) -> None:
        """Make the columns so wide, from the first on."""
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[column_letters(number)].width = width

    def fit(self, sheet: Sheet, widths: Sequence[int]) -> None:
        """Make each row as high as its texts need, wrapped in columns of these widths."""
        for row in sheet.iter_rows():
            needed = max(
                (self.height(cell.value, width) for cell, width in zip(row, widths, strict=False)),
                default=0,
            )
            if needed > _LINE + 3:
                sheet.row_dimensions[row[0].row].height = needed

    def height(self, value: object, width: int) -> int:
        """Return how high a row is that shows a text wrapped to a width, as far as rows go."""
        return min(_LINE * _lines(value, width) + 3, _HIGHEST)

    def print_wide(self, sheet: Sheet, heading: int | None = None) -> None:
        """Print a sheet across A4, all columns on a page, its heading again on each."""
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.sheet_properties.pageSetUpPr = self.editor.worksheet.properties.PageSetupProperties(
            fitToPage=True
        )
        sheet.page_setup.fitToHeight = 0
        if heading is not None:
            sheet.print_title_rows = f"{heading}:{heading}"


def _lines(value: object, width: int) -> int:
    """Return in how many lines a text stands, of so many letters each."""
    if not isinstance(value, str) or value.startswith("="):
        return 1
    return sum(1 + len(line) // max(width - 1, 1) for line in value.split("\n"))


def put_text(cell: Cell, words: str) -> None:
    """Write a text into a cell so that no spreadsheet takes it for a formula, now or later."""
    cell.value = printable(words)
    cell.data_type = "s"
    if words.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True


def address(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell.

    >>> address(17, 10)
    'J17'
    """
    return f"{column_letters(column)}{row}"


def quoted(title: str) -> str:
    """Return the name of a sheet as formulas have it.

    >>> quoted("A'B")
    "'A''B'"
    """
    return "'" + title.replace("'", "''") + "'"


_LONGEST_TITLE = 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def sheet_title(name: str, others: Iterable[str]) -> str:
    """Return a name that a sheet may have, and none of the others has.

    >>> sheet_title("a/b", []), sheet_title("A", ["a"])
    ('a_b', 'A (2)')
    """
    taken = {other.casefold() for other in others}
    plain = printable(name).translate(_NOT_IN_TITLES).strip("'").strip() or "_"
    title, number = plain[:_LONGEST_TITLE], 1
    while title.casefold() in taken:
        number += 1
        end = f" ({number})"
        title = plain[: _LONGEST_TITLE - len(end)] + end
    return title
