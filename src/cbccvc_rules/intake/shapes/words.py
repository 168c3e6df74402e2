"""The words of headings, group rows and feet met in real lists; what each says, and no more.

Headings that always mean one column are aliases of that column (`model/`). Here are those that
mean it in a list of people only, and the words by which headings above a heading tell it apart.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Stage = Literal["self", "proposed", "decided"]

STAGE_COLUMNS: Mapping[Stage, str] = MappingProxyType(
    {"self": "self_rating", "proposed": "proposed_rating", "decided": "rating"}
)


def _keyed(told: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    return MappingProxyType(
        {heading_key(one): column for column, headings in told.items() for one in headings}
    )


# Whether the text of a cell is a grade or a figure is looked at before these are believed.
SYNONYMS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "staff": _keyed(
            {
                "staff_id": ("Số hiệu Công chức thừa hành", "Số hiệu", "Mã NV", "Mã CB", "Mã CC"),
                "name": ("Họ và tên CBCCVC", "Họ tên cán bộ", "Họ tên công chức", "Tên viên chức"),
                "position": (
                    "Chức danh",
                    "Chức vụ chính quyền",
                    "Chức danh chính quyền",
                    "Chức vụ hiện nay",
                    "Chức vụ, vị trí việc làm",
                    "Chức vụ/Vị trí việc làm",
                    "Vị trí việc làm",
                ),
                "unit_id": (
                    "Đơn vị",
                    "Đơn vị công tác",
                    "Đơn vị chuyên môn",
                    "Tên đơn vị",
                    "Cơ quan, đơn vị",
                    "Phòng (Đơn vị)",
                    "Phòng ban",
                    "Phòng, ban",
                    "Phòng/Ban",
                    "Khoa/Phòng",
                    "Khoa, phòng",
                    "Khoa",
                    "Phòng",
                    "Tổ chuyên môn",
                    "Tổ bộ môn",
                    "Bộ môn",
                    "Đ/vị",
                ),
                "self_rating": (
                    "Tự nhận",
                    "Tự đánh giá",
                    "Tự đánh giá, xếp loại",
                    "Cá nhân tự nhận",
                    "Cá nhân tự đánh giá",
                    "Cá nhân tự đề xuất",
                    "Mức tự nhận",
                ),
                "proposed_rating": (
                    "Chi bộ đề xuất",
                    "Tập thể đề xuất",
                    "Tập thể lãnh đạo đề xuất",
                    "Lãnh đạo đề xuất",
                    "Đơn vị đề xuất",
                    "Đề xuất ĐV",
                    "Đề xuất của đơn vị",
                ),
                "rating": (
                    "Lãnh đạo xếp",
                    "Lãnh đạo xếp loại",
                    "Cấp duyệt",
                    "Cấp có thẩm quyền xếp loại",
                    "Mức xếp loại được duyệt",
                    "Kết quả đánh giá, xếp loại",
                    "Kết quả đánh giá, xếp loại chất lượng",
                    "Kết quả đánh giá xếp loại",
                ),
                "rating_reason": (
                    "Tóm tắt căn cứ, lý do đề xuất xếp loại",
                    "Căn cứ, lý do đề xuất xếp loại",
                    "Lý do đề xuất xếp loại",
                ),
                "family_name": ("Họ", "Họ đệm", "Họ và tên đệm", "Họ và đệm"),
                "middle_name": ("Tên đệm", "Tên lót", "Chữ đệm", "Chữ lót", "Đệm", "Lót"),
                "given_name": ("Tên",),
                "period": ("Năm xếp loại", "Năm đánh giá", "Kỳ xếp loại", "Kỳ đánh giá"),
            }
        ),
        "history": _keyed({"period": ("Năm", "Năm đánh giá", "Kỳ xếp loại", "Kỳ đánh giá")}),
        "counts": _keyed(
            {
                "unit_id": (
                    "Tên đơn vị",
                    "Đơn vị",
                    "Cơ quan, đơn vị",
                    "Tên cơ quan, đơn vị",
                    "Tên chi bộ",
                    "Chi bộ",
                ),
                "total": ("Tổng số cán bộ", "Tổng số công chức", "Tổng số viên chức", "Tổng cộng"),
                "HTXSNV": ("HTXS", "Hoàn thành xuất sắc"),
                "HTTNV": ("HTT", "Hoàn thành tốt"),
                "HTNV": ("HT", "Hoàn thành"),
                "KHTNV": ("KHT", "Không hoàn thành"),
                "not_rated": ("Không phân loại", "Không đánh giá", "Không xếp loại"),
                "good_or_better": ("Số HT tốt trở lên", "Hoàn thành tốt trở lên", "Tốt trở lên"),
            }
        ),
    }
)
# Headings with two readings: what each may be is for whoever knows the file to say.
OPEN: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "staff": MappingProxyType(
            {
                heading_key("Năm"): ("period", "-"),
                heading_key("Cá nhân"): ("name", "-"),
                heading_key("Tập thể, cá nhân"): ("name", "-"),
                heading_key("Tên tập thể, cá nhân"): ("name", "-"),
                heading_key("Ông/Bà"): ("name", "-"),
                heading_key("Ông (Bà)"): ("name", "-"),
                heading_key("Đối tượng"): ("category", "-"),
                heading_key("Thời gian công tác (tháng)"): ("months_worked", "-"),
                heading_key("Thời gian nghỉ (tháng)"): ("leave_months", "-"),
            }
        ),
        "counts": MappingProxyType(
            {
                heading_key("Đối tượng"): ("category", "peer_group", "-"),
                heading_key("Đối tượng đánh giá"): ("category", "peer_group", "-"),
                heading_key("Đối tượng đánh giá, xếp loại"): ("category", "peer_group", "-"),
                heading_key("Đề xuất xuất sắc"): ("HTXSNV", "-"),
                heading_key("Đề xuất hoàn thành xuất sắc"): ("HTXSNV", "-"),
            }
        ),
    }
)
# Headings of lists that no column of ours is called: they tell a row of headings from others.
ORDER = frozenset(
    heading_key(one) for one in ("STT", "TT", "#", "Số TT", "Số thứ tự", "S.TT", "S T T")
)
USUAL = ORDER | frozenset(
    heading_key(one)
    for one in (
        "Ghi chú",
        "Ngày sinh",
        "Năm sinh",
        "Giới tính",
        "Điểm",
        "Số điểm",
        "Ngạch",
        "Trình độ",
        "Trạng thái",
        "Email",
        "Số điện thoại",
        "Phân loại",
        "Chức vụ Đảng",
        "Chi bộ",
        "Họ",
        "Tên",
        "Cá nhân",
    )
)
_STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    ("self", re.compile(r"\btự\b|(?<!loại )\bcá nhân\b")),
    ("proposed", re.compile(r"đề xuất|đề nghị|kiến nghị|dự kiến|dự thảo")),
    ("decided", re.compile(r"thẩm quyền|quyết định|chính thức|duyệt|thẩm định|công nhận")),
)
_GRADE = re.compile(r"xếp loại|phân loại|\bmức\b|kết quả đánh giá")
_SCORE = re.compile(r"\bđiểm\b")
_YEAR = re.compile(r"\b(20[0-9]{2})\b")
_PART = re.compile(
    r"\btháng(?:\s*[0-9]{1,2})?$|\btháng\s*[0-9]{1,2}\b|\bt0?[0-9]{1,2}\b|\bquý\b|"
    r"\b(?:6|sáu|ba|3|9|chín) tháng\b|\bhọc k[ỳì]\b|\b(?:đầu|giữa) năm\b"
)
_MONTH = re.compile(r"(?:t|tháng)\s*0?([0-9]{1,2})")
_QUARTER = re.compile(r"(?:q|quý)\s*([ivx]+|[1-4])")
_BEFORE = re.compile(r"\bnăm (?:trước|liền kề|liền trước|ngoái|cũ)\b|\bkỳ trước\b")
_PARTY = re.compile(r"đảng viên|\bvề đảng\b|\bđảng\b(?! ủy| uỷ)")
_MERIT = re.compile(r"thi đua|khen thưởng|danh hiệu")
_QUALITY = re.compile(
    r"sức kh(?:ỏe|oẻ)|đạo đức|tư tưởng|lối sống|ý thức|tác phong|thái độ|trình độ|ngoại ngữ|"
    r"tin học|tiếng \w+|kỹ năng|năng lực|học tập|hạnh kiểm|quan hệ"
)
_OF_BODY = frozenset(
    {"tập thể", "đơn vị", "cơ quan", "phòng", "khoa", "tổ", "chi bộ", "nhà trường"}
)
_WITH_YEAR = re.compile(
    r"[\s(,-]*(?:của |trong )?(?:năm (?:học )?)?(?:20[0-9]{2})(?:\s*[-–/]\s*20[0-9]{2})?\)?$"
)
_NAMES = re.compile(r"\bhọ (?:và )?tên\b")
_STUDY = re.compile(
    r"văn bằng|tốt nghiệp|học lực|trường đào tạo|ngành đào tạo|hệ đào tạo|đào tạo|"
    r"ngày bắt đầu học|khóa học"
)


def stages_in(text: str) -> frozenset[Stage]:
    """Return whose grade a heading speaks of; what somebody claims and proposes is the own one.

    >>> sorted(stages_in("Cá nhân tự đề xuất")), sorted(stages_in("Xếp loại"))
    (['self'], [])
    """
    key = heading_key(text)
    found = {stage for stage, words in _STAGES if words.search(key)}
    return frozenset({"self"} if found == {"self", "proposed"} else found)


def speaks_of_grade(text: str) -> bool:
    """Return whether a heading speaks of grades, not of points."""
    key = heading_key(text)
    return _GRADE.search(key) is not None and _SCORE.search(key) is None


def speaks_of_score(text: str) -> bool:
    """Return whether a heading speaks of points."""
    return _SCORE.search(heading_key(text)) is not None


def years_in(text: str) -> frozenset[int]:
    """Return the years that a heading names."""
    return frozenset(int(one) for one in _YEAR.findall(text))


def speaks_of_part(text: str) -> bool:
    """Return whether a heading speaks of a month or a quarter."""
    return _PART.search(heading_key(text)) is not None


def speaks_of_whole_year(text: str) -> bool:
    """Return whether a heading says that it is about all of a year."""
    return re.search(r"\b(?:cả|toàn|trọn) năm\b", heading_key(text)) is not None


def month_in(text: str) -> int | None:
    """Return the month that a heading is, and no more."""
    found = _MONTH.fullmatch(heading_key(text))
    return None if found is None else int(found[1])


def quarter_in(text: str) -> str | None:
    """Return the quarter that a heading is, and no more."""
    found = _QUARTER.fullmatch(heading_key(text))
    return None if found is None else found[1]


def speaks_of_before(text: str) -> bool:
    """Return whether a heading speaks of the year before, without naming it."""
    return _BEFORE.search(heading_key(text)) is not None


def speaks_of_party(text: str) -> bool:
    """Return whether a heading speaks of the Party: grades below it are those of its members.

    >>> speaks_of_party("Xếp loại đảng viên"), speaks_of_party("Chi bộ đề xuất")
    (True, False)
    """
    return _PARTY.search(heading_key(text)) is not None


def speaks_of_other_grades(text: str) -> bool:
    """Return whether a heading speaks of grades that are surely not those judged.

    Of which year they are, is for whoever knows the one that is asked about.
    """
    key = heading_key(text)
    return any(words.search(key) for words in (_PARTY, _MERIT, _BEFORE, _PART, _STUDY))


def speaks_of_quality(text: str) -> bool:
    """Return whether a heading speaks of a quality that the words of grades are used of as well.

    >>> speaks_of_quality("Sức khỏe"), speaks_of_quality("Kết luận")
    (True, False)
    """
    return _QUALITY.search(heading_key(text)) is not None


def speaks_of_merit(text: str) -> bool:
    """Return whether a heading speaks of emulation and rewards."""
    return _MERIT.search(heading_key(text)) is not None


def is_of_body(text: str) -> bool:
    """Return whether a heading names a body: what stands below may be its own, or what it says."""
    return heading_key(text) in _OF_BODY


def without_year(text: str) -> str:
    """Return a heading without the year that it ends with.

    >>> without_year("Xếp loại năm 2024"), without_year("Mức xếp loại (2023-2024)")
    ('xếp loại', 'mức xếp loại')
    >>> without_year("Năm 2024"), without_year("2024")
    ('', '')
    """
    return _WITH_YEAR.sub("", heading_key(text))


_FAMILY = re.compile(r"họ(?:(?:\s*[,&/+-]\s*|\s+và\s+|\s+)(?:tên |chữ )?(?:đệm|lót))?")


def is_family_name(text: str) -> bool:
    """Return whether a heading has the family names below it, perhaps with the middle ones.

    >>> [is_family_name(one) for one in ("Họ, đệm", "Họ và chữ đệm", "Họ", "Họ và tên")]
    [True, True, True, False]
    """
    return _FAMILY.fullmatch(heading_key(text)) is not None


def speaks_of_names(text: str) -> bool:
    """Return whether a heading has the name of people in it, if with something else."""
    return _NAMES.search(heading_key(text)) is not None


def speaks_of_study(text: str) -> bool:
    """Return whether a heading belongs to a list of studies and diplomas."""
    return _STUDY.search(heading_key(text)) is not None


_NUMBERS = frozenset(
    heading_key(one) for one in ("Số lượng", "SL", "Số người", "Người", "Số", "Tổng số", "Tổng")
)
_SHARES = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|%|\(%\))")


def is_number_of(heading: str) -> bool:
    """Return whether a heading says no more than that people are counted below it."""
    return heading_key(heading) in _NUMBERS


def is_share_of(heading: str) -> bool:
    """Return whether a heading says that shares stand below it."""
    return _SHARES.match(heading_key(heading)) is not None


_TOTAL = re.compile(
    r"(?:tổng|cộng)\s*(?:[:(.].*)?$|(?:tổng cộng|tổng số|tỷ lệ|tỉ lệ)\b|"
    r"cộng (?!hòa\b|hoà\b)(?=\w)"
)
_FOOT = re.compile(
    r"người lập|lập biểu|lập bảng|thủ trưởng|trưởng ban|hiệu trưởng\s*$|giám đốc\s*$|chủ tịch\s*$|"
    r"trưởng (?:phòng|khoa|trạm)\s*$|(?:chi )?cục trưởng\s*$|chánh (?:văn phòng|thanh tra)\s*$|"
    r"\(?\s*ký\b|\(?ghi rõ họ tên|thống kê\s*:?|nơi nhận|ghi chú\s*:|"
    r"[-+•*–]\s*[^:]{1,60}:\s*[0-9]+\s*(?:người|đ/c|đồng chí|cán bộ|công chức|viên chức)|"
    r"kt\.|tm\.|tl\.|xác nhận của|danh sách (?:này )?(?:có|gồm)|-\s*(?:hoàn|không hoàn) thành"
)
_PAGE = re.compile(r"trang(?: số)?\s*:?\s*[0-9]+(?:\s*[/-]\s*[0-9]+)?")
_DATED = re.compile(
    r"ngày[\s0-9.…_]*tháng[\s0-9.…_]*năm|, ngày [0-9]{1,2}\s*[/.-]\s*[0-9]{1,2}\s*[/.-]\s*[0-9]{4}"
)
_NOBODY = frozenset(heading_key(one) for one in ("Chưa có dữ liệu", "Không có dữ liệu", "Không có"))


def is_total(text: str) -> bool:
    """Return whether a row that begins so adds up others."""
    return _TOTAL.match(heading_key(text).lstrip("- ")) is not None


def is_foot(text: str) -> bool:
    """Return whether what a row begins with stands below a table: figures, a date, a signature."""
    folded = fold(text)
    return _FOOT.match(folded) is not None or _DATED.search(folded) is not None


def is_page(text: str) -> bool:
    """Return whether a row says no more than the number of a printed page.

    >>> is_page("Trang 2/5"), is_page("Trang A Tủa")
    (True, False)
    """
    return _PAGE.fullmatch(heading_key(text)) is not None


def is_nobody(text: str) -> bool:
    """Return whether a row says that the table is empty."""
    return heading_key(text) in _NOBODY
