"""What the words of a title say: of which years, of what part of one, of whose grades.

The day of a decision is no year of the rating: grades of 2024 may be decided in January 2025.
"""

from __future__ import annotations

import re
from datetime import date

from cbccvc_rules.intake.shapes.group_words import is_unit_name
from cbccvc_rules.model.values import clean

_DAY = r"(?:ngày\s*:?\s*)?([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})"
_WORDY_DAY = r"ngày\s*[0-9.…_ ]*\s*tháng\s*[0-9.…_ ]*\s*năm\s*((?:19|20)[0-9]{2}|[0-9.…_ ]*)"
_DAYS = re.compile(rf"{_WORDY_DAY}|{_DAY}")
_SPAN = re.compile(rf"{_DAY}\s*(?:đến(?: hết)?\s*:?|tới|[-–])\s*{_DAY}")
_PLACED = re.compile(
    r"^(?P<place>[^,]{2,40}),\s*tháng[\s0-9.…_]*(?:năm|/)\s*(?P<year>(?:19|20)[0-9]{2})\W*$"
)
_ACTS = re.compile(
    r"\b[0-9]+[/-](?:19|20)[0-9]{2}[/-][\w-]+|\b[0-9]+/[\w-]*[^\W\d][\w-]*-(?:19|20)[0-9]{2}|"
    r"\b(?:luật|nghị định|thông tư|hướng dẫn|công văn|kế hoạch)\b.*"
)
_OF_LAW = re.compile(r"\b(?:luật|nghị định|thông tư|hướng dẫn|công văn|mẫu|ban hành)\b")
_YEAR = r"((?:19|20)[0-9]{2})(?:\s*[-–/]\s*((?:19|20)[0-9]{2}))?"
_YEARS = re.compile(
    rf"\b(?:năm(?: học)?|kỳ(?: đánh giá)?(?:,? ?xếp loại)?|đợt(?: đánh giá)?)\s*:?\s*{_YEAR}\b"
)
_BARE_YEAR = re.compile(rf"\b{_YEAR}\b")
_IN_NAMES = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_OF_LIST = re.compile(r"xếp loại|đánh giá|phân loại|danh sách|kết quả|tổng hợp|thống kê")
_PART = re.compile(
    r"\btháng\s*:?\s*[0-9…._]+|(?<![0-9] )\btháng\s*(?:năm\b|/)|"
    r"\bquý\s*:?\s*(?:[ivx]+|[1-4]|một|hai|ba|tư)\b|"
    r"\b(?:0?[1-9]|1[01]|ba|sáu|chín|mười một) tháng\b|\bhọc k[ỳì]\b|\b(?:đầu|giữa) năm\b|"
    r"\b(?:hàng|hằng|theo|từng) (?:tháng|quý)\b|^\W*(?:q|t)\s*[0-9]{1,2}\b|"
    r"\b(?:giai đoạn|nhiệm kỳ)\b|\bhk\s*[12i]\b|^\W*(?:0?[1-9]|1[0-2])/(?:19|20)[0-9]{2}\W*$|"
    r"\bxếp loại (?:tháng|quý)\b"
)
# What a list of ratings speaks of; a list of anything else is somebody's to say.
_LISTED = re.compile(
    r"(?:[\W_]|phụ lục\b|biểu\b|bảng\b|báo cáo\b|mẫu\b|số\b|tổng hợp\b|thống kê\b|chi tiết\b|"
    r"thông báo\b|công bố\b|về\b|và\b|[0-9]+\b|[ivx]+\b|"
    r"(?P<list>danh sách|kết quả|đánh giá|xếp loại|phân loại|bình xét)\b)*"
)
_OF_RATINGS = re.compile(
    r"$|[0-9ivx]+\b|(?:chất lượng|mức|cán bộ|công chức|viên chức|người|lao động|hợp đồng|"
    r"c[bcv]+\w*|gv|nv|công nhân|nhân viên|giáo viên|giảng viên|bác sĩ|y sĩ|điều dưỡng|nhân sự|"
    r"cá nhân|tập thể|đội ngũ|lãnh đạo|quản lý|ban giám hiệu|thành viên|cấp|trưởng|phó|"
    r"thủ trưởng|hiệu trưởng|đối với|của|các|toàn|tại|theo|kèm|đính kèm|ban hành|trong|do|được|"
    r"đã|không|chưa|cuối|năm|kỳ|đợt|hàng|hằng|từ|ngày|tháng|quý|thi hành|thực hiện|hoàn thành|"
    r"nhiệm vụ|công việc|công tác|thuộc|khối|nhóm|chung|chính thức|số|tỷ lệ|tỉ lệ|tình hình|này|"
    r"có|gồm|cơ quan|nhà trường|công nhận|cụ thể|như sau|bí thư|chủ tịch|giám đốc|nlđ|đồng chí)\b"
)


