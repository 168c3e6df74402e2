"""The last shapes of the lists (E12-E15), those of the totals (F1, F2, F6), and all by name."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from properties import lists
from properties.lists import ALL, GRADES, SO, TITLES, Person, Told
from unit.intake.shapes.books import Shape, chosen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def e12(people: list[Person]) -> Told:
    headings = [
        *("STT", "Họ và tên", "Chức vụ", "Khoa/Phòng", "Quý", "T1", "T2", "T3", "TB Quý"),
        *("Xếp loại", "Trạng thái"),
    ]
    rows = [
        [at, one.name, one.position, one.unit, "IV", 90, 91, 92, 91, one.say("decided"), "Đã duyệt"]
        for at, one in enumerate(people, 1)
    ]
    foot = [
        ["THỐNG KÊ:"],
        [f"Tổng số: {len(people)} người"],
        ["- Hoàn thành xuất sắc:", 1],
        ["Tỷ lệ Xuất sắc / Tốt:", "75%"],
    ]
    columns = {"unit_id": "unit", "category": "=VC", "position": "position", "rating": "decided"}
    expected = lists.expected_of(people, name="name", **columns)
    answers = chosen("Quý=-", fill={"category": "VC"})
    return Told((Shape(headings, rows, TITLES, foot),), answers, expected)


def e13(people: list[Person]) -> Told:
    headings = [
        *("STT", "Cá nhân", "Số điểm", "Phó phòng", "Trưởng phòng", "Mức xếp loại", "Tháng"),
        *("Đánh giá của tránh văn phòng", "Điểm", "Mức xếp loại"),
    ]
    rows: list[list[object]] = []
    ordered: list[Person] = []
    for number, (unit, those) in enumerate(lists.blocks(people, "unit"), 1):
        rows.append(["I" * number, unit])
        for at, one in enumerate(those, 1):
            ordered.append(one)
            told = [at, one.name, 95, 94, 94, one.say("proposed"), 12, "Tốt", one.points]
            rows.append([*told, one.say("decided")])
    title = "(tháng 12 năm 2024)"
    answers = chosen(
        *(f"{title}=-", "Cá nhân=name", "Tháng=-", "Mức xếp loại #1=proposed_rating"),
        "Mức xếp loại #2=rating",
        fill={"category": "CC"},
    )
    columns = {"unit_id": "unit", "category": "=CC", "proposed_rating": "proposed"}
    expected = lists.expected_of(ordered, name="name", **columns, rating="decided")
    above = [["THỐNG KẾ ĐÁNH GIÁ CÁN BỘ"], [title]]
    return Told((Shape(headings, rows, above),), answers, expected)


def e14(people: list[Person]) -> Told:
    headings = [
        *("STT", "Họ tên", "Điểm tự đánh giá", "Điểm lãnh đạo duyệt", "Tự xếp loại"),
        "Lãnh đạo xếp",
    ]
    rows = [
        [at, one.name, 95, one.points, one.say("own"), one.say("decided")]
        for at, one in enumerate(people, 1)
    ]
    expected = lists.expected_of(people, **SO, name="name", self_rating="own", rating="decided")
    return Told((Shape(headings, rows),), chosen(fill=ALL), expected)


def e15(people: list[Person]) -> Told:
    """Study: the grade is that of a diploma, whatever words it is told in."""
    headings = [
        *("Mã số viên chức", "Họ tên viên chức", "Email", "Khoa", "Chức vụ", "Ngày bắt đầu học"),
        *("Ngày kết thúc", "Trường đào tạo", "Xếp loại"),
    ]
    rows = [
        [
            f"{at:03}",
            one.name,
            "a@b.vn",
            one.unit,
            one.position,
            "01/09/2020",
            "01/06/2024",
            "ĐH Cần Thơ",
            one.say("decided") or "Giỏi",
        ]
        for at, one in enumerate(people, 1)
    ]
    columns = {"unit_id": "unit", "category": "=VC", "position": "position"}
    expected = lists.expected_of(people, name="name", **columns)
    for at, one in enumerate(expected, 1):
        one["staff_id"] = f"{at:03}"
    answers = chosen("Xếp loại=-", fill={"category": "VC"})
    return Told((Shape(headings, rows),), answers, expected)


TOP = [["BIỂU TỔNG HỢP KẾT QUẢ XẾP LOẠI NĂM 2024"], []]


def _counted(people: list[Person], key: str) -> list[tuple[str, Counter[str]]]:
    return [
        (value, Counter(one.decided or "not_rated" for one in those))
        for value, those in lists.blocks(people, key)
    ]


def f1(people: list[Person]) -> Told:
    headings = [
        *("STT", "Tên Chi bộ", "Tổng số cán bộ", "Số HT tốt trở lên", "Trần 20% tối đa"),
        *("Đề xuất xuất sắc", "Tỷ lệ thực tế (%)", "Kết luận kiểm soát trần"),
    ]
    rows: list[list[object]] = []
    expected: list[dict[str, object]] = []
    for at, (unit, grades) in enumerate(_counted(people, "unit"), 1):
        total, best, good = grades.total(), grades["HTXSNV"], grades["HTTNV"]
        share = f"{100 * best // total},0%"
        rows.append([at, unit, total, best + good, 2, best, share, "Đạt chuẩn"])
        told = {"unit_id": unit, "category": "CC", "total": total}
        expected.append({**told, "HTXSNV": best, "HTTNV": good})
    shape = Shape(headings, rows, TOP, [[None, "Tổng cộng", len(people), 3, 4, 5]])
    answers = chosen("Đề xuất xuất sắc=HTXSNV", fill={"category": "CC"})
    return Told((shape,), answers, expected, table="counts")


def f2(people: list[Person]) -> Told:
    numbers = [("Hoàn thành xuất sắc", ["Số lượng", "Tỷ lệ %"]), ("Hoàn thành tốt", ["SL", "%"])]
    headings = [
        *("STT", "Đối tượng đánh giá, xếp loại", "Tổng số", *numbers, "Hoàn thành"),
        *("Không hoàn thành", "Tỷ lệ % xếp loại xuất sắc trong số xếp loại tốt trở lên"),
    ]
    rows: list[list[object]] = []
    expected: list[dict[str, object]] = []
    for at, (kind, grades) in enumerate(_counted(people, "kind"), 1):
        found = [grades[one] for one in GRADES]
        told = [at, lists.KINDS[kind].capitalize(), sum(found), found[0], "50,0%", found[1]]
        rows.append([*told, "33,3%", found[2], found[3], "25,0%"])
        own = {"unit_id": "Sở A", "category": kind, "total": sum(found)}
        expected.append({**own, **dict(zip(GRADES, found, strict=True))})
    numbering = ["1", "2", "3=4+6+8+9", "4", "5", "6", "7", "8", "9", "10"]
    foot: list[list[object]] = [[None, "Tổng cộng", 99, 9, "9,1%", 9, "9,1%", 9, 9, "25,0%"]]
    shape = Shape(headings, rows, TOP, foot, numbering)
    return Told((shape,), chosen(fill={"unit_id": "Sở A"}), expected, table="counts")


def f6(people: list[Person]) -> Told:
    """The national form: grades in rows, categories in columns."""
    kinds = dict(_counted(people, "kind"))
    labels = {
        "HTXSNV": "Hoàn thành xuất sắc nhiệm vụ",
        "HTTNV": "Hoàn thành tốt nhiệm vụ",
        "HTNV": "Hoàn thành nhiệm vụ",
        "KHTNV": "Không hoàn thành nhiệm vụ",
        "not_rated": "Không đánh giá",
    }
    pairs = [(kind, kinds.get(kind, Counter[str]())) for kind in ("CC", "VC")]
    every = sum((grades for _, grades in pairs), Counter[str]())
    columns = [every, *(grades for _, grades in pairs)]
    rows: list[list[object]] = [
        [None, "Tổng số", *(cell for one in columns for cell in (one.total(), "100"))]
    ]
    for at, (grade, label) in enumerate(labels.items(), 1):
        rows.append([at, label, *(cell for one in columns for cell in (one[grade], "1,5"))])
    below = ["Số lượng", "Tỷ trọng"]
    headings = [
        *("TT", "Mức độ hoàn thành nhiệm vụ", ("Tổng số", below)),
        *(("Công chức", below), ("Viên chức", below)),
    ]
    expected: list[dict[str, object]] = [
        {"unit_id": "Toàn quốc", "category": kind, "total": grades.total()}
        | {grade: grades[grade] for grade in labels}
        for kind, grades in pairs
    ]
    answers = chosen(fill={"unit_id": "Toàn quốc"})
    return Told((Shape(headings, rows, TOP),), answers, expected, table="counts")


FORMS: Mapping[str, Callable[[list[Person]], Told]] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            *(lists.e1, lists.e2, lists.e3, lists.e4, lists.e5, lists.e6, lists.e7, lists.e8),
            *(lists.e9, lists.e10, lists.e11, lists.e11_votes, e12, e13, e14, e15, f1, f2, f6),
        )
    }
)
