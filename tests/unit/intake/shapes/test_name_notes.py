"""Notes beside a name in its cell: the name is read without them, and they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.intake.shapes.books import ALL_ONE, Shape, asked, chosen, codes, people_of, read_shape

if TYPE_CHECKING:
    from pathlib import Path

TOLD = chosen(fill=ALL_ONE)


def named(*names: str, rating: str = "HTT") -> Shape:
    rows: list[list[object]] = [[at, one, rating] for at, one in enumerate(names, 1)]
    return Shape(["STT", "Họ và tên", "Xếp loại"], rows)


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("Hà Văn Một (nghỉ hưu 1/7)", "nghỉ hưu 1/7"),
        ("Hà Văn Một (Trưởng phòng)", "Trưởng phòng"),
        ("Hà Văn Một\n(TP)", "TP"),
        ("Hà Văn Một [nghỉ thai sản]", "nghỉ thai sản"),
        ("Hà Văn Một - Phó Giám đốc", "Phó Giám đốc"),
        ("Hà Văn Một, Kế toán trưởng", "Kế toán trưởng"),
        ("Hà Văn Một*", "*"),
        ("Hà Văn Một (HTT)", "HTT"),
    ],
)
def test_a_name_is_read_without_its_note(tmp_path: Path, written: str, note: str) -> None:
    batch = read_shape(tmp_path, named(written, "Lý Thị Hai"), told=TOLD)
    assert people_of(batch, "name") == [("Hà Văn Một",), ("Lý Thị Hai",)]
    (told,) = [one for one in batch.problems if one.code == "name-notes"]
    assert told.params["notes"] == f"`{note}` (B2)"


@pytest.mark.parametrize(
    "written", ["Hà Văn Một (A)", "Hà Văn Một (2)", "Hà Văn Một II", "H' Blắk - Niê", "Hà Thị-Ba"]
)
def test_what_belongs_to_a_name_stays(tmp_path: Path, written: str) -> None:
    batch = read_shape(tmp_path, named(written, "Lý Thị Hai"), told=TOLD)
    assert people_of(batch, "name")[0] == (written,)
    assert "name-notes" not in codes(list(batch.problems))


def test_notes_that_tell_two_people_of_one_name_apart_stay(tmp_path: Path) -> None:
    names = ("Hà Văn Một (nam)", "Hà Văn Một (nữ)", "Lý Thị Hai (nữ)")
    batch = read_shape(tmp_path, named(*names), told=TOLD)
    assert people_of(batch, "name") == [(names[0],), (names[1],), ("Lý Thị Hai",)]


def test_a_note_of_another_grade_is_asked_about(tmp_path: Path) -> None:
    shape = named("Hà Văn Một (HTXS)", "Lý Thị Hai")
    (question,) = asked(tmp_path, shape, told=TOLD)
    assert (question.code, question.read) == ("name-note-grade", "HTXS")
    assert question.params["option"] == "--map B2=name"
    batch = read_shape(tmp_path, shape, told=chosen("B2=name", fill=ALL_ONE))
    assert people_of(batch, "name", "rating")[0] == ("Hà Văn Một", "HTTNV")
