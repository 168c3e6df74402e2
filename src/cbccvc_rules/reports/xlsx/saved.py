"""The bytes of a workbook: the same for the same report, with the values of its formulas."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.reports.xlsx.pen import Pen

# Part of every workbook; the day on which Decree 90/2020/NĐ-CP took effect, never the clock's.
_CREATED = datetime(2020, 8, 20)  # noqa: DTZ001 - a workbook keeps no time zone
_OLDEST = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_TYPES = "[Content_Types].xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")
_FORMULA = re.compile(
    rb'<c r="(?P<cell>[A-Z]+[0-9]+)"(?P<style>[^>]*)><f>(?P<f>[^<]*)</f><v ?(?:/>|></v>)'
)


def saved(pen: Pen, creator: str) -> bytes:
    """Return the bytes of a workbook."""
    book = pen.book
    book.properties.creator, book.properties.created = creator, _CREATED
    book.calculation = pen.editor.workbook.properties.CalcProperties(fullCalcOnLoad=True)
    made = BytesIO()
    book.save(made)
    values = {
        f"xl/worksheets/sheet{number}.xml": pen.values.get(sheet.title, {})
        for number, sheet in enumerate(pen.book.worksheets, 1)
    }
    file = BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(file, "w") as target:
        for name in sorted(source.namelist(), key=lambda one: (one != _TYPES, one)):
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            data = source.read(name)
            if name == _CORE:
                data = _MODIFIED.sub(rb"\g<1>" + _CREATED.isoformat().encode() + rb"Z\g<2>", data)
            elif values.get(name):
                data = _with_values(data, values[name])
            target.writestr(entry, data)
    return file.getvalue()


def _with_values(data: bytes, values: Mapping[str, int | str]) -> bytes:
    """Put what formulas come to beside them."""

    def with_value(found: re.Match[bytes]) -> bytes:
        value = values.get(found["cell"].decode())
        if value is None:
            return found[0]
        kind = b' t="str"' if isinstance(value, str) else b""
        said = escape(str(value), quote=False).encode()
        head = b'<c r="%b"%b%b>' % (found["cell"], found["style"], kind)
        return head + b"<f>%b</f><v>%b</v>" % (found["f"], said)

    return _FORMULA.sub(with_value, data)
