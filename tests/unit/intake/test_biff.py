"""Workbooks of the old Excel format: read within limits, refused with one message otherwise."""

from __future__ import annotations

import shutil
import struct
import subprocess
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules import read
from cbccvc_rules.intake import biff
from cbccvc_rules.intake.base import Contents, Merge, TakenFile
from cbccvc_rules.intake.old_letters import TCVN3, Font
from cbccvc_rules.intake.workbook_read import read_workbook
from cbccvc_rules.model.values import FormulaFault, ShownNumber
from old_text import WRITTEN
from unit.intake.old_workbooks import (
    a_compound,
    a_stream,
    a_table,
    an_old_workbook,
    formula,
    number,
    of_text,
    record,
    shared,
    styles,
    texts,
)

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    ["Mã số", "Họ và tên", "Loại đối tượng", "Mã đơn vị", "Mức xếp loại"],
    ["A01", "Nguyễn Thị Thắm", "viên chức", "T1", "Hoàn thành tốt nhiệm vụ"],
    ["A02", "Trần Văn Cúc", "viên chức", "T1", "Hoàn thành nhiệm vụ"],
]


def contents(data: bytes) -> Contents:
    return read_workbook(TakenFile("t.xls", ".xls", data))


def rows(cells: bytes, head: bytes = b"") -> list[list[object]]:
    read_ = contents(an_old_workbook({"A": cells}, head))
    assert read_.problems == ()
    return [list(line.cells) for line in read_.grids[0].lines]


def refused_for(data: bytes) -> str:
    read_ = contents(data)
    assert (read_.grids, len(read_.problems)) == ((), 1)
    assert read_.problems[0].say("vi") != read_.problems[0].say("en")
    return read_.problems[0].code


def test_a_list_reads_as_it_does_in_the_new_format(tmp_path: Path) -> None:
    (tmp_path / "danh-sach.xls").write_bytes(a_table(ROWS))
    first, second = read(tmp_path / "danh-sach.xls", period="2024").tables["staff"]
    assert (first.values["name"], second.values["rating"]) == ("Nguyễn Thị Thắm", "HTNV")
    assert str(second.place("rating")) == "danh-sach.xls, Sheet1!E3"


def test_a_list_in_an_old_font_reads_as_in_unicode(tmp_path: Path) -> None:
    old = [[WRITTEN[TCVN3](cell) for cell in row] for row in ROWS]
    (tmp_path / "a.xls").write_bytes(a_table(old))
    batch = read(tmp_path / "a.xls", period="2024")
    assert batch.tables["staff"][0].values["name"] == "Nguyễn Thị Thắm"
    assert "text-recoded" in [one.code for one in batch.problems]


def rk(row: int, column: int, bits: int) -> bytes:
    return record(0x27E, struct.pack("<HHHL", row, column, 0, bits))


def test_values_are_of_their_kinds_and_exact() -> None:
    many = record(0xBD, struct.pack("<HHHLHLH", 1, 0, 0, 7 << 2 | 2, 0, 150 << 2 | 3, 1))
    cells = (
        number(0, 0, 0.1)
        + record(0x205, struct.pack("<HHHBB", 0, 1, 0, 1, 0))
        + rk(0, 2, (-3 << 2 | 2) & 0xFFFFFFFF)
        + rk(0, 3, 0x3FF00000)
        + many
    )
    assert rows(cells) == [[Fraction(1, 10), True, -3, 1], [7, Fraction(3, 2), "", ""]]


def test_formulas_are_what_they_came_to() -> None:
    cells = (
        formula(0, 0, struct.pack("<d", 2.5))
        + formula(0, 1, b"\0\0\0\0\0\0\xff\xff")
        + of_text("tốt")
        + formula(0, 2, b"\1\0\1\0\0\0\xff\xff")
        + formula(0, 3, b"\2\0\x2a\0\0\0\xff\xff")
        + formula(0, 4, b"\3\0\0\0\0\0\xff\xff")
        + record(0x205, struct.pack("<HHHBB", 0, 5, 0, 7, 1))
    )
    failed = [FormulaFault("cell-formula-failed", text) for text in ("#N/A", "#DIV/0!")]
    assert rows(cells) == [[Fraction(5, 2), "tốt", True, failed[0], "", failed[1]]]


def test_days_ids_and_old_fonts_are_told_by_their_styles() -> None:
    head = styles(("Arial", "dd/mm/yyyy"), ("Arial", "00000"), (".VnTime", '0 "đ"'))
    cells = number(0, 0, 45640, 1) + number(0, 1, 7, 2) + number(0, 2, 45640, 3)
    cells += shared(0, 3, 0, 3)
    found = contents(an_old_workbook({"A": cells}, texts("Cóc") + head)).grids[0]
    assert list(found.lines[0].cells) == [date(2024, 12, 14), ShownNumber(7, "00007"), 45640, "Cóc"]
    assert found.fonts == {(1, 4): Font(TCVN3)}


