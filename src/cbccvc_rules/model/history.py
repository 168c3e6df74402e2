"""The `history` table: grades of earlier periods, one row a person and period. Its columns."""

from typing import Annotated

from cbccvc_rules.model.column import Table, about
from cbccvc_rules.model.kinds import Category, Day, Grade, PeriodCell, Role, TextCell


class History(Table):
    """What one person was, and how rated, in one earlier period."""

    staff_id: Annotated[
        TextCell,
        about(
            ("Mã số", "Staff id"),
            ("theo danh sách", "see staff"),
            "Mã CBCCVC",
            "Mã số CBCCVC",
            "Mã nhân viên",
            required=True,
        ),
    ] = None
    period: Annotated[
        PeriodCell,
        about(
            ("Năm xếp loại", "Period"),
            (
                "năm được xếp loại, không phải năm ra quyết định",
                "the period that was rated, not the year of the decision",
            ),
            "Kỳ xếp loại",
            required=True,
        ),
    ] = None
    category: Annotated[
        Category,
        about(("Loại đối tượng", "Category"), ("trong kỳ đó", "in that period"), "Loại CBCCVC"),
    ] = None
    role: Annotated[Role, about(("Vai trò", "Role"), ("trong kỳ đó", "in that period"))] = None
    position: Annotated[
        TextCell, about(("Chức vụ", "Position"), ("trong kỳ đó", "in that period"))
    ] = None
    term_from: Annotated[
        Day,
        about(
            ("Ngày bắt đầu nhiệm kỳ", "Term from"),
            ("ngày bổ nhiệm của thời hạn giữ chức vụ", "when the term of the post began"),
            "Ngày bổ nhiệm",
        ),
    ] = None
    rating: Annotated[
        Grade,
        about(
            ("Mức xếp loại", "Rating"),
            ("mức đã quyết định", "the grade decided"),
            "Xếp loại",
            "Kết quả xếp loại",
        ),
    ] = None
