"""Texts of the problems that packs, expressions and requests can have."""

from __future__ import annotations

from cbccvc_rules.sources import Text

_NEAREST_VI = "; có phải bạn định viết `{nearest}`?"
_NEAREST_EN = "; did you mean `{nearest}`?"


def with_nearest(vi: str, en: str) -> Text:
    """Add the suggestion; where there is none, the printer drops it."""
    return Text(vi + "[[" + _NEAREST_VI + "]]", en + "[[" + _NEAREST_EN + "]]")


_YAML: dict[str, Text] = {
    "yaml-syntax": Text("không đọc được YAML: {said}", "not readable as YAML: {said}"),
    "yaml-too-large": Text(
        "tệp dài hơn {limit} ký tự nên không đọc; hãy chia nhỏ tệp",
        "the file is longer than {limit} characters and is not read; split it",
    ),
    "yaml-too-deep": Text(
        "tệp lồng nhau sâu hơn {limit} mức nên không đọc",
        "the file is nested deeper than {limit} levels and is not read",
    ),
    "yaml-many-faults": Text(
        "đã có {limit} lỗi nên không đọc tiếp tệp này; hãy sửa các lỗi trên rồi chạy lại",
        "{limit} faults already, so the rest of this file is not read; mend those and run again",
    ),
    "yaml-two-documents": Text(
        "tệp có nhiều tài liệu YAML; mỗi tệp chỉ được một, hãy bỏ phần từ `---`",
        "the file holds more than one YAML document; remove what begins at `---`",
    ),
    "yaml-key-not-text": Text(
        "khóa phải là một từ, không phải danh sách, bảng hay chỗ trống",
        "a key must be a word, not a list, a map or nothing",
    ),
    "yaml-duplicate-key": Text(
        "khóa `{key}` đã có ở dòng {line}; hãy giữ lại một",
        "the key `{key}` already stands in line {line}; keep one of them",
    ),
    "yaml-anchor": Text(
        "không dùng neo và tham chiếu YAML như `&{name}`, `*{name}`; "
        "hãy viết lại từng giá trị (số chỗ: {number}; dòng {lines})",
        "YAML anchors and aliases such as `&{name}`, `*{name}` are not used; "
        "write each value out (how many: {number}; by line: {lines})",
    ),
    "yaml-tag": Text(
        "không dùng thẻ kiểu YAML như `{name}`; hãy bỏ thẻ (dòng {lines})",
        "YAML tags such as `{name}` are not used; remove them (by line: {lines})",
    ),
}

