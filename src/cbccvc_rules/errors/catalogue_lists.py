"""The texts of what can be said of long lists, which stay in their files."""

from __future__ import annotations

from cbccvc_rules.sources import Text

LISTS: dict[str, Text] = {
    "list-unreadable": Text(
        "không đọc được danh sách ({said}); hãy xuất lại",
        "the list cannot be read ({said}); export it again",
    ),
    "list-too-faulty": Text(
        "hơn {limit} dòng có lỗi nên không kiểm tra; dưới đây là những lỗi đầu tiên, hãy sửa rồi "
        "chạy lại",
        "more than {limit} rows are faulty, so nothing is judged; the first faults are told below: "
        "mend them and run again",
    ),
    "list-by-rows": Text(
        "danh sách được đọc từng dòng, không hỏi thẳng trong tệp: {reason}",
        "the list is read row by row, not asked in its file: {reason}",
    ),
    "list-in-file": Text(
        "danh sách dài, để nguyên trong tệp, chỉ `check` và `repair` dùng được; hãy chia nhỏ, mỗi "
        "cơ quan, đơn vị một đợt",
        "a list this long stays in its file, which only `check` and `repair` can use; split it "
        "into rounds, one for each body",
    ),
    "list-mend": Text(
        "danh sách để nguyên trong tệp: không tìm được cách sửa ít nhất ({reason}); hãy chia nhỏ, "
        "mỗi cơ quan, đơn vị một đợt",
        "a list that stays in its file: the smallest mend cannot be found ({reason}); split it "
        "into rounds, one for each body",
    ),
    "list-unplaced": Text(
        "danh sách để nguyên trong tệp: không tìm được cách sửa ít nhất khi {number} người chưa rõ "
        "thuộc đơn vị nào, hay là cán bộ, công chức hay viên chức (dòng {rows}); điền các ô ấy, "
        "hoặc chia nhỏ, mỗi cơ quan, đơn vị một đợt",
        "a list that stays in its file: the smallest mend cannot be found while units or "
        "categories are not known, of so many people: {number} (rows {rows}); fill in these cells, "
        "or split the list into rounds, one for each body",
    ),
    "list-engine": Text(
        "danh sách để nguyên trong tệp chỉ bộ máy `sql` kiểm tra được, không phải `{engine}`; hãy "
        "chọn `auto`",
        "a list that stays in its file is judged by the engine `sql` alone, not by `{engine}`; "
        "choose `auto`",
    ),
    "list-rule": Text(
        "danh sách để nguyên trong tệp không kiểm tra được quy tắc {rule} ({reason}); bỏ quy tắc "
        "ấy bằng `--ignore {rule}`",
        "the rule {rule} cannot be judged on a list that stays in its file ({reason}); leave it "
        "out with `--ignore {rule}`",
    ),
    "list-all-verdicts": Text(
        "danh sách để nguyên trong tệp: không liệt kê những quy tắc được tuân thủ, chỉ đếm",
        "a list that stays in its file: the rules kept are counted, not listed",
    ),
    "list-mask": Text(
        "danh sách để nguyên trong tệp không che được mã và tên; hãy đọc từng dòng, tối đa 250.000 "
        "dòng một đợt",
        "ids and names of a list that stays in its file cannot be masked; let it be read row by "
        "row, 250,000 rows a round at most",
    ),
    "list-previous": Text(
        "danh sách để nguyên trong tệp không nối được với đợt trước hay tệp khác; hãy ghi các năm "
        "trước vào bảng `history`, các cột khác vào chính danh sách",
        "a list that stays in its file cannot be joined to an earlier round or other files; put "
        "the years before into the table `history`, other columns into the list itself",
    ),
}
