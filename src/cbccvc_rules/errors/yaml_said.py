"""What the YAML parser complains of, said so that somebody can mend it, in both languages."""

from __future__ import annotations

from cbccvc_rules.sources import Text

_INDENT = Text(
    "dòng thụt vào không khớp các dòng trên, hoặc có chữ sau dấu ngoặc đóng",
    "the indentation does not fit the lines above, or words follow a closing quote",
)
_CONTROL = Text(
    "có ký tự điều khiển; hãy xóa, hoặc lưu lại bằng UTF-8",
    "a control character stands in it; delete it, or save the file as UTF-8",
)
_DIRECTIVE = Text(
    "dòng bắt đầu bằng `%` là chỉ dẫn YAML, ở đây không dùng; hãy xóa",
    "a line that begins with `%` is a directive of YAML, which is not used here; delete it",
)
_DOCUMENT = Text(
    "có nội dung sau dấu kết thúc `...` hoặc trên dòng `---`; mỗi tệp chỉ có một tài liệu",
    "something follows the end `...`, or stands in the line of `---`; a file is one document",
)
_QUOTE = Text("ngoặc kép hoặc nháy đơn mở mà không đóng", "a quote is opened and is never closed")
# By what the sentence of the parser has in it (the one in C and the one in Python differ).
_SAID: tuple[tuple[str, Text], ...] = (
    (
        "mapping values are not allowed",
        Text(
            "có thêm dấu `:` trên dòng, hoặc dòng thụt vào không đúng; "
            "giá trị có `: ` thì đặt trong ngoặc kép",
            "one more `:` in the line, or an indentation that does not fit; "
            "a value that contains `: ` needs quotes",
        ),
    ),
    (
        "cannot start any token",
        Text(
            "có dấu tab, hoặc ký tự không được đứng đầu giá trị (như `@`, `%`); "
            "hãy thụt vào bằng dấu cách, đặt giá trị trong ngoặc kép",
            "a tab, or a character that may not begin a value (such as `@`, `%`); "
            "indent with spaces, put the value in quotes",
        ),
    ),
    (
        "tab character",
        Text("hãy thụt vào bằng dấu cách, không dùng tab", "indent with spaces, not with tabs"),
    ),
    ("end of stream", _QUOTE),
    (
        "',' or ']'",
        Text("thiếu dấu `,` hoặc `]` trong danh sách `[…]`", "`,` or `]` is missing in `[…]`"),
    ),
    (
        "',' or '}'",
        Text("thiếu dấu `,` hoặc `}` trong nhóm `{…}`", "`,` or `}` is missing in `{…}`"),
    ),
    (
        "node content",
        Text(
            "thừa dấu `,`, `]` hoặc `}`, hoặc thiếu giá trị",
            "a `,`, `]` or `}` too many, or a value missing",
        ),
    ),
    (
        "'-' indicator",
        Text("trong danh sách, dòng phải bắt đầu bằng `- `", "in a list a line begins with `- `"),
    ),
    (
        "sequence entries",
        Text("`- ` phải đứng đầu một dòng mới", "`- ` must begin a new line"),
    ),
    (
        "unknown escape",
        Text(
            "`\\` trong ngoặc kép đi trước ký tự lạ; hãy dùng nháy đơn",
            "a `\\` in double quotes stands before a character it does not go with; "
            "use single quotes",
        ),
    ),
    (
        "comment or",
        Text("sau `|` hoặc `>` phải xuống dòng", "a new line must follow `|` or `>`"),
    ),
    ("expected ':'", Text("thiếu dấu `:` sau khóa", "the `:` after a key is missing")),
    ("expected key", _INDENT),
    ("<block end>", _INDENT),
    (
        "alphabetic or numeric",
        Text(
            "`*` và `&` có nghĩa riêng trong YAML; hãy đặt giá trị trong ngoặc kép",
            "`*` and `&` mean something of their own in YAML; put the value in quotes",
        ),
    ),
    ("control characters", _CONTROL),
    ("special characters", _CONTROL),
    ("surrogates", _CONTROL),
    ("<document start>", _DOCUMENT),
    ("document separator", _DOCUMENT),
    ("directive", _DIRECTIVE),
    ("incompatible YAML", _DIRECTIVE),
)


def yaml_said(sentence: str) -> Text:
    """Return a complaint of the YAML parser in both languages; one not met so far, as it is."""
    known = next((text for part, text in _SAID if part in sentence), None)
    return known or Text(f"cú pháp không đúng (trình đọc báo: {sentence})", sentence)
