"""What titles, sheets' names and columns of quarters say against a grade being the year's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.errors import BatchError
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.scale import packaged_labels
from unit.intake.shapes.books import (
    ALL_ONE,
    NAMES,
    Shape,
    a_file,
    asked,
    chosen,
    codes,
    people_of,
    read_shape,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

PLAIN = Shape(["STT", "Họ và tên", "Mức xếp loại"], [[1, NAMES[0], "HTTNV"]])
TOLD = chosen(fill=ALL_ONE)


def titled(*titles: str) -> Shape:
    return replace(PLAIN, above=[[one] for one in titles])


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN NĂM 2024", "title-of-others"),
        ("XẾP LOẠI CÁN BỘ, CÔNG CHỨC VÀ ĐẢNG VIÊN NĂM 2024", "title-of-others"),
        ("DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN DANH HIỆU THI ĐUA NĂM 2024", "title-of-others"),
        ("KẾT QUẢ BÌNH XÉT THI ĐUA, KHEN THƯỞNG NĂM 2024", "title-of-others"),
        ("(Dự thảo) KẾT QUẢ XẾP LOẠI NĂM 2024", "title-of-others"),
        ("DANH SÁCH ĐỀ NGHỊ XẾP LOẠI NĂM 2024", "title-of-others"),
        ("DỰ KIẾN XẾP LOẠI NĂM 2024", "title-of-others"),
        ("(Kèm theo Tờ trình số 5/TTr-PNV)", "title-of-others"),
        ("TỔNG HỢP TỰ ĐÁNH GIÁ, XẾP LOẠI NĂM 2024", "title-of-others"),
        ("Kỳ đánh giá: Quý II/2024", "title-of-part"),
        ("XẾP LOẠI 6 THÁNG ĐẦU NĂM 2024", "title-of-part"),
        ("XẾP LOẠI SÁU THÁNG CUỐI NĂM 2024", "title-of-part"),
        ("KẾT QUẢ QUÝ HAI NĂM 2024", "title-of-part"),
        ("KẾT QUẢ HỌC KỲ I NĂM 2024", "title-of-part"),
        ("KẾT QUẢ THÁNG     NĂM 2024", "title-of-part"),
        ("Từ ngày: 01/01/2024 Đến ngày: 30/06/2024", "title-of-part"),
        ("Kỳ đánh giá: 2023", "title-of-other-year"),
        ("XẾP LOẠI CÔNG CHỨC 2023", "title-of-other-year"),
        ("(Quyết định số 5/QĐ-UBND ngày 10/01/2023)", "title-decision-of-other-year"),
        ("XẾP LOẠI CÔNG ĐOÀN VIÊN NĂM 2024", "title-of-others"),
        ("XẾP LOẠI CHUẨN NGHỀ NGHIỆP GIÁO VIÊN NĂM 2024", "title-of-others"),
        ("KẾT QUẢ LẤY PHIẾU TÍN NHIỆM", "title-of-others"),
        ("DANH SÁCH HỌC VIÊN LỚP BỒI DƯỠNG", "title-of-others"),
        ("DANH SÁCH QUY HOẠCH NĂM 2024", "title-of-others"),
        ("KẾT QUẢ SÁT HẠCH NĂM 2024", "title-of-others"),
        ("Kết quả xếp loại năm trước", "title-of-others"),
        ("DANH SÁCH TẠM TÍNH", "title-of-others"),
        ("BẢN CŨ - KHÔNG DÙNG", "title-of-others"),
        ("MẪU (ví dụ)", "title-of-others"),
        ("(Số liệu tính đến 30/6/2024)", "title-of-part"),
        ("12/2024", "title-of-part"),
        ("NĂM 2O23", "title-of-other-year"),
        ("XẾP LOẠI ĐỢT 1 NĂM 2024", "title-of-others"),
        ("LẦN 1", "title-of-others"),
        ("Vòng sơ khảo", "title-of-others"),
        ("ĐĂNG KÝ XẾP LOẠI NĂM 2024", "title-of-others"),
        ("KẾ HOẠCH NĂM 2024", "title-of-others"),
        ("PHIẾU BẦU", "title-of-others"),
        ("KẾT QUẢ ĐÁNH GIÁ ĐƠN VỊ NĂM 2024", "title-of-others"),
    ],
)
def test_a_title_that_may_mean_other_grades_is_asked_about(
    tmp_path: Path, title: str, code: str
) -> None:
    shape = titled("UBND HUYỆN", title)
    (question, *_) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, str(question.place)) == (code, "danh-sach.xlsx, Sheet1!A2")
    batch = read_shape(tmp_path, shape, told=chosen("A2=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",)]


@pytest.mark.parametrize(
    "title",
    [
        "(Kèm theo Kế hoạch số 5/KH-UBND)",
        "ĐÁNH GIÁ, XẾP LOẠI ĐƠN VỊ, CÁ NHÂN NĂM 2024",
        "BAN THI ĐUA - KHEN THƯỞNG",
        "ĐẢNG ỦY KHỐI CÁC CƠ QUAN",
        "Hà Nội, tháng 12 năm 2024",
        "Hà Nội, ngày 20 tháng 12 năm 2024",
        "TỔNG HỢP KẾT QUẢ 12 THÁNG NĂM 2024",
        "(Kèm theo Quyết định số 5/QĐ-UBND ngày 10/01/2025)",
        "(Theo Nghị định số 90/2020/NĐ-CP ngày 13/8/2020)",
        "Từ ngày: 01/01/2024 Đến ngày: 31/12/2024",
        "(Theo đề nghị của Trưởng phòng Nội vụ)",
        "KẾT QUẢ XẾP LOẠI CUỐI NĂM 2024",
        "PHỤ LỤC I: DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN NĂM 2024",
        "BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG CBCCVC",
        "KẾT QUẢ XẾP LOẠI TRƯỜNG THCS SÔNG ĐÀ",
        "Kết quả đánh giá, xếp loại cơ quan Sở Nội vụ",
        "BẢNG ĐÁNH GIÁ VÀ XẾP LOẠI NLĐ",
        "DANH SÁCH CÔNG NHẬN KẾT QUẢ XẾP LOẠI",
        "CÔNG ĐOÀN TRƯỜNG MẪU GIÁO SÔNG ĐÀ",
        "Mẫu số 02: Biểu tổng hợp",
        "(Số liệu tính đến 15/12/2024)",
        "Người tổng hợp: Lý Thị Hai",
    ],
)
def test_titles_that_say_nothing_against_it_are_passed_over(tmp_path: Path, title: str) -> None:
    batch = read_shape(tmp_path, titled("UBND HUYỆN", title), told=TOLD)
    assert people_of(batch, "rating") == [("HTTNV",)]


def test_a_title_with_the_day_of_the_decision_alone_is_told(tmp_path: Path) -> None:
    shape = titled("(Kèm theo Quyết định số 5/QĐ-UBND ngày 10/01/2025)")
    (told,) = [
        one
        for one in read_shape(tmp_path, shape, told=TOLD).problems
        if one.code == "title-decision-alone"
    ]
    assert told.severity == "notice"


def test_what_the_column_is_said_to_be_answers_for_the_title(tmp_path: Path) -> None:
    shape = titled("DANH SÁCH ĐỀ NGHỊ XẾP LOẠI NĂM 2024")
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert "`--map C=proposed_rating --stage proposed`" in question.say("vi")
    told = chosen("C=proposed_rating", fill=ALL_ONE)
    batch = read_shape(tmp_path, shape, told=told, stage="proposed")
    assert people_of(batch, "proposed_rating") == [("HTTNV",)]
    batch = read_shape(tmp_path, shape, told=chosen("C=rating", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",)]


def test_the_name_of_a_sheet_is_weighed_as_a_title_is(tmp_path: Path) -> None:
    shape = replace(PLAIN, name="Quý II")
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert question.code == "title-of-part"
    assert "`--map \"'Quý II'!title=-\"`" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("'Quý II'!title=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Đảng viên", "title-of-others"),
        ("Công đoàn", "title-of-others"),
        ("Chuẩn nghề nghiệp", "title-of-others"),
        ("Tập thể", "title-of-others"),
        ("Nháp", "title-of-others"),
        ("Lưu", "title-of-others"),
        ("Xóa", "title-of-others"),
        ("Không xếp loại", "title-of-others"),
        ("HK1", "title-of-part"),
    ],
)
def test_a_word_says_what_a_sheet_is(tmp_path: Path, name: str, code: str) -> None:
    shape = replace(PLAIN, name=name)
    assert codes(asked(tmp_path, shape, told=TOLD)) == [code]
    told = chosen(f"'{name}'!title=-", fill=ALL_ONE)
    assert people_of(read_shape(tmp_path, shape, told=told), "rating") == [("HTTNV",)]


@pytest.mark.parametrize(
    "name", ["DS", "Phòng Nội vụ", "Đảng ủy", "Kế hoạch - Tài chính", "Công chức", "Sheet1 (2)"]
)
def test_a_sheet_of_a_unit_or_of_no_name_is_plain(tmp_path: Path, name: str) -> None:
    assert read_shape(tmp_path, replace(PLAIN, name=name), told=TOLD).tables["staff"]


@pytest.mark.parametrize("name", ["2023", "DS_2023"])
def test_a_sheet_may_be_called_after_another_year_alone(tmp_path: Path, name: str) -> None:
    shape = replace(PLAIN, name=name)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert question.code == "title-of-other-year"
    batch = read_shape(tmp_path, shape, told=chosen(f"'{name}'!title=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",)]


def test_the_name_of_a_file_is_weighed_where_no_title_tells_a_year(tmp_path: Path) -> None:
    def read(*more: str, name: str = "xep-loai-2023.xlsx", shape: Shape = PLAIN) -> Batch:
        path = a_file(tmp_path, shape, name=name)
        told = chosen(*more, fill=ALL_ONE)
        return read_batch(path, packaged_labels(), period="2024", chosen=told)

    with pytest.raises(BatchError) as error:
        read()
    (question,) = error.value.problems
    assert (question.code, str(question.place)) == ("title-of-other-year", "xep-loai-2023.xlsx")
    assert '`--map "xep-loai-2023.xlsx!title=-"`' in question.say("vi")
    for batch in (
        read("xep-loai-2023.xlsx!title=-"),
        read(name="xep-loai-2023-2024.xlsx"),
        read(name="gui-10.01.2025.xlsx"),
        read(shape=titled("XẾP LOẠI NĂM 2024")),
    ):
        assert people_of(batch, "rating") == [("HTTNV",)]


@pytest.mark.parametrize("headings", [["TB Quý"], ["T1", "T2", "T3"], ["Quý I"], ["Tháng"]])
def test_grades_beside_months_or_quarters_are_not_taken_for_the_years(
    tmp_path: Path, headings: list[str]
) -> None:
    shape = Shape(
        ["STT", "Họ và tên", *headings, "Xếp loại"],
        [[1, NAMES[0], *[9] * len(headings), "HTTNV"]],
    )
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert question.code == "part-column-open"
    told = chosen(f"{headings[0]}=-", fill=ALL_ONE)
    assert people_of(read_shape(tmp_path, shape, told=told), "rating") == [("HTTNV",)]


def test_all_months_of_a_year_make_a_year(tmp_path: Path) -> None:
    months = [f"T{month:02}" for month in range(1, 13)]
    shape = Shape(["STT", "Họ và tên", *months, "Xếp loại"], [[1, NAMES[0], *"A" * 12, "HTTNV"]])
    assert people_of(read_shape(tmp_path, shape, told=TOLD), "rating") == [("HTTNV",)]


@pytest.mark.parametrize(
    ("above", "column"),
    [
        ("Xếp loại đảng viên", "party_rating"),
        ("Kết quả năm trước", None),
        ("Quý IV", None),
        ("Dự kiến của đơn vị", "proposed_rating"),
    ],
)
def test_a_grade_below_a_heading_that_says_whose_it_is_is_no_other(
    tmp_path: Path, above: str, column: str | None
) -> None:
    shape = Shape(["STT", "Họ và tên", (above, ["Mức xếp loại"])], [[1, NAMES[0], "HTTNV"]])
    batch = read_shape(tmp_path, shape, told=TOLD)
    graded = {one for one in batch.columns["staff"] if one.endswith("rating")}
    assert graded == ({column} if column else set())


def test_a_grade_of_merit_is_asked_about(tmp_path: Path) -> None:
    shape = Shape(["STT", "Họ và tên", ("Thi đua", ["Mức xếp loại"])], [[1, NAMES[0], "HTTNV"]])
    assert codes(asked(tmp_path, shape, told=TOLD)) == ["column-open"]


def test_two_columns_of_one_name_may_be_the_partys(tmp_path: Path) -> None:
    shape = Shape(
        ["STT", "Họ và tên", "Mức xếp loại", "Mức xếp loại"], [[1, NAMES[0], "HTTNV", "HTNV"]]
    )
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert "`party_rating`" in question.say("vi")


@pytest.mark.parametrize(
    "above",
    [
        [["Năm đánh giá:", 2023]],
        [["Năm đánh giá", None, "2023"]],
        [["Năm đánh giá:", 2023], ["Đơn vị:", "Phòng Z"]],
        [["Đơn vị", "Trường THCS Y"], ["Kết quả năm", "2023"]],
    ],
)
def test_a_year_beside_its_word_is_a_title(tmp_path: Path, above: list[list[object]]) -> None:
    shape = replace(PLAIN, above=above)
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert question.code == "title-of-other-year"
    batch = read_shape(tmp_path, shape, period="2023", told=TOLD)
    assert people_of(batch, "rating") == [("HTTNV",)]


def test_a_year_that_was_rated_may_stand_below_the_list(tmp_path: Path) -> None:
    shape = replace(PLAIN, foot=[[], ["Năm đánh giá: 2023"]])
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, question.place and question.place.row) == ("title-of-other-year", 4)
    batch = read_shape(tmp_path, shape, told=chosen("A4=-", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",)]


def decided(day: object) -> Shape:
    rows = [[1, NAMES[0], day, "HTTNV"], [2, NAMES[1], day, "HTNV"]]
    return Shape(["STT", "Họ và tên", "Ngày quyết định", "Xếp loại"], rows)


def test_grades_decided_when_the_year_began_are_asked_about(tmp_path: Path) -> None:
    (question,) = asked(tmp_path, decided("15/01/2024"), told=TOLD)
    assert question.code == "decisions-early"
    assert "2024-01-15" in question.message("vi")
    for field in ("-", "decided_on"):
        batch = read_shape(tmp_path, decided("15/01/2024"), told=chosen(f"C={field}", fill=ALL_ONE))
        assert people_of(batch, "rating") == [("HTTNV",), ("HTNV",)]
    assert read_shape(tmp_path, decided("15/01/2024"), period="2023", told=TOLD).people


@pytest.mark.parametrize("day", ["20/12/2024", "10/01/2025", None, "đã có"])
def test_other_days_of_decisions_are_plain(tmp_path: Path, day: object) -> None:
    assert read_shape(tmp_path, decided(day), told=TOLD).people


@pytest.mark.parametrize("years", [["Năm 2022", "Năm 2023", "Năm 2024"], ["2022", "2023", "2024"]])
def test_years_below_a_heading_of_grades_are_those_of_the_grades(
    tmp_path: Path, years: list[str]
) -> None:
    rows = [[1, NAMES[0], "HTT", "HT", "HTXS"], [2, NAMES[1], "HT", "HT", "HTT"]]
    shape = Shape(["STT", "Họ và tên", ("Kết quả xếp loại các năm", years)], rows)
    assert people_of(read_shape(tmp_path, shape, told=TOLD), "rating") == [("HTXSNV",), ("HTTNV",)]
    batch = read_shape(tmp_path, shape, period="2023", told=TOLD)
    assert people_of(batch, "rating") == [("HTNV",), ("HTNV",)]


def test_names_and_units_that_were_swapped_are_asked_about(tmp_path: Path) -> None:
    rows = [[1, "Phòng Nội vụ", NAMES[0], "HTT"], [2, "Phòng Tư pháp", NAMES[1], "HT"]]
    shape = Shape(["STT", "Họ và tên", "Đơn vị", "Xếp loại"], rows)
    (question,) = asked(tmp_path, shape, told=chosen(fill={"category": "CC"}))
    assert "`--map B=unit_id`" in question.message("vi")
    told = chosen("B=unit_id", "C=name", fill={"category": "CC"})
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "name", "unit_id")[0] == (NAMES[0], "Phòng Nội vụ")
