"""Ids that a spreadsheet spoilt, or that may be one: told, and never joined by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import read

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules import Batch

HEAD = "Mã số,Họ và tên,Mã đơn vị,Loại đối tượng,Xếp loại\n"


def read_ids(tmp_path: Path, *ids: str) -> Batch:
    rows = "".join(f"{one},Lý A,U,VC,HTTNV\n" for one in ids)
    path = tmp_path / "ds.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return read(path, period="2024")


@pytest.mark.parametrize("spoilt", ["3.8098E+10", "1E+11", "3.80980e+10"])
def test_an_id_that_was_shortened_is_nobodys(tmp_path: Path, spoilt: str) -> None:
    batch = read_ids(tmp_path, spoilt, "V1", spoilt)
    assert [row.key for row in batch.tables["staff"]] == ["V1"]
    wrong = [one for one in batch.problems if one.severity == "error"]
    assert [one.code for one in wrong] == ["id-as-number"] * 2
    assert batch.dropped


@pytest.mark.parametrize("pair", [("00012", "12"), ("CC-01", "cc–01"), ("CC.01", "CC01")])
def test_ids_that_differ_in_nothing_that_is_read_aloud_are_told(
    tmp_path: Path, pair: tuple[str, str]
) -> None:
    batch = read_ids(tmp_path, *pair, "V9")
    assert batch.people == 3
    (told,) = [one for one in batch.problems if one.code == "ids-alike"]
    assert f"`{pair[0]}` = `{pair[1]}`" in told.message("vi")
    assert told.severity == "warning"


def test_ids_that_stand_twice_are_held_against_the_others_too(tmp_path: Path) -> None:
    batch = read_ids(tmp_path, "V1", "V1", "v1")
    (told,) = [one for one in batch.problems if one.code == "ids-alike"]
    assert "`V1`" in told.message("vi")


def test_ids_of_twelve_digits_that_may_have_lost_their_zeros_are_told(tmp_path: Path) -> None:
    batch = read_ids(tmp_path, "001098001236", "1098001235", "38098001234")
    (told,) = [one for one in batch.problems if one.code == "ids-without-zeros"]
    assert "`1098001235`, `38098001234`" in told.message("vi")
    assert not [one for one in read_ids(tmp_path, "1098001235").problems if one.code == told.code]
