"""A long list in a workbook, put row by row into a CSV file that is asked like any other.

The sheet is unpacked as a stream: of its rows no more than a piece is held at once.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.intake.base import Line, is_blank_cell, take
from cbccvc_rules.intake.list_scan import FIRST_ROW, NotThisWayError
from cbccvc_rules.intake.old_texts import old_texts
from cbccvc_rules.intake.package import RefusedError, open_package
from cbccvc_rules.intake.sheet_frame import is_plain
from cbccvc_rules.intake.sheet_more import MoreRows, written_surely
from cbccvc_rules.intake.sheet_plain import Rows
from cbccvc_rules.intake.sheet_scan import LAST_COLUMN, LAST_ROW, Budget, Scan
from cbccvc_rules.intake.sheet_values import OddError, Values
from cbccvc_rules.intake.texts_plain import plain_texts
from cbccvc_rules.intake.workbook_index import read_index, scan
from cbccvc_rules.intake.workbook_shared import SharedTexts, Styles
from cbccvc_rules.model.values import FormulaFault, canonical
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cbccvc_rules.intake.package import Package

MAX_UNPACKED_MEGABYTES = 1_000
_PIECE = 1 << 22
_BLANK_SHEET = 20_000  # bytes; more than a sheet that nobody wrote in has
_LOOKED_AT = 2_000  # rows, for old encodings
_MOST_KEPT = 100_000  # of numbers and texts that were met, and of shapes of rows
_CELL, _OPEN, _CLOSE, _ROW_END = b"<c ", b"<sheetData>", b"</sheetData>", b"</row>"

_SEVERAL = Text("sổ tính có hơn một trang có dữ liệu", "more than one sheet of it holds something")
_OTHERWISE = Text("trang tính được ghi theo cách khác thường", "its sheet is written in a rare way")
_FAULTS = Text("có ô là công thức bị lỗi", "a formula in it failed")
_BLANK = Text(
    "tiêu đề không ở dòng 1, hoặc có dòng trống giữa danh sách",
    "its headings are not in row 1, or blank rows stand in the list",
)
_LAYOUT = Text("có ô gộp hoặc dòng ẩn", "cells are merged, or rows hidden")
_STRUCK = Text("có chữ bị gạch ngang", "words in it are struck through")
_FONTS = Text("có chữ ở bảng mã cũ", "texts in it are of an old encoding")
_FROM_1904 = Text("sổ tính đếm ngày từ năm 1904", "it counts days from 1904")


def sheet_as_csv(path: Path, source: str, made: Path) -> str:
    """Write the one sheet of a workbook as CSV, a line a row; return what it is called.

    Raises:
        BatchError: when the workbook is damaged, or holds too much even so.
        NotThisWayError: when rows alone do not tell all of it.
    """
    file = take(path, source)
    if isinstance(file, Problem):
        raise BatchError(file)
    try:
        return _write(open_package(file, MAX_UNPACKED_MEGABYTES), made)
    except RefusedError as refused:
        place = Place(source, refused.row, sheet=refused.sheet)
        raise BatchError(Problem(refused.code, place, refused.params)) from None


def _write(package: Package, made: Path) -> str:
    index = read_index(package)
    if index.from_1904:
        raise NotThisWayError(_FROM_1904)
    sheets = dict(index.sheets)
    told = [name for name, path in sheets.items() if package.size(path) > _BLANK_SHEET]
    told = told or [name for name, path in sheets.items() if _CELL in package.read(path)]
    others = [path for name, path in sheets.items() if name not in told]
    if len(told) != 1 or any(_CELL in package.read(path) for path in others):
        raise NotThisWayError(_SEVERAL)
    styles, texts = Styles(), SharedTexts()
    if index.styles is not None:
        scan(package.read(index.styles), styles)
    if index.strings is not None:
        data = package.read(index.strings)
        plain = plain_texts(data)
        if plain is None:
            scan(data, texts)
        else:
            texts.sizes, texts.texts = plain
    if texts.texts is None:
        raise NotThisWayError(_OTHERWISE)
    if styles.fonts:
        raise NotThisWayError(_FONTS)
    if texts.struck:
        raise NotThisWayError(_STRUCK)
    sheet = Scan(texts.sizes, styles, Budget(LAST_ROW * LAST_COLUMN))
    values = Values(texts.texts, styles)
    for rows in (Rows(sheet, values), MoreRows(sheet, values)):
        try:
            with made.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream, lineterminator="\n")
                for lines in _told(_pieces(package, sheets[told[0]], sheet), rows):
                    writer.writerows(lines)
        except OddError:
            continue
        return told[0]
    raise NotThisWayError(_OTHERWISE)


def _pieces(package: Package, path: str, sheet: Scan) -> Iterator[bytes]:
    """Yield the rows of a sheet, whole ones; what stands around them is scanned at the end."""
    frame: list[bytes] = []
    inside, rest = False, b""
    for piece in package.pieces(path, _PIECE):
        rest += piece
        if not inside:
            before, begun, rest = rest.partition(_OPEN)
            if not begun:
                raise NotThisWayError(_OTHERWISE)  # a piece is larger than what stands above rows
            frame.append(before + begun)
            inside = True
        cut = rest.rfind(_ROW_END) + len(_ROW_END)
        if cut >= len(_ROW_END):
            yield rest[:cut]
            rest = rest[cut:]
        if len(rest) > _PIECE:
            raise NotThisWayError(_OTHERWISE)
    last, ended, after = rest.partition(_CLOSE)
    if not ended:
        raise RefusedError("workbook-broken")
    yield last
    frame.append(ended + after)
    around = b"".join(frame)
    if not is_plain(around):
        raise NotThisWayError(_OTHERWISE)
    scan(around, sheet)
    if sheet.merges or sheet.hidden_rows:
        raise NotThisWayError(_LAYOUT)


def _told(pieces: Iterator[bytes], rows: Rows) -> Iterator[list[list[str]]]:
    """Yield the rows of each piece as texts.

    Raises:
        OddError: when rows are written otherwise than this way of reading knows.
    """
    width = 0
    number = FIRST_ROW - 1
    striking = [b' s="%d"' % one for one in rows.scan.styles.struck]
    for piece in pieces:
        if any(one in piece for one in striking):
            raise NotThisWayError(_STRUCK)
        if not written_surely(piece) or not rows.read(piece):
            raise OddError
        lines = _settled(rows)
        if number < FIRST_ROW and lines:
            width = len(lines[0].cells)
            found = old_texts(lines[:_LOOKED_AT], {})
            if found.encodings or found.torn:
                raise NotThisWayError(_FONTS)
        made: list[list[str]] = []
        for line in lines:
            if line.number != number or len(line.cells) > width:
                raise NotThisWayError(_BLANK)
            number += 1
            made.append(_texts(line))
        yield made


def _settled(rows: Rows) -> list[Line]:
    """Take the rows that were read, and forget what was kept of them."""
    rows.settle()
    lines, sheet = rows.scan.lines or [], rows.scan
    if sheet.odd:
        raise NotThisWayError(_FAULTS)
    if rows.hidden:
        raise NotThisWayError(_LAYOUT)
    rows.forget(_MOST_KEPT)
    sheet.lines = None
    return lines


def _texts(line: Line) -> list[str]:
    if any(isinstance(cell, FormulaFault) for cell in line.cells):
        raise NotThisWayError(_FAULTS)
    return ["" if is_blank_cell(cell) else canonical(cell) for cell in line.cells]
