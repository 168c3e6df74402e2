"""The names of sheets and of what the header sheet tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.model.column import told_of
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.header import OCCASIONS, STAGES, BatchHeader
from cbccvc_rules.model.sheets import (
    ASIDE_SHEETS,
    HEADER_SHEET,
    HEADER_SHEET_HEADINGS,
    SHEET_TITLES,
    header_key,
    header_titles,
    is_header_heading,
    near_sheet,
    sheet_named,
)
from cbccvc_rules.model.values import fold

if TYPE_CHECKING:
    from cbccvc_rules.model.column import Code

NAMES = [name for key, title in SHEET_TITLES.items() for name in (key, title.vi, title.en)]


def test_every_table_has_a_sheet_beside_those_that_hold_none() -> None:
    assert set(SHEET_TITLES) == {*TABLES, HEADER_SHEET, *ASIDE_SHEETS}


def test_a_name_means_one_sheet() -> None:
    assert len({fold(name) for name in NAMES}) >= len(SHEET_TITLES)
    for key, title in SHEET_TITLES.items():
        for name in (key, title.vi, title.en, title.vi.upper(), f" {title.en} "):
            assert sheet_named(name) == key


@pytest.mark.parametrize("name", NAMES)
def test_a_spreadsheet_takes_the_names(name: str) -> None:
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\'")


def test_other_names_are_offered_never_guessed() -> None:
    assert sheet_named("Danh sach") is None
    assert near_sheet("Danh sach") == "Danh sách"
    assert near_sheet("unit") == "Units"
    assert near_sheet("Don vi 2024") == "Đơn vị"
    assert near_sheet("Sheet1") is None


def test_every_key_of_the_header_has_a_title_that_means_it_alone() -> None:
    assert list(header_titles()) == list(told_of(BatchHeader))
    for key, title in header_titles().items():
        assert header_key(key) == header_key(title.vi) == header_key(title.en.upper()) == key


def test_the_row_above_the_keys_is_no_key() -> None:
    for title in HEADER_SHEET_HEADINGS:
        assert header_key(title.vi) is None
        assert header_key(title.en) is None
    assert is_header_heading("MỤC")
    assert not is_header_heading("Kỳ xếp loại")


@pytest.mark.parametrize("codes", [OCCASIONS, STAGES])
def test_a_label_of_the_header_means_one_code(codes: tuple[Code, ...]) -> None:
    meanings: dict[str, set[str]] = {}
    for one in codes:
        for label in (one.name, one.title.vi, one.title.en):
            meanings.setdefault(fold(label), set()).add(one.name)
    assert all(len(names) == 1 for names in meanings.values())
