"""Every shape saved anew by LibreOffice, as any kind of file: read as it was written."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from properties.lists import GRADES, UNITS, WORDS, Person
from properties.more_lists import FORMS
from properties.test_shapes import expected_of, places_of, read_back, rows_of, unequal, unknown
from unit.intake.shapes.books import a_book

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    *("Hà Văn Một", "Lý Thị Hai", "Đỗ Văn Ba", "Nguyễn Thị Hồng Thắm", "Vũ Đức Ứng"),
    *("Trần Quỳnh Phượng", "Ngô Thị Ỷ", "Bùi Hữu Nghĩa"),
)
POSITIONS = ("Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên", "Văn thư")
KINDS = ("CC", "VC", "HD")
EVERY = (*GRADES, "not_rated", None, "HTTNV", "HTNV")


def a_person(at: int) -> Person:
    grades = {
        "own": EVERY[at],
        "proposed": EVERY[(at + 1) % len(EVERY)],
        "decided": EVERY[(at * 3) % len(EVERY)],
    }
    words = {which: WORDS[one][at % len(WORDS[one])] for which, one in grades.items()}
    unit, kind, position = UNITS[at % 3], KINDS[at // 3], POSITIONS[at % 4]
    told = (grades["own"], grades["proposed"], grades["decided"])
    return Person(NAMES[at], unit, kind, position, *told, 60 + at, words)


PEOPLE = [a_person(at) for at in range(len(NAMES))]
SHAPES = {name: form(PEOPLE) for name, form in FORMS.items()}


def saved_anew(folder: Path, files: list[Path], kind: str) -> Path:
    """Have LibreOffice save files as another kind, all in one go; return the folder of them."""
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={folder.as_uri()}/profile"),
            *("--convert-to", kind, "--outdir", str(folder / "saved"), *map(str, files)),
        ],
        check=True,
        capture_output=True,
    )
    return folder / "saved"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("xlsx", "xlsx"),
        ("xls:MS Excel 97", "xls"),
        ("html:HTML (StarCalc)", "html"),
        ("ods", "ods"),
    ],
)
def test_shapes_saved_anew_are_read_as_they_were_written(
    tmp_path: Path, kind: str, ending: str
) -> None:
    files = []
    for name, told in SHAPES.items():
        files.append(tmp_path / f"{name}.xlsx")
        files[-1].write_bytes(a_book(*told.sheets[:1]))
    folder = saved_anew(tmp_path, files, kind)
    for file, (name, told) in zip(files, SHAPES.items(), strict=True):
        path = folder / f"{name}.{ending}"
        if ending == "html":
            path = path.rename(path.with_suffix(".xls"))
        before, after = (read_back(told, one, told.answers) for one in (file, path))
        found = rows_of(after, told.table)
        assert unequal(found, expected_of(told)) + unknown(found, expected_of(told)) == [], name
        assert places_of(after, told.table) == places_of(before, told.table), name