_FILES: dict[str, Text] = {
    "pack-file-missing": Text("thiếu tệp này", "this file is missing"),
    "pack-file-empty": Text("tệp trống", "the file is empty"),
    "pack-file-not-utf8": Text(
        "tệp không ở dạng UTF-8; hãy lưu lại bằng UTF-8", "the file is not UTF-8; save it as UTF-8"
    ),
    "pack-not-a-pack": Text(
        "thư mục `{folder}` không có `pack.yaml` nên không phải là một bộ quy tắc; "
        "hãy thêm tệp này (`id`, `title`), hoặc chuyển thư mục đi nơi khác",
        "the folder `{folder}` has no `pack.yaml`, so it is no rule pack; "
        "add that file (`id`, `title`), or move the folder elsewhere",
    ),
    "rules-file-unread": with_nearest(
        "tệp này không được đọc: ngoài các bộ quy tắc chỉ có {known}; hãy chuyển vào một bộ",
        "this file is not read: beside the packs there are only {known}; move it into a pack",
    ),
    "pack-file-ending": Text(
        "tệp đuôi `{suffix}` không được đọc; hãy đổi tên thành `{name}`",
        "a file that ends in `{suffix}` is not read; rename it to `{name}`",
    ),
    "pack-folder-inside": Text(
        "thư mục nằm trong một bộ quy tắc không được đọc; hãy chuyển các tệp lên thư mục của bộ",
        "a folder inside a pack is not read; move its files up into the folder of the pack",
    ),
    "no-packs": Text(
        "thư mục `{folder}` không có bộ quy tắc nào", "the folder `{folder}` holds no rule pack"
    ),
    "pack-key-missing": Text(
        "thiếu khóa bắt buộc `{key}` trong `{of}`", "the key `{key}` is required in `{of}`"
    ),
    "pack-key-unknown": with_nearest(
        "khóa `{key}` không có nghĩa ở đây; các khóa hợp lệ: {known}",
        "the key `{key}` means nothing here; keys that do: {known}",
    ),
    "pack-value-unknown": Text(
        "`{read}` không hợp lệ cho `{key}`; chọn một trong: {known}",
        "`{read}` is not valid for `{key}`; choose one of: {known}",
    ),
    "pack-value-empty": Text(
        "`{key}` không được để trống; hãy ghi ít nhất một mục hoặc một chữ",
        "`{key}` must not be empty; give at least one item or word",
    ),
    "pack-value-few": Text(
        "`{key}` cần ít nhất {least} mục", "`{key}` needs more items, at least {least}"
    ),
    "pack-value-wrong": Text(
        "`{read}` không hợp lệ cho `{key}`; cần dạng {needs}",
        "`{read}` is not valid for `{key}`; it needs the form {needs}",
    ),
    "pack-id": Text(
        "bộ quy tắc tên `{id}` nằm trong thư mục `{folder}`; hai tên phải giống nhau",
        "the pack `{id}` stands in the folder `{folder}`; the two names must be the same",
    ),
    "pack-twice": Text(
        "đã có bộ quy tắc tên `{id}`", "there is already a pack with the name `{id}`"
    ),
    "pack-unknown": with_nearest("không có bộ quy tắc `{pack}`", "there is no pack `{pack}`"),
    "rule-unknown": with_nearest("không có quy tắc `{rule}`", "there is no rule `{rule}`"),
    "no-rule-left": Text(
        "không còn quy tắc nào để xét vào ngày {on}; hãy xem lại `--select`, `--ignore`, `--pack`",
        "no rule is left to judge by on {on}; look at `--select`, `--ignore`, `--pack`",
    ),
    "rule-not-judged": Text("quy tắc `{rule}`: {reason}", "the rule `{rule}`: {reason}"),
    "rule-twice": Text(
        "đã có quy tắc tên `{id}`; mỗi tên chỉ dùng một lần trong mọi bộ",
        "there is already a rule `{id}`; a name is used once in all packs",
    ),
    "rule-file-name": Text(
        "quy tắc `{id}` nằm trong tệp `{file}`; hãy đặt tên tệp là `{id}.yaml`",
        "the rule `{id}` stands in the file `{file}`; name the file `{id}.yaml`",
    ),
    "act-unknown": with_nearest(
        "văn bản `{act}` không có trong acts.yaml", "the act `{act}` is not listed in acts.yaml"
    ),
    "act-not-in-force": Text(
        "văn bản `{act}` không có hiệu lực vào ngày nào mà quy tắc có hiệu lực",
        "the act `{act}` is in force on no day on which the rule is",
    ),
    "uncertain-not-notice": Text(
        "nguồn của quy tắc chưa chắc chắn nên mức độ chỉ được là `notice`, không phải `{read}`",
        "a rule whose source is uncertain is never more than a `notice`; this is a `{read}`",
    ),
    "days-reversed": Text(
        "ngày cuối {last} đứng trước ngày đầu {first}",
        "the last day {last} is before the first day {first}",
    ),
    "condition-twice": Text(
        "điều kiện `{id}` được đặt tên hai lần", "the condition `{id}` is named twice"
    ),
    "name-twice": Text(
        "tên `{name}` đã được dùng cho việc khác; hãy chọn tên khác",
        "the name `{name}` is already used for something else; choose another",
    ),
    "record-unknown": with_nearest(
        "không có loại dòng `{record}`", "there is no record `{record}`"
    ),
    "definition-circle": Text(
        "các định nghĩa dựa vòng vào nhau: {circle}", "definitions rest on each other: {circle}"
    ),
    "parameter-dates-overlap": Text(
        "thời gian của giá trị này trùng với giá trị khác",
        "the days of this value overlap with those of another",
    ),
    "figure-twice": Text(
        "các bộ {packs} cùng thay giá trị của tham số `{parameter}`; hãy bỏ bớt bằng `--pack -TÊN`",
        "the packs {packs} all replace the parameter `{parameter}`; leave one out: `--pack -NAME`",
    ),
    "parameter-value": Text(
        "`{read}` không phải là giá trị của tham số `{parameter}`",
        "`{read}` is no value of the parameter `{parameter}`",
    ),
    "figure-loosens": Text(
        "`{name}` ({title}): {new} nới lỏng mức {old} của {cites}, chênh {by}, từ {from}; bộ của "
        "địa phương chỉ được đặt chặt hơn",
        "`{name}` ({title}): {new} loosens the {old} of {cites} by {by}, from {from} on; a local "
        "pack may only be tighter",
    ),
    "parameter-gap": Text(
        "quy tắc có hiệu lực nhưng tham số `{name}` không có giá trị từ {from} đến {to}",
        "the rule is in force but the parameter `{name}` has no value from {from} to {to}",
    ),
    "reading-default": with_nearest(
        "cách hiểu mặc định `{read}` không có trong các lựa chọn: {known}",
        "the default `{read}` is not among the alternatives: {known}",
    ),
    "scale-labels": Text(
        "bảng nhãn xếp loại có lỗi: {said}", "the table of labels is at fault: {said}"
    ),
    "message-braces": Text(
        "dấu ngoặc nhọn trong câu không khớp: {said}", "the braces of the text do not match: {said}"
    ),
    "message-name": with_nearest(
        "`{{{name}}}` không phải là số liệu hay cột nào của kết quả",
        "`{{{name}}}` is no measure, let or column of the finding",
    ),
    "message-format": Text(
        "không có dạng in `{form}`; chọn một trong: {known}",
        "there is no format `{form}`; choose one of: {known}",
    ),
    "applies-packs-or-hole": Text(
        "mỗi mục phải có `packs` hoặc `hole`, không thể thiếu hoặc có cả hai",
        "an entry has either `packs` or a `hole`, not both and not neither",
    ),
    "applies-not-joined": Text(
        "bảng hiệu lực cho `{category}` bị hở hoặc chồng nhau tại ngày {day}",
        "the table for `{category}` has a gap or an overlap at {day}",
    ),
    "applies-not-complete": Text(
        "bảng hiệu lực cho `{category}` chưa kéo dài đến mọi ngày về sau",
        "the table for `{category}` does not reach every later day",
    ),
}

