"""The `staff` table: one row a rated person; here the grades and the steps of the procedure."""

from typing import Annotated

from cbccvc_rules.model.column import about
from cbccvc_rules.model.kinds import Actor, Day, Grade, Months, Reference, StepDay, Truth
from cbccvc_rules.model.person import Person


class Staff(Person):
    """A rated person and the facts that the law asks about."""

    self_rating: Annotated[
        Grade,
        about(
            ("Tự xếp loại", "Own rating"),
            ("mức cá nhân tự nhận", "the grade the person claims"),
            "Mức tự xếp loại",
            "Cá nhân tự xếp loại",
            "Mức tự xếp loại đề xuất",
        ),
    ] = None
    proposed_rating: Annotated[
        Grade,
        about(
            ("Mức xếp loại đề xuất", "Proposed rating"),
            ("mức được đề xuất với cấp có thẩm quyền", "the grade put to the competent level"),
            "Đề xuất xếp loại",
            "Mức đề xuất xếp loại",
            "Đề xuất mức xếp loại",
        ),
    ] = None
    rating: Annotated[
        Grade,
        about(
            ("Mức xếp loại", "Rating"),
            ("mức do cấp có thẩm quyền quyết định", "the grade the competent level decided"),
            "Xếp loại",
            "Kết quả xếp loại",
            "Xếp loại chất lượng",
            "Mức xếp loại chất lượng",
            "Kết quả xếp loại chất lượng",
            "Mức xếp loại chính thức",
        ),
    ] = None
    rating_reason: Annotated[
        Reference,
        about(
            ("Lý do xếp loại", "Reason for the rating"),
            (
                "lý do, căn cứ của mức xếp loại, nhất là khi khác mức tự nhận hoặc đề xuất",
                "the ground of the rating, above all where it differs from what was proposed",
            ),
            "Căn cứ, lý do xếp loại",
            "Giải trình mức xếp loại",
        ),
    ] = None
    party_rating: Annotated[
        Grade,
        about(
            ("Xếp loại đảng viên", "Party rating"),
            ("mức xếp loại chất lượng đảng viên", "the grade as a Party member"),
            "Mức xếp loại đảng viên",
            "Kết quả xếp loại đảng viên",
        ),
    ] = None
    self_report_on: Annotated[
        StepDay,
        about(
            ("Ngày tự đánh giá", "Self-report date"),
            ("ngày của bản tự đánh giá", "date of the self-report"),
        ),
    ] = None
    meeting_on: Annotated[
        StepDay,
        about(
            ("Ngày họp đánh giá", "Meeting date"),
            ("ngày họp nhận xét, đánh giá", "date of the meeting"),
        ),
    ] = None
    minutes: Annotated[
        Reference,
        about(
            ("Biên bản họp", "Minutes"),
            ("số, ngày của biên bản", "number and date of the minutes"),
            "Biên bản cuộc họp",
        ),
    ] = None
    party_opinion_on: Annotated[
        StepDay,
        about(
            ("Ngày cấp ủy có ý kiến", "Party opinion date"),
            ("ngày cấp ủy cùng cấp có ý kiến bằng văn bản", "date of the written opinion"),
        ),
    ] = None
    decided_on: Annotated[
        StepDay,
        about(
            ("Ngày quyết định xếp loại", "Decision date"),
            ("ngày cấp có thẩm quyền quyết định", "when the competent level decided"),
        ),
    ] = None
    decided_by: Annotated[
        Actor,
        about(
            ("Cấp quyết định xếp loại", "Decided by"),
            (
                "mã số của người, hoặc mã của đơn vị, đã quyết định",
                "staff id of the person, or unit id of the body, that decided",
            ),
        ),
    ] = None
    proposed_by: Annotated[
        Actor,
        about(
            ("Cấp đề xuất xếp loại", "Proposed by"),
            ("bộ phận tham mưu đề xuất", "the advisory body that proposed"),
        ),
    ] = None
    organised_by: Annotated[
        Actor,
        about(
            ("Người tổ chức đánh giá", "Organised by"),
            (
                "mã số của người, hoặc mã của cơ quan, đơn vị, đã tổ chức việc đánh giá, xếp loại",
                "id of the person, or of the body, that organised the rating",
            ),
        ),
    ] = None
    notified_on: Annotated[
        StepDay,
        about(
            ("Ngày thông báo kết quả", "Notice date"),
            ("ngày thông báo bằng văn bản", "date of the written notice"),
        ),
    ] = None
    published_on: Annotated[
        StepDay,
        about(
            ("Ngày công khai kết quả", "Publication date"),
            ("ngày công khai tại đơn vị", "when made public in the unit"),
        ),
    ] = None
    party_rated_on: Annotated[
        StepDay,
        about(
            ("Ngày xếp loại đảng viên", "Party rating date"),
            ("ngày có kết quả xếp loại đảng viên", "when rated as a Party member"),
        ),
    ] = None
    emulation_on: Annotated[
        StepDay,
        about(
            ("Ngày bình xét thi đua", "Emulation date"),
            ("ngày tổng kết, bình xét thi đua, khen thưởng", "when emulation was rounded up"),
            "Ngày tổng kết thi đua",
        ),
    ] = None
    petition_on: Annotated[
        StepDay,
        about(
            ("Ngày kiến nghị", "Petition date"),
            (
                "ngày người được xếp loại kiến nghị về kết luận; để trống nếu không có",
                "when the person petitioned against the conclusion; empty if not",
            ),
        ),
    ] = None
    petition_settled_by: Annotated[
        Actor,
        about(
            ("Cấp giải quyết kiến nghị", "Petition settled by"),
            ("ghi như cấp quyết định xếp loại", "written as in the column of who decided"),
        ),
    ] = None
    transferred_from: Annotated[
        Actor,
        about(
            ("Chuyển đến từ", "Transferred from"),
            ("đơn vị cũ, nếu chuyển công tác trong năm", "the unit left in the year, if any"),
            "Đơn vị cũ",
        ),
    ] = None
    months_at_previous: Annotated[
        Months,
        about(
            ("Số tháng ở đơn vị cũ", "Months at the previous unit"),
            ("Điều 20 khoản 1", "Điều 20 khoản 1"),
        ),
    ] = None
    previous_unit_exists: Annotated[
        Truth,
        about(
            ("Đơn vị cũ còn tồn tại", "Previous unit exists"),
            ("Điều 20 khoản 1", "Điều 20 khoản 1"),
        ),
    ] = None
    previous_comment: Annotated[
        Reference,
        about(
            ("Nhận xét của đơn vị cũ", "Comment of the previous unit"),
            ("số, ngày của văn bản nhận xét", "number and date of the comment"),
        ),
    ] = None
    term_from: Annotated[
        Day,
        about(
            ("Ngày bắt đầu nhiệm kỳ", "Term from"),
            (
                "ngày bắt đầu thời hạn giữ chức vụ hiện nay, với người giữ chức vụ",
                "when the present term of the post began, for those who hold one",
            ),
            "Ngày bổ nhiệm",
        ),
    ] = None
