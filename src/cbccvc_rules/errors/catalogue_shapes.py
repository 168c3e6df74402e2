"""Texts of what is asked and told of a sheet that keeps to no form of ours: columns, rows, titles.

What is wrong and why, then what to do; the place and what would have been understood stand apart.
"""

from __future__ import annotations

from cbccvc_rules.errors.catalogue_files import with_nearest
from cbccvc_rules.sources import Text

_CHOICES: dict[str, Text] = {
    "field-unknown": with_nearest(
        "không có cột nào tên `{field}` để gán cho `{column}`; xem docs/reference/tables.md",
        "there is no field `{field}` for `{column}` to be; see docs/reference/tables.md",
    ),
    "label-code-unknown": with_nearest(
        "nhãn `{label}` không thể là `{read}`; các mức là {known}",
        "the label `{label}` cannot be `{read}`; the grades are {known}",
    ),
    "map-column-unknown": with_nearest(
        "`--map` nêu cột `{column}` nhưng không trang nào có cột này; hãy ghi đúng tiêu đề, hoặc "
        "chữ cái của cột",
        "`--map` names the column `{column}`, which no sheet has; write its heading as it stands, "
        "or its letter",
    ),
    "mapping-not-keys": Text(
        "tệp cách hiểu cột phải có các khóa `columns`, `fill`, `labels`",
        "a file of how columns are read must have the keys `columns`, `fill`, `labels`",
    ),
    "mapping-not-pairs": Text(
        "`{key}` phải là các dòng `tên: giá trị`", "`{key}` must be lines of `name: value`"
    ),
    "fill-told": Text(
        "`--fill {read}`: trang đã có cột này (`{heading}`); hãy bỏ `--fill`, hoặc bỏ cột bằng "
        "`--map`",
        "`--fill {read}`: the sheet has that column (`{heading}`); leave `--fill` out, or the "
        "column by `--map`",
    ),
}

_QUESTIONS: dict[str, Text] = {
    "column-open": Text(
        "cột `{read}` có hơn một cách hiểu nên phải nói rõ: {options}",
        "the column `{read}` may be read in more than one way; say which: {options}",
    ),
    "study-open": Text(
        "cột `{read}` có thể là xếp loại của văn bằng, khóa học chứ không phải của năm, vì trang "
        "có các cột về đào tạo; hãy nói rõ: {options}",
        "the column `{read}` may be the grade of a diploma or course, not of the year, as the "
        "sheet has columns on studies; say which: {options}",
    ),
    "columns-open": Text(
        "các cột {others} đều có thể là {title} (`{column}`); hãy chọn một: {options}; các cột kia "
        "có thể là: {fields}",
        "the columns {others} may each be {title} (`{column}`); choose one: {options}; the others "
        "may be: {fields}",
    ),
    "marks-open": Text(
        "các cột từ `{read}` mang tên mức xếp loại, nhưng không rõ là dấu chọn hay số phiếu, số "
        "người, hoặc của ai; nếu là dấu chọn: {marks}; nếu không dùng: {none}",
        "the columns from `{read}` on are called after grades, but whether marks or counts of "
        "votes stand there, or whose, is open; if marks: {marks}; if not to be used: {none}",
    ),
    "group-open": Text(
        "dòng đầu nhóm `{read}` không rõ là đơn vị, diện hay nhóm gì của những người bên dưới; "
        "hãy nói rõ cho mọi dòng như vậy: {options}",
        "the row `{read}` heads a group; whether it is the unit, the category or what else of the "
        "people below is open; say for all such rows: {options}",
    ),
    "headings-again": Text(
        "dòng {row} lại là tiêu đề nhưng khác tiêu đề ở trên (`{read}`), nên không rõ dòng dưới "
        "theo tiêu đề nào; hãy để mỗi bảng một trang hoặc một tệp, hoặc sửa cho giống nhau",
        "row {row} holds headings again, but others than above (`{read}`), so it is open which of "
        "them the rows below follow; put each table on a sheet or in a file of its own, or make "
        "them alike",
    ),
    "carried-open": Text(
        "cột `{read}` trống ở {empty} dòng; nếu mỗi đơn vị chỉ ghi ở dòng đầu thì `{down}`; nếu ô "
        "trống là chưa ghi thì `{each}`",
        "the column `{read}` is empty in some rows ({empty}); if each unit is told in its first "
        "row alone, `{down}`; if what is empty was left out, `{each}`",
    ),
    "title-of-part": Text(
        "tiêu đề `{read}` cho thấy danh sách là của một tháng, quý, không phải cả năm; nếu vẫn "
        "dùng cho cả năm thì `--map {cell}=-`",
        "the title `{read}` says that the list is for a month or quarter, not the year; if it is "
        "to stand for the year, `--map {cell}=-`",
    ),
    "title-tells-period": Text(
        "tiêu đề ghi `{read}`; nếu đó là kỳ được xếp loại thì `--period {period}`",
        "the title is `{read}`; if that is the period that was rated, `--period {period}`",
    ),
    "title-of-other-year": Text(
        "tiêu đề `{read}` ghi năm khác với kỳ {period}; hãy xem có đúng tệp không; nếu đúng thì "
        "`--map {cell}=-`, nếu năm đó mới là kỳ thì sửa `--period`",
        "the title `{read}` names another year than the period {period}; is it the right file? If "
        "so, `--map {cell}=-`; if the period is that year, mend `--period`",
    ),
    "grades-open": Text(
        "các dòng mức xếp loại không phải đủ bốn mức, mỗi mức một dòng ({labels}), nên chưa rõ "
        'dòng nào là mức nào; hãy nói rõ từng nhãn, ví dụ `--label "Hoàn thành nhiệm vụ=HTTNV"`',
        "the rows of grades are not the four grades, each once ({labels}), so which is which is "
        'open; say what each label means, as in `--label "Hoàn thành nhiệm vụ=HTTNV"`',
    ),
    "list-not-used": Text(
        "trang `{sheet}` cũng là danh sách người nhưng không được đọc; hãy chuyển sang tệp khác, "
        'hoặc nêu trang cần đọc: `--map "TRANG!=staff"`',
        "the sheet `{sheet}` is a list of people as well and is not read; move it to a file of its "
        'own, or say which sheet is meant: `--map "SHEET!=staff"`',
    ),
    "sheets-open": Text(
        "các trang {sheets} đều có thể là bảng {title}; hãy chọn một: {options}",
        "the sheets {sheets} may each be the table {title}; choose one: {options}",
    ),
}