_CLAUSES: dict[str, Text] = {
    "clause-unknown": with_nearest(
        "danh sách điều khoản của `{act}` không có `{provision}`",
        "the list of clauses of `{act}` has no `{provision}`",
    ),
    "clause-repealed": Text(
        "{provision} của `{act}` hết hiệu lực sau ngày {last} nhưng được viện dẫn đến {until}",
        "{provision} of `{act}` ended on {last} but is cited until {until}",
    ),
    "clause-not-yet": Text(
        "{provision} của `{act}` chỉ có từ ngày {first} nhưng được viện dẫn từ {from}; "
        "hãy ghi `added_by`, hoặc lùi ngày bắt đầu",
        "{provision} of `{act}` is there only from {first} but is cited from {from}; "
        "write `added_by`, or begin later",
    ),
    "clause-twice": Text(
        "{provision} của `{act}` đã có ở {other} trong cùng thời gian; hãy bỏ bớt một",
        "{provision} of `{act}` already stands at {other} for the same days; keep one of them",
    ),
    "clause-source-unknown": with_nearest(
        "tệp không kể nguồn `{source}`", "the file lists no source `{source}`"
    ),
    "clause-needs-source": Text(
        "chỉ điều khoản `text-not-found` mới được không có nguồn; hãy ghi ít nhất một nguồn",
        "only a clause that is `text-not-found` may have no source; name at least one",
    ),
    "clause-needs-encoding": Text(
        "trạng thái `{state}` cần ít nhất một mục trong `encoded`",
        "the state `{state}` needs something in `encoded`",
    ),
    "clause-needs-rule": Text(
        "trạng thái `rule` cần ít nhất một quy tắc trong `encoded`",
        "the state `rule` needs at least one rule in `encoded`",
    ),
    "clause-needs-end": Text(
        "trạng thái `repealed` cần ngày cuối cùng của câu chữ này (`to`)",
        "the state `repealed` needs the last day of this text (`to`)",
    ),
    "clause-not-encoded": Text(
        "trạng thái `{state}` không thể có gì trong `encoded`",
        "the state `{state}` cannot have anything in `encoded`",
    ),
    "clause-not-cited": Text(
        "`{name}` được ghi là nơi mã hóa {provision} nhưng không viện dẫn hoặc không dùng đến",
        "`{name}` is said to encode {provision} but does not cite it or is not used for it",
    ),
    "clause-encoder-unknown": with_nearest(
        "`{kind}` không có `{name}`", "there is no `{name}` among the `{kind}`"
    ),
}

