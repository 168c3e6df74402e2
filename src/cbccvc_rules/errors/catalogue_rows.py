"""Texts of rows that name nobody, or may not be of the list in which they stand."""

from __future__ import annotations

from cbccvc_rules.sources import Text

ROWS: dict[str, Text] = {
    "row-no-name": Text(
        "`{read}` đứng ở chỗ của họ tên nhưng không giống tên người, nên không rõ dòng là của ai: "
        "{rows}; hãy nói rõ từng dòng (`name`: là người; `unit_id`: là đầu nhóm, tên đơn vị của "
        "những người bên dưới; `-`: không dùng): {options}",
        "`{read}` stands where names do and does not read like one, so it is open whose the row "
        "is: {rows}; say of each which (`name`: somebody's; `unit_id`: a head, the unit of those "
        "below; `-`: not used): {options}",
    ),
    "row-unnumbered": Text(
        "dòng không có số thứ tự như mọi người, cũng không có mức xếp loại, nên có thể là người, "
        "hoặc là ghi chú, chữ ký, đầu nhóm: {rows}; hãy nói rõ từng dòng (`name`: là người; "
        "`unit_id`: là đầu nhóm, tên đơn vị của những người bên dưới; `-`: không dùng): {options}",
        "a row has no number as people have, and no grade, so it may be somebody's, or a note, a "
        "signature, a head: {rows}; say of each which (`name`: somebody's; `unit_id`: a head, the "
        "unit of those below; `-`: not used): {options}",
    ),
    "row-of-several": Text(
        "ô tên có vẻ ghi nhiều người (`{read}`), mà mỗi dòng chỉ được tính là một người; hãy tách "
        "mỗi người một dòng, hoặc nói rõ (`name`: chỉ là một người; `-`: không dùng dòng): "
        "{options}",
        "the cell seems to name several people (`{read}`), and a row counts as one; give each a "
        "row of their own, or say which (`name`: it is one person; `-`: the row is not used): "
        "{options}",
    ),
    "units-in-heads": Text(
        "cột `{heading}` ({letters}) trống ở mọi người dưới các dòng đầu nhóm {rows}, mà đó là tên "
        "đơn vị; hãy chọn: {options} nếu dòng đầu nhóm cho biết đơn vị (của mọi người), {heads} "
        "nếu ô trống là chưa ghi",
        "the column `{heading}` ({letters}) is empty for all below the heads {rows}, which are "
        "called as units are; choose: {options} if the heads tell the units (of everybody), "
        "{heads} if the empty cells were forgotten",
    ),
    "sheet-goes-on": Text(
        "trang `{sheet}` ghi tên người (dòng {rows}) nhưng không có tiêu đề nên không đọc được; "
        "nếu là phần tiếp của danh sách thì hãy chép dòng tiêu đề của danh sách lên đầu trang này; "
        'nếu không dùng: `--map "{sheet}!=-"`',
        "the sheet `{sheet}` names people (rows {rows}) and has no headings, so it is not read; if "
        "it goes on with the list, copy the headings of the list to its top; if it is not to be "
        'used: `--map "{sheet}!=-"`',
    ),
    "table-below": Text(
        "từ dòng này là một bảng khác (`{read}`), nên không đọc theo tiêu đề ở trên được; nếu bảng "
        "ấy nói về người trong danh sách thì hãy chuyển sang trang hoặc tệp khác rồi ghép bằng "
        "`--with`; nếu không dùng: {options}",
        "another table begins here (`{read}`), which the headings above do not fit; if it tells of "
        "people of the list, put it on a sheet or in a file of its own and join that with "
        "`--with`; if it is not to be used: {options}",
    ),
}
