"""Rows that are told at one look are those that every other question leaves somebody's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.intake.base import Layout, Line
from cbccvc_rules.intake.shapes import plain_rows, rows
from cbccvc_rules.intake.shapes.body import Keys
from cbccvc_rules.intake.shapes.no_names import NoNames
from cbccvc_rules.intake.shapes.plain_rows import PlainRows
from cbccvc_rules.intake.shapes.tables_below import tables_below
from cbccvc_rules.model.scale import packaged_labels

HEADINGS = ("STT", "Mã số", "Họ và tên", "Đơn vị", "Mức xếp loại")
KEYS = Keys(
    order=1,
    id=2,
    name=3,
    unit=4,
    headings={1: "stt", 2: "mã số", 3: "họ và tên"},
    grades=frozenset({5}),
    labels=packaged_labels(),
)
ORDERS = some.sampled_from([1, 2, "3", "4.", "VD", "I", "STT", None, "", "A"])
IDS = some.sampled_from(
    ["CC1", "VC02", "M1", "VD1", "Mã số", "Mã 2", "HTXSNV", "X", "Tổng 3", "1", 7, None, "Ghi chú"]
)
_LIKE_NAMES = ["Lý Thị An", "Hà Văn Tú", "Hạ Đình", "Nguyễn", "Trần A, Lý B", "Lý An và Hà Tú"]
_NO_NAMES = ["Lý do", "Văn phòng", "Phòng A", "Tổ Toán", "HTTNV", "Họ và tên", "Mức", "...", "3"]
NAMES = some.sampled_from([*_LIKE_NAMES, *_NO_NAMES, "Nguồn:", None, 2])
UNITS = some.sampled_from(["Phòng A", "Hạ Đình", "U1", None, 1])
GRADES = some.sampled_from(["HTTNV", "HTNV", "Khá", "2", 3, None])
ROWS = some.lists(some.tuples(ORDERS, IDS, NAMES, UNITS, GRADES), min_size=1, max_size=6)


@given(ROWS)
def test_what_is_plain_is_somebodys_however_it_is_asked(cells: list[tuple[object, ...]]) -> None:
    lines = [Line(number, row) for number, row in enumerate(cells, 2)]
    no_names = NoNames.of(lines, KEYS)
    plain = PlainRows(KEYS, no_names)
    for line in lines:
        if plain.has(line):
            assert rows._is_somebodys(line, KEYS)
            assert not no_names.may_be(line) or no_names.instead(line) is None


def test_most_rows_of_a_list_are_plain() -> None:
    lines = [Line(at, (at, f"CC{at}", "Lý Thị An", "U1", "HTTNV")) for at in range(2, 9)]
    plain = PlainRows(KEYS, NoNames.of(lines, KEYS))
    assert [plain.has(line) for line in lines] == [True] * len(lines)
    assert len(rows.told_apart(lines, KEYS, Layout((), frozenset())).people) == len(lines)


@given(ROWS, some.sampled_from([1, 2, 128]))
def test_rows_looked_at_together_are_plain_as_each_is(
    cells: list[tuple[object, ...]], at_once: int
) -> None:
    lines = [Line(number, row) for number, row in enumerate(cells, 2)]
    plain = PlainRows(KEYS, NoNames.of(lines, KEYS))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plain_rows, "_AT_ONCE", at_once)
        found = plain.numbers(lines)
    assert found == {line.number for line in lines if plain.has(line)}
    assert tables_below(lines, KEYS, found) == tables_below(lines, KEYS)


WORDS = some.sampled_from(
    [
        "Lý",
        "LÝ",
        "Hà",
        "Mức",
        "An",
        "và",
        "Ban",
        "A1",
        "Ly\u0301",
        "",
        "Hạ",
        "Tổ",
        "Đình",
        "\n",
        "ẞ",
    ]
)


@given(some.lists(some.lists(WORDS, max_size=4).map(" ".join), min_size=1, max_size=4))
def test_names_that_are_plain_together_are_so_one_by_one(texts: list[str]) -> None:
    no_names = NoNames.of([Line(2, (1, "CC1", "Lý An", "Hạ Đình", "HTTNV"))], KEYS)
    if no_names.are_plain_names(texts):
        assert all(map(no_names.is_plain_name, texts))


def test_most_names_are_plain_together() -> None:
    no_names = NoNames.of([], KEYS)
    assert no_names.are_plain_names(["Lý Thị An", "Hà Văn Tú", "NGUYỄN THỊ BÊ"])
    assert not no_names.are_plain_names(["Lý Thị An", "Hà"])
