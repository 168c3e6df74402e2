"""The registry of kinds of file."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import BatchError, read
from cbccvc_rules.intake.kinds import KINDS, kind_of, suffixes

if TYPE_CHECKING:
    from pathlib import Path


def test_every_kind_goes_by_its_name() -> None:
    assert all(kind.name == name for name, kind in KINDS.items())


def test_no_ending_stands_for_two_kinds() -> None:
    assert len(set(suffixes())) == len(suffixes())


@pytest.mark.parametrize("suffix", [".csv", ".CSV", ".tsv"])
def test_a_kind_is_found_by_its_ending(suffix: str) -> None:
    kind = kind_of(suffix)
    assert kind is not None
    assert kind.name == "csv"


def test_an_unknown_ending_stands_for_nothing() -> None:
    assert kind_of(".doc") is None


def a_zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return file.getvalue()


PAGE = b"<!DOCTYPE html><html><head><title>500</title></head><body>Error 500</body></html>"


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".csv", ".parquet", ".json", ".yaml"])
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "PDF"),
        (a_zip("word/document.xml"), "Word"),
        (a_zip("ppt/presentation.xml"), "PowerPoint"),
        (b"\x89PNG\r\n\x1a\n\0\0", "ảnh"),
        (b"Rar!\x1a\x07\0", "kho nén"),
        (b"{\\rtf1\\ansi x}", "RTF"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "MIME"),
        (PAGE, "HTML"),
    ],
)
def test_what_is_no_table_is_told_for_what_it_is(
    tmp_path: Path, ending: str, data: bytes, what: str
) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    with pytest.raises(BatchError) as error:
        read(path, period="2024")
    (one,) = error.value.problems
    if not (what == "HTML" and ending == ".parquet"):
        assert what in one.say("vi")


@pytest.mark.parametrize("ending", [".html", ".HTM"])
def test_a_page_that_somebody_names_is_read(tmp_path: Path, ending: str) -> None:
    head = "<tr><th>Mã số<th>Mã đơn vị<th>Loại đối tượng<th>Xếp loại</tr>"
    rows = f"{head}<tr><td>A<td>U<td>VC<td>HTT"
    path = tmp_path / f"a{ending}"
    path.write_text(f'<html><meta charset="utf-8"><table>{rows}</table>', encoding="utf-8")
    assert read(path, period="2024").people == 1
    path.write_bytes(PAGE)
    with pytest.raises(BatchError) as error:
        read(path, period="2024")
    assert [one.code for one in error.value.problems] == ["workbook-html"]
