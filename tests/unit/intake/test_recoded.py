"""Rounds in old encodings read as the same round in Unicode does, and say so."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from cbccvc_rules import read
from cbccvc_rules.intake.old_letters import CP1258, ENCODINGS, TCVN3, VNI, bytes_of
from old_text import WRITTEN
from unit.intake.rounds import codes, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

ROWS = [
    ["Mã số", "Họ và tên", "Loại đối tượng", "Mã đơn vị", "Mức xếp loại", "Năm sinh"],
    [
        "A01",
        "Nguyễn Thị Hồng Thắm",
        "Viên chức",
        "Phòng Tổ chức",
        "Hoàn thành tốt nhiệm vụ",
        "1980",
    ],
    ["A02", "Trần Văn Cúc", "Viên chức", "Tổ Nội vụ", "Hoàn thành nhiệm vụ", "1981"],
    ["A03", "Smith Müller", "Công chức", "Phòng Kế hoạch", "Không hoàn thành nhiệm vụ", "1982"],
    ["A04", "Lê Hà", "Công chức", "Phòng Kế hoạch", "Hoàn thành xuất sắc nhiệm vụ", "1983"],
]


def a_list(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


def told(batch: Batch) -> list[tuple[object, ...]]:
    columns = ("staff_id", "name", "category", "unit_id", "rating")
    return [tuple(row.values[column] for column in columns) for row in batch.tables["staff"]]


@pytest.fixture
def plain(tmp_path: Path) -> list[tuple[object, ...]]:
    path = tmp_path / "plain.csv"
    path.write_text(a_list(ROWS), encoding="utf-8")
    return told(read(path, period="2024"))


def western(rows: Sequence[Sequence[str]], written: Callable[[str], str]) -> list[list[str]]:
    # Nobody writes the name of a foreigner in a Vietnamese encoding.
    return [[cell if cell == "Smith Müller" else written(cell) for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (a_list(ROWS).encode("utf-8-sig"), "utf-8-sig.csv"),
        (a_list(ROWS, ";").encode("utf-8"), "semicolons.csv"),
        (a_list(ROWS, "\t").encode("utf-16"), "unicode-text.csv"),
        (b"\xfe\xff" + a_list(ROWS, "\t").encode("utf-16-be"), "unicode-text.tsv"),
    ],
    ids=["utf-8 with mark", "semicolons", "utf-16", "utf-16 big end first"],
)
def test_unicode_in_any_form_reads_alike(
    data: bytes, name: str, tmp_path: Path, plain: list[tuple[object, ...]]
) -> None:
    (tmp_path / name).write_bytes(data)
    batch = read(tmp_path / name, period="2024")
    assert told(batch) == plain
    assert "text-recoded" not in codes(batch)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("stored", ["bytes", "utf-8"])
def test_a_list_in_an_old_encoding_reads_as_in_unicode(
    encoding: str, stored: str, tmp_path: Path, plain: list[tuple[object, ...]]
) -> None:
    """As the bytes of old programs, and as Western letters saved as UTF-8."""
    text = a_list(western(ROWS, WRITTEN[encoding]))
    data = bytes_of(text) if stored == "bytes" else text.encode()
    assert data is not None
    path = tmp_path / "old.csv"
    path.write_bytes(data)
    batch = read(path, period="2024")
    read_back = told(batch)
    assert [row[4] for row in read_back] == ["HTTNV", "HTNV", "KHTNV", "HTXSNV"]
    assert [row[0] for row in read_back] == [row[0] for row in plain]
    assert [row[2:] for row in read_back] == [row[2:] for row in plain]
    for row, expected in zip(read_back, plain, strict=True):
        if expected[1] != "Smith Müller":
            assert row[1] == expected[1]
    (note,) = [problem for problem in batch.problems if problem.code == "text-recoded"]
    assert note.severity == "notice"
    assert encoding in note.say("vi")
    assert str(note.place) == "old.csv!A1"


def test_what_was_typed_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(a_list(western(ROWS, WRITTEN[TCVN3])), encoding="utf-8")
    row = read(path, period="2024").tables["staff"][0]
    assert row.values["name"] == "Nguyễn Thị Hồng Thắm"
    assert row.typed["name"] == "NguyÔn ThÞ Hång Th¾m"
    assert row.typed["rating"] == "Hoµn thµnh tèt nhiÖm vô"
    assert "staff_id" not in row.typed


def a_workbook(path: Path, font: str, rows: Sequence[Sequence[str]], column: int) -> Path:
    """Write a workbook, one of its columns in a font of its own."""
    with xlsxwriter.Workbook(io.BytesIO() if path is None else path) as book:
        old = book.add_format({"font_name": font})
        sheet = book.add_worksheet("Danh sách")
        for row, cells in enumerate(rows):
            for at, cell in enumerate(cells):
                sheet.write_string(row, at, cell, *([old] if at == column and row else []))
    return path


@pytest.mark.parametrize(
    ("font", "encoding", "name"),
    [
        (".VnTime", TCVN3, "Lê Cúc"),
        (".VnTimeH", TCVN3, "LÊ CÚC"),
        ("VNI-Times", VNI, "Lê Cúc"),
        ("Times New Roman", None, "Lª Cóc"),
    ],
)
def test_a_font_tells_of_names_too_few_to_decide(
    font: str, encoding: str | None, name: str, tmp_path: Path
) -> None:
    written = WRITTEN[encoding or TCVN3]
    rows = [row[:] for row in ROWS[:2]]
    rows[1][1] = written("Lê Cúc")
    batch = read(a_workbook(tmp_path / "a.xlsx", font, rows, 1), period="2024")
    assert batch.tables["staff"][0].values["name"] == name
    assert ("text-recoded" in codes(batch)) == (encoding is not None)


def test_torn_utf_8_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "torn.csv"
    path.write_bytes(a_list(ROWS).encode().decode("cp1252", errors="ignore").encode())
    (problem,) = refused(path, period="2024")
    assert problem.code == "text-torn"
    assert "CSV UTF-8" in problem.say("vi")
    assert "Mã số" in problem.say("en")


def test_one_torn_cell_among_others_is_a_warning(tmp_path: Path) -> None:
    rows = [row[:] for row in ROWS]
    rows[1][1] = rows[1][1].encode().decode("latin-1")
    path = tmp_path / "torn.csv"
    path.write_text(a_list(rows), encoding="utf-8")
    batch = read(path, period="2024")
    (problem,) = [one for one in batch.problems if one.code == "text-torn-cells"]
    assert (problem.severity, str(problem.place)) == ("warning", "torn.csv!B2")


def test_a_file_that_was_cut_off_is_no_old_encoding(tmp_path: Path) -> None:
    path = tmp_path / "cut.csv"
    path.write_bytes(a_list(ROWS).encode()[:-60] + "ệ".encode()[:2] + b"\r\n")
    (problem,) = refused(path, period="2024")
    assert problem.code == "utf-8-broken"


def test_code_page_1258_is_not_taken_for_tcvn3(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    data = bytes_of(a_list(western(ROWS, WRITTEN[CP1258])))
    assert data is not None
    path.write_bytes(data)
    (note,) = [one for one in read(path, period="2024").problems if one.code == "text-recoded"]
    assert note.params["encoding"] == CP1258


def test_a_word_too_short_to_be_sure_is_left_and_told(tmp_path: Path) -> None:
    rows = [
        ROWS[0],
        ["A01", WRITTEN[TCVN3]("Nguyễn Thị Hồng Thắm"), "Viên chức", "T\u00e6 1", *ROWS[1][4:]],
        ["A02", "Trần Văn Cúc", "Viên chức", "Tổ 2", *ROWS[2][4:]],
    ]
    path = tmp_path / "a.csv"
    path.write_text(a_list(rows), encoding="utf-8")
    batch = read(path, period="2024")
    (problem,) = [one for one in batch.problems if one.code == "text-not-recoded"]
    assert problem.params["cells"] == "D2"
    assert "T\u00e6 1" in problem.message("vi")
