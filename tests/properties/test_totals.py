"""Summary tables of many forms read back equal, or are asked about; figures below lists too."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as some

from cbccvc_rules.errors import BatchError
from unit.intake.shapes.books import ALL_ONE, NAMES, Shape, chosen, people_of, read_shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.chosen import Chosen

GRADES = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
CALLED = (
    GRADES,
    ("HTXS", "HTT", "HT", "KHT"),
    ("Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Không hoàn thành"),
    (
        "Hoàn thành xuất sắc nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành nhiệm vụ",
        "Không hoàn thành nhiệm vụ",
    ),
)
CATEGORIES = {"CB": "Cán bộ", "CC": "Công chức", "VC": "Viên chức"}
UNITS = ("Phòng Nội vụ", "Văn phòng", "Tổ Toán", "Trường THCS Lê Lợi")
FOOT = [[], [None, "NGƯỜI LẬP BIỂU", None, "THỦ TRƯỞNG ĐƠN VỊ"]]


@dataclass(frozen=True)
class Form:
    """How a summary is laid out, and what it counts: by unit, category and grade."""

    counts: Mapping[tuple[str, str | None, str], int]
    categories: tuple[str | None, ...]
    called: tuple[str, ...]
    shares: bool
    total: str | None
    heads: bool
    within: bool
    foot: bool

    def of(self, units: tuple[str, ...]) -> list[object]:
        """Return the cells of the sum of some units."""
        cells: list[object] = []
        for category, grade in product(self.categories, GRADES):
            cells.append(sum(self.counts[unit, category, grade] for unit in units))
            cells += ["10%"] if self.shares else []
        return cells

    def shape(self) -> Shape:
        below: list = [(one, ["Số lượng", "Tỷ lệ"]) if self.shares else one for one in self.called]
        spans = [(CATEGORIES[one], below) for one in self.categories if one is not None]
        rows: list[list[object]] = []
        for number, units in enumerate((UNITS[:2], UNITS[2:])):
            if self.heads:
                rows.append([("I", "II")[number], f"Khối {number + 1}", *self.of(units)])
            for at, unit in enumerate(units, 1):
                rows.append([at if self.heads else 2 * number + at, unit, *self.of((unit,))])
                if self.within:
                    rows.append(["", "Trong đó: nữ", *([0] * len(self.of(units)))])
        if self.total is not None:
            rows.append(["", self.total, *self.of(UNITS)])
        foot = FOOT if self.foot else []
        return Shape(["TT", "Đơn vị", *(spans or below)], rows, foot=foot, name="Tổng hợp")


@some.composite
def forms(draw: some.DrawFn) -> Form:
    several = draw(some.booleans())
    categories = draw(some.permutations(sorted(CATEGORIES)))[:2] if several else [None]
    keys = product(UNITS, categories, GRADES)
    return Form(
        {key: draw(some.integers(0, 40)) for key in keys},
        tuple(categories),
        draw(some.sampled_from(CALLED)),
        draw(some.booleans()),
        draw(some.sampled_from([None, "Cộng", "Tổng cộng", "Tổng số"])),
        *(draw(some.booleans()) for _ in range(3)),
    )


def read_or_asked(shape: Shape, told: Chosen | None = None) -> Batch | None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return read_shape(Path(folder), shape, told=told)
        except BatchError as error:
            assert [one for one in error.problems if one.severity == "error"]
            return None


@settings(max_examples=40, deadline=None)
@given(forms())
def test_a_summary_reads_back_equal_or_is_asked_about(form: Form) -> None:
    batch = read_or_asked(form.shape())
    if batch is None:
        return
    rows = batch.tables["counts"]
    found = {
        (row.values["unit_id"], row.values["category"], grade): row.values[grade]
        for row in rows
        for grade in GRADES
    }
    assert len(rows) == len(UNITS) * len(form.categories)
    assert found == form.counts


WORDS = ("Hoàn thành xuất sắc nhiệm vụ", "HTT", "Tổng cộng", "Cộng Văn phòng", "Tổng số: 2 người")


@settings(max_examples=60, deadline=None)
@given(
    some.permutations(["Mã số", "Đơn vị", "Chức vụ", "name"]),
    some.booleans(),
    some.booleans(),
    some.lists(
        some.tuples(some.sampled_from(WORDS), some.integers(0, 2), some.integers(1, 3)),
        min_size=1,
        max_size=4,
    ),
)
def test_figures_below_a_list_never_become_people(
    order: list[str], parted: bool, numbered: bool, below: list[tuple[str, int, int]]
) -> None:
    """Wherever words and figures stand under the columns of a list."""
    first = ["STT"] if numbered else []
    names = ["Họ và tên đệm", "Tên"] if parted else ["Họ và tên"]
    headings = [*first, *(part for one in order for part in (names if one == "name" else [one]))]
    rows: list[list[object]] = []
    for at, name in enumerate(NAMES[:2], 1):
        family, _, given_ = name.rpartition(" ")
        cells = {
            "STT": at,
            "Mã số": f"V{at:03}",
            "Đơn vị": "Phòng A",
            "Chức vụ": "Kế toán",
            "Họ và tên đệm": family,
            "Tên": given_,
            "Họ và tên": name,
        }
        rows.append([*(cells[one] for one in headings), "HTT"])
    width = len(headings) + 1
    for words, at, gap in below:
        row: list[object] = [""] * width
        row[at] = words
        if at + gap < width - 1:  # not where grades stand
            row[at + gap] = 2
        rows.append(row)
    told = chosen(fill={"category": ALL_ONE["category"]})
    batch = read_or_asked(Shape([*headings, "Xếp loại"], rows), told)
    if batch is not None:
        assert people_of(batch, "name") == [(one,) for one in NAMES[:2]]
