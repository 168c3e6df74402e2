"""What a workbook says of its parts: the sheets in order, the shared texts, the styles."""

from __future__ import annotations

import posixpath
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.intake.package import Package, RefusedError
from cbccvc_rules.intake.safe_xml import DoctypeError, RefusedXmlError, listen, local
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.intake.safe_xml import Listener

MAX_SHEETS = 255
_MOST_SHEETS = Text(f"{MAX_SHEETS} trang", f"{MAX_SHEETS} sheets")


@dataclass(frozen=True, slots=True)
class Index:
    """The sheets by name with the path of each, and where the other parts are (None: nowhere).

    `hidden` are the names of sheets that are not shown.
    """

    sheets: tuple[tuple[str, str], ...]
    strings: str | None
    styles: str | None
    from_1904: bool
    hidden: frozenset[str] = frozenset()


def read_index(package: Package) -> Index:
    """Find the parts of a workbook.

    Raises:
        RefusedError: when it is no workbook, or of another format, or damaged.
    """
    book = _book(package)
    if not package.has(book) or book.endswith(".bin"):
        raise _no_book(package)
    related = _relations(package, book)
    told = _Book()
    scan(package.read(book), told)
    sheets = tuple(
        (name, related[link][1])
        for name, link in told.sheets
        if link in related and related[link][0] == "worksheet"
    )
    if not sheets:
        raise RefusedError("workbook-not-one")
    if len(sheets) > MAX_SHEETS:
        raise RefusedError("workbook-too-large", {"limit": _MOST_SHEETS})
    # One that is told of and missing is noticed when it is read: without its styles a day is 45640.
    parts = dict(related.values())
    return Index(
        sheets,
        parts.get("sharedStrings"),
        parts.get("styles"),
        told.from_1904,
        frozenset(told.hidden),
    )


def scan(data: bytes, listener: Listener) -> None:
    """Tell a listener what stands in a part.

    Raises:
        RefusedError: when it is no XML that a spreadsheet writes.
    """
    try:
        listen(data, listener)
    except DoctypeError:
        raise RefusedError("workbook-entities") from None
    except RefusedXmlError:
        raise RefusedError("workbook-broken") from None


def _book(package: Package) -> str:
    links = _relations(package, "").values()
    return next((path for kind, path in links if kind == "officeDocument"), "xl/workbook.xml")


def related_parts(package: Package, part: str) -> list[tuple[str, str]]:
    """Return the kind and the path of each part that is related to one."""
    return list(_relations(package, part).values())


def _relations(package: Package, part: str) -> Mapping[str, tuple[str, str]]:
    """Return the relations of a part: by id, the kind and the path of what is related."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.has(path):
        return {}
    links = _Links()
    scan(package.read(path), links)
    return {
        id_: (kind, posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))[1:])
        for id_, kind, target in links.found
    }


_BINARY = Text("Excel nhị phân (.xlsb)", "binary Excel (.xlsb)")


def _no_book(package: Package) -> RefusedError:
    """Say what a zip is that is no workbook of this format."""
    if package.has("xl/workbook.bin"):
        return RefusedError("workbook-other-format", {"format": _BINARY})
    return RefusedError("workbook-not-one")


@dataclass(slots=True)
class _Links:
    """Hears the relations of a part: id, kind, target."""

    found: list[tuple[str, str, str]] = field(default_factory=list)

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Take a relation within the workbook."""
        if local(name) == "Relationship" and told.get("TargetMode") != "External":
            kind = told.get("Type", "").rpartition("/")[2]
            self.found.append((told.get("Id", ""), kind, told.get("Target", "")))

    def end(self, name: str) -> None:
        """Nothing is told by an end."""

    def text(self, text: str) -> None:
        """Nothing is told by text."""


@dataclass(slots=True)
class _Book:
    """Hears the sheets of a workbook (name, id of the relation), and from when it counts days."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    from_1904: bool = False

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Take a sheet, or the way of counting days."""
        element = local(name)
        if element == "sheet":
            link = next((told[key] for key in told if key.endswith(":id")), "")
            self.sheets.append((told.get("name", ""), link))
            if told.get("state", "visible") != "visible":
                self.hidden.add(told.get("name", ""))
        elif element == "workbookPr":
            self.from_1904 = told.get("date1904") in {"1", "true"}

    def end(self, name: str) -> None:
        """Nothing is told by an end."""

    def text(self, text: str) -> None:
        """Nothing is told by text."""
