"""What an entry of a report may be, the most urgent first: what it is called and sorted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.reports.entries import Entry

STATES: Mapping[str, Text] = {
    "violation": Text("Vi phạm", "Violation"),
    "warning": Text("Cảnh báo", "Warning"),
    "notice": Text("Lưu ý", "Notice"),
    "unknown": Text("Chưa đủ dữ liệu", "Not enough data"),
    "waived": Text("Được miễn trừ", "Waived"),
    "data": Text("Dữ liệu cần xem lại", "Data to be looked at"),
    "not_governed": Text("Không có văn bản điều chỉnh", "No law governs"),
    "not_checkable": Text("Chưa kiểm tra được", "Could not be checked"),
    "kept": Text("Đúng quy định", "In keeping"),
    "not_applicable": Text("Không áp dụng", "Does not apply"),
}
"""What a row of a report may be, the most urgent first."""


def state_of(entry: Entry) -> str:
    """Return what an entry is."""
    if entry.finding is None:
        return "data" if entry.kind == "problem" else entry.kind
    if entry.finding.waived is not None:
        return "waived"
    if entry.finding.verdict is Verdict.BROKEN:
        return entry.finding.severity
    return str(entry.finding.verdict.value)
