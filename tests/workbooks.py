"""Workbooks as their consumers see them: opened by openpyxl, worked out anew by LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl import Workbook

    from cbccvc_rules.model.findings import Findings

from cbccvc_rules.api import write_text

HAS_LIBREOFFICE = shutil.which("soffice") is not None
_KNOWN = re.compile(rb'( t="str")?>(<f>[^<]*</f>)<v>[^<]*</v>')


def written(found: Findings, **options: object) -> bytes:
    """Return the report as a workbook."""
    made = write_text(found, "xlsx", **options)
    assert isinstance(made, bytes)
    return made


def opened(workbook: bytes) -> Workbook:
    """Open a workbook, formulas as formulas."""
    return openpyxl.load_workbook(BytesIO(workbook))


def parts(workbook: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(workbook: bytes) -> str:
    """Return all that stands in a workbook, whatever its parts write otherwise."""
    return unescape("\n".join(data.decode("utf-8") for data in parts(workbook).values()))


def without_values(workbook: bytes) -> bytes:
    """Return a workbook that does not tell what its formulas come to: it has to be found."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts(workbook).items():
            sheet = name.startswith("xl/worksheets/")
            archive.writestr(name, _KNOWN.sub(rb">\2", data) if sheet else data)
    return made.getvalue()


def formulas(workbook: bytes) -> dict[tuple[str, str], object]:
    """Return what each formula comes to, as the workbook itself tells."""
    plain, known = opened(workbook), openpyxl.load_workbook(BytesIO(workbook), data_only=True)
    return {
        (sheet.title, cell.coordinate): known[sheet.title][cell.coordinate].value or None
        for sheet in plain
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def worked_out(folder: Path, workbooks: Mapping[str, bytes]) -> dict[str, Workbook]:
    """Return workbooks as LibreOffice works them out, which is not told what to find."""
    files = []
    for name, workbook in workbooks.items():
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(without_values(workbook))
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={folder.as_uri()}/profile"),
            *("--convert-to", "xlsx", "--outdir", str(folder / "found"), *map(str, files)),
        ],
        check=True,
        capture_output=True,
    )
    return {
        name: openpyxl.load_workbook(folder / "found" / f"{name}.xlsx", data_only=True)
        for name in workbooks
    }
