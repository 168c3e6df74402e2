"""A workbook with the scanned parts of another one and nothing else: what the reader is given.

So there is no part that the reader sees and the scan did not, whatever either makes of the paths.
Sheets that were read along with the scan are not in it.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from cbccvc_rules.intake.package import Package, RefusedError
from cbccvc_rules.intake.sheet_frame import plain_frame
from cbccvc_rules.intake.sheet_scan import Budget, Scan
from cbccvc_rules.intake.texts_plain import plain_texts
from cbccvc_rules.intake.workbook_index import Index, scan
from cbccvc_rules.intake.workbook_shared import SharedTexts, Styles
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True, slots=True)
class ScannedCopy:
    """The copy, and for each sheet in order the name and the scan.

    `places` are those of the sheets in the copy, None for one that was read already.
    """

    file: io.BytesIO
    names: tuple[str, ...]
    scans: tuple[Scan, ...]
    places: tuple[int | None, ...]
    from_1904: bool


def scanned_copy(package: Package, index: Index) -> ScannedCopy:
    """Scan every part of a workbook that is read, and copy it.

    Raises:
        RefusedError: when a part is damaged, too large, or not what a spreadsheet writes.
    """
    if len({path.casefold() for _, path in index.sheets}) < len(index.sheets):
        raise RefusedError("workbook-broken")  # one part for several sheets
    file = io.BytesIO()
    texts, styles, budget = SharedTexts(), Styles(), Budget()
    scans: list[Scan] = []
    shared: list[tuple[str, bytes]] = []
    places: list[int | None] = []
    links: list[str] = []
    with zipfile.ZipFile(file, "w") as archive:
        for path, listener, kind in (
            (index.strings, texts, "sharedStrings"),
            (index.styles, styles, "styles"),
        ):
            if path is not None:
                data = package.read(path)
                plain = plain_texts(data) if listener is texts else None
                if plain is None:
                    scan(data, listener)
                else:
                    texts.sizes, texts.texts = plain
                shared.append((kind, data))
        told = [] if index.strings is None else texts.texts
        for name, path in index.sheets:
            try:
                data = package.read(path)
                scanned = Scan(texts.sizes, styles, budget, struck_texts=texts.struck)
                frame = plain_frame(data, scanned, None if index.from_1904 else told)
                scan(data if frame is None else frame, scanned)
                scanned.check_area()
            except RefusedError as refused:
                raise refused.in_sheet(name) from None
            scans.append(scanned)
            places.append(None if scanned.lines is not None else len(links))
            if scanned.lines is None:
                links.append("worksheet")
                _write(archive, f"xl/worksheet{len(links)}.xml", data)
        for kind, data in shared if links else ():
            links.append(kind)
            _write(archive, f"xl/{kind}.xml", data)
        _write_frame(archive, links, from_1904=index.from_1904)
    file.seek(0)
    names = tuple(name for name, _ in index.sheets)
    return ScannedCopy(file, names, tuple(scans), tuple(places), index.from_1904)


def _write_frame(archive: zipfile.ZipFile, links: Sequence[str], *, from_1904: bool) -> None:
    """Write what holds the parts together; sheets are called by their numbers."""
    sheets = "".join(
        f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>'
        for number, kind in enumerate(links, 1)
        if kind == "worksheet"
    )
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<workbookPr date1904="{int(from_1904)}"/><sheets>{sheets}</sheets></workbook>'
    )
    parts = [
        (number, kind, f"{kind}{number}.xml" if kind == "worksheet" else f"{kind}.xml")
        for number, kind in enumerate(links, 1)
    ]
    _write(archive, "xl/workbook.xml", book.encode())
    _write(archive, "xl/_rels/workbook.xml.rels", _relations(parts))
    _write(archive, "_rels/.rels", _relations([(1, "officeDocument", "xl/workbook.xml")]))


def _relations(parts: Sequence[tuple[int, str, str]]) -> bytes:
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, kind, target in parts
    )
    return f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>'.encode()


def _write(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(path), data)
