"""The report as a workbook, opened by openpyxl: the user's own, with the findings in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from cbccvc_rules import Batch, UsageError, check, extras, read
from cbccvc_rules.api import FORMATS, WORKED_FORMATS, write_text
from cbccvc_rules.model.earlier import Since
from cbccvc_rules.model.waiver import Waived
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.entries import entries
from unit.reports.rounds import HOSTILE, RULES, UNITS, a_person, a_round
from workbooks import opened, parts, texts, written

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from cbccvc_rules.model.findings import Findings

OURS = ("Tóm tắt", "Kết luận", "Tính lại tỷ lệ", "Căn cứ tính", "Nhãn mức", "Về bản sao")
HEADINGS = (
    "Mã số",
    "Họ và tên",
    "Loại đối tượng",
    "Mã đơn vị",
    "Số tháng công tác",
    "maternity",
    "Mức xếp loại",
)


def worked(staff: list[dict[str, object]] | None = None, **more: Any) -> Findings:  # noqa: ANN401
    batch = Batch.from_records(staff or a_round(), UNITS, period="2024", **more)
    return check(batch, select=RULES, workings=True)


def a_workbook(path: Path) -> Path:
    """Write a list as an office keeps it: titles, merged cells, colours, formulas, links."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DS 'A' 1"
    sheet["A1"] = "DANH SÁCH XẾP LOẠI"
    sheet.merge_cells("A1:G1")
    sheet["A1"].font = Font(name="Times New Roman", size=16, bold=True)
    for column, heading in enumerate(HEADINGS, 1):
        sheet.cell(3, column, heading).fill = PatternFill("solid", start_color="00FF00")
    rows = [
        ("007", "Lý Một", "VC", "U", 4.5, "không", "HTTNV"),
        ("008", "=Lý Hai", "VC", "U", 12, "không", "Hoàn thành tốt nhiệm vụ"),
        *((f"01{at}", f"Lý {at}", "VC", "U", 12, "không", "HTXSNV") for at in range(3)),
    ]
    for number, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if value == "=Lý Hai":
                cell.data_type = "s"
    sheet["A4"].alignment = Alignment(horizontal="right")
    sheet["I4"] = "=1+1"
    sheet["J4"] = date(2024, 12, 14)
    sheet["A5"].hyperlink = "https://example.org/"
    sheet.column_dimensions["B"].width = 33
    sheet.column_dimensions.group("K", "XFD", hidden=True)
    sheet.row_dimensions[6].hidden = True
    sheet.add_data_validation(DataValidation("list", formula1='"HTXSNV,HTTNV"', sqref="G4:G9"))
    sheet.protection.sheet = True
    book.create_sheet("Khác")["B2"] = "ghi chú"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Findings, Workbook]:
    path = a_workbook(tmp_path_factory.mktemp("list") / "danh-sach.xlsx")
    batch = read(path, period="2024")
    found = check(batch, select=RULES, workings=True)
    return found, opened(written(found))


def test_a_workbook_is_copied_with_what_it_looks_like(copy: tuple[Findings, Workbook]) -> None:
    sheet = copy[1]["DS 'A' 1"]
    assert sheet["A1"].value == "DANH SÁCH XẾP LOẠI"
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("Times New Roman", 16)
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:G1"]
    assert sheet["D3"].fill.start_color.rgb == "0000FF00"
    assert sheet["A4"].alignment.horizontal == "right"
    assert sheet.column_dimensions["B"].width == 33
    assert sheet.row_dimensions[6].hidden
    assert (sheet["E4"].value, sheet["J4"].value.date()) == (4.5, date(2024, 12, 14))
    assert copy[1]["Khác"]["B2"].value == "ghi chú"


def test_findings_stand_beside_the_cells_they_are_about(copy: tuple[Findings, Workbook]) -> None:
    found, book = copy
    sheet = book["DS 'A' 1"]
    assert sheet["K3"].value == "KẾT LUẬN KIỂM TRA"
    assert not sheet.column_dimensions["K"].hidden
    (one,) = (one for one in found.broken if one.rule == "rated-under-six-months")
    assert one.message.vi in sheet["K4"].value
    assert sheet["K4"].fill.start_color.rgb == "00FFC7CE"
    cell = sheet["G4"]
    assert one.message.vi in cell.comment.text
    assert cell.fill.start_color.rgb == "00FFC7CE"
    assert sheet["K5"].value is None


