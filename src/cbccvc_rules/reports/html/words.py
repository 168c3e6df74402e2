"""What the page itself says, in both languages; what is said of findings comes from `explain`.

Kept apart from the phrases, which every run reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

UNTOLD = Text("chưa ghi mức", "rating not told")

WORDS: Mapping[str, Text] = {
    "title": Text("Kết quả kiểm tra xếp loại", "Check of ratings"),
    "many": Text("{0} đợt", "{0} rounds"),
    "rounds": Text("Các đợt", "Rounds"),
    "round": Text("Đợt", "Round"),
    "refused": Text("Không kiểm tra được", "Could not be checked"),
    "show_round": Text("Xem kết luận của đợt", "Show the findings of this round"),
    "no_script": Text(
        "Trang này cần JavaScript, chạy ngay trong tệp và không tải gì từ mạng. Nơi không"
        " chạy được, hãy dùng báo cáo dạng văn bản (`--format text`).",
        "This page needs JavaScript, which runs from the file itself and fetches nothing. Where it"
        " cannot run, use the report as text (`--format text`).",
    ),
    "contents": Text("Trong trang này", "On this page"),
    "theme": Text("Đổi nền sáng, tối", "Light or dark"),
    "print": Text("In", "Print"),
    "scope": Text("Phạm vi đã xét", "What was judged"),
    "overview": Text("Tóm tắt", "Overview"),
    "grades": Text("Phân bố mức xếp loại", "How the ratings are spread"),
    "grades_note": Text(
        "Chỉ kể người được xét. Mỗi đơn vị kể người của chính đơn vị, không kể đơn vị bên dưới.",
        "People judged alone; of each unit its own people, without the units below it.",
    ),
    "shares": Text("Xếp loại xuất sắc so với giới hạn", "Excellent ratings beside the limits"),
    "shares_note": Text(
        "Thanh là tỷ lệ đang có, vạch đứng là giới hạn. Số được phép tính theo cách hiểu đang"
        " dùng.",
        "The bar is the share given, the upright mark the limit. What is allowed follows the"
        " readings in use.",
    ),
    "no_shares": Text("Không có giới hạn tỷ lệ nào áp dụng.", "No share limit applies."),
    "not_counted": Text(
        "Phân bố mức xếp loại chưa được đếm; trong Python: `check(…, distribution=True)`.",
        "The ratings were not counted; in Python: `check(…, distribution=True)`.",
    ),
    "units": Text("Theo đơn vị", "By unit"),
    "findings": Text("Từng kết luận", "Every finding"),
    "more": Text("Thêm", "More"),
    "end": Text("Kết thúc báo cáo", "End of the report"),
    "search": Text("Tìm (gõ có dấu hay không đều được)", "Search (accents do not matter)"),
    "state": Text("Loại", "Kind"),
    "rule": Text("Quy tắc", "Rule"),
    "unit": Text("Đơn vị", "Unit"),
    "subject": Text("Đối tượng", "Subject"),
    "said": Text("Nội dung", "What is said"),
    "group": Text("Cơ quan, nhóm", "Body, group"),
    "rating": Text("Mức xếp loại", "Rating"),
    "people": Text("Số người", "People"),
    "spread": Text("Phân bố", "Spread"),
    "chart": Text("Biểu đồ", "Chart"),
    "given": Text("Xuất sắc", "Excellent"),
    "base": Text("Tính trên", "Base"),
    "limit": Text("Giới hạn", "Limit"),
    "allowed": Text("Được phép", "Allowed"),
    "verdict": Text("Kết luận", "Verdict"),
    "share_broken": Text("Vượt giới hạn", "Above the limit"),
    "share_kept": Text("Trong giới hạn", "Within the limit"),
    "share_unknown": Text("Chưa đủ dữ liệu", "Not enough data"),
    "all": Text("Tất cả", "All"),
    "contested": Text("còn tranh luận", "contested"),
    "contested_only": Text("Chỉ kết luận còn tranh luận", "Contested findings alone"),
    "reset": Text("Bỏ mọi lọc", "Clear filters"),
    "open_page": Text("Mở hết trang này", "Open this whole page"),
    "close_page": Text("Đóng hết", "Close all"),
    "shown": Text("{0} trong {1}", "{0} of {1}"),
    "page_of": Text("Trang {0}/{1}", "Page {0} of {1}"),
    "previous": Text("Trang trước", "Previous page"),
    "next": Text("Trang sau", "Next page"),
    "per_page": Text("Dòng mỗi trang", "Rows a page"),
    "sorted": Text("bấm để sắp theo cột này", "press to sort by this column"),
    "show_unit": Text("Xem kết luận của đơn vị", "Show the findings of this unit"),
    "none": Text("Không có dòng nào.", "There are no rows."),
    "print_limit": Text(
        "Bản in có {0} dòng đầu trong {1}; muốn in đủ thì đánh dấu “In đủ” dưới bảng rồi in lại, "
        "muốn in ít hơn thì lọc bớt.",
        "The print holds the first {0} of {1} rows; to print them all, tick “Print all” below the "
        "table and print again; to print fewer, filter them.",
    ),
    "print_every": Text(
        "In đủ {0} dòng (trình duyệt có thể cần nhiều phút; nếu không, bản in có {1} dòng đầu)",
        "Print all {0} rows (the browser may need minutes; otherwise the first {1} are printed)",
    ),
    "no_unit": Text("Không rõ đơn vị", "Unit not known"),
    "fingerprint": Text("Mã kết luận", "Fingerprint"),
    "made_by": Text("Lập bằng {0} {1}", "Made by {0} {1}"),
}
