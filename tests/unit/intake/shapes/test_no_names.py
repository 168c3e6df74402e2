"""Rows of a list that name nobody: figures and notes are set aside, all else is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.intake.shapes.books import (
    ALL_ONE,
    NAMES,
    Shape,
    asked,
    chosen,
    codes,
    people_of,
    read_shape,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

LIST = ["STT", "Họ và tên", "Chức vụ", "Xếp loại"]
PEOPLE = [[1, NAMES[0], "Kế toán", "HTTNV"], [2, NAMES[1], "Văn thư", "HTNV"]]
BOTH = [(NAMES[0],), (NAMES[1],)]
WITH_IDS = ["Mã số", "Họ và tên", "Số tháng công tác", "Xếp loại"]
WITH_ID = [["V1", NAMES[0], 12, "HTTNV"], ["V2", NAMES[1], 12, "HTNV"]]
FILLED = chosen(fill=ALL_ONE)


def aside(batch: Batch, what: str) -> list[str]:
    """Return which rows are told to be nobody's for this reason."""
    told = [one for one in batch.problems if one.code == "rows-aside"]
    return [str(one.params["rows"]) for one in told if what in one.say("en")]


@pytest.mark.parametrize(
    "below",
    [
        [[], [None, "Mức", "Số người"], [None, "HTXSNV", 0], [None, "HTTNV", 1]],
        [["STT", "Mức", "Số lượng"], [1, "HTXSNV", 0], [2, "HTTNV", 1]],
        [["TT", "Nội dung", "Số lượng", "Tỷ lệ"], [1, "Hoàn thành tốt nhiệm vụ", 1, "50%"]],
        [[None, "Nam", 1], [None, "Nữ", 1], [None, "Đảng viên", 2]],
        [[], [None, "Hoàn thành xuất sắc", 0, "0%"], [None, "Hoàn thành tốt", 1, "50%"]],
        [[None, "Trong đó: HTTNV", 1], [None, "HTNV", 1]],
        [[None, "Trong đó nữ", 1], [None, "Cán bộ", 1]],
        [[None, "Số có mặt", "2/2"], [None, "Vắng mặt", 0]],
        [[None, "Trong đó"], [None, "- HTXSNV", 1], [None, "- HTTNV", 1]],
        [[None, "TỔNG HỢP"], [None, "Tốt", 1], [None, "Hoàn thành", 1]],
        [["Chú giải", "HTXSNV", "Hoàn thành xuất sắc"], [None, "HTTNV", "Hoàn thành tốt"]],
        [["Ý kiến của cấp ủy:", "Nhất trí"]],
    ],
)
def test_figures_below_a_list_are_nobody_and_told(
    tmp_path: Path, below: list[list[object]]
) -> None:
    batch = read_shape(tmp_path, Shape(LIST, [*PEOPLE, *below]), told=FILLED)
    assert people_of(batch, "name") == BOTH
    first = 4 + (below[0] == [])
    last = 3 + len(below)
    assert aside(batch, "figures, notes") == [f"{first}-{last}" if first < last else f"{last}"]


@pytest.mark.parametrize(
    "below",
    [["HTXSNV", 0], ["Nguồn:", "HRM"], ["Trong đó: nữ", 1], ["Mức", "Số người"]],
)
def test_figures_below_a_list_with_ids_are_nobody(tmp_path: Path, below: list[object]) -> None:
    shape = Shape(WITH_IDS, [*WITH_ID, below, ["HTNV", 1]])
    batch = read_shape(tmp_path, shape, told=FILLED)
    assert people_of(batch, "staff_id") == [("V1",), ("V2",)]
    assert aside(batch, "figures, notes") == ["4-5"]


@pytest.mark.parametrize(
    ("below", "code"),
    [
        ([["HTXSNV", None], ["Nguồn:", "HRM"]], None),
        ([["HTXSNV", "HTTNV"]], "row-no-name"),
        ([["Mã số", "Xếp loại mới"], ["V1", "HTXSNV"]], "headings-again"),
    ],
)
def test_figures_below_ids_without_names_are_nobody(
    tmp_path: Path, below: list[list[object]], code: str | None
) -> None:
    shape = Shape(["Mã số", "Xếp loại"], [["V1", "HTTNV"], *below])
    if code is None:
        batch = read_shape(tmp_path, shape, told=FILLED)
        assert people_of(batch, "staff_id") == [("V1",)]
    else:
        assert codes(asked(tmp_path, shape, told=FILLED)) == [code]


