"""Texts of the problems that a rating round can have once its files are read: headings, cells.

What is wrong and why, then what to do; the place and what would have been understood stand apart.
"""

from __future__ import annotations

from cbccvc_rules.errors.catalogue_files import with_nearest
from cbccvc_rules.sources import Text

_HEADER: dict[str, Text] = {
    "header-key-unknown": with_nearest(
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
    "table-unknown": with_nearest(
        "không có bảng `{key}`; các bảng là {known}",
        "there is no table `{key}`; the tables are {known}",
    ),
    "period-missing": Text(
        "chưa biết xếp loại cho năm nào; hãy nêu khi gọi (`--period 2024`){where}",
        "the period is not told; name it when asking (`--period 2024`){where}",
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
    "table-blank": Text(
        "bảng trống, không có cả tiêu đề; hãy điền tiêu đề ở dòng đầu và dữ liệu ở các dòng dưới",
        "the table is blank, without even headings; write them in the first row, the data below",
    ),
    "column-missing": Text(
        "thiếu cột `{column}` ({title}); các cột không nhận ra: {unknown}"
        "{how}[[; nếu cột `{nearest}` là cột này thì hãy đổi tiêu đề thành “{title}”]]",
        "the column `{column}` ({title}) is missing; columns not recognised: {unknown}"
        "{how}[[; if it is the column `{nearest}`, rename its heading to “{title}”]]",
    ),
    "rating-column-missing": Text(
        "thiếu cột `{column}` ({title}) nên không xét được giai đoạn “{stage}”; "
        "hãy thêm cột này và điền mức của từng người{how}{others}",
        "the column `{column}` ({title}) is missing, so the stage “{stage}” cannot be judged; "
        "add the column and fill in everybody's grade{how}{others}",
    ),
    "rating-column-empty": Text(
        "cột `{column}` ({title}) chưa có mức của ai nên không xét được giai đoạn “{stage}”; "
        "hãy điền cột này{others}",
        "nobody has a grade in the column `{column}` ({title}), so the stage “{stage}” cannot be "
        "judged; fill in the column{others}",
    ),
    "separator-unread": Text(
        "các ô cách nhau bằng dấu `{sign}` nên không tách được; "
        "hãy lưu lại với dấu phẩy, dấu chấm phẩy hoặc tab",
        "the cells are separated by `{sign}` and cannot be told apart; "
        "save the table with commas, semicolons or tabs",
    ),
    "no-heading-known": Text(
        "không nhận ra tiêu đề nào trong {found}; dòng đầu tiên phải là tiêu đề của các cột "
        "(`cbccvc template` ghi một bảng có đủ tiêu đề); nếu tiêu đề khác thì nói rõ từng cột, như "
        "`--map A=staff_id`",
        "none of the headings is known: {found}; the first row must hold the headings of the "
        "columns (`cbccvc template` writes a table with all of them); if they are called "
        "otherwise, say what each column is, as in `--map A=staff_id`",
    ),
    "no-headings-but-data": Text(
        "không có dòng tiêu đề: dòng đầu tiên là dữ liệu ({kinds}); hãy thêm một dòng tiêu đề của "
        "các cột ở trên (`cbccvc template` ghi một bảng có đủ tiêu đề)",
        "there are no headings: the first row is data already ({kinds}); write the headings of the "
        "columns above it (`cbccvc template` writes a table with all of them)",
    ),
    "heading-unknown": with_nearest(
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
        "cột `{heading}` chỉ có dấu `{mark}`, nên {empty} ô trống được hiểu là không",
        "the only mark in the column `{heading}` is `{mark}`, so its empty cells ({empty}) mean no",
    ),
    "headings-read-as": Text("tiêu đề được hiểu là: {read_as}", "headings are taken as: {read_as}"),
    "labels-read-as": Text(
        "nhãn được hiểu là (số ô): {read_as}",
        "labels are taken as (cells): {read_as}",
    ),
    "day-numbers": Text(
        "{cells} ô ở cột `{heading}` ghi ngày bằng số của Excel; `{read}` được hiểu là {day}",
        "cells under `{heading}` that hold days as numbers of Excel: {cells}; `{read}` means {day}",
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
    "cell-mark-doubtful": Text(
        "`{read}` ở cột `{heading}` không rõ là có hay không, vì cột này có cả dấu `✓`",
        "`{read}` under `{heading}` may mean yes or no, as the column holds `✓` as well",
    ),
    "cell-day-doubtful": Text(
        "`{read}` ở cột `{heading}` không rõ ngày hay tháng đứng trước, vì cột này có ô chỉ đọc "
        "được với tháng đứng trước (như `12/14/2024`); hãy ghi lại cả cột theo ngày/tháng/năm",
        "in `{read}` under `{heading}` the day or the month may come first, as the column holds a "
        "date that has its month first (as `12/14/2024`); write the column with days first",
    ),
    "discipline-form-unknown": with_nearest(
        "`{read}` ở cột `{heading}` không phải hình thức kỷ luật nào nhận ra được ({known}); dòng "
        "này vẫn được tính là một lần bị kỷ luật: hãy sửa ô, hoặc xóa dòng nếu không phải kỷ luật",
        "`{read}` under `{heading}` is no form of discipline that is known ({known}); the row "
        "still counts as a discipline: mend the cell, or delete the row if it tells of none",
    ),
    "discipline-none": Text(
        "ở cột `{heading}` ghi `{read}` nên dòng này không được tính là kỷ luật",
        "`{read}` stands under `{heading}`, so the row does not count as a discipline",
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
        "`{read}` under `{heading}` is more than 100%, perhaps for want of the sign %",
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
    "names-for-ids": Text(
        "{number} mã hoặc ô là họ tên nên ở đây thay bằng ký hiệu ngắn (như `{example}`); "
        "`--names` ghi nguyên, cần cho `cbccvc-verify` và `--baseline`; tốt hơn là dùng mã số",
        "ids or cells that are names ({number}) are short signs here (such as `{example}`); "
        "`--names` writes them out, as `cbccvc-verify` and `--baseline` need; better use ids",
    ),
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
        "`{id}` có ở {rows} dòng, còn ở {others}; chưa rõ dòng nào đúng, hãy giữ lại một dòng",
        "`{id}` stands in {rows} rows, also at {others}; which holds is open, keep one",
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
    "unit-unknown": with_nearest(
        "bảng đơn vị không có mã `{unit}`", "the table of units has no id `{unit}`"
    ),
    "led-unit-unknown": with_nearest(
        "đơn vị phụ trách `{unit}` không có trong bảng đơn vị, nên coi như chưa rõ phụ trách gì",
        "the led unit `{unit}` is not in the table of units, so what is led counts as not told",
    ),
    "led-units-joined": with_nearest(
        "`{unit}` không phải mã của một đơn vị; các đơn vị phụ trách phải cách nhau bằng dấu `;`, "
        "nên coi như chưa rõ phụ trách gì",
        "`{unit}` is no id of one unit; the units led must be separated by `;`, so what is led "
        "counts as not told",
    ),
    "leads-without-post": Text(
        "`{id}` có đơn vị phụ trách nhưng `role` là `staff` hoặc để trống, nên ô này không có tác "
        "dụng; hãy ghi `head` hoặc `deputy` vào `role`, hoặc xóa ô này",
        "units led by `{id}` are told, but `role` is `staff` or empty, so they count for nothing; "
        "write `head` or `deputy` in `role`, or empty this cell",
    ),
    "staff-unknown": with_nearest(
        "danh sách không có mã số `{id}`, nên dòng này không được dùng",
        "the staff list has no id `{id}`, so this row is not used",
    ),
    "parent-unknown": with_nearest(
        "đơn vị cấp trên `{parent}` của `{unit}` không có trong bảng đơn vị",
        "the parent `{parent}` of `{unit}` is not in the table of units",
    ),
    "parent-circle": Text(
        "đơn vị cấp trên đi vòng: {path}; hãy sửa ít nhất một ô trong {cells}",
        "the parents go round in a circle: {path}; mend at least one of the cells {cells}",
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
        "the months worked ({worked}) and on leave ({away}) are more than 12 together; check them",
    ),
    "record-not-keys": Text(
        "mỗi bản ghi phải là cặp cột và giá trị, hoặc một `Staff`, `Unit`…; bản ghi này không xét",
        "each record must map columns to values, or be a `Staff`, `Unit`…; this one is not judged",
    ),
    "previous-not-earlier": Text(
        "đợt trước là kỳ {previous}, không sớm hơn kỳ {period} đang xét; hãy xem lại `--previous`",
        "the round before is of {previous}, not earlier than {period}; look at `--previous`",
    ),
    "previous-without-grades": Text(
        "`{path}` không có mức đã quyết định của từng người nên không dùng làm các năm trước được",
        "`{path}` has no decided grades of people, so it cannot serve as history",
    ),
    "previous-taken": Text(
        "mức đã quyết định của kỳ {period} lấy từ `{path}` cho {number} người",
        "the decided grades of {period} are taken from `{path}` (people: {number})",
    ),
    "previous-knows-not": Text(
        "{number} người không có trong đợt {period} nên chưa rõ mức của kỳ đó: {ids}",
        "people not in the round of {period}: {number}; their grade then is not known: {ids}",
    ),
    "history-contradicts": Text(
        "bảng các năm trước ghi {id} kỳ {period} là {told}, đợt trước là {before} ({place}); "
        "hãy giữ một; trong khi chờ, kỳ đó coi như chưa rõ",
        "the history says {told} of {id} for {period}, the round before {before} ({place}); keep "
        "one; until then that period counts as not known",
    ),
    "share-without-decision": Text(
        "ghi tỷ lệ riêng {share} nhưng không ghi quyết định nào, nên tỷ lệ này không được áp dụng; "
        "nếu có quyết định thì ghi số, ngày, cơ quan",
        "a special share of {share} is entered without a decision, so it is not applied; if there "
        "is a decision, enter its number, day and authority",
    ),
    "counted-in-later": Text(
        "vi phạm không thể đã được tính ở kỳ {read}, sau đợt {period} này; hãy sửa ô này",
        "the violation cannot have been counted in {read}, after this round of {period}; correct "
        "the cell",
    ),
    "counted-in-contradicts": Text(
        "ghi rằng vi phạm này đã là căn cứ xếp loại KHTNV kỳ {period}, nhưng kỳ đó {id} được xếp "
        "{rating} ({place}); hãy sửa một trong hai; trong khi chờ, ô này coi như chưa rõ",
        "says that the violation was the ground for KHTNV in {period}, but {id} was rated {rating} "
        "then ({place}); correct one of the two; until then the cell counts as not known",
    ),
    "scorecard-of-nobody": Text(
        "dòng bảng điểm không có mã số, cũng không có mã đơn vị nên không dùng được; hãy điền một",
        "the row of a scorecard has neither a staff id nor a unit id and is not used; fill in one",
    ),
    "scorecard-of-two": Text(
        "dòng bảng điểm ghi cả mã số `{staff}` và mã đơn vị `{unit}`, chưa rõ chấm ai, nên số liệu "
        "của dòng coi như chưa rõ; hãy để lại một mã",
        "the row of a scorecard names `{staff}` and the unit `{unit}`, so whose it is cannot be "
        "told and its figures count as not known; keep one id",
    ),
    "counts-left-over": Text(
        "tổng số là {total}, các mức cộng được {sum}; {rest} người còn lại chưa rõ mức "
        "(chưa ghi: {empty})",
        "the total is {total}, the grades add up to {sum}; the grade of the rest ({rest}) is not "
        "known (not told: {empty})",
    ),
    "counts-do-not-add-up": Text(
        "tổng số là {total} nhưng cộng các mức được {sum}; hãy kiểm tra",
        "the total is {total}, but the grades add up to {sum}; check them",
    ),
}

BATCH: dict[str, Text] = {
    **_HEADER,
    **_TABLES,
    **_CELLS,
    **_ROWS,
}
