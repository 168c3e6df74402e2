"""A round of files written into one workbook, as somebody would type it into Excel."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from cbccvc_rules.marked import entries, read_marked
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.sheets import (
    HEADER_SHEET,
    HEADER_SHEET_HEADINGS,
    SHEET_TITLES,
    header_titles,
)
from golden.rewritten import table

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

    from cbccvc_rules.sources import Lang


def in_a_workbook(source: Path, target: Path, lang: Lang) -> Path:
    """Write a folder into a workbook: titles as headings, numbers, days and marks as Excel has."""
    header = entries(read_marked((source / "batch.yaml").read_text("utf-8"), "batch.yaml").data)
    with xlsxwriter.Workbook(str(target), {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet(SHEET_TITLES[HEADER_SHEET].in_(lang))
        sheet.write_row(0, 0, [text.in_(lang) for text in HEADER_SHEET_HEADINGS])
        for row, (key, value) in enumerate(header.items(), 1):
            sheet.write_string(row, 0, header_titles()[key].in_(lang))
            _write(sheet, row, 1, date.fromisoformat(str(value)) if key == "on" else value)
        for path in sorted(source.glob("*.csv")):
            headings, *rows = table(path)
            columns = {column.name: column for column in columns_of(path.stem)}
            sheet = book.add_worksheet(SHEET_TITLES[path.stem].in_(lang))
            for at, heading in enumerate(headings):
                sheet.write_string(0, at, columns[heading].title.in_(lang))
                for row, cells in enumerate(rows, 1):
                    _write(sheet, row, at, _as_typed(cells[at], columns[heading].kind))
    return target


def _as_typed(cell: str, kind: str) -> object:
    """Return what Excel makes of a cell when somebody types it."""
    if kind == "whole" and cell.isdigit():
        return int(cell)
    if kind == "truth" and cell in {"có", "không"}:
        return cell == "có"
    if kind == "date" and cell.count("/") == 2:
        return datetime.strptime(f"{cell} +0000", "%d/%m/%Y %z").date()
    return cell


def _write(sheet: Worksheet, row: int, column: int, value: object) -> None:
    match value:
        case bool():
            sheet.write_boolean(row, column, value)
        case int():
            sheet.write_number(row, column, value)
        case date():
            sheet.write_datetime(row, column, value)
        case str() if value:
            sheet.write_string(row, column, value)