_EXPRESSIONS: dict[str, Text] = {
    "expression-too-long": Text(
        "biểu thức dài hơn {limit} ký tự", "the expression is longer than {limit} characters"
    ),
    "expression-too-deep": Text(
        "biểu thức lồng nhau sâu hơn {limit} mức",
        "the expression is nested deeper than {limit} levels",
    ),
    "expression-character": Text(
        "ký tự `{found}` không thuộc ngôn ngữ quy tắc",
        "the character `{found}` is not part of the rule language",
    ),
    "expression-ends": Text("biểu thức còn dở dang", "the expression ends too early"),
    "expression-unexpected": Text("`{found}` không thể đứng ở đây", "`{found}` cannot stand here"),
    "expression-needs": Text(
        "cần `{needed}` thay cho `{found}`", "`{needed}` is needed instead of `{found}`"
    ),
    "expression-needs-at-end": Text(
        "thiếu `{needed}` ở cuối biểu thức", "`{needed}` is missing at the end of the expression"
    ),
    "expression-date": Text("không có ngày `{found}`", "there is no day `{found}`"),
    "expression-zero-division": Text("`{found}` chia cho không", "`{found}` divides by zero"),
    "type-mismatch": Text(
        "ở đây cần {expected} nhưng biểu thức cho {found}",
        "this needs {expected} but the expression gives {found}",
    ),
    "division-in-verdict": Text(
        "phép chia chỉ dùng trong `measures`; hãy viết giới hạn thành tích, ví dụ `a <= 20% * b`",
        "division is for `measures` only; write a limit as a product, as in `a <= 20% * b`",
    ),
    "rounding-in-verdict": Text(
        "`{name}` chỉ dùng trong `measures`; kết luận phải dựa trên số chính xác",
        "`{name}` is for `measures` only; a verdict rests on exact numbers",
    ),
    "not-comparable": Text("không so sánh được {found}", "{found} cannot be compared"),
    "not-ordered": Text(
        "{found} không có thứ tự nên không dùng được `{sign}`",
        "{found} has no order, so `{sign}` does not apply",
    ),
    "not-coded": Text(
        "`in` cần một cột có danh sách mã, nhưng đây là {found}",
        "`in` needs a column with a list of codes, but this is {found}",
    ),
    "given-needs-column": Text(
        "`is {word}` chỉ hỏi về một cột", "`is {word}` asks about a column only"
    ),
    "code-unknown": with_nearest(
        "`{name}` không có trong danh sách {list}", "`{name}` is not in the list {list}"
    ),
    "column-unknown": with_nearest(
        "`{record}` không có cột hay định nghĩa `{name}`",
        "`{record}` has no column or definition `{name}`",
    ),
    "rows-unknown": with_nearest(
        "`{record}` không dẫn đến các dòng `{name}`", "`{record}` does not lead to rows `{name}`"
    ),
    "rows-not-value": Text(
        "`{name}` là các dòng, không phải một giá trị; hãy dùng `count`, `any`, `none` hoặc `sum`",
        "`{name}` are rows, not a value; use `count`, `any`, `none` or `sum`",
    ),
    "rows-not-one": Text(
        "`{name}` dẫn đến nhiều dòng, không theo tiếp được",
        "`{name}` leads to many rows and cannot be followed further",
    ),
    "dollar-unknown": with_nearest(
        "không có tham số hay cách hiểu `${name}`", "there is no parameter or reading `${name}`"
    ),
    "subject-in-definition": Text(
        "định nghĩa không được dùng `subject`: nó chỉ nói về dòng của mình",
        "a definition may not use `subject`: it speaks of its own row only",
    ),
}

