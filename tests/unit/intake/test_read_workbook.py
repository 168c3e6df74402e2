"""The way from a workbook to a batch: a round in one file, a staff list, one table of a folder."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.chosen import Choice, Chosen
from cbccvc_rules.model.scale import packaged_labels
from unit.intake.rounds import a_folder, codes, refused, refused_for
from unit.intake.workbooks import Cells, a_row, a_workbook, parts_of, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

STAFF = [["Mã số", "Đơn vị", "Loại đối tượng", "Mức xếp loại"], ["001", "U", "VC", "HTTNV"]]
HEADINGS = ["staff_id", "unit_id", "category", "rating"]
UNITS = [["unit_id", "name"], ["U", "Phòng A"]]
ROUND = [["Kỳ xếp loại", 2024], ["Ngày xếp loại", date(2024, 12, 10)]]


def a_file(folder: Path, name: str = "r.xlsx", **sheets: Cells) -> Path:
    path = folder / name
    path.write_bytes(a_workbook(**sheets))
    return path


def read(path: Path, **asked: object) -> Batch:
    return read_batch(path, packaged_labels(), **asked)


def said(batch: Batch) -> list[str]:
    return [f"{one.code} {one.place}" for one in batch.problems]


def test_a_round_in_one_workbook(tmp_path: Path) -> None:
    staff = [HEADINGS, *STAFF[1:]]
    batch = read(a_file(tmp_path, Đợt_xếp_loại=ROUND, Danh_sách=staff, Đơn_vị=UNITS))
    assert (batch.period.text, batch.on) == ("2024", date(2024, 12, 10))
    assert set(batch.columns) == {"staff", "units"}
    assert [source.path for source in batch.sources] == ["r.xlsx"]
    assert codes(batch) == []
    row = batch.tables["staff"][0]
    assert row.values["staff_id"] == "001"
    assert str(row.place("rating")) == "r.xlsx, 'Danh sách'!D2"


def test_what_is_asked_for_wins_over_the_sheet(tmp_path: Path) -> None:
    path = a_file(tmp_path, batch=ROUND, staff=[HEADINGS, *STAFF[1:]], units=UNITS)
    assert read(path, period="2023", on=date(2023, 12, 1)).period.text == "2023"


@pytest.mark.parametrize("name", ["Sheet1", "Danh sách", "Kết quả 2024"])
def test_a_workbook_of_one_sheet_is_a_staff_list(tmp_path: Path, name: str) -> None:
    path = a_file(tmp_path, **{name: [HEADINGS, *STAFF[1:]]})
    assert len(read(path, period="2024").tables["staff"]) == 1
    assert refused_for(path) == ["period-missing"]


def test_vietnamese_headings_are_understood(tmp_path: Path) -> None:
    titles = ["Mã số", "Mã đơn vị", "Loại đối tượng", "Mức xếp loại", "Tỷ lệ", "Đảng viên"]
    row = ["001", "U", "Viên chức", "Hoàn thành tốt nhiệm vụ", "28,27%", "x"]
    batch = read(a_file(tmp_path, S=[titles, row]), period="2024")
    values = batch.tables["staff"][0].values
    assert (values["category"], values["rating"], values["party_member"]) == ("VC", "HTTNV", True)


def test_texts_are_put_to_nfc_and_kept_as_written(tmp_path: Path) -> None:
    decomposed = "Hoa\u0300n tha\u0300nh to\u0302\u0301t nhie\u0323\u0302m vu\u0323"
    path = a_file(tmp_path, S=[HEADINGS, ["A", "U", "VC", decomposed]])
    row = read(path, period="2024").tables["staff"][0]
    assert (row.values["rating"], row.typed["rating"]) == ("HTTNV", decomposed)


def test_sheets_that_are_no_table_are_named(tmp_path: Path) -> None:
    path = a_file(tmp_path, staff=[HEADINGS, *STAFF[1:]], units=UNITS, Ghi_chú=[["x"]])
    assert said(read(path, period="2024")) == ["sheet-not-used r.xlsx, Ghi chú"]


def test_of_several_sheets_the_only_list_is_taken_and_that_is_said(tmp_path: Path) -> None:
    path = a_file(tmp_path, Sheet1=[["x"]], Sheet2=[HEADINGS, *STAFF[1:]])
    batch = read(path, period="2024")
    assert batch.people == len(STAFF) - 1
    assert said(batch)[:2] == ["sheet-taken r.xlsx, Sheet2", "sheet-not-used r.xlsx, Sheet1"]


def test_a_staff_list_is_not_guessed_among_several_lists(tmp_path: Path) -> None:
    path = a_file(tmp_path, Sheet1=[HEADINGS, *STAFF[1:]], Sheet2=[HEADINGS, *STAFF[1:]])
    (question, *_) = refused(path, period="2024")
    assert question.code == "sheets-open"
    assert '`--map "Sheet2!=staff"`' in question.say("vi")
    told = (Choice("Sheet2!", "staff"),)
    (question, *_) = refused(path, period="2024", chosen=Chosen(told))
    assert '`--map "Sheet1!=-"`' in question.say("vi")  # it has other grades of the same people
    batch = read(path, period="2024", chosen=Chosen((*told, Choice("Sheet1!", "-"))))
    assert str(batch.tables["staff"][0].place("staff_id")).startswith("r.xlsx, Sheet2!")


def test_of_several_sheets_without_a_list_none_is_taken(tmp_path: Path) -> None:
    path = a_file(tmp_path, Sheet1=[["x", "y"], ["1", "2"]], Sheet2=[["x"]])
    assert refused_for(path, period="2024") == ["nobody-listed", "sheet-not-used", "sheet-not-used"]


def test_the_round_may_name_its_sheets(tmp_path: Path) -> None:
    told = [*ROUND, ["tables", "staff=Sheet1"]]
    path = a_file(tmp_path, batch=told, Sheet1=[HEADINGS, *STAFF[1:]], Sheet2=[["x"]], units=UNITS)
    assert said(read(path)) == ["sheet-not-used r.xlsx, Sheet2"]


def test_a_fault_in_the_round_is_placed_in_its_sheet(tmp_path: Path) -> None:
    path = a_file(tmp_path, batch=[["period", "hai nghìn"]], staff=[HEADINGS, *STAFF[1:]])
    assert [str(one.place) for one in refused(path)] == ["r.xlsx, batch!B1"]


def test_a_workbook_may_be_one_table_of_a_folder(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, units__csv=None)
    a_file(folder, "units.xlsx", Sheet1=UNITS)
    batch = read(folder)
    assert codes(batch) == []
    assert batch.tables["units"][0].values["name"] == "Phòng A"


def test_the_round_of_a_folder_is_not_told_by_one_of_its_tables(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, units__csv=None)
    a_file(folder, "units.xlsx", batch=ROUND, Sheet1=UNITS)
    assert said(read(folder)) == ["header-not-used units.xlsx, batch"]


def test_of_two_sheets_neither_is_taken_for_a_table_of_a_folder(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, units__csv=None)
    a_file(folder, "units.xlsx", Sheet1=UNITS, Sheet2=UNITS)
    assert refused_for(folder) == ["which-sheet"]


@pytest.mark.parametrize("name", ["staff.xls", "staff.xlsx", "STAFF.XLSB"])
def test_a_file_that_only_looks_like_a_workbook_is_told_for_what_it_is(
    tmp_path: Path, name: str
) -> None:
    folder = a_folder(tmp_path, staff__csv=None)
    (folder / name).write_text("<html><table></table></html>", encoding="utf-8")
    assert refused_for(folder) == ["workbook-html"]
    assert refused_for(folder / name, period="2024") == ["workbook-html"]


def test_a_workbook_may_carry_the_old_ending(tmp_path: Path) -> None:
    path = a_file(tmp_path, "cu.xls", S=[HEADINGS, *STAFF[1:]])
    assert len(read(path, period="2024").tables["staff"]) == 1


def test_an_empty_workbook_is_refused_as_a_blank_table(tmp_path: Path) -> None:
    assert refused_for(a_file(tmp_path, Sheet1=[]), period="2024") == ["table-blank"]


def test_a_file_of_no_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(b"")
    assert refused_for(tmp_path / "r.xlsx", period="2024") == ["file-empty"]


def a_list_with(cells: str, folder: Path) -> Batch:
    """Read a staff list whose second row is given as XML."""
    top = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{heading}</t></is></c>'
        for letter, heading in zip("ABCD", HEADINGS, strict=True)
    )
    rows = a_row(top).removesuffix("</sheetData>") + f'<row r="2">{cells}</row></sheetData>'
    path = folder / "r.xlsx"
    path.write_bytes(zipped(parts_of(rows)))
    return read(path, period="2024")


OTHERS = "".join(
    f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
    for place, text in (("A2", "A"), ("B2", "U"), ("C2", "VC"))
)


def test_a_failed_formula_is_a_problem_of_its_cell(tmp_path: Path) -> None:
    batch = a_list_with(OTHERS + '<c r="D2" t="e"><v>#N/A</v></c>', tmp_path)
    assert "cell-formula-failed r.xlsx, Sheet1!D2" in said(batch)
    assert batch.tables["staff"][0].values["rating"] is None
    assert batch.tables["staff"][0].typed["rating"] == "#N/A"


def test_a_formula_without_a_result_is_a_problem_of_its_cell(tmp_path: Path) -> None:
    batch = a_list_with(OTHERS + '<c r="D2"><f>VLOOKUP(A2,X!A:B,2,0)</f></c>', tmp_path)
    (problem,) = [one for one in batch.problems if one.code == "cell-formula-uncomputed"]
    assert str(problem.place) == "r.xlsx, Sheet1!D2"
    assert "`=VLOOKUP(A2,X!A:B,2,0)`" in problem.say("vi")


def test_a_row_of_failed_formulas_alone_is_a_row_that_is_not_understood(tmp_path: Path) -> None:
    batch = a_list_with(OTHERS + "</row><row r='3'>" + '<c r="A3" t="e"><v>#REF!</v></c>', tmp_path)
    assert "cell-formula-failed r.xlsx, Sheet1!A3" in said(batch)
    assert [one.unit for one in batch.unplaced] == [None] * 1


def test_a_workbook_in_which_nothing_is_filled_in_is_one_problem(tmp_path: Path) -> None:
    told = [["Mục", "Giá trị"], ["Kỳ xếp loại"]]
    path = a_file(tmp_path, batch=told, staff=[HEADINGS], units=[["unit_id"]], Hướng_dẫn=[["x"]])
    (problem,) = refused(path)
    assert (problem.code, str(problem.place)) == ("nothing-filled-in", "r.xlsx")
    assert "`Danh sách`" in problem.say("vi")
    assert "`Guide`" in problem.say("en")


def test_one_row_is_enough_to_be_read(tmp_path: Path) -> None:
    path = a_file(tmp_path, batch=ROUND, staff=[HEADINGS, *STAFF[1:]], units=[["unit_id"]])
    assert len(read(path).tables["staff"]) == 1


def test_a_period_that_is_not_told_has_the_cell_where_it_would_be(tmp_path: Path) -> None:
    told = [["Mục", "Giá trị"], ["Kỳ xếp loại"]]
    path = a_file(tmp_path, Đợt_xếp_loại=told, staff=[HEADINGS, *STAFF[1:]], units=UNITS)
    (problem,) = refused(path)
    assert (problem.code, str(problem.place)) == ("period-missing", "r.xlsx, 'Đợt xếp loại'!B2")
