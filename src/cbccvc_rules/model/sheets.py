"""What the sheets of a workbook are called, and what stands in the left column of its first sheet.

One sheet a table, named as the table or by its title; one sheet that tells what `batch.yaml` tells,
a key a row: its name or title in the first cell, the value in the second (`readings`, `parameters`
and `tables` as `name=value; name=value`). Sheets for whoever fills it in hold no data. Whatever
writes or reads workbooks takes the names from here.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from cbccvc_rules.errors import nearest
from cbccvc_rules.model.column import kinds_in, said_of, told_of
from cbccvc_rules.model.columns import TABLE_TITLES
from cbccvc_rules.model.header import BatchHeader
from cbccvc_rules.model.headings import bare_letters
from cbccvc_rules.model.values import fold
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.model.column import About, Kind

HEADER_SHEET = "batch"
# Sheets that explain, or hold the items of drop-down lists: passed over without a word.
ASIDE_SHEETS = ("guide", "lists")

SHEET_TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "guide": Text("Hướng dẫn", "Guide"),
        HEADER_SHEET: Text("Đợt xếp loại", "Rating round"),
        **TABLE_TITLES,
        "lists": Text("Danh mục", "Lists"),
    }
)
# What the workbook of a report has beside the copy of a round; the last tells what it is.
REPORT_TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "summary": Text("Tóm tắt", "Summary"),
        "findings": Text("Kết luận", "Findings"),
        "limits": Text("Tính lại tỷ lệ", "Shares worked out"),
        "basis": Text("Căn cứ tính", "Who is counted"),
        "labels": Text("Nhãn mức", "Labels"),
        "lost": Text("Về bản sao", "About the copy"),
    }
)
REPORT_HEADING = Text("KẾT LUẬN KIỂM TRA", "FINDINGS OF THE CHECK")
"""Stands above what a report says of each row, beside the copy of the round."""
# The row above the keys of the header sheet, where there is one: key, value, what it means.
HEADER_SHEET_HEADINGS: tuple[Text, Text, Text] = (
    Text("Mục", "Item"),
    Text("Giá trị", "Value"),
    Text("Giải thích", "Meaning"),
)


def sheet_named(name: str) -> str | None:
    """Return the table, `batch`, `guide` or `lists` that a sheet is called after.

    >>> sheet_named("DANH SÁCH"), sheet_named("batch"), sheet_named("Sheet1")
    ('staff', 'batch', None)
    """
    return _sheets().get(fold(name))


def of_report(names: Iterable[str]) -> frozenset[str]:
    """Return which of the sheets of a workbook are those of a report, if it is the copy in one.

    >>> sorted(of_report(["Danh sách", "Tóm tắt", "Về bản sao"])), of_report(["Tóm tắt"])
    (['Tóm tắt', 'Về bản sao'], frozenset())
    """
    told = frozenset(names)
    titles = {one for title in REPORT_TITLES.values() for one in (title.vi, title.en)}
    last = REPORT_TITLES["lost"]
    return told & titles if told & {last.vi, last.en} else frozenset()


def near_sheet(name: str) -> str | None:
    """Return the known name of a sheet that another one looks like."""
    known = {
        bare_letters(one): one for title in SHEET_TITLES.values() for one in (title.en, title.vi)
    }
    near = nearest(bare_letters(name), known)
    return None if near is None else known[near]


def header_titles() -> Mapping[str, Text]:
    """Return what each key of the header is called, in order."""
    return MappingProxyType({key: told.title for key, told in header_fields().items()})


@cache
def header_fields() -> Mapping[str, About]:
    """Return what is said of each key of the header, in order."""
    return MappingProxyType({key: said_of(told) for key, told in told_of(BatchHeader).items()})


@cache
def header_kinds() -> Mapping[str, Kind]:
    """Return the kind of each key that is one value, not a list or pairs."""
    kinds = {key: kind for key, kind in kinds_in(BatchHeader).items() if kind.name != "list"}
    return MappingProxyType(kinds)


def header_key(label: str) -> str | None:
    """Return the key of the header that a label in its sheet means: its name or a title.

    >>> header_key("Kỳ xếp loại"), header_key("on"), header_key("Ghi chú")
    ('period', 'on', None)
    """
    return _labels().get(fold(label))


def is_header_heading(label: str) -> bool:
    """Return whether a text stands above the keys, not among them."""
    title = HEADER_SHEET_HEADINGS[0]
    return fold(label) in {fold(title.vi), fold(title.en)}


@cache
def _sheets() -> Mapping[str, str]:
    return {
        fold(known): name
        for name, title in SHEET_TITLES.items()
        for known in (name, title.vi, title.en)
    }


@cache
def _labels() -> Mapping[str, str]:
    return {
        fold(label): key
        for key, told in header_fields().items()
        for label in (key, told.title.vi, told.title.en, *told.aliases)
    }
