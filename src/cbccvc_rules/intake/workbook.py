"""Workbooks as a kind of file; what reads them is loaded where there is one to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.extras import late
from cbccvc_rules.intake.base import Contents, FileKind
from cbccvc_rules.model.sheets import HEADER_SHEET, SHEET_TITLES
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from cbccvc_rules.intake.base import TakenFile


def _read(file: TakenFile) -> Contents:
    contents: Contents = late("intake.workbook_read").read_workbook(file)
    return contents


_TITLE = SHEET_TITLES[HEADER_SHEET]
XLSX = FileKind(
    "xlsx",
    (".xlsx", ".xlsm", ".xls", ".ods"),
    _read,
    lookalikes=(".xlsb",),
    tells=Text(f"hoặc ghi vào trang `{_TITLE.vi}`", f"or write it in the sheet `{_TITLE.en}`"),
)
