"""The tables of the old encodings: against iconv, and against what was met in files."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.intake.old_letters import (
    CP1258,
    ENCODINGS,
    TCVN3,
    VNI,
    WESTERN,
    bytes_of,
    from_bytes,
    read_as,
    torn,
)
from old_text import LETTERS, TCVN3_LETTERS, WRITTEN

# As met in public files and in the tests of other programs; a source each is in the docs.
MET = [
    (TCVN3, "Hä vµ tªn", "Họ và tên"),
    (TCVN3, "hép møt tÕt", "hộp mứt tết"),
    (TCVN3, "B¶o Th¾ng, M\u00adêng Kh\u00ad¬ng, B¸t X¸t", "Bảo Thắng, Mường Khương, Bát Xát"),  # noqa: RUF001
    (VNI, "Hoï vaø teân", "Họ và tên"),
    (VNI, "ÑAÁT TRÖÔØNG ÑAÏI HOÏC, CAO ÑAÚNG", "ĐẤT TRƯỜNG ĐẠI HỌC, CAO ĐẲNG"),
    (VNI, "MAÏC ÑÓNH CHI, THÔÙI BÌNH", "MẠC ĐĨNH CHI, THỚI BÌNH"),
    (VNI, "saün coù, cheát vì", "sẵn có, chết vì"),
    (CP1258, "Hoàn thành xuâìt sãìc nhiêòm vuò", "Hoàn thành xuất sắc nhiệm vụ"),
]


@pytest.mark.parametrize(("encoding", "typed", "text"), MET)
def test_what_was_met_is_read(encoding: str, typed: str, text: str) -> None:
    assert read_as(typed, encoding) == text


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
def test_the_letters_of_tcvn3_are_those_of_iconv() -> None:
    for letter in TCVN3_LETTERS:
        told = subprocess.run(
            ["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"],
            input=letter.encode(),
            capture_output=True,
            check=True,
        )
        assert read_as(from_bytes(told.stdout), TCVN3) == letter


def test_the_letters_of_code_page_1258_are_those_of_python() -> None:
    for byte in range(0xC0, 0x100):
        letter = bytes([byte]).decode("cp1258", errors="ignore")
        if letter and letter not in "\u0300\u0301\u0303\u0309\u0323":
            assert read_as(WESTERN[byte], CP1258) == letter


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_letter_comes_back(encoding: str) -> None:
    for letter in TCVN3_LETTERS if encoding == TCVN3 else LETTERS:
        assert read_as(WRITTEN[encoding](letter), encoding) == letter


@given(some.binary())
def test_bytes_and_western_letters_are_one_and_the_same(data: bytes) -> None:
    assert bytes_of(from_bytes(data)) == data


@given(some.text())
def test_any_text_can_be_read_as_anything(text: str) -> None:
    assert all(isinstance(read_as(text, encoding), str) for encoding in ENCODINGS)
    assert torn(text) != text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1258"])
def test_utf_8_that_was_taken_for_another_encoding_is_known(encoding: str) -> None:
    text = "Nguyễn Văn Hoàng, nhiệm vụ"
    shown = text.encode().decode(encoding, errors="ignore")
    assert torn(shown) is not None
    assert torn(text) is None
