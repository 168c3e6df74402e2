"""Lists of people in the shapes that agencies send (E1-E15): read back equal, or asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.intake.shapes.books import (
    ALL_ONE,
    FOOT,
    NAMES,
    TITLES,
    Shape,
    asked,
    chosen,
    codes,
    people_of,
    place_of,
    read_shape,
    rules_of,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_e1_months_are_no_grades_of_the_year(tmp_path: Path) -> None:
    months = [f"T{month:02}" for month in range(1, 13)]
    shape = Shape(
        ["TT", "HỌ VÀ TÊN", "CHỨC VỤ", *months, "GHI CHÚ"],
        [[1, NAMES[0], "Chuyên viên", *["A"] * 12]],
        above=TITLES,
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert "rating" not in batch.columns["staff"]
    assert batch.mappings[0].unread == (*months, "GHI CHÚ")


E2 = Shape(
    [
        "TT",
        "HỌ VÀ TÊN",
        "CHỨC VỤ",
        ("PHÂN LOẠI", ["A", "B", "C", "D"]),
        "KHÔNG PHÂN LOẠI",
        "GHI CHÚ",
    ],
    [
        [1, NAMES[0], "Trưởng phòng", "x"],
        [2, NAMES[1], "Chuyên viên", None, "X"],
        [3, NAMES[2], "Chuyên viên", None, None, None, None, "x", "thai sản"],
    ],
    above=TITLES,
    foot=FOOT,
)


def test_e2_letters_that_are_marked_stay_unknown_until_somebody_says_what_they_mean(
    tmp_path: Path,
) -> None:
    batch = read_shape(tmp_path, E2, told=chosen(fill=ALL_ONE))
    assert people_of(batch, "rating") == [(None,), (None,), ("not_rated",)]
    doubtful = [one for one in batch.problems if one.code == "grade-label-doubtful"]
    assert [str(one.place) for one in doubtful] == [
        "danh-sach.xlsx, Sheet1!D7",
        "danh-sach.xlsx, Sheet1!E8",
    ]
    told = chosen(fill=ALL_ONE, A="HTXSNV", B="HTTNV", C="HTNV", D="KHTNV")
    batch = read_shape(tmp_path, E2, told=told)
    assert people_of(batch, "name", "rating") == [
        (NAMES[0], "HTXSNV"),
        (NAMES[1], "HTTNV"),
        (NAMES[2], "not_rated"),
    ]
    assert [place_of(batch, at, "rating") for at in range(3)] == [
        "Sheet1!D7",
        "Sheet1!E8",
        "Sheet1!H9",
    ]


def test_e3_units_told_in_every_row_are_no_question(tmp_path: Path) -> None:
    shape = Shape(
        [
            "TT",
            "Họ và tên",
            "Họ",
            "Tên",
            ("Ngày tháng \nnăm sinh", ["Nam", "Nữ"]),
            "Chức vụ",
            "Đơn vị",
            ("Trình độ", ["Ngành", "Hệ"]),
            "Xếp loại",
        ],
        [[1, NAMES[0], "Hà Văn", "Một", 31753, None, "Đội trưởng", "Đội 1", "Luật", "CQ", "HTT"]],
        above=TITLES,
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "CC"}))
    assert people_of(batch, "name", "unit_id", "position", "rating") == [
        (NAMES[0], "Đội 1", "Đội trưởng", "HTTNV")
    ]


def test_e4_names_in_two_columns_are_joined(tmp_path: Path) -> None:
    shape = Shape(
        ["Họ", "Tên", "Giới tính", "Phòng (Đơn Vị)", "Số hiệu Công chức thừa hành", "Xếp loại"],
        [["Hà Văn", "Một", "Nam", "Phòng 1", "T30-HQ02-0003", "HTTNV"]],
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "CC"}))
    assert people_of(batch, "staff_id", "name", "unit_id", "rating") == [
        ("T30-HQ02-0003", "Hà Văn Một", "Phòng 1", "HTTNV")
    ]


E5 = [
    "STT",
    "Họ và tên cán bộ",
    "Chức vụ Đảng",
    "Chức danh chính quyền",
    "Chi bộ",
    "Đơn vị chuyên môn",
    "Điểm chung (30đ)",
    "Điểm chuyên môn (70đ)",
    "Tổng điểm tự chấm (100đ)",
    "Chi bộ đề xuất",
    "Điểm thẩm định",
    "Mức xếp loại chính thức",
]


def test_e5_proposed_and_decided_grades_are_told_apart_by_their_headings(tmp_path: Path) -> None:
    shape = Shape(
        E5,
        [[1, NAMES[0], "Bí thư", "Giám đốc", "CB 1", "Ban A", 29, 65, 94, "HTXSNV", 93, "HTTNV"]],
        above=TITLES,
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "CB"}))
    columns = ("name", "position", "unit_id", "proposed_rating", "rating")
    assert people_of(batch, *columns) == [(NAMES[0], "Giám đốc", "Ban A", "HTXSNV", "HTTNV")]
    assert "score" not in batch.columns["staff"]


def test_e6_numbering_and_own_grades_below_a_spanning_heading(tmp_path: Path) -> None:
    own = ("Cá nhân tự chấm điểm, đề xuất mức xếp loại", ["Điểm", "Mức tự xếp loại đề xuất"])
    last = ("Cấp có thẩm quyền quyết định", ["Điểm", "Mức xếp loại"])
    shape = Shape(
        ["STT", "Họ và tên", "Mã chức danh", "Đơn vị công tác", own, last],
        [[1, NAMES[0], "M8", "Ban A", 95, "HTXSNV", 88, "HTTNV"]],
        above=[*TITLES, [None, None, None, None, None, None, None, "Mẫu 15B"]],
        numbering=["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "8 (=5+7)"],
    )
    other = Shape(["Kiểm tra", "Kết quả"], [["Số dòng", 1]], name="Kiểm tra dữ liệu")
    batch = read_shape(tmp_path, shape, other, told=chosen(fill={"category": "CC"}))
    assert people_of(batch, "name", "unit_id", "self_rating", "rating") == [
        (NAMES[0], "Ban A", "HTXSNV", "HTTNV")
    ]
    assert rules_of(batch)["H rating"] == "spanning"
    assert place_of(batch, 0, "rating") == "Sheet1!H9"


E7 = Shape(
    [
        "STT",
        "Họ và tên",
        "Chức vụ / Vị trí việc làm",
        "Đơn vị công tác",
        ("Điểm đánh giá chi tiết", ["Phần A\n(30đ)", "Phần B\n(70đ)", "Tổng điểm\n(100đ)"]),
        ("Kết quả xếp loại", ["Cá nhân tự đề xuất", "Lãnh đạo đề xuất"]),
        "Tóm tắt căn cứ, lý do đề xuất xếp loại",
        "Đề xuất về công tác cán bộ",
        "Ghi chú",
    ],
    [
        ["I. KHỐI CÔNG CHỨC (Tổng số: 2 người)"],
        [1, NAMES[0], "TP", "Phòng 1", 29, 65, 94, "HTXSNV", "HTTNV", "chưa có sáng kiến"],
        [2, NAMES[1], "CV", "Phòng 2", 29, 65, 94, "HTTNV", "HTTNV"],
        ["II. KHỐI VIÊN CHỨC (Tổng số: 0 người)"],
        ["III. KHỐI NGƯỜI LAO ĐỘNG (Tổng số: 1 người)"],
        [3, NAMES[2], "LX", "Phòng 1", 29, 60, 89, "HTTNV", "HTTNV"],
    ],
    above=TITLES,
    foot=FOOT,
)


def test_e7_groups_tell_the_category_and_proposals_are_no_decisions(tmp_path: Path) -> None:
    batch = read_shape(tmp_path, E7, stage="proposed")
    columns = ("name", "category", "unit_id", "self_rating", "proposed_rating", "score")
    assert people_of(batch, *columns) == [
        (NAMES[0], "CC", "Phòng 1", "HTXSNV", "HTTNV", 94),
        (NAMES[1], "CC", "Phòng 2", "HTTNV", "HTTNV", 94),
        (NAMES[2], "HD", "Phòng 1", "HTTNV", "HTTNV", 89),
    ]
    assert "rating" not in batch.columns["staff"]
    assert place_of(batch, 2, "category") == "Sheet1!A11"
    assert place_of(batch, 2, "proposed_rating") == "Sheet1!I12"


def test_e8_a_list_of_a_month_is_not_taken_for_the_year(tmp_path: Path) -> None:
    shape = Shape(
        ["STT", "Họ và tên", "Chức vụ", "Tự đánh giá", "Cấp duyệt", "Xếp loại"],
        [[1, NAMES[0], "CV", 95, 92, "HTTNV"], [2, NAMES[1], "CV", 80, 81.5, "HTNV"]],
        above=[["SỞ A"], ["DANH SÁCH TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI - Tháng 5/2024"], []],
    )
    (question,) = asked(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert (question.code, str(question.place)) == ("title-of-part", "danh-sach.xlsx, Sheet1!A2")
    batch = read_shape(tmp_path, shape, told=chosen("A2=-", fill=ALL_ONE))
    assert people_of(batch, "name", "rating") == [(NAMES[0], "HTTNV"), (NAMES[1], "HTNV")]
    assert "self_rating" not in batch.columns["staff"]
    (aside,) = [one for one in batch.problems if one.code == "columns-aside"]
    assert "`Cấp duyệt` (E): là điểm số" in aside.say("vi")


def test_e8_two_columns_that_may_be_the_decision_are_asked_about(tmp_path: Path) -> None:
    shape = Shape(
        ["STT", "Họ và tên", "Tự đánh giá", "Cấp duyệt", "Xếp loại"],
        [[1, NAMES[0], "HTXSNV", "HTTNV", "HTTNV"]],
    )
    (question,) = asked(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert question.code == "columns-open"
    batch = read_shape(tmp_path, shape, told=chosen("E=rating", fill=ALL_ONE))
    assert people_of(batch, "self_rating", "rating") == [("HTXSNV", "HTTNV")]


def test_e9_title_case_and_teams_as_units(tmp_path: Path) -> None:
    shape = Shape(
        [
            "STT",
            "Họ và Tên Viên Chức",
            "Tổ Chuyên Môn",
            "Chức Vụ",
            "Chuyên Môn (40%)",
            "Tổng Điểm",
            "Xếp Loại",
        ],
        [[1, NAMES[0], "Toán", "Tổ trưởng", 38, 95.5, "Hoàn Thành Xuất Sắc"]],
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "name", "unit_id", "rating") == [(NAMES[0], "Toán", "HTXSNV")]


E10 = Shape(
    [
        "#",
        "Đơn vi,Họ và tên",
        "Chức danh, chức vụ.",
        "Hoàn thành xuất sắc nhiệm vụ.",
        "Hoàn thành tốt nhiệm vụ.",
        "Hoàn thành nhiệm vụ.",
        "Không hoàn thành nhiệm vụ",
        "Ghi chú.",
    ],
    [
        ["I", "Bộ môn CNPM."],
        [1, NAMES[0], "GVC", "X"],
        [2, NAMES[1], "GV", None, "X"],
        ["II", "Bộ môn HTTT."],
        [1, NAMES[2], "GV", None, None, "X"],
    ],
    above=TITLES,
)


def test_e10_marks_under_grades_and_groups_that_are_units(tmp_path: Path) -> None:
    told = chosen("Đơn vi,Họ và tên=name", fill={"category": "VC"})
    batch = read_shape(tmp_path, E10, told=told)
    assert people_of(batch, "name", "unit_id", "rating") == [
        (NAMES[0], "Bộ môn CNPM", "HTXSNV"),
        (NAMES[1], "Bộ môn CNPM", "HTTNV"),
        (NAMES[2], "Bộ môn HTTT", "HTNV"),
    ]
    assert place_of(batch, 2, "rating") == "Sheet1!F10"
    assert place_of(batch, 2, "unit_id") == "Sheet1!B9"
    assert rules_of(batch)["D rating.HTXSNV"] == "marks"


def test_e10_a_heading_of_two_things_is_not_guessed(tmp_path: Path) -> None:
    (question,) = asked(tmp_path, E10, told=chosen(fill={"category": "VC"}))
    assert question.code == "column-open"
    assert "`--map B=name`" in question.say("vi")


def test_two_marks_and_other_words_under_grades_are_problems_of_their_cells(tmp_path: Path) -> None:
    shape = Shape(
        ["STT", "Họ và tên", "HTXSNV", "HTTNV", "HTNV", "KHTNV"],
        [[1, NAMES[0], "x", "x"], [2, NAMES[1], None, "x"], [3, NAMES[2]]],
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert people_of(batch, "rating") == [(None,), ("HTTNV",), (None,)]
    (two,) = [one for one in batch.problems if one.code == "cell-marks-several"]
    assert str(two.place) == "danh-sach.xlsx, Sheet1!C2"


E11 = ["Đơn vị", "Họ tên", "HTXSNV", "HTTNV", "HTNV", "KHTNV", "Tín nhiệm", "Không TN"]


def test_e11_counts_of_votes_are_no_marks(tmp_path: Path) -> None:
    shape = Shape(E11, [["Khoa A", NAMES[0], 5, 2, 0, 0, 7, 0], [None, NAMES[1], 0, 6, 1, 0, 5, 2]])
    told = chosen("Đơn vị=unit_id", fill={"category": "VC"})
    batch = read_shape(tmp_path, shape, told=told)
    assert "rating" not in batch.columns["staff"]
    (aside,) = [one for one in batch.problems if one.code == "columns-aside"]
    assert "`HTXSNV` (C): là số phiếu" in aside.say("vi")


def test_e11_a_lone_one_may_be_a_mark_or_a_vote_and_is_asked_about(tmp_path: Path) -> None:
    shape = Shape(E11[:6], [["Khoa A", NAMES[0], 1], ["Khoa B", NAMES[1], None, 1]])
    told = chosen("Đơn vị=unit_id", fill={"category": "VC"})
    (question,) = asked(tmp_path, shape, told=told)
    assert question.code == "marks-open"
    grades = ("C=rating.HTXSNV", "D=rating.HTTNV", "E=rating.HTNV", "F=rating.KHTNV")
    told = chosen("Đơn vị=unit_id", *grades, fill={"category": "VC"})
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "rating") == [("HTXSNV",), ("HTTNV",)]


def test_e11_a_unit_told_in_the_first_row_of_its_block_is_carried_down(tmp_path: Path) -> None:
    shape = Shape(
        ["TT", "Đơn vị công tác", "Họ tên", "Điểm", "Tự Nhận", "Đề xuất ĐV", "Xếp loại"],
        [
            [1, "Khoa A", NAMES[0], 95, "HTXSNV", "HTTNV", "HTTNV"],
            [2, None, NAMES[1], 90, "HTTNV", "HTTNV", "HTTNV"],
            [3, None, NAMES[2], 90, "HTTNV", "HTTNV", "HTTNV"],
            [4, "Khoa B", "Vũ Văn Bốn", 70, "HTNV", "HTNV", "HTNV"],
            [5, None, "Vũ Văn Năm", 70, "HTNV", "HTNV", "HTNV"],
        ],
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "unit_id") == [("Khoa A",)] * 3 + [("Khoa B",)] * 2
    assert rules_of(batch)["B unit_id"] == "down"
    assert place_of(batch, 2, "unit_id") == "Sheet1!B2"
    assert people_of(batch, "self_rating", "proposed_rating", "rating")[0] == (
        "HTXSNV",
        "HTTNV",
        "HTTNV",
    )


def test_a_unit_missing_now_and_then_is_asked_about_or_missing(tmp_path: Path) -> None:
    units = ["A", None, "B", "C", None, "D", "E"]
    rows = [[f"V{at}", unit, "VC", "HTTNV"] for at, unit in enumerate(units)]
    shape = Shape(["Mã số", "Đơn vị công tác", "Loại đối tượng", "Xếp loại"], rows)
    (question,) = asked(tmp_path, shape)
    assert question.code == "carried-open"
    batch = read_shape(tmp_path, shape, told=chosen("B=unit_id"))
    assert people_of(batch, "unit_id")[1] == (None,)
    batch = read_shape(tmp_path, shape, told=chosen("B=unit_id.down"))
    assert people_of(batch, "unit_id")[1] == ("A",)
    rows = [[f"V{at}", "A", "VC", "HTTNV"] for at in range(6)] + [["V9", None, "VC", "HTTNV"]]
    batch = read_shape(tmp_path, Shape(shape.headings, rows))
    assert people_of(batch, "unit_id")[-1] == (None,)


UNITS = ("Mã số", "Đơn vị", "Loại đối tượng", "Xếp loại")


def of_units(told: str, heading: str = "Đơn vị") -> Shape:
    """Return a list of which each person has a unit of one letter, or none (`_`)."""
    headings = [heading if one == "Đơn vị" else one for one in UNITS]
    units = [None if one == "_" else one for one in told]
    return Shape(headings, [[f"V{at}", one, "VC", "HTTNV"] for at, one in enumerate(units)])


@pytest.mark.parametrize("heading", ["Đơn vị", "Đơn vị công tác", "Phòng ban", "Mã đơn vị"])
@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("ABC", "ABC"),  # nothing is empty
        ("AABB", "AABB"),
        ("A_B", "?"),
        ("A__B_", "AAABB"),  # the first row of each block
        ("AB_CDE", "?"),
        ("AA_B__", "?"),
        ("AAAA_BBB", "AAAA_BBB"),  # forgotten: an error of its row
        ("_A_B", "_A_B"),  # nothing stands above the first
    ],
)
def test_units_are_carried_where_only_first_rows_tell_them(
    tmp_path: Path, told: str, read: str, heading: str
) -> None:
    if heading == "Mã đơn vị":  # codes are told in every row
        read = {"A__B_": "?", "A_B": "A_B", "AB_CDE": "AB_CDE"}.get(told, read)
    shape = of_units(told, heading)
    if read == "?":
        assert codes(asked(tmp_path, shape)) == ["carried-open"]
        assert read_shape(tmp_path, shape, told=chosen("B=unit_id.down")).people == len(told)
        return
    batch = read_shape(tmp_path, shape)
    assert [unit or "_" for (unit,) in people_of(batch, "unit_id")] == list(read)
    missing = [one for one in batch.problems if one.code == "unit-missing"]
    assert len(missing) == read.count("_")
    (column,) = [one for one in batch.mappings[0].columns if one.column == "unit_id"]
    assert (column.rule == "down") == (read != told)
    assert (column.certainty == "probable") == (read != told)


def test_units_in_merged_cells_are_told_to_every_row(tmp_path: Path) -> None:
    shape = Shape(
        ["Mã số", "Đơn vị công tác", "Loại đối tượng", "Xếp loại"],
        [["A", "Khoa A", "VC", "HTTNV"], ["B", None, "VC", "HTTNV"], ["C", "K. B", "VC", "HTNV"]],
        tall=[(0, 1, 1)],
    )
    batch = read_shape(tmp_path, shape)
    assert people_of(batch, "unit_id") == [("Khoa A",), ("Khoa A",), ("K. B",)]
    assert place_of(batch, 1, "unit_id") == "Sheet1!B2"


def test_e12_a_column_of_quarters_is_asked_about_and_statistics_are_no_people(
    tmp_path: Path,
) -> None:
    shape = Shape(
        ["STT", "Họ và tên", "Chức vụ", "Khoa/Phòng", "Quý", "T1", "T2", "T3", "Xếp loại"],
        [[1, NAMES[0], "BS", "Khoa Nội", "I", 90, 91, 92, "HTTNV"]],
        foot=[
            ["THỐNG KÊ:"],
            ["Tổng số: 1 người"],
            ["- Hoàn thành xuất sắc: 0"],
            ["Tỷ lệ Xuất sắc / Tốt:", "100%"],
        ],
    )
    (question,) = asked(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert question.code == "part-column-open"
    assert "`--map I=-`" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("Quý=-", fill={"category": "VC"}))
    assert people_of(batch, "name", "unit_id", "rating") == [(NAMES[0], "Khoa Nội", "HTTNV")]
    said = [one.say("vi") for one in batch.problems if one.code == "rows-aside"]
    assert any("3" in one for one in said)


E13 = [
    "STT",
    "Họ và tên",
    "Số điểm",
    "Phó phòng",
    "Trưởng phòng",
    "Mức xếp loại",
    "Tháng",
    "Đánh giá của tránh văn phòng",
    "Điểm",
    "Mức xếp loại",
]


def test_e13_two_columns_of_one_name_are_asked_about(tmp_path: Path) -> None:
    shape = Shape(
        E13,
        [
            ["I", "Phòng Hành chính"],
            [1, NAMES[0], 95, 94, 94, "HTXS", 5, "Tốt", 92, "HTT"],
            ["II", "Phòng Quản trị"],
            [1, NAMES[1], 85, 84, 84, "HTT", 5, "Tốt", 82, "HT"],
        ],
        above=[["THỐNG KẾ ĐÁNH GIÁ CÁN BỘ"], ["(tháng 5 năm 2024)"]],
    )
    problems = asked(tmp_path, shape, told=chosen(fill={"category": "CC"}))
    assert codes(problems) == ["title-of-part", "part-column-open", "columns-open"]
    assert "`--map F=rating`, `--map J=rating`" in problems[2].say("vi")
    told = chosen("A2=-", "Tháng=-", "F=proposed_rating", "J=rating", fill={"category": "CC"})
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "name", "unit_id", "proposed_rating", "rating") == [
        (NAMES[0], "Phòng Hành chính", "HTXSNV", "HTTNV"),
        (NAMES[1], "Phòng Quản trị", "HTTNV", "HTNV"),
    ]


def test_e13_an_empty_list_says_so(tmp_path: Path) -> None:
    shape = Shape(["STT", "Họ và tên", "Mức xếp loại"], [["Chưa có dữ liệu"]])
    assert "empty-table" in codes(asked(tmp_path, shape, told=chosen(fill=ALL_ONE)))


def test_e14_own_grades_and_those_of_the_leaders(tmp_path: Path) -> None:
    shape = Shape(
        [
            "STT",
            "Họ tên",
            "Điểm tự đánh giá",
            "Điểm lãnh đạo duyệt",
            "Tự xếp loại",
            "Lãnh đạo xếp",
        ],
        [[1, NAMES[0], 95, 88, "HTXSNV", "HTTNV"]],
    )
    batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert people_of(batch, "self_rating", "rating") == [("HTXSNV", "HTTNV")]


def test_e15_a_grade_of_a_diploma_is_not_taken_for_that_of_the_year(tmp_path: Path) -> None:
    shape = Shape(
        [
            "Mã số viên chức",
            "Họ tên viên chức",
            "Khoa",
            "Chức vụ",
            "Ngày bắt đầu học",
            "Trường đào tạo",
            "Xếp loại",
        ],
        [["001", NAMES[0], "CNTT", "GV", "01/09/2020", "ĐHCT", "Xuất sắc"]],
    )
    (question,) = asked(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert question.code == "study-open"
    told = chosen("Xếp loại=-", fill={"category": "VC"})
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "staff_id", "unit_id") == [("001", "CNTT")]
    assert "rating" not in batch.columns["staff"]


@pytest.mark.parametrize(
    "headings",
    [
        ["Mã số viên chức", "Loại kỷ luật", "Ngày kỷ luật", "Nội dung kỷ luật"],
        ["Mã số viên chức", "Ngày kỷ luật", "Lý do kỷ luật", "Loại kỷ luật"],
    ],
)
def test_e15_kinds_of_discipline_are_its_forms_whatever_the_heading(
    tmp_path: Path, headings: list[str]
) -> None:
    cells = {"Mã số viên chức": "001", "Loại kỷ luật": "Khiển trách", "Ngày kỷ luật": "05/03/2024"}
    staff = Shape(
        ["Mã số", "Đơn vị công tác", "Loại đối tượng", "Xếp loại"],
        [["001", "K", "VC", "KHTNV"]],
        name="Danh sách",
    )
    told = Shape(headings, [[cells.get(one, "x") for one in headings]], name="Kỷ luật")
    batch = read_shape(tmp_path, staff, told)
    (row,) = batch.tables["disciplines"]
    assert (row.values["form"], row.values["track"]) == ("Khiển trách", None)


def test_a_column_of_tracks_stays_one(tmp_path: Path) -> None:
    staff = Shape(["Mã số", "Đơn vị công tác", "Loại đối tượng"], [["1", "K", "VC"]], name="staff")
    told = Shape(
        ["Mã số", "Loại kỷ luật", "Hình thức kỷ luật"], [["1", "Đảng", "Cảnh cáo"]], name="Kỷ luật"
    )
    (row,) = read_shape(tmp_path, staff, told).tables["disciplines"]
    assert (row.values["track"], row.values["form"]) == ("party", "Cảnh cáo")


@pytest.mark.parametrize("heading", ["Đối tượng", "ĐỐI TƯỢNG."])
def test_a_bare_heading_of_categories_is_known_by_its_values_or_asked_about(
    tmp_path: Path, heading: str
) -> None:
    rows = [["1", "K", "Viên chức", "HTTNV"], ["2", "K", "công chức", "HTTNV"]]
    shape = Shape(["Mã số", "Đơn vị công tác", heading, "Xếp loại"], rows)
    batch = read_shape(tmp_path, shape)
    assert people_of(batch, "category") == [("VC",), ("CC",)]
    rows[0][2] = "hưu trí"
    told = chosen(fill={})
    assert codes(asked(tmp_path, shape, told=told)) == ["column-open"]


def test_e13_a_column_of_persons_is_offered_as_their_names(tmp_path: Path) -> None:
    shape = Shape(["STT", "Cá nhân", "Số điểm", "Mức xếp loại"], [[1, NAMES[0], 95, "HTXS"]])
    (question,) = asked(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert "`--map B=name`" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("B=name", fill=ALL_ONE))
    assert people_of(batch, "name", "rating") == [(NAMES[0], "HTXSNV")]


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "Như trên", '"', "〃"])
def test_cells_that_say_as_above_are_read_so_and_told(tmp_path: Path, ditto: str) -> None:
    rows = [
        ["V1", "Phòng A", "Viên chức", "HTTNV"],
        ["V2", ditto, ditto, "HTTNV"],
        ["V3", "Phòng B", "Công chức", ditto],
        ["V4", ditto, ditto, "HTNV"],
    ]
    headings = ["Mã số", "Đơn vị công tác", "Loại đối tượng", "Xếp loại"]
    batch = read_shape(tmp_path, Shape(headings, rows))
    assert people_of(batch, "unit_id", "category", "rating") == [
        ("Phòng A", "VC", "HTTNV"),
        ("Phòng A", "VC", "HTTNV"),
        ("Phòng B", "CC", None),
        ("Phòng B", "CC", "HTNV"),
    ]
    assert place_of(batch, 1, "unit_id") == "Sheet1!B2"
    (told,) = [one for one in batch.problems if one.code == "cells-ditto"]
    assert told.say("en").endswith(": B3, B5, C3, C5")


def test_heads_tell_the_unit_where_its_column_is_empty(tmp_path: Path) -> None:
    rows = [["Phòng A"], [1, NAMES[0], None, "HTTNV"], ["Phòng B"], [2, NAMES[1], None, "HTNV"]]
    shape = Shape(["STT", "Họ và tên", "Đơn vị", "Xếp loại"], rows)
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "unit_id") == [("Phòng A",), ("Phòng B",)]
    (aside,) = [one for one in batch.problems if one.code == "columns-aside"]
    assert "`Đơn vị` (C)" in aside.say("vi")
