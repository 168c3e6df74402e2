"""Texts of the problems that a rating round can have: its files, its headings, its cells.

What is wrong and why, then what to do; the place and what would have been understood stand apart.
"""

from __future__ import annotations

from cbccvc_rules.sources import Text


def _with_nearest(vi: str, en: str) -> Text:
    """Add the suggestion; where there is none, the printer drops it."""
    return Text(
        vi + "[[; có phải là `{nearest}`?]]",
        en + "[[; did you mean `{nearest}`?]]",
    )


_FILES: dict[str, Text] = {
    "path-not-found": _with_nearest(
        "không có tệp hay thư mục `{path}`; hãy kiểm tra lại đường dẫn",
        "there is no file or folder `{path}`; check the path",
    ),
    "not-a-folder": _with_nearest(
        "`{path}` không phải thư mục và đuôi `{suffix}` không đọc được; đọc được: {known}",
        "`{path}` is no folder, and the ending `{suffix}` cannot be read; can be read: {known}",
    ),
    "file-not-readable": Text(
        "không mở được tệp `{path}` ({said}); hãy kiểm tra quyền đọc tệp",
        "the file `{path}` cannot be opened ({said}); check that it may be read",
    ),
    "nothing-in-folder": Text(
        "thư mục `{path}` không có bảng nào; hãy đặt vào đó {known}",
        "the folder `{path}` holds no table; put {known} into it",
    ),
    "file-too-large": Text(
        "tệp lớn hơn {limit} MB nên không đọc; hãy chia nhỏ tệp",
        "the file is larger than {limit} MB and is not read; split it",
    ),
    "file-empty": Text(
        "tệp trống (0 byte); hãy lưu lại bảng vào tệp này",
        "the file is empty (0 bytes); save the table into it again",
    ),
    "file-is-workbook": Text(
        "tệp là sổ tính Excel mang đuôi `{suffix}`; hãy đổi đuôi, hoặc lưu lại ở dạng “CSV UTF-8”",
        "the file is a workbook with the ending `{suffix}`; rename, or save it as “CSV UTF-8”",
    ),
    "wrong-encoding": Text(
        "tệp không ở dạng UTF-8 mà có thể là {guess}; hãy lưu lại ở dạng “CSV UTF-8”",
        "the file is not UTF-8 but may be {guess}; save it as “CSV UTF-8”",
    ),
    "nul-bytes": Text(
        "tệp chứa ký tự NUL nên không phải CSV; hãy lưu lại ở dạng “CSV UTF-8”",
        "the file contains NUL characters, so it is no CSV; save it as “CSV UTF-8”",
    ),
    "csv-quotes": Text(
        "không tách được các ô từ dòng này vì dấu ngoặc kép không khớp; hãy sửa hoặc lưu lại tệp",
        "cells cannot be told apart from this row on, as quotes do not match; mend or save again",
    ),
    "cell-too-long": Text(
        "ô dài hơn {limit} ký tự nên tệp không được đọc; hãy xem có thiếu dấu ngoặc kép không",
        "a cell is longer than {limit} characters, so the file is not read; is a quote missing?",
    ),
    "too-many-columns": Text(
        "bảng có {columns} cột, quá giới hạn {limit}; hãy bỏ các cột thừa",
        "the table has {columns} columns, more than {limit}; remove those not needed",
    ),
    "row-too-long": Text(
        "dòng có {cells} ô mà bảng chỉ có {columns} cột, nên không dùng được; "
        "hãy xem có ô nào chứa dấu phân cách mà thiếu ngoặc kép",
        "the row has {cells} cells where the table has {columns} columns, so it cannot be used; "
        "look for a cell that contains the separator without quotes",
    ),
    "row-too-short": Text(
        "dòng chỉ có {cells} ô trên {columns} cột; các ô thiếu coi như chưa có thông tin",
        "the row has {cells} cells of {columns}; those missing count as not told",
    ),
    "file-not-used": _with_nearest(
        "tệp `{path}` không được dùng; các bảng là {known}",
        "the file `{path}` is not used; the tables are {known}",
    ),
    "table-file-missing": _with_nearest(
        "`tables` nêu tệp `{path}` cho bảng {table} nhưng thư mục không có tệp này",
        "`tables` names the file `{path}` for {table}, but the folder has no such file",
    ),
    "table-file-twice": Text(
        "bảng {table} có hai tệp `{path}` và `{other}`; hãy bỏ bớt một",
        "the table {table} has two files, `{path}` and `{other}`; remove one",
    ),
    "table-outside-folder": Text(
        "`tables` nêu `{path}`, nằm ngoài thư mục của đợt; hãy đặt tệp vào thư mục",
        "`tables` names `{path}`, outside the folder of the round; put the file into it",
    ),
}