def year_of(text: str) -> tuple[int, int] | None:
    """Return the years that a title says it is for; days and numbers of documents are none.

    >>> year_of("KẾT QUẢ XẾP LOẠI NĂM 2024 (Quyết định ngày 10 tháng 01 năm 2025)")
    (2024, 2024)
    >>> year_of("Danh sách xếp loại công chức 2023"), year_of("Kỳ đánh giá: 2022-2023")
    ((2023, 2023), (2022, 2023))
    """
    folded = _folded(text)
    whole = _whole_year(folded)
    if whole is not None:
        return whole, whole
    bare = _without_days(folded)
    match = _YEARS.search(bare)
    if match is None and _OF_LIST.search(bare):
        match = _BARE_YEAR.search(bare)
    return None if match is None else (int(match[1]), int(match[2] or match[1]))


def years_named(name: str) -> frozenset[int]:
    """Return the years in the name of a sheet or a file, but for those of days.

    >>> sorted(years_named("xep-loai-2023")), sorted(years_named("DS 10.01.2025"))
    ([2023], [])
    """
    found = _IN_NAMES.findall(_without_days(_folded(name.replace("_", " "))))
    return frozenset(int(one) for one in found)


def is_of_list(text: str) -> bool:
    """Return whether a text speaks of a list or its grades, as titles do."""
    return _OF_LIST.search(_folded(text)) is not None


def is_of_part(text: str) -> bool:
    """Return whether a title says that it is for a month, a quarter, or other days than a year.

    >>> is_of_part("XẾP LOẠI - Tháng 5/2024"), is_of_part("ngày 5 tháng 5 năm 2024")
    (True, False)
    >>> is_of_part("6 tháng đầu năm 2024"), is_of_part("Từ 01/01/2024 đến 30/6/2024")
    (True, True)
    >>> is_of_part("Hà Nội, tháng 12 năm 2024"), is_of_part("12 tháng năm 2024")
    (False, False)
    """
    folded = _folded(text)
    if _SPAN.search(folded) is not None and _whole_year(folded) is None:
        return True
    return _PART.search(_without_days(folded)) is not None


def decided_in(text: str) -> int | None:
    """Return the year of a day that stands in a title, but for the days of laws and orders.

    >>> decided_in("(Quyết định số 5/QĐ-UBND ngày 10 tháng 01 năm 2025)")
    2025
    >>> decided_in("(Mẫu ban hành theo Nghị định 90/2020/NĐ-CP ngày 13/8/2020)")
    """
    folded = _folded(text)
    if _OF_LAW.search(folded):
        return None
    found = _DAYS.search(folded)
    year = next((one for one in (found[1], found[4]) if one), "") if found else ""
    placed = _PLACED.match(folded)
    year = year or (placed["year"] if placed else "")
    return int(year) if year.strip().isdecimal() else None


def lists_something_else(text: str) -> bool:
    """Return whether a title says what the list is, and that is nobody who is rated.

    >>> lists_something_else("DANH SÁCH QUY HOẠCH 2024"), lists_something_else("XẾP LOẠI NĂM 2024")
    (True, False)
    """
    folded = _without_days(_folded(text))
    found = _LISTED.match(folded)
    if found is None or found["list"] is None:
        return False
    rest = folded[found.end() :]
    return not (_OF_RATINGS.match(rest) or is_unit_name(rest))


def counted_to(text: str) -> date | None:
    """Return the day up to which a title says that its figures go.

    >>> counted_to("(Số liệu tính đến 30/6/2024)")
    datetime.date(2024, 6, 30)
    """
    found = _COUNTED.search(_folded(text))
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


_COUNTED = re.compile(
    r"(?:tính|số liệu|chốt|cập nhật)\b[^0-9]{0,20}\b(?:đến|tới|ngày)\b\D{0,12}"
    r"(?P<day>[0-9]{1,2})(?:\s*[/.-]\s*|\s*tháng\s*)(?P<month>[0-9]{1,2})"
    r"(?:\s*[/.-]\s*|\s*năm\s*)(?P<year>(?:19|20)[0-9]{2})"
)


def _folded(text: str) -> str:
    return _LETTER_O.sub("0", clean(text).casefold())


_LETTER_O = re.compile(r"(?<=[0-9])o(?=[0-9])")
"""Typed for a nought: `2O24`."""


def _whole_year(folded: str) -> int | None:
    """Return the year that a span of days is, from its first day to its last."""
    span = _SPAN.search(folded)
    if span is None:
        return None
    one, two, three, four, five, six = (int(part) for part in span.groups())
    try:
        first, last = date(three, two, one), date(six, five, four)
    except ValueError:
        return None
    year = first.year
    return year if (first, last) == (date(year, 1, 1), date(year, 12, 31)) else None


def _without_days(folded: str) -> str:
    placed = _PLACED.match(folded)
    if placed is not None and not _OF_LIST.search(placed["place"]):
        return ""
    return _ACTS.sub(" ", _DAYS.sub(" ", folded))
