"""Words that lists hold and that are nobody's name: headings, and what units and grades begin with.

What begins with none of them need not be looked at.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cbccvc_rules.intake.shapes.words import OPEN, SYNONYMS, USUAL
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.model.headings import heading_key

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS_OF_FIGURES = frozenset(
    heading_key(one)
    for one in (
        "Mức",
        "Các mức",
        "Mức độ",
        "Nội dung",
        "Tiêu chí",
        "Số lượng",
        "Số người",
        "SL",
        "Tỷ lệ",
        "Tỉ lệ",
        "Tỷ lệ %",
        "Kết quả",
        "Kết quả xếp loại",
        "Tổng số",
        "Tổng hợp",
        "Nam",
        "Nữ",
        "Trong đó",
        "Đảng viên",
        "Dân tộc",
        "Dân tộc thiểu số",
        "Lãnh đạo",
        "Quản lý",
        "Ghi chú",
        "Chú thích",
        "Lưu ý",
        "Có mặt",
        "Vắng mặt",
        "Thành phần",
        "Người ký",
        "Ngày",
        "Đvt",
        "Đơn vị tính",
        "nt",
        "như trên",
    )
)
"""What tables of figures are headed by, and lists above a part of their people."""


@lru_cache(maxsize=4096)
def is_heading_word(text: str) -> bool:
    """Return whether a text is the heading of a column, of a list or of a table of figures."""
    return heading_key(text) in known_words()


@lru_cache(maxsize=1)
def first_words() -> frozenset[str]:
    """Return the words that headings, categories, grades and units begin with."""
    return frozenset(one.split(None, 1)[0] for one in known_words() if one) | UNITS_AND_OTHERS


def beginnings(texts: Iterable[str]) -> frozenset[str]:
    """Return the first two words of texts."""
    return frozenset(" ".join(one.split(None, 2)[:2]) for one in texts)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Return the headings of columns, of lists and of tables of figures."""
    known = (*SYNONYMS.values(), *OPEN.values())
    told = {*WORDS_OF_FIGURES, *USUAL, *(key for one in known for key in one)}
    for column in (one for table in TABLES for one in columns_of(table)):
        told.update(map(heading_key, column.headings))
    return frozenset(told)


_MORE_FIRST = """
phòng ban bộ khoa tổ trung chi cục vụ đội trạm văn trường sở viện ủy uỷ ubnd hđnd đơn đảng thanh
bệnh hạt xã phường thị huyện quận khối hội liên tòa kho bảo thư trong mức loại xếp đạt số hoàn
không người lao hợp cán công viên nhóm đối diện toàn phó bí chủ giám hiệu chánh chuyên nhân
giáo kế lái tạp khuyết trống thiếu chưa
"""
UNITS_AND_OTHERS = frozenset(_MORE_FIRST.split())