_SHEETS: dict[str, Text] = {
    "which-sheet": Text(
        "chưa rõ trang nào là bảng {table}: {sheets}; hãy đặt tên trang đó là `{title}`",
        "which sheet is the table {table} is open: {sheets}; name it `{title}`",
    ),
    "sheet-twice": Text(
        "hai trang `{sheet}` và `{other}` đều là bảng {table}; hãy bỏ hoặc đổi tên một trang",
        "the sheets `{sheet}` and `{other}` are both the table {table}; remove or rename one",
    ),
    "sheet-missing": _with_nearest(
        "không có trang `{sheet}` cho bảng {table}",
        "there is no sheet `{sheet}` for the table {table}",
    ),
    "sheet-not-used": _with_nearest(
        "trang `{sheet}` không được dùng; các trang được đọc mang tên {known}",
        "the sheet `{sheet}` is not used; those that are read are called {known}",
    ),
    "sheet-unfilled": Text(
        "trang chưa điền dòng nào, nên coi như không có bảng {table}",
        "no row of the sheet is filled in, so the table {table} counts as not given",
    ),
    "disciplines-none": Text(
        "trang chỉ có tiêu đề nên được hiểu là không ai bị kỷ luật; nếu chưa rõ thì hãy xóa trang",
        "the sheet has headings alone, so nobody is disciplined; if that is not known, delete it",
    ),
    "header-not-used": Text(
        "trang này không được dùng, vì tệp chỉ là một bảng của thư mục; hãy ghi vào batch.yaml",
        "this is not used, as the file is one table of a folder; write it into batch.yaml",
    ),
}

_WORKBOOKS: dict[str, Text] = {
    "workbook-encrypted": Text(
        "sổ tính được bảo vệ bằng mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi lưu lại",
        "the workbook is protected by a password and cannot be read; remove it and save again",
    ),
    "workbook-other-format": Text(
        "tệp ở dạng {format}, không phải .xlsx; hãy mở bằng Excel và lưu lại ở dạng .xlsx",
        "the file is {format}, not .xlsx; open it in Excel and save it as .xlsx",
    ),
    "workbook-html": Text(
        "tệp là trang web (HTML, XML) mang đuôi của Excel; "
        "hãy mở bằng Excel và lưu lại ở dạng .xlsx",
        "the file is a web page (HTML, XML) with an ending of Excel; "
        "open it in Excel and save it as .xlsx",
    ),
    "workbook-not-one": Text(
        "tệp không phải sổ tính Excel, hoặc không có trang tính nào; hãy kiểm tra lại tệp",
        "the file is no Excel workbook, or has no sheet; check the file",
    ),
    "workbook-broken": Text(
        "sổ tính bị hỏng hoặc bị cắt cụt nên không đọc được; hãy mở bằng Excel và lưu lại",
        "the workbook is damaged or cut short and cannot be read; open it in Excel, save it again",
    ),
    "workbook-entities": Text(
        "sổ tính khai báo thực thể XML, điều chỉ có ở tệp tấn công, nên không được đọc",
        "the workbook declares XML entities, as only an attack does, so it is not read",
    ),
    "workbook-bomb": Text(
        "sổ tính nén chặt đến mức chỉ có ở tệp tấn công, nên không được mở",
        "the workbook is packed as tightly as only an attack is, so it is not opened",
    ),
    "workbook-too-large": Text(
        "sổ tính chứa quá nhiều (giới hạn {limit}), nên không được đọc; hãy chia nhỏ hoặc dùng CSV",
        "the workbook holds too much (the limit is {limit}) and is not read; split it or use CSV",
    ),
    "sheet-too-large": Text(
        "các trang có hơn {limit} ô, nên không được đọc; hãy chia nhỏ hoặc dùng CSV",
        "the sheets have more than {limit} cells and are not read; split them or use CSV",
    ),
    "sheet-too-sparse": Text(
        "trang kéo dài đến tận ô `{cell}` mà chỉ có {held} ô có nội dung, nên không được đọc; "
        "hãy xóa các ô nằm xa bảng",
        "the sheet reaches as far as `{cell}` with only {held} cells told, so it is not read; "
        "delete the cells far from the table",
    ),
    "sheet-misread": Text(
        "dòng có {held} ô có nội dung nhưng chỉ đọc được {read}; hãy mở bằng Excel và lưu lại",
        "the row holds {held} cells, but only {read} can be read; open it in Excel, save it again",
    ),
}