def test_days_may_count_from_1904() -> None:
    head = record(0x22, b"\1\0") + styles(("Arial", "dd/mm/yyyy"))
    (row,) = rows(number(0, 0, 44178, 1), head)
    assert isinstance(row[0], ShownNumber)
    assert row[0].day == date(2024, 12, 14)


def test_a_text_may_go_on_in_another_record() -> None:
    head = texts("a", "Nguyen Thị Thắm", split=7)
    assert rows(shared(0, 0, 0) + shared(0, 1, 1), head) == [["a", "Nguyen Thị Thắm"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (an_old_workbook({}), "workbook-not-one"),
        (an_old_workbook({"A": b""}, record(0x2F, bytes(6))), "workbook-encrypted"),
        (an_old_workbook({"A": b""}, version=0x500), "workbook-other-format"),
        (an_old_workbook({"A": b""}, version=0x500, stream="Book"), "workbook-other-format"),
        (an_old_workbook({"A": b""}, stream="WordDocument"), "workbook-not-one"),
        (an_old_workbook({"A": b""}, stream="EncryptedPackage"), "workbook-encrypted"),
        (an_old_workbook({"A": number(0, 0, 1) * 2}), "workbook-broken"),
        (an_old_workbook({"A": shared(0, 0, 9)}), "workbook-broken"),
        (an_old_workbook({"A": number(0, 300, 1)}), "workbook-broken"),
        (an_old_workbook({"A": number(0, 0, 1)[:-3]}), "workbook-broken"),
        (an_old_workbook({"A": number(0, 0, 1) + number(65535, 255, 1)}), "sheet-too-sparse"),
        (a_compound("Workbook", a_stream({"A": b""}), size=2**31), "workbook-broken"),
        (a_table(ROWS)[:2000], "workbook-broken"),
        (a_table(ROWS)[:600], "workbook-broken"),  # nothing is left that says what it was
    ],
)
def test_what_cannot_be_read_is_told_for_what_it_is(data: bytes, code: str) -> None:
    assert refused_for(data) == code


def test_no_more_cells_and_text_are_read_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    many = an_old_workbook(
        {"A": b"".join(shared(at, 0, 0) for at in range(3_000))}, texts("x" * 30_000)
    )
    assert refused_for(many) == "workbook-too-large"
    monkeypatch.setattr(biff, "MAX_TEXT_BYTES", 10)
    assert refused_for(many) == "workbook-too-large"


@given(
    some.lists(some.tuples(some.integers(0, 5_000), some.integers(0, 255)), max_size=12),
    some.integers(0, 5_000),
    some.booleans(),
)
def test_no_damage_stops_the_reader(
    changes: list[tuple[int, int]], length: int, whole: bool
) -> None:
    """Whatever bytes are changed or lost, in the file or in its stream, there is one answer."""
    stream = a_stream(
        {"A": shared(0, 0, 0) + number(1, 1, 2, 1), "B": formula(0, 0, bytes(8))},
        texts("a", "Thắm", split=None) + styles((".VnTime", "00000")),
    )
    data = bytearray(a_compound("Workbook", stream) if whole else stream)
    for at, byte in changes:
        data[at % len(data)] = byte
    cut = bytes(data[: max(8, len(data) - length // 50)])
    read_ = contents(cut if whole else a_compound("Workbook", cut))
    assert bool(read_.problems) != bool(read_.grids)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("kind", "made"),
    [("xls:MS Excel 97", "xls"), ("xlsx", "xlsx"), ("html:HTML (StarCalc)", "html")],
)
def test_a_file_of_libreoffice_reads_as_a_list(tmp_path: Path, kind: str, made: str) -> None:
    source = tmp_path / "list.csv"
    source.write_text("".join(",".join(row) + "\n" for row in ROWS), encoding="utf-8")
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={tmp_path.as_uri()}/profile"),
            *("--infilter=CSV:44,34,76", "--convert-to", kind),
            *("--outdir", str(tmp_path), str(source)),
        ],
        check=True,
        capture_output=True,
    )
    path = tmp_path / ("page.xls" if made == "html" else f"list.{made}")
    if made == "html":
        (tmp_path / "list.html").rename(path)
    found = read(path, period="2024").tables["staff"]
    assert [row.values["name"] for row in found] == ["Nguyễn Thị Thắm", "Trần Văn Cúc"]
    assert [row.values["rating"] for row in found] == ["HTTNV", "HTNV"]


def test_what_is_merged_and_hidden_is_told() -> None:
    cells = number(0, 0, 1) + number(3, 2, 1)
    cells += record(0x208, struct.pack("<HHHHHHHH", 3, 0, 3, 0, 0, 0, 0x20, 0))
    cells += record(0x7D, struct.pack("<HHHHHH", 1, 2, 0, 0, 1, 0))
    cells += record(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 2))
    layout = contents(an_old_workbook({"A": cells})).grids[0].layout
    assert layout.merges == (Merge(1, 1, 2, 3),)
    assert (layout.hidden_rows, layout.hidden_columns) == ({4}, {2, 3})