_REQUESTS: dict[str, Text] = {
    "reading-unknown": with_nearest(
        "không có cách hiểu `{reading}`", "there is no reading `{reading}`"
    ),
    "reading-alternative": with_nearest(
        "cách hiểu `{reading}` không có lựa chọn `{read}`; chọn một trong: {known}",
        "the reading `{reading}` has no alternative `{read}`; choose one of: {known}",
    ),
    "parameter-unknown": with_nearest(
        "không có tham số `{parameter}`", "there is no parameter `{parameter}`"
    ),
    "category-unknown": with_nearest(
        "không có loại đối tượng `{category}`; chọn một trong: {known}",
        "there is no category `{category}`; choose one of: {known}",
    ),
    "file-exists": Text(
        "đã có tệp `{path}`; hãy chọn tên khác, hoặc thêm `--force` để ghi đè",
        "there is a file `{path}` already; choose another name, or add `--force` to overwrite it",
    ),
    "engine-unknown": with_nearest("không có bộ máy `{engine}`", "there is no engine `{engine}`"),
    "format-unknown": with_nearest(
        "không có dạng kết quả `{format}`; chọn một trong: {known}",
        "there is no format `{format}`; choose one of: {known}",
    ),
    "names-not-a-list": Text(
        "`{option}` cần một danh sách tên, không phải một chuỗi; hãy viết `{option}=['{read}']`",
        "`{option}` takes a list of names, not one text; write `{option}=['{read}']`",
    ),
    "choices-not-a-mapping": Text(
        "`{option}` cần các cặp tên và giá trị, không phải `{read}`; "
        "hãy viết `{option}={{'tên': 'giá trị'}}`",
        "`{option}` takes names with their values, not `{read}`; "
        "write `{option}={{'name': 'value'}}`",
    ),
    "language-unknown": with_nearest(
        "không có ngôn ngữ `{read}`; chọn một trong: {known}",
        "there is no language `{read}`; choose one of: {known}",
    ),
    "ending-no-format": Text(
        "đuôi `{suffix}` của `{path}` không ứng với dạng kết quả nào; "
        "hãy chọn bằng `--format` (trong Python: `form`): {known}",
        "the ending `{suffix}` of `{path}` stands for no format; "
        "choose one with `--format` (in Python: `form`): {known}",
    ),
    "subject-unknown": with_nearest(
        "không có đối tượng `{subject}` trong đợt đánh giá này",
        "there is no subject `{subject}` in this round",
    ),
    "option-pair": Text(
        "`{read}` phải viết dạng TÊN=GIÁ TRỊ", "`{read}` must be written NAME=VALUE"
    ),
    "day-unreadable": Text(
        "`{read}` không phải là ngày; hãy viết dạng 2024-12-14 hoặc 14/12/2024",
        "`{read}` is no day; write it as 2024-12-14 or 14/12/2024",
    ),
    "no-law": Text(
        "không văn bản nào trong các bộ quy tắc điều chỉnh {who} vào ngày {on}: {reason}",
        "no law that the packs know governs {who} on {on}: {reason}",
    ),
    "decided-under-other-law": Text(
        "ngày quyết định {read} thuộc hiệu lực của văn bản khác với ngày đánh giá {on}; "
        "hãy kiểm tra lại ngày hoặc dùng `--on`",
        "the decision of {read} falls under another law than the rating act of {on}; "
        "check the date or use `--on`",
    ),
}

PACKS: dict[str, Text] = {**_YAML, **_FILES, **_CLAUSES, **_EXPRESSIONS, **_REQUESTS}
