"""One description of a sheet, carried by every kind of file that can hold it."""

from __future__ import annotations

import csv
import io
import unicodedata
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pyarrow
import pyarrow.parquet

from cbccvc_rules.intake.old_letters import CP1258, TCVN3, VNI, bytes_of
from old_text import WRITTEN
from unit.intake.shapes.books import a_book
from unit.intake.workbooks import an_open_row, open_parts, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from unit.intake.shapes.books import Shape

Written = tuple[str, bytes]
"""An ending, and the bytes of the file."""


def _rows(shape: Shape) -> list[list[object]]:
    """Return every cell, row by row, None where nothing stands."""
    cells, _ = shape.grid()
    height = max(row for row, _ in cells) + 1
    width = max(column for _, column in cells) + 1
    return [[cells.get((row, column)) for column in range(width)] for row in range(height)]


def _xlsx(*shapes: Shape) -> Written:
    return ".xlsx", a_book(*shapes)


def _xlsx_named_xls(*shapes: Shape) -> Written:
    return ".xls", a_book(*shapes)


def _xlsx_with_texts_in_cells(*shapes: Shape) -> Written:
    """Write a workbook as openpyxl does: each text stands in its cell, not among shared ones."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for shape in shapes:
        sheet = book.create_sheet(shape.name)
        cells, merges = shape.grid()
        for (row, column), cell in cells.items():
            at = sheet.cell(row + 1, column + 1)
            at.value = cell
            if isinstance(cell, str):
                at.data_type = "s"  # `=` may begin a text
        for top, left, bottom, right in merges:
            sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    file = io.BytesIO()
    book.save(file)
    return ".xlsx", file.getvalue()


def _spans(shape: Shape) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Return how far cells reach down and across, and the cells that others reach over."""
    _, merges = shape.grid()
    spans = {(top, left): (down - top + 1, right - left + 1) for top, left, down, right in merges}
    covered = {
        (row, column)
        for top, left, bottom, right in merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    return spans, covered - spans.keys()


def _page(*shapes: Shape) -> Written:
    """Write a page as a web system sends it to Excel: what is merged spans, the rest stands."""
    shape = shapes[0]
    cells, _ = shape.grid()
    spans, covered = _spans(shape)
    rows = _rows(shape)
    width = max(len(one) for one in rows)
    told = []
    for row in range(len(rows)):
        made = ""
        for column in range(width):
            if (row, column) in covered:
                continue
            down, across = spans.get((row, column), (1, 1))
            cell = cells.get((row, column))
            text = "" if cell is None else escape(str(cell)).replace("\n", "<br>")
            made += f'<td rowspan="{down}" colspan="{across}">{text}</td>'
        told.append(f"<tr>{made}</tr>\n")
    head = '<html><head><meta charset="utf-8"></head><body><table border="1">'
    return ".xls", f"{head}{''.join(told)}</table></body></html>".encode()


def _ods(*shapes: Shape) -> Written:
    """Write an OpenDocument workbook: blank cells and rows are told by how many they are."""
    tables = []
    for shape in shapes:
        spans, covered = _spans(shape)
        told = ""
        for row, cells in enumerate(_rows(shape)):
            made = ""
            for at, cell in enumerate(cells):
                down, across = spans.get((row, at), (1, 1))
                name = "covered-table-cell" if (row, at) in covered else "table-cell"
                reach = f' table:number-columns-spanned="{across}"'
                reach += f' table:number-rows-spanned="{down}"' if (down, across) != (1, 1) else ""
                made += f"<table:{name}{reach}{_open_value(cell)}</table:{name}>"
            told += f"<table:table-row>{made}</table:table-row>"
        blank = '<table:table-cell table:number-columns-repeated="16000"/>'
        tables.append(told + an_open_row(blank, number_rows_repeated="1048000"))
    return ".ods", zipped(open_parts(*tables))


def _open_value(cell: object) -> str:
    if cell is None:
        return ">"
    if isinstance(cell, str):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
        return f' office:value-type="string">{lines}'
    return f' office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p>'


def _text(shape: Shape, delimiter: str) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(
        ["" if cell is None else cell for cell in row] for row in _rows(shape)
    )
    return file.getvalue()


def _csv(delimiter: str, encoding: str, form: str = "NFC") -> Callable[..., Written]:
    def write(*shapes: Shape) -> Written:
        text = unicodedata.normalize(form, _text(shapes[0], delimiter))
        return ".csv", text.encode(encoding)

    return write


def _old_csv(encoding: str, delimiter: str = ",") -> Callable[..., Written]:
    """Write a text as programs before Unicode did; its bytes do not say in which encoding."""

    def write(*shapes: Shape) -> Written:
        data = bytes_of(WRITTEN[encoding](_text(shapes[0], delimiter)))
        assert data is not None
        return ".csv", data

    return write


def _old_letters_in_xlsx(encoding: str) -> Callable[..., Written]:
    """Write a workbook whose texts were typed with an old font, which is not kept."""

    def write(*shapes: Shape) -> Written:
        book = openpyxl.load_workbook(io.BytesIO(a_book(shapes[0])))
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = WRITTEN[encoding](cell.value)
        file = io.BytesIO()
        book.save(file)
        return ".xlsx", file.getvalue()

    return write


def _parquet(*shapes: Shape) -> Written:
    """Write a table of columns, where a sheet is one: headings in one row, nothing around it."""
    shape = shapes[0]
    top, *rows = _rows(shape)
    columns = [[row[at] for row in rows] for at in range(len(top))]
    arrays = [pyarrow.array(one, pyarrow.string()) for one in map(_texts, columns)]
    file = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(pyarrow.Table.from_arrays(arrays, list(map(str, top))), file)
    return ".parquet", file.getvalue().to_pybytes()


def _texts(cells: Sequence[object]) -> list[str | None]:
    return [None if cell is None else str(cell) for cell in cells]


CARRIERS: Mapping[str, Callable[..., Written]] = MappingProxyType(
    {
        "xlsx": _xlsx,
        "xlsx named xls": _xlsx_named_xls,
        "xlsx with texts in cells": _xlsx_with_texts_in_cells,
        "ods": _ods,
        "page named xls": _page,
        "csv": _csv(",", "utf-8"),
        "csv with a mark": _csv(";", "utf-8-sig"),
        "csv in UTF-16": _csv("\t", "utf-16"),
        "csv in NFD": _csv(";", "utf-8", "NFD"),
        "csv in Windows-1258": _old_csv(CP1258),
        "csv in TCVN3": _old_csv(TCVN3, ";"),
        "csv in VNI": _old_csv(VNI, "\t"),
        "xlsx in TCVN3": _old_letters_in_xlsx(TCVN3),
        "xlsx in VNI": _old_letters_in_xlsx(VNI),
        "parquet": _parquet,
    }
)
WITHOUT_CASE = frozenset({"csv in TCVN3", "xlsx in TCVN3"})
"""Carriers in which a capital with a tone cannot be written."""


def records(shape: Shape) -> list[dict[str, object]]:
    """Return the rows below the headings as records of Python, by the headings."""
    top, *rows = _rows(shape)
    return [dict(zip(map(str, top), row, strict=True)) for row in rows]


def a_frame(shape: Shape) -> pd.DataFrame:
    """Return a whole sheet as a frame without names: its headings are among its rows."""
    return pd.DataFrame(_rows(shape), dtype=object)


def carries(carrier: str, shape: Shape) -> bool:
    """Return whether a sheet can be carried so."""
    if carrier != "parquet":
        return True
    return shape.depth == 1 and not shape.above and not shape.foot and not shape.numbering
