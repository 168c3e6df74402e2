"""Rows are read by rows only where what stands around them leaves no doubt that they are rows."""

from __future__ import annotations

import pytest

from cbccvc_rules.intake.sheet_frame import plain_frame
from cbccvc_rules.intake.sheet_scan import Budget, Scan
from cbccvc_rules.intake.workbook_shared import IdFormat, Styles
from unit.intake.workbooks import MAIN

FORMATS = Styles({3: IdFormat("CC", 3)})


def a_sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "written",
    [
        f"<!--<sheetData>{ROW}</sheetData>--><sheetData/>",
        f"<?x <sheetData>{ROW}</sheetData>?><sheetData/>",
        f"<a><![CDATA[<sheetData>{ROW}</sheetData>]]></a>",
        f"<sheetData/><sheetData>{ROW}</sheetData>",
        f'<sheetData>{ROW}</sheetData><é:c xmlns:é="a" r="A9"><v>5</v></é:c>',
    ],
)
def test_what_only_looks_like_the_rows_of_the_sheet_is_not_read_as_such(written: str) -> None:
    sheet = f'<worksheet xmlns="{MAIN}">{written}</worksheet>'.encode()
    assert plain_frame(sheet, Scan([3, 0], FORMATS, Budget())) is None


@pytest.mark.parametrize(
    ("said", "is_plain"),
    [
        ("", True),
        ("\ufeff", True),
        ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n', True),
        ("\ufeff<?xml version='1.0' encoding='utf-8'?>", True),
        ('<?xml version="1.0"?>', True),
        ('<?xml version="1.0" encoding="US-ASCII"?>', False),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', False),
        ('<?xml version="1.0" encoding="windows-1258"?>', False),
    ],
)
def test_rows_are_read_so_where_they_are_text_in_utf_8(said: str, *, is_plain: bool) -> None:
    sheet = said.encode() + a_sheet(ROW)
    frame = plain_frame(sheet, Scan([3, 0], FORMATS, Budget()))
    assert (frame is not None) == is_plain


@pytest.mark.parametrize("style", ["5", "05", "005"])
def test_a_style_that_strikes_through_is_known_however_it_is_written(style: str) -> None:
    struck = Styles(struck={5})
    sheet = a_sheet(f'<row r="1"><c r="A1" s="{style}"><v>1</v></c></row>')
    assert plain_frame(sheet, Scan([3, 0], struck, Budget())) is None
