"""The `units` table: one row an agency, unit, or part of one. The list of its columns."""

from typing import Annotated

from cbccvc_rules.model.column import Table, about
from cbccvc_rules.model.kinds import (
    Day,
    Grade,
    Points,
    Reference,
    Share,
    TextCell,
    Truth,
    UnitKind,
    Whole,
)


class Unit(Table):
    """An agency, organisation or unit, or a room or team inside one."""

    unit_id: Annotated[
        TextCell,
        about(
            ("Mã đơn vị", "Unit id"),
            ("mã riêng của một đơn vị", "an id of one unit"),
            "Mã cơ quan, đơn vị",
            "Mã định danh đơn vị",
            "Mã định danh",
            required=True,
        ),
    ] = None
    name: Annotated[
        TextCell,
        about(
            ("Tên đơn vị", "Name"),
            ("để in trong báo cáo", "for reports"),
            "Đơn vị",
            "Tên cơ quan, đơn vị",
        ),
    ] = None
    parent_id: Annotated[
        TextCell,
        about(
            ("Mã đơn vị cấp trên", "Parent unit"),
            ("đơn vị trực tiếp trên một cấp", "the unit directly above"),
            "Mã đơn vị cấp trên trực tiếp",
            "Trực thuộc đơn vị (mã)",
        ),
    ] = None
    kind: Annotated[
        UnitKind,
        about(
            ("Loại đơn vị", "Kind"),
            ("hành chính, sự nghiệp, hay đảng, đoàn thể", "administrative, service, or Party"),
            "Loại hình đơn vị",
        ),
    ] = None
    rating: Annotated[
        Grade,
        about(
            ("Mức xếp loại đơn vị", "Unit rating"),
            ("mức hoàn thành nhiệm vụ của đơn vị", "the grade of the unit itself"),
            "Mức xếp loại",
            "Xếp loại",
            "Xếp loại đơn vị",
            "Kết quả xếp loại",
            "Kết quả xếp loại đơn vị",
        ),
    ] = None
    score: Annotated[
        Points,
        about(
            ("Tổng điểm của đơn vị", "Unit score"),
            (
                "thang 100, khi quy định chấm điểm đơn vị; Điều 5, 6 Nghị định 233/2026/NĐ-CP",
                "out of 100, where units have scores; Điều 5, 6 of Decree 233/2026/NĐ-CP",
            ),
            "Điểm của đơn vị",
            "Tổng điểm (100đ)",
        ),
    ] = None
    targets_total: Annotated[
        Whole,
        about(
            ("Số chỉ tiêu, nhiệm vụ được giao", "Targets assigned"),
            ("của cả đơn vị", "of the whole unit"),
            "Tổng số chỉ tiêu, nhiệm vụ",
        ),
    ] = None
    targets_completed: Annotated[
        Whole,
        about(
            ("Số chỉ tiêu, nhiệm vụ hoàn thành", "Targets completed"),
            ("trong số được giao", "of those assigned"),
        ),
    ] = None
    targets_on_time_quality: Annotated[
        Whole,
        about(
            (
                "Số chỉ tiêu, nhiệm vụ đúng tiến độ, bảo đảm chất lượng",
                "Targets on time and with quality",
            ),
            ("trong số hoàn thành", "of those completed"),
        ),
    ] = None
    targets_exceeded: Annotated[
        Whole,
        about(
            ("Số chỉ tiêu, nhiệm vụ hoàn thành vượt mức", "Targets exceeded"),
            ("trong số hoàn thành", "of those completed"),
            "Số chỉ tiêu, nhiệm vụ vượt mức",
        ),
    ] = None
    corruption_case: Annotated[
        Truth,
        about(
            ("Có vụ việc tham ô, tham nhũng, lãng phí bị xử lý", "Corruption case dealt with"),
            (
                "liên quan đến tham ô, tham nhũng, lãng phí và bị xử lý theo pháp luật",
                "involved in embezzlement, corruption or waste and dealt with under the law",
            ),
        ),
    ] = None
    outstanding_decision: Annotated[
        Reference,
        about(
            ("Quyết định tỷ lệ xuất sắc riêng", "Decision on a share of its own"),
            (
                "số, ngày, cấp quyết định; Điều 2 khoản 6 Nghị định 90/2020/NĐ-CP",
                "number, date, authority; Điều 2 khoản 6 of Decree 90/2020/NĐ-CP",
            ),
        ),
    ] = None
    outstanding_share: Annotated[
        Share,
        about(
            ("Tỷ lệ xuất sắc riêng", "Share by that decision"),
            ("tỷ lệ ghi trong quyết định, ví dụ 25%", "the share the decision gives, such as 25%"),
        ),
    ] = None
    year_end: Annotated[
        Day,
        about(
            ("Ngày kết thúc năm công tác", "End of the working year"),
            (
                "ngày cuối năm công tác của đơn vị kết thúc trước tháng 12; Điều 20 khoản 2",
                "last day of a working year that ends before December; Điều 20 khoản 2",
            ),
            "Ngày kết thúc năm học",
        ),
    ] = None
    own_regulation_on: Annotated[
        Day,
        about(
            ("Ngày ban hành quy chế đánh giá", "Own regulation date"),
            (
                "ngày ban hành quy chế đánh giá, xếp loại đang dùng (Điều 23 khoản 1 Nghị định "
                "90/2020/NĐ-CP, Điều 18 Nghị định 233/2026/NĐ-CP); ô trống là chưa ban hành",
                "when the rating regulation in use was issued (Điều 23 khoản 1 of Decree "
                "90/2020/NĐ-CP, Điều 18 of Decree 233/2026/NĐ-CP); an empty cell: none was issued",
            ),
        ),
    ] = None
    head_id: Annotated[
        TextCell,
        about(
            ("Mã số người đứng đầu", "Head"),
            ("mã số của người đứng đầu đơn vị", "staff id of the head"),
            "Mã người đứng đầu",
        ),
    ] = None
    body: Annotated[
        Truth,
        about(
            ("Là cơ quan, đơn vị riêng", "Body"),
            (
                "có: cơ quan, tổ chức, đơn vị theo Điều 2 khoản 6; không: phòng, tổ bên trong",
                "yes: a body in the sense of Điều 2 khoản 6; no: a room or team inside one",
            ),
        ),
    ] = None
