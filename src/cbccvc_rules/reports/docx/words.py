"""What documents say themselves, in both languages; what is said of findings is `explain`'s.

Kept apart from the phrases, which every run reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = {
    # ------------------------------------------------------------ the letterhead
    "left_open": Text("……………………………", "……………………………"),
    "number": Text("Số: ………/………", "No.: ………/………"),
    "state": Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
    "motto": Text("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
    "dated": Text("………, ngày … tháng … năm ………", "………, day … month … year ………"),
    "page": Text("trang", "page"),
    "sign": Text("(Ký, ghi rõ họ tên)", "(Signature, full name)"),
    "made_by": Text("Lập bằng {0}.", "Made by {0}."),
    "none": Text("Không có.", "None."),
    "sum": Text("Cộng", "Sum"),
    "row": Text("TT", "No."),
    # -------------------------------------------------------------- the minutes
    "minutes": Text(
        "BIÊN BẢN KIỂM TRA KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG", "MINUTES OF A CHECK OF QUALITY RATINGS"
    ),
    "scope": Text("Phạm vi kiểm tra", "What was checked"),
    "sources": Text("Nguồn để đối chiếu", "Sources, to check it again"),
    "files": Text("Tệp dữ liệu đã kiểm tra:", "Files that were checked:"),
    "packs": Text("Bộ quy tắc đã dùng:", "Packs that were used:"),
    "all_readings": Text(
        "Cách hiểu đã dùng ở những chỗ quy định để ngỏ:", "How what the law leaves open was read:"
    ),
    "by_unit": Text("Tổng hợp theo đơn vị", "Findings by unit"),
    "unit": Text("Đơn vị", "Unit"),
    "violation": Text("Vi phạm", "Violation"),
    "warning": Text("Cảnh báo", "Warning"),
    "notice": Text("Lưu ý", "Notice"),
    "unknown": Text("Chưa đủ dữ liệu", "Not enough data"),
    "waived": Text("Được miễn trừ", "Waived"),
    "kept": Text("Đúng quy định", "In keeping"),
    "not_applicable": Text("Không áp dụng", "Does not apply"),
    "others": Text(
        "{0} đơn vị khác không có kết luận nào phải ghi.", "{0} other units have no finding."
    ),
    "shares": Text(
        "Tỷ lệ xếp loại xuất sắc so với giới hạn", "Excellent ratings beside the limits"
    ),
    "no_shares": Text("Không có giới hạn tỷ lệ nào được xét.", "No share limit was judged."),
    "not_counted": Text(
        "Chưa được đếm; trong Python: `check(…, distribution=True)`.",
        "Not counted; in Python: `check(…, distribution=True)`.",
    ),
    "group": Text("Cơ quan, đơn vị, nhóm", "Body, unit, group"),
    "given": Text("Xuất sắc", "Excellent"),
    "base": Text("Tính trên", "Base"),
    "share": Text("Tỷ lệ", "Share"),
    "limit": Text("Giới hạn", "Limit"),
    "allowed": Text("Được phép", "Allowed"),
    "verdict": Text("Kết luận", "Verdict"),
    "share_broken": Text("Vượt giới hạn", "Above the limit"),
    "share_kept": Text("Trong giới hạn", "Within the limit"),
    "share_unknown": Text("Chưa đủ dữ liệu", "Not enough data"),
    "share_not_applicable": Text("Không áp dụng", "Does not apply"),
    "findings": Text("Kết luận theo từng đơn vị", "Findings, unit by unit"),
    "data": Text("Dữ liệu cần xem lại", "Data to be looked at"),
    "open": Text("Chỗ còn thiếu, còn để ngỏ", "What is missing, what is left open"),
    "end": Text("Kết luận chung", "Conclusion"),
    "fingerprint": Text("Mã kết luận: {0}", "Fingerprint: {0}"),
    "inspected": Text("ĐƠN VỊ ĐƯỢC KIỂM TRA", "FOR THE BODY INSPECTED"),
    "inspector": Text("NGƯỜI KIỂM TRA", "INSPECTOR"),
    "opinion": Text(
        "Ý kiến của đơn vị được kiểm tra: ……………………………………………………",
        "Opinion of the body inspected: ……………………………………………………",
    ),
    # -------------------------------------------------------------- the dossier
    "dossier": Text("HỒ SƠ KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG", "FILE ON A QUALITY RATING"),
    "privacy": Text(
        "Hồ sơ chỉ có dữ liệu của người nêu trên. Người khác chỉ được kể bằng số đếm, trừ người"
        " đã quyết định, đã ký; không có mã số, họ tên của ai khác.",
        "This file holds the data of the person above alone. Of others there are numbers only, but"
        " for those who decided or signed; nobody else's id or name is in it.",
    ),
    "other_person": Text("(người khác)", "(somebody else)"),
    "own_data": Text("Dữ liệu đã xét", "Data that was judged"),
    "field": Text("Nội dung", "What"),
    "value": Text("Đã ghi", "Told"),
    "cell": Text("Ô", "Cell"),
    "own_findings": Text("Kết luận", "Findings"),
    "nothing_found": Text(
        "Không có kết luận trái quy định hay thiếu dữ liệu nào.",
        "No rule is broken, and none lacks data.",
    ),
    "lawful": Text("Mức xếp loại được phép", "Lawful ratings"),
    "not_governed": Text("Không có văn bản điều chỉnh.", "No law governs."),
    "own_shares": Text(
        "Tỷ lệ xuất sắc của cơ quan, nhóm có người này",
        "Excellent ratings in the bodies and groups of this person",
    ),
    "kept_rules": Text(
        "Những điều trái quy định đã xét mà không có", "Faults that were looked for and not found"
    ),
    "not_applying": Text(
        "{0} quy tắc khác không áp dụng cho người này.", "{0} other rules do not apply here."
    ),
    "waits_for_others": Text(
        "Còn chờ {0} ô của người khác.", "Waits for {0} cells of other people, too."
    ),
    "filed_by": Text("NGƯỜI LẬP HỒ SƠ", "FILED BY"),
    "head": Text("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "HEAD OF THE BODY"),
}