def test_a_heading_where_ids_stand_is_told_by_its_cell(tmp_path: Path) -> None:
    rows = [*WITH_ID, ["Mã số", NAMES[2], 12, "HTNV"]]
    (question,) = asked(tmp_path, Shape(WITH_IDS, rows), told=FILLED)
    assert (question.code, question.read) == ("row-no-name", "Mã số")
    assert str(question.place).endswith("Sheet1!A4")


def test_a_total_below_a_list_with_ids_is_nobody(tmp_path: Path) -> None:
    batch = read_shape(tmp_path, Shape(WITH_IDS, [*WITH_ID, ["TỔNG", 2]]), told=FILLED)
    assert people_of(batch, "staff_id") == [("V1",), ("V2",)]
    assert aside(batch, "totals") == ["4"]


@pytest.mark.parametrize(
    ("headings", "below"),
    [
        (LIST, [[None, "Đơn vị", "Mức"], [None, "Phòng A", "HTXS"]]),
        (WITH_IDS, [["Mã số", "Xếp loại mới"], ["V1", "HTXSNV"]]),
    ],
)
def test_another_table_below_is_asked_about_and_can_be_left_out(
    tmp_path: Path, headings: list[str], below: list[list[object]]
) -> None:
    people = PEOPLE if headings == LIST else WITH_ID
    shape = Shape(headings, [*people, [], *below])
    (question,) = asked(tmp_path, shape, told=FILLED)
    assert question.code == "table-below"
    cell = f"{'B' if below[0][0] is None else 'A'}5"
    assert f"`--map {cell}=-`" in question.message("vi")
    batch = read_shape(tmp_path, shape, told=chosen(f"{cell}=-", fill=ALL_ONE))
    assert people_of(batch, "name") == BOTH
    assert aside(batch, "as chosen") == ["5-6"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([3, "Phòng Nội vụ", None, "HTTNV"], "row-no-name"),
        ([3, "HTTNV", "Kế toán", "HTTNV"], "row-no-name"),
        ([3, "Và 12 người khác", "Kế toán", "HTNV"], "row-no-name"),
        ([3, "Chức vụ", "Kế toán", "HTNV"], "row-no-name"),
        ([3, "Bí thư Đảng ủy", None, "HTNV"], "row-no-name"),
        ([3, "Đã nghỉ hưu"], "row-no-name"),
        ([3, "nt", "Kế toán", "HTNV"], "row-no-name"),
        ([3, "Phòng Văn hóa", None, "HTNV"], "row-no-name"),
        ([None, "Tổ Toán", "TT: Lý A"], "row-no-name"),
        ([None, "Phòng B", 1], "row-no-name"),
        ([None, "Toàn cơ quan", 3], "row-unnumbered"),
        ([None, "Cột 4", "Ghi mức HTXSNV"], "row-unnumbered"),
        ([None, "Số phiếu hợp lệ", "2/2"], "row-unnumbered"),
        ([None, "Trần Văn Ký", "Giám đốc"], "row-unnumbered"),
        ([3, f"{NAMES[1]}\n{NAMES[2]}", "Kế toán", "HTTNV"], "row-of-several"),
        ([3, f"{NAMES[1]}, {NAMES[2]}", "Kế toán", "HTTNV"], "row-of-several"),
        ([3, f"{NAMES[1]} và {NAMES[2]}", "Kế toán", "HTTNV"], "row-of-several"),
    ],
)
def test_what_is_no_name_is_asked_about_and_answered(
    tmp_path: Path, row: list[object], code: str
) -> None:
    shape = Shape(LIST, [*PEOPLE, row])
    (question,) = asked(tmp_path, shape, told=FILLED)
    assert (question.code, str(question.place)) == (code, "danh-sach.xlsx, Sheet1!B4")
    assert "`--map B4=name`" in question.message("vi")
    batch = read_shape(tmp_path, shape, told=chosen("B4=name", fill=ALL_ONE))
    assert batch.people == 3
    batch = read_shape(tmp_path, shape, told=chosen("B4=-", fill=ALL_ONE))
    assert people_of(batch, "name") == BOTH


