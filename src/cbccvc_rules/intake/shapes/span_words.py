"""What a heading that spans columns of grades says of them: weighed as a title of a list is.

It is made of words that say no more than that grades stand below, or whoever asks is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.intake.shapes.other_grades import others_in
from cbccvc_rules.intake.shapes.title_words import is_of_part, year_of
from cbccvc_rules.intake.shapes.words import is_of_body, speaks_of_grade, stages_in, years_in
from cbccvc_rules.model.headings import heading_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.intake.shapes.asked import Asked

_PLAIN = re.compile(
    r"\b(?:kết quả|đánh giá|xếp loại|xếp|phân loại|chất lượng|mức độ|mức|hoàn thành|thực hiện|"
    r"nhiệm vụ|chức trách|được giao|công việc|công tác|chuyên môn|chính quyền|cuối năm|cả năm|"
    r"trong năm|năm học|năm|kỳ|đợt|cán bộ|công chức|viên chức|người lao động|lao động|hợp đồng|"
    r"cbccvc|cbcc|ccvc|số lượng|số người|số|người|tổng số|tổng hợp|tổng|trong đó|chia ra|"
    r"cá nhân|tỷ lệ|tỉ lệ|cơ cấu|theo|của|các|và|về|thông tin|nội dung|ý kiến|cuối cùng|mới)\b|"
    r"\b(?:19|20)[0-9]{2}\b"
)
# Words that say whose, or what, grades are, even where a heading speaks of grades as well.
_ELSE = re.compile(
    r"công đoàn|đoàn viên|đoàn thanh niên|chuẩn nghề nghiệp|chuẩn hiệu trưởng|bồi dưỡng|tập huấn|"
    r"nguyện vọng|đăng ký|kế hoạch|chỉ tiêu|mục tiêu|dự báo|tập thể|học sinh|học viên|sinh viên|"
    r"tín nhiệm|thăm dò|\bnữ\b|dân tộc|\bhộ\b|gia đình"
)


def is_of_other_year(texts: Iterable[str], asked: Asked) -> bool:
    """Return whether headings name years, and none of the period."""
    years = {year for text in texts for year in years_in(text)}
    years |= {year for text in texts for year in year_of(text) or ()}
    return bool(years) and not any(asked.names_year(year) for year in years)


def says_else(text: str, asked: Asked) -> bool:
    """Return whether a spanning heading may say that what stands below is not what is judged.

    >>> from cbccvc_rules.intake.shapes.asked import Asked
    >>> told = ("Kết quả xếp loại năm 2024", "Cấp thẩm quyền quyết định", "Nữ", "Thi đua", "Quý IV")
    >>> [says_else(one, Asked()) for one in told]
    [False, False, True, True, True]
    """
    key = heading_key(text)
    if is_of_body(text) or is_of_part(text) or _ELSE.search(key) is not None:
        return True
    judged = {"self": "own", "proposed": "draft"}.get(asked.stage)
    if any(other != judged for other in others_in(text)):
        return True
    if stages_in(text) - {"decided"} and asked.labels.read(text) is None:
        return asked.stage not in stages_in(text) and key != "cá nhân"
    if stages_in(text) or speaks_of_grade(text) or asked.labels.read(text) is not None:
        return False
    return any(letter.isalpha() for letter in _PLAIN.sub(" ", key))
