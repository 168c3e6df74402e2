"""The first columns of the `staff` table: who a person is, time at work, criteria and tasks."""

from typing import Annotated

from cbccvc_rules.model.column import Table, about
from cbccvc_rules.model.kinds import (
    Category,
    Effect,
    General,
    Ids,
    Months,
    Points,
    Role,
    TextCell,
    Truth,
    Whole,
)


class Person(Table):
    """A person and the facts that the grades rest on."""

    staff_id: Annotated[
        TextCell,
        about(
            ("Mã số", "Staff id"),
            ("mã riêng của một người, không dùng họ tên", "an id of one person, never the name"),
            "Mã CBCCVC",
            "Mã số CBCCVC",
            "Mã nhân viên",
            "Mã cán bộ",
            "Mã công chức",
            "Mã viên chức",
            "Mã số cán bộ",
            "Mã số công chức",
            "Mã số viên chức",
            "Số hiệu CBCCVC",
            "Số hiệu công chức",
            "Số hiệu viên chức",
            required=True,
        ),
    ] = None
    name: Annotated[
        TextCell,
        about(
            ("Họ và tên", "Name"),
            ("chỉ để in trong báo cáo", "for reports alone"),
            "Họ tên",
            "Họ và tên cán bộ",
            "Họ và tên công chức",
            "Họ và tên viên chức",
            "Họ tên viên chức",
        ),
    ] = None
    unit_id: Annotated[
        TextCell,
        about(
            ("Mã đơn vị", "Unit id"),
            ("đơn vị nơi người đó công tác, theo bảng đơn vị", "where the person works; see units"),
            "Mã đơn vị công tác",
            "Mã cơ quan, đơn vị",
            "Mã định danh đơn vị",
            required=True,
        ),
    ] = None
    position: Annotated[
        TextCell,
        about(
            ("Chức vụ", "Position"),
            ("chức vụ, chức danh, để đọc", "post or title, to be read by people"),
            "Chức vụ, chức danh",
            "Chức danh, chức vụ",
            "Chức vụ / Vị trí việc làm",
        ),
    ] = None
    category: Annotated[
        Category,
        about(
            ("Loại đối tượng", "Category"),
            ("cán bộ, công chức, viên chức hay hợp đồng lao động", "whom the law calls what"),
            "Loại CBCCVC",
            "Phân loại CBCCVC",
            "Cán bộ, công chức, viên chức",
            required=True,
        ),
    ] = None
    role: Annotated[
        Role,
        about(
            ("Vai trò", "Role"),
            (
                "người đứng đầu, cấp phó; ô trống là không giữ chức vụ lãnh đạo, quản lý",
                "head, deputy; an empty cell is somebody without a leading post",
            ),
            "Vai trò lãnh đạo, quản lý",
        ),
    ] = None
    leads: Annotated[
        Ids,
        about(
            ("Đơn vị trực tiếp phụ trách", "Units led"),
            (
                "mã các đơn vị trực tiếp phụ trách; để trống: người đứng đầu phụ trách đơn vị mình",
                "ids of the units directly in charge; if empty, a head leads the own unit",
            ),
            "Mã đơn vị phụ trách",
            "Mã đơn vị trực tiếp phụ trách",
        ),
    ] = None
    peer_group: Annotated[
        TextCell,
        about(
            ("Nhóm nhiệm vụ tương đồng", "Peer group"),
            (
                "nhóm đối tượng có nhiệm vụ tương đồng; Điều 2 khoản 6 Nghị định 90/2020/NĐ-CP",
                "the group with similar tasks; Điều 2 khoản 6 of Decree 90/2020/NĐ-CP",
            ),
            "Nhóm tương đồng",
            "Nhóm đối tượng có nhiệm vụ tương đồng",
        ),
    ] = None
    party_member: Annotated[
        Truth,
        about(("Đảng viên", "Party member"), ("là đảng viên", "is a Party member"), "Là đảng viên"),
    ] = None
    months_worked: Annotated[
        Months,
        about(
            ("Số tháng công tác", "Months worked"),
            (
                "số tháng làm việc trong năm; Điều 2 khoản 3 Nghị định 90/2020/NĐ-CP",
                "months at work in the year; Điều 2 khoản 3 of Decree 90/2020/NĐ-CP",
            ),
            "Số tháng làm việc",
            "Số tháng công tác trong năm",
            "Số tháng làm việc trong năm",
            "Thời gian công tác trong năm (tháng)",
        ),
    ] = None
    leave_months: Annotated[
        Months,
        about(
            ("Số tháng nghỉ (không kể thai sản)", "Months on leave (without maternity)"),
            (
                "số tháng nghỉ theo quy định của pháp luật, không kể nghỉ thai sản",
                "months of lawful absence other than maternity leave",
            ),
            "Số tháng nghỉ không kể thai sản",
        ),
    ] = None
    maternity: Annotated[
        Truth,
        about(
            ("Nghỉ thai sản", "Maternity leave"),
            ("có nghỉ chế độ thai sản trong năm", "was on maternity leave in the year"),
            "Nghỉ chế độ thai sản",
        ),
    ] = None
    general_1: Annotated[
        General,
        about(
            ("Chính trị tư tưởng", "Politics and ideology"),
            ("tiêu chí chung, Điều 3 khoản 1", "general criterion, Điều 3 khoản 1"),
            "Tiêu chí chung khoản 1",
        ),
    ] = None
    general_2: Annotated[
        General,
        about(
            ("Đạo đức, lối sống", "Ethics and life-style"),
            ("tiêu chí chung, Điều 3 khoản 2", "general criterion, Điều 3 khoản 2"),
            "Tiêu chí chung khoản 2",
        ),
    ] = None
    general_3: Annotated[
        General,
        about(
            ("Tác phong, lề lối làm việc", "Working style"),
            ("tiêu chí chung, Điều 3 khoản 3", "general criterion, Điều 3 khoản 3"),
            "Tiêu chí chung khoản 3",
        ),
    ] = None
    general_4: Annotated[
        General,
        about(
            ("Ý thức tổ chức kỷ luật", "Sense of discipline"),
            ("tiêu chí chung, Điều 3 khoản 4", "general criterion, Điều 3 khoản 4"),
            "Ý thức tổ chức, kỷ luật",
            "Tiêu chí chung khoản 4",
        ),
    ] = None
    general_5a: Annotated[
        General,
        about(
            ("Tiêu chí chung của lãnh đạo, quản lý", "General criterion of leaders"),
            ("tiêu chí chung, Điều 3 khoản 5 điểm a", "general criterion, Điều 3 khoản 5 điểm a"),
            "Tiêu chí chung khoản 5 điểm a",
        ),
    ] = None
    degradation_finding: Annotated[
        Truth,
        about(
            ("Kết luận có biểu hiện suy thoái", "Finding of degradation"),
            (
                "có đánh giá của cấp có thẩm quyền về biểu hiện suy thoái",
                "the competent level has found signs of degradation",
            ),
        ),
    ] = None
    tasks_total: Annotated[
        Whole,
        about(
            ("Số nhiệm vụ được giao", "Tasks assigned"),
            ("số nhiệm vụ của cá nhân", "number of own tasks"),
            "Tổng số nhiệm vụ được giao",
        ),
    ] = None
    tasks_completed: Annotated[
        Whole,
        about(
            ("Số nhiệm vụ hoàn thành", "Tasks completed"),
            ("trong số được giao", "of those assigned"),
            "Số nhiệm vụ đã hoàn thành",
        ),
    ] = None
    tasks_on_time_quality: Annotated[
        Whole,
        about(
            ("Số nhiệm vụ đúng tiến độ, bảo đảm chất lượng", "Tasks on time and with quality"),
            ("trong số hoàn thành", "of those completed"),
            "Số nhiệm vụ hoàn thành đúng tiến độ, bảo đảm chất lượng",
        ),
    ] = None
    tasks_exceeded: Annotated[
        Whole,
        about(
            ("Số nhiệm vụ hoàn thành vượt mức", "Tasks exceeded"),
            ("trong số hoàn thành", "of those completed"),
            "Số nhiệm vụ vượt mức",
        ),
    ] = None
    criteria_total: Annotated[
        Whole,
        about(
            ("Số tiêu chí kết quả", "Result criteria"),
            (
                "số tiêu chí về kết quả thực hiện nhiệm vụ; không có cột này thì dùng số nhiệm vụ",
                "number of task-result criteria; without the column, the tasks stand in",
            ),
            "Số tiêu chí về kết quả thực hiện nhiệm vụ",
        ),
    ] = None
    criteria_completed: Annotated[
        Whole,
        about(("Số tiêu chí hoàn thành", "Criteria completed"), ("trong tổng số", "of the total")),
    ] = None
    criteria_deficient: Annotated[
        Whole,
        about(
            ("Số tiêu chí chưa bảo đảm", "Criteria deficient"),
            (
                "chưa bảo đảm tiến độ, chất lượng hoặc hiệu quả thấp; kể cả chưa hoàn thành",
                "lacking progress or quality, or of low effectiveness; the uncompleted included",
            ),
            "Số tiêu chí chưa bảo đảm chất lượng, tiến độ hoặc hiệu quả thấp",
        ),
    ] = None
    effectiveness: Annotated[
        Effect,
        about(
            ("Mức độ hiệu quả", "Effectiveness"),
            (
                "hiệu quả của nhiệm vụ, tiêu chí; khi nhiệm vụ thay cho tiêu chí mà để trống "
                "thì chỉ xét tiến độ, chất lượng",
                "how effective the work was; where tasks stand in for criteria and this is empty, "
                "progress and quality alone are asked",
            ),
        ),
    ] = None
    score: Annotated[
        Points,
        about(
            ("Tổng điểm", "Score"),
            ("thang 100; dùng cho quy định có chấm điểm", "out of 100, for rules with scores"),
            "Tổng điểm (100đ)",
        ),
    ] = None
