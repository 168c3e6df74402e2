"""Summary forms (F1, F2, F6): totals instead of people, read back equal, or asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unit.intake.shapes.books import Shape, asked, chosen, read_shape

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

GRADES = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
TITLES = [["BIỂU TỔNG HỢP KẾT QUẢ XẾP LOẠI NĂM 2024"], []]


def totals_of(batch: Batch, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row.values[one] for one in columns) for row in batch.tables["counts"]]


F1 = Shape(
    [
        "STT",
        "Tên Chi bộ",
        "Tổng số cán bộ",
        "Số HT tốt trở lên",
        "Trần 20% tối đa",
        "Đề xuất xuất sắc",
        "Tỷ lệ thực tế (%)",
        "Kết luận kiểm soát trần",
    ],
    [
        [1, "Chi bộ 1", 12, 10, 2, 3, "30,0%", "VƯỢT TRẦN 20% (Vi phạm)"],
        [2, "Chi bộ 2", 5, 5, 1, 1, "20,0%", "Đạt chuẩn"],
    ],
    above=TITLES,
    foot=[[None, "Tổng cộng", 17, 15, 3, 4]],
)


def test_f1_proposed_numbers_are_asked_about_and_the_good_are_worked_out(tmp_path: Path) -> None:
    (question,) = asked(tmp_path, F1, told=chosen(fill={"category": "CC"}))
    assert (question.code, question.read) == ("column-open", "Đề xuất xuất sắc")
    told = chosen("F=HTXSNV", fill={"category": "CC"})
    batch = read_shape(tmp_path, F1, told=told)
    assert totals_of(batch, "unit_id", "category", "total", "HTXSNV", "HTTNV", "HTNV") == [
        ("Chi bộ 1", "CC", 12, 3, 7, None),
        ("Chi bộ 2", "CC", 5, 1, 4, None),
    ]
    assert str(batch.tables["counts"][0].place("HTXSNV")) == "danh-sach.xlsx, Sheet1!F4"


def f2(*groups: str) -> Shape:
    """Return the form with a row for each group of people."""
    numbers = [("Hoàn thành xuất sắc", ["Số lượng", "Tỷ lệ %"]), ("Hoàn thành tốt", ["SL", "%"])]
    return Shape(
        [
            "STT",
            "Đối tượng đánh giá, xếp loại",
            "Tổng số",
            *numbers,
            "Hoàn thành",
            "Không hoàn thành",
            "Tỷ lệ % xếp loại xuất sắc trong số xếp loại tốt trở lên",
        ],
        [
            [at, group, 10, 2, "20,0%", 6, "60,0%", 1, 1, "25,0%"]
            for at, group in enumerate(groups, 1)
        ],
        above=TITLES,
        numbering=["1", "2", "3=4+6+8+9", "4", "5", "6", "7", "8", "9", "10"],
        foot=[[None, "Tổng cộng", 20, 4, "20,0%", 12, "60,0%", 2, 2, "25,0%"]],
    )


def test_f2_categories_are_known_by_their_names(tmp_path: Path) -> None:
    told = chosen(fill={"unit_id": "Sở A"})
    batch = read_shape(tmp_path, f2("Công chức", "Viên chức"), told=told)
    assert totals_of(batch, "unit_id", "category", "total", *GRADES) == [
        ("Sở A", "CC", 10, 2, 6, 1, 1),
        ("Sở A", "VC", 10, 2, 6, 1, 1),
    ]
    assert any(one.code == "rows-aside" for one in batch.problems)


def test_f2_other_groups_are_asked_about(tmp_path: Path) -> None:
    shape = f2("Cán bộ diện Thành ủy quản lý", "Công chức")
    (question,) = asked(tmp_path, shape, told=chosen(fill={"unit_id": "Sở A", "category": "CC"}))
    assert question.code == "column-open"
    told = chosen("B=peer_group", fill={"unit_id": "Sở A", "category": "CC"})
    batch = read_shape(tmp_path, shape, told=told)
    assert totals_of(batch, "peer_group", "total") == [
        ("Cán bộ diện Thành ủy quản lý", 10),
        ("Công chức", 10),
        (None, 20),
    ]


def f6(*labels: str, third: str = "Viên chức") -> Shape:
    """Return the national form with a row for each label."""
    rows = [[None, "Tổng số", 30, "100", 10, "100", 20, "100"]]
    rows += [[at, label, at, "1", at, "1", at * 2, "1"] for at, label in enumerate(labels, 1)]
    return Shape(
        [
            "TT",
            "Mức độ hoàn thành nhiệm vụ",
            ("Tổng số", ["Số lượng", "Tỷ trọng"]),
            ("Công chức", ["Số lượng", "Tỷ trọng"]),
            (third, ["Số lượng", "Tỷ trọng"]),
        ],
        rows,
        above=TITLES,
    )


LABELS = (
    "Hoàn thành xuất sắc nhiệm vụ",
    "Hoàn thành tốt nhiệm vụ",
    "Hoàn thành nhiệm vụ",
    "Không hoàn thành nhiệm vụ",
    "Không đánh giá",
)


def test_f6_grades_in_rows_are_turned(tmp_path: Path) -> None:
    told = chosen(fill={"unit_id": "Toàn quốc"})
    batch = read_shape(tmp_path, f6(*LABELS), told=told)
    assert totals_of(batch, "unit_id", "category", "total", *GRADES, "not_rated") == [
        ("Toàn quốc", "CC", 10, 1, 2, 3, 4, 5),
        ("Toàn quốc", "VC", 20, 2, 4, 6, 8, 10),
    ]
    assert str(batch.tables["counts"][1].place("HTNV")) == "danh-sach.xlsx, Sheet1!G8"
    assert str(batch.tables["counts"][1].place("category")) == "danh-sach.xlsx, Sheet1!G4"


def test_f6_a_mistyped_category_is_asked_about(tmp_path: Path) -> None:
    shape = f6(*LABELS, third="Viện chức")
    (question,) = asked(tmp_path, shape, told=chosen(fill={"unit_id": "X"}))
    assert question.code == "column-open"
    assert "--map G=category.VC" in question.say("vi")
    batch = read_shape(tmp_path, shape, told=chosen("G=category.VC", fill={"unit_id": "X"}))
    assert totals_of(batch, "category", "total") == [("CC", 10), ("VC", 20)]


def test_f6_the_scale_of_before_2020_is_not_taken_for_that_of_today(tmp_path: Path) -> None:
    older = "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực"
    shape = f6(LABELS[0], LABELS[2], older, LABELS[3], LABELS[4])
    told = chosen(fill={"unit_id": "X"})
    (question,) = asked(tmp_path, shape, told=told)
    assert question.code == "grades-open"
    labels = {"Hoàn thành nhiệm vụ": "HTTNV", older: "HTNV"}
    told = chosen(fill={"unit_id": "X"}, **labels)
    batch = read_shape(tmp_path, shape, told=told)
    assert totals_of(batch, *GRADES)[0] == (1, 2, 3, 4)
