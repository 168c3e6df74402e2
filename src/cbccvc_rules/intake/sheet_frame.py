"""A sheet is read by rows where it can be; what is left, its frame, is scanned as ever."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.intake.sheet_more import MoreRows, written_surely
from cbccvc_rules.intake.sheet_plain import Rows
from cbccvc_rules.intake.sheet_values import OddError, Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.sheet_scan import Scan

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_ELSEWHERE = re.compile(rb"<(?:[^<>\s/]*:)?(?:c|row)[\s/>]")
_ANY_ROWS = re.compile(rb"<(?:[^<>\s/]*:)?sheetData[\s/>]")
# What is said first of the document; all is taken as UTF-8 here.
_DECLARED = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml(?:\s+(?:version|standalone)=["'][a-z0-9.]{1,9}["']"""
    rb"""|\s+encoding=["'][uU][tT][fF]-8["']){1,3}\s*\?>)?"""
)
_NOT_READ = (b"<!", b"<?")


def plain_frame(data: bytes, scan: Scan, texts: Sequence[str] | None = None) -> bytes | None:
    """Scan the rows of a sheet, and return the rest of it, which is still to scan.

    With the shared texts, the rows are read as well. None, and nothing scanned, where it is written
    in a way that is not known, and where texts are struck through or not shown.

    Raises:
        RefusedError: when the sheet holds too much.
    """
    if data.count(_OPEN) != 1 or data.count(_CLOSE) != 1:
        return None
    apart = (*scan.styles.struck, *scan.styles.unseen)
    if scan.struck_texts or any(b' s="%d"' % one in data for one in apart):
        return None
    begin, end = data.index(_OPEN) + len(_OPEN), data.index(_CLOSE)
    frame = data[:begin] + data[end:]
    if end < begin or not is_plain(frame):
        return None
    body = data[begin:end]
    for rows in _ways(body, scan, texts):
        try:
            if rows.read(body):
                rows.settle()
                return frame
        except OddError:
            pass  # the reader that comes after is right about such a cell
    return None


def is_plain(frame: bytes) -> bool:
    """Return whether what stands around rows is such that they are those of the sheet, and all.

    It is text in UTF-8 without comments and the like, in which rows may stand that are none.
    """
    if _ELSEWHERE.search(frame) is not None:
        return False
    declared = _DECLARED.match(frame)
    rest = frame if declared is None else frame[declared.end() :]
    return len(_ANY_ROWS.findall(rest)) == 1 and not any(one in rest for one in _NOT_READ)


def _ways(body: bytes, scan: Scan, texts: Sequence[str] | None) -> Iterator[Rows]:
    """Yield the ways of reading rows, the quicker ones first."""
    in_old_fonts = bool(scan.styles.fonts)
    if texts is not None:
        values = Values(texts, scan.styles)
        if not in_old_fonts:
            yield Rows(scan, values)
        if written_surely(body):
            yield MoreRows(scan, values)
    if not in_old_fonts:
        yield Rows(scan, None)
