"""The workbooks of example 04, as agencies would send them; run it to write the files anew."""

from __future__ import annotations

from pathlib import Path

from unit.intake.shapes.books import Shape, a_book

FILE = Path(__file__).parents[2] / "examples" / "04-danh-sach-gui-den" / "danh-sach.xlsx"
GRADE = "Mức xếp loại"


def the_list() -> Shape:
    """Return the list: titles, headings in three rows, a numbering, groups, totals, signatures."""
    head, deputy, officer = "Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên"
    return Shape(
        name="DS 2024",
        above=[
            ["SỞ ĐỔI MỚI", None, None, None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            [],
            ["DANH SÁCH ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG NĂM 2024"],
            ["(Kèm theo Quyết định số 15/QĐ-SĐM ngày 10 tháng 01 năm 2025)"],
            [],
        ],
        headings=[
            "STT",
            "Họ và Tên",
            "Chức vụ.",
            "Đơn vị",
            "Số tháng  làm việc\ntrong năm",
            (
                "KẾT QUẢ ĐÁNH GIÁ",
                [
                    ("Cá nhân tự đánh giá", ["Điểm", GRADE]),
                    ("Tập thể lãnh đạo đề xuất", [GRADE]),
                    ("Cấp có thẩm quyền quyết định", [GRADE]),
                ],
            ),
            "Căn cứ, lý do xếp loại",
            "Ghi chú",
        ],
        numbering=["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"],
        rows=[
            ["I. KHỐI CÔNG CHỨC (Tổng số: 6 người)"],
            [1, "Lê Thị Mai", head, "Phòng Tổng hợp", 12, 96, "HTXSNV", "HTXSNV", "HTXSNV"],
            [
                2,
                "Phạm Văn Nam",
                deputy,
                "Phòng Tổng hợp",
                12,
                91,
                "HTXSNV",
                "HTTNV",
                "HTTNV",
                "chưa có sáng kiến",
            ],
            [3, "Vũ Thị Oanh", officer, None, 12, 88, "Tốt", "HTTNV", "HTTNV"],
            [4, "Đỗ Văn Phúc", officer, None, 5, 80, "HTTNV", "HTTNV", "HTTNV", None, "mới tuyển"],
            [5, "Bùi Thị Quế", head, "Phòng Kế hoạch", 12, 90, "HTXSNV", "HTTNV", "HTTNV"],
            [6, "Hồ Văn Rạng", officer, None, 12, 75, "HTTNV", "HTNV", "HTTTNV"],
            ["II. KHỐI NGƯỜI LAO ĐỘNG (Tổng số: 1 người)"],
            [7, "Ngô Văn Sơn", "Lái xe", "Phòng Tổng hợp", 12, 85, "HTTNV", "HTTNV", "HTTNV"],
        ],
        foot=[
            ["Tổng cộng: 7 người"],
            ["- Hoàn thành xuất sắc nhiệm vụ: 1 người (14,3% - Quy định tối đa ≤ 20%)"],
            [None, None, None, None, None, None, "Ngày 10 tháng 01 năm 2025"],
            [None, "NGƯỜI LẬP BIỂU", None, None, None, None, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"],
            [None, "(Ký, ghi rõ họ tên)"],
            [None, "Trần Thị Thu", None, None, None, None, "Lý Văn Út"],
        ],
        hidden=[13],
    )


def two_sheets() -> tuple[Shape, Shape]:
    """Return a list told on two sheets, each with headings of its own."""
    title = ["KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG NĂM 2024"]
    leaders = Shape(
        name="Lãnh đạo",
        above=[title],
        headings=["TT", "Chức danh", "Họ và tên", "Cơ quan, đơn vị", "Cấp có thẩm quyền xếp loại"],
        rows=[[1, "Hiệu trưởng", "Lê Thị Mai", "Trường Hoa Sen", "HTTNV"]],
    )
    others = Shape(
        name="Nhân viên",
        above=[title],
        headings=["TT", "Họ và tên", "Đơn vị công tác", "Tự xếp loại", "Mức xếp loại"],
        rows=[
            [1, "Phạm Văn Nam", "Trường Hoa Sen", "HTXSNV", "HTTNV"],
            [2, "Vũ Thị Oanh", "TRƯỜNG HOA SEN.", "HTTNV", "HTNV"],
        ],
    )
    return leaders, others


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    (FILE.parent / "hai-trang.xlsx").write_bytes(a_book(*two_sheets()))
    FILE.write_bytes(a_book(the_list(), Shape(["Ghi chú"], [], name="Sheet2")))
