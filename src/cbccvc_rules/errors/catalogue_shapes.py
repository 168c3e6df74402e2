"""Texts of what is asked and told of a sheet that keeps to no form of ours: columns, rows, titles.

What is wrong and why, then what to do; the place and what would have been understood stand apart.
"""

from __future__ import annotations

from cbccvc_rules.errors.catalogue_bearing import BEARING
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
        "tệp cách hiểu cột phải có các khóa `columns`, `fill`, `labels`, `headings`",
        "a file of how columns are read must have the keys `columns`, `fill`, `labels`, `headings`",
    ),
    "mapping-not-pairs": Text(
        "`{key}` phải là các dòng `tên: giá trị`", "`{key}` must be lines of `name: value`"
    ),
    "mapping-letters-alone": Text(
        "tệp cách hiểu cột nêu cột `{column}` bằng chữ cái mà không ghi các tiêu đề, nên năm sau "
        "có thể trúng cột khác; hãy ghi tiêu đề của cột, hoặc lưu lại bằng `--save-mapping`",
        "a file of how columns are read names the column `{column}` by its letter without the "
        "headings, so that next year it may be another column; write the heading, or save it anew "
        "by `--save-mapping`",
    ),
    "headings-differ": Text(
        "cách hiểu đã lưu là cho các tiêu đề khác với trang `{sheet}`; không còn: {gone}; mới có: "
        "{new}; hãy chạy `cbccvc mapping` không có `--mapping`, xem lại rồi lưu lại",
        "the columns were saved for other headings than those of the sheet `{sheet}`; gone: "
        "{gone}; new: {new}; run `cbccvc mapping` without `--mapping`, look, and save them anew",
    ),
    "headings-moved": Text(
        "cách hiểu đã lưu là cho các tiêu đề theo thứ tự khác ở trang `{sheet}`, mà có tiêu đề "
        "trùng nhau nên không rõ cột nào là cột nào; hãy chạy `cbccvc mapping` không có "
        "`--mapping`, xem lại rồi lưu lại",
        "the columns were saved for headings in another order than on the sheet `{sheet}`, and "
        "some are the same, so which is which is open; run `cbccvc mapping` without `--mapping`, "
        "look, and save them anew",
    ),
    "map-no-groups": Text(
        "`--map {column}=…`: không có dòng đầu nhóm nào như vậy; hãy bỏ lựa chọn này",
        "`--map {column}=…`: no row heads such a group; leave it out",
    ),
    "fill-no-sheet": Text(
        "`--fill {fill}`: không có trang `{sheet}` nào được đọc",
        "`--fill {fill}`: no sheet `{sheet}` is read",
    ),
    "sheet-lacks-role": Text(
        "trang này không có cột `{column}`, mà trang `{other}` có (`{heading}`); ô trống ở đó "
        "nghĩa là không lãnh đạo, nên phải nói rõ cho trang này: `{fill}`; hoặc bỏ cột ở trang "
        "kia: `{leave}`",
        "this sheet has no column `{column}`, and the sheet `{other}` has (`{heading}`); an empty "
        "cell there is nobody's post, so say of this sheet: `{fill}`; or leave the column out on "
        "the other: `{leave}`",
    ),
    "map-without-effect": Text(
        "`--map {column}=…`: ô này không phải tiêu đề trên bảng hay dòng đầu nhóm nên lựa chọn "
        "không có tác dụng; hãy bỏ đi, hoặc nêu cột",
        "`--map {column}=…`: that cell is neither a title nor the head of a group, so nothing "
        "hangs on it; leave it out, or name the column",
    ),
    "mapping-not-headings": Text(
        "`headings` phải là danh sách tiêu đề của từng bảng, như `--save-mapping` ghi",
        "`headings` must be the headings of each table as a list, as `--save-mapping` writes them",
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
    "categories-open": Text(
        "`{read}` gồm hơn một loại đối tượng, nên chưa rõ các số ở các cột {columns} là của loại "
        "nào; nếu tính tất cả vào một loại, hoặc không dùng: {options}",
        "`{read}` are several categories, so it is open of which the numbers in the columns "
        "{columns} are; to count all of them to one, or none: {options}",
    ),
    "columns-open": Text(
        "các cột {others} đều có thể là {title} (`{column}`); hãy chọn một: {options}; các cột kia "
        "có thể là: {fields}",
        "the columns {others} may each be {title} (`{column}`); choose one: {options}; the others "
        "may be: {fields}",
    ),
    "marks-which": Text(
        "các cột {others} đều có thể cho biết {title} (`{column}`); hãy nói rõ cột nào: {options}; "
        "phần còn lại nếu không dùng: {none}",
        "the columns {others} may each tell the {title} (`{column}`); say which: {options}; what "
        "is not to be used: {none}",
    ),
    "marks-open": Text(
        "các cột từ `{read}` mang tên mức xếp loại, nhưng không rõ là dấu chọn hay số phiếu, số "
        "người, hoặc của ai; nếu là dấu chọn: {marks}; nếu không dùng: {none}",
        "the columns from `{read}` on are called after grades, but whether marks or counts of "
        "votes stand there, or whose, is open; if marks: {marks}; if not to be used: {none}",
    ),
    "group-open": Text(
        "dòng đầu nhóm không rõ là đơn vị, diện hay nhóm gì của những người bên dưới: {rows}; hãy "
        "nói rõ: {options}{alone}",
        "rows head groups, and whether they are the unit, the category or what else of the people "
        "below is open: {rows}; say which: {options}{alone}",
    ),
    "groups-beside-column": Text(
        "dòng đầu nhóm `{read}` được nói là `{column}`, nhưng cột `{heading}` đã là `{column}`; "
        "hãy chọn: `--map groups=-`, hoặc `--map {letters}=-` để bỏ cột",
        "the row `{read}` that heads a group is said to be `{column}`, but the column `{heading}` "
        "is that already; choose: `--map groups=-`, or `--map {letters}=-` to leave the column out",
    ),
    "groups-told-otherwise": Text(
        "`--map groups={column}`: dòng `{read}` tự nó đã rõ là `{own}`, không có dòng nào chưa rõ; "
        "nếu vẫn là `{column}` thì `--map groups.{level}={column}`",
        "`--map groups={column}`: the row `{read}` says by itself that it is `{own}`, and no row "
        "is open; if it is `{column}` all the same, `--map groups.{level}={column}`",
    ),
    "row-open": Text(
        "dòng chỉ có một ô chữ, có thể là tên người chưa có số liệu, hoặc là đầu nhóm: {rows}; hãy "
        "nói rõ từng dòng (`name`: tên người; `-`: không dùng): {options}",
        "a row holds one text alone, so it may name somebody of whom nothing is told, or head a "
        "group: {rows}; say of each which (`name`: somebody's; `-`: not used): {options}",
    ),
    "part-column-open": Text(
        "cột `{read}` cho thấy bảng có số liệu của quý, tháng, nên mức xếp loại ở cột {columns} có "
        "thể không phải của cả năm; nếu vẫn là của cả năm thì `--map {letters}=-`, nếu không thì "
        "{not_used}",
        "the column `{read}` shows that the table tells of quarters or months, so the grade in "
        "column {columns} may not be of the year; if it is all the same, `--map {letters}=-`; if "
        "not, {not_used}",
    ),
    "tables-beside": Text(
        "hai bảng người nằm cạnh nhau trên một trang (`{read}` có hai lần) nên một nửa số người sẽ "
        "bị sót; hãy chuyển mỗi bảng sang một trang",
        "two tables of people stand side by side on one sheet (`{read}` is there twice), so half "
        "of the people would be left out; put each on a sheet of its own",
    ),
    "list-below": Text(
        "bên dưới có danh sách khác, tiêu đề `{read}` là của thời gian khác; hãy chuyển danh sách "
        "ấy sang trang hoặc tệp khác, hoặc để ngoài lần này: `--map {cell}=period`",
        "another list stands below, and its title `{read}` is of another time; move it to a sheet "
        "or file of its own, or leave it out of this round: `--map {cell}=period`",
    ),
    "levels-both": Text(
        "dòng đầu nhóm cấp {upper} (`{above}`) và cấp {lower} (`{read}`) đều là `{column}`; hãy "
        "nói rõ: {options}; nếu thật ra là cùng một cấp, mỗi người thuộc dòng đầu nhóm gần nhất ở "
        "trên, thì {same}",
        "heads of groups of level {upper} (`{above}`) and of level {lower} (`{read}`) are both "
        "`{column}`; say which: {options}; if they are of one level, each person below the nearest "
        "head, {same}",
    ),
    "unit-under-two": Text(
        "đơn vị `{read}` có dưới cả `{one}` và `{other}`, nên có thể là hai đơn vị cùng tên; nếu "
        "là một thì {same}; nếu là hai thì ghi tên khác nhau, hoặc lấy cấp trên làm đơn vị: "
        "{options}",
        "the unit `{read}` stands below `{one}` and below `{other}`, so it may be two of one name; "
        "if it is one, {same}; if two, write them apart, or take the level above as the unit: "
        "{options}",
    ),
    "scale-open": Text(
        "cột `{heading}` có mức `{label}` cạnh các mức như Khá, Đạt, nên có thể là thang "
        'khác của địa phương; hãy nói rõ, ví dụ `--label "{label}=HTTNV"`',
        "the column `{heading}` has `{label}` beside such grades as Khá and Đạt, so it may "
        'be of another, local scale; say what it means, as in `--label "{label}=HTTNV"`',
    ),
    "headings-again": Text(
        "dòng {row} lại là tiêu đề nhưng khác tiêu đề ở trên (`{read}`), nên không rõ dòng dưới "
        "theo tiêu đề nào; hãy để mỗi bảng một trang hoặc một tệp, hoặc sửa cho giống nhau; nếu "
        "không dùng bảng bên dưới: {option}",
        "row {row} holds headings again, but others than above (`{read}`), so it is open which of "
        "them the rows below follow; put each table on a sheet or in a file of its own, or make "
        "them alike; if the table below is not to be used: {option}",
    ),
    "carried-open": Text(
        "cột `{read}` trống ở {empty} dòng; nếu mỗi đơn vị chỉ ghi ở dòng đầu thì `{down}`; nếu ô "
        "trống là chưa ghi thì `{each}`",
        "the column `{read}` is empty in some rows ({empty}); if each unit is told in its first "
        "row alone, `{down}`; if what is empty was left out, `{each}`",
    ),
    "title-of-part": Text(
        "tiêu đề `{read}` cho thấy danh sách là của một tháng, quý, giai đoạn, không phải cả năm; "
        "nếu vẫn dùng cho cả năm thì `{option}`",
        "the title `{read}` says that the list is for a month, quarter or other time, not the "
        "year; if it is to stand for the year, `{option}`",
    ),
    "title-of-others": Text(
        "tiêu đề `{read}` cho thấy có thể là {what}, không phải mức xếp loại đã quyết định của "
        "năm; nếu đúng vậy thì {so}; nếu không thì `{option}`",
        "the title `{read}` says that this may be {what}, not the grades decided of the year; if "
        "so, {so}; if not, `{option}`",
    ),
    "title-of-other-grade": Text(
        "tiêu đề `{read}` nói về những người được xếp {grade}, nhưng các dòng {rows} ghi mức khác; "
        "nếu ô ghi sai thì sửa ô; nếu tiêu đề không nói về mức của những người này thì `{option}`",
        "the title `{read}` is of people graded {grade}, but the rows {rows} tell another grade; "
        "mend the cells if they are wrong; if the title says nothing of their grades, `{option}`",
    ),
    "title-tells-grade": Text(
        "tiêu đề `{read}` cho thấy mọi người ở đây được xếp {grade}, mà danh sách không có cột "
        "mức; nếu đúng vậy thì `{fill}`; nếu không thì `{option}`",
        "by the title `{read}` everybody here is graded {grade}, and the list has no column of "
        "grades; if so, `{fill}`; if not, `{option}`",
    ),
    "title-decision-of-other-year": Text(
        "tiêu đề không ghi năm được xếp loại, và ngày ghi ở `{read}` không thể là của kỳ {period}; "
        "hãy xem có đúng tệp không; nếu đúng thì `{option}`",
        "no title names the year that was rated, and the day in `{read}` cannot be of the period "
        "{period}; is it the right file? If so, `{option}`",
    ),
    "title-tells-period": Text(
        "tiêu đề ghi `{read}`; nếu đó là kỳ được xếp loại thì `--period {period}`",
        "the title is `{read}`; if that is the period that was rated, `--period {period}`",
    ),
    "title-of-other-year": Text(
        "tiêu đề `{read}` ghi năm khác với kỳ {period}; hãy xem có đúng tệp không; nếu đúng thì "
        "`{option}`, nếu năm đó mới là kỳ thì sửa `--period`",
        "the title `{read}` names another year than the period {period}; is it the right file? If "
        "so, `{option}`; if the period is that year, mend `--period`",
    ),
    "grades-open": Text(
        "các dòng mức xếp loại không phải đủ bốn mức, mỗi mức một dòng ({labels}), nên chưa rõ "
        'dòng nào là mức nào; hãy nói rõ từng nhãn, ví dụ `--label "Hoàn thành nhiệm vụ=HTTNV"`',
        "the rows of grades are not the four grades, each once ({labels}), so which is which is "
        'open; say what each label means, as in `--label "Hoàn thành nhiệm vụ=HTTNV"`',
    ),
    "list-not-used": Text(
        "trang `{sheet}` cũng là danh sách người nhưng không được đọc; nếu đọc cả hai: `--map "
        '"{first}!=staff" --map "{sheet}!=staff"`; nếu không dùng: `--map "{sheet}!=-"`',
        "the sheet `{sheet}` is a list of people as well and is not read; to read both: `--map "
        '"{first}!=staff" --map "{sheet}!=staff"`; if not to be used: `--map "{sheet}!=-"`',
    ),
    "sheets-open": Text(
        "các trang {sheets} đều có thể là bảng {title}; hãy nêu một trang, hoặc nhiều trang để đọc "
        "chung: {options}",
        "the sheets {sheets} may each be the table {title}; name one, or several to read them "
        "together: {options}",
    ),
}

