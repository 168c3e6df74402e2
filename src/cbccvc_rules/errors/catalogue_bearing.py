"""Texts of what a sheet tells that may bear on a verdict, and is never passed over."""

from __future__ import annotations

from cbccvc_rules.sources import Text

BEARING: dict[str, Text] = {
    "column-otherwise": Text(
        "cột `{heading}` ghi `{read}`, khác với mức ở cột `{judged}`; hãy nói rõ cột này là gì: "
        "{options}",
        "the column `{heading}` says `{read}`, which is not the grade in `{judged}`; say what the "
        "column is: {options}",
    ),
    "span-open": Text(
        "các cột {columns} đứng dưới `{read}`, nên có thể không phải kết quả xếp loại được hỏi; "
        "nếu đúng là kết quả ấy thì {used}; nếu không dùng thì {none}",
        "the columns {columns} stand under `{read}`, and so may not be the grades that are asked "
        "for; if they are, {used}; if not to be used, {none}",
    ),
    "months-open": Text(
        "cột `{read}` đứng cạnh `{beside}`, nên có thể không phải số tháng làm việc của cả năm "
        "xếp loại; hãy nói rõ: {options}",
        "the column `{read}` stands beside `{beside}`, and so may not be the months at work in the "
        "whole year that is rated; say which: {options}",
    ),
    "column-pending": Text(
        "cột `{heading}` ghi `{read}`, nên có mức xếp loại có thể chưa được quyết định; nếu các "
        "mức vẫn đúng thì `--map {letters}=-`; nếu chưa thì xóa mức ở các dòng ấy, hoặc xét cột đề "
        "xuất (`--stage proposed`)",
        "the column `{heading}` says `{read}`, so some grades may not be decided yet; if they hold "
        "all the same, `--map {letters}=-`; if not, empty those cells, or check what is proposed "
        "(`--stage proposed`)",
    ),
    "row-changes-grade": Text(
        "`{read}` có thể đổi mức xếp loại của ai đó; nếu các ô đã ghi đúng thì `{option}`, nếu "
        "không thì sửa ô",
        "`{read}` may change somebody's grade; if the cells tell it already, `{option}`; if not, "
        "mend them",
    ),
    "cells-ditto": Text(
        "các ô ghi “như trên” được hiểu là như ô ở trên: {cells}",
        "cells that say “as above” are read as the cell above them: {cells}",
    ),
    "column-disciplines": Text(
        "cột `{heading}` ghi `{read}`; kỷ luật được đọc từ bảng riêng, nên hãy lập bảng ấy (trang "
        "`Kỷ luật`, hoặc tệp cho `--with`), rồi `--map {letters}=-`; không xét đến kỷ luật ghi ở "
        "đây thì cũng `--map {letters}=-`",
        "the column `{heading}` says `{read}`; disciplines are read from a table of their own, so "
        "make one (a sheet `Disciplines`, or a file for `--with`), then `--map {letters}=-`; so, "
        "too, if what it tells is to be left out",
    ),
    "column-nameless": Text(
        "cột {letters} không có tiêu đề nên không dùng; ô đầu tiên có chữ là `{read}`",
        "the column {letters} has no heading and is not used; its first words are `{read}`",
    ),
    "head-bears": Text(
        "dòng `{read}` đứng trên {people} người và có thể cho biết về xếp loại của họ: {what}; hãy "
        "nói rõ: {options}",
        "the row `{read}` stands above people ({people}) and may tell of their grades: {what}; say "
        "which: {options}",
    ),
    "row-rated": Text(
        "dòng có mức xếp loại nhưng `{read}` giống dòng tổng hay chữ ký hơn là tên người; hãy nói "
        "rõ là người (`name`) hay không dùng (`-`): {options}",
        "the row has a grade, and `{read}` reads like a total or a signature rather than a name; "
        "say whether it is somebody's (`name`) or not used (`-`): {options}",
    ),
    "row-struck": Text(
        "tên hoặc mã `{read}` bị gạch ngang nên không rõ người này còn trong danh sách không; hãy "
        "nói rõ (`name`: còn; `-`: không): {options}",
        "the name or id `{read}` is struck through, so it is open whether the person is still on "
        "the list; say which (`name`: yes; `-`: no): {options}",
    ),
    "cell-struck": Text(
        "`{read}` bị gạch ngang nên chưa rõ mức xếp loại; hãy ghi lại mức đang có hiệu lực",
        "`{read}` is struck through, so the grade is not known; write the one that holds",
    ),
    "cells-struck": Text(
        "các ô có chữ gạch ngang vẫn được đọc: {cells}",
        "cells with words that are struck through are read all the same: {cells}",
    ),
    "cells-remarked": Text(
        "các ô có nhận xét (comment) của Excel, không được dùng: {cells}",
        "cells with comments, which are not used: {cells}",
    ),
    "cells-unseen": Text(
        "các ô có định dạng ẩn nội dung (`;;;`) nên không thấy khi mở tệp, vẫn được đọc: {cells}",
        "cells whose format shows nothing (`;;;`) are read all the same: {cells}",
    ),
    "remark-changes-grade": Text(
        "ô ghi `{grade}` nhưng có nhận xét (comment) `{read}`, nên chưa rõ mức nào đúng; nếu ô vẫn "
        "đúng thì `{option}`, nếu không thì sửa ô",
        "the cell says `{grade}`, a comment on it `{read}`; which holds is open: if the cell does, "
        "`{option}`; else mend the cell",
    ),
    "sums-differ": Text(
        "cột `{heading}` ({letters}) không bằng tổng các diện ở dòng {rows}, nên có thể còn diện "
        "khác chưa ghi; cột này không dùng",
        "the column `{heading}` ({letters}) is not the sum of the categories in rows {rows}, so "
        "others may not be told; it is not used",
    ),
    "decisions-early": Text(
        "cột `{read}` chỉ có các ngày đến {last}, trước khi kỳ {period} kết thúc, nên mức xếp loại "
        "có thể là của kỳ trước; nếu vẫn là của kỳ này thì {option} hoặc {decided}, nếu không thì "
        "sửa `--period`",
        "the column `{read}` has no day after {last}, before the period {period} ended, so the "
        "grades may be of the one before; if they are of this one, {option} or {decided}; else "
        "mend `--period`",
    ),
    "grades-merged": Text(
        "ô gộp qua nhiều dòng cho nhiều người cùng một mức xếp loại: {cells}; hãy xem có đúng vậy "
        "không",
        "cells merged over several rows give several people one grade: {cells}; is it so?",
    ),
    "grades-merged-across": Text(
        "ô gộp qua nhiều cột cho các cột ấy cùng một mức xếp loại: {cells}; hãy xem có đúng vậy "
        "không",
        "cells merged over several columns give these one grade: {cells}; is it so?",
    ),
    "legend-against": Text(
        "ghi chú của bảng nói `{label}` là “{meaning}” ({says}), còn thường được hiểu là {reads}; "
        'hãy nói rõ: `--label "{label}={says}"` hoặc `--label "{label}={reads}"`',
        "the sheet itself says that `{label}` is “{meaning}” ({says}), which is usually read as "
        '{reads}; say which: `--label "{label}={says}"` or `--label "{label}={reads}"`',
    ),
    "sum-not-right": Text(
        "dòng `{read}` đứng trên các dòng {rows} nhưng không bằng tổng của chúng; nếu là dòng tổng "
        "thì {options}, nếu là một đơn vị, một nhóm riêng thì {own}",
        "the row `{read}` stands above the rows {rows} and is not their sum; if it adds them up, "
        "{options}; if it counts others, {own}",
    ),
    "sum-open": Text(
        "dòng `{read}` bằng đúng tổng của các dòng {rows} nên có thể đếm những người ấy hai lần; "
        "nếu là dòng tổng thì {options}, nếu là một đơn vị, một nhóm riêng thì {own}",
        "the row `{read}` is just the sum of the rows {rows}, so it may count them twice; if it "
        "adds them up, {options}; if it counts others, {own}",
    ),
    "row-example": Text(
        "dòng của `{read}` được đánh dấu là ví dụ, mẫu; hãy nói rõ là người (`name`) hay không "
        "dùng (`-`): {options}",
        "the row of `{read}` is marked as an example; say whether it is somebody's (`name`) or "
        "not used (`-`): {options}",
    ),
    "people-counted-otherwise": Text(
        "`{read}` ghi {told} người, nhưng đọc được {people}; hãy xem có dòng nào bị mất không",
        "`{read}` says that there are {told}, and {people} are read; is any row lost?",
    ),
    "numbers-missing": Text(
        "số thứ tự nhảy cách, không có {numbers}; hãy xem có dòng nào bị mất không",
        "the numbers of the rows leave out {numbers}; is any row lost?",
    ),
    "person-named-twice": Text(
        "`{read}` có hai dòng trong cùng một đơn vị (dòng {row} và dòng này); nếu là một người thì "
        "hãy giữ một dòng",
        "`{read}` stands twice in one unit (row {row} and this one); if it is one person, keep one "
        "row",
    ),
    "total-of-unit": Text(
        "dòng `{read}` được đọc là số liệu của cả đơn vị, vì các dòng khác là từng nhóm",
        "the row `{read}` is read as the figures of the whole unit, as the others are of groups",
    ),
    "sheet-hidden": Text(
        "trang này bị ẩn trong tệp và vẫn được đọc", "this sheet is hidden and is read all the same"
    ),
    "map-no-sheet": Text(
        "`--map {column}=…`: không có trang hay tệp `{sheet}` nào được đọc",
        "`--map {column}=…`: no sheet or file `{sheet}` is read",
    ),
    "sheet-bears": Text(
        "trang `{sheet}` nói về người trong danh sách ({people}): {what}, nhưng không được dùng; "
        'nếu ghép vào danh sách: `--map "{sheet}!=with"`; nếu không dùng: `--map "{sheet}!=-"`',
        "the sheet `{sheet}` tells of people of the list ({people}): {what}, and is not used; to "
        'join it: `--map "{sheet}!=with"`; if not to be used: `--map "{sheet}!=-"`',
    ),
    "heads-against": Text(
        "dòng đầu nhóm khác với cột `{heading}` (`{column}`) của những người bên dưới: {rows}; hãy "
        "chọn: `{heads}` nếu cột đúng, `--map {letters}=-` nếu dòng đầu nhóm đúng",
        "heads of groups tell otherwise than the column `{heading}` (`{column}`) of those below: "
        "{rows}; choose: `{heads}` if the column is right, `--map {letters}=-` if the heads are",
    ),
}
