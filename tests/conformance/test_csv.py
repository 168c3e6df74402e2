"""The table as a spreadsheet opens it: LibreOffice finds every row, and nothing to work out."""

from __future__ import annotations

import csv
import io
import subprocess
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.csv import csv_report
from unit.reports.rounds import findings, hostile
from workbooks import HAS_LIBREOFFICE

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


def opened(words: str, folder: Path) -> Worksheet:
    """Open a table as LibreOffice does: UTF-8, cells between commas, formulas worked out."""
    (folder / "t.csv").write_text(words, encoding="utf-8", newline="")
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={folder.as_uri()}/profile"),
            *("--infilter=CSV:44,34,UTF8,1,,0,false,true,false,true", "--convert-to", "xlsx"),
            *("--outdir", str(folder), str(folder / "t.csv")),
        ],
        check=True,
        capture_output=True,
    )
    return openpyxl.load_workbook(folder / "t.xlsx").active


@pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_finds_every_row_and_no_formula(tmp_path: Path) -> None:
    for name, found in (("small", findings()), ("hostile", hostile())):
        words = csv_report(found, Options(names=True))
        (folder := tmp_path / name).mkdir()
        sheet = opened(words, folder)
        rows = list(csv.reader(io.StringIO(words.removeprefix("\ufeff"), newline="")))
        assert sheet.max_row == len(rows)
        assert [cell.value for cell in sheet[1]] == rows[0]
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
        assert not [cell.value for cell in cells if cell.hyperlink is not None]