_TOLD: dict[str, Text] = {
    "title-decision-alone": Text(
        "tiêu đề chỉ có ngày (`{read}`), không ghi năm được xếp loại; được hiểu là của kỳ "
        "{period} như đã nêu",
        "the titles name no year that was rated, only a day (`{read}`); taken to be of the period "
        "{period}, as asked for",
    ),
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
        "danh sách không có cột mã số, nên mỗi người được gọi theo số dòng (`{example}` là dòng "
        "17); họ tên không được dùng làm mã",
        "the list has no column of ids, so people go by their rows (`{example}` is row 17); "
        "names are never taken for ids",
    ),
    "sheet-lacks-columns": Text(
        "trang này không có các cột {columns} mà trang khác của danh sách có; với người ở trang "
        "này, các điều ấy coi là chưa ghi",
        "this sheet lacks the columns {columns} that another sheet of the list has; of its people "
        "these are not told",
    ),
    "sheet-told-off": Text(
        "trang `{sheet}` không dùng, theo lựa chọn", "the sheet `{sheet}` is not used, as chosen"
    ),
    "units-taken-as-one": Text(
        "một đơn vị ghi bằng nhiều cách (số dòng) được coi là một: {names}",
        "a unit written in several ways (rows) is taken as one: {names}",
    ),
    "units-alike": Text(
        "bảng đơn vị có các mã chỉ khác nhau ở cách viết, nên là các đơn vị riêng: {names}; nếu là "
        "một thì ghi một mã",
        "the table of units has ids that differ in how they are written alone, so they are units "
        "apart: {names}; if they are one, write one id",
    ),
    "units-look-alike": Text(
        "các đơn vị chỉ khác nhau ở dấu, ở chữ viết tắt (số dòng) được coi là riêng: {names}; nếu "
        "là một thì ghi cho giống nhau",
        "units that differ in marks or short words alone (rows) are taken to be apart: {names}; if "
        "they are one, write them alike",
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
        "có hơn một dấu ở các cột mức xếp loại, hoặc hơn một loại đối tượng (`{read}`), nên chưa "
        "rõ là cái nào; hãy giữ một",
        "more than one grade, or category, is marked (`{read}`), so which is meant is open; keep "
        "one",
    ),
    "cell-mark-unknown": Text(
        "`{read}` ở cột mức xếp loại, hoặc loại đối tượng, không phải dấu chọn; hãy đánh dấu `x` ở "
        "một cột",
        "`{read}` under a grade, or a category, is no mark; put an `x` under one of them",
    ),
}

SHAPES: dict[str, Text] = {**_CHOICES, **_QUESTIONS, **BEARING, **_TOLD}
