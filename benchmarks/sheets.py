"""Read and map a long list: `python -m benchmarks.sheets`. Beside it python-calamine alone, bare.

With `--long`, lists of half a million are read as they lie, each in a process of its own.

What is measured is the processor's time, best of several in one run, both under the same settings.
"""

from __future__ import annotations

import gc
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

import xlsxwriter
from python_calamine import CalamineWorkbook

from cbccvc_rules import read
from cbccvc_rules.intake.base import TakenFile
from cbccvc_rules.intake.headers import headed
from cbccvc_rules.intake.shapes.asked import Asked
from cbccvc_rules.intake.workbook_read import read_workbook
from cbccvc_rules.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = 50_000
LONG = 500_000
ROUNDS = 5
HEADINGS = (
    *("STT", "Mã số", "Họ và tên", "Chức vụ", "Mã đơn vị", "Loại đối tượng", "Vai trò"),
    *("Số tháng công tác", "Tự xếp loại", "Mức xếp loại đề xuất", "Mức xếp loại", "Ghi chú"),
)
GRADES = (
    "Hoàn thành tốt nhiệm vụ",
    "Hoàn thành xuất sắc nhiệm vụ",
    "Hoàn thành nhiệm vụ",
)


FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Vũ", "Đặng", "Bùi", "Đỗ", "Lý")
MIDDLE = ("Thị", "Văn", "Hữu", "Minh", "Ngọc", "Thanh", "Đức")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Giang", "Hạnh", "Khánh", "Linh", "Nga", "Phúc", "Tú", "Yến")


def a_name(row: int) -> str:
    """Return one of 77,616 names: a family name, two in the middle, a given name, some twice."""
    at, told = row, []
    for names in (FAMILY, MIDDLE, GIVEN, MIDDLE, GIVEN):
        at, which = divmod(at, len(names))
        told.append(names[which])
    family, middle, given, second, last = told
    return f"{family} {middle} {second} {given} {last}"


@dataclass(frozen=True)
class Way:
    """A way in which a list is written: what are formulas, where texts stand, how it looks."""

    title: str
    formulas: bool = False
    texts_in_cells: bool = False
    styled: bool = False
    hidden: bool = False
    merged: bool = False
    gaps: bool = False


WAYS = (
    Way("plain"),
    Way("formats on every cell, a column of days", styled=True),
    Way("hidden rows, merged cells", hidden=True, merged=True),
    Way("a tenth of some cells missing", gaps=True),
    Way("texts in their cells", texts_in_cells=True),
    Way("formulas with their results", formulas=True),
    Way("all of these", formulas=True, texts_in_cells=True, styled=True, hidden=True, merged=True),
)


def a_long_list(people: int = PEOPLE, way: Way = WAYS[0]) -> bytes:
    """Write a list with a title above its headings."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": way.texts_in_cells}) as book:
        sheet = book.add_worksheet("Danh sách")
        cell = book.add_format({"border": 1}) if way.styled else None
        day = book.add_format({"num_format": "dd/mm/yyyy", "border": 1})
        sheet.write_string(0, 0, "DANH SÁCH ĐÁNH GIÁ, XẾP LOẠI NĂM 2024")
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(2, column, heading)
        for row in range(1, people + 1):
            if way.hidden and row % 10 == 0:
                sheet.set_row(row + 2, None, None, {"hidden": True})
            if way.formulas:
                sheet.write_formula(row + 2, 0, f"=ROW()-{2}", cell, row)
            else:
                sheet.write_number(row + 2, 0, row, cell)
            texts = (f"CC{row:06}", a_name(row), "Chuyên viên", f"P{row // 50}", "công chức")
            for column, text in enumerate(texts, 1):
                sheet.write_string(row + 2, column, text, cell)
            there = [not way.gaps or row % every > 0 for every in (11, 9)]
            if there[0]:
                sheet.write_number(row + 2, 7, 12, cell)
            if way.gaps and row % 7 == 0:
                sheet.write_string(row + 2, 11, f"theo công văn số {row}")
            for column, grade in enumerate((row % 3, row % 2, row % 3), 8):
                if column == 8 and not there[1]:
                    continue
                if way.formulas and column == 10:
                    sheet.write_formula(row + 2, column, f"=I{row + 3}", cell, GRADES[grade])
                else:
                    sheet.write_string(row + 2, column, GRADES[grade], cell)
            if way.styled:
                sheet.write_number(row + 2, 11, 45_000 + row % 300, day)
        if way.merged and not way.texts_in_cells:
            sheet.merge_range(0, 0, 0, 11, "DANH SÁCH ĐÁNH GIÁ, XẾP LOẠI NĂM 2024")
            for row in range(10, 10_000, 10):
                sheet.merge_range(row, 11, row + 1, 11, "")
    return file.getvalue()


def a_very_long_list(path: Path, people: int, *, texts_in_cells: bool) -> None:
    """Write a list with its headings in the first row, every cell of it as it should be."""
    with xlsxwriter.Workbook(path, {"constant_memory": texts_in_cells}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, people + 1):
            code = (f"CC{row:07}", a_name(row), "Chuyên viên", f"P{row // 50}", "công chức")
            grades = (GRADES[row % 3], GRADES[row % 2], GRADES[row % 3])
            sheet.write_row(row, 0, (row, *code, None, 12, *grades))


def read_in_room(path: Path) -> str:
    """Read a list in this process, and return what it took."""
    begun = process_time()
    batch = read(path, period="2024")
    seconds = process_time() - begun
    people = "none" if batch.in_file is None else batch.in_file.size
    used = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    return f"| {path.stat().st_size // 1_000_000} MB | {people} | {seconds:.1f} s | {used} MB |"


def bare(data: bytes) -> None:
    """Read the cells and nothing else."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def ours(data: bytes) -> None:
    """Scan, read, find the headings, cut every row into columns."""
    (grid,) = read_workbook(TakenFile("list.xlsx", ".xlsx", data)).grids
    made = headed(grid, "staff", Asked(period=Period("2024")))
    if made.table is None or len(made.table.rows) != PEOPLE:
        message = "the list was not read"
        raise RuntimeError(message)


def best(work: Callable[[bytes], None], data: bytes) -> float:
    """Return the seconds of the quickest round."""
    seconds: list[float] = []
    for _ in range(ROUNDS):
        begun = process_time()
        work(data)
        seconds.append(process_time() - begun)
    return min(seconds)


def of_long_lists(people: int) -> None:
    """Print what very long lists take, each read in a process of its own."""
    with TemporaryDirectory() as folder:
        for texts_in_cells in (False, True):
            path = Path(folder) / "list.xlsx"
            a_very_long_list(path, people, texts_in_cells=texts_in_cells)
            how = [sys.executable, "-m", "benchmarks.sheets", "--read", str(path)]
            told = subprocess.run(how, check=True, capture_output=True, text=True).stdout.strip()
            print(f"| texts in {'cells' if texts_in_cells else 'one part'} {told}")  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        print(read_in_room(Path(sys.argv[2])))  # noqa: T201
        sys.exit()
    if sys.argv[1:2] == ["--long"]:
        of_long_lists(int(sys.argv[2]) if len(sys.argv) > 2 else LONG)
        sys.exit()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # as the command does
    for way in WAYS:
        told = a_long_list(way=way)
        read, mapped = best(bare, told), best(ours, told)
        print(f"| {way.title} | {mapped:.2f} s | {read:.2f} s | {mapped / read:.2f} |")  # noqa: T201
