"""A batch that is known, drawn anew each time, and how each shape of the agencies tells it.

One function a shape (E1-E15 of the lists, F1, F2, F6 of the totals): the sheets, the answers to
what the shape leaves open, and what has to be read then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from hypothesis import assume
from hypothesis import strategies as some

from cbccvc_rules.intake.shapes.group_words import is_unit_name
from properties.test_old_texts import syllables
from unit.intake.shapes.books import Shape, chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.model.chosen import Chosen

GRADES = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
WORDS = {
    "HTXSNV": ("Hoàn thành xuất sắc nhiệm vụ", "HTXSNV", "HTXS", "XUẤT SẮC", "Hoàn Thành Xuất Sắc"),
    "HTTNV": ("Hoàn thành tốt nhiệm vụ", "HTTNV", "HTT", "Tốt", "hoàn thành tốt "),
    "HTNV": ("Hoàn thành nhiệm vụ", "HTNV", "HT", "Hoàn thành"),
    "KHTNV": ("Không hoàn thành nhiệm vụ", "KHTNV", "KHT"),
    "not_rated": ("Không xếp loại", "Không đánh giá", "KHÔNG PHÂN LOẠI"),
    None: (None, "Chưa xếp loại", "-", "Chờ đánh giá"),
}
UNITS = ("Phòng Hành chính", "Phòng Kế hoạch", "Phòng Tài vụ")
KINDS = {"CC": "CÔNG CHỨC", "VC": "VIÊN CHỨC", "HD": "NGƯỜI LAO ĐỘNG"}
POSITIONS = ("Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên", "Văn thư")
TITLES = [
    ["UBND THÀNH PHỐ HOA SEN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG NĂM 2024"],
    ["(Kèm theo Quyết định số 12/QĐ-UBND ngày 10 tháng 01 năm 2025)"],
    [],
]


@dataclass(frozen=True)
class Person:
    """Somebody; a grade is a code, None where it is not told, and `words` are how each is put."""

    name: str
    unit: str
    kind: str
    position: str
    own: str | None
    proposed: str | None
    decided: str | None
    points: int
    words: Mapping[str, str | None]

    def say(self, grade: str) -> str | None:
        return self.words[grade]


@dataclass(frozen=True)
class Told:
    """Sheets, the answers, and what is read with them; `table`: of people, or of totals."""

    sheets: tuple[Shape, ...]
    answers: Chosen
    expected: list[dict[str, object]]
    stage: str = "decided"
    table: str = "staff"
    doubts: frozenset[str] = field(default_factory=frozenset)


@some.composite
def names(draw: some.DrawFn) -> str:
    """Return a name; one that begins as those of units do is asked about, not read."""
    many = draw(some.integers(2, 4))
    name = " ".join(draw(syllables()).capitalize() for _ in range(many))
    assume(not is_unit_name(name))
    return name


@some.composite
def _person(draw: some.DrawFn, name: str) -> Person:
    grades = {
        which: draw(some.sampled_from([*GRADES, "HTTNV", "HTNV", "not_rated", None]))
        for which in ("own", "proposed", "decided")
    }
    return Person(
        name,
        draw(some.sampled_from(UNITS)),
        draw(some.sampled_from(sorted(KINDS))),
        draw(some.sampled_from(POSITIONS)),
        grades["own"],
        grades["proposed"],
        grades["decided"],
        draw(some.integers(0, 100)),
        {which: draw(some.sampled_from(WORDS[one])) for which, one in grades.items()},
    )


@some.composite
def batches(draw: some.DrawFn) -> list[Person]:
    """Draw people; the first three have each grade, so that every column holds something."""
    told = draw(some.lists(names(), min_size=4, max_size=9, unique_by=str.casefold))
    people = [draw(_person(one)) for one in told]
    return [_graded(one, GRADES[at]) if at < 3 else one for at, one in enumerate(people)]


def _graded(one: Person, grade: str) -> Person:
    words = dict.fromkeys(("own", "proposed", "decided"), WORDS[grade][0])
    plain = (one.name, one.unit, one.kind, one.position)
    return Person(*plain, grade, grade, grade, one.points, words)


def expected_of(people: list[Person], **columns: str) -> list[dict[str, object]]:
    """Return what is read: a column and the attribute that it tells, or `=` and a value."""
    return [
        {
            column: told[1:] if told.startswith("=") else getattr(one, told)
            for column, told in columns.items()
        }
        for one in people
    ]


def blocks(people: list[Person], key: str) -> Iterator[tuple[str, list[Person]]]:
    ordered = sorted(people, key=lambda one: str(getattr(one, key)))
    for value, those in groupby(ordered, key=lambda one: str(getattr(one, key))):
        yield value, list(those)


def _foot(people: list[Person]) -> list[list[object]]:
    return [
        [],
        [f"Tổng cộng: {len(people)} người"],
        ["- Hoàn thành xuất sắc nhiệm vụ: 1 người (33,3% - Quy định tối đa 20%)"],
        [None, None, None, "Hà Nội, ngày 10 tháng 01 năm 2025"],
        [None, "NGƯỜI LẬP BIỂU", None, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"],
        [None, "(Ký, ghi rõ họ tên)"],
    ]


def _one_mark(grade: str | None, *grades: str) -> list[object]:
    return ["x" if one == grade else None for one in grades]


ALL = {"unit_id": "Sở A", "category": "CC"}
SO = {"unit_id": "=Sở A", "category": "=CC"}


def e1(people: list[Person]) -> Told:
    months = [f"T{month:02}" for month in range(1, 13)]
    rows = [[at, one.name, one.position, *"ABCABCABCABC"] for at, one in enumerate(people, 1)]
    headings = ["TT", "HỌ VÀ TÊN", "CHỨC VỤ", *months, "GHI CHÚ"]
    shape = Shape(headings, rows, TITLES, _foot(people))
    return Told(
        (shape,), chosen(fill=ALL), expected_of(people, **SO, name="name", position="position")
    )


def e2(people: list[Person]) -> Told:
    marks = ("PHÂN LOẠI", ["A", "B", "C", "D"])
    headings = ["TT", "HỌ VÀ TÊN", "CHỨC VỤ", marks, "KHÔNG PHÂN LOẠI", "GHI CHÚ"]
    rows = [
        [at, one.name, one.position, *_one_mark(one.decided, *GRADES, "not_rated")]
        for at, one in enumerate(people, 1)
    ]
    letters = dict(zip("ABCD", GRADES, strict=True))
    expected = expected_of(people, **SO, name="name", position="position", rating="decided")
    shape = Shape(headings, rows, TITLES, _foot(people))
    return Told((shape,), chosen(fill=ALL, **letters), expected)


def e3(people: list[Person]) -> Told:
    headings = [
        *("TT", "Họ và tên", "Họ", "Tên", ("Ngày tháng \nnăm sinh", ["Nam", "Nữ"]), "Chức vụ"),
        *("Đơn vị", "Ngạch", ("Trình độ đào tạo", ["Ngành \nđào tạo", ("Hệ", ["Dài", "Ngắn"])])),
        "Xếp loại",
    ]
    rows = [
        [
            at,
            one.name,
            *_parted(one.name),
            1980 + at if at % 2 else None,
            None if at % 2 else 1980,
            one.position,
            one.unit,
            "01.003",
            "Luật",
            "CQ",
            None,
            one.say("decided"),
        ]
        for at, one in enumerate(people, 1)
    ]
    answers = chosen("Đơn vị=unit_id", "Xếp loại=rating", fill={"category": "CC"})
    columns = {"name": "name", "position": "position", "unit_id": "unit", "category": "=CC"}
    shape = Shape(headings, rows, TITLES)
    return Told((shape,), answers, expected_of(people, **columns, rating="decided"))


def _parted(name: str) -> tuple[str, str]:
    first, _, last = name.rpartition(" ")
    return first, last


def e4(people: list[Person]) -> Told:
    headings = [
        *("Họ", "Tên", "Giới tính", "Ngày Sinh (d/m/Y)", "Phòng (Đơn Vị)", "Hệ số lương"),
        *("Số hiệu Công chức thừa hành", "Xếp loại"),
    ]
    rows = [
        [
            *_parted(one.name),
            "Nam",
            31753,
            one.unit,
            "2,34",
            f"T30-HQ02-{at:04}",
            one.say("decided"),
        ]
        for at, one in enumerate(people, 1)
    ]
    expected = expected_of(people, name="name", unit_id="unit", category="=CC", rating="decided")
    for at, one in enumerate(expected, 1):
        one["staff_id"] = f"T30-HQ02-{at:04}"
    return Told((Shape(headings, rows),), chosen(fill={"category": "CC"}), expected)


def e5(people: list[Person]) -> Told:
    headings = [
        *("STT", "Họ và tên cán bộ", "Chức vụ Đảng", "Chức danh chính quyền", "Chi bộ"),
        *("Đơn vị chuyên môn", "Điểm chung (30đ)", "Điểm chuyên môn (70đ)"),
        *("Tổng điểm tự chấm (100đ)", "Tập thể lãnh đạo đề xuất", "Điểm thẩm định"),
        "Mức xếp loại chính thức",
    ]
    rows = [
        [
            at,
            one.name,
            "Bí thư",
            one.position,
            "CB 1",
            one.unit,
            29,
            60,
            89,
            one.say("proposed"),
            one.points,
            one.say("decided"),
        ]
        for at, one in enumerate(people, 1)
    ]
    columns = {"position": "position", "unit_id": "unit", "category": "=CB", "rating": "decided"}
    expected = expected_of(people, name="name", proposed_rating="proposed", **columns)
    shape = Shape(headings, rows, TITLES, _foot(people))
    return Told((shape,), chosen(fill={"category": "CB"}), expected)


def e6(people: list[Person]) -> Told:
    own = ("Cá nhân tự chấm điểm, đề xuất mức xếp loại", ["Điểm", "Mức tự xếp loại đề xuất"])
    last = ("Cấp có thẩm quyền quyết định", ["Điểm", "Mức xếp loại"])
    rows = [
        [at, one.name, "M8", one.unit, 95, one.say("own"), one.points, one.say("decided")]
        for at, one in enumerate(people, 1)
    ]
    shape = Shape(
        ["STT", "Họ và tên", "Mã chức danh", "Đơn vị công tác", own, last],
        rows,
        [*TITLES, [*[None] * 7, "Mẫu 15B"]],
        _foot(people),
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "8 (=5+7)"],
    )
    other = Shape(["Kiểm tra", "Kết quả"], [["Số dòng", 1]], name="Kiểm tra dữ liệu")
    columns = {"unit_id": "unit", "category": "=CC", "self_rating": "own", "rating": "decided"}
    expected = expected_of(people, name="name", **columns)
    return Told((shape, other), chosen(fill={"category": "CC"}), expected)


def e7(people: list[Person]) -> Told:
    headings = [
        *("STT", "Họ và tên", "Chức vụ / Vị trí việc làm", "Đơn vị công tác"),
        ("Điểm đánh giá chi tiết", ["Phần A\n(30đ)", "Phần B\n(70đ)", "Tổng điểm\n(100đ)"]),
        ("Kết quả xếp loại", ["Cá nhân tự đề xuất", "Lãnh đạo đề xuất"]),
        *("Tóm tắt căn cứ, lý do đề xuất xếp loại", "Đề xuất về công tác cán bộ", "Ghi chú"),
    ]
    rows: list[list[object]] = []
    ordered: list[Person] = []
    for number, (kind, those) in enumerate(blocks(people, "kind"), 1):
        rows.append([f"{'I' * number}. KHỐI {KINDS[kind]} (Tổng số: {len(those)} người)"])
        for one in those:
            ordered.append(one)
            told = [len(ordered), one.name, one.position, one.unit, 29, 65, one.points]
            rows.append([*told, one.say("own"), one.say("proposed"), "có sáng kiến"])
    columns = {"unit_id": "unit", "category": "kind", "position": "position"}
    grades = {"self_rating": "own", "proposed_rating": "proposed"}
    expected = expected_of(ordered, name="name", **columns, **grades)
    return Told((Shape(headings, rows, TITLES, _foot(people)),), chosen(), expected, "proposed")


def e8(people: list[Person]) -> Told:
    title = "DANH SÁCH TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI - Tháng 5/2024"
    rows = [
        [at, one.name, one.position, 95, one.points, one.say("decided")]
        for at, one in enumerate(people, 1)
    ]
    headings = ["STT", "Họ và tên", "Chức vụ", "Tự đánh giá", "Cấp duyệt", "Xếp loại"]
    expected = expected_of(people, **SO, name="name", position="position", rating="decided")
    shape = Shape(headings, rows, [["SỞ HOA SEN"], [title], []])
    return Told((shape,), chosen(f"{title}=-", "Cấp duyệt=-", fill=ALL), expected)


def e9(people: list[Person]) -> Told:
    headings = [
        *("STT", "Họ và Tên Viên Chức", "Tổ Chuyên Môn", "Chức Vụ", "Chuyên Môn (40%)"),
        *("Kỷ Luật (20%)", "Tổng Điểm", "Xếp Loại"),
    ]
    rows = [
        [at, one.name, one.unit, one.position, 38, "19,5", one.points, one.say("decided")]
        for at, one in enumerate(people, 1)
    ]
    columns = {"unit_id": "unit", "category": "=VC", "position": "position", "rating": "decided"}
    expected = expected_of(people, name="name", **columns)
    return Told((Shape(headings, rows),), chosen(fill={"category": "VC"}), expected)


def e10(people: list[Person]) -> Told:
    headings = [
        *("#", "Đơn vi,Họ và tên", "Chức danh, chức vụ.", "Hoàn thành xuất sắc nhiệm vụ."),
        *("Hoàn thành tốt nhiệm vụ.", "Hoàn thành nhiệm vụ.", "Không hoàn thành nhiệm vụ"),
        "Ghi chú.",
    ]
    rows: list[list[object]] = []
    ordered: list[Person] = []
    for number, (unit, those) in enumerate(blocks(people, "unit"), 1):
        rows.append(["I" * number, f"{unit}."])
        for at, one in enumerate(those, 1):
            grade = None if one.decided == "not_rated" else one.decided
            ordered.append(_with(one, grade))
            rows.append([at, one.name, one.position, *_one_mark(grade, *GRADES)])
    columns = {"unit_id": "unit", "category": "=VC", "position": "position", "rating": "decided"}
    expected = expected_of(ordered, name="name", **columns)
    answers = chosen("Đơn vi,Họ và tên=name", fill={"category": "VC"})
    return Told((Shape(headings, rows, TITLES),), answers, expected)


def _with(one: Person, grade: str | None) -> Person:
    plain = (one.name, one.unit, one.kind, one.position, one.own, one.proposed)
    return Person(*plain, grade, one.points, one.words)


def e11(people: list[Person]) -> Told:
    """The second table of the tally: the unit stands in the first row of its block alone."""
    rows: list[list[object]] = []
    ordered: list[Person] = []
    for unit, those in blocks(people, "unit"):
        for at, one in enumerate(those):
            ordered.append(one)
            told = [len(ordered), None if at else unit, one.name, one.points]
            rows.append([*told, one.say("own"), one.say("proposed"), one.say("decided")])
    headings = ["TT", "Đơn vị công tác", "Họ tên", "Điểm", "Tự Nhận", "Đề xuất ĐV", "Xếp loại"]
    grades = {"self_rating": "own", "proposed_rating": "proposed", "rating": "decided"}
    expected = expected_of(ordered, name="name", unit_id="unit", category="=VC", **grades)
    answers = chosen("Đơn vị công tác=unit_id.down", fill={"category": "VC"})
    return Told((Shape(headings, rows),), answers, expected)


def e11_votes(people: list[Person]) -> Told:
    headings = [
        *("Đơn vị", "Họ tên", "HTXSNV", "HTTNV", "HTNV", "KHTNV", "Tín nhiệm", "Không TN"),
    ]
    rows = [[one.unit, one.name, 5, 2, at, 0, 7, 0] for at, one in enumerate(people)]
    expected = expected_of(people, name="name", unit_id="unit", category="=VC")
    answers = chosen("Đơn vị=unit_id", fill={"category": "VC"})
    return Told((Shape(headings, rows),), answers, expected)
