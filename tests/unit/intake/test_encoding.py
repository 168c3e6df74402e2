"""Bytes are UTF-8 or they are not read; the advice names what they may be."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import TakenFile
from cbccvc_rules.intake.encoding import decoded

LABEL = "Hoàn thành xuất sắc nhiệm vụ"
TCVN3 = (
    bytes.fromhex("48e4 2076b5 2074aa6e") + b"\n" + "Hoµn thµnh xuÊt s¾c nhiÖm vô".encode("latin-1")
)


def windows_1258(text: str) -> bytes:
    """Encode as Windows does: a letter with its mark, the tone after it."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(one for one in apart if one in tones)
        bare = unicodedata.normalize("NFC", "".join(one for one in apart if one not in tones))
        whole = letter if letter in "àáâèéêìíòóôùú" else bare + tone
        parts.append(whole)
    return "".join(parts).encode("cp1258")


def read(data: bytes) -> str | Problem:
    return decoded(TakenFile("t.csv", ".csv", data))


def fault(data: bytes) -> Problem:
    problem = read(data)
    assert isinstance(problem, Problem)
    return problem


@given(some.text().filter(lambda text: "\0" not in text and not text.startswith(("\ufeff", "PK"))))
def test_utf_8_is_read_with_and_without_its_mark(text: str) -> None:
    assert read(text.encode()) == text
    assert read(codecs.BOM_UTF8 + text.encode()) == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(encoding: str) -> None:
    problem = fault(LABEL.encode(encoding))
    assert problem.code in {"wrong-encoding", "nul-bytes"}


def test_utf_16_with_its_mark_is_named() -> None:
    problem = fault(LABEL.encode("utf-16"))
    assert problem.params["guess"] == "UTF-16"
    assert "CSV UTF-8" in problem.say("vi")


def test_windows_1258_is_refused_and_named() -> None:
    assert fault(windows_1258(LABEL)).params["guess"] == "Windows-1258"


def test_tcvn3_is_refused_and_named() -> None:
    assert fault(TCVN3).params["guess"] == "TCVN3 (ABC) / VNI"


def test_the_line_of_the_first_bad_byte_is_told() -> None:
    problem = fault(b"staff_id\nA\n" + windows_1258("Hoàn"))
    assert str(problem.place) == "t.csv:3"


def test_nul_bytes_are_refused() -> None:
    problem = fault(b"a,b\n1,\x002\n")
    assert (problem.code, str(problem.place)) == ("nul-bytes", "t.csv:2")


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_with_another_ending_is_named(data: bytes) -> None:
    assert fault(data).code == "file-is-workbook"


def test_bytes_that_are_no_text_are_not_taken_for_an_old_encoding() -> None:
    noise = bytes(number * 37 % 256 for number in range(4096))
    found = decoded(TakenFile("staff.csv", ".csv", noise))
    assert isinstance(found, Problem)
    assert found.code == "file-not-text"