def test_what_a_copy_does_not_keep_is_told(copy: tuple[Findings, Workbook]) -> None:
    told = {row[0].value: row[1].value for row in copy[1]["Về bản sao"].iter_rows()}
    assert told["công thức (ô giữ giá trị đã tính khi lưu)"] == 1
    for what in ("liên kết trong trang", "danh sách chọn, ràng buộc nhập liệu", "khóa trang"):
        assert told[what] == 1, told
    sheet = copy[1]["DS 'A' 1"]
    assert sheet["I4"].value is None  # the workbook was saved without what it comes to
    assert sheet["A5"].hyperlink is None
    assert not sheet.protection.sheet


def test_every_entry_is_on_the_sheet_of_findings(copy: tuple[Findings, Workbook]) -> None:
    found, book = copy
    rows = list(book["Kết luận"].iter_rows(min_row=2, values_only=True))
    told = list(entries(found, Options(names=True)))
    assert [row[0] for row in rows] == list(range(1, len(told) + 1))
    marks = {row[-1] for row in rows if row[-1]}
    assert marks == {one.fingerprint for one in found.findings}
    assert next(row[1] for row in rows) == "Vi phạm"


def test_a_finding_leads_to_its_cell_and_never_out_of_the_file(
    copy: tuple[Findings, Workbook],
) -> None:
    cells = [row[8] for row in copy[1]["Kết luận"].iter_rows(min_row=2)]
    links = [cell.hyperlink for cell in cells if cell.hyperlink is not None]
    assert "'DS ''A'' 1'!G4" in {link.location for link in links}
    assert all(link.target is None for link in links)


def test_the_ratings_are_looked_up_from_the_cells_they_stand_in(
    copy: tuple[Findings, Workbook],
) -> None:
    row = [cell.value for cell in copy[1]["Căn cứ tính"][5]]
    assert row[:3] == ["008", "=Lý Hai", "U"]
    assert row[6] == "='DS ''A'' 1'!G5&\"\""
    assert row[7].startswith("=IFERROR(VLOOKUP(TRIM(G5),'Nhãn mức'!$A$2:$B$")
    labels = dict(copy[1]["Nhãn mức"].iter_rows(min_row=2, values_only=True))
    assert labels == {
        "HTTNV": "HTTNV",
        "Hoàn thành tốt nhiệm vụ": "HTTNV",
        "HTXSNV": "HTXSNV",
    }


