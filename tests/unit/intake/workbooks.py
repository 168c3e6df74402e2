"""Builders of workbooks: good ones by XlsxWriter, odd ones part by part."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import xlsxwriter

from cbccvc_rules.intake.base import Contents, TakenFile
from cbccvc_rules.intake.workbook_read import read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

Cells = "Sequence[Sequence[object]]"


def a_workbook(options: Mapping[str, object] | None = None, **sheets: Cells) -> bytes:
    """Write a workbook; `_` in the name of a sheet stands for a space."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"remove_timezone": True, **(options or {})}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif hasattr(cell, "year"):
                        sheet.write_datetime(row, column, cell, day)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return file.getvalue()


def parts_of(
    *sheets: str,
    names: Sequence[str] = (),
    strings: str | None = None,
    styles: str | None = None,
    book: str = "",
) -> dict[str, str | bytes]:
    """Return the parts of a workbook of which each sheet is what stands in `worksheet`."""
    names = names or [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{book}'
        f"<sheets>{listed}</sheets></workbook>",
    }
    for kind, text in (("sharedStrings", strings), ("styles", styles)):
        if text is not None:
            links += f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
            parts[f"xl/{kind}.xml"] = text
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>'
    )
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    return parts


_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
OPEN_NAMES = "".join(
    f' xmlns:{one}="{_OPEN}{one}:1.0"' for one in ("office", "table", "text", "style", "drawing")
)


def open_parts(
    *tables: str, styles: str = "", names: str = OPEN_NAMES, top: str = ""
) -> dict[str, str | bytes]:
    """Return the parts of an OpenDocument workbook of which each sheet has such rows."""
    sheets = "".join(
        f'<table:table table:name="Trang {number}">{rows}</table:table>'
        for number, rows in enumerate(tables, 1)
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"{top}<office:document-content{names}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
        "</office:document-content>",
    }


def an_open_row(cells: str, **told: str) -> str:
    more = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in told.items())
    return f"<table:table-row{more}>{cells}</table:table-row>"


def an_open_cell(inside: str = "", kind: str = "string", **told: str) -> str:
    """Return a cell; what is told of it belongs to the table, `office_…` to the value."""
    more = "".join(
        f' {name.replace("_", ":", 1).replace("_", "-")}="{value}"'
        if name.startswith(("office_", "calcext_"))
        else f' table:{name.replace("_", "-")}="{value}"'
        for name, value in told.items()
    )
    kinds = f' office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell{kinds}{more}>{inside}</table:table-cell>"


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return file.getvalue()


def a_row(cells: str, number: int = 1) -> str:
    """Return a sheet of one row."""
    return f'<sheetData><row r="{number}">{cells}</row></sheetData>'


def a_sheet(cells: str, **more: str) -> bytes:
    """Write a workbook of one sheet with one row of cells, given as XML."""
    return zipped(parts_of(a_row(cells), **more))


def contents(data: bytes) -> Contents:
    return read_workbook(TakenFile("t.xlsx", ".xlsx", data))


def rows(data: bytes) -> list[list[object]]:
    """Return the cells of the first sheet, row by row."""
    read = contents(data)
    assert read.problems == ()
    return [list(line.cells) for line in read.grids[0].lines]


def refused_for(data: bytes) -> str:
    """Return the only problem for which a workbook is refused."""
    read = contents(data)
    assert (read.grids, read.header, len(read.problems)) == ((), None, 1)
    assert read.problems[0].say("vi")
    assert read.problems[0].say("en")
    return read.problems[0].code
