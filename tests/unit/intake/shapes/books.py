"""Workbooks made from a description of their shape: titles, headings in bands, rows, feet.

A heading is a text, or a text with those below it; what spans others is merged as agencies do.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from cbccvc_rules.errors import BatchError
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.chosen import Choice, Chosen
from cbccvc_rules.model.scale import packaged_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.batch import Batch

Heading = "str | tuple[str, list]"
TITLES = [
    ["UBND THÀNH PHỐ", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    [],
    ["KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG NĂM 2024"],
    ["(Kèm theo Quyết định số 12/QĐ-UBND ngày 10 tháng 01 năm 2025)"],
]
FOOT = [
    [],
    ["Tổng cộng: 3 người"],
    ["- Hoàn thành xuất sắc nhiệm vụ: 1 người (33,3% - Quy định tối đa ≤ 20%)"],
    [None, None, None, None, "Hà Nội, ngày 10 tháng 01 năm 2025"],
    [None, "NGƯỜI LẬP BIỂU", None, None, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"],
    [None, "(Ký, ghi rõ họ tên)"],
    [None, "Nguyễn Thị Lập", None, None, "Trần Văn Trưởng"],
]
NAMES = ("Hà Văn Một", "Lý Thị Hai", "Đỗ Văn Ba")
ALL_ONE = {"unit_id": "Sở A", "category": "CC"}


@dataclass
class Shape:
    """One sheet: what stands above, the headings, rows by the order of their columns, the foot.

    A row of one text alone is merged over the whole width, as heads of groups are.
    """

    headings: list
    rows: list[list[object]]
    above: list[list[object]] = field(default_factory=list)
    foot: list[list[object]] = field(default_factory=list)
    numbering: list[object] = field(default_factory=list)
    name: str = "Sheet1"
    merged: bool = True
    hidden: Sequence[int] = ()
    tall: Sequence[tuple[int, int, int]] = ()  # rows of the body and a column merged down
    wide: Sequence[tuple[int, int, int]] = ()  # a row of the body and columns merged across

    @property
    def depth(self) -> int:
        return max((_depth(one) for one in self.headings), default=0)

    @property
    def width(self) -> int:
        return sum(_width(one) for one in self.headings)

    @property
    def body(self) -> int:
        """The row of the first person, counted from 1."""
        return len(self.above) + self.depth + bool(self.numbering) + 1

    def grid(self) -> tuple[dict[tuple[int, int], object], list[tuple[int, int, int, int]]]:
        """Return what stands where, from 0, and which cells are merged."""
        cells: dict[tuple[int, int], object] = {}
        merges: list[tuple[int, int, int, int]] = []
        row = 0
        for line in self.above:
            self._put(cells, merges, row, line)
            row += 1
        at = 0
        for heading in self.headings:
            self._head(cells, merges, row, at, heading)
            at += _width(heading)
        row += self.depth
        for line in ([self.numbering] if self.numbering else []) + self.rows + self.foot:
            self._put(cells, merges, row, line)
            row += 1
        for first, last, column in self.tall:
            merges.append((self.body - 1 + first, column, self.body - 1 + last, column))
        for row, left, right in self.wide:
            merges.append((self.body - 1 + row, left, self.body - 1 + row, right))
        return cells, merges if self.merged else []

    def _put(self, cells: dict, merges: list, row: int, line: Sequence[object]) -> None:
        cells.update({(row, at): cell for at, cell in enumerate(line) if cell not in {None, ""}})
        if len(line) == 1 and self.width > 1:
            merges.append((row, 0, row, self.width - 1))

    def _head(self, cells: dict, merges: list, row: int, at: int, heading: Heading) -> None:
        text, below = heading if isinstance(heading, tuple) else (heading, [])
        cells[row, at] = text
        bottom = row + (0 if below else self.depth - (row - len(self.above)) - 1)
        right = at + _width(heading) - 1
        if (bottom, right) != (row, at):
            merges.append((row, at, bottom, right))
        for one in below:
            self._head(cells, merges, row + 1, at, one)
            at += _width(one)


def _depth(heading: Heading) -> int:
    if isinstance(heading, str):
        return 1
    return 1 + max(_depth(one) for one in heading[1])


def _width(heading: Heading) -> int:
    if isinstance(heading, str):
        return 1
    return sum(_width(one) for one in heading[1])


def a_book(*shapes: Shape) -> bytes:
    """Write shapes as the sheets of a workbook, as another program than ours would."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for shape in shapes:
            sheet = book.add_worksheet(shape.name)
            cells, merges = shape.grid()
            for row in shape.hidden:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            for top, left, bottom, right in merges:
                sheet.merge_range(top, left, bottom, right, "")
            for (row, column), cell in cells.items():
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                else:
                    sheet.write(row, column, cell)
    return file.getvalue()


def a_file(folder: Path, *shapes: Shape, name: str = "danh-sach.xlsx") -> Path:
    path = folder / name
    path.write_bytes(a_book(*shapes))
    return path


def chosen(*columns: str, fill: Mapping[str, str] | None = None, **labels: str) -> Chosen:
    """Return choices: `J=rating`, what holds for every row, labels with their grades."""
    pairs = (one.rpartition("=") for one in columns)
    told = tuple(Choice(column, field) for column, _, field in pairs)
    return Chosen(told, fill or {}, labels)


def read_shape(
    folder: Path,
    *shapes: Shape,
    period: str | None = "2024",
    told: Chosen | None = None,
    **more: str,
) -> Batch:
    return read_batch(
        a_file(folder, *shapes), packaged_labels(), period=period, chosen=told or Chosen(), **more
    )


def people_of(batch: Batch, *columns: str) -> list[tuple[object, ...]]:
    """Return the people of a round, by the columns asked for."""
    return [tuple(row.values[one] for one in columns) for row in batch.tables["staff"]]


def place_of(batch: Batch, at: int, column: str) -> str:
    """Return where the value of the person at this index stands, without its file."""
    return str(batch.tables["staff"][at].place(column)).partition(", ")[2]


def rules_of(batch: Batch) -> dict[str, str]:
    """Return by which rule each field of the list was found, by letter."""
    return {
        f"{one.letters or '-'} {one.field}": one.rule
        for mapping in batch.mappings
        for one in mapping.columns
    }


def asked(*args: object, **more: object) -> list[Problem]:
    """Return the questions for which nothing is read."""
    with pytest.raises(BatchError) as error:
        read_shape(*args, **more)
    return [one for one in error.value.problems if one.severity == "error"]


def codes(problems: list[Problem]) -> list[str]:
    return [one.code for one in problems]
