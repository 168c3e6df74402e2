"""Texts of the problems of rounds that are put together from several files, or checked together."""

from __future__ import annotations

from cbccvc_rules.errors.catalogue_files import with_nearest
from cbccvc_rules.sources import Text

JOINED: dict[str, Text] = {
    "with-joined": Text(
        "{rows} dòng được ghép vào bảng {table} theo {by}",
        "rows joined to the table {table} by {by}: {rows}",
    ),
    "with-id-missing": Text(
        "dòng không có mã nên không biết là của ai và không được ghép; hãy điền mã",
        "the row has no id, so it cannot be told whose it is and is not joined; fill it in",
    ),
    "with-no-ids": Text(
        "không có cột mã số nên không ghép được; hãy thêm cột mã số, hoặc thêm "
        "`--join-by name-unit` để ghép theo họ tên và đơn vị; nếu một cột là mã số thì "
        '`--map "{path}!A=staff_id"`',
        "there is no column of ids to join by; add one, or add `--join-by name-unit` to join by "
        'name and unit; if a column is the ids, `--map "{path}!A=staff_id"`',
    ),
    "with-what-table": Text(
        "chưa rõ trang này là bảng nào; hãy đặt tên trang, hoặc tên tệp, là một trong {known}; "
        'hoặc nói rõ: {options}; không dùng: `--map "{option}=-"`',
        "which table this sheet is cannot be told; call the sheet, or the file, by one of {known}; "
        'or say it: {options}; not used: `--map "{option}=-"`',
    ),
    "join-by-unknown": with_nearest(
        "không ghép được theo `{read}`; ghép được theo: {known}",
        "nothing is joined by `{read}`; it is by one of: {known}",
    ),
    "with-name-unknown": Text(
        "danh sách không có ai là `{who}`, nên dòng này không được dùng",
        "nobody who is `{who}` is listed, so this row is not used",
    ),
    "with-name-alone": Text(
        "dòng của `{who}` không ghi đơn vị nên không ghép theo họ tên và đơn vị được; hãy ghi đơn "
        "vị hoặc mã số",
        "the row of `{who}` tells no unit, so it cannot be joined by name and unit; tell the unit "
        "or the id",
    ),
    "with-other-name": Text(
        "`{id}` ở đây mang tên {name}, trong danh sách là {own}; dòng này không được ghép; hãy sửa "
        "mã số hoặc tên",
        "`{id}` is called {name} here and {own} in the list; the row is not joined; correct the id "
        "or the name",
    ),
    "with-name-ambiguous": Text(
        "`{who}` có thể là nhiều người ({people}) nên dòng này không được dùng; hãy ghi mã số",
        "`{who}` may be several people ({people}), so this row is not used; tell the id",
    ),
    "with-unit-unknown": with_nearest(
        "bảng đơn vị không có mã `{id}`, nên dòng này không được dùng",
        "the table of units has no id `{id}`, so this row is not used",
    ),
    "with-twice": Text(
        "`{id}` đã có ở {place} với nội dung khác, nên cả hai dòng không được dùng; hãy giữ một",
        "`{id}` stands at {place} already and is told otherwise there, so neither row is used; "
        "keep one",
    ),
    "with-part-open": Text(
        "cột `{heading}` cho thấy mỗi dòng là của một phần của năm, nên số liệu ở đây có thể không "
        "phải của cả năm; hãy ghi một dòng cho cả năm; nếu vẫn là của cả năm: {option}",
        "the column `{heading}` shows that each row is of a part of the year, so the figures here "
        "may not be of the year; write one row for the whole year; if they are of it: {option}",
    ),
    "with-part-by-part": Text(
        "`{id}` đã có ở {place}, mà cột `{heading}` cho thấy mỗi dòng là một phần của năm, nên các "
        "dòng của người này không được dùng; hãy ghi một dòng cho cả năm",
        "`{id}` stands at {place} already, and the column `{heading}` shows that each row is of a "
        "part of the year, so the rows of this id are not used; write one row for the whole year",
    ),
    "with-row-again": Text(
        "dòng này giống hệt dòng {row} nên chỉ tính một lần",
        "this row is the same as row {row} and counts once",
    ),
    "with-nothing-told": Text(
        "ngoài mã số và tên, không cột nào ở đây được nhận ra, nên tệp không được dùng vào việc "
        "gì; hãy xem các cột không nhận ra và nói rõ bằng `--map`",
        "but for ids and names no column here is known, so the file is used for nothing; look at "
        "the columns that are not known and say by `--map` what they are",
    ),
    "with-contradicts": Text(
        "`{heading}` của {id} ở đây là `{read}`, ở {place} là `{told}`; hãy giữ một; trong khi "
        "chờ, coi như chưa rõ",
        "`{heading}` of {id} is `{read}` here and `{told}` at {place}; keep one; until then it "
        "counts as not known",
    ),
    "with-left-out": Text(
        "{number}/{whole} mã số trong đợt không có ở đây nên vẫn như đợt ghi: {people}",
        "not here are {number} of the {whole} ids of the round; they stay as it tells: {people}",
    ),
    "one-round-alone": Text(
        "`--{option}` chỉ dùng khi kiểm tra một đợt; hãy kiểm tra riêng từng đợt với tệp của nó",
        "`--{option}` goes with one round alone; check each round by itself with its own file",
    ),
    "person-in-two-rounds": Text(
        "`{id}` cũng có tên trong `{round}` ({place}); hãy xem người này thuộc nơi nào đánh giá",
        "`{id}` is listed in `{round}`, too ({place}); see which of them has to rate this person",
    ),
    "person-in-two-units": Text(
        "có thể cũng là người ở dòng {row}: cùng {by}, khác đơn vị ({units}); danh sách không có "
        "mã số nên chưa rõ; hãy xem người này thuộc đơn vị nào",
        "may be the person of row {row}, too: the same {by}, another unit ({units}); as the list "
        "has no ids this is open; see to which unit the person belongs",
    ),
    "person-may-be-same": Text(
        "`{id}` có thể cũng là `{other}` trong `{round}` ({place}): cùng {by}; không có mã số nên "
        "chưa rõ; hãy xem người này thuộc nơi nào đánh giá",
        "`{id}` may be `{other}` in `{round}`, too ({place}): the same {by}; without ids this is "
        "open; see which of them has to rate this person",
    ),
    "ids-in-two-rounds": Text(
        "{number} mã số cũng có trong `{round}`: {ids}; chưa rõ có phải cùng người không vì "
        "không ghi họ tên",
        "ids that are in `{round}`, too: {number} ({ids}); whether they are the same people is not "
        "known without their names",
    ),
}
