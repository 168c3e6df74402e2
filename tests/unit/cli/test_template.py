"""`cbccvc template`: from an empty workbook to a clean report."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from unit.cli.rounds import run, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

UNITS = [
    {"Mã đơn vị": "001", "Tên đơn vị": "Trung tâm Một", "Mức xếp loại đơn vị": "Hoàn thành tốt"}
]
TARGETS = {
    "Số chỉ tiêu, nhiệm vụ được giao": 10,
    "Số chỉ tiêu, nhiệm vụ hoàn thành": 10,
    "Số chỉ tiêu, nhiệm vụ đúng tiến độ, bảo đảm chất lượng": 10,
    "Số chỉ tiêu, nhiệm vụ hoàn thành vượt mức": 0,
    "Có vụ việc tham ô, tham nhũng, lãng phí bị xử lý": "không",
    "Mã số người đứng đầu": "001",
}
PERSON = {
    "Mã đơn vị": "001",
    "Loại đối tượng": "viên chức",
    "Nhóm nhiệm vụ tương đồng": "Viên chức",
    "Số tháng công tác": 12,
    "Số tháng nghỉ (không kể thai sản)": 0,
    "Nghỉ thai sản": "không",
    "Chính trị tư tưởng": "đáp ứng",
    "Đạo đức, lối sống": "đáp ứng",
    "Tác phong, lề lối làm việc": "đáp ứng",
    "Ý thức tổ chức kỷ luật": "đáp ứng",
    "Tiêu chí chung của lãnh đạo, quản lý": "đáp ứng",
    "Kết luận có biểu hiện suy thoái": "không",
    "Số nhiệm vụ được giao": 8,
    "Số nhiệm vụ hoàn thành": 8,
    "Số nhiệm vụ đúng tiến độ, bảo đảm chất lượng": 8,
    "Số nhiệm vụ hoàn thành vượt mức": 1,
    "Mức độ hiệu quả": "bảo đảm hiệu quả",
    "Mức xếp loại đề xuất": "Hoàn thành tốt nhiệm vụ",
    "Mức xếp loại": "Hoàn thành tốt nhiệm vụ",
    "Ngày tự đánh giá": date(2024, 11, 25),
    "Ngày họp đánh giá": date(2024, 12, 2),
    "Biên bản họp": "BB 01, 02/12/2024",
    "Ngày cấp ủy có ý kiến": date(2024, 12, 4),
    "Ngày quyết định xếp loại": date(2024, 12, 10),
    "Cấp quyết định xếp loại": "001",
    "Cấp đề xuất xếp loại": "Phòng Tổ chức",
    "Ngày thông báo kết quả": date(2024, 12, 11),
    "Ngày công khai kết quả": date(2024, 12, 12),
}
STAFF = [
    {**PERSON, "Mã số": f"00{number}", "Họ và tên": name}
    for number, name in enumerate(["Lý Một", "Lý Hai", "Lý Ba", "Lý Tư", "Lý Năm"], 1)
]
HEAD = {
    **STAFF[0],
    "Vai trò": "người đứng đầu",
    "Ngày bắt đầu nhiệm kỳ": date(2023, 5, 1),
    "Cấp quyết định xếp loại": "Giám đốc Sở",
}


def write(sheet: Worksheet, rows: Sequence[Mapping[str, object]]) -> None:
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, 2):
        for title, value in row.items():
            sheet.cell(number, columns[title], value)


def filled(path: Path, **sheets: Sequence[Mapping[str, object]]) -> Path:
    """Fill a template in as a person does: by its headings."""
    book = load_workbook(path)
    for name, rows in sheets.items():
        write(book[name.replace("_", " ")], rows)
    book.save(path)
    return path


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "xep-loai.xlsx"
    assert run("template", "--period", "2024", "-o", path).exit_code == 0
    return path


def test_it_says_what_it_wrote_and_what_comes_next(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    done = run("template", "--period", "2024", "--out", path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"cbccvc check {path}" in done.stderr
    assert path.is_file()


def test_the_name_comes_from_the_period(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("template", "--period", "2023/2024", "--on", "2024-06-28").exit_code == 0
    assert run("template", "--lang", "en").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"xep-loai-2023-2024.xlsx", "rating.xlsx"}


def test_a_file_that_is_there_is_overwritten_only_by_force(blank: Path) -> None:
    filled(blank, Danh_sách=STAFF)
    kept = blank.read_bytes()
    done = run("template", "-o", blank)
    assert done.exit_code == 2
    assert "--force" in said(done)[0]
    assert blank.read_bytes() == kept
    assert run("template", "-o", blank, "--force").exit_code == 0
    assert blank.read_bytes() != kept


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    done = run("template", "-o", tmp_path / "none" / "a.xlsx")
    assert done.exit_code == 2
    assert len(said(done)) == 1


@pytest.mark.parametrize("options", [[], ["--lang", "en"], ["--all-columns"], ["--category=VC"]])
def test_one_that_is_not_filled_in_is_one_message(tmp_path: Path, options: list[str]) -> None:
    path = tmp_path / "t.xlsx"
    assert run("template", "-o", path, *options).exit_code == 0
    done = run("check", path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(said(done)) == 1
    assert "`Danh sách`" in said(done)[0]


def test_filled_in_it_gives_a_clean_report(blank: Path) -> None:
    units = [{**UNITS[0], **TARGETS}]
    done = run("check", filled(blank, Danh_sách=[HEAD, *STAFF[1:]], Đơn_vị=units))
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    assert "5/5 người" in done.stdout
    assert "0 chưa đủ dữ liệu" in done.stdout
    assert "Chưa kiểm tra được" not in done.stdout
    assert "Không phát hiện trường hợp nào trái quy định" in done.stdout


def test_with_decisions_on_discipline_nothing_at_all_is_remarked(blank: Path) -> None:
    decision = {
        "Mã số": "003",
        "Mã vi phạm": "VP1",
        "Loại kỷ luật": "kỷ luật hành chính",
        "Hình thức kỷ luật": "khiển trách",
        "Ngày ra quyết định kỷ luật": date(2024, 3, 1),
        "Ngày quyết định kỷ luật có hiệu lực": date(2024, 3, 1),
        "Vi phạm trong thực thi nhiệm vụ": "không",
    }
    third = {**STAFF[2], "Mức xếp loại": "Không hoàn thành nhiệm vụ"}
    units = [{**UNITS[0], **TARGETS}]
    people = [HEAD, STAFF[1], third, *STAFF[3:]]
    path = filled(blank, Danh_sách=people, Đơn_vị=units, Kỷ_luật=[decision])
    done = run("check", path)
    assert done.exit_code == 0, done.output
    assert "Dữ liệu cần xem lại" not in done.stdout


def test_every_table_left_empty_but_the_list_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    run("template", "--period", "2024", "--all-columns", "-o", path)
    done = run("check", filled(path, Danh_sách=STAFF), "--select", "rated-under-six-months")
    assert done.exit_code == 0, done.output


def test_a_template_in_english_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    run("template", "--period", "2024", "--lang", "en", "-o", path)
    person = {
        "Staff id": "001",
        "Unit id": "U",
        "Category": "public employee",
        "Months worked": 4,
        "Maternity leave": "no",
        "Rating": "HTNV",
    }
    done = run(
        "check", filled(path, Staff=[person]), "--lang=en", "--select=rated-under-six-months"
    )
    assert done.exit_code == 1
    assert "violations: 1" in done.stdout


def test_without_a_period_the_sheet_asks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    run("template", "-o", path)
    done = run("check", filled(path, Danh_sách=STAFF))
    assert done.exit_code == 2
    assert said(done)[0].startswith("t.xlsx, 'Đợt xếp loại'!B2: ")


def test_only_the_template_loads_what_writes_workbooks() -> None:
    said = "import sys, cbccvc_rules.cli.main; sys.exit('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0


def test_a_year_without_a_law_is_refused(tmp_path: Path) -> None:
    done = run("template", "--period", "2026", "--category", "CB", "-o", tmp_path / "t.xlsx")
    assert done.exit_code == 2
    assert "hết hiệu lực từ 01/7/2026" in said(done)[0]
    assert list(tmp_path.iterdir()) == []
