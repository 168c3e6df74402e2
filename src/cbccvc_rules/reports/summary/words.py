"""What the yearly tables say themselves, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = {
    "title": Text(
        "TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC NĂM {0}",
        "QUALITY RATINGS OF CADRES, CIVIL SERVANTS AND PUBLIC EMPLOYEES IN {0}, SUMMED UP",
    ),
    "told": Text("({stage}, ngày đánh giá {on})", "({stage}, day of the rating {on})"),
    "state": Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
    "motto": Text("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
    "left_open": Text("……………………………", "……………………………"),
    "dated": Text("………, ngày … tháng … năm ………", "………, day … month … year ………"),
    "made": Text("NGƯỜI LẬP BIỂU", "DRAWN UP BY"),
    "head": Text("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "HEAD OF THE AGENCY"),
    "sign": Text("(Ký, ghi rõ họ tên)", "(Signature, full name)"),
    "sign_seal": Text("(Ký, ghi rõ họ tên, đóng dấu)", "(Signature, full name, seal)"),
    # ------------------------------------------------------------- tables
    "agencies": Text("Theo cơ quan", "By agency"),
    "units": Text("Theo đơn vị", "By unit"),
    "posts": Text("Theo đối tượng, chức vụ", "By category and post"),
    "full": Text("Đơn vị, đối tượng, chức vụ", "By unit, category and post"),
    "not_rated": Text("Không xếp loại", "Not rated"),
    "limits": Text("So với giới hạn tỷ lệ", "Against the limits on shares"),
    "not_counted": Text("Không tính vào bảng", "Counted nowhere"),
    "sums": Text("Kiểm cộng", "Sums checked"),
    # ------------------------------------------------------------- headings
    "row": Text("TT", "No."),
    "agency": Text("Cơ quan", "Agency"),
    "unit": Text("Đơn vị", "Unit"),
    "category": Text("Đối tượng", "Category"),
    "post": Text("Chức vụ", "Post"),
    "total": Text("Tổng số", "Total"),
    "rated": Text("Được xếp loại", "Rated"),
    "percent": Text("Tỷ lệ", "Share"),
    "untold": Text("Chưa ghi mức", "Rating not told"),
    "reason": Text("Lý do", "Reason"),
    "cites": Text("Căn cứ", "Provision"),
    "people": Text("Số người", "People"),
    "group": Text("Cơ quan, nhóm", "Body, group"),
    "given": Text("Số xuất sắc", "Excellent"),
    "base": Text("Tính trên", "Base"),
    "limit": Text("Giới hạn", "Limit"),
    "allowed": Text("Được phép", "Allowed"),
    "verdict": Text("Kết luận", "Verdict"),
    "kept": Text("trong giới hạn", "within the limit"),
    "broken": Text("vượt giới hạn", "above the limit"),
    "unknown": Text("chưa đủ dữ liệu", "not enough data"),
    "id": Text("Mã", "Id"),
    "name": Text("Họ tên", "Name"),
    "checked": Text("Phép cộng", "Sum"),
    "one": Text("Cộng lại", "Added up"),
    "other": Text("Phải bằng", "Has to be"),
    "agrees": Text("Kết quả", "Outcome"),
    "yes": Text("khớp", "agrees"),
    "no": Text("KHÔNG KHỚP", "DISAGREES"),
    "sum": Text("Tổng cộng", "Sum"),
    # ------------------------------------------------------------- rows
    "no_unit": Text("Không rõ đơn vị", "Unit not known"),
    "no_category": Text("Không rõ đối tượng", "Category not known"),
    "leading": Text("lãnh đạo, quản lý", "leading"),
    "others": Text("không giữ chức vụ", "without a leading post"),
    "post_unknown": Text("chưa ghi chức vụ", "post not told"),
    "provided": Text("đúng {0}", "as {0} provides"),
    "against": Text("trái {0}", "against {0}"),
    "no_reason": Text(
        "danh sách không cho biết vì sao, và không quy tắc nào nói đến",
        "the list does not tell why, and no rule speaks of it",
    ),
    "sum_list": Text(
        "người trong bảng + không tính + người mà dòng không dùng được = cả danh sách",
        "in the tables + counted nowhere + rows unusable = the whole list",
    ),
    "sum_units": Text("cộng các đơn vị = người trong bảng", "all units = in the tables"),
    "sum_categories": Text(
        "cộng các đối tượng = người trong bảng", "all categories = in the tables"
    ),
    "sum_ratings": Text(
        "cộng các mức trong bảng = đếm từng dòng của danh sách",
        "all ratings in the tables = the list counted row by row",
    ),
    "sum_not_rated": Text(
        "cộng các lý do không xếp loại = số không xếp loại", "all reasons = those not rated"
    ),
    "adds_up": Text(
        "Cộng khớp đến người cuối cùng: {listed} người trong danh sách = {counted} người trong"
        " bảng, mỗi người một ô + {left} người không tính (nêu ở trên, có lý do) + {dropped} người"
        " mà dòng không dùng được (các dòng chung một mã được tính là một người).",
        "It adds up to the last person: {listed} listed = {counted} in the tables, each in one cell"
        " + {left} counted nowhere (told above, with the reason) + {dropped} whose rows cannot be"
        " used (rows that share an id count as one person).",
    ),
    "adds_up_not": Text(
        "KHÔNG CỘNG KHỚP: xem bảng “Kiểm cộng”.", "IT DOES NOT ADD UP: see “Sums checked”."
    ),
    "own_people": Text(
        "Mỗi đơn vị kể người của chính đơn vị, không kể đơn vị bên dưới. Tỷ lệ tính trên số được"
        " xếp loại; giới hạn tính theo cách hiểu đang dùng.",
        "Of each unit its own people, without the units below it. Shares are of those rated; limits"
        " follow the readings in use.",
    ),
    "nobody": Text("Không có.", "None."),
    "refused": Text("Không lập được bảng", "No table can be made"),
    "round": Text("Cơ quan {number}/{whole}: {name}", "Agency {number}/{whole}: {name}"),
    "all_rounds": Text("Tất cả {0} cơ quan", "All {0} agencies"),
}