@pytest.mark.parametrize(
    "name",
    [
        "Vũ Khoa",
        "Trần Nam",
        "nguyễn văn nam",
        "Phó Đức Phương",
        "Nguyen van an",
        "Ban Văn Bê",
        "Phòng Văn Minh",
        "Bộ Thị Sen",
        "Lê Thị\nMai",
        "Nguyễn Thị Tốt",
        "Đỗ Viết Ban",
        "H'Bia Niê",
        "Y Đức",
    ],
)
def test_names_that_hold_such_words_are_names(tmp_path: Path, name: str) -> None:
    shape = Shape(LIST, [*PEOPLE, [3, name, None, "HTTNV"]])
    assert read_shape(tmp_path, shape, told=FILLED).people == 3


def test_made_up_names_with_ids_or_grades_are_names(tmp_path: Path) -> None:
    rows = [[f"V{at}", f"Người số {at}", 12, None] for at in range(3)]
    assert read_shape(tmp_path, Shape(WITH_IDS, rows), told=FILLED).people == 3
    rows = [[at, f"Người số {at}", "x", "HTTNV"] for at in range(3)]
    assert read_shape(tmp_path, Shape(LIST, rows), told=FILLED).people == 3


def test_given_names_beside_family_names_are_names(tmp_path: Path) -> None:
    rows = [[1, "Nguyễn Văn", "Nam", "HTTNV"], [2, "Vũ Văn", "Khoa", "HTNV"]]
    batch = read_shape(tmp_path, Shape(["STT", "Họ", "Tên", "Xếp loại"], rows), told=FILLED)
    assert people_of(batch, "name") == [("Nguyễn Văn Nam",), ("Vũ Văn Khoa",)]


@pytest.mark.parametrize("name", ["...", "(Chưa bổ nhiệm)", "Khuyết", "-"])
def test_a_post_that_nobody_has_is_told(tmp_path: Path, name: str) -> None:
    batch = read_shape(tmp_path, Shape(LIST, [*PEOPLE, [3, name, "Phó giám đốc"]]), told=FILLED)
    assert people_of(batch, "name") == BOTH
    assert aside(batch, "nobody's name") == ["4"] or name == "-"


@pytest.mark.parametrize(
    "more",
    [["(02 người)"], [None, "2 người"], [None, "HTXSNV"], ["Trưởng phòng: Lý A"], [None, 2]],
)
def test_a_numbered_head_of_a_unit_is_no_person_whatever_else_it_tells(
    tmp_path: Path, more: list[object]
) -> None:
    rows = [["I", "Phòng A", *more], PEOPLE[0], ["II", "Phòng B", *more], PEOPLE[1]]
    batch = read_shape(tmp_path, Shape(LIST, rows), told=chosen(fill={"category": "VC"}))
    expected = [(NAMES[0], "Phòng A", "HTTNV"), (NAMES[1], "Phòng B", "HTNV")]
    assert people_of(batch, "name", "unit_id", "rating") == expected
    assert aside(batch, "the unit's own") == (["2, 4"] if more[-1] == "HTXSNV" else [])


def test_a_lettered_head_with_a_count_is_no_person(tmp_path: Path) -> None:
    rows = [["A", "Khối quản lý", None, "1 người"], PEOPLE[0], ["B", "Khối khác", "(1)"], PEOPLE[1]]
    (question,) = asked(tmp_path, Shape(LIST, rows), told=FILLED)
    assert question.code == "group-open"
    batch = read_shape(tmp_path, Shape(LIST, rows), told=chosen("groups=-", fill=ALL_ONE))
    assert people_of(batch, "name") == BOTH


def test_another_list_below_can_be_left_out(tmp_path: Path) -> None:
    other = [["STT", "Họ và tên", "Lý do không xếp loại"], [1, NAMES[2], "Nghỉ"]]
    shape = Shape(LIST, [*PEOPLE, [], *other])
    (question,) = asked(tmp_path, shape, told=FILLED)
    assert question.code == "headings-again"
    assert "`--map C5=-`" in question.message("vi")
    batch = read_shape(tmp_path, shape, told=chosen("C5=-", fill=ALL_ONE))
    assert people_of(batch, "name") == BOTH


def test_a_note_that_is_left_out_takes_nobody_with_it(tmp_path: Path) -> None:
    rows = [PEOPLE[0], [None, "Tổ Toán", "TT: Lý A"], PEOPLE[1]]
    batch = read_shape(tmp_path, Shape(LIST, rows), told=chosen("B3=-", fill=ALL_ONE))
    assert people_of(batch, "name") == BOTH


