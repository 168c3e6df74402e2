"""The words of rows that head groups: how they are numbered, whether a unit, a category, a person.

What is called after neither is nobody's choice but of whoever knows the list.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

from cbccvc_rules.model.headings import heading_key

ROMAN = re.compile(r"(?=[IVXivx])(X{0,3})(IX|IV|V?I{0,3})[.)]?", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*([IVX]{1,6}|[A-Ha-h]|[0-9]{1,2})\s*[.)/-]\s*(?=\S)")
_IN_BRACKETS = re.compile(
    r"\s*[(:]\s*(?:(?:tổng(?: số| cộng)?|gồm|có|số lượng|số người|sl|ts)\b[^()]*|"
    r"[0-9n….]+\s*(?:người|đ/c|đồng chí|cb|cc|vc|gv|nv|cán bộ|công chức|viên chức)\b[^()]*)\)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_GOES_ON = re.compile(r"\s*[(\[]\s*(?:tiếp|tiếp theo|tiếp tục)\s*[)\]]\s*$", re.IGNORECASE)
"""A head printed again on the next page is the head of the same group."""
_OF_GROUP = re.compile(r"^(?:khối|nhóm|đối với|diện|bộ phận|đối tượng)\s+", re.IGNORECASE)
_UNIT_WORDS = re.compile(
    r"^(?:phòng|ban|bộ môn|khoa|tổ|trung tâm|chi cục|cục|vụ|đội|trạm|văn phòng|trường(?! hợp)|sở|"
    r"viện|ủy ban|uỷ ban|ubnd|hđnd|đơn vị|chi bộ|đảng ủy|thanh tra|bệnh viện|trạm|hạt|xã|phường|"
    r"thị trấn|huyện|quận|khối văn phòng|ban quản lý|hội|liên đoàn|tòa|kho bạc|bảo tàng|"
    r"thư viện)\b",
    re.IGNORECASE,
)
_CATEGORIES = MappingProxyType(
    {
        "cán bộ": "CB",
        "công chức": "CC",
        "viên chức": "VC",
        "người lao động": "HD",
        "lao động hợp đồng": "HD",
        "hợp đồng lao động": "HD",
        "hợp đồng": "HD",
    }
)


def group_name(text: str) -> str:
    """Return what a group is called, without its number and how many people it is said to have.

    >>> group_name("I. KHỐI CÔNG CHỨC (Tổng số: 5 người)"), group_name("Khoa Nội (cơ sở 2).")
    ('KHỐI CÔNG CHỨC', 'Khoa Nội (cơ sở 2)')
    """
    whole = unicodedata.normalize("NFC", text).strip()
    return without_count(_NUMBERED.sub("", whole))


def without_count(text: str) -> str:
    """Return a text without how many people it says there are, which is another number next year.

    So with what says that a group goes on.

    >>> without_count("I. Hoàn thành tốt nhiệm vụ: 02 đồng chí"), without_count("Tổ A (tiếp theo)")
    ('I. Hoàn thành tốt nhiệm vụ', 'Tổ A')
    """
    return _IN_BRACKETS.sub("", _GOES_ON.sub("", text)).strip(" .:-")


def category_of_group(name: str) -> str | None:
    """Return the category that a group is called after, whole.

    >>> category_of_group("KHỐI CÔNG CHỨC"), category_of_group("Công chức cấp xã")
    ('CC', None)
    """
    return _CATEGORIES.get(_OF_GROUP.sub("", heading_key(name)))


def is_unit_name(name: str) -> bool:
    """Return whether a group is called as units are."""
    return _UNIT_WORDS.match(heading_key(name)) is not None


_OF_BODIES = re.compile(
    r"(?:(?:khối|nhóm|danh sách|đối với|các) )*(?:tập thể|đơn vị)(?: (?:lao động|trực thuộc))?"
)


def is_of_bodies(name: str) -> bool:
    """Return whether a head says that bodies stand below it, not people.

    >>> is_of_bodies("KHỐI TẬP THỂ"), is_of_bodies("Đơn vị A")
    (True, False)
    """
    return _OF_BODIES.fullmatch(heading_key(name)) is not None


def numbered_text(text: str) -> str:
    """Return the number that a text begins with, empty where it has none.

    >>> numbered_text("II. Khoa Nội"), numbered_text("Văn phòng")
    ('II', '')
    """
    found = _NUMBERED.match(text)
    return "" if found is None else found[1]


def rank_of_number(number: str) -> int | None:
    """Return how far down such a number stands by custom: A, I, 1, a; None: it is none of these.

    >>> [rank_of_number(one) for one in ("A", "II.", "3", "b)", "")]
    [0, 1, 2, 3, None]
    """
    bare = number.strip().rstrip(".)")
    if re.fullmatch("[A-H]", bare):
        return 0
    if re.fullmatch("[a-h]", bare):
        return 3
    if bare and ROMAN.fullmatch(bare):
        return 1
    return 2 if bare.isdecimal() else None


_TOLD_SURNAMES = """
an âu bạc bạch bàn bành bế bùi ca cà cầm cao châu chu cù danh diệp doãn dư dương đái đàm đào đặng
đèo điểu đinh đỗ đoàn đồng giàng giáp hạ hà hàn hạng hồ hoàng hứa huỳnh khổng khuất kiều kim ksor la
lã lại lâm lầu lê lò lô lộc lục lương lưu lý ly ma mã mạc mạch mai mùa nay nghiêm ngô ngụy nguyễn
nhữ ninh nông ông phạm phan phí phó phù phùng quách quan quàng rơ siu sùng sơn tạ tăng thạch thái
thân thào thiều tiêu tô tôn tống trà trần triệu trịnh trương từ uông ưng vàng văn vi viên võ vũ
vương xa xồng y yên
"""
_SURNAMES = frozenset(_TOLD_SURNAMES.split())
_FEWEST_WORDS = 3


def is_name_like(text: str) -> bool:
    """Return whether a text is written as people are called: a surname, two more words, capitals.

    Two words may be a place as well: Hà Giang is a province.

    >>> is_name_like("Nguyễn Thị Hà"), is_name_like("Hà Giang"), is_name_like("Lê lợi hai")
    (True, False, False)
    """
    words = text.split()
    capitals = all(word[0].isupper() for word in words)
    return len(words) >= _FEWEST_WORDS and capitals and words[0].casefold() in _SURNAMES
