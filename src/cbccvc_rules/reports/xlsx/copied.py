"""The user's own workbook opened to be written into, and what of it a copy does not keep.

Nothing is copied that could do anything by itself: formulas stand as the values that they had,
links, macros, queries and drawings are left out. What is left out is told.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections import Counter
from dataclasses import field
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat

from cbccvc_rules.intake.package import RefusedError, open_package
from cbccvc_rules.intake.safe_xml import local
from cbccvc_rules.intake.workbook_index import read_index, scan
from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.xlsx.pen import FORMULA_SIGNS, sheet_title
from cbccvc_rules.reports.xlsx.words import LOST_ELEMENTS, LOST_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from cbccvc_rules.intake.base import TakenFile
    from cbccvc_rules.intake.package import Package
    from cbccvc_rules.intake.workbook_index import Index
    from cbccvc_rules.reports.xlsx.pen import Book
    from cbccvc_rules.sources import Text

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_THEME, _BOOK = "xl/theme/theme1.xml", "xl/workbook.xml"
_KEPT = frozenset(
    {
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "autoFilter",
        "mergeCells",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "rowBreaks",
        "colBreaks",
    }
)
"""What stands in the part of a sheet and can do nothing by itself."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_RUN = re.compile(rb"<(?:\w+:)?r[\s>]")
_FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, OSError)


@dataclass(slots=True)
class Copy:
    """The workbook, the title that each of its sheets has now, and what was left out, how often."""

    book: Book
    titles: Mapping[str, str]
    lost: Counter[Text] = field(default_factory=Counter)


def copied(editor: ModuleType, file: TakenFile) -> Copy | None:
    """Return a copy of a workbook to be written into; None where it cannot be opened."""
    try:
        package = open_package(file)
        index = read_index(package)
        made = _Reduced(package, index)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what was left out, told by ourselves
            book: Book = editor.load_workbook(made.file(), data_only=True)
    except (RefusedError, zipfile.BadZipFile, *_FAULTS):
        return None  # what no reader is sure of is laid out anew, as it was read
    for sheet in book.worksheets:
        sheet.sheet_state = made.hidden.get(sheet.title, "visible")
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(FORMULA_SIGNS):
                    cell.data_type = "s"
                    cell.quotePrefix = len(cell.value) > 1
    return Copy(book, made.titles, made.lost)


class _Reduced:
    """A workbook with nothing but cells and what they look like."""

    def __init__(self, package: Package, index: Index) -> None:
        self.package = package
        self.index = index
        self.lost: Counter[Text] = Counter()
        self.titles: dict[str, str] = {}
        for name, _ in index.sheets:
            self.titles[name] = sheet_title(name, self.titles.values())
            if self.titles[name] != name:
                self.lost[LOST_PARTS["title"]] += 1

    @property
    def hidden(self) -> dict[str, str]:
        """What hides a sheet that is not shown, by the title it has now."""
        told = _Hidden()
        if self.package.has(_BOOK):
            scan(self.package.read(_BOOK), told)
        return {self.titles[name]: how for name, how in told.found.items() if name in self.titles}

    def file(self) -> BytesIO:
        """Return it as a file."""
        made = BytesIO()
        sheets = list(self.index.sheets)
        kinds = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
        with zipfile.ZipFile(made, "w") as archive:
            for (_, path), (_, name) in zip(sheets, kinds, strict=True):
                archive.writestr(f"xl/{name}", self._sheet(self.package.read(path)))
            for kind, part in (
                ("sharedStrings", self.index.strings),
                ("styles", self.index.styles),
                ("theme", _THEME if self.package.has(_THEME) else None),
            ):
                if part is not None:
                    archive.writestr(f"xl/{_name(kind)}", self._shared(kind, part))
                    kinds.append((kind, _name(kind)))
            for name, data in _frame(kinds, list(self.titles.values()), self.index).items():
                archive.writestr(name, data)
        self._parts_left_out(len(sheets))
        made.seek(0)
        return made

    def _shared(self, kind: str, path: str) -> bytes:
        data = self.package.read(path)
        if kind == "theme":
            scan(data, _Deaf())
        if kind == "sharedStrings" and (runs := len(_RUN.findall(data))):
            self.lost[LOST_PARTS["runs"]] += runs
        return data

    def _sheet(self, data: bytes) -> bytes:
        """Return the part of a sheet without what is not kept."""
        if formulas := len(_FORMULA.findall(data)):
            self.lost[LOST_PARTS["formulas"]] += formulas
        kept = bytearray()
        for name, start, end in _children(data):
            if name in {"", *_KEPT}:
                kept += data[start:end]
            else:
                self.lost[LOST_ELEMENTS.get(name, LOST_PARTS["other"])] += 1
        return bytes(kept)

    def _parts_left_out(self, sheets: int) -> None:
        """Count the parts that are not copied by what they are."""
        taken = {path.casefold() for _, path in self.index.sheets}
        taken |= {str(part).casefold() for part in (self.index.strings, self.index.styles)}
        for path in self.package.entries:
            if path in taken or path.endswith("/"):
                continue
            for folder, what in LOST_PARTS.items():
                if "/" in folder and path.startswith(folder):
                    self.lost[what] += 1


def _children(data: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield the elements right below the top of a part, with what stands before and after them.

    Each goes from its own beginning to that of the next one.
    """
    found: list[tuple[str, int]] = [("", 0)]
    depth = 0
    parser = expat.ParserCreate()

    def start(name: str, _told: object) -> None:
        nonlocal depth
        depth += 1
        if depth == 2:
            found.append((local(name), parser.CurrentByteIndex))

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            found.append(("", parser.CurrentByteIndex))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    for (name, at), (_, following) in zip(found, [*found[1:], ("", len(data))], strict=True):
        yield name, at, following


class _Hidden:
    """Hears which sheets of a workbook are hidden, and how."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Take a sheet that is not shown."""
        if local(name) == "sheet" and told.get("state") in {"hidden", "veryHidden"}:
            self.found[told.get("name", "")] = "hidden"

    def end(self, name: str) -> None:
        """Let it be."""

    def text(self, text: str) -> None:
        """Let it be."""


class _Deaf:
    """Hears a part that is only looked at for what is refused."""

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Let it be."""

    def end(self, name: str) -> None:
        """Let it be."""

    def text(self, text: str) -> None:
        """Let it be."""


def _name(kind: str) -> str:
    return "theme/theme1.xml" if kind == "theme" else f"{kind}.xml"


def _frame(kinds: list[tuple[str, str]], titles: list[str], index: Index) -> dict[str, bytes]:
    """Return the parts that hold the others together."""
    sheets = "".join(
        f'<sheet name="{escape(title)}" sheetId="{number}" r:id="r{number}"/>'
        for number, title in enumerate(titles, 1)
    )
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<workbookPr date1904="{int(index.from_1904)}"/><sheets>{sheets}</sheets></workbook>'
    )
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{name}"/>'
        for number, (kind, name) in enumerate(kinds, 1)
    )
    types = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_content(kind)}"/>' for kind, name in kinds
    )
    root = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": _relations(links),
        "_rels/.rels": _relations(root),
        "[Content_Types].xml": (
            f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
            f"{types}</Types>"
        ).encode(),
    }


def _content(kind: str) -> str:
    if kind == "theme":
        return "application/vnd.openxmlformats-officedocument.theme+xml"
    return f"{_KIND}.{kind}+xml"


def _relations(links: str) -> bytes:
    return f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>'.encode()