@pytest.mark.parametrize("more", [["Tập thể", "HTXSNV"], []])
@pytest.mark.parametrize("below", [("1.1", "2.1"), (1.1, 2.1)])
def test_a_unit_with_the_number_of_which_those_below_have_more_heads_them(
    tmp_path: Path, more: list[object], below: tuple[object, object]
) -> None:
    rows = [
        [1, "Phòng A", *more],
        [below[0], *PEOPLE[0][1:]],
        [2, "Phòng B", *more],
        [below[1], *PEOPLE[1][1:]],
    ]
    batch = read_shape(tmp_path, Shape(LIST, rows), told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "name", "unit_id") == [(NAMES[0], "Phòng A"), (NAMES[1], "Phòng B")]


def test_a_unit_numbered_as_people_are_is_asked_about_and_may_head_them(tmp_path: Path) -> None:
    rows = [[1, "Phòng A", None, "HTXSNV"], PEOPLE[1], [3, "Phòng B", None, "HTTNV"], PEOPLE[0]]
    shape = Shape(LIST, rows)
    fill = {"category": "VC"}
    (question,) = asked(tmp_path, shape, told=chosen(fill=fill))
    assert question.code == "row-no-name"
    assert "`Phòng B` (B4)" in question.message("vi")
    told = chosen("B2=unit_id", "B4=unit_id", fill=fill)
    batch = read_shape(tmp_path, shape, told=told)
    assert people_of(batch, "name", "unit_id") == [(NAMES[1], "Phòng A"), (NAMES[0], "Phòng B")]


def test_units_below_a_head_of_bodies_are_asked_about_once_it_means_nothing(
    tmp_path: Path,
) -> None:
    rows = [["I", "Tập thể"], [1, "Phòng Nội vụ", None, "HTXSNV"], ["II", "Cá nhân"], *PEOPLE]
    shape = Shape(LIST, rows)
    assert codes(asked(tmp_path, shape, told=FILLED)) == ["head-bears"]
    assert codes(asked(tmp_path, shape, told=chosen("groups=-", fill=ALL_ONE))) == ["row-no-name"]
    batch = read_shape(tmp_path, shape, told=chosen("B2=period", fill=ALL_ONE))
    assert people_of(batch, "name") == BOTH


def test_people_without_numbers_where_others_have_them_and_with_grades_are_people(
    tmp_path: Path,
) -> None:
    rows = [*PEOPLE, [None, NAMES[2], "Kế toán", "HTTNV"]]
    assert read_shape(tmp_path, Shape(LIST, rows), told=FILLED).people == 3


def test_people_of_whom_only_the_first_of_a_unit_is_numbered_are_people(tmp_path: Path) -> None:
    rows = [[1, NAMES[0], "Kế toán", "HTTNV"], [None, NAMES[1], None, "HTNV"], [None, "Lý D", "x"]]
    rows.insert(2, [None, NAMES[2], None, "HTNV"])
    assert read_shape(tmp_path, Shape(LIST, rows), told=FILLED).people == 4


@pytest.mark.parametrize("ids", [[], ["Mã số"]])
@pytest.mark.parametrize("names", [["Họ và tên đệm", "Tên"], ["Họ và tên"]])
def test_figures_below_a_list_are_nobodys_wherever_they_stand(
    tmp_path: Path, ids: list[str], names: list[str]
) -> None:
    """The count stands where given names, or ids, do."""
    own = [f"V{at}" for at in range(2)]
    who = [["Hà Văn", "Một"], ["Lý Thị", "Hai"]] if len(names) > 1 else [["Hà Văn Một"], ["Lý Hai"]]
    rows: list[list[object]] = [
        [at + 1, *(own[at : at + 1] if ids else []), *who[at], "HTT"] for at in range(2)
    ]
    foot: list[list[object]] = [
        ["", "Hoàn thành xuất sắc nhiệm vụ", 0],
        ["", "Hoàn thành tốt nhiệm vụ", 2],
        ["Tổng cộng", "", 2],
        ["Cộng Ban Quản lý dự án", "", ""],
        ["", "Cộng Văn phòng", ""],
    ]
    shape = Shape(["STT", *ids, *names, "Xếp loại"], [*rows, *foot])
    batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert [name for (name,) in people_of(batch, "name")] == [" ".join(one) for one in who]
    aside = [one for one in batch.problems if one.code == "rows-aside"]
    assert len(aside) == 2


