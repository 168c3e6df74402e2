"""Words that tell a name from what is none: family names, and words that begin other things.

A list of family names is never complete; what rests on it is said to be a likelihood.
"""

from __future__ import annotations


def _phrases(told: str) -> frozenset[str]:
    return frozenset(one.strip() for line in told.splitlines() for one in line.split("|") if one)


def _words(told: str) -> frozenset[str]:
    return frozenset(told.split())


SURNAMES = _words(
    """
    an âu bạch bàn bùi cao cầm chu chử châu chảo chẩu chế chung cù cung cổ cấn cồ diêm diệp doãn
    danh dư dương đàm đan đào đặng đậu đèo đinh điêu điểu đoàn đỗ đồng đới đường giang giàng giáp
    h' hà hạ hạng hán hàn hảng hầu hồ hoa hoàng hoàn hờ huỳnh hứa hùng k' kha khà khâu khổng khuất
    khúc khương kiều kim kpă kră ksor la lã lại lâm lầu lê lềnh lều lộ lò lô lộc lồ lù lục lữ lương
    lưu lường lý lỳ ma mã mạc mạch mai man mang mẫn mâu mí mông mùa mua nay nghiêm nghiêu ngân ngô
    ngũ nguyễn nhâm nhan nhữ niê ninh nông nùng ôn ông phạm phan phàn phí phó phù phùng phương quách
    quan quàng quản quảng quế r'ô rah rcom rmah rơ sầm sa siu sùng sơn sử tạ tăng tẩn tẩy tán tào
    tất tề thạch thái thang thành thào thân thẩm thập thi thiều thòng thịnh thiệu tiêu tiết tô tôn
    tống tòng trà tráng trang trần triệu triều trình trịnh trương từ tường ty tưởng ung ứng ưng vàng
    văn vạn vi viên vũ võ vòng vương vừ xa xin xồng xuân y yên a ngọ tương lang thị tằng quyền giả
    vầy chíu chềnh phồng kiên bế bồ
    """
)
"""Family names of Vietnam, of its peoples too, in small letters."""

NO_NAMES = _phrases(
    """
    lý do|lý lịch|lý luận|cao cấp|cao đẳng|cao bằng|đồng ý|đồng chí|đồng nai|đồng tháp|văn bằng
    văn hóa|văn hoá|văn bản|văn thư|văn phòng|hà nội|hà giang|hà nam|hà tĩnh|lâm đồng|an giang
    an ninh|an toàn|an sinh|đào tạo|thái độ|thái bình|thái nguyên|chu kỳ|kim ngạch|mã số|mã đơn vị
    mã nhân viên|mã cán bộ|mã viên chức|mã công chức|mã ngạch|lương cơ bản|lương tối thiểu
    quản lý|quản trị|quảng nam|quảng ninh|quảng ngãi|quảng bình|quảng trị|ninh bình|ninh thuận
    phương án|phương thức|phương pháp|phương hướng|thành phố|thành tích|thành phần|thành viên
    thi đua|thị xã|thị trấn|viên chức|đoàn viên|đoàn thể|từ ngày|từ tháng|từ năm|họ và tên|họ tên
    ông bà|sơn la|thân nhân|tiêu chí|tiêu đề|tiêu chuẩn|danh sách|danh hiệu|danh mục|tăng giảm
    thành tiền|phó phòng|phó giám đốc|phó trưởng|phó chủ tịch|phó cục trưởng|phó vụ trưởng
    phó viện trưởng|phó hiệu trưởng|phó bí thư|phó tổng|phó ban|phó chánh|lý thuyết
    """
)
"""What begins like a name and is none, in small letters: headings, places, posts."""

UNIT_WORDS = _phrases(
    """
    phòng|sở|ban|ủy ban|uỷ ban|ubnd|hđnd|trường|trung tâm|chi cục|cục|vụ|khoa|tổ|đội|bệnh viện
    văn phòng|thanh tra|hội|đảng ủy|đảng uỷ|đảng bộ|chi bộ|công an|xã|phường|huyện|thị xã
    thị trấn|tỉnh|thành phố|tp|viện|học viện|đài|báo|chi nhánh|kho bạc|hạt|trạm|bộ phận|bộ|nhà
    thư viện|bảo tàng|tổng cục|quận|cơ quan|đơn vị|khối|nhóm|tổng công ty|công ty|quỹ|liên đoàn
    liên minh|hội đồng|kiểm toán|tòa án|viện kiểm sát|mặt trận|ubmttq|mttq|thcs|thpt|mầm non
    tiểu học|đại học|cao đẳng|chi hội|đoàn thanh niên|đoàn tncs|đoàn khối
    """
)
"""The words that names of units begin with, in small letters."""

PLAIN_WORDS = _words(
    """
    co khong chua dat tot kha trung binh yeu kem gioi xuat sac hoan thanh nhiem vu loai muc xep
    thang nam ngay tuan nguoi tren duoi hon du mot hai ba bon bay tam chin muoi nghi viec xet
    danh gia thuoc dien phai can bo cong chuc vien hop dong truong pho yes no none null true false
    good met not high normal low nan khac va hoac rong trong thieu sai dung
    """
)
"""Words of cells that name nobody, without marks."""
