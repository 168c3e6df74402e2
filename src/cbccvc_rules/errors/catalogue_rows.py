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
        "dòng không có số thứ tự, mức xếp loại như những người khác, nên có thể là người, "
        "hoặc là ghi chú, chữ ký, đầu nhóm: {rows}; hãy nói rõ từng dòng (`name`: là người, kể "
        "cả chưa được xếp loại; `unit_id`: là đầu nhóm, tên đơn vị của những người bên dưới; `-`: "
        "không dùng): {options}",
        "a row has neither a number nor a grade as other people have, so it may be somebody's, or "
        "a note, a signature, a head: {rows}; say of each which (`name`: somebody's, even if not "
        "rated yet; `unit_id`: a head, the unit of those below; `-`: not used): {options}",
    ),
    "row-of-several": Text(
        "ô tên có vẻ ghi nhiều người (`{read}`), mà mỗi dòng chỉ được tính là một người; hãy tách "
        "mỗi người một dòng, hoặc nói rõ (`name`: chỉ là một người; `-`: không dùng dòng): "
        "{options}",
        "the cell seems to name several people (`{read}`), and a row counts as one; give each a "
        "row of their own, or say which (`name`: it is one person; `-`: the row is not used): "
        "{options}",
    ),
    "name-notes": Text(
        "ô họ tên có ghi chú; họ tên được đọc không kèm ghi chú, còn ghi chú không được dùng: "
        "{notes}",
        "cells of names have notes; the names are read without them, and the notes are not used: "
        "{notes}",
    ),
    "name-note-grade": Text(
        "ghi chú ở ô họ tên là `{read}`, mà cột xếp loại ghi {grade}, nên chưa rõ mức nào đúng; "
        "nếu cột đúng thì `{option}`, nếu không thì sửa ô",
        "the note in the cell of the name is `{read}`, the column of grades says {grade}; which "
        "holds is open: if the column does, `{option}`; if not, mend the cell",
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
    "files-not-read": Text(
        "trong thư mục `{path}` có tệp không đọc được thành danh sách nên không được xét: {files}",
        "files in the folder `{path}` that cannot be read as lists, and are not judged: {files}",
    ),
    "previous-year-untold": Text(
        "chưa biết `{file}` xếp loại cho năm nào; hãy ghi năm vào tiêu đề của danh sách ấy, hoặc "
        'nêu: `--fill "{file}!period=2023"`',
        "which year `{file}` rates is not known; write the year in the title of that list, or "
        'tell it: `--fill "{file}!period=2023"`',
    ),
    "fill-unreadable": Text(
        "`--fill {fill}=…`: `{read}` không phải là giá trị của cột ấy; cần {expected}",
        "`--fill {fill}=…`: `{read}` is no value of that column; it is to be {expected}",
    ),
    "option-twice": Text(
        "`{name}=` được nêu hai lần với giá trị khác nhau (`{one}`, `{other}`); hãy giữ một",
        "`{name}=` is given twice with different values (`{one}`, `{other}`); keep one",
    ),
    "map-two-fields": Text(
        "cột `{read}` ({letters}) được nói là hai thứ: {fields}; hãy giữ một `--map`",
        "the column `{read}` ({letters}) is said to be two things: {fields}; keep one `--map`",
    ),
    "label-unmet": Text(
        "`--label {label}=…`: không có ô nào ghi `{label}`; hãy xem lại cách viết, hoặc bỏ đi",
        "`--label {label}=…`: no cell says `{label}`; look at how it is written, or leave it out",
    ),
    "id-as-number": Text(
        "mã `{read}` đã bị Excel đổi thành dạng số rút gọn nên mất các chữ số cuối; không biết là "
        "của ai; hãy đặt cột mã là kiểu văn bản rồi ghi lại mã từ nguồn",
        "the id `{read}` was turned by Excel into a shortened number and has lost its last digits, "
        "so it is not known whose it is; make the column text and write the ids anew",
    ),
    "ids-alike": Text(
        "các mã chỉ khác nhau ở số 0 đầu, chữ hoa, dấu cách hay dấu gạch: {ids}; vẫn được coi là "
        "những người khác nhau; hãy xem có phải một người không",
        "ids that differ in leading zeros, capitals, spaces or dashes alone: {ids}; they are taken "
        "for different people; see whether they are one",
    ),
    "ids-without-zeros": Text(
        "cột mã có mã 12 chữ số và mã 10-11 chữ số ({ids}), có thể đã mất số 0 ở đầu; hãy đặt cột "
        "mã là kiểu văn bản và ghi lại, nếu không thì ghép theo mã với tệp khác có thể sót",
        "the ids have 12 digits, and some 10 or 11 ({ids}), which may have lost zeros in front; "
        "make the column text and write them anew, or what is joined by id may miss them",
    ),
    "row-without-period": Text(
        "dòng không ghi kỳ xếp loại ở cột `{heading}` trong khi các dòng khác có ghi, nên không rõ "
        "có phải của kỳ {period} không và không được xét; hãy ghi vào",
        "the row tells no period in the column `{heading}`, as others do, so it is not known to be "
        "of {period} and is not judged; fill it in",
    ),
    "reason-open": Text(
        "cột `{read}` ghi ở dòng có mức tự nhận hoặc đề xuất khác mức quyết định nên có thể là lý "
        "do không theo mức ấy; hãy nói rõ: {options}",
        "the column `{read}` tells something where the own or proposed grade is not the decided "
        "one, so it may be the reason for that; say which: {options}",
    ),
}
