"""Texts of what can be wrong with a command line: commands, arguments, options."""

from __future__ import annotations

from cbccvc_rules.errors.catalogue_packs import with_nearest
from cbccvc_rules.sources import Text

USAGE: dict[str, Text] = {
    "engine-not-installed": Text(
        "bộ máy `{engine}` cần thư viện chưa được cài; hãy chạy: pip install '{install}'",
        "the engine `{engine}` needs libraries that are missing; run: pip install '{install}'",
    ),
    "engines-disagree": Text(
        "lỗi của công cụ, không phải của bảng dữ liệu: quy tắc `{rule}`, đối tượng `{subject}`, bộ "
        "máy `{engine}` kết luận {found} còn bộ máy `reference` kết luận {reference}; dùng "
        "--engine reference để có kết quả đúng, và gửi cho nơi phát triển hai kết luận này cùng "
        "những gì `cbccvc explain … --subject {subject} --rule {rule}` và `cbccvc --version` in ra",
        "a fault of this tool, not of the round: for the rule `{rule}` on `{subject}` the engine "
        "`{engine}` finds {found} and the engine `reference` {reference}; --engine reference gives "
        "the right result; please send the two verdicts to the developers, with what "
        "`cbccvc explain … --subject {subject} --rule {rule}` and `cbccvc --version` print",
    ),
    "docx-not-installed": Text(
        "tệp Word cần thư viện chưa được cài; hãy chạy: pip install '{install}'",
        "the format docx needs a library that is missing; run: pip install '{install}'",
    ),
    "xlsx-not-installed": Text(
        "báo cáo dạng bảng tính cần thư viện chưa được cài; hãy chạy: pip install '{install}'",
        "the format xlsx needs a library that is missing; run: pip install '{install}'",
    ),
    "dossier-of-no-person": with_nearest(
        "không có người nào mang mã `{subject}` trong đợt này; hồ sơ chỉ lập cho một người",
        "no person of this round has the id `{subject}`; a dossier is of one person",
    ),
    "dossier-names-others": Text(
        "không ghi hồ sơ của `{subject}`: trong đó còn mã số hoặc họ tên của {number} người khác; "
        "hãy xem tên tệp, tên cột và các ô chữ của người này, rồi báo cho nơi phát triển",
        "the dossier of `{subject}` is not written: it would hold ids or names of others "
        "({number}); look at the names of files and columns and at the person's texts, and please "
        "tell the developers",
    ),
    "sample-size": Text(
        "`--size {read}`: số người cần chọn phải từ 1 trở lên",
        "`--size {read}`: the number of people to draw must be 1 or more",
    ),
    "sample-seed-empty": Text(
        "hạt giống `--seed` để trống; hãy nêu một chuỗi bất kỳ và ghi lại để lần sau chọn lại được",
        "the seed of `--seed` is empty; name any text, and keep it so as to draw again",
    ),
    "sample-weight-unknown": with_nearest(
        "`--weight`: không có loại `{weight}`; các loại: {known}",
        "`--weight`: there is no kind `{weight}`; the kinds are {known}",
    ),
    "sample-weight-no-number": Text(
        "`--weight {weight}={read}`: số phiếu phải là số nguyên từ 0 đến {most}",
        "`--weight {weight}={read}`: tickets are a whole number from 0 to {most}",
    ),
    "folder-not-empty": Text(
        "thư mục `{path}` đã có tệp; hãy nêu một thư mục mới hoặc còn trống, để không lẫn tệp cũ",
        "there are files in the folder `{path}`; name a new or empty one, so that nothing old is "
        "taken for new",
    ),
    "lock-file-not-read": Text(
        "không đọc được tệp `{path}` của `--lock`; hãy nêu một tệp chữ UTF-8, mỗi dòng một mã số",
        "the file `{path}` of `--lock` cannot be read; name a text file in UTF-8, an id a line",
    ),
    "order-column-unknown": with_nearest(
        "không có cột `{column}` trong bảng staff để xếp thứ tự (`--order`)",
        "there is no column `{column}` in the table staff to put people in order by (`--order`)",
    ),
    "order-value-empty": Text(
        "{number} người có thể phải chọn mà cột `{column}` của họ để trống ({people}); hãy điền "
        "cột này, hoặc bỏ `--order` để nhóm ngang nhau được nêu nguyên",
        "{number} of those to choose from have nothing in the column `{column}` ({people}); fill "
        "it in, or leave `--order` out to be told who stands equal",
    ),
    "limits-cross": Text(
        "các giới hạn đếm chồng chéo lên nhau ({groups}), giải được bằng thư viện chưa được cài; "
        "hãy chạy: pip install '{install}'",
        "limits cross one another ({groups}); to solve them a library is needed that is not "
        "installed; run: pip install '{install}'",
    ),
    "mend-not-lawful": Text(
        "lỗi của công cụ, không phải của bảng dữ liệu: sau các thay đổi tìm được, quy tắc `{rule}` "
        "vẫn bị trái ở `{subject}`; không dùng kết quả này, và gửi cho nơi phát triển những gì "
        "`cbccvc explain … --subject {subject} --rule {rule}` và `cbccvc --version` in ra",
        "a fault of this tool, not of the round: with the changes found, the rule `{rule}` is "
        "still broken for `{subject}`; nothing is answered; please send the developers what "
        "`cbccvc explain … --subject {subject} --rule {rule}` and `cbccvc --version` print",
    ),
    "mask-key-empty": Text(
        "khóa của `--mask` để trống; hãy nêu một khóa bí mật, và giữ để lần sau dùng lại",
        "the key of `--mask` is empty; name a secret one, and keep it to use the same again",
    ),
    "edit-table-unknown": with_nearest(
        "không có bảng `{table}`; các bảng: {known}",
        "there is no table `{table}`; the tables are {known}",
    ),
    "edit-column-unknown": with_nearest(
        "bảng `{table}` không có cột `{column}`; các cột: {known}",
        "the table `{table}` has no column `{column}`; its columns are {known}",
    ),
    "edit-row-unknown": with_nearest(
        "đợt này không có dòng nào mang mã `{id}`", "no row of the round has the id `{id}`"
    ),
    "edit-row-of-several": Text(
        "nhiều dòng mang mã `{id}`; hãy nêu một dòng: {ways}",
        "several rows have the id `{id}`; name one of them: {ways}",
    ),
    "edit-unit-not-told": Text(
        "đơn vị `{id}` chỉ được nêu trong danh sách người, chưa có dòng nào trong bảng `units`; "
        "hãy thêm bảng đơn vị vào đợt",
        "the unit `{id}` is named by its people alone, no row of a table `units` is about it; add "
        "that table to the round",
    ),
    "edit-not-understood": Text(
        "không hiểu `{read}`; viết như: {form}", "`{read}` is not understood; write it as: {form}"
    ),
    "edit-none": Text(
        "chưa nêu sửa gì; hãy dùng `--set`, `--add` hoặc `--remove`",
        "no change is named; use `--set`, `--add` or `--remove`",
    ),
    "nothing-to-undo": Text("không còn sửa đổi nào để bỏ", "there is no change left to undo"),
    "round-not-kept": Text(
        "đợt này không giữ lại các bảng đã đọc nên không sửa được; hãy đọc lại bằng `read`",
        "this round has not kept the tables it was read from and cannot be changed; read it again",
    ),
    "command-unknown": with_nearest(
        "không có lệnh `{command}`; các lệnh: {known}",
        "there is no command `{command}`; the commands are {known}",
    ),
    "command-missing": Text("cần nêu một lệnh: {known}", "a command is needed: {known}"),
    "argument-missing": Text("thiếu {name}", "{name} is missing"),
    "argument-extra": Text(
        "thừa `{read}`; nếu là một tên có dấu cách thì hãy đặt trong ngoặc kép",
        "`{read}` is too much; a name with a space in it needs quotes",
    ),
    "option-missing": Text("thiếu tùy chọn `{name}`", "the option `{name}` is missing"),
    "option-unknown": with_nearest("không có tùy chọn `{option}`", "there is no option `{option}`"),
    "option-needs-value": Text(
        "tùy chọn `{option}` cần một giá trị đi sau", "the option `{option}` needs a value after it"
    ),
    "option-takes-no-value": Text(
        "tùy chọn `{option}` không nhận giá trị", "the option `{option}` takes no value"
    ),
    "option-choice": with_nearest(
        "`{read}` không hợp lệ cho `{name}`; chọn một trong: {known}",
        "`{read}` is not valid for `{name}`; choose one of: {known}",
    ),
    "option-no-such-path": Text(
        "`{name}`: không có `{read}`; hãy kiểm tra lại đường dẫn",
        "`{name}`: there is no `{read}`; check the path",
    ),
    "option-wrong-path": Text(
        "`{name}`: `{read}` không dùng được ở đây; hãy xem là tệp hay thư mục, và có được phép đọc",
        "`{name}`: `{read}` cannot be used here; is it a file or a folder, and may it be read?",
    ),
    "option-value": Text(
        "giá trị của `{name}` không hợp lệ: {said}", "the value of `{name}` is not valid: {said}"
    ),
    "output-is-input": Text(
        "`{path}` là tệp dữ liệu của chính đợt này nên không ghi đè lên; hãy nêu tên tệp khác",
        "`{path}` is a file of the round itself and is not written over; name another file",
    ),
    "output-twice": Text(
        "tệp được nêu nhiều lần: {paths}; mỗi báo cáo cần một tệp riêng",
        "named more than once: {paths}; each report needs a file of its own",
    ),
    "formats-without-output": Text(
        "nhiều định dạng không có tệp để ghi: {formats}; hãy nêu `--output` cho mỗi định dạng, chỉ "
        "một định dạng được in ra màn hình",
        "several formats have no file: {formats}; name an `--output` for each, one alone may be "
        "printed",
    ),
    "setting-unknown": with_nearest(
        "không có tùy chọn `{option}` để ghi trong tệp; các tùy chọn: {known}",
        "there is no option `{option}` for a file; the options are {known}",
    ),
    "setting-value": with_nearest(
        "giá trị `{read}` của `{option}` không dùng được; cần: {known}",
        "the value `{read}` of `{option}` cannot be used; it has to be: {known}",
    ),
    "settings-not-toml": Text(
        'tệp tùy chọn không phải là TOML ({said}); một dòng có dạng: period = "2024"',
        'the file of options is no TOML ({said}); a line is like: period = "2024"',
    ),
    "settings-not-utf8": Text(
        "tệp tùy chọn không phải là văn bản UTF-8; hãy lưu lại theo UTF-8",
        "the file of options is no UTF-8 text; save it as UTF-8",
    ),
    "settings-no-table": Text(
        "`[tool.cbccvc]` phải là một bảng tùy chọn, mỗi tùy chọn một dòng",
        "`[tool.cbccvc]` has to be a table of options, one a line",
    ),
    "settings-of-several": Text(
        "các đợt có tệp tùy chọn khác nhau: {paths}; hãy xét riêng từng đợt, hoặc chỉ giữ một tệp",
        "the rounds have different files of options: {paths}; check them one by one, or keep one",
    ),
    "usage-not-understood": Text("không hiểu lệnh: {said}", "not understood: {said}"),
}