def test_what_waits_for_one_cell_is_one_line_there(tmp_path: Path) -> None:
    lines = [
        "staff_id,category,unit_id,months_worked,maternity,rating",
        "A,VC,U,12,không,HTSX",
        "B,VC,U,12,không,HTTNV",
    ]
    (tmp_path / "staff.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
    found = check(read(tmp_path), workings=True)
    number = sum(
        entry.finding is not None and str(entry.place) == "staff.csv!F2"
        for entry in entries(found, Options())
    )
    said = opened(written(found))["staff.csv"]["F2"].comment.text
    assert re.search(rf"\[[\d–, ]+\] Chưa đủ dữ liệu: {number} quy tắc", said), said
    assert said.count("Chưa đủ dữ liệu") == 1


def test_marks_under_each_grade_are_no_labels_to_look_up(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for column, heading in enumerate(("Mã số", "Loại đối tượng", "Mã đơn vị"), 1):
        sheet.cell(1, column, heading)
        sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
    sheet["D1"] = "Mức xếp loại"
    sheet.merge_cells("D1:G1")
    for column, grade in enumerate(("HTXSNV", "HTTNV", "HTNV", "KHTNV"), 4):
        sheet.cell(2, column, grade)
    for row in (3, 4):
        for column, value in enumerate((f"A{row}", "VC", "U", None, "x"), 1):
            sheet.cell(row, column, value)
    book.save(tmp_path / "x.xlsx")
    made = opened(written(check(read(tmp_path / "x.xlsx", period="2024"), workings=True)))
    rows = list(made["Căn cứ tính"].iter_rows(min_row=4, values_only=True))
    assert [row[5] for row in rows] == ["Sheet!E3", "Sheet!E4"]
    assert [row[7] for row in rows] == ["HTTNV", "HTTNV"]
    assert made["Nhãn mức"].max_row == 1


def test_a_sheet_that_is_hidden_stays_so(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(path)
    book["Khác"].sheet_state = "hidden"
    book.save(path)
    made = opened(written(check(read(path, period="2024"), select=RULES, workings=True)))
    assert made["Khác"].sheet_state == "hidden"
    assert made["DS 'A' 1"].sheet_state == "visible"


def test_tables_of_text_are_laid_out_in_their_rows_and_columns(tmp_path: Path) -> None:
    lines = ["staff_id,name,category,unit_id,rating", "A,=1+1,VC,U,HTTNV", "", "B,x,VC,U,HTSX"]
    (tmp_path / "staff.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
    book = opened(written(check(read(tmp_path), select=RULES, workings=True)))
    sheet = book["staff.csv"]
    assert [cell.value for cell in sheet[1]][:2] == ["staff_id", "name"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert (sheet["A3"].value, sheet["A4"].value) == (None, "B")
    assert "HTSX" in sheet["E4"].comment.text


def formula_cells(book: Workbook) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def test_text_is_never_a_formula_or_a_link() -> None:
    found = check_hostile()
    workbook = written(found)
    book = opened(workbook)
    assert {name.partition("!")[0] for name in formula_cells(book)} == {
        "Tính lại tỷ lệ",
        "Căn cứ tính",
    }
    texts = {cell.value for row in book["Danh sách"].iter_rows() for cell in row}
    assert set(HOSTILE[:3]) <= texts
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value[:1] in "=+-@" and cell.value:
                    assert cell.data_type == "f" or cell.quotePrefix, cell
    packed = parts(workbook)
    assert not any(b"TargetMode" in data for data in packed.values())
    assert not any(b"\x1b" in data for data in packed.values())


def check_hostile() -> Findings:
    people = [a_person(key, months_worked="4,5", unit_id=key, name=key) for key in HOSTILE]
    units = [{"unit_id": key, "name": key} for key in HOSTILE]
    return check(Batch.from_records(people, units, period="2024"), select=RULES, workings=True)


def test_a_name_of_a_sheet_that_is_none_is_made_one(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "x.xlsx")
    renamed = tmp_path / "y.xlsx"
    made = parts(path.read_bytes())
    book = made["xl/workbook.xml"].replace(b"Kh\xc3\xa1c", b"[http://e.org/b.xlsx]S")
    assert book != made["xl/workbook.xml"]
    with openpyxl.writer.excel.ZipFile(renamed, "w") as archive:
        for name, data in {**made, "xl/workbook.xml": book}.items():
            archive.writestr(name, data)
    found = opened(written(check(read(renamed, period="2024"), select=RULES, workings=True)))
    assert "_http___e.org_b.xlsx_S" in found.sheetnames
    told = [row[0].value for row in found["Về bản sao"].iter_rows()]
    assert "tên trang phải đổi" in told


def test_a_workbook_that_cannot_be_copied_is_laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_workbook(tmp_path / "x.xlsx")
    found = check(read(path, period="2024"), select=RULES, workings=True)

    def refuse(*_: object, **__: object) -> None:
        raise ValueError

    with monkeypatch.context() as here:
        here.setattr(openpyxl, "load_workbook", refuse)
        made = written(found)
    sheet = opened(made)["DS 'A' 1"]
    assert (sheet["A4"].value, sheet["E4"].value, sheet["E5"].value) == ("007", "4,5", 12)
    assert "K4" in {cell.coordinate for cell in sheet["K"] if cell.value}


def test_a_file_that_has_changed_is_not_taken_for_the_one_checked(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "x.xlsx")
    found = check(read(path, period="2024"), select=RULES, workings=True)
    path.write_bytes(b"other")
    book = opened(written(found))
    assert book["Danh sách"]["A2"].value == "007"
    told = [row[0].value for row in book["Về bản sao"].iter_rows()]
    assert "Tệp `x.xlsx` không còn như lúc kiểm tra nên không được chép." in told


def test_without_names_nobody_is_named_and_no_file_is_copied(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "x.xlsx")
    found = check(read(path, period="2024"), select=RULES, workings=True)
    nameless = texts(written(found, names=False))
    assert "Lý" not in nameless
    assert "007" in nameless
    assert "Lý Một" in texts(written(found))


def test_what_is_waived_is_marked() -> None:
    found = worked()
    waived = Waived("ledger", "Quyết định 1", "Sở", "1/QĐ", "2024-01-01", "2025-01-01", None)
    marked = replace(found, findings=tuple(replace(one, waived=waived) for one in found.findings))
    book = opened(written(marked))
    states = {row[1] for row in book["Kết luận"].iter_rows(min_row=2, values_only=True)}
    assert "Được miễn trừ" in states
    limits = [cell.value for row in book["Tính lại tỷ lệ"].iter_rows() for cell in row]
    assert any(isinstance(one, str) and "Quyết định 1" in one for one in limits)


def test_without_workings_the_limits_say_how_to_have_them() -> None:
    batch = Batch.from_records(a_round(), UNITS, period="2024")
    book = opened(written(check(batch, select=RULES)))
    assert "workings=True" in book["Tính lại tỷ lệ"]["A1"].value
    assert book["Kết luận"]["A2"].value == 1


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "x.xlsx")
    first, second = (
        written(check(read(path, period="2024"), select=RULES, workings=True)) for _ in range(2)
    )
    assert first == second
    assert b"2020-08-20T00:00:00Z" in parts(first)["docProps/core.xml"]


def test_formulas_are_kept_with_what_they_come_to() -> None:
    workbook = written(worked())
    known = openpyxl.load_workbook(BytesIO(workbook), data_only=True)
    for name in formula_cells(opened(workbook)):
        title, _, cell = name.partition("!")
        assert known[title][cell].value is not None or title == "Căn cứ tính"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_language_has_its_words(lang: str) -> None:
    titles = opened(written(worked(), lang=lang)).sheetnames
    assert (set(OURS) <= set(titles)) is (lang == "vi")
    assert ("Shares worked out" in titles) is (lang == "en")


def test_without_openpyxl_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cbccvc_rules.reports.xlsx.book.workbook_editor", lambda: None)
    with pytest.raises(UsageError, match=re.escape("pip install 'cbccvc-rules[reports]'")):
        write_text(worked(), "xlsx")
    assert extras.REPORTS == "cbccvc-rules[reports]"


def test_the_format_is_worked_out_and_there_are_no_others() -> None:
    assert {"xlsx"} == WORKED_FORMATS
    assert set(FORMATS) >= WORKED_FORMATS


def test_an_old_text_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    found = worked()
    (one, *others) = found.broken
    long = replace(one, message=replace(one.message, vi="x" * 70_000))
    book = opened(written(replace(found, findings=(long, *others))))
    column = [row[5] for row in book["Kết luận"].iter_rows(min_row=2, values_only=True)]
    assert sum(len(one) for one in column if one and set(one) == {"x"}) == 70_000


def test_the_summary_tells_what_is_new_since_an_earlier_report() -> None:
    found = worked()
    first = found.broken[0]
    since = Since("old.json", (first.fingerprint,), (), 3)
    book = opened(written(replace(found, since=since)))
    lines = [str(cell.value) for (cell,) in book["Tóm tắt"].iter_rows(min_col=2, max_col=2)]
    (at,) = (number for number, line in enumerate(lines) if "old.json" in line)
    assert lines[at].endswith("1 kết luận mới, 0 kết luận không còn, 3 kết luận như cũ")
    assert lines[at + 1].startswith(f"mới: {first.subject.id}: ")
