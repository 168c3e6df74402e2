"""A person fills in a template, checks it, and mends what the screen says, until it is clean.

What is mended in each round is taken from the report alone: every cell touched is named in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import load_workbook

from unit.cli.rounds import run
from unit.cli.test_template import filled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.cell.cell import Cell

STAFF = "Danh sách"
GOOD = "Hoàn thành tốt nhiệm vụ"
SERVANT: dict[str, object] = {
    "Loại đối tượng": "công chức",
    "Chức vụ": "Chuyên viên",
    "Số tháng công tác": 12,
    "Số tháng nghỉ (không kể thai sản)": 0,
    "Nghỉ thai sản": "không",
    **dict.fromkeys(
        [
            "Chính trị tư tưởng",
            "Đạo đức, lối sống",
            "Tác phong, lề lối làm việc",
            "Ý thức tổ chức kỷ luật",
        ],
        "thực hiện tốt",
    ),
    "Kết luận có biểu hiện suy thoái": "không",
    "Số nhiệm vụ được giao": 20,
    "Số nhiệm vụ hoàn thành": 20,
    "Số nhiệm vụ đúng tiến độ, bảo đảm chất lượng": 20,
    "Số nhiệm vụ hoàn thành vượt mức": 0,
    "Mức độ hiệu quả": "cao",
    "Mức xếp loại": GOOD,
}
LEADER = {**SERVANT, "Tiêu chí chung của lãnh đạo, quản lý": "thực hiện tốt"}
HEAD = {**LEADER, "Vai trò": "người đứng đầu", "Chức vụ": "Trưởng phòng"}
DEPUTY = {**LEADER, "Vai trò": "cấp phó", "Chức vụ": "Phó Giám đốc"}


def of(unit: str, staff_id: str, like: Mapping[str, object], **told: object) -> dict[str, object]:
    return {
        **like,
        "Mã đơn vị": unit,
        "Mã số": staff_id,
        "Họ và tên": f"Người {staff_id}",
        **{name.replace("_", " "): value for name, value in told.items()},
    }


PEOPLE = [
    of("SNV", "001", HEAD, Chức_vụ="Giám đốc"),
    {**of("SNV", "002", DEPUTY), "Đơn vị trực tiếp phụ trách": "P02"},
    of("P01", "003", HEAD),
    of("P01", "004", SERVANT, Mức_xếp_loại="Xuất sắc", Số_nhiệm_vụ_hoàn_thành_vượt_mức=12),
    of("P01", "005", SERVANT, Số_tháng_công_tác=5.5),
    of("P01", "006", SERVANT, Nghỉ_thai_sản="có", Số_tháng_công_tác="6 tháng"),
    of("P02", "007", HEAD),
    of("P02", "008", SERVANT, Mức_xếp_loại="Khá"),
    of("P02", "009", SERVANT, Mức_độ_hiệu_quả=None, Mức_xếp_loại="HTXSNV"),
    of("P02", "010", SERVANT, Số_nhiệm_vụ_hoàn_thành=21),
    of("P03", "010", SERVANT),
]
PEOPLE[8]["Số nhiệm vụ hoàn thành vượt mức"] = 11
PEOPLE[9]["Số tháng nghỉ (không kể thai sản)"] = 4
UNITS = [
    {"Mã đơn vị": "SNV", "Tên đơn vị": "Sở Nội vụ", "Mức xếp loại đơn vị": GOOD},
    {"Mã đơn vị": "P01", "Tên đơn vị": "Văn phòng", "Mức xếp loại đơn vị": "Tốt"},
    {"Mã đơn vị": "P02", "Tên đơn vị": "Phòng Hai", "Mức xếp loại đơn vị": "HTNV"},
]
TARGETS = {
    "Số chỉ tiêu, nhiệm vụ được giao": 12,
    "Số chỉ tiêu, nhiệm vụ hoàn thành": 12,
    "Số chỉ tiêu, nhiệm vụ đúng tiến độ, bảo đảm chất lượng": 11,
    "Có vụ việc tham ô, tham nhũng, lãng phí bị xử lý": "không",
}
DECISION = {
    "Mã số": "8",
    "Mã vi phạm": "VP1",
    "Loại kỷ luật": "kỷ luật hành chính",
    "Hình thức kỷ luật": "khiển trách",
    "Ngày ra quyết định kỷ luật": "20/05/2024",
    "Ngày quyết định kỷ luật có hiệu lực": 45432,
}


def checked(path: Path) -> tuple[int, str]:
    done = run("check", path)
    assert done.stderr == ""
    return done.exit_code, done.stdout


class Sheets:
    """The workbook as a person sees it: cells by the id of the row and the title of the column."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)

    def cell(self, sheet: str, row: int, title: str) -> Cell:
        (column,) = [cell.column for cell in self.book[sheet][1] if cell.value == title]
        return self.book[sheet].cell(row, column)

    def mend(self, report: str, row: int, title: str, value: object, sheet: str = STAFF) -> None:
        """Put another value in a cell that the report has named."""
        cell = self.cell(sheet, row, title)
        quoted = f"'{sheet}'!{cell.coordinate}"
        named = quoted in report or f" [{cell.coordinate}]" in report
        assert named, f"{title}: {quoted}"
        cell.value = value

    def rate(self, report: str, row: int, grade: str) -> None:
        """Put another grade; the report has named the person, and what is at fault."""
        assert f"✗ vi phạm {self.book[STAFF].cell(row, 1).value} " in report
        self.cell(STAFF, row, "Mức xếp loại").value = grade

    def delete(self, report: str, title: str) -> None:
        """Delete a column of which the report has said that nobody filled it in."""
        (tip,) = [line for line in report.splitlines() if "Trống ở mọi dòng" in line]
        assert f"{title} ({STAFF})" in tip
        self.book[STAFF].delete_cols(self.cell(STAFF, 1, title).column)

    def save(self) -> None:
        self.book.save(self.path)


