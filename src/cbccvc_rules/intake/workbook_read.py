"""Excel workbooks (`.xlsx`): scanned first, then read; one grid a sheet, cells of their own types.

A sheet that is written plainly is read along with the scan that bounds it. Of any other the scan
counts what each row holds; python-calamine is given nothing but the parts that were scanned, and
must find as much.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from cbccvc_rules.errors import Problem
from cbccvc_rules.exact import exact_number
from cbccvc_rules.intake.base import Contents, Grid, Line, TakenFile
from cbccvc_rules.intake.biff import STREAM, old_sheets
from cbccvc_rules.intake.compound import MAGIC
from cbccvc_rules.intake.header_sheet import SheetHeader
from cbccvc_rules.intake.html_table import read_page
from cbccvc_rules.intake.opendocument import is_open_document, open_document_grids
from cbccvc_rules.intake.other_kinds import is_page
from cbccvc_rules.intake.package import RefusedError, has_stream, open_package
from cbccvc_rules.intake.workbook_copy import ScannedCopy, scanned_copy
from cbccvc_rules.intake.workbook_index import read_index
from cbccvc_rules.intake.workbook_remarks import remarks_on
from cbccvc_rules.model.sheets import HEADER_SHEET, sheet_named
from cbccvc_rules.model.values import ShownNumber, canonical, day_of_number
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.sheet_scan import Scan
    from cbccvc_rules.intake.workbook_shared import IdFormat
    from cbccvc_rules.model.values import FormulaFault


def read_workbook(file: TakenFile) -> Contents:
    """Read every sheet; a workbook that is not sure in every part is not read at all."""
    if is_page(file.data):
        return read_page(file)
    try:
        grids = list(_old_grids(file) or _new_grids(file))
    except RefusedError as refused:
        place = Place(file.source, refused.row, sheet=refused.sheet)
        return Contents(problems=(Problem(refused.code, place, refused.params),))
    for grid in grids:
        if sheet_named(grid.sheet or "") == HEADER_SHEET:
            grids.remove(grid)
            return Contents(tuple(grids), header=SheetHeader.of(grid))
    return Contents(tuple(grids))


def _new_grids(file: TakenFile) -> Iterator[Grid]:
    package = open_package(file)
    if is_open_document(package):
        return open_document_grids(file.source, package)
    index = read_index(package)
    copy = scanned_copy(package, index)
    for (name, path), scan in zip(index.sheets, copy.scans, strict=True):
        scan.is_hidden = name in index.hidden
        scan.remarks = remarks_on(package, path)
    return _grids(file.source, copy)


def _old_grids(file: TakenFile) -> list[Grid]:
    """Return the sheets of a workbook of the old format, none where it is no such workbook."""
    is_old = file.data.startswith(MAGIC) and has_stream(file.data, STREAM)
    found = old_sheets(file.data) if is_old else None
    if found is None:
        return []
    from_1904, sheets = found
    return [_grid(file.source, one.name, one.scan, one.rows, from_1904=from_1904) for one in sheets]


def _grids(source: str, copy: ScannedCopy) -> Iterator[Grid]:
    for name, scan, rows in zip(copy.names, copy.scans, _rows(copy), strict=True):
        if scan.lines is not None:
            lines = tuple(scan.lines)
            yield Grid(source, name, lines, layout=scan.layout(), fonts=scan.fonts)
        else:
            yield _grid(source, name, scan, rows, from_1904=copy.from_1904)


def _grid(
    source: str, name: str, scan: Scan, rows: Sequence[Sequence[object]], *, from_1904: bool
) -> Grid:
    try:
        lines = _lines(scan, rows)
        if from_1904:
            lines = (Line(line.number, tuple(map(_from_1904, line.cells))) for line in lines)
        return Grid(source, name, tuple(lines), layout=scan.layout(), fonts=scan.fonts)
    except RefusedError as refused:
        raise refused.in_sheet(name) from None


def _rows(copy: ScannedCopy) -> Iterator[Sequence[Sequence[object]]]:
    """Read the rows of every sheet that was not read yet, from its first row and column on."""
    if all(at is None for at in copy.places):
        yield from ((),) * len(copy.places)
        return
    try:
        book = CalamineWorkbook.from_filelike(copy.file)
        for at, scan in zip(copy.places, copy.scans, strict=True):
            if at is None or not scan.told:
                yield ()
            else:
                yield book.get_sheet_by_index(at).to_python(skip_empty_area=False)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # where the reader panics, what it raises is no Exception
        raise RefusedError("workbook-broken") from None


def _lines(scan: Scan, rows: Sequence[Sequence[object]]) -> Iterator[Line]:
    """Yield the rows that hold anything, with what the reader could not tell put in its place.

    Raises:
        RefusedError: where a row was read that holds more or less than the scan found there.
    """
    seen = _Seen()
    nothing: dict[int, FormulaFault] = {}
    nothing_shown: dict[int, IdFormat] = {}
    for number in range(1, max(scan.height, len(rows)) + 1):
        read = rows[number - 1] if number <= len(rows) else ()
        odd = scan.odd.get(number, nothing)
        ids = scan.ids.get(number, nothing_shown)
        told = len(read) - read.count("")
        if odd:
            told -= sum(1 for column in odd if column <= len(read) and read[column - 1] != "")
        held = scan.told.get(number, 0)
        if told != held:
            params = {"held": str(held), "read": str(told)}
            raise RefusedError("sheet-misread", params, row=number)
        if not told and not odd:
            continue
        if bool in set(map(type, read)):  # True is equal to 1
            cells = [cell if isinstance(cell, bool) else seen[cell] for cell in read]
        else:
            cells = list(map(seen.__getitem__, read))
        if len(cells) < scan.width:
            cells.extend([""] * (scan.width - len(cells)))
        for column, shown in ids.items():
            cells[column - 1] = _as_id(cells[column - 1], shown)
        for column, fault in odd.items():
            cells[column - 1] = fault
        yield Line(number, tuple(cells))


class _Seen(dict[object, object]):
    """Leads from a cell to what the model takes it as: text, an exact number, a day.

    Most cells of a list are the same few: equal ones are made, and kept, once.
    """

    def __missing__(self, cell: object) -> object:
        """Make a cell that was not met before."""
        made = self[cell] = _value(cell)
        return made


def _value(cell: object) -> object:
    match cell:
        case str():
            return cell
        case datetime():
            return cell.date() if cell.time() == time() else cell
        case date():
            return cell
        case time() | timedelta():
            return str(cell)
        case _:
            number = exact_number(cell)
            return str(cell) if number is None else number


def _as_id(cell: object, shown: IdFormat) -> object:
    """Return a whole number as its format shows it."""
    if isinstance(cell, bool) or not isinstance(cell, int) or cell < 0:
        return cell
    return ShownNumber(cell, shown.show(cell))


_DAYS_UP_TO_1904 = 1462


def _from_1904(cell: object) -> object:
    """Return a number with the day it would be: this book counts days from 1904."""
    number = cell.number if isinstance(cell, ShownNumber) else exact_number(cell)
    day = None if number is None else day_of_number(number + _DAYS_UP_TO_1904)
    return cell if number is None or day is None else ShownNumber(number, canonical(cell), day)
