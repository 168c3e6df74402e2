"""The `disciplines` table: one row a disciplinary decision. The list of its columns."""

from typing import Annotated

from cbccvc_rules.model.column import Table, about
from cbccvc_rules.model.kinds import Day, PeriodCell, TextCell, Track, Truth


class Discipline(Table):
    """A disciplinary decision on one person."""

    staff_id: Annotated[
        TextCell,
        about(
            ("Mã số", "Staff id"),
            ("người bị kỷ luật, theo danh sách", "who was disciplined; see staff"),
            "Mã CBCCVC",
            "Mã số CBCCVC",
            "Mã nhân viên",
            "Mã số viên chức",
            "Mã số công chức",
            "Mã số cán bộ",
            required=True,
        ),
    ] = None
    violation_id: Annotated[
        TextCell,
        about(
            ("Mã vi phạm", "Violation"),
            ("cùng mã là cùng một hành vi vi phạm", "the same id is the same violation"),
            "Mã hành vi vi phạm",
        ),
    ] = None
    track: Annotated[
        Track,
        about(
            ("Loại kỷ luật", "Track"),
            ("kỷ luật đảng hay kỷ luật hành chính", "Party or administrative discipline"),
        ),
    ] = None
    form: Annotated[
        TextCell,
        about(
            ("Hình thức kỷ luật", "Form"),
            ("ví dụ khiển trách, cảnh cáo", "such as reprimand or warning"),
        ),
    ] = None
    issued_on: Annotated[
        Day,
        about(
            ("Ngày ra quyết định kỷ luật", "Issued on"),
            ("ngày ban hành quyết định", "when the decision was issued"),
            "Ngày ban hành quyết định kỷ luật",
            "Ngày quyết định kỷ luật",
            "Ngày kỷ luật",
        ),
    ] = None
    effective_on: Annotated[
        Day,
        about(
            ("Ngày quyết định kỷ luật có hiệu lực", "Effective on"),
            ("ngày quyết định có hiệu lực", "when the decision took effect"),
            "Ngày có hiệu lực",
        ),
    ] = None
    duty_related: Annotated[
        Truth,
        about(
            ("Vi phạm trong thực thi nhiệm vụ", "Duty related"),
            (
                "vi phạm trong quá trình thực thi nhiệm vụ; xét ở đợt trước ngày 15/9/2023, và "
                "theo Nghị định 335/2025, 233/2026",
                "committed while performing duties; asked in rounds before 15 September 2023, and "
                "under Decrees 335/2025 and 233/2026",
            ),
        ),
    ] = None
    counted_in: Annotated[
        PeriodCell,
        about(
            ("Đã tính xếp loại năm", "Counted in"),
            (
                "năm mà vi phạm này đã là căn cứ xếp loại không hoàn thành nhiệm vụ",
                "the period in which this violation already was a ground for KHTNV",
            ),
        ),
    ] = None