NOT_FILLED_IN = [
    "Mức xếp loại đề xuất",
    "Ngày tự đánh giá",
    "Ngày họp đánh giá",
    "Biên bản họp",
    "Ngày cấp ủy có ý kiến",
    "Ngày quyết định xếp loại",
    "Cấp quyết định xếp loại",
    "Cấp đề xuất xếp loại",
    "Ngày thông báo kết quả",
    "Ngày công khai kết quả",
]


def first_mend(path: Path, report: str) -> None:
    sheets = Sheets(path)
    for row in (2, 3, 4):
        for title, value in TARGETS.items():
            sheets.mend(report, row, title, value, "Đơn vị")
    sheets.mend(report, 7, "Số tháng công tác", 6)
    sheets.mend(report, 9, "Mức xếp loại", "HTTNV")
    sheets.mend(report, 10, "Mức độ hiệu quả", "cao")
    sheets.mend(report, 12, "Mã số", "011")
    sheets.mend(report, 12, "Mã đơn vị", "P01")
    sheets.mend(report, 2, "Mã số", "008", "Kỷ luật")
    for title in NOT_FILLED_IN:
        sheets.delete(report, title)
    sheets.save()


def test_from_a_template_to_a_clean_report_by_what_the_screen_says(tmp_path: Path) -> None:
    path = tmp_path / "nop.xlsx"
    run("template", "--period", "2024", "-o", path)
    units = [{**one, "Mã đơn vị cấp trên": "SNV"} for one in UNITS[1:]]
    filled(path, Danh_sách=PEOPLE, Đơn_vị=[UNITS[0], *units], Kỷ_luật=[DECISION])

    code, report = checked(path)
    assert code == 1
    assert "`6 tháng` ở cột `Số tháng công tác` không phải là số" in report
    assert "`010` có ở 2 dòng" in report
    assert "không có mã số `8`, nên dòng này không được dùng; có phải là `008`?" in report
    assert "bảng đơn vị không có mã `P03`" in report
    assert "`Tốt` → Hoàn thành tốt nhiệm vụ (1)" in report
    assert "`45432` được hiểu là 20/05/2024" in report
    first_mend(path, report)

    code, report = checked(path)
    assert code == 1
    assert "`Số nhiệm vụ hoàn thành` là 21, lớn hơn `Số nhiệm vụ được giao` là 20" in report
    assert "làm việc 12 tháng và nghỉ 4 tháng, cộng lại quá 12 tháng" in report
    sheets = Sheets(path)
    sheets.mend(report, 11, "Số nhiệm vụ hoàn thành", 20)
    sheets.mend(report, 11, "Số tháng công tác", 8)
    sheets.mend(report, 2, "Mã số người đứng đầu", "001", "Đơn vị")
    sheets.save()

    code, report = checked(path)
    assert code == 1
    assert "Dữ liệu cần xem lại" not in report
    sheets = Sheets(path)
    for row, grade in {3: "HTNV", 6: "Không xếp loại", 8: "HTNV", 9: "KHTNV", 11: "HTNV"}.items():
        sheets.rate(report, row, grade)
    sheets.save()

    code, report = checked(path)
    assert code == 0, report
    assert "0 vi phạm, 0 cảnh báo" in report
    assert "0 chưa đủ dữ liệu" in report