def test_figures_of_grades_where_units_and_ids_stand_are_nobodys(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [1, "Phòng A", "V1", "Hà Văn Một", "HTT"],
        ["", "Hoàn thành xuất sắc nhiệm vụ", 0],
        ["", "Hoàn thành tốt nhiệm vụ", 1],
    ]
    shape = Shape(["STT", "Đơn vị", "Mã số", "Họ và tên", "Xếp loại"], rows)
    batch = read_shape(tmp_path, shape, told=chosen(fill={"category": "VC"}))
    assert people_of(batch, "name") == [("Hà Văn Một",)]


def test_two_headings_of_which_one_speaks_of_grades_are_headings(tmp_path: Path) -> None:
    above = [["UBND HUYỆN A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]
    headings = ["Họ và tên cán bộ", "Kết quả đánh giá, xếp loại"]
    shape = Shape(headings, [["Hà Văn Một", "HTT"], ["Lý Thị Hai", "HT"]], above=above)
    batch = read_shape(tmp_path, shape, told=chosen("B=rating", fill=ALL_ONE))
    assert people_of(batch, "rating") == [("HTTNV",), ("HTNV",)]


BESIDE = ["", "Mức", "Số người"]


def test_a_small_table_beside_a_list_has_no_part_in_its_rows(tmp_path: Path) -> None:
    """Its figures stand in the row of a head, of a numbering, and in a row of their own."""
    rows: list[list[object]] = [
        ["(1)", "(2)", "(3)", "", "HTXS", 0],
        ["I. Phòng A", "", "", "", "HTT", 1],
        [1, NAMES[0], "HTT", "", "HT", 1],
        ["", "", "", "", "KHT", 0],
        [2, NAMES[1], "HT"],
    ]
    shape = Shape(["STT", "Họ và tên", "Xếp loại", *BESIDE], rows)
    batch = read_shape(tmp_path, shape, told=chosen("E=-", fill={"category": "VC"}))
    assert people_of(batch, "name", "unit_id") == [(one, "Phòng A") for one in NAMES[:2]]


def test_the_last_without_a_grade_in_a_list_without_numbers_is_asked_about(tmp_path: Path) -> None:
    rows: list[list[object]] = [[NAMES[0], "Kế toán", "HTT"], [NAMES[1], "Văn thư", "HT"]]
    last: list[object] = ["Trần Văn Ký", "Giám đốc", ""]
    shape = Shape(["Họ và tên", "Chức vụ", "Xếp loại"], [*rows, last])
    (question,) = asked(tmp_path, shape, told=FILLED)
    assert question.code == "row-unnumbered"
    read = read_shape(tmp_path, shape, told=chosen("A4=name", fill=ALL_ONE))
    assert people_of(read, "name", "rating")[-1] == ("Trần Văn Ký", None)
    assert people_of(read_shape(tmp_path, shape, told=chosen("A4=-", fill=ALL_ONE)), "name") == BOTH
    between = Shape(shape.headings, [rows[0], last, rows[1]])
    assert len(read_shape(tmp_path, between, told=FILLED).tables["staff"]) == 3


def test_a_second_post_below_the_last_is_no_question(tmp_path: Path) -> None:
    shape = Shape(LIST, [*PEOPLE, ["", "", "Bí thư chi đoàn", ""]])
    assert people_of(read_shape(tmp_path, shape, told=FILLED), "name") == BOTH


@pytest.mark.parametrize(("key", "people"), [("Mã số", 2), ("STT", 1)])
def test_a_grade_beside_a_number_alone_is_somebodys(tmp_path: Path, key: str, people: int) -> None:
    """Who has an id needs no name; whoever has neither is asked for, not passed over."""
    shape = Shape([key, "Họ và tên", "Xếp loại"], [[7, "Hà Văn Một", "HTT"], [8, None, "HT"]])
    batch = read_shape(tmp_path, shape, told=chosen(fill=ALL_ONE))
    assert len(people_of(batch, "name")) == people
    told = [one.code for one in batch.problems]
    assert "rows-aside" not in told
    assert ("row-without-name" in told) is (key == "STT")