_HEADER: dict[str, Text] = {
    "header-key-unknown": _with_nearest(
        "không có khóa `{key}`; các khóa là {known}",
        "there is no key `{key}`; the keys are {known}",
    ),
    "header-key-twice": Text(
        "`{key}` đã được ghi ở dòng trên; hãy giữ lại một dòng",
        "`{key}` is told in a row above already; keep one",
    ),
    "header-pair": Text(
        "không hiểu `{read}` ở `{key}`; hãy ghi `tên=giá trị; tên=giá trị`, mỗi tên một lần",
        "`{read}` under `{key}` is not understood; write `name=value; name=value`, each name once",
    ),
    "header-not-keys": Text(
        "phải là các dòng `khóa: giá trị`, ví dụ `period: 2024`",
        "must be lines of `key: value`, such as `period: 2024`",
    ),
    "header-not-understood": Text(
        "không hiểu `{read}` ở `{key}`", "`{read}` under `{key}` is not understood"
    ),
    "table-unknown": _with_nearest(
        "không có bảng `{key}`; các bảng là {known}",
        "there is no table `{key}`; the tables are {known}",
    ),
    "period-missing": Text(
        "chưa biết xếp loại cho năm nào; hãy ghi `period: 2024` trong batch.yaml "
        "hoặc nêu kỳ khi gọi",
        "the period is not told; write `period: 2024` in batch.yaml or name it when asking",
    ),
    "day-missing": Text(
        "năm học {period} cần ngày xếp loại (`on`), vì luật áp dụng tùy ngày đó",
        "the school year {period} needs the day of the rating act (`on`): it decides the law",
    ),
    "day-outside-period": Text(
        "ngày xếp loại {on} cách xa kỳ {period}; hãy kiểm tra vì ngày này quyết định luật áp dụng",
        "the day {on} lies far from the period {period}; check it, as it decides which law applies",
    ),
}

_TABLES: dict[str, Text] = {
    "nobody-listed": Text(
        "không có danh sách người được xếp loại nên không có gì để kiểm tra; "
        "hãy thêm bảng staff (hoặc counts)",
        "there is no list of rated people, so nothing can be judged; add a table staff (or counts)",
    ),
    "unit-led-by-nobody": Text(
        "đơn vị `{unit}` có mức xếp loại và có người, nhưng không ai được ghi là phụ trách; "
        "hãy ghi `role` là `head` hoặc ghi `{unit}` vào cột `leads` của người phụ trách",
        "the unit `{unit}` has a grade and people, but nobody is told to be in charge of it; "
        "write `head` in `role`, or `{unit}` in the column `leads` of whoever is",
    ),
    "nobody-left": Text(
        "không dòng nào dùng được nên không có gì để kiểm tra",
        "no row can be used, so nothing can be judged",
    ),
    "empty-table": Text(
        "bảng chỉ có tiêu đề, không có dòng nào; hãy điền bảng",
        "the table has headings but no rows; fill it in",
    ),
    "column-missing": Text(
        "thiếu cột `{column}` ({title}); các cột không nhận ra: {unknown}",
        "the column `{column}` ({title}) is missing; columns not recognised: {unknown}",
    ),
    "rating-column-missing": Text(
        "thiếu cột `{column}` ({title}) nên giai đoạn `{stage}` không kiểm tra được; "
        "các cột không nhận ra: {unknown}",
        "the column `{column}` ({title}) is missing, so the stage `{stage}` cannot be judged; "
        "columns not recognised: {unknown}",
    ),
    "heading-unknown": _with_nearest(
        "không dùng cột `{read}` vì không nhận ra tiêu đề",
        "the column `{read}` is not used, as its heading is not known",
    ),
    "heading-twice": Text(
        "cột `{read}` và cột `{other}` đều có nghĩa là `{column}`, chưa rõ dùng cột nào "
        "nên không dùng cột nào; hãy đổi tên hoặc bỏ một cột",
        "the columns `{read}` and `{other}` both mean `{column}`; which one is meant is open, "
        "so neither is used; rename or remove one",
    ),
    "mark-column": Text(
        "cột `{heading}` chỉ có dấu `x`, nên {empty} ô trống được hiểu là không",
        "the only mark in the column `{heading}` is `x`, so its {empty} empty cells mean no",
    ),
    "units-not-told": Text(
        "không có bảng đơn vị; mỗi mã đơn vị ({units}) được coi là một cơ quan riêng",
        "there is no table of units; each unit id ({units}) is taken as a body of its own",
    ),
}