_TOLD: dict[str, Text] = {
    "columns-aside": Text(
        "cột đã nhận ra nhưng không dùng: {which}",
        "columns that are understood and not used: {which}",
    ),
    "columns-hidden": Text(
        "các cột ẩn {which} vẫn được đọc", "the hidden columns {which} are read all the same"
    ),
    "rows-aside": Text(
        "các dòng không phải là người ({what}): {rows}",
        "rows that are nobody's ({what}): {rows}",
    ),
    "rows-hidden": Text(
        "{number} dòng ẩn vẫn được đọc: {rows}",
        "hidden rows ({number}) are read all the same: {rows}",
    ),
    "row-without-name": Text(
        "dòng có số liệu nhưng không có họ tên nên không biết là của ai; hãy điền họ tên, hoặc xóa "
        "dòng",
        "the row tells something but names nobody, so whose it is cannot be known; enter the name, "
        "or delete the row",
    ),
    "ids-by-rows": Text(
        "danh sách không có cột mã số, nên mỗi người được gọi theo số dòng (`dòng-17` là dòng 17); "
        "họ tên không được dùng làm mã",
        "the list has no column of ids, so people go by their rows (`dòng-17` is row 17); "
        "names are never taken for ids",
    ),
    "text-under-merged": Text(
        "có chữ nằm dưới ô gộp nên không thấy khi mở tệp, không được dùng: {cells}",
        "text that merged cells hide from view is not used: {cells}",
    ),
    "sheet-taken": Text(
        "trang này được đọc làm bảng {table} vì chỉ nó có các tiêu đề của bảng ấy",
        "this sheet is read as the table {table}: it alone has such headings",
    ),
    "cell-marks-several": Text(
        "có hơn một dấu ở các cột mức xếp loại (`{read}`) nên chưa rõ là mức nào; hãy giữ một dấu",
        "more than one grade is marked (`{read}`), so which is meant is open; keep one mark",
    ),
    "cell-mark-unknown": Text(
        "`{read}` ở cột mức xếp loại không phải dấu chọn; hãy đánh dấu `x` ở một mức",
        "`{read}` under a grade is no mark; put an `x` under one grade",
    ),
}

SHAPES: dict[str, Text] = {**_CHOICES, **_QUESTIONS, **_TOLD}
