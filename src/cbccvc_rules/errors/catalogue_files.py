"""Texts of the problems that the files of a rating round can have, and the sheets of a workbook.

What is wrong and why, then what to do; the place and what would have been understood stand apart.
"""

from __future__ import annotations

from cbccvc_rules.sources import Text


def with_nearest(vi: str, en: str) -> Text:
    """Add the suggestion; where there is none, the printer drops it."""
    return Text(
        vi + "[[; có phải là `{nearest}`?]]",
        en + "[[; did you mean `{nearest}`?]]",
    )


_FILES: dict[str, Text] = {
    "path-not-found": with_nearest(
        "không có tệp hay thư mục `{path}`; hãy kiểm tra lại đường dẫn",
        "there is no file or folder `{path}`; check the path",
    ),
    "path-empty": Text(
        "đường dẫn trống; hãy nêu thư mục hoặc tệp của đợt (thư mục hiện tại là `.`)",
        "the path is empty; name the folder or file of the round (the folder at hand is `.`)",
    ),
    "not-a-folder": with_nearest(
        "`{path}` không phải thư mục và đuôi `{suffix}` không đọc được; đọc được: {known}",
        "`{path}` is no folder, and the ending `{suffix}` cannot be read; can be read: {known}",
    ),
    "file-without-ending": Text(
        "`{path}` không phải thư mục và tên tệp không có đuôi nên chưa rõ là loại tệp gì; "
        "hãy thêm đuôi; đọc được: {known}",
        "`{path}` is no folder, and its name has no ending that says what kind of file it is; "
        "add one; can be read: {known}",
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
    "file-not-text": Text(
        "tệp không phải văn bản; hãy xuất lại thành CSV (UTF-8) hoặc .xlsx",
        "the file is no text; export it again as CSV (UTF-8) or .xlsx",
    ),
    "wrong-encoding": Text(
        "tệp không ở dạng UTF-8 mà có thể là {guess}; hãy lưu lại ở dạng “CSV UTF-8”",
        "the file is not UTF-8 but may be {guess}; save it as “CSV UTF-8”",
    ),
    "utf-8-broken": Text(
        "tệp ở dạng UTF-8 nhưng từ dòng này có byte hỏng (tệp bị cắt cụt hoặc sửa bằng phần mềm "
        "khác); hãy xuất lại tệp",
        "the file is UTF-8, but broken bytes stand in it from this line on (it was cut off, or "
        "changed by another program); export it again",
    ),
    "encoding-unknown": Text(
        "tệp không ở dạng UTF-8, cũng không ở bảng mã cũ nào nhận ra được ({known}); "
        "hãy lưu lại ở dạng “CSV UTF-8”",
        "the file is neither UTF-8 nor in an old encoding that can be told ({known}); "
        "save it as “CSV UTF-8”",
    ),
    "text-recoded": Text(
        "cột {columns}: {cells} ô viết bằng bảng mã cũ {encoding} được đọc sang Unicode, "
        "ví dụ `{read}` → `{example}`",
        "column {columns}: the old encoding {encoding} was read as Unicode (cells: {cells}), "
        "e.g. `{read}` → `{example}`",
    ),
    "text-torn": Text(
        "cột {columns}: chữ tiếng Việt bị vỡ ở {cells} ô, vì UTF-8 đã bị mở bằng bảng mã khác "
        "(`{read}`, lẽ ra là `{example}`); tệp không được đọc; hãy xuất lại từ phần mềm gốc, "
        "ở dạng .xlsx hoặc “CSV UTF-8”, và đừng mở rồi lưu lại bằng bảng mã khác",
        "column {columns}: Vietnamese is torn (cells: {cells}), as UTF-8 was opened in another "
        "encoding (`{read}`, which was `{example}`); the file is not read; export it again from "
        "where it came, as .xlsx or “CSV UTF-8”, and do not save it in another encoding",
    ),
    "text-torn-cells": Text(
        "cột {columns}: chữ bị vỡ ở {cells} ô (`{read}`, lẽ ra là `{example}`) và để nguyên như "
        "vậy; hãy sửa lại",
        "column {columns}: text is torn (cells: {cells}; `{read}`, which was `{example}`) and "
        "stays so; mend it",
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
    "too-many-rows": Text(
        "bảng có hơn {limit} dòng nên không đọc; hãy chia thành nhiều đợt, "
        "mỗi cơ quan, đơn vị một đợt",
        "the table has more than {limit} rows and is not read; split it into rounds, one for each "
        "body",
    ),
    "too-many-keys": Text(
        "một mục có hơn {limit} khóa nên không đọc tệp; tên người, mã số phải là giá trị trong "
        "danh sách các dòng, không phải khóa",
        "one item has more than {limit} keys, so the file is not read; names and ids are values in "
        "a list of rows, not keys",
    ),
    "too-many-columns": Text(
        "bảng có {columns} cột, quá giới hạn {limit}; hãy bỏ các cột thừa",
        "the table has {columns} columns, more than {limit}; remove those not needed",
    ),
    "row-too-long": Text(
        "dòng có {cells} ô mà bảng chỉ có {columns} cột, nên không dùng được; "
        "hãy xem có ô nào chứa dấu phân cách mà thiếu ngoặc kép",
        "the row has more cells ({cells}) than the table columns ({columns}) and cannot be used; "
        "look for a cell that contains the separator without quotes",
    ),
    "row-too-short": Text(
        "dòng chỉ có {cells} ô trên {columns} cột; các ô thiếu coi như chưa có thông tin",
        "the row has fewer cells ({cells}) than the table columns ({columns}); those missing count "
        "as not told",
    ),
    "file-not-used": with_nearest(
        "tệp `{path}` không được dùng; các bảng là {known}",
        "the file `{path}` is not used; the tables are {known}",
    ),
    "table-file-missing": with_nearest(
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
    "sheet-missing": with_nearest(
        "không có trang `{sheet}` cho bảng {table}",
        "there is no sheet `{sheet}` for the table {table}",
    ),
    "sheet-not-used": with_nearest(
        "trang `{sheet}` không được dùng; các trang được đọc mang tên {known}",
        "the sheet `{sheet}` is not used; those that are read are called {known}",
    ),
    "sheet-unfilled": Text(
        "trang chưa điền dòng nào, nên coi như không có bảng {table}",
        "no row of the sheet is filled in, so the table {table} counts as not given",
    ),
    "nothing-filled-in": Text(
        "tệp chưa được điền: các trang chưa có dòng nào dưới tiêu đề; "
        "hãy điền trang `{staff}`, mỗi người một dòng (cách điền ở trang `{guide}`)",
        "nothing is filled in yet: no sheet has a row below its headings; "
        "fill in the sheet `{staff}`, one row a person (the sheet `{guide}` says how)",
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
    "file-is-other": Text(
        "tệp này là {what}, không phải bảng số liệu, dù mang đuôi như vậy; hãy lấy lại tệp bảng "
        "tính gốc, hoặc mở ra và lưu lại ở dạng .xlsx, .csv",
        "the file is {what}, whatever its ending, and no table; get the spreadsheet itself, or "
        "open it and save it again as .xlsx or .csv",
    ),
    "workbook-html": Text(
        "tệp là trang web (HTML, XML) mà không có bảng nào, có thể là trang báo lỗi của phần mềm; "
        "hãy mở bằng trình duyệt để xem, rồi xuất lại",
        "the file is a web page (HTML, XML) and holds no table, perhaps an error page; open it in "
        "a browser to see, and export again",
    ),
    "page-cut": Text(
        "trang HTML kết thúc giữa chừng một bảng, hoặc ghi lỗi của phần mềm sau bảng, nên bị cắt "
        "cụt: có thể thiếu người; hãy xuất lại tệp",
        "the page of HTML ends within a table, or tells of a fault of the program behind it, so "
        "that it was cut off: people may be missing; export the file again",
    ),
    "cells-of-form": Text(
        "các ô là ô nhập hoặc ô chọn của biểu mẫu, đọc theo giá trị đang hiện: {cells}",
        "cells that are fields of a form are read as what is seen in them: {cells}",
    ),
    "text-not-recoded": Text(
        "`{read}` có ký tự không có trong tiếng Việt, có thể là bảng mã cũ, mà không đủ dài để "
        "chắc nên giữ nguyên: {cells}; hãy sửa các ô ấy",
        "`{read}` has letters that Vietnamese has not, perhaps of an old encoding, and is too "
        "short to be sure, so it is left as it is: {cells}; mend these cells",
    ),
    "letters-lost": Text(
        "tệp có {times} ký tự `{read}` thay cho chữ đã mất từ trước, chỗ đầu tiên ở dòng {line}; "
        "hãy xuất lại tệp từ nguồn, vì tên và đơn vị có thể sai",
        "the file has `{read}` ({times} times) for letters that were lost before, first in line "
        "{line}; export it anew, as names and units may be wrong",
    ),
    "cells-hidden-text": Text(
        "các ô có phần chữ bị ẩn, chỉ đọc phần nhìn thấy được: {cells}",
        "of cells in which something is hidden, what is shown alone is read: {cells}",
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
        "the sheet reaches as far as `{cell}` with few cells told ({held}), so it is not read; "
        "delete the cells far from the table",
    ),
    "sheet-misread": Text(
        "dòng có {held} ô có nội dung nhưng chỉ đọc được {read}; hãy mở bằng Excel và lưu lại",
        "of the cells told in this row ({held}) only {read} can be read; open the file in Excel "
        "and save it again",
    ),
}

_COLUMNAR: dict[str, Text] = {
    "extra-missing": Text(
        "cần cài thêm thư viện: pip install '{extra}'",
        "one more library is needed: pip install '{extra}'",
    ),
    "parquet-too-large": Text(
        "tệp Parquet quá lớn (giới hạn {limit} ô, 100 MB khi giải nén) nên không đọc; hãy chia nhỏ",
        "the Parquet file is too large (the limit is {limit} cells, 100 MB unpacked); split it",
    ),
    "parquet-unreadable": Text(
        "không đọc được tệp Parquet ({said}); hãy xuất lại",
        "the Parquet file cannot be read ({said}); export it again",
    ),
    "frame-not-arrow": Text(
        "bảng {table} là `{type}`, không xuất được dữ liệu Arrow; cần DataFrame, bảng Arrow, "
        "dict từ tên cột tới các ô, hoặc danh sách dict",
        "the table {table} is a `{type}`, which exports no Arrow data; give a DataFrame, an Arrow "
        "table, a dict from names of columns to cells, or a list of dicts",
    ),
    "frame-unreadable": Text(
        "không đọc được bảng {table} ({said}); hãy đưa bảng ấy vào dạng danh sách dict",
        "the table {table} cannot be read ({said}); give it as a list of dicts",
    ),
    "frame-ragged": Text(
        "bảng {table} không phải các cột dài bằng nhau; mỗi tên cột cần một danh sách ô, các danh "
        "sách dài như nhau",
        "the table {table} is no columns of one length; each name of a column needs a list of "
        "cells, all of the same length",
    ),
}

_DOCUMENTS: dict[str, Text] = {
    "json-syntax": Text("không đọc được JSON: {said}", "not readable as JSON: {said}"),
    "document-not-a-round": Text(
        "tệp phải là một đợt (các khóa `period`, `staff`, `units`…) hoặc danh sách các dòng",
        "the file must hold a round (the keys `period`, `staff`, `units`…) or a list of rows",
    ),
    "document-table-not-rows": Text(
        "`{table}` phải là danh sách, mỗi dòng một mục",
        "`{table}` must be a list with an item a row",
    ),
    "document-row-not-keys": Text(
        "mỗi dòng phải gồm các khóa và giá trị; mục này không đọc được nên không xét",
        "each row must be keys with values; this item cannot be read and is not judged",
    ),
}

FILES: dict[str, Text] = {**_FILES, **_SHEETS, **_WORKBOOKS, **_COLUMNAR, **_DOCUMENTS}