_CELLS: dict[str, Text] = {
    "cell-formula-failed": Text(
        "ô ở cột `{heading}` là lỗi công thức `{read}`; hãy sửa công thức hoặc điền giá trị",
        "the cell under `{heading}` is the failed formula `{read}`; mend it or fill in the value",
    ),
    "cell-formula-uncomputed": Text(
        "ô ở cột `{heading}` là công thức chưa có kết quả (`{read}`); "
        "hãy mở tệp bằng Excel rồi lưu lại, hoặc điền giá trị",
        "the cell under `{heading}` is a formula without a result (`{read}`); "
        "open the file in Excel and save it again, or fill in the value",
    ),
    "cell-not-text": Text(
        "`{read}` ở cột `{heading}` không phải chữ", "`{read}` under `{heading}` is no text"
    ),
    "cell-not-truth": Text(
        "`{read}` ở cột `{heading}` không rõ là có hay không",
        "`{read}` under `{heading}` is neither yes nor no",
    ),
    "cell-not-number": Text(
        "`{read}` ở cột `{heading}` không phải là số",
        "`{read}` under `{heading}` is not a number",
    ),
    "cell-not-whole": Text(
        "`{read}` ở cột `{heading}` không phải là số nguyên, hoặc đọc được hai cách",
        "`{read}` under `{heading}` is not a whole number, or may be read in two ways",
    ),
    "cell-out-of-range": Text(
        "`{read}` ở cột `{heading}` nằm ngoài giới hạn",
        "`{read}` under `{heading}` is out of range",
    ),
    "cell-share": Text(
        "`{read}` ở cột `{heading}` lớn hơn 100%, có thể thiếu dấu %",
        "`{read}` under `{heading}` is more than 100%; is the sign % missing?",
    ),
    "cell-not-date": Text(
        "`{read}` ở cột `{heading}` không phải là ngày", "`{read}` under `{heading}` is not a date"
    ),
    "cell-no-such-day": Text(
        "`{read}` ở cột `{heading}` là ngày không có trên lịch",
        "`{read}` under `{heading}` is a day that does not exist",
    ),
    "cell-not-period": Text(
        "`{read}` ở cột `{heading}` không phải là một năm hay năm học",
        "`{read}` under `{heading}` is neither a year nor a school year",
    ),
    "cell-not-list": Text(
        "`{read}` ở cột `{heading}` không phải là danh sách mã",
        "`{read}` under `{heading}` is not a list of ids",
    ),
    "cell-code-unknown": Text(
        "không có giá trị `{read}` ở cột `{heading}`", "`{read}` is no value of `{heading}`"
    ),
    "cell-not-understood": Text(
        "không hiểu `{read}` ở cột `{heading}`", "`{read}` under `{heading}` is not understood"
    ),
    "grade-label-unknown": Text(
        "`{read}` ở cột `{heading}` không phải là mức xếp loại[[; gần giống {nearest}]]",
        "`{read}` under `{heading}` is not a grade[[; it is near to {nearest}]]",
    ),
    "grade-label-doubtful": Text(
        "`{read}` ở cột `{heading}` không cho biết chắc mức nào ({reason}); "
        "hãy ghi rõ một mức, có thể là {nearest}",
        "`{read}` under `{heading}` does not say for certain which grade ({reason}); "
        "write one out, perhaps {nearest}",
    ),
}

