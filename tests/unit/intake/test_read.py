"""From a path to a batch: rounds that can be judged, and everything that is wrong at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.intake import base
from unit.intake.rounds import HEADER, STAFF, a_folder, codes, read, refused, refused_for

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_is_a_round(tmp_path: Path) -> None:
    batch = read(a_folder(tmp_path))
    assert (batch.period.text, batch.on) == ("2024", date(2024, 12, 14))
    assert [row.key for row in batch.tables["staff"]] == ["A", "B"]
    assert batch.problems == ()


def test_a_value_knows_its_cell(tmp_path: Path) -> None:
    row = read(a_folder(tmp_path)).tables["staff"][1]
    assert str(row.place("rating")) == "staff.csv!D3"


def test_a_problem_points_at_its_cell(tmp_path: Path) -> None:
    staff = 'staff_id,name,category,unit_id,rating\nA,"Trần\nVăn A",VC,U,HTTNV\nB,B,VC,U,HTTTNV\n'
    (problem,) = read(a_folder(tmp_path, staff__csv=staff)).problems
    assert str(problem.place) == "staff.csv!E3"
    assert problem.say("en").startswith("staff.csv!E3: `HTTTNV` under `rating` is not a grade")


def test_what_the_caller_says_wins_over_the_header(tmp_path: Path) -> None:
    batch = read(a_folder(tmp_path), period="2023", on=date(2023, 12, 1))
    assert (batch.period.text, batch.on) == ("2023", date(2023, 12, 1))


def test_one_list_and_a_period_are_a_round(tmp_path: Path) -> None:
    path = tmp_path / "danh-sach.csv"
    path.write_text(STAFF, encoding="utf-8")
    batch = read(path, period="2024")
    assert len(batch.tables["staff"]) == 2
    assert [source.path for source in batch.sources] == ["danh-sach.csv"]
    assert codes(batch) == ["units-not-told"]


def test_one_list_needs_its_period(tmp_path: Path) -> None:
    path = tmp_path / "danh-sach.csv"
    path.write_text(STAFF, encoding="utf-8")
    assert refused_for(path) == ["period-missing"]


def test_a_list_saved_by_excel_in_vietnam_is_read(tmp_path: Path) -> None:
    text = "\ufeffMã số;Họ và tên;Loại CBCCVC;Mã đơn vị;Số tháng công tác;Mức xếp loại\r\n"
    text += "001;Nguyễn Văn A;Viên chức;U;5,5;HTNV\r\n"
    path = tmp_path / "ds.csv"
    path.write_bytes(text.encode())
    (row,) = read(path, period="2024").tables["staff"]
    assert (row.key, row.values["category"]) == ("001", "VC")
    assert row.values["months_worked"] == Fraction(11, 2)


def test_a_path_that_leads_nowhere_is_refused_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "round-2024").mkdir()
    (problem,) = refused(tmp_path / "round-2042")
    assert (problem.code, problem.params["nearest"]) == ("path-not-found", "round-2024")


def test_a_path_below_nothing_is_refused(tmp_path: Path) -> None:
    assert refused_for(tmp_path / "a" / "b") == ["path-not-found"]


@pytest.mark.parametrize(("name", "nearest"), [("a.doc", ""), ("a.cvs", ".csv")])
def test_a_file_that_no_reader_knows_is_refused(tmp_path: Path, name: str, nearest: str) -> None:
    (tmp_path / name).write_text(STAFF, encoding="utf-8")
    (problem,) = refused(tmp_path / name, period="2024")
    assert (problem.code, problem.params["nearest"]) == ("not-a-folder", nearest)


def test_a_file_without_an_ending_is_told_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(STAFF, encoding="utf-8")
    (problem,) = refused(tmp_path / "a", period="2024")
    assert problem.say("en").startswith("`a` is no folder, and its name has no ending that says")
    assert "tên tệp không có đuôi" in problem.say("vi")
    assert "``" not in problem.say("vi")


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", b"\n \n\n", b",,\n,,\n", b"\xef\xbb\xbf\r\n"])
def test_a_table_without_headings_is_told_what_its_first_row_must_hold(
    tmp_path: Path, data: bytes
) -> None:
    (problem,) = refused(a_folder(tmp_path, staff__csv=data))
    assert problem.say("en") == (
        "staff.csv: the table is blank, without even headings; write them in the first row, "
        "the data below"
    )
    assert "hãy điền tiêu đề ở dòng đầu" in problem.say("vi")


def test_a_missing_period_says_where_it_may_be_written(tmp_path: Path) -> None:
    a_folder(tmp_path, batch__yaml=None)
    for name in ("list.csv", "list.json"):
        (tmp_path / name).write_text(STAFF if name.endswith("csv") else "[]", encoding="utf-8")
    said = [
        next(one for one in refused(path) if one.code == "period-missing").message("en")
        for path in (tmp_path, tmp_path / "list.csv", tmp_path / "list.json")
    ]
    asked = "the period is not told; name it when asking (`--period 2024`)"
    assert said == [
        f"{asked}, or write `period: 2024` in batch.yaml",
        asked,
        f"{asked}, or write the key `period` in the file",
    ]


def test_an_empty_header_tells_no_period(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, batch__yaml="")
    (problem,) = refused(folder)
    assert problem.say("vi") == (
        "batch.yaml: chưa biết xếp loại cho năm nào; hãy nêu khi gọi (`--period 2024`), "
        "hoặc ghi `period: 2024` trong batch.yaml"
    )
    assert read(folder, period="2024").period.text == "2024"


def test_a_row_with_too_many_cells_may_be_of_any_unit(tmp_path: Path) -> None:
    batch = read(a_folder(tmp_path, staff__csv=STAFF + "C,VC,U,Hoàn,HTNV\n"))
    assert codes(batch) == ["row-too-long"]
    assert [one.unit for one in batch.unplaced] == [None] * 1


def test_a_row_cut_short_keeps_what_it_has(tmp_path: Path) -> None:
    batch = read(a_folder(tmp_path, staff__csv=STAFF + "C,VC,U\n"))
    assert codes(batch) == ["row-too-short"]
    assert batch.tables["staff"][2].values["rating"] is None


def test_a_disciplines_file_with_headings_alone_says_there_are_none(tmp_path: Path) -> None:
    batch = read(a_folder(tmp_path, disciplines__csv="staff_id,form\n"))
    assert batch.columns["disciplines"] == {"staff_id", "form"}


def test_a_units_file_with_headings_alone_is_an_error_and_counts_as_absent(tmp_path: Path) -> None:
    batch = read(a_folder(tmp_path, units__csv="unit_id,name\n"))
    assert codes(batch) == ["empty-table", "units-not-told"]
    assert "units" not in batch.columns


def test_a_file_of_zero_bytes_is_refused(tmp_path: Path) -> None:
    assert refused_for(a_folder(tmp_path, disciplines__csv="")) == ["file-empty"]


def test_a_list_with_headings_alone_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, staff__csv="staff_id,category,unit_id,rating\n")
    assert refused_for(folder)[:2] == ["nobody-left", "empty-table"]


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_folder(tmp_path)
    monkeypatch.setattr(base, "MAX_MEGABYTES", 0)
    assert "file-too-large" in refused_for(folder)


def test_a_file_that_may_not_be_opened_is_refused(tmp_path: Path) -> None:
    taken = base.take(tmp_path, "staff.csv")
    assert taken.code == "file-not-readable"
    assert "staff.csv" in taken.say("vi")


def test_everything_that_stands_in_the_way_is_told_at_once(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        batch__yaml="perod: 2024\nstage: final\n",
        staff__csv=b"staff_id\n\xff\n",
        units__csv="",
        disciplines__csv='staff_id\n"A\n',
    )
    assert sorted(refused_for(folder)) == [
        "csv-quotes",
        "encoding-unknown",
        "file-empty",
        "header-key-unknown",
        "header-not-understood",
    ]


def test_a_header_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, batch__yaml=b"period: \xff")
    assert "wrong-encoding" in refused_for(folder)


def test_a_header_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    assert "yaml-syntax" in refused_for(a_folder(tmp_path, batch__yaml="period: [2024"))


def test_the_mark_of_utf_8_before_the_header_is_no_fault(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, batch__yaml=b"\xef\xbb\xbf" + HEADER.encode())
    assert read(folder).period.text == "2024"


def test_a_thousand_faulty_rows_are_all_reported(tmp_path: Path) -> None:
    rows = "".join(f"S{n},VC,X{n},HTTTNV{n}\n" for n in range(1000))
    batch = read(a_folder(tmp_path, staff__csv=STAFF + rows))
    assert codes(batch).count("grade-label-unknown") == 1000
    assert codes(batch).count("unit-unknown") == 1000
    assert [one.unit for one in batch.unplaced] == [None] * 1000
