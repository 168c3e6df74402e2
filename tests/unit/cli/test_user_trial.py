"""A person fills in a template, checks it, and mends what the screen says, until it is clean.

What is mended in each round is taken from the report alone: every cell touched is named in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from unit.cli.rounds import run
from unit.cli.test_template import filled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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


def named_cells(report: str) -> set[str]:
    """Return the cells that a report names, with the sheet of each: `Danh sách!W9`."""
    return {
        f"{sheet}!{cell}"
        for sheet, cell in re.findall(r"'?(Danh sách|Đơn vị|Kỷ luật)'?!([A-Z]+[0-9]+)", report)
    }


def mended(path: Path, report: str, cells: Mapping[str, object], *, rated: bool = False) -> None:
    """Put other values in cells, all of which the report has named.

    A rating is another matter: the report names the person, and what the grade may be at most.
    """
    book = load_workbook(path)
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        row = book[sheet][cell].row
        known = str(book[sheet].cell(row, 1).value) in report if rated else False
        assert known or place in named_cells(report), place
        book[sheet][cell] = value
    book.save(path)


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
    targets = {
        f"Đơn vị!{column}{row}": value
        for row in (2, 3, 4)
        for column, value in {"F": 12, "G": 12, "H": 11, "J": "không"}.items()
    }
    cells: dict[str, object] = {
        **targets,
        "Danh sách!I7": 6,
        "Danh sách!W9": "HTTNV",
        "Danh sách!V10": "cao",
        "Danh sách!A12": "011",
        "Danh sách!C12": "P01",
        "Kỷ luật!A2": "008",
    }
    mended(path, report, cells)

    code, report = checked(path)
    assert code == 1
    assert "`Số nhiệm vụ hoàn thành` là 21, lớn hơn `Số nhiệm vụ được giao` là 20" in report
    assert "làm việc 12 tháng và nghỉ 4 tháng, cộng lại quá 12 tháng" in report
    mended(path, report, {"Danh sách!S11": 20, "Danh sách!I11": 8})

    code, report = checked(path)
    assert code == 1
    assert "Dữ liệu cần xem lại" not in report
    for who in ("002", "005", "007", "008", "010"):
        assert f"✗ vi phạm {who} " in report
    rated = {
        "Danh sách!W3": "HTNV",
        "Danh sách!W6": "Không xếp loại",
        "Danh sách!W8": "HTNV",
        "Danh sách!W9": "KHTNV",
        "Danh sách!W11": "HTNV",
    }
    mended(path, report, rated, rated=True)

    code, report = checked(path)
    assert code == 0, report
    assert "0 vi phạm, 0 cảnh báo, 0 lưu ý; 0 chưa đủ dữ liệu" in report
    assert "Không phát hiện trường hợp nào trái quy định" in report