_ROWS: dict[str, Text] = {
    "staff-id-missing": Text(
        "dòng không có mã số nên không biết là của ai và không được kiểm tra; hãy điền mã",
        "the row has no staff id, so it cannot be told whose it is and is not judged; fill it in",
    ),
    "unit-id-missing": Text(
        "dòng không có mã đơn vị nên không dùng được; hãy điền mã",
        "the row has no unit id and cannot be used; fill it in",
    ),
    "period-of-row-missing": Text(
        "dòng không có năm xếp loại nên không dùng được; hãy điền năm",
        "the row has no period and cannot be used; fill it in",
    ),
    "duplicate-id": Text(
        "`{id}` có ở {rows} dòng, một dòng khác ở {other}; chưa rõ dòng nào đúng, "
        "hãy giữ lại một dòng",
        "`{id}` stands in {rows} rows, another one at {other}; which holds is open, keep one",
    ),
    "unit-missing": Text(
        "`{id}` không có mã đơn vị nên không được tính vào đơn vị nào; hãy điền mã",
        "`{id}` has no unit id and is counted in no unit; fill it in",
    ),
    "category-missing": Text(
        "chưa rõ `{id}` là cán bộ, công chức, viên chức hay hợp đồng nên không biết "
        "luật nào áp dụng; hãy điền CB, CC, VC hoặc HD",
        "the category of `{id}` is not told, so no law can be chosen; fill in CB, CC, VC or HD",
    ),
    "unit-unknown": _with_nearest(
        "bảng đơn vị không có mã `{unit}`", "the table of units has no id `{unit}`"
    ),
    "led-unit-unknown": _with_nearest(
        "đơn vị phụ trách `{unit}` không có trong bảng đơn vị, nên coi như chưa rõ phụ trách gì",
        "the led unit `{unit}` is not in the table of units, so what is led counts as not told",
    ),
    "staff-unknown": _with_nearest(
        "danh sách không có mã số `{id}`, nên dòng này không được dùng",
        "the staff list has no id `{id}`, so this row is not used",
    ),
    "parent-unknown": _with_nearest(
        "đơn vị cấp trên `{parent}` của `{unit}` không có trong bảng đơn vị",
        "the parent `{parent}` of `{unit}` is not in the table of units",
    ),
    "parent-circle": Text(
        "đơn vị `{unit}` là cấp trên của chính nó ({path}); hãy sửa cột đơn vị cấp trên",
        "the unit `{unit}` is above itself ({path}); mend the column of parents",
    ),
    "year-end-outside-period": Text(
        "ngày kết thúc năm công tác `{read}` không thuộc năm {year} của kỳ {period}",
        "the working year ends on `{read}`, not in {year}, the year of the period {period}",
    ),
    "figures-contradict": Text(
        "`{part}` là {read}, lớn hơn `{whole}` là {number}; cả hai coi như chưa có thông tin",
        "`{part}` is {read}, more than `{whole}`, which is {number}; both count as not told",
    ),
    "months-over-a-year": Text(
        "làm việc {worked} tháng và nghỉ {away} tháng, cộng lại quá 12 tháng; hãy kiểm tra",
        "{worked} months worked and {away} months on leave are more than 12 together; check them",
    ),
    "counts-do-not-add-up": Text(
        "tổng số là {total} nhưng cộng các mức được {sum}; hãy kiểm tra",
        "the total is {total}, but the grades add up to {sum}; check them",
    ),
}

BATCH: dict[str, Text] = {
    **_FILES,
    **_SHEETS,
    **_WORKBOOKS,
    **_HEADER,
    **_TABLES,
    **_CELLS,
    **_ROWS,
}
