"""What the workbook itself says, in both languages; what is said of findings is from `explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.sheets import REPORT_HEADING, REPORT_TITLES
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = {
    # ------------------------------------------------------------- names of sheets
    **REPORT_TITLES,
    # ------------------------------------------------------------- summary
    "title": Text("Kết quả kiểm tra xếp loại {0}", "Check of ratings {0}"),
    "scope": Text("Phạm vi đã xét", "What was judged"),
    "sum": Text("Kết quả", "Outcome"),
    "sheets": Text("Các trang trong tệp này", "The sheets of this file"),
    "of_findings": Text(
        "mọi kết luận, mỗi dòng một kết luận; bấm vào ô để tới chỗ sai",
        "every finding, a row each; press its cell to go to what is wrong",
    ),
    "of_limits": Text(
        "từng giới hạn tỷ lệ, tính lại bằng công thức của bảng tính, cạnh số của công cụ",
        "every limit on a share, worked out by formulas of the spreadsheet, beside our own figures",
    ),
    "of_basis": Text(
        "ai được đếm vào giới hạn nào, mức đã ghi và mức đã đọc; các công thức đếm trên trang này",
        "who is counted in which limit, the rating written and read; the formulas count this sheet",
    ),
    "of_labels": Text("nhãn nào được đọc là mức nào", "which label is read as which rating"),
    "of_lost": Text(
        "bản sao làm từ đâu, và những gì không giữ được", "what the copy is of, and does not keep"
    ),
    "of_copy": Text(
        "bản sao từ `{0}`; cột kết luận nằm ở cuối, ô có kết luận được tô màu và có ghi chú",
        "copied from `{0}`; the findings are in the last column, their cells coloured, with notes",
    ),
    "of_table": Text(
        "bảng từ `{0}`; cột kết luận nằm ở cuối, ô có kết luận được tô màu và có ghi chú",
        "the table of `{0}`; the findings are in the last column, their cells coloured, with notes",
    ),
    "of_rows": Text(
        "bảng `{0}` lập lại từ dữ liệu đã đọc; cột kết luận nằm ở cuối, ô có kết luận được tô màu",
        "the table `{0}` as it was read; the findings are in the last column, their cells coloured",
    ),
    "colours": Text("Màu của ô", "Colours of cells"),
    "receipt": Text("Đã dùng", "Made with"),
    # ------------------------------------------------------------- several rounds
    "rounds": Text("Các đợt", "Rounds"),
    "order": Text("Thứ tự", "In order"),
    "round": Text("Đợt", "Round"),
    "rounds_title": Text("Kết quả kiểm tra {0} đợt", "Check of {0} rounds"),
    "period": Text("Kỳ", "Period"),
    "people": Text("Số người", "People"),
    "violations": Text("Vi phạm", "Violations"),
    "warnings": Text("Cảnh báo", "Warnings"),
    "notices": Text("Lưu ý", "Notices"),
    "open": Text("Chưa đủ dữ liệu", "Undecided"),
    "waived_ones": Text("Được miễn trừ", "Waived"),
    "contested_ones": Text("Còn tranh luận", "Contested"),
    "affected": Text("Người có vi phạm", "People with a violation"),
    "rank": Text("Hạng", "Rank"),
    "beside": Text("Bản sao có chú thích", "Annotated copy"),
    "together": Text("Cộng", "Sum"),
    "of_rounds": Text(
        "Bản sao có chú thích của từng đợt là tệp riêng, cùng thư mục với tệp này; mọi kết luận "
        "của các đợt cũng có ở trang kết luận.",
        "The annotated copy of each round is a file of its own, beside this one; the findings of "
        "all are on the sheet of findings as well.",
    ),
    # ------------------------------------------------------------- findings
    "number": Text("STT", "No."),
    "state": Text("Loại", "Kind"),
    "rule": Text("Quy tắc", "Rule"),
    "code": Text("Mã quy tắc", "Rule id"),
    "subject": Text("Đối tượng", "Subject"),
    "unit": Text("Đơn vị", "Unit"),
    "said": Text("Nội dung", "What is said"),
    "cites": Text("Căn cứ", "Provision"),
    "remedy": Text("Cách xử lý", "What to do"),
    "cell": Text("Ô", "Cell"),
    "contested": Text("Theo cách hiểu khác", "Read otherwise"),
    "waived": Text("Miễn trừ", "Waiver"),
    "fingerprint": Text("Mã kết luận", "Fingerprint"),
    "waiting": Text(
        "Chưa đủ dữ liệu: {0} quy tắc chưa kết luận được, xem trang “{1}”",
        "Not enough data: {0} rules cannot be decided, see “{1}”",
    ),
    "annotation": REPORT_HEADING,
    # ------------------------------------------------------------- shares
    "limits_note": Text(
        "Ô nền xanh là công thức: đếm trên trang “{basis}”, đổi mức ở trang gốc thì số đổi theo. Ô"
        " nền xám là số của công cụ lúc lập báo cáo. Chênh lệch là số còn được xếp thêm; số âm là"
        " số vượt. Ai thuộc nhóm nào, giới hạn nào áp dụng và cách hiểu nào được dùng là theo lúc"
        " lập báo cáo.",
        "Green cells are formulas: they count the sheet “{basis}”, and follow a rating that is"
        " changed where it stands. Grey cells are our figures when the report was made. The"
        " difference is how many more may be rated so; below zero, how many are too many. Who is"
        " of which group, which limits apply and which readings are used is as it was then.",
    ),
    "agreeing": Text("Số giới hạn khớp", "Limits that agree"),
    "of_limits_all": Text("trong số có công thức", "of those with formulas"),
    "no_limits": Text("Không có giới hạn tỷ lệ nào áp dụng.", "No limit on a share applies."),
    "not_worked": Text(
        "Các giới hạn chưa được tính lại; trong Python: `check(…, workings=True)`.",
        "The limits were not worked out; in Python: `check(…, workings=True)`.",
    ),
    "not_shown": Text(
        "Không tính lại ở đây vì không phải phép đếm mức xếp loại",
        "Not worked out here, for it is no count of ratings",
    ),
    "group": Text("Cơ quan, nhóm", "Body, group"),
    "counted": Text("Số {0}", "Rated {0}"),
    "rated": Text("Số được xếp loại", "Rated at all"),
    "everybody": Text("Tổng số", "All of them"),
    "more": Text("Có thể thêm", "Maybe more"),
    "limit": Text("Giới hạn", "Limit"),
    "most": Text("Được phép", "Allowed"),
    "difference": Text("Chênh lệch", "Difference"),
    "worked_out": Text("Kết luận tính lại", "Worked out"),
    "engine": Text("Công cụ: {0}", "Engine: {0}"),
    "verdict": Text("Kết luận", "Verdict"),
    "agrees": Text("So sánh", "Compared"),
    "yes": Text("khớp", "agrees"),
    "no": Text("KHÔNG KHỚP", "DISAGREES"),
    "kept": Text("Trong giới hạn", "Within the limit"),
    "broken": Text("Ngoài giới hạn", "Outside the limit"),
    "unknown": Text("Chưa đủ dữ liệu", "Not enough data"),
    # ------------------------------------------------------------- who is counted
    "basis_note": Text(
        "Mỗi dòng một người, một tổng số hay một đơn vị. “Mức đã ghi” lấy từ ô gốc, “mức đã đọc”"
        " tra ở trang “{labels}”; dấu ? là chưa rõ. “Thuộc giới hạn” ghi số của các tập được đếm,"
        " lọc theo ;1; để thấy ai thuộc tập 1.",
        "A row for each person, total or unit. The rating written is taken from its cell, the one"
        " read is looked up on “{labels}”; a ? is not known. The sets counted are told by their"
        " numbers: filter by ;1; to see who is of set 1.",
    ),
    "id": Text("Mã", "Id"),
    "name": Text("Họ tên, tên gọi", "Name"),
    "category": Text("Loại đối tượng", "Category"),
    "peer_group": Text("Nhóm nhiệm vụ", "Peer group"),
    "written": Text("Mức đã ghi", "Rating written"),
    "read": Text("Mức đã đọc", "Rating read"),
    "sets": Text("Thuộc tập", "Of set"),
    "maybe": Text("Có thể thuộc tập", "Maybe of set"),
    "set": Text("Tập", "Set"),
    "label": Text("Nhãn trong bảng", "Label in the table"),
    # ------------------------------------------------------------- about the copy
    "copy_of": Text(
        "Trang chép từ `{0}`: giữ giá trị, phông chữ, màu, khung, ô gộp, độ rộng cột, dòng ẩn.",
        "Sheets copied from `{0}`: values, fonts, colours, borders, merged cells, widths of columns"
        " and hidden rows are kept.",
    ),
    "table_of": Text(
        "Trang lập lại từ `{0}`: giữ giá trị ở đúng dòng và cột, không giữ định dạng.",
        "Sheets laid out from `{0}`: values in their rows and columns, without their looks.",
    ),
    "rows_of": Text(
        "Bảng `{0}` được lập lại từ dữ liệu đã đọc, không theo dòng và cột của tệp gốc.",
        "The table `{0}` is laid out from what was read, not by the rows and columns of its file.",
    ),
    "masked": Text(
        "Báo cáo không nêu tên nên không chép tệp gốc; cột tên và ghi chú bị bỏ.",
        "The report names nobody, so no file is copied; columns of names and remarks are left out.",
    ),
    "changed": Text(
        "Tệp `{0}` không còn như lúc kiểm tra nên không được chép.",
        "The file `{0}` is not as it was when it was checked, so it is not copied.",
    ),
    "not_opened": Text(
        "Tệp `{0}` không mở được để chép định dạng, nên các trang được lập lại từ giá trị đã đọc.",
        "The file `{0}` cannot be opened to copy what it looks like, so its sheets are laid out"
        " from the values read.",
    ),
    "nothing_lost": Text("Không có gì khác bị bỏ.", "Nothing else was left out."),
    "left_out": Text("Không giữ trong bản sao", "Left out of the copy"),
    "times": Text("Số lượng", "How many"),
}

LOST_ELEMENTS: Mapping[str, Text] = {
    "hyperlinks": Text("liên kết trong trang", "links of a sheet"),
    "dataValidations": Text("danh sách chọn, ràng buộc nhập liệu", "drop-down lists, limits"),
    "conditionalFormatting": Text("định dạng có điều kiện", "conditional formats"),
    "sheetProtection": Text("khóa trang", "locks of sheets"),
    "protectedRanges": Text("khóa trang", "locks of sheets"),
    "drawing": Text("trang có hình vẽ, biểu đồ", "sheets with drawings or charts"),
    "legacyDrawing": Text("trang có ghi chú hay nút điều khiển", "sheets with notes or controls"),
    "tableParts": Text("trang có bảng (Table) của Excel", "sheets with Excel tables"),
    "headerFooter": Text("đầu trang, chân trang khi in", "headers and footers in print"),
    "oleObjects": Text("đối tượng nhúng", "embedded objects"),
    "controls": Text("nút điều khiển", "controls"),
    "extLst": Text("phần mở rộng của Excel", "extensions of Excel"),
}
"""What may stand in a sheet and is not copied, by its element."""

LOST_PARTS: Mapping[str, Text] = {
    "formulas": Text(
        "công thức (ô giữ giá trị đã tính khi lưu)", "formulas (their cells keep the values saved)"
    ),
    "runs": Text("đoạn chữ định dạng riêng trong một ô", "parts of cells with a look of their own"),
    "title": Text("tên trang phải đổi", "names of sheets that had to change"),
    "other": Text("phần khác của trang", "other parts of sheets"),
    "xl/media/": Text("hình ảnh", "pictures"),
    "xl/charts/chart": Text("biểu đồ", "charts"),
    "xl/chartsheets/": Text("trang biểu đồ", "sheets of charts"),
    "xl/comments": Text("tệp ghi chú của người lập", "parts with the author's own notes"),
    "xl/threadedcomments/": Text("trao đổi trong ghi chú", "threads of notes"),
    "xl/pivottables/": Text("bảng tổng hợp (PivotTable)", "pivot tables"),
    "xl/externallinks/": Text("liên kết tới tệp khác", "links to other files"),
    "xl/vbaproject": Text("macro", "macros"),
    "xl/querytables/": Text("truy vấn dữ liệu", "queries"),
    "xl/connections": Text("kết nối dữ liệu", "data connections"),
    "xl/embeddings/": Text("tệp nhúng", "embedded files"),
    "customxml/": Text("dữ liệu XML đính kèm", "XML attached"),
}
"""What else is not copied; those with a slash are parts of the file, by how their path begins."""
