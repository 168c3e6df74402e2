"""What grades other than those decided of the year a title, or a sheet's name, may speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.model.values import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

Other = Literal["party", "emulation", "draft", "own", "unrated", "before", "stale", "otherwise"]
"""What grades may be that are not those decided of the year: of the Party, of merit, not final.

`before`: of an earlier year; `stale`: of an old or an example list; `otherwise`: of what is graded
beside quality.
"""

_GRADES = re.compile(r"xếp loại|đánh giá|phân loại|chất lượng|danh sách|kết quả|tổng hợp")
_OTHERS: tuple[tuple[Other, re.Pattern[str]], ...] = (
    ("party", re.compile(r"đảng viên|tổ chức (?:cơ sở )?đảng|chi bộ.*(?:trong sạch|xếp loại)")),
    (
        "emulation",
        re.compile(r"danh hiệu|thi đua|khen thưởng|bằng khen|giấy khen|lao động tiên tiến"),
    ),
    (
        "draft",
        re.compile(
            r"dự thảo|dự kiến|đề xuất|(?<!theo )đề nghị(?! của)|tờ trình|\btrình (?:phê )?duyệt|"
            r"lấy ý kiến|\bnháp\b|chưa (?:chính thức|duyệt|ký|phê duyệt)|"
            r"\btạm (?:tính|thời|xếp)\b|\bsơ (?:khảo|bộ)\b|\bphiếu bầu\b|"
            r"\b(?:vòng|lần|đợt)(?: thứ)? (?:[0-9]{1,2}\b(?![/.-])|[ivx]+\b|một\b|hai\b|ba\b)|"
            r"^\W*kế hoạch(?: công tác)? (?:năm|xếp|đánh|phân|20[0-9]{2})\b"
        ),
    ),
    (
        "unrated",
        re.compile(
            r"^danh sách\b.*\b(?:không|chưa|miễn)(?: được| phải| thuộc diện)? "
            r"(?:đánh giá|xếp loại|phân loại|xét)"
        ),
    ),
    ("own", re.compile(r"\btự (?:đánh giá|xếp loại|nhận|chấm)|\bđăng ký (?:xếp|mức|đánh|hoàn)")),
    ("before", re.compile(r"\b(?:năm|kỳ|đợt) (?:trước|ngoái|cũ|liền kề|liền trước)\b")),
    (
        "stale",
        re.compile(
            r"\b(?:bản|danh sách|số liệu|tệp|file|sheet) cũ\b|^\W*cũ\W*$|\(cũ\)|"
            r"\bkhông (?:dùng|sử dụng)\b|\b(?:đã|bị) (?:hủy|huỷ|thay thế|bãi bỏ)\b|"
            r"\bhết hiệu lực\b|\bví dụ\b|\bminh h(?:ọa|oạ)\b|\b(?:template|example|sample)\b|"
            r"^\W*(?:bảng |biểu |danh sách )?mẫu\W*$"
        ),
    ),
    (
        "otherwise",
        re.compile(
            r"công đoàn|đoàn viên|hội viên|\bchuẩn (?:nghề nghiệp|hiệu trưởng|giáo viên)|"
            r"tín nhiệm|học viên\b|học sinh|sinh viên|"
            r"(?:đánh giá|xếp loại|phân loại)(?: chất lượng)? (?:các )?(?:tập thể|đơn vị)"
            r"(?= năm\b|\W*$)"
        ),
    ),
)
# What the name of a sheet says by itself.
_NAMED: tuple[tuple[Other, re.Pattern[str]], ...] = (
    ("unrated", re.compile(r"^(?:không|chưa|miễn) (?:đánh giá|xếp loại|phân loại|xét)")),
    (
        "stale",
        re.compile(
            r"^\W*(?:xóa|xoá|bỏ|hủy|huỷ|lưu|lưu trữ|backup|bak|test|thử|copy|bản sao|old)\W*$|"
            r"\b(?:bản sao|copy) (?:của|of)\b"
        ),
    ),
    ("otherwise", re.compile(r"^\W*(?:các )?(?:tập thể|đơn vị)\W*$")),
)
_NEED_GRADES: frozenset[Other] = frozenset({"own", "otherwise"})
# Bodies whose name holds such a word: that of who sends the list says nothing of its grades.
_BODIES = re.compile(
    r"^(?:phòng|ban|vụ|hội đồng|cục|văn phòng|viện|đảng|chi bộ|đảng bộ|đảng ủy|đảng uỷ)\b(?! viên)"
)


def others_in(text: str, *, is_name: bool = False) -> Iterator[Other]:
    """Yield what other grades than those decided of the year a title may speak of.

    The name of a sheet (`is_name`) says what it is by a word alone.

    >>> list(others_in("DANH SÁCH ĐỀ NGHỊ XẾP LOẠI ĐẢNG VIÊN")), list(others_in("Ban Thi đua"))
    (['party', 'draft'], [])
    >>> list(others_in("Công đoàn")), list(others_in("Công đoàn", is_name=True))
    ([], ['otherwise'])
    """
    folded = clean(text).casefold()
    if _BODIES.match(folded) and not _GRADES.search(folded):
        return
    for other, words in _OTHERS:
        speaks = is_name or other not in _NEED_GRADES or _GRADES.search(folded)
        if words.search(folded) and speaks:
            yield other
    for other, words in _NAMED if is_name else ():
        if words.search(folded):
            yield other
