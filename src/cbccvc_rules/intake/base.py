"""What every kind of file is read into: bytes taken once, then grids of cells; the limits."""

from __future__ import annotations

from dataclasses import field
from hashlib import sha256
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, said_by_system
from cbccvc_rules.model.rows import Marks, SourceFile
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cbccvc_rules.intake.old_letters import Font
    from cbccvc_rules.model.header import ToldHeader

MAX_MEGABYTES = 200
MAX_COLUMNS = 500
MAX_CELL_CHARACTERS = 32_767  # what a cell of a spreadsheet can hold


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file as it was at one moment, by the name that the user gave it; `path`: where it is."""

    source: str
    suffix: str
    data: bytes
    path: Path | None = None

    @property
    def source_file(self) -> SourceFile:
        """The name of the file with the digest of its bytes."""
        return SourceFile(self.source, sha256(self.data).hexdigest(), self.path)


@dataclass(frozen=True, slots=True)
class NoCell:
    """What a caller or a file holds where a cell would stand, and is none: several values by name.

    It is no text either: no column is told by it.
    """

    text: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a grid; `number` is the row a spreadsheet shows.

    A cell is a text, or what the file itself tells apart: truth, an exact number, a day, None.
    """

    number: int
    cells: tuple[object, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all stands in it."""
        return all(map(is_blank_cell, self.cells))


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that a sheet shows as one, by their corners; what it holds is at the top left."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet shows its cells: which are merged, which rows and columns it hides.

    One that `is_hidden` is not shown at all. `struck` are the rows and columns of cells with words
    that are struck through, `unseen` of those whose format shows nothing; `remarks` leads from
    those of a cell to the comment on it.
    """

    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    is_hidden: bool = False
    unseen: frozenset[tuple[int, int]] = frozenset()
    remarks: Mapping[tuple[int, int], str] = field(default_factory=dict)


PLAIN = Layout()


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet of cells, headings included; `sheet` None: the file holds one and names it not.

    In a document each value stands on a line of its own: `marks` leads from (row number, column)
    to where it is; column 0 is the row itself, row 0 the headings. `lost` tells of rows that could
    not be taken apart at all, `notes` of what in it was read otherwise than it stands. `fonts`
    leads from (row number, column) to the font of a cell where it is of an old encoding; all of a
    `western` grid is shown as Western Windows shows the bytes of whatever encoding it is in.
    `layout` tells what a spreadsheet merges and hides.
    """

    source: str
    sheet: str | None
    lines: tuple[Line, ...]
    marks: Marks | None = None
    lost: tuple[Problem, ...] = ()
    layout: Layout = PLAIN
    notes: tuple[Problem, ...] = ()
    fonts: Mapping[tuple[int, int], Font] = field(default_factory=dict)
    western: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all stands in it."""
        return all(line.is_blank for line in self.lines)

    @property
    def whole(self) -> Place:
        """The place of all of it."""
        return Place(self.source, sheet=self.sheet)

    def place(self, number: int, column: int | None, heading: str) -> Place:
        """Return the place of a cell, or of the row it would stand in."""
        if self.marks is not None:
            return self.marks.get((number, column or 0)) or self.marks[number, 0]
        return Place(self.source, number, column, self.sheet, heading)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds; a file that could not be read holds no grid and gives its reasons.

    A file of several tables names each in its grid's `sheet`, by a name or title of
    `model/sheets.py`; it may tell of the round itself (`header`), as `batch.yaml` does.
    """

    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()
    header: ToldHeader | None = None


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: the endings it goes by, and its reader.

    The reader also takes up `lookalikes`, endings of files that people mean to be of this kind: it
    says what each really is, and how to save it again. `common` endings are those of many files
    that are no tables at all. `tells` says where such a file may tell its period, if it may.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[TakenFile], Contents]
    lookalikes: tuple[str, ...] = ()
    common: bool = False
    tells: Text | None = None


def is_blank_cell(cell: object) -> bool:
    """Return whether nothing stands in a cell; `-` is something."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def take(path: Path, source: str) -> TakenFile | Problem:
    """Read the bytes of a file once, within the limit."""
    limit = MAX_MEGABYTES * 1_000_000
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as fault:
        told: dict[str, str | Text] = {"path": source, "said": said_by_system(fault)}
        return Problem("file-not-readable", None, told)
    if len(data) > limit:
        return Problem("file-too-large", Place(source), {"limit": str(MAX_MEGABYTES)})
    if not data:
        return Problem("file-empty", Place(source))
    return TakenFile(source, path.suffix.lower(), data, path)
